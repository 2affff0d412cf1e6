use std::borrow::Cow;

/// Every sign that people and programs use for a dash, the long mark of kana among them.
pub(crate) fn is_dash(sign: char) -> bool {
    matches!(
        sign,
        '-' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2212}'
                | '\u{2500}'
                | '\u{30fc}'
                | '\u{fe63}'
                | '\u{ff0d}'
                | '\u{ff70}'
    )
}

/// Signs without width or meaning of their own: joiners, direction and byte-order marks, and the selectors that choose
/// between forms of one kanji.
pub(crate) fn is_invisible(sign: char) -> bool {
    matches!(sign,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Full-width digits as ASCII; nothing else is changed.
pub fn ascii_digits(text: &str) -> Cow<'_, str> {
    mapped(text, |sign| {
        if matches!(sign, '０'..='９') {
            narrow(sign)
        } else {
            sign
        }
    })
}

/// Every dash, minus and long mark as `-`: for telephone numbers and codes, not for words.
pub fn ascii_dashes(text: &str) -> Cow<'_, str> {
    mapped(text, |sign| if is_dash(sign) { '-' } else { sign })
}

/// A number or code as ASCII: full-width letters, digits, points and spaces made narrow, every dash `-`.
pub fn ascii_number(text: &str) -> Cow<'_, str> {
    mapped(text, |sign| match sign {
        dash if is_dash(dash) => '-',
        '　' => ' ',
        '！'..='～' => narrow(sign),
        other => other,
    })
}

/// From the full-width block to the ASCII sign of the same name.
fn narrow(sign: char) -> char {
    char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign)
}

fn mapped(text: &str, map: impl Fn(char) -> char) -> Cow<'_, str> {
    if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(map).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_digits_become_ascii_and_letters_stay() {
        assert_eq!(ascii_digits("第１２条Ａ"), "第12条Ａ");
        assert_eq!(ascii_digits("12"), "12");
    }

    #[test]
    fn every_dash_becomes_one() {
        for dash in "ー－−‐‑–—―ｰ-".chars() {
            assert_eq!(ascii_dashes(&format!("043{dash}245")), "043-245", "{dash}");
        }
    }

    #[test]
    fn a_number_becomes_ascii_as_a_whole() {
        assert_eq!(ascii_number("－１，２３４．５　％"), "-1,234.5 %");
        assert_eq!(ascii_number("０４３ー２４５"), "043-245");
    }
}
