//! Rows of stacked parts, such as the measures of each field by how far they are.

use super::canvas::{Anchor, Area, Canvas, LABEL, MARGIN, Mark, SIDE, SMALL, Type};
use super::fill::Fill;
use super::text::{figure, shorten, width_of, wrap};
use super::{Chart, Frame, Table};

const BAR_HEIGHT: f64 = 20.0;
const ROW_GAP: f64 = 14.0;
/// Anything but nothing stays visible.
const LEAST_WIDTH: f64 = 4.0;
const SWATCH: f64 = 10.0;

/// Horizontal bars, each of several parts.
#[derive(Debug, Clone)]
pub struct StackedBars<'a> {
    /// Heads the rows' names in the table.
    pub row_heading: &'a str,
    pub parts: Vec<Part<'a>>,
    pub rows: Vec<StackedRow<'a>>,
    pub scale: Scale,
}

/// One kind of part and its look.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    pub name: &'a str,
    pub fill: Fill,
}

#[derive(Debug, Clone)]
pub struct StackedRow<'a> {
    pub label: &'a str,
    /// Stands at the right above the bar, such as 「完了 12／20」; may be empty.
    pub note: &'a str,
    /// One for each part, in their order; missing ones count as 0, more are left out.
    pub counts: Vec<u32>,
}

/// What a bar's length means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Every bar is as wide as the chart: its parts are shares of the row.
    Share,
    /// Bars of all rows have one scale: twice as many is twice as long.
    Count,
}

impl StackedBars<'_> {
    /// Draws the legend and then, for each row, name and note, the bar, and its counts beside small swatches (parts of 0 have none).
    /// A part that is there gets at least 4 pixels. The table has a column for each part.
    pub fn draw(&self, frame: &Frame<'_>) -> Chart {
        let mut canvas = Canvas::new(frame);
        let legend = self
            .parts
            .iter()
            .map(|part| (part.name, Mark::Area(part.fill)));
        let mut y = MARGIN + canvas.legend(MARGIN, legend) + 4.0;
        let greatest = self
            .rows
            .iter()
            .map(|row| self.total(row))
            .max()
            .unwrap_or(0);
        for (index, row) in self.rows.iter().enumerate() {
            if index > 0 {
                y += ROW_GAP;
            }
            y += self.names(&mut canvas, y, row);
            self.bar(&mut canvas, y, row, greatest);
            y += BAR_HEIGHT + 4.0;
            y += self.counts(&mut canvas, y, row);
        }
        Chart {
            svg: canvas.finish(y + MARGIN),
            table: self.table(),
        }
    }

    fn parts_of<'b>(
        &'b self,
        row: &'b StackedRow<'_>,
    ) -> impl Iterator<Item = (&'b Part<'b>, u32)> {
        let counts = row.counts.iter().copied().chain(std::iter::repeat(0));
        self.parts.iter().zip(counts)
    }

    fn total(&self, row: &StackedRow<'_>) -> u64 {
        self.parts_of(row).map(|(_, count)| u64::from(count)).sum()
    }

    fn names(&self, canvas: &mut Canvas<'_>, y: f64, row: &StackedRow<'_>) -> f64 {
        let room = canvas.right() - MARGIN;
        let note = shorten(row.note, SMALL, room * 0.45);
        let note_width = note.width(SMALL);
        let gap = if note.lines.is_empty() { 0.0 } else { 12.0 };
        let label = wrap(row.label, LABEL.size, room - note_width - gap, 2);
        let note_look = Type {
            colour: LABEL.colour,
            ..SIDE
        };
        canvas.lines(canvas.right(), y + 2.0, Anchor::End, note_look, &note);
        let height = canvas.lines(MARGIN, y, Anchor::Start, LABEL, &label);
        height.max(20.0) + 2.0
    }

    fn bar(&self, canvas: &mut Canvas<'_>, y: f64, row: &StackedRow<'_>, greatest: u64) {
        let room = canvas.right() - MARGIN;
        let total = self.total(row);
        let whole = match self.scale {
            Scale::Share => total,
            Scale::Count => greatest,
        };
        if total == 0 {
            let line = format!("M{MARGIN} {} h{room}", y + BAR_HEIGHT / 2.0);
            canvas.path(&line, super::canvas::EDGE, 1.0, "2 3");
            return;
        }
        let present: Vec<_> = self.parts_of(row).filter(|(_, count)| *count > 0).collect();
        let fixed = LEAST_WIDTH * present.len() as f64;
        let flexible = (room - fixed).max(0.0);
        let mut x = MARGIN;
        for (part, count) in present {
            let width = LEAST_WIDTH + flexible * f64::from(count) / whole as f64;
            let area = Area {
                x,
                y,
                width,
                height: BAR_HEIGHT,
            };
            let title = format!("{} {}", part.name, figure(count.into(), 0));
            canvas.area(area, part.fill, &title);
            x += width;
        }
    }

    /// The counts under the bar, in as many lines as they need.
    fn counts(&self, canvas: &mut Canvas<'_>, y: f64, row: &StackedRow<'_>) -> f64 {
        if self.total(row) == 0 {
            return 0.0;
        }
        let step = 18.0;
        let look = Type {
            colour: LABEL.colour,
            ..SIDE
        };
        let (mut x, mut top) = (MARGIN, y);
        for (part, count) in self.parts_of(row).filter(|(_, count)| *count > 0) {
            let text = figure(count.into(), 0);
            let width = SWATCH + 4.0 + width_of(&text, SMALL);
            if x > MARGIN && x + width > canvas.right() {
                (x, top) = (MARGIN, top + step);
            }
            let swatch = Area {
                x,
                y: top + 4.0,
                width: SWATCH,
                height: SWATCH,
            };
            canvas.area(swatch, part.fill, part.name);
            canvas.text(x + SWATCH + 4.0, top + 13.0, Anchor::Start, look, &text);
            x += width + 14.0;
        }
        top + step - y
    }

    fn table(&self) -> Table {
        let names = self.parts.iter().map(|part| part.name.to_owned());
        let row_of = |row: &StackedRow<'_>| {
            let counts = self.parts_of(row).map(|(_, count)| figure(count.into(), 0));
            std::iter::once(row.label.to_owned())
                .chain(counts)
                .collect()
        };
        Table {
            head: std::iter::once(self.row_heading.to_owned())
                .chain(names)
                .collect(),
            rows: self.rows.iter().map(row_of).collect(),
        }
    }
}
