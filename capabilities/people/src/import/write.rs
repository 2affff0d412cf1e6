//! From what an import has checked to what is written: people with their accounts, and posts.
use base::{Date, StaffId, UnitCode};
use db::{Cell, Result, Tx};

use super::{
    checked::{Checked, new_id},
    heads,
    known::Known,
    numbers::Number,
    piece::{self, DayText, Piece, Texts},
    posts::{Fate, Post},
};
use crate::{
    find,
    model::{Assignment, Kind as Employment, Sex, Staff},
    store::{self, PersonChange, PersonRow, PostRow},
    titles::Titles,
};

/// People and posts written at a time: what more would save in journeys to PostgreSQL it would take in memory.
pub(super) const PEOPLE: usize = 16_384;
const POSTS: usize = 32_768;

/// What a row says of somebody who is known, apart from its piece.
pub(super) struct Change {
    place: u32,
    number: Number,
    employment: Employment,
    job_family: Option<String>,
    sex: Option<Sex>,
    used_name: String,
    legal_name: Option<String>,
    kana: String,
    born_on: String,
    hired_on: String,
    ends_on: Option<String>,
    kana_order: String,
}

impl Change {
    /// `None` of a row whose texts were not kept.
    pub(super) fn of(piece: &Piece, row: &piece::PersonRow) -> Option<Self> {
        let it = row.texts.as_ref()?;
        let text = |span| piece.get(span).to_owned();
        Some(Self {
            place: row.place,
            number: row.number,
            employment: it.employment,
            job_family: it.job_family.map(text),
            sex: it.sex,
            used_name: text(it.used_name),
            legal_name: it.legal_name.map(text),
            kana: text(it.kana),
            born_on: text(it.born_on),
            hired_on: text(it.hired_on),
            ends_on: it.ends_on.map(text),
            kana_order: text(it.kana_order),
        })
    }

    /// The place of the person among those who are known.
    pub(super) fn place(&self) -> u32 {
        self.place
    }

    /// The person with this change. What the file has no column for stays.
    pub(super) fn after(&self, before: &Staff) -> Staff {
        Staff {
            id: before.id.clone(),
            number: before.number.clone(),
            kind: self.employment,
            job_family: self
                .job_family
                .as_ref()
                .unwrap_or(&before.job_family)
                .clone(),
            legal_name: self
                .legal_name
                .as_ref()
                .unwrap_or(&before.legal_name)
                .clone(),
            used_name: self.used_name.clone(),
            kana: self.kana.clone(),
            sex: self.sex.unwrap_or(before.sex),
            born_on: day(&self.born_on),
            hired_on: day(&self.hired_on),
            ends_on: self.ends_on.as_deref().map_or(before.ends_on, day),
        }
    }
}

fn day(text: &str) -> Date {
    text.parse().expect("written by ourselves")
}

/// Somebody new in a piece.
struct New<'a> {
    id: String,
    number: Number,
    texts: &'a Texts,
    piece: &'a Piece,
}

impl New<'_> {
    fn row<'a>(&'a self, far_future: &'a str) -> PersonRow<'a> {
        let it = self.texts;
        let text = |span| self.piece.get(span);
        PersonRow {
            id: &self.id,
            number: self.number.as_str(),
            kind: it.employment,
            job_family: it.job_family.map_or("", text),
            legal_name: text(it.legal_name.unwrap_or(it.used_name)),
            used_name: text(it.used_name),
            kana: text(it.kana),
            sex: it.sex.unwrap_or(Sex::Unrecorded),
            born_on: text(it.born_on),
            hired_on: text(it.hired_on),
            ends_on: it.ends_on.map_or(far_future, text),
            kana_order: text(it.kana_order),
            name_key: text(it.name_key),
        }
    }
}

/// What waits until everybody new is written.
#[derive(Default)]
pub(super) struct Later {
    pub(super) changes: Vec<Change>,
    /// Of new people whose account came before them.
    pub(super) accounts: Vec<gate::store::Account>,
}

/// Writes the new people of some pieces with their accounts, and keeps for later what needs the keys of the tables.
pub(super) async fn add_people(
    tx: &mut Tx,
    known: &Known,
    pieces: &[Piece],
    later: &mut Later,
) -> Result<()> {
    let mut new = Vec::with_capacity(pieces.iter().map(|it| it.people.len()).sum());
    for piece in pieces {
        for row in &piece.people {
            let Some(texts) = &row.texts else { continue };
            match row.place.checked_sub(known.count()) {
                Some(place) => new.push(New {
                    id: new_id(known, &piece.id_stem, place, &row.number),
                    number: row.number,
                    texts,
                    piece,
                }),
                None => later.changes.extend(Change::of(piece, row)),
            }
        }
    }
    let far_future = base::FAR_FUTURE.to_string();
    store::add_people(tx, new.iter().map(|it| it.row(&far_future))).await?;
    let has_account = |it: &&New<'_>| known.accounts.contains_key(&it.number);
    later
        .accounts
        .extend(new.iter().filter(has_account).map(|it| {
            let row = it.row(&far_future);
            let (starts_on, ends_on) = (day(row.hired_on), day(row.ends_on));
            account(
                StaffId(it.id.clone()),
                &it.number,
                row.used_name,
                starts_on,
                ends_on,
            )
        }));
    let accounts = new.iter().filter(|it| !has_account(it)).map(|it| {
        let it = it.row(&far_future);
        [it.id, it.number, it.used_name, it.hired_on, it.ends_on].map(Cell::Text)
    });
    gate::store::add_accounts(tx, accounts).await
}

