//! Where each value came from, and what is wrong with it.
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    fmt,
    path::{Path, PathBuf},
};

use web::{Arg, Text};

use super::known::{FILE_FLAG, KNOWN, PREFIX, nearest};
use crate::trouble::os_words;

/// Where a value was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    Flag,
    Environment,
    File(PathBuf),
}

/// What is wrong with a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// There is no such setting.
    Unknown {
        nearest: Option<&'static str>,
    },
    /// The settings file cannot be read.
    UnreadableFile {
        cause: String,
    },
    /// The settings file is not TOML, on this line and at this character, both from 1.
    NotToml {
        line: usize,
        column: usize,
        cause: String,
    },
    /// A list or a table where one value belongs.
    NotOneValue,
    Empty,
    NotAnAddress,
    NotYesOrNo,
    NotAPort,
    NotOneOf {
        words: &'static str,
    },
    NotADatabase {
        cause: String,
    },
    NotAMailAddress,
    NotALogFilter,
    NoSuchFolder {
        folder: PathBuf,
    },
    NoSuchFile {
        file: PathBuf,
    },
    /// Makes no sense without this other setting.
    Needs {
        other: &'static str,
    },
    /// Makes no sense, or is not safe, while `mail_tls` is `none`.
    NeedsTls,
}

/// A setting that is refused, with its name, where it was given, and what mends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingError {
    pub name: String,
    pub source: Option<Source>,
    /// What was given; `None` where nothing was, or where it may be secret.
    pub value: Option<String>,
    pub problem: Problem,
}

impl SettingError {
    /// What a person reads: the problem, with the setting's name and place.
    pub fn text(&self) -> Text {
        let (key, words): (&str, Vec<(&str, Arg)>) = match &self.problem {
            Problem::Unknown { nearest: Some(it) } => (
                "app-setting-unknown-near",
                vec![("nearest", (*it).to_owned().into())],
            ),
            Problem::Unknown { nearest: None } => ("app-setting-unknown", Vec::new()),
            Problem::UnreadableFile { cause } => (
                "app-setting-file-unreadable",
                vec![("cause", in_our_words(cause))],
            ),
            Problem::NotToml {
                line,
                column,
                cause,
            } => (
                "app-setting-not-toml",
                vec![
                    ("line", line.to_string().into()),
                    ("column", column.to_string().into()),
                    ("cause", cause.as_str().into()),
                ],
            ),
            Problem::NotOneValue => ("app-setting-not-one-value", Vec::new()),
            Problem::Empty => ("app-setting-empty", Vec::new()),
            Problem::NotAnAddress => ("app-setting-not-an-address", Vec::new()),
            Problem::NotYesOrNo => ("app-setting-not-yes-or-no", Vec::new()),
            Problem::NotAPort => ("app-setting-not-a-port", Vec::new()),
            Problem::NotOneOf { words } => (
                "app-setting-not-one-of",
                vec![("words", (*words).to_owned().into())],
            ),
            Problem::NotADatabase { cause } => (
                "app-setting-not-a-database",
                vec![("cause", cause.clone().into())],
            ),
            Problem::NotAMailAddress => ("app-setting-not-a-mail-address", Vec::new()),
            Problem::NotALogFilter => ("app-setting-not-a-log-filter", Vec::new()),
            Problem::NoSuchFolder { folder } => (
                "app-setting-no-such-folder",
                vec![("folder", folder.display().to_string().into())],
            ),
            Problem::NoSuchFile { file } => (
                "app-setting-no-such-file",
                vec![("file", file.display().to_string().into())],
            ),
            Problem::Needs { other } => (
                "app-setting-needs",
                vec![("other", (*other).to_owned().into())],
            ),
            Problem::NeedsTls => ("app-setting-needs-tls", Vec::new()),
        };
        let value = self.value.clone().unwrap_or_default();
        let text = Text::new(key)
            .with("name", self.name.as_str())
            .with("place", self.place())
            .with("value", value);
        words
            .into_iter()
            .fold(text, |text, (name, word)| text.with(name, word))
    }

    /// How the person wrote it: `--listen`, `HAGUKUMI_LISTEN`, or the file.
    fn place(&self) -> String {
        match &self.source {
            Some(Source::Flag) => format!("--{}", self.name.replace('_', "-")),
            Some(Source::Environment) => format!("{PREFIX}{}", self.name.to_uppercase()),
            Some(Source::File(path)) => path.display().to_string(),
            None => "docs/settings.md".to_owned(),
        }
    }
}

impl fmt::Display for SettingError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "the setting {} is refused: {:?}",
            self.name, self.problem
        )
    }
}
impl std::error::Error for SettingError {}

/// One value and where it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) value: String,
    pub(crate) source: Source,
}

