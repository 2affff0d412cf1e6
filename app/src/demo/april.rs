//! What happens to a city's people on every 1 April, and the few who leave in between.

use base::{Date, date};

use super::office::{HEADCOUNT, Office, Role, years_between};
use super::staff::{Kind, Occupation};
use super::units::Level;

/// The age at which service ended in a fiscal year; it rises by one every second year from 2023.
fn retirement_age(fiscal_year: i16) -> i16 {
    match fiscal_year {
        ..2023 => 60,
        2023..2025 => 61,
        _ => 62,
    }
}

/// Managers hand their post over on the first 1 April after this birthday.
const LAST_AGE_OF_MANAGERS: i16 = 60;

const LADDER: [(Level, Role, u8); 5] = [
    (Level::Bureau, Role::Head, 9),
    (Level::Department, Role::Head, 8),
    (Level::Section, Role::Head, 7),
    (Level::Section, Role::Assistant, 6),
    (Level::Team, Role::Head, 5),
];

impl Office {
    pub(super) fn april(&mut self, day: Date) {
        self.see_off(day);
        let mut displaced = self.those_who_must_move(day);
        for (level, role, grade) in LADDER {
            self.fill(level, role, grade, &mut displaced, day);
        }
        self.raise_grades(day);
        self.want_members(day);
        self.move_members(displaced, day);
        self.hire(day);
    }

    /// Retirement, the end of re-employment, contracts that are not renewed, and those who go on their own wish.
    fn see_off(&mut self, day: Date) {
        let limit = retirement_age(day.year() - 1);
        let mut retiring = Vec::new();
        for who in 0..self.people.len() {
            if !self.people[who].is_here()
                || self.people[who].grade.is_none() && self.people[who].is_regular()
            {
                continue;
            }
            let age = self.people[who].age(day);
            let goes = match self.people[who].staff.kind {
                Kind::Regular if age >= limit => {
                    retiring.push(who);
                    false
                }
                Kind::Regular => self.random.chance(match age {
                    ..30 => 3.0,
                    30..40 => 1.5,
                    40..55 => 0.6,
                    _ => 1.2,
                }),
                Kind::Reappointed => age >= 65 || self.random.chance(11.0),
                Kind::FixedTerm => age >= 68 || self.random.chance(8.0),
                Kind::Dispatched => self.random.chance(18.0),
            };
            if goes {
                self.leave(who, day);
            }
        }
        self.reappoint(retiring, day);
    }

    /// Some of the retiring stay on as 再任用, as many as there is room for; the others leave.
    fn reappoint(&mut self, mut retiring: Vec<usize>, day: Date) {
        self.random.shuffle(&mut retiring);
        let mut room = HEADCOUNT[1].1 - self.count(Kind::Reappointed);
        let over_sixty = |office: &Self, who: usize| {
            let person = &office.people[who];
            person.is_regular()
                && person.grade.is_some_and(|grade| grade < 8)
                && person.age(day) >= LAST_AGE_OF_MANAGERS
        };
        let mut staying: Vec<usize> = retiring.drain(..retiring.len().min(room)).collect();
        for who in retiring {
            self.leave(who, day);
        }
        room -= staying.len();
        // Those past sixty may change to shorter hours before they must retire.
        let early: Vec<usize> = (0..self.people.len())
            .filter(|who| over_sixty(self, *who) && !staying.contains(who))
            .collect();
        staying.extend(early.into_iter().take(room));
        for who in staying {
            self.people[who].staff.kind = Kind::Reappointed;
            let unit = self.any_team(self.people[who].staff.occupation);
            self.sit(who, unit, Role::Member, Some(3), day);
        }
    }

    /// People whose unit has ended, and managers who have reached the age. They stand, waiting for a seat.
    fn those_who_must_move(&mut self, day: Date) -> Vec<usize> {
        let mut displaced = Vec::new();
        for who in 0..self.people.len() {
            let person = &self.people[who];
            if !person.is_here() {
                continue;
            }
            let has_ended = !self.units[person.unit].is_valid_on(day);
            let manages = person.grade.is_some_and(|grade| grade >= 7);
            if has_ended || manages && person.age(day) >= LAST_AGE_OF_MANAGERS {
                self.stand_up(who);
                displaced.push(who);
            }
        }
        displaced
    }

