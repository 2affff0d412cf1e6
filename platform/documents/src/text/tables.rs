//! Cells that stand under each other become rows again.
//!
//! The cells of one stretch are told apart only by two signs of a new row: a blank line before the cell, and an empty cell, which is what
//! remains of a first column that was merged over several rows. Both signs also occur inside rows, so they count only at regular distances:
//!
//! 1. The cells up to the first blank line are a heading row; their number is the width of the table. Where no blank line comes, the cells up
//!    to the first empty one are.
//! 2. The table goes on as long as every row of that width begins with a sign. Further blank lines inside its rows are empty paragraphs.
//! 3. A stretch in which no second row follows has no columns that could be known: its cells become a table of one column.
//! 4. If the rows are irregular (a cell too few or too many) but at least half have the width of the heading row, each sign near the end of a row
//!    begins the next; short rows are filled with empty cells, and the text of surplus cells joins the last one, so that nothing is lost.
//!
//! A first column that is empty below its first row was merged: its cells are covered.

use crate::block::{Cell, Place, Table};
use crate::error::ReadError;
use crate::limits::Deadline;

pub(super) struct LooseCell {
    pub(super) place: Place,
    pub(super) lines: Vec<String>,
    pub(super) is_blank_after: bool,
}

impl LooseCell {
    fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.trim_end()).collect();
        lines.join("\n").trim().to_owned()
    }

    fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| line.trim().is_empty())
    }
}

/// The tables of one stretch of cells, each with the place of its first cell.
pub(super) fn arrange(
    cells: &[LooseCell],
    deadline: Deadline,
) -> Result<Vec<(Place, Table)>, ReadError> {
    let mut tables = Vec::new();
    let mut rest = cells;
    while let Some(first) = rest.first() {
        deadline.check()?;
        let (rows, used) = match (regular(rest), irregular(rest)) {
            // Rows that fit again after some that do not show that the table went on.
            (Some((_, used)), Some(all))
                if used < rest.len() && ends_in_a_row(&rest[used..], &all.0) =>
            {
                all
            }
            (Some(table), _) | (None, Some(table)) => table,
            (None, None) => one_column(rest),
        };
        tables.push((
            first.place.clone(),
            Table {
                rows: with_merged_first_column(rows),
            },
        ));
        rest = &rest[used..];
    }
    Ok(tables)
}

type Rows = Vec<Vec<Cell>>;

/// The number of cells up to and with the first one that a blank line follows.
fn group_length(cells: &[LooseCell]) -> usize {
    cells
        .iter()
        .position(|cell| cell.is_blank_after)
        .map_or(cells.len(), |last| last + 1)
}

/// Widths that the heading row may have.
fn widths(cells: &[LooseCell]) -> impl Iterator<Item = usize> {
    let by_blank = group_length(cells);
    let by_empty = cells[..by_blank]
        .iter()
        .skip(1)
        .position(|cell| cell.is_empty())
        .map(|it| it + 1);
    [Some(by_blank), by_empty]
        .into_iter()
        .flatten()
        .filter(|width| 2 <= *width)
}

fn begins_row(cells: &[LooseCell], at: usize) -> bool {
    cells[at].is_empty() || cells[at - 1].is_blank_after
}

fn regular(cells: &[LooseCell]) -> Option<(Rows, usize)> {
    let reach = |width: usize| {
        let mut end = None;
        let mut start = width;
        while start + width <= cells.len() && begins_row(cells, start) {
            start += width;
            // A table ends where its cells end or at a blank line; anything else is the middle of a row.
            if start == cells.len() || cells[start - 1].is_blank_after {
                end = Some(start);
            }
        }
        end.map(|end| (end, width))
    };
    let (end, width) = widths(cells)
        .filter_map(reach)
        .max_by_key(|(end, _)| *end)?;
    Some((
        cells[..end]
            .chunks(width)
            .map(|row| row.iter().map(cell).collect())
            .collect(),
        end,
    ))
}

fn irregular(cells: &[LooseCell]) -> Option<(Rows, usize)> {
    let width = widths(cells).next()?;
    let mut starts = vec![0];
    for at in 1..cells.len() {
        let length = at - starts.last()?;
        if (width <= length && begins_row(cells, at))
            || (width <= length + 1 && cells[at].is_empty())
        {
            starts.push(at);
        }
    }
    starts.push(cells.len());
    let runs: Vec<&[LooseCell]> = starts
        .windows(2)
        .map(|pair| &cells[pair[0]..pair[1]])
        .collect();
    let fitting = runs[1..].iter().filter(|run| run.len() == width).count();
    // A regular table of another width further down shows that the first cells are a small table of their own.
    let is_other = |(rows, _): (Rows, usize)| rows.first().is_some_and(|row| row.len() != width);
    if fitting == 0
        || fitting * 2 < runs.len() - 1
        || regular(&cells[group_length(cells)..]).is_some_and(is_other)
    {
        return None;
    }
    let row = |run: &[LooseCell]| {
        let mut row: Vec<Cell> = run.iter().take(width).map(cell).collect();
        row.resize(width, Cell::default());
        for surplus in run.iter().skip(width) {
            let last = &mut row[width - 1].text;
            *last = format!("{last}\n{}", surplus.text()).trim().to_owned();
        }
        row
    };
    Some((runs.into_iter().map(row).collect(), cells.len()))
}

/// Whether cells that no regular table could take end in a whole row of the table `rows`.
fn ends_in_a_row(cells: &[LooseCell], rows: &Rows) -> bool {
    let width = rows.first().map_or(0, Vec::len);
    let start = cells.len().saturating_sub(width);
    regular(cells).is_none() && 0 < start && begins_row(cells, start)
}

fn one_column(cells: &[LooseCell]) -> (Rows, usize) {
    let used = group_length(cells);
    (
        cells[..used].iter().map(|it| vec![cell(it)]).collect(),
        used,
    )
}

fn cell(loose: &LooseCell) -> Cell {
    Cell {
        text: loose.text(),
        covered: false,
    }
}

fn with_merged_first_column(mut rows: Rows) -> Rows {
    let is_merged = rows
        .first()
        .is_some_and(|row| 1 < row.len() && !row[0].text.is_empty())
        && rows[1..].iter().all(|row| row[0].text.is_empty());
    if is_merged {
        for row in &mut rows[1..] {
            row[0].covered = true;
        }
    }
    rows
}
