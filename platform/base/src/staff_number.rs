use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::text::{is_dash, is_invisible};

/// A staff number as it is kept and compared: half width, capitals, one kind of dash, no spaces.
///
/// Leading zeros stay as they are: `00123` and `123` are two texts, and the caller decides whether they are one person.
pub fn canonical_staff_number(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_uppercase() || byte == b'-';
    if text.bytes().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let kept = text
        .nfkc()
        .filter(|&sign| !sign.is_whitespace() && !is_invisible(sign));
    Cow::Owned(
        kept.map(|sign| {
            if is_dash(sign) {
                '-'
            } else {
                sign.to_ascii_uppercase()
            }
        })
        .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_and_spaces_do_not_matter_at_sign_in() {
        for typed in [
            "A-00123",
            "a-00123",
            "Ａ－００１２３",
            " A-00123 ",
            "A - 00123",
            "　Ａ‐００１２３",
            "\u{200b}a−00123",
        ] {
            assert_eq!(canonical_staff_number(typed), "A-00123", "{typed}");
        }
    }

    #[test]
    fn leading_zeros_stay() {
        assert_eq!(canonical_staff_number("００１２３"), "00123");
        assert_eq!(canonical_staff_number("123"), "123");
        assert_eq!(canonical_staff_number(""), "");
    }
}
