//! Figures over the years as lines.

use super::canvas::{
    Anchor, Area, Canvas, EDGE, GUIDE, INK, KEY, LEADING, MARGIN, Mark, SIDE, SMALL, Stroke, Type,
    area_of, px,
};
use super::text::{figure, shorten, width_of, wrap};
use super::{Chart, Frame, Table};

const PLOT_HEIGHT: f64 = 200.0;
const POINT: f64 = 4.5;
/// No word under the axis is wider than this; it breaks into two lines before.
const WIDEST_PERIOD: f64 = 84.0;

/// One or more lines over the same periods, from a common zero.
#[derive(Debug, Clone)]
pub struct Lines<'a> {
    /// Heads the periods in the table.
    pub period_heading: &'a str,
    /// Stands over the axis: `%`, `人`.
    pub unit: &'a str,
    /// Places after the point in figures.
    pub decimals: usize,
    /// What the table says for a value that is not known.
    pub missing: &'a str,
    /// In order of time.
    pub periods: Vec<&'a str>,
    /// From the fifth on, looks begin to repeat.
    pub series: Vec<Series<'a>>,
}

#[derive(Debug, Clone)]
pub struct Series<'a> {
    pub name: &'a str,
    /// One for each period; an unknown value breaks the line and is never drawn as 0. More than there are periods are left out.
    pub values: Vec<Option<f64>>,
}

const STROKES: [Stroke; 4] = [
    Stroke {
        colour: KEY,
        dashes: "",
        point: circle,
        is_full: true,
    },
    Stroke {
        colour: "#a23c00",
        dashes: "6 3",
        point: square,
        is_full: false,
    },
    Stroke {
        colour: "#00707a",
        dashes: "2 3",
        point: triangle,
        is_full: true,
    },
    Stroke {
        colour: "#6a1b9a",
        dashes: "8 3 2 3",
        point: diamond,
        is_full: false,
    },
];

/// Where the plot lies and what its heights mean.
struct Plot {
    /// Ticks end and helping lines begin here.
    axis: f64,
    /// The first and the last period.
    left: f64,
    right: f64,
    top: f64,
    floor: f64,
    ceiling: f64,
    step: f64,
    periods: usize,
}

impl Plot {
    fn x(&self, period: usize) -> f64 {
        if self.periods < 2 {
            return (self.left + self.right) / 2.0;
        }
        self.left + self.slot() * period as f64
    }

    fn slot(&self) -> f64 {
        (self.right - self.left) / self.periods.saturating_sub(1).max(1) as f64
    }

    fn y(&self, value: f64) -> f64 {
        self.bottom() - PLOT_HEIGHT * (value - self.floor) / (self.ceiling - self.floor)
    }

    fn bottom(&self) -> f64 {
        self.top + PLOT_HEIGHT
    }

    fn ticks(&self) -> impl Iterator<Item = f64> + '_ {
        (0..=12)
            .map(|index| self.floor + self.step * f64::from(index))
            .take_while(|tick| *tick <= self.ceiling + self.step / 2.0)
    }
}

