//! Tables written for other programs: CSV and Excel. What is written here, [`crate::read_table`] reads back.

mod csv;
mod xlsx;

pub use csv::{CsvWriter, Encoding, write_csv};
pub use xlsx::{SheetWriter, Value, Workbook};

/// A character that the encoding of the export cannot hold, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unmappable {
    /// From 1, the heading row included.
    pub row: u64,
    /// From 1.
    pub column: usize,
    pub character: char,
}

/// Why an export stopped. What has been written until then is no export and must be thrown away.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The first of them in the order of the table, at most [`WriteError::LISTED`], and how many there are in all.
    #[error("{total} characters do not fit the encoding")]
    Unmappable {
        characters: Vec<Unmappable>,
        total: u64,
    },
    /// A sheet holds no more rows.
    #[error("a sheet holds {allowed} rows")]
    TooManyRows { allowed: u64 },
    /// A cell holds no longer text. Row and column count from 1.
    #[error("the text in row {row}, column {column} is longer than {allowed} characters")]
    TooLong {
        row: u64,
        column: usize,
        allowed: usize,
    },
    #[error("the workbook cannot be written")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    #[error("writing failed")]
    Io(#[from] std::io::Error),
}

/// Every key that [`WriteError::text_key`] can return, so that a test can look for a missing sentence.
pub const WRITE_TEXT_KEYS: &[&str] = &[
    "documents-unmappable",
    "documents-too-many-rows",
    "documents-too-long",
    "documents-workbook",
    "documents-write-io",
];

impl WriteError {
    /// The longest list of characters that is kept.
    pub const LISTED: usize = 1_000;

    /// The Fluent key of the sentence for people; it never changes for a variant.
    pub fn text_key(&self) -> &'static str {
        match self {
            WriteError::Unmappable { .. } => "documents-unmappable",
            WriteError::TooManyRows { .. } => "documents-too-many-rows",
            WriteError::TooLong { .. } => "documents-too-long",
            WriteError::Workbook(_) => "documents-workbook",
            WriteError::Io(_) => "documents-write-io",
        }
    }

    /// The values that the sentence names, by their names in the text.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            WriteError::Unmappable { total, .. } => vec![("total", total.to_string())],
            WriteError::TooManyRows { allowed } => vec![("allowed", allowed.to_string())],
            WriteError::TooLong {
                row,
                column,
                allowed,
            } => {
                vec![
                    ("row", row.to_string()),
                    ("column", column.to_string()),
                    ("allowed", allowed.to_string()),
                ]
            }
            WriteError::Workbook(_) | WriteError::Io(_) => Vec::new(),
        }
    }
}
