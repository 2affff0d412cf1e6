//! A row of text into what it says about a person and a post. Runs on several threads; knows no other row.
use base::{Date, FAR_FUTURE};
use documents::{Batch, RecordRow};

use super::{
    columns::{self, Column, Kind, Layout},
    finding::{Fault, Finding, Findings},
    known::{Known, Number, Person, Values},
};
use crate::{
    find,
    model::{AssignmentKind, Kind as Employment, Sex},
};

/// The longest name, in characters.
const LONGEST_NAME: usize = 100;

/// What is needed to understand a row.
pub(super) struct Context {
    pub(super) layout: Layout,
    pub(super) known: Known,
    /// Texts are wanted to be written; without, rows are only checked.
    pub(super) is_commit: bool,
}

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

/// A stretch of a piece's text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

/// What some rows of a file say.
#[derive(Default)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) people: Vec<PersonRow>,
    pub(super) posts: Vec<PostRow>,
    /// Names of posts, each once.
    pub(super) titles: Vec<String>,
    pub(super) findings: Findings,
    pub(super) rows: u64,
    /// Given when the piece is taken in: whether anything was wrong up to here, and the beginning of all new ids.
    pub(super) has_faults: bool,
    pub(super) id_stem: String,
}

/// What a row says about a person.
pub(super) struct PersonRow {
    pub(super) number: Number,
    /// `None` when something is wrong with the row: then only the number counts.
    pub(super) person: Option<Person>,
    /// The place among the people that are known, when the person is one of them.
    pub(super) known: Option<u32>,
    /// The place among all people; given when the piece is taken in.
    pub(super) place: u32,
    pub(super) row: u32,
    /// What is to be written; there only when it is.
    pub(super) texts: Option<Texts>,
}

/// The values of a person as they are written.
pub(super) struct Texts {
    pub(super) employment: Employment,
    pub(super) sex: Option<Sex>,
    pub(super) used_name: Span,
    pub(super) legal_name: Option<Span>,
    pub(super) kana: Span,
    pub(super) born_on: Span,
    pub(super) hired_on: Span,
    pub(super) ends_on: Option<Span>,
    pub(super) kana_order: Span,
    pub(super) name_key: Span,
}

/// What a row says about a post. The person is the one of the row before it, or known.
pub(super) struct PostRow {
    pub(super) holder: Holder,
    pub(super) unit: u32,
    /// The place among the titles of the piece.
    pub(super) title: u32,
    pub(super) row: u32,
    pub(super) starts_on: Date,
    pub(super) ends_on: Option<Date>,
    pub(super) grade: i16,
    pub(super) kind: AssignmentKind,
    pub(super) is_head: bool,
}

pub(super) enum Holder {
    /// The place among the people of the piece.
    Row(u32),
    Known(u32),
}

impl Piece {
    pub(super) fn of_batch(context: &Context, batch: &Batch) -> Self {
        let mut piece = Self::default();
        let mut records = batch.records();
        while let Some(record) = records.next() {
            piece.read(context, &record);
        }
        piece
    }

    pub(super) fn of_rows(context: &Context, rows: &[RecordRow]) -> Self {
        let mut piece = Self::default();
        rows.iter().for_each(|row| piece.read(context, row));
        piece
    }

    pub(super) fn get(&self, span: Span) -> &str {
        &self.text[span.start as usize..span.end as usize]
    }

    fn put(&mut self, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        let place = |it: usize| u32::try_from(it).expect("a piece is a few megabytes");
        Span {
            start: place(start),
            end: place(self.text.len()),
        }
    }

    fn read(&mut self, context: &Context, fields: &impl Fields) {
        self.rows += 1;
        let mut row = Reader::new(&context.layout, fields, &mut self.findings);
        if !row.has_right_length() {
            return;
        }
        let Some(number) = row.number() else {
            // The other values are looked at all the same, so that one run names everything that is wrong.
            if context.layout.kind.has_people() {
                row.person();
            }
            return;
        };
        let known = context.known.numbers.find(&number);
        let mut holder = known.map(Holder::Known);
        let kind = context.layout.kind;
        if kind.has_people() {
            let said = row.person();
            let post = if kind.has_posts() {
                row.post(context)
            } else {
                None
            };
            let row = row.row;
            holder = Some(Holder::Row(
                u32::try_from(self.people.len()).expect("a piece has a few thousand rows"),
            ));
            self.add_person(context, number, known, row, said.as_ref());
            self.add_post(post, holder);
        } else {
            let post = row.post(context);
            if holder.is_none() {
                row.fault(Column::Number, number.as_str(), Fault::UnknownStaff);
            }
            self.add_post(post, holder);
        }
    }

