//! People.
use std::collections::HashMap;

use base::{Date, StaffId};
use db::{Record, Result, Row, Sql, Tx, params};
use gate::Scope;

use super::scope::reach;
use crate::model::Staff;

impl Record for Staff {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            number: row.get("number")?,
            kind: row.get("kind")?,
            job_family: row.get("job_family")?,
            legal_name: row.get("legal_name")?,
            used_name: row.get("used_name")?,
            kana: row.get("kana")?,
            sex: row.get("sex")?,
            born_on: row.get("born_on")?,
            hired_on: row.get("hired_on")?,
            ends_on: row.get("ends_on")?,
        })
    }
}

const STAFF: &str = "select id, number, kind, job_family, legal_name, used_name, kana, sex, born_on, hired_on, ends_on from people_staff";

pub async fn staff(tx: &mut Tx, id: &StaffId) -> Result<Staff> {
    tx.one(&format!("{STAFF} where id = $1"), params![id]).await
}

/// Whether there is a record about the person of an account.
pub(crate) async fn has_staff(tx: &mut Tx, id: &StaffId) -> Result<bool> {
    let found: i64 = tx
        .value(
            "select count(*) from people_staff where id = $1",
            params![id],
        )
        .await?;
    Ok(found > 0)
}

pub async fn staff_of_number(tx: &mut Tx, number: &str) -> Result<Option<Staff>> {
    tx.optional(&format!("{STAFF} where number = $1"), params![number])
        .await
}

/// Everybody who is, was or will be on the staff, by number.
pub(crate) async fn all_staff(tx: &mut Tx) -> Result<Vec<Staff>> {
    tx.all(&format!("{STAFF} order by number"), params![]).await
}

/// A person, if the scope reaches them on this day: by who they are, or by a unit in which they have an assignment.
pub(crate) async fn staff_in_scope(
    tx: &mut Tx,
    id: &StaffId,
    scope: &Scope,
    on: Date,
) -> Result<Staff> {
    let within = Sql::new(format!("{STAFF} s where s.id = ")).bind(id);
    tx.one_of(reach(within, scope, on)).await
}

/// The name at work of each of these people, for lists that only know their ids. Who is not there is left out.
pub async fn names_of(tx: &mut Tx, people: &[StaffId]) -> Result<HashMap<StaffId, String>> {
    struct Line(StaffId, String);
    impl Record for Line {
        fn read(row: &Row) -> Result<Self> {
            Ok(Self(row.at(0)?, row.at(1)?))
        }
    }
    let mut names = HashMap::with_capacity(people.len());
    for some in people.chunks(500) {
        let sql = Sql::new("select id, used_name from people_staff where id in ").bind_list(some);
        let lines: Vec<Line> = tx.all_of(sql).await?;
        names.extend(lines.into_iter().map(|Line(id, name)| (id, name)));
    }
    Ok(names)
}

/// The name at work of a person; `NotFound` when there is none.
pub async fn name_of(tx: &mut Tx, staff: &StaffId) -> Result<String> {
    tx.value(
        "select used_name from people_staff where id = $1",
        params![staff],
    )
    .await
}

/// Shows the number and the folded names of everybody who is or was on the staff.
pub(crate) async fn each_name(tx: &mut Tx, mut each: impl FnMut(&str, &str) + Send) -> Result<()> {
    let sql = "select number, name_key from people_staff";
    tx.each(sql, params![], |row| {
        each(&row.at::<String>(0)?, &row.at::<String>(1)?);
        Ok(())
    })
    .await
}
