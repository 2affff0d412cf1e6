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
    Draft, Outcome, Query, chosen_year, deed, form_id, form_id_field, measure_path, notice,
    outcome, page_under, sent_year, version, version_field, with_version,
};
use crate::{
    adopted::MeasureId,
    carry::{
        actions::{self, TaskWish},
        model::{Carried, Task, TaskContent, TaskId, YearState},
        rules::{LONGEST_LINE, Part},
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
async fn admitted(app: &App, visit: &Visit, id: &TaskId) -> Result<(Carried, Task)> {
    let deed = deed(app, visit);
    app.db
        .read(async |tx| {
            let task = store::task(tx, id).await?.ok_or(Error::NotFound)?;
            let carried = actions::admit_year(tx, deed, &task.measure, task.year).await?;
            Ok((carried, task))
        })
        .await
}

fn back(task: &Task) -> String {
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
    let theirs = if is_stale {
        theirs(&page, task)
    } else {
        Vec::new()
    };
    Draft::new(page, form, format!("/plan/tasks/{}", task.id), back(task))
        .fact("plan-carry-measure", &carried.measure.name)
        .fact("plan-carry-year", named)
        .theirs(theirs)
        .fields([version_field(task.version)])
        .fields(fields)
        .reason(carried.state(task.year))
        .removal(format!("/plan/tasks/{}/removal", task.id))
        .show()
}

/// What the task says now.
fn theirs(page: &Page, task: &Task) -> Vec<Answer> {
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
    if is_stale {
        form = with_version(
            &form,
            &["what", "who", "due_on", "reason"],
            &task.version.to_string(),
        );
    }
    edit_form(&visit, &carried, &task, &form, is_stale)
}

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
    let form = if is_stale {
        with_version(form, &["done_on"], &task.version.to_string())
    } else {
        form.clone()
    };
    let day = Field::date(&page, "done_on", page.t("plan-carry-done-on"))
        .help(page.t("plan-carry-done-on-help"))
        .value(base::wareki(task.done_on.unwrap_or_else(|| app.today())));
    let theirs = if is_stale {
        theirs(&page, &task)
    } else {
        Vec::new()
    };
    Draft::new(page, &form, format!("/plan/tasks/{id}/done"), back(&task))
        .fact("plan-carry-what", &task.content.what)
        .theirs(theirs)
        .fields([version_field(task.version), day])
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
    let form = if is_stale {
        with_version(form, &["reason"], &task.version.to_string())
    } else {
        form.clone()
    };
    let theirs = if is_stale {
        theirs(&page, &task)
    } else {
        Vec::new()
    };
    Draft::new(
        page,
        &form,
        format!("/plan/tasks/{id}/removal"),
        back(&task),
    )
    .fact("plan-carry-what", &task.content.what)
    .theirs(theirs)
    .fields([version_field(task.version)])
    .reason(carried.state(task.year))
    .button("plan-carry-remove")
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
