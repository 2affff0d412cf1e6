//! One door to SQLite and PostgreSQL: the same SQL text, the same values, the same rows.
mod row;
mod value;

use futures::TryStreamExt;
use sqlx::{
    AssertSqlSafe, Either, Postgres, Sqlite,
    postgres::{PgArguments, PgPool, PgPoolOptions},
    sqlite::{SqlitePool, SqlitePoolOptions},
};

pub use row::{FromValue, Record, Row};
pub use value::{Value, instant_text};

#[derive(Debug, thiserror::Error)]
pub enum DbError {
    #[error("no such row")]
    NotFound,
    #[error("column {column} does not hold a {expected}")]
    Column {
        column: String,
        expected: &'static str,
    },
    #[error("a database is sqlite:PATH, sqlite::memory: or postgres://…?schema=NAME")]
    Location,
    #[error("two transactions touched the same rows")]
    Conflict,
    #[error("database failure")]
    Failure(#[source] sqlx::Error),
}
pub type Result<T> = std::result::Result<T, DbError>;

/// Errors that say whether running the whole transaction again may help.
pub trait Retry {
    fn is_conflict(&self) -> bool;
}
impl Retry for DbError {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict)
    }
}
impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        const SERIALIZATION_FAILURE: &str = "40001";
        const DEADLOCK: &str = "40P01";
        match &error {
            sqlx::Error::Database(it)
                if it
                    .code()
                    .is_some_and(|code| code == SERIALIZATION_FAILURE || code == DEADLOCK) =>
            {
                Self::Conflict
            }
            _ => Self::Failure(error),
        }
    }
}

/// One step of the schema, forward only.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    pub name: &'static str,
    pub sql: &'static str,
}

/// Where a database is: `sqlite:PATH`, `sqlite::memory:` or `postgres://…?schema=NAME`.
#[derive(Debug, Clone)]
pub struct Location(Place);

#[derive(Debug, Clone)]
enum Place {
    Memory,
    File(String),
    Postgres { url: String, schema: String },
}

impl Location {
    pub fn parse(text: &str) -> Result<Self> {
        if text == "sqlite::memory:" {
            return Ok(Self(Place::Memory));
        }
        if let Some(path) = text.strip_prefix("sqlite:") {
            return Ok(Self(Place::File(path.to_owned())));
        }
        match text.split_once("?schema=") {
            Some((url, schema)) => Ok(Self(Place::Postgres {
                url: url.to_owned(),
                schema: schema.to_owned(),
            })),
            None => Err(DbError::Location),
        }
    }
}

#[derive(Clone)]
pub struct Db(Pool);

#[derive(Clone)]
enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// An open transaction. Dropped without a commit, it leaves no trace.
pub struct Tx(Inner);

enum Inner {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
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
    /// Opens the database at that place.
    pub async fn open(location: &Location) -> Result<Self> {
        match &location.0 {
            Place::Memory => Self::sqlite("sqlite::memory:").await,
            Place::File(path) => Self::sqlite(&format!("sqlite:{path}?mode=rwc")).await,
            Place::Postgres { url, schema } => Self::postgres(url, schema).await,
        }
    }

    async fn sqlite(url: &str) -> Result<Self> {
        let options = SqlitePoolOptions::new().max_connections(1);
        Ok(Self(Pool::Sqlite(options.connect(url).await?)))
    }

    async fn postgres(url: &str, schema: &str) -> Result<Self> {
        let sql = format!("create schema if not exists {schema}; set search_path to {schema}");
        let options = PgPoolOptions::new()
            .max_connections(4)
            .after_connect(move |conn, _| {
                let sql = sql.clone();
                Box::pin(async move {
                    sqlx::raw_sql(AssertSqlSafe(sql))
                        .execute(conn)
                        .await
                        .map(|_| ())
                })
            });
        Ok(Self(Pool::Postgres(options.connect(url).await?)))
    }

    /// An empty database of one's own, for a test: in memory, or a schema in `TEST_DATABASE_URL`.
    pub async fn scratch() -> Result<Self> {
        match std::env::var("TEST_DATABASE_URL") {
            Ok(url) => {
                let schema = format!("t_{}", base::fresh_id().replace('-', ""));
                Self::postgres(&url, &schema).await
            }
            Err(_) => Self::sqlite("sqlite::memory:").await,
        }
    }

    /// Brings the tables up to date.
    pub async fn migrate(&self, migrations: &[Migration]) -> Result<()> {
        for it in migrations {
            self.script(it.sql).await?;
        }
        Ok(())
    }

    async fn script(&self, sql: &str) -> Result<()> {
        let sql = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        match &self.0 {
            Pool::Sqlite(pool) => drop(sql.execute(pool).await?),
            Pool::Postgres(pool) => drop(sql.execute(pool).await?),
        }
        Ok(())
    }

