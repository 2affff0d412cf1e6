//! Why a file cannot be taken for a plan.

use base::FiscalYears;

use crate::model::Spot;

/// The import says no: nothing was changed. Each carries what a person needs to mend the file or to answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No table names measures and says what they do or who carries them. `looked_for` are columns and headings that would have done; `found` the
    /// first rows of the file's tables, at most ten; `paragraphs` how much other text there is.
    #[error("no table of measures among {} tables", found.len())]
    NotAPlan {
        looked_for: Vec<(WantedColumn, &'static [&'static str])>,
        found: Vec<FoundTable>,
        paragraphs: usize,
    },
    /// A table of measures has a header and no measure below.
    #[error("the table of measures is empty")]
    NoMeasures { spot: Spot },
    /// More rows than a plan can have: the table lists something else.
    #[error("{found} measures are more than {most}")]
    TooManyMeasures { found: usize, most: usize },
    /// A name that no name can be as long as: a whole text stands where the name belongs.
    #[error("a name has {length} characters")]
    NameTooLong { spot: Spot, length: usize },
    /// No heading, cover line or line over a table is the name of a plan. Can be answered.
    #[error("no title found")]
    NoTitle { looked_for: &'static [&'static str] },
    /// Two names have equal weight. Can be answered.
    #[error("several titles found")]
    SeveralTitles { candidates: Vec<(String, Spot)> },
    /// No range of fiscal years stands in front of the measures. Can be answered.
    #[error("no period found")]
    NoPeriod { looked_for: &'static [&'static str] },
    /// Two ranges of fiscal years have equal weight. Can be answered.
    #[error("several periods found")]
    SeveralPeriods {
        candidates: Vec<(FiscalYears, Spot)>,
    },
}

/// The columns that make a table a table of measures: names, and contents or owners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WantedColumn {
    Name,
    Content,
    Owner,
}

/// The first row of a table that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundTable {
    pub spot: Spot,
    pub first_row: Vec<String>,
}

pub(crate) const WANTED: [(WantedColumn, &[&str]); 3] = [
    (
        WantedColumn::Name,
        &["施策名", "取組名", "事業名", "施策", "取組"],
    ),
    (WantedColumn::Content, &["内容", "取組内容", "概要"]),
    (WantedColumn::Owner, &["所管課", "担当課", "担当", "主管課"]),
];
pub(crate) const WANTED_TITLES: &[&str] = &["○○プラン", "○○計画", "○○ビジョン"];
pub(crate) const WANTED_PERIODS: &[&str] = &[
    "令和５年度から令和７年度まで",
    "令和５～７年度",
    "2023～2025年度",
];
