//! What a rule may look at. Sex, name and anything of health are not among it.
use std::{collections::HashMap, sync::Arc};

use base::{Date, FiscalYear, StaffId};

/// The number of a word in [`Names`]. Numbers of two different tables must not be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct No(u32);

/// A number for each word that rules and facts share: codes of units and courses, names of posts and families, kinds.
///
/// Rules and facts that are to meet are built with the same table; it only ever grows, so that neither has to come first.
#[derive(Debug, Default)]
pub struct Names {
    numbers: HashMap<Arc<str>, No>,
    words: Vec<Arc<str>>,
}

impl Names {
    /// The word's number, a new one if it has none yet.
    pub fn no(&mut self, word: &str) -> No {
        if let Some(no) = self.numbers.get(word) {
            return *no;
        }
        let no = No(u32::try_from(self.words.len()).expect("a city has fewer than 2^32 words"));
        let word: Arc<str> = word.into();
        self.words.push(Arc::clone(&word));
        self.numbers.insert(word, no);
        no
    }

    /// # Panics
    /// When the number is of another table, which has more words.
    pub fn word(&self, no: No) -> &str {
        &self.words[no.0 as usize]
    }
}

/// What is known of a person on a day, as the register stood on that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    pub staff: StaffId,
    /// The day; its fiscal year is "this fiscal year" of every test.
    pub on: Date,
    pub hired_on: Date,
    /// The first day on which the person is no longer on the staff.
    pub ends_on: Date,
    pub born_on: Date,
    /// `None` where the city has none for this kind of staff, or knows none.
    pub grade: Option<Grade>,
    pub kind: No,
    /// 職種
    pub job_family: Option<No>,
    /// Held on the day.
    pub posts: Vec<Post>,
    /// 復職日: the last day, up to `on`, on which the person came back to work.
    pub returned_on: Option<Date>,
    pub completions: Vec<Completion>,
}

/// A grade that a person holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grade {
    /// 1 the lowest.
    pub level: u16,
    /// `None` when it was before anything that is recorded.
    pub since: Option<Date>,
    /// The person came into it from a lower one, not by hiring or a step down.
    pub is_promotion: bool,
}

impl Grade {
    /// `level` as the register keeps it, where 0 is no grade.
    pub fn new(level: i64, since: Option<Date>, is_promotion: bool) -> Option<Self> {
        let level = u16::try_from(level).ok().filter(|it| *it > 0)?;
        Some(Self {
            level,
            since,
            is_promotion,
        })
    }
}

/// A post that a person holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// 職名
    pub name: No,
    /// Since when the person has held a post of that name without a break, in whatever unit: a 課長 who moves is no new 課長.
    pub named_since: Date,
    /// The unit and all those above it, the unit itself first. Shared by all who are in it.
    pub units: Arc<[No]>,
    pub is_main: bool,
    /// Since when the person has headed a unit without a break, this one or others; `None` without heading this one.
    pub headed_since: Option<Date>,
}

/// A course that a person completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Completion {
    pub course: No,
    /// The fiscal year in which it was completed.
    pub year: FiscalYear,
    /// The first fiscal year in which it is no longer valid, by [`valid_before`](crate::rules::valid_before); `None` for good.
    pub valid_before: Option<FiscalYear>,
}

impl Completion {
    pub fn is_valid_in(&self, year: FiscalYear) -> bool {
        self.year <= year && self.valid_before.is_none_or(|end| year < end)
    }
}

impl Facts {
    pub fn year(&self) -> FiscalYear {
        FiscalYear::of(self.on)
    }

    /// Hired already, and not left yet: on the day of `ends_on` the person has left.
    pub fn is_on_staff(&self) -> bool {
        self.hired_on <= self.on && self.on < self.ends_on
    }

    /// Happened in the fiscal year, by the day asked.
    pub(super) fn is_of_this_year(&self, day: Date) -> bool {
        day <= self.on && self.year().contains(day)
    }

    /// In which fiscal year since `since` the day lies, that of `since` being the first. `None` before it.
    pub(super) fn years_since(&self, since: Date) -> Option<u16> {
        let years = self.year().year() - FiscalYear::of(since).year() + 1;
        u16::try_from(years).ok().filter(|it| *it > 0)
    }

    /// 年度末年齢. `None` for a day of birth after it.
    pub(super) fn age_at_year_end(&self) -> Option<u16> {
        // Counted by hand, for the calendar's own sums are too slow for every person and rule; a test compares the two.
        let (year_end, born) = (self.year().year() + 1, self.born_on);
        let is_later_child = (born.month(), born.day()) > (4, 1);
        u16::try_from(year_end - born.year() - i16::from(is_later_child)).ok()
    }
}

#[cfg(test)]
mod tests {
    use base::{FAR_FUTURE, attains_on, date};

    use super::*;

    fn facts(on: Date, born_on: Date) -> Facts {
        Facts {
            staff: StaffId("hanako".into()),
            on,
            hired_on: date(2020, 4, 1),
            ends_on: FAR_FUTURE,
            born_on,
            grade: None,
            kind: No(0),
            job_family: None,
            posts: Vec::new(),
            returned_on: None,
            completions: Vec::new(),
        }
    }

    #[test]
    fn the_age_at_the_year_end_is_the_one_that_the_law_counts() {
        for (month, day) in [(1, 1), (2, 29), (3, 31), (4, 1), (4, 2), (12, 31)] {
            let born_on = date(1988, month, day);
            for on in [date(2026, 4, 1), date(2026, 12, 31), date(2027, 3, 31)] {
                let age = facts(on, born_on).age_at_year_end().unwrap();

                let year_end = FiscalYear(2026).last_day();
                assert!(attains_on(born_on, age) <= year_end, "{born_on} {age}");
                assert!(attains_on(born_on, age + 1) > year_end, "{born_on} {age}");
            }
        }
    }

    #[test]
    fn grade_0_of_the_register_is_no_grade() {
        assert_eq!(Grade::new(0, None, false), None);
        assert_eq!(Grade::new(1, None, false).unwrap().level, 1);
    }

    #[test]
    fn a_word_keeps_its_number() {
        let mut names = Names::default();
        let (first, second) = (names.no("010100"), names.no("事務"));

        assert_ne!(first, second);
        assert_eq!((names.no("010100"), names.word(second)), (first, "事務"));
    }
}
