//! Every test here runs on SQLite in memory, and on PostgreSQL when `TEST_DATABASE_URL` names one.
mod dumps;
mod files;
mod imports;
mod migrations;
mod transactions;
mod values;

use crate::{Db, Migration};

const CLASSES: Migration = Migration {
    name: "training/0001_classes",
    sql: "create table classes (id text not null primary key, seats bigint not null);
          create table applications (
              class_id text not null references classes (id), staff text not null,
              primary key (class_id, staff)
          );",
};

async fn town() -> Db {
    let db = Db::scratch().await.unwrap();
    db.migrate(&[CLASSES]).await.unwrap();
    db
}
