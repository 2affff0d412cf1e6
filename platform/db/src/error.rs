use std::fmt;

use crate::LocationError;

/// The ways a database says no.
///
/// Neither the text nor the debug form ever holds a value from a row or a parameter, so both may be logged.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    #[error(transparent)]
    Location(#[from] LocationError),
    #[error("no such row")]
    NotFound,
    #[error("column {column} does not hold a {expected}")]
    Column {
        column: String,
        expected: &'static str,
    },
    /// The row has no such column: a mistake in the statement or in the reader.
    #[error("the row has no column {0}")]
    NoColumn(String),
    /// A second row with the same key.
    #[error("a row with the same key exists ({0})")]
    Duplicate(Fault),
    /// A foreign key, a check or a not-null.
    #[error("the row breaks a rule of its table ({0})")]
    Constraint(Fault),
    /// Somebody else was there first. Running the whole transaction again may help.
    #[error("two transactions touched the same rows")]
    Conflict,
    /// The disk has no room left; nothing was changed.
    #[error("no space left for the database")]
    Full,
    /// A statement that changes something, in `read`.
    #[error("a reading transaction cannot change anything")]
    ReadOnly,
    /// A text with the character U+0000, which PostgreSQL cannot hold.
    #[error("text with the character U+0000")]
    Nul,
    /// An earlier statement of this transaction failed and its error was swallowed: nothing was committed.
    #[error("a statement of this transaction failed earlier")]
    Spoilt,
    #[error("rows of {table} have {found} values for {expected} columns")]
    Width {
        table: String,
        expected: usize,
        found: usize,
    },
    /// The database was used by a newer version of the program, which added this migration.
    #[error("the database is newer than this program: it has the migration {name}")]
    NewerSchema { name: String },
    /// The text of a migration that has already run was altered afterwards.
    #[error("the migration {name} differs from the one that ran")]
    ChangedMigration { name: String },
    #[error("the migration {name} failed: {fault}")]
    Migration { name: String, fault: Fault },
    /// The engine that the database runs on has no such operation.
    #[error("{0} is only possible with SQLite")]
    SqliteOnly(&'static str),
    #[error("the database cannot be reached: {0}")]
    Unreachable(Fault),
    #[error("database failure: {0}")]
    Failure(Fault),
}

pub type Result<T> = std::result::Result<T, DbError>;

/// Errors that say whether running the whole transaction again may help.
pub trait Retry {
    fn is_conflict(&self) -> bool;
}
impl Retry for DbError {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict)
    }
}

/// What the engine said, without the values it may have quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// SQLSTATE of PostgreSQL, or SQLite's extended result code.
    pub code: String,
    pub message: String,
}
impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}, code {}", self.message, self.code)
    }
}
impl Fault {
    pub(crate) fn new(code: impl ToString, message: impl ToString) -> Self {
        Self {
            code: code.to_string(),
            message: message.to_string(),
        }
    }
}

impl DbError {
    /// Something that is not in the engines' own vocabulary.
    pub(crate) fn failure(message: impl ToString) -> Self {
        Self::Failure(Fault::new("none", message))
    }
}

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::{ErrorCode, ffi};
        let (it, message) = match error {
            rusqlite::Error::SqliteFailure(it, message) => (it, message),
            rusqlite::Error::SqlInputError { error, msg, .. } => (error, Some(msg)),
            rusqlite::Error::InvalidParameterCount(given, wanted) => {
                return Self::failure(format!("{given} parameters given, {wanted} wanted"));
            }
            other => return Self::failure(other),
        };
        let fault = Fault::new(
            it.extended_code,
            message.unwrap_or_else(|| ffi::code_to_str(it.extended_code).to_owned()),
        );
        match it.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Conflict,
            ErrorCode::DiskFull => Self::Full,
            ErrorCode::ReadOnly => Self::ReadOnly,
            ErrorCode::CannotOpen | ErrorCode::NotADatabase => Self::Unreachable(fault),
            ErrorCode::ConstraintViolation => match it.extended_code {
                ffi::SQLITE_CONSTRAINT_UNIQUE
                | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                | ffi::SQLITE_CONSTRAINT_ROWID => Self::Duplicate(fault),
                _ => Self::Constraint(fault),
            },
            _ => Self::Failure(fault),
        }
    }
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        let it = match &error {
            sqlx::Error::Database(it) => it,
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed => {
                return Self::Unreachable(Fault::new("none", error));
            }
            _ => return Self::failure(error),
        };
        let code = it.code().unwrap_or_default();
        // A message of class 22 quotes the value that did not fit; the code says enough.
        let fault = match code.starts_with("22") {
            true => Fault::new(&code, "a value does not fit its type"),
            false => Fault::new(&code, it.message()),
        };
        match code.as_ref() {
            "40001" | "40P01" => Self::Conflict,
            "53100" => Self::Full,
            "25006" => Self::ReadOnly,
            "23505" => Self::Duplicate(fault),
            it if it.starts_with("23") => Self::Constraint(fault),
            it if it.starts_with("28") || it.starts_with("3D") || it.starts_with("57P") => {
                Self::Unreachable(fault)
            }
            _ => Self::Failure(fault),
        }
    }
}
