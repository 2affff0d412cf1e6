//! What an import reads of everybody, and how it writes by the thousand.
use base::{StaffId, UnitCode};
use db::{Cell, KeysAside, Result, Sql, Tx, params};

use super::posts::Term;

use crate::model::{Assignment, AssignmentKind, Kind, Sex, Staff, Unit};

/// Shows everybody, by id.
pub(crate) async fn each_person(tx: &mut Tx, mut each: impl FnMut(Staff) + Send) -> Result<()> {
    tx.each(
        "select id, number, kind, legal_name, used_name, kana, sex, born_on, hired_on, ends_on, job_family from people_staff order by id",
        params![],
        |row| {
            each(Staff {
                id: row.at(0)?,
                number: row.at(1)?,
                kind: row.at(2)?,
                legal_name: row.at(3)?,
                used_name: row.at(4)?,
                kana: row.at(5)?,
                sex: row.at(6)?,
                born_on: row.at(7)?,
                hired_on: row.at(8)?,
                ends_on: row.at(9)?,
                job_family: row.at(10)?,
            });
            Ok(())
        },
    )
    .await
}

/// Shows every post of everybody, in no order.
pub(crate) async fn each_post(tx: &mut Tx, mut each: impl FnMut(Assignment) + Send) -> Result<()> {
    tx.each(
        "select staff_id, kind, unit_code, post, grade, is_head, starts_on, ends_on from people_assignments",
        params![],
        |row| {
            each(Assignment {
                staff: row.at(0)?,
                kind: row.at(1)?,
                unit: row.at(2)?,
                post: row.at(3)?,
                grade: row.at(4)?,
                is_head: row.at(5)?,
                starts_on: row.at(6)?,
                ends_on: row.at(7)?,
            });
            Ok(())
        },
    )
    .await
}

/// For the first load of a whole city, together with [`gate::store::set_keys_aside`].
pub(crate) async fn set_keys_aside(tx: &mut Tx) -> Result<KeysAside> {
    tx.set_keys_aside(&["people_staff", "people_assignments"])
        .await
}

/// A person with their names and days as the database keeps them.
pub(crate) struct PersonRow<'a> {
    pub(crate) id: &'a str,
    pub(crate) number: &'a str,
    pub(crate) kind: Kind,
    pub(crate) job_family: &'a str,
    pub(crate) legal_name: &'a str,
    pub(crate) used_name: &'a str,
    pub(crate) kana: &'a str,
    pub(crate) sex: Sex,
    pub(crate) born_on: &'a str,
    pub(crate) hired_on: &'a str,
    pub(crate) ends_on: &'a str,
    pub(crate) kana_order: &'a str,
    pub(crate) name_key: &'a str,
}

pub(crate) async fn add_people<'a, I>(tx: &'a mut Tx, people: I) -> Result<()>
where
    I: Iterator<Item = PersonRow<'a>> + Send + 'a,
{
    const COLUMNS: [&str; 13] = [
        "id",
        "number",
        "kind",
        "job_family",
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
    let rows = people.map(|it| {
        [
            it.id,
            it.number,
            it.kind.word(),
            it.job_family,
            it.legal_name,
            it.used_name,
            it.kana,
            it.sex.word(),
            it.born_on,
            it.hired_on,
            it.ends_on,
            it.kana_order,
            it.name_key,
        ]
        .map(Cell::Text)
    });
    tx.insert_many("people_staff", &COLUMNS, rows).await?;
    Ok(())
}

/// What becomes of somebody who is known. A `None` stays as it is.
pub(crate) struct PersonChange<'a> {
    pub(crate) kind: Kind,
    pub(crate) job_family: Option<&'a str>,
    pub(crate) legal_name: &'a str,
    pub(crate) used_name: &'a str,
    pub(crate) kana: &'a str,
    pub(crate) sex: Option<Sex>,
    pub(crate) born_on: &'a str,
    pub(crate) hired_on: &'a str,
    pub(crate) ends_on: Option<&'a str>,
    pub(crate) kana_order: &'a str,
    pub(crate) name_key: &'a str,
}

