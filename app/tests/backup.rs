//! Backups and their way back, on SQLite files and on schemas of PostgreSQL.
use std::{
    env, fs,
    path::{Path, PathBuf},
};

use base::{Instant, fresh_id};
use db::{Db, DbError, Location, dump::DumpError, params};
use hagukumi::{
    backup::{self, BackupError},
    capabilities::migrations,
    city::City,
    settings::Settings,
};
use web::Lang;

/// A place for a database: a file, or a schema when `TEST_DATABASE_URL` names a server.
fn place(folder: &Path) -> Settings {
    let database = match env::var("TEST_DATABASE_URL") {
        Ok(url) => {
            let joint = if url.contains('?') { '&' } else { '?' };
            format!("{url}{joint}schema=t_{}", fresh_id().replace('-', ""))
        }
        Err(_) => format!(
            "sqlite:{}",
            folder.join(format!("{}.db", fresh_id())).display()
        ),
    };
    Settings {
        location: Location::parse(&database).unwrap(),
        database,
        listen: ([127, 0, 0, 1], 0).into(),
        city: None,
        is_https: false,
        has_proxy: false,
        font_folder: None,
        lang: Lang::En,
        log: "off".into(),
        mail: None,
    }
}

async fn open(settings: &Settings) -> Db {
    Db::open(&settings.location).await.unwrap()
}

/// A city's database with so many entries in its ledger.
async fn city(folder: &Path, name: &str, entries: usize) -> (Settings, Db) {
    let settings = place(folder);
    let db = open(&settings).await;
    db.migrate(&migrations()).await.unwrap();
    db.write(async |tx| City::found(tx, name, false).await)
        .await
        .unwrap();
    enter(&db, entries).await;
    (settings, db)
}

async fn enter(db: &Db, entries: usize) {
    for _ in 0..entries {
        let entry = ledger::Entry::change(Instant::now(), ledger::Actor::system(), "test.entry");
        db.write(async |tx| ledger::write(tx, &entry).await)
            .await
            .unwrap();
    }
}

async fn entries(db: &Db) -> i64 {
    let sql = "select count(*) from ledger_entries";
    db.read(async |tx| tx.value::<i64>(sql, params![]).await)
        .await
        .unwrap()
}

async fn written(folder: &Path, db: &Db) -> PathBuf {
    let file = folder.join(format!("{}.backup", fresh_id()));
    backup::write(db, &file).await.unwrap();
    file
}

async fn restored(
    settings: &Settings,
    file: &Path,
    replace: bool,
) -> Result<backup::Restored, BackupError> {
    backup::restore(settings, &migrations(), file, replace).await
}

#[tokio::test]
async fn a_backup_comes_back_with_everything_and_a_whole_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let (_, db) = city(folder.path(), "汐見市", 3).await;
    let file = written(folder.path(), &db).await;
    let elsewhere = place(folder.path());

    let restored = restored(&elsewhere, &file, false).await.unwrap();

    assert_eq!(
        (restored.label.name.as_str(), restored.kept),
        ("汐見市", None)
    );
    let copy = open(&elsewhere).await;
    assert_eq!(entries(&copy).await, 3);
    assert!(ledger::verify(&copy).await.unwrap().is_whole());
    let city = |db: Db| async move { db.read(async |tx| City::of(tx).await).await.unwrap() };
    assert_eq!(city(copy).await, city(db).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_written_while_others_write() {
    let folder = tempfile::tempdir().unwrap();
    let (_, db) = city(folder.path(), "汐見市", 50).await;
    let writer = tokio::spawn({
        let db = db.clone();
        async move { enter(&db, 200).await }
    });

    let file = written(folder.path(), &db).await;
    writer.await.unwrap();

    let elsewhere = place(folder.path());
    restored(&elsewhere, &file, false).await.unwrap();
    let found = entries(&open(&elsewhere).await).await;
    assert!((50..=250).contains(&found), "{found}");
}

#[tokio::test]
async fn a_file_that_is_there_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let (_, db) = city(folder.path(), "汐見市", 1).await;
    let file = written(folder.path(), &db).await;
    let before = fs::read(&file).unwrap();

    let again = backup::write(&db, &file).await;

    assert!(matches!(again, Err(BackupError::Exists)));
    assert_eq!(fs::read(&file).unwrap(), before);
    let left = fs::read_dir(folder.path()).unwrap();
    let parts = left.filter(|it| {
        let name = it.as_ref().unwrap().file_name();
        name.to_string_lossy().contains(".part")
    });
    assert_eq!(parts.count(), 0);
}

