//! CSV as Excel in Japan opens it: CP932 or UTF-8 with a byte order mark, lines ending in CRLF.
//!
//! Codes are written as they are (`0012`). Excel shows such a cell as the number 12 when it opens the file by a double click, and loses the zeros
//! when it saves; an export that will be edited in Excel should be a workbook ([`super::Workbook`]), whose text cells keep them.
//! Cells that Excel would run as a formula begin with an apostrophe, which the import takes off again.

use super::{Unmappable, WriteError};
use crate::records::made_safe;
use encoding_rs::{EncoderResult, SHIFT_JIS};
use std::io::Write;

/// How the characters of a CSV export are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// What Excel in Japan writes and reads by itself. Characters of the user's own (外字, U+E000 to U+E757) keep their codes.
    Cp932,
    /// Holds every character; the mark at the front tells Excel so.
    Utf8Bom,
}

/// Writes a table row by row and holds one row at a time.
pub struct CsvWriter<W> {
    writer: W,
    encoding: Encoding,
    rows: u64,
    line: Vec<u8>,
    unmappable: Vec<Unmappable>,
    total: u64,
}

impl<W: Write> CsvWriter<W> {
    pub fn new(mut writer: W, encoding: Encoding) -> Result<CsvWriter<W>, WriteError> {
        if encoding == Encoding::Utf8Bom {
            writer.write_all(b"\xEF\xBB\xBF")?;
        }
        Ok(CsvWriter {
            writer,
            encoding,
            rows: 0,
            line: Vec::new(),
            unmappable: Vec::new(),
            total: 0,
        })
    }

    /// Writes one row. After the first character that does not fit nothing more is written, but the list grows.
    pub fn row<F: AsRef<str>>(
        &mut self,
        fields: impl IntoIterator<Item = F>,
    ) -> Result<(), WriteError> {
        self.rows += 1;
        self.line.clear();
        for (index, field) in fields.into_iter().enumerate() {
            if 0 < index {
                self.line.push(b',');
            }
            let safe = made_safe(field.as_ref());
            if safe.contains([',', '"', '\r', '\n', '\t']) {
                self.line.push(b'"');
                self.text(&safe.replace('"', "\"\""), index + 1);
                self.line.push(b'"');
            } else {
                self.text(&safe, index + 1);
            }
        }
        self.line.extend_from_slice(b"\r\n");
        if self.total == 0 {
            self.writer.write_all(&self.line)?;
        }
        Ok(())
    }

    /// The writer with the whole table, or the list of characters that did not fit.
    pub fn finish(mut self) -> Result<W, WriteError> {
        if 0 < self.total {
            return Err(WriteError::Unmappable {
                characters: self.unmappable,
                total: self.total,
            });
        }
        self.writer.flush()?;
        Ok(self.writer)
    }

    fn text(&mut self, text: &str, column: usize) {
        if self.encoding == Encoding::Utf8Bom || text.is_ascii() {
            self.line.extend_from_slice(text.as_bytes());
            return;
        }
        // The encoder turns these into other characters without a word.
        for character in text
            .chars()
            .filter(|it| matches!(it, '\u{a5}' | '\u{203e}' | '\u{2212}'))
        {
            self.miss(column, character);
        }
        let mut encoder = SHIFT_JIS.new_encoder();
        let mut rest = text;
        loop {
            let room = encoder.max_buffer_length_from_utf8_without_replacement(rest.len());
            self.line.reserve(room.unwrap_or(rest.len() * 2));
            let (result, read) =
                encoder.encode_from_utf8_to_vec_without_replacement(rest, &mut self.line, true);
            rest = &rest[read..];
            match result {
                EncoderResult::InputEmpty => return,
                EncoderResult::OutputFull => {}
                EncoderResult::Unmappable(character) => match user_defined(character) {
                    Some(code) => self.line.extend_from_slice(&code),
                    None => self.miss(column, character),
                },
            }
        }
    }

    fn miss(&mut self, column: usize, character: char) {
        self.total += 1;
        if self.unmappable.len() < WriteError::LISTED {
            self.unmappable.push(Unmappable {
                row: self.rows,
                column,
                character,
            });
        }
    }
}

/// The code of a character of the user's own: U+E000 to U+E757 stand at F040 to F9FC, 188 to a first byte.
fn user_defined(character: char) -> Option<[u8; 2]> {
    let index = (character as u32)
        .checked_sub(0xE000)
        .filter(|it| *it <= 0x757)?;
    let (lead, trail) = (0xF0 + index / 188, index % 188);
    // 7F is no second byte.
    let trail = if trail < 0x3F {
        trail + 0x40
    } else {
        trail + 0x41
    };
    Some([lead as u8, trail as u8])
}

/// A whole table as CSV; the first row is the heading row.
pub fn write_csv<R, F>(
    rows: impl IntoIterator<Item = R>,
    encoding: Encoding,
) -> Result<Vec<u8>, WriteError>
where
    R: IntoIterator<Item = F>,
    F: AsRef<str>,
{
    let mut writer = CsvWriter::new(Vec::new(), encoding)?;
    for row in rows {
        writer.row(row)?;
    }
    writer.finish()
}
