//! Decisions about who comes in and how far. Pure: no database, no clock.
use base::{Date, Instant, StaffId};
use jiff::SignedDuration;

use crate::{
    model::{Action, Grant, Relation, Role, Scope, Source},
    policy::Policies,
    walls::{self, Wall},
};

/// Hands out roles; what may be handed out is a second question, see [`reach_of_granting`].
pub(crate) const ADD_GRANT: Action = Action("gate.add_grant");

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

/// The fewest characters of a password.
pub const SHORTEST_PASSWORD: usize = 12;
/// The most: longer input is refused before it is hashed.
pub const LONGEST_PASSWORD: usize = 256;

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

/// How far an action reaches for a person who holds these grants today, and the role that reaches furthest.
///
/// A policy for the whole city reaches, with a grant for a unit, that unit; a policy for a unit reaches nothing without one.
/// A grant behind a wall reaches nothing, even if it stands in the table.
pub fn reach(
    policies: &Policies,
    walls: &[Wall],
    action: Action,
    staff: &StaffId,
    grants: &[Grant],
    today: Date,
) -> (Scope, Role) {
    reach_of(
        |role| policies.widest(role, action),
        walls,
        staff,
        grants,
        today,
    )
}

/// For which units, or the whole city, a person may hand out a role.
///
/// Who grants roles in the whole city (or a bureau) hands out all of them there, but only a system administrator makes another.
/// Others hand out the roles that a policy lets them pass on: `Action::"gate.grant.plan_writer"`.
pub fn reach_of_granting(
    policies: &Policies,
    walls: &[Wall],
    wanted: &Role,
    staff: &StaffId,
    grants: &[Grant],
    today: Date,
) -> Scope {
    let widest = |role: &Role| match policies.widest(role, ADD_GRANT)? {
        Relation::City
            if *wanted != Role::SYSTEM_ADMINISTRATOR || *role == Role::SYSTEM_ADMINISTRATOR =>
        {
            Some(Relation::City)
        }
        _ => policies.may_pass_on(role, wanted),
    };
    let mut scope = reach_of(widest, walls, staff, grants, today).0;
    // Nobody grants a role to themselves.
    scope.own = None;
    scope
}

fn reach_of(
    widest: impl Fn(&Role) -> Option<Relation>,
    walls: &[Wall],
    staff: &StaffId,
    grants: &[Grant],
    today: Date,
) -> (Scope, Role) {
    let mut scope = Scope::default();
    let mut role = Role::STAFF;
    match widest(&Role::STAFF) {
        Some(Relation::City) => return (Scope::CITY, Role::STAFF),
        Some(_) => scope.own = Some(staff.clone()),
        None => {}
    }
    let is_open = |it: &&Grant| it.is_held_on(today) && !walls::closes(walls, it, grants, today);
    for grant in grants.iter().filter(is_open) {
        match (widest(&grant.role), &grant.unit) {
            (Some(Relation::City), None) => return (Scope::CITY, grant.role.clone()),
            (Some(Relation::City | Relation::Unit), Some(unit)) => {
                if !scope.units.contains(unit) {
                    scope.units.push(unit.clone());
                }
                role = grant.role.clone();
            }
            (Some(Relation::Own), _) => scope.own = Some(staff.clone()),
            (Some(Relation::Unit), None) | (None, _) => {}
        }
    }
    (scope, role)
}

/// Why a grant is not made.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum GrantRefusal {
    #[error("the last day lies before the first")]
    EndsBeforeItStarts,
    #[error("nobody grants a role to themselves")]
    ToOneself,
    /// Somebody with the first role could put on the other person's coat and see what the second role sees.
    #[error("{} is kept from {}", .0.name(), .1.name())]
    Wall(Role, Role),
    #[error("this role is not theirs to hand out for that unit")]
    NotTheirsToGive,
    #[error("the deputy would stand in for somebody who does not hold the role")]
    NothingToStandInFor,
    #[error("there is no such person with an account")]
    UnknownPerson,
    #[error("there is no such role")]
    UnknownRole,
    #[error("there is no such unit")]
    UnknownUnit,
}

