//! What Linux tells about a running process.

use std::time::Duration;

use anyhow::{Context, Result};

/// `/proc` counts CPU in hundredths of a second on every machine that Rust builds for.
const TICK: Duration = Duration::from_millis(10);

/// CPU that a process and all its threads have used since its start, in user and in system mode.
pub(super) fn cpu_of(pid: u32) -> Result<Duration> {
    let path = format!("/proc/{pid}/stat");
    let stat = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {path}; is the server's process {pid}?"))?;
    cpu_in(&stat).with_context(|| format!("{path} does not read as expected"))
}

fn cpu_in(stat: &str) -> Option<Duration> {
    // The second field is the program's name in brackets and may itself hold blanks and brackets.
    let after_name = stat.rsplit_once(')')?.1;
    let mut fields = after_name.split_whitespace().skip(11);
    let user: u32 = fields.next()?.parse().ok()?;
    let system: u32 = fields.next()?.parse().ok()?;
    Some(TICK * user.checked_add(system)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_and_system_time_are_the_fourteenth_and_fifteenth_field() {
        let stat =
            "42 (a (odd) name) S 1 42 42 0 -1 4194304 100 0 0 0 250 50 7 9 20 0 4 0 12345 1000 200";

        assert_eq!(cpu_in(stat), Some(Duration::from_secs(3)));
    }

    #[test]
    fn our_own_process_has_used_some() {
        assert!(cpu_of(std::process::id()).is_ok());
        assert!(cpu_in("42 (cut").is_none());
    }
}
