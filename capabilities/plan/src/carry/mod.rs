//! Carrying out: what is planned for a year, done for a measure, counted, studied, remarked on and revised, and by whom.
//!
//! A measure is carried out by the units that own it. What belongs to a year (tasks, figures, activities) may be written by every
//! unit that owned the measure on one of its days; what stands for the whole plan by the owners of today ([`rules::Part`]). The
//! plan office writes for the whole city and alone changes owners. Once the year's check was opened a change needs a reason; once it
//! is frozen nothing changes.
mod actions;
mod figure;
mod model;
mod pages;
mod refusal;
mod rules;
mod store;

use gate::{Action, Route};

pub use actions::{Reported, ReportedActivity, compute_readings, measure_of_key, report_activity};
pub(crate) use figure::described_in_words;
pub use figure::figure_text;
pub use model::{Stage, StudyStanding, StudyStep};
pub use rules::study_standing;

use crate::adopted::MeasureId;

/// Everybody on the staff reads how a measure is carried out.
const SHOW: Action = Action("plan.measure");
/// The forms of those who carry it out. Whoever has it also sees the remarks of their measures.
const EDIT: Action = Action("plan.carry");
const ADD_TASK: Action = Action("plan.add_task");
const CHANGE_TASK: Action = Action("plan.change_task");
const FINISH_TASK: Action = Action("plan.finish_task");
const PLACE_TASK: Action = Action("plan.place_task");
const DROP_TASK: Action = Action("plan.drop_task");
const CARRY_OVER: Action = Action("plan.carry_over_tasks");
const ADD_INDICATOR: Action = Action("plan.add_indicator");
const CHANGE_INDICATOR: Action = Action("plan.change_indicator");
const SET_READING: Action = Action("plan.set_reading");
const COMPUTE: Action = Action("plan.compute_readings");
const ADD_ACTIVITY: Action = Action("plan.add_activity");
const CHANGE_ACTIVITY: Action = Action("plan.change_activity");
const DROP_ACTIVITY: Action = Action("plan.drop_activity");
const ADD_STEP: Action = Action("plan.add_study_step");
const REVISE: Action = Action("plan.revise_wording");
const ADD_REMARK: Action = Action("plan.add_remark");
const ANSWER_REMARK: Action = Action("plan.answer_remark");
/// The owners of the whole plan, as the plan office sees them.
pub(crate) const OWNERS: Action = Action("plan.owners");
const HAND_OVER: Action = Action("plan.hand_over");
const ADD_OWNER: Action = Action("plan.add_owner");
const RESOLVE: Action = Action("plan.resolve_owner");

/// The steps of a measure's study, in the order in which they were taken.
pub async fn study_steps(tx: &mut db::Tx, measure: &MeasureId) -> db::Result<Vec<StudyStep>> {
    store::study_steps(tx, measure).await
}

pub(crate) fn routes() -> Vec<Route> {
    use pages::{
        activities, indicators, measure, owners, progress, readings, remarks, study, tasks, wording,
    };
    vec![
        Route::get("/plan/measures/{id}", SHOW, measure::show),
        Route::get("/plan/measures/{id}/tasks/new", EDIT, tasks::blank),
        Route::post("/plan/measures/{id}/tasks", ADD_TASK, tasks::add),
        Route::get(
            "/plan/measures/{id}/tasks/carry-over",
            EDIT,
            progress::carry_over_form,
        ),
        Route::post(
            "/plan/measures/{id}/tasks/carry-over",
            CARRY_OVER,
            progress::carry_over,
        ),
        Route::get("/plan/tasks/{id}", EDIT, tasks::edit),
        Route::post("/plan/tasks/{id}", CHANGE_TASK, tasks::change),
        Route::get("/plan/tasks/{id}/done", EDIT, progress::done_form),
        Route::post("/plan/tasks/{id}/done", FINISH_TASK, progress::finish),
        Route::post("/plan/tasks/{id}/place", PLACE_TASK, progress::place),
        Route::get("/plan/tasks/{id}/removal", EDIT, progress::removal_form),
        Route::post("/plan/tasks/{id}/removal", DROP_TASK, progress::remove),
        Route::get(
            "/plan/measures/{id}/indicators/new",
            EDIT,
            indicators::blank,
        ),
        Route::post(
            "/plan/measures/{id}/indicators",
            ADD_INDICATOR,
            indicators::add,
        ),
        Route::post("/plan/measures/{id}/readings", COMPUTE, readings::compute),
        Route::get("/plan/indicators/{id}", EDIT, indicators::edit),
        Route::post(
            "/plan/indicators/{id}",
            CHANGE_INDICATOR,
            indicators::change,
        ),
        Route::get(
            "/plan/indicators/{id}/readings/{year}",
            EDIT,
            readings::form,
        ),
        Route::post(
            "/plan/indicators/{id}/readings/{year}",
            SET_READING,
            readings::set,
        ),
        Route::get(
            "/plan/measures/{id}/activities/new",
            EDIT,
            activities::blank,
        ),
        Route::post(
            "/plan/measures/{id}/activities",
            ADD_ACTIVITY,
            activities::add,
        ),
        Route::get("/plan/activities/{id}", EDIT, activities::edit),
        Route::post("/plan/activities/{id}", CHANGE_ACTIVITY, activities::change),
        Route::get(
            "/plan/activities/{id}/removal",
            EDIT,
            activities::removal_form,
        ),
        Route::post(
            "/plan/activities/{id}/removal",
            DROP_ACTIVITY,
            activities::remove,
        ),
        Route::get("/plan/measures/{id}/study/new", EDIT, study::blank),
        Route::post("/plan/measures/{id}/study", ADD_STEP, study::add),
        Route::get("/plan/listings/{id}", EDIT, wording::edit),
        Route::post("/plan/listings/{id}", REVISE, wording::revise),
        Route::get("/plan/measures/{id}/remarks/new", EDIT, remarks::blank),
        Route::post("/plan/measures/{id}/remarks", ADD_REMARK, remarks::add),
        Route::get("/plan/remarks/{id}", EDIT, remarks::answer_form),
        Route::post("/plan/remarks/{id}", ANSWER_REMARK, remarks::answer),
        Route::get("/plan/owners", OWNERS, owners::show).city_wide(),
        Route::post("/plan/owners/units", RESOLVE, owners::resolve).city_wide(),
        Route::get("/plan/owners/units", OWNERS, owners::resolve_form).city_wide(),
        Route::get("/plan/owners/successors", OWNERS, owners::group_form).city_wide(),
        Route::post(
            "/plan/owners/successors",
            HAND_OVER,
            owners::hand_over_group,
        )
        .city_wide(),
        Route::get("/plan/owners/{id}", OWNERS, owners::hand_over_form).city_wide(),
        Route::post("/plan/owners/{id}", HAND_OVER, owners::hand_over).city_wide(),
        Route::get("/plan/measures/{id}/owners/new", OWNERS, owners::blank).city_wide(),
        Route::post("/plan/measures/{id}/owners", ADD_OWNER, owners::add).city_wide(),
    ]
}
