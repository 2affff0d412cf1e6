use std::{fmt, path::PathBuf, str::FromStr};

use sqlx::postgres::PgConnectOptions;

/// Where a database is: `sqlite:PATH`, `sqlite::memory:` or `postgres://…?schema=NAME`.
///
/// Written out, it leaves the password away.
#[derive(Clone)]
pub struct Location(pub(crate) Place);

#[derive(Clone)]
pub(crate) enum Place {
    Memory,
    File(PathBuf),
    Postgres {
        options: Box<PgConnectOptions>,
        schema: String,
    },
}

/// Why a text is not the place of a database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LocationError {
    #[error("a database begins with sqlite: or postgres://")]
    UnknownKind,
    #[error("sqlite: names no file")]
    NoPath,
    #[error("postgres://… has no ?schema=NAME")]
    NoSchema,
    /// At most 63 of a–z, 0–9 and _, not beginning with a digit or `pg_`.
    #[error("{0} cannot be the name of a schema")]
    BadSchema(String),
    #[error("not an address of PostgreSQL")]
    BadAddress,
    /// This program speaks to PostgreSQL on the same machine or inside a trusted network only.
    #[error("sslmode={0} is not possible: this program has no TLS towards PostgreSQL")]
    NoTls(String),
}

impl Location {
    /// Reads the place of a database. Nothing is opened.
    pub fn parse(text: &str) -> Result<Self, LocationError> {
        if text == "sqlite::memory:" {
            return Ok(Self(Place::Memory));
        }
        if let Some(path) = text.strip_prefix("sqlite:") {
            return match path.trim().is_empty() {
                true => Err(LocationError::NoPath),
                false => Ok(Self(Place::File(PathBuf::from(path)))),
            };
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return postgres(text);
        }
        Err(LocationError::UnknownKind)
    }

    /// A SQLite file, whatever its name contains.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self(Place::File(path.into()))
    }

    pub fn is_postgres(&self) -> bool {
        matches!(self.0, Place::Postgres { .. })
    }
}

fn postgres(text: &str) -> Result<Location, LocationError> {
    let (address, query) = text.split_once('?').unwrap_or((text, ""));
    let mut schema = None;
    let mut others = Vec::new();
    for pair in query.split('&').filter(|it| !it.is_empty()) {
        match pair.split_once('=') {
            Some(("schema", name)) => schema = Some(name),
            Some(("sslmode", mode @ ("require" | "verify-ca" | "verify-full"))) => {
                return Err(LocationError::NoTls(mode.to_owned()));
            }
            _ => others.push(pair),
        }
    }
    let schema = schema.ok_or(LocationError::NoSchema)?;
    if !is_schema_name(schema) {
        return Err(LocationError::BadSchema(schema.to_owned()));
    }
    let options = PgConnectOptions::from_str(&format!("{address}?{}", others.join("&")))
        .map_err(|_| LocationError::BadAddress)?;
    Ok(Location(Place::Postgres {
        options: Box::new(options),
        schema: schema.to_owned(),
    }))
}

fn is_schema_name(name: &str) -> bool {
    let is_plain = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_';
    !name.is_empty()
        && name.len() <= 63
        && name.bytes().all(is_plain)
        && !name.as_bytes()[0].is_ascii_digit()
        && !name.starts_with("pg_")
}

impl FromStr for Location {
    type Err = LocationError;
    fn from_str(text: &str) -> Result<Self, LocationError> {
        Self::parse(text)
    }
}

impl fmt::Display for Location {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Place::Memory => out.write_str("sqlite::memory:"),
            Place::File(path) => write!(out, "sqlite:{}", path.display()),
            Place::Postgres { options, schema } => write!(
                out,
                "postgres://{}:{}/{}?schema={schema}",
                options.get_host(),
                options.get_port(),
                options.get_database().unwrap_or_default(),
            ),
        }
    }
}
impl fmt::Debug for Location {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> LocationError {
        Location::parse(text).unwrap_err()
    }

    #[test]
    fn a_place_is_a_file_memory_or_a_schema() {
        let file = Location::parse("sqlite:/srv/hagukumi/town.db").unwrap();
        let memory = Location::parse("sqlite::memory:").unwrap();
        let schema = Location::parse("postgres://town@db.local/hagukumi?schema=shiomi").unwrap();

        assert_eq!(file.to_string(), "sqlite:/srv/hagukumi/town.db");
        assert_eq!(memory.to_string(), "sqlite::memory:");
        assert!(schema.is_postgres() && !file.is_postgres());
    }

    #[test]
    fn a_wrong_place_is_refused_with_its_reason() {
        assert_eq!(refused("town.db"), LocationError::UnknownKind);
        assert_eq!(refused("sqlite:"), LocationError::NoPath);
        assert_eq!(refused("postgres://localhost/x"), LocationError::NoSchema);
        assert_eq!(
            refused("postgres://:x:y/?schema=a"),
            LocationError::BadAddress
        );
        for name in ["", "Town", "1st", "pg_x", "a-b", "a;drop"] {
            let text = format!("postgres://localhost/x?schema={name}");
            assert_eq!(refused(&text), LocationError::BadSchema(name.to_owned()));
        }
        assert_eq!(
            refused("postgres://localhost/x?schema=a&sslmode=require"),
            LocationError::NoTls("require".to_owned())
        );
    }

    #[test]
    fn a_password_is_never_written_out() {
        let place = Location::parse("postgres://town:himitsu@localhost/x?schema=a").unwrap();

        assert!(!format!("{place} {place:?}").contains("himitsu"));
    }
}
