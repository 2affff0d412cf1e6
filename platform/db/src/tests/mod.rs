//! Every test here runs on SQLite in memory, and on PostgreSQL when `TEST_DATABASE_URL` names one.
mod dumps;
mod files;
mod imports;
mod migrations;
mod order;
mod tls;
mod transactions;
mod values;

use crate::{Db, Location, Migration};

const CLASSES: Migration = Migration {
    name: "training/0001_classes",
    sql: "create table classes (id text not null primary key, seats bigint not null);
          create table applications (
              class_id text not null references classes (id), staff text not null,
              primary key (class_id, staff)
          );",
};

/// A town in which people really get in each other's way: memory has one connection only, so SQLite uses a file here.
async fn busy_town() -> (Db, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let db = match std::env::var("TEST_DATABASE_URL") {
        Ok(_) => Db::scratch().await.unwrap(),
        Err(_) => Db::open(&Location::file(folder.path().join("town.db")))
            .await
            .unwrap(),
    };
    db.migrate(&[CLASSES]).await.unwrap();
    (db, folder)
}

async fn town() -> Db {
    let db = Db::scratch().await.unwrap();
    db.migrate(&[CLASSES]).await.unwrap();
    db
}
