use crate::{Cell, Db, DbError, params, tests::town};

async fn count(db: &Db) -> i64 {
    db.read(async |tx| tx.value("select count(*) from classes", params![]).await)
        .await
        .unwrap()
}

#[tokio::test]
async fn any_number_of_rows_arrives_whole() {
    for rows in [0_i64, 1, 31, 32, 33, 499, 500, 501, 1000] {
        let db = town().await;

        let told = db
            .write(async |tx| {
                let ids: Vec<String> = (0..rows).map(|it| format!("{it:05}")).collect();
                let cells = ids
                    .iter()
                    .zip(0..)
                    .map(|(id, seats)| [Cell::Text(id), Cell::Int(seats)]);
                tx.insert_many("classes", &["id", "seats"], cells).await
            })
            .await
            .unwrap();

        assert_eq!((told, count(&db).await), (rows as u64, rows));
    }
}

#[tokio::test]
async fn a_row_that_breaks_a_rule_undoes_all() {
    let db = town().await;

    let twice = db
        .write(async |tx| {
            let rows = [
                params!["a", 1_i64],
                params!["b", 1_i64],
                params!["a", 2_i64],
            ];
            tx.insert_many("classes", &["id", "seats"], rows).await
        })
        .await;

    assert!(matches!(&twice, Err(DbError::Duplicate(_))), "{twice:?}");
    assert_eq!(count(&db).await, 0);
}

#[tokio::test]
async fn a_row_of_the_wrong_width_is_named_and_the_connection_stays_good() {
    let db = town().await;

    for before in [1, 1000] {
        let narrow = db
            .write(async |tx| {
                let fine = (0..before).map(|it: i64| params![it.to_string(), it]);
                tx.insert_many("classes", &["id", "seats"], fine.chain([params!["b"]]))
                    .await
            })
            .await;
        assert!(
            matches!(
                &narrow,
                Err(DbError::Width {
                    expected: 2,
                    found: 1,
                    ..
                })
            ),
            "{narrow:?}"
        );
    }
    for _ in 0..20 {
        assert_eq!(count(&db).await, 0);
    }
}

#[tokio::test]
async fn each_shows_every_row_and_stops_at_an_error() {
    let db = town().await;
    db.write(async |tx| {
        tx.insert_many(
            "classes",
            &["id", "seats"],
            (0..500_i64).map(|it| params![it.to_string(), it]),
        )
        .await
    })
    .await
    .unwrap();

    let (mut sum, mut seen) = (0, 0);
    let mut tx = db.begin_read().await.unwrap();
    tx.each("select seats from classes", params![], |row| {
        sum += row.get::<i64>("seats")?;
        Ok(())
    })
    .await
    .unwrap();
    let stopped = tx
        .each("select seats from classes", params![], |_| {
            seen += 1;
            if seen == 3 {
                Err(DbError::NotFound)
            } else {
                Ok(())
            }
        })
        .await;

    assert_eq!((sum, seen), (124_750, 3));
    assert!(matches!(stopped, Err(DbError::NotFound)));
}

/// What keeps order in a table: that a second `a` is refused, and an application to a class that is not there.
async fn refusals(db: &Db) -> (bool, bool) {
    let second = db
        .write(async |tx| {
            tx.execute("insert into classes (id, seats) values ('a', 1)", params![])
                .await
        })
        .await;
    let astray = db
        .write(async |tx| {
            let sql = "insert into applications (class_id, staff) values ('nowhere', 'hanako')";
            tx.execute(sql, params![]).await
        })
        .await;
    (second.is_err(), astray.is_err())
}

#[tokio::test]
async fn keys_that_stood_aside_are_back_and_hold() {
    let db = town().await;
    let index = "create index classes_by_seats on classes (seats)";
    db.write(async |tx| tx.execute(index, params![]).await)
        .await
        .unwrap();

    for _ in 0..2 {
        db.write(async |tx| {
            let aside = tx.set_keys_aside(&["classes", "applications"]).await?;
            tx.execute("delete from classes", params![]).await?;
            tx.execute("insert into classes (id, seats) values ('a', 1)", params![])
                .await?;
            tx.put_keys_back(aside).await
        })
        .await
        .unwrap();

        assert_eq!(refusals(&db).await, (true, true));
    }
    let same_name = db
        .write(async |tx| tx.execute(index, params![]).await)
        .await;
    assert!(same_name.is_err(), "the index is not back");
}

#[tokio::test]
async fn rows_that_came_twice_meanwhile_undo_all() {
    let db = town().await;

    let twice = db
        .write(async |tx| {
            let aside = tx.set_keys_aside(&["classes", "applications"]).await?;
            for _ in 0..2 {
                tx.execute("insert into classes (id, seats) values ('a', 1)", params![])
                    .await?;
            }
            tx.put_keys_back(aside).await
        })
        .await;

    assert!(matches!(&twice, Err(DbError::Duplicate(_))), "{twice:?}");
    assert_eq!(count(&db).await, 0);
}
