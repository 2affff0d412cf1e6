use std::ops::Range;

use super::era::Era;
use super::fiscal_year::{FiscalYear, FiscalYears};
use super::notation::Cursor;
use super::read_date::{DateError, bracketed_year};

/// Reads one fiscal year: `令和５年度`, `令和元年度`, `R5`, `㋿5年度`, `2023年度`, `2023`, `FY2023`, `令和5年度（2023年度）`.
///
/// 平成31年度 and 令和元年度 are the same year, and 平成32年度 of an old paper is 令和2年度. Without era or century
/// (`5年度`) it is refused.
pub fn read_fiscal_year(text: &str) -> Result<FiscalYear, DateError> {
    let years = read_fiscal_years(text)?;
    if years.first() == years.last() {
        Ok(years.first())
    } else {
        Err(DateError::Unreadable)
    }
}

/// Reads one fiscal year or a row of them: `令和５～７年度`, `令和5年度から令和7年度まで`, `平成31～令和4年度`, `2023-2025`,
/// `2023～25年度`, `令和5・6年度`, `令和5年度からの3年間`.
pub fn read_fiscal_years(text: &str) -> Result<FiscalYears, DateError> {
    let mut cursor = Cursor::new(text);
    if cursor.is_at_end() {
        return Err(DateError::Empty);
    }
    let row = row_of_years(&mut cursor)?;
    if cursor.is_at_end() {
        Ok(row.years)
    } else {
        Err(DateError::Unreadable)
    }
}

/// Fiscal years met in running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundYears {
    pub years: FiscalYears,
    /// Where they stand, in bytes of the text searched.
    pub at: Range<usize>,
}

/// Finds every fiscal year and row of years in a text, in the order in which they stand.
///
/// Only what says 年度, or counts years from a 年度, is found: 令和５年３月 and 2023 are not. What contradicts itself
/// (令和7～5年度) is passed over.
pub fn find_fiscal_years(text: &str) -> Vec<FoundYears> {
    let mut cursor = Cursor::new(text);
    let mut found = Vec::new();
    while !cursor.is_at_end() {
        let start = cursor.position();
        let is_inside_a_word = cursor
            .before()
            .is_some_and(|before| before.is_ascii_alphanumeric())
            && cursor
                .peek()
                .is_some_and(|symbol| symbol.is_ascii_alphanumeric());
        match row_of_years(&mut cursor) {
            Ok(row) if row.is_fiscal && !is_inside_a_word => {
                found.push(FoundYears {
                    years: row.years,
                    at: cursor.bytes(start, cursor.position()),
                });
            }
            _ => {
                cursor.go_to(start);
                cursor.skip();
            }
        }
    }
    found
}

struct Row {
    years: FiscalYears,
    /// Whether it ends with 年度 rather than 年 or a bare number.
    is_fiscal: bool,
}

struct OneYear {
    year: FiscalYear,
    era: Option<Era>,
    is_fiscal: bool,
}

fn row_of_years(cursor: &mut Cursor) -> Result<Row, DateError> {
    let first = one_year(cursor, None)?;
    let after_first = cursor.position();

    if first.is_fiscal && cursor.eat("から") {
        cursor.eat("の");
        if let Some(count) = cursor.number()
            && (1..=99).contains(&count.value)
            && cursor.eat_any(&["年間", "か年", "カ年", "ヵ年", "ケ年", "ヶ年", "箇年"])
        {
            let last = FiscalYear(first.year.0 + count.value.cast_signed() - 1);
            return row(first.year, last, true);
        }
        cursor.go_to(after_first);
    }

    let is_pair = cursor.eat_any(&["・", "、", "及び"]);
    if is_pair || cursor.eat_any(&["~", "-", "から"]) {
        match one_year(cursor, Some(&first)) {
            Ok(last) if !is_pair => {
                cursor.eat("まで");
                return row(first.year, last.year, last.is_fiscal);
            }
            Ok(last) if last.year == first.year.next() && last.is_fiscal => {
                return row(first.year, last.year, true);
            }
            _ => cursor.go_to(after_first),
        }
    }
    row(first.year, first.year, first.is_fiscal)
}

fn row(first: FiscalYear, last: FiscalYear, is_fiscal: bool) -> Result<Row, DateError> {
    let years = FiscalYears::new(first, last).ok_or(DateError::Backwards { first, last })?;
    Ok(Row { years, is_fiscal })
}

/// A year by its era or in four western digits; the last of a row may leave out what the first has said.
fn one_year(cursor: &mut Cursor, first: Option<&OneYear>) -> Result<OneYear, DateError> {
    cursor.eat_any(&["西暦", "FY"]);
    let era = cursor.era();
    let number = cursor.number().ok_or(DateError::Unreadable)?;
    let is_western = era.is_none() && number.digits == 4;
    let era = if is_western {
        None
    } else {
        era.or(first.and_then(|first| first.era))
    };
    let western = match (era, first) {
        (Some(era), _) => year_of_era(era, number.value)?,
        (None, _) if is_western => number.value,
        (None, Some(first)) if number.digits == 2 => {
            first.year.0.unsigned_abs() / 100 * 100 + number.value
        }
        (None, _) => return Err(DateError::NoEra { year: number.value }),
    };
    if western < 1873 {
        return Err(DateError::BeforeCalendar);
    }
    bracketed_year(cursor, western)?;
    let is_fiscal = cursor.eat("年度");
    if !is_fiscal {
        cursor.eat("年");
    }
    bracketed_year(cursor, western)?;
    Ok(OneYear {
        year: FiscalYear(western.cast_signed()),
        era,
        is_fiscal,
    })
}

