//! A workbook as blocks: blank rows separate them, rows with a single cell above or below a table are paragraphs.

use super::{Sheet, sheets};
use crate::block::{Block, Cell, Content, Place, Table};
use crate::error::{LimitKind, ReadError};
use crate::limits::{Deadline, Limits};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn blocks(
    bytes: &[u8],
    limits: &Limits,
    deadline: Deadline,
) -> Result<Vec<Block>, ReadError> {
    let mut blocks = Vec::new();
    let mut cells = 0;
    for mut sheet in sheets(bytes, limits, deadline)? {
        // A cell with nothing but spaces looks empty.
        sheet
            .rows
            .values_mut()
            .for_each(|row| row.retain(|_, text| !text.trim().is_empty()));
        sheet.rows.retain(|_, row| !row.is_empty());
        for band in bands(&sheet) {
            let columns = |row: &u32| sheet.rows.get(row).map_or(0, BTreeMap::len);
            let titles = band.iter().take_while(|row| columns(row) == 1).count();
            let left = band
                .iter()
                .filter_map(|row| sheet.rows.get(row)?.keys().next())
                .min();
            // A last row with a single cell further right belongs to the record above it.
            let is_note = |row: &u32| columns(row) == 1 && sheet.rows[row].keys().next() == left;
            let notes = band[titles..]
                .iter()
                .rev()
                .take_while(|row| is_note(row))
                .count();
            let (titles, rest) = band.split_at(titles);
            let (body, notes) = rest.split_at(rest.len() - notes);
            blocks.extend(titles.iter().filter_map(|row| paragraph(&sheet, *row)));
            if let (Some(first), Some(last)) = (body.first(), body.last()) {
                let table = table(&sheet, *first, *last, limits, &mut cells)?;
                blocks.push(Block {
                    place: place(&sheet, *first),
                    content: Content::Table(table),
                });
            }
            blocks.extend(notes.iter().filter_map(|row| paragraph(&sheet, *row)));
        }
    }
    Ok(blocks)
}

fn place(sheet: &Sheet, row: u32) -> Place {
    Place::Sheet {
        name: sheet.name.clone(),
        row: row as usize + 1,
    }
}

fn paragraph(sheet: &Sheet, row: u32) -> Option<Block> {
    let text = sheet.rows.get(&row)?.values().next()?.trim().to_owned();
    Some(Block {
        place: place(sheet, row),
        content: Content::Paragraph { text },
    })
}

/// Runs of rows without a blank one between them. A row under a merged area that began above is not blank.
fn bands(sheet: &Sheet) -> Vec<Vec<u32>> {
    let mut rows: BTreeSet<u32> = sheet.rows.keys().copied().collect();
    for area in &sheet.merged {
        let (top, left) = area.start;
        if sheet
            .rows
            .get(&top)
            .is_some_and(|cells| cells.contains_key(&left))
        {
            rows.extend(top..=area.end.0);
        }
    }
    let mut bands: Vec<Vec<u32>> = Vec::new();
    for row in rows {
        match bands.last_mut() {
            Some(band) if band.last().is_some_and(|above| above + 1 == row) => band.push(row),
            _ => bands.push(vec![row]),
        }
    }
    bands
}

fn table(
    sheet: &Sheet,
    first: u32,
    last: u32,
    limits: &Limits,
    cells: &mut u64,
) -> Result<Table, ReadError> {
    let filled = || {
        sheet
            .rows
            .range(first..=last)
            .flat_map(|(_, row)| row.keys().copied())
    };
    let (left, right) = (filled().min().unwrap_or(0), filled().max().unwrap_or(0));
    let width = (right - left + 1) as usize;
    *cells += (width as u64) * u64::from(last - first + 1);
    limits.allow(LimitKind::Cells, *cells)?;
    let mut rows = vec![vec![Cell::default(); width]; (last - first + 1) as usize];
    for (row, texts) in sheet.rows.range(first..=last) {
        for (column, text) in texts {
            rows[(row - first) as usize][(column - left) as usize].text = text.trim().to_owned();
        }
    }
    for area in &sheet.merged {
        let ((top, start), (bottom, end)) = (area.start, area.end);
        for row in top.max(first)..=bottom.min(last) {
            for column in start.max(left)..=end.min(right) {
                if (row, column) != (top, start) {
                    rows[(row - first) as usize][(column - left) as usize] = Cell {
                        text: String::new(),
                        covered: true,
                    };
                }
            }
        }
    }
    Ok(Table { rows })
}
