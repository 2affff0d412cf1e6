//! What the plan office does: opens the year, asks others, brings the owners' checks together.
use base::{Date, FiscalYear, Instant, UnitCode, city_date};
use db::Tx;
use gate::{Actor, App};
use ledger::Subject;
use people::{Organisation, Unresolved};
use web::{Error, Result};

use super::{notify, open_cycle};
use crate::{
    adopted::{self, MeasureId},
    check::{
        consolidate::{self, based_on, proposal},
        model::{CheckId, Consultation, ConsultationId, Outcome},
        rules::{self, Refusal},
        store::{self, NewQuestion},
    },
};

/// What opening a year did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Opened {
    /// Checks that were added; none when everybody had one already.
    pub(crate) added: usize,
}

/// Opens a year for its check, or, when it is open, moves its due days and adds checks for owners who came since.
pub(crate) async fn open(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    year: FiscalYear,
    (draft_due_on, review_due_on): (Date, Date),
    now: Instant,
) -> Result<Opened> {
    let Some(plan) = adopted::plan_of_year(tx, year).await? else {
        return Err(Refusal::YearOutsidePlan(year).into());
    };
    rules::check_opening(
        plan.period,
        year,
        draft_due_on,
        review_due_on,
        city_date(now),
    )?;
    if !store::open_cycle(tx, &plan.id, year, draft_due_on, review_due_on, now).await? {
        return Err(Refusal::Frozen.into());
    }
    let added = store::add_missing_checks(tx, &plan.id, year).await?;
    let subject = Subject::new("plan_cycle", year.year().to_string());
    let count = i64::try_from(added.len()).unwrap_or(i64::MAX);
    ledger::write(tx, &actor.entry(now).about(subject).with("added", count)).await?;
    notify::opened(tx, app, &added, year, draft_due_on, now).await?;
    Ok(Opened { added: added.len() })
}

/// What the plan office says of a measure, as it saw the checks.
#[derive(Debug, Clone)]
pub(crate) struct OutcomeWish<'a> {
    pub(crate) measure: &'a MeasureId,
    pub(crate) year: FiscalYear,
    pub(crate) outcome: Outcome,
    /// Of the outcome on the page, 0 when there was none.
    pub(crate) version: i64,
    /// The versions of the checks on the page, added up.
    pub(crate) based_on: i64,
}

/// Keeps what the plan office says of a measure. `Stale` when somebody else said something in between.
pub(crate) async fn consolidate(
    tx: &mut Tx,
    actor: &Actor,
    wish: &OutcomeWish<'_>,
    now: Instant,
) -> Result<()> {
    open_cycle(tx, wish.year).await?;
    let checks = store::checks_of_measure(tx, wish.measure, wish.year).await?;
    let proposal = proposal(&checks)?;
    let kept = store::outcome(tx, wish.measure, wish.year).await?;
    let entry = actor
        .entry(now)
        .about(Subject::new("plan_measure", wish.measure.as_str()));
    let is_repeat = kept.as_ref().is_some_and(|it| {
        it.version == wish.version + 1 && it.outcome == wish.outcome && it.based_on == wish.based_on
    });
    if is_repeat {
        return Ok(ledger::write(tx, &entry.with("is_repeat", true)).await?);
    }
    if based_on(&checks) != wish.based_on {
        return Err(Refusal::ChecksChanged.into());
    }
    consolidate::check_outcome(&wish.outcome, &proposal)?;
    if kept.map_or(0, |it| it.version) != wish.version {
        return Err(Error::Stale);
    }
    let place = (wish.measure, wish.year);
    if !store::keep_outcome(
        tx,
        place,
        &wish.outcome,
        wish.based_on,
        wish.version,
        &actor.staff,
        now,
    )
    .await?
    {
        return Err(Error::Stale);
    }
    Ok(ledger::write(tx, &entry.with("year", i64::from(wish.year.year()))).await?)
}

