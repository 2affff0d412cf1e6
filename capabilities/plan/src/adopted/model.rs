//! The nouns of an adopted plan.
use base::{Date, FiscalYears, Instant, StaffId, UnitCode};
use serde::{Deserialize, Serialize};

base::id!(PlanId);
base::id!(FieldId);
base::id!(DirectionId);
base::id!(MeasureId);
base::id!(ListingId);
base::id!(LineId);
base::id!(OwnerId);

/// A plan with its whole tree, in the order of the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub id: PlanId,
    pub title: String,
    pub period: FiscalYears,
    pub source_name: String,
    /// SHA-256 of the file that was adopted, in hex.
    pub source_digest: String,
    pub adopted_at: Instant,
    pub adopted_by: StaffId,
    pub past_plans: Vec<PastPlan>,
    pub fields: Vec<Field>,
    /// Every measure once, in the order of its first listing.
    pub measures: Vec<Measure>,
}

/// An earlier plan and how much of it was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastPlan {
    pub name: String,
    pub period: Option<FiscalYears>,
    pub planned: i64,
    pub done: i64,
}

/// 分野
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub id: FieldId,
    pub name: String,
    pub directions: Vec<Direction>,
}

/// 施策の方向性
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Direction {
    pub id: DirectionId,
    pub name: String,
    pub statement: String,
    /// The ○ lines.
    pub points: Vec<String>,
    pub listings: Vec<Listing>,
}

/// A row of the paper. A repeat (再掲) is a second listing of a measure and shares its progress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    pub id: ListingId,
    pub measure: MeasureId,
    /// Field, direction and order: `1-2-3`.
    pub key: String,
    pub name: String,
    pub is_repeat: bool,
    pub purposes: Vec<Line>,
    pub contents: Vec<Line>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    Purpose,
    Content,
}

impl LineKind {
    pub fn word(self) -> &'static str {
        match self {
            Self::Purpose => "purpose",
            Self::Content => "content",
        }
    }
}

/// One purpose or one content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub id: LineId,
    pub text: String,
    /// The content promises a study (検討).
    pub is_study: bool,
}

/// 施策: what is carried out and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    pub id: MeasureId,
    /// The key of its first listing.
    pub key: String,
    pub name: String,
    /// A content of its first listing promises a study: how far that has come is told as question → options → decision, beside
    /// the year's tasks, for most such measures promise other things too.
    pub is_study: bool,
    /// All owners the measure ever had, in the order of the paper.
    pub owners: Vec<Owner>,
}

impl Measure {
    /// Who carries the measure out on a day.
    pub fn owners_on(&self, day: Date) -> impl Iterator<Item = &Owner> {
        self.owners
            .iter()
            .filter(move |it| it.starts_on <= day && day < it.ends_on)
    }
}

/// A unit that carries a measure out, for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    pub id: OwnerId,
    /// How the paper names it: 人材育成課（育）.
    pub mark: String,
    /// Its full name: 人材育成課育成研修班.
    pub name: String,
    /// The unit of the organisation; `None` as long as nobody has said which is meant.
    pub unit: Option<UnitCode>,
    pub starts_on: Date,
    /// The first day on which it no longer owns the measure.
    pub ends_on: Date,
}

db::words! {
    /// 着手: how far a measure has been taken up. Ordered from the least.
    Progress, "plan-progress-" { NotStarted = "not_started", UnderWay = "under_way", Completed = "completed" }
}

db::words! {
    /// 達成: how far it has reached what it is for. Ordered from the least.
    Achievement, "plan-achievement-" { NotAchieved = "not_achieved", Partly = "partly", Achieved = "achieved" }
}

impl Progress {
    /// The tone in which `parts::status` shows it.
    pub fn tone(self) -> &'static str {
        match self {
            Self::NotStarted => "todo",
            Self::UnderWay => "doing",
            Self::Completed => "done",
        }
    }
}

impl Achievement {
    /// The tone in which `parts::status` shows it.
    pub fn tone(self) -> &'static str {
        match self {
            Self::NotAchieved => "todo",
            Self::Partly => "partial",
            Self::Achieved => "done",
        }
    }
}

/// Where a measure stands in a year. Nothing here before it was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub progress: Progress,
    pub achievement: Achievement,
}
