//! What commands have in common: from settings to a running house.
use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use base::{Instant, StaffId};
use gate::App;
use web::Text;

use crate::{
    capabilities,
    city::City,
    settings::Settings,
    trouble::{Exit, Result, Trouble},
};

/// Puts the capabilities together over an open database.
pub(super) fn house(
    db: db::Db,
    city: &City,
    settings: &Settings,
    clock: impl Fn() -> Instant + Send + Sync + 'static,
) -> Result<App> {
    let gate = gate::Settings {
        city_name: city.name.clone(),
        is_https: settings.is_https,
        has_proxy: settings.has_proxy,
        font_folder: settings.font_folder.clone(),
        password_effort: gate::Effort::Full,
        is_demo: city.is_demo,
    };
    App::new(db, clock, gate, capabilities::ALL).map_err(|cause| Trouble {
        exit: Exit::Fault,
        text: web::Text::new("app-fault"),
        cause: Some(cause.to_string()),
    })
}

/// The real clock.
pub(super) fn now() -> Instant {
    Instant::now()
}

/// Whoever acts on the command line, by the staff number given with `--by`. Their word is taken: who has the server has everything.
pub(super) async fn acting(db: &db::Db, number: &str) -> Result<StaffId> {
    let number = base::canonical_staff_number(number);
    let staff = db
        .read(async |tx| people::staff_of_number(tx, &number).await)
        .await?;
    match staff {
        Some(staff) => Ok(staff.id),
        None => Err(Trouble::refused(
            Text::new("app-nobody").with("number", number.as_ref()),
        )),
    }
}

/// Who may read a file that a command writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Readers {
    /// Whoever the folder lets: what is published anyway.
    Anybody,
    /// Its owner alone: it holds people's records.
    Owner,
}

/// Writes a file that is there whole or not at all, in place of an older one. A device or a folder is left alone.
pub(super) fn replace(file: &Path, bytes: &[u8], readers: Readers) -> Result<()> {
    if fs::metadata(file).is_ok_and(|it| !it.is_file()) {
        let text = Text::new("app-file-not-regular").with("file", file.display().to_string());
        return Err(Trouble::refused(text));
    }
    write_beside(file, bytes, readers).map_err(|cause| {
        let key = match cause.kind() {
            io::ErrorKind::StorageFull => "app-disk-full",
            _ => "app-file-unwritable",
        };
        Trouble::fault(
            Text::new(key).with("file", file.display().to_string()),
            cause,
        )
    })
}

fn write_beside(file: &Path, bytes: &[u8], readers: Readers) -> io::Result<()> {
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = PathBuf::from(name);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if readers == Readers::Owner {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let written = options.open(&part).and_then(|mut out| {
        out.write_all(bytes)?;
        out.sync_all()
    });
    let outcome = written.and_then(|()| fs::rename(&part, file));
    if outcome.is_err() {
        let _ = fs::remove_file(&part);
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_or_a_device_is_not_replaced_by_a_file() {
        let folder = tempfile::tempdir().unwrap();

        assert!(replace(folder.path(), b"text", Readers::Anybody).is_err());

        assert!(folder.path().is_dir());
    }

    #[test]
    fn an_older_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report.csv");
        fs::write(&file, "older").unwrap();

        replace(&file, b"newer", Readers::Owner).unwrap();

        assert_eq!(fs::read(&file).unwrap(), b"newer");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
