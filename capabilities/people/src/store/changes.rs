//! The word for the state of people and organisation, and whom the latest changes touched.
use base::StaffId;
use db::{Cell, Result, Tx, params};

use crate::changed::Changed;

/// A word that changes with every change of people or organisation, in no two databases the same.
pub async fn version(tx: &mut Tx) -> Result<String> {
    tx.value("select version from people_version where id = 1", params![])
        .await
}

pub(crate) async fn raise_version(tx: &mut Tx, changed: &Changed) -> Result<()> {
    let version = base::fresh_id();
    tx.execute(
        "update people_version set version = $1 where id = 1",
        params![&version],
    )
    .await?;
    let last: i64 = tx
        .value(
            "select coalesce(max(sequence), 0) from people_changes",
            params![],
        )
        .await?;
    let sequence = last + 1;
    tx.execute(
        "insert into people_changes (sequence, version, is_everybody) values ($1, $2, $3)",
        params![sequence, &version, *changed == Changed::Everybody],
    )
    .await?;
    if let Changed::People(people) = changed {
        let rows = people
            .iter()
            .map(|it| [Cell::Int(sequence), Cell::Text(it.as_str())]);
        tx.insert_many("people_changed_staff", &["sequence", "staff_id"], rows)
            .await?;
    }
    for sql in [
        "delete from people_changed_staff where sequence <= $1",
        "delete from people_changes where sequence <= $1",
    ] {
        tx.execute(sql, params![sequence - Changed::REMEMBERED])
            .await?;
    }
    Ok(())
}

/// The place in the sequence of the change that gave this word; `None` when it is not remembered.
pub(crate) async fn sequence_of(tx: &mut Tx, version: &str) -> Result<Option<i64>> {
    let found: Vec<i64> = tx
        .values(
            "select sequence from people_changes where version = $1",
            params![version],
        )
        .await?;
    Ok(found.into_iter().next())
}

/// Whether a change after this one touched everybody.
pub(crate) async fn is_everybody_changed(tx: &mut Tx, since: i64) -> Result<bool> {
    let count: i64 = tx
        .value(
            "select count(*) from people_changes where sequence > $1 and is_everybody",
            params![since],
        )
        .await?;
    Ok(count > 0)
}

/// Whom the changes after this one name, each once, by id.
pub(crate) async fn people_changed(tx: &mut Tx, since: i64) -> Result<Vec<StaffId>> {
    tx.values(
        "select distinct staff_id from people_changed_staff where sequence > $1 order by staff_id",
        params![since],
    )
    .await
}
