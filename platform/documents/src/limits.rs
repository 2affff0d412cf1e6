//! How much of a file we are willing to look at.

use crate::error::{LimitKind, ReadError};
use std::time::{Duration, Instant};

/// Bounds that a file must keep. The defaults hold any plan or staff list that a city has and refuse what only an attack or an accident makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as it came.
    pub file_bytes: u64,
    /// Bytes of all parts of a packed file (docx, xlsx) together, unpacked.
    pub expanded_bytes: u64,
    /// Unpacked bytes for one packed byte; judged only where more than [`Limits::RATIO_COUNTS_FROM`] bytes came out.
    pub ratio: u64,
    /// Files inside a packed file.
    pub parts: usize,
    /// Elements inside elements.
    pub xml_depth: usize,
    /// Rows of one sheet or table, lines of a text, the heading row included.
    pub rows: usize,
    /// Columns of one sheet or table.
    pub columns: usize,
    /// Cells of all sheets or tables together, those a merged area covers included.
    pub cells: usize,
    /// Bytes of one record of a CSV file; a quotation mark that is never closed runs into it.
    pub record_bytes: usize,
    /// Time for reading one file.
    pub time: Duration,
}

impl Limits {
    /// A small part may shrink more than any bomb (an empty sheet of repeated rows) without doing harm.
    pub const RATIO_COUNTS_FROM: u64 = 8 << 20;
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file_bytes: 32 << 20,
            expanded_bytes: 256 << 20,
            ratio: 200,
            parts: 2_000,
            xml_depth: 200,
            rows: 200_000,
            columns: 1_024,
            cells: 5_000_000,
            record_bytes: 1 << 20,
            time: Duration::from_secs(20),
        }
    }
}

impl Limits {
    /// For lists of millions of rows that an administrator brings in on purpose, read as a stream ([`crate::CsvStream`]).
    pub fn for_long_lists() -> Limits {
        Limits {
            file_bytes: 2 << 30,
            rows: 5_000_000,
            time: Duration::from_secs(600),
            ..Limits::default()
        }
    }

    pub(crate) fn allow(&self, limit: LimitKind, found: u64) -> Result<(), ReadError> {
        let allowed = match limit {
            LimitKind::FileBytes => self.file_bytes,
            LimitKind::ExpandedBytes => self.expanded_bytes,
            LimitKind::Ratio => self.ratio,
            LimitKind::Parts => self.parts as u64,
            LimitKind::XmlDepth => self.xml_depth as u64,
            LimitKind::Rows => self.rows as u64,
            LimitKind::Columns => self.columns as u64,
            LimitKind::Cells => self.cells as u64,
            LimitKind::RecordBytes => self.record_bytes as u64,
        };
        if allowed < found {
            Err(ReadError::OverLimit { limit, allowed })
        } else {
            Ok(())
        }
    }
}

/// The moment by which a file must have been read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    started_at: Instant,
    time: Duration,
}

impl Deadline {
    pub(crate) fn start(limits: &Limits) -> Deadline {
        Deadline {
            started_at: Instant::now(),
            time: limits.time,
        }
    }

    pub(crate) fn check(&self) -> Result<(), ReadError> {
        if self.time < self.started_at.elapsed() {
            return Err(ReadError::TookTooLong {
                seconds: self.time.as_secs(),
            });
        }
        Ok(())
    }
}
