//! Seats that change hands by agreement: handed over to a colleague, or exchanged for another day.
use base::{StaffId, UnitCode};
use db::Tx;
use web::Result;

use crate::{
    Refusal,
    enrol::{Became, Deed, became, check_clash, enrolment, open, step},
    model::{Enrolment, EnrolmentId, Way},
    rules::admits,
    seats::{self, Picks, State},
    store,
};

/// Somebody else comes in their place, by agreement. Only while nobody waits: a free seat belongs to the next in line.
pub async fn hand_over(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &EnrolmentId,
    to: &StaffId,
    unit: &UnitCode,
) -> Result<Vec<Became>> {
    let it = enrolment(tx, id).await?;
    let opened = open(tx, &it.run).await?;
    admits(&opened, Way::Assigned, deed.today())?;
    if !store::waiting(tx, &it.run).await?.is_empty() {
        return Err(Refusal::LineWaits.into());
    }
    if store::enrolment_of(tx, &it.run, to).await?.is_some() {
        return Err(Refusal::AlreadyIn.into());
    }
    let picks = store::picks_of(tx, id).await?;
    check_clash(tx, to, &it.run, &picks).await?;
    let gone = step(tx, deed, &it, State::Swapped, None, "").await?;
    let come = seat(tx, deed, &it, to, unit, &picks).await?;
    Ok(vec![gone, come])
}

/// Two people with seats in different sessions of one run change places.
pub async fn swap(
    tx: &mut Tx,
    deed: Deed<'_>,
    one: &EnrolmentId,
    other: &EnrolmentId,
) -> Result<Vec<Became>> {
    let (one, other) = (enrolment(tx, one).await?, enrolment(tx, other).await?);
    if one.run != other.run {
        return Err(Refusal::Picks.into());
    }
    admits(&open(tx, &one.run).await?, Way::Assigned, deed.today())?;
    let of_one = store::picks_of(tx, &one.id).await?;
    let of_other = store::picks_of(tx, &other.id).await?;
    if of_one == of_other {
        return Err(Refusal::NothingToSwap.into());
    }
    check_clash(tx, &one.staff, &one.run, &of_other).await?;
    check_clash(tx, &other.staff, &one.run, &of_one).await?;
    for it in [&one, &other] {
        step(tx, deed, it, State::Swapped, None, "").await?;
    }
    Ok(vec![
        seat(tx, deed, &one, &one.staff, &one.unit, &of_other).await?,
        seat(tx, deed, &other, &other.staff, &other.unit, &of_one).await?,
    ])
}

/// A new enrolment with a seat that was held until now.
async fn seat(
    tx: &mut Tx,
    deed: Deed<'_>,
    before: &Enrolment,
    staff: &StaffId,
    unit: &UnitCode,
    picks: &Picks,
) -> Result<Became> {
    // Who only changes the day keeps their place in the line; a colleague has one of their own.
    let (way, asked_at) = match *staff == before.staff {
        true => (before.way, before.asked_at),
        false => (Way::Nominated, deed.now),
    };
    let enrolment = Enrolment {
        id: EnrolmentId::fresh(),
        staff: staff.clone(),
        unit: unit.clone(),
        way,
        priority: seats::priority(way),
        asked_at,
        state: State::Confirmed,
        offered_until: None,
        version: 1,
        ..before.clone()
    };
    let step = deed.step(State::Confirmed, "");
    if !store::add_enrolment(tx, &enrolment, picks, &step).await? {
        return Err(Refusal::AlreadyIn.into());
    }
    Ok(became(&enrolment, State::Confirmed, None))
}