pub(crate) async fn change_person(tx: &mut Tx, id: &StaffId, it: &PersonChange<'_>) -> Result<()> {
    let mut sql = Sql::new("update people_staff set kind = ")
        .bind(it.kind)
        .push(", used_name = ")
        .bind(it.used_name)
        .push(", legal_name = ")
        .bind(it.legal_name)
        .push(", kana = ")
        .bind(it.kana)
        .push(", born_on = ")
        .bind(it.born_on)
        .push(", hired_on = ")
        .bind(it.hired_on)
        .push(", kana_order = ")
        .bind(it.kana_order)
        .push(", name_key = ")
        .bind(it.name_key);
    if let Some(job_family) = it.job_family {
        sql = sql.push(", job_family = ").bind(job_family);
    }
    if let Some(sex) = it.sex {
        sql = sql.push(", sex = ").bind(sex);
    }
    if let Some(ends_on) = it.ends_on {
        sql = sql.push(", ends_on = ").bind(ends_on);
    }
    tx.execute_of(sql.push(" where id = ").bind(id)).await?;
    Ok(())
}

/// A post as the database keeps it.
pub(crate) struct PostRow<'a> {
    pub(crate) staff: &'a str,
    pub(crate) starts_on: &'a str,
    pub(crate) unit: &'a str,
    pub(crate) kind: AssignmentKind,
    pub(crate) ends_on: &'a str,
    pub(crate) post: &'a str,
    pub(crate) grade: i16,
    pub(crate) is_head: bool,
}

pub(crate) async fn add_posts<'a, I>(tx: &'a mut Tx, posts: I) -> Result<()>
where
    I: Iterator<Item = PostRow<'a>> + Send + 'a,
{
    const COLUMNS: [&str; 8] = [
        "staff_id",
        "starts_on",
        "unit_code",
        "kind",
        "ends_on",
        "post",
        "grade",
        "is_head",
    ];
    let rows = posts.map(|it| {
        [
            Cell::Text(it.staff),
            Cell::Text(it.starts_on),
            Cell::Text(it.unit),
            Cell::Text(it.kind.word()),
            Cell::Text(it.ends_on),
            Cell::Text(it.post),
            Cell::Int(it.grade.into()),
            Cell::Bool(it.is_head),
        ]
    });
    tx.insert_many("people_assignments", &COLUMNS, rows).await?;
    Ok(())
}

/// Gives the post of that person, unit, kind and first day another end, name, grade and head.
pub(crate) async fn change_post(tx: &mut Tx, it: &Assignment) -> Result<()> {
    tx.execute(
        "update people_assignments set ends_on = $5, post = $6, grade = $7, is_head = $8
         where staff_id = $1 and starts_on = $2 and unit_code = $3 and kind = $4",
        params![
            &it.staff,
            it.starts_on,
            &it.unit,
            it.kind,
            it.ends_on,
            &it.post,
            it.grade,
            it.is_head
        ],
    )
    .await?;
    Ok(())
}

/// Takes back a post that would be over before it begins.
pub(crate) async fn remove_post(tx: &mut Tx, it: &Assignment) -> Result<()> {
    tx.execute(
        "delete from people_assignments
         where staff_id = $1 and starts_on = $2 and unit_code = $3 and kind = $4",
        params![&it.staff, it.starts_on, &it.unit, it.kind],
    )
    .await?;
    Ok(())
}

/// Everybody who headed, heads or will head a unit.
pub(crate) async fn heads(tx: &mut Tx) -> Result<Vec<Term>> {
    tx.all(
        "select staff_id, unit_code, starts_on, ends_on from people_assignments where is_head",
        params![],
    )
    .await
}

/// Writes how a unit stands from a day on, in place of what was said of that day before.
pub(crate) async fn keep_unit(tx: &mut Tx, it: &Unit) -> Result<()> {
    tx.execute(
        "insert into people_units (code, starts_on, ends_on, name, kana, level, parent_code)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (code, starts_on) do update set ends_on = excluded.ends_on, name = excluded.name,
             kana = excluded.kana, level = excluded.level, parent_code = excluded.parent_code",
        params![&it.code, it.starts_on, it.ends_on, &it.name, &it.kana, it.level, &it.parent],
    )
    .await?;
    Ok(())
}

/// Makes these the units into which a unit went.
pub(crate) async fn replace_successors(
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
