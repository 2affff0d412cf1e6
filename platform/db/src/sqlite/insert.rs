use std::iter::{Fuse, Peekable};

use rusqlite::Connection;

use super::{
    aside,
    tx::{SqliteTx, bind_cell},
};
use crate::{AsCell, DbError, Result};

/// Rows in one statement. More gained nothing when measured; the limit of SQLite is 32,766 parameters.
const ROWS: usize = 32;
/// So many statements are done on the spot; what is longer goes aside.
const SHORT: usize = 8;

impl SqliteTx {
    pub(crate) fn insert_many<R, C>(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: &mut dyn Iterator<Item = R>,
    ) -> Result<u64>
    where
        R: AsRef<[C]>,
        C: AsCell,
    {
        let mut work = Insertion {
            connection: self.connection(),
            table,
            columns,
            full: insert(table, columns, ROWS),
            rows: rows.fuse().peekable(),
            held: Vec::with_capacity(ROWS),
            count: 0,
        };
        for _ in 0..SHORT {
            if !work.step()? {
                return Ok(work.count);
            }
        }
        aside(|| {
            while work.step()? {}
            Ok(work.count)
        })
    }
}

struct Insertion<'a, I: Iterator> {
    connection: &'a Connection,
    table: &'a str,
    columns: &'a [&'a str],
    /// The statement for as many rows as go into one.
    full: String,
    rows: Peekable<Fuse<I>>,
    held: Vec<I::Item>,
    count: u64,
}

impl<I: Iterator> Insertion<'_, I> {
    /// Inserts the next few rows; `false` when there were none.
    fn step<C: AsCell>(&mut self) -> Result<bool>
    where
        I::Item: AsRef<[C]>,
    {
        if self.rows.peek().is_none() {
            return Ok(false);
        }
        self.held.extend(self.rows.by_ref().take(ROWS));
        let partial;
        let sql = match self.held.len() {
            ROWS => &self.full,
            fewer => {
                partial = insert(self.table, self.columns, fewer);
                &partial
            }
        };
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut place = 0;
        for row in self.held.drain(..) {
            let cells = row.as_ref();
            if cells.len() != self.columns.len() {
                return Err(DbError::Width {
                    table: self.table.to_owned(),
                    expected: self.columns.len(),
                    found: cells.len(),
                });
            }
            for cell in cells {
                place += 1;
                bind_cell(&mut statement, place, cell.as_cell())?;
            }
        }
        self.count += statement.raw_execute()? as u64;
        Ok(true)
    }
}

/// `or fail`: whoever meets an error undoes the whole transaction. To undo the statement alone, SQLite would first copy every page
/// that its rows touch into a file, ten times what the rows themselves write.
fn insert(table: &str, columns: &[&str], rows: usize) -> String {
    let one = format!("({})", vec!["?"; columns.len()].join(","));
    format!(
        "insert or fail into {table} ({}) values {}",
        columns.join(","),
        vec![one; rows].join(",")
    )
}
