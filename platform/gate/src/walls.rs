//! Walls: whoever can appoint people never sees what is kept from appointing, whatever other role they hold.
//!
//! A capability that keeps such records declares a wall around its role: `Wall { protects: "stress_check", from: APPOINTING }`.
//! It is asked three times: when a role is granted, when posts change, and whenever somebody asks for a record.
use std::collections::BTreeSet;

use base::{Date, StaffId};
use db::Tx;

use crate::{
    house::Capability,
    model::{Grant, Role, Source},
    store,
};

/// The roles that decide on posts, ranks and pay.
pub const APPOINTING: &[&str] = &["head", "hr"];

/// Keeps one role from everybody who holds one of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wall {
    /// The role that sees what is kept apart. It gives way: who is on both sides loses this one.
    pub protects: &'static str,
    pub from: &'static [&'static str],
}

impl Wall {
    fn protects(&self, role: &Role) -> bool {
        role.name() == self.protects
    }

    fn keeps_out(&self, role: &Role) -> bool {
        self.from.contains(&role.name())
    }

    /// Whether the two roles stand on different sides.
    pub fn parts(&self, one: &Role, other: &Role) -> bool {
        (self.protects(one) && self.keeps_out(other))
            || (self.protects(other) && self.keeps_out(one))
    }
}

/// The held grant, and the wall, that stand in the way of a new one on any common day.
pub fn in_the_way<'a>(
    walls: &'a [Wall],
    new: &Grant,
    held: &'a [Grant],
) -> Option<(&'a Wall, &'a Grant)> {
    let overlaps = |it: &Grant| it.starts_on < new.ends_on && new.starts_on < it.ends_on;
    held.iter().filter(|it| overlaps(it)).find_map(|it| {
        walls
            .iter()
            .find(|wall| wall.parts(&it.role, &new.role))
            .map(|wall| (wall, it))
    })
}

/// Whether a grant reaches nothing on this day, because its holder also stands on the other side of a wall.
pub fn closes(walls: &[Wall], grant: &Grant, held: &[Grant], day: Date) -> bool {
    walls
        .iter()
        .filter(|it| it.protects(&grant.role))
        .any(|wall| {
            held.iter()
                .any(|it| it.is_held_on(day) && wall.keeps_out(&it.role))
        })
}

/// Somebody who would stand on both sides of a wall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WallBroken {
    pub staff: StaffId,
    /// The role that gives way.
    pub protected: Role,
    /// The role that keeps it out: mostly a post.
    pub kept_out: Role,
    /// The first day on which both would be held.
    pub starts_on: Date,
}

/// All walls that these capabilities declare.
pub fn walls_of(capabilities: &[&Capability]) -> Vec<Wall> {
    let all = capabilities.iter().flat_map(|it| it.walls.iter().copied());
    all.collect()
}

/// Who stands on both sides of a wall on `from` or later, once the grants that follow from posts are `posts`: to be asked
/// by whoever changes posts, before it is done or after.
///
/// Until somebody ends one of the two roles, the protected one reaches nothing: no record leaks while they decide.
pub async fn walls_broken(
    tx: &mut Tx,
    walls: &[Wall],
    posts: &[Grant],
    from: Date,
) -> db::Result<Vec<WallBroken>> {
    if walls.is_empty() {
        return Ok(Vec::new());
    }
    let protected: Vec<_> = walls.iter().map(|it| it.protects.to_owned()).collect();
    let mut grants = store::grants_of_holders(tx, &protected, from).await?;
    grants.retain(|it| it.source != Source::Post);
    let holders: BTreeSet<_> = grants.iter().map(|it| it.staff.clone()).collect();
    let to_come = |it: &&Grant| from < it.ends_on && holders.contains(&it.staff);
    grants.extend(posts.iter().filter(to_come).cloned());
    grants.sort_by(|one, other| (&one.staff, one.starts_on).cmp(&(&other.staff, other.starts_on)));
    Ok(broken(walls, &grants, from))
}

/// The pure half of [`walls_broken`]; `grants` are ordered by person.
fn broken(walls: &[Wall], grants: &[Grant], from: Date) -> Vec<WallBroken> {
    let mut broken = Vec::new();
    for held in grants.chunk_by(|one, other| one.staff == other.staff) {
        for grant in held
            .iter()
            .filter(|it| walls.iter().any(|wall| wall.protects(&it.role)))
        {
            if let Some((_, other)) = in_the_way(walls, grant, held) {
                broken.push(WallBroken {
                    staff: grant.staff.clone(),
                    protected: grant.role.clone(),
                    kept_out: other.role.clone(),
                    starts_on: grant.starts_on.max(other.starts_on).max(from),
                });
            }
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use base::date;

    use super::*;
    use crate::model::{GrantId, Source};

    const WALLS: &[Wall] = &[Wall {
        protects: "stress_check",
        from: APPOINTING,
    }];

    fn grant(role: &str, from: Date, until: Date) -> Grant {
        Grant {
            id: GrantId::fresh(),
            staff: StaffId("hanako".into()),
            role: Role::new(role),
            unit: None,
            starts_on: from,
            ends_on: until,
            source: Source::Given,
            deputy_for: None,
        }
    }

    const SPRING: Date = date(2026, 4, 1);
    const NEXT: Date = date(2027, 4, 1);
    const AFTER: Date = date(2028, 4, 1);

    #[test]
    fn a_wall_stands_in_the_way_from_both_sides_on_any_common_day() {
        let (head, nurse) = (
            grant("head", SPRING, NEXT),
            grant("stress_check", date(2027, 3, 31), AFTER),
        );
        assert!(in_the_way(WALLS, &nurse, std::slice::from_ref(&head)).is_some());
        assert!(in_the_way(WALLS, &head, std::slice::from_ref(&nurse)).is_some());
        let nurse = grant("stress_check", NEXT, AFTER);
        assert!(in_the_way(WALLS, &nurse, &[head]).is_none());
    }

    #[test]
    fn two_roles_on_the_same_side_go_together() {
        let new = grant("hr", SPRING, NEXT);
        assert!(in_the_way(WALLS, &new, &[grant("head", SPRING, NEXT)]).is_none());
    }

    #[test]
    fn the_protected_role_gives_way_only_on_the_days_of_the_other() {
        let nurse = grant("stress_check", SPRING, AFTER);
        let held = [nurse.clone(), grant("head", NEXT, AFTER)];
        assert!(!closes(WALLS, &nurse, &held, date(2027, 3, 31)));
        assert!(closes(WALLS, &nurse, &held, NEXT));
        assert!(!closes(WALLS, &held[1], &held, NEXT));
    }

    #[test]
    fn a_transfer_that_breaks_a_wall_is_named_with_its_first_day() {
        let held = [
            grant("stress_check", SPRING, AFTER),
            grant("head", NEXT, AFTER),
        ];
        let found = broken(WALLS, &held, SPRING);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].starts_on, NEXT);
        assert_eq!(found[0].kept_out, Role::HEAD);
        assert_eq!(broken(&[], &held, SPRING), []);
    }
}
