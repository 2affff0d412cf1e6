//! What the reader of workbooks believes without asking, asked beforehand.
//!
//! It makes room for as many texts as the file says it has, multiplies the letters of a cell's name as long as there are any, and keeps a copy
//! of a number format and a font for each style that uses them.

use crate::error::ReadError;
use crate::xml::{Node, Tag, Xml};

/// Bytes of a tag in the styles of a workbook; a number format has at most 255 characters.
const LONGEST_STYLE: usize = 4096;

/// Looks through a part of a workbook to its end. `length` is that of its text in bytes.
pub(crate) fn look_through(xml: &mut Xml<'_>, part: &str, length: usize) -> Result<(), ReadError> {
    let is_styles = part.to_ascii_lowercase().ends_with("styles.xml");
    loop {
        let tag = match xml.next()? {
            Node::Open(tag) => tag,
            Node::End => return Ok(()),
            _ => continue,
        };
        let is_sound = match tag.name() {
            // Each text takes some bytes of the part.
            "sst" => all(&tag, "uniqueCount", |it| {
                it.parse::<usize>().is_ok_and(|it| it <= length)
            }),
            "c" => all(&tag, "r", |it| cell(it).is_some()),
            "row" => all(&tag, "r", |it| it.len() <= MOST_DIGITS),
            "mergeCell" | "dimension" => all(&tag, "ref", is_area),
            _ => !is_styles || tag.length() <= LONGEST_STYLE,
        };
        if !is_sound {
            let detail = format!("{} says something impossible", tag.name());
            return Err(ReadError::damaged(part, detail));
        }
    }
}

/// 1,048,576 rows.
const MOST_DIGITS: usize = 7;
/// `XFD`.
const MOST_LETTERS: usize = 3;

fn all(tag: &Tag<'_>, name: &str, is_sound: impl Fn(&str) -> bool) -> bool {
    tag.raw_values(name).all(|it| is_sound(&it))
}

/// `A1` or `A1:C3`, from the upper left to the lower right.
fn is_area(text: &str) -> bool {
    match text.split_once(':') {
        None => cell(text).is_some(),
        Some((start, end)) => matches!((cell(start), cell(end)), (Some(start), Some(end))
            if start.0 <= end.0 && start.1 <= end.1),
    }
}

/// Column and row as they can be compared: a longer column stands further right.
fn cell(text: &str) -> Option<((usize, String), u32)> {
    let letters = text
        .bytes()
        .take_while(|it| it.is_ascii_alphabetic())
        .count();
    let (column, row) = text.split_at(letters);
    let is_plain = (1..=MOST_LETTERS).contains(&letters)
        && (1..=MOST_DIGITS).contains(&row.len())
        && row.bytes().all(|it| it.is_ascii_digit());
    is_plain.then_some(())?;
    Some(((letters, column.to_ascii_uppercase()), row.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{cell, is_area};

    #[test]
    fn a_cell_has_up_to_three_letters_and_seven_digits() {
        for sound in ["A1", "xfd1048576", "AA10"] {
            assert!(cell(sound).is_some(), "{sound}");
        }
        for wrong in [
            "",
            "A",
            "1",
            "AAAA1",
            "A12345678",
            "A-1",
            "$A$1",
            "A1:B2",
            "あ1",
        ] {
            assert!(cell(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn an_area_runs_from_the_upper_left_to_the_lower_right() {
        for sound in ["A1", "A1:A1", "B2:AA3", "Z9:AA10"] {
            assert!(is_area(sound), "{sound}");
        }
        for wrong in ["", "A1:", "B2:A3", "B2:C1", "AA1:Z1", "A1:B2:C3"] {
            assert!(!is_area(wrong), "{wrong}");
        }
    }
}
