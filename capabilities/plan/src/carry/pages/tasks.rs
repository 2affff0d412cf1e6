//! The forms of a year's tasks.
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use base::FiscalYear;
use gate::{App, Sent, Visit};
use web::{
    Error, Page, Result,
    form::{Answer, Field, FormState},
};

use super::{
    Draft, Outcome, Query, WithReason as _, chosen_year, deed, form_id, form_id_field,
    measure_path, notice, outcome, page_under, sent_year, version, version_field,
};
use crate::{
    adopted::MeasureId,
    carry::{
        actions::{self, TaskWish},
        model::{Carried, Task, TaskContent, TaskId},
        rules::LONGEST_LINE,
        store,
    },
};

fn fields(page: &Page, task: Option<&Task>) -> Vec<Field> {
    let content = task.map(|it| &it.content);
    let text = |read: fn(&TaskContent) -> String| content.map(read).unwrap_or_default();
    vec![
        Field::text("what", page.t("plan-carry-what"))
            .required()
            .max_length(LONGEST_LINE)
            .value(text(|it| it.what.clone())),
        Field::text("who", page.t("plan-carry-who"))
            .help(page.t("plan-carry-who-help"))
            .max_length(LONGEST_LINE)
            .width("width-32")
            .value(text(|it| it.who.clone())),
        Field::date(page, "due_on", page.t("web-due"))
            .value(text(|it| it.due_on.map(base::wareki).unwrap_or_default())),
    ]
}

/// What was sent; a day that cannot be read is noted at its field.
fn read(page: &Page, form: &mut FormState) -> Option<TaskWish> {
    let due_on = match form.given("due_on") {
        Some(_) => Some(form.day(page, "due_on")?),
        None => None,
    };
    let content = TaskContent {
        what: form.text("what"),
        who: form.text("who"),
        due_on,
    };
    Some(TaskWish {
        content,
        reason: form.text("reason"),
    })
}

pub(in crate::carry) async fn blank(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<MeasureId>,
    query: Query,
) -> Result<Response> {
    add_form(
        &app,
        &visit,
        &id,
        |it| chosen_year(&query, it, &app),
        &FormState::new(),
    )
    .await
}

async fn add_form(
    app: &App,
    visit: &Visit,
    id: &MeasureId,
    year: impl Fn(&Carried) -> FiscalYear + Sync + Send,
    form: &FormState,
) -> Result<Response> {
    let deed = deed(app, visit);
    let (carried, year) = app
        .db
        .read(async |tx| {
            let found = store::carried(tx, id, &visit.actor.scope, deed.today()).await?;
            let year = year(&found);
            Result::Ok((actions::admit_year(tx, deed, id, year).await?, year))
        })
        .await?;
    let page = page_under(visit, "plan-carry-task-add", &carried.measure);
    let fields = fields(&page, None);
    let hidden = [
        form_id_field(),
        Field::hidden("year", year.year().to_string()),
    ];
    let back = measure_path(id.as_str(), Some(year));
    let named = page.fiscal_year(year);
    Draft::new(page, form, format!("/plan/measures/{id}/tasks"), back)
        .fact("plan-carry-measure", &carried.measure.name)
        .fact("plan-carry-year", named)
        .fields(hidden)
        .fields(fields)
        .reason(carried.state(year))
        .show()
}

pub(in crate::carry) async fn add(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<MeasureId>,
    sent: Sent,
) -> Result<Response> {
    let year = sent_year(&sent)?;
    let page = visit.page("plan-carry-task-add");
    let (task, mut form) = (TaskId(form_id(&sent)), sent.form);
    if let Some(wish) = read(&page, &mut form) {
        let deed = deed(&app, &visit);
        let added = app
            .db
            .write(async |tx| actions::add_task(tx, deed, &id, year, &task, &wish).await)
            .await;
        if let Outcome::Done(done) = outcome(&page, &mut form, added)? {
            let back = measure_path(id.as_str(), Some(year));
            return Ok(
                web::back_to(back, notice(done, "plan-carry-notice-task-added")).into_response(),
            );
        }
    }
    add_form(&app, &visit, &id, |_| year, &form).await
}

/// A task with its measure, for whoever may still carry out its year.
pub(super) async fn admitted(app: &App, visit: &Visit, id: &TaskId) -> Result<(Carried, Task)> {
    let deed = deed(app, visit);
    app.db
        .read(async |tx| {
            let task = store::task(tx, id).await?.ok_or(Error::NotFound)?;
            let carried = actions::admit_year(tx, deed, &task.measure, task.year).await?;
            Ok((carried, task))
        })
        .await
}

pub(super) fn back(task: &Task) -> String {
    measure_path(task.measure.as_str(), Some(task.year))
}

pub(in crate::carry) async fn edit(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<TaskId>,
) -> Result<Response> {
    let (carried, task) = admitted(&app, &visit, &id).await?;
    edit_form(&visit, &carried, &task, &FormState::new(), false)
}

fn edit_form(
    visit: &Visit,
    carried: &Carried,
    task: &Task,
    form: &FormState,
    is_stale: bool,
) -> Result<Response> {
    let page = page_under(visit, "plan-carry-task-change", &carried.measure);
    let fields = fields(&page, Some(task));
    let named = page.fiscal_year(task.year);
    let theirs = is_stale.then(|| theirs(&page, task));
    Draft::new(page, form, format!("/plan/tasks/{}", task.id), back(task))
        .fact("plan-carry-measure", &carried.measure.name)
        .fact("plan-carry-year", named)
        .seen(version_field(task.version), theirs)
        .fields(fields)
        .reason(carried.state(task.year))
        .removal(format!("/plan/tasks/{}/removal", task.id))
        .show()
}

/// What the task says now.
pub(super) fn theirs(page: &Page, task: &Task) -> Vec<Answer> {
    let day = |it: Option<base::Date>| it.map(|it| page.day(it)).unwrap_or_default();
    vec![
        Answer::new(page.t("plan-carry-what"), &task.content.what),
        Answer::new(page.t("plan-carry-who"), &task.content.who),
        Answer::new(page.t("web-due"), day(task.content.due_on)),
        Answer::new(page.t("plan-carry-done-on"), day(task.done_on)),
    ]
}

pub(in crate::carry) async fn change(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<TaskId>,
    sent: Sent,
) -> Result<Response> {
    let page = visit.page("plan-carry-task-change");
    let (seen, mut form) = (version(&sent), sent.form);
    let mut is_stale = false;
    if let Some(wish) = read(&page, &mut form) {
        let deed = deed(&app, &visit);
        let changed = app
            .db
            .write(async |tx| actions::change_task(tx, deed, &id, seen, &wish).await)
            .await;
        match outcome(&page, &mut form, changed)? {
            Outcome::Done(done) => {
                let (_, task) = admitted(&app, &visit, &id).await?;
                let notice = notice(done, "plan-carry-notice-task-changed");
                return Ok(web::back_to(back(&task), notice).into_response());
            }
            Outcome::Stale => is_stale = true,
            Outcome::Refused => {}
        }
    }
    let (carried, task) = admitted(&app, &visit, &id).await?;
    edit_form(&visit, &carried, &task, &form, is_stale)
}
