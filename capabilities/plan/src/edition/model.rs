//! The nouns of an edition: a year of the plan as it was told to the staff, whole and in plain values.
//!
//! Everything that is shown of a year (page, PDF, workbook, CSV, JSON, HTML) is made from [`Edition`] alone. Days are text,
//! figures are whole numbers with their decimals beside; there is no fraction in it.
use base::{Date, FiscalYear, Tenths};
use serde::{Deserialize, Serialize};

use crate::adopted::{Achievement, Progress, Tally};

/// The way in which content is laid out in [`Edition`]; raised when a field changes its meaning.
pub const FORMAT: u32 = 1;

/// A year of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    pub format: u32,
    /// Not frozen: it may still change and has no digest.
    pub is_draft: bool,
    pub title: String,
    pub first_year: FiscalYear,
    pub last_year: FiscalYear,
    pub year: FiscalYear,
    /// The day for which owners and figures are told.
    pub as_of: Date,
    pub past_plans: Vec<PastPlan>,
    pub counts: Counts,
    pub fields: Vec<Field>,
    /// Every measure once, in the order of its first listing.
    pub measures: Vec<Measure>,
    /// What the plan office froze without; `None` when every check was approved.
    pub left_open: Option<LeftOpen>,
    /// The edition of the year before, of the same plan; `None` when there is none.
    pub compared_with: Option<Earlier>,
    /// What differs from that edition, in the order of the plan.
    pub changes: Vec<Change>,
    /// Revisions since that edition was frozen, or all when there is none, the oldest first.
    pub revisions: Vec<Revision>,
}

/// An earlier plan and how much of it was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastPlan {
    pub name: String,
    pub first_year: Option<FiscalYear>,
    pub last_year: Option<FiscalYear>,
    pub planned: i64,
    pub done: i64,
    /// In tenths of a percent, half up; `None` when nothing was planned.
    pub rate_tenths: Option<Tenths>,
}

/// Counts of measures and the share of the completed ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub measures: Tally,
    /// 実施率 in tenths of a percent, half up; `None` when nothing is planned.
    pub rate_tenths: Option<Tenths>,
}

impl From<Tally> for Counts {
    fn from(measures: Tally) -> Self {
        Self {
            measures,
            rate_tenths: measures.rate(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    pub name: String,
    pub counts: Counts,
    pub directions: Vec<Direction>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Direction {
    pub name: String,
    pub statement: String,
    pub points: Vec<String>,
    pub counts: Counts,
    pub listings: Vec<Listing>,
}

/// A row of the paper. A repeat keeps its own text and shows the progress of its measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    pub key: String,
    /// The id of its measure in [`Edition::measures`].
    pub measure: String,
    pub name: String,
    pub is_repeat: bool,
    pub purposes: Vec<String>,
    pub contents: Vec<Content>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    pub text: String,
    pub is_study: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    pub id: String,
    /// The key of its first listing.
    pub key: String,
    pub name: String,
    pub is_study: bool,
    pub owners: Vec<Owner>,
    /// What was to be done in the year.
    pub tasks: Vec<Task>,
    pub indicators: Vec<Indicator>,
    /// Activities of the year until the day.
    pub activities: i64,
    /// Steps of the study until the day, the oldest first.
    pub study: Vec<StudyStep>,
    /// `None`: not checked, which is not the same as not started.
    pub outcome: Option<Outcome>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    pub mark: String,
    pub name: String,
    /// `None` when nobody said which unit of the organisation is meant.
    pub unit: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    pub what: String,
    pub who: String,
    pub due_on: Option<Date>,
    pub done_on: Option<Date>,
}

/// An indicator with its figure of the year. Values are whole numbers of 10^-decimals units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    pub name: String,
    pub definition: String,
    pub unit: String,
    /// `typed`, or the name of the indicator that the program computed.
    pub source: String,
    /// Of the definition; `None` when typed.
    pub source_version: Option<u32>,
    pub decimals: u8,
    pub base: Option<i64>,
    /// For this year.
    pub target: Option<i64>,
    pub value: Option<i64>,
    /// Why there is no value: a word of `indicator::Missing`, or what somebody wrote.
    pub missing: Option<String>,
    pub as_of: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudyStep {
    /// `question`, `options` or `decision`.
    pub stage: String,
    pub text: String,
    pub decided_on: Date,
}

/// What the plan office says of the measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub progress: Progress,
    pub achievement: Achievement,
    pub done: String,
    pub learned: String,
    pub next: String,
}

/// Checks that were not approved when the year was frozen, and why it was frozen without them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOpen {
    pub reason: String,
    pub checks: Vec<OpenCheck>,
}

/// A check that keeps a year from being frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenCheck {
    pub key: String,
    pub measure: String,
    /// `None` when the owners have all said their part and the plan office has not.
    pub owner: Option<String>,
    /// The state of the owner's check, or `no_result` when the plan office's is missing.
    pub state: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    pub year: FiscalYear,
    pub digest: String,
}

/// In what a measure, or the plan itself, differs from the year before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    New,
    Dropped,
    Name,
    Purpose,
    Content,
    Owners,
    Progress,
    Achievement,
    /// Of the plan itself: its title, a field, a direction, the place of a listing.
    Frame,
}

impl ChangeKind {
    /// The key of its name in the texts.
    pub fn text_key(self) -> &'static str {
        match self {
            Self::New => "plan-edition-change-new",
            Self::Dropped => "plan-edition-change-dropped",
            Self::Name => "plan-edition-change-name",
            Self::Purpose => "plan-edition-change-purpose",
            Self::Content => "plan-edition-change-content",
            Self::Owners => "plan-edition-change-owners",
            Self::Progress => "plan-edition-change-progress",
            Self::Achievement => "plan-edition-change-achievement",
            Self::Frame => "plan-edition-change-frame",
        }
    }
}

/// One difference from the year before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub kind: ChangeKind,
    /// As in this edition; of a dropped measure as in the earlier one; empty for the plan itself.
    pub key: String,
    /// Of the measure; empty for the plan itself.
    pub name: String,
    /// Lines that stood before; for progress and achievement the word, nothing when it was not checked.
    pub before: Vec<String>,
    /// Lines that stand now.
    pub after: Vec<String>,
    /// The reasons of the revisions that made it.
    pub reasons: Vec<String>,
}

/// A change of the plan with its reason, as it was recorded when it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// The id of the measure; `None` when the plan itself was changed.
    pub measure: Option<String>,
    /// Of the measure; empty for the plan itself.
    pub key: String,
    pub name: String,
    /// `content`, `purpose`, `task`, `owner` or `indicator`; `frame` for the plan itself.
    pub subject: String,
    pub before: String,
    pub after: String,
    pub reason: String,
    pub on: Date,
}

impl Edition {
    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.measures.iter().find(|it| it.id == id)
    }

    /// Every row of the paper.
    pub fn listings(&self) -> impl Iterator<Item = &Listing> {
        self.fields
            .iter()
            .flat_map(|it| &it.directions)
            .flat_map(|it| &it.listings)
    }
}
