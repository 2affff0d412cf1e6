//! The nouns of carrying out.
use base::{Date, FiscalYear, FiscalYears, Instant, StaffId};
use sha2::{Digest, Sha256};

use super::figure::Scale;
use crate::adopted::{Line, Listing, Measure, MeasureId, Owner, PlanId, Progress, Standing};

base::id!(TaskId);
base::id!(IndicatorId);
base::id!(ActivityId);
base::id!(StudyStepId);
base::id!(RemarkId);

/// 工程: what is to be done in a year, by when, by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Task {
    pub id: TaskId,
    pub measure: MeasureId,
    pub year: FiscalYear,
    pub content: TaskContent,
    pub done_on: Option<Date>,
    /// Raised with every change.
    pub version: i64,
    /// It goes on from an unfinished task of the year before.
    pub is_carried: bool,
}

/// What a task says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TaskContent {
    pub what: String,
    /// In the owner's own words: 育成研修班. May be empty.
    pub who: String,
    pub due_on: Option<Date>,
}

/// Where an indicator's figures come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// The owners type them.
    Typed,
    /// The program computes the indicator of this name.
    Computed(String),
}

impl Source {
    /// The word in the database: `typed`, or the indicator's name.
    pub(crate) fn word(&self) -> &str {
        match self {
            Self::Typed => "typed",
            Self::Computed(name) => name,
        }
    }

    pub(crate) fn of_word(word: String) -> Self {
        if word == "typed" {
            Self::Typed
        } else {
            Self::Computed(word)
        }
    }
}

/// 指標: a figure that shows whether a measure works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Indicator {
    pub id: IndicatorId,
    pub measure: MeasureId,
    pub content: IndicatorContent,
    pub version: i64,
    /// By year.
    pub years: Vec<YearFigures>,
}

/// What an indicator says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IndicatorContent {
    pub name: String,
    pub definition: String,
    pub unit: String,
    pub source: Source,
    pub decimals: u8,
    /// The percentage compares with another figure, so that it may be over 100 or below 0.
    pub is_comparison: bool,
    /// 現状値, in 10^-decimals units.
    pub base: Option<i64>,
}

impl IndicatorContent {
    pub(crate) fn scale(&self) -> Scale<'_> {
        Scale {
            unit: &self.unit,
            decimals: self.decimals,
            is_comparison: self.is_comparison,
        }
    }
}

impl Indicator {
    pub(crate) fn target(&self, year: FiscalYear) -> Option<i64> {
        self.years
            .iter()
            .find(|it| it.year == year)
            .and_then(|it| it.target)
    }

    pub(crate) fn reading(&self, year: FiscalYear) -> Option<&Reading> {
        self.years
            .iter()
            .find(|it| it.year == year)
            .and_then(|it| it.reading.as_ref())
    }
}

/// Target and reading of an indicator in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct YearFigures {
    pub year: FiscalYear,
    pub target: Option<i64>,
    pub reading: Option<Reading>,
}

/// 実績値: the figure of a year, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The reason when it is missing: a sentence, or the word of an [`indicator::Missing`].
    pub value: Result<i64, String>,
    pub as_of: Date,
    pub version: i64,
}

/// 活動実績: something that was done for a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Activity {
    pub id: ActivityId,
    pub measure: MeasureId,
    pub content: ActivityContent,
    /// `typed`, or the capability that reported it.
    pub source: String,
    pub version: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ActivityContent {
    pub happened_on: Date,
    pub title: String,
    /// How many people took part; `None` when nobody counted.
    pub people: Option<i64>,
    pub note: String,
}

db::words! {
    /// How far a study has come. Ordered from its beginning.
    Stage, "plan-carry-stage-" { Question = "question", Options = "options", Decision = "decision" }
}

/// One step of a study.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudyStep {
    pub stage: Stage,
    pub text: String,
    pub decided_on: Date,
}

/// 作業上の指摘: a sentence about the plan's text that is not part of it, and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remark {
    pub id: RemarkId,
    pub measure: Option<MeasureId>,
    pub text: String,
    /// Where the file had it; empty for one that was written here.
    pub place: String,
    pub entered_by: Option<StaffId>,
    pub entered_at: Option<Instant>,
    pub answer: Option<Answer>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub text: String,
    pub by: StaffId,
    pub at: Instant,
}

db::words! {
    /// What a revision changed.
    Subject, "plan-carry-subject-" { Purpose = "purpose", Content = "content", Task = "task", Owner = "owner", Indicator = "indicator" }
}

/// A change of the plan with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Revision {
    pub year: FiscalYear,
    pub subject: Subject,
    pub before: String,
    pub after: String,
    pub reason: String,
    pub at: Instant,
}

/// How a year of the plan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum YearState {
    /// Its check has not been opened: tasks are still being planned.
    Planning,
    /// Its check was opened: a change needs a reason.
    Opened,
    /// Nothing changes any more.
    Frozen,
}

/// A year whose check was opened, and what was published of the measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CheckedYear {
    pub year: FiscalYear,
    pub state: YearState,
    /// Once the year's edition is published.
    pub published: Option<Published>,
}

/// What all staff may read of a measure's past year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Published {
    pub standing: Standing,
    pub done: String,
    pub learned: String,
    pub next: String,
}

/// A measure with the plan it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Carried {
    pub plan: PlanId,
    pub period: FiscalYears,
    pub measure: Measure,
    /// The owners that the person who asks may act for: `true` at the place of each of `measure.owners`.
    pub is_mine: Vec<bool>,
    /// Every year whose check was opened.
    pub checked: Vec<CheckedYear>,
}

impl Carried {
    pub(crate) fn state(&self, year: FiscalYear) -> YearState {
        self.checked
            .iter()
            .find(|it| it.year == year)
            .map_or(YearState::Planning, |it| it.state)
    }

    /// The owners of whom the person who asks is one, or stands above one.
    pub(crate) fn my_owners(&self) -> impl Iterator<Item = &Owner> {
        self.measure
            .owners
            .iter()
            .zip(&self.is_mine)
            .filter(|it| *it.1)
            .map(|it| it.0)
    }
}

/// A listing with where it stands in the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed {
    pub field: String,
    pub direction: String,
    pub listing: Listing,
}

/// Purposes and contents of a listing as one version of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wording {
    pub purposes: Vec<String>,
    /// Each with whether it promises a study.
    pub contents: Vec<(String, bool)>,
}

impl Wording {
    pub(crate) fn of(listing: &Listing) -> Self {
        let contents = |it: &Line| (it.text.clone(), it.is_study);
        Self {
            purposes: listing.purposes.iter().map(|it| it.text.clone()).collect(),
            contents: listing.contents.iter().map(contents).collect(),
        }
    }

    /// Tells one wording from another: a form carries the seal of the text it showed.
    pub(crate) fn seal(&self) -> String {
        let mut digest = Sha256::new();
        for text in &self.purposes {
            digest.update(text);
            digest.update([0]);
        }
        for (text, is_study) in &self.contents {
            digest.update(text);
            digest.update([1, u8::from(*is_study)]);
        }
        digest
            .finalize()
            .iter()
            .map(|it| format!("{it:02x}"))
            .collect()
    }
}

/// What a study amounts to so far: a proposal for the year's check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StudyStanding {
    pub reached: Option<Stage>,
    pub progress: Progress,
}
