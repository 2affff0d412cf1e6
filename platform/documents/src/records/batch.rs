//! A piece of a CSV file that holds whole records, already text.

use super::boundary::closing;
use super::field::unwrapped;
use memchr::{memchr, memchr_iter};

/// Whole records in the order of the file.
#[derive(Debug, Clone)]
pub struct Batch {
    text: String,
    first_row: u64,
    delimiter: u8,
}

impl Batch {
    pub(super) fn new(text: String, first_row: u64, delimiter: u8) -> Batch {
        Batch {
            text,
            first_row,
            delimiter,
        }
    }

    /// The records one after the other. Rows without any text are passed over, but counted.
    pub fn records(&self) -> Records<'_> {
        Records {
            text: &self.text,
            delimiter: self.delimiter,
            at: 0,
            next_row: self.first_row,
            spans: Vec::new(),
            unescaped: String::new(),
        }
    }
}

/// Walks through a [`Batch`] without memory of its own for each field.
#[derive(Debug)]
pub struct Records<'a> {
    text: &'a str,
    delimiter: u8,
    at: usize,
    next_row: u64,
    spans: Vec<Span>,
    /// Fields whose doubled quotation marks had to be halved.
    unescaped: String,
}

#[derive(Debug, Clone, Copy)]
struct Span {
    start: usize,
    end: usize,
    is_unescaped: bool,
}

/// One row of a table; it lives until the next one is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Record<'r> {
    row: u64,
    text: &'r str,
    unescaped: &'r str,
    spans: &'r [Span],
}

impl<'r> Record<'r> {
    /// The row as Excel counts it: the first row of the file is 1, blank rows count, line ends inside a field do not.
    pub fn row(&self) -> u64 {
        self.row
    }

    /// The text of a field (from 0), without what spreadsheets need around it. None past the last field of this row.
    pub fn get(&self, column: usize) -> Option<&'r str> {
        self.spans
            .get(column)
            .map(|span| unwrapped(self.raw(*span)))
    }

    /// Number of fields in this row, which may differ from the heading row.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// No field at all; never so for records out of a file.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &'r str> {
        let record = *self;
        self.spans
            .iter()
            .map(move |span| unwrapped(record.raw(*span)))
    }

    fn raw(&self, span: Span) -> &'r str {
        let text = if span.is_unescaped {
            self.unescaped
        } else {
            self.text
        };
        &text[span.start..span.end]
    }

    fn is_blank(&self) -> bool {
        self.spans.iter().all(|span| span.start == span.end)
    }
}

impl Records<'_> {
    /// The next row that has any text.
    #[expect(
        clippy::should_implement_trait,
        reason = "the record borrows from the walk, which Iterator cannot say"
    )]
    pub fn next(&mut self) -> Option<Record<'_>> {
        loop {
            if self.text.len() <= self.at {
                return None;
            }
            self.read_row();
            let row = self.next_row;
            self.next_row += 1;
            if !self.record(row).is_blank() {
                return Some(self.record(row));
            }
        }
    }

    /// All that has not been read yet.
    pub(super) fn rest(self) -> Batch {
        let rest = self.text.get(self.at..).unwrap_or_default();
        Batch::new(rest.to_owned(), self.next_row, self.delimiter)
    }

    fn record(&self, row: u64) -> Record<'_> {
        Record {
            row,
            text: self.text,
            unescaped: &self.unescaped,
            spans: &self.spans,
        }
    }

    fn read_row(&mut self) {
        self.spans.clear();
        self.unescaped.clear();
        let bytes = self.text.as_bytes();
        let line_end = memchr(b'\n', &bytes[self.at..]).map_or(bytes.len(), |it| self.at + it);
        let line = &bytes[self.at..line_end];
        if memchr(b'"', line).is_some() {
            self.read_quoted_row();
            return;
        }
        let start = self.at;
        let mut field = start;
        for delimiter in memchr_iter(self.delimiter, line) {
            self.spans.push(Span {
                start: field,
                end: start + delimiter,
                is_unescaped: false,
            });
            field = start + delimiter + 1;
        }
        let end = if line.last() == Some(&b'\r') {
            line_end - 1
        } else {
            line_end
        };
        self.spans.push(Span {
            start: field,
            end: end.max(field),
            is_unescaped: false,
        });
        self.at = line_end + 1;
    }

    /// A row in which a field may be in quotation marks. Whatever follows a closing mark belongs to the field, as in Excel.
    fn read_quoted_row(&mut self) {
        let bytes = self.text.as_bytes();
        loop {
            let field = self.at;
            let quoted = match bytes.get(field) {
                Some(b'"') => Some((field + 1, closing(bytes, field + 1).unwrap_or(bytes.len()))),
                _ => None,
            };
            let from = quoted.map_or(field, |(_, close)| (close + 1).min(bytes.len()));
            let stop = bytes[from..]
                .iter()
                .position(|it| *it == self.delimiter || *it == b'\n')
                .map_or(bytes.len(), |it| from + it);
            let is_row_end = bytes.get(stop) != Some(&self.delimiter);
            let has_return = is_row_end && from < stop && bytes[stop - 1] == b'\r';
            let end = if has_return { stop - 1 } else { stop };
            let span = match quoted {
                None => Span {
                    start: field,
                    end,
                    is_unescaped: false,
                },
                Some((open, close)) if from == end && !self.text[open..close].contains('"') => {
                    Span {
                        start: open,
                        end: close,
                        is_unescaped: false,
                    }
                }
                Some((open, close)) => {
                    let start = self.unescaped.len();
                    self.unescaped
                        .push_str(&self.text[open..close].replace("\"\"", "\""));
                    self.unescaped.push_str(&self.text[from..end]);
                    Span {
                        start,
                        end: self.unescaped.len(),
                        is_unescaped: true,
                    }
                }
            };
            self.spans.push(span);
            self.at = stop + 1;
            if is_row_end {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        let batch = Batch::new(text.to_owned(), 1, b',');
        let mut records = batch.records();
        let mut rows = Vec::new();
        while let Some(record) = records.next() {
            rows.push((record.row(), record.iter().map(str::to_owned).collect()));
        }
        rows
    }

    fn row(number: u64, fields: &[&str]) -> (u64, Vec<String>) {
        (number, fields.iter().map(|it| (*it).to_owned()).collect())
    }

    #[test]
    fn plain_and_quoted_rows_give_their_fields() {
        assert_eq!(
            rows("a,b\r\nc,\r\n,d"),
            [row(1, &["a", "b"]), row(2, &["c", ""]), row(3, &["", "d"])]
        );
        assert_eq!(
            rows("\"a,1\",\"b\"\"c\"\r\nd,\"\"\r\n"),
            [row(1, &["a,1", "b\"c"]), row(2, &["d", ""])]
        );
    }

    #[test]
    fn blank_rows_and_line_ends_in_fields_keep_the_numbers_of_excel() {
        assert_eq!(
            rows("a\n\n,,\n\"x\ny\"\nz\n"),
            [row(1, &["a"]), row(4, &["x\ny"]), row(5, &["z"])]
        );
    }

    #[test]
    fn a_quotation_mark_inside_a_field_stays() {
        assert_eq!(rows("5\" pipe,\"x\"y\n"), [row(1, &["5\" pipe", "xy"])]);
    }

    #[test]
    fn zeros_kept_for_excel_come_out_as_text() {
        assert_eq!(
            rows("=\"0012\",\"=\"\"0012\"\"\",'=1\n"),
            [row(1, &["0012", "0012", "=1"])]
        );
    }
}
