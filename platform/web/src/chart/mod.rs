//! Small charts as SVG text, for pages and for PDFs: pure functions from figures and words to a picture and the table beside it.
//!
//! A chart brings no words of its own: titles, legends and headings come from the caller in the reader's language. Every colour has
//! a pattern or shape with it, every figure is also text, and nothing depends on a style sheet; classes only let one refine it.
//!
//! A picture is drawn for one width, because an SVG that is scaled down takes its letters with it: a page sends one for phones and
//! one for desks ([`at_two_widths`]) and the style sheet shows the one that fits.

mod bars;
mod canvas;
mod fill;
mod line;
mod stacked;
mod text;
mod timeline;
mod tree;

#[cfg(test)]
mod tests;

pub use bars::{Bar, Bars};
pub use fill::Fill;
pub use line::{Lines, Series};
pub use stacked::{Part, Scale, StackedBars, StackedRow};
pub use timeline::{Span, Timeline};
pub use tree::{OrganisationTree, Unit};

/// What every chart needs besides its figures.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// Begins the id of each element, so it must be unique in the page. Anything but ASCII letters, digits and hyphens becomes a hyphen.
    pub id: &'a str,
    /// Read out as the picture's name.
    pub title: &'a str,
    /// What the picture shows in a sentence, for those who do not see it.
    pub description: &'a str,
    /// CSS pixels; brought into 320 to 1200. Letters are 12 to 14 pixels high at this width.
    pub width: u32,
}

/// A drawn chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// One `<svg>` element, all texts escaped.
    pub svg: String,
    /// The same figures, for the table beside the picture. Not escaped.
    pub table: Table,
}

/// Headings and rows of equal length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// Draws the same chart for a phone and for a desk, as two elements of the classes `chart-narrow` and `chart-wide`; the style sheet
/// shows one of them. The ids get the endings `-narrow` and `-wide`. `wide` is the desk's width.
pub fn at_two_widths(frame: &Frame<'_>, draw: impl Fn(&Frame<'_>) -> Chart) -> Chart {
    let at = |ending: &str, width: u32| {
        let id = format!("{}-{ending}", frame.id);
        let chart = draw(&Frame {
            id: &id,
            width,
            ..*frame
        });
        let svg = format!("<div class=\"chart-{ending}\">{}</div>", chart.svg);
        Chart { svg, ..chart }
    };
    let narrow = at("narrow", 360);
    let wide = at("wide", frame.width);
    Chart {
        svg: narrow.svg + &wide.svg,
        table: wide.table,
    }
}
