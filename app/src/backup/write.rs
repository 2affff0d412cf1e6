use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write as _},
    path::{Path, PathBuf},
};

use db::{
    Db,
    dump::{self, Counts, DumpError, Header},
};
use ledger::{Hash, Head};

use super::{BackupError, Label};
use crate::city::City;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub label: Label,
    pub counts: Counts,
    /// Bytes of the file.
    pub size: u64,
}

/// Writes a backup into a new file. The file has its name only once it is whole and on the disk.
pub async fn write(db: &Db, file: &Path) -> Result<Written, BackupError> {
    if file.exists() {
        return Err(BackupError::Exists);
    }
    // What waits for its seal would stand in the backup without any.
    ledger::seal_now(db).await?;
    let label = label(db).await?;
    let part = Part::create(file)?;
    let mut out = BufWriter::with_capacity(1 << 20, &part.file);
    let counts = dump::dump(db, label.about(), &mut out).await?;
    out.flush()?;
    drop(out);
    part.file.sync_all()?;
    let size = part.file.metadata()?.len();
    part.publish(file)?;
    Ok(Written {
        label,
        counts,
        size,
    })
}

async fn label(db: &Db) -> Result<Label, BackupError> {
    let (city, head) = db
        .read(async |tx| -> db::Result<_> { Ok((City::of(tx).await?, ledger::head(tx).await?)) })
        .await?;
    let city = city.ok_or(BackupError::NothingThere)?;
    Ok(Label {
        city: city.id,
        name: city.name,
        is_demo: city.is_demo,
        ledger: head,
    })
}

impl Label {
    fn about(&self) -> BTreeMap<String, String> {
        let mut about = BTreeMap::from([
            ("city", self.city.clone()),
            ("name", self.name.clone()),
            ("demo", self.is_demo.to_string()),
            ("program", env!("CARGO_PKG_VERSION").to_owned()),
        ]);
        if let Some(head) = self.ledger {
            about.insert("ledger_seq", head.seq.to_string());
            about.insert("ledger_hash", head.hash.to_string());
        }
        about
            .into_iter()
            .map(|it| (it.0.to_owned(), it.1))
            .collect()
    }

    /// Reads the label of a backup.
    pub fn of(header: &Header) -> Result<Self, DumpError> {
        let text = |name: &str| header.about.get(name).cloned().ok_or(DumpError::NotADump);
        let ledger = match (
            header.about.get("ledger_seq"),
            header.about.get("ledger_hash"),
        ) {
            (Some(seq), Some(hash)) => Some(Head {
                seq: seq.parse().map_err(|_| DumpError::NotADump)?,
                hash: Hash::parse(hash).ok_or(DumpError::NotADump)?,
            }),
            (None, None) => None,
            _ => return Err(DumpError::NotADump),
        };
        Ok(Self {
            city: text("city")?,
            name: text("name")?,
            is_demo: text("demo")? == "true",
            ledger,
        })
    }
}

/// A file on its way, under another name beside its place; removed again unless it arrives.
struct Part {
    file: File,
    path: PathBuf,
}

impl Part {
    fn create(target: &Path) -> io::Result<Self> {
        let mut name = target.as_os_str().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let path = PathBuf::from(name);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            // A backup holds everything: nobody but its owner reads it.
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let file = options.open(&path)?;
        Ok(Self { file, path })
    }

    /// Gives it its name, unless something of that name has come in between.
    fn publish(self, target: &Path) -> Result<(), BackupError> {
        match fs::hard_link(&self.path, target) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(BackupError::Exists);
            }
            // Some file systems of memory sticks and shared folders know no links.
            Err(_) if !target.exists() => fs::rename(&self.path, target)?,
            Err(error) => return Err(error.into()),
        }
        sync_folder_of(target)?;
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // After a rename there is nothing left to remove.
        let _ = fs::remove_file(&self.path);
    }
}

/// A new name is on the disk once its folder is.
pub(super) fn sync_folder_of(file: &Path) -> io::Result<()> {
    let folder = match file.parent() {
        Some(it) if !it.as_os_str().is_empty() => it,
        _ => Path::new("."),
    };
    match cfg!(unix) {
        true => File::open(folder)?.sync_all(),
        false => Ok(()),
    }
}
