//! Signing up, nominating, consenting, answering and giving back.
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
    seats::{self as places, State as Seat},
    store,
};
use web::{
    Error, Result,
    form::{Choice, Draft, Field, FormState, Outcome, outcome},
};

use super::{course, course_path, deed, under_course};
use crate::{
    actions::{Deed, runs, seats},
    refusal::Refusal,
};

/// What was picked of each part: fields `part-1`, `part-2` and on.
fn picks(form: &FormState, parts: &[i64]) -> Vec<SessionId> {
    let pick = |part: &i64| form.given(&format!("part-{part}")).map(SessionId);
    parts.iter().filter_map(pick).collect()
}

/// A run that was announced, with its parts. A draft is nobody's to come into.
async fn parts(app: &App, run: &RunId) -> Result<(enrol::Opened, Vec<i64>)> {
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
            form.refuse(
                "",
                visit
                    .page("learning-catalogue")
                    .t("learning-answer-missing"),
            );
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

/// Whom the person may nominate: those of the units that the scope reaches, by unit; the training team names by number.
async fn candidates(app: &App, visit: &Visit) -> Result<Vec<(StaffId, String)>> {
    let (scope, today, own) = (&visit.actor.scope, app.today(), &visit.actor.staff);
    app.db
        .read(async |tx| {
            let mut people = Vec::new();
            for unit in scope.units() {
                people.extend(people::members_of(tx, unit, today).await?);
            }
            let names = people::names_of(tx, &people).await?;
            let mut seen = std::collections::HashSet::new();
            let named = |id: StaffId| names.get(&id).cloned().map(|name| (id, name));
            Ok(people
                .into_iter()
                .filter(|it| it != own && seen.insert(it.clone()))
                .filter_map(named)
                .collect())
        })
        .await
}

/// More are not listed to be ticked: whoever heads a bureau names by number.
const MOST_TICKED: usize = 300;

pub(crate) async fn nomination_form(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<RunId>,
) -> Result<Response> {
    nominating(&app, &visit, &id, &FormState::new()).await
}

async fn nominating(app: &App, visit: &Visit, id: &RunId, form: &FormState) -> Result<Response> {
    let (opened, _) = parts(app, id).await?;
    let people = candidates(app, visit).await?;
    for subject in super::looked_at(visit) {
        app.record(visit.actor.entry(app.now()).about(subject))
            .await?;
    }
    let mut page = under_course(visit.page("learning-nominate"), &opened.course);
    page.who_can_see = Some(app.who_may(&page, crate::NOMINATE));
    let run = super::run_name(&page, &opened.run);
    let mut fields = Vec::new();
    if !people.is_empty() && people.len() <= MOST_TICKED {
        let choices = people
            .into_iter()
            .map(|(id, name)| Choice::new(id.0, name))
            .collect();
        fields.push(Field::checkboxes(
            "staff",
            page.t("learning-nominees"),
            choices,
        ));
    }
    fields.push(
        Field::area("numbers", page.t("learning-nominee-numbers"))
            .help(page.t("learning-nominee-numbers-help"))
            .rows(3)
            .max_length(4_000),
    );
    let action = format!("/learning/runs/{id}/nominations");
    Draft::new(page, form, action, course_path(&opened.course.id))
        .fact("learning-title", &opened.course.content.title)
        .fact("learning-run", run)
        .fields(fields)
        .button("learning-nominate")
        .show()
}

/// The people of a form: those ticked, and those named by number. A number that is not known is told.
async fn nominees(
    app: &App,
    visit: &Visit,
    form: &FormState,
) -> Result<std::result::Result<Vec<StaffId>, String>> {
    let ticked: Vec<StaffId> = form.all("staff").iter().cloned().map(StaffId).collect();
    let numbers: Vec<String> = form
        .text("numbers")
        .split(|it: char| it.is_whitespace() || matches!(it, '、' | ',' | '，'))
        .filter(|it| !it.is_empty())
        .map(|it| base::canonical_staff_number(it).into_owned())
        .collect();
    let (scope, today) = (&visit.actor.scope, app.today());
    app.db
        .read(async |tx| {
            let mut chosen = ticked.clone();
            for number in &numbers {
                match people::staff_of_number(tx, number).await? {
                    Some(it) => chosen.push(it.id),
                    None => return Ok(Err(number.clone())),
                }
            }
            let mut seen = std::collections::HashSet::new();
            chosen.retain(|it| seen.insert(it.clone()));
            if scope.is_city() {
                return Ok(Ok(chosen));
            }
            let mut members = std::collections::HashSet::new();
            for unit in scope.units() {
                members.extend(people::members_of(tx, unit, today).await?);
            }
            match chosen.iter().all(|it| members.contains(it)) {
                true => Ok(Ok(chosen)),
                false => Err(Error::Forbidden),
            }
        })
        .await
}

pub(crate) async fn nominate(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<RunId>,
    sent: Sent,
) -> Result<Response> {
    let (opened, _) = parts(&app, &id).await?;
    let page = visit.page("learning-nominate");
    let mut form = sent.form;
    let chosen = match nominees(&app, &visit, &form).await? {
        Ok(chosen) if chosen.is_empty() => {
            form.refuse_with(&page, &Refusal::NobodyChosen);
            return nominating(&app, &visit, &id, &form).await;
        }
        Ok(chosen) if chosen.contains(&visit.actor.staff) => {
            form.refuse_with(&page, &Refusal::OwnNomination);
            return nominating(&app, &visit, &id, &form).await;
        }
        Ok(chosen) => chosen,
        Err(number) => {
            let sentence = page.say(
                "learning-refusal-unknown-number",
                &[("number", number.into())],
            );
            form.refuse("numbers", sentence);
            return nominating(&app, &visit, &id, &form).await;
        }
    };
    // The training team brings people in by duty, a head by nomination.
    let way = match visit.actor.scope.is_city() {
        true => Way::Assigned,
        false => Way::Nominated,
    };
    let deed = deed(&app, &visit);
    let done = app
        .db
        .write_alone(&Run::turn(&id), async |tx| {
            for staff in &chosen {
                name_refused(tx, deed, &page, &id, staff, way).await?;
            }
            Ok::<_, Error>(())
        })
        .await;
    match outcome(&page, &mut form, done)? {
        Outcome::Done(()) => Ok(web::back_to(
            course_path(&opened.course.id),
            "learning-notice-nominated",
        )
        .into_response()),
        Outcome::Stale | Outcome::Refused => nominating(&app, &visit, &id, &form).await,
    }
}

/// Who is in the run already stays as they are: naming a whole section twice does no harm. Whoever cannot come is named.
async fn name_refused(
    tx: &mut db::Tx,
    deed: Deed<'_>,
    page: &web::Page,
    run: &RunId,
    staff: &StaffId,
    way: Way,
) -> Result<()> {
    if store::enrolment_of(tx, run, staff).await?.is_some() {
        return Ok(());
    }
    let picks = places::picks_with_room(&store::rooms(tx, run).await?);
    match seats::enter(tx, deed, run, staff, way, picks).await {
        Ok(_) => Ok(()),
        Err(Error::Refused(why)) => {
            let names = people::names_of(tx, std::slice::from_ref(staff)).await?;
            let name = names.get(staff).cloned().unwrap_or_default();
            Err(Refusal::Of {
                name,
                why: page.text(&why.text()),
            }
            .into())
        }
        Err(other) => Err(other),
    }
}
