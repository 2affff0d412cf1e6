//! A check that was written elsewhere: the years before a city began to use the program, and the years of the demo.
//!
//! Nothing is asked of anybody and nobody is told; the history says what happened, in the order of the states.
use base::{Date, FiscalYear, Instant, StaffId, UnitCode};
use db::{DbError, Result, Tx};

use super::{
    model::{Answered, CheckId, ConsultationId, Outcome, State, Step, Words},
    store::{self, NewQuestion},
};
use crate::adopted::{MeasureId, OwnerId, PlanId};

/// Opens a year with one untouched check for every owner. `Conflict` when it is frozen.
pub async fn enter_year(
    tx: &mut Tx,
    plan: &PlanId,
    year: FiscalYear,
    draft_due_on: Date,
    review_due_on: Date,
    opened_at: Instant,
) -> Result<()> {
    if !store::open_cycle(tx, plan, year, draft_due_on, review_due_on, opened_at).await? {
        return Err(DbError::Conflict);
    }
    store::add_missing_checks(tx, plan, year).await?;
    Ok(())
}

/// What one owner said of a measure, and who said it.
#[derive(Debug, Clone)]
pub struct EnteredCheck {
    pub measure: MeasureId,
    pub year: FiscalYear,
    pub owner: OwnerId,
    pub words: Words,
    pub state: State,
    /// Why it was returned; empty in every other state.
    pub reason: String,
    pub writer: StaffId,
    /// Who approved or returned it.
    pub head: StaffId,
    pub at: Instant,
}

/// Moves an untouched check of an open year to its state. `NotFound` when there is no such check, `Conflict` when it was touched.
pub async fn enter_check(tx: &mut Tx, it: &EnteredCheck) -> Result<CheckId> {
    let way: &[State] = match it.state {
        State::Untouched => &[],
        State::Drafting => &[State::Drafting],
        State::Submitted => &[State::Drafting, State::Submitted],
        State::Returned => &[State::Drafting, State::Submitted, State::Returned],
        State::Approved => &[State::Drafting, State::Submitted, State::Approved],
    };
    let checks = store::checks_of_measure(tx, &it.measure, it.year).await?;
    let mut check = checks
        .into_iter()
        .find(|check| check.owner == it.owner)
        .ok_or(DbError::NotFound)?;
    if check.state != State::Untouched {
        return Err(DbError::Conflict);
    }
    for &to in way {
        let is_heads = matches!(to, State::Returned | State::Approved);
        let step = Step {
            at: it.at,
            by: if is_heads {
                it.head.clone()
            } else {
                it.writer.clone()
            },
            in_place_of: None,
            from: check.state,
            to,
            reason: if to == State::Returned {
                it.reason.clone()
            } else {
                String::new()
            },
            words: it.words.clone(),
        };
        if !store::move_check(tx, &check, to, &it.words).await? {
            return Err(DbError::Conflict);
        }
        store::add_step(tx, &check.id, &step).await?;
        check.state = to;
        check.version += 1;
    }
    Ok(check.id)
}

/// Enters what the plan office said of a measure, on the owners' checks as they stand. `Conflict` when something is there already.
pub async fn enter_outcome(
    tx: &mut Tx,
    measure: &MeasureId,
    year: FiscalYear,
    outcome: &Outcome,
    by: &StaffId,
    at: Instant,
) -> Result<()> {
    let checks = store::checks_of_measure(tx, measure, year).await?;
    let based_on = super::consolidate::based_on(&checks);
    match store::keep_outcome(tx, (measure, year), outcome, based_on, 0, by, at).await? {
        true => Ok(()),
        false => Err(DbError::Conflict),
    }
}

/// A question to another unit, and what was answered.
#[derive(Debug, Clone)]
pub struct EnteredQuestion {
    pub measure: MeasureId,
    pub year: FiscalYear,
    pub unit: UnitCode,
    pub question: String,
    pub asked_by: StaffId,
    pub asked_at: Instant,
    pub due_on: Date,
    pub answer: Option<Answered>,
}

pub async fn enter_question(tx: &mut Tx, it: &EnteredQuestion) -> Result<ConsultationId> {
    let new = NewQuestion {
        measure: &it.measure,
        year: it.year,
        unit: &it.unit,
        question: &it.question,
        due_on: it.due_on,
    };
    let id = store::add_consultation(tx, &new, &it.asked_by, it.asked_at).await?;
    if let Some(answer) = &it.answer {
        store::answer(tx, &id, &answer.text, &answer.by, answer.at).await?;
    }
    Ok(id)
}
