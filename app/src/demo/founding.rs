//! The city on 1 April 2022, where the record of every later move begins, and a shorter record of the ten years before.

use base::{Date, date};

use super::names::Sex;
use super::office::{HEADCOUNT, Office, Role, years_between};
use super::staff::{Assignment, AssignmentKind, Kind, Occupation};
use super::units::Level;

/// Units and assignments are on record from this day on.
const RECORD_BEGINS_ON: Date = date(2012, 4, 1);
pub(super) const FOUNDED_ON: Date = date(2022, 4, 1);

impl Office {
    pub(super) fn found(&mut self) {
        self.elect();
        self.want_members(FOUNDED_ON);
        for at in 0..self.units.len() {
            if !self.units[at].is_valid_on(FOUNDED_ON) {
                continue;
            }
            let (level, wanted) = (self.units[at].level, self.units[at].wanted);
            let grade = match level {
                Level::Bureau => 9,
                Level::Department => 8,
                Level::Section => 7,
                Level::Team => 5,
            };
            self.settle(at, Role::Head, grade);
            if level == Level::Section {
                self.settle(at, Role::Assistant, 6);
            }
            for nth in 0..wanted {
                let grade = [1, 3, 2, 4][(nth + at) % 4];
                self.settle(at, Role::Member, grade);
            }
        }
        for (kind, number) in HEADCOUNT {
            while self.count(kind) < number {
                self.settle_other(kind, FOUNDED_ON);
            }
        }
    }

    /// The mayor and two deputies. They have posts but no grade.
    fn elect(&mut self) {
        let office = self.unit_of(&base::UnitCode("01000000".into()));
        for (nth, (post, age)) in [("市長", 58), ("副市長", 61), ("副市長", 57)]
            .into_iter()
            .enumerate()
        {
            let born_on = self.born(age, FOUNDED_ON);
            let sex = if nth == 2 { Sex::Female } else { Sex::Male };
            let who = self.newcomer(Kind::Regular, Occupation::Clerk, sex, born_on, FOUNDED_ON);
            self.sit(who, office, Role::Member, None, FOUNDED_ON);
            if let Some(held) = self.people[who].staff.assignments.last_mut() {
                held.post = post.into();
            }
        }
    }

    /// Someone with a past takes a seat that he or she has held for up to five years.
    fn settle(&mut self, unit: usize, role: Role, grade: u8) {
        let occupation = self.units[unit].occupation;
        let (youngest, oldest) = match grade {
            1 => (19, 28),
            2 => (25, 36),
            3 => (30, 48),
            4 => (36, 59),
            5 => (41, 59),
            6 => (45, 59),
            7 => (48, 59),
            8 => (52, 59),
            _ => (55, 59),
        };
        let age = self.random.between(youngest, oldest);
        let sex = self.sex(occupation, grade);
        let born_on = self.born(age, FOUNDED_ON);
        let hired_at = self
            .age_at_hiring()
            .min(age - 1)
            .min(20 + (9 - i16::from(grade)) * 2);
        let autumn = hired_at > 18 && self.random.chance(6.0);
        let year = FOUNDED_ON.year() - (age - hired_at);
        let hired_on = if autumn {
            date(year - 1, 10, 1)
        } else {
            date(year, 4, 1)
        };
        let who = self.newcomer(Kind::Regular, occupation, sex, born_on, hired_on);
        let years = [0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4][self.random.below(11)];
        let since = date(FOUNDED_ON.year() - years, 4, 1).max(hired_on);
        self.remember(who, grade, since);
        self.sit(who, unit, role, Some(grade), since);
        let graded = date(FOUNDED_ON.year() - self.random.between(0, 5), 4, 1).max(hired_on);
        self.people[who].graded_on = graded;
    }

