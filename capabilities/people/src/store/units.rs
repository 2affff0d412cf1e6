//! Units in time.
use std::collections::HashMap;

use base::{Date, UnitCode};
use db::{Record, Result, Row, Sql, Tx, params};

use crate::model::Unit;

impl Record for Unit {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            code: row.get("code")?,
            name: row.get("name")?,
            kana: row.get("kana")?,
            level: row.get("level")?,
            parent: row.get("parent_code")?,
            starts_on: row.get("starts_on")?,
            ends_on: row.get("ends_on")?,
        })
    }
}

const UNIT: &str =
    "select code, name, kana, level, parent_code, starts_on, ends_on from people_units";

/// The organisation as it stands on a day, by code.
pub async fn units_on(tx: &mut Tx, day: Date) -> Result<Vec<Unit>> {
    tx.all(
        &format!("{UNIT} where starts_on <= $1 and $1 < ends_on order by code"),
        params![day],
    )
    .await
}

/// Every row of every unit, by code and time.
pub async fn all_units(tx: &mut Tx) -> Result<Vec<Unit>> {
    tx.all(&format!("{UNIT} order by code, starts_on"), params![])
        .await
}

pub async fn unit_on(tx: &mut Tx, code: &UnitCode, day: Date) -> Result<Option<Unit>> {
    tx.optional(
        &format!("{UNIT} where code = $1 and starts_on <= $2 and $2 < ends_on"),
        params![code, day],
    )
    .await
}

/// How a unit stood over time, oldest first.
pub async fn unit_history(tx: &mut Tx, code: &UnitCode) -> Result<Vec<Unit>> {
    tx.all(
        &format!("{UNIT} where code = $1 order by starts_on"),
        params![code],
    )
    .await
}

/// Into which units a unit went when it ended.
pub async fn successors(tx: &mut Tx, code: &UnitCode) -> Result<Vec<UnitCode>> {
    tx.values(
        "select successor_code from people_unit_successors where code = $1 order by successor_code",
        params![code],
    )
    .await
}

/// From which units a unit came.
pub async fn predecessors(tx: &mut Tx, code: &UnitCode) -> Result<Vec<UnitCode>> {
    tx.values(
        "select code from people_unit_successors where successor_code = $1 order by code",
        params![code],
    )
    .await
}

/// How many main assignments each unit holds on a day, not counting the units below it.
pub(crate) async fn head_counts(tx: &mut Tx, day: Date) -> Result<Vec<(UnitCode, i64)>> {
    struct Line(UnitCode, i64);
    impl Record for Line {
        fn read(row: &Row) -> Result<Self> {
            Ok(Self(row.get("unit_code")?, row.get("people")?))
        }
    }
    let lines: Vec<Line> = tx
        .all(
            "select unit_code, count(*) as people from people_assignments
             where kind = 'main' and starts_on <= $1 and $1 < ends_on group by unit_code",
            params![day],
        )
        .await?;
    Ok(lines
        .into_iter()
        .map(|Line(unit, people)| (unit, people))
        .collect())
}

/// The name of a unit on a day; the last one it had when it has ended by then, and its code when it was never there.
pub async fn unit_name(tx: &mut Tx, code: &UnitCode, on: Date) -> Result<String> {
    let names: Vec<String> = tx
        .values(
            "select name from people_units where code = $1
             order by case when starts_on <= $2 then 0 else 1 end, starts_on desc limit 1",
            params![code, on],
        )
        .await?;
    Ok(names.into_iter().next().unwrap_or_else(|| code.0.clone()))
}

/// As [`unit_name`] for many at once, by code; codes that were never there are left out.
pub(crate) async fn unit_names(
    tx: &mut Tx,
    codes: &[UnitCode],
    on: Date,
) -> Result<HashMap<UnitCode, String>> {
    // As many as a statement can name.
    const AT_ONCE: usize = 500;
    struct Line(UnitCode, String);
    impl Record for Line {
        fn read(row: &Row) -> Result<Self> {
            Ok(Self(row.at(0)?, row.at(1)?))
        }
    }
    let mut names = HashMap::new();
    for some in codes.chunks(AT_ONCE) {
        let sql = Sql::new("select code, name from people_units where code in ")
            .bind_list(some)
            .push(" order by case when starts_on <= ")
            .bind(on)
            .push(" then 0 else 1 end, starts_on desc");
        let lines: Vec<Line> = tx.all_of(sql).await?;
        for Line(code, name) in lines {
            names.entry(code).or_insert(name);
        }
    }
    Ok(names)
}

/// Every pair of a unit and one into which it went, by code.
pub(crate) async fn all_successors(tx: &mut Tx) -> Result<Vec<(UnitCode, UnitCode)>> {
    struct Line(UnitCode, UnitCode);
    impl Record for Line {
        fn read(row: &Row) -> Result<Self> {
            Ok(Self(row.at(0)?, row.at(1)?))
        }
    }
    let lines: Vec<Line> = tx
        .all(
            "select code, successor_code from people_unit_successors order by code, successor_code",
            params![],
        )
        .await?;
    Ok(lines
        .into_iter()
        .map(|Line(code, successor)| (code, successor))
        .collect())
}
