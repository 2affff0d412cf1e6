use base::{Date, FiscalYear, Instant, StaffId, UnitCode, date};
use proptest::prelude::*;

use crate::{Cell, Db, DbError, FromCell, Migration, Record, Result, Row, Value, params};

const THINGS: Migration = Migration {
    name: "test/0001_things",
    sql: "create table things (
        id bigint not null primary key, flag boolean, number bigint, measure double precision, name text, data bytea,
        day text, moment text, staff text, unit text, year bigint)",
};

async fn things() -> Db {
    let db = Db::scratch().await.unwrap();
    db.migrate(&[THINGS]).await.unwrap();
    db
}

#[derive(Debug, Clone, PartialEq)]
struct Thing {
    flag: Option<bool>,
    number: Option<i64>,
    measure: Option<f64>,
    name: Option<String>,
    data: Option<Vec<u8>>,
    day: Option<Date>,
    moment: Option<Instant>,
    staff: Option<StaffId>,
    unit: Option<UnitCode>,
    year: Option<FiscalYear>,
}
impl Record for Thing {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            flag: row.get("flag")?,
            number: row.get("number")?,
            measure: row.get("measure")?,
            name: row.get("name")?,
            data: row.get("data")?,
            day: row.get("day")?,
            moment: row.get("moment")?,
            staff: row.get("staff")?,
            unit: row.get("unit")?,
            year: row.get("year")?,
        })
    }
}
impl Thing {
    fn params(&self, id: i64) -> Vec<Value> {
        let it = self.clone();
        params![
            id, it.flag, it.number, it.measure, it.name, it.data, it.day, it.moment, it.staff,
            it.unit, it.year
        ]
    }
}

const INSERT: &str =
    "insert into things (id, flag, number, measure, name, data, day, moment, staff, unit, year)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

/// Through three doors: a row alone, a few together, and many together.
async fn there_and_back(things: &[Thing]) -> Vec<Thing> {
    let db = self::things().await;
    let columns = [
        "id", "flag", "number", "measure", "name", "data", "day", "moment", "staff", "unit", "year",
    ];
    db.write(async |tx| {
        for (id, it) in (0..).zip(things) {
            tx.execute(INSERT, it.params(id)).await?;
        }
        let few: Vec<_> = (1000..).zip(things).map(|(id, it)| it.params(id)).collect();
        tx.insert_many("things", &columns, few).await?;
        let many: Vec<_> = (2000..2600)
            .zip(things.iter().cycle())
            .map(|(id, it)| it.params(id))
            .collect();
        tx.insert_many("things", &columns, many).await?;
        tx.all("select * from things order by id", params![]).await
    })
    .await
    .map_err(|error: DbError| error)
    .unwrap()
}

fn full() -> Thing {
    Thing {
        flag: Some(false),
        number: Some(i64::MIN),
        measure: Some(-0.1),
        name: Some("𠮷野　髙\u{E0100}\t\\N\r\n'\"$1".to_owned()),
        data: Some(vec![0, 255, 92]),
        day: Some(date(2026, 4, 1)),
        moment: Some("2026-03-31T15:00:00.120Z".parse().unwrap()),
        staff: Some(StaffId::fresh()),
        unit: Some(UnitCode("0100".to_owned())),
        year: Some(FiscalYear(2026)),
    }
}

fn empty() -> Thing {
    Thing {
        flag: None,
        number: None,
        measure: None,
        name: None,
        data: None,
        day: None,
        moment: None,
        staff: None,
        unit: None,
        year: None,
    }
}

#[tokio::test]
async fn every_kind_and_its_null_come_back_as_they_went() {
    let written = vec![full(), empty()];

    let back = there_and_back(&written).await;

    assert_eq!(back.len(), 604);
    assert_eq!(back[..2], written);
    assert_eq!(back[2..4], written);
    assert_eq!(back[4..6], written);
}

#[tokio::test]
async fn an_instant_is_text_of_fixed_width_in_utc() {
    let db = things().await;
    let moment: Instant = "2026-04-01T09:00:00+09:00".parse().unwrap();

    let text: String = db
        .write(async |tx| {
            tx.execute(
                "insert into things (id, moment) values (1, $1)",
                params![moment],
            )
            .await?;
            tx.value("select moment from things", params![]).await
        })
        .await
        .map_err(|error: DbError| error)
        .unwrap();

    assert_eq!(text, "2026-04-01T00:00:00.000Z");
}

