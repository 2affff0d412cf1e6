//! What is known before a file is read: people, units and posts, in little memory.
use std::collections::HashMap;

use base::{Date, StaffId};
use db::{Result, Tx};

use super::{
    columns::Column,
    layout::Layout,
    numbers::{Number, Numbers},
    person::{Person, Values, of_name},
    posts::Post,
    zeros::Form,
};
use crate::{model::Staff, store, titles::Titles};

/// The units by code, and when each is there.
#[derive(Default)]
pub(super) struct Units {
    codes: Vec<String>,
    by_code: HashMap<String, u32>,
    /// Half-open and apart, by time.
    lives: Vec<Vec<(Date, Date)>>,
    form: Form,
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
                    units.form.enter(code);
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

    /// The unit that is meant by a code without its leading zeros.
    pub(super) fn find_padded(&self, code: &str) -> Option<u32> {
        self.find(&self.form.padded(code)?)
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

/// What is known when a file begins to be read, and stays as it is while it is.
#[derive(Default)]
pub(super) struct Known {
    /// The word for the state of people and organisation in which all this was so.
    pub(super) version: String,
    pub(super) numbers: Numbers,
    /// What the numbers of all people have in common.
    pub(super) form: Form,
    /// Of each person, by what a row is known to say nothing new.
    pub(super) fingerprints: Vec<u64>,
    /// All ids in their order in one text, and where each ends.
    ids: String,
    id_ends: Vec<u32>,
    /// Numbers whose accounts came before their people, such as the first administrator's: the people get those ids.
    pub(super) accounts: HashMap<Number, String>,
    account_numbers: Numbers,
    pub(super) units: Units,
}

/// How people and posts stand, over which a file is laid.
#[derive(Default)]
pub(super) struct Standing {
    pub(super) people: Vec<Person>,
    pub(super) posts: Vec<Post>,
    pub(super) titles: Titles,
}

impl Known {
    pub(super) async fn load(tx: &mut Tx, layout: &Layout) -> Result<(Self, Standing)> {
        let (mut known, mut standing) = (Self::default(), Standing::default());
        known.version = store::version(tx).await?;
        known.units = Units::of(
            store::all_units(tx)
                .await?
                .iter()
                .map(|it| (it.code.as_str(), it.starts_on, it.ends_on)),
        );
        store::each_person(tx, |it| known.enter(&it, layout, &mut standing.people)).await?;
        store::each_post(tx, |it| {
            let near = standing.posts.last().map_or(0, |it| it.person);
            if let Some(person) = known.place_of(it.staff.as_str(), near)
                && let Some(unit) = known.units.find(it.unit.as_str())
            {
                let title = standing.titles.enter(&it.post);
                standing.posts.push(Post::known(person, unit, title, &it));
            }
        })
        .await?;
        known.load_accounts(tx).await?;
        Ok((known, standing))
    }

    fn enter(&mut self, it: &Staff, layout: &Layout, people: &mut Vec<Person>) {
        // A number that the rules would not let in today is left alone: no row can speak of it.
        let Some(number) = Number::read(&it.number) else {
            return;
        };
        let values = Values {
            employment: it.kind,
            job_family: layout.has(Column::JobFamily).then_some(&it.job_family),
            used_name: &it.used_name,
            legal_name: layout.has(Column::LegalName).then_some(&it.legal_name),
            kana: &it.kana,
            sex: layout.has(Column::Sex).then_some(it.sex),
            born_on: it.born_on,
            hired_on: it.hired_on,
            ends_on: layout.has(Column::LeftOn).then_some(it.ends_on),
        };
        let person = Person {
            ends_on: it.ends_on,
            legal_name: of_name(&it.legal_name),
            ..values.person(0)
        };
        self.numbers.enter(number);
        self.form.enter(number.as_str());
        self.fingerprints.push(person.fingerprint);
        self.ids.push_str(it.id.as_str());
        self.id_ends
            .push(u32::try_from(self.ids.len()).expect("ids are shorter than 4 GB together"));
        people.push(person);
    }

    async fn load_accounts(&mut self, tx: &mut Tx) -> Result<()> {
        let count = usize::try_from(gate::store::count_accounts(tx).await?).unwrap_or(usize::MAX);
        if count <= self.fingerprints.len() {
            return Ok(());
        }
        for (staff, number) in gate::store::numbers(tx).await? {
            if let Some(number) = Number::read(&number)
                && self.numbers.find(&number).is_none()
            {
                self.account_numbers.enter(number);
                self.accounts.insert(number, staff.0);
            }
        }
        Ok(())
    }

    /// The number of a known person that is meant by one without its leading zeros.
    pub(super) fn padded(&self, number: &Number) -> Option<(Number, u32)> {
        let padded = Number::read(&self.form.padded(number.as_str())?)?;
        Some((padded, self.numbers.find(&padded)?))
    }

    /// A number, of a person or an account, that differs from this one by its leading zeros only.
    pub(super) fn but_for_zeros(&self, number: &Number) -> Option<Number> {
        [&self.numbers, &self.account_numbers]
            .into_iter()
            .find_map(|it| Some(it.get(it.find_but_for_zeros(number)? as usize)))
    }

    /// How many people are known. New ones are numbered on from here.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.fingerprints.len()).expect("checked when they were numbered")
    }

    pub(super) fn id(&self, place: u32) -> &str {
        let place = place as usize;
        let start = match place.checked_sub(1) {
            Some(before) => self.id_ends[before] as usize,
            None => 0,
        };
        &self.ids[start..self.id_ends[place] as usize]
    }

    /// Looks near a place first, for posts come mostly in the order of their people.
    pub(super) fn place_of(&self, id: &str, near: u32) -> Option<u32> {
        let is_it = |place: &u32| *place < self.count() && self.id(*place) == id;
        if let Some(place) = (near..near.saturating_add(2)).find(is_it) {
            return Some(place);
        }
        let (mut low, mut high) = (0, self.count());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.id(middle) < id {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        Some(low).filter(is_it)
    }

    pub(super) fn staff_id(&self, place: u32) -> StaffId {
        StaffId(self.id(place).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use base::FAR_FUTURE;

    use super::*;

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
