//! Writing what an import has checked. Beside `store.rs` the only file that names our tables.
use base::{Date, StaffId, UnitCode};
use db::{Cell, Record, Result, Row, Sql, Tx, params};
use gate::{Grant, GrantId, Role, Source};

use super::{
    checked::{Checked, new_id},
    known::{Known, Number, Titles},
    parse::{DayText, Piece, Texts},
    posts::{Fate, Post},
    units::{Version, reach},
};
use crate::{
    find,
    model::{Kind as Employment, Sex, Unit},
    store,
};

const PEOPLE: [&str; 12] = [
    "id",
    "number",
    "kind",
    "legal_name",
    "used_name",
    "kana",
    "sex",
    "born_on",
    "hired_on",
    "ends_on",
    "kana_order",
    "name_key",
];
const POSTS: [&str; 8] = [
    "staff_id",
    "starts_on",
    "unit_code",
    "kind",
    "ends_on",
    "post",
    "grade",
    "is_head",
];

/// Posts written at a time.
const CHUNK: usize = 8_192;

/// Indexes that a large import builds anew at its end, which is far quicker than keeping them while it runs.
const INDEXES: [(&str, &str); 2] = [
    ("people_staff_in_order", "people_staff (kana_order, number)"),
    (
        "people_assignments_in",
        "people_assignments (unit_code, starts_on)",
    ),
];

pub(super) async fn drop_indexes(tx: &mut Tx) -> Result<()> {
    for (name, _) in INDEXES {
        tx.execute(&format!("drop index {name}"), params![]).await?;
    }
    Ok(())
}

pub(super) async fn create_indexes(tx: &mut Tx) -> Result<()> {
    for (name, on) in INDEXES {
        tx.execute(&format!("create index {name} on {on}"), params![])
            .await?;
    }
    Ok(())
}

/// What a row says of somebody who is known, apart from its piece.
pub(super) struct Change {
    place: u32,
    number: Number,
    employment: Employment,
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
    fn of(piece: &Piece, place: u32, number: Number, it: &Texts) -> Self {
        let text = |span| piece.get(span).to_owned();
        Self {
            place,
            number,
            employment: it.employment,
            sex: it.sex,
            used_name: text(it.used_name),
            legal_name: it.legal_name.map(text),
            kana: text(it.kana),
            born_on: text(it.born_on),
            hired_on: text(it.hired_on),
            ends_on: it.ends_on.map(text),
            kana_order: text(it.kana_order),
        }
    }
}

