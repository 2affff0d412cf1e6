use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::era::{Era, YearOfEra};
use super::{DateError, read_fiscal_year};
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
        Date::new(self.0, 4, 1).unwrap_or(Date::MAX)
    }

    /// 31 March of the following year. The year of the open end 9999-12-31 ends there, with the calendar.
    pub fn last_day(self) -> Date {
        Date::new(self.0.saturating_add(1), 3, 31).unwrap_or(Date::MAX)
    }

    pub fn contains(self, day: Date) -> bool {
        Self::of(day) == self
    }

    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    pub fn previous(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// `令和5年度`: the era of its 1 April, save that the year from April 2019 is 令和元年度, not 平成31年度.
    ///
    /// The exception is the state's own: from 1 May 2019 the whole year is called 令和元年度. Reading takes both names.
    ///
    /// Source: 改元に伴う元号による年表示の取扱いについて, agreed between the ministries on 1 April 2019, on budgets.
    pub fn wareki(self) -> String {
        let (era, year) = self.era_and_year();
        match era {
            Some(era) => format!("{era}{year}年度"),
            None => format!("{year}年度"),
        }
    }

    /// `令和5年度（2023年度）`
    pub fn wareki_with_year(self) -> String {
        format!("{}（{}年度）", self.wareki(), self.0)
    }

    fn era_and_year(self) -> (Option<Era>, YearOfEra) {
        let named_on = if self.0 == 2019 {
            date(2019, 5, 1)
        } else {
            self.first_day()
        };
        match Era::of(named_on) {
            Some(era) => (Some(era), YearOfEra(self.0 - era.first_year() + 1)),
            None => (None, YearOfEra(self.0)),
        }
    }
}

/// The western number, `2026`. People read [`FiscalYear::wareki`].
impl fmt::Display for FiscalYear {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)
    }
}

/// Every notation of [`read_fiscal_year`].
impl FromStr for FiscalYear {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        read_fiscal_year(text)
    }
}

impl From<FiscalYear> for i64 {
    fn from(year: FiscalYear) -> i64 {
        year.0.into()
    }
}

/// Fiscal years in a row, both ends included. Never empty: `first` is not after `last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct FiscalYears {
    first: FiscalYear,
    last: FiscalYear,
}

impl FiscalYears {
    /// None when `last` is before `first`.
    pub fn new(first: FiscalYear, last: FiscalYear) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    pub fn first(self) -> FiscalYear {
        self.first
    }

    pub fn last(self) -> FiscalYear {
        self.last
    }

    pub fn first_day(self) -> Date {
        self.first.first_day()
    }

    pub fn last_day(self) -> Date {
        self.last.last_day()
    }

    /// How many years, at least 1.
    pub fn count(self) -> u16 {
        self.last.0.abs_diff(self.first.0) + 1
    }

    pub fn contains(self, year: FiscalYear) -> bool {
        self.first <= year && year <= self.last
    }

    /// Every year, the first one first.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = FiscalYear> {
        (self.first.0..=self.last.0).map(FiscalYear)
    }

    /// `令和5～7年度`, `平成30～令和4年度`, and `令和5年度` for one year alone.
    pub fn wareki(self) -> String {
        let (era, year) = self.first.era_and_year();
        let (last_era, last_year) = self.last.era_and_year();
        let name = era.map_or("", Era::name);
        if self.first == self.last {
            self.first.wareki()
        } else if era == last_era {
            format!("{name}{year}～{last_year}年度")
        } else {
            format!("{name}{year}～{}", self.last.wareki())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_turns_on_the_first_of_april() {
        assert_eq!(FiscalYear::of(date(2019, 4, 30)), FiscalYear(2019));
        assert_eq!(FiscalYear::of(date(2023, 3, 31)), FiscalYear(2022));
        assert_eq!(FiscalYear::of(date(2026, 4, 1)), FiscalYear(2026));

        let year = FiscalYear(2026);
        assert_eq!(
            (year.first_day(), year.last_day()),
            (date(2026, 4, 1), date(2027, 3, 31))
        );
        assert!(year.contains(date(2027, 3, 31)) && !year.contains(date(2027, 4, 1)));
        assert!(!year.contains(date(2026, 3, 31)));
        assert_eq!(year.next().previous(), year);
    }

    #[test]
    fn a_year_is_named_by_the_era_of_its_first_of_april() {
        assert_eq!(FiscalYear::of(date(2023, 3, 31)).wareki(), "令和4年度");
        assert_eq!(FiscalYear(2026).wareki(), "令和8年度");
        assert_eq!(FiscalYear(2023).wareki_with_year(), "令和5年度（2023年度）");
        assert_eq!(FiscalYear(1988).wareki(), "昭和63年度");
        assert_eq!(FiscalYear(1989).wareki(), "平成元年度");
        assert_eq!(FiscalYear(1926).wareki(), "大正15年度");
    }

    #[test]
    fn the_year_of_the_change_of_2019_is_reiwa_as_a_whole() {
        assert_eq!(FiscalYear(2018).wareki(), "平成30年度");
        assert_eq!(FiscalYear(2019).wareki(), "令和元年度");
    }

    #[test]
    fn a_row_of_years_says_its_era_once_unless_it_changes() {
        let years = |first, last| FiscalYears::new(FiscalYear(first), FiscalYear(last)).unwrap();

        assert_eq!(years(2023, 2025).wareki(), "令和5～7年度");
        assert_eq!(years(2015, 2022).wareki(), "平成27～令和4年度");
        assert_eq!(years(2019, 2022).wareki(), "令和元～4年度");
        assert_eq!(years(2023, 2023).wareki(), "令和5年度");
        assert_eq!(years(2023, 2025).count(), 3);
        assert_eq!(years(2023, 2025).iter().count(), 3);
        assert_eq!(FiscalYears::new(FiscalYear(2025), FiscalYear(2023)), None);
    }

    #[test]
    fn the_year_of_the_open_end_ends_with_the_calendar() {
        assert_eq!(FiscalYear::of(Date::MAX).last_day(), Date::MAX);
        assert_eq!(FiscalYear::of(Date::MAX).first_day(), date(9999, 4, 1));
    }
}
