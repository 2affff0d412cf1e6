//! `hagukumi plan import|report`.
mod import;

use clap::{Subcommand, ValueEnum};

use crate::{settings::Settings, speech::Speech, trouble::Result};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Read a plan from a Word, Excel or text file
    Import(import::Arguments),
}

/// How what was found is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

pub(super) async fn run(command: Command, _settings: &Settings, speech: &Speech) -> Result<()> {
    match command {
        Command::Import(arguments) => import::run(arguments, speech),
    }
}
