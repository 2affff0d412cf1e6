//! The walk through the document, block by block: every row of a measure table with the headings over it, every other line with its place.

use documents::{Block, Cell, Content, Place, Table};

use super::headings::{self, HeadingId, Outline};
use super::refusal::FoundTable;
use super::tables::{self, Measure, Reader, Row};
use super::{past_plans, remarks, statements, text};
use crate::model::{PastPlan, Spot, Warning};

/// What the walk brought home.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) outline: Outline,
    /// How many rows came before each heading of the outline.
    pub(crate) rows_before_heading: Vec<usize>,
    pub(crate) rows: Vec<FoundRow>,
    pub(crate) lines: Vec<Line>,
    pub(crate) past_plans: Vec<PastPlan>,
    /// Tables that are none of the known kinds.
    pub(crate) other_tables: Vec<Line>,
    /// Every table, for the case that none of them has measures.
    pub(crate) tables: Vec<FoundTable>,
    /// The first table that has a header of measures.
    pub(crate) measure_table: Option<Spot>,
    pub(crate) warnings: Vec<Warning>,
}

/// A measure with what stands over it.
#[derive(Debug)]
pub(crate) struct FoundRow {
    pub(crate) measure: Measure,
    pub(crate) field_heading: Option<HeadingId>,
    pub(crate) direction_heading: Option<HeadingId>,
    pub(crate) sheet: Option<String>,
    pub(crate) spot: Spot,
}

/// A line that is neither heading nor part of a measure.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) spot: Spot,
    /// The headings over it, widest first.
    pub(crate) under: Vec<HeadingId>,
    /// How many rows of measures came before it.
    pub(crate) rows_before: usize,
    pub(crate) source: Source,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    Paragraph,
    /// A paragraph in a frame: a table of one column.
    Box,
    /// Text across a measure table.
    Across,
    Comment,
}

pub(crate) fn walk(blocks: &[Block]) -> Found {
    let levels = blocks.iter().filter_map(|block| match block.content {
        Content::Heading { level, .. } => Some(level),
        _ => None,
    });
    let mut walk = Walk {
        found: Found {
            outline: Outline::new(levels),
            ..Found::default()
        },
        reader: Reader::default(),
        sheet: None,
    };
    for (index, block) in blocks.iter().enumerate() {
        let next = blocks.get(index + 1).map(|block| &block.content);
        let previous = index.checked_sub(1).map(|before| &blocks[before].content);
        walk.step(block, previous, next);
    }
    walk.found
}

struct Walk {
    found: Found,
    reader: Reader,
    sheet: Option<String>,
}

impl Walk {
    fn step(&mut self, block: &Block, previous: Option<&Content>, next: Option<&Content>) {
        self.enter_sheet(&block.place);
        let spot = Spot::of(&block.place);
        match &block.content {
            Content::Heading { level, text } => {
                self.reader.forget();
                self.found.outline.enter(*level, text, spot);
                self.found.rows_before_heading.push(self.found.rows.len());
            }
            Content::Paragraph { text } => self.paragraph(text, spot, previous, next),
            Content::Comment { text } => self.line(text::joined(text), spot, Source::Comment),
            Content::Table(table) => self.table(table, &block.place),
        }
    }

    /// Another sheet begins anew: its headings have nothing to do with those of the sheet before.
    fn enter_sheet(&mut self, place: &Place) {
        if let Place::Sheet { name, .. } = place
            && self.sheet.as_ref() != Some(name)
        {
            self.sheet = Some(name.clone());
            self.found.outline.leave_all();
            self.reader.forget();
        }
    }

    fn paragraph(
        &mut self,
        text: &str,
        spot: Spot,
        previous: Option<&Content>,
        next: Option<&Content>,
    ) {
        let words = |content: Option<&Content>| match content {
            Some(Content::Paragraph { text }) => Some(text.clone()),
            _ => None,
        };
        let is_before_a_table =
            matches!(next, Some(Content::Table(_))) && self.found.outline.marked_depth() < 2;
        let is_heading = headings::reads_like_a_heading(
            text,
            words(previous).as_deref(),
            words(next).as_deref(),
        ) || (is_before_a_table && headings::could_head_a_table(text));
        if is_heading {
            self.heading(text, spot);
            return;
        }
        // Words between two tables part them; a reviewer's words do not.
        if !remarks::asks_for_change(text) {
            self.reader.forget();
        }
        for line in text::lines(text) {
            self.line(line.to_owned(), spot.clone(), Source::Paragraph);
        }
    }

