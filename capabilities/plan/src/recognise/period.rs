//! Ranges of fiscal years in the words of a plan, also where it counts in days (`令和５年４月１日から令和８年３月31日まで`) or leaves 年度 out
//! (`プラン2023-2025`).

use base::{FiscalYear, FiscalYears, find_fiscal_years, read_date, read_fiscal_years};

use super::{numbering, text};

/// Every range of two or more fiscal years that the text states, as long as a plan may run.
pub(crate) fn ranges(text: &str) -> Vec<FiscalYears> {
    let text = &without_long_numbers(text);
    let mut ranges: Vec<FiscalYears> = found(text).collect();
    ranges.extend(between_days(text));
    if ranges.is_empty() {
        let words = text.split(|letter: char| {
            letter.is_whitespace() || text::is_opening(letter) || text::is_closing(letter)
        });
        let begins_no_year = |letter: char| !letter.is_numeric() && !"令平RH".contains(letter);
        let years = words
            .filter_map(|word| read_fiscal_years(word.trim_start_matches(begins_no_year)).ok());
        ranges.extend(years);
    }
    ranges.retain(|years| (2..=super::MOST_YEARS).contains(&years.count()));
    ranges
}

/// The single years that the text calls 年度, for a plan of one year.
pub(crate) fn single_years(text: &str) -> Vec<FiscalYears> {
    found(&without_long_numbers(text))
        .filter(|years| years.count() == 1)
        .collect()
}

fn found(text: &str) -> impl Iterator<Item = FiscalYears> {
    find_fiscal_years(text).into_iter().map(|found| found.years)
}

/// No year has five figures: amounts and telephone numbers are cut out before years are looked for.
fn without_long_numbers(text: &str) -> String {
    let is_figure = |letter: char| {
        numbering::digit(letter).is_some() || "〇一二三四五六七八九".contains(letter)
    };
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let words = rest.find(is_figure).unwrap_or(rest.len());
        let (before, from_figure) = rest.split_at(words);
        let (number, after) = from_figure.split_at(
            from_figure
                .find(|letter| !is_figure(letter))
                .unwrap_or(from_figure.len()),
        );
        kept.push_str(before);
        kept.push_str(if number.chars().count() <= 4 {
            number
        } else {
            "＊"
        });
        rest = after;
    }
    kept
}

/// From the first to the last day of something: the fiscal years that hold them.
fn between_days(text: &str) -> Option<FiscalYears> {
    let (before, after) = text
        .split_once("から")
        .or_else(|| text.split_once(['～', '〜', '~']))?;
    let starts = before.char_indices().map(|(at, _)| at);
    let first = starts
        .filter_map(|at| read_date(&before[at..]).ok())
        .map(|read| read.date)
        .next()?;
    let ends = after
        .char_indices()
        .map(|(at, letter)| at + letter.len_utf8());
    let last = ends
        .take(20)
        .filter_map(|end| read_date(&after[..end]).ok())
        .map(|read| read.date)
        .last()?;
    FiscalYears::new(FiscalYear::of(first), FiscalYear::of(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(i16, i16)> {
        ranges(text)
            .into_iter()
            .map(|years| (years.first().year(), years.last().year()))
            .collect()
    }

    #[test]
    fn a_range_of_years_may_be_written_in_many_ways() {
        for text in [
            "令和５年度から令和７年度までの３年間を計画期間とします。",
            "一覧（令和５～７年度）",
            "計画期間は令和５年度からの３年間とする。",
            "令和５年４月１日から令和８年３月31日まで",
            "計画期間：2023年4月1日～2026年3月31日",
            "人材育成プラン2023-2025",
            "人材育成プラン（R5～R7）",
        ] {
            assert_eq!(read(text), [(2023, 2025)], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_years() {
        for text in [
            "10～20%",
            "20代～30代",
            "電話 03-1234-5678",
            "令和５年３月改定版",
            "昭和",
            "採用～４年目",
            "令和５年度の実績",
            "2025年度から2023年度",
            "12023～12025年度",
            "1900年度から2100年度まで",
            "99999999",
            "九九九九九年度",
            "",
        ] {
            assert!(read(text).is_empty(), "{text}");
        }
    }
}
