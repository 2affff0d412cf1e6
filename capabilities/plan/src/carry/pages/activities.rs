//! The forms of activities.
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
    outcome, page_under, version, version_field,
};
use crate::{
    adopted::MeasureId,
    carry::{
        actions,
        figure::{Scale, read_figure},
        model::{Activity, ActivityContent, ActivityId, Carried},
        rules::{LONGEST_LINE, LONGEST_TEXT, Part, Refusal},
        store,
    },
};

/// People are counted whole.
const PEOPLE: Scale<'_> = Scale {
    unit: "人",
    decimals: 0,
    is_comparison: false,
};

fn fields(page: &Page, activity: Option<&Activity>) -> Vec<Field> {
    let content = activity.map(|it| &it.content);
    let text = |read: fn(&ActivityContent) -> String| content.map(read).unwrap_or_default();
    vec![
        Field::date(page, "happened_on", page.t("plan-carry-happened-on"))
            .required()
            .value(text(|it| base::wareki(it.happened_on))),
        Field::text("title", page.t("plan-carry-activity-title"))
            .required()
            .max_length(LONGEST_LINE)
            .value(text(|it| it.title.clone())),
        Field::digits("people", page.t("plan-carry-people"))
            .help(page.t("plan-carry-people-help"))
            .value(text(|it| {
                it.people.map(|it| it.to_string()).unwrap_or_default()
            })),
        Field::area("note", page.t("web-note"))
            .max_length(LONGEST_TEXT)
            .value(text(|it| it.note.clone())),
    ]
}

fn read(page: &Page, form: &mut FormState) -> Option<ActivityContent> {
    let happened_on = form.day(page, "happened_on");
    let people = form
        .given("people")
        .map(|it| read_figure(&it, &PEOPLE))
        .transpose();
    match (happened_on, people) {
        (Some(happened_on), Ok(people)) => Some(ActivityContent {
            happened_on,
            title: form.text("title"),
            people,
            note: form.text("note"),
        }),
        (_, Err(error)) => {
            form.refuse_with(page, &Refusal::figure("people")(error));
            None
        }
        (None, Ok(_)) => None,
    }
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
            Result::Ok((actions::admit(tx, deed, id, Part::Year(year)).await?, year))
        })
        .await?;
    let page = page_under(visit, "plan-carry-activity-add", &carried.measure);
    let fields = fields(&page, None);
    let hidden = [
        form_id_field(),
        Field::hidden("year", year.year().to_string()),
    ];
    Draft::new(
        page,
        form,
        format!("/plan/measures/{id}/activities"),
        measure_path(id.as_str(), Some(year)),
    )
    .fact("plan-carry-measure", &carried.measure.name)
    .fields(hidden)
    .fields(fields)
    .show()
}

pub(in crate::carry) async fn add(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<MeasureId>,
    sent: Sent,
) -> Result<Response> {
    let page = visit.page("plan-carry-activity-add");
    let (activity, mut form) = (ActivityId(form_id(&sent)), sent.form);
    if let Some(content) = read(&page, &mut form) {
        let deed = deed(&app, &visit);
        let added = app
            .db
            .write(async |tx| actions::add_activity(tx, deed, &id, &activity, &content).await)
            .await;
        if let Outcome::Done(done) = outcome(&page, &mut form, added)? {
            let back = measure_path(id.as_str(), Some(FiscalYear::of(content.happened_on)));
            return Ok(
                web::back_to(back, notice(done, "plan-carry-notice-activity-added"))
                    .into_response(),
            );
        }
    }
    let asked = super::sent_year(&form).unwrap_or_else(|_| FiscalYear::of(app.today()));
    add_form(
        &app,
        &visit,
        &id,
        |it| asked.clamp(it.period.first(), it.period.last()),
        &form,
    )
    .await
}

async fn admitted(app: &App, visit: &Visit, id: &ActivityId) -> Result<(Carried, Activity)> {
    let deed = deed(app, visit);
    app.db
        .read(async |tx| {
            let activity = store::activity(tx, id).await?.ok_or(Error::NotFound)?;
            let year = FiscalYear::of(activity.content.happened_on);
            let carried = actions::admit_year(tx, deed, &activity.measure, year).await?;
            if activity.source != actions::TYPED {
                return Err(Refusal::Reported.into());
            }
            Ok((carried, activity))
        })
        .await
}

