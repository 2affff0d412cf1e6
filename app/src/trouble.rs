//! Why a command ends without having done what it was asked to.
use std::{error::Error as _, io, process::ExitCode};

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

/// The key of what the operating system says in a cause, in our own words.
///
/// On their way here errors of the system become words of the libraries between; the number at their end says which one it was.
pub(crate) fn os_words(cause: &str) -> Option<&'static str> {
    let (_, after) = cause.split_once("(os error ")?;
    let number = after.split_once(')')?.0.parse().ok()?;
    Some(match io::Error::from_raw_os_error(number).kind() {
        io::ErrorKind::NotFound => "app-os-not-found",
        io::ErrorKind::PermissionDenied => "app-os-denied",
        io::ErrorKind::ReadOnlyFilesystem => "app-os-read-only",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "app-os-full",
        io::ErrorKind::IsADirectory => "app-os-is-folder",
        io::ErrorKind::NotADirectory => "app-os-no-folder",
        io::ErrorKind::AlreadyExists => "app-os-exists",
        io::ErrorKind::AddrInUse => "app-os-address-in-use",
        io::ErrorKind::AddrNotAvailable => "app-os-address-not-here",
        io::ErrorKind::ConnectionRefused => "app-os-refused",
        io::ErrorKind::TimedOut => "app-os-timed-out",
        io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => "app-os-unreachable",
        _ => return None,
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_operating_system_says_is_known_by_its_number() {
        let nested = "cannot open the file: Permission denied (os error 13): a hint";

        assert_eq!(os_words(nested), Some("app-os-denied"));
        for (number, key) in [
            (2, "app-os-not-found"),
            (28, "app-os-full"),
            (98, "app-os-address-in-use"),
            (111, "app-os-refused"),
        ] {
            let cause = io::Error::from_raw_os_error(number).to_string();
            assert_eq!(os_words(&cause), Some(key), "{cause}");
        }
        assert_eq!(os_words("Interrupted system call (os error 4)"), None);
        assert_eq!(os_words("no such table (os error x)"), None);
    }
}
