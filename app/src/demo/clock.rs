//! The demo's day is always the same, so that who retired yesterday did so yesterday.
use std::{
    sync::{Arc, Mutex},
    time::Instant as Ticks,
};

use base::{Instant, city_time};
use jiff::SignedDuration;

use super::city::DEMO_DAY;

/// [`DEMO_DAY`] at this time of the day in the city, going on from there.
pub(crate) fn start() -> impl Fn() -> Instant + Send + Sync + 'static {
    let started_at = on_the_demo_day(Instant::now());
    let ticks = Ticks::now();
    move || {
        let passed = SignedDuration::try_from(ticks.elapsed()).unwrap_or(SignedDuration::MAX);
        started_at.saturating_add(passed).unwrap_or(started_at)
    }
}

/// A clock that is set by hand, while the city's past is entered.
#[derive(Clone)]
pub(crate) struct Hands(Arc<Mutex<Instant>>);

impl Hands {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Mutex::new(on_the_demo_day(Instant::now()))))
    }

    pub(crate) fn set(&self, now: Instant) {
        *self.0.lock().expect("nobody panics while setting a clock") = now;
    }

    pub(crate) fn read(&self) -> Instant {
        *self.0.lock().expect("nobody panics while setting a clock")
    }
}

fn on_the_demo_day(now: Instant) -> Instant {
    let time = city_time(now);
    base::CITY_OFFSET
        .to_timestamp(DEMO_DAY.to_datetime(time))
        .expect("a day of the calendar has every time of the day")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_keeps_the_time_of_the_day_and_changes_the_day() {
        let now = on_the_demo_day("2031-05-05T01:02:03Z".parse().unwrap());

        assert_eq!(now, "2026-11-22T01:02:03Z".parse().unwrap());
        let late = on_the_demo_day("2031-05-05T20:00:00Z".parse().unwrap());
        assert_eq!(base::city_date(late), DEMO_DAY);
    }

    #[test]
    fn the_clock_goes_forward_from_the_demo_day() {
        let clock = start();

        let (first, second) = (clock(), clock());

        assert!(first <= second);
        assert_eq!(base::city_date(first), DEMO_DAY);
    }
}
