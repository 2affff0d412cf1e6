//! What is known before a file is read: people, units and posts, in little memory.
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use base::{Date, FAR_FUTURE, StaffId};
use db::{Result, Tx, params};

use super::{
    columns::{Column, Layout},
    posts::{Fate, Post},
};
use crate::model::{AssignmentKind, Kind as Employment, Sex};

/// A staff number in a fixed place. Shorter ones are filled up with zero bytes, which no number has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Number([u8; Self::LONGEST]);

impl Number {
    pub(super) const LONGEST: usize = 16;

    /// Reads a number as people write it. `None` for what is too long, empty, or not of letters, digits and dashes.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = base::canonical_staff_number(text);
        let is_fine = |it: u8| it.is_ascii_digit() || it.is_ascii_uppercase() || it == b'-';
        if text.is_empty() || text.len() > Self::LONGEST || !text.bytes().all(is_fine) {
            return None;
        }
        let mut bytes = [0; Self::LONGEST];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        Some(Self(bytes))
    }

    pub(super) fn as_str(&self) -> &str {
        let length = self
            .0
            .iter()
            .position(|it| *it == 0)
            .unwrap_or(Self::LONGEST);
        std::str::from_utf8(&self.0[..length]).expect("a number is ASCII")
    }

    fn hash(&self) -> u64 {
        // The digits of consecutive numbers differ in few bits; two rounds of multiplication spread them.
        let (low, high) = self.0.split_at(8);
        let part =
            |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().expect("half of sixteen is eight"));
        let mixed = (part(low) ^ part(high).rotate_left(32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed ^ mixed >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93)
    }
}

/// Staff numbers in the order in which they came, each found in a moment. Twenty-odd bytes a number.
#[derive(Default)]
pub(super) struct Numbers {
    numbers: Vec<Number>,
    /// Places plus one, 0 for free; a power of two of them, at most half full.
    slots: Vec<u32>,
}

impl Numbers {
    pub(super) fn get(&self, place: usize) -> Number {
        self.numbers[place]
    }

    pub(super) fn find(&self, number: &Number) -> Option<u32> {
        match self.slots.is_empty() {
            true => None,
            false => self.slots[self.slot_of(number)].checked_sub(1),
        }
    }

    /// The place of the number, and whether it is new.
    pub(super) fn enter(&mut self, number: Number) -> (u32, bool) {
        if self.slots.len() < 2 * (self.numbers.len() + 1) {
            self.grow();
        }
        let slot = self.slot_of(&number);
        if let Some(place) = self.slots[slot].checked_sub(1) {
            return (place, false);
        }
        let place = u32::try_from(self.numbers.len()).expect("no city has four milliards of staff");
        self.numbers.push(number);
        self.slots[slot] = place + 1;
        (place, true)
    }

    /// Nothing will be looked for any more; places keep their numbers.
    pub(super) fn forget_slots(&mut self) {
        self.slots = Vec::new();
    }

    /// The slot in which the number is, or the free one in which it belongs.
    fn slot_of(&self, number: &Number) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = number.hash() as usize & mask;
        while let Some(place) = self.slots[slot].checked_sub(1)
            && self.numbers[place as usize] != *number
        {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let size = (2 * self.slots.len()).max(1 << 10);
        self.slots = vec![0; size];
        for place in 0..self.numbers.len() {
            let slot = self.slot_of(&self.numbers[place]);
            self.slots[slot] = u32::try_from(place).expect("checked when it was entered") + 1;
        }
    }
}

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
fn of_name(name: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    for sign in name.chars().filter(|it| !it.is_whitespace()) {
        sign.hash(&mut hasher);
    }
    hasher.finish() as u32
}

/// The units by code, and when each is there.
#[derive(Default)]
pub(super) struct Units {
    codes: Vec<String>,
    by_code: HashMap<String, u32>,
    /// Half-open and apart, by time.
    lives: Vec<Vec<(Date, Date)>>,
}

