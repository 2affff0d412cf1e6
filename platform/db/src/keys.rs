//! Keys that stand aside while a table is filled, for building them once is far quicker than keeping them row by row.

use crate::{Record, Result, Row, Tx, params};

/// The statements that put back what [`Tx::set_keys_aside`] took away.
#[must_use = "the tables stay without their keys"]
pub struct KeysAside(Vec<String>);

/// A key or an index, as two statements.
struct Kept {
    take_away: String,
    put_back: String,
}

impl Record for Kept {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            take_away: row.at(0)?,
            put_back: row.at(1)?,
        })
    }
}

/// Foreign keys first, which lean on the others. What two tables share is gone when the second one is asked.
const CONSTRAINTS: &str = "
    select format('alter table %s drop constraint %I', conrelid::regclass, conname),
           format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    from pg_constraint
    where contype = 'f' and $1::text::regclass in (conrelid, confrelid)
       or contype in ('p', 'u') and conrelid = $1::text::regclass
    order by contype";
const INDEXES: &str = "
    select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    from pg_index where indrelid = $1::text::regclass";
/// SQLite cannot part a table from its keys.
const SQLITE_INDEXES: &str = "
    select 'drop index ' || name, sql from sqlite_schema
    where type = 'index' and tbl_name = $1 and sql is not null";

impl Tx {
    /// Takes away the indexes of some tables, and on PostgreSQL their keys and the foreign keys from and to them.
    ///
    /// Until [`put_keys_back`](Self::put_keys_back) a duplicate is not noticed, `on conflict` fails, and a row is found by
    /// reading them all. On PostgreSQL everybody else waits at these tables until the transaction ends: for a first load only.
    pub async fn set_keys_aside(&mut self, tables: &[&str]) -> Result<KeysAside> {
        let kinds: &[&str] = match self.is_postgres() {
            true => &[CONSTRAINTS, INDEXES],
            false => &[SQLITE_INDEXES],
        };
        let mut back = Vec::new();
        for table in tables {
            for kind in kinds {
                let found: Vec<Kept> = self.all(kind, params![*table]).await?;
                for it in found {
                    self.execute(&it.take_away, params![]).await?;
                    back.push(it.put_back);
                }
            }
        }
        Ok(KeysAside(back))
    }

    /// Builds the keys and indexes anew, as they were. Rows that break one of them are an error, as if they came now.
    pub async fn put_keys_back(&mut self, aside: KeysAside) -> Result<()> {
        if self.is_postgres() {
            // A million names are sorted in memory, not through files.
            self.execute("set local maintenance_work_mem = '256MB'", params![])
                .await?;
        }
        for it in aside.0.iter().rev() {
            self.execute(it, params![]).await?;
        }
        Ok(())
    }
}
