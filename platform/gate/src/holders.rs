//! Who holds a role for a unit: for whoever has to tell them, or asks whether there is another.
use base::{Date, StaffId, UnitCode};
use db::Tx;

use crate::{
    house::App,
    model::{Actor, Grant, Role},
    store, walls,
};

/// The grants by which people hold a role for a unit, or for a unit above it, on a day; those for the nearest unit come first.
///
/// Deputies are among them. Who has left, whose account is closed, or who stands behind a wall is not; nor is who holds the role
/// for the whole city, which is no unit.
pub async fn holders(
    tx: &mut Tx,
    app: &App,
    role: &Role,
    unit: &UnitCode,
    day: Date,
) -> db::Result<Vec<Grant>> {
    let mut grants = store::grants_for_unit(tx, role, unit, day).await?;
    if app.walls.iter().any(|it| it.protects == role.name()) {
        let held = store::grants_held_with(tx, role, day).await?;
        grants.retain(|grant| {
            let others = held.iter().filter(|it| it.staff == grant.staff);
            let others: Vec<Grant> = others.cloned().collect();
            !walls::closes(&app.walls, grant, &others, day)
        });
    }
    Ok(grants)
}

/// In whose place this person acts for a unit, in the role that let them in: `None` when they hold it for the unit, or for one above
/// it, themselves. Of several principals it is the one of the nearest unit.
pub async fn in_place_of(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    unit: &UnitCode,
) -> db::Result<Option<StaffId>> {
    let is_deputy = |it: &Grant| it.role == actor.role && it.deputy_for.is_some();
    if actor.in_place_of.is_some() || !actor.grants.iter().any(is_deputy) {
        return Ok(actor.in_place_of.clone());
    }
    let mut held = holders(tx, app, &actor.role, unit, app.today()).await?;
    held.retain(|it| it.staff == actor.staff);
    if held.iter().any(|it| it.deputy_for.is_none()) {
        return Ok(None);
    }
    Ok(held.into_iter().find_map(|it| it.deputy_for))
}

/// Who holds a role for the whole city on a day, by an account that is open. Asked before work that belongs to others as soon as
/// there are any.
pub async fn holders_in_city(tx: &mut Tx, role: &Role, day: Date) -> db::Result<Vec<StaffId>> {
    store::holders_in_city(tx, role, day).await
}
