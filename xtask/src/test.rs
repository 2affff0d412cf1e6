//! `cargo xtask test`: all tests on SQLite, those that reach a database again on PostgreSQL, and the browser's stories.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::counts::{self, Counts};
use crate::postgres::{self, Server};
use crate::tools;
use crate::workspace::{self, Workspace};

/// One of the three things that a whole run is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Sqlite,
    Postgres,
    Browser,
}

impl Part {
    const ALL: [Self; 3] = [Self::Sqlite, Self::Postgres, Self::Browser];

    fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Browser => "browser",
        }
    }
}

/// What one part came to.
struct Outcome {
    part: Part,
    counts: Counts,
    took: Duration,
}

/// Runs the named parts, all three if none is named. Each part runs even if one before it failed.
pub(crate) fn run(names: &[&str]) -> Result<ExitCode> {
    let parts = parts_of(names)?;
    let house = workspace::read()?;
    // Asked for first: whoever lacks a browser learns it now and not after the build.
    let prepared: Vec<(Part, Result<()>)> = parts
        .into_iter()
        .map(|part| (part, prepare(part)))
        .collect();
    for (part, result) in &prepared {
        if let Err(error) = result {
            println!("{} cannot run: {error:#}", part.name());
        }
    }
    let started = Instant::now();
    let total = match build() {
        Ok(()) => {
            println!("== build {}", seconds(started.elapsed()));
            let outcomes = prepared
                .into_iter()
                .map(|(part, prepared)| outcome_of(part, prepared, &house));
            let outcomes: Vec<Outcome> = outcomes.collect();
            println!();
            outcomes.iter().for_each(tell);
            outcomes
                .iter()
                .fold(Counts::default(), |sum, one| sum + one.counts)
        }
        Err(uncompiled) => {
            println!(
                "\nbuild: {uncompiled} in {}; no test ran",
                seconds(started.elapsed())
            );
            Counts::failures(uncompiled.count)
        }
    };
    println!("{total}");
    Ok(if total.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Finds or installs what a part needs.
fn prepare(part: Part) -> Result<()> {
    match part {
        Part::Sqlite => tools::papers(),
        Part::Postgres => tools::papers().and(tools::postgres().map(drop)),
        Part::Browser => tools::browser().map(drop),
    }
}

fn parts_of(names: &[&str]) -> Result<Vec<Part>> {
    if names.is_empty() {
        return Ok(Part::ALL.to_vec());
    }
    let known = |name: &&str| Part::ALL.into_iter().find(|part| part.name() == *name);
    names
        .iter()
        .map(|name| {
            known(name).with_context(|| {
                format!(
                    "`{name}` is no part of the tests; the parts are sqlite, postgres and browser"
                )
            })
        })
        .collect()
}

fn outcome_of(part: Part, prepared: Result<()>, house: &Workspace) -> Outcome {
    println!("== {}", part.name());
    let started = Instant::now();
    let counted = prepared.and_then(|()| match part {
        Part::Sqlite => cargo_tests(house, None),
        Part::Postgres => Server::start().and_then(|server| cargo_tests(house, Some(&server))),
        Part::Browser => browser_stories(house),
    });
    let counts = counted.unwrap_or_else(|error| {
        println!("{error:#}");
        Counts::failures(1)
    });
    Outcome {
        part,
        counts,
        took: started.elapsed(),
    }
}

fn tell(outcome: &Outcome) {
    let ignored = match outcome.counts.ignored {
        0 => String::new(),
        number => format!(", {number} ignored"),
    };
    println!(
        "{}: {}{ignored} in {}",
        outcome.part.name(),
        outcome.counts,
        seconds(outcome.took)
    );
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

/// Crates that did not compile, at least one.
struct Uncompiled {
    count: u64,
    names: String,
}

impl std::fmt::Display for Uncompiled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} did not compile", self.names)
    }
}

/// Builds every program and test once, so that the parts only run. Asking for all of them in one go gives each
/// dependency one set of features; asking crate by crate would build some of them twice.
fn build() -> Result<(), Uncompiled> {
    let mut cargo = workspace::cargo();
    cargo.args([
        "build",
        "--workspace",
        "--bins",
        "--tests",
        "--examples",
        "--keep-going",
    ]);
    let (output, is_success) = match watched(&mut cargo) {
        Ok(watched) => watched,
        Err(error) => (format!("{error:#}"), false),
    };
    if is_success {
        return Ok(());
    }
    let names = counts::crates_that_do_not_compile(&output);
    if names.is_empty() {
        // Cargo failed before it compiled anything: a broken manifest, no network on the first build.
        return Err(Uncompiled {
            count: 1,
            names: "the workspace".to_owned(),
        });
    }
    let count = names.len() as u64;
    Err(Uncompiled {
        count,
        names: names.into_iter().collect::<Vec<_>>().join(", "),
    })
}

