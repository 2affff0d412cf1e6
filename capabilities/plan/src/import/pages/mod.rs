//! The import as web pages.
mod changes;
mod corrected;
mod forms;
mod list;
mod preview;
mod source;
mod view;

use gate::{Action, Route};

/// Seeing and sending files that are to become plans.
pub(crate) const IMPORT: Action = Action("plan.import");
const SEND: Action = Action("plan.send_import");
const CORRECT: Action = Action("plan.correct_import");
const ADOPT: Action = Action("plan.adopt");
const REVISE: Action = Action("plan.revise_by_import");

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/plan/imports", IMPORT, list::show).city_wide(),
        Route::post("/plan/imports", SEND, list::send).city_wide(),
        Route::get("/plan/imports/{id}", IMPORT, preview::show).city_wide(),
        Route::post("/plan/imports/{id}/answers", CORRECT, preview::answer).city_wide(),
        Route::post("/plan/imports/{id}/undo", CORRECT, preview::undo).city_wide(),
        Route::post("/plan/imports/{id}/adopt", ADOPT, preview::adopt).city_wide(),
        Route::post("/plan/imports/{id}/drop", SEND, preview::drop_import).city_wide(),
        Route::get("/plan/imports/{id}/frame", IMPORT, forms::frame::show).city_wide(),
        Route::post("/plan/imports/{id}/frame", CORRECT, forms::frame::save).city_wide(),
        Route::get(
            "/plan/imports/{id}/directions/{key}",
            IMPORT,
            forms::direction::show,
        )
        .city_wide(),
        Route::post(
            "/plan/imports/{id}/directions/{key}",
            CORRECT,
            forms::direction::save,
        )
        .city_wide(),
        Route::get(
            "/plan/imports/{id}/listings/{key}",
            IMPORT,
            forms::listing::show,
        )
        .city_wide(),
        Route::post(
            "/plan/imports/{id}/listings/{key}",
            CORRECT,
            forms::listing::save,
        )
        .city_wide(),
        Route::get(
            "/plan/imports/{id}/owners/{number}",
            IMPORT,
            forms::owner::show,
        )
        .city_wide(),
        Route::post(
            "/plan/imports/{id}/owners/{number}",
            CORRECT,
            forms::owner::save,
        )
        .city_wide(),
        Route::get(
            "/plan/imports/{id}/remarks/{number}",
            IMPORT,
            forms::remark::show,
        )
        .city_wide(),
        Route::post(
            "/plan/imports/{id}/remarks/{number}",
            CORRECT,
            forms::remark::save,
        )
        .city_wide(),
        Route::get("/plan/imports/{id}/changes", IMPORT, changes::show).city_wide(),
        Route::post("/plan/imports/{id}/changes", REVISE, changes::take_over).city_wide(),
    ]
}
