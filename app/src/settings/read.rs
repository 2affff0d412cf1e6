//! From values to settings, each checked as far as it can be without opening anything.
use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use db::Location;
use jobs::Encryption;
use tracing_subscriber::EnvFilter;
use web::Lang;

use super::{Mail, Problem, Secret, SettingError, Settings, Values};

/// Reads all settings. `lang` is the language that the environment asks for.
pub(crate) fn read(values: &Values, lang: Lang) -> Result<Settings, SettingError> {
    let (database, location) = values
        .read("database", database)?
        .unwrap_or_else(|| database("sqlite:hagukumi.db").expect("the default is a database"));
    Ok(Settings {
        database,
        location,
        listen: values
            .read("listen", |it| {
                it.parse::<SocketAddr>().map_err(|_| Problem::NotAnAddress)
            })?
            .unwrap_or(SocketAddr::from(([127, 0, 0, 1], 8080))),
        city: values.read("city", |it| Ok(it.to_owned()))?,
        is_https: values.read("https", yes_or_no)?.unwrap_or(false),
        has_proxy: values.read("proxy", yes_or_no)?.unwrap_or(false),
        font_folder: values.read("font_folder", folder)?,
        lang: values.read("lang", language)?.unwrap_or(lang),
        log: values
            .read("log", log_filter)?
            .unwrap_or_else(|| "info".to_owned()),
        mail: mail(values)?,
    })
}

fn database(text: &str) -> Result<(String, Location), Problem> {
    let not_a_database = |cause: String| Problem::NotADatabase { cause };
    let location = Location::parse(text).map_err(|it| not_a_database(it.to_string()))?;
    if let Some(path) = file_of(text)
        && let Some(folder) = Path::new(path).parent()
        && !folder.as_os_str().is_empty()
        && !folder.is_dir()
    {
        return Err(Problem::NoSuchFolder {
            folder: folder.to_owned(),
        });
    }
    Ok((text.to_owned(), location))
}

/// The file of a SQLite database.
pub(super) fn file_of(database: &str) -> Option<&str> {
    database
        .strip_prefix("sqlite:")
        .filter(|it| *it != ":memory:")
}

impl Settings {
    /// The file that the database is, unless it is in PostgreSQL or in memory.
    pub fn database_file(&self) -> Option<PathBuf> {
        file_of(&self.database).map(PathBuf::from)
    }
}

fn yes_or_no(text: &str) -> Result<bool, Problem> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "true" | "on" | "1" => Ok(true),
        "no" | "false" | "off" | "0" => Ok(false),
        _ => Err(Problem::NotYesOrNo),
    }
}

fn folder(text: &str) -> Result<PathBuf, Problem> {
    let folder = PathBuf::from(text);
    match folder.is_dir() {
        true => Ok(folder),
        false => Err(Problem::NoSuchFolder { folder }),
    }
}

fn language(text: &str) -> Result<Lang, Problem> {
    match text {
        "ja" => Ok(Lang::Ja),
        "en" => Ok(Lang::En),
        _ => Err(Problem::NotOneOf { words: "ja, en" }),
    }
}

fn log_filter(text: &str) -> Result<String, Problem> {
    EnvFilter::builder()
        .parse(text)
        .map(|_| text.to_owned())
        .map_err(|_| Problem::NotALogFilter)
}

fn mail(values: &Values) -> Result<Option<Mail>, SettingError> {
    let relay = values.read("mail_relay", |it| Ok(it.to_owned()))?;
    let port = values.read("mail_port", |it| match it.parse() {
        Ok(0) | Err(_) => Err(Problem::NotAPort),
        Ok(it) => Ok(it),
    })?;
    let encryption = values.read("mail_tls", |it| {
        let words = "none, starttls, tls";
        it.parse().map_err(|_| Problem::NotOneOf { words })
    })?;
    let authorities = values.read("mail_ca_file", readable)?;
    let from = values.read("mail_from", mail_address)?;
    let to = values.read("mail_to", |it| match it.contains("{number}") {
        true => mail_address(it),
        false => Err(Problem::NotAMailAddress),
    })?;
    let user = values.read("mail_user", |it| Ok(it.to_owned()))?;
    let password = values.read("mail_password_file", first_line)?;

    let Some(relay) = relay else {
        const OTHERS: [&str; 7] = [
            "mail_port",
            "mail_tls",
            "mail_ca_file",
            "mail_from",
            "mail_to",
            "mail_user",
            "mail_password_file",
        ];
        return match OTHERS.into_iter().find(|it| values.get(it).is_some()) {
            Some(lonely) => Err(values.refuse(
                lonely,
                Problem::Needs {
                    other: "mail_relay",
                },
            )),
            None => Ok(None),
        };
    };
    let needs = |name, other| values.refuse(name, Problem::Needs { other });
    let from = from.ok_or_else(|| needs("mail_relay", "mail_from"))?;
    let to = to.ok_or_else(|| needs("mail_relay", "mail_to"))?;
    let login = match (user, password) {
        (Some(user), Some(password)) => Some((user, password)),
        (None, None) => None,
        (Some(_), None) => return Err(needs("mail_user", "mail_password_file")),
        (None, Some(_)) => return Err(needs("mail_password_file", "mail_user")),
    };
    let encryption = encryption.unwrap_or_default();
    if encryption == Encryption::None {
        let wants_tls = [
            ("mail_user", login.is_some()),
            ("mail_ca_file", authorities.is_some()),
        ];
        if let Some((name, _)) = wants_tls.into_iter().find(|it| it.1) {
            return Err(values.refuse(name, Problem::NeedsTls));
        }
    }
    let usual_port = match encryption {
        Encryption::None | Encryption::StartTls => 25,
        Encryption::Tls => 465,
    };
    Ok(Some(Mail {
        relay,
        port: port.unwrap_or(usual_port),
        encryption,
        authorities,
        from,
        to,
        login,
    }))
}

fn mail_address(text: &str) -> Result<String, Problem> {
    let is_address = text.split_once('@').is_some_and(|(who, host)| {
        !who.is_empty() && !host.is_empty() && !host.contains('@') && !text.contains(' ')
    });
    match is_address {
        true => Ok(text.to_owned()),
        false => Err(Problem::NotAMailAddress),
    }
}

/// A file that can be read. Whether it holds certificates is found before the server starts, when the relay is set up.
fn readable(file: &str) -> Result<PathBuf, Problem> {
    let file = PathBuf::from(file);
    match fs::read(&file) {
        Ok(_) => Ok(file),
        Err(_) => Err(Problem::NoSuchFile { file }),
    }
}

/// The first line of a file that holds a password.
pub(crate) fn first_line(file: &str) -> Result<Secret, Problem> {
    let text = fs::read_to_string(file).map_err(|_| Problem::NoSuchFile {
        file: PathBuf::from(file),
    })?;
    match text.lines().next() {
        Some(it) if !it.is_empty() => Ok(Secret(it.to_owned())),
        _ => Err(Problem::Empty),
    }
}
