//! `hagukumi people import|export`.
mod export;
mod import;

use clap::Subcommand;

use crate::{settings::Settings, speech::Speech, trouble::Result};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Bring in units, staff or assignments from CSV or Excel: all of a file or nothing, and twice is the same as once
    Import(import::Arguments),
    /// Write all units, staff or assignments in the columns that the import reads
    Export(export::Arguments),
}

pub(super) async fn run(command: Command, settings: &Settings, speech: &Speech) -> Result<()> {
    match command {
        Command::Import(arguments) => import::run(arguments, settings, speech).await,
        Command::Export(arguments) => export::run(arguments, settings, speech).await,
    }
}
