//! The house's own tools: `cargo xtask …`. They build, test and measure the product and are no part of it.

mod arrows;
mod bench;
mod counts;
mod load;
mod postgres;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask test [sqlite] [postgres] [browser]   pass all tests, or only the named parts
cargo xtask arrows [--write]                     check the crates' arrows against ARCHITECTURE.md, or write them there
cargo xtask postgres COMMAND [ARGUMENT…]         run a command with TEST_DATABASE_URL set to a private PostgreSQL
cargo xtask bench                                list the benchmarks
cargo xtask bench NAME [ARGUMENT…]               run one, optimised
cargo xtask bench http --url URL [--connections N] [--seconds N] [--cookie-file FILE] [--header NAME:VALUE]… [--pid PID]
                                                 load one address and report requests a second, p50, p99 and server CPU";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<ExitCode> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["test", parts @ ..] => test::run(parts),
        ["arrows"] => arrows::check(),
        ["arrows", "--write"] => arrows::write(),
        ["postgres", program, rest @ ..] => postgres::run(program, rest),
        ["bench"] => bench::list(),
        ["bench", "http", options @ ..] => load::run(options),
        ["bench", name, rest @ ..] => bench::run(name, rest),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        _ => bail!(
            "`cargo xtask {}` is not known. These are:\n{USAGE}",
            words.join(" ")
        ),
    }
}
