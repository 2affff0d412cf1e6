//! Signing up, consenting, answering and giving back.
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use base::StaffId;
use gate::{App, Sent, Visit};
use ledger::Subject;
use programme::{
    enrol,
    model::{Enrolment, EnrolmentId, Run, RunId, RunState, SessionId, Way},
    seats::State as Seat,
};
use web::{
    Error, Result,
    form::{Choice, Draft, Field, FormState, Outcome, outcome},
};

use super::{course, course_path, deed, under_course};
use crate::actions::{runs, seats};

/// What was picked of each part: fields `part-1`, `part-2` and on.
fn picks(form: &FormState, parts: &[i64]) -> Vec<SessionId> {
    let pick = |part: &i64| form.given(&format!("part-{part}")).map(SessionId);
    parts.iter().filter_map(pick).collect()
}

/// A run that was announced, with its parts. A draft is nobody's to come into.
pub(super) async fn parts(app: &App, run: &RunId) -> Result<(enrol::Opened, Vec<i64>)> {
    let opened = app.db.read(async |tx| runs::run(tx, run).await).await?;
    if opened.run.state == RunState::Draft {
        return Err(Error::NotFound);
    }
    let mut parts: Vec<i64> = opened.sessions.iter().map(|it| it.part).collect();
    parts.dedup();
    Ok((opened, parts))
}

pub(crate) async fn apply(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<RunId>,
    sent: Sent,
) -> Result<Response> {
    let (opened, parts) = parts(&app, &id).await?;
    let picks = picks(&sent, &parts);
    let (deed, staff) = (deed(&app, &visit), &visit.actor.staff);
    let entered = app
        .db
        .write_alone(&Run::turn(&id), async |tx| {
            seats::enter(tx, deed, &id, staff, Way::Applied, picks.clone()).await
        })
        .await;
    let page = visit.page("learning-catalogue");
    let mut form = sent.form;
    match outcome(&page, &mut form, entered)? {
        Outcome::Done(became) => {
            let notice = match became.state {
                Seat::Confirmed => "learning-notice-confirmed",
                Seat::Waiting => "learning-notice-waiting",
                _ => "learning-notice-applied",
            };
            Ok(web::back_to(course_path(&opened.course.id), notice).into_response())
        }
        Outcome::Stale | Outcome::Refused => {
            course::page(&app, &visit, &opened.course.id, &form).await
        }
    }
}

/// An enrolment within the scope, with its run.
async fn reached(
    app: &App,
    visit: &Visit,
    id: &EnrolmentId,
) -> Result<(Enrolment, enrol::Opened, String)> {
    let deed = deed(app, visit);
    app.db
        .read(async |tx| {
            let it = seats::reached(tx, deed, id).await?;
            let opened = runs::run(tx, &it.run).await?;
            let names = people::names_of(tx, std::slice::from_ref(&it.staff)).await?;
            let name = names.get(&it.staff).cloned().unwrap_or_default();
            Ok((it, opened, name))
        })
        .await
}

pub(crate) async fn answer(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<EnrolmentId>,
    sent: Sent,
) -> Result<Response> {
    let (it, opened, _) = reached(&app, &visit, &id).await?;
    let is_yes = match sent.text("answer").as_str() {
        "yes" => true,
        "no" => false,
        _ => {
            let mut form = sent.form;
            let page = visit.page("learning-catalogue");
            form.refuse("", page.t("learning-answer-missing"));
            return course::page(&app, &visit, &opened.course.id, &form).await;
        }
    };
    let deed = deed(&app, &visit);
    let answered = app
        .db
        .write_alone(&Run::turn(&it.run), async |tx| {
            seats::answer(tx, deed, &id, is_yes).await
        })
        .await;
    let page = visit.page("learning-catalogue");
    let mut form = sent.form;
    match outcome(&page, &mut form, answered)? {
        Outcome::Done(()) => {
            let notice = match is_yes {
                true => "learning-notice-confirmed",
                false => "learning-notice-left",
            };
            Ok(web::back_to(course_path(&opened.course.id), notice).into_response())
        }
        Outcome::Stale | Outcome::Refused => {
            course::page(&app, &visit, &opened.course.id, &form).await
        }
    }
}

fn reason_field(page: &web::Page) -> Field {
    Field::area("reason", page.t("learning-reason"))
        .max_length(500)
        .rows(2)
}

/// Where somebody goes back to: the person to the course, their head to the list of people.
fn back(visit: &Visit, it: &Enrolment, opened: &enrol::Opened) -> String {
    match it.staff == visit.actor.staff {
        true => course_path(&opened.course.id),
        false => "/learning/people".to_owned(),
    }
}

