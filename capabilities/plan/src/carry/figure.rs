//! Figures as people write and read them. Pure.
//!
//! A figure is a whole number of 10^-decimals units, so that 87.8 with one decimal is 878 and nothing is ever rounded unasked.
use base::FiscalYear;
use unicode_normalization::UnicodeNormalization;
use web::{Page, Text};

/// The most decimals that an indicator can have.
pub(crate) const MOST_DECIMALS: u8 = 3;
/// More digits before the point than any city needs are a slip of the finger.
const MOST_DIGITS: usize = 12;

/// Why a text is not a figure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FigureError {
    #[error("nothing is written")]
    Empty,
    #[error("not a number")]
    Unreadable,
    /// `12,34` or `1234,567`: the comma may as well have been meant as a point.
    #[error("the commas do not stand between groups of three digits")]
    Grouping,
    #[error("more than {allowed} decimals")]
    TooManyDecimals { allowed: u8 },
    #[error("more than {MOST_DIGITS} digits")]
    TooLarge,
    /// A share of a whole lies between 0 and 100 %, both included.
    #[error("a share outside 0 to 100 %")]
    OutsideShare,
}

impl FigureError {
    /// What the person reads at the field.
    pub(crate) fn text(&self) -> Text {
        match self {
            Self::Empty => Text::new("plan-carry-figure-empty"),
            Self::Unreadable => Text::new("plan-carry-figure-unreadable"),
            Self::Grouping => Text::new("plan-carry-figure-grouping"),
            Self::TooManyDecimals { allowed } => {
                Text::new("plan-carry-figure-decimals").with("allowed", i64::from(*allowed))
            }
            Self::TooLarge => Text::new("plan-carry-figure-large"),
            Self::OutsideShare => Text::new("plan-carry-figure-share"),
        }
    }
}

/// What an indicator's figures are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scale<'a> {
    /// As the plan writes it: `%`, `人`.
    pub unit: &'a str,
    pub decimals: u8,
    /// The percentage compares with another figure and may be over 100 or below 0.
    pub is_comparison: bool,
}

impl Scale<'_> {
    fn is_share(&self) -> bool {
        is_percent(self.unit) && !self.is_comparison
    }
}

/// Whether figures of this unit are percentages.
pub(crate) fn is_percent(unit: &str) -> bool {
    matches!(unit.nfkc().collect::<String>().trim(), "%" | "パーセント")
}

