use std::{cell::OnceCell, sync::Arc, time::Duration};

use rusqlite::{Connection, Statement, types::ToSqlOutput, types::ValueRef};

use super::{BUSY, SlowStatements, aside, pool::Lease};
use crate::{
    DbError, Result, Row, Value,
    row::Source,
    value::{AsCell, Cell, check},
};

pub(crate) struct SqliteTx {
    lease: Lease,
    slow: Arc<SlowStatements>,
    is_guarded: bool,
}

impl SqliteTx {
    pub(super) async fn begin_write(lease: Lease, slow: Arc<SlowStatements>) -> Result<Self> {
        let deadline = std::time::Instant::now() + BUSY;
        loop {
            match run(lease.get(), "begin immediate") {
                Err(DbError::Conflict) if std::time::Instant::now() < deadline => {
                    let pause = rand::random_range(1..20);
                    tokio::time::sleep(Duration::from_millis(pause)).await;
                }
                Err(error) => return Err(error),
                Ok(()) => break,
            }
        }
        Ok(Self {
            lease,
            slow,
            is_guarded: false,
        })
    }

    pub(super) fn begin_read(lease: Lease, slow: Arc<SlowStatements>) -> Result<Self> {
        // Connections to a file for reading are opened read-only; the one in memory is the writer's, too.
        let is_guarded = lease.is_memory();
        if is_guarded {
            lease.get().execute_batch("pragma query_only = on")?;
        }
        let it = Self {
            lease,
            slow,
            is_guarded,
        };
        run(it.lease.get(), "begin")?;
        Ok(it)
    }

    pub(crate) fn commit(self) -> Result<()> {
        aside(|| run(self.lease.get(), "commit"))
    }

    /// Hands each row to `each`, which says whether to go on. Returns the number of rows changed.
    pub(crate) fn run(
        &mut self,
        sql: &str,
        params: &[Value],
        each: &mut dyn FnMut(&Row<'_>) -> Result<bool>,
    ) -> Result<u64> {
        let connection = self.lease.get();
        self.slow.run(sql, || {
            let mut statement = connection.prepare_cached(sql)?;
            bind(&mut statement, params)?;
            step(connection, &mut statement, each)
        })
    }

    /// The same for many rows at once: others do not wait behind it.
    pub(crate) fn run_aside(
        &mut self,
        sql: &str,
        params: &[Value],
        each: &mut dyn FnMut(&Row<'_>) -> Result<bool>,
    ) -> Result<u64> {
        let connection = self.lease.get();
        aside(|| {
            let mut statement = connection.prepare_cached(sql)?;
            bind(&mut statement, params)?;
            step(connection, &mut statement, each)
        })
    }

    pub(crate) fn script(&mut self, sql: &str) -> Result<()> {
        aside(|| Ok(self.lease.get().execute_batch(sql)?))
    }

    pub(super) fn connection(&self) -> &Connection {
        self.lease.get()
    }
}

impl Drop for SqliteTx {
    fn drop(&mut self) {
        if self.is_guarded {
            let connection = self.lease.get();
            // There may be nothing to undo; the guard must go all the same.
            let _ = connection.execute_batch("rollback");
            let _ = connection.execute_batch("pragma query_only = off");
        }
    }
}

fn run(connection: &Connection, sql: &str) -> Result<()> {
    connection.prepare_cached(sql)?.raw_execute()?;
    Ok(())
}

/// Parameters are named `$1`, `$2`, … and may come in any order and more than once.
fn bind(statement: &mut Statement<'_>, params: &[Value]) -> Result<()> {
    let wanted = statement.parameter_count();
    let mut highest = 0;
    for place in 1..=wanted {
        let number: usize = statement
            .parameter_name(place)
            .and_then(|name| name[1..].parse().ok())
            .ok_or_else(|| DbError::failure("parameters are written $1, $2, …"))?;
        let value = params
            .get(number.wrapping_sub(1))
            .ok_or_else(|| DbError::failure(format!("no value is given for ${number}")))?;
        bind_cell(statement, place, value.as_cell())?;
        highest = highest.max(number);
    }
    match highest == params.len() {
        true => Ok(()),
        false => Err(DbError::failure(format!(
            "{} values are given, the statement takes {highest}",
            params.len()
        ))),
    }
}

pub(super) fn bind_cell(statement: &mut Statement<'_>, place: usize, cell: Cell<'_>) -> Result<()> {
    let value = match check(cell)? {
        Cell::Null => ValueRef::Null,
        Cell::Bool(it) => ValueRef::Integer(it.into()),
        Cell::Int(it) => ValueRef::Integer(it),
        Cell::Real(it) => ValueRef::Real(it),
        Cell::Text(it) => ValueRef::Text(it.as_bytes()),
        Cell::Bytes(it) => ValueRef::Blob(it),
    };
    Ok(statement.raw_bind_parameter(place, ToSqlOutput::Borrowed(value))?)
}

fn step(
    connection: &Connection,
    statement: &mut Statement<'_>,
    each: &mut dyn FnMut(&Row<'_>) -> Result<bool>,
) -> Result<u64> {
    let is_reading = statement.readonly();
    if statement.column_count() == 0 {
        return Ok(statement.raw_execute()? as u64);
    }
    let names = OnceCell::new();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let row = Row(Source::Sqlite { row, names: &names });
        if !each(&row)? {
            break;
        }
    }
    drop(rows);
    Ok(if is_reading { 0 } else { connection.changes() })
}
