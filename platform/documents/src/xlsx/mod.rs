//! Excel workbooks: their visible sheets, as blocks or as rows of text.

mod blocks;
mod guard;
mod shown;

pub(crate) use blocks::blocks;
pub(crate) use guard::look_through;

use crate::error::{LimitKind, ReadError};
use crate::limits::{Deadline, Limits};
use calamine::{DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx};
use std::collections::BTreeMap;
use std::io::Cursor;

/// One visible sheet: its filled cells only, for a single cell in the last corner must not cost the memory of all before it.
pub(crate) struct Sheet {
    pub(crate) name: String,
    /// Row and column count from 0. Texts and rows are never empty.
    pub(crate) rows: BTreeMap<u32, BTreeMap<u32, String>>,
    /// Merged areas as far as there are filled cells.
    pub(crate) merged: Vec<Dimensions>,
}

/// All visible worksheets in the order of their tabs. The package must have been checked against the limits before.
pub(crate) fn sheets(
    bytes: &[u8],
    limits: &Limits,
    deadline: Deadline,
) -> Result<Vec<Sheet>, ReadError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes))
        .map_err(|error| ReadError::damaged("xl/workbook.xml", error))?;
    let visible: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    let (mut cells, mut text_bytes) = (0_u64, 0_u64);
    let mut sheets = Vec::new();
    for name in visible {
        // Thousands of names may stand for one sheet.
        deadline.check()?;
        let damaged = |error| ReadError::damaged(&name, error);
        let merged = workbook.merge_cells_by_sheet_name(&name).map_err(damaged)?;
        limits.allow(LimitKind::Cells, merged.len() as u64)?;
        let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
        let mut reader = workbook.worksheet_cells_reader(&name).map_err(damaged)?;
        let styles = reader.styles();
        let formats: Vec<String> = styles
            .iter()
            .map(|it| {
                it.number_format
                    .as_ref()
                    .map_or(String::new(), |it| it.format_code.to_string())
            })
            .collect();
        while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(damaged)? {
            let (row, column) = cell.get_position();
            let format = formats.get(style).map_or("", String::as_str);
            let Some(text) = text_of(cell.get_value(), format) else {
                continue;
            };
            limits.allow(LimitKind::Columns, u64::from(column) + 1)?;
            cells += 1;
            limits.allow(LimitKind::Cells, cells)?;
            // A text that stands in the file once may be shown by every cell.
            text_bytes += text.len() as u64;
            limits.allow(LimitKind::ExpandedBytes, text_bytes)?;
            rows.entry(row).or_default().insert(column, text);
            limits.allow(LimitKind::Rows, rows.len() as u64)?;
            if cells.is_multiple_of(4096) {
                deadline.check()?;
            }
        }
        let merged = within_filled(merged, &rows, limits)?;
        sheets.push(Sheet { name, rows, merged });
    }
    Ok(sheets)
}

/// Cuts merged areas off where the sheet is empty: people merge whole columns, and attackers do so a thousand times.
fn within_filled(
    merged: Vec<Dimensions>,
    rows: &BTreeMap<u32, BTreeMap<u32, String>>,
    limits: &Limits,
) -> Result<Vec<Dimensions>, ReadError> {
    let last_row = rows.keys().next_back().copied().unwrap_or(0);
    let last_column = rows
        .values()
        .filter_map(|it| it.keys().next_back())
        .max()
        .copied()
        .unwrap_or(0);
    let mut areas = Vec::new();
    let mut cells = 0_u64;
    for Dimensions { start, end } in merged {
        let end = (end.0.min(last_row), end.1.min(last_column));
        if start.0 <= end.0 && start.1 <= end.1 {
            cells += u64::from(end.0 - start.0 + 1) * u64::from(end.1 - start.1 + 1);
            limits.allow(LimitKind::Cells, cells)?;
            areas.push(Dimensions { start, end });
        }
    }
    Ok(areas)
}

fn text_of(value: &DataRef<'_>, format: &str) -> Option<String> {
    let text = match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => shown::number(*number, format),
        DataRef::String(text) => plain_lines(text),
        DataRef::SharedString(text) => plain_lines(text),
        DataRef::Bool(is_true) => if *is_true { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(at) => shown::date_time(at),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    };
    Some(text).filter(|it| !it.is_empty())
}

fn plain_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