fn year_of_era(era: Era, year: u16) -> Result<u16, DateError> {
    let western = era.western_year(year);
    let meant = FiscalYear(western.cast_signed()).first_day();
    let last_year = match era {
        Era::Heisei | Era::Reiwa => 9998,
        _ => era.last_day().map_or(9998, |day| day.year().unsigned_abs()),
    };
    if year == 0 || last_year < western {
        Err(DateError::OutsideEra { era, meant })
    } else {
        Ok(western)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(text: &str) -> (i16, i16) {
        let years = read_fiscal_years(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        (years.first().0, years.last().0)
    }

    #[test]
    fn five_figures_are_no_year_and_no_fault() {
        for text in ["99999", "R99999", "令和65536年度", "予算は 99999 千円"] {
            assert!(read_fiscal_years(text).is_err(), "{text}");
            assert_eq!(find_fiscal_years(text).len(), 0, "{text}");
        }
    }

    #[test]
    fn a_year_is_read_in_every_notation() {
        let notations = "令和５年度 令和5年度 令和五年度 令和5年 R5 R05 r5年度 Ｒ５ 令5年度 ㋿5 ㋿５年度 2023 2023年度 ２０２３年度 FY2023 西暦2023年度 \
            令和5年度（2023年度） 令和5（2023）年度 2023年度（令和5年度） 平成35年度";
        for text in notations.split_whitespace() {
            assert_eq!(read_fiscal_year(text), Ok(FiscalYear(2023)), "{text}");
        }
    }

    #[test]
    fn the_year_of_the_change_has_two_names() {
        for text in ["平成31年度", "令和元年度", "令和1年度", "H31", "R元年度"] {
            assert_eq!(read_fiscal_year(text), Ok(FiscalYear(2019)), "{text}");
        }
        assert_eq!(read_fiscal_year("昭和63年度"), Ok(FiscalYear(1988)));
        assert_eq!("令和8年度".parse(), Ok(FiscalYear(2026)));
    }

    #[test]
    fn a_row_of_years_is_read_as_plans_write_it() {
        let rows = "令和５～７年度 令和5年度から令和7年度まで 令和5年度から7年度まで 令和５年度～令和７年度 R5-R7 R5～7 2023-2025 2023～25年度 \
            2023年度〜2025年度 令和５年度からの３年間 令和5年度から3か年 令和5(2023)年度～令和7(2025)年度 令和5（2023）～7（2025）年度";
        for text in rows.split_whitespace() {
            assert_eq!(years(text), (2023, 2025), "{text}");
        }
        assert_eq!(years("平成31～令和4年度"), (2019, 2022));
        assert_eq!(years("平成３１～令和４年度"), (2019, 2022));
        assert_eq!(years("平成２３～２５年度"), (2011, 2013));
        assert_eq!(years("令和5・6年度"), (2023, 2024));
        assert_eq!(years("昭和63～平成2年度"), (1988, 1990));
    }

    #[test]
    fn a_year_without_an_era_is_not_guessed() {
        assert_eq!(read_fiscal_year("5年度"), Err(DateError::NoEra { year: 5 }));
        assert_eq!(
            read_fiscal_years("5～7年度"),
            Err(DateError::NoEra { year: 5 })
        );
    }

    #[test]
    fn a_year_outside_its_era_is_refused() {
        let meant = FiscalYear(1990).first_day();

        assert_eq!(
            read_fiscal_year("昭和65年度"),
            Err(DateError::OutsideEra {
                era: Era::Showa,
                meant
            })
        );
        assert!(matches!(
            read_fiscal_year("令和0年度"),
            Err(DateError::OutsideEra {
                era: Era::Reiwa,
                ..
            })
        ));
    }

    #[test]
    fn what_is_no_year_is_refused() {
        assert_eq!(read_fiscal_year(""), Err(DateError::Empty));
        assert_eq!(read_fiscal_year("来年度"), Err(DateError::Unreadable));
        assert_eq!(read_fiscal_year("令和5～7年度"), Err(DateError::Unreadable));
        assert_eq!(read_fiscal_year("令和5年度末"), Err(DateError::Unreadable));
        let (first, last) = (FiscalYear(2025), FiscalYear(2023));
        assert_eq!(
            read_fiscal_years("令和7～5年度"),
            Err(DateError::Backwards { first, last })
        );
        assert_eq!(
            read_fiscal_year("令和5（2022）年度"),
            Err(DateError::YearsDiffer {
                written: 2023,
                bracketed: 2022
            })
        );
    }

    #[test]
    fn years_are_found_in_running_text_where_they_stand() {
        let text = "（平成２３～２５年度）を経て、令和５年３月に改めた計画は、令和５年度から令和７年度までの３年間とする。令和３年度の率は、2023年と違う。";

        let found: Vec<_> = find_fiscal_years(text)
            .into_iter()
            .map(|found| &text[found.at])
            .collect();

        assert_eq!(
            found,
            [
                "平成２３～２５年度",
                "令和５年度から令和７年度まで",
                "令和３年度"
            ]
        );
    }

    #[test]
    fn a_year_from_which_something_begins_is_one_year() {
        let found = find_fiscal_years(
            "令和5年度から実施し、令和6年度からの3年間で終える。平成31年4月、A2023年度、令和9～7年度",
        );

        let years: Vec<_> = found
            .iter()
            .map(|found| (found.years.first().0, found.years.last().0))
            .collect();
        assert_eq!(years, [(2023, 2023), (2024, 2026)]);
    }
}