/// Writes the new people of a piece with their accounts, and keeps for later what changes others.
pub(super) async fn add_people(
    tx: &mut Tx,
    known: &Known,
    piece: &Piece,
    changes: &mut Vec<Change>,
) -> Result<()> {
    let known_count = u32::try_from(known.people.len()).expect("checked when they were numbered");
    let mut new = Vec::with_capacity(piece.people.len());
    for row in &piece.people {
        let Some(texts) = &row.texts else { continue };
        match row.place.checked_sub(known_count) {
            Some(place) => new.push((
                new_id(known, &piece.id_stem, place, &row.number),
                row.number,
                texts,
            )),
            None => changes.push(Change::of(piece, row.place, row.number, texts)),
        }
    }
    let far_future = base::FAR_FUTURE.to_string();
    let ends_on = |it: &Texts| it.ends_on.map_or(far_future.as_str(), |it| piece.get(it));
    let people = new.iter().map(|(id, number, it)| {
        let used_name = piece.get(it.used_name);
        [
            Cell::Text(id),
            Cell::Text(number.as_str()),
            Cell::Text(it.employment.word()),
            Cell::Text(it.legal_name.map_or(used_name, |it| piece.get(it))),
            Cell::Text(used_name),
            Cell::Text(piece.get(it.kana)),
            Cell::Text(it.sex.unwrap_or(Sex::Unrecorded).word()),
            Cell::Text(piece.get(it.born_on)),
            Cell::Text(piece.get(it.hired_on)),
            Cell::Text(ends_on(it)),
            Cell::Text(piece.get(it.kana_order)),
            Cell::Text(piece.get(it.name_key)),
        ]
    });
    tx.insert_many("people_staff", &PEOPLE, people).await?;
    if !known.accounts.is_empty() {
        for (id, number, it) in new.iter().filter(|it| known.accounts.contains_key(&it.1)) {
            let day = |text: &str| text.parse::<Date>().expect("written by ourselves");
            let (starts_on, ends_on) = (day(piece.get(it.hired_on)), day(ends_on(it)));
            keep_account(
                tx,
                StaffId(id.clone()),
                number,
                piece.get(it.used_name),
                starts_on,
                ends_on,
            )
            .await?;
        }
    }
    let accounts = new
        .iter()
        .filter(|it| !known.accounts.contains_key(&it.1))
        .map(|(id, number, it)| {
            let (name, hired_on) = (piece.get(it.used_name), piece.get(it.hired_on));
            [id.as_str(), number.as_str(), name, hired_on, ends_on(it)].map(Cell::Text)
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
            None => {
                tx.value(
                    "select legal_name from people_staff where id = $1",
                    params![&id],
                )
                .await?
            }
        };
        let mut sql = Sql::new("update people_staff set kind = ")
            .bind(it.employment)
            .push(", used_name = ")
            .bind(&it.used_name)
            .push(", legal_name = ")
            .bind(&legal_name)
            .push(", kana = ")
            .bind(&it.kana)
            .push(", born_on = ")
            .bind(&it.born_on)
            .push(", hired_on = ")
            .bind(&it.hired_on)
            .push(", kana_order = ")
            .bind(&it.kana_order)
            .push(", name_key = ")
            .bind(find::name_key(&it.used_name, &legal_name, &it.kana));
        if let Some(sex) = it.sex {
            sql = sql.push(", sex = ").bind(sex);
        }
        if let Some(ends_on) = &it.ends_on {
            sql = sql.push(", ends_on = ").bind(ends_on);
        }
        tx.execute_of(sql.push(" where id = ").bind(&id)).await?;
        let person = checked.person(it.place);
        keep_account(
            tx,
            id,
            &it.number,
            &it.used_name,
            person.hired_on,
            person.ends_on,
        )
        .await?;
    }
    Ok(())
}

/// Whether it was closed by hand stays as it is.
async fn keep_account(
    tx: &mut Tx,
    staff: StaffId,
    number: &Number,
    name: &str,
    starts_on: Date,
    ends_on: Date,
) -> Result<()> {
    let times = gate::rules::AccountTimes {
        starts_on,
        ends_on,
        is_disabled: false,
    };
    let account = gate::store::Account {
        staff,
        number: number.as_str().to_owned(),
        name: name.to_owned(),
        times,
    };
    gate::store::keep_account(tx, &account).await
}

/// Writes posts by their fates, and the roles that follow from heading a unit.
pub(super) async fn write_posts(
    tx: &mut Tx,
    known: &Known,
    posts: &[Post],
    titles: &Titles,
    id_of: impl Fn(u32) -> StaffId + Sync,
) -> Result<()> {
    for some in posts.chunks(CHUNK) {
        let some: Vec<_> = some
            .iter()
            .filter(|it| it.fate == Fate::New)
            .map(|it| {
                (
                    it,
                    id_of(it.person).0,
                    DayText::of(it.starts_on),
                    DayText::of(it.ends_on),
                )
            })
            .collect();
        let rows = some.iter().map(|(it, id, starts_on, ends_on)| {
            [
                Cell::Text(id),
                Cell::Text(starts_on.as_str()),
                Cell::Text(known.units.code(it.unit)),
                Cell::Text(it.kind.word()),
                Cell::Text(ends_on.as_str()),
                Cell::Text(titles.get(it.title)),
                Cell::Int(it.grade.into()),
                Cell::Bool(it.is_head),
            ]
        });
        tx.insert_many("people_assignments", &POSTS, rows).await?;
    }
    let changed = posts
        .iter()
        .filter(|it| matches!(it.fate, Fate::Changed | Fate::Gone));
    for it in changed {
        let key = params![
            id_of(it.person),
            it.starts_on,
            known.units.code(it.unit),
            it.kind
        ];
        if it.fate == Fate::Gone {
            let sql = "delete from people_assignments
                       where staff_id = $1 and starts_on = $2 and unit_code = $3 and kind = $4";
            tx.execute(sql, key).await?;
        } else {
            let sql =
                "update people_assignments set ends_on = $5, post = $6, grade = $7, is_head = $8
                       where staff_id = $1 and starts_on = $2 and unit_code = $3 and kind = $4";
            let content = params![it.ends_on, titles.get(it.title), it.grade, it.is_head];
            tx.execute(sql, [key, content].concat()).await?;
        }
    }
    let touches_heads = |it: &Post| match it.fate {
        Fate::New => it.is_head,
        Fate::Changed | Fate::Gone => true,
        Fate::Kept | Fate::Replaced => false,
    };
    if posts.iter().any(touches_heads) {
        grant_to_heads(tx).await?;
    }
    Ok(())
}

