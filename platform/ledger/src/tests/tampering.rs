use db::{Db, params};

use super::{look, sealed};
use crate::{Breach, Entry, EntryId, verify};

async fn tamper(db: &Db, sql: &str) {
    db.write(async |tx| tx.execute(sql, params![]).await)
        .await
        .unwrap();
}

async fn breach(db: &Db) -> (Breach, Option<i64>, Option<EntryId>) {
    let it = verify(db)
        .await
        .unwrap()
        .broken
        .expect("the recount finds it");
    (it.breach, it.seq, it.entry)
}

fn at(breach: Breach, seq: i64, entry: &Entry) -> (Breach, Option<i64>, Option<EntryId>) {
    (breach, Some(seq), Some(entry.id.clone()))
}

#[tokio::test]
async fn any_altered_field_is_found_and_named() {
    let alterations = [
        "at = '2026-04-01T03:00:00.124Z'",
        "at = 'yesterday'",
        "actor = null",
        "actor = 'jiro'",
        "role = ''",
        "action = 'people.list'",
        "is_look = false",
        "subject_kind = null",
        "subject_kind = 'unit'",
        "subject_id = 'jiro'",
        "subject_kind = null, subject_id = null",
        "subject_kind = 'stafft', subject_id = 'aro'",
        "purpose = null",
        "purpose = 'Transfer'",
        "detail = null",
        "detail = '{\"rows\":2}'",
    ];
    for alteration in alterations {
        let (db, entries) = sealed(4).await;
        tamper(
            &db,
            &format!(
                "update ledger_entries set {alteration} where id = '{}'",
                entries[1].id.0
            ),
        )
        .await;

        let verdict = verify(&db).await.unwrap();

        assert_eq!(verdict.sealed, 1, "{alteration}");
        assert_eq!(
            breach(&db).await,
            at(Breach::Altered, 2, &entries[1]),
            "{alteration}"
        );
    }
}

#[tokio::test]
async fn an_altered_seal_is_found() {
    for alteration in [
        "hash = 'x'",
        "hash = replace(replace(hash, '1', '2'), '3', '4')",
    ] {
        let (db, entries) = sealed(4).await;
        tamper(
            &db,
            &format!("update ledger_seals set {alteration} where seq = 4"),
        )
        .await;

        assert_eq!(
            breach(&db).await,
            at(Breach::Altered, 4, &entries[3]),
            "{alteration}"
        );
    }
}

#[tokio::test]
async fn a_removed_entry_is_found_wherever_it_was() {
    for place in 0..4 {
        let (db, entries) = sealed(4).await;
        tamper(
            &db,
            &format!(
                "delete from ledger_entries where id = '{}'",
                entries[place].id.0
            ),
        )
        .await;

        assert_eq!(
            breach(&db).await,
            at(Breach::Removed, place as i64 + 1, &entries[place])
        );
    }
}

#[tokio::test]
async fn a_removed_seal_is_found_wherever_it_was() {
    for place in 0..3 {
        let (db, entries) = sealed(4).await;
        tamper(
            &db,
            &format!("delete from ledger_seals where seq = {}", place + 1),
        )
        .await;

        assert_eq!(
            breach(&db).await,
            at(Breach::Removed, place + 1, &entries[place as usize])
        );
    }
    let (db, entries) = sealed(4).await;
    tamper(&db, "delete from ledger_seals where seq = 4").await;

    assert_eq!(
        breach(&db).await,
        (Breach::Inserted, None, Some(entries[3].id.clone()))
    );
}

#[tokio::test]
async fn an_entry_removed_with_its_seal_leaves_a_gap() {
    let (db, entries) = sealed(4).await;
    tamper(
        &db,
        &format!(
            "delete from ledger_entries where id = '{}'",
            entries[1].id.0
        ),
    )
    .await;
    tamper(&db, "delete from ledger_seals where seq = 2").await;

    assert_eq!(breach(&db).await, (Breach::Removed, Some(2), None));
}

#[tokio::test]
async fn a_gap_that_was_closed_still_breaks_the_chain() {
    let (db, entries) = sealed(4).await;
    tamper(
        &db,
        &format!(
            "delete from ledger_entries where id = '{}'",
            entries[1].id.0
        ),
    )
    .await;
    tamper(&db, "delete from ledger_seals where seq = 2").await;
    tamper(&db, "update ledger_seals set seq = 2 where seq = 3").await;
    tamper(&db, "update ledger_seals set seq = 3 where seq = 4").await;

    assert_eq!(breach(&db).await, at(Breach::Altered, 2, &entries[2]));
}

#[tokio::test]
async fn the_newest_entry_removed_with_its_seal_is_missed_by_the_head_that_a_backup_carries() {
    let (db, entries) = sealed(4).await;
    let head = verify(&db).await.unwrap().head.unwrap();
    tamper(
        &db,
        &format!(
            "delete from ledger_entries where id = '{}'",
            entries[3].id.0
        ),
    )
    .await;
    tamper(&db, "delete from ledger_seals where seq = 4").await;

    assert!(verify(&db).await.unwrap().is_whole());
    assert!(
        !db.read(async |tx| crate::holds(tx, &head).await)
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn swapped_entries_are_found() {
    let (db, entries) = sealed(4).await;
    let (second, fourth) = (&entries[1].id.0, &entries[3].id.0);
    tamper(&db, "update ledger_seals set entry_id = 'x' where seq = 2").await;
    tamper(
        &db,
        &format!("update ledger_seals set entry_id = '{second}' where seq = 4"),
    )
    .await;
    tamper(
        &db,
        &format!("update ledger_seals set entry_id = '{fourth}' where seq = 2"),
    )
    .await;

    assert_eq!(breach(&db).await, at(Breach::Reordered, 2, &entries[3]));
}

#[tokio::test]
async fn an_entry_slipped_in_without_a_seal_is_found() {
    let (db, _) = sealed(3).await;
    let slipped = look();
    db.write(async |tx| crate::write(tx, &slipped).await)
        .await
        .unwrap();
    tamper(&db, "delete from ledger_waiting").await;

    assert_eq!(
        breach(&db).await,
        (Breach::Inserted, None, Some(slipped.id))
    );
}

#[tokio::test]
async fn an_entry_slipped_into_the_chain_is_found() {
    let (db, entries) = sealed(3).await;
    let slipped = look();
    db.write(async |tx| crate::write(tx, &slipped).await)
        .await
        .unwrap();
    tamper(&db, "delete from ledger_waiting").await;
    tamper(&db, "update ledger_seals set seq = 4 where seq = 3").await;
    tamper(&db, "update ledger_seals set seq = 3 where seq = 2").await;
    let id = &slipped.id.0;
    tamper(&db, &format!("insert into ledger_seals (seq, entry_id, hash) select 2, '{id}', hash from ledger_seals where seq = 1")).await;

    assert_eq!(entries.len(), 3);
    assert_eq!(breach(&db).await, at(Breach::Inserted, 2, &slipped));
}

#[tokio::test]
async fn an_entry_that_vanishes_before_its_seal_is_missed() {
    let (db, _) = sealed(2).await;
    let gone = look();
    db.write(async |tx| crate::write(tx, &gone).await)
        .await
        .unwrap();
    tamper(
        &db,
        &format!("delete from ledger_entries where id = '{}'", gone.id.0),
    )
    .await;

    assert_eq!(breach(&db).await, (Breach::Removed, None, Some(gone.id)));
}
