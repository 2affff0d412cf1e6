//! A file from its first byte to its last, in pieces, on several threads.
use std::{
    fs::File,
    io::{Cursor, Read},
    path::PathBuf,
    sync::{Arc, LazyLock},
    time::Duration,
};

use documents::{CsvStream, FoundKind, Limits, ReadError, RecordTable};

use super::{
    checked::Checked,
    known::Standing,
    layout::Layout,
    piece::{Context, Piece},
    row::Fields,
};

/// Rows of an Excel sheet in one piece.
const ROWS: usize = 4_096;

/// What a city's files keep within: a million rows and more, as long as they are rows.
pub(super) static LIMITS: LazyLock<Limits> = LazyLock::new(|| Limits {
    file_bytes: 2 << 30,
    rows: 3_000_000,
    time: Duration::from_secs(600),
    ..Limits::default()
});

/// A file to import.
#[derive(Debug, Clone)]
pub enum Source {
    Path(PathBuf),
    /// A file that was sent or made, under the name it had.
    Bytes {
        name: String,
        bytes: Arc<[u8]>,
    },
}

impl Source {
    /// The name to call the file by.
    pub fn name(&self) -> String {
        match self {
            Self::Path(path) => path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            Self::Bytes { name, .. } => name.clone(),
        }
    }

    fn reader(&self) -> Result<Box<dyn Read + Send>, ReadError> {
        Ok(match self {
            Self::Path(path) => Box::new(File::open(path)?),
            Self::Bytes { bytes, .. } => Box::new(Cursor::new(Arc::clone(bytes))),
        })
    }

    fn all(&self) -> Result<Arc<[u8]>, ReadError> {
        match self {
            Self::Bytes { bytes, .. } => Ok(Arc::clone(bytes)),
            Self::Path(path) => {
                let length = std::fs::metadata(path)?.len();
                let allowed = Limits::default().file_bytes;
                if allowed < length {
                    return Err(ReadError::OverLimit {
                        limit: documents::LimitKind::FileBytes,
                        allowed,
                    });
                }
                Ok(std::fs::read(path)?.into())
            }
        }
    }
}

/// A file whose heading row has been read.
#[derive(Clone)]
pub(super) struct Opened {
    source: Source,
    /// All of it, when it came out of Excel; CSV is read from the beginning again.
    table: Option<Arc<RecordTable>>,
    pub(super) header: Vec<String>,
}

impl Opened {
    /// Takes CSV and Excel, by their contents. Blocks.
    pub(super) fn open(source: &Source) -> Result<Self, ReadError> {
        let name = source.name();
        match CsvStream::open(source.reader()?, &name, &LIMITS) {
            Ok(stream) => Ok(Self {
                source: source.clone(),
                table: None,
                header: stream.header().to_vec(),
            }),
            Err(ReadError::WrongKind {
                found: FoundKind::Excel,
                ..
            }) => {
                let table = documents::read_table(&source.all()?, &name, &Limits::default())?;
                Ok(Self {
                    source: source.clone(),
                    header: table.header.clone(),
                    table: Some(Arc::new(table)),
                })
            }
            Err(error) => Err(error),
        }
    }

    /// Hands every row to `each`, in order. Blocks.
    pub(super) fn for_each(
        &self,
        layout: &Layout,
        mut each: impl FnMut(&Layout, RowRef<'_, '_>),
    ) -> Result<(), ReadError> {
        match &self.table {
            Some(table) => table
                .rows
                .iter()
                .for_each(|row| each(layout, RowRef::Sheet(row))),
            None => {
                let stream = CsvStream::open(self.source.reader()?, &self.source.name(), &LIMITS)?;
                stream.for_each_record(|_, record| {
                    each(layout, RowRef::Csv(record));
                    Ok::<(), ReadError>(())
                })?;
            }
        }
        Ok(())
    }

    /// Reads and checks the whole file, and hands each checked piece to `each` in the order of the file. Blocks.
    pub(super) fn check(
        &self,
        context: &Context,
        standing: Standing,
        mut each: impl FnMut(Piece) -> Result<(), ReadError>,
    ) -> Result<Checked, ReadError> {
        let mut checked = Checked::new(standing);
        let mut take = |mut piece: Piece| {
            checked.take(context, &mut piece);
            each(piece)
        };
        match &self.table {
            Some(table) => table
                .rows
                .chunks(ROWS)
                .try_for_each(|rows| take(Piece::of_rows(context, rows)))?,
            None => {
                let threads = std::thread::available_parallelism()
                    .map_or(2, usize::from)
                    .clamp(1, 8);
                let stream = CsvStream::open(self.source.reader()?, &self.source.name(), &LIMITS)?;
                stream.par_batches(threads, |batch| Piece::of_batch(context, batch), &mut take)?;
            }
        }
        checked.settle(context);
        Ok(checked)
    }
}

/// A row on loan.
pub(super) enum RowRef<'r, 't> {
    Csv(&'r documents::Record<'t>),
    Sheet(&'r documents::RecordRow),
}

impl Fields for RowRef<'_, '_> {
    fn row(&self) -> u64 {
        match self {
            Self::Csv(it) => it.row(),
            Self::Sheet(it) => it.number,
        }
    }
    fn len(&self) -> usize {
        match self {
            Self::Csv(it) => it.len(),
            Self::Sheet(it) => it.fields.len(),
        }
    }
    fn get(&self, place: usize) -> Option<&str> {
        match self {
            Self::Csv(it) => it.get(place),
            Self::Sheet(it) => it.fields.get(place).map(String::as_str),
        }
    }
}
