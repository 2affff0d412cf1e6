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
mod tests {
    use super::*;

    /// A table as drawn: `^` is a cell covered by a merged area.
    fn table(rows: &[&[&str]]) -> Table {
        let cell = |text: &&str| {
            if *text == "^" {
                Cell {
                    text: String::new(),
                    covered: true,
                }
            } else {
                Cell {
                    text: (*text).to_owned(),
                    covered: false,
                }
            }
        };
        Table {
            rows: rows
                .iter()
                .map(|row| row.iter().map(cell).collect())
                .collect(),
        }
    }

    fn read(rows: &[&[&str]]) -> Vec<Row> {
        Reader::default()
            .read(&table(rows))
            .unwrap_or_default()
            .into_iter()
            .map(|(_, row)| row)
            .collect()
    }

    fn measures(rows: Vec<Row>) -> Vec<(Option<String>, Option<String>, String)> {
        rows.into_iter()
            .filter_map(|row| match row {
                Row::Measure(measure) => Some((measure.field, measure.direction, measure.name)),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn merged_and_blank_cells_take_what_stands_above() {
        let found = measures(read(&[
            &["分野", "方向性", "施策名", "担当課"],
            &["人事", "採用", "甲", "人事課"],
            &["^", "^", "乙", "人事課"],
            &["", "育成", "丙", "人事課"],
            &["研修", "", "丁", "人事課"],
        ]));

        let line = |field: &str, direction: Option<&str>, name: &str| {
            (
                Some(field.to_owned()),
                direction.map(str::to_owned),
                name.to_owned(),
            )
        };
        assert_eq!(
            found,
            [
                line("人事", Some("採用"), "甲"),
                line("人事", Some("採用"), "乙"),
                line("人事", Some("育成"), "丙"),
                line("研修", None, "丁")
            ]
        );
    }

    #[test]
    fn an_owner_merged_over_two_measures_carries_both() {
        let rows = read(&[
            &["施策名", "内容", "担当課"],
            &["甲", "・あ", "人事課"],
            &["乙", "・い", "^"],
        ]);

        assert!(
            matches!(&rows[1], Row::Measure(measure) if measure.owners.as_deref() == Some("人事課") && measure.contents.as_deref() == Some("・い"))
        );
    }

    #[test]
    fn a_header_repeated_on_the_next_page_is_no_measure_even_with_its_columns_moved() {
        let rows = read(&[
            &["施策名", "内容", "担当課"],
            &["甲", "あ", "人事課"],
            &["担当課", "施策名", "内容"],
            &["給与課", "乙", "い"],
        ]);

        assert_eq!(rows.len(), 2);
        assert!(
            matches!(&rows[1], Row::Measure(measure) if measure.name == "乙" && measure.owners.as_deref() == Some("給与課"))
        );
    }

    #[test]
    fn a_table_cut_by_a_page_goes_on_without_its_header() {
        let mut reader = Reader::default();
        reader.read(&table(&[
            &["施策名", "内容", "担当課"],
            &["甲", "・あ", "人事課"],
        ]));

        let rest = reader
            .read(&table(&[&["", "・続き", ""], &["乙", "・い", "給与課"]]))
            .unwrap();
        reader.forget();

        assert!(matches!(&rest[0].1, Row::GoesOn { contents, .. } if contents == "・続き"));
        assert!(matches!(&rest[1].1, Row::Measure(measure) if measure.name == "乙"));
        assert!(reader.read(&table(&[&["丙", "う", "給与課"]])).is_none());
    }

    #[test]
    fn text_across_the_table_is_no_measure() {
        let rows = read(&[
            &["施策の一覧", "^", "^"],
            &["施策名", "内容", "担当課"],
            &["１　人事", "^", "^"],
            &["甲", "あ", "人事課"],
            &["※担当は予定", "^", "^"],
        ]);

        assert_eq!(rows[0], Row::Across("施策の一覧".to_owned()));
        assert_eq!(rows[1], Row::Across("１　人事".to_owned()));
        assert_eq!(rows[3], Row::Across("※担当は予定".to_owned()));
    }

    #[test]
    fn a_column_that_nobody_knows_is_named_unless_it_is_empty() {
        let rows = read(&[
            &["計画", "施策名", "内容", "担当課", "予算"],
            &["^", "甲", "あ", "人事課", "百万円"],
        ]);

        assert_eq!(
            rows[0],
            Row::UnknownColumn {
                heading: "予算".to_owned(),
                sample: "百万円".to_owned()
            }
        );
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn another_table_is_none_of_ours() {
        assert!(
            Reader::default()
                .read(&table(&[&["年度", "人数"], &["令和５", "12"]]))
                .is_none()
        );
        assert!(Reader::default().read(&Table::default()).is_none());
    }
}
