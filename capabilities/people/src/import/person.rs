//! What of a person is kept to tell whether a file changes them.
use std::hash::{DefaultHasher, Hash, Hasher};

use base::{Date, FAR_FUTURE};

use crate::model::{Kind as Employment, Sex};

/// What of a person a row is compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Person {
    /// Of everything that the file's columns say.
    pub(super) fingerprint: u64,
    pub(super) used_name: u32,
    pub(super) legal_name: u32,
    pub(super) born_on: Date,
    pub(super) hired_on: Date,
    pub(super) ends_on: Date,
    /// The row of the file; 0 for somebody of whom no row has spoken.
    pub(super) row: u32,
}

impl Person {
    /// Whether the two are different people: neither a name nor the day of birth is the same.
    pub(super) fn is_somebody_else(&self, other: &Self) -> bool {
        let names = [other.used_name, other.legal_name];
        let has_common_name = names.contains(&self.used_name) || names.contains(&self.legal_name);
        self.born_on != other.born_on && !has_common_name
    }
}

/// The values of a person, as a row or the database gives them. `None` where the file has no such column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Values<'a> {
    pub(super) employment: Employment,
    pub(super) job_family: Option<&'a str>,
    pub(super) used_name: &'a str,
    pub(super) legal_name: Option<&'a str>,
    pub(super) kana: &'a str,
    pub(super) sex: Option<Sex>,
    pub(super) born_on: Date,
    pub(super) hired_on: Date,
    pub(super) ends_on: Option<Date>,
}

impl Values<'_> {
    pub(super) fn person(&self, row: u32) -> Person {
        let mut all = DefaultHasher::new();
        (
            self.employment as u8,
            self.job_family,
            self.used_name,
            self.legal_name,
            self.kana,
        )
            .hash(&mut all);
        (
            self.sex.map(|it| it as u8),
            self.born_on,
            self.hired_on,
            self.ends_on,
        )
            .hash(&mut all);
        Person {
            fingerprint: all.finish(),
            used_name: of_name(self.used_name),
            legal_name: of_name(self.legal_name.unwrap_or(self.used_name)),
            born_on: self.born_on,
            hired_on: self.hired_on,
            ends_on: self.ends_on.unwrap_or(FAR_FUTURE),
            row,
        }
    }
}

/// A name without its spaces and in one width, as a small number.
pub(super) fn of_name(name: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    for sign in name.chars().filter(|it| !it.is_whitespace()) {
        sign.hash(&mut hasher);
    }
    hasher.finish() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(used_name: &str, legal_name: &str, born_on: Date) -> Person {
        let values = Values {
            employment: Employment::Regular,
            job_family: None,
            used_name,
            legal_name: Some(legal_name),
            kana: "ヤマダ",
            sex: None,
            born_on,
            hired_on: base::date(2020, 4, 1),
            ends_on: None,
        };
        values.person(2)
    }

    #[test]
    fn a_new_name_or_a_corrected_birthday_alone_is_the_same_person() {
        let born_on = base::date(1990, 1, 8);
        let hanako = person("山田　花子", "山田　花子", born_on);

        assert!(!hanako.is_somebody_else(&person("佐藤　花子", "佐藤　花子", born_on)));
        assert!(!hanako.is_somebody_else(&person("山田 花子", "山田花子", base::date(1990, 8, 1))));
        assert!(!hanako.is_somebody_else(&person("山田花子", "佐藤花子", base::date(1990, 8, 1))));
        assert!(hanako.is_somebody_else(&person(
            "鈴木　一郎",
            "鈴木　一郎",
            base::date(1990, 8, 1)
        )));
    }
}
