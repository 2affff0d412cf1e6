//! The program. Everything is in the library, so that tests can look at it.
use std::process::ExitCode;

fn main() -> ExitCode {
    hagukumi::run()
}
