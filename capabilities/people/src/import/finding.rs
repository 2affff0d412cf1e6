//! What is wrong with a file, row by row, and how to mend it.
use base::{Date, DateError, DateWarning};
use gate::Role;
use web::{Arg, Text};

use super::{
    columns::Column,
    days,
    layout::Layout,
    words::{self, LEVELS},
    zeros::Padded,
};
use crate::model::Level;

/// The longest piece of a value that is kept to show it.
const SHOWN: usize = 40;

/// One thing that is wrong with one row, or worth a look.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// As Excel counts: the heading row is usually 1. 0 where no row of the file is to blame.
    pub row: u64,
    /// The name of the column in the file; empty when the row as a whole is meant.
    pub column: String,
    pub value: String,
    pub fault: Fault,
}

impl Finding {
    pub(super) fn new(row: u32, column: &str, value: &str, fault: Fault) -> Self {
        let mut shown: String = value.chars().take(SHOWN).collect();
        if shown.len() < value.len() {
            shown.push('…');
        }
        Self {
            row: row.into(),
            column: column.to_owned(),
            value: shown,
            fault,
        }
    }

    /// Worth a look, but no hindrance.
    pub fn is_warning(&self) -> bool {
        matches!(
            self.fault,
            Fault::DateWarning(_)
                | Fault::OddAge {
                    age: days::LEAST_AGE..
                }
                | Fault::Wall { .. }
                | Fault::ZerosAdded { .. }
                | Fault::OtherLength { .. }
        )
    }
}

/// What can be wrong. Days that bound a time are half-open.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// A value that must be there is not.
    Missing,
    /// The row has more or fewer fields than the heading row.
    RowLength {
        expected: usize,
        found: usize,
    },
    Date(DateError),
    DateWarning(DateWarning),
    /// No day, but the number under which Excel keeps this one.
    DayNumber {
        meant: Date,
    },
    /// A day, but of a year of which no file can speak.
    OutsideYears {
        meant: Date,
    },
    /// Furigana in other signs than kana.
    NoKana,
    /// Hired too young, which is refused, or at a great age, which is only doubted.
    OddAge {
        age: u16,
    },
    /// Not one of the words that are understood.
    UnknownWord {
        known: String,
    },
    /// Letters, digits and dashes only, at most 16.
    StaffNumber,
    /// Letters, digits, dots, underlines and dashes only, at most 32.
    UnitCode,
    /// A whole number from 0 to 99.
    Grade,
    TooLong {
        most: usize,
    },
    /// A sign that shows that the text was damaged on its way, or that no text has.
    DamagedText,
    /// Two rows about the same person.
    DuplicateNumber {
        first_row: u64,
    },
    /// Rows about the same person that contradict one another.
    Contradiction {
        first_row: u64,
    },
    /// So many numbers or codes were read with zeros put before them, the first of them this.
    ZerosAdded {
        from: String,
        to: String,
        count: u64,
    },
    /// Shorter than all known numbers, which are of that length, in a column in which no zero stands in front.
    ZerosLost {
        length: usize,
    },
    /// New, and shorter than all known numbers, which are of that length.
    OtherLength {
        length: usize,
    },
    /// Differs by its leading zeros only from one that is known, or that stands in another row; 0 for none.
    ButForZeros {
        other: String,
        row: u64,
    },
    /// The number belongs or belonged to somebody else.
    ReusedNumber,
    /// The same post, or the same version of a unit, twice.
    DuplicateRow {
        first_row: u64,
    },
    EndsBeforeStart,
    BornAfterHired,
    UnknownStaff,
    /// The unit is not there on that day.
    UnknownUnit {
        on: Date,
    },
    /// The post lasts longer than the unit, which ends before that day.
    UnitEnds {
        on: Date,
    },
    OutsideEmployment {
        from: Date,
        until: Date,
    },
    /// Another main post at the same time.
    Overlap {
        unit: String,
        from: Date,
        until: Date,
    },
    /// The same unit in two ways at the same time.
    UnitOverlap {
        from: Date,
        until: Date,
    },
    /// No unit of that code above it on that day.
    NoParent {
        parent: String,
        on: Date,
    },
    /// Following the units above leads back to the unit.
    Circle,
    /// A unit stands above one that is wider or as wide.
    LevelOrder {
        level: Level,
        parent: Level,
    },
    NoSuccessor {
        successor: String,
    },
    /// Whoever imports would give themselves a post, or change one of theirs.
    OwnPost,
    /// From that day on somebody would be head and hold a role that a wall keeps from heads.
    Wall {
        name: String,
        /// The role that reaches nothing while both are held.
        protected: Role,
        kept_out: Role,
        on: Date,
    },
    /// Ends on that day although units or posts still hang on it.
    StillUsed {
        by: String,
        on: Date,
    },
}

