//! What is known of people on a day: what the rules of other capabilities may look at.
//!
//! Names are not among it, nor anything of which a wall keeps watch.
mod tenure;

use base::{Date, StaffId, UnitCode};
use db::{Result, Tx};

use crate::{
    model::{Kind, Sex},
    store,
};
use tenure::Tenure;

pub(crate) use tenure::PostRead;

/// Somebody on the staff, as the register says it of a day.
///
/// A day to come holds what is not yet announced: whoever shows it answers for that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    pub staff: StaffId,
    pub kind: Kind,
    /// 職種 in the city's own words; empty where none is recorded.
    pub job_family: String,
    pub sex: Sex,
    pub born_on: Date,
    pub hired_on: Date,
    /// The first day on which the person is no longer on the staff; after the day asked for.
    pub ends_on: Date,
    /// `None` without a main post on the day, or where the city has no grades for it.
    pub grade: Option<GradeFacts>,
    /// Held on the day, the main one first, then by first day and unit.
    pub posts: Vec<PostFacts>,
}

/// The grade of somebody's main post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GradeFacts {
    /// 1 the lowest.
    pub grade: i64,
    /// The first day of the main posts of this grade that lead to the day without a break, in whatever units.
    ///
    /// A single day between two posts is a break, and so is another grade. `None` where nothing is recorded of the time before
    /// and the person was hired earlier: then the grade may be older.
    pub since: Option<Date>,
    /// The main post before, however long ago it ended, had a lower grade. Neither hiring nor a step down is a promotion.
    pub is_promotion: bool,
}

/// A post that somebody holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostFacts {
    pub unit: UnitCode,
    /// 職名, such as 課長.
    pub post: String,
    /// 0 where the city has none.
    pub grade: i64,
    pub is_main: bool,
    /// Since when the person has had a post of that name without a break, in whatever units, main or beside: a 課長 who moves
    /// to another section is no new 課長. As far back as posts are recorded.
    pub since: Date,
    /// Since when the person has headed a unit without a break, this one or others. `None` where this post heads none.
    pub headed_since: Option<Date>,
}

impl PostFacts {
    /// 所属長
    pub fn is_head(&self) -> bool {
        self.headed_since.is_some()
    }
}

/// Everybody on the staff on a day, by id.
pub async fn facts_on(tx: &mut Tx, day: Date) -> Result<Vec<Facts>> {
    facts(tx, None, day).await
}

/// One person; `None` who is not on the staff on that day: hired later, or gone.
pub async fn facts_of(tx: &mut Tx, staff: &StaffId, day: Date) -> Result<Option<Facts>> {
    Ok(facts(tx, Some(staff), day).await?.pop())
}

async fn facts(tx: &mut Tx, who: Option<&StaffId>, day: Date) -> Result<Vec<Facts>> {
    let mut people = store::at_work(tx, who, day).await?;
    let mut tenure = Tenure::new(day);
    let mut place = 0;
    store::each_post_until(tx, who, day, |post| {
        // Both come in the order of ids, and posts of those who are not on the staff are passed over.
        while let Some(person) = people.get_mut(place)
            && person.staff.as_str() < post.staff
        {
            tenure.tell(person);
            place += 1;
        }
        if let Some(person) = people.get(place)
            && person.staff.as_str() == post.staff
        {
            tenure.add(&post);
        }
    })
    .await?;
    if let Some(last) = people.get_mut(place) {
        tenure.tell(last);
    }
    Ok(people)
}
