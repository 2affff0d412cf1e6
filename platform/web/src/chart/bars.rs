//! Plain bars: one figure for each name.

use super::canvas::{Anchor, Area, Canvas, EDGE, LABEL, LEADING, MARGIN, height_of, px};
use super::fill::Fill;
use super::text::{shorten, wrap};
use super::{Chart, Frame, Table};

const BAR_HEIGHT: f64 = 18.0;
const ROW_GAP: f64 = 10.0;

/// Horizontal bars from a common zero.
#[derive(Debug, Clone)]
pub struct Bars<'a> {
    /// Heads the names in the table.
    pub label_heading: &'a str,
    /// Heads the figures in the table.
    pub figure_heading: &'a str,
    pub fill: Fill,
    pub rows: Vec<Bar<'a>>,
}

#[derive(Debug, Clone, Copy)]
pub struct Bar<'a> {
    pub label: &'a str,
    /// The bar's length; `None` for a value that is not known, which draws no bar, unlike 0, which draws a hair's breadth.
    /// Negative values and those that are no number count as not known.
    pub value: Option<f64>,
    /// The value in words, with its unit: `15.6%`. For a missing value the words that say so.
    pub figure: &'a str,
}

impl Bar<'_> {
    fn known(&self) -> Option<f64> {
        self.value
            .filter(|value| value.is_finite() && *value >= 0.0)
    }
}

impl Bars<'_> {
    /// Names stand at the left (two lines at most), figures after the bar's end.
    pub fn draw(&self, frame: &Frame<'_>) -> Chart {
        let mut canvas = Canvas::new(frame);
        let room = canvas.right() - MARGIN;
        let size = LABEL.size;
        let labels: Vec<_> = self
            .rows
            .iter()
            .map(|row| wrap(row.label, size, room * 0.4, 2))
            .collect();
        let figures: Vec<_> = self
            .rows
            .iter()
            .map(|row| shorten(row.figure, size, room * 0.3))
            .collect();
        let widest = |texts: &[super::text::Wrapped]| {
            texts
                .iter()
                .map(|text| text.width(size))
                .fold(0.0, f64::max)
        };
        let left = MARGIN + widest(&labels) + 8.0;
        let length = canvas.right() - left - widest(&figures) - 8.0;
        let greatest = self.rows.iter().filter_map(Bar::known).fold(0.0, f64::max);

        let mut y = MARGIN;
        for ((row, label), figure) in self.rows.iter().zip(&labels).zip(&figures) {
            let height = height_of(label, size).max(BAR_HEIGHT + 4.0);
            let middle = y + height / 2.0;
            canvas.lines(
                MARGIN,
                middle - height_of(label, size) / 2.0,
                Anchor::Start,
                LABEL,
                label,
            );
            let mut end = left;
            if let Some(value) = row.known() {
                let share = if greatest > 0.0 {
                    value / greatest
                } else {
                    0.0
                };
                let bar = Area {
                    x: left,
                    y: middle - BAR_HEIGHT / 2.0,
                    width: (length * share).max(1.0),
                    height: BAR_HEIGHT,
                };
                canvas.area(bar, self.fill, &format!("{} {}", row.label, row.figure));
                end += bar.width;
            }
            canvas.lines(
                end + 6.0,
                middle - size * LEADING / 2.0,
                Anchor::Start,
                LABEL,
                figure,
            );
            y += height + ROW_GAP;
        }
        let bottom = (y - ROW_GAP).max(MARGIN);
        let axis = format!("M{} {MARGIN} V{}", px(left), px(bottom));
        canvas.path(&axis, EDGE, 1.0, "");
        Chart {
            svg: canvas.finish(bottom + MARGIN),
            table: self.table(),
        }
    }

    fn table(&self) -> Table {
        Table {
            head: vec![
                self.label_heading.to_owned(),
                self.figure_heading.to_owned(),
            ],
            rows: self
                .rows
                .iter()
                .map(|row| vec![row.label.to_owned(), row.figure.to_owned()])
                .collect(),
        }
    }
}