    /// A transaction that changes things: committed on `Ok`, undone on `Err`,
    /// run again when another one got in its way. Both engines behave as if writers queue.
    pub async fn write<T, E, F>(&self, work: F) -> std::result::Result<T, E>
    where
        F: for<'t> Work<'t, T, E>,
        E: From<DbError> + Retry,
    {
        const ATTEMPTS: u32 = 20;
        let mut attempt = 1;
        loop {
            match self.attempt(&work).await {
                Err(error) if error.is_conflict() && attempt < ATTEMPTS => attempt += 1,
                outcome => return outcome,
            }
        }
    }

    /// A transaction that only looks: always undone, sees one moment in time.
    pub async fn read<T, E, F>(&self, work: F) -> std::result::Result<T, E>
    where
        F: for<'t> Work<'t, T, E>,
        E: From<DbError>,
    {
        let mut tx = Tx(match &self.0 {
            Pool::Sqlite(pool) => Inner::Sqlite(pool.begin().await.map_err(DbError::from)?),
            Pool::Postgres(pool) => {
                let begin = "begin isolation level repeatable read read only";
                Inner::Postgres(pool.begin_with(begin).await.map_err(DbError::from)?)
            }
        });
        work(&mut tx).await
    }

    async fn attempt<T, E, F>(&self, work: &F) -> std::result::Result<T, E>
    where
        F: for<'t> Work<'t, T, E>,
        E: From<DbError>,
    {
        let mut tx = self.begin().await?;
        let done = work(&mut tx).await?;
        tx.commit().await?;
        Ok(done)
    }

    async fn begin(&self) -> Result<Tx> {
        Ok(Tx(match &self.0 {
            Pool::Sqlite(pool) => Inner::Sqlite(pool.begin_with("begin immediate").await?),
            Pool::Postgres(pool) => Inner::Postgres(
                pool.begin_with("begin isolation level serializable")
                    .await?,
            ),
        }))
    }
}

impl Tx {
    async fn commit(self) -> Result<()> {
        match self.0 {
            Inner::Sqlite(tx) => tx.commit().await?,
            Inner::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Returns the number of rows changed.
    pub async fn execute(&mut self, sql: &str, params: Vec<Value>) -> Result<u64> {
        Ok(self.run(sql, params).await?.0)
    }

    pub async fn all<T: Record>(&mut self, sql: &str, params: Vec<Value>) -> Result<Vec<T>> {
        self.run(sql, params).await?.1.iter().map(T::read).collect()
    }

    pub async fn optional<T: Record>(
        &mut self,
        sql: &str,
        params: Vec<Value>,
    ) -> Result<Option<T>> {
        self.run(sql, params)
            .await?
            .1
            .first()
            .map(T::read)
            .transpose()
    }

    pub async fn one<T: Record>(&mut self, sql: &str, params: Vec<Value>) -> Result<T> {
        self.optional(sql, params).await?.ok_or(DbError::NotFound)
    }

    /// The first column of the first row.
    pub async fn value<T: FromValue>(&mut self, sql: &str, params: Vec<Value>) -> Result<T> {
        self.run(sql, params)
            .await?
            .1
            .first()
            .ok_or(DbError::NotFound)?
            .first()
    }

    /// The first column of every row.
    pub async fn values<T: FromValue>(&mut self, sql: &str, params: Vec<Value>) -> Result<Vec<T>> {
        self.run(sql, params)
            .await?
            .1
            .iter()
            .map(Row::first)
            .collect()
    }

    async fn run(&mut self, sql: &str, params: Vec<Value>) -> Result<(u64, Vec<Row>)> {
        let sql = AssertSqlSafe(sql.to_owned());
        let (mut changed, mut rows) = (0, Vec::new());
        match &mut self.0 {
            Inner::Sqlite(tx) => {
                let query = params
                    .into_iter()
                    .fold(sqlx::query::<Sqlite>(sql), value::bind_sqlite);
                #[expect(deprecated, reason = "the one call that returns both rows and counts")]
                let mut steps = query.fetch_many(&mut **tx);
                while let Some(step) = steps.try_next().await? {
                    match step {
                        Either::Left(it) => changed += it.rows_affected(),
                        Either::Right(it) => rows.push(row::from_sqlite(&it)?),
                    }
                }
            }
            Inner::Postgres(tx) => {
                let mut arguments = PgArguments::default();
                for it in params {
                    value::add_postgres(&mut arguments, it)?;
                }
                #[expect(deprecated, reason = "the one call that returns both rows and counts")]
                let mut steps =
                    sqlx::query_with::<Postgres, _>(sql, arguments).fetch_many(&mut **tx);
                while let Some(step) = steps.try_next().await? {
                    match step {
                        Either::Left(it) => changed += it.rows_affected(),
                        Either::Right(it) => rows.push(row::from_postgres(&it)?),
                    }
                }
            }
        }
        Ok((changed, rows))
    }
}
