//! 研修: the catalogue of courses, signing up, holding a run, and what everybody has completed.
mod actions;
mod model;
mod pages;
mod refusal;
mod tasks;

#[cfg(test)]
mod tests;

use gate::{Action, Capability, NavEntry, Route};

pub use actions::end_offers;

/// Courses and their runs, for everybody on the staff.
const CATALOGUE: Action = Action("learning.catalogue");
/// What a person is enrolled in and has completed.
const MINE: Action = Action("learning.mine");
const APPLY: Action = Action("learning.apply");
/// Takes or declines an offered seat.
const ANSWER: Action = Action("learning.answer");
const CANCEL: Action = Action("learning.cancel");
/// The enrolments of one's people.
const PEOPLE: Action = Action("learning.people");
const CONSENT: Action = Action("learning.consent");
const NOMINATE: Action = Action("learning.nominate");
/// Everything that prepares and holds courses.
const PREPARE: Action = Action("learning.prepare");
const ADD_COURSE: Action = Action("learning.add_course");
const CHANGE_COURSE: Action = Action("learning.change_course");
const WITHDRAW_COURSE: Action = Action("learning.withdraw_course");
const ADD_RUN: Action = Action("learning.add_run");
const CHANGE_RUN: Action = Action("learning.change_run");
const ADD_SESSION: Action = Action("learning.add_session");
const CHANGE_SESSION: Action = Action("learning.change_session");
const ANNOUNCE: Action = Action("learning.announce");
const WITHDRAW_RUN: Action = Action("learning.withdraw_run");
const ADMIT: Action = Action("learning.admit");
const NOTE: Action = Action("learning.note_presence");
const CLOSE: Action = Action("learning.close");

/// The word by which the engine knows our courses.
pub(crate) const OFFERED_BY: &str = "learning";

pub const CAPABILITY: Capability = Capability {
    routes,
    words: web::Words {
        ja: concat!(
            include_str!("../text/ja.ftl"),
            include_str!("../text/actions/ja.ftl")
        ),
        en: concat!(
            include_str!("../text/en.ftl"),
            include_str!("../text/actions/en.ftl")
        ),
    },
    policies: include_str!("policy.cedar"),
    roles: &["training"],
    nav: &[
        NavEntry {
            href: "/learning",
            label_key: "learning-catalogue",
            action: CATALOGUE,
            place: 20,
        },
        NavEntry {
            href: "/learning/mine",
            label_key: "learning-mine",
            action: MINE,
            place: 21,
        },
        NavEntry {
            href: "/learning/people",
            label_key: "learning-people",
            action: PEOPLE,
            place: 22,
        },
    ],
    tasks: Some(tasks::tasks),
    ..Capability::named("learning")
};

fn routes() -> Vec<Route> {
    use pages::{
        catalogue, course, courses, mine, nominations, people, roster, runs, seats, sessions,
    };
    vec![
        Route::get("/learning", CATALOGUE, catalogue::show),
        Route::get("/learning/mine", MINE, mine::show),
        Route::get("/learning/people", PEOPLE, people::show).sensitive(),
        Route::get("/learning/courses/new", PREPARE, courses::blank).city_wide(),
        Route::post("/learning/courses", ADD_COURSE, courses::add).city_wide(),
        Route::get("/learning/courses/{id}", CATALOGUE, course::show),
        Route::get("/learning/courses/{id}/edit", PREPARE, courses::edit).city_wide(),
        Route::post("/learning/courses/{id}", CHANGE_COURSE, courses::change).city_wide(),
        Route::get(
            "/learning/courses/{id}/withdrawal",
            PREPARE,
            courses::withdrawal_form,
        )
        .city_wide(),
        Route::post(
            "/learning/courses/{id}/withdrawal",
            WITHDRAW_COURSE,
            courses::withdraw,
        )
        .city_wide(),
        Route::get("/learning/courses/{id}/runs/new", PREPARE, runs::blank).city_wide(),
        Route::post("/learning/courses/{id}/runs", ADD_RUN, runs::add).city_wide(),
        Route::get("/learning/runs/{id}", PREPARE, runs::show)
            .city_wide()
            .sensitive(),
        Route::get("/learning/runs/{id}/edit", PREPARE, runs::edit).city_wide(),
        Route::post("/learning/runs/{id}", CHANGE_RUN, runs::change).city_wide(),
        Route::post("/learning/runs/{id}/announcement", ANNOUNCE, runs::announce).city_wide(),
        Route::get(
            "/learning/runs/{id}/withdrawal",
            PREPARE,
            runs::withdrawal_form,
        )
        .city_wide(),
        Route::post(
            "/learning/runs/{id}/withdrawal",
            WITHDRAW_RUN,
            runs::withdraw,
        )
        .city_wide(),
        Route::post("/learning/runs/{id}/admission", ADMIT, runs::admit).city_wide(),
        Route::post("/learning/runs/{id}/closing", CLOSE, runs::close).city_wide(),
        Route::get("/learning/runs/{id}/sessions/new", PREPARE, sessions::blank).city_wide(),
        Route::post("/learning/runs/{id}/sessions", ADD_SESSION, sessions::add).city_wide(),
        Route::get("/learning/sessions/{id}", PREPARE, sessions::edit).city_wide(),
        Route::post("/learning/sessions/{id}", CHANGE_SESSION, sessions::change).city_wide(),
        Route::get("/learning/sessions/{id}/roster", PREPARE, roster::show)
            .city_wide()
            .sensitive(),
        Route::post("/learning/sessions/{id}/roster", NOTE, roster::note).city_wide(),
        Route::post("/learning/runs/{id}/enrolments", APPLY, seats::apply),
        Route::get(
            "/learning/runs/{id}/nominations",
            NOMINATE,
            nominations::blank,
        )
        .sensitive(),
        Route::post(
            "/learning/runs/{id}/nominations",
            NOMINATE,
            nominations::nominate,
        ),
        Route::post("/learning/enrolments/{id}/answer", ANSWER, seats::answer),
        Route::get(
            "/learning/enrolments/{id}/cancellation",
            CANCEL,
            seats::cancellation_form,
        )
        .sensitive(),
        Route::post(
            "/learning/enrolments/{id}/cancellation",
            CANCEL,
            seats::cancel,
        ),
        Route::get(
            "/learning/enrolments/{id}/consent",
            CONSENT,
            seats::consent_form,
        )
        .sensitive(),
        Route::post("/learning/enrolments/{id}/consent", CONSENT, seats::consent),
    ]
}
