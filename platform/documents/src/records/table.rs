//! A table of records read whole.

use super::batch::Batch;
use super::boundary;
use crate::decode;
use crate::error::{FoundKind, LimitKind, ReadError};
use crate::kind::{Shape, shape_of};
use crate::limits::{Deadline, Limits};
use crate::package::{Package, PackageKind};
use crate::xlsx;

/// A heading row and the rows under it, all as text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecordTable {
    pub header: Vec<String>,
    /// Rows that have any text. Each is as long as it came: see `ragged`.
    pub rows: Vec<RecordRow>,
    /// Rows with fewer or more fields than the heading row. Empty fields too many are no fault.
    pub ragged: Vec<RaggedRow>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRow {
    /// As Excel counts: the first row of the sheet is 1.
    pub number: u64,
    pub fields: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RaggedRow {
    pub number: u64,
    pub expected: usize,
    pub found: usize,
}

/// Reads CSV (comma or tab; UTF-8, CP932 or UTF-16) or the first visible filled sheet of an Excel workbook.
///
/// The heading row is the first row of a CSV file with any text, and the first row of a sheet with more than one filled cell.
pub fn read_table(
    bytes: &[u8],
    file_name: &str,
    limits: &Limits,
) -> Result<RecordTable, ReadError> {
    limits.allow(LimitKind::FileBytes, bytes.len() as u64)?;
    let deadline = Deadline::start(limits);
    match shape_of(bytes, file_name)? {
        Shape::Text => from_text(decode::text(bytes, file_name)?, limits, deadline),
        Shape::Packed => {
            let mut package = Package::open(bytes, limits, deadline)?;
            match package.kind(file_name)? {
                PackageKind::Word => Err(ReadError::WrongKind {
                    found: FoundKind::Word,
                    file_name: file_name.to_owned(),
                }),
                PackageKind::Excel => {
                    package.check_all()?;
                    from_sheets(xlsx::sheets(bytes, limits, deadline)?, limits)
                }
            }
        }
    }
}

fn from_text(text: String, limits: &Limits, deadline: Deadline) -> Result<RecordTable, ReadError> {
    // Files of old Macintosh programs end lines with a carriage return alone.
    let text = if text.contains('\r') && !text.contains('\n') {
        text.replace('\r', "\n")
    } else {
        text
    };
    let delimiter = boundary::delimiter(text.as_bytes());
    let extent = boundary::extent(text.as_bytes(), delimiter, true);
    if extent.is_quote_open {
        return Err(ReadError::UnclosedQuote {
            row: extent.rows + 1,
        });
    }
    limits.allow(LimitKind::Rows, extent.rows)?;
    let batch = Batch::new(text, 1, delimiter);
    let mut records = batch.records();
    let Some(header) = records.next() else {
        return Err(ReadError::NoHeader);
    };
    let mut table = RecordTable {
        header: header.iter().map(|it| it.trim().to_owned()).collect(),
        ..RecordTable::default()
    };
    limits.allow(LimitKind::Columns, table.header.len() as u64)?;
    let mut cells = 0;
    while let Some(record) = records.next() {
        cells += record.len() as u64;
        limits.allow(LimitKind::Cells, cells)?;
        if record.row().is_multiple_of(4096) {
            deadline.check()?;
        }
        let fields: Vec<String> = record.iter().map(str::to_owned).collect();
        table.push(record.row(), fields);
    }
    Ok(table)
}

fn from_sheets(sheets: Vec<xlsx::Sheet>, limits: &Limits) -> Result<RecordTable, ReadError> {
    let Some(sheet) = sheets.into_iter().find(|it| !it.rows.is_empty()) else {
        return Err(ReadError::NoHeader);
    };
    let is_wide = |row: &u32| sheet.rows[row].len() > 1;
    let Some(heading) = sheet.rows.keys().copied().find(is_wide).or(sheet
        .rows
        .keys()
        .next()
        .copied())
    else {
        return Err(ReadError::NoHeader);
    };
    let (Some(left), Some(right)) = (
        sheet.rows[&heading].keys().next(),
        sheet.rows[&heading].keys().next_back(),
    ) else {
        return Err(ReadError::NoHeader);
    };
    let (left, right) = (*left, *right);
    let fields = |row: u32| {
        let cells = &sheet.rows[&row];
        let last = cells
            .keys()
            .next_back()
            .copied()
            .unwrap_or(right)
            .max(right);
        (left..=last)
            .map(|column| cells.get(&column).cloned().unwrap_or_default())
            .collect::<Vec<_>>()
    };
    let header = fields(heading)
        .iter()
        .map(|it| it.trim().to_owned())
        .collect();
    let mut table = RecordTable {
        header,
        ..RecordTable::default()
    };
    let mut cells = 0;
    for row in sheet.rows.keys().copied().filter(|row| heading < *row) {
        let fields = fields(row);
        // A wide heading makes every row wide.
        cells += fields.len() as u64;
        limits.allow(LimitKind::Cells, cells)?;
        table.push(u64::from(row) + 1, fields);
    }
    Ok(table)
}

impl RecordTable {
    fn push(&mut self, number: u64, mut fields: Vec<String>) {
        let expected = self.header.len();
        while expected < fields.len() && fields.last().is_some_and(String::is_empty) {
            fields.pop();
        }
        if fields.len() != expected {
            self.ragged.push(RaggedRow {
                number,
                expected,
                found: fields.len(),
            });
        }
        self.rows.push(RecordRow { number, fields });
    }
}
