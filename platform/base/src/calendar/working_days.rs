use jiff::civil::Weekday;

use super::holidays::holiday_name;
use crate::time::Date;

/// Whether the city's offices are open: not on Saturdays, Sundays, national holidays and from 29 December to 3 January.
///
/// Outside 2000–2099 national holidays are not known and count as open.
///
/// Source: 地方自治法 art. 4-2, and the ordinances on holidays that follow it.
pub fn is_working_day(day: Date) -> bool {
    let is_weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let is_turn_of_the_year = matches!((day.month(), day.day()), (12, 29..=31) | (1, 1..=3));
    !is_weekend && !is_turn_of_the_year && holiday_name(day).is_none()
}

/// The first working day after `day`, never `day` itself. Where the calendar ends, its last day.
pub fn next_working_day(day: Date) -> Date {
    step(day, |day| day.tomorrow().ok())
}

/// The last working day before `day`, never `day` itself. Where the calendar begins, its first day.
pub fn previous_working_day(day: Date) -> Date {
    step(day, |day| day.yesterday().ok())
}

/// `day` if the offices are open, or else the next working day: to whom a deadline on a holiday moves.
pub fn working_day_on_or_after(day: Date) -> Date {
    if is_working_day(day) {
        day
    } else {
        next_working_day(day)
    }
}

/// Goes `count` working days on, or back if negative; `day` itself is not counted, open or closed.
///
/// Zero gives `day`, or the next working day if the offices are closed: the result is always a working day.
pub fn add_working_days(day: Date, count: i32) -> Date {
    match count {
        0 => working_day_on_or_after(day),
        1.. => (0..count).fold(day, |day, _| next_working_day(day)),
        _ => (count..0).fold(day, |day, _| previous_working_day(day)),
    }
}

fn step(from: Date, step: impl Fn(Date) -> Option<Date>) -> Date {
    let mut day = from;
    while let Some(next) = step(day) {
        day = next;
        if is_working_day(day) {
            break;
        }
    }
    day
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::date;

    #[test]
    fn the_day_after_the_last_of_the_year_is_in_january() {
        assert_eq!(add_working_days(date(2026, 12, 28), 1), date(2027, 1, 4));
        assert_eq!(add_working_days(date(2027, 1, 4), -1), date(2026, 12, 28));
        assert!(is_working_day(date(2026, 12, 28)) && !is_working_day(date(2026, 12, 29)));
    }

    #[test]
    fn long_holidays_are_stepped_over() {
        assert_eq!(add_working_days(date(2026, 9, 18), 1), date(2026, 9, 24));
        assert_eq!(add_working_days(date(2026, 5, 1), 1), date(2026, 5, 7));
        assert_eq!(next_working_day(date(2026, 5, 1)), date(2026, 5, 7));
        assert_eq!(previous_working_day(date(2026, 5, 7)), date(2026, 5, 1));
    }

    #[test]
    fn a_deadline_on_a_holiday_moves_to_the_next_working_day() {
        assert_eq!(working_day_on_or_after(date(2026, 5, 3)), date(2026, 5, 7));
        assert_eq!(working_day_on_or_after(date(2026, 5, 7)), date(2026, 5, 7));
        assert_eq!(add_working_days(date(2026, 5, 3), 0), date(2026, 5, 7));
    }

    #[test]
    fn from_a_closed_day_the_first_working_day_counts_as_one() {
        assert_eq!(add_working_days(date(2026, 5, 3), 1), date(2026, 5, 7));
        assert_eq!(add_working_days(date(2026, 5, 3), -1), date(2026, 5, 1));
    }

    #[test]
    fn the_open_end_of_a_period_does_not_break_the_count() {
        assert_eq!(next_working_day(Date::MAX), Date::MAX);
    }

    proptest! {
        #[test]
        fn adding_working_days_never_lands_on_a_closed_day(after in 0..36_000_i64, count in -300..300) {
            let day = date(2001, 1, 1).saturating_add(jiff::Span::new().days(after));

            let landed = add_working_days(day, count);

            prop_assert!(is_working_day(landed));
            if count > 0 {
                prop_assert!(day < landed);
                prop_assert!(add_working_days(landed, -count) <= working_day_on_or_after(day));
            }
        }
    }
}
