//! Tables of a Word body as rectangles.

use super::body::{Reader, Story};
use crate::block::{Cell, Table};
use crate::error::{LimitKind, ReadError};
use crate::xml::{Node, Tag, Xml};

impl Reader<'_> {
    pub(super) fn table(&mut self, xml: &mut Xml<'_>) -> Result<(Table, Vec<String>), ReadError> {
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        let mut comments = Vec::new();
        let mut inside = 1;
        while 0 < inside {
            match xml.next()? {
                Node::Open(tag) => match tag.name() {
                    "tr" => {
                        if let Some(row) = self.row(xml, &mut comments)? {
                            rows.push(row);
                            self.limits.allow(LimitKind::Rows, rows.len() as u64)?;
                        }
                    }
                    "tblPr" | "tblGrid" | "tblPrEx" | "sdtPr" | "sdtEndPr" => xml.skip()?,
                    _ => inside += 1,
                },
                Node::Close => inside -= 1,
                Node::Text(_) | Node::End => {}
            }
        }
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        // One long row makes all others long.
        let filling: usize = rows.iter().map(|row| width - row.len()).sum();
        self.count_cells(filling)?;
        for row in &mut rows {
            row.resize(width, Cell::default());
        }
        Ok((Table { rows }, comments))
    }

    /// Counts the cells of all tables together, before memory is taken for them.
    fn count_cells(&mut self, more: usize) -> Result<(), ReadError> {
        self.cells = self.cells.saturating_add(more as u64);
        self.limits.allow(LimitKind::Cells, self.cells)
    }

    /// One row, or none if a change record deleted it.
    fn row(
        &mut self,
        xml: &mut Xml<'_>,
        comments: &mut Vec<String>,
    ) -> Result<Option<Vec<Cell>>, ReadError> {
        let mut row = Vec::new();
        let mut is_deleted = false;
        let mut inside = 1;
        while 0 < inside {
            match xml.next()? {
                Node::Open(tag) => match tag.name() {
                    "tc" => self.cell(xml, &mut row, comments)?,
                    "sdtPr" | "sdtEndPr" | "tblPrEx" => xml.skip()?,
                    name => {
                        match name {
                            "del" => is_deleted = true,
                            "gridBefore" if row.is_empty() => {
                                let before = number(&tag).min(self.limits.columns);
                                self.count_cells(before)?;
                                row.resize(before, Cell::default());
                            }
                            _ => {}
                        }
                        inside += 1;
                    }
                },
                Node::Close => inside -= 1,
                Node::Text(_) | Node::End => {}
            }
        }
        Ok(Some(row).filter(|row| !is_deleted && !row.is_empty()))
    }

    fn cell(
        &mut self,
        xml: &mut Xml<'_>,
        row: &mut Vec<Cell>,
        comments: &mut Vec<String>,
    ) -> Result<(), ReadError> {
        let mut story = Story::default();
        let (mut span, mut covered) = (1, false);
        let mut inside = 1;
        while 0 < inside {
            match xml.next()? {
                Node::Open(tag) => match tag.name() {
                    "tcPr" => (span, covered) = cell_properties(xml)?,
                    _ => {
                        if !self.story_element(xml, &tag, &mut story)? {
                            inside += 1;
                        }
                    }
                },
                Node::Close => inside -= 1,
                Node::Text(_) | Node::End => {}
            }
        }
        story.end();
        let columns = row.len().saturating_add(span);
        self.limits.allow(LimitKind::Columns, columns as u64)?;
        self.count_cells(span)?;
        comments.extend(story.comments());
        let text = if covered {
            String::new()
        } else {
            story.flat_text()
        };
        row.push(Cell { text, covered });
        row.extend((1..span).map(|_| Cell {
            text: String::new(),
            covered: true,
        }));
        Ok(())
    }
}

/// How many columns the cell spans, and whether it continues the cell above.
fn cell_properties(xml: &mut Xml<'_>) -> Result<(usize, bool), ReadError> {
    let (mut span, mut covered) = (1, false);
    let mut inside = 1;
    while 0 < inside {
        match xml.next()? {
            Node::Open(tag) => {
                match tag.name() {
                    "gridSpan" => span = number(&tag).max(1),
                    "vMerge" | "hMerge" => {
                        covered = tag.attribute("val").is_none_or(|it| it != "restart")
                    }
                    _ => {}
                }
                inside += 1;
            }
            Node::Close => inside -= 1,
            Node::Text(_) | Node::End => {}
        }
    }
    Ok((span, covered))
}

fn number(tag: &Tag<'_>) -> usize {
    tag.attribute("val")
        .and_then(|it| it.parse().ok())
        .unwrap_or(0)
}
