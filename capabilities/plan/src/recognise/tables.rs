//! The rows of measure tables: merged cells filled in, headers repeated on every page dropped, tables cut by a page put together again.

use documents::{Cell, Table};

use super::columns::{Column, Columns};
use super::{bullets, owners, text};

/// One row of a measure table, its cells by what they hold. `None`: the table has no such column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Measure {
    pub(crate) field: Option<String>,
    pub(crate) direction: Option<String>,
    pub(crate) number: Option<String>,
    pub(crate) name: String,
    pub(crate) purposes: Option<String>,
    pub(crate) contents: Option<String>,
    pub(crate) owners: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Row {
    Measure(Measure),
    /// The measure above goes on: its row was cut by a page, or has several lines of cells.
    GoesOn {
        purposes: String,
        contents: String,
        owners: String,
    },
    /// Text across the table: above its header, a heading within it, or a note below.
    Across(String),
    /// Text without a name and without a measure above it.
    Unnamed(String),
    /// A column with text in it whose heading is unknown, and that text.
    UnknownColumn {
        heading: String,
        sample: String,
    },
}

/// Reads measure tables one after the other, and remembers what a table cut by a page needs from the one before.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    columns: Option<Columns>,
    field: Option<String>,
    direction: Option<String>,
    above: Option<Measure>,
}

impl Reader {
    /// A heading stands between: what follows is no continuation.
    pub(crate) fn forget(&mut self) {
        *self = Self::default();
    }

    /// The rows with their positions, counted from 0, or nothing if this is no table of measures.
    pub(crate) fn read(&mut self, table: &Table) -> Option<Vec<(usize, Row)>> {
        let mut found = Vec::new();
        let header = (0..table.rows.len()).find_map(|at| {
            header_at(&table.rows, at).map(|(columns, height)| (at, columns, height))
        });
        let mut at = match header {
            Some((at, columns, height)) => {
                let above_header = table.rows[..at]
                    .iter()
                    .enumerate()
                    .filter_map(|(index, row)| Some((index, Row::Across(own_text(row)?))));
                found.extend(above_header);
                found.extend(
                    unknown_columns(&columns, &table.rows[at + height..])
                        .into_iter()
                        .map(|column| (at, column)),
                );
                self.columns = Some(columns);
                at + height
            }
            None if self.continues_in(table) => 0,
            None => return None,
        };
        while at < table.rows.len() {
            match header_at(&table.rows, at) {
                Some((columns, height)) => {
                    self.columns = Some(columns);
                    at += height;
                }
                None => {
                    found.extend(self.row(&table.rows[at]).map(|row| (at, row)));
                    at += 1;
                }
            }
        }
        Some(found)
    }

    /// Whether a table without header goes on with the last one: as many columns, with text where names or contents belong, and with owners
    /// (or else sentences) where those belong.
    fn continues_in(&self, table: &Table) -> bool {
        let Some(columns) = self
            .columns
            .as_ref()
            .filter(|columns| columns.kinds.len() >= 3)
        else {
            return false;
        };
        if table
            .rows
            .iter()
            .any(|row| row.len() != columns.kinds.len())
        {
            return false;
        }
        let texts = |column: Column| {
            columns
                .of(column)
                .flat_map(|index| table.rows.iter().map(move |row| row[index].text.trim()))
                .filter(|text| !text.is_empty())
        };
        let has_measures = texts(Column::Name)
            .chain(texts(Column::Content))
            .next()
            .is_some();
        let has_owners = texts(Column::Owner).any(owners::is_likely);
        let has_sentences = texts(Column::Content)
            .any(|text| text.ends_with('。') || bullets::without_bullet(text).1);
        has_measures && (has_owners || (has_sentences && texts(Column::Owner).next().is_none()))
    }

    fn row(&mut self, row: &[Cell]) -> Option<Row> {
        let columns = self.columns.clone()?;
        let filled: Vec<usize> = (0..row.len())
            .filter(|index| !row[*index].covered && !row[*index].text.trim().is_empty())
            .collect();
        let (&first, rest) = filled.split_first()?;
        if rest.is_empty() && row.len() >= 3 {
            let is_across = row
                .iter()
                .enumerate()
                .all(|(index, cell)| index == first || cell.covered)
                && row.len() > 1;
            let kind = columns.kinds.get(first).copied().flatten();
            if is_across || matches!(kind, None | Some(Column::Number)) {
                return Some(Row::Across(row[first].text.trim().to_owned()));
            }
        }
        self.fill_down(&columns, row);
        let name = text_of(&columns, row, Column::Name).unwrap_or_default();
        if name.is_empty() {
            return self.nameless(&columns, row);
        }
        let measure = Measure {
            field: self.field.clone(),
            direction: self.direction.clone(),
            number: text_of(&columns, row, Column::Number).filter(|number| !number.is_empty()),
            name: text::joined(&name),
            purposes: self.shared(&columns, row, Column::Purpose, |above| {
                above.purposes.clone()
            }),
            contents: self.shared(&columns, row, Column::Content, |above| {
                above.contents.clone()
            }),
            owners: self.shared(&columns, row, Column::Owner, |above| above.owners.clone()),
        };
        self.above = Some(measure.clone());
        Some(Row::Measure(measure))
    }

