//! What a file says as a whole: who is in it, who is new, which posts; and what contradicts itself.
use std::collections::BTreeSet;

use base::StaffId;

use super::{
    alterations::Alterations,
    columns::Column,
    finding::{Fault, Finding, Findings},
    kinds::Kind,
    known::{Known, Standing},
    numbers::{Number, Numbers},
    person::Person,
    piece::{Context, Holder, Keep, Piece},
    posts::{self, Fate, Post, Service},
    write::Change,
};
use crate::{changed::Changed, titles::Titles};

/// How many records a file adds, changes, and leaves as they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    pub new: u64,
    pub changed: u64,
    pub unchanged: u64,
}

impl Counts {
    pub fn changes(&self) -> u64 {
        self.new + self.changed
    }
}

/// People are numbered on: first all that are known, then the new ones in the order of the file.
pub(super) struct Checked {
    pub(super) rows: u64,
    pub(super) findings: Findings,
    pub(super) staff: Counts,
    pub(super) assignments: Counts,
    /// What the file says of those who are known; as they were while it says nothing.
    known: Vec<Person>,
    numbers: Numbers,
    new: Vec<Person>,
    /// New ones whose numbers are shorter than all known ones, which are of the length beside.
    short: Vec<(u32, Number, usize)>,
    has_zeros: bool,
    pub(super) posts: Vec<Post>,
    pub(super) titles: Titles,
    /// What the file says of the first of those whom it alters, to be shown; empty when it is written.
    pub(super) shown: Vec<Change>,
    /// Ids of new people are this and their place: in order, so that the database writes them one after the other.
    id_stem: String,
}

impl Checked {
    pub(super) fn new(standing: Standing) -> Self {
        // An id begins with its moment; of the rest only the end is drawn anew within the same millisecond.
        let fresh = base::fresh_id();
        let (moment, drawn) = (&fresh[..15], &fresh[28..34]);
        let id_stem = format!("{moment}{}-8{}-", &drawn[..3], &drawn[3..]);
        Self {
            rows: 0,
            findings: Findings::default(),
            staff: Counts::default(),
            assignments: Counts::default(),
            known: standing.people,
            numbers: Numbers::default(),
            new: Vec::new(),
            short: Vec::new(),
            has_zeros: false,
            posts: standing.posts,
            titles: standing.titles,
            shown: Vec::new(),
            id_stem,
        }
    }

    /// Takes in a piece. What need not be written loses its texts.
    pub(super) fn take(&mut self, context: &Context, piece: &mut Piece) {
        self.rows += piece.rows;
        self.has_zeros |= piece.has_zeros;
        let mut places = Vec::with_capacity(piece.people.len());
        for row in &mut piece.people {
            let (place, is_first) = match row.known {
                Some(place) => (place, self.known[place as usize].row == 0),
                None => {
                    let (place, is_new) = self.numbers.enter(row.number);
                    if is_new {
                        self.look_at_zeros(context, row.number, row.row);
                        // Filled at once below, or never looked at because the file is refused.
                        self.new.push(row.person.unwrap_or(nobody(row.row)));
                    }
                    (self.known_count() + place, is_new)
                }
            };
            row.place = place;
            places.push(place);
            let Some(said) = row.person else {
                self.person_mut(place).row = row.row;
                continue;
            };
            if !is_first {
                self.compare(context, place, row.number, &said, row.row);
                row.texts = None;
                continue;
            }
            match row.known {
                None => self.staff.new += 1,
                Some(place) => self.update(context, place, row.number, said, row.row),
            }
        }
        if context.keep == Keep::Alterations {
            let room = Alterations::KEPT - self.shown.len();
            let changes = piece.people.iter().filter_map(|row| Change::of(piece, row));
            self.shown.extend(changes.take(room));
        }
        let titles: Vec<u32> = piece
            .titles
            .iter()
            .map(|it| self.titles.enter(it))
            .collect();
        for row in &piece.posts {
            let person = match row.holder {
                Holder::Known(place) => place,
                Holder::Row(place) => places[place as usize],
            };
            self.posts.push(Post {
                person,
                unit: row.unit,
                title: titles[row.title as usize],
                row: row.row,
                starts_on: row.starts_on,
                ends_on: row.ends_on.unwrap_or(base::FAR_FUTURE),
                grade: row.grade,
                kind: row.kind,
                is_head: row.is_head,
                is_end_written: row.ends_on.is_some(),
                fate: Fate::Kept,
            });
        }
        self.findings.append(std::mem::take(&mut piece.findings));
        piece.has_faults = self.findings.has_faults();
        piece.id_stem.clone_from(&self.id_stem);
    }

    /// A second row about somebody: the same again in a file with a row for each post, a fault anywhere else.
    fn compare(&mut self, context: &Context, place: u32, number: Number, said: &Person, row: u32) {
        let first = *self.person_mut(place);
        let first_row = u64::from(first.row);
        let fault = if context.layout.kind == Kind::Staff {
            Fault::DuplicateNumber { first_row }
        } else if said.fingerprint != first.fingerprint {
            Fault::Contradiction { first_row }
        } else {
            return;
        };
        self.add(context, row, number, fault);
    }

    /// A new number that another row has but for its leading zeros, or that may have lost its own.
    fn look_at_zeros(&mut self, context: &Context, number: Number, row: u32) {
        if let Some(place) = self.numbers.find_but_for_zeros(&number) {
            let fault = Fault::ButForZeros {
                other: self.numbers.get(place as usize).as_str().to_owned(),
                row: self.new[place as usize].row.into(),
            };
            return self.add(context, row, number, fault);
        }
        if let Some(length) = context.known.form.length_missed_by(number.as_str()) {
            self.short.push((row, number, length));
        }
    }

