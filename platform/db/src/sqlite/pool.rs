use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::BUSY;
use crate::{DbError, Fault, Result};

/// How a connection is opened.
pub(super) enum Kind {
    Memory,
    Writer(PathBuf),
    Reader(PathBuf),
}

/// Idle connections of one kind. Opened when first needed; whoever comes when all are out waits in line.
pub(super) struct Shelf {
    kind: Kind,
    idle: Mutex<Vec<Connection>>,
    places: Arc<Semaphore>,
}

impl Shelf {
    pub(super) fn new(kind: Kind, places: usize) -> Arc<Self> {
        Arc::new(Self {
            kind,
            idle: Mutex::default(),
            places: Arc::new(Semaphore::new(places)),
        })
    }

    pub(super) fn warm_up(&self) -> Result<()> {
        let connection = self.kind.open()?;
        self.put(connection);
        Ok(())
    }

    pub(super) async fn lease(self: &Arc<Self>) -> Result<Lease> {
        let place = match self.places.clone().try_acquire_owned() {
            Ok(place) => place,
            Err(_) => self.wait().await?,
        };
        let connection = match self.take() {
            Some(idle) => idle,
            None => self.kind.open()?,
        };
        Ok(Lease {
            connection: Some(connection),
            shelf: self.clone(),
            _place: place,
        })
    }

    /// In line. Whoever opens a transaction inside another one's body waits for itself, and is told so in the end.
    async fn wait(&self) -> Result<OwnedSemaphorePermit> {
        const PATIENCE: Duration = Duration::from_secs(60);
        match tokio::time::timeout(PATIENCE, self.places.clone().acquire_owned()).await {
            Ok(Ok(place)) => Ok(place),
            Ok(Err(_)) => Err(DbError::failure("the database is closed")),
            Err(_) => Err(DbError::Unreachable(Fault::new(
                "none",
                "no connection came free in a minute",
            ))),
        }
    }

    fn take(&self) -> Option<Connection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.pop()
    }

    fn put(&self, connection: Connection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push(connection);
    }
}

/// A connection in use. Dropped, it undoes what was not committed and goes back.
pub(super) struct Lease {
    connection: Option<Connection>,
    shelf: Arc<Shelf>,
    _place: OwnedSemaphorePermit,
}

impl Lease {
    pub(super) fn get(&self) -> &Connection {
        self.connection.as_ref().expect("it is taken in drop only")
    }

    pub(super) fn is_memory(&self) -> bool {
        matches!(self.shelf.kind, Kind::Memory)
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        let is_clean = connection.is_autocommit() || connection.execute_batch("rollback").is_ok();
        // One that cannot even roll back is closed, and the next user opens another; but memory lives in its only one.
        if is_clean || matches!(self.shelf.kind, Kind::Memory) {
            self.shelf.put(connection);
        }
    }
}

impl Kind {
    fn open(&self) -> Result<Connection> {
        let connection = match self {
            Self::Memory => Connection::open_in_memory()?,
            Self::Writer(path) => open_file(
                path,
                OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            )?,
            Self::Reader(path) => open_file(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?,
        };
        connection.set_prepared_statement_cache_capacity(256);
        // A plan does not change with the values bound; without this, many statements are planned anew at every run.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.execute_batch(match self {
            Self::Memory => {
                "pragma foreign_keys = on; pragma temp_store = memory; pragma trusted_schema = off;"
            }
            // FULL: a commit is answered after its fsync, so neither kill -9 nor a power cut loses it. NORMAL would lose
            // the last ones at a power cut; what many small commits cost is spared by putting them into one transaction.
            // Pages of 8 KB make a large import an eighth cheaper than those of 4 KB; a file keeps those it was made with.
            // What is sorted for an index of a million rows goes through a temporary file, not all into memory.
            Self::Writer(_) => {
                "pragma page_size = 8192; pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;
                 pragma temp_store = file; pragma trusted_schema = off; pragma cache_size = -8000;
                 pragma journal_size_limit = 67108864;"
            }
            // Each commit elsewhere empties a reader's own pages, so it looks straight into the file instead of copying it
            // again. 256 MB is the most of the file that is mapped: room among addresses, not memory of our own.
            Self::Reader(_) => {
                "pragma query_only = on; pragma temp_store = memory; pragma trusted_schema = off;
                 pragma cache_size = -4000; pragma mmap_size = 268435456;"
            }
        })?;
        if let Self::Writer(_) = self {
            // From here on a writer elsewhere is waited for without blocking the thread.
            connection.busy_timeout(Duration::ZERO)?;
        }
        Ok(connection)
    }
}

fn open_file(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY)?;
    Ok(connection)
}
