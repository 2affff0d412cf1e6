//! What the city sets: by flag, environment or file, in that order of strength, and what holds when nothing is said.
//!
//! [`KNOWN`] is the one list; flags, the environment, the file and `docs/settings.md` all come from it.
mod document;
mod flags;
mod known;
mod read;
#[cfg(test)]
mod tests;
mod values;

use std::{net::SocketAddr, path::PathBuf};

use db::Location;
use jobs::Encryption;
use web::Lang;

pub use document::document;
pub use flags::Flags;
pub(crate) use known::{FILE, FILE_VARIABLE, LANG_VARIABLE};
pub use known::{FILE_FLAG, KNOWN, Setting};
pub(crate) use read::{first_line, read};
pub use values::{Problem, SettingError, Source, Values};

/// Everything that the city sets, read and checked.
#[derive(Debug, Clone)]
pub struct Settings {
    /// As it was written; [`location`](Self::location) is the same, read.
    pub database: String,
    pub location: Location,
    pub listen: SocketAddr,
    /// The city's name. Needed on the first start; afterwards the database knows it.
    pub city: Option<String>,
    pub is_https: bool,
    pub has_proxy: bool,
    pub font_folder: Option<PathBuf>,
    pub lang: Lang,
    /// A filter of `tracing`: `info`, or `info,db=debug`.
    pub log: String,
    /// `None`: no mail is sent.
    pub mail: Option<Mail>,
}

/// The relay that takes the mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    pub relay: String,
    pub port: u16,
    pub encryption: Encryption,
    /// A file of certificates (PEM) of those who vouch for the relay, besides those that the machine knows.
    pub authorities: Option<PathBuf>,
    pub from: String,
    /// An address with `{number}` in place of the staff number.
    pub to: String,
    /// Name and password, where the relay wants them.
    pub login: Option<(String, Secret)>,
}

/// A text that is never written out.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("(secret)")
    }
}
