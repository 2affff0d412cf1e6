//! The engine for larger cities: a schema in a PostgreSQL database.
mod collation;
mod insert;
mod tx;
mod value;

use std::time::Duration;

use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, PgPool,
    postgres::{PgConnectOptions, PgConnection, PgPoolOptions},
};

use crate::{DbError, Result};
pub(crate) use collation::sort_text_by_bytes;
pub(crate) use tx::PostgresTx;
pub(crate) use value::{cell_at, index_of, name_at};

const CONNECTIONS: u32 = 16;

#[derive(Clone)]
pub(crate) struct Postgres {
    pool: PgPool,
}

impl Postgres {
    /// Opens the pool; the schema is made when it is missing.
    pub(crate) async fn open(options: &PgConnectOptions, schema: &str) -> Result<Self> {
        let options = options
            .clone()
            .application_name("hagukumi")
            .statement_cache_capacity(256)
            .options([("search_path", schema)])
            .disable_statement_logging();
        let mut first = PgConnection::connect_with(&options).await?;
        ensure_schema(&mut first, schema).await?;
        first.close().await?;
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(Duration::from_secs(10))
            .test_before_acquire(false)
            .connect_lazy_with(options);
        Ok(Self { pool })
    }

    pub(crate) async fn begin_write(&self) -> Result<PostgresTx> {
        self.begin("begin isolation level serializable").await
    }

    pub(crate) async fn begin_read(&self) -> Result<PostgresTx> {
        self.begin("begin isolation level repeatable read read only")
            .await
    }

    /// For migrations, which queue behind a lock and must then see what the one before them did.
    pub(crate) async fn begin_queued(&self) -> Result<PostgresTx> {
        self.begin("begin isolation level read committed").await
    }

    /// A connection that died while idle shows only when it is used: the next one is tried, and then a new one.
    async fn begin(&self, statement: &'static str) -> Result<PostgresTx> {
        let mut attempt = 0;
        loop {
            match self.pool.begin_with(statement).await {
                Ok(tx) => return Ok(PostgresTx::new(tx)),
                Err(error) => {
                    let error = DbError::from(error);
                    let is_stale = matches!(error, DbError::Unreachable(_)) && self.pool.size() > 0;
                    if !is_stale || attempt > CONNECTIONS {
                        return Err(error);
                    }
                    attempt += 1;
                }
            }
        }
    }

    /// Our own tables only: a database may hold the schemas of a thousand other cities.
    pub(crate) async fn optimize(&self) -> Result<()> {
        let tables: Option<String> = sqlx::query_scalar(
            "select string_agg(quote_ident(relname), ', ') from pg_class
             where relnamespace = current_schema()::regnamespace and relkind = 'r'",
        )
        .fetch_one(&self.pool)
        .await?;
        if let Some(tables) = tables {
            let analyze = AssertSqlSafe(format!("analyze {tables}"));
            sqlx::raw_sql(analyze).execute(&self.pool).await?;
        }
        Ok(())
    }

    pub(crate) fn pool(&self) -> &PgPool {
        &self.pool
    }
}

/// `create schema if not exists` still fails when two do it at the same moment, hence the look and the second look.
async fn ensure_schema(connection: &mut PgConnection, schema: &str) -> Result<()> {
    let look = "select count(*) from pg_namespace where nspname = $1";
    for is_last in [false, true] {
        let found: i64 = sqlx::query_scalar(look)
            .bind(schema)
            .fetch_one(&mut *connection)
            .await?;
        if found > 0 {
            return Ok(());
        }
        let make = sqlx::raw_sql(AssertSqlSafe(format!(
            "create schema if not exists {schema}"
        )));
        match make.execute(&mut *connection).await {
            Ok(_) => return Ok(()),
            Err(error) if is_last => return Err(error.into()),
            Err(_) => {}
        }
    }
    Ok(())
}
