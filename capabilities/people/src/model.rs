//! The nouns of people and organisation.
use base::{Date, StaffId, UnitCode};

db::words! {
    /// 局・区, 部, 課, 班: from the widest to the smallest.
    Level, "people-level-" { Bureau = "bureau", Department = "department", Section = "section", Team = "team" }
}

db::words! {
    /// How a person is employed.
    Kind, "people-kind-" {
        /// 常勤
        Regular = "regular",
        /// 再任用
        Reappointed = "reappointed",
        /// 会計年度任用
        FixedTerm = "fixed_term",
        /// 派遣
        Dispatched = "dispatched",
    }
}

db::words! {
    /// Sex as the city records it; never guessed.
    Sex, "people-sex-" { Male = "male", Female = "female", Unrecorded = "unrecorded" }
}

db::words! {
    /// 主務, 兼務, 併任. A person has one main assignment at a time.
    AssignmentKind, "people-assignmentkind-" { Main = "main", Additional = "additional", Concurrent = "concurrent" }
}

/// How a unit of the organisation stands for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    pub code: UnitCode,
    pub name: String,
    pub kana: String,
    pub level: Level,
    /// `None` directly below the mayor.
    pub parent: Option<UnitCode>,
    pub starts_on: Date,
    /// The first day on which it no longer stands so.
    pub ends_on: Date,
}

/// A person on the staff, now or formerly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    pub id: StaffId,
    /// Text with its leading zeros; never given to another person.
    pub number: String,
    pub kind: Kind,
    /// 職種 in the city's own words, such as 事務 or 保健師; empty where none is recorded.
    pub job_family: String,
    /// As in the family register.
    pub legal_name: String,
    /// As used at work; the same as the legal name for most.
    pub used_name: String,
    /// Full-width katakana of the used name.
    pub kana: String,
    pub sex: Sex,
    pub born_on: Date,
    pub hired_on: Date,
    /// The first day on which the person is no longer on the staff.
    pub ends_on: Date,
}

/// A person's post in a unit for a time. Person, unit, kind and first day are its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    pub staff: StaffId,
    pub kind: AssignmentKind,
    pub unit: UnitCode,
    /// The name of the post, such as 課長.
    pub post: String,
    /// Grade, 1 the lowest; 0 where the city has none for this kind of staff.
    pub grade: i64,
    /// Heads the unit.
    pub is_head: bool,
    pub starts_on: Date,
    /// The first day on which it is no longer held.
    pub ends_on: Date,
}
