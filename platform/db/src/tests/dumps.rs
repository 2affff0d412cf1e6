use std::collections::BTreeMap;

use crate::{
    Db, DbError, Migration, Value,
    dump::{self, DumpError},
    params,
};

/// `a_wishes` stands before `staff` in the alphabet and behind it in the order of keys.
const PEOPLE: Migration = Migration {
    name: "people/0001_staff",
    sql: "create table staff (
              id text not null primary key, boss text references staff (id), hired_year bigint, is_here boolean,
              share double precision, seal bytea);
          create table a_wishes (staff text not null references staff (id), number bigint not null, wish text,
              primary key (staff, number));
          insert into staff (id) values ('everybody');",
};
const LATER: Migration = Migration {
    name: "people/0002_later",
    sql: "create table later (id text not null primary key)",
};

fn about() -> BTreeMap<String, String> {
    BTreeMap::from([("city".to_owned(), "汐見市".to_owned())])
}

async fn city() -> Db {
    let db = Db::scratch().await.unwrap();
    db.migrate(&[PEOPLE]).await.unwrap();
    let wishes = ["𠮷野", "\"\\N\" \n\t\u{7f}\u{2028}", ""];
    db.write(async |tx| {
        let columns = ["id", "boss", "hired_year", "is_here", "share", "seal"];
        let rows = [
            params!["b", "c", i64::MIN, true, 0.1, vec![0_u8, 255]],
            params![
                "c",
                Value::Text(None),
                2020_i64,
                false,
                1e300,
                Vec::<u8>::new()
            ],
        ];
        tx.insert_many("staff", &columns, rows).await?;
        let rows = wishes
            .iter()
            .zip(1_i64..)
            .map(|(wish, number)| params!["b", number, *wish]);
        tx.insert_many("a_wishes", &["staff", "number", "wish"], rows)
            .await
    })
    .await
    .unwrap();
    db
}

async fn written(db: &Db) -> Vec<u8> {
    let mut file = Vec::new();
    dump::dump(db, about(), &mut file).await.unwrap();
    file
}

async fn loaded(file: &[u8]) -> Result<Db, DumpError> {
    let db = Db::scratch().await.unwrap();
    dump::load(&db, &[PEOPLE], file, |_| true).await?;
    Ok(db)
}

#[tokio::test]
async fn what_is_loaded_dumps_to_the_same_bytes() {
    let file = written(&city().await).await;

    let copy = loaded(&file).await.unwrap();

    assert_eq!(
        String::from_utf8(written(&copy).await).unwrap(),
        String::from_utf8(file).unwrap()
    );
    assert!(copy.pending(&[PEOPLE]).await.unwrap().is_empty());
}

/// Runs on PostgreSQL only when there is one: SQLite → PostgreSQL → SQLite.
#[tokio::test]
async fn a_dump_goes_from_engine_to_engine() {
    let memory = Db::open(&"sqlite::memory:".parse().unwrap()).await.unwrap();
    let file = written(&city().await).await;

    dump::load(&memory, &[PEOPLE], &file[..], |_| true)
        .await
        .unwrap();
    let back = loaded(&written(&memory).await).await.unwrap();

    assert_eq!(written(&back).await, file);
}

#[tokio::test]
async fn a_dump_tells_what_it_is_without_a_database() {
    let file = written(&city().await).await;

    let (header, counts) = dump::check(&file[..]).unwrap();

    assert_eq!(header.about, about());
    assert_eq!(header.migrations[0].0, PEOPLE.name);
    assert_eq!((counts.tables, counts.rows), (2, 6));
}

#[tokio::test]
async fn a_dump_cut_anywhere_is_refused() {
    let file = written(&city().await).await;

    for length in 0..file.len() {
        let outcome = dump::check(&file[..length]);
        assert!(
            matches!(outcome, Err(DumpError::Truncated | DumpError::NotADump)),
            "{length}"
        );
    }
    let outcome = loaded(&file[..file.len() / 2]).await;
    assert!(matches!(outcome.err(), Some(DumpError::Truncated)));
}

#[tokio::test]
async fn a_dump_with_any_altered_byte_is_refused() {
    let file = written(&city().await).await;

    for place in 0..file.len() {
        let mut other = file.clone();
        other[place] ^= 1;
        assert!(dump::check(&other[..]).is_err(), "{place}");
    }
    let text = String::from_utf8(file.clone())
        .unwrap()
        .replace("2020", "2021");
    assert!(matches!(
        loaded(text.as_bytes()).await.err(),
        Some(DumpError::Altered)
    ));
    let text = String::from_utf8(file.clone())
        .unwrap()
        .replace("2020", "\"x\"");
    assert!(matches!(
        loaded(text.as_bytes()).await.err(),
        Some(DumpError::Altered)
    ));
    let longer = [&file[..], b"{}\n"].concat();
    assert!(matches!(
        dump::check(&longer[..]).err(),
        Some(DumpError::Altered)
    ));
}

#[tokio::test]
async fn what_is_no_dump_of_ours_is_refused() {
    for file in [
        "",
        "PK\u{3}\u{4}",
        "{}\n",
        "{\"format\":\"other\",\"version\":1}\n",
    ] {
        assert!(
            matches!(
                dump::check(file.as_bytes()).err(),
                Some(DumpError::NotADump)
            ),
            "{file}"
        );
    }
    let endless = vec![b' '; 5 << 20];
    assert!(matches!(
        dump::check(&endless[..]).err(),
        Some(DumpError::NotADump)
    ));
    let newer = "{\"format\":\"hagukumi-dump\",\"version\":2}\n";
    assert!(matches!(
        dump::check(newer.as_bytes()).err(),
        Some(DumpError::NewerFormat(2))
    ));
}

#[tokio::test]
async fn a_dump_of_a_newer_program_is_refused() {
    let db = city().await;
    db.migrate(&[PEOPLE, LATER]).await.unwrap();
    let file = written(&db).await;

    let outcome = loaded(&file).await;

    assert!(
        matches!(outcome.err(), Some(DumpError::Db(DbError::NewerSchema { name })) if name == LATER.name)
    );
}

#[tokio::test]
async fn a_dump_of_an_older_program_leaves_the_rest_to_migrate() {
    let file = written(&city().await).await;
    let db = Db::scratch().await.unwrap();

    dump::load(&db, &[PEOPLE, LATER], &file[..], |_| true)
        .await
        .unwrap();

    assert_eq!(
        db.pending(&[PEOPLE, LATER]).await.unwrap()[0].name,
        LATER.name
    );
}

#[tokio::test]
async fn loading_never_touches_what_is_there() {
    let file = written(&city().await).await;
    let full = city().await;
    let empty = Db::scratch().await.unwrap();

    let into_full = dump::load(&full, &[PEOPLE], &file[..], |_| true).await;
    let declined = dump::load(&empty, &[PEOPLE], &file[..], |it| {
        it.about["city"] == "別市"
    })
    .await;
    let cut = dump::load(&empty, &[PEOPLE], &file[..file.len() - 9], |_| true).await;

    assert!(matches!(into_full, Err(DumpError::NotEmpty)));
    assert!(matches!(declined, Err(DumpError::Declined)));
    assert!(matches!(cut, Err(DumpError::Truncated)));
    assert_eq!(written(&full).await, file);
    assert!(
        empty
            .read(async |tx| tx.tables().await)
            .await
            .unwrap()
            .is_empty()
    );
}
