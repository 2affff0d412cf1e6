use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use crate::{
    DbError, Location, Result, Retry, Tx, location::Place, postgres::Postgres, scratch::Scratch,
    sqlite::Sqlite, tx::Engine,
};

/// The one door to the city's database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    pub(crate) pool: Pool,
    pub(crate) _scratch: Option<Arc<Scratch>>,
    statements: Arc<AtomicU64>,
}

#[derive(Clone)]
pub(crate) enum Pool {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// The body of a transaction: `async |tx| { … }`.
pub trait Work<'t, T, E>:
    AsyncFn(&'t mut Tx) -> std::result::Result<T, E> + Fn(&'t mut Tx) -> Self::Fut + Send + Sync
{
    type Fut: Future<Output = std::result::Result<T, E>> + Send;
}
impl<'t, T, E, F, Fut> Work<'t, T, E> for F
where
    F: AsyncFn(&'t mut Tx) -> std::result::Result<T, E> + Fn(&'t mut Tx) -> Fut + Send + Sync,
    Fut: Future<Output = std::result::Result<T, E>> + Send,
{
    type Fut = Fut;
}

impl Db {
    /// Opens the database, making the file or the schema when it is missing. Tables come with [`migrate`](Self::migrate).
    ///
    /// What was answered as written is on the disk: it outlives `kill -9` and a power cut.
    pub async fn open(location: &Location) -> Result<Self> {
        let pool = match &location.0 {
            Place::Memory => Pool::Sqlite(Sqlite::open_memory()?),
            Place::File(path) => Pool::Sqlite(Sqlite::open_file(path).await?),
            Place::Postgres { options, schema } => {
                Pool::Postgres(Postgres::open(options, schema).await?)
            }
        };
        Ok(Self {
            pool,
            _scratch: None,
            statements: Arc::default(),
        })
    }

    /// A transaction that changes things: committed on `Ok`, undone on `Err`,
    /// run again when another one got in its way. Both engines behave as if writers queue; on SQLite they do, for up to half a
    /// minute behind another program.
    ///
    /// A transaction inside another one's body would wait for itself: pass `tx` on instead.
    pub async fn write<T, E, F>(&self, work: F) -> std::result::Result<T, E>
    where
        F: for<'t> Work<'t, T, E>,
        E: From<DbError> + Retry,
    {
        self.write_with(None, work).await
    }

    /// Like [`write`](Self::write), but all that go by the same `name` pass one after the other, in every program, and each
    /// sees what the one before it did. It neither waits for other writers nor makes them try again: for a worker whose
    /// rows only it changes.
    pub async fn write_alone<T, E, F>(&self, name: &str, work: F) -> std::result::Result<T, E>
    where
        F: for<'t> Work<'t, T, E>,
        E: From<DbError> + Retry,
    {
        self.write_with(Some(name), work).await
    }

    async fn write_with<T, E, F>(&self, alone: Option<&str>, work: F) -> std::result::Result<T, E>
    where
        F: for<'t> Work<'t, T, E>,
        E: From<DbError> + Retry,
    {
        const ATTEMPTS: u32 = 30;
        const PATIENCE: Duration = Duration::from_secs(15);
        let started = Instant::now();
        let mut attempt = 1;
        loop {
            let outcome = self.attempt(alone, &work).await;
            let may_go_on = attempt < ATTEMPTS && started.elapsed() < PATIENCE;
            match outcome {
                Err(error) if error.is_conflict() && may_go_on => pause(attempt).await,
                outcome => return outcome,
            }
            attempt += 1;
        }
    }

    /// A transaction that only looks: always undone, sees one moment in time.
    pub async fn read<T, E, F>(&self, work: F) -> std::result::Result<T, E>
    where
        F: for<'t> Work<'t, T, E>,
        E: From<DbError>,
    {
        let mut tx = self.begin_read().await?;
        let outcome = work(&mut tx).await;
        tx.undo().await;
        outcome
    }

    async fn attempt<T, E, F>(&self, alone: Option<&str>, work: &F) -> std::result::Result<T, E>
    where
        F: for<'t> Work<'t, T, E>,
        E: From<DbError>,
    {
        let mut tx = match alone {
            Some(name) => self.begin_alone(name).await?,
            None => self.begin_write().await?,
        };
        match work(&mut tx).await {
            Ok(done) => {
                tx.commit().await?;
                Ok(done)
            }
            Err(error) => {
                tx.undo().await;
                Err(error)
            }
        }
    }

    pub(crate) async fn begin_read(&self) -> Result<Tx> {
        let engine = match &self.pool {
            Pool::Sqlite(it) => Engine::Sqlite(it.begin_read().await?),
            Pool::Postgres(it) => Engine::Postgres(it.begin_read().await?),
        };
        Ok(Tx::new(engine, &self.statements))
    }

    pub(crate) async fn begin_write(&self) -> Result<Tx> {
        let engine = match &self.pool {
            Pool::Sqlite(it) => Engine::Sqlite(it.begin_write().await?),
            Pool::Postgres(it) => Engine::Postgres(it.begin_write().await?),
        };
        Ok(Tx::new(engine, &self.statements))
    }

    /// A transaction beside which no other of that name runs, and which sees what the one before it did.
    pub(crate) async fn begin_alone(&self, name: &str) -> Result<Tx> {
        Ok(match &self.pool {
            Pool::Sqlite(it) => Tx::new(Engine::Sqlite(it.begin_write().await?), &self.statements),
            Pool::Postgres(it) => {
                let engine = Engine::Postgres(it.begin_queued().await?);
                let mut tx = Tx::new(engine, &self.statements);
                tx.take_turn(name).await?;
                tx
            }
        })
    }

    /// How many statements were sent to the database since it was opened, by whomever: the price of a page, for its test.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    pub fn is_postgres(&self) -> bool {
        matches!(self.pool, Pool::Postgres(_))
    }

    /// Writes a compact copy of a SQLite database into a new file while everybody goes on working; the file is opened
    /// like any other database. Refused when the file exists. For PostgreSQL see [`dump`](crate::dump).
    pub async fn backup_to(&self, path: impl AsRef<Path>) -> Result<()> {
        match &self.pool {
            Pool::Sqlite(it) => it.copy_to(path.as_ref()).await,
            Pool::Postgres(_) => Err(DbError::SqliteOnly("a copy of the file")),
        }
    }

    /// Lets the engine count its tables anew, so that it chooses good ways through them: after a large import.
    pub async fn optimize(&self) -> Result<()> {
        match &self.pool {
            Pool::Sqlite(it) => it.optimize().await,
            Pool::Postgres(it) => it.optimize().await,
        }
    }
}

/// A little longer each time, and never twice the same, so that those who collided do not collide again.
async fn pause(attempt: u32) {
    let longest = (1_u64 << attempt.min(6)) * 1_000;
    tokio::time::sleep(Duration::from_micros(rand::random_range(0..longest))).await;
}
