//! `cargo xtask bench peer`: a list of people with nothing around it, as the peer of ours.
//!
//! The same web library and the same SQLite show fifty of 8,000 rows to whoever asks: no sign-in, no authority, no ledger, no
//! languages, no page but the table. It serves until it is ended; `cargo xtask bench http` loads it as it loads the program,
//! so that both are measured on the same machine in the same minute.
use std::{
    fmt::Write,
    sync::{Arc, Mutex},
};

use axum::{Router, extract::State, response::Html, routing::get};
use rusqlite::{Connection, params};

const PEOPLE: u32 = 8_000;

type Shared = Arc<Mutex<Connection>>;

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().expect("a folder for the file");
    let city = Connection::open(folder.path().join("peer.db")).expect("a new file");
    fill(&city).expect("a table of people");
    let router = Router::new()
        .route("/", get(list))
        .with_state(Arc::new(Mutex::new(city)));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a free port");
    let address = listener.local_addr().expect("it listens");
    println!(
        "cargo xtask bench http --url http://{address}/ --pid {}",
        std::process::id()
    );
    axum::serve(listener, router).await.expect("it serves");
}

fn fill(city: &Connection) -> rusqlite::Result<()> {
    city.execute_batch(
        "pragma journal_mode = wal;
         create table people (id integer primary key, number text, name text, kana text, unit text, post text, born_on text);
         create index people_in_order on people (kana, number);
         begin;",
    )?;
    let mut add = city.prepare(
        "insert into people (number, name, kana, unit, post, born_on) values (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for place in 0..PEOPLE {
        let kana = format!("ﾐﾅﾄ {:04}", place * 7_919 % PEOPLE);
        add.execute(params![
            format!("{place:07}"),
            format!("湊 {place}"),
            kana,
            format!("第{}課", place % 300),
            "主事",
            "1990-04-02"
        ])?;
    }
    city.execute_batch("commit; analyze;")
}

async fn list(State(city): State<Shared>) -> Html<String> {
    let city = city.lock().expect("no request panics");
    let mut rows = city
        .prepare_cached("select number, name, kana, unit, post, born_on from people order by kana, number limit 50")
        .expect("the table is there");
    let mut page = String::from("<!doctype html><table>");
    let shown = rows.query_map([], |row| {
        page.push_str("<tr>");
        for column in 0..6 {
            let cell = row.get_ref(column)?.as_str()?;
            let _ = write!(page, "<td>{cell}");
        }
        Ok(())
    });
    let shown = shown.expect("it runs").filter(Result::is_ok).count();
    let _ = write!(page, "</table>{shown}");
    Html(page)
}
