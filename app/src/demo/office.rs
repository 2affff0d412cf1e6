//! The city as it fills and empties: units as seats, people who sit in them, and the rows that each move leaves behind.

use std::collections::HashMap;

use base::{Date, FAR_FUTURE, UnitCode, date};

use super::names::{self, Sex};
use super::posts;
use super::random::Random;
use super::staff::{Assignment, AssignmentKind, Kind, Occupation, Staff};
use super::units::{Level, UnitVersion};

/// How many of each kind serve whenever an April is done: 8,000 in all.
pub(super) const HEADCOUNT: [(Kind, usize); 4] = [
    (Kind::Regular, 6_600),
    (Kind::Reappointed, 250),
    (Kind::FixedTerm, 1_100),
    (Kind::Dispatched, 50),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Head,
    /// 課長補佐, one in each section.
    Assistant,
    Member,
}

pub(super) struct Person {
    pub(super) staff: Staff,
    pub(super) grade: Option<u8>,
    pub(super) graded_on: Date,
    pub(super) unit: usize,
    pub(super) role: Role,
    pub(super) since: Date,
}

impl Person {
    pub(super) fn is_here(&self) -> bool {
        self.staff.ends_on == FAR_FUTURE
    }

    pub(super) fn is_regular(&self) -> bool {
        self.is_here() && self.staff.kind == Kind::Regular
    }

    /// Full years on `day`.
    pub(super) fn age(&self, day: Date) -> i16 {
        years_between(self.staff.born_on, day)
    }

    /// Full years on `day` in the present unit and role.
    pub(super) fn years_in_seat(&self, day: Date) -> i16 {
        years_between(self.since, day)
    }
}

pub(super) fn years_between(from: Date, to: Date) -> i16 {
    let has_come = (to.month(), to.day()) >= (from.month(), from.day());
    to.year() - from.year() - i16::from(!has_come)
}

pub(super) struct Unit {
    pub(super) code: UnitCode,
    pub(super) level: Level,
    pub(super) occupation: Occupation,
    /// Beside other teams; 0 above the teams.
    pub(super) weight: usize,
    /// Regular members wanted below the head.
    pub(super) wanted: usize,
    pub(super) starts_on: Date,
    pub(super) ends_on: Date,
    pub(super) successor: Option<UnitCode>,
    names: Vec<(Date, String)>,
    pub(super) head: Option<usize>,
    pub(super) assistant: Option<usize>,
}

impl Unit {
    pub(super) fn is_valid_on(&self, day: Date) -> bool {
        self.starts_on <= day && day < self.ends_on
    }

    fn name_on(&self, day: Date) -> &str {
        let later = self.names.partition_point(|(from, _)| *from <= day);
        &self.names[later.saturating_sub(1)].1
    }

    pub(super) fn sitting(&self, role: Role) -> Option<usize> {
        match role {
            Role::Head => self.head,
            Role::Assistant => self.assistant,
            Role::Member => None,
        }
    }
}

pub(super) struct Office {
    pub(super) units: Vec<Unit>,
    pub(super) people: Vec<Person>,
    pub(super) random: Random,
    by_code: HashMap<UnitCode, usize>,
    /// Teams by occupation.
    pub(super) teams: Vec<(Occupation, Vec<usize>)>,
}

impl Office {
    pub(super) fn new(versions: &[UnitVersion], seed: u64) -> Self {
        let mut units: Vec<Unit> = Vec::new();
        let mut by_code: HashMap<UnitCode, usize> = HashMap::new();
        for version in versions {
            if let Some(at) = by_code.get(&version.code) {
                let known = &mut units[*at];
                known.ends_on = version.ends_on;
                known.names.push((version.starts_on, version.name.clone()));
                continue;
            }
            by_code.insert(version.code.clone(), units.len());
            units.push(Unit {
                code: version.code.clone(),
                level: version.level,
                occupation: Occupation::Clerk,
                weight: 0,
                wanted: 0,
                starts_on: version.starts_on,
                ends_on: version.ends_on,
                successor: version.successors.first().cloned(),
                names: vec![(version.starts_on, version.name.clone())],
                head: None,
                assistant: None,
            });
        }
        let mut office = Self {
            units,
            people: Vec::new(),
            random: Random::new(seed),
            by_code,
            teams: Vec::new(),
        };
        office.train_units(versions);
        office
    }

