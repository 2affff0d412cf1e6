//! Each runs on SQLite in memory, and on PostgreSQL when `TEST_DATABASE_URL` names one.
mod reading;
mod tampering;
mod writing;

use base::{Instant, StaffId};
use db::Db;

use crate::{Actor, Entry, MIGRATIONS, Subject, seal_now, write_all};

async fn ledger() -> Db {
    let db = Db::scratch().await.unwrap();
    db.migrate(MIGRATIONS).await.unwrap();
    db
}

fn noon() -> Instant {
    "2026-04-01T03:00:00.123456Z".parse().unwrap()
}

fn hanako() -> Actor {
    Actor::staff(&StaffId("hanako".to_owned()), "section_head")
}

/// A look of Hanako at Taro's record.
fn look() -> Entry {
    Entry::look(noon(), hanako(), "people.show")
        .about(Subject::new("staff", "taro"))
        .for_purpose("transfer")
        .with("rows", 1)
}

/// So many looks, sealed.
async fn sealed(count: usize) -> (Db, Vec<Entry>) {
    let db = ledger().await;
    let entries: Vec<Entry> = (0..count).map(|_| look()).collect();
    db.write(async |tx| write_all(tx, &entries).await)
        .await
        .unwrap();
    seal_now(&db).await.unwrap();
    (db, entries)
}
