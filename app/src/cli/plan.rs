//! `hagukumi plan import|report`.
mod import;

use clap::Subcommand;

use crate::{settings::Settings, speech::Speech, trouble::Result};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Read a plan from a Word, Excel or text file
    Import(import::Arguments),
}

pub(super) async fn run(command: Command, _settings: &Settings, speech: &Speech) -> Result<()> {
    match command {
        Command::Import(arguments) => import::run(arguments, speech),
    }
}