/// Takes over, for every measure without an outcome whose owners are all approved and say the same, what they say. Returns how many.
pub(crate) async fn consolidate_agreed(
    tx: &mut Tx,
    actor: &Actor,
    year: FiscalYear,
    now: Instant,
) -> Result<usize> {
    open_cycle(tx, year).await?;
    let outcomes = store::outcomes(tx, year).await?;
    let listed = store::checks_of_year(tx, year).await?;
    let mut taken = 0;
    for group in listed.chunk_by(|one, other| one.check.measure == other.check.measure) {
        let checks: Vec<_> = group.iter().map(|it| it.check.clone()).collect();
        let measure = &checks[0].measure;
        if outcomes.contains_key(measure) || !consolidate::do_agree(&checks) {
            continue;
        }
        if let Ok(outcome) = proposal(&checks) {
            let place = (measure, year);
            if store::keep_outcome(tx, place, &outcome, based_on(&checks), 0, &actor.staff, now)
                .await?
            {
                taken += 1;
            }
        }
    }
    let subject = Subject::new("plan_cycle", year.year().to_string());
    let count = i64::try_from(taken).unwrap_or(i64::MAX);
    ledger::write(tx, &actor.entry(now).about(subject).with("taken", count)).await?;
    Ok(taken)
}

/// The unit that somebody wrote by code or name.
async fn unit_of(tx: &mut Tx, written: &str, today: Date) -> Result<UnitCode> {
    let organisation = Organisation::load(tx, today).await?;
    organisation.resolve(written).map_err(|it| match it {
        Unresolved::Unknown => Refusal::UnknownUnit.into(),
        Unresolved::Ambiguous(_) => Refusal::AmbiguousUnit.into(),
    })
}

/// 意見照会: asks another unit about a measure.
pub(crate) async fn ask(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    (measure, year): (&MeasureId, FiscalYear),
    (unit, question, due_on): (&str, &str, Date),
    now: Instant,
) -> Result<ConsultationId> {
    let today = city_date(now);
    open_cycle(tx, year).await?;
    let measure = adopted::measure(tx, measure).await?;
    if question.is_empty() {
        return Err(Refusal::QuestionMissing.into());
    }
    rules::check_length("question", question)?;
    if due_on < today {
        return Err(Refusal::DuePassed { field: "due_on" }.into());
    }
    let unit = unit_of(tx, unit, today).await?;
    let asked = store::consultations_of(tx, &measure.id, year).await?;
    let is_same = |it: &&Consultation| it.is_open() && it.unit == unit && it.question == question;
    let entry = actor.entry(now);
    if let Some(same) = asked.iter().find(is_same) {
        let entry = entry
            .about(Subject::new("plan_consultation", same.id.as_str()))
            .with("is_repeat", true);
        ledger::write(tx, &entry).await?;
        return Ok(same.id.clone());
    }
    let new = NewQuestion {
        measure: &measure.id,
        year,
        unit: &unit,
        question,
        due_on,
    };
    let id = store::add_consultation(tx, &new, &actor.staff, now).await?;
    ledger::write(
        tx,
        &entry.about(Subject::new("plan_consultation", id.as_str())),
    )
    .await?;
    notify::asked(tx, app, &id, &unit, due_on, now).await?;
    Ok(id)
}

/// No longer asks.
pub(crate) async fn withdraw(
    tx: &mut Tx,
    actor: &Actor,
    id: &ConsultationId,
    now: Instant,
) -> Result<Consultation> {
    let question = store::consultation_in_scope(tx, id, &actor.scope, city_date(now)).await?;
    open_cycle(tx, question.year).await?;
    let entry = actor
        .entry(now)
        .about(Subject::new("plan_consultation", id.as_str()));
    if question.answer.is_some()
        || (question.withdrawn_at.is_none() && !store::withdraw(tx, id, now).await?)
    {
        return Err(Refusal::AlreadyAnswered.into());
    }
    ledger::write(tx, &entry).await?;
    notify::no_longer_asked(tx, id).await?;
    Ok(question)
}

/// Lets another unit answer for a check, because the owner was merged or closed since.
pub(crate) async fn hand_over(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    id: &CheckId,
    (unit, version): (&str, i64),
    now: Instant,
) -> Result<()> {
    let today = city_date(now);
    let check = store::check_in_scope(tx, id, &actor.scope, today)
        .await?
        .check;
    let cycle = open_cycle(tx, check.year).await?;
    let unit = unit_of(tx, unit, today).await?;
    if !gate::store::is_within(tx, &actor.scope, Some(&unit), today).await? {
        return Err(Refusal::UnitOutOfReach.into());
    }
    let entry = actor
        .entry(now)
        .about(Subject::new("plan_check", id.as_str()));
    if check.unit.as_ref() == Some(&unit) {
        return Ok(ledger::write(tx, &entry.with("is_repeat", true)).await?);
    }
    if check.version != version || !store::hand_over(tx, &check, &unit).await? {
        return Err(Error::Stale);
    }
    ledger::write(tx, &entry).await?;
    notify::handed_over(tx, app, &check, &unit, &cycle, now).await
}
