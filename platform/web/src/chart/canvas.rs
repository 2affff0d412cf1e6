//! The paper that charts are drawn on: a handful of marks, each written with plain attributes and a class.

use super::Frame;
use super::fill::Fill;
use super::text::{Wrapped, escape, width_of, wrap};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Letters of labels and figures, in pixels.
pub(super) const BODY: f64 = 14.0;
/// Letters of legends, ticks and second lines.
pub(super) const SMALL: f64 = 12.0;
/// From one line of text to the next, in letter heights.
pub(super) const LEADING: f64 = 1.4;
/// Free space around the drawing.
pub(super) const MARGIN: f64 = 4.0;

/// How far a letter reaches over and under its baseline, in letter heights.
pub(super) const ASCENT: f64 = 0.88;
pub(super) const DESCENT: f64 = 0.12;

/// 15:1 on white.
pub(super) const INK: &str = "#1a1a1c";
/// 7:1 on white, for second words.
pub(super) const QUIET: &str = "#595959";
/// 4.5:1 on white, for axes and edges of boxes.
pub(super) const EDGE: &str = "#767676";
/// Helping lines that carry no meaning of their own.
pub(super) const GUIDE: &str = "#d0d0d0";
pub(super) const KEY: &str = "#0017c1";

/// Where a text begins, seen from its `x`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn attribute(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

/// The look of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Type {
    pub(super) size: f64,
    pub(super) colour: &'static str,
    pub(super) is_bold: bool,
    pub(super) is_underlined: bool,
    /// A white edge that lifts the letters off lines behind them.
    pub(super) has_halo: bool,
}

pub(super) const LABEL: Type = Type {
    size: BODY,
    colour: INK,
    is_bold: false,
    is_underlined: false,
    has_halo: false,
};
pub(super) const STRONG: Type = Type {
    is_bold: true,
    ..LABEL
};
pub(super) const SIDE: Type = Type {
    size: SMALL,
    colour: QUIET,
    ..LABEL
};

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Area {
    /// Areas that only touch do not overlap.
    pub(super) fn overlaps(&self, other: &Area) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }
}

/// The area that a line of text takes, from its anchor point on the baseline.
pub(super) fn area_of(text: &str, size: f64, x: f64, baseline: f64, anchor: Anchor) -> Area {
    let width = width_of(text, size);
    let x = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    Area {
        x,
        y: baseline - ASCENT * size,
        width,
        height: (ASCENT + DESCENT) * size,
    }
}

