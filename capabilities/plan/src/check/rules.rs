//! Who may move a check from where to where, and what it must say. Pure.
use base::{Date, FiscalYear, FiscalYears, add_working_days};

use super::model::{Cycle, Event, Hand, State, Words};
use crate::adopted::{Achievement, Progress};

/// The longest text of a check, in characters.
pub(super) const LONGEST_TEXT: usize = 4000;
/// A returned check may be written anew for so many working days, however late it is.
const DAYS_AFTER_RETURN: i32 = 5;
/// A submission may be looked at for so many working days, however late it came.
const DAYS_TO_REVIEW: i32 = 5;

/// The ways the year's check says no.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    #[error("the year is frozen")]
    Frozen,
    #[error("submitted: it must be taken back before it can be changed")]
    Submitted,
    #[error("approved: only the plan office can send it back")]
    Approved,
    #[error("there is nothing submitted")]
    NotSubmitted,
    #[error("it is not approved")]
    NotApproved,
    #[error("only the head of the unit does this")]
    OnlyHead,
    #[error("only the plan office does this")]
    OnlyOffice,
    #[error("whoever submitted it does not approve it while the unit has another head")]
    OwnSubmission,
    #[error("whoever stands in for the one who submitted it does not approve it in their place")]
    SubmittersDeputy,
    #[error("a reason is missing")]
    ReasonMissing,
    #[error("the progress is missing")]
    ProgressMissing,
    #[error("the achievement is missing")]
    AchievementMissing,
    #[error("not started, yet achieved")]
    AchievedWithoutStart,
    #[error("what was done is missing")]
    DoneMissing,
    #[error("why nothing was done or achieved is missing")]
    WhyMissing,
    #[error("what changes next year is missing")]
    NextMissing,
    #[error("{field} has {length} characters")]
    TooLong { field: &'static str, length: usize },
    #[error("the plan does not run in this year")]
    YearOutsidePlan(FiscalYear),
    #[error("the year has not begun")]
    YearNotBegun(FiscalYear),
    #[error("the reviews are due before the drafts")]
    ReviewBeforeDraft,
    #[error("the due day has passed")]
    DuePassed { field: &'static str },
    #[error("{0} checks are not approved")]
    NotAllApproved(usize),
    #[error("the outcome departs from the checks without a reason")]
    DepartureWithoutReason,
    #[error("the checks have changed since the outcome was written")]
    ChecksChanged,
    #[error("no such unit")]
    UnknownUnit,
    #[error("the unit lies outside of what this person may write for")]
    UnitOutOfReach,
    #[error("several units have that name")]
    AmbiguousUnit,
    #[error("the question is missing")]
    QuestionMissing,
    #[error("the answer is missing")]
    AnswerMissing,
    #[error("the question has been answered")]
    AlreadyAnswered,
    #[error("the question was withdrawn")]
    Withdrawn,
    #[error("nothing was chosen")]
    NothingChosen,
}

/// Every move that exists. What does not stand here is refused.
const MOVES: &[(State, Event, &[Hand], State)] = &[
    (State::Untouched, Event::Save, &Hand::ALL, State::Drafting),
    (
        State::Untouched,
        Event::Submit,
        &Hand::ALL,
        State::Submitted,
    ),
    (State::Drafting, Event::Save, &Hand::ALL, State::Drafting),
    (State::Drafting, Event::Submit, &Hand::ALL, State::Submitted),
    (State::Returned, Event::Save, &Hand::ALL, State::Drafting),
    (State::Returned, Event::Submit, &Hand::ALL, State::Submitted),
    (
        State::Submitted,
        Event::TakeBack,
        &Hand::ALL,
        State::Drafting,
    ),
    (
        State::Submitted,
        Event::Approve,
        &[Hand::Head],
        State::Approved,
    ),
    (
        State::Submitted,
        Event::Return,
        &[Hand::Head],
        State::Returned,
    ),
    (
        State::Approved,
        Event::Reopen,
        &[Hand::Office],
        State::Returned,
    ),
];

/// Where a check goes when somebody does something with it. Being late is no refusal; being frozen is.
pub(super) fn next(
    state: State,
    event: Event,
    hand: Hand,
    is_frozen: bool,
) -> Result<State, Refusal> {
    if is_frozen {
        return Err(Refusal::Frozen);
    }
    match MOVES.iter().find(|it| it.0 == state && it.1 == event) {
        Some((_, _, hands, to)) if hands.contains(&hand) => Ok(*to),
        Some((_, Event::Reopen, ..)) => Err(Refusal::OnlyOffice),
        Some(_) => Err(Refusal::OnlyHead),
        None => Err(match (event, state) {
            (Event::Reopen, _) => Refusal::NotApproved,
            (_, State::Approved) => Refusal::Approved,
            (Event::Save | Event::Submit, _) => Refusal::Submitted,
            (Event::TakeBack | Event::Approve | Event::Return, _) => Refusal::NotSubmitted,
        }),
    }
}

/// A return and a reopening say why.
pub(super) fn check_reason(event: Event, reason: &str) -> Result<(), Refusal> {
    let wants_reason = matches!(event, Event::Return | Event::Reopen);
    if wants_reason && reason.trim().is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    check_length("reason", reason)
}

/// Whether texts have a length that can be kept and read. Asked of drafts too.
pub(super) fn check_lengths(words: &Words) -> Result<(), Refusal> {
    check_length("done", &words.done)?;
    check_length("learned", &words.learned)?;
    check_length("next", &words.next)
}

/// As [`check_lengths`] for one text; `field` is its name in the form.
pub(super) fn check_length(field: &'static str, text: &str) -> Result<(), Refusal> {
    let length = text.chars().count();
    if length <= LONGEST_TEXT {
        Ok(())
    } else {
        Err(Refusal::TooLong { field, length })
    }
}

/// Everything that is missing before a check can be submitted; empty when it is ready.
///
/// Both axes and next year's change always; what was done, unless nothing was begun; what was learned, when nothing was begun or
/// nothing achieved: then it says why. Not begun and yet achieved contradict each other.
pub(super) fn missing(words: &Words) -> Vec<Refusal> {
    let mut missing = Vec::new();
    let has_begun = words.progress != Some(Progress::NotStarted);
    if words.progress.is_none() {
        missing.push(Refusal::ProgressMissing);
    }
    match words.achievement {
        None => missing.push(Refusal::AchievementMissing),
        Some(Achievement::Achieved) if !has_begun => missing.push(Refusal::AchievedWithoutStart),
        Some(_) => {}
    }
    if has_begun && words.done.is_empty() {
        missing.push(Refusal::DoneMissing);
    }
    if (!has_begun || words.achievement == Some(Achievement::NotAchieved))
        && words.learned.is_empty()
    {
        missing.push(Refusal::WhyMissing);
    }
    if words.next.is_empty() {
        missing.push(Refusal::NextMissing);
    }
    missing
}

/// Whether a year of a plan can be opened for its check: it has begun, and the dates come in their order, none of them past.
pub(super) fn check_opening(
    period: FiscalYears,
    year: FiscalYear,
    draft_due_on: Date,
    review_due_on: Date,
    today: Date,
) -> Result<(), Refusal> {
    if !period.contains(year) {
        return Err(Refusal::YearOutsidePlan(year));
    }
    if today < year.first_day() {
        return Err(Refusal::YearNotBegun(year));
    }
    if draft_due_on < today {
        return Err(Refusal::DuePassed {
            field: "draft_due_on",
        });
    }
    if review_due_on < draft_due_on {
        return Err(Refusal::ReviewBeforeDraft);
    }
    Ok(())
}

/// Whom a check waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whom {
    /// Those who write for the owner unit, its head among them.
    Writers,
    /// Those heads who may approve it.
    Heads,
}

/// Whom a check waits for and until when, when it came into its state on `since`.
///
/// A returned check and a late submission get some working days of their own, so that nobody is overdue from the first moment.
/// An approved check waits for nobody.
pub(super) fn waits_for(state: State, cycle: &Cycle, since: Date) -> Option<(Whom, Date)> {
    match state {
        State::Untouched | State::Drafting => Some((Whom::Writers, cycle.draft_due_on)),
        State::Returned => {
            let own = add_working_days(since, DAYS_AFTER_RETURN);
            Some((Whom::Writers, cycle.draft_due_on.max(own)))
        }
        State::Submitted => {
            let own = add_working_days(since, DAYS_TO_REVIEW);
            Some((Whom::Heads, cycle.review_due_on.max(own)))
        }
        State::Approved => None,
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
