//! Colours and patterns of areas.

use super::canvas::{INK, KEY};

/// How an area is filled: a colour and a pattern, so that it can be told without seeing colours and on a grey print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fill {
    /// Blue, full.
    Solid,
    /// Teal diagonal stripes.
    Stripes,
    /// Brown dots.
    Dots,
    /// White with a grey edge.
    Empty,
    /// Purple grid.
    Grid,
    /// Black upright lines.
    Upright,
}

impl Fill {
    /// In the order in which they are told apart best.
    pub const ALL: [Fill; 6] = [
        Fill::Solid,
        Fill::Stripes,
        Fill::Empty,
        Fill::Dots,
        Fill::Grid,
        Fill::Upright,
    ];

    /// The colour of edge and pattern; each at least 4.5:1 on white.
    pub(super) fn colour(self) -> &'static str {
        match self {
            Fill::Solid => KEY,
            Fill::Stripes => "#00707a",
            Fill::Dots => "#a23c00",
            Fill::Empty => "#626264",
            Fill::Grid => "#6a1b9a",
            Fill::Upright => INK,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Fill::Solid => "solid",
            Fill::Stripes => "stripes",
            Fill::Dots => "dots",
            Fill::Empty => "empty",
            Fill::Grid => "grid",
            Fill::Upright => "upright",
        }
    }

    /// The marks inside one tile of 6 by 6 pixels, or nothing for a plain fill.
    pub(super) fn tile(self) -> Option<&'static str> {
        match self {
            Fill::Solid | Fill::Empty => None,
            Fill::Stripes => {
                Some("<path d=\"M-1 1 L1 -1 M0 6 L6 0 M5 7 L7 5\" stroke-width=\"2.2\"/>")
            }
            Fill::Dots => {
                Some("<path d=\"M2 3 h2 M-1 0 h2 M5 0 h2 M-1 6 h2 M5 6 h2\" stroke-width=\"2\"/>")
            }
            Fill::Grid => Some("<path d=\"M0 3 h6 M3 0 v6\" stroke-width=\"1.2\"/>"),
            Fill::Upright => Some("<path d=\"M3 0 v6\" stroke-width=\"2\"/>"),
        }
    }
}
