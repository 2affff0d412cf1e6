//! What a file would alter of what is known, before and after, for the eyes of whoever checks it. What is new is only counted.
use std::collections::BTreeSet;

use base::{Date, StaffId, UnitCode};
use db::{Result, Tx};

use super::{
    checked::Checked,
    columns::Column,
    kinds::Kind,
    known::Known,
    posts::{Fate, Post},
    units::Version,
    write,
};
use crate::{
    export::{Record, last_day, unit_row},
    model::{Assignment, Staff, Unit},
    store,
    titles::Titles,
};

/// One record that is known, and what of it would be altered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alteration {
    /// Units, staff or assignments.
    pub kind: Kind,
    /// Number and name of the person, or code and name of the unit.
    pub who: String,
    /// Which post, or which time of a unit; empty for a person.
    pub which: String,
    pub values: Vec<Altered>,
}

/// A value that differs, under the name of its column; empty where there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Altered {
    pub column: &'static str,
    pub before: String,
    pub after: String,
}

/// The first of the alterations, and how many there are in all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alterations {
    list: Vec<Alteration>,
    all: u64,
    people: BTreeSet<StaffId>,
}

impl Alterations {
    /// So many are kept with their words; beyond, they are only counted.
    pub const KEPT: usize = 200;

    pub fn iter(&self) -> impl Iterator<Item = &Alteration> {
        self.list.iter()
    }

    /// Altered records in all.
    pub fn all(&self) -> u64 {
        self.all
    }

    /// Those of whose records something stands among the alterations.
    pub(crate) fn people(&self) -> impl Iterator<Item = &StaffId> {
        self.people.iter()
    }

    fn has_room(&self) -> bool {
        self.list.len() < Self::KEPT
    }

    /// Of the people and posts of a file that has no fault.
    pub(super) async fn of_people(tx: &mut Tx, known: &Known, checked: &Checked) -> Result<Self> {
        let mut all = Self {
            all: checked.staff.changed,
            ..Self::default()
        };
        for it in &checked.shown {
            let before = store::staff(tx, &known.staff_id(it.place())).await?;
            let row = |it: &Staff| Record::of(it, None).row(Kind::Staff);
            all.list.push(Alteration {
                kind: Kind::Staff,
                who: person(&before),
                which: String::new(),
                values: differing(Kind::Staff, &row(&before), &row(&it.after(&before))),
            });
            all.people.insert(before.id);
        }
        all.add_posts(tx, known, &checked.posts, &checked.titles)
            .await?;
        Ok(all)
    }

    /// Posts that those who are known get, keep otherwise or lose. They come by person and time.
    pub(super) async fn add_posts(
        &mut self,
        tx: &mut Tx,
        known: &Known,
        posts: &[Post],
        titles: &Titles,
    ) -> Result<()> {
        let is_altered = |it: &&Post| {
            it.person < known.count() && matches!(it.fate, Fate::New | Fate::Changed | Fate::Gone)
        };
        let mut holder: Option<(Staff, Vec<Assignment>)> = None;
        for post in posts.iter().filter(is_altered) {
            self.all += 1;
            if !self.has_room() {
                continue;
            }
            let id = known.staff_id(post.person);
            let (staff, held) = match holder.take().filter(|it| it.0.id == id) {
                Some(same) => same,
                None => (
                    store::staff(tx, &id).await?,
                    store::assignments_of(tx, &id, base::FAR_FUTURE).await?,
                ),
            };
            let after = write::assignment(known, titles, post, id);
            let key = |it: &Assignment| (it.starts_on, it.unit.clone(), it.kind);
            let before = held.iter().find(|it| key(it) == key(&after));
            let row = |it: Option<&Assignment>| match it {
                Some(it) => Record::of(&staff, Some(it)).row(Kind::Assignments),
                None => vec![String::new(); Kind::Assignments.columns().len()],
            };
            let after = Some(&after).filter(|_| post.fate != Fate::Gone);
            let (which, on) = match after.or(before) {
                Some(it) => (&it.unit, it.starts_on),
                None => continue,
            };
            let name = store::unit_name(tx, which, on).await?;
            self.list.push(Alteration {
                kind: Kind::Assignments,
                who: person(&staff),
                which: format!("{which} {name} {on}～"),
                values: differing(Kind::Assignments, &row(before), &row(after)),
            });
            self.people.insert(staff.id.clone());
            holder = Some((staff, held));
        }
        Ok(())
    }

    /// A unit that stands otherwise from a day on than was known of that day. Successors come before and after.
    pub(super) fn add_unit(&mut self, before: &Unit, after: &Version, into: [&[UnitCode]; 2]) {
        self.all += 1;
        if self.has_room() {
            let [row, altered] = [unit_row(before, into[0]), unit_row(&after.unit, into[1])];
            self.list.push(Alteration {
                kind: Kind::Units,
                who: format!("{} {}", before.code, before.name),
                which: time(before.starts_on, before.ends_on),
                values: differing(Kind::Units, &row, &altered),
            });
        }
    }
}

fn person(it: &Staff) -> String {
    format!("{} {}", it.number, it.used_name)
}

fn time(starts_on: Date, ends_on: Date) -> String {
    format!("{starts_on}～{}", last_day(ends_on))
}

/// The staff number stands before all of them and is left out.
fn differing(kind: Kind, before: &[String], after: &[String]) -> Vec<Altered> {
    let values = before.iter().zip(after);
    kind.columns()
        .iter()
        .zip(values)
        .filter(|(column, (before, after))| **column != Column::Number && before != after)
        .map(|(column, (before, after))| Altered {
            column: column.name(),
            before: before.clone(),
            after: after.clone(),
        })
        .collect()
}