impl Lines<'_> {
    /// Figures stand at points where there is room: the last of each line first, then the others; the table has them all.
    pub fn draw(&self, frame: &Frame<'_>) -> Chart {
        let mut canvas = Canvas::new(frame);
        let strokes = STROKES.iter().copied().cycle();
        let legend = self.series.iter().zip(strokes.clone());
        let legend = legend.map(|(series, stroke)| (series.name, Mark::Line(stroke)));
        let legend_height = canvas.legend(MARGIN, legend);
        let unit = shorten(self.unit, SMALL, canvas.width / 2.0);
        let unit_height = canvas.lines(MARGIN, MARGIN + legend_height, Anchor::Start, SIDE, &unit);

        let plot = self.plot(MARGIN + legend_height + unit_height + 16.0, &canvas);
        self.axis(&mut canvas, &plot);
        let words = self.period_words(&mut canvas, &plot);
        let mut points = Vec::new();
        for (series, stroke) in self.series.iter().zip(strokes) {
            points.extend(self.line(&mut canvas, &plot, series, stroke));
        }
        self.figures(&mut canvas, &plot, &points);
        Chart {
            svg: canvas.finish(plot.bottom() + 8.0 + words + MARGIN),
            table: self.table(),
        }
    }

    fn known(&self, series: &Series<'_>) -> Vec<Option<f64>> {
        let mut values = series.values.clone();
        values.resize(self.periods.len(), None);
        values
            .into_iter()
            .map(|value| value.filter(|value| value.is_finite()))
            .collect()
    }

    fn plot(&self, top: f64, canvas: &Canvas<'_>) -> Plot {
        let all: Vec<f64> = self
            .series
            .iter()
            .flat_map(|series| self.known(series))
            .flatten()
            .collect();
        let least = all.iter().copied().fold(0.0, f64::min);
        let greatest = all.iter().copied().fold(0.0, f64::max);
        let step = round_step((greatest - least) / 4.0, self.decimals);
        let floor = (least / step).floor() * step;
        let ceiling = ((greatest / step).ceil() * step).max(floor + step);
        let mut plot = Plot {
            axis: 0.0,
            left: 0.0,
            right: 0.0,
            top,
            floor,
            ceiling,
            step,
            periods: self.periods.len(),
        };
        let tick_width = plot
            .ticks()
            .map(|tick| width_of(&self.tick(tick, step), SMALL))
            .fold(0.0, f64::max);
        let half_word = self.widest_period() / 2.0;
        let half_figure = all
            .iter()
            .map(|value| width_of(&figure(*value, self.decimals), SMALL))
            .fold(0.0, f64::max)
            / 2.0;
        plot.axis = MARGIN + tick_width + 8.0;
        plot.left = (plot.axis + half_figure + 4.0).max(MARGIN + half_word);
        plot.right = canvas.right() - half_word.max(half_figure);
        plot
    }

    fn widest_period(&self) -> f64 {
        let widest = self
            .periods
            .iter()
            .map(|period| width_of(period, SMALL))
            .fold(0.0, f64::max);
        widest.clamp(2.0 * SMALL, WIDEST_PERIOD)
    }

    fn tick(&self, value: f64, step: f64) -> String {
        figure(
            value,
            if step.fract() == 0.0 {
                0
            } else {
                self.decimals.max(1)
            },
        )
    }

    fn axis(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        for tick in plot.ticks() {
            let y = plot.y(tick);
            let is_zero = tick.abs() < plot.step / 2.0;
            let line = format!("M{} {} H{}", px(plot.axis), px(y), px(canvas.right()));
            canvas.path(&line, if is_zero { EDGE } else { GUIDE }, 1.0, "");
            let text = self.tick(tick, plot.step);
            canvas.text(plot.axis - 4.0, y + SMALL * 0.38, Anchor::End, SIDE, &text);
        }
    }

    /// Words under the axis: every one, or every second, third …, always with the last; gives their height.
    fn period_words(&self, canvas: &mut Canvas<'_>, plot: &Plot) -> f64 {
        let room = self.widest_period();
        let every =
            (1..=self.periods.len()).find(|every| plot.slot() * *every as f64 >= room + 8.0);
        let every = every.unwrap_or(self.periods.len().max(1));
        let last = self.periods.len().saturating_sub(1);
        let mut height: f64 = 0.0;
        for (index, period) in self.periods.iter().enumerate() {
            if (last - index).is_multiple_of(every) {
                let words = wrap(period, SMALL, room, 2);
                height = height.max(canvas.lines(
                    plot.x(index),
                    plot.bottom() + 8.0,
                    Anchor::Middle,
                    SIDE,
                    &words,
                ));
            }
        }
        height
    }

    /// Draws one series and gives its points with their figures, the last first.
    fn line(
        &self,
        canvas: &mut Canvas<'_>,
        plot: &Plot,
        series: &Series<'_>,
        stroke: Stroke,
    ) -> Vec<Labelled> {
        let values = self.known(series);
        let mut commands = String::new();
        let mut is_joined = false;
        for (index, value) in values.iter().enumerate() {
            if let Some(value) = value {
                let letter = if is_joined { 'L' } else { 'M' };
                commands += &format!("{letter}{} {} ", px(plot.x(index)), px(plot.y(*value)));
            }
            is_joined = value.is_some();
        }
        if commands.contains('L') {
            canvas.path(commands.trim_end(), stroke.colour, 2.0, stroke.dashes);
        }
        let mut points = Vec::new();
        for (index, value) in values.iter().enumerate() {
            let Some(value) = value else { continue };
            let (x, y) = (plot.x(index), plot.y(*value));
            let text = figure(*value, self.decimals);
            let title = format!(
                "{} {} {text}{}",
                series.name, self.periods[index], self.unit
            );
            canvas.shape(&(stroke.point)(x, y), stroke.colour, stroke.is_full, &title);
            points.push(Labelled {
                x,
                y,
                text,
                is_last: index + 1 == values.len(),
            });
        }
        points.reverse();
        points
    }

    fn figures(&self, canvas: &mut Canvas<'_>, plot: &Plot, points: &[Labelled]) {
        let reach = POINT + 1.5;
        let mut taken: Vec<Area> = points
            .iter()
            .map(|point| Area {
                x: point.x - reach,
                y: point.y - reach,
                width: 2.0 * reach,
                height: 2.0 * reach,
            })
            .collect();
        let look = Type {
            colour: INK,
            has_halo: true,
            ..SIDE
        };
        let (last, others): (Vec<_>, Vec<_>) = points.iter().partition(|point| point.is_last);
        for point in last.into_iter().chain(others) {
            let above = point.y - reach - 3.0;
            let below = point.y + reach + SMALL;
            for baseline in [above, below] {
                let area = area_of(&point.text, SMALL, point.x, baseline, Anchor::Middle);
                let is_inside = area.x >= MARGIN
                    && area.x + area.width <= canvas.right()
                    && area.y >= plot.top - SMALL * LEADING
                    && area.y + area.height <= plot.bottom();
                let touches_ticks = area.x < plot.axis;
                if is_inside && !touches_ticks && !taken.iter().any(|other| other.overlaps(&area)) {
                    canvas.text(point.x, baseline, Anchor::Middle, look, &point.text);
                    taken.push(area);
                    break;
                }
            }
        }
    }

    fn table(&self) -> Table {
        let names = self.series.iter().map(|series| series.name.to_owned());
        let columns: Vec<_> = self
            .series
            .iter()
            .map(|series| self.known(series))
            .collect();
        let cell = |value: Option<f64>| {
            value.map_or(self.missing.to_owned(), |value| {
                figure(value, self.decimals)
            })
        };
        let row_of = |(index, period): (usize, &&str)| {
            let cells = columns.iter().map(|values| cell(values[index]));
            std::iter::once((*period).to_owned()).chain(cells).collect()
        };
        Table {
            head: std::iter::once(self.period_heading.to_owned())
                .chain(names)
                .collect(),
            rows: self.periods.iter().enumerate().map(row_of).collect(),
        }
    }
}

