//! Who comes into a run, by themselves or by their head.
use base::{Date, StaffId, UnitCode};
use db::Tx;
use people::Organisation;
use programme::{
    audience::{Facts, Names},
    enrol::{self, Became, Newcomer},
    model::{CourseContent, Enrolment, EnrolmentId, RunId, SessionId, Way},
    store,
};
use web::{Error, Result};

use super::{Deed, runs};
use crate::{model, refusal::Refusal};

/// A person as the audiences of courses look at them on a day.
pub(crate) struct Asked {
    names: Names,
    /// `None` who is not on the staff.
    facts: Option<Facts>,
}

impl Asked {
    pub(crate) async fn of(tx: &mut Tx, staff: &StaffId, on: Date) -> Result<Self> {
        let mut names = Names::default();
        let organisation = Organisation::load(tx, on).await?;
        let known = people::facts_of(tx, staff, on).await?;
        let facts =
            known.map(|it| model::facts(&it, on, &mut names, |unit| above(&organisation, unit)));
        Ok(Self { names, facts })
    }

    /// Whether the person may come into a course, by duty or because it is open to them.
    pub(crate) fn is_meant(&mut self, content: &CourseContent) -> bool {
        let Some(facts) = &self.facts else {
            return false;
        };
        [&content.mandatory_for, &content.open_to]
            .into_iter()
            .flatten()
            .any(|it| model::includes(it, &mut self.names, facts))
    }
}

/// A unit and all those above it.
fn above(organisation: &Organisation, unit: &UnitCode) -> Vec<String> {
    let above = organisation.ancestors(unit);
    let mut codes: Vec<String> = above.into_iter().map(|it| it.code.0.clone()).collect();
    if !codes.contains(&unit.0) {
        codes.insert(0, unit.0.clone());
    }
    codes
}

/// Signs the person up, or nominates somebody of their unit.
pub(crate) async fn enter(
    tx: &mut Tx,
    deed: Deed<'_>,
    run: &RunId,
    staff: &StaffId,
    way: Way,
    picks: Vec<SessionId>,
) -> Result<Became> {
    let opened = runs::run(tx, run).await?;
    let today = deed.today();
    let unit = people::main_unit_of(tx, staff, today)
        .await?
        .ok_or(Refusal::NoUnit)?;
    let mut asked = Asked::of(tx, staff, today).await?;
    if !asked.is_meant(&opened.course.content) {
        return Err(Refusal::NotMeant.into());
    }
    let newcomer = Newcomer {
        staff: staff.clone(),
        unit,
        way,
        picks,
    };
    let mut told = enrol::enter(tx, deed.engine(), run, &newcomer).await?;
    deed.tell(tx, &told).await?;
    let became = told.pop().ok_or(Error::NotFound)?;
    deed.keep(tx, "learning_enrolment", became.enrolment.as_str())
        .await?;
    Ok(became)
}

/// An enrolment that the person's scope reaches.
pub(crate) async fn reached(tx: &mut Tx, deed: Deed<'_>, id: &EnrolmentId) -> Result<Enrolment> {
    store::enrolment_within(tx, id, &deed.actor.scope, deed.today())
        .await?
        .ok_or(Error::NotFound)
}

/// Takes an offered seat, or leaves it to the next in line.
pub(crate) async fn answer(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &EnrolmentId,
    is_yes: bool,
) -> Result<()> {
    reached(tx, deed, id).await?;
    let told = enrol::answer(tx, deed.engine(), id, is_yes).await?;
    deed.tell(tx, &told).await?;
    deed.keep(tx, "learning_enrolment", id.as_str()).await
}

pub(crate) async fn cancel(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &EnrolmentId,
    because: &str,
) -> Result<()> {
    reached(tx, deed, id).await?;
    let told = enrol::cancel(tx, deed.engine(), id, because).await?;
    deed.tell(tx, &told).await?;
    deed.keep(tx, "learning_enrolment", id.as_str()).await
}

/// A head says yes or no to a wish, never to their own.
pub(crate) async fn consent(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &EnrolmentId,
    is_yes: bool,
    because: &str,
) -> Result<Became> {
    let it = reached(tx, deed, id).await?;
    if it.staff == deed.actor.staff {
        return Err(Refusal::OwnWish.into());
    }
    let became = match is_yes {
        true => enrol::consent(tx, deed.engine(), &it.id).await?,
        false => enrol::refuse(tx, deed.engine(), &it.id, because).await?,
    };
    deed.tell(tx, std::slice::from_ref(&became)).await?;
    deed.keep(tx, "learning_enrolment", it.id.as_str()).await?;
    Ok(became)
}
