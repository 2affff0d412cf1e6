use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Weekday;

use crate::time::{Date, date};

/// The years whose holidays are known. The equinoxes are computed; the law fixes them only a year ahead.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2099;

/// The official Japanese name of the national holiday on that day, 振替休日 and 国民の休日 included.
///
/// None on other days, and on every day outside 2000–2099.
///
/// Source: 国民の祝日に関する法律, with the exceptions of `holiday_exceptions.txt`.
pub fn holiday_name(day: Date) -> Option<&'static str> {
    static HOLIDAYS: LazyLock<BTreeMap<Date, &'static str>> = LazyLock::new(all_holidays);
    HOLIDAYS.get(&day).copied()
}

fn all_holidays() -> BTreeMap<Date, &'static str> {
    let mut named: BTreeMap<_, _> = YEARS.flat_map(holidays_by_rule).collect();
    for (day, is_holiday, name) in exceptions() {
        if is_holiday {
            named.insert(day, name);
        } else {
            named.remove(&day);
        }
    }

    let mut all = named.clone();
    for &holiday in named.keys() {
        // Article 3, paragraph 2: a holiday on Sunday moves rest to the next day that is no holiday.
        if holiday.weekday() == Weekday::Sunday
            && let Some(day) = days_after(holiday).find(|day| !named.contains_key(day))
        {
            all.insert(day, "振替休日");
        }
        // Article 3, paragraph 3: the day between two holidays. On a Sunday nothing changes.
        let mut after = days_after(holiday);
        if let (Some(between), Some(next)) = (after.next(), after.next())
            && named.contains_key(&next)
            && between.weekday() != Weekday::Sunday
        {
            all.entry(between).or_insert("国民の休日");
        }
    }
    all
}

fn days_after(day: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(day.tomorrow().ok(), |day| day.tomorrow().ok())
}

fn holidays_by_rule(year: i16) -> Vec<(Date, &'static str)> {
    let on = |month, day| date(year, month, day);
    let monday = |nth, month| {
        on(month, 1)
            .nth_weekday_of_month(nth, Weekday::Monday)
            .expect("every month has three Mondays or more")
    };
    let since_2003 = year >= 2003;
    let mut days = vec![
        (on(1, 1), "元日"),
        (monday(2, 1), "成人の日"),
        (on(2, 11), "建国記念の日"),
        (on(3, spring_equinox(year)), "春分の日"),
        (
            on(4, 29),
            if year < 2007 {
                "みどりの日"
            } else {
                "昭和の日"
            },
        ),
        (on(5, 3), "憲法記念日"),
        (on(5, 5), "こどもの日"),
        (if since_2003 { monday(3, 7) } else { on(7, 20) }, "海の日"),
        (
            if since_2003 { monday(3, 9) } else { on(9, 15) },
            "敬老の日",
        ),
        (on(9, autumn_equinox(year)), "秋分の日"),
        (
            monday(2, 10),
            if year < 2020 {
                "体育の日"
            } else {
                "スポーツの日"
            },
        ),
        (on(11, 3), "文化の日"),
        (on(11, 23), "勤労感謝の日"),
    ];
    if year >= 2007 {
        days.push((on(5, 4), "みどりの日"));
    }
    if year >= 2016 {
        days.push((on(8, 11), "山の日"));
    }
    match year {
        ..=2018 => days.push((on(12, 23), "天皇誕生日")),
        2019 => {}
        2020.. => days.push((on(2, 23), "天皇誕生日")),
    }
    days
}

/// The usual reckoning from the astronomical tables, good for 1980–2099.
fn spring_equinox(year: i16) -> i8 {
    equinox(20_843_100, year)
}

fn autumn_equinox(year: i16) -> i8 {
    equinox(23_248_800, year)
}

/// `base` in millionths of a day of the month in 1980; the year is 0.242194 days longer than 365.
fn equinox(base: i32, year: i16) -> i8 {
    let years = i32::from(year) - 1980;
    let day = (base + 242_194 * years) / 1_000_000 - years / 4;
    i8::try_from(day).expect("an equinox falls between the 19th and the 24th")
}