#[tokio::test]
async fn a_damaged_file_is_refused_and_leaves_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let (settings, db) = city(folder.path(), "汐見市", 5).await;
    let bytes = fs::read(written(folder.path(), &db).await).unwrap();
    drop(db);
    let text = String::from_utf8(bytes.clone()).unwrap();
    let no_backup = |it: &BackupError| matches!(it, BackupError::Dump(DumpError::NotADump));
    let truncated = |it: &BackupError| matches!(it, BackupError::Dump(DumpError::Truncated));
    let altered = |it: &BackupError| matches!(it, BackupError::Dump(DumpError::Altered));
    type Expected<'a> = &'a dyn Fn(&BackupError) -> bool;
    let cases: [(&str, Vec<u8>, Expected); 5] = [
        ("empty", Vec::new(), &no_backup),
        (
            "another file",
            b"PK\x03\x04 a workbook".to_vec(),
            &no_backup,
        ),
        (
            "cut short",
            bytes[..bytes.len() * 9 / 10].to_vec(),
            &truncated,
        ),
        (
            "without its last line",
            bytes[..bytes.len() - 100].to_vec(),
            &truncated,
        ),
        (
            "with another word",
            text.replace("test.entry", "test.entri").into_bytes(),
            &altered,
        ),
    ];
    for (what, bytes, is_expected) in cases {
        let file = folder.path().join("damaged");
        fs::write(&file, bytes).unwrap();

        let error = restored(&settings, &file, true).await.unwrap_err();

        assert!(is_expected(&error), "{what}: {error:?}");
        assert_eq!(entries(&open(&settings).await).await, 5, "{what}");
    }
}

#[tokio::test]
async fn a_database_that_holds_something_is_replaced_only_when_told_and_kept_beside() {
    let folder = tempfile::tempdir().unwrap();
    let (settings, db) = city(folder.path(), "汐見市", 2).await;
    let file = written(folder.path(), &db).await;
    enter(&db, 4).await;
    drop(db);

    let refused = restored(&settings, &file, false).await;
    assert!(matches!(refused, Err(BackupError::NotEmpty)));
    assert_eq!(entries(&open(&settings).await).await, 6);

    let kept = restored(&settings, &file, true)
        .await
        .unwrap()
        .kept
        .unwrap();
    assert_eq!(entries(&open(&settings).await).await, 2);
    let beside = match settings.location.is_postgres() {
        true => {
            let (before, _) = settings.database.split_once("schema=").unwrap();
            Location::parse(&format!("{before}schema={kept}")).unwrap()
        }
        false => Location::file(&kept),
    };
    let beside = Db::open(&beside).await.unwrap();
    assert_eq!(entries(&beside).await, 6);
    if settings.location.is_postgres() {
        let drop = format!("drop schema {kept} cascade");
        beside
            .write(async |tx| tx.execute(&drop, params![]).await)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn another_citys_backup_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (settings, _) = city(folder.path(), "汐見市", 1).await;
    let (_, other) = city(folder.path(), "潮崎市", 1).await;
    let file = written(folder.path(), &other).await;

    let refused = restored(&settings, &file, true).await;
    assert!(matches!(refused, Err(BackupError::AnotherCity { .. })));

    let mut empty = place(folder.path());
    empty.city = Some("汐見市".into());
    let refused = restored(&empty, &file, false).await;
    assert!(
        matches!(refused, Err(BackupError::AnotherCity { backup, here }) if backup == "潮崎市" && here == "汐見市")
    );
}

#[tokio::test]
async fn a_newer_programs_backup_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (_, db) = city(folder.path(), "汐見市", 1).await;
    let file = written(folder.path(), &db).await;
    let older = &migrations()[..migrations().len() - 1];

    let refused = backup::restore(&place(folder.path()), older, &file, false).await;

    assert!(matches!(
        refused,
        Err(BackupError::Dump(DumpError::Db(
            DbError::NewerSchema { .. }
        )))
    ));
}

#[tokio::test]
async fn a_database_that_nobody_used_has_no_backup() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(&place(folder.path())).await;
    db.migrate(&migrations()).await.unwrap();

    let refused = backup::write(&db, &folder.path().join("file")).await;

    assert!(matches!(refused, Err(BackupError::NothingThere)));
}
