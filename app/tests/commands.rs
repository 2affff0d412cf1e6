//! The program as it is started: what it prints, what it answers, how it ends.
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hagukumi"));
    command
        .current_dir(folder)
        .env_clear()
        .env("LANG", "en_US.UTF-8");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    program(folder)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn said(output: &Output) -> String {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8(both).unwrap()
}

/// A running server and the lines that it printed until it named its address.
struct Server {
    child: Child,
    lines: Vec<String>,
    out: BufReader<std::process::ChildStdout>,
}

impl Server {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = program(folder)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            let read = out.read_line(&mut line).unwrap();
            assert!(read > 0, "it ended before it named its address: {lines:?}");
            let line = line.trim_end().to_owned();
            lines.push(line.clone());
            if line.starts_with("http://") {
                break;
            }
        }
        Self { child, lines, out }
    }

    fn address(&self) -> &str {
        self.lines.last().unwrap().strip_prefix("http://").unwrap()
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(self.address()).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Orders it to end and gives its exit code and last words.
    fn stop(mut self) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().unwrap();
        let patience = Instant::now() + Duration::from_secs(30);
        let code = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status.code();
            }
            assert!(Instant::now() < patience, "it does not end");
            std::thread::sleep(Duration::from_millis(20));
        };
        let mut rest = String::new();
        self.out.read_to_string(&mut rest).unwrap();
        (code, rest)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A test that failed leaves no server behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const FIRST: [&str; 13] = [
    "serve",
    "--database",
    "sqlite:city.db",
    "--listen",
    "127.0.0.1:0",
    "--city",
    "汐見市",
    "--first-administrator",
    "0001",
    "--name",
    "潮田　美波",
    "--password-file",
    "password",
];

#[test]
fn an_empty_database_asks_for_its_first_administrator_and_has_no_default_password() {
    let folder = tempfile::tempdir().unwrap();

    let nobody = run(folder.path(), &FIRST[..7]);
    assert_eq!(code(&nobody), Some(2));
    assert!(
        said(&nobody).contains("--first-administrator"),
        "{}",
        said(&nobody)
    );

    std::fs::write(folder.path().join("password"), "short\n").unwrap();
    let short = run(folder.path(), &FIRST);
    assert_eq!(code(&short), Some(1));
    assert!(said(&short).contains("too short"), "{}", said(&short));

    std::fs::write(folder.path().join("password"), "a long enough sentence\n").unwrap();
    let server = Server::start(folder.path(), &FIRST);
    assert!(server.get("/sign-in").starts_with("HTTP/1.1 200"));
    let (code, words) = server.stop();
    assert_eq!(code, Some(0), "{words}");

    // From now on the database knows its city and its administrator.
    let again = Server::start(folder.path(), &FIRST[..5]);
    assert!(again.get("/sign-in").contains("<title>"));
}

#[test]
fn a_second_server_on_the_same_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("password"), "a long enough sentence\n").unwrap();
    let _server = Server::start(folder.path(), &FIRST);

    let second = run(folder.path(), &FIRST[..5]);

    assert_eq!(code(&second), Some(1));
    assert!(
        said(&second).contains("Another program"),
        "{}",
        said(&second)
    );
}

#[test]
fn a_backup_taken_while_serving_is_restored_elsewhere_and_verified() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("password"), "a long enough sentence\n").unwrap();
    let server = Server::start(folder.path(), &FIRST);

    let backup = run(
        folder.path(),
        &["backup", "one", "--database", "sqlite:city.db"],
    );
    assert_eq!(code(&backup), Some(0), "{}", said(&backup));
    let busy = run(
        folder.path(),
        &[
            "restore",
            "one",
            "--replace",
            "--database",
            "sqlite:city.db",
        ],
    );
    assert_eq!(code(&busy), Some(1), "{}", said(&busy));
    server.stop();

    let restored = run(
        folder.path(),
        &["restore", "one", "--database", "sqlite:new.db"],
    );
    assert_eq!(code(&restored), Some(0), "{}", said(&restored));
    let verified = run(folder.path(), &["verify", "--database", "sqlite:new.db"]);
    assert_eq!(code(&verified), Some(0), "{}", said(&verified));
}

