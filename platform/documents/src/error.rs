//! The ways a file says no. Each has a stable key for its sentence and the values that the sentence names.

/// What a file turned out to be when it is nothing that we read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FoundKind {
    Pdf,
    Image,
    /// Word before 2007 (.doc).
    OldWord,
    /// Excel before 2007 (.xls).
    OldExcel,
    /// Excel's binary form (.xlsb).
    BinaryExcel,
    Presentation,
    OpenDocument,
    RichText,
    WebPage,
    /// A packed archive that is neither Word nor Excel.
    Archive,
    /// A Word document where a table of records was asked for.
    Word,
    /// An Excel workbook, or another packed file, where CSV was asked for.
    Excel,
    Program,
    UnknownBinary,
}

impl FoundKind {
    /// A stable word for the sentence to choose by.
    pub fn key(self) -> &'static str {
        match self {
            FoundKind::Pdf => "pdf",
            FoundKind::Image => "image",
            FoundKind::OldWord => "old-word",
            FoundKind::OldExcel => "old-excel",
            FoundKind::BinaryExcel => "binary-excel",
            FoundKind::Presentation => "presentation",
            FoundKind::OpenDocument => "open-document",
            FoundKind::RichText => "rich-text",
            FoundKind::WebPage => "web-page",
            FoundKind::Archive => "archive",
            FoundKind::Word => "word",
            FoundKind::Excel => "excel",
            FoundKind::Program => "program",
            FoundKind::UnknownBinary => "unknown-binary",
        }
    }
}

/// Which bound of [`crate::Limits`] a file broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LimitKind {
    FileBytes,
    ExpandedBytes,
    Ratio,
    Parts,
    XmlDepth,
    Rows,
    Columns,
    Cells,
    RecordBytes,
}

impl LimitKind {
    /// A stable word for the sentence to choose by.
    pub fn key(self) -> &'static str {
        match self {
            LimitKind::FileBytes => "file-bytes",
            LimitKind::ExpandedBytes => "expanded-bytes",
            LimitKind::Ratio => "ratio",
            LimitKind::Parts => "parts",
            LimitKind::XmlDepth => "xml-depth",
            LimitKind::Rows => "rows",
            LimitKind::Columns => "columns",
            LimitKind::Cells => "cells",
            LimitKind::RecordBytes => "record-bytes",
        }
    }
}

/// Why a file could not be read. Nothing of the file has been kept when this is returned.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("the file is empty")]
    Empty,
    #[error("not a document we read but {found:?}: {file_name}")]
    WrongKind { found: FoundKind, file_name: String },
    #[error("the file is locked with a password")]
    Encrypted,
    /// The end of a packed file is missing: it was cut while it was copied or sent.
    #[error("the file is cut off")]
    Truncated,
    /// `part` is the file inside the packed file; `detail` is for the log only.
    #[error("{part} is damaged: {detail}")]
    Damaged { part: String, detail: String },
    #[error("{part} declares a document type, which we never follow")]
    ForbiddenDeclaration { part: String },
    #[error("more than {allowed} {limit:?}")]
    OverLimit { limit: LimitKind, allowed: u64 },
    #[error("not read within {seconds} seconds")]
    TookTooLong { seconds: u64 },
    /// Bytes that are no character in the encoding of the file. `row` counts lines of a text, rows of a table; `column` counts
    /// from 1 and is known in CSV only.
    #[error("row {row} holds bytes that are no {encoding} text")]
    NotText {
        row: u64,
        column: Option<u64>,
        encoding: &'static str,
    },
    /// A quotation mark opened in this row and never closed.
    #[error("the quotation mark opened in row {row} is never closed")]
    UnclosedQuote { row: u64 },
    #[error("the file has no heading row")]
    NoHeader,
    #[error("reading the file failed")]
    Io(#[from] std::io::Error),
}

/// Every key that [`ReadError::text_key`] can return, so that a test can look for a missing sentence.
pub const READ_TEXT_KEYS: &[&str] = &[
    "documents-empty",
    "documents-wrong-kind",
    "documents-encrypted",
    "documents-truncated",
    "documents-damaged",
    "documents-forbidden-declaration",
    "documents-over-limit",
    "documents-took-too-long",
    "documents-not-text",
    "documents-unclosed-quote",
    "documents-no-header",
    "documents-io",
];

impl ReadError {
    /// The Fluent key of the sentence for people; it never changes for a variant.
    pub fn text_key(&self) -> &'static str {
        match self {
            ReadError::Empty => "documents-empty",
            ReadError::WrongKind { .. } => "documents-wrong-kind",
            ReadError::Encrypted => "documents-encrypted",
            ReadError::Truncated => "documents-truncated",
            ReadError::Damaged { .. } => "documents-damaged",
            ReadError::ForbiddenDeclaration { .. } => "documents-forbidden-declaration",
            ReadError::OverLimit { .. } => "documents-over-limit",
            ReadError::TookTooLong { .. } => "documents-took-too-long",
            ReadError::NotText { .. } => "documents-not-text",
            ReadError::UnclosedQuote { .. } => "documents-unclosed-quote",
            ReadError::NoHeader => "documents-no-header",
            ReadError::Io(_) => "documents-io",
        }
    }

    /// The values that the sentence names, by their names in the text.
    ///
    /// `found` and `limit` are stable words to choose by ([`FoundKind::key`], [`LimitKind::key`]), `column` is `none` where it is not
    /// known; all others are shown as they are.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            ReadError::WrongKind { found, file_name } => {
                vec![("found", found.key().into()), ("file", file_name.clone())]
            }
            ReadError::Damaged { part, .. } | ReadError::ForbiddenDeclaration { part } => {
                vec![("part", part.clone())]
            }
            ReadError::OverLimit { limit, allowed } => vec![
                ("limit", limit.key().into()),
                ("allowed", allowed.to_string()),
            ],
            ReadError::TookTooLong { seconds } => vec![("seconds", seconds.to_string())],
            ReadError::NotText {
                row,
                column,
                encoding,
            } => {
                let column = column.map_or("none".to_owned(), |it| it.to_string());
                vec![
                    ("row", row.to_string()),
                    ("column", column),
                    ("encoding", (*encoding).into()),
                ]
            }
            ReadError::UnclosedQuote { row } => vec![("row", row.to_string())],
            _ => Vec::new(),
        }
    }

    pub(crate) fn damaged(part: &str, detail: impl std::fmt::Display) -> ReadError {
        ReadError::Damaged {
            part: part.to_owned(),
            detail: detail.to_string(),
        }
    }
}
