use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use base::fresh_id;
use db::{
    Db, Location, Migration,
    dump::{self, Counts, DumpError},
    params,
};

use super::{BackupError, Label, write::sync_folder_of};
use crate::{
    city::City,
    lock::{Lock, LockError},
    settings::Settings,
};

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    pub label: Label,
    pub counts: Counts,
    /// Where the database of before is now: a file, or a schema of PostgreSQL.
    pub kept: Option<String>,
}

/// Loads a backup beside the database of the settings, proves it right, and puts it into its place.
///
/// The file is read to its end before anything is made. Until the last step the database is as it was; with `replace`, one that holds
/// something goes aside under another name.
pub async fn restore(
    settings: &Settings,
    known: &[Migration],
    file: &Path,
    replace: bool,
) -> Result<Restored, BackupError> {
    let (header, _) = dump::check(File::open(file)?)?;
    let label = Label::of(&header)?;
    let place = Place::of(settings)?;
    let here = place.city(known).await?;
    match (&here, &settings.city) {
        (Here::Used(city), _) if city.id != label.city => {
            return Err(another(&label, &city.name));
        }
        (Here::Missing, Some(name)) if *name != label.name => return Err(another(&label, name)),
        (Here::Used(_) | Here::Unknown, _) if !replace => return Err(BackupError::NotEmpty),
        _ => {}
    }
    let beside = place.beside();
    let outcome = load(&beside.location()?, known, file, &label).await;
    let counts = match outcome {
        Ok(it) => it,
        Err(error) => {
            beside.remove().await;
            return Err(error);
        }
    };
    let kept = place.swap(&beside, !matches!(here, Here::Missing)).await?;
    Ok(Restored {
        label,
        counts,
        kept,
    })
}

fn another(label: &Label, here: &str) -> BackupError {
    BackupError::AnotherCity {
        backup: label.name.clone(),
        here: here.to_owned(),
    }
}

async fn load(
    location: &Location,
    known: &[Migration],
    file: &Path,
    label: &Label,
) -> Result<Counts, BackupError> {
    let db = Db::open(location).await?;
    let accept = |header: &dump::Header| Label::of(header).is_ok_and(|it| it == *label);
    let counts = dump::load(&db, known, File::open(file)?, accept).await?;
    let (city, is_whole) = db
        .read(async |tx| -> db::Result<_> {
            let is_whole = match &label.ledger {
                Some(head) => ledger::holds(tx, head).await?,
                None => ledger::head(tx).await?.is_none(),
            };
            Ok((City::of(tx).await?, is_whole))
        })
        .await?;
    if !is_whole || !ledger::verify(&db).await?.is_whole() {
        return Err(BackupError::LedgerDiffers);
    }
    match city.is_some_and(|it| it.id == label.city) {
        true => Ok(counts),
        false => Err(DumpError::Altered.into()),
    }
}

/// What stands where the backup is to go.
enum Here {
    Missing,
    Used(City),
    /// Tables, but not those of a city that this program knows.
    Unknown,
}

/// Where a database stands, as a thing that can be put aside.
enum Place {
    File {
        path: PathBuf,
        /// Held as long as the place is; what stands beside has nobody to fear.
        _lock: Option<Lock>,
    },
    Schema {
        url: String,
        schema: String,
    },
}

impl Place {
    fn of(settings: &Settings) -> Result<Self, BackupError> {
        if let Some(file) = settings.database_file() {
            let lock = Lock::take(&file).map_err(|error| match error {
                LockError::Held => BackupError::InUse,
                LockError::Io { cause, .. } => cause.into(),
            })?;
            return Ok(Self::File {
                path: file,
                _lock: Some(lock),
            });
        }
        let (url, schema) = parted(&settings.database).ok_or(DumpError::Declined)?;
        Ok(Self::Schema { url, schema })
    }

    fn location(&self) -> Result<Location, db::DbError> {
        Ok(match self {
            Self::File { path, .. } => Location::file(path),
            Self::Schema { url, schema } => {
                let joint = if url.contains('?') { '&' } else { '?' };
                Location::parse(&format!("{url}{joint}schema={schema}"))?
            }
        })
    }