    /// Fields and directions are written once and hold until the next: merged downwards, or left blank below.
    fn fill_down(&mut self, columns: &Columns, row: &[Cell]) {
        if let Some(field) = text_of(columns, row, Column::Field).filter(|field| !field.is_empty())
        {
            let field = text::joined(&field);
            if self
                .field
                .as_ref()
                .is_none_or(|above| text::key(above) != text::key(&field))
            {
                self.direction = None;
            }
            self.field = Some(field);
        }
        if let Some(direction) =
            text_of(columns, row, Column::Direction).filter(|direction| !direction.is_empty())
        {
            self.direction = Some(text::joined(&direction));
        }
    }

    fn nameless(&self, columns: &Columns, row: &[Cell]) -> Option<Row> {
        let part = |column| text_of(columns, row, column).unwrap_or_default();
        let (purposes, contents, owners) = (
            part(Column::Purpose),
            part(Column::Content),
            part(Column::Owner),
        );
        if purposes.is_empty() && contents.is_empty() && owners.is_empty() {
            let holds_more = columns
                .first(Column::Number)
                .is_some_and(|index| !row[index].text.trim().is_empty());
            return holds_more
                .then(|| own_text(row).map(Row::Unnamed))
                .flatten();
        }
        match self.above {
            Some(_) => Some(Row::GoesOn {
                purposes,
                contents,
                owners,
            }),
            None => own_text(row).map(Row::Unnamed),
        }
    }

    /// The text of a column, or what the measure above has if their cells are merged into one.
    fn shared(
        &self,
        columns: &Columns,
        row: &[Cell],
        column: Column,
        of_above: impl Fn(&Measure) -> Option<String>,
    ) -> Option<String> {
        let index = columns.first(column)?;
        // Covered from the left, not from above: the text belongs to the other column.
        let is_covered_from_left = index > 0
            && !row[index - 1].covered
            && matches!(
                columns.kinds[index - 1],
                Some(Column::Purpose | Column::Content)
            )
            && column != Column::Owner;
        if row[index].covered
            && !is_covered_from_left
            && columns.of(column).all(|index| row[index].covered)
        {
            return Some(self.above.as_ref().and_then(of_above).unwrap_or_default());
        }
        text_of(columns, row, column)
    }
}

/// A header of one or two rows, and its height.
fn header_at(rows: &[Vec<Cell>], at: usize) -> Option<(Columns, usize)> {
    let one = Columns::read(&rows[at]);
    let two = rows
        .get(at + 1)
        .and_then(|lower| Columns::read_two(&rows[at], lower));
    let known = |columns: &Columns| columns.kinds.iter().flatten().count();
    match (one, two) {
        (Some(one), Some(two)) if known(&two) > known(&one) => Some((two, 2)),
        (Some(one), _) => Some((one, 1)),
        (None, Some(two)) => Some((two, 2)),
        (None, None) => None,
    }
}

fn unknown_columns(columns: &Columns, rows: &[Vec<Cell>]) -> Vec<Row> {
    let unknown = columns
        .kinds
        .iter()
        .enumerate()
        .filter(|(_, kind)| kind.is_none());
    unknown
        .filter_map(|(index, _)| {
            let measures = rows.iter().filter(|row| {
                columns
                    .first(Column::Name)
                    .is_some_and(|name| !row[name].text.trim().is_empty())
            });
            let sample = measures
                .map(|row| row[index].text.trim())
                .find(|text| !text.is_empty() && *text != columns.headings[index])?;
            Some(Row::UnknownColumn {
                heading: columns.headings[index].clone(),
                sample: sample.to_owned(),
            })
        })
        .collect()
}

/// The text of all columns of that kind, from left to right.
fn text_of(columns: &Columns, row: &[Cell], column: Column) -> Option<String> {
    columns.first(column)?;
    let texts = columns
        .of(column)
        .map(|index| row[index].text.trim())
        .filter(|text| !text.is_empty());
    Some(texts.collect::<Vec<_>>().join("\n"))
}

/// All text of a row in one piece.
pub(crate) fn own_text(row: &[Cell]) -> Option<String> {
    let texts: Vec<&str> = row
        .iter()
        .filter(|cell| !cell.covered)
        .map(|cell| cell.text.trim())
        .filter(|text| !text.is_empty())
        .collect();
    (!texts.is_empty()).then(|| texts.join("　"))
}

#[cfg(test)]
mod tests;