/// Checks a new grant against the roles its holder has, and a deputy's against those of the person they stand in for.
pub fn check_grant(
    walls: &[Wall],
    new: &Grant,
    by: &StaffId,
    held: &[Grant],
    held_by_principal: &[Grant],
) -> Result<(), GrantRefusal> {
    if new.ends_on <= new.starts_on {
        return Err(GrantRefusal::EndsBeforeItStarts);
    }
    if new.staff == *by {
        return Err(GrantRefusal::ToOneself);
    }
    if let Some((_, other)) = walls::in_the_way(walls, new, held) {
        return Err(GrantRefusal::Wall(new.role.clone(), other.role.clone()));
    }
    if new.source == Source::Deputy && !is_covered(new, held_by_principal) {
        return Err(GrantRefusal::NothingToStandInFor);
    }
    Ok(())
}

/// Whether the person a deputy stands in for holds the same role for the same unit themselves, on every day of the deputyship.
/// Posts that follow one another without a gap count as one.
fn is_covered(deputy: &Grant, held: &[Grant]) -> bool {
    let mut same: Vec<&Grant> = held
        .iter()
        .filter(|it| it.role == deputy.role && it.unit == deputy.unit)
        .filter(|it| it.source != Source::Deputy && it.staff != deputy.staff)
        .collect();
    same.sort_by_key(|it| it.starts_on);
    let mut covered_until = deputy.starts_on;
    for it in same {
        if it.starts_on <= covered_until {
            covered_until = covered_until.max(it.ends_on);
        }
    }
    deputy.ends_on <= covered_until
}

/// Whether somebody may issue the code with which another person sets a new password, and so could come in as them.
///
/// A system administrator's comes from another one, and nobody issues the code of a person who sees what a wall keeps from them.
pub fn check_first_code(
    walls: &[Wall],
    by: &[Grant],
    held: &[Grant],
    today: Date,
) -> Result<(), GrantRefusal> {
    let is_administrator =
        |it: &Grant| it.role == Role::SYSTEM_ADMINISTRATOR && it.is_held_on(today);
    if held.iter().any(|it| it.role == Role::SYSTEM_ADMINISTRATOR)
        && !by.iter().any(is_administrator)
    {
        return Err(GrantRefusal::NotTheirsToGive);
    }
    for mine in by.iter().filter(|it| it.is_held_on(today)) {
        let kept_apart = |it: &&Grant| walls.iter().any(|wall| wall.parts(&mine.role, &it.role));
        if let Some(other) = held.iter().find(kept_apart) {
            return Err(GrantRefusal::Wall(other.role.clone(), mine.role.clone()));
        }
    }
    Ok(())
}

/// Why a password is not taken.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefusal {
    #[error("shorter than {SHORTEST_PASSWORD} characters")]
    TooShort,
    #[error("longer than {LONGEST_PASSWORD} characters")]
    TooLong,
    #[error("the two entries differ")]
    Differs,
    #[error("contains the staff number or one character only")]
    TooPlain,
}

