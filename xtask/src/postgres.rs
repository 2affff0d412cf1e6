//! A private PostgreSQL in a temporary folder.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitCode, Stdio};

use anyhow::{Context, Result, bail};

use crate::{tools, workspace};

/// The variable that tells the tests which PostgreSQL to use; without it they use SQLite.
pub(crate) const VARIABLE: &str = "TEST_DATABASE_URL";

/// A running server. It stops, and its folder goes, when this is dropped or when we end in any other way.
pub(crate) struct Server {
    /// Its address, with a user who may create schemas.
    pub(crate) url: String,
    guardian: Child,
}

impl Server {
    /// Makes a cluster and starts it. Takes two or three seconds.
    pub(crate) fn start() -> Result<Self> {
        let programs = tools::postgres()?;
        let port = free_port()?;
        let mut guardian = as_ordinary_user("sh");
        guardian
            .args(["-c", include_str!("postgres.sh"), "postgres.sh"])
            .arg(&programs)
            .arg(port.to_string())
            .arg(std::env::temp_dir())
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // Ctrl-C then reaches us and not the guardian, which cleans up once we are gone.
            .process_group(0);
        let mut guardian = guardian
            .spawn()
            .context("cannot start PostgreSQL's guardian")?;
        let mut output = BufReader::new(
            guardian
                .stdout
                .take()
                .context("PostgreSQL's guardian has no output")?,
        );
        let mut said = String::new();
        output.read_line(&mut said)?;
        if said.trim() != "ready" {
            output.read_to_string(&mut said)?;
            guardian.wait()?;
            bail!(
                "PostgreSQL in {} did not start:\n{said}",
                programs.display()
            );
        }
        Ok(Self {
            url: format!("postgres://hagukumi@127.0.0.1:{port}/postgres"),
            guardian,
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.guardian.stdin.take());
        if let Err(error) = self.guardian.wait() {
            eprintln!("warning: PostgreSQL's guardian was not seen to end: {error}");
        }
    }
}

/// Runs a command against a private PostgreSQL.
pub(crate) fn run(program: &str, arguments: &[&str]) -> Result<ExitCode> {
    let server = Server::start()?;
    let status = Command::new(program)
        .args(arguments)
        .env(VARIABLE, &server.url)
        .status()
        .with_context(|| format!("cannot start `{program}`"))?;
    Ok(workspace::exit_code(status))
}

/// PostgreSQL refuses to run as root: root becomes `postgres`, whom the package creates, or nobody.
fn as_ordinary_user(program: &str) -> Command {
    if !tools::is_root() {
        return Command::new(program);
    }
    let (user, group) = if tools::is_user("postgres") {
        ("postgres", "postgres")
    } else {
        ("nobody", "nogroup")
    };
    let mut command = Command::new("setpriv");
    command.args([
        &format!("--reuid={user}"),
        &format!("--regid={group}"),
        "--clear-groups",
        "--",
        program,
    ]);
    command
}

/// A port that is free now. PostgreSQL takes it a moment later; were it gone by then, the start fails and says so.
fn free_port() -> Result<u16> {
    let listener =
        TcpListener::bind("127.0.0.1:0").context("no port of the loopback address is free")?;
    Ok(listener.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_free_port_can_be_bound() {
        let port = free_port().unwrap();

        assert!(TcpListener::bind(("127.0.0.1", port)).is_ok());
    }
}