    /// Teams get their occupation from where they stand; the units above follow the first team below them.
    fn train_units(&mut self, versions: &[UnitVersion]) {
        let mut is_settled = vec![false; self.units.len()];
        for version in versions
            .iter()
            .filter(|version| version.level == Level::Team)
        {
            let mut above: Vec<usize> = Vec::new();
            let mut parent = version.parent.clone();
            while let Some(at) = parent.and_then(|code| self.by_code.get(&code).copied()) {
                above.push(at);
                let code = &self.units[at].code;
                parent = versions
                    .iter()
                    .find(|unit| unit.code == *code)
                    .and_then(|unit| unit.parent.clone());
            }
            let name = |level: Level| {
                let unit = above.iter().find(|at| self.units[**at].level == level);
                unit.map_or("", |at| self.units[*at].names[0].1.as_str())
            };
            let (bureau, department, section) = (
                name(Level::Bureau),
                name(Level::Department),
                name(Level::Section),
            );
            let occupation = posts::occupation_of_team(bureau, department, section, &version.name);
            let of_bureau = match bureau {
                "消防局" => Occupation::Firefighter,
                "都市局" | "建設局" | "上下水道局" => Occupation::Engineer,
                _ => occupation,
            };
            let at = self.by_code[&version.code];
            self.units[at].weight = posts::weight_of_team(occupation, &version.name);
            for at in above.into_iter().chain([at]) {
                if !is_settled[at] {
                    is_settled[at] = true;
                    let is_bureau = self.units[at].level == Level::Bureau;
                    self.units[at].occupation = if is_bureau { of_bureau } else { occupation };
                }
            }
            self.note_team(occupation, at);
        }
    }

    fn note_team(&mut self, occupation: Occupation, at: usize) {
        match self
            .teams
            .iter_mut()
            .find(|(known, _)| *known == occupation)
        {
            Some((_, teams)) if teams.contains(&at) => {}
            Some((_, teams)) => teams.push(at),
            None => self.teams.push((occupation, vec![at])),
        }
    }

    pub(super) fn unit_of(&self, code: &UnitCode) -> usize {
        self.by_code[code]
    }

    pub(super) fn teams_of(&self, occupation: Occupation) -> &[usize] {
        self.teams
            .iter()
            .find(|(known, _)| *known == occupation)
            .map_or(&[], |(_, teams)| teams)
    }

    pub(super) fn any_team(&mut self, occupation: Occupation) -> usize {
        let at = self.random.below(self.teams_of(occupation).len());
        self.teams_of(occupation)[at]
    }

    pub(super) fn count(&self, kind: Kind) -> usize {
        self.people
            .iter()
            .filter(|person| person.is_here() && person.staff.kind == kind)
            .count()
    }

    /// A new person, still without a seat.
    pub(super) fn newcomer(
        &mut self,
        kind: Kind,
        occupation: Occupation,
        sex: Sex,
        born_on: Date,
        hired_on: Date,
    ) -> usize {
        let legal_name = names::name(&mut self.random, sex, born_on);
        self.people.push(Person {
            staff: Staff {
                number: String::new(),
                legal_name,
                used_name: None,
                sex,
                born_on,
                hired_on,
                ends_on: FAR_FUTURE,
                kind,
                occupation,
                assignments: Vec::new(),
            },
            grade: None,
            graded_on: hired_on,
            unit: 0,
            role: Role::Member,
            since: hired_on,
        });
        self.people.len() - 1
    }

