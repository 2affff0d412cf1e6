//! One server to one SQLite file, so that nothing is swapped under a running one.
use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// Held as long as the value lives; the system lets go of it even after `kill -9`.
pub(crate) struct Lock {
    _file: File,
}

/// Why the database cannot be had for oneself.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LockError {
    #[error("another program uses the database")]
    Held,
    #[error("{path} cannot be written")]
    Io {
        path: PathBuf,
        #[source]
        cause: io::Error,
    },
}

impl Lock {
    /// Takes the lock of the database in this file: an empty file beside it.
    pub(crate) fn take(database: &Path) -> Result<Self, LockError> {
        let mut name = database.as_os_str().to_owned();
        name.push(".lock");
        let path = PathBuf::from(name);
        let open = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path);
        let file = match open {
            Ok(it) => it,
            Err(cause) => return Err(LockError::Io { path, cause }),
        };
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(LockError::Held),
            Err(TryLockError::Error(cause)) => Err(LockError::Io { path, cause }),
        }
    }
}
