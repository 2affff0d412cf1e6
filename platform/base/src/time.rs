use jiff::tz::Offset;

/// A day of the civil calendar.
pub type Date = jiff::civil::Date;
/// A time of day.
pub type Time = jiff::civil::Time;
/// A moment, in UTC.
pub type Instant = jiff::Timestamp;

/// The clock of every city: Japan has had +09:00 without summer time since 1952.
pub const CITY_OFFSET: Offset = Offset::constant(9);

/// The day `year`-`month`-`day`. Panics on a day that no calendar has: for days written in code, never for input.
pub const fn date(year: i16, month: i8, day: i8) -> Date {
    jiff::civil::date(year, month, day)
}

/// The end of a half-open period that is still open. Stored as it is: never null, so that comparing needs no special case.
pub const FAR_FUTURE: Date = date(9999, 12, 31);

/// The day on the city's calendars at that moment.
pub fn city_date(instant: Instant) -> Date {
    CITY_OFFSET.to_datetime(instant).date()
}

/// The time on the city's clocks at that moment.
pub fn city_time(instant: Instant) -> Time {
    CITY_OFFSET.to_datetime(instant).time()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_city_day_begins_at_fifteen_oclock_utc() {
        let before: Instant = "2026-03-31T14:59:59.999Z".parse().unwrap();
        let after: Instant = "2026-03-31T15:00:00Z".parse().unwrap();

        assert_eq!(city_date(before), date(2026, 3, 31));
        assert_eq!(city_date(after), date(2026, 4, 1));
        assert_eq!(city_time(after), Time::midnight());
    }
}
