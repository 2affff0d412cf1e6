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