impl Units {
    /// From the versions of all units, by code and time.
    pub(super) fn of<'a>(versions: impl IntoIterator<Item = (&'a str, Date, Date)>) -> Self {
        let mut units = Self::default();
        for (code, starts_on, ends_on) in versions {
            let lives = match units.by_code.get(code) {
                Some(place) => &mut units.lives[*place as usize],
                None => {
                    let place = u32::try_from(units.codes.len())
                        .expect("no city has four milliards of units");
                    units.by_code.insert(code.to_owned(), place);
                    units.codes.push(code.to_owned());
                    units.lives.push(Vec::new());
                    units.lives.last_mut().expect("it was just pushed")
                }
            };
            match lives.last_mut() {
                Some(last) if last.1 == starts_on => last.1 = ends_on,
                _ => lives.push((starts_on, ends_on)),
            }
        }
        units
    }

    pub(super) fn find(&self, code: &str) -> Option<u32> {
        self.by_code.get(code).copied()
    }

    pub(super) fn code(&self, place: u32) -> &str {
        &self.codes[place as usize]
    }

    /// When the unit that is there on this day ends; `None` when it is not there.
    pub(super) fn end_after(&self, place: u32, on: Date) -> Option<Date> {
        self.lives[place as usize]
            .iter()
            .find(|it| it.0 <= on && on < it.1)
            .map(|it| it.1)
    }
}

/// Words that come again and again, each kept once.
#[derive(Default)]
pub(super) struct Titles {
    words: Vec<String>,
    places: HashMap<String, u32>,
}

impl Titles {
    pub(super) fn enter(&mut self, word: &str) -> u32 {
        if let Some(place) = self.places.get(word) {
            return *place;
        }
        let place = u32::try_from(self.words.len()).expect("no city has four milliards of posts");
        self.words.push(word.to_owned());
        self.places.insert(word.to_owned(), place);
        place
    }

    pub(super) fn get(&self, place: u32) -> &str {
        &self.words[place as usize]
    }

    pub(super) fn words(&self) -> &[String] {
        &self.words
    }
}

/// Everything that is known when a file begins to be read.
#[derive(Default)]
pub(super) struct Known {
    pub(super) numbers: Numbers,
    pub(super) people: Vec<Person>,
    /// All ids in one text, and where each ends.
    ids: String,
    id_ends: Vec<u32>,
    /// Numbers whose accounts came before their people, such as the first administrator's: the people get those ids.
    pub(super) accounts: HashMap<Number, String>,
    pub(super) units: Units,
    pub(super) posts: Vec<Post>,
    pub(super) titles: Titles,
    /// The word for the state of people and organisation in which all this was so.
    pub(super) version: String,
}

impl Known {
    pub(super) async fn load(tx: &mut Tx, layout: &Layout) -> Result<Self> {
        let mut known = Self {
            version: crate::store::version(tx).await?,
            ..Self::default()
        };
        let versions = crate::store::all_units(tx).await?;
        known.units = Units::of(
            versions
                .iter()
                .map(|it| (it.code.as_str(), it.starts_on, it.ends_on)),
        );
        known.load_people(tx, layout).await?;
        known.load_posts(tx).await?;
        known.load_accounts(tx).await?;
        Ok(known)
    }

    async fn load_accounts(&mut self, tx: &mut Tx) -> Result<()> {
        let count = usize::try_from(gate::store::count_accounts(tx).await?).unwrap_or(usize::MAX);
        if count <= self.people.len() {
            return Ok(());
        }
        for (staff, number) in gate::store::numbers(tx).await? {
            if let Some(number) = Number::read(&number)
                && self.numbers.find(&number).is_none()
            {
                self.accounts.insert(number, staff.0);
            }
        }
        Ok(())
    }

