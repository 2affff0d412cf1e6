//! One row of text into what it says about a person and a post, and what is wrong with it.
use std::borrow::Cow;

use base::{Date, FAR_FUTURE};
use documents::RecordRow;

use super::{
    columns::Column,
    days,
    finding::{Fault, Finding, Findings},
    kana,
    kinds::Kind,
    known::Units,
    layout::Layout,
    numbers::Number,
    person::Values,
    words::{self, Words},
};
use crate::model::{AssignmentKind, Kind as Employment, Sex};

/// The longest name, in characters.
const LONGEST_NAME: usize = 100;
/// The longest 職種, in characters.
const LONGEST_FAMILY: usize = 40;

/// A row of a file, however it is held.
pub(super) trait Fields {
    fn row(&self) -> u64;
    fn len(&self) -> usize;
    fn get(&self, place: usize) -> Option<&str>;
}

impl Fields for documents::Record<'_> {
    fn row(&self) -> u64 {
        documents::Record::row(self)
    }
    fn len(&self) -> usize {
        documents::Record::len(self)
    }
    fn get(&self, place: usize) -> Option<&str> {
        documents::Record::get(self, place)
    }
}

impl Fields for RecordRow {
    fn row(&self) -> u64 {
        self.number
    }
    fn len(&self) -> usize {
        self.fields.len()
    }
    fn get(&self, place: usize) -> Option<&str> {
        self.fields.get(place).map(String::as_str)
    }
}

/// Reads the values of one row and notes what is wrong with them.
pub(super) struct Reader<'a, 'f, F> {
    layout: &'a Layout,
    fields: &'a F,
    findings: &'f mut Findings,
    pub(super) row: u32,
}

impl<'a, 'f, F: Fields> Reader<'a, 'f, F> {
    pub(super) fn new(layout: &'a Layout, fields: &'a F, findings: &'f mut Findings) -> Self {
        Self {
            layout,
            fields,
            findings,
            row: u32::try_from(fields.row()).unwrap_or(u32::MAX),
        }
    }

    pub(super) fn fault(&mut self, column: Column, value: &str, fault: Fault) {
        self.findings.add(Finding::new(
            self.row,
            self.layout.name(column),
            value,
            fault,
        ));
    }

    pub(super) fn note_padded(&mut self, column: Column, from: &str, to: &str) {
        self.findings.note_padded(self.row, column, from, to);
    }

    /// Fields too many are fine as long as they are empty.
    pub(super) fn has_right_length(&mut self) -> bool {
        let (expected, found) = (self.layout.width, self.fields.len());
        let is_filled = |place| self.fields.get(place).is_some_and(|it| !it.is_empty());
        if found == expected || expected < found && !(expected..found).any(is_filled) {
            return true;
        }
        self.findings.add(Finding::new(
            self.row,
            "",
            "",
            Fault::RowLength { expected, found },
        ));
        false
    }