fn back(activity: &Activity) -> String {
    measure_path(
        activity.measure.as_str(),
        Some(FiscalYear::of(activity.content.happened_on)),
    )
}

pub(in crate::carry) async fn edit(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<ActivityId>,
) -> Result<Response> {
    edit_form(&app, &visit, &id, &FormState::new(), false).await
}

async fn edit_form(
    app: &App,
    visit: &Visit,
    id: &ActivityId,
    form: &FormState,
    is_stale: bool,
) -> Result<Response> {
    let (carried, activity) = admitted(app, visit, id).await?;
    let page = page_under(visit, "plan-carry-activity-change", &carried.measure);
    let fields = fields(&page, Some(&activity));
    let theirs = is_stale.then(|| theirs(&page, &activity));
    Draft::new(
        page,
        form,
        format!("/plan/activities/{id}"),
        back(&activity),
    )
    .fact("plan-carry-measure", &carried.measure.name)
    .seen(version_field(activity.version), theirs)
    .fields(fields)
    .removal(format!("/plan/activities/{id}/removal"))
    .show()
}

fn theirs(page: &Page, activity: &Activity) -> Vec<Answer> {
    let content = &activity.content;
    vec![
        Answer::new(
            page.t("plan-carry-happened-on"),
            page.day(content.happened_on),
        ),
        Answer::new(page.t("plan-carry-activity-title"), &content.title),
        Answer::new(
            page.t("plan-carry-people"),
            content.people.map(|it| it.to_string()).unwrap_or_default(),
        ),
        Answer::new(page.t("web-note"), &content.note),
    ]
}

pub(in crate::carry) async fn change(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<ActivityId>,
    sent: Sent,
) -> Result<Response> {
    let page = visit.page("plan-carry-activity-change");
    let (seen, mut form) = (version(&sent), sent.form);
    let mut is_stale = false;
    if let Some(content) = read(&page, &mut form) {
        let deed = deed(&app, &visit);
        let changed = app
            .db
            .write(async |tx| actions::change_activity(tx, deed, &id, seen, &content).await)
            .await;
        match outcome(&page, &mut form, changed)? {
            Outcome::Done(done) => {
                let (_, activity) = admitted(&app, &visit, &id).await?;
                let notice = notice(done, "plan-carry-notice-activity-changed");
                return Ok(web::back_to(back(&activity), notice).into_response());
            }
            Outcome::Stale => is_stale = true,
            Outcome::Refused => {}
        }
    }
    edit_form(&app, &visit, &id, &form, is_stale).await
}

pub(in crate::carry) async fn removal_form(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<ActivityId>,
) -> Result<Response> {
    show_removal_form(&app, &visit, &id, &FormState::new(), false).await
}

async fn show_removal_form(
    app: &App,
    visit: &Visit,
    id: &ActivityId,
    form: &FormState,
    is_stale: bool,
) -> Result<Response> {
    let (carried, activity) = admitted(app, visit, id).await?;
    let page = page_under(visit, "plan-carry-activity-remove", &carried.measure);
    let theirs = is_stale.then(|| theirs(&page, &activity));
    let day = page.day(activity.content.happened_on);
    Draft::new(
        page,
        form,
        format!("/plan/activities/{id}/removal"),
        back(&activity),
    )
    .fact("plan-carry-happened-on", day)
    .fact("plan-carry-activity-title", &activity.content.title)
    .seen(version_field(activity.version), theirs)
    .button("web-remove")
    .danger()
    .show()
}

pub(in crate::carry) async fn remove(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<ActivityId>,
    sent: Sent,
) -> Result<Response> {
    let page = visit.page("plan-carry-activity-remove");
    let (seen, mut form) = (version(&sent), sent.form);
    let deed = deed(&app, &visit);
    let dropped = app
        .db
        .write(async |tx| actions::drop_activity(tx, deed, &id, seen).await)
        .await;
    match outcome(&page, &mut form, dropped)? {
        Outcome::Done(activity) => {
            Ok(web::back_to(back(&activity), "plan-carry-notice-removed").into_response())
        }
        Outcome::Stale => show_removal_form(&app, &visit, &id, &form, true).await,
        Outcome::Refused => show_removal_form(&app, &visit, &id, &form, false).await,
    }
}
