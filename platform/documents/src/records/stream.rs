//! CSV files too large to hold: read in pieces of whole records, decoded and taken apart on several threads.

use super::batch::{Batch, Record};
use super::boundary::{self, Extent};
use crate::decode::{self, TextEncoding};
use crate::error::{FoundKind, LimitKind, ReadError};
use crate::kind::{Shape, shape_of};
use crate::limits::{Deadline, Limits};
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes read at a time. A few of these, raw and decoded, are all that a stream holds.
const PIECE_BYTES: usize = 1 << 20;

/// A CSV file under way, its heading row already read.
///
/// UTF-8 or CP932 is decided by the first piece with a character beyond ASCII (a byte order mark decides at once). A file in UTF-16, which
/// only small exports of Excel use, is read whole. Rows end with LF or CRLF.
pub struct CsvStream<'a, R> {
    pieces: Pieces<'a, R>,
    header: Vec<String>,
    /// What came with the piece of the heading row.
    first: Option<Batch>,
}

impl<'a, R: Read> CsvStream<'a, R> {
    /// Reads up to the heading row, the first row with any text.
    pub fn open(
        reader: R,
        file_name: &str,
        limits: &'a Limits,
    ) -> Result<CsvStream<'a, R>, ReadError> {
        let mut pieces = Pieces::begin(reader, file_name, limits)?;
        while let Some(piece) = pieces.next()? {
            let batch = piece.decode()?;
            let mut records = batch.records();
            if let Some(header) = records.next() {
                limits.allow(LimitKind::Columns, header.len() as u64)?;
                let header = header.iter().map(|it| it.trim().to_owned()).collect();
                let first = records.rest();
                return Ok(CsvStream {
                    pieces,
                    header,
                    first: Some(first),
                });
            }
        }
        Err(ReadError::NoHeader)
    }

    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Calls `each` with every row under the heading row that has any text, in order, until it fails.
    ///
    /// The number is the row as Excel counts it. Returns how many rows the file has, blank ones and the heading row included.
    pub fn for_each_record<E: From<ReadError>>(
        mut self,
        mut each: impl FnMut(u64, &Record<'_>) -> Result<(), E>,
    ) -> Result<u64, E> {
        let mut next = self.first.take();
        while let Some(batch) = next {
            let mut records = batch.records();
            while let Some(record) = records.next() {
                each(record.row(), &record)?;
            }
            next = self.pieces.next()?.map(RawPiece::decode).transpose()?;
        }
        Ok(self.pieces.next_row - 1)
    }

    /// Hands pieces of the file to `map` on `threads` threads and what comes out to `fold` in the order of the file, until one fails.
    ///
    /// `fold` runs on the calling thread. Rows keep their numbers. Returns how many rows the file has, blank ones and the heading row included.
    pub fn par_batches<T: Send, E: From<ReadError>>(
        mut self,
        threads: usize,
        map: impl Fn(&Batch) -> T + Sync,
        mut fold: impl FnMut(T) -> Result<(), E>,
    ) -> Result<u64, E> {
        if let Some(first) = self.first.take() {
            fold(map(&first))?;
        }
        let mut pieces = self.pieces;
        let (work, queue) = mpsc::sync_channel::<(u64, RawPiece)>(threads.max(1));
        let (done, results) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        std::thread::scope(|scope| {
            for _ in 0..threads.max(1) {
                let (queue, done, map) = (Arc::clone(&queue), done.clone(), &map);
                scope.spawn(move || {
                    while let Some((index, piece)) = take(&queue) {
                        let result = piece.decode().map(|batch| map(&batch));
                        if done.send((index, result)).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(done);
            // With the last worker the queue goes too, so that nobody waits for workers that a panic has ended.
            drop(queue);
            feed(&mut pieces, work, results, &mut fold)
        })?;
        Ok(pieces.next_row - 1)
    }
}

type Results<T> = Receiver<(u64, Result<T, ReadError>)>;

/// Reads, sends out, takes in and folds in order. The sending end is dropped at the end, which lets the workers stop.
fn feed<R: Read, T, E: From<ReadError>>(
    pieces: &mut Pieces<'_, R>,
    work: SyncSender<(u64, RawPiece)>,
    results: Results<T>,
    fold: &mut impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let mut early = BTreeMap::new();
    let (mut sent, mut folded) = (0, 0);
    let mut accept = |(index, result): (u64, Result<T, ReadError>)| -> Result<(), E> {
        early.insert(index, result);
        while let Some(result) = early.remove(&folded) {
            fold(result?)?;
            folded += 1;
        }
        Ok(())
    };
    while let Some(piece) = pieces.next()? {
        if work.send((sent, piece)).is_err() {
            break;
        }
        sent += 1;
        while let Ok(result) = results.try_recv() {
            accept(result)?;
        }
    }
    drop(work);
    for result in results {
        accept(result)?;
    }
    Ok(())
}

fn take(queue: &Mutex<Receiver<(u64, RawPiece)>>) -> Option<(u64, RawPiece)> {
    queue
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .recv()
        .ok()
}

/// Whole records, still in the bytes of the file.
struct RawPiece {
    bytes: Vec<u8>,
    first_row: u64,
    delimiter: u8,
    encoding: TextEncoding,
}

impl RawPiece {
    fn decode(self) -> Result<Batch, ReadError> {
        let (first_row, delimiter, encoding) = (self.first_row, self.delimiter, self.encoding);
        let text = decode::exactly(self.bytes, encoding).map_err(|(bytes, valid)| {
            let before = boundary::extent(&bytes[..valid], delimiter, false);
            let record = &bytes[before.bytes..valid];
            ReadError::NotText {
                row: first_row + before.rows,
                column: Some(boundary::field_at_end(record, delimiter)),
                encoding: encoding.name(),
            }
        })?;
        Ok(Batch::new(text, first_row, delimiter))
    }
}

/// Cuts the bytes of the file into pieces.
struct Pieces<'a, R> {
    reader: R,
    limits: &'a Limits,
    deadline: Deadline,
    /// Read, but not yet part of a whole record.
    rest: Vec<u8>,
    is_read: bool,
    bytes: u64,
    next_row: u64,
    delimiter: u8,
    encoding: Option<TextEncoding>,
}

impl<'a, R: Read> Pieces<'a, R> {
    fn begin(reader: R, file_name: &str, limits: &'a Limits) -> Result<Pieces<'a, R>, ReadError> {
        let deadline = Deadline::start(limits);
        let mut pieces = Pieces {
            reader,
            limits,
            deadline,
            rest: Vec::new(),
            is_read: false,
            bytes: 0,
            next_row: 1,
            delimiter: b',',
            encoding: None,
        };
        pieces.fill()?;
        if shape_of(&pieces.rest, file_name)? == Shape::Packed {
            return Err(ReadError::WrongKind {
                found: FoundKind::Excel,
                file_name: file_name.to_owned(),
            });
        }
        if pieces.rest.starts_with(b"\xEF\xBB\xBF") {
            pieces.rest.drain(..3);
            pieces.encoding = Some(TextEncoding::Utf8);
        } else if pieces.rest.contains(&0) {
            while !pieces.is_read {
                pieces.fill()?;
            }
            pieces.rest = decode::text(&pieces.rest, file_name)?.into_bytes();
            pieces.encoding = Some(TextEncoding::Utf8);
        }
        pieces.delimiter = boundary::delimiter(&pieces.rest);
        Ok(pieces)
    }

    /// Reads one more portion behind the rest.
    fn fill(&mut self) -> Result<(), ReadError> {
        self.deadline.check()?;
        self.rest.reserve(PIECE_BYTES);
        let read = self
            .reader
            .by_ref()
            .take(PIECE_BYTES as u64)
            .read_to_end(&mut self.rest)?;
        self.is_read = read < PIECE_BYTES;
        self.bytes += read as u64;
        self.limits.allow(LimitKind::FileBytes, self.bytes)
    }

    fn next(&mut self) -> Result<Option<RawPiece>, ReadError> {
        loop {
            let extent = boundary::extent(&self.rest, self.delimiter, self.is_read);
            if 0 < extent.bytes {
                return self.cut(&extent).map(Some);
            }
            if extent.is_quote_open && (self.is_read || self.limits.record_bytes < self.rest.len())
            {
                return Err(ReadError::UnclosedQuote { row: self.next_row });
            }
            if self.is_read {
                return Ok(None);
            }
            self.limits
                .allow(LimitKind::RecordBytes, self.rest.len() as u64)?;
            self.fill()?;
        }
    }

    fn cut(&mut self, extent: &Extent) -> Result<RawPiece, ReadError> {
        let rest = self.rest.split_off(extent.bytes);
        let bytes = std::mem::replace(&mut self.rest, rest);
        if self.encoding.is_none() && !bytes.is_ascii() {
            self.encoding = Some(TextEncoding::of(&bytes));
        }
        let first_row = self.next_row;
        self.next_row += extent.rows;
        self.limits.allow(LimitKind::Rows, self.next_row - 1)?;
        let encoding = self.encoding.unwrap_or(TextEncoding::Utf8);
        Ok(RawPiece {
            bytes,
            first_row,
            delimiter: self.delimiter,
            encoding,
        })
    }
}
