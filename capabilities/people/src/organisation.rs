//! The organisation on one day as a tree in memory.
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use base::{Date, UnitCode};
use db::{Result, Tx};

use crate::{
    cache::Cache,
    model::{Level, Unit},
    store,
};

static ORGANISATIONS: Cache<(String, Date), Organisation> = Cache::new(12);

/// Between the names of a path: 総務局 › 人材育成部 › 人材育成課.
const PATH_JOINT: &str = " › ";

/// The organisation as it stands on a day.
#[derive(Debug, Clone)]
pub struct Organisation {
    pub on: Date,
    units: BTreeMap<UnitCode, Node>,
    /// Directly below the mayor.
    roots: Vec<UnitCode>,
    /// Folded names, alone and behind those of the units above, to the units they may mean.
    by_key: HashMap<String, Vec<UnitCode>>,
}

#[derive(Debug, Clone)]
struct Node {
    unit: Unit,
    children: Vec<UnitCode>,
    /// Main assignments in the unit itself, and with those in all units below.
    people: i64,
    people_below: i64,
}

/// Why a written name is no unit of that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unresolved {
    Unknown,
    /// Several units bear the name; a longer one with the unit above tells them apart.
    Ambiguous(Vec<UnitCode>),
}

impl Organisation {
    /// The organisation on a day with its head counts. Kept in memory until people or organisation change.
    pub async fn load(tx: &mut Tx, on: Date) -> Result<Arc<Self>> {
        let key = (store::version(tx).await?, on);
        if let Some(known) = ORGANISATIONS.get(&key) {
            return Ok(known);
        }
        let units = store::units_on(tx, on).await?;
        let counts = store::head_counts(tx, on).await?;
        Ok(ORGANISATIONS.keep(key, Self::new(on, units, counts)))
    }

    /// Builds the tree. A unit whose parent is not there stands at the top.
    pub fn new(
        on: Date,
        units: Vec<Unit>,
        people: impl IntoIterator<Item = (UnitCode, i64)>,
    ) -> Self {
        let node = |unit: Unit| {
            (
                unit.code.clone(),
                Node {
                    unit,
                    children: Vec::new(),
                    people: 0,
                    people_below: 0,
                },
            )
        };
        let mut it = Self {
            on,
            units: units.into_iter().map(node).collect(),
            roots: Vec::new(),
            by_key: HashMap::new(),
        };
        for (code, people) in people {
            if let Some(node) = it.units.get_mut(&code) {
                node.people = people;
            }
        }
        let codes: Vec<UnitCode> = it.units.keys().cloned().collect();
        for code in &codes {
            let above: Vec<UnitCode> = it
                .with_ancestors(code)
                .map(|unit| unit.code.clone())
                .collect();
            let people = it.units[code].people;
            match above.get(1) {
                Some(parent) => it
                    .units
                    .get_mut(parent)
                    .expect("an ancestor is there")
                    .children
                    .push(code.clone()),
                None => it.roots.push(code.clone()),
            }
            for ancestor in &above {
                it.units
                    .get_mut(ancestor)
                    .expect("an ancestor is there")
                    .people_below += people;
            }
            for key in it.keys_of(&above) {
                let known = it.by_key.entry(key).or_default();
                if !known.contains(code) {
                    known.push(code.clone());
                }
            }
        }
        it
    }

    /// Every way to write the unit: its own name behind those of any of the units above it.
    fn keys_of(&self, path: &[UnitCode]) -> Vec<String> {
        let names: Vec<String> = path
            .iter()
            .map(|it| base::search_key(&self.units[it].unit.name))
            .collect();
        let above = &names[1..];
        (0..1_usize << above.len().min(8))
            .map(|chosen| {
                let used = above
                    .iter()
                    .enumerate()
                    .rev()
                    .filter(|(place, _)| chosen >> place & 1 == 1);
                used.map(|it| it.1.as_str())
                    .chain([names[0].as_str()])
                    .collect()
            })
            .collect()
    }

