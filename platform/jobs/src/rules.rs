//! When people hear of something. No clock: the moment comes in.
use std::time::Duration;

use base::{Date, Instant, Time, city_date, city_time, is_working_day};
use jiff::ToSpan;

/// The mail of the day leaves from half past eight on, when the offices open.
const OPENS_AT: Time = Time::constant(8, 30, 0, 0);
/// Days before the due day on which a task is first named.
const FIRST: i64 = 7;
/// Days between reminders of a task that is overdue.
const AGAIN: i64 = 7;

/// The city's day whose digest may be sent at this moment: a working day, from 8:30 to midnight.
pub fn digest_day(now: Instant) -> Option<Date> {
    let day = city_date(now);
    (is_working_day(day) && OPENS_AT <= city_time(now)).then_some(day)
}

/// The first day from which a task is named: a week before it is due. A task made later than that is named at once.
pub(crate) fn first_reminder_on(due_on: Date) -> Date {
    later(due_on, -FIRST)
}

/// The day from which a task is named again after it was named on `named_on`: the day before it is due, the day it is due,
/// then every week. A day that is no working day counts on the next one.
pub fn reminder_days_after(due_on: Date, named_on: Date) -> Date {
    [-1, 0]
        .into_iter()
        .map(|days| later(due_on, days))
        .find(|day| named_on < *day)
        .unwrap_or_else(|| {
            let overdue = named_on.duration_since(due_on).as_hours() / 24;
            later(due_on, (overdue / AGAIN + 1) * AGAIN)
        })
}

/// How long to wait after so many failed attempts (from 1): a minute, two, four, …, at most an hour.
pub fn pause_after(attempts: i64) -> Duration {
    let minutes = 1_u64 << attempts.clamp(1, 7).unsigned_abs().saturating_sub(1);
    Duration::from_secs(60 * minutes.min(60))
}

/// How long to wait after the relay refused this mail: whoever mends the address or the relay needs a day.
pub(crate) const PAUSE_AFTER_REFUSAL: Duration = Duration::from_secs(24 * 3600);

/// `days` after that day, held at the ends of the calendar.
fn later(day: Date, days: i64) -> Date {
    day.saturating_add(days.days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::date;

    fn at(text: &str) -> Option<Date> {
        digest_day(format!("{text}:00+09:00").parse().unwrap())
    }

    #[test]
    fn the_mail_of_the_day_leaves_from_half_past_eight() {
        let day = Some(date(2026, 4, 1));

        assert_eq!(at("2026-04-01T08:29"), None);
        assert_eq!(at("2026-04-01T08:30"), day);
        assert_eq!(at("2026-04-01T23:59"), day);
        assert_eq!(at("2026-04-02T00:00"), None);
    }

    #[test]
    fn no_mail_leaves_when_the_offices_are_closed() {
        assert_eq!(at("2026-04-04T10:00"), None, "Saturday");
        assert_eq!(at("2026-04-05T10:00"), None, "Sunday");
        assert_eq!(at("2026-04-29T10:00"), None, "昭和の日");
        assert_eq!(at("2026-09-22T10:00"), None, "国民の休日");
        assert_eq!(at("2026-12-29T10:00"), None, "the end of the year");
        assert_eq!(at("2027-01-03T10:00"), None, "the new year");
        assert_eq!(at("2027-01-04T10:00"), Some(date(2027, 1, 4)));
    }

    #[test]
    fn a_task_is_named_a_week_before_the_day_before_on_the_day_and_then_weekly() {
        let due_on = date(2026, 4, 30);
        let mut days = vec![first_reminder_on(due_on)];
        for _ in 0..4 {
            days.push(reminder_days_after(due_on, *days.last().unwrap()));
        }

        let expected = [(4, 23), (4, 29), (4, 30), (5, 7), (5, 14)];
        assert_eq!(days, expected.map(|(month, day)| date(2026, month, day)));
    }

    #[test]
    fn a_task_that_was_named_late_skips_what_has_passed() {
        let due_on = date(2026, 4, 30);

        assert_eq!(
            reminder_days_after(due_on, date(2026, 4, 29)),
            date(2026, 4, 30)
        );
        assert_eq!(
            reminder_days_after(due_on, date(2026, 5, 6)),
            date(2026, 5, 7)
        );
        assert_eq!(
            reminder_days_after(due_on, date(2026, 5, 7)),
            date(2026, 5, 14)
        );
        assert_eq!(
            reminder_days_after(due_on, date(2026, 5, 8)),
            date(2026, 5, 14)
        );
    }

    #[test]
    fn attempts_come_less_and_less_often_up_to_one_an_hour() {
        let minutes = |attempts| pause_after(attempts).as_secs() / 60;

        assert_eq!(
            [1, 2, 3, 6, 7, 8, i64::MAX].map(minutes),
            [1, 2, 4, 32, 60, 60, 60]
        );
    }
}
