//! What may be changed by whom and when, and what it must say. Pure.
use base::{Date, FiscalYear, FiscalYears, UnitCode};

pub(crate) use super::refusal::Refusal;
use super::{
    figure::{Scale, read_figure},
    model::{Stage, StudyStanding, StudyStep, Task, TaskContent, YearState},
};
use crate::adopted::{Owner, Progress};

/// The longest line, such as a title, in characters.
pub(crate) const LONGEST_LINE: usize = 200;
/// The longest text of several lines, in characters.
pub(crate) const LONGEST_TEXT: usize = 2000;
/// More people than any city has.
const MOST_PEOPLE: i64 = 10_000_000;

/// Which part of a measure is to be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// What stands for the whole plan: text, indicators, study, remarks.
    Whole,
    /// What belongs to a year: tasks, figures, activities.
    Year(FiscalYear),
}

/// Whether a unit may carry this part of the measure out, being its owner from `starts_on` until before `ends_on`.
///
/// What stands for the whole plan belongs to the owners of today. A year belongs to everybody who owned the measure on one of its
/// days: when owners change in October, both see to their part of the year. Nobody begins before their first day as owner.
pub(crate) fn is_carried_by(owner: &Owner, part: Part, today: Date) -> bool {
    match part {
        Part::Whole => owner.starts_on <= today && today < owner.ends_on,
        Part::Year(year) => {
            owner.starts_on <= today
                && owner.starts_on <= year.last_day()
                && year.first_day() < owner.ends_on
        }
    }
}

/// Refused in a frozen year, and in a year in which the plan does not run.
pub(crate) fn check_year(
    year: FiscalYear,
    period: FiscalYears,
    state: YearState,
) -> Result<(), Refusal> {
    if !period.contains(year) {
        return Err(Refusal::OutsidePlan(year));
    }
    match state {
        YearState::Frozen => Err(Refusal::Frozen(year)),
        YearState::Planning | YearState::Opened => Ok(()),
    }
}

/// Whether a change of the year's tasks is a revision, for which a reason must be given. Before the check is opened, tasks are
/// still being planned.
pub(crate) fn is_revision(state: YearState, reason: &str) -> Result<bool, Refusal> {
    match (state, reason.trim().is_empty()) {
        (YearState::Planning, _) => Ok(false),
        (_, true) => Err(Refusal::ReasonMissing),
        (_, false) => Ok(true),
    }
}

/// Refuses an empty reason for something that always needs one.
pub(crate) fn check_reason(reason: &str) -> Result<(), Refusal> {
    if reason.trim().is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    check_text("reason", reason)
}

/// A line that must be filled.
pub(crate) fn check_line(field: &'static str, text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::Empty { field });
    }
    check_length(field, text, LONGEST_LINE)
}

/// A text that may be empty.
pub(crate) fn check_text(field: &'static str, text: &str) -> Result<(), Refusal> {
    check_length(field, text, LONGEST_TEXT)
}

pub(crate) fn check_length(field: &'static str, text: &str, most: usize) -> Result<(), Refusal> {
    let length = text.chars().count();
    if length > most {
        return Err(Refusal::TooLong {
            field,
            length,
            most,
        });
    }
    Ok(())
}

/// A task says what is to be done; its day lies in its own year, for a task of the next year stands there.
pub(crate) fn check_task(task: &TaskContent, year: FiscalYear) -> Result<(), Refusal> {
    check_line("what", &task.what)?;
    check_length("who", &task.who, LONGEST_LINE)?;
    match task.due_on {
        Some(due_on) if !year.contains(due_on) => Err(Refusal::DueOutsideYear { due_on, year }),
        _ => Ok(()),
    }
}

/// A task is done on a day that has come, and not before its year. It may be done late.
pub(crate) fn check_done(done_on: Date, year: FiscalYear, today: Date) -> Result<(), Refusal> {
    if done_on > today {
        return Err(Refusal::InFuture {
            field: "done_on",
            on: done_on,
        });
    }
    if done_on < year.first_day() {
        return Err(Refusal::DoneBeforeYear { done_on, year });
    }
    Ok(())
}

/// The tasks that go on in the next year: those that are not done. Their day was last year's and does not go with them.
pub(crate) fn carried_over(tasks: &[Task]) -> impl Iterator<Item = (&Task, TaskContent)> {
    tasks.iter().filter(|it| it.done_on.is_none()).map(|it| {
        let content = TaskContent {
            due_on: None,
            ..it.content.clone()
        };
        (it, content)
    })
}

/// An activity has happened, in a year in which the plan runs.
pub(crate) fn check_activity(
    happened_on: Date,
    title: &str,
    people: Option<i64>,
    note: &str,
    period: FiscalYears,
    today: Date,
) -> Result<(), Refusal> {
    if happened_on > today {
        return Err(Refusal::InFuture {
            field: "happened_on",
            on: happened_on,
        });
    }
    if !period.contains(FiscalYear::of(happened_on)) {
        return Err(Refusal::DayOutsidePlan(happened_on));
    }
    check_line("title", title)?;
    check_text("note", note)?;
    match people {
        Some(people) if !(0..=MOST_PEOPLE).contains(&people) => Err(Refusal::People),
        _ => Ok(()),
    }
}

