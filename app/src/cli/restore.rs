//! `hagukumi restore FILE`.
use std::path::{Path, PathBuf};

use clap::Args;
use db::{DbError, dump::DumpError};
use web::Text;

use super::backup::count;
use crate::{
    backup::{self, BackupError},
    capabilities,
    settings::Settings,
    speech::Speech,
    trouble::{Result, Trouble},
};

#[derive(Args)]
pub(super) struct Arguments {
    /// A file written by `hagukumi backup`
    file: PathBuf,
    /// Put a database that already holds something aside, under another name
    #[arg(long)]
    replace: bool,
}

pub(super) async fn run(arguments: Arguments, settings: &Settings, speech: &Speech) -> Result<()> {
    let file = &arguments.file;
    let restored = backup::restore(
        settings,
        &capabilities::migrations(),
        file,
        arguments.replace,
    )
    .await
    .map_err(|error| trouble(error, file))?;
    let args = [
        ("city", restored.label.name.into()),
        ("tables", count(restored.counts.tables)),
        ("rows", count(restored.counts.rows)),
        ("database", settings.location.to_string().into()),
    ];
    speech.tell("app-restored", &args);
    if let Some(kept) = restored.kept {
        speech.tell("app-restored-kept", &[("place", kept.into())]);
    }
    Ok(())
}

/// What people read when a backup is not written or not restored.
pub(super) fn trouble(error: BackupError, file: &Path) -> Trouble {
    let refused = |key: &'static str| {
        Trouble::refused(Text::new(key).with("file", file.display().to_string()))
    };
    match error {
        BackupError::Exists => refused("app-backup-exists"),
        BackupError::NothingThere => refused("app-backup-nothing"),
        BackupError::NotEmpty | BackupError::Dump(DumpError::NotEmpty) => {
            refused("app-restore-not-empty")
        }
        BackupError::InUse => refused("app-database-in-use"),
        BackupError::LedgerDiffers => refused("app-restore-ledger"),
        BackupError::AnotherCity { backup, here } => Trouble::refused(
            Text::new("app-restore-another-city")
                .with("backup", backup)
                .with("here", here),
        ),
        BackupError::Dump(DumpError::NotADump | DumpError::Declined) => {
            refused("app-restore-no-backup")
        }
        BackupError::Dump(DumpError::NewerFormat(_)) => refused("app-restore-newer"),
        BackupError::Dump(DumpError::Db(
            DbError::NewerSchema { .. } | DbError::ChangedMigration { .. },
        )) => refused("app-restore-newer"),
        BackupError::Dump(DumpError::Truncated) => refused("app-restore-truncated"),
        BackupError::Dump(DumpError::Altered | DumpError::BadLine(_)) => {
            refused("app-restore-altered")
        }
        BackupError::Dump(DumpError::Db(error)) | BackupError::Db(error) => error.into(),
        BackupError::Dump(DumpError::Io(cause)) | BackupError::Io(cause) => {
            let key = match cause.kind() {
                std::io::ErrorKind::StorageFull => "app-disk-full",
                _ => "app-file-unreadable",
            };
            let text = Text::new(key).with("file", file.display().to_string());
            Trouble::fault(text, cause)
        }
    }
}
