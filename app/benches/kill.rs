//! `cargo xtask bench kill [ROUNDS]`: kills the server in the middle of writes, again and again.
//!
//! Each round starts the demo on what the last kill left, lets several people write at once, kills the server with SIGKILL, and then looks
//! into the database: everything that was answered as written is there, and the ledger is whole. The time from start to first answer
//! is measured after each kill.
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use db::{Db, Location, params};

const ROUNDS: usize = 100;
const WRITERS: usize = 4;
const LONGEST_START: Duration = Duration::from_secs(2);
const PASSWORD: &str = "umi-no-mieru-machi";

fn main() {
    let rounds = std::env::args()
        .skip(1)
        .find_map(|it| it.parse().ok())
        .unwrap_or(ROUNDS);
    let folder = tempfile::tempdir().expect("a folder for the city");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (server, _) = Server::start(folder.path());
    server.kill();

    let mut slowest = Duration::ZERO;
    let mut acknowledged: Vec<Written> = Vec::new();
    for round in 1..=rounds {
        let (server, took) = Server::start(folder.path());
        slowest = slowest.max(took);
        acknowledged.extend(write_until_killed(server, round));
        let lost = runtime.block_on(look(folder.path(), &acknowledged));
        assert!(lost.is_empty(), "round {round}: lost {lost:?}");
    }
    println!(
        "{rounds} kills, {} acknowledged writes, none lost, ledger whole after each; slowest start {} ms",
        acknowledged.len(),
        slowest.as_millis()
    );
    assert!(slowest <= LONGEST_START, "a start took {slowest:?}");
}

/// Something the server said it had written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Remark,
    Activity,
}
type Written = (Kind, String);

struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Starts it and waits for its first answer.
    fn start(folder: &Path) -> (Self, Duration) {
        let started = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_hagukumi"))
            .args([
                "demo", "--folder", "city", "--port", "0", "--staff", "300", "--lang", "en",
            ])
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the server starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output is ours")).lines();
        let address = lines
            .find_map(|it| it.ok()?.strip_prefix("http://").map(str::to_owned))
            .expect("the server names its address");
        let server = Self { child, address };
        let answer = Browser::of(&server.address).ask("GET", "/sign-in", "");
        assert!(answer.is_some_and(|it| it.starts_with("HTTP/1.1 200")));
        (server, started.elapsed())
    }

    /// SIGKILL.
    fn kill(mut self) {
        self.child.kill().expect("the server can be killed");
        self.child.wait().expect("the server is gone");
    }
}

/// People write as fast as they are answered, for a time that differs from round to round; then the server is killed under them.
fn write_until_killed(server: Server, round: usize) -> Vec<Written> {
    let written = Arc::new(Mutex::new(Vec::new()));
    let is_over = Arc::new(AtomicBool::new(false));
    let office = Browser::signed_in(&server.address, "0000104");
    let measures = office.measures();
    let writers: Vec<_> = (0..WRITERS)
        .map(|nth| {
            let (office, written, is_over) = (office.clone(), written.clone(), is_over.clone());
            let measure = measures[nth % measures.len()].clone();
            thread::spawn(move || {
                while !is_over.load(Ordering::Relaxed) {
                    for kind in [Kind::Remark, Kind::Activity] {
                        let id = base::fresh_id();
                        if office.write(&measure, kind, &id) {
                            let mut list = written.lock().expect("no writer panics");
                            list.push((kind, id));
                        }
                    }
                }
            })
        })
        .collect();
    let pause = 100 + (round as u64 * 37) % 200;
    thread::sleep(Duration::from_millis(pause));
    server.kill();
    is_over.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.join().expect("no writer panics");
    }
    let list = written.lock().expect("no writer panics");
    assert!(!list.is_empty(), "nothing was written in round {round}");
    list.clone()
}

/// What was acknowledged and is not there. Panics when the ledger is broken.
async fn look(folder: &Path, acknowledged: &[Written]) -> Vec<Written> {
    let file = folder.join("city/city.db");
    let db = Db::open(&Location::file(file))
        .await
        .expect("the database opens");
    let verdict = ledger::verify(&db).await.expect("the ledger can be read");
    assert!(verdict.is_whole(), "{:?}", verdict.broken);
    let (remarks, activities) = db
        .read(async |tx| -> db::Result<(Vec<String>, Vec<String>)> {
            Ok((
                tx.values("select id from plan_remarks", params![]).await?,
                tx.values("select id from plan_activities", params![])
                    .await?,
            ))
        })
        .await
        .expect("the tables can be read");
    let remarks: std::collections::HashSet<String> = remarks.into_iter().collect();
    let activities: std::collections::HashSet<String> = activities.into_iter().collect();
    acknowledged
        .iter()
        .filter(|(kind, id)| match kind {
            Kind::Remark => !remarks.contains(id),
            Kind::Activity => !activities.contains(id),
        })
        .cloned()
        .collect()
}

/// The least of a browser.
#[derive(Clone)]
struct Browser {
    address: String,
    cookie: String,
    csrf: String,
}

impl Browser {
    fn of(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            cookie: String::new(),
            csrf: String::new(),
        }
    }

    fn signed_in(address: &str, number: &str) -> Self {
        let mut browser = Self::of(address);
        let form = format!("number={number}&password={PASSWORD}");
        let answer = browser
            .ask("POST", "/sign-in", &form)
            .expect("the server answers");
        let cookies: Vec<&str> = answer
            .lines()
            .filter_map(|it| it.strip_prefix("set-cookie: ")?.split(';').next())
            .collect();
        browser.cookie = cookies.join("; ");
        let page = browser
            .ask("GET", "/account", "")
            .expect("the server answers");
        browser.csrf = between(&page, "name=\"csrf\" value=\"", "\"")
            .expect("a form carries the token")
            .to_owned();
        browser
    }

    /// The ids of the measures that the plan's page leads to.
    fn measures(&self) -> Vec<String> {
        let page = self.ask("GET", "/plan", "").expect("the server answers");
        let ids: Vec<String> = page
            .split("/plan/measures/")
            .skip(1)
            .filter_map(|it| it.split(['"', '?', '/', '#']).next())
            .map(str::to_owned)
            .collect();
        assert!(!ids.is_empty(), "the plan's page names no measure");
        ids
    }

    /// Whether the server said that it was written.
    fn write(&self, measure: &str, kind: Kind, id: &str) -> bool {
        let (path, fields) = match kind {
            Kind::Remark => ("remarks", "text=remark"),
            Kind::Activity => (
                "activities",
                "year=2026&happened_on=2026-11-01&title=activity",
            ),
        };
        let form = format!("csrf={}&form_id={id}&{fields}", self.csrf);
        let path = format!("/plan/measures/{measure}/{path}");
        match self.ask("POST", &path, &form) {
            Some(answer) if answer.starts_with("HTTP/1.1 303") => true,
            Some(answer) => panic!("{path}: {}", answer.lines().next().unwrap_or_default()),
            None => false,
        }
    }

    /// The whole answer; `None` when the server died on the way.
    fn ask(&self, method: &str, path: &str, form: &str) -> Option<String> {
        let mut stream = TcpStream::connect(&self.address).ok()?;
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: {}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            self.address,
            self.cookie,
            form.len()
        );
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = Vec::new();
        // An answer whose status line has arrived counts, even if the rest did not.
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        (!answer.is_empty()).then_some(answer)
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let start = text.find(before)? + before.len();
    let length = text[start..].find(after)?;
    Some(&text[start..start + length])
}