    async fn load_people(&mut self, tx: &mut Tx, layout: &Layout) -> Result<()> {
        let (has_legal, has_sex, has_end) = (
            layout.has(Column::LegalName),
            layout.has(Column::Sex),
            layout.has(Column::LeftOn),
        );
        let sql = "select id, number, kind, legal_name, used_name, kana, sex, born_on, hired_on, ends_on from people_staff";
        tx.each(sql, params![], |row| {
            let number: String = row.at(1)?;
            let (used_name, legal_name, kana): (String, String, String) =
                (row.at(4)?, row.at(3)?, row.at(5)?);
            let ends_on = row.at(9)?;
            let values = Values {
                employment: row.at(2)?,
                used_name: &used_name,
                legal_name: has_legal.then_some(&legal_name),
                kana: &kana,
                sex: if has_sex { Some(row.at(6)?) } else { None },
                born_on: row.at(7)?,
                hired_on: row.at(8)?,
                ends_on: has_end.then_some(ends_on),
            };
            let person = Person {
                ends_on,
                legal_name: of_name(&legal_name),
                ..values.person(0)
            };
            // A number that the rules would not let in today is left alone: no row can speak of it.
            if let Some(number) = Number::read(&number) {
                self.numbers.enter(number);
                self.people.push(person);
                self.ids.push_str(&row.at::<String>(0)?);
                self.id_ends.push(
                    u32::try_from(self.ids.len()).expect("ids are shorter than 4 GB together"),
                );
            }
            Ok(())
        })
        .await
    }

    async fn load_posts(&mut self, tx: &mut Tx) -> Result<()> {
        let by_id: HashMap<&str, u32> = (0..)
            .zip(self.id_ends.iter())
            .map(|(place, _)| (self.id(place), place))
            .collect();
        let (mut posts, mut titles) = (Vec::new(), Titles::default());
        let units = &self.units;
        let sql = "select staff_id, unit_code, post, starts_on, ends_on, grade, kind, is_head from people_assignments";
        tx.each(sql, params![], |row| {
            let (staff, unit): (String, String) = (row.at(0)?, row.at(1)?);
            let (Some(person), Some(unit)) = (by_id.get(staff.as_str()), units.find(&unit)) else {
                return Ok(());
            };
            let ends_on = row.at(4)?;
            posts.push(Post {
                person: *person,
                unit,
                title: titles.enter(&row.at::<String>(2)?),
                row: 0,
                starts_on: row.at(3)?,
                ends_on,
                grade: row.at(5)?,
                kind: row.at::<AssignmentKind>(6)?,
                is_head: row.at(7)?,
                is_end_written: ends_on != FAR_FUTURE,
                fate: Fate::Kept,
            });
            Ok(())
        })
        .await?;
        drop(by_id);
        (self.posts, self.titles) = (posts, titles);
        Ok(())
    }

    pub(super) fn id(&self, place: u32) -> &str {
        let place = place as usize;
        let start = if place == 0 {
            0
        } else {
            self.id_ends[place - 1] as usize
        };
        &self.ids[start..self.id_ends[place] as usize]
    }

    pub(super) fn staff_id(&self, place: u32) -> StaffId {
        StaffId(self.id(place).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_in_any_width_and_kept_with_its_zeros() {
        assert_eq!(Number::read("００１２３").unwrap().as_str(), "00123");
        assert_eq!(Number::read(" a-12 ").unwrap().as_str(), "A-12");
        for wrong in ["", "12/3", "12345678901234567", "職員1"] {
            assert_eq!(Number::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn ten_thousand_numbers_are_each_found_again() {
        let mut numbers = Numbers::default();
        let number = |it: u32| Number::read(&format!("{it:07}")).unwrap();
        for it in 0..10_000 {
            assert_eq!(numbers.enter(number(it)), (it, true));
        }
        for it in 0..10_000 {
            assert_eq!(numbers.enter(number(it)), (it, false));
            assert_eq!(numbers.find(&number(it)), Some(it));
        }
        assert_eq!(numbers.find(&number(10_000)), None);
        assert_eq!(Numbers::default().find(&number(1)), None);
    }

    fn person(used_name: &str, legal_name: &str, born_on: Date) -> Person {
        let values = Values {
            employment: Employment::Regular,
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

    #[test]
    fn a_unit_that_is_renamed_is_there_all_the_time() {
        let (begin, turn) = (base::date(2020, 4, 1), base::date(2026, 4, 1));
        let units = Units::of([
            ("1", begin, turn),
            ("1", turn, FAR_FUTURE),
            ("2", begin, turn),
        ]);

        assert_eq!(units.end_after(0, begin), Some(FAR_FUTURE));
        assert_eq!(units.end_after(1, begin), Some(turn));
        assert_eq!(units.end_after(1, turn), None);
    }
}
