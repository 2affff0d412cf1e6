//! What a course asks of a person on a day.
use base::{Date, FiscalYear};
use serde::{Deserialize, Serialize};

use super::{
    facts::{Facts, No},
    model::When,
    rule::{Rule, completion},
};

/// Why a person on a list need not complete the course now. Given from outside, never computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub ground: Ground,
    pub reason: String,
    pub starts_on: Date,
    /// The first day on which it no longer holds.
    pub ends_on: Date,
}

/// What excuses a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// 免除
    Exempt,
    /// 休業・休職
    OnLeave,
    /// 派遣・出向: works elsewhere.
    Seconded,
    /// 代替修了: by the completion of another course, of this code.
    Substituted { course: String },
}

impl Standing {
    pub fn holds_on(&self, day: Date) -> bool {
        self.starts_on <= day && day < self.ends_on
    }
}

/// What a course asks of a person on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty<'a> {
    /// Not one of those for whom the course is; also who is not hired yet or has left.
    NotInAudience,
    /// Completed, and still valid.
    Done {
        year: FiscalYear,
        /// The last fiscal year in which it is valid; `None` for good.
        until: Option<FiscalYear>,
    },
    Excused(&'a Standing),
    Due,
}

/// What `course` asks of the person on the day of the facts.
///
/// A completion counts by fiscal years, never by months: a yearly course completed on 20 March 2027 is done until 31 March 2027
/// and due again from 1 April 2027, as is one completed on 1 April 2026. With three years both are done until 31 March 2029.
///
/// Who completed it stays done in leave, too. Of several standings that hold on the day the one that ends last counts. Who is
/// hired or comes back in the middle of a year is due from that very day, and who leaves is due no longer on the first day
/// outside.
pub fn duty<'a>(rule: &Rule, course: No, facts: &Facts, standings: &'a [Standing]) -> Duty<'a> {
    if !rule.includes(facts) {
        return Duty::NotInAudience;
    }
    if let Some(done) = completion(facts, course, When::Valid) {
        return Duty::Done {
            year: done.year,
            until: done.valid_before.map(FiscalYear::previous),
        };
    }
    let standings = standings.iter().filter(|it| it.holds_on(facts.on));
    standings
        .max_by_key(|it| it.ends_on)
        .map_or(Duty::Due, Duty::Excused)
}
