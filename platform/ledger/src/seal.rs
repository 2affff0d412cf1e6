use std::time::Duration;

use db::{Cell, Db, Result, Tx, params};
use tokio::task::JoinHandle;

use crate::{Entry, Head, store};

/// Entries sealed in one transaction.
const BATCH: i64 = 1000;

/// Seals everything that waits, and returns how many entries that were. Safe to call from anywhere at any time: sealers, also
/// of other programs, take turns.
pub async fn seal_now(db: &Db) -> Result<u64> {
    let mut total = 0;
    loop {
        let sealed = db
            .write_alone("ledger_seals", async |tx| seal_batch(tx).await)
            .await?;
        total += sealed;
        if sealed < BATCH as u64 {
            return Ok(total);
        }
    }
}

/// In the order of their ids as far as they are there: one whose transaction took longer comes into a later batch.
async fn seal_batch(tx: &mut Tx) -> Result<u64> {
    let waiting: Vec<Entry> = tx
        .all(
            "select e.id, e.at, e.actor, e.role, e.action, e.is_look, e.subject_kind, e.subject_id, e.purpose, e.detail
             from ledger_waiting w join ledger_entries e on e.id = w.entry_id order by w.entry_id limit $1",
            params![BATCH],
        )
        .await?;
    if waiting.is_empty() {
        return Ok(0);
    }
    let before = store::head(tx).await?.unwrap_or(Head::NONE);
    let mut head = before;
    let mut seals = Vec::with_capacity(waiting.len());
    for entry in &waiting {
        head = Head {
            seq: head.seq + 1,
            hash: head.hash.next(entry),
        };
        seals.push((head.seq, entry.id.as_str(), head.hash.to_string()));
    }
    let rows: Vec<[Cell<'_>; 3]> = seals
        .iter()
        .map(|(seq, id, hash)| [(*seq).into(), (*id).into(), hash.as_str().into()])
        .collect();
    tx.insert_many("ledger_seals", &["seq", "entry_id", "hash"], rows)
        .await?;
    tx.execute(
        "delete from ledger_waiting where entry_id in (select entry_id from ledger_seals where seq > $1)",
        params![before.seq],
    )
    .await?;
    Ok(waiting.len() as u64)
}

/// Seals in the background until it is dropped.
pub struct Sealer(JoinHandle<()>);

impl Sealer {
    /// `every` is how long an entry may wait; a few seconds are usual.
    pub fn start(db: Db, every: Duration) -> Self {
        Self(tokio::spawn(async move {
            loop {
                tokio::time::sleep(every).await;
                if let Err(error) = seal_now(&db).await {
                    tracing::error!(%error, "the ledger was not sealed; it is tried again");
                }
            }
        }))
    }
}

impl Drop for Sealer {
    fn drop(&mut self) {
        self.0.abort();
    }
}
