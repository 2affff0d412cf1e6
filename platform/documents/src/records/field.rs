//! A field as it stands in a CSV file, and the text that is meant by it.
//!
//! A spreadsheet runs a cell that begins with a formula sign, so exports put an apostrophe before it, and before any text that would read like
//! one made safe. Imports take it off again. `="0012"`, which keeps the zeros of a code in Excel, is read as `0012`.

use std::borrow::Cow;

/// The text that is meant by a field: without the apostrophe of [`made_safe`], without the shell of `="…"`.
pub(crate) fn unwrapped(field: &str) -> &str {
    match field.as_bytes().first() {
        Some(b'\'') if begins_like_formula(field.trim_start_matches('\'')) => &field[1..],
        Some(b'=') => match field
            .strip_prefix("=\"")
            .and_then(|it| it.strip_suffix('"'))
        {
            Some(inner) if !inner.contains('"') => inner,
            _ => field,
        },
        _ => field,
    }
}

/// The field that a spreadsheet will show and not run. Plain numbers with a sign (`-12`, `+3.5`, `-1,200`) stay numbers.
pub(crate) fn made_safe(text: &str) -> Cow<'_, str> {
    let inner = text.trim_start_matches('\'');
    let is_apart = inner.len() < text.len();
    if begins_like_formula(inner) && (is_apart || !is_number(inner)) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Half and full width: Excel in Japan takes both as the beginning of a formula.
fn begins_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

/// A sign, then digits with at most one point; commas only between digits.
fn is_number(text: &str) -> bool {
    let Some(digits) = text.strip_prefix(['+', '-']) else {
        return false;
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_all_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    whole.split(',').all(is_all_digits) && is_all_digits(decimals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formula_signs_are_made_safe_and_come_back() {
        for text in [
            "=1+1",
            "+81-43",
            "-",
            "@SUM(A1)",
            "\tx",
            "＝1",
            "'=1",
            "''-5",
            "'-5",
            "=\"0012\"",
            "-1,",
            "--1",
        ] {
            let safe = made_safe(text);
            assert_eq!(safe, format!("'{text}"));
            assert_eq!(unwrapped(&safe), text);
        }
    }

    #[test]
    fn numbers_with_a_sign_stay_numbers() {
        for text in ["-12", "+3.5", "-1,200", "-0"] {
            assert_eq!(made_safe(text), text);
            assert_eq!(unwrapped(text), text);
        }
    }

    #[test]
    fn an_apostrophe_of_the_text_itself_stays() {
        for text in ["'", "'abc", "it's", "'90s"] {
            assert_eq!(made_safe(text), text);
            assert_eq!(unwrapped(text), text);
        }
    }

    #[test]
    fn the_shell_that_keeps_zeros_in_excel_is_taken_off() {
        assert_eq!(unwrapped("=\"0012\""), "0012");
        assert_eq!(unwrapped("=\"\""), "");
        assert_eq!(unwrapped("=A1&\"x\""), "=A1&\"x\"");
        assert_eq!(unwrapped("=\"a\"&\"b\""), "=\"a\"&\"b\"");
    }
}
