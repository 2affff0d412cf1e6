//! How wide words are, where they break, and how they are made safe.

use std::fmt::Write as _;

/// The smallest room that [`wrap`] can fill without running over: one letter and the ellipsis.
const LEAST_ROOM_IN_EM: f64 = 2.0;

/// Closing marks, small kana and the long mark do not begin a line.
const NEVER_FIRST: &str =
    "、。，．・：；？！）］｝」』】〕〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々ヽヾ…％,.:;?!)]}%";
/// Opening marks do not end one.
const NEVER_LAST: &str = "（［｛「『【〔〈《([{";

/// The width of a text in pixels; rather too wide than too narrow, since the reader's font is not known.
///
/// Kanji and kana take one em, half-width kana half. Latin letters and digits are wider than the half em of old terminals in every
/// proportional font, so they have classes of their own.
pub(super) fn width_of(text: &str, size: f64) -> f64 {
    text.chars().map(width_in_em).sum::<f64>() * size
}

fn width_in_em(character: char) -> f64 {
    match character {
        '\u{300}'..='\u{36f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2060}'
        | '\u{3099}'..='\u{309a}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0100}'..='\u{e01ef}' => 0.0,
        ' ' | '!' | '\'' | '(' | ')' | ',' | '.' | '/' | ':' | ';' | '[' | ']' | '|' | 'i'
        | 'j' | 'l' | 'I' => 0.4,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '&' => 0.96,
        'A'..='Z' => 0.74,
        ' '..='~' => 0.62,
        '\u{ff61}'..='\u{ff9f}' => 0.5,
        '\u{a1}'..='\u{24f}' => 0.8,
        _ => 1.0,
    }
}

/// A text cut into lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrapped {
    pub(super) lines: Vec<String>,
    /// The whole text, when the lines do not hold it.
    pub(super) full: Option<String>,
}

impl Wrapped {
    /// The width of the longest line.
    pub(super) fn width(&self, size: f64) -> f64 {
        self.lines
            .iter()
            .map(|line| width_of(line, size))
            .fold(0.0, f64::max)
    }
}

/// Breaks a text into at most `most` lines no wider than `room` pixels; what does not fit ends in an ellipsis.
///
/// Latin words stay whole where they can, Japanese breaks between any two letters except before closing marks. An empty text gives no line.
pub(super) fn wrap(text: &str, size: f64, room: f64, most: usize) -> Wrapped {
    let room = room.max(LEAST_ROOM_IN_EM * size);
    let letters = plain(text);
    let mut lines = Vec::new();
    let mut start = 0;
    while start < letters.len() {
        let fits = start + count_that_fits(&letters[start..], size, room);
        if fits == letters.len() {
            lines.push(letters[start..].iter().collect());
            break;
        }
        if lines.len() + 1 == most {
            let fits = start + count_that_fits(&letters[start..], size, room - size);
            let mut line: String = letters[start..fits].iter().collect();
            line.push('…');
            lines.push(line);
            let full = Some(letters.iter().collect());
            return Wrapped { lines, full };
        }
        let end = (start + 1..=fits)
            .rev()
            .find(|&at| may_break(letters[at - 1], letters[at]))
            .unwrap_or(fits);
        let line: String = letters[start..end].iter().collect();
        lines.push(line.trim_end().to_owned());
        start = end;
        while letters.get(start) == Some(&' ') {
            start += 1;
        }
    }
    Wrapped { lines, full: None }
}

/// One line, shortened if it must be.
pub(super) fn shorten(text: &str, size: f64, room: f64) -> Wrapped {
    wrap(text, size, room, 1)
}

/// Line ends, tabs and repeated spaces become one space; characters that XML forbids go away.
fn plain(text: &str) -> Vec<char> {
    let spaced: String = text
        .chars()
        .filter(|character| !is_forbidden(*character))
        .collect();
    let words: Vec<&str> = spaced.split_ascii_whitespace().collect();
    words.join(" ").chars().collect()
}

fn is_forbidden(character: char) -> bool {
    matches!(character, '\u{fffe}' | '\u{ffff}')
        || (character.is_control() && !character.is_ascii_whitespace())
}

/// At least one letter, so that each line takes the text forward.
fn count_that_fits(letters: &[char], size: f64, room: f64) -> usize {
    let mut width = 0.0;
    let fitting = letters
        .iter()
        .take_while(|letter| {
            width += width_in_em(**letter) * size;
            width <= room
        })
        .count();
    fitting.max(1)
}

fn may_break(before: char, after: char) -> bool {
    if before == ' ' || after == ' ' {
        return true;
    }
    let is_in_a_word = before.is_ascii() && after.is_ascii();
    !is_in_a_word && !NEVER_FIRST.contains(after) && !NEVER_LAST.contains(before)
}

/// Writes a text so that it is only text, in an element or in a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars().filter(|character| !is_forbidden(*character)) {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// A figure as people read it: `1,234.5`. `decimals` is the number of places after the point.
pub(super) fn figure(value: f64, decimals: usize) -> String {
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, rest) = match plain.find('.') {
        Some(point) => plain.split_at(point),
        None => (plain.as_str(), ""),
    };
    let mut text = String::new();
    let is_zero = plain.chars().all(|digit| digit == '0' || digit == '.');
    if value < 0.0 && !is_zero {
        text.push('-');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    let _ = write!(text, "{rest}");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kanji_take_one_em_and_half_width_kana_half() {
        assert_eq!(width_of("人材育成", 10.0), 40.0);
        assert_eq!(width_of("ｱｲｳｴ", 10.0), 20.0);
        assert_eq!(width_of("葛\u{e0100}", 10.0), 10.0);
    }

    #[test]
    fn a_text_that_just_fits_is_left_whole() {
        assert_eq!(wrap("人材育成", 10.0, 40.0, 1).lines, ["人材育成"]);
        let short = wrap("人材育成", 10.0, 39.0, 1);
        assert_eq!(short.lines, ["人材…"]);
        assert_eq!(short.full.as_deref(), Some("人材育成"));
    }

    #[test]
    fn closing_marks_do_not_begin_a_line() {
        assert_eq!(
            wrap("研修、職場", 10.0, 20.0, 3).lines,
            ["研", "修、", "職場"]
        );
        assert_eq!(wrap("研（職場", 10.0, 20.0, 3).lines, ["研", "（職", "場"]);
    }

    #[test]
    fn latin_words_stay_whole_where_they_can() {
        let wrapped = wrap("Human resources office", 10.0, 80.0, 3);
        assert_eq!(wrapped.lines, ["Human", "resources", "office"]);
    }

    #[test]
    fn no_text_is_no_line() {
        assert!(wrap(" \n\t", 10.0, 50.0, 2).lines.is_empty());
    }

    #[test]
    fn text_cannot_leave_its_element() {
        assert_eq!(
            escape("<a b=\"c\" d='e'>&\u{0}"),
            "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;"
        );
    }

    #[test]
    fn figures_are_grouped_by_thousands() {
        assert_eq!(figure(1_234_567.0, 0), "1,234,567");
        assert_eq!(figure(87.75, 1), "87.8");
        assert_eq!(figure(-1234.5, 1), "-1,234.5");
        assert_eq!(figure(-0.01, 1), "0.0");
        assert_eq!(figure(999.0, 0), "999");
    }
}
