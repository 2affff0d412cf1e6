//! The nouns of the year's check.
use base::{Date, FiscalYear, Instant, StaffId, UnitCode};

use crate::adopted::{Achievement, MeasureId, OwnerId, PlanId, Progress, Standing};

base::id!(CheckId);
base::id!(ConsultationId);

db::words! {
    /// Where one owner's check of one measure stands.
    State, "plan-check-state-" {
        Untouched = "untouched", Drafting = "drafting", Submitted = "submitted", Returned = "returned", Approved = "approved",
    }
}

impl State {
    /// The tone in which `parts::status` shows it.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Untouched => "todo",
            Self::Drafting => "doing",
            Self::Submitted => "waiting",
            Self::Returned => "returned",
            Self::Approved => "done",
        }
    }
}

/// What somebody does with a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Event {
    Save,
    Submit,
    /// The writer takes a submission back before it is approved.
    TakeBack,
    Approve,
    /// The head wants it written anew.
    Return,
    /// The plan office sends an approved check back.
    Reopen,
}

impl Event {
    #[cfg(test)]
    pub(super) const ALL: [Self; 6] = [
        Self::Save,
        Self::Submit,
        Self::TakeBack,
        Self::Approve,
        Self::Return,
        Self::Reopen,
    ];
}

/// In whose place somebody acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Hand {
    /// Writes for the owner unit.
    Writer,
    /// Heads the owner unit, or stands in for its head.
    Head,
    /// Runs the plan.
    Office,
}

impl Hand {
    pub(super) const ALL: [Self; 3] = [Self::Writer, Self::Head, Self::Office];
}

/// What an owner says of a measure: two axes and three texts. Missing is not a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    pub progress: Option<Progress>,
    pub achievement: Option<Achievement>,
    /// What was done.
    pub done: String,
    /// What was learned, or why nothing could be done.
    pub learned: String,
    /// What changes next year.
    pub next: String,
}

impl Words {
    /// Both axes, once both are there.
    pub fn standing(&self) -> Option<Standing> {
        Some(Standing {
            progress: self.progress?,
            achievement: self.achievement?,
        })
    }
}

/// The year in which a plan is checked, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle {
    pub plan: PlanId,
    pub year: FiscalYear,
    pub opened_at: Instant,
    /// The last day on which a submission is in time.
    pub draft_due_on: Date,
    /// The last day on which an approval is in time.
    pub review_due_on: Date,
    /// From then on nothing of this year changes.
    pub frozen_at: Option<Instant>,
}

impl Cycle {
    pub fn is_frozen(&self) -> bool {
        self.frozen_at.is_some()
    }
}

/// One owner's check of one measure in one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub id: CheckId,
    pub measure: MeasureId,
    pub year: FiscalYear,
    pub owner: OwnerId,
    /// The owner's full name on the paper.
    pub owner_name: String,
    /// The unit that answers: the owner's, or the one that took over from it. `None` as long as nobody has said which is meant.
    pub unit: Option<UnitCode>,
    pub state: State,
    pub words: Words,
    /// Raised with every change.
    pub version: i64,
}

/// What happened to a check, and what it said then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub at: Instant,
    pub by: StaffId,
    /// In whose place, as a deputy.
    pub in_place_of: Option<StaffId>,
    pub from: State,
    pub to: State,
    /// Why it was returned; empty for everything else.
    pub reason: String,
    pub words: Words,
}

/// What the plan office says of a measure in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub standing: Standing,
    pub done: String,
    pub learned: String,
    pub next: String,
    /// Why it departs from what the owners' checks amount to; empty when it follows them.
    pub reason: String,
}

/// An outcome as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptOutcome {
    pub outcome: Outcome,
    /// The versions of the checks that it was made from, added up.
    pub based_on: i64,
    pub version: i64,
}

/// 意見照会: a question to another unit, and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consultation {
    pub id: ConsultationId,
    pub measure: MeasureId,
    pub year: FiscalYear,
    pub unit: UnitCode,
    pub question: String,
    pub asked_by: StaffId,
    pub asked_at: Instant,
    pub due_on: Date,
    pub answer: Option<Answered>,
    pub withdrawn_at: Option<Instant>,
}

impl Consultation {
    pub fn is_open(&self) -> bool {
        self.answer.is_none() && self.withdrawn_at.is_none()
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub text: String,
    pub by: StaffId,
    pub at: Instant,
}
