use documents::Place;
use serde::{Deserialize, Serialize};

/// Where something stands in the file, in the words a person would use to find it again. Everything counts from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spot {
    /// A line of a text file, and the row if a table begins at that line.
    Line {
        line: usize,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        table_row: Option<usize>,
    },
    /// A paragraph or table of a Word body, and the row of that table.
    Body {
        block: usize,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        table_row: Option<usize>,
    },
    Sheet {
        name: String,
        row: usize,
    },
}

impl Spot {
    /// The place of a block itself.
    pub fn of(place: &Place) -> Self {
        match place {
            Place::Line(line) => Self::Line {
                line: *line,
                table_row: None,
            },
            Place::Body(block) => Self::Body {
                block: *block,
                table_row: None,
            },
            Place::Sheet { name, row } => Self::Sheet {
                name: name.clone(),
                row: *row,
            },
        }
    }

    /// The place of a row, counted from 0, of the table that begins at `place`.
    pub fn of_row(place: &Place, index: usize) -> Self {
        match place {
            Place::Line(line) => Self::Line {
                line: *line,
                table_row: Some(index + 1),
            },
            Place::Body(block) => Self::Body {
                block: *block,
                table_row: Some(index + 1),
            },
            Place::Sheet { name, row } => Self::Sheet {
                name: name.clone(),
                row: row + index,
            },
        }
    }
}
