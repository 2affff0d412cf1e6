use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use futures::future::BoxFuture;

use crate::{
    AsCell, DbError, FromCell, Record, Result, Row, Sql, Value, postgres::PostgresTx,
    sqlite::SqliteTx,
};

/// An open transaction. Dropped without a commit, it leaves no trace.
///
/// After a statement has failed, nothing more is possible in it and it cannot be committed: so PostgreSQL wants it, and
/// SQLite behaves the same here. Where a duplicate is an answer, write `on conflict do nothing` and look at the count.
pub struct Tx {
    engine: Engine,
    /// Of the database: every statement of every transaction.
    statements: Arc<AtomicU64>,
    is_spoilt: bool,
}

pub(crate) enum Engine {
    Sqlite(SqliteTx),
    Postgres(PostgresTx),
}

impl Tx {
    pub(crate) fn new(engine: Engine, statements: &Arc<AtomicU64>) -> Self {
        Self {
            engine,
            statements: Arc::clone(statements),
            is_spoilt: false,
        }
    }

    pub(crate) async fn commit(self) -> Result<()> {
        if self.is_spoilt {
            return Err(DbError::Spoilt);
        }
        match self.engine {
            Engine::Sqlite(tx) => tx.commit(),
            Engine::Postgres(tx) => tx.commit().await,
        }
    }

    pub(crate) async fn undo(self) {
        match self.engine {
            Engine::Sqlite(tx) => drop(tx),
            Engine::Postgres(tx) => tx.undo().await,
        }
    }

    /// Returns the number of rows changed.
    pub async fn execute(&mut self, sql: &str, params: Vec<Value>) -> Result<u64> {
        self.run(sql, params, &mut |_| Ok(true)).await
    }

    /// Every row. For what may be many thousands, see [`each`](Self::each).
    pub async fn all<T: Record + Send>(&mut self, sql: &str, params: Vec<Value>) -> Result<Vec<T>> {
        let mut rows = Vec::new();
        self.run(sql, params, &mut |row| {
            rows.push(T::read(row)?);
            Ok(true)
        })
        .await?;
        Ok(rows)
    }

    /// The first row, if there is any.
    pub async fn optional<T: Record + Send>(
        &mut self,
        sql: &str,
        params: Vec<Value>,
    ) -> Result<Option<T>> {
        let mut first = None;
        self.run(sql, params, &mut |row| {
            if first.is_none() {
                first = Some(T::read(row)?);
            }
            Ok(true)
        })
        .await?;
        Ok(first)
    }

    /// The first row; `NotFound` without one.
    pub async fn one<T: Record + Send>(&mut self, sql: &str, params: Vec<Value>) -> Result<T> {
        self.optional(sql, params).await?.ok_or(DbError::NotFound)
    }

    /// The first column of the first row; `NotFound` without one. A null needs `value::<Option<…>>`.
    pub async fn value<T: FromCell + Send>(&mut self, sql: &str, params: Vec<Value>) -> Result<T> {
        let mut first = None;
        self.run(sql, params, &mut |row| {
            if first.is_none() {
                first = Some(row.at(0)?);
            }
            Ok(true)
        })
        .await?;
        first.ok_or(DbError::NotFound)
    }

    /// The first column of every row.
    pub async fn values<T: FromCell + Send>(
        &mut self,
        sql: &str,
        params: Vec<Value>,
    ) -> Result<Vec<T>> {
        let mut values = Vec::new();
        self.run(sql, params, &mut |row| {
            values.push(row.at(0)?);
            Ok(true)
        })
        .await?;
        Ok(values)
    }

    pub async fn execute_of(&mut self, sql: Sql) -> Result<u64> {
        let (text, params) = sql.finish();
        self.execute(&text, params).await
    }

    pub async fn all_of<T: Record + Send>(&mut self, sql: Sql) -> Result<Vec<T>> {
        let (text, params) = sql.finish();
        self.all(&text, params).await
    }

    pub async fn optional_of<T: Record + Send>(&mut self, sql: Sql) -> Result<Option<T>> {
        let (text, params) = sql.finish();
        self.optional(&text, params).await
    }

    pub async fn one_of<T: Record + Send>(&mut self, sql: Sql) -> Result<T> {
        let (text, params) = sql.finish();
        self.one(&text, params).await
    }