    /// A birthday of someone who is `age` on `day`.
    pub(super) fn born(&mut self, age: i16, day: Date) -> Date {
        let month = self.random.between(1, 12) as i8;
        let in_month =
            self.random
                .below(date(day.year() - age, month, 1).days_in_month() as usize) as i8
                + 1;
        let is_later_in_year = (month, in_month) > (day.month(), day.day());
        let year = day.year() - age - i16::from(is_later_in_year);
        date(
            year,
            month,
            in_month.min(date(year, month, 1).days_in_month()),
        )
    }

    /// Leaves the seat, so that another may take it.
    pub(super) fn stand_up(&mut self, who: usize) {
        let unit = &mut self.units[self.people[who].unit];
        if unit.head == Some(who) {
            unit.head = None;
        }
        if unit.assistant == Some(who) {
            unit.assistant = None;
        }
    }

    /// Ends the present post the day before `day` and begins the next. A second move on one day replaces the first.
    pub(super) fn sit(
        &mut self,
        who: usize,
        unit: usize,
        role: Role,
        grade: Option<u8>,
        day: Date,
    ) {
        self.stand_up(who);
        let place = &mut self.units[unit];
        match role {
            Role::Head => place.head = Some(who),
            Role::Assistant => place.assistant = Some(who),
            Role::Member => {}
        }
        let post = self.post(who, unit, role, grade, day);
        let person = &mut self.people[who];
        if person.grade != grade {
            person.graded_on = day;
        }
        if person.unit != unit || person.role != role || person.staff.assignments.is_empty() {
            person.since = day;
        }
        (person.unit, person.role, person.grade) = (unit, role, grade);
        let held = &mut person.staff.assignments;
        if held.last().is_some_and(|last| last.starts_on == day) {
            held.pop();
        }
        if let Some(last) = held.last_mut() {
            last.ends_on = day;
        }
        held.push(Assignment {
            kind: AssignmentKind::Main,
            unit: self.units[unit].code.clone(),
            post,
            grade,
            is_head: role == Role::Head,
            starts_on: day,
            ends_on: FAR_FUTURE,
        });
    }

    pub(super) fn post(
        &self,
        who: usize,
        unit: usize,
        role: Role,
        grade: Option<u8>,
        day: Date,
    ) -> String {
        let staff = &self.people[who].staff;
        let place = &self.units[unit];
        match (role, staff.kind, grade) {
            (_, Kind::FixedTerm, _) => "会計年度任用職員".into(),
            (_, Kind::Dispatched, _) => "派遣職員".into(),
            (Role::Head, _, _) => posts::head_post(place.level, place.name_on(day)),
            (Role::Assistant, _, _) => "課長補佐".into(),
            (Role::Member, _, Some(6)) => "主幹".into(),
            (Role::Member, _, Some(grade)) => posts::post(staff.occupation, grade).into(),
            (Role::Member, _, None) => "市長".into(),
        }
    }

    /// `day` is the first day no longer in service.
    pub(super) fn leave(&mut self, who: usize, day: Date) {
        self.stand_up(who);
        let person = &mut self.people[who];
        person.staff.ends_on = day;
        if let Some(last) = person.staff.assignments.last_mut() {
            last.ends_on = day;
        }
    }

    /// Shares the regular staff out to the teams, after heads, assistants and those who sit above the teams.
    pub(super) fn want_members(&mut self, day: Date) {
        let above = |unit: &Unit| unit.is_valid_on(day) && unit.level == Level::Section;
        let heads = self
            .units
            .iter()
            .filter(|unit| unit.is_valid_on(day))
            .count();
        let assistants = self.units.iter().filter(|unit| above(unit)).count();
        let others = self.people.iter().filter(|person| {
            person.is_regular()
                && person.role == Role::Member
                && self.units[person.unit].level != Level::Team
        });
        let members = HEADCOUNT[0].1 - heads - assistants - others.count();
        let weights: usize = self.units.iter().map(|unit| unit.weight).sum();
        let (mut weight, mut given) = (0, 0);
        for unit in self.units.iter_mut().filter(|unit| unit.weight > 0) {
            weight += unit.weight;
            let so_far = members * weight / weights;
            unit.wanted = so_far - given;
            given = so_far;
        }
    }
}
