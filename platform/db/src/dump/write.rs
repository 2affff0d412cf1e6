use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Counts, DumpError, FORMAT, Header, Heading, Mark, VERSION};
use crate::{
    Cell, Db, DbError, Kind, Result, Row, Table,
    migrate::{applied, hex},
    params,
};

/// Writes the whole database as of this moment. `about` comes back in the [`Header`]; nothing secret belongs there.
///
/// The caller syncs and names the file.
pub async fn dump(
    db: &Db,
    about: BTreeMap<String, String>,
    out: impl Write + Send,
) -> std::result::Result<Counts, DumpError> {
    let mut tx = db.begin_read().await?;
    let tables = tx.tables().await?;
    let mut out = Hashing::new(out);
    let mut counts = Counts::default();
    out.line(&Header {
        format: FORMAT.to_owned(),
        version: VERSION,
        about,
        migrations: applied(&mut tx)
            .await?
            .into_iter()
            .map(|it| (it.name, it.checksum))
            .collect(),
        tables: tables.iter().map(heading).collect(),
    })?;
    for table in &tables {
        out.line(&Mark::Table {
            table: table.name.clone(),
        })?;
        let mut rows = 0;
        let mut failure = None;
        let outcome = tx
            .each(&select(table), params![], |row| {
                rows += 1;
                line(table, row, &mut out.buffer)?;
                out.flush_buffer().map_err(|error| {
                    failure = Some(error);
                    DbError::failure("the dump cannot be written")
                })
            })
            .await;
        if let Some(error) = failure {
            return Err(error.into());
        }
        outcome?;
        out.line(&Mark::Rows { rows })?;
        counts.tables += 1;
        counts.rows += rows;
    }
    tx.undo().await;
    out.finish(counts)?;
    Ok(counts)
}

fn heading(table: &Table) -> Heading {
    Heading {
        name: table.name.clone(),
        columns: table
            .columns
            .iter()
            .map(|it| (it.name.clone(), it.kind))
            .collect(),
    }
}

fn select(table: &Table) -> String {
    let columns: Vec<&str> = table.columns.iter().map(|it| it.name.as_str()).collect();
    let order = match table.key.is_empty() {
        true => String::new(),
        false => format!(" order by {}", table.key.join(", ")),
    };
    format!("select {} from {}{order}", columns.join(", "), table.name)
}

fn line(table: &Table, row: &Row<'_>, out: &mut Vec<u8>) -> Result<()> {
    out.push(b'[');
    for (index, column) in table.columns.iter().enumerate() {
        if 0 < index {
            out.push(b',');
        }
        let unfit = || DbError::Column {
            column: format!("{}.{}", table.name, column.name),
            expected: "value of its declared kind",
        };
        match (column.kind, row.cell(index)?) {
            (_, Cell::Null) => out.extend_from_slice(b"null"),
            (Kind::Bool, Cell::Bool(it)) => json(&it, out)?,
            (Kind::Bool, Cell::Int(it @ (0 | 1))) => json(&(it == 1), out)?,
            (Kind::Int, Cell::Int(it)) => json(&it, out)?,
            (Kind::Real, Cell::Real(it)) => json(&it.to_string(), out)?,
            (Kind::Real, Cell::Int(it)) => json(&it.to_string(), out)?,
            (Kind::Text, Cell::Text(it)) => json(&it, out)?,
            (Kind::Bytes, Cell::Bytes(it)) => json(&hex(it), out)?,
            _ => return Err(unfit()),
        }
    }
    out.extend_from_slice(b"]\n");
    Ok(())
}

fn json(it: &impl Serialize, out: &mut Vec<u8>) -> Result<()> {
    serde_json::to_writer(out, it).map_err(DbError::failure)
}

/// Counts the checksum of what passes.
struct Hashing<W> {
    out: W,
    hash: Sha256,
    buffer: Vec<u8>,
}

impl<W: Write> Hashing<W> {
    fn new(out: W) -> Self {
        Self {
            out,
            hash: Sha256::new(),
            buffer: Vec::new(),
        }
    }

    fn line(&mut self, it: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.buffer, it)?;
        self.buffer.push(b'\n');
        self.send()
    }

    fn flush_buffer(&mut self) -> io::Result<()> {
        match self.buffer.len() < 64 * 1024 {
            true => Ok(()),
            false => self.send(),
        }
    }

    fn send(&mut self) -> io::Result<()> {
        self.hash.update(&self.buffer);
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    fn finish(mut self, end: Counts) -> io::Result<()> {
        self.hash.update(serde_json::to_vec(&end)?);
        let sha256 = hex(&self.hash.finalize());
        serde_json::to_writer(&mut self.out, &Mark::End { end, sha256 })?;
        self.out.write_all(b"\n")?;
        self.out.flush()
    }
}