/// Length counts, not the kinds of characters; the staff number and one repeated character are no password.
pub fn check_password(password: &str, again: &str, number: &str) -> Result<(), PasswordRefusal> {
    let length = password.chars().count();
    if length < SHORTEST_PASSWORD {
        return Err(PasswordRefusal::TooShort);
    }
    if length > LONGEST_PASSWORD {
        return Err(PasswordRefusal::TooLong);
    }
    let first = password.chars().next();
    if password.contains(number) || password.chars().all(|it| Some(it) == first) {
        return Err(PasswordRefusal::TooPlain);
    }
    if password != again {
        return Err(PasswordRefusal::Differs);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use base::{UnitCode, date};

    use super::*;
    use crate::model::GrantId;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn grant(role: &str, unit: Option<&str>) -> Grant {
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

    fn policies() -> Policies {
        Policies::parse([r#"
            permit (principal == Role::"staff", action == Action::"show", resource == Relation::"own");
            permit (principal == Role::"head", action == Action::"show", resource == Relation::"unit");
            permit (principal == Role::"hr", action == Action::"show", resource == Relation::"city");
        "#])
        .unwrap()
    }

    fn reach_of(grants: &[Grant], today: Date) -> Scope {
        reach(
            &policies(),
            &[],
            Action("show"),
            &StaffId("hanako".into()),
            grants,
            today,
        )
        .0
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

    #[test]
    fn staff_without_a_grant_reach_their_own_records() {
        assert_eq!(
            reach_of(&[], date(2026, 5, 1)).own,
            Some(StaffId("hanako".into()))
        );
    }

    #[test]
    fn a_grant_reaches_nothing_on_the_day_it_ends() {
        let grants = [grant("hr", None)];
        assert!(reach_of(&grants, date(2027, 3, 31)).is_city());
        assert!(!reach_of(&grants, date(2027, 4, 1)).is_city());
    }

    #[test]
    fn two_posts_reach_both_units() {
        let scope = reach_of(
            &[grant("head", Some("a")), grant("head", Some("b"))],
            date(2026, 5, 1),
        );
        assert_eq!(scope.units, [UnitCode("a".into()), UnitCode("b".into())]);
    }

    #[test]
    fn a_city_role_granted_for_one_bureau_reaches_that_bureau() {
        let scope = reach_of(&[grant("hr", Some("a"))], date(2026, 5, 1));
        assert!(!scope.is_city());
        assert_eq!(scope.units, [UnitCode("a".into())]);
    }

    #[test]
    fn a_head_without_a_unit_reaches_only_their_own() {
        let scope = reach_of(&[grant("head", None)], date(2026, 5, 1));
        assert!(scope.units.is_empty() && !scope.is_city());
    }

    const WALLS: &[Wall] = &[Wall {
        protects: "nurse",
        from: walls::APPOINTING,
    }];

    #[test]
    fn a_grant_behind_a_wall_reaches_nothing_even_if_it_stands_in_the_table() {
        let policies = Policies::parse([r#"
            permit (principal == Role::"nurse", action == Action::"health", resource == Relation::"city");
        "#])
        .unwrap();
        let today = date(2026, 5, 1);
        let reach_of = |held: &[Grant]| {
            reach(
                &policies,
                WALLS,
                Action("health"),
                &StaffId("hanako".into()),
                held,
                today,
            )
            .0
        };
        let nurse = grant("nurse", None);
        assert!(reach_of(std::slice::from_ref(&nurse)).is_city());
        assert!(reach_of(&[nurse.clone(), grant("head", Some("a"))]).is_nobody());
        let past = Grant {
            ends_on: today,
            ..grant("head", Some("a"))
        };
        assert!(reach_of(&[nurse, past]).is_city());
    }

    fn granting(wanted: &str, grants: &[Grant]) -> Scope {
        let policies = Policies::parse([r#"
            permit (principal == Role::"hr", action == Action::"gate.add_grant", resource == Relation::"city");
            permit (principal == Role::"system_administrator", action == Action::"gate.add_grant", resource == Relation::"city");
            permit (principal == Role::"head", action, resource == Relation::"unit")
            when { [Action::"gate.add_grant", Action::"gate.grant.plan_writer"].contains(action) };
        "#])
        .unwrap();
        let staff = StaffId("hanako".into());
        reach_of_granting(
            &policies,
            &[],
            &Role::new(wanted),
            &staff,
            grants,
            date(2026, 5, 1),
        )
    }

    #[test]
    fn a_head_passes_on_what_a_policy_lets_them_and_only_for_the_own_unit() {
        let head = [grant("head", Some("a"))];
        assert_eq!(granting("plan_writer", &head).units, [UnitCode("a".into())]);
        for other in ["hr", "auditor", "head", "system_administrator"] {
            assert!(granting(other, &head).is_nobody(), "{other}");
        }
        assert!(granting("plan_writer", &[grant("head", None)]).is_nobody());
        assert!(granting("plan_writer", &[]).is_nobody());
    }

    #[test]
    fn only_a_system_administrator_makes_another() {
        assert!(granting("auditor", &[grant("hr", None)]).is_city());
        assert!(granting("system_administrator", &[grant("hr", None)]).is_nobody());
        assert!(
            granting(
                "system_administrator",
                &[grant("system_administrator", None)]
            )
            .is_city()
        );
    }

    #[test]
    fn personnel_of_one_bureau_hand_out_roles_in_that_bureau() {
        let scope = granting("auditor", &[grant("hr", Some("a"))]);
        assert!(!scope.is_city());
        assert_eq!(scope.units, [UnitCode("a".into())]);
    }

    #[test]
    fn nobody_issues_the_code_of_a_person_who_sees_what_is_kept_from_them() {
        let today = date(2026, 5, 1);
        let check = |by: &str, held: &str| {
            check_first_code(WALLS, &[grant(by, None)], &[grant(held, None)], today).is_ok()
        };
        assert!(check("hr", "plan_writer"));
        assert!(!check("hr", "nurse"));
        assert!(!check("hr", "system_administrator"));
        assert!(check("system_administrator", "nurse"));
        assert!(check("system_administrator", "system_administrator"));
    }

    #[test]
    fn nobody_grants_a_role_to_themselves() {
        let new = grant("hr", None);
        assert_eq!(
            check_grant(&[], &new, &new.staff, &[], &[]),
            Err(GrantRefusal::ToOneself)
        );
    }

    #[test]
    fn a_deputy_holds_no_longer_than_the_person_they_stand_in_for() {
        let principal = Grant {
            staff: StaffId("taro".into()),
            ..grant("head", Some("a"))
        };
        let mut deputy = Grant {
            source: Source::Deputy,
            ..grant("head", Some("a"))
        };
        let by = StaffId("hr".into());
        assert_eq!(
            check_grant(&[], &deputy, &by, &[], std::slice::from_ref(&principal)),
            Ok(())
        );
        deputy.ends_on = date(2027, 4, 2);
        assert_eq!(
            check_grant(&[], &deputy, &by, &[], std::slice::from_ref(&principal)),
            Err(GrantRefusal::NothingToStandInFor)
        );
        let next = Grant {
            starts_on: date(2027, 4, 1),
            ends_on: date(2028, 4, 1),
            ..principal.clone()
        };
        assert_eq!(
            check_grant(&[], &deputy, &by, &[], &[next, principal]),
            Ok(())
        );
    }

    #[test]
    fn a_deputy_has_no_deputy_and_nobody_stands_in_for_themselves() {
        let deputy = Grant {
            source: Source::Deputy,
            ..grant("head", Some("a"))
        };
        let by = StaffId("hr".into());
        let another_deputy = Grant {
            staff: StaffId("taro".into()),
            ..deputy.clone()
        };
        let own = grant("head", Some("a"));
        for held in [another_deputy, own] {
            assert_eq!(
                check_grant(&[], &deputy, &by, &[], &[held]),
                Err(GrantRefusal::NothingToStandInFor)
            );
        }
    }

    #[test]
    fn a_password_has_twelve_characters_and_not_the_staff_number() {
        assert_eq!(
            check_password("elevenchars", "elevenchars", "0001"),
            Err(PasswordRefusal::TooShort)
        );
        assert_eq!(
            check_password("twelve chars", "twelve chars", "0001"),
            Ok(())
        );
        assert_eq!(
            check_password("my 0001 is long", "my 0001 is long", "0001"),
            Err(PasswordRefusal::TooPlain)
        );
        assert_eq!(
            check_password("twelve chars", "twelve charz", "0001"),
            Err(PasswordRefusal::Differs)
        );
    }
}