impl Fault {
    /// The sentence for people: what is wrong and how to mend it.
    pub fn text(&self) -> Text {
        let row = |row: &u64| i64::try_from(*row).unwrap_or(i64::MAX);
        let last = |ends_on: &Date| ends_on.yesterday().unwrap_or(*ends_on).to_string();
        match self {
            Self::Missing => Text::new("people-fault-missing"),
            Self::RowLength { expected, found } => Text::new("people-fault-row-length")
                .with("expected", *expected)
                .with("found", *found),
            Self::Date(error) => web::date_refusal(error),
            Self::DateWarning(DateWarning::AfterEra { era, ended_on }) => {
                Text::new("people-fault-after-era")
                    .with("era", era.to_string())
                    .with("ended_on", ended_on.to_string())
            }
            Self::DayNumber { meant } => Text::new("people-fault-day-number")
                .with("day", meant.to_string())
                .with("wareki", base::wareki(*meant)),
            Self::OutsideYears { meant } => Text::new("people-fault-outside-years")
                .with("day", meant.to_string())
                .with("first", i64::from(*days::YEARS.start()).to_string())
                .with("last", i64::from(*days::YEARS.end()).to_string()),
            Self::NoKana => Text::new("people-fault-no-kana"),
            Self::OddAge { age } if *age < days::LEAST_AGE => {
                Text::new("people-fault-too-young").with("age", i64::from(*age))
            }
            Self::OddAge { age } => {
                Text::new("people-fault-great-age").with("age", i64::from(*age))
            }
            Self::UnknownWord { known } => {
                Text::new("people-fault-unknown-word").with("known", known.as_str())
            }
            Self::StaffNumber => Text::new("people-fault-staff-number"),
            Self::UnitCode => Text::new("people-fault-unit-code"),
            Self::Grade => Text::new("people-fault-grade"),
            Self::TooLong { most } => Text::new("people-fault-too-long").with("most", *most),
            Self::DamagedText => Text::new("people-fault-damaged-text"),
            Self::DuplicateNumber { first_row } => {
                Text::new("people-fault-duplicate-number").with("row", row(first_row))
            }
            Self::Contradiction { first_row } => {
                Text::new("people-fault-contradiction").with("row", row(first_row))
            }
            Self::ZerosAdded { from, to, count } => Text::new("people-fault-zeros-added")
                .with("from", from.as_str())
                .with("to", to.as_str())
                .with("count", row(count)),
            Self::ZerosLost { length } => {
                Text::new("people-fault-zeros-lost").with("length", *length)
            }
            Self::OtherLength { length } => {
                Text::new("people-fault-other-length").with("length", *length)
            }
            Self::ButForZeros { other, row: 0 } => {
                Text::new("people-fault-but-for-zeros").with("other", other.as_str())
            }
            Self::ButForZeros { other, row: place } => {
                Text::new("people-fault-but-for-zeros-of-a-row")
                    .with("other", other.as_str())
                    .with("row", row(place))
            }
            Self::ReusedNumber => Text::new("people-fault-reused-number"),
            Self::DuplicateRow { first_row } => {
                Text::new("people-fault-duplicate-row").with("row", row(first_row))
            }
            Self::EndsBeforeStart => Text::new("people-fault-ends-before-start"),
            Self::BornAfterHired => Text::new("people-fault-born-after-hired"),
            Self::UnknownStaff => Text::new("people-fault-unknown-staff"),
            Self::UnknownUnit { on } => {
                Text::new("people-fault-unknown-unit").with("on", on.to_string())
            }
            Self::UnitEnds { on } => Text::new("people-fault-unit-ends").with("last", last(on)),
            Self::OutsideEmployment { from, until } => Text::new("people-fault-outside-employment")
                .with("from", from.to_string())
                .with(
                    "last",
                    if *until == base::FAR_FUTURE {
                        String::new()
                    } else {
                        last(until)
                    },
                ),
            Self::Overlap { unit, from, until } => Text::new("people-fault-overlap")
                .with("unit", unit.as_str())
                .with("from", from.to_string())
                .with(
                    "last",
                    if *until == base::FAR_FUTURE {
                        String::new()
                    } else {
                        last(until)
                    },
                ),
            Self::UnitOverlap { from, until } => Text::new("people-fault-unit-overlap")
                .with("from", from.to_string())
                .with(
                    "last",
                    if *until == base::FAR_FUTURE {
                        String::new()
                    } else {
                        last(until)
                    },
                ),
            Self::NoParent { parent, on } => Text::new("people-fault-no-parent")
                .with("parent", parent.as_str())
                .with("on", on.to_string()),
            Self::Circle => Text::new("people-fault-circle"),
            Self::LevelOrder { level, parent } => Text::new("people-fault-level-order")
                .with("level", words::word(LEVELS, *level))
                .with("parent", words::word(LEVELS, *parent)),
            Self::NoSuccessor { successor } => {
                Text::new("people-fault-no-successor").with("successor", successor.as_str())
            }
            Self::OwnPost => Text::new("people-fault-own-post"),
            Self::Wall {
                name,
                protected,
                kept_out,
                on,
            } => Text::new("people-fault-wall")
                .with("name", name.as_str())
                .with("protected", Arg::Key(protected.text_key()))
                .with("other", Arg::Key(kept_out.text_key()))
                .with("on", on.to_string()),
            Self::StillUsed { by, on } => Text::new("people-fault-still-used")
                .with("by", by.as_str())
                .with("on", on.to_string()),
        }
    }

