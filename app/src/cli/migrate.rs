//! `hagukumi migrate`: shows the steps of the schema that are missing, and runs them.
use clap::Args;

use crate::{
    capabilities, city,
    settings::Settings,
    speech::{Speech, out},
    trouble::Result,
};

#[derive(Args)]
pub(super) struct Arguments {
    /// Only show what would run; the database must exist
    #[arg(long)]
    dry_run: bool,
}

pub(super) async fn run(arguments: Arguments, settings: &Settings, speech: &Speech) -> Result<()> {
    let all = capabilities::migrations();
    let db = match arguments.dry_run {
        true => city::open_existing(settings).await?,
        // Safe beside a running server and beside another start: each step is taken once.
        false => db::Db::open(&settings.location).await?,
    };
    let pending = db.pending(&all).await?;
    if pending.is_empty() {
        speech.tell("app-migrate-nothing", &[]);
        return Ok(());
    }
    for step in &pending {
        out(step.name);
    }
    let steps = pending.len().into();
    if arguments.dry_run {
        speech.tell("app-migrate-pending", &[("steps", steps)]);
        return Ok(());
    }
    db.migrate(&all).await?;
    speech.tell("app-migrate-done", &[("steps", steps)]);
    Ok(())
}
