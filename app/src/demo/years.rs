//! The plan's years as the demo's sections wrote them: a finished first year, a second whose check is open, a third under way.

use base::{Date, FiscalYear};
use serde::Deserialize;

const YEARS: [&str; 3] = [
    include_str!("../../demo/years/2024.toml"),
    include_str!("../../demo/years/2025.toml"),
    include_str!("../../demo/years/2026.toml"),
];

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanYear {
    pub(crate) fiscal_year: FiscalYear,
    /// One for each measure of the plan; a repeat has none of its own.
    #[serde(rename = "measure")]
    pub(crate) measures: Vec<MeasureYear>,
}

/// What one measure promised for a year, and what its owners said afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MeasureYear {
    /// The measure's name, as the plan has it.
    pub(crate) name: String,
    pub(crate) tasks: Vec<YearTask>,
    /// One for each owner; none in a year whose check has not opened.
    #[serde(rename = "sheet", default)]
    pub(crate) sheets: Vec<Sheet>,
    /// What the plan office made of several owners' sheets; none where there is one owner, or where it has not been written.
    #[serde(default)]
    pub(crate) consolidated: Option<Consolidated>,
    #[serde(rename = "comment", default)]
    pub(crate) comments: Vec<Comment>,
    #[serde(rename = "revision", default)]
    pub(crate) revisions: Vec<Revision>,
}

/// 工程: what, by when, who.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct YearTask {
    pub(crate) what: String,
    /// The last day.
    pub(crate) by: Date,
    /// An owner of the measure, as [`super::city::City::unit_called`] finds it.
    pub(crate) who: String,
    /// None while it is open, or for good if the year ended without it.
    #[serde(default)]
    pub(crate) done: Option<Date>,
}

/// One owner's part of the check.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Sheet {
    /// As [`super::city::City::unit_called`] finds it.
    pub(crate) owner: String,
    #[serde(default)]
    pub(crate) state: SheetState,
    /// None only while the sheet is untouched.
    #[serde(flatten)]
    pub(crate) findings: Option<Findings>,
    /// What the section head wants mended, where the state is [`SheetState::Returned`].
    #[serde(default)]
    pub(crate) returned_because: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SheetState {
    Untouched,
    Drafting,
    Submitted,
    Returned,
    /// What a sheet of a finished year always is.
    #[default]
    Approved,
}

/// The two axes and the three texts. In a draft or a returned sheet `learned` and `next` may still be empty.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Findings {
    pub(crate) progress: Progress,
    pub(crate) achievement: Achievement,
    pub(crate) done: String,
    #[serde(default)]
    pub(crate) learned: String,
    /// What changes next year.
    #[serde(default)]
    pub(crate) next: String,
}

/// The plan office's words on a measure with several owners.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Consolidated {
    #[serde(flatten)]
    pub(crate) findings: Findings,
    /// Why the axes say something other than what the owners' sheets amount to. Empty where they agree.
    #[serde(default)]
    pub(crate) reason: String,
}

/// 着手.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Progress {
    /// 未着手
    NotStarted,
    /// 取組中
    UnderWay,
    /// 完了
    Completed,
}

/// 達成.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Achievement {
    /// 未達成
    NotAchieved,
    /// 一部達成
    Partly,
    /// 達成
    Achieved,
}

/// 意見照会: what another section was asked, and what it answered if it has.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Comment {
    /// The section asked, as [`super::city::City::unit_called`] finds it.
    pub(crate) of: String,
    pub(crate) question: String,
    #[serde(default)]
    pub(crate) answered_on: Option<Date>,
    #[serde(default)]
    pub(crate) answer: Option<String>,
}

/// A content of the plan that the year's check changed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Revision {
    pub(crate) decided_on: Date,
    /// As the plan has it.
    pub(crate) before: String,
    pub(crate) after: String,
    pub(crate) reason: String,
}

/// 令和6, 7 and 8年度 in this order.
pub(crate) fn years() -> Vec<PlanYear> {
    YEARS
        .iter()
        .map(|file| {
            toml::from_str(file).expect("the demo's years are in the form that this file describes")
        })
        .collect()
}
