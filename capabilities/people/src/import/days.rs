//! Which days a file may speak of, and which it has likely written wrongly. Pure.
use std::{ops::RangeInclusive, time::Duration};

use base::{Date, date};

/// The years in which births, employments, posts and units lie. Outside, the year is a slip of the finger: R999, 9999, 0202.
pub(super) const YEARS: RangeInclusive<i16> = 1900..=2100;

/// The age in whole years below which nobody may be employed.
///
/// Source: 労働基準法 (Labour Standards Act) art. 56; its end of the fiscal year in which one turns 15 is left to the city.
pub(super) const LEAST_AGE: u16 = 15;
/// The age in whole years above which a hiring is worth a second look at the birth date. No law forbids it.
pub(super) const GREAT_AGE: u16 = 80;

/// The age on the day of hiring, where it is one that nobody expects: below [`LEAST_AGE`] or above [`GREAT_AGE`].
pub(super) fn odd_age(born_on: Date, hired_on: Date) -> Option<u16> {
    // Whole years differ by at most one from the years on paper; nearly everybody is settled by these.
    let on_paper = hired_on.year() - born_on.year();
    if (17..=80).contains(&on_paper) {
        return None;
    }
    base::age_on(born_on, hired_on).filter(|it| !(LEAST_AGE..=GREAT_AGE).contains(it))
}

/// The day that Excel keeps under a number of five digits, such as 45748 for 2025-04-01, as far as it lies in [`YEARS`].
///
/// A date column that was given another format, or went through another program, holds such numbers.
pub(super) fn of_number(text: &str) -> Option<Date> {
    let digits = base::ascii_number(text);
    let is_number = digits.len() == 5 && digits.bytes().all(|it| it.is_ascii_digit());
    let number: u64 = digits.parse().ok().filter(|_| is_number)?;
    // Excel counts 29 February 1900, which never was; for days after it the count begins on 30 December 1899.
    let day = date(1899, 12, 30)
        .checked_add(Duration::from_secs(number * 86_400))
        .ok()?;
    YEARS.contains(&day.year()).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_may_be_hired_from_the_fifteenth_birthday_on() {
        let born_on = date(2011, 4, 2);
        assert_eq!(odd_age(born_on, date(2026, 4, 1)), Some(14));
        assert_eq!(odd_age(born_on, date(2026, 4, 2)), None);
    }

    #[test]
    fn whoever_is_hired_at_eighty_is_expected_and_at_eighty_one_is_not() {
        let born_on = date(1945, 4, 2);
        assert_eq!(odd_age(born_on, date(2026, 4, 1)), None);
        assert_eq!(odd_age(born_on, date(2026, 4, 2)), Some(81));
    }

    #[test]
    fn five_digits_are_the_day_that_excel_shows() {
        assert_eq!(of_number("45748"), Some(date(2025, 4, 1)));
        assert_eq!(of_number("２９２２６"), Some(date(1980, 1, 6)));
        assert_eq!(of_number("73415"), Some(date(2100, 12, 31)));
        for other in ["73416", "4574", "457480", "4574a", "+4574", ""] {
            assert_eq!(of_number(other), None, "{other}");
        }
    }
}