    /// A stable word for programs that read the report.
    pub fn code(&self) -> String {
        let key = self.text().key;
        let code = key
            .strip_prefix("people-fault-")
            .or(key.strip_prefix("web-"))
            .unwrap_or(&key);
        code.replace('-', "_")
    }
}

/// What was found in a file: everything up to a bound, and how much in all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Findings {
    list: Vec<Finding>,
    faults: u64,
    warnings: u64,
    numbers_padded: Padded,
    codes_padded: Padded,
}

impl Findings {
    /// So many are kept with their words; beyond, they are only counted.
    pub const KEPT: usize = 200_000;

    pub(super) fn add(&mut self, finding: Finding) {
        let count = if finding.is_warning() {
            &mut self.warnings
        } else {
            &mut self.faults
        };
        *count += 1;
        if self.list.len() < Self::KEPT {
            self.list.push(finding);
        }
    }

    pub(super) fn append(&mut self, mut other: Self) {
        self.faults += other.faults;
        self.warnings += other.warnings;
        let room = Self::KEPT - self.list.len().min(Self::KEPT);
        self.numbers_padded.append(other.numbers_padded);
        self.codes_padded.append(other.codes_padded);
        other.list.truncate(room);
        self.list.append(&mut other.list);
    }

    /// Notes that a staff number or the code of a unit was read with zeros put before it.
    pub(super) fn note_padded(&mut self, row: u32, column: Column, from: &str, to: &str) {
        let padded = match column {
            Column::Number => &mut self.numbers_padded,
            _ => &mut self.codes_padded,
        };
        padded.note(row, from, to);
    }

    /// Says once, at the first of them, how many were.
    pub(super) fn tell_padded(&mut self, layout: &Layout) {
        let numbers = (Column::Number, std::mem::take(&mut self.numbers_padded));
        let codes = (Column::UnitCode, std::mem::take(&mut self.codes_padded));
        for (column, padded) in [numbers, codes] {
            if let Some((row, from, to)) = padded.first {
                let value = from.clone();
                let count = padded.count;
                let fault = Fault::ZerosAdded { from, to, count };
                self.add(Finding::new(row, layout.name(column), &value, fault));
            }
        }
    }

    pub(super) fn sort(&mut self) {
        self.list.sort_by_key(|it| it.row);
    }

    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter()
    }

    /// How many of them stop the import.
    pub fn faults(&self) -> u64 {
        self.faults
    }

    pub fn warnings(&self) -> u64 {
        self.warnings
    }

    pub fn has_faults(&self) -> bool {
        self.faults > 0
    }
}
