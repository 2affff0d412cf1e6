//! What commands have in common: from settings to a running house.
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
