use futures::TryStreamExt;
use sqlx::{AssertSqlSafe, Either, Transaction, postgres::PgConnection};

use super::value::arguments;
use crate::{Result, Row, Value, row::Source};

pub(crate) struct PostgresTx(Transaction<'static, sqlx::Postgres>);

impl PostgresTx {
    pub(super) fn new(tx: Transaction<'static, sqlx::Postgres>) -> Self {
        Self(tx)
    }

    pub(crate) async fn commit(self) -> Result<()> {
        Ok(self.0.commit().await?)
    }

    /// Frees the locks at once; merely dropped, it would do so when the runtime finds the time.
    pub(crate) async fn undo(self) {
        // Failing means that the connection is gone, and the transaction with it.
        let _ = self.0.rollback().await;
    }

    /// Hands each row to `each`, which says whether to go on. Returns the number of rows changed.
    pub(crate) async fn run(
        &mut self,
        sql: &str,
        params: Vec<Value>,
        each: &mut (dyn FnMut(&Row<'_>) -> Result<bool> + Send),
    ) -> Result<u64> {
        let query = sqlx::query_with(AssertSqlSafe(sql.to_owned()), arguments(params)?);
        #[expect(deprecated, reason = "the one call that returns both rows and counts")]
        let mut steps = query.fetch_many(&mut *self.0);
        let mut changed = 0;
        while let Some(step) = steps.try_next().await? {
            match step {
                Either::Left(done) => changed += done.rows_affected(),
                Either::Right(row) => {
                    if !each(&Row(Source::Postgres(&row)))? {
                        break;
                    }
                }
            }
        }
        Ok(changed)
    }

    pub(crate) async fn script(&mut self, sql: &str) -> Result<()> {
        let sql = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        sql.execute(&mut *self.0).await?;
        Ok(())
    }

    pub(super) fn connection(&mut self) -> &mut PgConnection {
        &mut self.0
    }
}
