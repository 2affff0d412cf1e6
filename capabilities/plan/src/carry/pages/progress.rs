//! What becomes of a year's tasks: done, put into another order, taken out, carried over.
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use base::FiscalYear;
use gate::{App, Sent, Visit};
use web::{
    Result,
    form::{Field, FormState},
};

use super::{
    Draft, Outcome, Query, WithReason as _, chosen_year, deed, measure_path, notice, outcome,
    page_under, sent_year,
    tasks::{admitted, back, theirs},
    version, version_field,
};
use crate::{
    adopted::MeasureId,
    carry::{
        actions,
        model::{Carried, TaskId, YearState},
        rules::Part,
        store,
    },
};

pub(in crate::carry) async fn done_form(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<TaskId>,
) -> Result<Response> {
    show_done_form(&app, &visit, &id, &FormState::new(), false).await
}

async fn show_done_form(
    app: &App,
    visit: &Visit,
    id: &TaskId,
    form: &FormState,
    is_stale: bool,
) -> Result<Response> {
    let (carried, task) = admitted(app, visit, id).await?;
    let page = page_under(visit, "plan-carry-task-finish", &carried.measure);
    let day = Field::date(&page, "done_on", page.t("plan-carry-done-on"))
        .help(page.t("plan-carry-done-on-help"))
        .value(base::wareki(task.done_on.unwrap_or_else(|| app.today())));
    let theirs = is_stale.then(|| theirs(&page, &task));
    Draft::new(page, form, format!("/plan/tasks/{id}/done"), back(&task))
        .fact("plan-carry-what", &task.content.what)
        .seen(version_field(task.version), theirs)
        .fields([day])
        .show()
}

pub(in crate::carry) async fn finish(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<TaskId>,
    sent: Sent,
) -> Result<Response> {
    let page = visit.page("plan-carry-task-finish");
    let (seen, mut form) = (version(&sent), sent.form);
    let done_on = match form.given("done_on") {
        Some(_) => form.day(&page, "done_on").map(Some),
        None => Some(None),
    };
    let mut is_stale = false;
    if let Some(done_on) = done_on {
        let deed = deed(&app, &visit);
        let kept = app
            .db
            .write(async |tx| actions::set_done(tx, deed, &id, seen, done_on).await)
            .await;
        match outcome(&page, &mut form, kept)? {
            Outcome::Done(done) => {
                let (_, task) = admitted(&app, &visit, &id).await?;
                let key = if done_on.is_some() {
                    "plan-carry-notice-task-done"
                } else {
                    "plan-carry-notice-task-reopened"
                };
                return Ok(web::back_to(back(&task), notice(done, key)).into_response());
            }
            Outcome::Stale => is_stale = true,
            Outcome::Refused => {}
        }
    }
    show_done_form(&app, &visit, &id, &form, is_stale).await
}

pub(in crate::carry) async fn place(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<TaskId>,
    sent: Sent,
) -> Result<Response> {
    let deed = deed(&app, &visit);
    let is_up = sent.text("to") == "up";
    let task = app
        .db
        .write(async |tx| actions::move_task(tx, deed, &id, is_up).await)
        .await?;
    Ok(web::back_to(back(&task), "plan-carry-notice-task-moved").into_response())
}

pub(in crate::carry) async fn removal_form(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<TaskId>,
) -> Result<Response> {
    show_removal_form(&app, &visit, &id, &FormState::new(), false).await
}

async fn show_removal_form(
    app: &App,
    visit: &Visit,
    id: &TaskId,
    form: &FormState,
    is_stale: bool,
) -> Result<Response> {
    let (carried, task) = admitted(app, visit, id).await?;
    let page = page_under(visit, "plan-carry-task-remove", &carried.measure);
    let theirs = is_stale.then(|| theirs(&page, &task));
    Draft::new(page, form, format!("/plan/tasks/{id}/removal"), back(&task))
        .fact("plan-carry-what", &task.content.what)
        .seen(version_field(task.version), theirs)
        .reason(carried.state(task.year))
        .button("web-remove")
        .danger()
        .show()
}

pub(in crate::carry) async fn remove(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<TaskId>,
    sent: Sent,
) -> Result<Response> {
    let page = visit.page("plan-carry-task-remove");
    let (seen, reason, mut form) = (version(&sent), sent.text("reason"), sent.form);
    let deed = deed(&app, &visit);
    let dropped = app
        .db
        .write(async |tx| actions::drop_task(tx, deed, &id, seen, &reason).await)
        .await;
    match outcome(&page, &mut form, dropped)? {
        Outcome::Done(task) => {
            Ok(web::back_to(back(&task), "plan-carry-notice-removed").into_response())
        }
        Outcome::Stale => show_removal_form(&app, &visit, &id, &form, true).await,
        Outcome::Refused => show_removal_form(&app, &visit, &id, &form, false).await,
    }
}

pub(in crate::carry) async fn carry_over_form(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<MeasureId>,
    query: Query,
) -> Result<Response> {
    show_carry_over(
        &app,
        &visit,
        &id,
        |it| chosen_year(&query, it, &app),
        &FormState::new(),
    )
    .await
}

async fn show_carry_over(
    app: &App,
    visit: &Visit,
    id: &MeasureId,
    year: impl Fn(&Carried) -> FiscalYear + Sync + Send,
    form: &FormState,
) -> Result<Response> {
    let deed = deed(app, visit);
    let (carried, year, open) = app
        .db
        .read(async |tx| {
            let found = actions::admit(tx, deed, id, Part::Whole).await?;
            let year = year(&found);
            let tasks = store::tasks(tx, id, year).await?;
            let open: Vec<String> = tasks
                .into_iter()
                .filter(|it| it.done_on.is_none())
                .map(|it| it.content.what)
                .collect();
            Result::Ok((found, year, open))
        })
        .await?;
    let page = page_under(visit, "plan-carry-carry-over", &carried.measure);
    let (from, to) = (page.fiscal_year(year), page.fiscal_year(year.next()));
    let next = if carried.period.contains(year.next()) {
        carried.state(year.next())
    } else {
        YearState::Planning
    };
    Draft::new(
        page,
        form,
        format!("/plan/measures/{id}/tasks/carry-over"),
        measure_path(id.as_str(), Some(year)),
    )
    .fact("plan-carry-measure", &carried.measure.name)
    .fact("plan-carry-from-year", from)
    .fact("plan-carry-to-year", to)
    .fact("plan-carry-open-tasks", open.join("\n"))
    .intro("plan-carry-carry-over-help")
    .fields([Field::hidden("year", year.year().to_string())])
    .reason(next)
    .button("plan-carry-carry-over")
    .show()
}

pub(in crate::carry) async fn carry_over(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<MeasureId>,
    sent: Sent,
) -> Result<Response> {
    let year = sent_year(&sent)?;
    let page = visit.page("plan-carry-carry-over");
    let (reason, mut form) = (sent.text("reason"), sent.form);
    let deed = deed(&app, &visit);
    let carried = app
        .db
        .write(async |tx| actions::carry_over(tx, deed, &id, year, &reason).await)
        .await;
    if let Outcome::Done(_) = outcome(&page, &mut form, carried)? {
        let back = measure_path(id.as_str(), Some(year.next()));
        return Ok(web::back_to(back, "plan-carry-notice-carried-over").into_response());
    }
    show_carry_over(&app, &visit, &id, |_| year, &form).await
}
