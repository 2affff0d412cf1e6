//! The embedded engine: one file, one writer, a few readers.
//!
//! Statements run where they are asked for, without a thread of their own: a look at fifty rows takes microseconds, and
//! handing it to another thread would cost more than the look. What may take longer (a commit with its fsync, an import, a
//! statement that was slow before) runs under [`aside`], so that other requests go on meanwhile.
//!
//! While somebody writes for long, all others still read, each as of the moment at which they began. Whoever wants to write
//! waits in line: up to a minute behind a writer in this program, up to [`BUSY`] behind one in another program. So a page that
//! enters its look into the ledger comes late during an import of ten seconds, and comes; nobody gets an error.
mod insert;
mod pool;
mod tx;

use std::{
    collections::HashSet,
    path::Path,
    sync::{Arc, RwLock},
    time::Duration,
};

use rusqlite::types::ValueRef;
use tokio::runtime::{Handle, RuntimeFlavor};

use crate::{Cell, DbError, Result};
use pool::{Kind, Shelf};
pub(crate) use tx::SqliteTx;

/// How long somebody waits for a writer in another program, such as an import at the command line, before it is a conflict.
const BUSY: Duration = Duration::from_secs(30);
/// As many as there are requests at work at once on a small machine; each holds up to 4 MB of pages.
const READERS: usize = 4;

#[derive(Clone)]
pub(crate) struct Sqlite {
    writer: Arc<Shelf>,
    readers: Arc<Shelf>,
    slow: Arc<SlowStatements>,
}

impl Sqlite {
    pub(crate) async fn open_file(path: &Path) -> Result<Self> {
        let writer = Shelf::new(Kind::Writer(path.to_owned()), 1);
        let readers = Shelf::new(Kind::Reader(path.to_owned()), READERS);
        let it = Self {
            writer,
            readers,
            slow: Arc::default(),
        };
        keep_from_others(path);
        // Switches it to WAL, or says at once why it cannot.
        aside(|| it.writer.warm_up())?;
        Ok(it)
    }

    /// One connection, for readers and the writer in turn: a second one would see another, empty database.
    pub(crate) fn open_memory() -> Result<Self> {
        let only = Shelf::new(Kind::Memory, 1);
        only.warm_up()?;
        Ok(Self {
            writer: only.clone(),
            readers: only,
            slow: Arc::default(),
        })
    }

    pub(crate) async fn begin_write(&self) -> Result<SqliteTx> {
        let lease = self.writer.lease().await?;
        SqliteTx::begin_write(lease, self.slow.clone()).await
    }

    pub(crate) async fn begin_read(&self) -> Result<SqliteTx> {
        let lease = self.readers.lease().await?;
        SqliteTx::begin_read(lease, self.slow.clone())
    }

    /// Writes a whole, compact copy of the database as of one moment. Writers are not held up.
    pub(crate) async fn copy_to(&self, target: &Path) -> Result<()> {
        let lease = self.readers.lease().await?;
        let target = target.to_owned();
        aside(|| {
            let text = target
                .to_str()
                .ok_or_else(|| DbError::failure("the copy's file name is not valid Unicode"))?;
            if target.exists() {
                return Err(DbError::failure("the file for the copy exists already"));
            }
            // Readers of a file are opened read-only; the second guard would take the copy for a change.
            let connection = lease.get();
            connection.execute_batch("pragma query_only = off")?;
            let copied = connection.execute("vacuum into $1", [text]);
            if !lease.is_memory() {
                connection.execute_batch("pragma query_only = on")?;
            }
            copied?;
            std::fs::File::open(&target)
                .and_then(|it| it.sync_all())
                .map_err(DbError::failure)
        })
    }

    pub(crate) async fn optimize(&self) -> Result<()> {
        let lease = self.writer.lease().await?;
        aside(|| {
            Ok(lease
                .get()
                .execute_batch("pragma analysis_limit = 1000; analyze")?)
        })
    }
}

/// Makes the file if it is not there, for its owner alone: it holds people's records. SQLite gives the files beside it the same
/// rights.
fn keep_from_others(path: &Path) {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    // Where no file can be made, opening it says why.
    let _ = options.open(path);
}

/// Runs something long on this thread while the runtime moves its other work to another one.
fn aside<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|it| it.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}

/// Statements that took long when they last ran; others need not wait behind them.
#[derive(Default)]
struct SlowStatements(RwLock<HashSet<Box<str>>>);

impl SlowStatements {
    const SLOW: Duration = Duration::from_millis(2);
    /// Statements with lists of many lengths must not fill the memory.
    const MOST: usize = 1000;

    fn run<T>(&self, sql: &str, work: impl FnOnce() -> T) -> T {
        let was_slow = self
            .0
            .read()
            .is_ok_and(|it| !it.is_empty() && it.contains(sql));
        let started = std::time::Instant::now();
        let outcome = if was_slow { aside(work) } else { work() };
        let is_slow = started.elapsed() > Self::SLOW;
        // The first look at a cold file is slow, the second is not: stepping aside for ever would cost more than the look.
        if is_slow != was_slow
            && let Ok(mut it) = self.0.write()
        {
            if !is_slow {
                it.remove(sql);
            } else if it.len() < Self::MOST {
                it.insert(sql.into());
            }
        }
        outcome
    }
}

pub(crate) fn names_of(row: &rusqlite::Row<'_>) -> Vec<Box<str>> {
    let names = row.as_ref().column_names();
    names.into_iter().map(Into::into).collect()
}

pub(crate) fn cell_at<'r>(row: &'r rusqlite::Row<'_>, index: usize) -> Result<Cell<'r>> {
    Ok(match row.get_ref(index)? {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(it) => Cell::Int(it),
        ValueRef::Real(it) => Cell::Real(it),
        ValueRef::Blob(it) => Cell::Bytes(it),
        ValueRef::Text(it) => match std::str::from_utf8(it) {
            Ok(it) => Cell::Text(it),
            Err(_) => return Err(DbError::failure("a text in the file is not valid UTF-8")),
        },
    })
}