    fn update(&mut self, context: &Context, place: u32, number: Number, said: Person, row: u32) {
        let before = self.known[place as usize];
        if said.is_somebody_else(&before) {
            self.known[place as usize].row = row;
            return self.add(context, row, number, Fault::ReusedNumber);
        }
        let has_end = context.layout.has(Column::LeftOn);
        let ends_on = if has_end {
            said.ends_on
        } else {
            before.ends_on
        };
        self.known[place as usize] = Person { ends_on, ..said };
        match said.fingerprint == before.fingerprint {
            true => self.staff.unchanged += 1,
            false => self.staff.changed += 1,
        }
    }

    fn add(&mut self, context: &Context, row: u32, number: Number, fault: Fault) {
        let column = context.layout.name(Column::Number);
        self.findings
            .add(Finding::new(row, column, number.as_str(), fault));
    }

    /// The last look: posts in time, over all rows and everything that is known.
    pub(super) fn settle(&mut self, context: &Context) {
        let mut posts = std::mem::take(&mut self.posts);
        for (row, number, length) in std::mem::take(&mut self.short) {
            // A zero in front of any number proves that this file has kept them.
            let fault = match self.has_zeros {
                true => Fault::OtherLength { length },
                false => Fault::ZerosLost { length },
            };
            self.add(context, row, number, fault);
        }
        let mut findings = std::mem::take(&mut self.findings);
        findings.tell_padded(&context.layout);
        let service = |place: u32| {
            let person = self.person(place);
            Service {
                hired_on: person.hired_on,
                ends_on: person.ends_on,
                row: person.row,
            }
        };
        posts::settle(
            &mut posts,
            service,
            &context.known.units,
            &context.layout,
            &mut findings,
        );
        (self.posts, self.findings) = (posts, findings);
        for post in &self.posts {
            match post.fate {
                Fate::New => self.assignments.new += 1,
                Fate::Changed | Fate::Gone => self.assignments.changed += 1,
                Fate::Kept if post.row != 0 => self.assignments.unchanged += 1,
                Fate::Kept | Fate::Replaced => {}
            }
        }
        self.findings.sort();
        // Of new people only ids and posts are still needed, and the memory soon is.
        self.new = Vec::new();
        self.numbers.forget_slots();
    }

    /// Adds what was noticed after the last look.
    pub(super) fn add_all(&mut self, findings: Vec<Finding>) {
        findings.into_iter().for_each(|it| self.findings.add(it));
        self.findings.sort();
    }

    /// What the file says of somebody. Until the posts are settled of anybody, afterwards of those who are known.
    pub(super) fn person(&self, place: u32) -> &Person {
        match self.known.get(place as usize) {
            Some(known) => known,
            None => &self.new[place as usize - self.known.len()],
        }
    }

    /// Whose record or posts the file alters, once the posts are settled. `changes` are those of people who are known.
    pub(super) fn touched(&self, known: &Known, changes: &[Change]) -> Changed {
        let new = usize::try_from(self.staff.new).unwrap_or(usize::MAX);
        if Changed::MOST < new.saturating_add(changes.len()) {
            return Changed::Everybody;
        }
        let count = u32::try_from(new).expect("not more than are told one by one");
        let new = self.known_count()..self.known_count() + count;
        let mut places: BTreeSet<u32> = changes.iter().map(Change::place).chain(new).collect();
        for it in &self.posts {
            if matches!(it.fate, Fate::New | Fate::Changed | Fate::Gone) {
                places.insert(it.person);
                if Changed::MOST < places.len() {
                    return Changed::Everybody;
                }
            }
        }
        let ids = places.into_iter().map(|it| self.staff_id(known, it));
        Changed::People(ids.collect())
    }

    pub(super) fn known_count(&self) -> u32 {
        u32::try_from(self.known.len()).expect("checked when they were numbered")
    }

    fn person_mut(&mut self, place: u32) -> &mut Person {
        match self.known.len() {
            known if (place as usize) < known => &mut self.known[place as usize],
            known => &mut self.new[place as usize - known],
        }
    }

    /// The place of somebody who is known, or whom the file brings for an account that was there before.
    pub(super) fn place_of(&self, known: &Known, staff: &StaffId) -> Option<u32> {
        if let Some(place) = known.place_of(staff.as_str(), 0) {
            return Some(place);
        }
        let (number, _) = known.accounts.iter().find(|it| *it.1 == staff.0)?;
        Some(self.known_count() + self.numbers.position(number)?)
    }

    /// The id that a person has or is given.
    pub(super) fn staff_id(&self, known: &Known, place: u32) -> StaffId {
        match place.checked_sub(self.known_count()) {
            None => known.staff_id(place),
            Some(new) => StaffId(new_id(
                known,
                &self.id_stem,
                new,
                &self.numbers.get(new as usize),
            )),
        }
    }
}

/// The id of the new person of that place and number.
pub(super) fn new_id(known: &Known, stem: &str, place: u32, number: &Number) -> String {
    match known.accounts.get(number) {
        Some(id) => id.clone(),
        None => format!("{stem}{place:012x}"),
    }
}

/// Stands for somebody whose row could not be understood, until the file is refused.
fn nobody(row: u32) -> Person {
    Person {
        fingerprint: 0,
        used_name: 0,
        legal_name: 0,
        born_on: base::date(1873, 1, 1),
        hired_on: base::date(1873, 1, 1),
        ends_on: base::FAR_FUTURE,
        row,
    }
}