/// Reads a figure: `87.8`, `８７．８`, `1,234`, `87.8％`, `△3.2`, `-3.2`, with the unit behind it or without.
pub(crate) fn read_figure(text: &str, scale: &Scale<'_>) -> Result<i64, FigureError> {
    let plain: String = base::ascii_dashes(text.trim()).nfkc().collect();
    let plain = plain.trim();
    if plain.is_empty() {
        return Err(FigureError::Empty);
    }
    let unit: String = scale.unit.nfkc().collect();
    let plain = match plain.strip_suffix(unit.trim()) {
        Some(number) => number.trim_end(),
        None => plain,
    };
    let (is_negative, digits) = match plain.strip_prefix(['-', '△', '▲']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, plain.strip_prefix('+').unwrap_or(plain)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = ungrouped(whole)?;
    let is_number = !whole.is_empty()
        && digits.ends_with(|it: char| it.is_ascii_digit())
        && whole
            .bytes()
            .chain(fraction.bytes())
            .all(|it| it.is_ascii_digit());
    if !is_number {
        return Err(FigureError::Unreadable);
    }
    let (kept, cut) = fraction.split_at(fraction.len().min(scale.decimals.into()));
    if cut.bytes().any(|it| it != b'0') {
        return Err(FigureError::TooManyDecimals {
            allowed: scale.decimals,
        });
    }
    let whole = whole.trim_start_matches('0');
    if whole.len() > MOST_DIGITS {
        return Err(FigureError::TooLarge);
    }
    let written = format!("{whole}{kept:0<width$}", width = scale.decimals.into());
    // Only `0` without decimals leaves nothing behind when its zeros go.
    let value: i64 = if written.is_empty() {
        0
    } else {
        written.parse().map_err(|_| FigureError::TooLarge)?
    };
    let value = if is_negative { -value } else { value };
    let hundred = 100 * 10_i64.pow(scale.decimals.into());
    if scale.is_share() && !(0..=hundred).contains(&value) {
        return Err(FigureError::OutsideShare);
    }
    Ok(value)
}

/// The digits without the commas between groups of three.
fn ungrouped(whole: &str) -> Result<String, FigureError> {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    if rest.is_empty() {
        return Ok(whole.to_owned());
    }
    let is_grouped = (1..=3).contains(&first.len()) && rest.iter().all(|it| it.len() == 3);
    if is_grouped {
        Ok(whole.replace(',', ""))
    } else {
        Err(FigureError::Grouping)
    }
}

/// A figure with its decimals and commas: 878 with one decimal is `87.8`.
pub fn figure_text(value: i64, decimals: u8) -> String {
    let scale = 10_u64.pow(decimals.into());
    let sign = if value < 0 { "-" } else { "" };
    let whole = web::table::grouped(value.unsigned_abs() / scale);
    if decimals == 0 {
        return format!("{sign}{whole}");
    }
    format!(
        "{sign}{whole}.{:0width$}",
        value.unsigned_abs() % scale,
        width = decimals.into()
    )
}

/// What stands before the base value where a revision keeps an indicator, as the western year does before a target.
pub(super) const BASE_LINE: &str = "base";

/// An indicator as a revision keeps it, with its base value and its targets in words.
pub(crate) fn described_in_words(text: &str, page: &Page) -> String {
    let line = |line: &str| -> Option<String> {
        let (what, figure) = line.split_once(": ")?;
        if what == BASE_LINE {
            let figure = [("figure", figure.into())];
            return Some(page.say("plan-carry-base-line", &figure).into_owned());
        }
        let is_year = what.len() == 4 && what.bytes().all(|it| it.is_ascii_digit());
        let year = what.parse().ok().filter(|_| is_year)?;
        let year = page.fiscal_year(FiscalYear(year)).into();
        let args = [("year", year), ("figure", figure.into())];
        Some(page.say("plan-carry-target-line", &args).into_owned())
    };
    let lines: Vec<String> = text
        .lines()
        .map(|it| line(it).unwrap_or_else(|| it.to_owned()))
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHARE: Scale<'_> = Scale {
        unit: "%",
        decimals: 1,
        is_comparison: false,
    };
    const COMPARISON: Scale<'_> = Scale {
        is_comparison: true,
        ..SHARE
    };
    const PEOPLE: Scale<'_> = Scale {
        unit: "人",
        decimals: 0,
        is_comparison: false,
    };

    #[test]
    fn a_figure_is_read_in_any_width_with_or_without_its_unit() {
        for text in ["87.8", "８７．８", " 87.8％ ", "87.80", "087.8", "+87.8"] {
            assert_eq!(read_figure(text, &SHARE), Ok(878), "{text}");
        }
        for text in ["1,234", "１，２３４人", "1234 人", "1234.0"] {
            assert_eq!(read_figure(text, &PEOPLE), Ok(1234), "{text}");
        }
    }

    #[test]
    fn missing_decimals_are_zeros_and_too_many_are_refused_not_rounded() {
        assert_eq!(read_figure("87", &SHARE), Ok(870));
        assert_eq!(
            read_figure("87.85", &SHARE),
            Err(FigureError::TooManyDecimals { allowed: 1 })
        );
        assert_eq!(
            read_figure("3.5", &PEOPLE),
            Err(FigureError::TooManyDecimals { allowed: 0 })
        );
    }

    #[test]
    fn zero_is_a_figure_and_nothing_is_none() {
        assert_eq!(read_figure("0", &PEOPLE), Ok(0));
        assert_eq!(read_figure("0.0", &SHARE), Ok(0));
        assert_eq!(read_figure("０００", &PEOPLE), Ok(0));
        assert_eq!(read_figure(" 　", &PEOPLE), Err(FigureError::Empty));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "約80",
            "-",
            "人",
            "8 7",
            "1.2.3",
            ".5",
            "5.",
            "１／２",
            "1e3",
            "--3",
        ] {
            assert_eq!(
                read_figure(text, &COMPARISON),
                Err(FigureError::Unreadable),
                "{text}"
            );
        }
    }

    #[test]
    fn a_comma_that_parts_no_thousands_is_asked_about() {
        for text in ["12,34", "1234,567", ",123", "1,23"] {
            assert_eq!(
                read_figure(text, &PEOPLE),
                Err(FigureError::Grouping),
                "{text}"
            );
        }
    }

    #[test]
    fn a_share_reaches_from_0_to_100_and_not_a_tenth_further() {
        assert_eq!(read_figure("100", &SHARE), Ok(1000));
        assert_eq!(read_figure("100.1", &SHARE), Err(FigureError::OutsideShare));
        assert_eq!(read_figure("-0.1", &SHARE), Err(FigureError::OutsideShare));
    }

    #[test]
    fn a_comparison_may_be_over_100_and_below_0() {
        assert_eq!(read_figure("120.5", &COMPARISON), Ok(1205));
        for text in ["△3.2", "▲3.2", "−3.2", "－３．２"] {
            assert_eq!(read_figure(text, &COMPARISON), Ok(-32), "{text}");
        }
        assert_eq!(read_figure("120人", &PEOPLE), Ok(120));
    }

    #[test]
    fn twelve_digits_are_enough_for_a_city() {
        assert_eq!(read_figure("999,999,999,999", &PEOPLE), Ok(999_999_999_999));
        assert_eq!(
            read_figure("1000000000000", &PEOPLE),
            Err(FigureError::TooLarge)
        );
    }

    #[test]
    fn a_figure_is_shown_as_it_can_be_read_again() {
        for (value, shown) in [
            (878, "87.8"),
            (5, "0.5"),
            (-32, "-3.2"),
            (12_345, "1,234.5"),
        ] {
            assert_eq!(figure_text(value, 1), shown);
            assert_eq!(read_figure(shown, &COMPARISON), Ok(value));
        }
        assert_eq!(figure_text(0, 0), "0");
    }
}
