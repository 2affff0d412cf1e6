//! Bytes into text, in the encodings that Japanese offices use.

use crate::error::{FoundKind, ReadError};
use encoding_rs::{Encoding, SHIFT_JIS, UTF_16BE, UTF_16LE};

/// How the characters of a CSV file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextEncoding {
    Utf8,
    Cp932,
}

impl TextEncoding {
    /// UTF-8 if the bytes are that, or begin as nothing else does; else CP932, which accepts most bytes.
    ///
    /// Two characters of three bytes at the front tell a text in UTF-8 that is damaged further on: read as CP932, most of it would be
    /// text as well, of other signs. No text that people write in CP932 begins so.
    pub(crate) fn of(bytes: &[u8]) -> TextEncoding {
        let front = match std::str::from_utf8(bytes) {
            Ok(_) => return TextEncoding::Utf8,
            Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
        };
        match front.chars().filter(|it| it.len_utf8() == 3).nth(1) {
            Some(_) => TextEncoding::Utf8,
            None => TextEncoding::Cp932,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            TextEncoding::Utf8 => "UTF-8",
            TextEncoding::Cp932 => "CP932",
        }
    }
}

/// The text of the bytes, or the bytes back with the number of those at the front that are text.
pub(crate) fn exactly(bytes: Vec<u8>, encoding: TextEncoding) -> Result<String, (Vec<u8>, usize)> {
    match encoding {
        TextEncoding::Utf8 => String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            (error.into_bytes(), valid)
        }),
        TextEncoding::Cp932 => {
            match SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&bytes) {
                Some(text) => Ok(text.into_owned()),
                None => {
                    let valid = cp932_valid_up_to(&bytes);
                    Err((bytes, valid))
                }
            }
        }
    }
}

/// Text in UTF-8 (with or without a mark), UTF-16, or CP932, which is tried last because it accepts most bytes.
///
/// Nothing is replaced: a byte that is no character is refused with its line.
pub(crate) fn text(bytes: &[u8], file_name: &str) -> Result<String, ReadError> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return std::str::from_utf8(rest)
            .map(str::to_owned)
            .map_err(|error| ReadError::NotText {
                row: line_of(rest, error.valid_up_to()),
                column: None,
                encoding: "UTF-8",
            });
    }
    if let Some((encoding, rest)) = utf16(bytes) {
        let (text, had_errors) = encoding.decode_without_bom_handling(rest);
        if had_errors {
            let row = 1 + text
                .split('\u{fffd}')
                .next()
                .unwrap_or_default()
                .matches('\n')
                .count() as u64;
            return Err(ReadError::NotText {
                row,
                column: None,
                encoding: "UTF-16",
            });
        }
        return Ok(text.into_owned());
    }
    if bytes.contains(&0) {
        return Err(ReadError::WrongKind {
            found: FoundKind::UnknownBinary,
            file_name: file_name.to_owned(),
        });
    }
    let encoding = TextEncoding::of(bytes);
    exactly(bytes.to_vec(), encoding).map_err(|(bytes, valid)| ReadError::NotText {
        row: line_of(&bytes, valid),
        column: None,
        encoding: encoding.name(),
    })
}

/// The text of an XML part: UTF-8, or UTF-16 with its mark. None if it is neither.
pub(crate) fn xml_text(bytes: Vec<u8>) -> Option<String> {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        let (encoding, rest) = utf16(&bytes)?;
        return encoding
            .decode_without_bom_handling_and_without_replacement(rest)
            .map(|it| it.into_owned());
    }
    let text = String::from_utf8(bytes).ok()?;
    Some(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// UTF-16 by its mark, or by line ends and spaces whose other byte is always zero on the same side.
fn utf16(bytes: &[u8]) -> Option<(&'static Encoding, &[u8])> {
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return Some((UTF_16LE, rest));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return Some((UTF_16BE, rest));
    }
    if !bytes.len().is_multiple_of(2) || !bytes.contains(&0) {
        return None;
    }
    let count = |pair: [u8; 2]| {
        bytes
            .as_chunks::<2>()
            .0
            .iter()
            .filter(|it| **it == pair)
            .count()
    };
    let little = count([b'\n', 0]) + count([b' ', 0]) + count([b',', 0]);
    let big = count([0, b'\n']) + count([0, b' ']) + count([0, b',']);
    match (little, big) {
        (0, 0) => None,
        (little, big) if big < little => Some((UTF_16LE, bytes)),
        _ => Some((UTF_16BE, bytes)),
    }
}

/// How many bytes at the front are whole CP932 characters.
fn cp932_valid_up_to(bytes: &[u8]) -> usize {
    let mut decoder = SHIFT_JIS.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(
        decoder
            .max_utf8_buffer_length(bytes.len())
            .unwrap_or(bytes.len() * 3),
    );
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (encoding_rs::DecoderResult::Malformed(bad, after), read) => {
            read.saturating_sub(usize::from(bad) + usize::from(after))
        }
        (_, read) => read,
    }
}

fn line_of(bytes: &[u8], at: usize) -> u64 {
    1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count() as u64
}