#[tokio::test]
async fn the_null_character_is_refused() {
    let db = things().await;

    let outcome = db
        .write(async |tx| {
            tx.execute(
                "insert into things (id, name) values (1, $1)",
                params!["a\0b"],
            )
            .await
        })
        .await;
    let in_bulk = db
        .write(async |tx| {
            tx.insert_many("things", &["id", "name"], [params![1_i64, "a\0b"]])
                .await
        })
        .await;

    assert!(matches!(outcome, Err(DbError::Nul)));
    assert!(matches!(in_bulk, Err(DbError::Nul)));
}

#[tokio::test]
async fn a_wrong_type_and_a_wrong_name_say_which_column() {
    let db = things().await;
    db.write(async |tx| tx.execute(INSERT, full().params(1)).await)
        .await
        .unwrap();

    struct Wrong;
    impl Record for Wrong {
        fn read(row: &Row<'_>) -> Result<Self> {
            row.get::<i64>("name").map(|_| Self)
        }
    }
    #[derive(Debug)]
    struct Missing;
    impl Record for Missing {
        fn read(row: &Row<'_>) -> Result<Self> {
            row.get::<i64>("nome").map(|_| Self)
        }
    }
    let wrong = db
        .read(async |tx| tx.one::<Wrong>("select * from things", params![]).await)
        .await;
    let missing = db
        .read(async |tx| tx.one::<Missing>("select * from things", params![]).await)
        .await;
    let none = db
        .read(async |tx| {
            tx.one::<Missing>("select * from things where id = 2", params![])
                .await
        })
        .await;
    let null: Result<i64> = db
        .read(async |tx| {
            tx.value("select max(number) from things where id = 2", params![])
                .await
        })
        .await;

    assert!(matches!(wrong.err(), Some(DbError::Column { column, .. }) if column == "name"));
    assert!(matches!(missing.err(), Some(DbError::NoColumn(column)) if column == "nome"));
    assert!(matches!(none.err(), Some(DbError::NotFound)));
    assert!(matches!(null.err(), Some(DbError::Column { .. })));
}

#[tokio::test]
async fn sums_and_comparisons_are_the_same_on_both_engines() {
    let db = things().await;

    let (sum, mean, is_some): (i64, f64, bool) = db
        .write(async |tx| {
            tx.execute(
                "insert into things (id, number) values (1, 7), (2, 8)",
                params![],
            )
            .await?;
            let sum = tx
                .value("select sum(number) from things", params![])
                .await?;
            let mean = tx
                .value("select avg(number) from things", params![])
                .await?;
            let is_some = tx
                .value(
                    "select exists (select 1 from things where number = $1)",
                    params![8_i64],
                )
                .await?;
            Ok::<_, DbError>((sum, mean, is_some))
        })
        .await
        .unwrap();

    assert_eq!((sum, mean, is_some), (15, 7.5, true));
}

#[tokio::test]
async fn a_missing_or_surplus_parameter_is_refused() {
    let db = things().await;
    let sql = "select count(*) from things where id = $1 and number = $2";

    let few: Result<i64> = db
        .read(async |tx| tx.value(sql, params![1_i64]).await)
        .await;
    let many: Result<i64> = db
        .read(async |tx| tx.value(sql, params![1_i64, 2_i64, 3_i64]).await)
        .await;

    assert!(few.is_err());
    // PostgreSQL lets a surplus one pass.
    assert!(many.is_err() || db.is_postgres());
}

#[test]
fn an_integer_that_does_not_fit_is_refused() {
    assert_eq!(i16::from_cell(Cell::Int(32_768)), None);
    assert_eq!(u32::from_cell(Cell::Int(-1)), None);
    assert_eq!(i32::from_cell(Cell::Int(-1)), Some(-1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_text_number_and_bytes_come_back_through_every_door(
        name in "[^\0]{0,40}", number: i64, measure in -1e300..1e300_f64, data: Vec<u8>,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let thing = Thing { name: Some(name), number: Some(number), measure: Some(measure), data: Some(data), ..empty() };

        let back = runtime.block_on(there_and_back(std::slice::from_ref(&thing)));

        prop_assert!(back.len() == 602 && back.iter().all(|it| *it == thing), "{thing:?}");
    }
}