pub(crate) async fn cancellation_form(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<EnrolmentId>,
) -> Result<Response> {
    let found = reached(&app, &visit, &id).await?;
    record(&app, &visit, &found.0.staff).await?;
    cancellation(&visit, &found, &FormState::new())
}

/// A look at an enrolment is a look at a person's record.
async fn record(app: &App, visit: &Visit, staff: &StaffId) -> Result<()> {
    let subject = Subject::new("staff", staff.as_str());
    app.record(visit.actor.entry(app.now()).about(subject))
        .await
}

fn cancellation(
    visit: &Visit,
    (it, opened, name): &(Enrolment, enrol::Opened, String),
    form: &FormState,
) -> Result<Response> {
    let page = under_course(visit.page("learning-cancel"), &opened.course);
    let run = super::run_name(&page, &opened.run);
    let reason = reason_field(&page);
    let action = format!("/learning/enrolments/{}/cancellation", it.id);
    Draft::new(page, form, action, back(visit, it, opened))
        .fact("learning-title", &opened.course.content.title)
        .fact("learning-run", run)
        .fact("learning-name", name)
        .intro("learning-cancel-about")
        .fields([reason])
        .danger()
        .button("learning-cancel")
        .show()
}

pub(crate) async fn cancel(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<EnrolmentId>,
    sent: Sent,
) -> Result<Response> {
    let found = reached(&app, &visit, &id).await?;
    let (deed, because) = (deed(&app, &visit), sent.text("reason"));
    let cancelled = app
        .db
        .write_alone(&Run::turn(&found.0.run), async |tx| {
            seats::cancel(tx, deed, &id, &because).await
        })
        .await;
    let page = visit.page("learning-cancel");
    let mut form = sent.form;
    record(&app, &visit, &found.0.staff).await?;
    match outcome(&page, &mut form, cancelled)? {
        Outcome::Done(()) => {
            let back = back(&visit, &found.0, &found.1);
            Ok(web::back_to(back, "learning-notice-cancelled").into_response())
        }
        Outcome::Stale | Outcome::Refused => cancellation(&visit, &found, &form),
    }
}

pub(crate) async fn consent_form(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<EnrolmentId>,
) -> Result<Response> {
    let found = reached(&app, &visit, &id).await?;
    record(&app, &visit, &found.0.staff).await?;
    consenting(&visit, &found, &FormState::new())
}

fn consenting(
    visit: &Visit,
    (it, opened, name): &(Enrolment, enrol::Opened, String),
    form: &FormState,
) -> Result<Response> {
    let page = under_course(visit.page("learning-consent-title"), &opened.course);
    let run = super::run_name(&page, &opened.run);
    let days: Vec<String> = opened
        .sessions
        .iter()
        .map(|it| super::when(&page, it))
        .collect();
    let choices = vec![
        Choice::new("yes", page.t("learning-consent-yes")),
        Choice::new("no", page.t("learning-consent-no")),
    ];
    let fields = [
        Field::radios("consent", page.t("learning-consent-question"), choices).required(),
        reason_field(&page).help(page.t("learning-consent-reason-help")),
    ];
    let action = format!("/learning/enrolments/{}/consent", it.id);
    Draft::new(page, form, action, "/learning/people")
        .fact("learning-name", name)
        .fact("learning-title", &opened.course.content.title)
        .fact("learning-run", run)
        .fact("learning-sessions", days.join("、"))
        .fields(fields)
        .show()
}

pub(crate) async fn consent(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<EnrolmentId>,
    sent: Sent,
) -> Result<Response> {
    let found = reached(&app, &visit, &id).await?;
    let page = visit.page("learning-consent-title");
    let (deed, mut form) = (deed(&app, &visit), sent.form);
    record(&app, &visit, &found.0.staff).await?;
    let is_yes = match form.text("consent").as_str() {
        "yes" => true,
        "no" => false,
        _ => {
            form.refuse("consent", page.t("learning-consent-missing"));
            return consenting(&visit, &found, &form);
        }
    };
    let because = form.text("reason");
    let done = app
        .db
        .write_alone(&Run::turn(&found.0.run), async |tx| {
            seats::consent(tx, deed, &id, is_yes, &because).await
        })
        .await;
    match outcome(&page, &mut form, done)? {
        Outcome::Done(_) => {
            Ok(web::back_to("/learning/people", "learning-notice-answered").into_response())
        }
        Outcome::Stale | Outcome::Refused => consenting(&visit, &found, &form),
    }
}
