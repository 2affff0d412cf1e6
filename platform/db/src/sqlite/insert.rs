use super::{
    aside,
    tx::{SqliteTx, bind_cell},
};
use crate::{AsCell, DbError, Result};

/// Rows in one statement. More gained nothing when measured; the limit of SQLite is 32,766 parameters.
const ROWS: usize = 32;

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
        let connection = self.connection();
        aside(|| {
            let many = insert(table, columns, ROWS);
            let mut rows = rows.fuse().peekable();
            let mut held = Vec::with_capacity(ROWS);
            let mut count = 0;
            while rows.peek().is_some() {
                held.extend(rows.by_ref().take(ROWS));
                let single;
                let sql = match held.len() {
                    ROWS => &many,
                    fewer => {
                        single = insert(table, columns, fewer);
                        &single
                    }
                };
                let mut statement = connection.prepare_cached(sql)?;
                let mut place = 0;
                for row in &held {
                    let cells = row.as_ref();
                    if cells.len() != columns.len() {
                        return Err(DbError::Width {
                            table: table.to_owned(),
                            expected: columns.len(),
                            found: cells.len(),
                        });
                    }
                    for cell in cells {
                        place += 1;
                        bind_cell(&mut statement, place, cell.as_cell())?;
                    }
                }
                count += statement.raw_execute()? as u64;
                held.clear();
            }
            Ok(count)
        })
    }
}

fn insert(table: &str, columns: &[&str], rows: usize) -> String {
    let one = format!("({})", vec!["?"; columns.len()].join(","));
    format!(
        "insert into {table} ({}) values {}",
        columns.join(","),
        vec![one; rows].join(",")
    )
}
