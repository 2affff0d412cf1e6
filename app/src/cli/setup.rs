//! What commands have in common: from settings to a running house.
use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use base::Instant;
use gate::App;

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

/// Writes a file that is there whole or not at all, in place of an older one.
pub(super) fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = PathBuf::from(name);
    let written = File::create_new(&part).and_then(|mut out| {
        out.write_all(bytes)?;
        out.sync_all()
    });
    let outcome = written.and_then(|()| fs::rename(&part, file));
    if outcome.is_err() {
        let _ = fs::remove_file(&part);
    }
    outcome
}