/// What was typed as the figure of a year: the figure, or why there is none. Never both, never nothing.
pub(crate) fn read_reading(
    figure: &str,
    missing: &str,
    scale: &Scale<'_>,
) -> Result<Result<i64, String>, Refusal> {
    match (figure.trim().is_empty(), missing.trim().is_empty()) {
        (false, false) => Err(Refusal::FigureAndReason),
        (true, true) => Err(Refusal::NeitherFigureNorReason),
        (true, false) => {
            check_length("missing", missing, LONGEST_LINE)?;
            Ok(Err(missing.trim().to_owned()))
        }
        (false, true) => read_figure(figure, scale)
            .map(Ok)
            .map_err(Refusal::figure("value")),
    }
}

/// A figure is as of a day of its year that has come; a count that closes at the end of the year may be told later.
pub(crate) fn check_as_of(as_of: Date, year: FiscalYear, today: Date) -> Result<(), Refusal> {
    if as_of > today {
        return Err(Refusal::InFuture {
            field: "as_of",
            on: as_of,
        });
    }
    if !year.contains(as_of) {
        return Err(Refusal::AsOfOutsideYear { as_of, year });
    }
    Ok(())
}

/// Whether a study may go on with this step. Steps are in the order in which they were taken.
///
/// Question, options, decision, in this order: there may be several of a kind, but none of an earlier kind later, and a
/// decision closes the study.
pub(crate) fn check_step(
    steps: &[StudyStep],
    stage: Stage,
    decided_on: Date,
    today: Date,
) -> Result<(), Refusal> {
    let reached = steps.iter().map(|it| it.stage).max();
    let last = steps.last();
    match (reached, stage) {
        (Some(Stage::Decision), _) => {
            let on = last.map_or(decided_on, |it| it.decided_on);
            return Err(Refusal::StudyClosed(on));
        }
        (None, Stage::Options | Stage::Decision) => {
            return Err(Refusal::StageBefore(Stage::Question));
        }
        (Some(Stage::Question), Stage::Decision) => {
            return Err(Refusal::StageBefore(Stage::Options));
        }
        (Some(reached), _) if stage < reached => return Err(Refusal::StageAfter(reached)),
        _ => {}
    }
    if decided_on > today {
        return Err(Refusal::InFuture {
            field: "decided_on",
            on: decided_on,
        });
    }
    match last {
        Some(last) if decided_on < last.decided_on => Err(Refusal::BeforeLastStep(last.decided_on)),
        _ => Ok(()),
    }
}

/// What a study amounts to on a day, as a proposal for the year's check of a measure that promises nothing else: without a question it is not started, with a decision
/// it is completed, between them it is under way.
pub fn study_standing(steps: &[StudyStep], on: Date) -> StudyStanding {
    let reached = steps
        .iter()
        .filter(|it| it.decided_on <= on)
        .map(|it| it.stage)
        .max();
    let progress = match reached {
        None => Progress::NotStarted,
        Some(Stage::Question | Stage::Options) => Progress::UnderWay,
        Some(Stage::Decision) => Progress::Completed,
    };
    StudyStanding { reached, progress }
}

/// Whether an owner's time may end before `from`, and another unit's begin on it, or nobody's.
///
/// Both owned the measure for at least a day; a unit owns a measure once; a measure keeps an owner.
pub(crate) fn check_hand_over(
    owners: &[Owner],
    leaving: &Owner,
    to: Option<&UnitCode>,
    from: Date,
) -> Result<(), Refusal> {
    if from <= leaving.starts_on || leaving.ends_on <= from {
        return Err(Refusal::OutsideOwnership(
            leaving.starts_on,
            leaving.ends_on,
        ));
    }
    let others = || {
        owners
            .iter()
            .filter(|it| it.id != leaving.id && from < it.ends_on)
    };
    match to {
        Some(unit) if leaving.unit.as_ref() == Some(unit) => Err(Refusal::AlreadyOwner),
        Some(unit) if others().any(|it| it.unit.as_ref() == Some(unit)) => {
            Err(Refusal::AlreadyOwner)
        }
        None if !others().any(|it| it.starts_on <= from) => Err(Refusal::LastOwner),
        _ => Ok(()),
    }
}

/// Whether a unit may become a further owner on a day.
pub(crate) fn check_new_owner(
    owners: &[Owner],
    unit: &UnitCode,
    from: Date,
) -> Result<(), Refusal> {
    let is_owner = |it: &Owner| it.unit.as_ref() == Some(unit) && from < it.ends_on;
    if owners.iter().any(is_owner) {
        Err(Refusal::AlreadyOwner)
    } else {
        Ok(())
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
