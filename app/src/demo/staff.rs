//! Who works for 汐見市, and where, from when to when.

use base::{Date, FAR_FUTURE, UnitCode};

use super::names::{PersonName, Sex};
use super::posts;

/// 任用区分.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Regular,
    Reappointed,
    FixedTerm,
    Dispatched,
}

impl Kind {
    /// 常勤, 再任用, 会計年度任用 or 派遣.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Kind::Regular => "常勤",
            Kind::Reappointed => "再任用",
            Kind::FixedTerm => "会計年度任用",
            Kind::Dispatched => "派遣",
        }
    }
}

/// The training by which people are placed; their 職種 says it more closely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Occupation {
    Clerk,
    Engineer,
    Firefighter,
    Nurse,
    PublicHealthNurse,
    ChildcareWorker,
    Clinician,
}

/// The names of the grades 1 to 9 (級).
pub(crate) const GRADES: [(u8, &str); 9] = [
    (1, "主事"),
    (2, "主任主事"),
    (3, "主任"),
    (4, "主査"),
    (5, "班長"),
    (6, "課長補佐"),
    (7, "課長"),
    (8, "部長"),
    (9, "局長"),
];

/// 主務 is one at a time; 兼務 and 併任 stand beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum AssignmentKind {
    Main,
    Additional,
    /// A post under another appointing authority, such as the election committee.
    Concurrent,
}

impl AssignmentKind {
    pub(crate) fn word(self) -> &'static str {
        match self {
            AssignmentKind::Main => "主務",
            AssignmentKind::Additional => "兼務",
            AssignmentKind::Concurrent => "併任",
        }
    }
}

/// A post from `starts_on` up to, but without, `ends_on` ([`FAR_FUTURE`] while it lasts).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Assignment {
    pub(crate) kind: AssignmentKind,
    pub(crate) unit: UnitCode,
    /// 職名, such as 主任主事 or 所長.
    pub(crate) post: String,
    /// 1 to 9; none for fiscal-year and dispatched staff and for the mayor and the deputies.
    pub(crate) grade: Option<u8>,
    /// The unit answers to this person (所属長).
    pub(crate) is_head: bool,
    pub(crate) starts_on: Date,
    pub(crate) ends_on: Date,
}

impl Assignment {
    pub(crate) fn is_valid_on(&self, day: Date) -> bool {
        self.starts_on <= day && day < self.ends_on
    }

    pub(crate) fn is_open(&self) -> bool {
        self.ends_on == FAR_FUTURE
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Staff {
    /// Seven digits with leading zeros, never given twice.
    pub(crate) number: String,
    pub(crate) legal_name: PersonName,
    /// The name at work, where it is not the legal one (旧姓使用など).
    pub(crate) used_name: Option<PersonName>,
    pub(crate) sex: Sex,
    pub(crate) born_on: Date,
    pub(crate) hired_on: Date,
    /// The first day no longer in service, the day after 退職日; [`FAR_FUTURE`] for those in service.
    pub(crate) ends_on: Date,
    pub(crate) kind: Kind,
    pub(crate) occupation: Occupation,
    /// By beginning; what is kept begins on 1 April 2012 at the earliest.
    pub(crate) assignments: Vec<Assignment>,
}

impl Staff {
    pub(crate) fn is_in_service_on(&self, day: Date) -> bool {
        self.hired_on <= day && day < self.ends_on
    }

    /// The name that colleagues see.
    pub(crate) fn name(&self) -> &PersonName {
        self.used_name.as_ref().unwrap_or(&self.legal_name)
    }

    /// 職種, in the words of the city.
    pub(crate) fn job_family(&self) -> &'static str {
        let first = self.assignments.first();
        let unit = first.map_or("", |it| it.unit.as_str());
        posts::job_family(self.occupation, unit, &self.number)
    }

    pub(crate) fn main_on(&self, day: Date) -> Option<&Assignment> {
        self.assignments
            .iter()
            .find(|held| held.kind == AssignmentKind::Main && held.is_valid_on(day))
    }
}
