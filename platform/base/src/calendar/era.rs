use std::fmt;

use crate::time::{Date, date};

/// An era (元号) of the modern calendar. Ordered from the oldest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Era {
    Meiji,
    Taisho,
    Showa,
    Heisei,
    Reiwa,
}

impl Era {
    pub const ALL: [Era; 5] = [Era::Meiji, Era::Taisho, Era::Showa, Era::Heisei, Era::Reiwa];

    /// The era of a day; none before 25 January 1868.
    ///
    /// By law 30 July 1912 and 25 December 1926 belong to two eras; here, as on forms, to the newer.
    pub fn of(day: Date) -> Option<Self> {
        Self::ALL
            .into_iter()
            .rev()
            .find(|era| era.first_day() <= day)
    }

    pub fn first_day(self) -> Date {
        match self {
            Era::Meiji => date(1868, 1, 25),
            Era::Taisho => date(1912, 7, 30),
            Era::Showa => date(1926, 12, 25),
            Era::Heisei => date(1989, 1, 8),
            Era::Reiwa => date(2019, 5, 1),
        }
    }

    /// The last day that may be written with this era; none for the present one.
    ///
    /// For Meiji and Taisho this is also the first day of the next era, since the law counts that day in both.
    pub fn last_day(self) -> Option<Date> {
        match self {
            Era::Meiji => Some(date(1912, 7, 30)),
            Era::Taisho => Some(date(1926, 12, 25)),
            Era::Showa => Some(date(1989, 1, 7)),
            Era::Heisei => Some(date(2019, 4, 30)),
            Era::Reiwa => None,
        }
    }

    /// `令和`
    pub fn name(self) -> &'static str {
        match self {
            Era::Meiji => "明治",
            Era::Taisho => "大正",
            Era::Showa => "昭和",
            Era::Heisei => "平成",
            Era::Reiwa => "令和",
        }
    }

    /// `R`
    pub fn letter(self) -> char {
        match self {
            Era::Meiji => 'M',
            Era::Taisho => 'T',
            Era::Showa => 'S',
            Era::Heisei => 'H',
            Era::Reiwa => 'R',
        }
    }

    /// The era that payroll files write as one digit, 1 for Meiji to 5 for Reiwa.
    pub(crate) fn of_code(code: u16) -> Option<Self> {
        Self::ALL.get(usize::from(code).checked_sub(1)?).copied()
    }

    /// The western year in which the era's first year lies.
    pub(crate) fn first_year(self) -> i16 {
        self.first_day().year()
    }

    /// `5` in Reiwa is 2023. Goes on counting past the era's end.
    pub(crate) fn western_year(self, year: u16) -> u16 {
        (self.first_year().unsigned_abs() - 1).saturating_add(year)
    }
}

impl fmt::Display for Era {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// `令和8年4月1日`; the first year is `令和元年`. Before 1868 the western year stands alone.
pub fn wareki(day: Date) -> String {
    written(day, "")
}

/// `令和8年（2026年）4月1日`
pub fn wareki_with_year(day: Date) -> String {
    written(day, &format!("（{}年）", day.year()))
}

fn written(day: Date, western: &str) -> String {
    let (month, date) = (day.month(), day.day());
    match Era::of(day) {
        Some(era) => {
            let year = YearOfEra(day.year() - era.first_year() + 1);
            format!("{era}{year}年{western}{month}月{date}日")
        }
        None => format!("{}年{month}月{date}日", day.year()),
    }
}

/// `R8.4.1`; the first year is `R1`. Before 1868 ISO.
pub fn wareki_short(day: Date) -> String {
    match Era::of(day) {
        Some(era) => {
            let year = day.year() - era.first_year() + 1;
            format!("{}{year}.{}.{}", era.letter(), day.month(), day.day())
        }
        None => day.to_string(),
    }
}

/// The year of an era as people write it: the first is 元.
pub(crate) struct YearOfEra(pub(crate) i16);

impl fmt::Display for YearOfEra {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 1 {
            out.write_str("元")
        } else {
            write!(out, "{}", self.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_era_begins_on_its_first_day_and_the_old_one_ends_the_day_before() {
        assert_eq!(wareki(date(2019, 4, 30)), "平成31年4月30日");
        assert_eq!(wareki(date(2019, 5, 1)), "令和元年5月1日");
        assert_eq!(wareki(date(1989, 1, 7)), "昭和64年1月7日");
        assert_eq!(wareki(date(1989, 1, 8)), "平成元年1月8日");
    }

    #[test]
    fn a_day_that_belongs_to_two_eras_is_written_in_the_newer() {
        assert_eq!(wareki(date(1912, 7, 29)), "明治45年7月29日");
        assert_eq!(wareki(date(1912, 7, 30)), "大正元年7月30日");
        assert_eq!(wareki(date(1926, 12, 24)), "大正15年12月24日");
        assert_eq!(wareki(date(1926, 12, 25)), "昭和元年12月25日");
    }

    #[test]
    fn a_day_before_the_eras_shows_its_western_year() {
        assert_eq!(wareki(date(1868, 1, 25)), "明治元年1月25日");
        assert_eq!(wareki(date(1868, 1, 24)), "1868年1月24日");
        assert_eq!(wareki_short(date(1868, 1, 24)), "1868-01-24");
    }

    #[test]
    fn the_short_and_the_full_form_say_the_same_day() {
        assert_eq!(wareki(date(2023, 3, 31)), "令和5年3月31日");
        assert_eq!(wareki(date(2026, 4, 1)), "令和8年4月1日");
        assert_eq!(wareki_short(date(2026, 4, 1)), "R8.4.1");
        assert_eq!(wareki_short(date(2019, 5, 1)), "R1.5.1");
        assert_eq!(
            wareki_with_year(date(2026, 4, 1)),
            "令和8年（2026年）4月1日"
        );
        assert_eq!(
            wareki_with_year(date(2019, 5, 1)),
            "令和元年（2019年）5月1日"
        );
    }
}
