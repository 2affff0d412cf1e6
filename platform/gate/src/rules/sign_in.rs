//! Who may try to come in, and how long they may stay.
use base::{Date, Instant};
use jiff::SignedDuration;

/// After this long without a request a session ends.
pub const IDLE_LIMIT: SignedDuration = SignedDuration::from_mins(60);
/// After this long a session ends however busy it is.
pub const ABSOLUTE_LIMIT: SignedDuration = SignedDuration::from_hours(12);
/// Failed sign-ins are counted over this window.
pub const ATTEMPT_WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// So many failures for one account from one address close that account to that address until the window has passed.
pub const FAILURES_PER_ACCOUNT_AND_ADDRESS: i64 = 5;
/// So many failures for one account, wherever from, close it until the window has passed.
pub const FAILURES_PER_ACCOUNT: i64 = 20;
/// A whole office may share one address, so it closes only at a count that no office types by mistake.
pub const FAILURES_PER_ADDRESS: i64 = 300;

/// Tries of the last [`ATTEMPT_WINDOW`] that did not succeed, or not yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Failures {
    pub account: i64,
    /// Only those known to be wrong: a whole office may be signing in at this moment.
    pub address: i64,
    pub account_and_address: i64,
}

/// Whether another try is taken now.
pub fn may_try(failures: Failures) -> bool {
    failures.account_and_address < FAILURES_PER_ACCOUNT_AND_ADDRESS
        && failures.account < FAILURES_PER_ACCOUNT
        && failures.address < FAILURES_PER_ADDRESS
}

/// What a session needs to be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionTimes {
    pub created_at: Instant,
    pub seen_at: Instant,
    pub has_ended: bool,
}

/// Whether a session still holds. The limits themselves are already too late.
pub fn is_session_open(times: SessionTimes, now: Instant) -> bool {
    !times.has_ended
        && now.duration_since(times.seen_at) < IDLE_LIMIT
        && now.duration_since(times.created_at) < ABSOLUTE_LIMIT
}

/// What an account needs to be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountTimes {
    pub starts_on: Date,
    /// The first day on which the account is closed: the day after the last working day.
    pub ends_on: Date,
    pub is_disabled: bool,
}

/// Whether an account may be used on this day.
pub fn is_account_open(times: AccountTimes, today: Date) -> bool {
    !times.is_disabled && times.starts_on <= today && today < times.ends_on
}

#[cfg(test)]
mod tests {
    use base::date;

    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn the_fifth_failure_closes_the_account_to_that_address_only() {
        let failures = |account_and_address| Failures {
            account: 5,
            address: 5,
            account_and_address,
        };
        assert!(may_try(failures(4)));
        assert!(!may_try(failures(5)));
        assert!(may_try(Failures {
            account: 5,
            address: 1,
            account_and_address: 0
        }));
    }

    #[test]
    fn an_office_behind_one_address_is_not_locked_out_by_a_few_forgetful_people() {
        assert!(may_try(Failures {
            account: 0,
            address: 299,
            account_and_address: 0
        }));
        assert!(!may_try(Failures {
            account: 0,
            address: 300,
            account_and_address: 0
        }));
    }

    #[test]
    fn a_session_ends_after_an_idle_hour() {
        let times = SessionTimes {
            created_at: at("2026-04-01T00:00:00Z"),
            seen_at: at("2026-04-01T00:30:00Z"),
            has_ended: false,
        };
        assert!(is_session_open(times, at("2026-04-01T01:29:59Z")));
        assert!(!is_session_open(times, at("2026-04-01T01:30:00Z")));
    }

    #[test]
    fn a_session_ends_after_twelve_hours_however_busy() {
        let times = |seen_at| SessionTimes {
            created_at: at("2026-04-01T00:00:00Z"),
            seen_at,
            has_ended: false,
        };
        assert!(is_session_open(
            times(at("2026-04-01T11:59:00Z")),
            at("2026-04-01T11:59:59Z")
        ));
        assert!(!is_session_open(
            times(at("2026-04-01T11:59:00Z")),
            at("2026-04-01T12:00:00Z")
        ));
    }

    #[test]
    fn the_last_working_day_is_still_open_and_the_next_is_not() {
        let times = AccountTimes {
            starts_on: date(2000, 4, 1),
            ends_on: date(2026, 4, 1),
            is_disabled: false,
        };
        assert!(is_account_open(times, date(2026, 3, 31)));
        assert!(!is_account_open(times, date(2026, 4, 1)));
    }
}