#[tokio::test]
async fn a_backup_of_a_ledger_that_was_altered_says_that_it_cannot_be_restored() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("password"), "a long enough sentence\n").unwrap();
    Server::start(folder.path(), &FIRST).stop();
    let verified = run(folder.path(), &["verify", "--database", "sqlite:city.db"]);
    assert_eq!(code(&verified), Some(0), "{}", said(&verified));

    let db = db::Db::open(&db::Location::file(folder.path().join("city.db")))
        .await
        .unwrap();
    // What is not sealed yet nobody can vouch for; a server that ends at once may leave some.
    ledger::seal_now(&db).await.unwrap();
    let altered = db
        .write(async |tx| {
            tx.execute(
                "update ledger_entries set action = 'nothing.at_all'",
                vec![],
            )
            .await
        })
        .await
        .unwrap();
    assert!(altered > 0);
    let backup = run(
        folder.path(),
        &["backup", "one", "--database", "sqlite:city.db"],
    );

    assert_eq!(code(&backup), Some(1));
    assert!(
        said(&backup).contains("cannot be restored"),
        "{}",
        said(&backup)
    );
    assert!(folder.path().join("one").is_file());
}

#[test]
fn a_wrong_setting_is_refused_by_its_name_in_the_language_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("hagukumi.toml"),
        "lisen = \"127.0.0.1:1\"\n",
    )
    .unwrap();

    let english = run(folder.path(), &["verify"]);
    assert_eq!(code(&english), Some(2));
    assert!(
        said(&english).contains("Did you mean `listen`?"),
        "{}",
        said(&english)
    );

    let japanese = run(folder.path(), &["verify", "--lang", "ja"]);
    assert!(
        said(&japanese).contains("「listen」ではありませんか"),
        "{}",
        said(&japanese)
    );
}

#[test]
fn a_database_that_is_not_there_is_not_made_by_looking() {
    let folder = tempfile::tempdir().unwrap();

    for command in ["verify", "backup"] {
        let arguments = match command {
            "backup" => vec![command, "file"],
            _ => vec![command],
        };
        assert_eq!(code(&run(folder.path(), &arguments)), Some(1), "{command}");
    }

    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn migrate_shows_its_steps_and_finds_nothing_the_second_time() {
    let folder = tempfile::tempdir().unwrap();

    let first = run(folder.path(), &["migrate"]);
    assert_eq!(code(&first), Some(0), "{}", said(&first));
    assert!(said(&first).contains("app/0001_city"), "{}", said(&first));

    let second = run(folder.path(), &["migrate", "--dry-run"]);
    assert!(said(&second).contains("up to date"), "{}", said(&second));
}

#[test]
fn the_demo_is_made_once_and_never_served_as_a_city() {
    let folder = tempfile::tempdir().unwrap();
    let demo = ["demo", "--folder", "demo", "--port", "0", "--staff", "100"];

    let server = Server::start(folder.path(), &demo);
    assert!(server.address().starts_with("127.0.0.1:"));
    assert!(server.get("/sign-in").starts_with("HTTP/1.1 200"));
    let office = server.lines.iter().find(|it| it.contains("0000104"));
    let columns: Vec<&str> = office.unwrap().split_whitespace().collect();
    assert_eq!(columns.len(), 4, "{columns:?}");
    server.stop();

    let again = Server::start(folder.path(), &demo);
    assert!(
        again.lines[0].contains("Using the demo city"),
        "{:?}",
        again.lines
    );
    again.stop();

    let database = "sqlite:demo/city.db";
    let refused = run(folder.path(), &["serve", "--database", database]);
    assert_eq!(code(&refused), Some(1));
    assert!(
        said(&refused).contains("hagukumi demo"),
        "{}",
        said(&refused)
    );
    let verified = run(folder.path(), &["verify", "--database", database]);
    assert_eq!(code(&verified), Some(0), "{}", said(&verified));
}

#[test]
fn people_go_out_and_come_back_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let demo = ["demo", "--folder", ".", "--port", "0", "--staff", "100"];
    Server::start(folder.path(), &demo).stop();

    for what in ["units", "staff", "assignments"] {
        let file = format!("{what}.csv");
        let out = [
            "people",
            "export",
            what,
            "--out",
            &file,
            "--database",
            "sqlite:city.db",
        ];
        let exported = run(folder.path(), &out);
        assert_eq!(code(&exported), Some(0), "{}", said(&exported));
        let back = [
            "people",
            "import",
            &file,
            "--dry-run",
            "--format",
            "json",
            "--database",
            "sqlite:city.db",
        ];
        let imported = run(folder.path(), &back);
        assert_eq!(code(&imported), Some(0), "{}", said(&imported));
        let report: serde_json::Value = serde_json::from_slice(&imported.stdout).unwrap();
        assert_eq!(report["faults"], 0);
        assert_eq!(report[what]["new"], 0, "{report}");
        assert_eq!(report[what]["changed"], 0, "{report}");
    }
}

