use std::time::Duration;

use base::StaffId;
use db::{Db, params};
use futures::future::join_all;

use super::{hanako, ledger, look, noon};
use crate::{Entry, Filter, Reads, Sealer, Subject, Unrecorded, entries, looks_at, verify, write};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_look_is_on_record_when_its_answer_leaves() {
    let db = ledger().await;
    let reads = Reads::start(db.clone());

    let all = join_all((0..300).map(|_| reads.record(look()))).await;
    let count: i64 = db
        .read(async |tx| {
            tx.value("select count(*) from ledger_entries", params![])
                .await
        })
        .await
        .unwrap();

    assert!(all.into_iter().all(|it| it.is_ok()));
    assert_eq!(count, 300);
}

#[tokio::test]
async fn without_an_entry_there_is_no_answer() {
    let db = Db::scratch().await.unwrap();
    let reads = Reads::start(db);

    assert_eq!(reads.record(look()).await, Err(Unrecorded));
}

#[tokio::test]
async fn one_bad_entry_does_not_end_the_recording() {
    let db = ledger().await;
    let reads = Reads::start(db);
    let entry = look();

    assert_eq!(reads.record(entry.clone()).await, Ok(()));
    assert_eq!(reads.record(entry).await, Err(Unrecorded));
    assert_eq!(reads.record(look()).await, Ok(()));
}

#[tokio::test]
async fn a_person_sees_who_looked_newest_first_and_by_pages() {
    let db = ledger().await;
    let looks: Vec<Entry> = (0..5).map(|_| look()).collect();
    let taro = Subject::staff(&StaffId("taro".to_owned()));
    db.write(async |tx| {
        for it in &looks {
            write(tx, it).await?;
        }
        write(tx, &look().about(Subject::new("staff", "jiro"))).await?;
        write(
            tx,
            &Entry::change(noon(), hanako(), "people.edit").about(taro.clone()),
        )
        .await
    })
    .await
    .unwrap();

    let (first, second) = db
        .read(async |tx| {
            let first = looks_at(tx, &taro, None, 3).await?;
            let second = looks_at(tx, &taro, Some(&first[2].id), 3).await?;
            Ok::<_, db::DbError>((first, second))
        })
        .await
        .unwrap();

    let newest: Vec<Entry> = looks.into_iter().rev().collect();
    assert_eq!([first, second].concat(), newest);
}

#[tokio::test]
async fn an_auditor_asks_by_actor_action_and_time() {
    let db = ledger().await;
    let entry = look();
    db.write(async |tx| write(tx, &entry).await).await.unwrap();
    let ask = async |filter: Filter| {
        db.read(async |tx| entries(tx, &filter, None, 10).await)
            .await
            .unwrap()
            .len()
    };
    let moment = entry.at;
    let just_after = moment + Duration::from_millis(1);

    assert_eq!(
        ask(Filter {
            actor: Some(StaffId("hanako".into())),
            ..Filter::default()
        })
        .await,
        1
    );
    assert_eq!(
        ask(Filter {
            actor: Some(StaffId("taro".into())),
            ..Filter::default()
        })
        .await,
        0
    );
    assert_eq!(
        ask(Filter {
            actions: vec!["people.edit".into()],
            ..Filter::default()
        })
        .await,
        0
    );
    assert_eq!(
        ask(Filter {
            is_look: Some(true),
            from: Some(moment),
            until: Some(just_after),
            ..Filter::default()
        })
        .await,
        1
    );
    assert_eq!(
        ask(Filter {
            until: Some(moment),
            ..Filter::default()
        })
        .await,
        0
    );
    assert_eq!(
        ask(Filter {
            from: Some(just_after),
            ..Filter::default()
        })
        .await,
        0
    );
}

#[tokio::test]
async fn the_sealer_seals_in_the_background() {
    let db = ledger().await;
    let _sealer = Sealer::start(db.clone(), Duration::from_millis(10));
    let entry = look();
    db.write(async |tx| write(tx, &entry).await).await.unwrap();

    for _ in 0..200 {
        tokio::time::sleep(Duration::from_millis(10)).await;
        if verify(&db).await.unwrap().sealed == 1 {
            return;
        }
    }
    panic!("nothing was sealed in two seconds");
}
