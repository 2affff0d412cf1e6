//! Owners of the whole plan, for the plan office.
use base::{Date, FAR_FUTURE, UnitCode};
use db::{Record, Result, Row, Tx, params};

use crate::adopted::{MeasureId, Owner, OwnerId, PlanId};

/// An owner with its measure.
#[derive(Debug, Clone)]
pub(in crate::carry) struct OwnerRow {
    pub(in crate::carry) measure: MeasureId,
    pub(in crate::carry) measure_key: String,
    pub(in crate::carry) measure_name: String,
    pub(in crate::carry) owner: Owner,
}

impl Record for OwnerRow {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            measure: row.get("measure_id")?,
            measure_key: row.get("measure_key")?,
            measure_name: row.get("measure_name")?,
            owner: Owner::read(row)?,
        })
    }
}

const OWNER: &str =
    "select o.id, o.measure_id, o.mark, o.name, o.unit_code, o.starts_on, o.ends_on,
        m.key as measure_key, m.name as measure_name
    from plan_owners o join plan_measures m on m.id = o.measure_id";

/// The owners of a plan who own something on a day or later, in the order in which the plan first names them.
pub(in crate::carry) async fn owner_rows(
    tx: &mut Tx,
    plan: &PlanId,
    day: Date,
) -> Result<Vec<OwnerRow>> {
    tx.all(
        &format!("{OWNER} where m.plan_id = $1 and $2 < o.ends_on order by m.key, o.position, o.starts_on"),
        params![plan, day],
    )
    .await
}

pub(in crate::carry) async fn owner(tx: &mut Tx, id: &OwnerId) -> Result<OwnerRow> {
    tx.one(&format!("{OWNER} where o.id = $1"), params![id])
        .await
}

/// Says which unit is meant. `false` when somebody said something else in between.
pub(in crate::carry) async fn set_unit(
    tx: &mut Tx,
    id: &OwnerId,
    before: Option<&UnitCode>,
    unit: &UnitCode,
) -> Result<bool> {
    let changed = match before {
        Some(before) => {
            tx.execute(
                "update plan_owners set unit_code = $2 where id = $1 and unit_code = $3",
                params![id, unit, before],
            )
            .await?
        }
        None => {
            tx.execute(
                "update plan_owners set unit_code = $2 where id = $1 and unit_code is null",
                params![id, unit],
            )
            .await?
        }
    };
    Ok(changed == 1)
}

/// Ends an owner's time. `false` when somebody ended it in between.
pub(in crate::carry) async fn end_owner(tx: &mut Tx, owner: &Owner, ends_on: Date) -> Result<bool> {
    let ended = tx
        .execute(
            "update plan_owners set ends_on = $2 where id = $1 and ends_on = $3",
            params![&owner.id, ends_on, owner.ends_on],
        )
        .await?;
    Ok(ended == 1)
}

/// Begins the time of a unit as an owner of a measure: in the place of the one it follows, or behind all others.
pub(in crate::carry) async fn add_owner(
    tx: &mut Tx,
    measure: &MeasureId,
    name: &str,
    unit: &UnitCode,
    starts_on: Date,
    follows: Option<&OwnerId>,
) -> Result<()> {
    let position: i64 = match follows {
        Some(owner) => {
            tx.value(
                "select position from plan_owners where id = $1",
                params![owner],
            )
            .await?
        }
        None => {
            tx.value(
                "select coalesce(max(position), 0) + 1 from plan_owners where measure_id = $1",
                params![measure],
            )
            .await?
        }
    };
    tx.execute(
        "insert into plan_owners (id, measure_id, position, mark, name, unit_code, starts_on, ends_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![base::fresh_id(), measure, position, name, name, unit, starts_on, FAR_FUTURE],
    )
    .await?;
    Ok(())
}
