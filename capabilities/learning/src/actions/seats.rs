//! Who comes into a run, by themselves or by their head.
use base::{StaffId, UnitCode};
use db::Tx;
use people::Organisation;
use programme::{
    audience::{Audience, Names},
    enrol::{self, Became, Newcomer},
    model::{Enrolment, EnrolmentId, RunId, SessionId, Way},
    store,
};
use web::{Error, Result};

use super::{Deed, runs};
use crate::{model, refusal::Refusal};

/// Whether a person may come into a course today, by duty or because it is open to them.
pub(crate) async fn is_meant(
    tx: &mut Tx,
    staff: &StaffId,
    audiences: [&Option<Audience>; 2],
    on: base::Date,
) -> Result<bool> {
    if audiences
        .iter()
        .any(|it| **it == Some(Audience::everybody()))
    {
        return Ok(true);
    }
    let Some(known) = people::facts_of(tx, staff, on).await? else {
        return Ok(false);
    };
    let organisation = Organisation::load(tx, on).await?;
    let mut names = Names::default();
    let facts = model::facts(&known, on, &mut names, |unit| above(&organisation, unit));
    Ok(audiences
        .into_iter()
        .flatten()
        .any(|it| model::includes(it, &mut names, &facts)))
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
    let content = &opened.course.content;
    let audiences = [&content.mandatory_for, &content.open_to];
    if !is_meant(tx, staff, audiences, today).await? {
        return Err(Refusal::NotMeant.into());
    }
    let newcomer = Newcomer {
        staff: staff.clone(),
        unit,
        way,
        picks,
    };
    let became = enrol::enter(tx, deed.engine(), run, &newcomer).await?;
    deed.tell(tx, std::slice::from_ref(&became)).await?;
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
    let told = enrol::cancel(tx, deed.engine(), id, because).await?;
    deed.tell(tx, &told).await?;
    deed.keep(tx, "learning_enrolment", id.as_str()).await
}

/// A head says yes or no to a wish, never to their own.
pub(crate) async fn consent(
    tx: &mut Tx,
    deed: Deed<'_>,
    it: &Enrolment,
    is_yes: bool,
    because: &str,
) -> Result<Became> {
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
