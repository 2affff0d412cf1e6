//! What a file is, by its first bytes and its parts. The name is never asked.

use crate::error::{FoundKind, ReadError};

/// The outer shape of a file, before anything in it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Packed,
    Text,
}

/// The shape, or the refusal that names what the file is instead.
pub(crate) fn shape_of(bytes: &[u8], file_name: &str) -> Result<Shape, ReadError> {
    let wrong = |found| {
        Err(ReadError::WrongKind {
            found,
            file_name: file_name.to_owned(),
        })
    };
    let starts = |mark: &[u8]| bytes.starts_with(mark);
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if starts(b"PK\x03\x04") {
        return Ok(Shape::Packed);
    }
    if starts(b"PK\x05\x06") {
        return wrong(FoundKind::Archive);
    }
    if starts(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return old_office(bytes, file_name);
    }
    if starts(b"\x09\x08") && bytes.len() > 8 && bytes[2] <= 0x10 {
        return wrong(FoundKind::OldExcel);
    }
    let head = &bytes[..bytes.len().min(1024)];
    if head.windows(5).any(|five| five == b"%PDF-") {
        return wrong(FoundKind::Pdf);
    }
    let images: [&[u8]; 8] = [
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"GIF8",
        b"II*\x00",
        b"MM\x00*",
        b"8BPS",
        b"\x00\x00\x00\x0CjP  ",
        b"\x00\x00\x01\x00",
    ];
    if images.iter().any(|mark| starts(mark))
        || (starts(b"BM") && bytes.get(6..10) == Some(&[0, 0, 0, 0]))
        || (starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"))
        || matches!(
            bytes.get(4..12),
            Some(b"ftypheic" | b"ftypheix" | b"ftypmif1" | b"ftypavif")
        )
    {
        return wrong(FoundKind::Image);
    }
    if starts(b"{\\rtf") {
        return wrong(FoundKind::RichText);
    }
    let archives: [&[u8]; 5] = [
        b"Rar!",
        b"7z\xBC\xAF\x27\x1C",
        b"\x1F\x8B",
        b"BZh",
        b"\xFD7zXZ",
    ];
    if archives.iter().any(|mark| starts(mark)) || bytes.get(2..5) == Some(b"-lh") {
        return wrong(FoundKind::Archive);
    }
    if starts(b"\x7FELF") || (starts(b"MZ") && bytes.contains(&0)) {
        return wrong(FoundKind::Program);
    }
    let start = String::from_utf8_lossy(head)
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_ascii_lowercase();
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return wrong(FoundKind::WebPage);
    }
    Ok(Shape::Text)
}

/// A compound file of Microsoft: Word and Excel before 2007, or a new file locked with a password.
///
/// The names of its streams stand in the file as UTF-16, which is enough to tell them apart.
fn old_office(bytes: &[u8], file_name: &str) -> Result<Shape, ReadError> {
    let holds = |name: &str| {
        let needle: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(needle.len()).any(|window| window == needle)
    };
    if holds("EncryptionInfo") || holds("EncryptedPackage") {
        return Err(ReadError::Encrypted);
    }
    let found = if holds("WordDocument") {
        FoundKind::OldWord
    } else if holds("Workbook") || holds("Book") {
        FoundKind::OldExcel
    } else if holds("PowerPoint Document") {
        FoundKind::Presentation
    } else {
        FoundKind::UnknownBinary
    };
    Err(ReadError::WrongKind {
        found,
        file_name: file_name.to_owned(),
    })
}
