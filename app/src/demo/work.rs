//! How the demo's measures are carried out over the three years: what counts, what was done, studied and remarked on.

use base::Date;
use serde::Deserialize;

/// By field of the plan.
const FILES: [&str; 4] = [
    include_str!("../../demo/work/people.toml"),
    include_str!("../../demo/work/learning.toml"),
    include_str!("../../demo/work/workplace.toml"),
    include_str!("../../demo/work/health.toml"),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "measure")]
    measures: Vec<MeasureWork>,
}

/// What is known of one measure beside its tasks and checks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MeasureWork {
    /// The measure's name, as the plan has it.
    pub(crate) name: String,
    pub(crate) indicators: Vec<Indicator>,
    /// By day.
    pub(crate) activities: Vec<Activity>,
    #[serde(default)]
    pub(crate) study: Vec<StudyStep>,
    #[serde(default)]
    pub(crate) remarks: Vec<Remark>,
    /// Its unfinished tasks of the second year go on in the third.
    #[serde(default)]
    pub(crate) carries_over: bool,
    #[serde(default)]
    pub(crate) revised_target: Option<RevisedTarget>,
    #[serde(default)]
    pub(crate) added_task: Option<AddedTask>,
}

/// 指標. Figures are written as a person types them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Indicator {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) definition: String,
    /// A named indicator that the program computes; none for figures that people type.
    #[serde(default)]
    pub(crate) source: Option<String>,
    /// May be empty for a computed indicator, which brings its own.
    #[serde(default)]
    pub(crate) unit: String,
    #[serde(default)]
    pub(crate) decimals: u8,
    /// 現状値
    #[serde(default)]
    pub(crate) base: String,
    /// One for each year of the plan, or none at all; a year without a target is empty.
    #[serde(default)]
    pub(crate) targets: Vec<String>,
    /// From the first year on. A year that is not told yet has none.
    #[serde(default)]
    pub(crate) readings: Vec<Reading>,
}

/// The figure of a year, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(crate) enum Reading {
    Figure(String),
    Missing { missing: String },
}

/// 活動実績
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Activity {
    pub(crate) on: Date,
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) people: Option<u32>,
    #[serde(default)]
    pub(crate) note: String,
}

/// A step of a study. The stage is the word that the form sends.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StudyStep {
    pub(crate) stage: String,
    pub(crate) on: Date,
    pub(crate) text: String,
}

/// 作業上の指摘, and its answer if it has one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Remark {
    pub(crate) on: Date,
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) answered_on: Option<Date>,
    #[serde(default)]
    pub(crate) answer: String,
}

/// A goal that moved, and why.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RevisedTarget {
    pub(crate) indicator: String,
    pub(crate) on: Date,
    pub(crate) year: i16,
    pub(crate) to: String,
    pub(crate) reason: String,
}

/// A task that came into its year after the check was opened.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddedTask {
    pub(crate) on: Date,
    pub(crate) year: i16,
    pub(crate) what: String,
    pub(crate) who: String,
    pub(crate) by: Date,
    pub(crate) reason: String,
}

/// One for each measure, in the order of the plan.
pub(crate) fn work() -> Vec<MeasureWork> {
    let read = |file: &&str| -> File {
        toml::from_str(file).expect("the demo's work is in the form that this file describes")
    };
    FILES.iter().map(read).flat_map(|it| it.measures).collect()
}
