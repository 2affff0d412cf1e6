use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use crate::{
    Db, DbError, Retry, Sql, Tx, params,
    tests::{busy_town, town},
};

/// A seat when there is one; says whether it was given.
async fn apply(tx: &mut Tx, staff: &str) -> Result<bool, DbError> {
    let seats: i64 = tx
        .value("select seats from classes where id = $1", params!["ojt"])
        .await?;
    let taken: i64 = tx
        .value(
            "select count(*) from applications where class_id = $1",
            params!["ojt"],
        )
        .await?;
    tokio::task::yield_now().await;
    if seats <= taken {
        return Ok(false);
    }
    tx.execute(
        "insert into applications (class_id, staff) values ($1, $2)",
        params!["ojt", staff],
    )
    .await?;
    Ok(true)
}

async fn class_with_seats(db: &Db, seats: i64) {
    db.write(async |tx| {
        tx.execute(
            "insert into classes (id, seats) values ($1, $2)",
            params!["ojt", seats],
        )
        .await
    })
    .await
    .unwrap();
}

async fn taken(db: &Db) -> i64 {
    db.read(async |tx| {
        tx.value("select count(*) from applications", params![])
            .await
    })
    .await
    .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ten_who_race_for_three_seats_get_three() {
    let (db, _folder) = busy_town().await;
    class_with_seats(&db, 3).await;

    let racers = (0..10).map(|number| {
        let db = db.clone();
        tokio::spawn(async move {
            let staff = format!("{number:04}");
            db.write(async |tx| apply(tx, &staff).await).await.unwrap()
        })
    });
    let results = futures::future::join_all(racers).await;

    let seated = results
        .into_iter()
        .filter(|it| *it.as_ref().unwrap())
        .count();
    assert_eq!((seated, taken(&db).await), (3, 3));
}

#[tokio::test]
async fn an_error_undoes_what_was_written_before_it() {
    let db = town().await;
    class_with_seats(&db, 3).await;

    let outcome: Result<(), DbError> = db
        .write(async |tx| {
            apply(tx, "hanako").await?;
            Err(DbError::NotFound)
        })
        .await;

    assert!(matches!(outcome, Err(DbError::NotFound)));
    assert_eq!(taken(&db).await, 0);
}

#[tokio::test]
async fn a_dropped_transaction_leaves_no_trace_and_no_lock() {
    let db = town().await;
    class_with_seats(&db, 3).await;

    let cut_short = db.write(async |tx| {
        apply(tx, "hanako").await?;
        std::future::pending::<Result<(), DbError>>().await
    });
    let given_up = tokio::time::timeout(std::time::Duration::from_millis(50), cut_short).await;

    assert!(given_up.is_err());
    assert_eq!(taken(&db).await, 0);
    assert!(db.write(async |tx| apply(tx, "taro").await).await.unwrap());
}

#[tokio::test]
async fn a_conflict_is_tried_again_and_a_refusal_is_not() {
    let db = town().await;
    class_with_seats(&db, 3).await;
    let tries = AtomicU32::new(0);

    let answer: Result<u32, DbError> = db
        .write(async |tx| {
            apply(tx, "hanako").await?;
            match tries.fetch_add(1, Ordering::SeqCst) {
                0 | 1 => Err(DbError::Conflict),
                it => Ok(it),
            }
        })
        .await;
    let refusal: Result<(), DbError> = db
        .write(async |_| {
            tries.fetch_add(1, Ordering::SeqCst);
            Err(DbError::NotFound)
        })
        .await;

    assert_eq!(answer.unwrap(), 2);
    assert!(!refusal.unwrap_err().is_conflict());
    assert_eq!(tries.load(Ordering::SeqCst), 4);
    assert_eq!(taken(&db).await, 1);
}

#[tokio::test]
async fn a_conflict_without_end_is_given_up() {
    let db = town().await;

    let outcome: Result<(), DbError> = db.write(async |_| Err(DbError::Conflict)).await;

    assert!(matches!(outcome, Err(DbError::Conflict)));
}

#[tokio::test]
async fn reading_cannot_change_anything() {
    let db = town().await;

    let outcome: Result<u64, DbError> = db
        .read(async |tx| {
            tx.execute("insert into classes (id, seats) values ('x', 1)", params![])
                .await
        })
        .await;

    assert!(matches!(outcome, Err(DbError::ReadOnly)), "{outcome:?}");
    class_with_seats(&db, 1).await;
}

#[tokio::test]
async fn a_second_row_with_the_same_key_and_a_broken_rule_have_names() {
    let db = town().await;
    class_with_seats(&db, 1).await;
    let insert = "insert into applications (class_id, staff) values ($1, $2)";

    let twice: Result<(), DbError> = db
        .write(async |tx| {
            tx.execute(insert, params!["ojt", "0001"]).await?;
            tx.execute(insert, params!["ojt", "0001"]).await?;
            Ok(())
        })
        .await;
    let orphan = db
        .write(async |tx| tx.execute(insert, params!["none", "0001"]).await)
        .await;

    assert!(matches!(&twice, Err(DbError::Duplicate(_))), "{twice:?}");
    assert!(matches!(&orphan, Err(DbError::Constraint(_))), "{orphan:?}");
    assert!(!format!("{twice:?}{orphan:?}").contains("0001"));
}

#[tokio::test]
async fn after_a_swallowed_error_nothing_is_committed() {
    let db = town().await;

    let outcome: Result<(), DbError> = db
        .write(async |tx| {
            let insert = "insert into classes (id, seats) values ('a', 1)";
            tx.execute(insert, params![]).await?;
            let _ = tx.execute(insert, params![]).await;
            Ok(())
        })
        .await;
    let classes: i64 = db
        .read(async |tx| tx.value("select count(*) from classes", params![]).await)
        .await
        .unwrap();

    assert!(matches!(outcome, Err(DbError::Spoilt)), "{outcome:?}");
    assert_eq!(classes, 0);
}

#[tokio::test]
async fn parameters_may_come_in_any_order_and_twice() {
    let db = town().await;
    class_with_seats(&db, 3).await;

    let (id, seats): (String, i64) = db
        .read(async |tx| {
            let id = tx.value(
                "select id from classes where seats = $2 and id = $1",
                params!["ojt", 3_i64],
            );
            let id = id.await?;
            let sql = Sql::new("select seats from classes where id in ").bind_list(["x", "ojt"]);
            Ok::<_, DbError>((id, tx.value_of(sql).await?))
        })
        .await
        .unwrap();

    assert_eq!((id.as_str(), seats), ("ojt", 3));
}

#[tokio::test]
async fn changed_rows_are_counted_and_returned() {
    let db = town().await;
    class_with_seats(&db, 3).await;

    let (changed, missed, back): (u64, u64, Vec<String>) = db
        .write(async |tx| {
            let update = "update classes set seats = seats + 1 where id = $1";
            let changed = tx.execute(update, params!["ojt"]).await?;
            let missed = tx.execute(update, params!["none"]).await?;
            let back = tx.values(
                "update classes set seats = 9 where id = $1 returning id",
                params!["ojt"],
            );
            Ok::<_, DbError>((changed, missed, back.await?))
        })
        .await
        .unwrap();

    assert_eq!((changed, missed, back), (1, 0, vec!["ojt".to_owned()]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn those_of_one_name_pass_one_after_the_other_and_try_once() {
    let (db, _folder) = busy_town().await;
    class_with_seats(&db, 0).await;
    let tries = Arc::new(AtomicU32::new(0));

    let workers = (0..8).map(|_| {
        let (db, tries) = (db.clone(), tries.clone());
        tokio::spawn(async move {
            db.write_alone("seats", async |tx| {
                tries.fetch_add(1, Ordering::SeqCst);
                let seats: i64 = tx.value("select seats from classes", params![]).await?;
                tokio::task::yield_now().await;
                tx.execute("update classes set seats = $1", params![seats + 1])
                    .await
            })
            .await
            .unwrap();
        })
    });
    for it in futures::future::join_all(workers).await {
        it.unwrap();
    }
    let seats: i64 = db
        .read(async |tx| tx.value("select seats from classes", params![]).await)
        .await
        .unwrap();

    assert_eq!((seats, tries.load(Ordering::SeqCst)), (8, 8));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_sees_one_moment_while_others_write() {
    let (db, _folder) = busy_town().await;
    class_with_seats(&db, 3).await;

    let (before, after): (i64, i64) = db
        .read(async |tx| {
            let count = "select count(*) from applications";
            let before = tx.value(count, params![]).await?;
            let is_seated = db.write(async |tx| apply(tx, "hanako").await).await?;
            assert!(is_seated);
            Ok::<_, DbError>((before, tx.value(count, params![]).await?))
        })
        .await
        .unwrap();

    assert_eq!((before, after, taken(&db).await), (0, 0, 1));
}

#[tokio::test]
async fn every_statement_is_counted_in_whichever_transaction() {
    let db = town().await;
    class_with_seats(&db, 1).await;
    let before = db.statements();

    let seats: Result<i64, DbError> = db
        .read(async |tx| {
            tx.value("select seats from classes where id = $1", params!["ojt"])
                .await
        })
        .await;
    let given = db.write(async |tx| apply(tx, "hanako").await).await;

    assert_eq!((seats.unwrap(), given.unwrap()), (1, true));
    assert_eq!(db.statements() - before, 1 + 3);
}
