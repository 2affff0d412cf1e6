use std::fmt;

use serde::{Deserialize, Serialize};

use crate::time::{Date, date};

/// A Japanese fiscal year (年度): 1 April to 31 March, named by the western year in which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FiscalYear(pub i16);

impl FiscalYear {
    /// The fiscal year that holds `day`: January to March belong to the year before.
    pub fn of(day: Date) -> Self {
        Self(if day.month() < 4 {
            day.year() - 1
        } else {
            day.year()
        })
    }

    /// The western year in which it begins.
    pub fn year(self) -> i16 {
        self.0
    }

    /// 1 April.
    pub fn first_day(self) -> Date {
        date(self.0, 4, 1)
    }

    /// 31 March of the following year.
    pub fn last_day(self) -> Date {
        date(self.0 + 1, 3, 31)
    }

    pub fn contains(self, day: Date) -> bool {
        Self::of(day) == self
    }

    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    pub fn previous(self) -> Self {
        Self(self.0 - 1)
    }
}

/// The western number, `2026`. For people use the wareki names.
impl fmt::Display for FiscalYear {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)
    }
}
