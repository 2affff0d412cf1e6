//! What a document is to us, whatever program wrote it: headings, paragraphs, tables and margin comments, in order.

/// One piece of a document with the place it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub place: Place,
    pub content: Content,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// `level` starts at 1 for the widest. Numbers typed into the heading stay in `text`; automatic numbers are not part of it.
    Heading {
        level: u8,
        text: String,
    },
    /// Lines inside one paragraph are separated by `\n`. Never empty.
    Paragraph {
        text: String,
    },
    Table(Table),
    /// A reviewer's comment in the margin, at the place it is anchored to.
    Comment {
        text: String,
    },
}

/// A table as a rectangle: every row has the same number of cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    pub rows: Vec<Vec<Cell>>,
}

/// One cell. A merged area shows its text in its first cell; the other cells of the area are [`Cell::covered`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// Paragraphs and line breaks of the cell are separated by `\n`; no blank lines at either end.
    pub text: String,
    /// The cell lies under a merged area that begins further up or to the left.
    pub covered: bool,
}

/// Where in the source a block stands, in the words a person would use to find it again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// Counted from 1 in a text file.
    Line(usize),
    /// Paragraphs and tables of a Word body, counted together from 1.
    Body(usize),
    /// A sheet's name and its first row (from 1).
    Sheet { name: String, row: usize },
}
