//! How far somebody reaches with an action, and for whom they may hand out roles.
use base::{Date, StaffId};

use crate::{
    model::{Action, Grant, Relation, Role, Scope},
    policy::Policies,
    walls::{self, Wall},
};

/// Hands out roles; what may be handed out is a second question, see [`reach_of_granting`].
pub(crate) const ADD_GRANT: Action = Action("gate.add_grant");

/// How far somebody reaches, and as whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    pub scope: Scope,
    /// The role that reaches furthest.
    pub role: Role,
    /// The person without whom the role would reach nothing; `None` as soon as some of it is their own, or that of two persons.
    pub in_place_of: Option<StaffId>,
}

impl Reach {
    fn own(scope: Scope) -> Self {
        Self {
            scope,
            role: Role::STAFF,
            in_place_of: None,
        }
    }
}

/// How far an action reaches for a person who holds these grants today.
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
) -> Reach {
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
    let mut scope = reach_of(widest, walls, staff, grants, today).scope;
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
) -> Reach {
    let mut scope = Scope::default();
    match widest(&Role::STAFF) {
        Some(Relation::City) => return Reach::own(Scope::CITY),
        Some(_) => scope.own = Some(staff.clone()),
        None => {}
    }
    let is_open = |it: &&Grant| it.is_held_on(today) && !walls::closes(walls, it, grants, today);
    let (mut in_city, mut in_units) = (Vec::new(), Vec::new());
    for grant in grants.iter().filter(is_open) {
        match (widest(&grant.role), &grant.unit) {
            (Some(Relation::City), None) => in_city.push(grant),
            (Some(Relation::City | Relation::Unit), Some(unit)) => {
                if !scope.units.contains(unit) {
                    scope.units.push(unit.clone());
                }
                in_units.push(grant);
            }
            (Some(Relation::Own), _) => scope.own = Some(staff.clone()),
            (Some(Relation::Unit), None) | (None, _) => {}
        }
    }
    if let Some(first) = in_city.first() {
        return Reach {
            scope: Scope::CITY,
            role: first.role.clone(),
            in_place_of: only_principal(&in_city),
        };
    }
    match in_units.last() {
        Some(last) => Reach {
            scope,
            role: last.role.clone(),
            in_place_of: only_principal(&in_units),
        },
        None => Reach::own(scope),
    }
}

/// The one person in whose place all of these are held.
fn only_principal(grants: &[&Grant]) -> Option<StaffId> {
    let first = grants.first()?.deputy_for.as_ref()?;
    let is_theirs = |it: &&Grant| it.deputy_for.as_ref() == Some(first);
    grants.iter().all(is_theirs).then(|| first.clone())
}

#[cfg(test)]
mod tests {
    use base::{UnitCode, date};

    use super::*;
    use crate::rules::made_up::{WALLS, grant};

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
        .scope
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
    fn a_deputy_acts_in_the_place_of_one_person_unless_some_of_it_is_their_own() {
        let in_place_of = |grants: &[Grant]| {
            let staff = StaffId("hanako".into());
            reach(
                &policies(),
                &[],
                Action("show"),
                &staff,
                grants,
                date(2026, 5, 1),
            )
            .in_place_of
            .map(|it| it.0)
        };
        let deputy = |role, unit, of: &str| Grant {
            deputy_for: Some(StaffId(of.into())),
            ..grant(role, unit)
        };
        let of_chief = deputy("head", Some("a"), "chief");

        assert_eq!(in_place_of(&[]), None);
        let chief = Some("chief".to_owned());
        assert_eq!(in_place_of(std::slice::from_ref(&of_chief)), chief);
        assert_eq!(
            in_place_of(&[of_chief.clone(), deputy("head", Some("b"), "second")]),
            None
        );
        assert_eq!(
            in_place_of(&[of_chief.clone(), grant("head", Some("b"))]),
            None
        );
        assert_eq!(in_place_of(&[of_chief, grant("hr", None)]), None);
        assert_eq!(in_place_of(&[deputy("hr", None, "chief")]), chief);
    }

    #[test]
    fn a_head_without_a_unit_reaches_only_their_own() {
        let scope = reach_of(&[grant("head", None)], date(2026, 5, 1));
        assert!(scope.units.is_empty() && !scope.is_city());
    }

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
            .scope
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
}