    /// The unit and those above it, from below. Ends where a parent is missing or comes a second time.
    fn with_ancestors<'a>(&'a self, code: &UnitCode) -> impl Iterator<Item = &'a Unit> {
        let mut next = self.unit(code);
        let mut left = self.units.len();
        std::iter::from_fn(move || {
            let unit = next?;
            left = left.checked_sub(1)?;
            next = unit.parent.as_ref().and_then(|it| self.unit(it));
            Some(unit)
        })
    }

    pub fn unit(&self, code: &UnitCode) -> Option<&Unit> {
        self.units.get(code).map(|it| &it.unit)
    }

    /// All units, by code.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        self.units.values().map(|it| &it.unit)
    }

    pub fn len(&self) -> usize {
        self.units.len()
    }

    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The unit's name, or its code when it is not there on this day.
    pub fn name_of<'a>(&'a self, code: &'a UnitCode) -> &'a str {
        self.unit(code).map_or(code.as_str(), |it| &it.name)
    }

    /// The names from the top down to the unit, or its code when it is not there.
    pub fn path_name(&self, code: &UnitCode) -> String {
        let mut names: Vec<&str> = self
            .with_ancestors(code)
            .map(|it| it.name.as_str())
            .collect();
        names.reverse();
        if names.is_empty() {
            code.0.clone()
        } else {
            names.join(PATH_JOINT)
        }
    }

    /// Those above a unit, the nearest first.
    pub fn ancestors(&self, code: &UnitCode) -> Vec<&Unit> {
        self.with_ancestors(code).skip(1).collect()
    }

    /// The unit of this level that the unit is or belongs to, such as the 課 of a 班.
    pub fn at_level(&self, code: &UnitCode, level: Level) -> Option<&Unit> {
        self.with_ancestors(code).find(|it| it.level == level)
    }

    /// The units directly below, by code; those directly below the mayor for `None`.
    pub fn children(&self, of: Option<&UnitCode>) -> impl Iterator<Item = &Unit> {
        let codes = match of {
            None => self.roots.as_slice(),
            Some(code) => self.units.get(code).map_or(&[][..], |it| &it.children),
        };
        codes.iter().filter_map(|it| self.unit(it))
    }

    /// The unit and all below it.
    pub fn subtree(&self, code: &UnitCode) -> Vec<UnitCode> {
        let mut found: Vec<UnitCode> = self
            .unit(code)
            .map(|it| it.code.clone())
            .into_iter()
            .collect();
        let mut next = 0;
        while next < found.len() {
            let below: Vec<_> = self
                .children(Some(&found[next]))
                .map(|it| it.code.clone())
                .collect();
            found.extend(below);
            next += 1;
        }
        found
    }

    /// People with their main assignment in the unit itself.
    pub fn people_in(&self, code: &UnitCode) -> i64 {
        self.units.get(code).map_or(0, |it| it.people)
    }

    /// People with their main assignment in the unit or below it.
    pub fn people_below(&self, code: &UnitCode) -> i64 {
        self.units.get(code).map_or(0, |it| it.people_below)
    }

    /// People with a main assignment anywhere.
    pub fn people(&self) -> i64 {
        self.roots.iter().map(|it| self.people_below(it)).sum()
    }

    /// The unit that a plan or a form means: by its code, its name, or its name behind those of units above it
    /// (「人事課」, 「人材育成課育成研修班」), whatever the width and the spaces.
    pub fn resolve(&self, written: &str) -> std::result::Result<UnitCode, Unresolved> {
        let code = UnitCode(base::ascii_number(written.trim()).into_owned());
        if self.units.contains_key(&code) {
            return Ok(code);
        }
        let key = base::search_key(&written.replace(['›', '＞', '>', '/', '／'], ""));
        match self.by_key.get(&key).map(Vec::as_slice) {
            None | Some([]) => Err(Unresolved::Unknown),
            Some([one]) => Ok(one.clone()),
            Some(several) => Err(Unresolved::Ambiguous(several.to_vec())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(code: &str, name: &str, level: Level, parent: Option<&str>) -> Unit {
        Unit {
            code: UnitCode(code.into()),
            name: name.into(),
            kana: String::new(),
            level,
            parent: parent.map(|it| UnitCode(it.into())),
            starts_on: base::date(2020, 4, 1),
            ends_on: base::FAR_FUTURE,
        }
    }

    fn city() -> Organisation {
        let units = vec![
            unit("10", "総務局", Level::Bureau, None),
            unit("11", "総務部", Level::Department, Some("10")),
            unit("1101", "人事課", Level::Section, Some("11")),
            unit("1102", "人材育成課", Level::Section, Some("11")),
            unit("110201", "育成研修班", Level::Team, Some("1102")),
            unit("20", "汐見区", Level::Bureau, None),
            unit("2001", "総務課", Level::Section, Some("20")),
            unit("1103", "総務課", Level::Section, Some("11")),
        ];
        let people = [("1101", 12), ("110201", 5), ("2001", 7)]
            .map(|(code, people)| (UnitCode(code.into()), people));
        Organisation::new(base::date(2026, 4, 1), units, people)
    }

    fn resolved(written: &str) -> std::result::Result<String, Unresolved> {
        city().resolve(written).map(|it| it.0)
    }

    #[test]
    fn an_owner_is_found_by_its_name_behind_any_name_above_it() {
        for written in [
            "人材育成課育成研修班",
            "育成研修班",
            "人材育成課　育成研修班",
            "総務局育成研修班",
            "１１０２０１",
        ] {
            assert_eq!(resolved(written), Ok("110201".into()), "{written}");
        }
        assert_eq!(resolved("人事課"), Ok("1101".into()));
        assert_eq!(resolved("広報課"), Err(Unresolved::Unknown));
    }

    #[test]
    fn a_name_that_two_units_bear_needs_the_unit_above() {
        let both = vec![UnitCode("1103".into()), UnitCode("2001".into())];
        assert_eq!(resolved("総務課"), Err(Unresolved::Ambiguous(both)));
        assert_eq!(resolved("汐見区総務課"), Ok("2001".into()));
    }

    #[test]
    fn people_are_counted_up_to_the_top() {
        let city = city();
        let of = |code: &str| city.people_below(&UnitCode(code.into()));
        assert_eq!([of("1102"), of("11"), of("10"), of("20")], [5, 17, 17, 7]);
        assert_eq!(city.people(), 24);
    }

    #[test]
    fn a_path_names_every_unit_from_the_top() {
        assert_eq!(
            city().path_name(&UnitCode("110201".into())),
            "総務局 › 総務部 › 人材育成課 › 育成研修班"
        );
        assert_eq!(city().path_name(&UnitCode("9".into())), "9");
    }

    #[test]
    fn a_subtree_holds_the_unit_itself() {
        let codes: Vec<String> = city()
            .subtree(&UnitCode("1102".into()))
            .into_iter()
            .map(|it| it.0)
            .collect();
        assert_eq!(codes, ["1102", "110201"]);
    }

    #[test]
    fn a_circle_ends_instead_of_turning_for_ever() {
        let units = vec![
            unit("1", "甲", Level::Bureau, Some("2")),
            unit("2", "乙", Level::Bureau, Some("1")),
        ];
        let city = Organisation::new(base::date(2026, 4, 1), units, []);
        assert_eq!(city.path_name(&UnitCode("1".into())), "乙 › 甲");
    }
}