    /// Fills every empty seat of one rung: first with those of the same grade whose turn it is to move, then by promotion.
    fn fill(&mut self, level: Level, role: Role, grade: u8, displaced: &mut Vec<usize>, day: Date) {
        let mut vacant = Vec::new();
        let mut moving = Vec::new();
        displaced.retain(|who| {
            let person = &self.people[*who];
            let is_theirs = person.grade == Some(grade)
                && (person.age(day) < LAST_AGE_OF_MANAGERS || grade < 7);
            if is_theirs && person.staff.kind == Kind::Regular {
                moving.push(*who);
            }
            !moving.contains(who)
        });
        for at in 0..self.units.len() {
            if self.units[at].level != level || !self.units[at].is_valid_on(day) {
                continue;
            }
            match self.units[at].sitting(role) {
                None => vacant.push(at),
                Some(who) if self.is_due(who, day) => {
                    self.stand_up(who);
                    moving.push(who);
                    vacant.push(at);
                }
                Some(_) => {}
            }
        }
        self.random.shuffle(&mut vacant);
        self.random.shuffle(&mut moving);
        for who in moving {
            let fits = |office: &Self, at: usize| {
                office.units[at].occupation == office.people[who].staff.occupation
                    && at != office.people[who].unit
            };
            let found = vacant
                .iter()
                .position(|at| fits(self, *at))
                .or(if vacant.is_empty() { None } else { Some(0) });
            match found {
                Some(position) => {
                    let at = vacant.swap_remove(position);
                    self.sit(who, at, role, Some(grade), day);
                }
                None => displaced.push(who),
            }
        }
        self.promote(vacant, role, grade, day);
    }

    fn is_due(&mut self, who: usize, day: Date) -> bool {
        let percent = match self.people[who].years_in_seat(day) {
            ..2 => 0.0,
            2 => 12.0,
            3 => 36.0,
            4 => 60.0,
            _ => 100.0,
        };
        self.random.chance(percent)
    }

    /// The longest in the grade below come first, with some luck; people of the seat's occupation before others.
    fn promote(&mut self, vacant: Vec<usize>, role: Role, grade: u8, day: Date) {
        let below = grade - 1;
        let mut ready: Vec<(i16, usize)> = Vec::new();
        for who in 0..self.people.len() {
            let person = &self.people[who];
            let is_young_enough = person.age(day) < 58 || below == 4;
            if person.is_regular() && person.grade == Some(below) && is_young_enough {
                let merit = years_between(person.graded_on, day) + self.random.between(0, 4);
                ready.push((merit, who));
            }
        }
        ready.sort_unstable_by(|one, other| other.cmp(one));
        for at in vacant {
            let occupation = self.units[at].occupation;
            let position = ready
                .iter()
                .position(|(_, who)| self.people[*who].staff.occupation == occupation)
                .unwrap_or(0);
            if position < ready.len() {
                let (_, who) = ready.remove(position);
                self.sit(who, at, role, Some(grade), day);
            }
        }
    }

    /// Grades 2 to 4 come with experience, in the same seat.
    fn raise_grades(&mut self, day: Date) {
        for who in 0..self.people.len() {
            let person = &self.people[who];
            let (Some(grade @ 1..=3), true) = (person.grade, person.is_regular()) else {
                continue;
            };
            let years = years_between(person.graded_on, day);
            let percent = match grade {
                1 if years >= 5 => 70.0,
                2 if years >= 6 => 55.0,
                3 if years >= 7 => 42.0,
                _ => 0.0,
            };
            let (unit, role) = (person.unit, person.role);
            if self.random.chance(percent) {
                self.sit(who, unit, role, Some(grade + 1), day);
            }
        }
    }