pub(super) struct Canvas<'a> {
    frame: &'a Frame<'a>,
    id: String,
    body: String,
    fills: BTreeSet<Fill>,
    has_links: bool,
    pub(super) width: f64,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(frame: &'a Frame<'a>) -> Self {
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        Canvas {
            frame,
            id: frame
                .id
                .chars()
                .map(|letter| if is_plain(letter) { letter } else { '-' })
                .collect(),
            body: String::new(),
            fills: BTreeSet::new(),
            has_links: false,
            width: f64::from(frame.width.clamp(320, 1200)),
        }
    }

    /// The right edge of what may be drawn on; the left one is [`MARGIN`].
    pub(super) fn right(&self) -> f64 {
        self.width - MARGIN
    }

    /// One line of text. The caller has made sure that it fits.
    pub(super) fn text(&mut self, x: f64, baseline: f64, anchor: Anchor, look: Type, text: &str) {
        let weight = if look.is_bold {
            " font-weight=\"700\""
        } else {
            ""
        };
        let line = if look.is_underlined {
            " text-decoration=\"underline\""
        } else {
            ""
        };
        let halo = if look.has_halo {
            " stroke=\"#fff\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\""
        } else {
            ""
        };
        let _ = write!(
            self.body,
            "<text class=\"chart-text\" x=\"{}\" y=\"{}\" font-size=\"{}\"{weight}{line} text-anchor=\"{}\" fill=\"{}\"{halo}>{}</text>",
            px(x),
            px(baseline),
            px(look.size),
            anchor.attribute(),
            look.colour,
            escape(text),
        );
    }

    /// Lines of text under each other from `top` on; gives their height. A shortened text carries the whole one as its tooltip.
    pub(super) fn lines(
        &mut self,
        x: f64,
        top: f64,
        anchor: Anchor,
        look: Type,
        wrapped: &Wrapped,
    ) -> f64 {
        if let Some(full) = &wrapped.full {
            let _ = write!(self.body, "<g><title>{}</title>", escape(full));
        }
        let step = look.size * LEADING;
        let mut baseline = top + (step - look.size) / 2.0 + ASCENT * look.size;
        for line in &wrapped.lines {
            self.text(x, baseline, anchor, look, line);
            baseline += step;
        }
        if wrapped.full.is_some() {
            self.body.push_str("</g>");
        }
        height_of(wrapped, look.size)
    }

    /// An area with pattern and edge. `title` is its tooltip; empty for none.
    pub(super) fn area(&mut self, area: Area, fill: Fill, title: &str) {
        self.fills.insert(fill);
        let paint = match (fill, fill.tile()) {
            (Fill::Empty, _) => "#fff".to_owned(),
            (_, None) => fill.colour().to_owned(),
            (_, Some(_)) => format!("url(#{}-{})", self.id, fill.name()),
        };
        // The edge is drawn inside the area, so that neighbours do not hide each other's.
        let _ = write!(
            self.body,
            "<rect class=\"chart-area chart-{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{paint}\" stroke=\"{}\" stroke-width=\"1\"",
            fill.name(),
            px(area.x + 0.5),
            px(area.y + 0.5),
            px((area.width - 1.0).max(0.5)),
            px((area.height - 1.0).max(0.5)),
            fill.colour(),
        );
        self.close("rect", title);
    }

    /// A white box with an edge.
    pub(super) fn frame_box(&mut self, area: Area, colour: &str, thickness: f64) {
        let inset = thickness / 2.0;
        let _ = write!(
            self.body,
            "<rect class=\"chart-box\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\" fill=\"#fff\" stroke=\"{colour}\" stroke-width=\"{}\"/>",
            px(area.x + inset),
            px(area.y + inset),
            px(area.width - thickness),
            px(area.height - thickness),
            px(thickness),
        );
    }

    /// A path of SVG commands without a fill. `dashes` is empty for an unbroken line.
    pub(super) fn path(&mut self, commands: &str, colour: &str, thickness: f64, dashes: &str) {
        let dashes = if dashes.is_empty() {
            String::new()
        } else {
            format!(" stroke-dasharray=\"{dashes}\"")
        };
        let _ = write!(
            self.body,
            "<path class=\"chart-line\" d=\"{commands}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{}\"{dashes}/>",
            px(thickness),
        );
    }

    /// A closed small shape, such as a point of a line. `title` is its tooltip.
    pub(super) fn shape(&mut self, commands: &str, colour: &str, is_full: bool, title: &str) {
        let fill = if is_full { colour } else { "#fff" };
        let _ = write!(
            self.body,
            "<path class=\"chart-point\" d=\"{commands}\" fill=\"{fill}\" stroke=\"{colour}\" stroke-width=\"2\"",
        );
        self.close("path", title);
    }

    fn close(&mut self, element: &str, title: &str) {
        if title.is_empty() {
            self.body.push_str("/>");
        } else {
            let _ = write!(self.body, "><title>{}</title></{element}>", escape(title));
        }
    }

    /// Makes what `draw` draws a link. Only paths of this site become one.
    pub(super) fn link(&mut self, href: Option<&str>, draw: impl FnOnce(&mut Self)) {
        match href.filter(|href| href.starts_with('/') && !href.starts_with("//")) {
            None => draw(self),
            Some(href) => {
                self.has_links = true;
                let _ = write!(self.body, "<a href=\"{}\">", escape(href));
                draw(self);
                self.body.push_str("</a>");
            }
        }
    }

    /// Swatches with their words from `top` on, as many in a line as fit; gives the height, 0 for no items.
    pub(super) fn legend<'b>(
        &mut self,
        top: f64,
        items: impl Iterator<Item = (&'b str, Mark)>,
    ) -> f64 {
        const SWATCH: f64 = 18.0;
        let step = 22.0;
        let (mut x, mut y) = (MARGIN, top);
        let mut has_items = false;
        for (word, mark) in items {
            has_items = true;
            let room = self.right() - MARGIN - SWATCH - 6.0;
            let word = wrap(word, SMALL, room, 1);
            let width = SWATCH + 6.0 + word.width(SMALL);
            if x > MARGIN && x + width > self.right() {
                (x, y) = (MARGIN, y + step);
            }
            match mark {
                Mark::Area(fill) => {
                    let area = Area {
                        x,
                        y: y + 3.0,
                        width: SWATCH,
                        height: 12.0,
                    };
                    self.area(area, fill, "");
                }
                Mark::Line(stroke) => {
                    let middle = y + 9.0;
                    let line = format!("M{} {} h{}", px(x), px(middle), px(SWATCH));
                    self.path(&line, stroke.colour, 2.0, stroke.dashes);
                    let point = (stroke.point)(x + SWATCH / 2.0, middle);
                    self.shape(&point, stroke.colour, stroke.is_full, "");
                }
            }
            let look = Type {
                colour: INK,
                ..SIDE
            };
            self.lines(x + SWATCH + 6.0, y, Anchor::Start, look, &word);
            x += width + 16.0;
        }
        if has_items { y + step - top } else { 0.0 }
    }

    pub(super) fn finish(self, height: f64) -> String {
        let (id, width, height) = (&self.id, px(self.width), px(height.max(1.0)));
        // A picture hides what is inside it from screen readers, which links must not be.
        let role = if self.has_links { "group" } else { "img" };
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"{role}\" aria-labelledby=\"{id}-title {id}-desc\" \
             viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\
             <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>",
            escape(self.frame.title),
            escape(self.frame.description),
        );
        let tiles: Vec<(Fill, &str)> = self
            .fills
            .iter()
            .filter_map(|fill| Some((*fill, fill.tile()?)))
            .collect();
        if !tiles.is_empty() {
            svg.push_str("<defs>");
            for (fill, marks) in tiles {
                let _ = write!(
                    svg,
                    "<pattern id=\"{id}-{}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
                     <rect width=\"6\" height=\"6\" fill=\"#fff\"/><g fill=\"none\" stroke=\"{}\">{marks}</g></pattern>",
                    fill.name(),
                    fill.colour(),
                );
            }
            svg.push_str("</defs>");
        }
        svg.push_str(&self.body);
        svg.push_str("</svg>");
        svg
    }
}

/// What stands before a word of a legend.
#[derive(Debug, Clone, Copy)]
pub(super) enum Mark {
    Area(Fill),
    Line(Stroke),
}

/// How a line is told from others: colour, dashes and the shape of its points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke {
    pub(super) colour: &'static str,
    pub(super) dashes: &'static str,
    pub(super) point: fn(f64, f64) -> String,
    pub(super) is_full: bool,
}

pub(super) fn height_of(wrapped: &Wrapped, size: f64) -> f64 {
    wrapped.lines.len() as f64 * size * LEADING
}

/// A length with at most one decimal.
pub(super) fn px(length: f64) -> String {
    let text = format!("{length:.1}");
    match text.strip_suffix(".0") {
        Some("-0") => "0".to_owned(),
        Some(whole) => whole.to_owned(),
        None => text,
    }
}
