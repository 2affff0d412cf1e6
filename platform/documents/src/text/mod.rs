//! Plain text as it comes from pasting a Word document or from a converter.
//!
//! What a line may be:
//!
//! - `[bookmark: NAME]` anywhere in a line is a mark of the converter and no text. A name that begins with `_Toc` is what Word leaves on each
//!   heading that its table of contents lists: such a line is a heading. Only in a text without any such mark are headings looked for by the
//!   numbers typed before them ([`headings`]).
//! - A line that begins with a tab begins a cell of a table; the text after the tab is the cell's first line, and a line with only a tab is an
//!   empty cell. Lines right below that begin without a tab are further lines of the same cell.
//! - Blank lines may stand after any cell: converters write one after a row, but also for an empty paragraph inside a cell.
//!   A line without a tab after a blank line ends the tables. How cells become rows is told in [`tables`].
//! - Two or more lines under each other, each with the same number of tabs inside, are a table whose rows are the lines.
//! - Any other line is a paragraph.

mod headings;
mod tables;

use crate::block::{Block, Cell, Content, Place, Table};
use crate::error::{LimitKind, ReadError};
use crate::limits::{Deadline, Limits};
use tables::LooseCell;

/// One line without its bookmarks.
struct Line {
    number: usize,
    text: String,
    is_marked_heading: bool,
}

impl Line {
    fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && !self.begins_cell()
    }

    fn begins_cell(&self) -> bool {
        self.text.starts_with('\t')
    }

    fn inner_tabs(&self) -> usize {
        if self.begins_cell() || self.is_marked_heading {
            0
        } else {
            self.text.trim().matches('\t').count()
        }
    }
}

pub(crate) fn blocks(
    text: &str,
    limits: &Limits,
    deadline: Deadline,
) -> Result<Vec<Block>, ReadError> {
    let lines = lines(text, limits)?;
    let mut blocks = Vec::new();
    let mut paragraphs = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        deadline.check()?;
        let place = Place::Line(line.number);
        if line.is_blank() {
            at += 1;
        } else if line.begins_cell() {
            let (cells, after) = loose_cells(&lines, at, limits)?;
            for (place, table) in tables::arrange(&cells, deadline)? {
                allow_size(&table, limits)?;
                blocks.push(Block {
                    place,
                    content: Content::Table(table),
                });
            }
            at = after;
        } else if let Some(rows) = lines_with_tabs(&lines[at..]) {
            let table = Table {
                rows: lines[at..at + rows]
                    .iter()
                    .map(|line| cells_of(&line.text))
                    .collect(),
            };
            allow_size(&table, limits)?;
            blocks.push(Block {
                place,
                content: Content::Table(table),
            });
            at += rows;
        } else {
            paragraphs.push((blocks.len(), line.is_marked_heading));
            blocks.push(Block {
                place,
                content: Content::Paragraph {
                    text: line.text.trim_end().to_owned(),
                },
            });
            at += 1;
        }
    }
    give_levels(&mut blocks, &paragraphs);
    Ok(blocks)
}

/// Turns the paragraphs that are headings into headings. `paragraphs` holds where each stands and whether it is marked.
fn give_levels(blocks: &mut [Block], paragraphs: &[(usize, bool)]) {
    let texts = paragraphs
        .iter()
        .map(|(at, is_marked)| match &blocks[*at].content {
            Content::Paragraph { text } => (text.as_str(), *is_marked),
            _ => ("", false),
        });
    let levels = headings::levels(&texts.collect::<Vec<_>>());
    for ((at, _), level) in paragraphs.iter().zip(levels) {
        if let (Some(level), Content::Paragraph { text }) = (level, &blocks[*at].content) {
            blocks[*at].content = Content::Heading {
                level,
                text: text.trim().to_owned(),
            };
        }
    }
}

fn lines(text: &str, limits: &Limits) -> Result<Vec<Line>, ReadError> {
    // Word pastes its line break as a vertical tab and its page break as a form feed.
    let text = text.replace("\r\n", "\n").replace(
        ['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'],
        "\n",
    );
    let mut lines = Vec::new();
    for (index, line) in text.split('\n').enumerate() {
        limits.allow(LimitKind::Rows, index as u64)?;
        let (text, is_marked_heading) = without_bookmarks(line);
        lines.push(Line {
            number: index + 1,
            text,
            is_marked_heading,
        });
    }
    Ok(lines)
}

/// The line without `[bookmark: …]`, and whether one of them marks a heading.
fn without_bookmarks(line: &str) -> (String, bool) {
    const OPENING: &str = "[bookmark:";
    let (mut text, mut rest, mut is_heading) = (String::with_capacity(line.len()), line, false);
    while let Some((before, after)) = rest.split_once(OPENING) {
        let Some((name, behind)) = after.split_once(']') else {
            break;
        };
        is_heading |= name.trim().starts_with("_Toc");
        text.push_str(before);
        rest = behind;
    }
    text.push_str(rest);
    let is_heading = is_heading && !text.starts_with('\t') && !text.trim().is_empty();
    (text, is_heading)
}

/// The cells from line `start` on, to the end of the tables, and the line after them.
fn loose_cells(
    lines: &[Line],
    start: usize,
    limits: &Limits,
) -> Result<(Vec<LooseCell>, usize), ReadError> {
    let mut cells: Vec<LooseCell> = Vec::new();
    let mut at = start;
    while let Some(line) = lines.get(at) {
        if line.begins_cell() {
            let more = line.text.matches('\t').count();
            limits.allow(LimitKind::Columns, more as u64)?;
            limits.allow(LimitKind::Cells, (cells.len() + more) as u64)?;
            for text in line.text.split('\t').skip(1) {
                cells.push(LooseCell {
                    place: Place::Line(line.number),
                    lines: vec![text.to_owned()],
                    is_blank_after: false,
                });
            }
            at += 1;
        } else if line.is_blank() {
            let Some(next) = lines[at..]
                .iter()
                .position(|it| !it.is_blank())
                .map(|it| at + it)
            else {
                break;
            };
            if !lines[next].begins_cell() {
                break;
            }
            if let Some(cell) = cells.last_mut() {
                cell.is_blank_after = true;
            }
            at = next;
        } else if line.is_marked_heading {
            break;
        } else {
            if let Some(cell) = cells.last_mut() {
                cell.lines.push(line.text.clone());
            }
            at += 1;
        }
    }
    Ok((cells, at))
}

/// How many lines from the first on form a table of lines with tabs.
fn lines_with_tabs(lines: &[Line]) -> Option<usize> {
    let tabs = lines.first()?.inner_tabs();
    if tabs == 0 {
        return None;
    }
    let rows = lines
        .iter()
        .take_while(|line| line.inner_tabs() == tabs)
        .count();
    Some(rows).filter(|rows| 2 <= *rows)
}

fn cells_of(line: &str) -> Vec<Cell> {
    line.trim()
        .split('\t')
        .map(|text| Cell {
            text: text.trim().to_owned(),
            covered: false,
        })
        .collect()
}

fn allow_size(table: &Table, limits: &Limits) -> Result<(), ReadError> {
    let columns = table.rows.first().map_or(0, Vec::len);
    limits.allow(LimitKind::Columns, columns as u64)?;
    limits.allow(LimitKind::Cells, (columns * table.rows.len()) as u64)
}
