use std::{
    env,
    sync::Arc,
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use sqlx::{AssertSqlSafe, ConnectOptions, Connection, postgres::PgConnectOptions};
use tokio::sync::OnceCell;

use crate::{Db, DbError, Location, Result, db::Pool, location::Place};

/// The schema of one test, dropped with the last clone of its `Db`.
pub(crate) struct Scratch {
    options: PgConnectOptions,
    schema: String,
}

impl Db {
    /// An empty database of one's own, for a test: a schema in the PostgreSQL that `TEST_DATABASE_URL` names, or SQLite in
    /// memory when the variable is not set. So every test runs on both engines, once each.
    pub async fn scratch() -> Result<Self> {
        let Ok(url) = env::var("TEST_DATABASE_URL") else {
            return Self::open(&Location(Place::Memory)).await;
        };
        let schema = format!("t_{}", base::fresh_id().replace('-', ""));
        let joint = if url.contains('?') { '&' } else { '?' };
        let location = Location::parse(&format!("{url}{joint}schema={schema}"))?;
        let mut db = Self::open(&location).await?;
        let Place::Postgres { options, .. } = location.0 else {
            return Err(DbError::failure("TEST_DATABASE_URL is not PostgreSQL"));
        };
        sweep(&db).await?;
        db._scratch = Some(Arc::new(Scratch {
            options: *options,
            schema,
        }));
        Ok(db)
    }
}

impl Drop for Scratch {
    /// A test has no runtime any more when its last value goes, hence the thread. What fails here, the next sweep finds.
    fn drop(&mut self) {
        let options = self.options.clone().disable_statement_logging();
        let sql = format!(
            "set lock_timeout = '1s'; drop schema if exists {} cascade",
            self.schema
        );
        let work = thread::spawn(move || -> Option<()> {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .ok()?;
            runtime.block_on(async {
                let mut connection = options.connect().await.ok()?;
                sqlx::raw_sql(AssertSqlSafe(sql))
                    .execute(&mut connection)
                    .await
                    .ok()?;
                connection.close().await.ok()
            })
        });
        work.join().ok();
    }
}

/// Drops, once in a process, what tests left behind that were killed more than an hour ago.
async fn sweep(db: &Db) -> Result<()> {
    static DONE: OnceCell<()> = OnceCell::const_new();
    let Pool::Postgres(postgres) = &db.pool else {
        return Ok(());
    };
    let work = async || -> Result<()> {
        const HOUR: Duration = Duration::from_secs(3600);
        let before = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        // A UUIDv7 begins with the milliseconds since 1970 in twelve hex digits.
        let edge = format!("t_{:012x}", before.saturating_sub(HOUR).as_millis());
        let left: Vec<String> = sqlx::query_scalar(
            r"select nspname::text from pg_namespace where nspname like 't\_%' and length(nspname) = 34 and nspname < $1 limit 20",
        )
        .bind(edge)
        .fetch_all(postgres.pool())
        .await?;
        for schema in left {
            let drop = format!("drop schema if exists {schema} cascade");
            // Another test process may be sweeping the same one.
            sqlx::raw_sql(AssertSqlSafe(drop))
                .execute(postgres.pool())
                .await
                .ok();
        }
        Ok(())
    };
    DONE.get_or_try_init(work).await.copied()
}