struct Labelled {
    x: f64,
    y: f64,
    text: String,
    is_last: bool,
}

/// The next of 1, 2, 5, 10 … that is at least `least`; whole where figures have no decimals.
fn round_step(least: f64, decimals: usize) -> f64 {
    let least = least.max(if decimals == 0 { 1.0 } else { 0.1 });
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= least * 0.999)
        .unwrap_or(10.0 * power)
}

fn circle(x: f64, y: f64) -> String {
    let r = px(POINT);
    format!(
        "M{} {} a{r} {r} 0 1 0 {} 0 a{r} {r} 0 1 0 -{} 0 Z",
        px(x - POINT),
        px(y),
        px(2.0 * POINT),
        px(2.0 * POINT)
    )
}

fn square(x: f64, y: f64) -> String {
    let r = POINT - 0.5;
    format!(
        "M{} {} h{} v{} h-{} Z",
        px(x - r),
        px(y - r),
        px(2.0 * r),
        px(2.0 * r),
        px(2.0 * r)
    )
}

fn triangle(x: f64, y: f64) -> String {
    let r = POINT + 0.5;
    format!(
        "M{} {} l{} {} h-{} Z",
        px(x),
        px(y - r),
        px(r),
        px(2.0 * r - 1.0),
        px(2.0 * r)
    )
}

fn diamond(x: f64, y: f64) -> String {
    let r = px(POINT + 0.5);
    format!(
        "M{} {} l{r} {r} l-{r} {r} l-{r} -{r} Z",
        px(x),
        px(y - POINT - 0.5)
    )
}
