use std::fmt;

use serde::Serialize;

use crate::text::ascii_number;

/// A municipality code (全国地方公共団体コード): prefecture in 2 digits, body in 3, check digit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct MunicipalityCode(String);

/// Why a text is no municipality code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MunicipalityCodeError {
    #[error("a municipality code has 6 digits, or 5 without its check digit")]
    NotSixDigits,
    #[error("there is no prefecture {0:02}")]
    NoSuchPrefecture(u8),
    #[error("the check digit of {body} is {expected}, not {found}")]
    WrongCheckDigit {
        body: String,
        expected: u8,
        found: u8,
    },
}

impl MunicipalityCode {
    /// Reads six digits (`121002`, `12100-2`), or five without the check digit, which is then added. Four digits are five
    /// whose leading zero a spreadsheet has eaten (`1100` is `01100`). Full width is taken.
    ///
    /// Five digits are never taken for six without their zero: both are common and cannot be told apart.
    pub fn read(text: &str) -> Result<Self, MunicipalityCodeError> {
        let text = ascii_number(text.trim());
        let without_dash = match text.split_once('-') {
            Some((body, check)) if body.len() == 5 && check.len() == 1 => format!("{body}{check}"),
            _ => text.into_owned(),
        };
        if !without_dash.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(MunicipalityCodeError::NotSixDigits);
        }
        let (body, check) = match without_dash.len() {
            4 => (format!("0{without_dash}"), None),
            5 => (without_dash, None),
            6 => (
                without_dash[..5].to_owned(),
                Some(without_dash.as_bytes()[5] - b'0'),
            ),
            _ => return Err(MunicipalityCodeError::NotSixDigits),
        };

        let digits = body.as_bytes();
        let prefecture = (digits[0] - b'0') * 10 + (digits[1] - b'0');
        if !(1..=47).contains(&prefecture) {
            return Err(MunicipalityCodeError::NoSuchPrefecture(prefecture));
        }
        let expected = check_digit(digits);
        match check {
            Some(found) if found != expected => Err(MunicipalityCodeError::WrongCheckDigit {
                body,
                expected,
                found,
            }),
            _ => Ok(Self(format!("{body}{expected}"))),
        }
    }

    /// All six digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The five digits before the check digit.
    pub fn without_check_digit(&self) -> &str {
        &self.0[..5]
    }
}

impl fmt::Display for MunicipalityCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The last digit of 11 minus the remainder by 11 of the digits weighed 6, 5, 4, 3, 2.
fn check_digit(body: &[u8]) -> u8 {
    let sum: u8 = body
        .iter()
        .zip([6, 5, 4, 3, 2])
        .map(|(digit, weight)| (digit - b'0') * weight)
        .sum();
    (11 - sum % 11) % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> String {
        MunicipalityCode::read(text)
            .unwrap_or_else(|error| panic!("{text}: {error}"))
            .to_string()
    }

    #[test]
    fn the_check_digit_is_that_of_the_ministry() {
        let codes =
            "010006 011002 131016 141003 121002 121011 200000 122033 261009 281000 401307 473821";
        for full in codes.split(' ') {
            assert_eq!(code(full), full);
            assert_eq!(code(&full[..5]), full);
        }
    }

    #[test]
    fn a_zero_that_a_spreadsheet_ate_comes_back() {
        assert_eq!(code("1100"), "011002");
        assert_eq!(code("1000"), "010006");
    }

    #[test]
    fn width_and_dash_do_not_matter() {
        assert_eq!(code(" １２１００２ "), "121002");
        assert_eq!(code("12100-2"), "121002");
        assert_eq!(code("１２１００－２"), "121002");
    }

    #[test]
    fn a_wrong_check_digit_is_named_with_the_right_one() {
        let body = "12100".to_owned();
        let wrong = MunicipalityCodeError::WrongCheckDigit {
            body,
            expected: 2,
            found: 9,
        };
        assert_eq!(MunicipalityCode::read("12100-9"), Err(wrong));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in [
            "",
            "123",
            "1210023",
            "12a002",
            "千葉市",
            "1-2-3",
            "１２１００２人",
        ] {
            assert_eq!(
                MunicipalityCode::read(text),
                Err(MunicipalityCodeError::NotSixDigits),
                "{text}"
            );
        }
        assert_eq!(
            MunicipalityCode::read("48100"),
            Err(MunicipalityCodeError::NoSuchPrefecture(48))
        );
        assert_eq!(
            MunicipalityCode::read("00100"),
            Err(MunicipalityCodeError::NoSuchPrefecture(0))
        );
    }
}
