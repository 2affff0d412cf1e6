//! 汐見市 (Shiomi-shi), a designated city that exists only here: 8,000 staff on 22 November 2026 and those who left before.

use base::{Date, FAR_FUTURE, UnitCode, date};

use super::names::{self, Sex};
use super::office::{Office, Person, Role};
use super::personas::{self, Persona};
use super::staff::{Assignment, AssignmentKind, Kind, Staff};
use super::units::{self, Level, UnitVersion};

/// The day on which the demo's sign-ins mean what they say (retired yesterday, transferred today).
pub(crate) const DEMO_DAY: Date = date(2026, 11, 22);

/// The seed of the city that `hagukumi demo` makes.
pub(crate) const DEMO_SEED: u64 = 20_260_401;

pub(crate) struct City {
    /// By code, then by date.
    pub(crate) units: Vec<UnitVersion>,
    /// By number.
    pub(crate) staff: Vec<Staff>,
    pub(crate) personas: Vec<Persona>,
}

impl City {
    /// The same seed gives the same city, to the letter.
    pub(crate) fn generate(seed: u64) -> Self {
        let units = units::units();
        let mut office = Office::new(&units, seed);
        office.found();
        for year in 2022..=2026 {
            if year > 2022 {
                office.april(date(year, 4, 1));
            }
            office.summer(year);
        }
        office.hire(date(2026, 10, 1));
        name_some_anew(&mut office);
        add_second_posts(&mut office);
        let chosen = personas::choose(&mut office);
        join_the_harbour_sections(&mut office, date(2027, 4, 1));
        let people = std::mem::take(&mut office.people);
        let (staff, personas) = number(people, chosen);
        Self {
            units,
            staff,
            personas,
        }
    }

    pub(crate) fn in_service_on(&self, day: Date) -> impl Iterator<Item = &Staff> {
        self.staff
            .iter()
            .filter(move |staff| staff.is_in_service_on(day))
    }

    pub(crate) fn units_on(&self, day: Date) -> impl Iterator<Item = &UnitVersion> {
        self.units.iter().filter(move |unit| unit.is_valid_on(day))
    }

    /// The 所属長 of `unit` on `day`.
    pub(crate) fn head_of(&self, unit: &UnitCode, day: Date) -> Option<&Staff> {
        self.staff.iter().find(|staff| {
            staff
                .main_on(day)
                .is_some_and(|held| held.is_head && held.unit == *unit)
        })
    }

    /// The unit that a plan calls `name`: a 課 or 局 by its name, a 班 by the names of its 課 and its own together
    /// (人材育成課研修班). None if there is none on `day`, or more than one.
    pub(crate) fn unit_called(&self, name: &str, day: Date) -> Option<&UnitVersion> {
        let parent_name = |unit: &UnitVersion| {
            let parent = self
                .units_on(day)
                .find(|other| Some(&other.code) == unit.parent.as_ref());
            parent.map_or("", |parent| parent.name.as_str())
        };
        let mut found = self.units_on(day).filter(|unit| match unit.level {
            Level::Team => name
                .strip_suffix(unit.name.as_str())
                .is_some_and(|rest| !rest.is_empty() && rest == parent_name(unit)),
            _ => unit.name == name,
        });
        found.next().filter(|_| found.next().is_none())
    }
}

/// Names from abroad, and names at work that differ from the legal ones.
fn name_some_anew(office: &mut Office) {
    let here: Vec<usize> = (0..office.people.len())
        .filter(|who| office.people[*who].is_regular())
        .collect();
    let mut nth = 0;
    while let Some((name, sex)) = names::rare_name(nth) {
        let who = loop {
            let who = *office.random.pick(&here);
            let staff = &office.people[who].staff;
            if staff.sex == sex && office.people[who].grade.is_some_and(|grade| grade <= 3) {
                break who;
            }
        };
        office.people[who].staff.legal_name = name;
        nth += 1;
    }
    for who in 0..office.people.len() {
        let staff = &office.people[who].staff;
        let percent = match (staff.sex, office.people[who].age(DEMO_DAY)) {
            (Sex::Female, 28..) => 7.0,
            (Sex::Male, 28..) => 0.5,
            _ => 0.0,
        };
        if !staff.legal_name.given.is_empty() && office.random.chance(percent) {
            let (family, family_kana) = names::family_name(&mut office.random);
            let staff = &mut office.people[who].staff;
            if staff.legal_name.family != family {
                let mut used = staff.legal_name.clone();
                (used.family, used.family_kana) = (family.into(), family_kana.into());
                staff.used_name = Some(used);
            }
        }
    }
}