    fn raw(&self, column: Column) -> &'a str {
        self.layout
            .place(column)
            .and_then(|it| self.fields.get(it))
            .unwrap_or_default()
            .trim()
    }

    /// A text without damage; empty when there is none.
    pub(super) fn text(&mut self, column: Column) -> Option<&'a str> {
        self.text_within(column, LONGEST_NAME)
    }

    fn text_within(&mut self, column: Column, most: usize) -> Option<&'a str> {
        let text = self.raw(column);
        // A byte below a space, or the first byte of U+FFFD and its neighbours: rare enough to look twice.
        let is_suspicious = |it: u8| it < b' ' || it == 0xef || it == 0x7f;
        if text.bytes().any(is_suspicious)
            && text.chars().any(|it| it.is_control() || it == '\u{fffd}')
        {
            self.fault(column, text, Fault::DamagedText);
            return None;
        }
        if text.len() > most && text.chars().count() > most {
            self.fault(column, text, Fault::TooLong { most });
            return None;
        }
        Some(text)
    }

    pub(super) fn required(&mut self, column: Column) -> Option<&'a str> {
        let text = self.text(column)?;
        if text.is_empty() {
            self.fault(column, "", Fault::Missing);
            return None;
        }
        Some(text)
    }

    /// `Some(None)` when no day is written.
    fn written_day(&mut self, column: Column) -> Option<Option<Date>> {
        let text = self.raw(column);
        if text.is_empty() {
            return Some(None);
        }
        match base::read_date(text) {
            Ok(read) => {
                if let Some(warning) = read.warning {
                    self.fault(column, text, Fault::DateWarning(warning));
                }
                Some(Some(read.date))
            }
            Err(error) => {
                let fault = match days::of_number(text) {
                    Some(meant) => Fault::DayNumber { meant },
                    None => Fault::Date(error),
                };
                self.fault(column, text, fault);
                None
            }
        }
    }

    fn within_years(&mut self, column: Column, day: Date) -> Option<Date> {
        if days::YEARS.contains(&day.year()) {
            return Some(day);
        }
        let fault = Fault::OutsideYears { meant: day };
        self.fault(column, self.raw(column), fault);
        None
    }

    pub(super) fn day(&mut self, column: Column) -> Option<Date> {
        match self.written_day(column)? {
            Some(day) => self.within_years(column, day),
            None => {
                self.fault(column, "", Fault::Missing);
                None
            }
        }
    }

    /// `Some(None)` when no end is written, or the year 9999, in which many systems end what goes on.
    fn end_day(&mut self, column: Column) -> Option<Option<Date>> {
        match self.written_day(column)?.filter(|it| it.year() < 9999) {
            Some(day) => self.within_years(column, day).map(Some),
            None => Some(None),
        }
    }

    /// The first day after something, from the column of its last day or from that of the first day after it.
    /// `Some(None)` when neither is written.
    pub(super) fn end(&mut self, last: Column, after: Option<Column>) -> Option<Option<Date>> {
        let last_on = self.end_day(last)?;
        let ends_on = match after {
            Some(column) => self.end_day(column)?,
            None => None,
        };
        Some(last_on.and_then(|it| it.tomorrow().ok()).or(ends_on))
    }

    pub(super) fn word<T: Copy>(
        &mut self,
        column: Column,
        words: Words<T>,
        without: Option<T>,
    ) -> Option<T> {
        let text = self.raw(column);
        if text.is_empty() && without.is_some() {
            return without;
        }
        let meaning = words::meaning(words, text);
        if meaning.is_none() {
            let fault = match text.is_empty() {
                true => Fault::Missing,
                false => Fault::UnknownWord {
                    known: words::known(words),
                },
            };
            self.fault(column, text, fault);
        }
        meaning
    }

    pub(super) fn code(&mut self, column: Column) -> Option<Cow<'a, str>> {
        let text = self.raw(column);
        let code = base::ascii_number(text);
        let is_fine = |it: u8| it.is_ascii_alphanumeric() || b"-._".contains(&it);
        if code.len() > 32 || !code.bytes().all(is_fine) {
            self.fault(column, text, Fault::UnitCode);
            return None;
        }
        Some(code)
    }

    pub(super) fn number(&mut self) -> Option<Number> {
        let text = self.raw(Column::Number);
        let number = Number::read(text);
        if number.is_none() {
            let fault = if text.is_empty() {
                Fault::Missing
            } else {
                Fault::StaffNumber
            };
            self.fault(Column::Number, text, fault);
        }
        number
    }

    fn kana(&mut self) -> Option<Cow<'a, str>> {
        let text = self.required(Column::Kana)?;
        let kana = kana::kept(text);
        if kana.is_none() {
            self.fault(Column::Kana, text, Fault::NoKana);
        }
        kana
    }

    /// `None` when anything is wrong; everything is looked at first.
    pub(super) fn person(&mut self) -> Option<Said<'a>> {
        let used_name = self.required(Column::UsedName);
        let has_legal_name = self.layout.has(Column::LegalName);
        let legal_name = self.text(Column::LegalName);
        let kana = self.kana();
        let born_on = self.day(Column::BornOn);
        let hired_on = self.day(Column::HiredOn);
        let ends_on = self.end(Column::LeftOn, None);
        let employment = self.word(Column::Employment, words::EMPLOYMENTS, None);
        let job_family = self.text_within(Column::JobFamily, LONGEST_FAMILY);
        let sex = self.word(Column::Sex, words::SEXES, Some(Sex::Unrecorded));
        if let (Some(born_on), Some(hired_on)) = (born_on, hired_on)
            && hired_on <= born_on
        {
            self.fault(Column::BornOn, &born_on.to_string(), Fault::BornAfterHired);
            return None;
        }
        if let (Some(born_on), Some(hired_on)) = (born_on, hired_on)
            && let Some(age) = days::odd_age(born_on, hired_on)
        {
            let fault = Fault::OddAge { age };
            self.fault(Column::BornOn, &born_on.to_string(), fault);
            if age < days::LEAST_AGE {
                return None;
            }
        }
        if let (Some(Some(ends_on)), Some(hired_on)) = (ends_on, hired_on)
            && ends_on <= hired_on
        {
            let last_on = ends_on.yesterday().unwrap_or(ends_on).to_string();
            self.fault(Column::LeftOn, &last_on, Fault::EndsBeforeStart);
            return None;
        }
        let used_name = used_name?;
        let legal_name = legal_name?;
        Some(Said {
            employment: employment?,
            job_family: {
                let job_family = job_family?;
                self.layout
                    .has(Column::JobFamily)
                    .then(|| kana::widened(job_family))
            },
            used_name,
            legal_name: has_legal_name.then_some(if legal_name.is_empty() {
                used_name
            } else {
                legal_name
            }),
            kana: kana?,
            sex: if self.layout.has(Column::Sex) {
                Some(sex?)
            } else {
                None
            },
            born_on: born_on?,
            hired_on: hired_on?,
            ends_on: self
                .layout
                .has(Column::LeftOn)
                .then_some(ends_on?.unwrap_or(FAR_FUTURE)),
        })
    }

    /// `None` when the row has no post or anything is wrong with it.
    pub(super) fn post(&mut self, units: &Units) -> Option<SaidPost<'a>> {
        let code = self.code(Column::UnitCode)?;
        if code.is_empty() {
            if self.layout.kind == Kind::Assignments {
                self.fault(Column::UnitCode, "", Fault::Missing);
            }
            return None;
        }
        let starts_on = self.day(Column::PostStartsOn);
        let ends_on = self.end(Column::PostLastOn, Some(Column::PostEndsOn));
        let kind = self.word(
            Column::AssignmentKind,
            words::ASSIGNMENTS,
            Some(AssignmentKind::Main),
        );
        let title = self.text(Column::Post);
        let grade = self.grade();
        let is_head = self.word(Column::IsHead, words::HEADS, Some(false));
        let mut unit = units.find(&code);
        if unit.is_none()
            && let Some(meant) = units.find_padded(&code)
        {
            self.note_padded(Column::UnitCode, &code, units.code(meant));
            unit = Some(meant);
        }
        if let (None, Some(on)) = (unit, starts_on) {
            self.fault(Column::UnitCode, &code, Fault::UnknownUnit { on });
        }
        Some(SaidPost {
            row: self.row,
            unit: unit?,
            kind: kind?,
            title: title?,
            grade: grade?,
            is_head: is_head?,
            starts_on: starts_on?,
            ends_on: ends_on?,
        })
    }

    /// `7`, `７級`; 0 without one.
    fn grade(&mut self) -> Option<i16> {
        let text = self.raw(Column::Grade);
        if text.is_empty() {
            return Some(0);
        }
        let digits = base::ascii_number(text);
        let digits = digits.strip_suffix('級').unwrap_or(&digits).trim();
        let grade = digits.parse().ok().filter(|it| (0..100).contains(it));
        if grade.is_none() {
            self.fault(Column::Grade, text, Fault::Grade);
        }
        grade
    }
}

/// What a row says about a person, once everything in it is understood.
pub(super) struct Said<'a> {
    pub(super) employment: Employment,
    pub(super) job_family: Option<Cow<'a, str>>,
    pub(super) used_name: &'a str,
    pub(super) legal_name: Option<&'a str>,
    pub(super) kana: Cow<'a, str>,
    pub(super) sex: Option<Sex>,
    pub(super) born_on: Date,
    pub(super) hired_on: Date,
    pub(super) ends_on: Option<Date>,
}

impl Said<'_> {
    pub(super) fn values(&self) -> Values<'_> {
        Values {
            employment: self.employment,
            job_family: self.job_family.as_deref(),
            used_name: self.used_name,
            legal_name: self.legal_name,
            kana: &self.kana,
            sex: self.sex,
            born_on: self.born_on,
            hired_on: self.hired_on,
            ends_on: self.ends_on,
        }
    }
}

pub(super) struct SaidPost<'a> {
    pub(super) row: u32,
    pub(super) unit: u32,
    pub(super) kind: AssignmentKind,
    pub(super) title: &'a str,
    pub(super) grade: i16,
    pub(super) is_head: bool,
    pub(super) starts_on: Date,
    pub(super) ends_on: Option<Date>,
}