/// Changes people who are known, and their accounts. What the file has no column for stays.
pub(super) async fn change_people(
    tx: &mut Tx,
    known: &Known,
    checked: &Checked,
    changes: &[Change],
) -> Result<()> {
    for it in changes {
        let id = known.staff_id(it.place);
        let legal_name = match &it.legal_name {
            Some(name) => name.clone(),
            None => store::staff(tx, &id).await?.legal_name,
        };
        let change = PersonChange {
            kind: it.employment,
            job_family: it.job_family.as_deref(),
            legal_name: &legal_name,
            used_name: &it.used_name,
            kana: &it.kana,
            sex: it.sex,
            born_on: &it.born_on,
            hired_on: &it.hired_on,
            ends_on: it.ends_on.as_deref(),
            kana_order: &it.kana_order,
            name_key: &find::name_key(&it.used_name, &legal_name, &it.kana),
        };
        store::change_person(tx, &id, &change).await?;
        let person = checked.person(it.place);
        let account = account(
            id,
            &it.number,
            &it.used_name,
            person.hired_on,
            person.ends_on,
        );
        gate::store::keep_account(tx, &account).await?;
    }
    Ok(())
}

pub(super) async fn keep_accounts(tx: &mut Tx, accounts: &[gate::store::Account]) -> Result<()> {
    for it in accounts {
        gate::store::keep_account(tx, it).await?;
    }
    Ok(())
}

/// Whether it was closed by hand stays as it is.
fn account(
    staff: StaffId,
    number: &Number,
    name: &str,
    starts_on: Date,
    ends_on: Date,
) -> gate::store::Account {
    gate::store::Account {
        staff,
        number: number.as_str().to_owned(),
        name: name.to_owned(),
        times: gate::rules::AccountTimes {
            starts_on,
            ends_on,
            is_disabled: false,
        },
    }
}

/// The post of somebody in words of its own.
pub(super) fn assignment(known: &Known, titles: &Titles, it: &Post, staff: StaffId) -> Assignment {
    Assignment {
        staff,
        kind: it.kind,
        unit: UnitCode(known.units.code(it.unit).to_owned()),
        post: titles.get(it.title).to_owned(),
        grade: it.grade.into(),
        is_head: it.is_head,
        starts_on: it.starts_on,
        ends_on: it.ends_on,
    }
}

/// Writes posts by their fates, and the roles that follow from heading a unit.
pub(super) async fn write_posts(
    tx: &mut Tx,
    known: &Known,
    posts: &[Post],
    titles: &Titles,
    id_of: impl Fn(u32) -> StaffId + Sync,
) -> Result<()> {
    for some in posts.chunks(POSTS) {
        let some: Vec<_> = some
            .iter()
            .filter(|it| it.fate == Fate::New)
            .map(|it| {
                let (from, until) = (DayText::of(it.starts_on), DayText::of(it.ends_on));
                (it, id_of(it.person), from, until)
            })
            .collect();
        let rows = some.iter().map(|(it, staff, starts_on, ends_on)| PostRow {
            staff: staff.as_str(),
            starts_on: starts_on.as_str(),
            unit: known.units.code(it.unit),
            kind: it.kind,
            ends_on: ends_on.as_str(),
            post: titles.get(it.title),
            grade: it.grade,
            is_head: it.is_head,
        });
        store::add_posts(tx, rows).await?;
    }
    for it in posts {
        let assignment = || assignment(known, titles, it, id_of(it.person));
        match it.fate {
            Fate::Changed => store::change_post(tx, &assignment()).await?,
            Fate::Gone => store::remove_post(tx, &assignment()).await?,
            Fate::New | Fate::Kept | Fate::Replaced => {}
        }
    }
    let touches_heads = |it: &Post| match it.fate {
        Fate::New => it.is_head,
        Fate::Changed | Fate::Gone => true,
        Fate::Kept | Fate::Replaced => false,
    };
    if posts.iter().any(touches_heads) {
        heads::grant(tx).await?;
    }
    Ok(())
}
