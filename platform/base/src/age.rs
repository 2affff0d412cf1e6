//! Ages and terms in months, as the law counts them.

use jiff::Span;

use crate::time::Date;

/// The day at whose end a person reaches an age: the day before the birthday, and 28 February for 29 February.
///
/// So someone born on 1 April reaches 60 on 31 March, a fiscal year before someone born on 2 April.
///
/// Source: 年齢計算ニ関スル法律 and 民法 art. 143.
pub fn attains_on(born_on: Date, age: u16) -> Date {
    term_that_begins_on(born_on, u32::from(age) * 12)
}

/// Whole years completed when `day` begins, so that the age changes on the birthday; none before birth.
///
/// For "has reached the age by that day" in the sense of the law ask [`attains_on`], which is a day earlier.
pub fn age_on(born_on: Date, day: Date) -> Option<u16> {
    let years = u16::try_from(i32::from(day.year()) - i32::from(born_on.year())).ok()?;
    if day < born_on {
        return None;
    }
    Some(if attains_on(born_on, years) < day {
        years
    } else {
        years - 1
    })
}

/// The last day of a term of months whose first day counts, because it begins at midnight: a year from 1 April ends on
/// 31 March.
///
/// The term ends the day before the corresponding day, or on the last day of a month that has no such day. `months` is at
/// least 1. Past the end of the calendar it is the calendar's last day.
///
/// Source: 民法 art. 140, proviso, and art. 143.
pub fn term_that_begins_on(first_day: Date, months: u32) -> Date {
    let corresponding = Span::new()
        .try_months(months)
        .map_err(drop)
        .and_then(|span| first_day.checked_add(span).map_err(drop));
    match corresponding {
        Ok(day) if day.day() == first_day.day() => day.yesterday().unwrap_or(day),
        Ok(last_of_month) => last_of_month,
        Err(()) => Date::MAX,
    }
}

/// The last day of a term of months that runs from something that happened in the course of a day: that day is left out.
///
/// Source: 民法 art. 140 and 143.
pub fn term_after(happened_on: Date, months: u32) -> Date {
    happened_on.tomorrow().map_or(Date::MAX, |first_day| {
        term_that_begins_on(first_day, months)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FiscalYear, date};

    #[test]
    fn an_age_is_reached_at_the_end_of_the_day_before_the_birthday() {
        assert_eq!(attains_on(date(1966, 4, 1), 60), date(2026, 3, 31));
        assert_eq!(attains_on(date(1966, 4, 2), 60), date(2026, 4, 1));
        assert_eq!(age_on(date(1966, 4, 1), date(2026, 3, 31)), Some(59));
        assert_eq!(age_on(date(1966, 4, 1), date(2026, 4, 1)), Some(60));
    }

    #[test]
    fn a_child_of_the_first_of_april_is_in_the_earlier_school_year() {
        let school_year = |born_on| FiscalYear::of(attains_on(born_on, 6)).next();

        assert_eq!(school_year(date(2020, 4, 1)), FiscalYear(2026));
        assert_eq!(school_year(date(2020, 4, 2)), FiscalYear(2027));
    }

    #[test]
    fn a_leap_day_child_reaches_the_age_on_the_twenty_eighth() {
        assert_eq!(attains_on(date(2004, 2, 29), 18), date(2022, 2, 28));
        assert_eq!(attains_on(date(2004, 2, 29), 20), date(2024, 2, 28));
        assert_eq!(age_on(date(2004, 2, 29), date(2022, 2, 28)), Some(17));
        assert_eq!(age_on(date(2004, 2, 29), date(2022, 3, 1)), Some(18));
    }

    #[test]
    fn nobody_has_an_age_before_birth() {
        assert_eq!(age_on(date(2020, 4, 2), date(2020, 4, 1)), None);
        assert_eq!(age_on(date(2020, 4, 2), date(2019, 12, 31)), None);
        assert_eq!(age_on(date(2020, 4, 2), date(2020, 4, 2)), Some(0));
    }

    #[test]
    fn a_term_ends_the_day_before_the_corresponding_day() {
        assert_eq!(term_that_begins_on(date(2026, 4, 1), 12), date(2027, 3, 31));
        assert_eq!(term_that_begins_on(date(2026, 4, 1), 6), date(2026, 9, 30));
        assert_eq!(term_after(date(2026, 1, 15), 1), date(2026, 2, 15));
    }

    #[test]
    fn a_term_ends_with_a_month_that_has_no_corresponding_day() {
        assert_eq!(term_after(date(2026, 1, 31), 1), date(2026, 2, 28));
        assert_eq!(term_after(date(2026, 1, 30), 1), date(2026, 2, 28));
        assert_eq!(term_that_begins_on(date(2026, 1, 31), 1), date(2026, 2, 28));
        assert_eq!(
            term_that_begins_on(date(2024, 2, 29), 12),
            date(2025, 2, 28)
        );
    }

    #[test]
    fn a_term_past_the_calendar_ends_with_it() {
        assert_eq!(term_that_begins_on(Date::MAX, 1), Date::MAX);
        assert_eq!(term_after(Date::MAX, 1), Date::MAX);
        assert_eq!(term_that_begins_on(date(2026, 4, 1), u32::MAX), Date::MAX);
    }
}
