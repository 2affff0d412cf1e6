use db::DbError;
use futures::future::join_all;

use super::{hanako, ledger, look, noon, sealed};
use crate::{Actor, Entry, Head, entries, head, holds, seal_now, verify, write};

async fn change(db: &db::Db, entry: &Entry, is_fine: bool) -> Result<(), DbError> {
    db.write(async |tx| {
        write(tx, entry).await?;
        if is_fine {
            Ok(())
        } else {
            Err(DbError::NotFound)
        }
    })
    .await
}

#[tokio::test]
async fn an_entry_stands_and_falls_with_its_change() {
    let db = ledger().await;
    let (kept, undone) = (look(), look());

    change(&db, &kept, true).await.unwrap();
    change(&db, &undone, false).await.unwrap_err();
    let found = db
        .read(async |tx| entries(tx, &Default::default(), None, 10).await)
        .await
        .unwrap();

    assert_eq!(found, [kept]);
}

#[tokio::test]
async fn the_program_itself_may_act_on_nobody() {
    let db = ledger().await;
    let entry = Entry::change(noon(), Actor::system(), "db.migrate");

    change(&db, &entry, true).await.unwrap();
    seal_now(&db).await.unwrap();

    assert!(verify(&db).await.unwrap().is_whole());
}

#[tokio::test]
async fn sealing_goes_on_where_it_stopped() {
    let (db, _) = sealed(1500).await;
    let first = db.read(async |tx| head(tx).await).await.unwrap().unwrap();

    change(&db, &look(), true).await.unwrap();
    let before = verify(&db).await.unwrap();
    let count = seal_now(&db).await.unwrap();
    let after = verify(&db).await.unwrap();

    assert_eq!(
        (before.sealed, before.waiting, before.head),
        (1500, 1, Some(first))
    );
    assert_eq!((count, after.sealed, after.waiting), (1, 1501, 0));
    assert!(before.is_whole() && after.is_whole());
    assert!(db.read(async |tx| holds(tx, &first).await).await.unwrap());
    let other = Head { seq: 1501, ..first };
    assert!(!db.read(async |tx| holds(tx, &other).await).await.unwrap());
}

#[tokio::test]
async fn an_empty_ledger_is_whole_and_has_no_head() {
    let verdict = verify(&ledger().await).await.unwrap();

    assert_eq!(
        (
            verdict.sealed,
            verdict.waiting,
            verdict.head,
            verdict.broken
        ),
        (0, 0, None, None)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writers_and_several_sealers_make_one_chain() {
    let db = ledger().await;

    let writers = (0..8).map(|_| {
        let db = db.clone();
        tokio::spawn(async move {
            for _ in 0..25 {
                let entry = Entry::change(noon(), hanako(), "people.edit");
                db.write(async |tx| write(tx, &entry).await).await.unwrap();
            }
        })
    });
    let sealers = (0..3).map(|_| {
        let db = db.clone();
        tokio::spawn(async move {
            for _ in 0..10 {
                seal_now(&db).await.unwrap();
            }
        })
    });
    for it in join_all(writers.chain(sealers).collect::<Vec<_>>()).await {
        it.unwrap();
    }
    seal_now(&db).await.unwrap();

    let verdict = verify(&db).await.unwrap();
    assert_eq!(
        (verdict.sealed, verdict.waiting, verdict.broken),
        (200, 0, None)
    );
}