fn exceptions() -> impl Iterator<Item = (Date, bool, &'static str)> {
    let lines = include_str!("holiday_exceptions.txt").lines();
    lines
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let fields: Vec<_> = line.split_whitespace().collect();
            let [day, sign, name] = fields[..] else {
                panic!("holiday exception without three fields: {line}")
            };
            (
                day.parse().expect("holiday exceptions begin with a day"),
                sign == "+",
                name,
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holidays_of(year: i16) -> Vec<String> {
        let days = std::iter::once(date(year, 1, 1)).chain(days_after(date(year, 1, 1)));
        let days = days.take_while(|day| day.year() == year);
        days.filter_map(|day| {
            holiday_name(day).map(|name| format!("{}/{} {name}", day.month(), day.day()))
        })
        .collect()
    }

    #[test]
    fn the_year_2026_has_a_bridge_in_september_and_a_substitute_in_may() {
        assert_eq!(
            holidays_of(2026),
            [
                "1/1 元日",
                "1/12 成人の日",
                "2/11 建国記念の日",
                "2/23 天皇誕生日",
                "3/20 春分の日",
                "4/29 昭和の日",
                "5/3 憲法記念日",
                "5/4 みどりの日",
                "5/5 こどもの日",
                "5/6 振替休日",
                "7/20 海の日",
                "8/11 山の日",
                "9/21 敬老の日",
                "9/22 国民の休日",
                "9/23 秋分の日",
                "10/12 スポーツの日",
                "11/3 文化の日",
                "11/23 勤労感謝の日"
            ]
        );
    }

    #[test]
    fn substitutes_follow_a_holiday_on_sunday() {
        for (year, month, day) in [
            (2025, 2, 24),
            (2025, 5, 6),
            (2025, 11, 24),
            (2026, 5, 6),
            (2027, 3, 22),
        ] {
            assert_eq!(
                holiday_name(date(year, month, day)),
                Some("振替休日"),
                "{year}-{month}-{day}"
            );
        }
    }

    #[test]
    fn the_equinoxes_are_those_of_the_gazette() {
        for (year, spring, autumn) in [
            (2000, 20, 23),
            (2025, 20, 23),
            (2026, 20, 23),
            (2027, 21, 23),
            (2028, 20, 22),
        ] {
            assert_eq!(
                holiday_name(date(year, 3, spring)),
                Some("春分の日"),
                "{year}"
            );
            assert_eq!(
                holiday_name(date(year, 9, autumn)),
                Some("秋分の日"),
                "{year}"
            );
        }
    }

    #[test]
    fn the_mondays_move_with_the_year() {
        let mondays = [(2027, [11, 19, 20, 11]), (2028, [10, 17, 18, 9])];
        for (year, [coming_of_age, sea, aged, sport]) in mondays {
            assert_eq!(holiday_name(date(year, 1, coming_of_age)), Some("成人の日"));
            assert_eq!(holiday_name(date(year, 7, sea)), Some("海の日"));
            assert_eq!(holiday_name(date(year, 9, aged)), Some("敬老の日"));
            assert_eq!(holiday_name(date(year, 10, sport)), Some("スポーツの日"));
        }
    }

    #[test]
    fn the_accession_made_ten_days_of_rest() {
        let names: Vec<_> = (29..=30)
            .map(|day| holiday_name(date(2019, 4, day)))
            .collect();
        assert_eq!(names, [Some("昭和の日"), Some("国民の休日")]);
        assert_eq!(holiday_name(date(2019, 5, 1)), Some("即位の日"));
        assert_eq!(holiday_name(date(2019, 5, 2)), Some("国民の休日"));
        assert_eq!(
            holiday_name(date(2019, 10, 22)),
            Some("即位礼正殿の儀の行われる日")
        );
        assert_eq!(holiday_name(date(2019, 12, 23)), None);
    }

    #[test]
    fn the_games_moved_three_holidays_in_two_years() {
        assert_eq!(holiday_name(date(2020, 7, 24)), Some("スポーツの日"));
        assert_eq!(holiday_name(date(2020, 10, 12)), None);
        assert_eq!(holiday_name(date(2021, 8, 8)), Some("山の日"));
        assert_eq!(holiday_name(date(2021, 8, 9)), Some("振替休日"));
        assert_eq!(holiday_name(date(2021, 8, 11)), None);
    }

    #[test]
    fn every_exception_changes_something() {
        for (day, is_holiday, name) in exceptions() {
            let by_rule = holidays_by_rule(day.year()).contains(&(day, name));
            assert_ne!(by_rule, is_holiday, "{day} {name}");
        }
    }
}
