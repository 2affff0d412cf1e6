use std::fmt::{self, Write};

use super::tx::PostgresTx;
use crate::{AsCell, Cell, DbError, Result, Value, value::check};

/// Up to so many rows go in one statement; more are copied. A copy takes three packets, and the second waits for the
/// acknowledgement of the first: some 40 ms, which a small batch on the way of a request must not cost.
const FEW: usize = 500;
/// Bytes of a copy that are sent at once.
const CHUNK: usize = 256 * 1024;

impl PostgresTx {
    pub(crate) async fn insert_many<R, C>(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: &mut (dyn Iterator<Item = R> + Send),
    ) -> Result<u64>
    where
        R: AsRef<[C]> + Send,
        C: AsCell,
    {
        let first: Vec<R> = rows.take(FEW).collect();
        match first.len() {
            0 => Ok(0),
            FEW => {
                self.copy(table, columns, &mut first.into_iter().chain(rows))
                    .await
            }
            _ => {
                let rows = recordset(table, columns, first)?;
                self.insert_few(table, columns, rows).await
            }
        }
    }

    /// The rows as one JSON parameter: one statement to keep, whatever their number and nulls.
    async fn insert_few(&mut self, table: &str, columns: &[&str], rows: String) -> Result<u64> {
        let names = columns.join(",");
        let sql = format!(
            "insert into {table} ({names}) select {names} from json_populate_recordset(null::{table}, $1::text::json)"
        );
        self.run(&sql, vec![Value::Text(Some(rows))], &mut |_| Ok(true))
            .await
    }

    /// `copy … from stdin`, in text form.
    async fn copy<R, C>(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: &mut (dyn Iterator<Item = R> + Send),
    ) -> Result<u64>
    where
        R: AsRef<[C]> + Send,
        C: AsCell,
    {
        let statement = format!("copy {table} ({}) from stdin", columns.join(","));
        let mut copy = self.connection().copy_in_raw(&statement).await?;
        let mut chunk = String::with_capacity(CHUNK + CHUNK / 4);
        for row in rows {
            let written = cells(table, columns.len(), &row).and_then(|it| line(it, &mut chunk));
            if let Err(error) = written {
                copy.abort("the caller gave a row that does not fit")
                    .await
                    .ok();
                return Err(error);
            }
            if CHUNK <= chunk.len() {
                copy.send(chunk.as_bytes()).await?;
                chunk.clear();
            }
        }
        if !chunk.is_empty() {
            copy.send(chunk.as_bytes()).await?;
        }
        Ok(copy.finish().await?)
    }
}

fn recordset<R: AsRef<[C]>, C: AsCell>(
    table: &str,
    columns: &[&str],
    rows: Vec<R>,
) -> Result<String> {
    let mut json = String::with_capacity(rows.len() * 256);
    let mut opening = '[';
    for row in rows {
        json.push(opening);
        object(columns, cells(table, columns.len(), &row)?, &mut json)?;
        opening = ',';
    }
    json.push(']');
    Ok(json)
}

fn cells<'a, R: AsRef<[C]>, C: AsCell + 'a>(
    table: &str,
    width: usize,
    row: &'a R,
) -> Result<&'a [C]> {
    let cells = row.as_ref();
    match cells.len() == width {
        true => Ok(cells),
        false => Err(DbError::Width {
            table: table.to_owned(),
            expected: width,
            found: cells.len(),
        }),
    }
}

fn line<C: AsCell>(cells: &[C], out: &mut String) -> Result<()> {
    for (place, cell) in cells.iter().enumerate() {
        if 0 < place {
            out.push('\t');
        }
        match check(cell.as_cell())? {
            Cell::Null => out.push_str("\\N"),
            Cell::Text(it) => escape(it, out),
            Cell::Bytes(it) => {
                // The escape of the text form, then bytea's own.
                out.push('\\');
                hex(it, out).map_err(unwritable)?;
            }
            other => plain(other, out).map_err(unwritable)?,
        }
    }
    out.push('\n');
    Ok(())
}

fn object<C: AsCell>(columns: &[&str], cells: &[C], out: &mut String) -> Result<()> {
    let mut opening = '{';
    for (column, cell) in columns.iter().zip(cells) {
        out.push(opening);
        opening = ',';
        out.push_str(&serde_json::to_string(column).map_err(DbError::failure)?);
        out.push(':');
        match check(cell.as_cell())? {
            Cell::Null => out.push_str("null"),
            Cell::Text(it) => out.push_str(&serde_json::to_string(it).map_err(DbError::failure)?),
            Cell::Bytes(it) => {
                out.push_str("\"\\");
                hex(it, out).map_err(unwritable)?;
                out.push('"');
            }
            // In quotes, for JSON has no infinity; PostgreSQL reads the text.
            other @ Cell::Real(_) => {
                out.push('"');
                plain(other, out).map_err(unwritable)?;
                out.push('"');
            }
            Cell::Bool(it) => out.push_str(if it { "true" } else { "false" }),
            other => plain(other, out).map_err(unwritable)?,
        }
    }
    out.push('}');
    Ok(())
}

fn plain(cell: Cell<'_>, out: &mut String) -> fmt::Result {
    match cell {
        Cell::Bool(it) => out.write_char(if it { 't' } else { 'f' }),
        Cell::Int(it) => write!(out, "{it}"),
        Cell::Real(it) => write!(out, "{it}"),
        Cell::Null | Cell::Text(_) | Cell::Bytes(_) => Ok(()),
    }
}

fn hex(bytes: &[u8], out: &mut String) -> fmt::Result {
    out.push_str("\\x");
    bytes.iter().try_for_each(|it| write!(out, "{it:02x}"))
}

fn unwritable(_: fmt::Error) -> DbError {
    DbError::failure("a row could not be written")
}

fn escape(text: &str, out: &mut String) {
    let is_special = |it: char| matches!(it, '\\' | '\n' | '\r' | '\t');
    let mut rest = text;
    while let Some(at) = rest.find(is_special) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            _ => "\\t",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}
