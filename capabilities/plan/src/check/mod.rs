//! The year's check: opened by the plan office, drafted by every owner, approved or returned by its head, commented on by other
//! units, brought together by the plan office.
//!
//! The states stand in one table in [`rules`]; what the owners' checks amount to is said in [`consolidate`].
mod actions;
mod consolidate;
mod enter;
mod eyes;
mod model;
mod pages;
mod rules;
mod store;
mod tasks;

use std::borrow::Cow;

use base::FiscalYear;
use db::Tx;
use gate::{Action, Role, Route};

pub use actions::settle_year;
pub use enter::{
    EnteredCheck, EnteredQuestion, enter_check, enter_outcome, enter_question, enter_year,
};
pub use model::{
    Answered, Check, CheckId, Consultation, ConsultationId, Cycle, KeptOutcome, Outcome, State,
    Step, Words,
};
pub use store::{checks_of_measure, consultations_of, cycle, cycles, outcome, outcomes};
pub(crate) use tasks::tasks;

/// Writes for a unit's measures; a head says who.
const WRITER: Role = Role(Cow::Borrowed("plan_writer"));
/// The plan office and the executives look at the whole year.
pub(crate) const OVERVIEW: Action = Action("plan.check_overview");
const OPEN: Action = Action("plan.check_open");
const RESULT: Action = Action("plan.check_result");
const CONSOLIDATE: Action = Action("plan.check_consolidate");
const ASK: Action = Action("plan.check_ask");
const WITHDRAW: Action = Action("plan.check_withdraw_question");
/// The checks of one's own units.
pub(crate) const MINE: Action = Action("plan.check_mine");
const SHOW: Action = Action("plan.check_show");
const WRITE: Action = Action("plan.check_write");
const APPROVE: Action = Action("plan.check_approve");
const RETURN: Action = Action("plan.check_return");
const REOPEN: Action = Action("plan.check_reopen");
const HAND_OVER: Action = Action("plan.check_hand_over");
const QUESTION: Action = Action("plan.check_question");
const ANSWER: Action = Action("plan.check_answer");

pub(crate) fn routes() -> Vec<Route> {
    use pages::{consultation, cycles, deeds, mine, one, result};
    vec![
        Route::get("/plan/cycles", OVERVIEW, cycles::list),
        Route::post("/plan/cycles", OPEN, cycles::open).city_wide(),
        Route::get("/plan/cycles/{year}", OVERVIEW, cycles::overview),
        Route::post(
            "/plan/cycles/{year}/results",
            CONSOLIDATE,
            result::take_over_agreed,
        )
        .city_wide(),
        Route::get(
            "/plan/cycles/{year}/measures/{measure}",
            RESULT,
            result::show,
        ),
        Route::post(
            "/plan/cycles/{year}/measures/{measure}/result",
            CONSOLIDATE,
            result::keep,
        )
        .city_wide(),
        Route::post(
            "/plan/cycles/{year}/measures/{measure}/consultations",
            ASK,
            result::ask,
        )
        .city_wide(),
        Route::get("/plan/my-checks", MINE, mine::show),
        Route::post("/plan/my-checks/approvals", APPROVE, mine::approve),
        Route::get("/plan/checks/{check}", SHOW, one::show),
        Route::post("/plan/checks/{check}/draft", WRITE, deeds::save),
        Route::get("/plan/checks/{check}/answers", WRITE, one::answers),
        Route::post("/plan/checks/{check}/submission", WRITE, deeds::submit),
        Route::post("/plan/checks/{check}/withdrawal", WRITE, deeds::take_back),
        Route::post("/plan/checks/{check}/approval", APPROVE, deeds::approve),
        Route::post("/plan/checks/{check}/return", RETURN, deeds::send_back),
        Route::post("/plan/checks/{check}/reopening", REOPEN, deeds::reopen),
        Route::post("/plan/checks/{check}/unit", HAND_OVER, deeds::hand_over),
        Route::get(
            "/plan/consultations/{consultation}",
            QUESTION,
            consultation::show,
        ),
        Route::post(
            "/plan/consultations/{consultation}/answer",
            ANSWER,
            consultation::answer,
        ),
        Route::post(
            "/plan/consultations/{consultation}/withdrawal",
            WITHDRAW,
            consultation::withdraw,
        )
        .city_wide(),
    ]
}

/// How far the check of a year is, for whoever is about to freeze it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Readiness {
    pub measures: usize,
    /// With an outcome that says what the owners' approved checks amount to now.
    pub consolidated: usize,
    /// All owners are approved, but there is no outcome, or the checks changed after it.
    pub to_consolidate: usize,
    /// Some owner's check is not approved, or nobody owns the measure.
    pub not_approved: usize,
}

impl Readiness {
    pub fn is_ready(&self) -> bool {
        0 < self.measures && self.consolidated == self.measures
    }
}

/// How far an open year is; all zero for one that is not open.
pub async fn readiness(tx: &mut Tx, year: FiscalYear) -> db::Result<Readiness> {
    let mut readiness = Readiness::default();
    for count in store::measure_counts(tx)
        .await?
        .iter()
        .filter(|it| it.year == year)
    {
        readiness.measures += 1;
        if count.is_consolidated() {
            readiness.consolidated += 1;
        } else if count.is_to_consolidate() {
            readiness.to_consolidate += 1;
        } else {
            readiness.not_approved += 1;
        }
    }
    Ok(readiness)
}
