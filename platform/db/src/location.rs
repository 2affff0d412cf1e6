use std::{fmt, path::PathBuf, str::FromStr};

use sqlx::postgres::{PgConnectOptions, PgSslMode};

/// Where a database is: `sqlite:PATH`, `sqlite::memory:` or `postgres://…?schema=NAME`.
///
/// `sslmode` says how the way to PostgreSQL is kept from others:
///
/// | | encrypted | the server proves who it is |
/// |---|---|---|
/// | `disable` | no | no |
/// | `prefer`, when nothing is said | if the server can | no |
/// | `require` | yes | no; with `sslrootcert` as `verify-ca` |
/// | `verify-ca` | yes | an authority vouches for it, under whatever name |
/// | `verify-full` | yes | an authority vouches for the name in the address |
///
/// The authorities are those that the machine knows, and those of the file (PEM) that `sslrootcert=PATH` names.
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
    #[error("sslmode={0} is none of disable, prefer, require, verify-ca and verify-full")]
    BadTlsMode(String),
    /// It cannot be read, or holds no certificate in the form PEM.
    #[error("the file {0}, which sslrootcert names, holds no certificates")]
    NoCertificates(String),
}

impl Location {
    /// Reads the place of a database. Nothing is opened but the file of certificates that `sslrootcert` names.
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
    let (mut schema, mut mode, mut authorities) = (None, None, None);
    let mut others = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match name.as_ref() {
            "schema" => schema = Some(value.into_owned()),
            "sslmode" => mode = Some(tls_mode(&value)?),
            "sslrootcert" => authorities = Some(certificates(&value)?),
            _ => drop(others.append_pair(&name, &value)),
        }
    }
    let schema = schema.ok_or(LocationError::NoSchema)?;
    if !is_schema_name(&schema) {
        return Err(LocationError::BadSchema(schema));
    }
    let mut options = PgConnectOptions::from_str(&format!("{address}?{}", others.finish()))
        .map_err(|_| LocationError::BadAddress)?;
    if let Some(mode) = mode {
        options = options.ssl_mode(mode);
    }
    if let Some(authorities) = authorities {
        // Whoever names an authority wants it asked, which `require` alone would not do.
        if matches!(options.get_ssl_mode(), PgSslMode::Require) {
            options = options.ssl_mode(PgSslMode::VerifyCa);
        }
        options = options.ssl_root_cert_from_pem(authorities);
    }
    Ok(Location(Place::Postgres {
        options: Box::new(options),
        schema,
    }))
}

fn tls_mode(text: &str) -> Result<PgSslMode, LocationError> {
    Ok(match text {
        "disable" => PgSslMode::Disable,
        "prefer" => PgSslMode::Prefer,
        "require" => PgSslMode::Require,
        "verify-ca" => PgSslMode::VerifyCa,
        "verify-full" => PgSslMode::VerifyFull,
        other => return Err(LocationError::BadTlsMode(other.to_owned())),
    })
}

fn certificates(path: &str) -> Result<Vec<u8>, LocationError> {
    let begins = b"-----BEGIN CERTIFICATE-----";
    match std::fs::read(path) {
        Ok(pem) if pem.windows(begins.len()).any(|it| it == begins) => Ok(pem),
        _ => Err(LocationError::NoCertificates(path.to_owned())),
    }
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
            refused("postgres://localhost/x?schema=a&sslmode=verify"),
            LocationError::BadTlsMode("verify".to_owned())
        );
        assert_eq!(
            refused(
                "postgres://localhost/x?schema=a&sslmode=verify-full&sslrootcert=/no%20such/ca.pem"
            ),
            LocationError::NoCertificates("/no such/ca.pem".to_owned())
        );
    }

    #[test]
    fn a_password_is_never_written_out() {
        let place = Location::parse("postgres://town:himitsu@localhost/x?schema=a").unwrap();

        assert!(!format!("{place} {place:?}").contains("himitsu"));
    }
}
