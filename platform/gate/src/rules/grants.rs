//! Which grants are made, and who issues the code that lets somebody in.
use base::{Date, StaffId};

use crate::{
    model::{Grant, Role, Source},
    walls::{self, Wall},
};

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
    #[error("the account is over before the role begins")]
    AccountIsOver,
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

#[cfg(test)]
mod tests {
    use base::date;

    use super::*;
    use crate::rules::made_up::{WALLS, grant};

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
}
