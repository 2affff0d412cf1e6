use proptest::prelude::*;

use super::super::{wareki, wareki_short, wareki_with_year};
use super::*;

fn day(text: &str) -> Date {
    let read = read_date(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(read.warning, None, "{text}");
    read.date
}

fn refusal(text: &str) -> DateError {
    read_date(text).expect_err(text)
}

#[test]
fn the_first_of_april_2023_is_read_in_every_notation() {
    let notations = "2023-04-01 2023/4/1 2023/04/01 2023.4.1 2023-4-1 20230401 2023年4月1日 ２０２３年４月１日 ２０２３／４／１ \
        ２０２３－０４－０１ ２０２３０４０１ 西暦2023年4月1日 令和5年4月1日 令和５年４月１日 令和05年04月01日 令和五年四月一日 R5.4.1 r5.4.1 \
        R5/4/1 R5-4-1 R05.04.01 R050401 Ｒ５．４．１ 令5.4.1 令５・４・１ ㋿5.4.1 ㋿5年4月1日 5050401 ５０５０４０１ \
        令和5年（2023年）4月1日 令和5(2023)年4月1日 2023年（令和5年）4月1日";

    for text in notations
        .split_whitespace()
        .filter(|text| !text.starts_with("平成"))
    {
        assert_eq!(day(text), date(2023, 4, 1), "{text}");
    }
    for text in [
        "令和 5年 4月 1日",
        "R5. 4. 1",
        " 2023/4/1 ",
        "　令和５年　４月　１日　",
        "2023/4/1 0:00",
        "2023-04-01T00:00:00",
    ] {
        assert_eq!(day(text), date(2023, 4, 1), "{text}");
    }
}

#[test]
fn every_era_is_read_to_its_last_day() {
    assert_eq!(day("H31.4.30"), date(2019, 4, 30));
    assert_eq!(day("令和元年5月1日"), date(2019, 5, 1));
    assert_eq!(day("R元.5.1"), date(2019, 5, 1));
    assert_eq!(day("S64.1.7"), date(1989, 1, 7));
    assert_eq!(day("平成元年1月8日"), date(1989, 1, 8));
    assert_eq!(day("昭56.3.3"), date(1981, 3, 3));
    assert_eq!(day("3560303"), date(1981, 3, 3));
    assert_eq!(day("㍼56年3月3日"), date(1981, 3, 3));
    assert_eq!(day("大正15年12月25日"), date(1926, 12, 25));
    assert_eq!(day("昭和元年12月25日"), date(1926, 12, 25));
    assert_eq!(day("明治45年7月30日"), date(1912, 7, 30));
    assert_eq!(day("M6.1.1"), date(1873, 1, 1));
}

#[test]
fn a_day_past_the_end_of_heisei_is_read_with_a_warning() {
    let warned = DateWarning::AfterEra {
        era: Era::Heisei,
        ended_on: date(2019, 4, 30),
    };

    assert_eq!(
        read_date("平成31.5.1"),
        Ok(Read {
            date: date(2019, 5, 1),
            warning: Some(warned)
        })
    );
    assert_eq!(
        read_date("平成35年4月1日"),
        Ok(Read {
            date: date(2023, 4, 1),
            warning: Some(warned)
        })
    );
}

#[test]
fn a_day_past_the_end_of_showa_is_refused_with_the_day_it_would_mean() {
    assert_eq!(
        refusal("S64.1.8"),
        DateError::OutsideEra {
            era: Era::Showa,
            meant: date(1989, 1, 8)
        }
    );
    assert_eq!(
        refusal("昭和65年4月1日"),
        DateError::OutsideEra {
            era: Era::Showa,
            meant: date(1990, 4, 1)
        }
    );
    assert_eq!(
        refusal("大正16年1月1日"),
        DateError::OutsideEra {
            era: Era::Taisho,
            meant: date(1927, 1, 1)
        }
    );
}

#[test]
fn a_machine_that_kept_counting_showa_is_read_with_a_warning() {
    let warned = DateWarning::AfterEra {
        era: Era::Showa,
        ended_on: date(1989, 1, 7),
    };

    assert_eq!(
        read_date("S100.4.1"),
        Ok(Read {
            date: date(2025, 4, 1),
            warning: Some(warned)
        })
    );
}

#[test]
fn a_day_before_its_era_is_refused_with_the_day_it_would_mean() {
    assert_eq!(
        refusal("令和元年4月30日"),
        DateError::OutsideEra {
            era: Era::Reiwa,
            meant: date(2019, 4, 30)
        }
    );
    assert_eq!(
        refusal("H1.1.7"),
        DateError::OutsideEra {
            era: Era::Heisei,
            meant: date(1989, 1, 7)
        }
    );
}

#[test]
fn a_day_that_no_calendar_has_is_refused() {
    assert_eq!(
        refusal("R5.2.29"),
        DateError::NoSuchDay {
            year: 2023,
            month: 2,
            day: 29
        }
    );
    assert_eq!(day("R6.2.29"), date(2024, 2, 29));
    assert_eq!(
        refusal("2023-13-01"),
        DateError::NoSuchDay {
            year: 2023,
            month: 13,
            day: 1
        }
    );
    assert_eq!(
        refusal("20230431"),
        DateError::NoSuchDay {
            year: 2023,
            month: 4,
            day: 31
        }
    );
    assert_eq!(
        refusal("R0.4.1"),
        DateError::NoSuchDay {
            year: 2018,
            month: 4,
            day: 1
        }
    );
    assert_eq!(
        refusal("R5.0.1"),
        DateError::NoSuchDay {
            year: 2023,
            month: 0,
            day: 1
        }
    );
}

#[test]
fn a_year_without_an_era_is_not_guessed() {
    for text in [
        "5.4.1",
        "5/4/1",
        "05-04-01",
        "５．４．１",
        "050401",
        "5年4月1日",
    ] {
        assert_eq!(refusal(text), DateError::NoEra { year: 5 }, "{text}");
    }
}

#[test]
fn days_counted_by_the_moon_are_refused() {
    assert_eq!(refusal("明治5年12月31日"), DateError::BeforeCalendar);
    assert_eq!(refusal("1872-12-31"), DateError::BeforeCalendar);
    assert_eq!(day("1873-01-01"), date(1873, 1, 1));
    assert_eq!(refusal("0023-04-01"), DateError::BeforeCalendar);
}

#[test]
fn two_years_that_differ_are_refused() {
    assert_eq!(
        refusal("令和5年（2022年）4月1日"),
        DateError::YearsDiffer {
            written: 2023,
            bracketed: 2022
        }
    );
}

#[test]
fn other_text_is_no_day() {
    assert_eq!(refusal(""), DateError::Empty);
    assert_eq!(refusal(" 　"), DateError::Empty);
    let others = "令和5年度 令和5年4月 未定 R5 2023 45017 6050401 2023/4 2023/4/1/1 4/1/2023 2023-04-01T09:00:00 2023/4/100 R5.4.1頃 2023/4-1x";
    for text in others
        .split_whitespace()
        .chain(["2023/4/1 9:00", "2023 4 1", "令和5年4月1日 2日"])
    {
        assert_eq!(refusal(text), DateError::Unreadable, "{text}");
    }
}

#[test]
fn the_open_end_is_read() {
    assert_eq!(day("9999-12-31"), Date::MAX);
}

fn days() -> impl Strategy<Value = Date> {
    (0..60_000_i64)
        .prop_map(|after| FIRST_DAY_OF_THE_CALENDAR.saturating_add(jiff::Span::new().days(after)))
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(written in days()) {
        for text in [wareki(written), wareki_short(written), wareki_with_year(written), written.to_string()] {
            prop_assert_eq!(read_date(&text), Ok(Read { date: written, warning: None }));
        }
    }

    #[test]
    fn no_text_breaks_the_reader(text in "\\PC{0,12}") {
        let _ = read_date(&text);
    }

    #[test]
    fn no_text_of_the_reader_s_own_signs_breaks_it(text in "[0-9元年月日度令和平成RHS./() 　十〇一二～から]{0,14}") {
        let _ = read_date(&text);
        let _ = super::super::read_fiscal_years(&text);
        for found in super::super::find_fiscal_years(&text) {
            prop_assert!(text.get(found.at).is_some());
        }
    }
}