#[tokio::test]
async fn whoever_takes_or_brings_a_file_by_number_stands_in_the_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let demo = ["demo", "--folder", ".", "--port", "0", "--staff", "100"];
    Server::start(folder.path(), &demo).stop();
    let people = |arguments: &[&str]| {
        let database = ["--database", "sqlite:city.db"];
        run(folder.path(), &[&["people"], arguments, &database].concat())
    };

    let out = people(&["export", "staff", "--out", "staff.csv", "--by", "104"]);
    assert_eq!(code(&out), Some(1));
    assert!(
        said(&out).contains("Nobody has the staff number 104"),
        "{}",
        said(&out)
    );
    assert!(!folder.path().join("staff.csv").exists());
    let number = "０000104";
    let out = people(&["export", "staff", "--out", "staff.csv", "--by", number]);
    assert_eq!(code(&out), Some(0), "{}", said(&out));
    let back = people(&["import", "staff.csv", "--by", number]);
    assert_eq!(code(&back), Some(0), "{}", said(&back));

    let db = db::Db::open(&db::Location::file(folder.path().join("city.db")))
        .await
        .unwrap();
    for action in ["people.export", "people.import"] {
        let filter = ledger::Filter {
            actions: vec![action.to_owned()],
            ..ledger::Filter::default()
        };
        let (who, last) = db
            .read(async |tx| {
                let who = people::staff_of_number(tx, "0000104").await?;
                db::Result::Ok((who, ledger::entries(tx, &filter, None, 1).await?))
            })
            .await
            .unwrap();
        assert_eq!(last[0].actor.staff, who.map(|it| it.id), "{action}");
    }
}

#[test]
fn a_plan_is_read_without_a_database_and_what_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let plan = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/plan.txt");
    let plan = plan.to_str().unwrap();

    let json = ["plan", "import", plan, "--dry-run", "--format", "json"];
    let read = run(folder.path(), &json);
    assert_eq!(code(&read), Some(0), "{}", said(&read));
    let summary: serde_json::Value = serde_json::from_slice(&read.stdout).unwrap();
    assert_eq!(
        [
            &summary["fields"],
            &summary["directions"],
            &summary["listings"],
            &summary["measures"]
        ],
        [4, 17, 60, 57]
    );

    std::fs::write(folder.path().join("none.txt"), "今日の献立\n").unwrap();
    let none = run(folder.path(), &["plan", "import", "none.txt", "--dry-run"]);
    assert_eq!(code(&none), Some(1), "{}", said(&none));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn the_demos_first_year_is_reported_alike_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let demo = ["demo", "--folder", ".", "--port", "0", "--staff", "100"];
    Server::start(folder.path(), &demo).stop();

    let report = |file: &str| {
        let arguments = [
            "plan",
            "report",
            "--year",
            "2024",
            "--format",
            "json",
            "--out",
            file,
            "--database",
            "sqlite:city.db",
        ];
        let written = run(folder.path(), &arguments);
        assert_eq!(code(&written), Some(0), "{}", said(&written));
        std::fs::read(folder.path().join(file)).unwrap()
    };

    assert_eq!(report("one.json"), report("two.json"));
}

/// What the program says on a machine that speaks Japanese.
fn said_in_japanese(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = program(folder)
        .env("LANG", "ja_JP.UTF-8")
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (code(&output), said(&output))
}

#[test]
fn a_wrong_command_line_a_wrong_file_and_a_missing_one_are_told_in_japanese() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("bad.toml"),
        "city = \"汐見市\"\nlisten = 1.2.3\n",
    )
    .unwrap();

    let cases: [(&[&str], i32, &str); 5] = [
        (
            &["sevre"],
            2,
            "エラー：「sevre」という命令はありません。「serve」ではありませんか。",
        ),
        (&["backup"], 2, "書き方：hagukumi backup <FILE>"),
        (&["--settings", "bad.toml", "verify"], 2, "の 2 行目"),
        (
            &["--settings", "none.toml", "verify"],
            2,
            "ファイルかフォルダーがありません",
        ),
        (
            &["plan", "import", "none.txt", "--dry-run"],
            3,
            "原因： ファイルかフォルダーがありません（No such file",
        ),
    ];
    for (arguments, exit, words) in cases {
        let (code, said) = said_in_japanese(folder.path(), arguments);
        assert_eq!(code, Some(exit), "{said}");
        assert!(said.contains(words), "{arguments:?}: {said}");
        assert!(
            !said.contains("error:") && !said.contains("Usage:"),
            "{said}"
        );
    }
    let (code, said) = said_in_japanese(folder.path(), &["sevre", "--lang", "en"]);
    assert_eq!(code, Some(2));
    assert!(
        said.contains("There is no command “sevre”. Do you mean “serve”?"),
        "{said}"
    );
}