    /// Those who waited and those whose time has come change places within their occupation.
    fn move_members(&mut self, displaced: Vec<usize>, day: Date) {
        // Someone who waited may have been promoted in the meantime.
        let mut moving: Vec<usize> = displaced
            .into_iter()
            .filter(|who| self.people[*who].since != day)
            .collect();
        for who in 0..self.people.len() {
            let person = &self.people[who];
            let is_member = person.is_regular()
                && person.role == Role::Member
                && person.grade.is_some_and(|grade| grade <= 6);
            if is_member && self.units[person.unit].level == Level::Team {
                let percent = match person.years_in_seat(day) {
                    ..1 => 0.0,
                    1 => 3.0,
                    2 => 12.0,
                    3 => 46.0,
                    4 => 66.0,
                    _ => 92.0,
                };
                if self.random.chance(percent) && !moving.contains(&who) {
                    moving.push(who);
                }
            }
        }
        self.random.shuffle(&mut moving);
        let mut is_moving = vec![false; self.people.len()];
        moving.iter().for_each(|who| is_moving[*who] = true);
        let mut free = self.free_seats(&is_moving);
        for who in moving {
            let person = &self.people[who];
            let steps_down = person.grade.is_some_and(|grade| grade >= 7)
                && person.age(day) >= LAST_AGE_OF_MANAGERS;
            let grade = if steps_down { Some(6) } else { person.grade };
            let (from, occupation) = (person.unit, person.staff.occupation);
            let successor = self.units[from]
                .successor
                .clone()
                .filter(|_| !self.units[from].is_valid_on(day));
            if let (Some(code), false) = (successor, steps_down) {
                // The second head of two merged sections stays near the work as 参事.
                let unit = self.unit_of(&code);
                self.sit(who, unit, Role::Member, grade, day);
                continue;
            }
            let position = free
                .iter()
                .position(|(of, at)| *of == occupation && *at != from);
            let unit = match position {
                Some(position) => free.swap_remove(position).1,
                None => self.any_team(occupation),
            };
            self.sit(who, unit, Role::Member, grade, day);
        }
    }

    /// One entry for every regular member that a team lacks, in random order.
    fn free_seats(&mut self, is_moving: &[bool]) -> Vec<(Occupation, usize)> {
        let mut members = vec![0usize; self.units.len()];
        for (who, person) in self.people.iter().enumerate() {
            if person.is_regular()
                && person.role == Role::Member
                && !is_moving.get(who).copied().unwrap_or(false)
            {
                members[person.unit] += 1;
            }
        }
        let mut free = Vec::new();
        for (at, unit) in self
            .units
            .iter()
            .enumerate()
            .filter(|(_, unit)| unit.weight > 0)
        {
            free.extend((members[at]..unit.wanted).map(|_| (unit.occupation, at)));
        }
        self.random.shuffle(&mut free);
        free
    }

    /// Takes on as many of each kind as are missing.
    pub(super) fn hire(&mut self, day: Date) {
        let free = self.free_seats(&[]);
        let mut missing = HEADCOUNT[0].1.saturating_sub(self.count(Kind::Regular));
        for (occupation, unit) in free {
            if missing == 0 {
                break;
            }
            self.recruit(occupation, unit, day);
            missing -= 1;
        }
        for _ in 0..missing {
            let unit = self.any_team(Occupation::Clerk);
            self.recruit(Occupation::Clerk, unit, day);
        }
        for (kind, number) in HEADCOUNT.into_iter().skip(1) {
            while self.count(kind) < number {
                self.settle_other(kind, day);
            }
        }
    }

    pub(super) fn recruit(&mut self, occupation: Occupation, unit: usize, day: Date) -> usize {
        let age = self.age_at_hiring();
        let sex = self.sex(occupation, 1);
        let born_on = self.born(age, day);
        let who = self.newcomer(Kind::Regular, occupation, sex, born_on, day);
        let grade = if age >= 30 { 2 } else { 1 };
        self.sit(who, unit, Role::Member, Some(grade), day);
        who
    }

    /// Members who leave at the end of one of the months April to September of `year`.
    pub(super) fn summer(&mut self, year: i16) {
        for who in 0..self.people.len() {
            let person = &self.people[who];
            let may_go = person.is_here()
                && person.role == Role::Member
                && person.staff.kind != Kind::Reappointed;
            let is_elected = person.is_regular() && person.grade.is_none();
            let percent = if person.staff.kind == Kind::FixedTerm {
                4.0
            } else {
                0.9
            };
            if may_go && !is_elected && self.random.chance(percent) {
                let next_month = date(year, 5 + self.random.below(6) as i8, 1);
                self.leave(who, next_month);
            }
        }
    }
}
