//! Where the ledger is kept. The only file that names its tables.
use base::Instant;
use db::{Result, Tx, Value, params};

use crate::Entry;

const COLUMNS: [&str; 9] =
    ["id", "at", "actor", "role", "action", "subject_kind", "subject_id", "purpose", "detail"];

/// Adds an entry inside the caller's transaction: without the entry there is no change.
pub async fn write(tx: &mut Tx, entry: &Entry) -> Result<()> {
    tx.execute(
        "insert into ledger_entries (id, at, actor, role, action, subject_kind, subject_id, purpose, detail)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        values(entry),
    )
    .await?;
    Ok(())
}

/// Adds many entries in few statements.
pub(crate) async fn write_all(tx: &mut Tx, entries: &[Entry]) -> Result<()> {
    tx.insert_many("ledger_entries", &COLUMNS, entries.iter().map(values)).await?;
    Ok(())
}

fn values(entry: &Entry) -> Vec<Value> {
    let (kind, id) = entry.subject.clone().unzip();
    params![
        &entry.id,
        entry.at,
        &entry.actor,
        &entry.role,
        &entry.action,
        kind,
        id,
        &entry.purpose,
        &entry.detail
    ]
}

/// Who looked at or changed a subject, newest first, before a moment.
pub async fn looks_at(tx: &mut Tx, kind: &str, id: &str, before: Instant, most: i64) -> Result<Vec<Entry>> {
    tx.all(
        "select id, at, actor, role, action, subject_kind, subject_id, purpose, detail from ledger_entries
         where subject_kind = $1 and subject_id = $2 and at < $3 order by at desc, id desc limit $4",
        params![kind, id, before, most],
    )
    .await
}

/// Everything, newest first, before a moment.
pub async fn latest(tx: &mut Tx, before: Instant, most: i64) -> Result<Vec<Entry>> {
    tx.all(
        "select id, at, actor, role, action, subject_kind, subject_id, purpose, detail from ledger_entries
         where at < $1 order by at desc, id desc limit $2",
        params![before, most],
    )
    .await
}