    fn add_person(
        &mut self,
        context: &Context,
        number: Number,
        known: Option<u32>,
        row: u32,
        said: Option<&Said<'_>>,
    ) {
        let person = said.map(|it| it.values().person(row));
        let is_same = match (known, &person) {
            (Some(place), Some(person)) => {
                context.known.people[place as usize].fingerprint == person.fingerprint
            }
            _ => false,
        };
        let texts = said
            .filter(|_| context.is_commit && !is_same)
            .map(|said| self.put_texts(said));
        self.people.push(PersonRow {
            number,
            person,
            known,
            place: 0,
            row,
            texts,
        });
    }

    fn put_texts(&mut self, said: &Said<'_>) -> Texts {
        let legal_name = said.legal_name.unwrap_or(said.used_name);
        Texts {
            employment: said.employment,
            sex: said.sex,
            used_name: self.put(said.used_name),
            legal_name: said.legal_name.map(|it| self.put(it)),
            kana: self.put(&said.kana),
            born_on: self.put(DayText::of(said.born_on).as_str()),
            hired_on: self.put(DayText::of(said.hired_on).as_str()),
            ends_on: said.ends_on.map(|it| self.put(DayText::of(it).as_str())),
            kana_order: self.put(&base::sort_key(&said.kana)),
            name_key: self.put(&find::name_key(said.used_name, legal_name, &said.kana)),
        }
    }

    fn add_post(&mut self, said: Option<SaidPost<'_>>, holder: Option<Holder>) {
        let (Some(said), Some(holder)) = (said, holder) else {
            return;
        };
        let title = match self.titles.iter().position(|it| it == said.title) {
            Some(place) => place,
            None => {
                self.titles.push(said.title.to_owned());
                self.titles.len() - 1
            }
        };
        self.posts.push(PostRow {
            holder,
            unit: said.unit,
            title: u32::try_from(title).expect("a piece has a few thousand rows"),
            row: said.row,
            starts_on: said.starts_on,
            ends_on: said.ends_on,
            grade: said.grade,
            kind: said.kind,
            is_head: said.is_head,
        });
    }
}

/// A day as the database keeps it: `2026-04-01`, in a fixed place.
#[derive(Debug, Clone, Copy)]
pub(super) struct DayText([u8; 10]);

impl DayText {
    pub(super) fn of(it: Date) -> Self {
        // Every part is positive and within its digits: the calendar of the house begins in 1873 and ends in 9999.
        let part = |number: i16| u16::try_from(number).unwrap_or_default();
        let (year, month, day) = (
            part(it.year()),
            part(it.month().into()),
            part(it.day().into()),
        );
        let digit = |number: u16| b'0' + (number % 10) as u8;
        Self([
            digit(year / 1000),
            digit(year / 100),
            digit(year / 10),
            digit(year),
            b'-',
            digit(month / 10),
            digit(month),
            b'-',
            digit(day / 10),
            digit(day),
        ])
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("digits and dashes are ASCII")
    }
}

/// What a row says about a person, once everything in it is understood.
struct Said<'a> {
    employment: Employment,
    used_name: &'a str,
    legal_name: Option<&'a str>,
    kana: std::borrow::Cow<'a, str>,
    sex: Option<Sex>,
    born_on: Date,
    hired_on: Date,
    ends_on: Option<Date>,
}

