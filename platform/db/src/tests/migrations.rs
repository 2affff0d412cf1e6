use crate::{Db, DbError, Migration, params, tests::CLASSES};

const ROOMS: Migration = Migration {
    name: "training/0002_rooms",
    sql: "create table rooms (id text not null primary key); insert into rooms (id) values ('201');",
};
const BROKEN: Migration = Migration {
    name: "training/0003_broken",
    sql: "create table half (id text); insert into nowhere (id) values (1);",
};

async fn count(db: &Db, table: &str) -> Result<i64, DbError> {
    let sql = format!("select count(*) from {table}");
    db.read(async |tx| tx.value(&sql, params![]).await).await
}

#[tokio::test]
async fn each_step_runs_once() {
    let db = Db::scratch().await.unwrap();

    db.migrate(&[CLASSES]).await.unwrap();
    let before: Vec<_> = db
        .pending(&[CLASSES, ROOMS])
        .await
        .unwrap()
        .iter()
        .map(|it| it.name)
        .collect();
    db.migrate(&[CLASSES, ROOMS]).await.unwrap();
    db.migrate(&[ROOMS, CLASSES]).await.unwrap();

    assert_eq!(before, [ROOMS.name]);
    assert!(db.pending(&[CLASSES, ROOMS]).await.unwrap().is_empty());
    assert_eq!(count(&db, "rooms").await.unwrap(), 1);
}

#[tokio::test]
async fn a_step_that_fails_leaves_nothing_behind() {
    let db = Db::scratch().await.unwrap();

    let outcome = db.migrate(&[CLASSES, BROKEN]).await;

    assert!(matches!(outcome, Err(DbError::Migration { name, .. }) if name == BROKEN.name));
    assert_eq!(count(&db, "classes").await.unwrap(), 0);
    assert!(count(&db, "half").await.is_err());
}

#[tokio::test]
async fn an_older_program_refuses_a_newer_schema() {
    let db = Db::scratch().await.unwrap();
    db.migrate(&[CLASSES, ROOMS]).await.unwrap();

    let outcome = db.migrate(&[CLASSES]).await;

    assert!(matches!(outcome, Err(DbError::NewerSchema { name }) if name == ROOMS.name));
}

#[tokio::test]
async fn a_step_must_not_change_after_it_ran() {
    let db = Db::scratch().await.unwrap();
    db.migrate(&[ROOMS]).await.unwrap();
    let other_line_ends = Migration {
        name: ROOMS.name,
        sql: "create table rooms (id text not null primary key);\r insert into rooms (id) values ('201');",
    };
    let other_text = Migration {
        name: ROOMS.name,
        sql: "create table rooms (id text)",
    };

    assert!(db.pending(&[other_line_ends]).await.unwrap().is_empty());
    assert!(
        matches!(db.pending(&[other_text]).await, Err(DbError::ChangedMigration { name }) if name == ROOMS.name)
    );
}

#[tokio::test]
async fn a_name_stands_for_one_step() {
    let db = Db::scratch().await.unwrap();

    assert!(matches!(
        db.migrate(&[ROOMS, ROOMS]).await,
        Err(DbError::Migration { .. })
    ));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_who_start_at_once_do_it_once() {
    let db = Db::scratch().await.unwrap();

    let starters = (0..4).map(|_| {
        let db = db.clone();
        tokio::spawn(async move { db.migrate(&[CLASSES, ROOMS]).await })
    });
    for outcome in futures::future::join_all(starters).await {
        outcome.unwrap().unwrap();
    }

    assert_eq!(count(&db, "rooms").await.unwrap(), 1);
}
