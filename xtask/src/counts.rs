//! How many tests passed and failed, read from what the test runners print.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Add;

/// What a run of tests came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    /// Tests that a source marks as ignored: told, so that none is left out in silence.
    pub(crate) ignored: u64,
}

impl Counts {
    pub(crate) fn failures(failed: u64) -> Self {
        Self {
            failed,
            ..Self::default()
        }
    }

    /// What the runner told, corrected by its exit: a run that failed without naming a failure (it crashed, it did not
    /// compile) has one, and so has a run that tested nothing.
    pub(crate) fn settled(self, is_success: bool) -> Self {
        let ran_nothing = self.passed == 0 && self.failed == 0;
        if self.failed == 0 && (!is_success || ran_nothing) {
            return Self { failed: 1, ..self };
        }
        self
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            ignored: self.ignored + other.ignored,
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Reads nextest's line `Summary [   1.2s] 3/5 tests run: 2 passed (1 slow), 1 failed, 1 timed out, 4 skipped`.
///
/// `skipped` counts what a filter left out together with what is marked as ignored, so it is read only when `is_whole`.
/// Tests that a failure kept from running are failures.
pub(crate) fn of_nextest(output: &str, is_whole: bool) -> Counts {
    let Some(summary) = output
        .lines()
        .rev()
        .find(|line| line.trim_start().starts_with("Summary ["))
    else {
        return Counts::default();
    };
    let (head, tail) = summary.rsplit_once("run:").unwrap_or((summary, ""));
    let mut counts = Counts::default();
    for (number, word) in numbered(tail) {
        match word {
            "passed" => counts.passed += number,
            "skipped" if is_whole => counts.ignored += number,
            // `failed`, `timed out`, `exec failed`: each a way not to pass. What stands in brackets says more of tests
            // that are counted already.
            "failed" | "timed out" | "exec failed" => counts.failed += number,
            _ => {}
        }
    }
    counts.failed += not_run(head);
    counts
}

/// From `… 3/5 tests`, the two that never ran.
fn not_run(head: &str) -> u64 {
    let fraction = head
        .split_whitespace()
        .find_map(|word| word.split_once('/'));
    let parsed =
        fraction.and_then(|(run, all)| Some((run.parse::<u64>().ok()?, all.parse::<u64>().ok()?)));
    parsed.map_or(0, |(run, all)| all.saturating_sub(run))
}

/// Sums the lines `test result: ok. 2 passed; 0 failed; 1 ignored; …` that each test binary ends with.
pub(crate) fn of_libtest(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output
        .lines()
        .filter(|line| line.starts_with("test result:"))
    {
        let tail = line.split_once(". ").map_or("", |(_, tail)| tail);
        for (number, word) in numbered(tail) {
            match word {
                "passed" => counts.passed += number,
                "failed" => counts.failed += number,
                "ignored" => counts.ignored += number,
                _ => {}
            }
        }
    }
    counts
}

/// Reads the last line `N passed, N failed`, with which the browser's stories end.
pub(crate) fn of_last_line(output: &str) -> Counts {
    let mut counts = Counts::default();
    for (number, word) in output
        .lines()
        .rev()
        .find(|line| !line.trim().is_empty())
        .map(numbered)
        .unwrap_or_default()
    {
        match word {
            "passed" => counts.passed = number,
            "failed" => counts.failed = number,
            _ => {}
        }
    }
    counts
}

/// The pairs of `2 passed (1 slow), 1 timed out; 3 ignored`, without what stands in brackets.
fn numbered(text: &str) -> Vec<(u64, &str)> {
    text.split([',', ';'])
        .filter_map(|part| {
            let part = part.split('(').next().unwrap_or_default().trim();
            let (number, word) = part.split_once(' ')?;
            Some((number.parse().ok()?, word.trim()))
        })
        .collect()
}

/// The crates that cargo could not compile: ``error: could not compile `plan` (lib test) due to …``.
pub(crate) fn crates_that_do_not_compile(output: &str) -> BTreeSet<&str> {
    output
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("error: could not compile `"))
        .filter_map(|rest| rest.split('`').next())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64, ignored: u64) -> Counts {
        Counts {
            passed,
            failed,
            ignored,
        }
    }

    #[test]
    fn a_green_nextest_run_is_read() {
        let output = "        PASS [   0.004s] base a\n     Summary [   0.016s] 3 tests run: 3 passed, 1 skipped\n";

        assert_eq!(of_nextest(output, true), counts(3, 0, 1));
    }

    #[test]
    fn every_way_not_to_pass_counts_as_failed() {
        let line = "     Summary [  61.016s] 210 tests run: 201 passed (2 slow, 1 flaky), 4 failed (1 leaky), 3 timed out, 2 exec failed, 5 skipped";

        assert_eq!(of_nextest(line, true), counts(201, 9, 5));
    }

    #[test]
    fn tests_that_a_failure_kept_from_running_are_failed() {
        let line = "     Summary [   0.1s] 3/5 tests run: 2 passed, 1 failed, 0 skipped";

        assert_eq!(of_nextest(line, true), counts(2, 3, 0));
    }

    #[test]
    fn what_a_filter_left_out_is_not_ignored() {
        assert_eq!(
            of_nextest("Summary [ 1s] 1 test run: 1 passed, 7 skipped", false),
            counts(1, 0, 0)
        );
    }

    #[test]
    fn the_last_summary_stands() {
        let output = "Summary [ 1s] 1 test run: 1 passed, 0 skipped\nSummary [ 1s] 2 tests run: 0 passed, 2 failed, 0 skipped\nerror: test run failed";

        assert_eq!(of_nextest(output, true), counts(0, 2, 0));
    }

    #[test]
    fn the_lines_of_all_test_binaries_are_summed() {
        let output = "running 3 tests\n...\ntest result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
                      test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.31s\n";

        assert_eq!(of_libtest(output), counts(6, 2, 1));
    }

    #[test]
    fn the_browser_speaks_last() {
        assert_eq!(
            of_last_line("ok 1 passed, 7 failed before\n4 passed, 1 failed\n\n"),
            counts(4, 1, 0)
        );
        assert_eq!(of_last_line("node: cannot find module\n"), counts(0, 0, 0));
    }

    #[test]
    fn a_run_that_fails_without_a_failure_has_one() {
        assert_eq!(counts(3, 0, 0).settled(false), counts(3, 1, 0));
        assert_eq!(counts(3, 2, 0).settled(false), counts(3, 2, 0));
        assert_eq!(counts(3, 0, 0).settled(true), counts(3, 0, 0));
    }

    #[test]
    fn a_run_of_no_test_is_a_failure() {
        assert_eq!(counts(0, 0, 4).settled(true), counts(0, 1, 4));
    }

    #[test]
    fn a_crate_that_does_not_compile_is_counted_once() {
        let output = "error: could not compile `plan` (lib) due to 2 previous errors\n\
                      warning: build failed, waiting for other jobs to finish...\n\
                      error: could not compile `plan` (lib test) due to 3 previous errors; 1 warning emitted\n\
                      error: could not compile `web` (lib) due to 1 previous error\n";

        assert_eq!(
            crates_that_do_not_compile(output),
            BTreeSet::from(["plan", "web"])
        );
    }
}