    /// Reads whose database stands here. A file that is missing is not made.
    async fn city(&self, known: &[Migration]) -> Result<Here, BackupError> {
        if let Self::File { path, .. } = self
            && fs::metadata(path).map_or(0, |it| it.len()) == 0
        {
            return Ok(Here::Missing);
        }
        let db = Db::open(&self.location()?).await?;
        let tables = db.read(async |tx| tx.tables().await).await?;
        if tables.is_empty() {
            return Ok(Here::Missing);
        }
        if !tables.iter().any(|it| it.name == "app_city") {
            return Ok(Here::Unknown);
        }
        db.pending(known).await?;
        Ok(match db.read(async |tx| City::of(tx).await).await? {
            Some(city) => Here::Used(city),
            None => Here::Unknown,
        })
    }

    fn beside(&self) -> Self {
        let mark = fresh_id().replace('-', "");
        match self {
            Self::File { path, .. } => {
                let mut name = path.as_os_str().to_owned();
                name.push(format!(".restoring-{mark}"));
                Self::File {
                    path: PathBuf::from(name),
                    _lock: None,
                }
            }
            Self::Schema { url, .. } => Self::Schema {
                url: url.clone(),
                schema: format!("restoring_{mark}"),
            },
        }
    }

    /// Takes away what was only half loaded. What cannot be removed stays under its own name and harms nothing.
    async fn remove(&self) {
        match self {
            Self::File { path, .. } => {
                for ending in ["", "-wal", "-shm", "-whole"] {
                    let _ = fs::remove_file(with_ending(path, ending));
                }
            }
            Self::Schema { schema, .. } => {
                let Ok(location) = self.location() else {
                    return;
                };
                let Ok(db) = Db::open(&location).await else {
                    return;
                };
                let drop = format!("drop schema {schema} cascade");
                let _ = db
                    .write(async |tx| tx.execute(&drop, params![]).await)
                    .await;
            }
        }
    }

    /// Puts what stands beside into this place and says where the old one is, if there was one.
    async fn swap(&self, beside: &Self, is_there: bool) -> Result<Option<String>, BackupError> {
        match (self, beside) {
            (Self::File { path, .. }, Self::File { path: new, .. }) => {
                // Whole copies in one file each, so that no log of SQLite's is left to be taken for the other's.
                let whole = with_ending(new, "-whole");
                let aside = with_ending(path, &format!(".before-restore-{}", fresh_id()));
                Db::open(&beside.location()?)
                    .await?
                    .backup_to(&whole)
                    .await?;
                if is_there {
                    Db::open(&self.location()?).await?.backup_to(&aside).await?;
                    sync_folder_of(path)?;
                }
                for ending in ["-wal", "-shm"] {
                    remove_if_there(&with_ending(path, ending))?;
                }
                fs::rename(&whole, path)?;
                sync_folder_of(path)?;
                beside.remove().await;
                Ok(is_there.then(|| aside.display().to_string()))
            }
            (Self::Schema { schema, .. }, Self::Schema { schema: new, .. }) => {
                let aside = format!("before_{}", fresh_id().replace('-', ""));
                let db = Db::open(&beside.location()?).await?;
                let away = format!("alter schema {schema} rename to {aside}");
                let here = format!("alter schema {new} rename to {schema}");
                db.write(async |tx| -> db::Result<()> {
                    tx.execute(&away, params![]).await?;
                    tx.execute(&here, params![]).await?;
                    Ok(())
                })
                .await?;
                Ok(is_there.then_some(aside))
            }
            _ => unreachable!("what stands beside is of the same kind"),
        }
    }
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// The address of a database in PostgreSQL without its schema, and the schema.
fn parted(database: &str) -> Option<(String, String)> {
    let (address, query) = database.split_once('?')?;
    let (mut schema, mut others) = (None, Vec::new());
    for pair in query.split('&').filter(|it| !it.is_empty()) {
        match pair.strip_prefix("schema=") {
            Some(it) => schema = Some(it.to_owned()),
            None => others.push(pair),
        }
    }
    let url = match others.is_empty() {
        true => address.to_owned(),
        false => format!("{address}?{}", others.join("&")),
    };
    Some((url, schema?))
}