    pub async fn value_of<T: FromCell + Send>(&mut self, sql: Sql) -> Result<T> {
        let (text, params) = sql.finish();
        self.value(&text, params).await
    }

    pub async fn values_of<T: FromCell + Send>(&mut self, sql: Sql) -> Result<Vec<T>> {
        let (text, params) = sql.finish();
        self.values(&text, params).await
    }

    /// Shows every row to `each` and keeps none: for exports and checks of any length, in flat memory.
    ///
    /// Boxed, like [`insert_many`](Self::insert_many): what a closure borrows would else keep the caller's future from
    /// being `Send`.
    pub fn each<'a>(
        &'a mut self,
        sql: &'a str,
        params: Vec<Value>,
        mut each: impl FnMut(&Row<'_>) -> Result<()> + Send + 'a,
    ) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            if self.is_spoilt {
                return Err(DbError::Spoilt);
            }
            self.statements.fetch_add(1, Ordering::Relaxed);
            let mut each = |row: &Row<'_>| each(row).map(|()| true);
            let outcome = match &mut self.engine {
                Engine::Sqlite(tx) => tx.run_aside(sql, &params, &mut each),
                Engine::Postgres(tx) => tx.run(sql, params, &mut each).await,
            };
            self.note(outcome).map(drop)
        })
    }

    /// Inserts any number of rows, each with one cell per column, and returns how many.
    ///
    /// Takes the rows one after the other, so they may come from a file that is larger than the memory. About a million
    /// rows of twelve columns in a few seconds; triggers, checks and foreign keys work as always.
    pub fn insert_many<'a, I, R, C>(
        &'a mut self,
        table: &'a str,
        columns: &'a [&'a str],
        rows: I,
    ) -> BoxFuture<'a, Result<u64>>
    where
        I: IntoIterator<Item = R, IntoIter: Send + 'a>,
        R: AsRef<[C]> + Send + 'a,
        C: AsCell + 'a,
    {
        let mut rows = rows.into_iter();
        Box::pin(async move {
            if self.is_spoilt {
                return Err(DbError::Spoilt);
            }
            self.statements.fetch_add(1, Ordering::Relaxed);
            let outcome = match &mut self.engine {
                Engine::Sqlite(tx) => tx.insert_many(table, columns, &mut rows),
                Engine::Postgres(tx) => tx.insert_many(table, columns, &mut rows).await,
            };
            self.note(outcome)
        })
    }

    /// Waits for all that go by the same name and came before, and then keeps others out until this transaction ends.
    ///
    /// For a second thing that a transaction of [`Db::write_alone`](crate::Db::write_alone) must be alone with. On SQLite every
    /// writer is alone anyhow. Two that take the same turns the other way round end one of them as a conflict, which is tried again.
    pub async fn take_turn(&mut self, name: &str) -> Result<()> {
        if self.is_postgres() {
            let lock =
                "select pg_advisory_xact_lock(hashtextextended(current_schema() || '/' || $1, 0))";
            self.execute(lock, crate::params![name]).await?;
        }
        Ok(())
    }

    /// Several statements without parameters.
    pub(crate) async fn script(&mut self, sql: &str) -> Result<()> {
        let outcome = match &mut self.engine {
            Engine::Sqlite(tx) => tx.script(sql),
            Engine::Postgres(tx) => tx.script(sql).await,
        };
        self.note(outcome)
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.engine, Engine::Postgres(_))
    }

    async fn run(
        &mut self,
        sql: &str,
        params: Vec<Value>,
        each: &mut (dyn FnMut(&Row<'_>) -> Result<bool> + Send),
    ) -> Result<u64> {
        if self.is_spoilt {
            return Err(DbError::Spoilt);
        }
        self.statements.fetch_add(1, Ordering::Relaxed);
        let outcome = match &mut self.engine {
            Engine::Sqlite(tx) => tx.run(sql, &params, each),
            Engine::Postgres(tx) => tx.run(sql, params, each).await,
        };
        self.note(outcome)
    }

    fn note<T>(&mut self, outcome: Result<T>) -> Result<T> {
        self.is_spoilt |= outcome.is_err();
        outcome
    }
}
