//! What a person did over the years, as bars on a calendar.

use super::canvas::{
    Anchor, Area, Canvas, EDGE, GUIDE, LABEL, LEADING, MARGIN, Mark, SIDE, SMALL, Type, area_of, px,
};
use super::stacked::Part;
use super::text::{shorten, width_of};
use super::{Chart, Frame, Table};
use base::Date;

const BAR_HEIGHT: f64 = 14.0;
const ROW_GAP: f64 = 10.0;
const LEAST_WIDTH: f64 = 4.0;
/// The head of a bar that goes on.
const ARROW: f64 = 10.0;

/// Spans of time on the axis from `from` to `until`.
#[derive(Debug, Clone)]
pub struct Timeline<'a> {
    /// Heads the table: what, when, kind.
    pub headings: [&'a str; 3],
    /// The first day shown.
    pub from: Date,
    /// The day after the last one shown. At least the day after `from`, or the axis is a day long.
    pub until: Date,
    /// Days to mark on the axis with their words, such as each 1 April with its fiscal year. Words that would run into their
    /// neighbours are left out, the lines stay; days outside the axis are left out.
    pub ticks: Vec<(Date, &'a str)>,
    /// Kinds of spans and their looks, for the legend; one kind alone needs none.
    pub kinds: Vec<Part<'a>>,
    /// Drawn in this order, one under the other.
    pub spans: Vec<Span<'a>>,
}

#[derive(Debug, Clone, Copy)]
pub struct Span<'a> {
    /// Post and unit, for example.
    pub label: &'a str,
    /// The period in words; stands after the label and in the table.
    pub period: &'a str,
    /// Place in [`Timeline::kinds`]; one that is not there takes the first.
    pub kind: usize,
    pub from_on: Date,
    /// The day after the last one; `None` for what goes on, which ends in an arrow.
    pub until_on: Option<Date>,
}

