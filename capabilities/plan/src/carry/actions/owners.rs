//! Owners in time: only the plan office changes them.
use base::{Date, FAR_FUTURE, FiscalYear, UnitCode};
use db::Tx;
use people::{Organisation, Unresolved};
use web::{Error, Result};

use super::{Change, Deed, Done, revise_measure};
use crate::{
    adopted::{MeasureId, Owner, OwnerId},
    carry::{
        model::Subject,
        rules::{self, Refusal},
        store::{self, OwnerRow},
    },
};

/// The unit that somebody wrote, by code or name, as the organisation stands on a day.
async fn resolved(tx: &mut Tx, written: &str, on: Date) -> Result<(UnitCode, String)> {
    let organisation = Organisation::load(tx, on).await?;
    match organisation.resolve(written) {
        Ok(code) => {
            let name = organisation.name_of(&code).to_owned();
            Ok((code, name))
        }
        Err(Unresolved::Unknown) => Err(Refusal::UnknownUnit(on).into()),
        Err(Unresolved::Ambiguous(codes)) => Err(Refusal::AmbiguousUnit(codes).into()),
    }
}

/// An owner as revisions keep it: 人事課（2026-10-01～）.
fn described(name: &str, starts_on: Date, ends_on: Date) -> String {
    if ends_on == FAR_FUTURE {
        format!("{name}（{starts_on}～）")
    } else {
        let last = ends_on.yesterday().unwrap_or(ends_on);
        format!("{name}（{starts_on}～{last}）")
    }
}

/// From a day on, another unit is the owner, or nobody in its place.
#[derive(Debug, Clone)]
pub(in crate::carry) struct HandOver {
    pub(in crate::carry) owners: Vec<OwnerId>,
    /// As somebody wrote it; empty when nobody follows.
    pub(in crate::carry) unit: String,
    /// The first day of the new owner.
    pub(in crate::carry) from: Date,
    pub(in crate::carry) reason: String,
}

/// Ends the time of owners and begins another unit's in their place; returns how many measures changed hands.
///
/// Where the other unit owns the measure already, as after a merger of two owners, only the old one's time ends.
pub(in crate::carry) async fn hand_over(
    tx: &mut Tx,
    deed: Deed<'_>,
    wish: &HandOver,
) -> Result<usize> {
    rules::check_reason(&wish.reason)?;
    let to = match wish.unit.trim() {
        "" => None,
        written => Some(resolved(tx, written, wish.from).await?),
    };
    for id in &wish.owners {
        let row = store::owner(tx, id).await?;
        let owners = crate::adopted::measure(tx, &row.measure).await?.owners;
        let unit = to.as_ref().map(|it| &it.0);
        if row.owner.ends_on == wish.from
            && owners
                .iter()
                .any(|it| it.starts_on == wish.from && it.unit.as_ref() == unit)
        {
            // The same wish was sent before.
            deed.keep(tx, &row.measure, Done::Already).await?;
            continue;
        }
        let is_merger = 1 < wish.owners.len()
            && owners
                .iter()
                .any(|it| it.id != *id && it.unit.as_ref() == unit && wish.from < it.ends_on);
        rules::check_hand_over(
            &owners,
            &row.owner,
            if is_merger { None } else { unit },
            wish.from,
        )?;
        let follower = to.as_ref().filter(|_| !is_merger);
        change_hands(tx, deed, &row, follower, wish).await?;
    }
    Ok(wish.owners.len())
}

async fn change_hands(
    tx: &mut Tx,
    deed: Deed<'_>,
    row: &OwnerRow,
    follower: Option<&(UnitCode, String)>,
    wish: &HandOver,
) -> Result<()> {
    let OwnerRow { measure, owner, .. } = row;
    if !store::end_owner(tx, owner, wish.from).await? {
        return Err(Error::Stale);
    }
    let ended = described(&owner.name, owner.starts_on, wish.from);
    let after = match follower {
        Some((unit, name)) => {
            store::add_owner(tx, measure, name, unit, wish.from, Some(&owner.id)).await?;
            format!("{ended}\n{}", described(name, wish.from, FAR_FUTURE))
        }
        None => ended,
    };
    let change = Change {
        year: FiscalYear::of(wish.from),
        subject: Subject::Owner,
        before: described(&owner.name, owner.starts_on, owner.ends_on),
        after,
        reason: &wish.reason,
    };
    revise_measure(tx, deed, measure, change).await?;
    deed.keep(tx, measure, Done::Now).await?;
    Ok(())
}

/// Makes a unit a further owner of a measure from a day on. Asked again, it is one already.
pub(in crate::carry) async fn add_owner(
    tx: &mut Tx,
    deed: Deed<'_>,
    measure: &MeasureId,
    unit: &str,
    from: Date,
    reason: &str,
) -> Result<Done> {
    let owners: Vec<Owner> = crate::adopted::measure(tx, measure).await?.owners;
    rules::check_reason(reason)?;
    if unit.trim().is_empty() {
        return Err(Refusal::Empty { field: "unit" }.into());
    }
    let (code, name) = resolved(tx, unit, from).await?;
    if owners
        .iter()
        .any(|it| it.unit.as_ref() == Some(&code) && it.starts_on == from)
    {
        return deed.keep(tx, measure, Done::Already).await;
    }
    rules::check_new_owner(&owners, &code, from)?;
    store::add_owner(tx, measure, &name, &code, from, None).await?;
    let change = Change {
        year: FiscalYear::of(from),
        subject: Subject::Owner,
        before: String::new(),
        after: described(&name, from, FAR_FUTURE),
        reason,
    };
    revise_measure(tx, deed, measure, change).await?;
    deed.keep(tx, measure, Done::Now).await
}

/// Says which unit a mark means. To say it for the first time needs no reason; to say something else is a revision.
pub(in crate::carry) async fn resolve_mark(
    tx: &mut Tx,
    deed: Deed<'_>,
    owners: &[OwnerId],
    unit: &str,
    reason: &str,
) -> Result<usize> {
    if unit.trim().is_empty() {
        return Err(Refusal::Empty { field: "unit" }.into());
    }
    let (code, name) = resolved(tx, unit, deed.today()).await?;
    let mut changed = 0;
    for id in owners {
        let OwnerRow { measure, owner, .. } = store::owner(tx, id).await?;
        if owner.unit.as_ref() == Some(&code) {
            continue;
        }
        if let Some(before) = &owner.unit {
            rules::check_reason(reason)?;
            let change = Change {
                year: FiscalYear::of(deed.today()),
                subject: Subject::Owner,
                before: format!("{}（{before}）", owner.name),
                after: format!("{}（{code} {name}）", owner.name),
                reason,
            };
            revise_measure(tx, deed, &measure, change).await?;
        }
        if !store::set_unit(tx, id, owner.unit.as_ref(), &code).await? {
            return Err(Error::Stale);
        }
        deed.keep(tx, &measure, Done::Now).await?;
        changed += 1;
    }
    if changed == 0 {
        // Nothing to change, but the wish is a deed that the ledger keeps.
        ledger::write(tx, &deed.actor.entry(deed.now).with("is_repeat", true)).await?;
    }
    Ok(changed)
}
