//! The roster of a session: who was there, how late, how early they left.
use askama::Template;
use axum::{
    extract::{Path, State},
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use gate::{App, Sent, Visit};
use ledger::Subject;
use programme::{
    enrol::Opened,
    hold::Noted,
    model::{EnrolmentId, Presence, Run, Session, SessionId},
    seats::State as Seat,
    store::{self, Seated},
};
use web::{
    Link, Page, Result,
    form::{ErrorSummary, FormState, Outcome, outcome},
    table::{Column, TableState},
};

use super::{deed, number, run_path, under_course};
use crate::actions::runs;

/// A presence that can be chosen for somebody.
struct Chosen {
    word: &'static str,
    label: String,
    is_chosen: bool,
}

struct Row {
    id: EnrolmentId,
    name: String,
    presences: Vec<Chosen>,
    late: String,
    left: String,
}

#[derive(Template)]
#[template(path = "learning/roster.html")]
struct Roster {
    page: Page,
    summary: ErrorSummary,
    when: String,
    place: String,
    action: String,
    back: String,
    rows: Vec<Row>,
    exports: Vec<Link>,
}

type Found = (Opened, Session, Vec<(Seated, String)>);

async fn found(app: &App, id: &SessionId) -> Result<Found> {
    app.db
        .read(async |tx| {
            let (opened, session) = runs::session(tx, id).await?;
            let mut seated = store::seated_in(tx, &opened.run.id).await?;
            // An offered seat is nobody's yet.
            seated.retain(|it| it.session == *id && it.state != Seat::Offered);
            let ids: Vec<_> = seated.iter().map(|it| it.staff.clone()).collect();
            let names = people::names_of(tx, &ids).await?;
            let named = seated.into_iter().map(|it| {
                let name = names.get(&it.staff).cloned().unwrap_or_default();
                (it, name)
            });
            Ok((opened, session, named.collect()))
        })
        .await
}

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<SessionId>,
    uri: Uri,
) -> Result<Response> {
    let found = found(&app, &id).await?;
    let subject = Subject::new("learning_session", id.as_str());
    app.record(visit.actor.entry(app.now()).about(subject))
        .await?;
    let page = visit.page("learning-roster");
    let state = TableState::of(&uri, &columns(&page), &[]);
    if let Some(format) = state.format() {
        let columns = columns(&page);
        let header: Vec<&str> = columns.iter().map(|it| it.label.as_str()).collect();
        let rows: Vec<Vec<String>> = found
            .2
            .iter()
            .map(|(it, name)| {
                let presence = it.presence.map(|it| page.t(&it.text_key()).into_owned());
                vec![
                    name.clone(),
                    presence.unwrap_or_default(),
                    it.late.to_string(),
                    it.left.to_string(),
                ]
            })
            .collect();
        return people::list_file(&page.title, &header, &rows, format);
    }
    roster(&visit, found, &FormState::new(), state.exports(&page))
}

fn columns(page: &Page) -> Vec<Column> {
    let column = |key, text: &str| Column::new(key, page.t(text).into_owned());
    vec![
        column("name", "learning-name"),
        column("presence", "learning-presence"),
        column("late", "learning-late"),
        column("left", "learning-left"),
    ]
}

fn roster(
    visit: &Visit,
    (opened, session, seated): Found,
    form: &FormState,
    exports: Vec<Link>,
) -> Result<Response> {
    let page = under_course(visit.page("learning-roster"), &opened.course);
    let rows = seated
        .into_iter()
        .map(|(it, name)| {
            let field = |what: &str| format!("{what}-{}", it.enrolment);
            let sent = |what: &str, known: String| form.given(&field(what)).unwrap_or(known);
            let presence = sent(
                "presence",
                it.presence.map(Presence::word).unwrap_or_default().into(),
            );
            let minutes = |minutes: i64| match minutes {
                0 => String::new(),
                some => some.to_string(),
            };
            Row {
                presences: Presence::ALL
                    .iter()
                    .map(|it| Chosen {
                        word: it.word(),
                        label: page.t(&it.text_key()).into_owned(),
                        is_chosen: it.word() == presence,
                    })
                    .collect(),
                late: sent("late", minutes(it.late)),
                left: sent("left", minutes(it.left)),
                id: it.enrolment,
                name,
            }
        })
        .collect();
    let status = match form.is_refused() {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    let shown = Roster {
        summary: form.summary(),
        when: super::when(&page, &session),
        place: session.content.place.clone(),
        action: format!("/learning/sessions/{}/roster", session.id),
        back: run_path(&opened.run.id),
        rows,
        exports,
        page,
    };
    Ok((status, web::render(shown)?).into_response())
}

/// What was noted of everybody for whom something was chosen.
fn read(page: &Page, form: &mut FormState, seated: &[(Seated, String)]) -> Option<Vec<Noted>> {
    let mut all = Vec::new();
    for (it, name) in seated {
        let id = &it.enrolment;
        let Some(presence) = Presence::of_word(&form.text(&format!("presence-{id}"))) else {
            continue;
        };
        let mut minutes = |what: &str| {
            let field = form.text(&format!("{what}-{id}"));
            let whole = FormState::new().with("minutes", field);
            match number(&whole, "minutes", 0, 1_440) {
                Ok(it) => Some(it.unwrap_or(0)),
                Err(refusal) => {
                    let sentence = page.text(&web::Refusal::text(&refusal));
                    form.refuse("", format!("{name}: {sentence}"));
                    None
                }
            }
        };
        let (late, left) = (minutes("late"), minutes("left"));
        if let (Some(late), Some(left)) = (late, left) {
            all.push(Noted {
                enrolment: id.clone(),
                presence,
                late,
                left,
            });
        }
    }
    (!form.is_refused()).then_some(all)
}

pub(crate) async fn note(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<SessionId>,
    sent: Sent,
) -> Result<Response> {
    let (opened, session, seated) = found(&app, &id).await?;
    let subject = Subject::new("learning_session", id.as_str());
    app.record(visit.actor.entry(app.now()).about(subject))
        .await?;
    let page = visit.page("learning-roster");
    let mut form = sent.form;
    if let Some(noted) = read(&page, &mut form, &seated) {
        let deed = deed(&app, &visit);
        let done = app
            .db
            .write_alone(&Run::turn(&opened.run.id), async |tx| {
                runs::note(tx, deed, &id, &noted).await
            })
            .await;
        if let Outcome::Done(()) = outcome(&page, &mut form, done)? {
            let back = run_path(&opened.run.id);
            return Ok(web::back_to(back, "learning-notice-noted").into_response());
        }
    }
    roster(&visit, (opened, session, seated), &form, Vec::new())
}
