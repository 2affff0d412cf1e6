//! What only a file can show. PostgreSQL takes no part.
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    sync::atomic::{AtomicBool, AtomicI64, Ordering},
    time::Duration,
};

use crate::{Db, DbError, Location, params, tests::CLASSES};

async fn open(path: &Path) -> Db {
    let db = Db::open(&Location::file(path)).await.unwrap();
    db.migrate(&[CLASSES]).await.unwrap();
    db
}

async fn add(db: &Db, id: &str) {
    db.write(async |tx| {
        tx.execute(
            "insert into classes (id, seats) values ($1, 1)",
            params![id],
        )
        .await
    })
    .await
    .unwrap();
}

const COUNT: &str = "select count(*) from classes";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_programs_that_look_before_they_write_pass_in_turn() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    let (one, other) = (open(&path).await, open(&path).await);
    let tries = AtomicI64::new(0);

    let work = async |db: Db| {
        for _ in 0..20 {
            db.write(async |tx| {
                tries.fetch_add(1, Ordering::SeqCst);
                let count: i64 = tx.value(COUNT, params![]).await?;
                tokio::time::sleep(Duration::from_millis(1)).await;
                tx.execute(
                    "insert into classes (id, seats) values ($1, 1)",
                    params![count.to_string()],
                )
                .await
            })
            .await
            .unwrap();
        }
    };
    tokio::join!(work(one.clone()), work(other));

    let count: i64 = one
        .read(async |tx| tx.value(COUNT, params![]).await)
        .await
        .unwrap();
    assert_eq!((count, tries.into_inner()), (40, 40));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn during_a_long_import_others_read_at_once_and_write_when_it_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    let (here, elsewhere) = (open(&path).await, open(&path).await);
    let (begun, has_begun) = tokio::sync::oneshot::channel();
    let begun = std::sync::Mutex::new(Some(begun));
    let is_importing = AtomicBool::new(false);

    let import = async {
        here.write(async |tx| {
            let rows = (0..1000_i64).map(|it| params![it.to_string(), it]);
            tx.insert_many("classes", &["id", "seats"], rows).await?;
            is_importing.store(true, Ordering::SeqCst);
            begun.lock().unwrap().take().unwrap().send(()).unwrap();
            tokio::time::sleep(Duration::from_millis(600)).await;
            is_importing.store(false, Ordering::SeqCst);
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
    };
    let others = async {
        has_begun.await.unwrap();
        for db in [&here, &elsewhere] {
            let seen: i64 = db
                .read(async |tx| tx.value(COUNT, params![]).await)
                .await
                .unwrap();
            assert_eq!((seen, is_importing.load(Ordering::SeqCst)), (0, true));
        }
        tokio::join!(add(&here, "here"), add(&elsewhere, "elsewhere"));
        assert!(!is_importing.load(Ordering::SeqCst));
    };
    tokio::join!(import, others);

    let count: i64 = here
        .read(async |tx| tx.value(COUNT, params![]).await)
        .await
        .unwrap();
    assert_eq!(count, 1002);
}

/// Plays two parts: started again with the variable set, it writes until it is killed.
#[tokio::test]
async fn what_was_answered_survives_a_kill() {
    const PART: &str = "HAGUKUMI_TEST_WRITE_TO";
    if let Ok(path) = std::env::var(PART) {
        let db = open(Path::new(&path)).await;
        for number in 0.. {
            add(&db, &number.to_string()).await;
            println!("wrote {number}");
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "--nocapture",
            "tests::files::what_was_answered_survives_a_kill",
        ])
        .env(PART, &path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    let mut answered = 0;
    for line in lines.filter(|it| it.starts_with("wrote")) {
        answered += 1;
        if line == "wrote 25" {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();

    let kept: i64 = open(&path)
        .await
        .read(async |tx| tx.value(COUNT, params![]).await)
        .await
        .unwrap();
    assert!(
        26 <= answered && answered <= kept,
        "{answered} answered, {kept} kept"
    );
}

#[tokio::test]
async fn more_readers_than_connections_wait_their_turn() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(&folder.path().join("town.db")).await;

    let readers = (0..50).map(|_| {
        db.read(async |tx| {
            tokio::task::yield_now().await;
            tx.value::<i64>(COUNT, params![]).await
        })
    });

    assert!(
        futures::future::join_all(readers)
            .await
            .into_iter()
            .all(|it| it.unwrap() == 0)
    );
}

#[tokio::test]
async fn a_copy_is_a_whole_database_and_never_overwrites() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(&folder.path().join("town.db")).await;
    add(&db, "a").await;
    let copy = folder.path().join("copy's.db");

    db.backup_to(&copy).await.unwrap();
    add(&db, "b").await;

    let count: i64 = open(&copy)
        .await
        .read(async |tx| tx.value(COUNT, params![]).await)
        .await
        .unwrap();
    assert_eq!(count, 1);
    assert!(db.backup_to(&copy).await.is_err());
}

#[tokio::test]
async fn a_file_that_is_no_database_or_cannot_be_made_is_told_from_a_fault() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("plan.docx");
    std::fs::write(&text, "PK".repeat(600)).unwrap();

    let no_database = Db::open(&Location::file(&text)).await;
    let no_folder = Db::open(&Location::file(folder.path().join("none/town.db"))).await;

    assert!(matches!(no_database.err(), Some(DbError::Unreachable(_))));
    assert!(matches!(no_folder.err(), Some(DbError::Unreachable(_))));
    assert_eq!(std::fs::read(&text).unwrap().len(), 1200);
}

#[tokio::test]
async fn a_full_disk_has_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(&folder.path().join("town.db")).await;

    let outcome = db
        .write(async |tx| {
            // A limit on pages fails in the way in which a full disk does.
            tx.value::<i64>("pragma max_page_count = 10", params![])
                .await?;
            tx.insert_many(
                "classes",
                &["id", "seats"],
                (0..9000_i64).map(|it| params![it.to_string(), it]),
            )
            .await
        })
        .await;

    assert!(matches!(outcome, Err(DbError::Full)), "{outcome:?}");
    let count: i64 = db
        .read(async |tx| tx.value(COUNT, params![]).await)
        .await
        .unwrap();
    assert_eq!(count, 0);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_files_of_a_city_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");

    let _db = open(&path).await;

    for file in std::fs::read_dir(folder.path()).unwrap() {
        let file = file.unwrap();
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{:?}", file.path());
    }
}