/// Whoever heads a unit holds the role `head` for it, as long as the post lasts.
async fn grant_to_heads(tx: &mut Tx) -> Result<()> {
    struct Head(StaffId, UnitCode, Date, Date);
    impl Record for Head {
        fn read(row: &Row) -> Result<Self> {
            Ok(Self(row.at(0)?, row.at(1)?, row.at(2)?, row.at(3)?))
        }
    }
    let heads: Vec<Head> = tx
        .all(
            "select staff_id, unit_code, starts_on, ends_on from people_assignments where is_head",
            params![],
        )
        .await?;
    let grants: Vec<Grant> = heads
        .into_iter()
        .map(|Head(staff, unit, starts_on, ends_on)| Grant {
            id: GrantId::fresh(),
            staff,
            role: Role::HEAD,
            unit: Some(unit),
            starts_on,
            ends_on,
            source: Source::Post,
            deputy_for: None,
        })
        .collect();
    gate::store::replace_post_grants(tx, &grants).await
}

/// Writes the versions that are new or changed, and tells the gate how far each unit reaches.
pub(super) async fn write_units(tx: &mut Tx, changed: &[&Unit], all: &[Version]) -> Result<()> {
    for it in changed {
        tx.execute(
            "insert into people_units (code, starts_on, ends_on, name, kana, level, parent_code)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (code, starts_on) do update set ends_on = excluded.ends_on, name = excluded.name,
                 kana = excluded.kana, level = excluded.level, parent_code = excluded.parent_code",
            params![&it.code, it.starts_on, it.ends_on, &it.name, &it.kana, it.level, &it.parent],
        )
        .await?;
    }
    gate::store::replace_reach(tx, &reach(all)).await
}

/// Makes these the units into which a unit went.
pub(super) async fn write_successors(
    tx: &mut Tx,
    code: &UnitCode,
    successors: &[UnitCode],
) -> Result<()> {
    tx.execute(
        "delete from people_unit_successors where code = $1",
        params![code],
    )
    .await?;
    for it in successors {
        tx.execute(
            "insert into people_unit_successors (code, successor_code) values ($1, $2) on conflict do nothing",
            params![code, it],
        )
        .await?;
    }
    Ok(())
}

/// All successors, by code.
pub(super) async fn successors(tx: &mut Tx) -> Result<Vec<(UnitCode, UnitCode)>> {
    struct Line(UnitCode, UnitCode);
    impl Record for Line {
        fn read(row: &Row) -> Result<Self> {
            Ok(Self(row.at(0)?, row.at(1)?))
        }
    }
    let sql =
        "select code, successor_code from people_unit_successors order by code, successor_code";
    Ok(tx
        .all::<Line>(sql, params![])
        .await?
        .into_iter()
        .map(|Line(code, successor)| (code, successor))
        .collect())
}

pub(super) async fn raise_version(tx: &mut Tx) -> Result<()> {
    store::raise_version(tx).await
}
