//! `hagukumi backup FILE`.
use std::path::PathBuf;

use clap::Args;

use super::{restore::trouble, verify::broken_at};
use crate::{
    backup, city,
    settings::Settings,
    speech::Speech,
    trouble::{Result, Trouble},
};

#[derive(Args)]
pub(super) struct Arguments {
    /// The new file; an existing one is never overwritten
    file: PathBuf,
}

pub(super) async fn run(arguments: Arguments, settings: &Settings, speech: &Speech) -> Result<()> {
    let db = city::open_existing(settings).await?;
    let written = backup::write(&db, &arguments.file)
        .await
        .map_err(|error| trouble(error, &arguments.file))?;
    let args = [
        ("file", arguments.file.display().to_string().into()),
        ("city", written.label.name.into()),
        ("tables", count(written.counts.tables)),
        ("rows", count(written.counts.rows)),
        ("size", count(written.size.div_ceil(1024))),
    ];
    speech.tell("app-backup-written", &args);
    // The file is kept, for it shows what was altered; but nobody shall take it for one that can be restored.
    if let Some(broken) = ledger::verify(&db).await?.broken {
        let file = arguments.file.display().to_string();
        speech.tell("app-backup-of-broken-ledger", &[("file", file.into())]);
        return Err(Trouble::refused(broken_at(&broken)));
    }
    Ok(())
}

pub(super) fn count(number: u64) -> web::Arg {
    i64::try_from(number).unwrap_or(i64::MAX).into()
}
