//! The organisation of 汐見市 since it became a designated city on 1 April 2012, as `demo/units.csv` has it.

use base::{Date, FAR_FUTURE, UnitCode};

use super::names::rows;

pub(crate) const UNITS: &str = include_str!("../../demo/units.csv");

/// 局・区, 部, 課 and 班. Small offices have no 部: their 課 stand right under the 局.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Level {
    Bureau,
    Department,
    Section,
    Team,
}

impl Level {
    /// 局, 部, 課 or 班. A ward (区) counts as 局.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Level::Bureau => "局",
            Level::Department => "部",
            Level::Section => "課",
            Level::Team => "班",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [
            Level::Bureau,
            Level::Department,
            Level::Section,
            Level::Team,
        ]
        .into_iter()
        .find(|level| level.word() == word)
    }
}

/// A unit as it was from `starts_on` up to, but without, `ends_on` ([`FAR_FUTURE`] while it lasts).
///
/// A new name or parent makes a new version under the same code. A unit that ended in a merger or split names its successors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UnitVersion {
    pub(crate) code: UnitCode,
    pub(crate) name: String,
    pub(crate) kana: String,
    pub(crate) level: Level,
    /// None for a 局・区 only.
    pub(crate) parent: Option<UnitCode>,
    pub(crate) starts_on: Date,
    pub(crate) ends_on: Date,
    pub(crate) successors: Vec<UnitCode>,
}

impl UnitVersion {
    pub(crate) fn is_valid_on(&self, day: Date) -> bool {
        self.starts_on <= day && day < self.ends_on
    }
}

/// All versions, by code and then by date.
pub(crate) fn units() -> Vec<UnitVersion> {
    rows(UNITS)
        .map(|cells| UnitVersion {
            code: UnitCode(cells[0].into()),
            name: cells[1].into(),
            kana: cells[2].into(),
            level: Level::from_word(cells[3]).expect("the demo's units are 局, 部, 課 or 班"),
            parent: (!cells[4].is_empty()).then(|| UnitCode(cells[4].into())),
            starts_on: day(cells[5]),
            ends_on: if cells[6].is_empty() {
                FAR_FUTURE
            } else {
                day(cells[6])
            },
            successors: cells[7]
                .split_whitespace()
                .map(|code| UnitCode(code.into()))
                .collect(),
        })
        .collect()
}

fn day(text: &str) -> Date {
    text.parse()
        .expect("the demo's dates are written like 2026-04-01")
}
