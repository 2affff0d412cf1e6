use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use sha2::{Digest, Sha256};

use crate::{Db, DbError, Fault, Record, Result, Row, Tx, params, postgres::sort_text_by_bytes};

/// One step of the schema, forward only: once it has run anywhere, its text never changes again.
///
/// `name` is unique in the whole program, such as `people/0001_staff`. `sql` is one text for both engines; its columns of type
/// `text` sort by their bytes on both, for on PostgreSQL they get the collation `"C"`.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    pub name: &'static str,
    pub sql: &'static str,
}

impl Migration {
    /// SHA-256 of the text in hex; a checkout with other line ends gives the same.
    pub(crate) fn checksum(&self) -> String {
        hex(&Sha256::digest(self.sql.replace('\r', "")))
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|it| format!("{it:02x}")).collect()
}

/// The table in which the steps are recorded; no dump holds it as a table.
pub(crate) const RECORDS: &str = "schema_migrations";

/// A step that has run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Applied {
    pub(crate) name: String,
    pub(crate) checksum: String,
}
impl Record for Applied {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            name: row.get("name")?,
            checksum: row.get("checksum")?,
        })
    }
}

impl Db {
    /// Brings the tables up to date: each missing step in its own transaction, in the order of the list.
    ///
    /// Two programs may start at once: one does the work, the other waits and finds it done. Refused when the database
    /// has a step that the list has not, or one whose text was changed.
    pub async fn migrate(&self, all: &[Migration]) -> Result<()> {
        for step in self.pending(all).await? {
            self.step(all, step).await?;
        }
        Ok(())
    }

    /// The steps that `migrate` would run, with the same refusals.
    pub async fn pending<'a>(&self, all: &'a [Migration]) -> Result<Vec<&'a Migration>> {
        let mut tx = self.begin_read().await?;
        let done = applied(&mut tx).await;
        tx.undo().await;
        compare(all, &done?)
    }

    async fn step(&self, all: &[Migration], step: &Migration) -> Result<()> {
        const PATIENCE: Duration = Duration::from_secs(60);
        let started = Instant::now();
        loop {
            match self.try_step(all, step).await {
                Err(DbError::Conflict) if started.elapsed() < PATIENCE => {}
                outcome => return outcome,
            }
        }
    }

    async fn try_step(&self, all: &[Migration], step: &Migration) -> Result<()> {
        let mut tx = self.begin_alone(RECORDS).await?;
        let done = applied(&mut tx).await?;
        let is_missing = compare(all, &done)?.iter().any(|it| it.name == step.name);
        if is_missing {
            apply(&mut tx, step, done.len()).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

/// Runs one step and records it. `position` is how many ran before.
pub(crate) async fn apply(tx: &mut Tx, step: &Migration, position: usize) -> Result<()> {
    let table = format!(
        "create table if not exists {RECORDS} (
            name text not null primary key, checksum text not null, position bigint not null)"
    );
    make(tx, &table).await?;
    make(tx, step.sql).await.map_err(|error| match error {
        DbError::Failure(fault) | DbError::Constraint(fault) | DbError::Duplicate(fault) => {
            DbError::Migration {
                name: step.name.to_owned(),
                fault,
            }
        }
        other => other,
    })?;
    let record = format!("insert into {RECORDS} (name, checksum, position) values ($1, $2, $3)");
    let position = i64::try_from(position).unwrap_or(i64::MAX);
    tx.execute(&record, params![step.name, step.checksum(), position])
        .await?;
    Ok(())
}

/// Runs a text that is written for both engines.
async fn make(tx: &mut Tx, sql: &str) -> Result<()> {
    match tx.is_postgres() {
        true => tx.script(&sort_text_by_bytes(sql)).await,
        false => tx.script(sql).await,
    }
}

/// The steps that have run, in their order.
pub(crate) async fn applied(tx: &mut Tx) -> Result<Vec<Applied>> {
    let look = match tx.is_postgres() {
        true => {
            "select count(*) from pg_tables where schemaname = current_schema() and tablename = $1"
        }
        false => "select count(*) from sqlite_master where type = 'table' and name = $1",
    };
    if tx.value::<i64>(look, params![RECORDS]).await? == 0 {
        return Ok(Vec::new());
    }
    tx.all(
        &format!("select name, checksum from {RECORDS} order by position, name"),
        params![],
    )
    .await
}

/// What is missing, once everything that has run is known and unchanged.
fn compare<'a>(all: &'a [Migration], done: &[Applied]) -> Result<Vec<&'a Migration>> {
    let mut missing: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, it) in all.iter().enumerate() {
        if missing.insert(it.name, index).is_some() {
            return Err(DbError::Migration {
                name: it.name.to_owned(),
                fault: Fault::new("none", "the list has this name twice"),
            });
        }
    }
    for it in done {
        let index = missing.remove(it.name.as_str());
        let index = index.ok_or_else(|| DbError::NewerSchema {
            name: it.name.clone(),
        })?;
        if all[index].checksum() != it.checksum {
            return Err(DbError::ChangedMigration {
                name: it.name.clone(),
            });
        }
    }
    let mut rest: Vec<usize> = missing.into_values().collect();
    rest.sort_unstable();
    Ok(rest.into_iter().map(|it| &all[it]).collect())
}
