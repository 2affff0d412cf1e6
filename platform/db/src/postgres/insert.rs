use std::fmt::Write;

use super::tx::PostgresTx;
use crate::{AsCell, Cell, DbError, Result, value::check};

/// Bytes that are sent at once.
const CHUNK: usize = 256 * 1024;

impl PostgresTx {
    /// Copies the rows in with `copy … from stdin`, in text form.
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
        let statement = format!("copy {table} ({}) from stdin", columns.join(","));
        let mut copy = self.connection().copy_in_raw(&statement).await?;
        let mut chunk = String::with_capacity(CHUNK + CHUNK / 4);
        for row in rows {
            if let Err(error) = line(table, columns.len(), row.as_ref(), &mut chunk) {
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

fn line<C: AsCell>(table: &str, width: usize, cells: &[C], out: &mut String) -> Result<()> {
    if cells.len() != width {
        return Err(DbError::Width {
            table: table.to_owned(),
            expected: width,
            found: cells.len(),
        });
    }
    for (place, cell) in cells.iter().enumerate() {
        if 0 < place {
            out.push('\t');
        }
        match check(cell.as_cell())? {
            Cell::Null => out.push_str("\\N"),
            Cell::Bool(it) => out.push(if it { 't' } else { 'f' }),
            Cell::Int(it) => write!(out, "{it}").expect("writing to a String cannot fail"),
            Cell::Real(it) => write!(out, "{it}").expect("writing to a String cannot fail"),
            Cell::Text(it) => escape(it, out),
            Cell::Bytes(it) => {
                out.push_str("\\\\x");
                for byte in it {
                    write!(out, "{byte:02x}").expect("writing to a String cannot fail");
                }
            }
        }
    }
    out.push('\n');
    Ok(())
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