/// Runs the tests of all crates on SQLite, or of those that reach a database on the given server.
fn cargo_tests(house: &Workspace, server: Option<&Server>) -> Result<Counts> {
    let has_nextest = tools::has_nextest();
    let mut cargo = workspace::cargo();
    let reached = house.that_reach("db");
    if has_nextest {
        let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("nextest.toml");
        cargo
            .args([
                "nextest",
                "run",
                "--workspace",
                "--no-fail-fast",
                "--status-level",
                "slow",
                "--config-file",
            ])
            .arg(config);
        if server.is_some() {
            let filter: Vec<String> = reached
                .iter()
                .map(|name| format!("package(={name})"))
                .collect();
            cargo.args(["--filterset", &filter.join(" + ")]);
        }
    } else {
        cargo.args(["test", "--workspace", "--no-fail-fast", "--quiet"]);
        if server.is_some() {
            let others = house
                .crates
                .keys()
                .filter(|name| !reached.contains(name.as_str()));
            cargo.args(others.flat_map(|name| ["--exclude", name]));
        }
    }
    match server {
        Some(server) => cargo.env(postgres::VARIABLE, &server.url),
        None => cargo.env_remove(postgres::VARIABLE),
    };
    let (output, is_success) = watched(&mut cargo)?;
    let counts = if has_nextest {
        counts::of_nextest(&output, server.is_none())
    } else {
        counts::of_libtest(&output)
    };
    Ok(counts.settled(is_success))
}

/// Runs the stories of `tests/browser` against a demo city of their own.
fn browser_stories(house: &Workspace) -> Result<Counts> {
    let tools = tools::browser()?;
    let folder = workspace::root().join("tests/browser");
    if !is_installed(&folder) {
        let status = Command::new("npm")
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .current_dir(&folder)
            .stdin(Stdio::null())
            .status()
            .context("cannot start npm")?;
        if !status.success() {
            bail!("`npm ci` failed in tests/browser; what it printed stands above");
        }
    }
    let mut stories = Command::new(&tools.node);
    stories
        .arg("run.mjs")
        .current_dir(&folder)
        .env("CHROMIUM", &tools.chromium)
        .env("HAGUKUMI", house.target.join("debug/hagukumi"))
        .env("PICTURES", house.target.join("pictures"));
    let (output, is_success) = watched(&mut stories)?;
    Ok(counts::of_last_line(&output).settled(is_success))
}

/// Whether npm's packages lie there as the lock file names them: npm leaves a note of the lock that it followed.
fn is_installed(folder: &Path) -> bool {
    let changed = |file: &str| {
        std::fs::metadata(folder.join(file))
            .and_then(|file| file.modified())
            .ok()
    };
    let followed = changed("node_modules/.package-lock.json");
    followed.is_some() && changed("package-lock.json") <= followed
}

/// Runs a command, shows what it prints as it comes, and gives it back with whether the command succeeded.
fn watched(command: &mut Command) -> Result<(String, bool)> {
    let mut child = command
        .env("CARGO_TERM_COLOR", "never")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", command.get_program().display()))?;
    let heard = Arc::new(Mutex::new(String::new()));
    let listeners = [
        child
            .stdout
            .take()
            .map(|stream| listen(stream, std::io::stdout(), &heard)),
        child
            .stderr
            .take()
            .map(|stream| listen(stream, std::io::stderr(), &heard)),
    ];
    for listener in listeners.into_iter().flatten() {
        listener
            .join()
            .ok()
            .context("a thread that reads a command's output failed")?;
    }
    let status = child.wait()?;
    let heard = heard.lock().map(|heard| heard.clone()).unwrap_or_default();
    Ok((heard, status.success()))
}

fn listen(
    from: impl Read + Send + 'static,
    mut to: impl Write + Send + 'static,
    heard: &Arc<Mutex<String>>,
) -> std::thread::JoinHandle<()> {
    let heard = Arc::clone(heard);
    std::thread::spawn(move || {
        for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            // Nobody may be reading us any more; the tests are still to be counted.
            let _ = writeln!(to, "{line}");
            if let Ok(mut heard) = heard.lock() {
                heard.push_str(&line);
                heard.push('\n');
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_means_every_part() {
        assert_eq!(parts_of(&[]).unwrap(), Part::ALL);
        assert_eq!(parts_of(&["browser"]).unwrap(), [Part::Browser]);
    }

    #[test]
    fn an_unknown_part_is_refused_by_name() {
        assert!(
            parts_of(&["mysql"])
                .unwrap_err()
                .to_string()
                .starts_with("`mysql` is no part of the tests")
        );
    }

    #[test]
    fn both_streams_of_a_command_are_heard_and_its_end_is_known() {
        let (heard, is_success) =
            watched(Command::new("sh").args(["-c", "echo out; echo err >&2; exit 3"])).unwrap();

        assert!(
            heard.contains("out\n") && heard.contains("err\n"),
            "{heard}"
        );
        assert!(!is_success);
    }
}
