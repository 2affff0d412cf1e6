//! Backup and restore: one portable file for both engines, written while everybody works, loaded beside what is there.
mod restore;
mod write;

pub use restore::{Restored, restore};
pub use write::{Written, write};

use db::dump::DumpError;
use ledger::Head;

/// What a backup says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The id of the city's database.
    pub city: String,
    pub name: String,
    pub is_demo: bool,
    /// The end of the ledger at that moment; `None` before its first seal.
    pub ledger: Option<Head>,
}

/// Why a backup was not written or not restored. Whatever was there is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error(transparent)]
    Dump(#[from] DumpError),
    #[error(transparent)]
    Db(#[from] db::DbError),
    #[error("the file exists already")]
    Exists,
    #[error("the file cannot be read or written")]
    Io(#[from] std::io::Error),
    /// The database belongs to nobody yet: there is nothing to keep.
    #[error("the database was never used")]
    NothingThere,
    /// The backup is of another city than the database, or than the setting says.
    #[error("the backup is of {backup}, the database of {here}")]
    AnotherCity { backup: String, here: String },
    /// The database already holds something, and `--replace` was not said.
    #[error("the database already holds something")]
    NotEmpty,
    /// The ledger in the backup does not end where its label says.
    #[error("the ledger in the backup is not the one on its label")]
    LedgerDiffers,
    /// A server or another restore has the database open.
    #[error("another program uses the database")]
    InUse,
}
