use db::{Db, DbError, Record, Result, Row, Tx, params};

use crate::{Entry, EntryId, Hash, Head};

/// What a recount of the ledger found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Entries whose seal is right, up to the first break.
    pub sealed: u64,
    /// Entries that wait for their seal, which nothing protects yet.
    pub waiting: u64,
    /// The end of the chain, or of its whole part.
    pub head: Option<Head>,
    pub broken: Option<Broken>,
}

impl Verdict {
    pub fn is_whole(&self) -> bool {
        self.broken.is_none()
    }
}

/// The first place where the ledger is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    pub breach: Breach,
    /// The place in the chain, from 1; `None` for an entry outside the chain.
    pub seq: Option<i64>,
    /// The entry; `None` when it is gone with its seal.
    pub entry: Option<EntryId>,
}

/// What happened to it, as far as the chain can tell: it always knows where, and what when nothing else was touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breach {
    /// The entry or its seal is not what it was. Also the entry behind one that vanished, if the numbers were moved up.
    Altered,
    /// The entry or its seal is gone.
    Removed,
    /// The entry was put in without a seal, or with one in the middle of the chain.
    Inserted,
    /// Another entry stands in its place.
    Reordered,
}

/// Recounts the whole chain as of one moment, in flat memory.
pub async fn verify(db: &Db) -> Result<Verdict> {
    db.read(async |tx| {
        let mut recount = Recount::default();
        tx.each(LINKS, params![], |row| recount.take(row)).await?;
        let head = (0 < recount.sealed).then_some(recount.head);
        let waiting: i64 = tx
            .value(
                "select count(*) from ledger_waiting w join ledger_entries e on e.id = w.entry_id",
                params![],
            )
            .await?;
        let broken = match recount.broken {
            Some(found) => Some(explain(tx, found).await?),
            None => outside(tx).await?,
        };
        Ok(Verdict {
            sealed: recount.sealed,
            waiting: waiting.unsigned_abs(),
            head,
            broken,
        })
    })
    .await
}

/// Whether the chain still contains what was its end once. Says nothing about the rest: see [`verify`].
pub async fn holds(tx: &mut Tx, head: &Head) -> Result<bool> {
    let found: Option<Link> = tx
        .optional(
            "select seq, entry_id, hash from ledger_seals where seq = $1",
            params![head.seq],
        )
        .await?;
    Ok(found.is_some_and(|it| Hash::parse(&it.hash) == Some(head.hash)))
}

const LINKS: &str = "
    select s.seq, s.entry_id, s.hash, e.id, e.at, e.actor, e.role, e.action, e.is_look, e.subject_kind, e.subject_id,
        e.purpose, e.detail
    from ledger_seals s left join ledger_entries e on e.id = s.entry_id order by s.seq";

struct Link {
    seq: i64,
    entry_id: EntryId,
    hash: String,
}
impl Record for Link {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            seq: row.get("seq")?,
            entry_id: row.get("entry_id")?,
            hash: row.get("hash")?,
        })
    }
}

struct Recount {
    sealed: u64,
    head: Head,
    broken: Option<Found>,
}
impl Default for Recount {
    fn default() -> Self {
        Self {
            sealed: 0,
            head: Head::NONE,
            broken: None,
        }
    }
}

/// The first link that is not right.
struct Found {
    link: Link,
    /// The entry that stands there, if it can be read.
    is_there: bool,
    before: Head,
    /// Whether the chain goes on behind it as if it were not there.
    is_surplus: bool,
    is_first: bool,
}

impl Recount {
    fn take(&mut self, row: &Row<'_>) -> Result<()> {
        if let Some(found) = &mut self.broken {
            // One look at the next link tells an inserted one from others.
            if found.is_first {
                found.is_first = false;
                let link = Link::read(row)?;
                found.is_surplus = entry(row)?
                    .is_some_and(|it| Hash::parse(&link.hash) == Some(found.before.hash.next(&it)));
            }
            return Ok(());
        }
        let link = Link::read(row)?;
        let expected = self.head.seq + 1;
        let entry = entry(row)?;
        let next = entry.as_ref().map(|it| self.head.hash.next(it));
        match next {
            Some(hash) if Hash::parse(&link.hash) == Some(hash) && link.seq == expected => {
                self.head = Head {
                    seq: link.seq,
                    hash,
                };
                self.sealed += 1;
            }
            _ => {
                self.broken = Some(Found {
                    is_there: entry.is_some(),
                    link,
                    before: self.head,
                    is_surplus: false,
                    is_first: true,
                });
            }
        }
        Ok(())
    }
}

/// `None` when it is gone or nobody can read it any more.
fn entry(row: &Row<'_>) -> Result<Option<Entry>> {
    if row.get::<Option<EntryId>>("id")?.is_none() {
        return Ok(None);
    }
    match Entry::read(row) {
        Ok(it) => Ok(Some(it)),
        Err(DbError::Column { .. } | DbError::NoColumn(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn explain(tx: &mut Tx, found: Found) -> Result<Broken> {
    let expected = found.before.seq + 1;
    let here = |breach| Broken {
        breach,
        seq: Some(expected),
        entry: Some(found.link.entry_id.clone()),
    };
    if expected < found.link.seq {
        // The seal of that number is gone; the entry may still be there without one.
        let entry = outside(tx).await?.and_then(|it| it.entry);
        return Ok(Broken {
            breach: Breach::Removed,
            seq: Some(expected),
            entry,
        });
    }
    if found.is_surplus {
        return Ok(here(Breach::Inserted));
    }
    let Some(hash) = Hash::parse(&found.link.hash) else {
        return Ok(here(Breach::Altered));
    };
    let mut rightful = None;
    tx.each("select * from ledger_entries", params![], |row| {
        if rightful.is_none()
            && let Some(it) = entry(row)?
            && found.before.hash.next(&it) == hash
        {
            rightful = Some(it.id);
        }
        Ok(())
    })
    .await?;
    if rightful.is_some() {
        return Ok(here(Breach::Reordered));
    }
    let is_present: i64 = tx
        .value(
            "select count(*) from ledger_entries where id = $1",
            params![&found.link.entry_id],
        )
        .await?;
    Ok(here(match found.is_there || 0 < is_present {
        true => Breach::Altered,
        false => Breach::Removed,
    }))
}

/// The first entry that has no seal and does not wait for one, or that waits and is gone.
async fn outside(tx: &mut Tx) -> Result<Option<Broken>> {
    let at = |breach, entry| Broken {
        breach,
        seq: None,
        entry: Some(entry),
    };
    let loose: Vec<EntryId> = tx
        .values(
            "select e.id from ledger_entries e where not exists (select 1 from ledger_seals s where s.entry_id = e.id)
             and not exists (select 1 from ledger_waiting w where w.entry_id = e.id) order by e.id limit 1",
            params![],
        )
        .await?;
    if let Some(id) = loose.into_iter().next() {
        return Ok(Some(at(Breach::Inserted, id)));
    }
    let gone: Vec<EntryId> = tx
        .values(
            "select w.entry_id from ledger_waiting w
             where not exists (select 1 from ledger_entries e where e.id = w.entry_id) order by w.entry_id limit 1",
            params![],
        )
        .await?;
    Ok(gone.into_iter().next().map(|id| at(Breach::Removed, id)))
}
