//! What a stretch of a file says about people and posts, row by row. Made on several threads; knows no other row.
use base::Date;
use documents::{Batch, RecordRow};

use super::{
    alterations::Alterations,
    columns::Column,
    finding::{Fault, Findings},
    known::Known,
    layout::Layout,
    numbers::Number,
    person::Person,
    row::{Fields, Reader, Said, SaidPost},
};
use crate::{
    find,
    model::{AssignmentKind, Kind as Employment, Sex},
};

/// What is needed to understand a row.
pub(super) struct Context {
    pub(super) layout: Layout,
    pub(super) known: Known,
    pub(super) keep: Keep,
}

/// Of which people the texts are wanted, besides what is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    Nothing,
    /// The first of those who are known and would be altered: to be shown.
    Alterations,
    /// All who are not known as they are: to be written.
    Everything,
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
    /// A staff number begins with a zero as the file has it.
    pub(super) has_zeros: bool,
    /// Given when the piece is taken in: whether anything was wrong up to here, and the beginning of all new ids.
    pub(super) has_faults: bool,
    pub(super) id_stem: String,
    /// People whose texts are kept to be shown.
    shown: usize,
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
    pub(super) job_family: Option<Span>,
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
        self.has_zeros |= number.as_str().starts_with('0');
        let (number, known) = match context.known.numbers.find(&number) {
            Some(place) => (number, Some(place)),
            None => match context.known.padded(&number) {
                Some((meant, place)) => {
                    row.note_padded(Column::Number, number.as_str(), meant.as_str());
                    (meant, Some(place))
                }
                None => (number, None),
            },
        };
        let mut holder = known.map(Holder::Known);
        let kind = context.layout.kind;
        if kind.has_people() {
            if known.is_none()
                && let Some(other) = context.known.but_for_zeros(&number)
            {
                let other = other.as_str().to_owned();
                let fault = Fault::ButForZeros { other, row: 0 };
                row.fault(Column::Number, number.as_str(), fault);
            }
            let said = row.person();
            let post = match kind.has_posts() {
                true => row.post(&context.known.units),
                false => None,
            };
            let row = row.row;
            holder = Some(Holder::Row(
                u32::try_from(self.people.len()).expect("a piece has a few thousand rows"),
            ));
            self.add_person(context, number, known, row, said.as_ref());
            self.add_post(post, holder);
        } else {
            let post = row.post(&context.known.units);
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
                context.known.fingerprints[place as usize] == person.fingerprint
            }
            _ => false,
        };
        let is_kept = match context.keep {
            Keep::Nothing => false,
            Keep::Alterations => known.is_some() && !is_same && self.shown < Alterations::KEPT,
            Keep::Everything => !is_same,
        };
        let texts = said.filter(|_| is_kept).map(|said| self.put_texts(said));
        self.shown += usize::from(texts.is_some());
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
            job_family: said.job_family.as_deref().map(|it| self.put(it)),
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

#[cfg(test)]
mod tests {
    use base::FAR_FUTURE;

    use super::*;

    #[test]
    fn a_day_is_written_as_the_database_keeps_it() {
        for it in [base::date(2026, 4, 1), base::date(1958, 12, 31), FAR_FUTURE] {
            assert_eq!(DayText::of(it).as_str(), it.to_string());
        }
    }
}
