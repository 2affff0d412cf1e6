//! Figures out of a city of a few people.
use base::{FAR_FUTURE, date};
use db::{Db, Migration, params};
use indicator::Registry;

use super::*;

const DAY: Date = date(2026, 3, 31);

#[test]
fn every_indicator_is_of_people_and_has_its_own_name() {
    let registry = Registry::of(&[INDICATORS]);
    assert!(registry.iter().all(|it| it.source() == "people"));
}

async fn city() -> Db {
    let db = Db::scratch().await.expect("a scratch database opens");
    let sql = include_str!("../../migrations/0001_people.sql");
    db.migrate(&[Migration {
        name: "people/0001_people",
        sql,
    }])
    .await
    .expect("the tables are made");
    db
}

async fn add_person(tx: &mut Tx, number: usize, posts: &[(&str, Date, Date)]) -> Result<()> {
    let id = format!("person-{number}");
    tx.execute(
        "insert into people_staff (id, number, kind, legal_name, used_name, kana, sex, born_on, hired_on, ends_on,
                                   kana_order, name_key)
         values ($1, $1, 'regular', '', '', '', 'female', '1990-01-01', $2, '9999-12-31', '', '')",
        params![&id, posts[0].1],
    )
    .await?;
    for (unit, starts_on, ends_on) in posts {
        tx.execute(
            "insert into people_assignments (staff_id, starts_on, unit_code, kind, ends_on, post, grade, is_head)
             values ($1, $2, $3, 'main', $4, '', 1, $5)",
            params![&id, *starts_on, *unit, *ends_on, false],
        )
        .await?;
    }
    Ok(())
}

async fn figure(db: &Db, name: &str, day: Date) -> Figure {
    let indicator = INDICATORS
        .iter()
        .find(|it| it.name == name)
        .expect("it is offered");
    let year = base::FiscalYear(2025);
    db.read(async |tx| indicator.figure(tx, year, day).await)
        .await
        .expect("it can be read")
}

#[tokio::test]
async fn moves_of_the_year_leave_out_new_colleagues_and_merged_units() {
    let db = city().await;
    let (long_ago, april, october) = (date(2020, 4, 1), date(2025, 4, 1), date(2025, 10, 1));
    db.write(async |tx| {
        tx.execute(
            "insert into people_unit_successors values ('0100', '0200')",
            params![],
        )
        .await?;
        add_person(
            tx,
            1,
            &[
                ("0500", long_ago, april),
                ("0600", april, october),
                ("0700", october, FAR_FUTURE),
            ],
        )
        .await?;
        add_person(
            tx,
            2,
            &[("0100", long_ago, april), ("0200", april, FAR_FUTURE)],
        )
        .await?;
        add_person(tx, 3, &[("0500", april, FAR_FUTURE)]).await?;
        add_person(
            tx,
            4,
            &[
                ("0500", long_ago, date(2026, 4, 1)),
                ("0600", date(2026, 4, 1), FAR_FUTURE),
            ],
        )
        .await
    })
    .await
    .unwrap();

    assert_eq!(figure(&db, "people.moves", DAY).await, Figure::of(2, DAY));
    let september = date(2025, 9, 30);
    assert_eq!(
        figure(&db, "people.moves", september).await,
        Figure::of(1, september)
    );
    assert_eq!(figure(&db, "people.staff", DAY).await, Figure::of(4, DAY));
}

#[tokio::test]
async fn where_the_records_begin_in_the_year_moves_are_missing_and_not_zero() {
    let db = city().await;
    db.write(async |tx| add_person(tx, 1, &[("0500", date(2025, 4, 1), FAR_FUTURE)]).await)
        .await
        .unwrap();

    assert_eq!(
        figure(&db, "people.moves", DAY).await,
        Figure::missing(Missing::NoData, DAY)
    );
    assert_eq!(
        figure(&db, "people.moves", date(2025, 3, 31)).await.missing,
        Some(Missing::NotYet)
    );
    assert_eq!(
        figure(&db, "people.leaders", DAY).await,
        Figure::missing(Missing::NoData, DAY)
    );
}

#[tokio::test]
async fn the_mean_stay_of_ten_is_told_and_of_nine_is_not() {
    let db = city().await;
    db.write(async |tx| {
        for number in 0..9 {
            add_person(tx, number, &[("0500", date(2025, 4, 1), FAR_FUTURE)]).await?;
        }
        Result::Ok(())
    })
    .await
    .unwrap();
    assert_eq!(
        figure(&db, "people.tenure", DAY).await.missing,
        Some(Missing::SmallGroup)
    );

    db.write(async |tx| add_person(tx, 9, &[("0500", date(2024, 4, 1), FAR_FUTURE)]).await)
        .await
        .unwrap();
    assert_eq!(
        figure(&db, "people.tenure", DAY).await,
        Figure::of(132, DAY)
    );
}