    fn heading(&mut self, text: &str, spot: Spot) {
        self.reader.forget();
        self.found.outline.enter_unmarked(text, spot);
        self.found.rows_before_heading.push(self.found.rows.len());
    }

    fn line(&mut self, text: String, spot: Spot, source: Source) {
        let under = self.found.outline.open().to_vec();
        self.found.lines.push(Line {
            text,
            spot,
            under,
            rows_before: self.found.rows.len(),
            source,
        });
    }

    fn table(&mut self, table: &Table, place: &Place) {
        let spot = Spot::of(place);
        let first_row = table
            .rows
            .first()
            .map(|row| {
                row.iter()
                    .map(|cell| text::beginning(cell.text.trim(), 20))
                    .collect()
            })
            .unwrap_or_default();
        self.found.tables.push(FoundTable {
            spot: spot.clone(),
            first_row,
        });
        if let Some(rows) = self.reader.read(table) {
            self.found.measure_table.get_or_insert(spot);
            for (index, row) in rows {
                self.row(row, Spot::of_row(place, index));
            }
        } else if let Some(plans) = past_plans::read(table, place, &mut self.found.warnings) {
            self.found.past_plans.extend(plans);
        } else if let Some(lines) = boxed_lines(table) {
            for (index, line) in lines {
                self.line(line, Spot::of_row(place, index), Source::Box);
            }
        } else if let Some(text) = table.rows.iter().find_map(|row| tables::own_text(row)) {
            let under = self.found.outline.open().to_vec();
            self.found.other_tables.push(Line {
                text: text::beginning(&text, 60),
                spot,
                under,
                rows_before: self.found.rows.len(),
                source: Source::Box,
            });
        }
    }

    fn row(&mut self, row: Row, spot: Spot) {
        match row {
            Row::Measure(measure) => {
                let (field_heading, direction_heading) = self.found.outline.field_and_direction();
                self.found.rows.push(FoundRow {
                    measure,
                    field_heading,
                    direction_heading,
                    sheet: self.sheet.clone(),
                    spot,
                });
            }
            Row::GoesOn {
                purposes,
                contents,
                owners,
            } => {
                if let Some(above) = self.found.rows.last_mut() {
                    extend(&mut above.measure.purposes, &purposes);
                    extend(&mut above.measure.contents, &contents);
                    extend(&mut above.measure.owners, &owners);
                }
            }
            Row::Across(text)
                if !text.contains('\n') && headings::reads_like_a_heading(&text, None, None) =>
            {
                self.found.outline.enter_unmarked(&text, spot);
                self.found.rows_before_heading.push(self.found.rows.len());
            }
            Row::Across(text) => {
                for line in text::lines(&text) {
                    self.line(line.to_owned(), spot.clone(), Source::Across);
                }
            }
            Row::Unnamed(text) => self.found.warnings.push(Warning::RowUnnamed {
                spot,
                text: text::beginning(&text, 60),
            }),
            Row::UnknownColumn { heading, sample } => {
                let is_known = self.found.warnings.iter().any(|warning| matches!(warning, Warning::ColumnUnknown { heading: known, .. } if *known == heading));
                if !is_known {
                    self.found.warnings.push(Warning::ColumnUnknown {
                        spot,
                        heading,
                        sample: text::beginning(&sample, 30),
                    });
                }
            }
        }
    }
}

fn extend(above: &mut Option<String>, below: &str) {
    if !below.is_empty() {
        let above = above.get_or_insert_default();
        above.push('\n');
        above.push_str(below);
    }
}

/// The lines of a frame around text: a table with one column in use, or with labels (施策の方向性) in the first and text in the second.
fn boxed_lines(table: &Table) -> Option<Vec<(usize, String)>> {
    let is_filled = |cell: &&Cell| !cell.covered && !cell.text.trim().is_empty();
    let mut lines = Vec::new();
    for (index, row) in table.rows.iter().enumerate() {
        let filled: Vec<&Cell> = row.iter().filter(is_filled).collect();
        let text = match filled[..] {
            [] => continue,
            [only] => &only.text,
            [label, text] if statements::is_label(&label.text) => &text.text,
            _ => return None,
        };
        lines.extend(text::lines(text).map(|line| (index, line.to_owned())));
    }
    Some(lines)
}
