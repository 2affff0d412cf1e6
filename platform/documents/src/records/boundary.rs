//! Where records end in the raw bytes of a CSV file, so that a long file can be cut into pieces of whole records.
//!
//! Quotation marks, delimiters and line ends are below 0x40 and therefore never the second byte of a CP932 character: the bytes can be looked
//! at before they are decoded.

use memchr::{memchr, memchr_iter, memrchr};

/// What a stretch of bytes holds, beginning at the start of a record.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Extent {
    /// Bytes of the whole records at its front.
    pub(super) bytes: usize,
    /// Rows of those, blank ones included.
    pub(super) rows: u64,
    /// A quotation mark is open at the end of the stretch.
    pub(super) is_quote_open: bool,
}

/// Finds the last record end. With `is_last` the end of the bytes ends the last record as well.
pub(super) fn extent(bytes: &[u8], delimiter: u8, is_last: bool) -> Extent {
    let (mut end, mut rows, mut at) = (0, 0_u64, 0);
    let mut is_quote_open = false;
    let mut pass = |from: usize, to: usize| {
        if let Some(last) = memrchr(b'\n', &bytes[from..to]) {
            end = from + last + 1;
            rows += memchr_iter(b'\n', &bytes[from..end]).count() as u64;
        }
    };
    loop {
        let Some(quote) = memchr(b'"', &bytes[at..]).map(|it| at + it) else {
            pass(at, bytes.len());
            break;
        };
        pass(at, quote);
        at = quote + 1;
        // A quotation mark within a field is a character like any other.
        let opens = quote == 0 || [delimiter, b'\n'].contains(&bytes[quote - 1]);
        if opens {
            match closing(bytes, at) {
                // At the very end of a piece the next byte could make it a doubled, that is a written, quotation mark.
                Some(close) if is_last || close + 1 < bytes.len() => at = close + 1,
                _ => {
                    is_quote_open = true;
                    break;
                }
            }
        }
    }
    if is_last && !is_quote_open && end < bytes.len() {
        (end, rows) = (bytes.len(), rows + 1);
    }
    Extent {
        bytes: end,
        rows,
        is_quote_open,
    }
}

/// The quotation mark that closes a field opened before `at`.
pub(super) fn closing(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let quote = at + memchr(b'"', bytes.get(at..)?)?;
        if bytes.get(quote + 1) != Some(&b'"') {
            return Some(quote);
        }
        at = quote + 2;
    }
}

/// The field, from 1, in which the front of a record ends.
pub(super) fn field_at_end(front: &[u8], delimiter: u8) -> u64 {
    let (mut field, mut at) = (1, 0);
    let mut is_field_start = true;
    while let Some(byte) = front.get(at) {
        if *byte == b'"' && is_field_start {
            match closing(front, at + 1) {
                Some(close) => at = close,
                None => break,
            }
        }
        is_field_start = *byte == delimiter;
        field += u64::from(is_field_start);
        at += 1;
    }
    field
}

/// Tab if the first record holds more tabs than commas outside quotation marks, else comma.
pub(super) fn delimiter(bytes: &[u8]) -> u8 {
    let (mut tabs, mut commas, mut at) = (0, 0, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = closing(bytes, at + 1).unwrap_or(bytes.len()),
            b'\t' => tabs += 1,
            b',' => commas += 1,
            b'\n' if tabs + commas != 0 => break,
            _ => {}
        }
        at += 1;
    }
    if commas < tabs { b'\t' } else { b',' }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> (usize, u64) {
        let extent = extent(text.as_bytes(), b',', false);
        (extent.bytes, extent.rows)
    }

    #[test]
    fn a_piece_ends_after_its_last_whole_record() {
        assert_eq!(whole("a,b\r\nc,d\r\ne"), (10, 2));
        assert_eq!(whole("abc"), (0, 0));
        assert_eq!(whole("a\n\n\nb"), (4, 3));
    }

    #[test]
    fn a_line_end_inside_quotation_marks_ends_no_record() {
        assert_eq!(whole("a,\"x\ny\"\nb,\"x\n"), (8, 1));
        assert_eq!(whole("\"a\"\"\n\"\nb"), (7, 1));
        assert!(extent(b"a,\"x\ny", b',', true).is_quote_open);
    }

    #[test]
    fn a_quotation_mark_inside_a_field_is_a_character() {
        assert_eq!(whole("5\" pipe,x\ny"), (10, 1));
        assert_eq!(whole("=\"0012\",x\ny"), (10, 1));
    }

    #[test]
    fn a_closing_mark_at_the_cut_is_not_trusted() {
        assert_eq!(
            extent(b"a\n\"b\"", b',', false),
            Extent {
                bytes: 2,
                rows: 1,
                is_quote_open: true
            }
        );
        assert_eq!(
            extent(b"a\n\"b\"", b',', true),
            Extent {
                bytes: 5,
                rows: 2,
                is_quote_open: false
            }
        );
    }

    #[test]
    fn the_front_of_a_record_ends_in_the_field_after_its_delimiters() {
        for (front, field) in [
            ("", 1),
            ("a,b,c", 3),
            ("a,,", 3),
            ("\"a,b\",\"c,d", 2),
            ("\"a\"\",b\",c", 2),
            ("5\" pipe,x", 2),
        ] {
            assert_eq!(field_at_end(front.as_bytes(), b','), field, "{front}");
        }
    }

    #[test]
    fn the_delimiter_is_what_the_heading_uses() {
        assert_eq!(delimiter(b"a\tb\tc,d\n1,2,3,4,5\n"), b'\t');
        assert_eq!(delimiter(b"\n\n\"a\tb\tc\",d\n"), b',');
        assert_eq!(delimiter(b"only"), b',');
    }
}
