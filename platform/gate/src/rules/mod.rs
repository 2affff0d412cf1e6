//! Decisions about who comes in and how far. Pure: no database, no clock.
mod grants;
mod password;
mod reach;
mod sign_in;

pub use grants::{GrantRefusal, check_first_code, check_grant};
pub use password::{LONGEST_PASSWORD, PasswordRefusal, SHORTEST_PASSWORD, check_password};
pub(crate) use reach::ADD_GRANT;
pub use reach::{Reach, reach, reach_of_granting};
pub use sign_in::{
    ABSOLUTE_LIMIT, ATTEMPT_WINDOW, AccountTimes, FAILURES_PER_ACCOUNT,
    FAILURES_PER_ACCOUNT_AND_ADDRESS, FAILURES_PER_ADDRESS, Failures, IDLE_LIMIT, SessionTimes,
    is_account_open, is_session_open, may_try,
};

#[cfg(test)]
mod made_up {
    //! A grant and a wall to decide about.
    use base::{StaffId, UnitCode, date};

    use crate::{
        model::{Grant, GrantId, Role, Source},
        walls::{self, Wall},
    };

    pub(super) const WALLS: &[Wall] = &[Wall {
        protects: "nurse",
        from: walls::APPOINTING,
    }];

    pub(super) fn grant(role: &str, unit: Option<&str>) -> Grant {
        Grant {
            id: GrantId::fresh(),
            staff: StaffId("hanako".into()),
            role: Role::new(role),
            unit: unit.map(|it| UnitCode(it.into())),
            starts_on: date(2026, 4, 1),
            ends_on: date(2027, 4, 1),
            source: Source::Given,
            deputy_for: None,
        }
    }
}
