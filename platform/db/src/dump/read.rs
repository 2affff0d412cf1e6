use std::io::Read;

use super::{Counts, DumpError, Header, Heading, Mark, cells, lines::Lines};
use crate::{Db, DbError, Migration, Tx, Value, migrate, params};

/// Reads a dump to its end and says whether it is whole, without a database.
pub fn check(input: impl Read) -> Result<(Header, Counts), DumpError> {
    let mut lines = Lines::new(input);
    let header = lines.header()?;
    lines.drain()?;
    let counts = lines.end().ok_or(DumpError::Truncated)?;
    Ok((header, counts))
}

/// Loads a dump into an empty database, in one transaction: all or nothing.
///
/// `known` are the program's migrations; those that the dump names are run first, and a dump that names others is of a newer
/// program. An older dump leaves some for [`Db::migrate`]. `accept` looks at the header before anything happens.
pub async fn load(
    db: &Db,
    known: &[Migration],
    input: impl Read + Send,
    accept: impl FnOnce(&Header) -> bool + Send,
) -> Result<Counts, DumpError> {
    let mut lines = Lines::new(input);
    let header = lines.header()?;
    if !accept(&header) {
        return Err(DumpError::Declined);
    }
    let mut tx = db.begin_write().await?;
    make_tables(&mut tx, known, &header).await?;
    let counts = match fill_tables(&mut tx, &header, &mut lines).await {
        Ok(counts) => counts,
        // Whatever a damaged line caused, the reason to tell is the damage.
        Err(error @ (DumpError::Io(_) | DumpError::Truncated | DumpError::Altered)) => {
            return Err(error);
        }
        Err(error) => {
            lines.drain()?;
            return Err(error);
        }
    };
    tx.commit().await?;
    Ok(counts)
}

async fn make_tables(tx: &mut Tx, known: &[Migration], header: &Header) -> Result<(), DumpError> {
    let is_empty = tx.tables().await?.is_empty() && migrate::applied(tx).await?.is_empty();
    if !is_empty {
        return Err(DumpError::NotEmpty);
    }
    for (position, (name, checksum)) in header.migrations.iter().enumerate() {
        let step = known.iter().find(|it| it.name == *name);
        let step = step.ok_or_else(|| DbError::NewerSchema { name: name.clone() })?;
        if step.checksum() != *checksum {
            return Err(DbError::ChangedMigration { name: name.clone() }.into());
        }
        migrate::apply(tx, step, position).await?;
    }
    // A migration may fill its tables; the dump has those rows too.
    for table in tx.tables().await?.iter().rev() {
        tx.execute(&format!("delete from {}", table.name), params![])
            .await?;
    }
    Ok(())
}

async fn fill_tables<R: Read + Send>(
    tx: &mut Tx,
    header: &Header,
    lines: &mut Lines<R>,
) -> Result<Counts, DumpError> {
    let present = tx.tables().await?;
    let mut counts = Counts::default();
    for heading in &header.tables {
        let is_present = present.iter().any(|it| {
            it.name == heading.name
                && it.columns.len() == heading.columns.len()
                && it
                    .columns
                    .iter()
                    .all(|it| heading.columns.contains(&(it.name.clone(), it.kind)))
        });
        let begins = match lines.next()? {
            Some(line) => {
                matches!(Mark::read(line), Some(Mark::Table { table }) if table == heading.name)
            }
            None => false,
        };
        if !is_present || !begins {
            return Err(DumpError::BadLine(lines.number));
        }
        counts.tables += 1;
        counts.rows += fill_table(tx, heading, lines).await?;
    }
    let is_over = lines.next()?.is_none();
    match is_over && lines.end() == Some(counts) {
        true => Ok(counts),
        false => Err(DumpError::BadLine(lines.number)),
    }
}

async fn fill_table<R: Read + Send>(
    tx: &mut Tx,
    heading: &Heading,
    lines: &mut Lines<R>,
) -> Result<u64, DumpError> {
    let columns: Vec<&str> = heading.columns.iter().map(|it| it.0.as_str()).collect();
    let mut rows = Rows {
        lines,
        heading,
        found: 0,
        end: Ok(None),
    };
    let inserted = tx.insert_many(&heading.name, &columns, &mut rows).await;
    let Rows { found, end, .. } = rows;
    // The lines' own trouble comes first: the database only saw fewer rows.
    let told = end?;
    inserted?;
    match told == Some(found) {
        true => Ok(found),
        false => Err(DumpError::BadLine(lines.number)),
    }
}

/// The rows of one table, up to the line that counts them.
struct Rows<'a, R> {
    lines: &'a mut Lines<R>,
    heading: &'a Heading,
    found: u64,
    /// The count at the end, or what went wrong.
    end: Result<Option<u64>, DumpError>,
}

impl<R: Read> Iterator for Rows<'_, R> {
    type Item = Vec<Value>;

    fn next(&mut self) -> Option<Vec<Value>> {
        let number = self.lines.number + 1;
        let row = match self.lines.next() {
            Ok(Some(line)) if line.first() == Some(&b'[') => {
                cells::read(line, self.heading.columns.iter().map(|it| it.1))
            }
            Ok(Some(line)) => {
                self.end = match Mark::read(line) {
                    Some(Mark::Rows { rows }) => Ok(Some(rows)),
                    _ => Err(DumpError::BadLine(number)),
                };
                return None;
            }
            Ok(None) => None,
            Err(error) => {
                self.end = Err(error);
                return None;
            }
        };
        match row {
            Some(_) => self.found += 1,
            None => self.end = Err(DumpError::BadLine(number)),
        }
        row
    }
}
