//! Why a command ends without having done what it was asked to.
use std::{error::Error as _, process::ExitCode};

use db::DbError;
use web::Text;

use crate::lock::LockError;

/// The exit codes, as `--help` names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// What was given is not accepted, or what was checked is not right; nothing was changed.
    Refused = 1,
    /// The command line or a setting is wrong.
    Usage = 2,
    /// Something outside failed: the disk, the database, the network.
    Fault = 3,
}

/// What people read on standard error, and the exit code.
#[derive(Debug)]
pub(crate) struct Trouble {
    pub(crate) exit: Exit,
    pub(crate) text: Text,
    /// For whoever mends it: the words of the system or the database, without values.
    pub(crate) cause: Option<String>,
}

pub(crate) type Result<T> = std::result::Result<T, Trouble>;

impl Trouble {
    pub(crate) fn refused(text: Text) -> Self {
        Self {
            exit: Exit::Refused,
            text,
            cause: None,
        }
    }

    pub(crate) fn usage(text: Text) -> Self {
        Self {
            exit: Exit::Usage,
            text,
            cause: None,
        }
    }

    pub(crate) fn fault(text: Text, cause: impl std::error::Error) -> Self {
        Self {
            exit: Exit::Fault,
            text,
            cause: Some(chain(&cause)),
        }
    }

    pub(crate) fn code(&self) -> ExitCode {
        ExitCode::from(self.exit as u8)
    }
}

/// The cause and the causes behind it.
fn chain(cause: &dyn std::error::Error) -> String {
    let mut words = cause.to_string();
    let mut next = cause.source();
    while let Some(it) = next {
        words = format!("{words}: {it}");
        next = it.source();
    }
    words
}

impl From<DbError> for Trouble {
    fn from(error: DbError) -> Self {
        match &error {
            DbError::NewerSchema { name } => {
                Self::refused(Text::new("app-database-newer").with("step", name.as_str()))
            }
            DbError::ChangedMigration { name } => {
                Self::refused(Text::new("app-database-changed").with("step", name.as_str()))
            }
            DbError::Full => Self::fault(Text::new("app-disk-full"), &error),
            DbError::Unreachable(_) => Self::fault(Text::new("app-database-unreachable"), &error),
            _ => Self::fault(Text::new("app-database-fault"), &error),
        }
    }
}

impl From<web::Error> for Trouble {
    fn from(error: web::Error) -> Self {
        match &error {
            web::Error::Refused(refusal) => Self::refused(refusal.text()),
            web::Error::Fault(cause) => Self {
                exit: Exit::Fault,
                text: Text::new("app-fault"),
                cause: Some(chain(cause.as_ref())),
            },
            _ => Self {
                exit: Exit::Fault,
                text: error.text(),
                cause: error.source().map(|it| it.to_string()),
            },
        }
    }
}

impl From<LockError> for Trouble {
    fn from(error: LockError) -> Self {
        match &error {
            LockError::Held => Self::refused(Text::new("app-database-in-use")),
            LockError::Io { path, .. } => {
                let text =
                    Text::new("app-file-unwritable").with("file", path.display().to_string());
                Self::fault(text, &error)
            }
        }
    }
}
