//! The list of people: the wanted ones, a page at a time, in the wanted order.
use base::{Date, StaffId, UnitCode};
use db::{Record, Result, Row, Sql, Tx};
use gate::Scope;

use super::scope::{assigned, reach};
use crate::{
    find::{self, Found, Names, Word},
    model::{AssignmentKind, Kind, Sex},
};

/// One line of the list of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) id: StaffId,
    pub(crate) number: String,
    pub(crate) used_name: String,
    pub(crate) kana: String,
    pub(crate) kind: Kind,
    pub(crate) sex: Sex,
    pub(crate) born_on: Date,
    pub(crate) hired_on: Date,
    pub(crate) unit: Option<UnitCode>,
    pub(crate) post: Option<String>,
    pub(crate) grade: Option<i64>,
}

impl Record for Listed {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.at(0)?,
            number: row.at(1)?,
            used_name: row.at(2)?,
            kana: row.at(3)?,
            kind: row.at(4)?,
            sex: row.at(5)?,
            born_on: row.at(6)?,
            hired_on: row.at(7)?,
            unit: row.at(8)?,
            post: row.at(9)?,
            grade: row.at(10)?,
        })
    }
}

/// What a list of people is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Wanted {
    /// A staff number or its beginning, or any part of a name or its kana.
    pub(crate) words: String,
    pub(crate) names: Names,
    /// The unit and all below it.
    pub(crate) unit: Option<UnitCode>,
    pub(crate) kind: Option<Kind>,
    pub(crate) order: Order,
    pub(crate) is_descending: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Order {
    #[default]
    Kana,
    Number,
    Hired,
}

/// The people on the staff on a day, with their main assignment, in the wanted order.
///
/// The page is cut before posts are looked up, so that its cost is that of the rows shown.
pub(crate) async fn list(
    tx: &mut Tx,
    wanted: &Wanted,
    scope: &Scope,
    on: Date,
    most: i64,
    skip: i64,
) -> Result<Vec<Listed>> {
    let direction = if wanted.is_descending { " desc" } else { "" };
    let order = |of: &str| match wanted.order {
        Order::Kana => format!(" order by {of}.kana_order{direction}, {of}.number{direction}"),
        Order::Number => format!(" order by {of}.number{direction}"),
        Order::Hired => format!(" order by {of}.hired_on{direction}, {of}.number"),
    };
    let sql = Sql::new(
        "select p.id, p.number, p.used_name, p.kana, p.kind, p.sex, p.born_on, p.hired_on,
                a.unit_code, a.post, a.grade
         from (select s.id, s.number, s.used_name, s.kana, s.kana_order, s.kind, s.sex, s.born_on, s.hired_on",
    )
    .append(chosen(tx, wanted, scope, on).await?)
    .push(&order("s"))
    .push(" limit ")
    .bind(most)
    .push(" offset ")
    .bind(skip)
    .push(
        ") p left join people_assignments a on a.staff_id = p.id and a.kind = 'main' and a.starts_on <= ",
    )
    .bind(on)
    .push(" and ")
    .bind(on)
    .push(" < a.ends_on")
    .push(&order("p"));
    tx.all_of(sql).await
}

/// How many people [`list`] would show.
pub(crate) async fn count(tx: &mut Tx, wanted: &Wanted, scope: &Scope, on: Date) -> Result<i64> {
    let sql = Sql::new("select count(*)").append(chosen(tx, wanted, scope, on).await?);
    tx.value_of(sql).await
}

async fn chosen(tx: &mut Tx, wanted: &Wanted, scope: &Scope, on: Date) -> Result<Sql> {
    let mut sql = Sql::new(" from people_staff s where s.hired_on <= ")
        .bind(on)
        .push(" and ")
        .bind(on)
        .push(" < s.ends_on");
    if let Some(kind) = wanted.kind {
        sql = sql.push(" and s.kind = ").bind(kind);
    }
    if let Some(unit) = &wanted.unit {
        sql = assigned(sql.push(" and "), [unit], Some(AssignmentKind::Main), on);
    }
    if !wanted.words.is_empty() {
        sql = match find::matching(tx, &wanted.words, wanted.names).await? {
            Found::Numbers(numbers) => sql.push(" and s.number in ").bind_list(numbers),
            Found::Words { words, except } => {
                let sql = words.iter().fold(sql, fits);
                if except.is_empty() {
                    sql
                } else {
                    sql.push(" and s.number not in ").bind_list(except)
                }
            }
        };
    }
    Ok(reach(sql, scope, on))
}

/// What [`Word`] itself says of a person, as the database sees it.
fn fits(sql: Sql, word: &Word) -> Sql {
    let length = |text: &str| i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    let mut sql = sql
        .push(" and (substr(s.number, 1, ")
        .bind(length(&word.number))
        .push(") = ")
        .bind(&word.number);
    if !word.without_zeros.is_empty() {
        sql = sql
            .push(" or substr(ltrim(s.number, '0'), 1, ")
            .bind(length(&word.without_zeros))
            .push(") = ")
            .bind(&word.without_zeros);
    }
    if !word.key.is_empty() {
        sql = sql
            .push(" or replace(s.name_key, ")
            .bind(&word.key)
            .push(", '') <> s.name_key");
    }
    sql.push(")")
}