impl Timeline<'_> {
    /// A bar for each span with its words above. Spans outside the axis are in the table only; those that begin before it or end
    /// after it are cut at its edge.
    pub fn draw(&self, frame: &Frame<'_>) -> Chart {
        let mut canvas = Canvas::new(frame);
        let legend = if self.kinds.len() > 1 {
            self.kinds.as_slice()
        } else {
            &[]
        };
        let legend = legend.iter().map(|kind| (kind.name, Mark::Area(kind.fill)));
        let axis = MARGIN + canvas.legend(MARGIN, legend) + 4.0;
        let top = axis + SMALL * LEADING + 8.0;
        let shown: Vec<&Span<'_>> = self
            .spans
            .iter()
            .filter(|span| self.is_shown(span))
            .collect();
        let row = LABEL.size * LEADING + 2.0 + BAR_HEIGHT + ROW_GAP;
        let bottom = top + shown.len() as f64 * row;
        self.axis(&mut canvas, axis, bottom);
        let mut y = top;
        for span in shown {
            self.span(&mut canvas, y, span);
            y += row;
        }
        Chart {
            svg: canvas.finish(bottom + MARGIN),
            table: self.table(),
        }
    }

    fn is_shown(&self, span: &Span<'_>) -> bool {
        span.from_on < self.until
            && span
                .until_on
                .is_none_or(|until| self.from < until && span.from_on < until)
    }

    /// Days outside the axis come to lie on its edge.
    fn x(&self, canvas: &Canvas<'_>, day: Date) -> f64 {
        let whole = days(self.from, self.until).max(1.0);
        let share = (days(self.from, day) / whole).clamp(0.0, 1.0);
        MARGIN + share * (canvas.right() - MARGIN)
    }

    fn axis(&self, canvas: &mut Canvas<'_>, top: f64, bottom: f64) {
        let line = top + SMALL * LEADING + 2.0;
        let mut taken: Option<Area> = None;
        for (day, word) in self
            .ticks
            .iter()
            .filter(|(day, _)| self.from <= *day && *day <= self.until)
        {
            let x = self.x(canvas, *day);
            canvas.path(
                &format!("M{} {} V{}", px(x), px(line - 4.0), px(bottom)),
                GUIDE,
                1.0,
                "",
            );
            let area = area_of(word, SMALL, x, top + SMALL, Anchor::Start);
            let is_free = taken.is_none_or(|taken| taken.x + taken.width + 8.0 <= area.x);
            if is_free && area.x + area.width <= canvas.right() {
                canvas.text(x, top + SMALL, Anchor::Start, SIDE, word);
                taken = Some(area);
            }
        }
        let axis = format!("M{MARGIN} {} H{}", px(line), px(canvas.right()));
        canvas.path(&axis, EDGE, 1.0, "");
    }

    fn span(&self, canvas: &mut Canvas<'_>, y: f64, span: &Span<'_>) {
        let from = self.x(canvas, span.from_on);
        let until = self.x(canvas, span.until_on.unwrap_or(self.until));
        let width = (until - from).max(LEAST_WIDTH);
        let x = from.min(canvas.right() - width);
        self.words(canvas, y, x, span);

        let has_arrow = span.until_on.is_none() && width >= 2.0 * ARROW;
        let bar = Area {
            x,
            y: y + LABEL.size * LEADING + 2.0,
            width: if has_arrow { width - ARROW } else { width },
            height: BAR_HEIGHT,
        };
        let kind = self.kinds.get(span.kind).or(self.kinds.first());
        let fill = kind.map_or(super::Fill::Solid, |kind| kind.fill);
        canvas.area(bar, fill, &format!("{} {}", span.label, span.period));
        if has_arrow {
            let (base, top) = (bar.x + bar.width, bar.y + 1.0);
            let tip = format!("l{} {}", px(ARROW - 2.0), px(BAR_HEIGHT / 2.0 - 1.0));
            let arrow = format!(
                "M{} {} {tip} L{} {} Z",
                px(base),
                px(top),
                px(base),
                px(bar.y + BAR_HEIGHT - 1.0)
            );
            canvas.shape(&arrow, fill.colour(), true, "");
        }
    }

    /// Label and period begin where the bar does, or as far left as they must to end in the picture.
    fn words(&self, canvas: &mut Canvas<'_>, y: f64, x: f64, span: &Span<'_>) {
        let room = canvas.right() - MARGIN;
        let period = shorten(span.period, SMALL, room * 0.5);
        let period_width = period.width(SMALL);
        let gap = if period.lines.is_empty() { 0.0 } else { 8.0 };
        let label = shorten(span.label, LABEL.size, room - period_width - gap);
        let label_width = label
            .lines
            .first()
            .map_or(0.0, |line| width_of(line, LABEL.size));
        let x = x
            .min(canvas.right() - label_width - gap - period_width)
            .max(MARGIN);
        let label_look = Type {
            has_halo: true,
            ..LABEL
        };
        let period_look = Type {
            has_halo: true,
            ..SIDE
        };
        canvas.lines(x, y, Anchor::Start, label_look, &label);
        canvas.lines(
            x + label_width + gap,
            y + 2.0,
            Anchor::Start,
            period_look,
            &period,
        );
    }

    fn table(&self) -> Table {
        let kind_of = |span: &Span<'_>| {
            self.kinds
                .get(span.kind)
                .or(self.kinds.first())
                .map_or("", |kind| kind.name)
        };
        let row_of = |span: &Span<'_>| {
            [span.label, span.period, kind_of(span)]
                .into_iter()
                .map(str::to_owned)
                .collect()
        };
        Table {
            head: self
                .headings
                .iter()
                .map(|heading| (*heading).to_owned())
                .collect(),
            rows: self.spans.iter().map(row_of).collect(),
        }
    }
}

fn days(from: Date, until: Date) -> f64 {
    f64::from((until - from).get_days())
}
