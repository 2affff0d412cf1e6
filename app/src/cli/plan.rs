//! `hagukumi plan import|report`.
pub(crate) mod import;
mod report;

use clap::Subcommand;

use crate::{settings::Settings, speech::Speech, trouble::Result};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Read a plan from a Word, Excel or text file, and adopt it
    Import(import::Arguments),
    /// Write the year's report: the frozen edition, or a draft of the year as it stands
    Report(report::Arguments),
}

pub(super) async fn run(command: Command, settings: &Settings, speech: &Speech) -> Result<()> {
    match command {
        Command::Import(arguments) => import::run(arguments, settings, speech).await,
        Command::Report(arguments) => report::run(arguments, settings, speech).await,
    }
}