/// 兼務 in another team or section, and 併任 of the wards' election teams at the city's election committee.
fn add_second_posts(office: &mut Office) {
    let committee = office
        .units
        .iter()
        .position(|unit| unit.code.as_str() == "02010501")
        .expect("the election team is in the file");
    for who in 0..office.people.len() {
        let person = &office.people[who];
        let (Some(grade), true) = (person.grade, person.is_regular()) else {
            continue;
        };
        let (unit, since) = (person.unit, person.since);
        let is_of_election_team = office.units[unit].code.as_str() > "15"
            && office.units[unit].code.as_str().ends_with("010102");
        let (kind, second) = if is_of_election_team && grade <= 5 {
            (AssignmentKind::Concurrent, committee)
        } else if (3..=7).contains(&grade) && office.random.chance(4.0) {
            let occupation = person.staff.occupation;
            (AssignmentKind::Additional, office.any_team(occupation))
        } else {
            continue;
        };
        if second != unit {
            let post = office.post(who, second, Role::Member, Some(grade), DEMO_DAY);
            add_beside(
                &mut office.people[who],
                second_post(kind, office.units[second].code.clone(), post, grade, since),
            );
        }
    }
}

fn second_post(
    kind: AssignmentKind,
    unit: UnitCode,
    post: String,
    grade: u8,
    starts_on: Date,
) -> Assignment {
    Assignment {
        kind,
        unit,
        post,
        grade: Some(grade),
        is_head: false,
        starts_on,
        ends_on: FAR_FUTURE,
    }
}

fn add_beside(person: &mut Person, second: Assignment) {
    let main = person.staff.assignments.len() - 1;
    // The main post stays last, where the next move looks for it.
    person.staff.assignments.insert(main, second);
}

/// Next April two sections of the harbour become one: known to a few, dated ahead.
fn join_the_harbour_sections(office: &mut Office, day: Date) {
    let joined = office.unit_of(&UnitCode("08030500".into()));
    for (code, stays_in_charge) in [("08030100", true), ("08030200", false)] {
        let at = office.unit_of(&UnitCode(code.into()));
        for who in 0..office.people.len() {
            let person = &office.people[who];
            if person.is_here() && person.unit == at {
                let role = if stays_in_charge {
                    person.role
                } else {
                    Role::Member
                };
                let grade = person.grade;
                office.sit(who, joined, role, grade, day);
            }
        }
    }
}

/// Numbers follow the order of hiring; each kind of contract has its own range. The personas' numbers are easy to type.
fn number(mut people: Vec<Person>, chosen: Vec<(usize, Persona)>) -> (Vec<Staff>, Vec<Persona>) {
    let personas: Vec<Persona> = chosen.iter().map(|(_, persona)| persona.clone()).collect();
    for (who, persona) in chosen {
        people[who].staff.number = persona.number.to_owned();
    }
    let mut staff: Vec<Staff> = people.into_iter().map(|person| person.staff).collect();
    staff.sort_by_key(|staff| staff.hired_on);
    let mut next = [10_003u32, 500_001, 900_001];
    for one in staff.iter_mut().filter(|one| one.number.is_empty()) {
        let range = match one.kind {
            Kind::Regular | Kind::Reappointed => 0,
            Kind::FixedTerm => 1,
            Kind::Dispatched => 2,
        };
        one.number = format!("{:07}", next[range]);
        next[range] += if range == 0 { 7 } else { 1 };
    }
    staff.sort_by(|one, other| one.number.cmp(&other.number));
    for one in &mut staff {
        one.assignments
            .sort_by_key(|held| (held.starts_on, held.kind != AssignmentKind::Main));
    }
    (staff, personas)
}
