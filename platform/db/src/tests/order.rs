//! Lists stand in one order on both engines.
use sqlx::{ConnectOptions, Connection, postgres::PgConnection};

use crate::{Db, Location, Migration, location::Place, params};

const WORDS: [&str; 7] = ["B", "Z", "a", "あ", "ア", "高", "髙"];
const BOOK: [Migration; 2] = [
    Migration {
        name: "book/0001_words",
        sql: "create table words (word text not null primary key)",
    },
    Migration {
        name: "book/0002_twins",
        sql: "alter table words add column twin text",
    },
];

async fn write_words(db: &Db) {
    db.migrate(&BOOK).await.unwrap();
    let rows = WORDS.iter().rev().map(|it| params![*it, *it]);
    db.write(async |tx| {
        tx.insert_many("words", &["word", "twin"], rows.clone())
            .await
    })
    .await
    .unwrap();
}

async fn words(db: &Db, sql: &'static str) -> Vec<String> {
    db.read(async |tx| tx.values(sql, params![]).await)
        .await
        .unwrap()
}

async fn assert_order_of_bytes(db: &Db) {
    for sql in [
        "select word from words order by word",
        "select twin from words order by twin",
        "select word from words order by twin || 'x'",
        "select word from words where word < 'a' union all select twin from words where 'a' <= twin order by 1",
    ] {
        assert_eq!(words(db, sql).await, WORDS, "{sql}");
    }
    assert_eq!(words(db, "select max(twin) from words").await, ["髙"]);
}

#[tokio::test]
async fn text_stands_in_the_order_of_its_bytes() {
    let db = Db::scratch().await.unwrap();

    write_words(&db).await;

    assert_order_of_bytes(&db).await;
}

/// A database of PostgreSQL in which text sorts by the rules of Japanese.
async fn japanese_database(options: &sqlx::postgres::PgConnectOptions, name: &str) -> PgConnection {
    let mut connection = options.connect().await.unwrap();
    let make = format!(
        "create database {name} template template0 encoding 'UTF8' locale_provider icu icu_locale 'ja-JP'"
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(make))
        .execute(&mut connection)
        .await
        .unwrap();
    connection
}

#[tokio::test]
async fn a_database_with_a_locale_of_its_own_changes_no_order() {
    // SQLite has no locale.
    let Ok(url) = std::env::var("TEST_DATABASE_URL") else {
        return;
    };
    let joint = if url.contains('?') { '&' } else { '?' };
    let place = Location::parse(&format!("{url}{joint}schema=town")).unwrap();
    let Place::Postgres { options, schema } = place.0 else {
        panic!("TEST_DATABASE_URL is not PostgreSQL");
    };
    let name = format!("t_{}", base::fresh_id().replace('-', ""));
    let mut keeper = japanese_database(&options, &name).await;
    let there = Location(Place::Postgres {
        options: Box::new(options.clone().database(&name)),
        schema,
    });

    let orders = tokio::spawn(async move {
        let db = Db::open(&there).await.unwrap();
        write_words(&db).await;
        assert_order_of_bytes(&db).await;
        words(&db, "select 'a' where 'a' < 'B'").await
    })
    .await;
    let drop = format!("drop database {name} with (force)");
    sqlx::raw_sql(sqlx::AssertSqlSafe(drop))
        .execute(&mut keeper)
        .await
        .unwrap();
    keeper.close().await.unwrap();

    // Without a table, the database's own rules hold: it really has others.
    assert_eq!(orders.unwrap(), ["a"]);
}