    /// The posts before `until`, three to five years each, back to the day of hiring or to where the record begins.
    fn remember(&mut self, who: usize, grade: u8, until: Date) {
        let occupation = self.people[who].staff.occupation;
        let first = self.people[who].staff.hired_on.max(RECORD_BEGINS_ON);
        let mut past = Vec::new();
        let mut end = until;
        let mut lower = grade;
        while end > first {
            let years = self.random.between(3, 5);
            let starts_on = date(end.year() - years, 4, 1).max(first);
            let by_experience = match years_between(self.people[who].staff.hired_on, starts_on) {
                ..6 => 1,
                6..12 => 2,
                12..19 => 3,
                _ => 4,
            };
            lower = if lower > 4 {
                (lower - 1).min(7)
            } else {
                lower.min(by_experience)
            };
            let unit = self.any_team(occupation);
            past.push(Assignment {
                kind: AssignmentKind::Main,
                unit: self.units[unit].code.clone(),
                post: self.post(who, unit, Role::Member, Some(lower), starts_on),
                grade: Some(lower),
                is_head: false,
                starts_on,
                ends_on: end,
            });
            end = starts_on;
        }
        past.reverse();
        self.people[who].staff.assignments = past;
    }

    pub(super) fn age_at_hiring(&mut self) -> i16 {
        match self.random.below(100) {
            0..12 => 18,
            12..20 => 20,
            20..72 => 22,
            72..86 => 24,
            _ => self.random.between(25, 35),
        }
    }

    /// Women are fewer in the higher grades and in some occupations, as town halls are.
    pub(super) fn sex(&mut self, occupation: Occupation, grade: u8) -> Sex {
        let by_grade = [47.0, 45.0, 41.0, 34.0, 23.0, 16.0, 12.0, 9.0, 6.0]
            [usize::from(grade.clamp(1, 9)) - 1];
        let percent = match occupation {
            Occupation::Clerk => by_grade,
            Occupation::Engineer => by_grade * 0.35,
            Occupation::Firefighter => by_grade * 0.12,
            Occupation::Nurse | Occupation::PublicHealthNurse if grade >= 7 => 50.0,
            Occupation::Nurse | Occupation::PublicHealthNurse | Occupation::ChildcareWorker => 92.0,
            Occupation::Clinician => 42.0,
        };
        if self.random.chance(percent) {
            Sex::Female
        } else {
            Sex::Male
        }
    }

    /// Someone re-employed, on a yearly contract or dispatched, in any team that has such work.
    pub(super) fn settle_other(&mut self, kind: Kind, day: Date) {
        let occupation = match self.random.below(10) {
            0 if kind == Kind::FixedTerm => Occupation::ChildcareWorker,
            1 if kind == Kind::FixedTerm => Occupation::Nurse,
            0 | 1 => Occupation::Engineer,
            _ => Occupation::Clerk,
        };
        let (ages, women) = match kind {
            Kind::Reappointed => ((60, 64), 30.0),
            Kind::FixedTerm => ((24, 62), 78.0),
            _ => ((26, 50), 60.0),
        };
        let age = self.random.between(ages.0, ages.1);
        let born_on = self.born(age, day);
        let sex = if self.random.chance(women) {
            Sex::Female
        } else {
            Sex::Male
        };
        let hired_on = match kind {
            Kind::Reappointed => date(day.year() - age + self.age_at_hiring(), 4, 1),
            Kind::FixedTerm if day == FOUNDED_ON => {
                date(day.year() - self.random.between(0, 2), 4, 1)
            }
            _ => day,
        };
        let who = self.newcomer(kind, occupation, sex, born_on, hired_on);
        let unit = self.any_team(occupation);
        let grade = (kind == Kind::Reappointed).then_some(3);
        if kind == Kind::Reappointed {
            let since = date(day.year() - (age - 60), 4, 1);
            self.remember(who, 4, since);
            self.sit(who, unit, Role::Member, grade, since);
        } else {
            self.sit(who, unit, Role::Member, grade, hired_on);
        }
    }
}