/// Everything that was given, the strongest source for each name.
#[derive(Debug, Default)]
pub struct Values {
    given: BTreeMap<&'static str, Given>,
    /// Names that were asked for, so that a test can tell a setting that nobody reads.
    asked: RefCell<BTreeSet<&'static str>>,
}

impl Values {
    /// Joins the three sources.
    ///
    /// `environment` are all variables of the process; those that begin with `HAGUKUMI_` and mean nothing are refused, for
    /// they are slips of the pen.
    pub fn gather(
        flags: &BTreeMap<&'static str, String>,
        environment: impl IntoIterator<Item = (String, String)>,
        file: Option<(&Path, &str)>,
    ) -> Result<Self, SettingError> {
        let mut given = BTreeMap::new();
        if let Some((path, text)) = file {
            from_file(path, text, &mut given)?;
        }
        from_environment(environment, &mut given)?;
        for (name, value) in flags {
            let (value, source) = (value.clone(), Source::Flag);
            given.insert(*name, Given { value, source });
        }
        Ok(Self {
            given,
            asked: RefCell::default(),
        })
    }

    /// The value of a setting, if one was given.
    ///
    /// # Panics
    /// When the name is not in [`KNOWN`], and so not documented.
    pub(crate) fn get(&self, name: &'static str) -> Option<&Given> {
        assert!(
            KNOWN.iter().any(|it| it.name == name),
            "the setting {name} is not in the list"
        );
        self.asked.borrow_mut().insert(name);
        self.given.get(name)
    }

    /// Reads a value; `None` when none was given.
    pub(crate) fn read<T>(
        &self,
        name: &'static str,
        read: impl FnOnce(&str) -> Result<T, Problem>,
    ) -> Result<Option<T>, SettingError> {
        let Some(it) = self.get(name) else {
            return Ok(None);
        };
        let outcome = match it.value.trim() {
            "" => Err(Problem::Empty),
            text => read(text),
        };
        outcome
            .map(Some)
            .map_err(|problem| self.refuse(name, problem))
    }

    pub(crate) fn refuse(&self, name: &'static str, problem: Problem) -> SettingError {
        let given = self.given.get(name);
        SettingError {
            name: name.to_owned(),
            source: given.map(|it| it.source.clone()),
            // A database address may hold a password.
            value: given
                .filter(|_| name != "database")
                .map(|it| it.value.clone()),
            problem,
        }
    }

    #[cfg(test)]
    pub(crate) fn asked(&self) -> BTreeSet<&'static str> {
        self.asked.borrow().clone()
    }
}

fn known(name: &str) -> Result<&'static str, Problem> {
    let found = KNOWN.iter().find(|it| it.name == name);
    found.map(|it| it.name).ok_or_else(|| Problem::Unknown {
        nearest: nearest(name, KNOWN.iter().map(|it| it.name)),
    })
}

/// What the operating system says, in our own words where it is one of the usual things.
fn in_our_words(cause: &str) -> Arg {
    match os_words(cause) {
        Some(key) => Arg::Key(key.to_owned()),
        None => cause.into(),
    }
}

fn from_file(
    path: &Path,
    text: &str,
    given: &mut BTreeMap<&'static str, Given>,
) -> Result<(), SettingError> {
    let source = Source::File(path.to_owned());
    let refuse = |name: &str, problem| SettingError {
        name: name.to_owned(),
        source: Some(source.clone()),
        value: None,
        problem,
    };
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let start = error.span().map_or(0, |it| it.start);
        let before = text.get(..start).unwrap_or(text);
        let line_begins = before.rfind('\n').map_or(0, |it| it + 1);
        refuse(
            FILE_FLAG,
            Problem::NotToml {
                line: before.matches('\n').count() + 1,
                column: before[line_begins..].chars().count() + 1,
                cause: error.message().to_owned(),
            },
        )
    })?;
    for (key, value) in table {
        let name = known(&key).map_err(|problem| refuse(&key, problem))?;
        let value = match value {
            toml::Value::String(it) => it,
            toml::Value::Integer(it) => it.to_string(),
            toml::Value::Boolean(it) => it.to_string(),
            _ => return Err(refuse(name, Problem::NotOneValue)),
        };
        let source = source.clone();
        given.insert(name, Given { value, source });
    }
    Ok(())
}

fn from_environment(
    environment: impl IntoIterator<Item = (String, String)>,
    given: &mut BTreeMap<&'static str, Given>,
) -> Result<(), SettingError> {
    for (variable, value) in environment {
        let Some(name) = variable.strip_prefix(PREFIX) else {
            continue;
        };
        let name = name.to_lowercase();
        if name == FILE_FLAG {
            continue;
        }
        let source = Source::Environment;
        match known(&name) {
            Ok(name) => given.insert(name, Given { value, source }),
            Err(problem) => {
                return Err(SettingError {
                    name,
                    source: Some(source),
                    value: None,
                    problem,
                });
            }
        };
    }
    Ok(())
}