impl Said<'_> {
    fn values(&self) -> Values<'_> {
        Values {
            employment: self.employment,
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

struct SaidPost<'a> {
    row: u32,
    unit: u32,
    kind: AssignmentKind,
    title: &'a str,
    grade: i16,
    is_head: bool,
    starts_on: Date,
    ends_on: Option<Date>,
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
        let text = self.raw(column);
        // A byte below a space, or the first byte of U+FFFD and its neighbours: rare enough to look twice.
        let is_suspicious = |it: u8| it < b' ' || it == 0xef || it == 0x7f;
        if text.bytes().any(is_suspicious)
            && text.chars().any(|it| it.is_control() || it == '\u{fffd}')
        {
            self.fault(column, text, Fault::DamagedText);
            return None;
        }
        if text.len() > LONGEST_NAME && text.chars().count() > LONGEST_NAME {
            self.fault(column, text, Fault::TooLong { most: LONGEST_NAME });
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
    pub(super) fn optional_day(&mut self, column: Column) -> Option<Option<Date>> {
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
                self.fault(column, text, Fault::Date(error));
                None
            }
        }
    }

    pub(super) fn day(&mut self, column: Column) -> Option<Date> {
        let day = self.optional_day(column)?;
        if day.is_none() {
            self.fault(column, "", Fault::Missing);
        }
        day
    }

    /// The first day after something, from the column of its last day or from that of the first day after it.
    /// `Some(None)` when neither is written. What ends in the far future has no end.
    pub(super) fn end(&mut self, last: Column, after: Option<Column>) -> Option<Option<Date>> {
        let last_on = self.optional_day(last)?;
        let ends_on = match after {
            Some(column) => self.optional_day(column)?,
            None => None,
        };
        let is_real = |it: &Date| it.year() < 9999;
        let from_last = last_on.filter(is_real).and_then(|it| it.tomorrow().ok());
        Some(from_last.or(ends_on.filter(is_real)))
    }

    pub(super) fn word<T: Copy>(
        &mut self,
        column: Column,
        words: &'static [(T, &'static [&'static str])],
        without: Option<T>,
    ) -> Option<T> {
        let text = self.raw(column);
        if text.is_empty() && without.is_some() {
            return without;
        }
        let meaning = columns::meaning(words, text);
        if meaning.is_none() {
            let fault = match text.is_empty() {
                true => Fault::Missing,
                false => Fault::UnknownWord {
                    known: columns::known(words),
                },
            };
            self.fault(column, text, fault);
        }
        meaning
    }

    pub(super) fn code(&mut self, column: Column) -> Option<std::borrow::Cow<'a, str>> {
        let text = self.raw(column);
        let code = base::ascii_number(text);
        let is_fine = |it: u8| it.is_ascii_alphanumeric() || b"-._".contains(&it);
        if code.len() > 32 || !code.bytes().all(is_fine) {
            self.fault(column, text, Fault::UnitCode);
            return None;
        }
        Some(code)
    }

    fn number(&mut self) -> Option<Number> {
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

    /// `None` when anything is wrong; everything is looked at first.
    fn person(&mut self) -> Option<Said<'a>> {
        let used_name = self.required(Column::UsedName);
        let has_legal_name = self.layout.has(Column::LegalName);
        let legal_name = self.text(Column::LegalName);
        let kana = self.required(Column::Kana).map(kana);
        let born_on = self.day(Column::BornOn);
        let hired_on = self.day(Column::HiredOn);
        let ends_on = self.end(Column::LeftOn, None);
        let employment = self.word(Column::Employment, columns::EMPLOYMENTS, None);
        let sex = self.word(Column::Sex, columns::SEXES, Some(Sex::Unrecorded));
        if let (Some(born_on), Some(hired_on)) = (born_on, hired_on)
            && hired_on <= born_on
        {
            self.fault(Column::BornOn, &born_on.to_string(), Fault::BornAfterHired);
            return None;
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
    fn post(&mut self, context: &Context) -> Option<SaidPost<'a>> {
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
            columns::ASSIGNMENTS,
            Some(AssignmentKind::Main),
        );
        let title = self.text(Column::Post);
        let grade = self.grade();
        let is_head = self.word(Column::IsHead, columns::HEADS, Some(false));
        let unit = context.known.units.find(&code);
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

/// Furigana as it is kept; nearly all of a file is so already.
fn kana(text: &str) -> std::borrow::Cow<'_, str> {
    let mut last = ' ';
    let is_kept_so = text.chars().all(|it| {
        let is_fine = matches!(it, 'ァ'..='ヺ')
            || it == 'ー' && last != '　' && last != ' '
            || it == '　' && last != '　';
        last = it;
        is_fine
    });
    if is_kept_so {
        text.into()
    } else {
        base::full_width_kana(text).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_the_database_keeps_it() {
        for it in [base::date(2026, 4, 1), base::date(1958, 12, 31), FAR_FUTURE] {
            assert_eq!(DayText::of(it).as_str(), it.to_string());
        }
    }

    #[test]
    fn furigana_is_kept_in_one_form() {
        for text in [
            "ヤマダ　タロウ",
            "ﾔﾏﾀﾞ ﾀﾛｳ",
            "やまだ　たろう",
            "ヤマダ  タロウ",
            "ヴァン　ダ－ル",
            "ー",
        ] {
            assert_eq!(kana(text), base::full_width_kana(text), "{text}");
        }
    }
}
