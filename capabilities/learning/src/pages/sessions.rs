//! The forms of a session: day, time, room, seats.
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use gate::{App, Sent, Visit};
use programme::{
    enrol::Opened,
    model::{Clock, Run, RunId, RunState, Session, SessionContent, SessionId, SessionKind},
};
use web::{
    Page, Result,
    form::{
        Answer, Choice, Draft, Field, FormState, Outcome, form_id, form_id_field, outcome, version,
        version_field,
    },
};

use super::{deed, noted, number, run_path, under_course};
use crate::{actions::runs, refusal::Refusal};

fn fields(page: &Page, content: Option<&SessionContent>) -> Vec<Field> {
    let text = |read: fn(&SessionContent) -> String| content.map(read).unwrap_or_default();
    let choices = SessionKind::ALL
        .iter()
        .map(|it| Choice::new(it.word(), page.t(&it.text_key())))
        .collect();
    let kind = content.map_or(SessionKind::Room, |it| it.kind);
    let time = |name, key: &str| Field::text(name, page.t(key)).required().width("width-8");
    vec![
        Field::date(page, "held_on", page.t("learning-day"))
            .required()
            .value(text(|it| base::wareki(it.held_on))),
        time("starts_at", "learning-starts")
            .help(page.t("learning-time-help"))
            .value(text(|it| it.starts_at.to_string())),
        time("ends_at", "learning-ends").value(text(|it| it.ends_at.to_string())),
        Field::radios("kind", page.t("learning-kind"), choices).value(kind.word()),
        Field::text("place", page.t("learning-place"))
            .help(page.t("learning-place-help"))
            .max_length(200)
            .value(text(|it| it.place.clone())),
        Field::text("lecturer", page.t("learning-lecturer"))
            .max_length(100)
            .value(text(|it| it.lecturer.clone())),
        Field::digits("capacity", page.t("learning-capacity"))
            .required()
            .width("width-8")
            .value(text(|it| it.capacity.to_string())),
    ]
}

fn read(page: &Page, form: &mut FormState) -> Option<SessionContent> {
    let held_on = form.day(page, "held_on");
    let mut clock = |field| {
        let read = Clock::read(&form.text(field)).ok_or(Refusal::Clock { field });
        noted(page, form, read)
    };
    let (starts_at, ends_at) = (clock("starts_at"), clock("ends_at"));
    let least = Refusal::Number {
        field: "capacity",
        least: 1,
        most: 100_000,
    };
    let whole = number(form, "capacity", 1, 100_000).and_then(|it| it.ok_or(least));
    let capacity = noted(page, form, whole);
    Some(SessionContent {
        kind: SessionKind::of_word(&form.text("kind")).unwrap_or(SessionKind::Room),
        held_on: held_on?,
        starts_at: starts_at?,
        ends_at: ends_at?,
        place: form.text("place"),
        lecturer: form.text("lecturer"),
        capacity: capacity?,
    })
}

pub(crate) async fn blank(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<RunId>,
) -> Result<Response> {
    add_form(&app, &visit, &id, &FormState::new()).await
}

async fn add_form(app: &App, visit: &Visit, id: &RunId, form: &FormState) -> Result<Response> {
    let opened = app.db.read(async |tx| runs::run(tx, id).await).await?;
    let page = under_course(visit.page("learning-session-add"), &opened.course);
    let part = Field::digits("part", page.t("learning-part"))
        .required()
        .help(page.t("learning-part-help"))
        .width("width-8")
        .value("1");
    let name = super::run_name(&page, &opened.run);
    let fields = fields(&page, None);
    let path = run_path(id);
    Draft::new(page, form, format!("{path}/sessions"), path)
        .fact("learning-title", &opened.course.content.title)
        .fact("learning-run", name)
        .fields([form_id_field(), part])
        .fields(fields)
        .show()
}

pub(crate) async fn add(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<RunId>,
    sent: Sent,
) -> Result<Response> {
    let page = visit.page("learning-session-add");
    let session = SessionId(form_id(&sent));
    let mut form = sent.form;
    let part = number(&form, "part", 1, 99);
    let part = noted(&page, &mut form, part).flatten().unwrap_or(1);
    let content = read(&page, &mut form).filter(|_| !form.is_refused());
    if let Some(content) = content {
        let deed = deed(&app, &visit);
        let added = app
            .db
            .write_alone(&Run::turn(&id), async |tx| {
                runs::add_session(tx, deed, &id, &session, part, content.clone()).await
            })
            .await;
        if let Outcome::Done(()) = outcome(&page, &mut form, added)? {
            return Ok(web::back_to(run_path(&id), "learning-notice-saved").into_response());
        }
    }
    add_form(&app, &visit, &id, &form).await
}

async fn found(app: &App, id: &SessionId) -> Result<(Opened, Session)> {
    app.db.read(async |tx| runs::session(tx, id).await).await
}

pub(crate) async fn edit(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<SessionId>,
) -> Result<Response> {
    let (opened, session) = found(&app, &id).await?;
    edit_form(&visit, &opened, &session, &FormState::new(), false)
}

fn edit_form(
    visit: &Visit,
    opened: &Opened,
    session: &Session,
    form: &FormState,
    is_stale: bool,
) -> Result<Response> {
    let page = under_course(visit.page("learning-session-change"), &opened.course);
    let fields = fields(&page, Some(&session.content));
    let theirs = is_stale.then(|| {
        vec![
            Answer::new(page.t("learning-when"), super::when(&page, session)),
            Answer::new(page.t("learning-place"), &session.content.place),
        ]
    });
    let action = format!("/learning/sessions/{}", session.id);
    let name = super::run_name(&page, &opened.run);
    let draft = Draft::new(page, form, action, run_path(&opened.run.id))
        .fact("learning-run", name)
        .seen(version_field(session.version), theirs)
        .fields(fields);
    match opened.run.state {
        RunState::Announced => draft.intro("learning-session-moved-about"),
        _ => draft,
    }
    .show()
}

pub(crate) async fn change(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<SessionId>,
    sent: Sent,
) -> Result<Response> {
    let (opened, _) = found(&app, &id).await?;
    let page = visit.page("learning-session-change");
    let (seen, mut form) = (version(&sent), sent.form);
    let mut is_stale = false;
    if let Some(content) = read(&page, &mut form) {
        let deed = deed(&app, &visit);
        let run = &opened.run.id;
        let changed = app
            .db
            .write_alone(&Run::turn(run), async |tx| {
                runs::change_session(tx, deed, &id, seen, &content).await
            })
            .await;
        match outcome(&page, &mut form, changed)? {
            Outcome::Done(()) => {
                return Ok(web::back_to(run_path(run), "learning-notice-saved").into_response());
            }
            Outcome::Stale => is_stale = true,
            Outcome::Refused => {}
        }
    }
    let (opened, session) = found(&app, &id).await?;
    edit_form(&visit, &opened, &session, &form, is_stale)
}
