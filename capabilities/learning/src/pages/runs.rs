//! A run as those who hold it see it: its days, its people, and the next step.
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use gate::{App, Sent, Visit};
use ledger::Subject;
use programme::{
    enrol::Opened,
    model::{Admission, CourseId, Enrolment, Run, RunContent, RunId, RunState},
    seats::Room,
    store,
};
use web::{
    Error, Page, Result,
    form::{
        Answer, Choice, Draft, ErrorSummary, Field, FormState, Outcome, form_id, form_id_field,
        outcome, version, version_field,
    },
};

use super::{Status, course_path, deed, noted, number, run_path, under_course, withdrawal};
use crate::actions::{courses, runs};

const MOST_YEN: i64 = 1_000_000_000;

fn fields(page: &Page, content: Option<&RunContent>) -> Vec<Field> {
    let text = |read: fn(&RunContent) -> String| content.map(read).unwrap_or_default();
    let choices = Admission::ALL
        .iter()
        .map(|it| Choice::new(it.word(), page.t(&it.text_key())))
        .collect();
    let yen = |it: Option<i64>| it.map(|it| it.to_string()).unwrap_or_default();
    let admission = content.map_or(Admission::InOrder, |it| it.admission);
    vec![
        Field::date(page, "opens_on", page.t("learning-opens"))
            .required()
            .value(text(|it| base::wareki(it.opens_on))),
        Field::date(page, "closes_on", page.t("learning-closes"))
            .required()
            .help(page.t("learning-closes-help"))
            .value(text(|it| base::wareki(it.closes_on))),
        Field::radios("admission", page.t("learning-admission"), choices).value(admission.word()),
        Field::text("lecturer", page.t("learning-lecturer"))
            .max_length(100)
            .value(text(|it| it.lecturer.clone())),
        Field::text("partner", page.t("learning-partner"))
            .max_length(100)
            .value(text(|it| it.partner.clone())),
        Field::digits("budget", page.t("learning-budget"))
            .width("width-16")
            .value(yen(content.and_then(|it| it.budget_yen))),
        Field::digits("spent", page.t("learning-spent"))
            .width("width-16")
            .value(yen(content.and_then(|it| it.spent_yen))),
    ]
}

fn read(page: &Page, form: &mut FormState) -> Option<RunContent> {
    let opens_on = form.day(page, "opens_on");
    let closes_on = form.day(page, "closes_on");
    let whole = number(form, "budget", 0, MOST_YEN);
    let budget_yen = noted(page, form, whole);
    let whole = number(form, "spent", 0, MOST_YEN);
    let spent_yen = noted(page, form, whole);
    Some(RunContent {
        opens_on: opens_on?,
        closes_on: closes_on?,
        admission: Admission::of_word(&form.text("admission")).unwrap_or(Admission::InOrder),
        lecturer: form.text("lecturer"),
        partner: form.text("partner"),
        budget_yen: budget_yen?,
        spent_yen: spent_yen?,
    })
}

pub(crate) async fn blank(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CourseId>,
) -> Result<Response> {
    add_form(&app, &visit, &id, &FormState::new()).await
}

async fn add_form(app: &App, visit: &Visit, id: &CourseId, form: &FormState) -> Result<Response> {
    let course = app
        .db
        .read(async |tx| courses::course(tx, id).await)
        .await?;
    let page = under_course(visit.page("learning-run-add"), &course);
    let fields = fields(&page, None);
    let path = course_path(id);
    Draft::new(page, form, format!("{path}/runs"), path)
        .fact("learning-title", &course.content.title)
        .fields([form_id_field()])
        .fields(fields)
        .show()
}

pub(crate) async fn add(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CourseId>,
    sent: Sent,
) -> Result<Response> {
    let page = visit.page("learning-run-add");
    let run = RunId(form_id(&sent));
    let mut form = sent.form;
    if let Some(content) = read(&page, &mut form) {
        let deed = deed(&app, &visit);
        let added = app
            .db
            .write(async |tx| runs::add(tx, deed, &id, &run, content.clone()).await)
            .await;
        if let Outcome::Done(()) = outcome(&page, &mut form, added)? {
            return Ok(web::back_to(run_path(&run), "learning-notice-saved").into_response());
        }
    }
    add_form(&app, &visit, &id, &form).await
}

struct SessionRow {
    href: String,
    roster: String,
    part: String,
    when: String,
    place: String,
    lecturer: String,
    seats: String,
}

struct PersonRow {
    name: String,
    way: String,
    status: Status,
    cancel: String,
}

#[derive(Template)]
#[template(path = "learning/run.html")]
struct RunPage {
    page: Page,
    summary: ErrorSummary,
    status: Status,
    facts: Vec<Answer>,
    path: String,
    sessions: Vec<SessionRow>,
    people: Vec<PersonRow>,
    is_draft: bool,
    is_announced: bool,
    /// The day after closing has come, and some still wait to be decided.
    may_admit: bool,
    may_close: bool,
}

async fn opened(app: &App, id: &RunId) -> Result<Opened> {
    app.db.read(async |tx| runs::run(tx, id).await).await
}

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<RunId>,
) -> Result<Response> {
    page(&app, &visit, &id, &FormState::new()).await
}

async fn page(app: &App, visit: &Visit, id: &RunId, form: &FormState) -> Result<Response> {
    let today = app.today();
    let (opened, rooms, people, names) = app
        .db
        .read(async |tx| {
            let opened = runs::run(tx, id).await?;
            let rooms = store::rooms(tx, id).await?;
            let people = store::enrolments_in(tx, id).await?;
            let ids: Vec<_> = people.iter().map(|it| it.staff.clone()).collect();
            let names = people::names_of(tx, &ids).await?;
            Result::Ok((opened, rooms, people, names))
        })
        .await?;
    let subject = Subject::new("learning_run", id.as_str());
    app.record(visit.actor.entry(app.now()).about(subject))
        .await?;
    let run = &opened.run;
    let mut page = visit.page("learning-run");
    let title = format!(
        "{} {}",
        opened.course.content.title,
        super::run_name(&page, run)
    );
    page = under_course(page.headed(title), &opened.course);
    let is_announced = run.state == RunState::Announced;
    let may_admit = is_announced
        && run.content.admission == Admission::AfterClosing
        && run.content.closes_on < today;
    let status = match form.is_refused() {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    let shown = RunPage {
        summary: form.summary(),
        status: super::run_status(&page, run, today),
        facts: facts(&page, run),
        path: run_path(id),
        sessions: sessions(&page, &opened, &rooms),
        people: people
            .iter()
            .map(|it| {
                let name = names.get(&it.staff).cloned().unwrap_or_default();
                let is_before = opened.first_day().is_none_or(|first| today < first);
                person(&page, it, name, is_before)
            })
            .collect(),
        is_draft: run.state == RunState::Draft,
        is_announced,
        may_admit,
        may_close: is_announced && opened.last_day().is_some_and(|it| it <= today),
        page,
    };
    Ok((status, web::render(shown)?).into_response())
}

fn facts(page: &Page, run: &Run) -> Vec<Answer> {
    let it = &run.content;
    let yen = |yen: Option<i64>| {
        let yen = yen.and_then(|it| u64::try_from(it).ok());
        yen.map(|it| format!("¥{}", web::table::grouped(it)))
            .unwrap_or_default()
    };
    let mut facts = vec![
        Answer::new(page.t("learning-opens"), page.day(it.opens_on)),
        Answer::new(page.t("learning-closes"), page.day(it.closes_on)),
        Answer::new(
            page.t("learning-admission"),
            page.t(&it.admission.text_key()),
        ),
        Answer::new(page.t("learning-lecturer"), &it.lecturer),
        Answer::new(page.t("learning-partner"), &it.partner),
        Answer::new(page.t("learning-budget"), yen(it.budget_yen)),
        Answer::new(page.t("learning-spent"), yen(it.spent_yen)),
    ];
    if !run.because.is_empty() {
        facts.push(Answer::new(page.t("learning-reason"), &run.because));
    }
    facts
}

fn sessions(page: &Page, opened: &Opened, rooms: &[Room]) -> Vec<SessionRow> {
    opened
        .sessions
        .iter()
        .map(|it| {
            let held = rooms
                .iter()
                .find(|room| room.session == it.id)
                .map_or(0, |it| it.held);
            let href = format!("/learning/sessions/{}", it.id);
            SessionRow {
                roster: format!("{href}/roster"),
                href,
                part: page
                    .say("learning-part-name", &[("part", it.part.into())])
                    .into_owned(),
                when: super::when(page, it),
                place: it.content.place.clone(),
                lecturer: it.content.lecturer.clone(),
                seats: format!("{held} / {}", it.content.capacity),
            }
        })
        .collect()
}

fn person(page: &Page, it: &Enrolment, name: String, is_before: bool) -> PersonRow {
    PersonRow {
        name,
        way: page.t(&it.way.text_key()).into_owned(),
        status: super::status(page, it.state),
        cancel: match is_before && it.state.is_open() {
            true => format!("/learning/enrolments/{}/cancellation", it.id),
            false => String::new(),
        },
    }
}

pub(crate) async fn edit(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<RunId>,
) -> Result<Response> {
    edit_form(&visit, &opened(&app, &id).await?, &FormState::new(), false)
}

fn edit_form(visit: &Visit, opened: &Opened, form: &FormState, is_stale: bool) -> Result<Response> {
    let page = under_course(visit.page("learning-run-change"), &opened.course);
    let run = &opened.run;
    let fields = fields(&page, Some(&run.content));
    let theirs = is_stale.then(|| facts(&page, run));
    let (path, name) = (run_path(&run.id), super::run_name(&page, run));
    let removal = format!("{path}/withdrawal");
    Draft::new(page, form, path.clone(), path)
        .fact("learning-run", name)
        .seen(version_field(run.version), theirs)
        .fields(fields)
        .removal(removal)
        .show()
}

pub(crate) async fn change(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<RunId>,
    sent: Sent,
) -> Result<Response> {
    let page = visit.page("learning-run-change");
    let (seen, mut form) = (version(&sent), sent.form);
    let mut is_stale = false;
    if let Some(content) = read(&page, &mut form) {
        let deed = deed(&app, &visit);
        let changed = app
            .db
            .write_alone(&Run::turn(&id), async |tx| {
                runs::change(tx, deed, &id, seen, &content).await
            })
            .await;
        match outcome(&page, &mut form, changed)? {
            Outcome::Done(()) => {
                return Ok(web::back_to(run_path(&id), "learning-notice-saved").into_response());
            }
            Outcome::Stale => is_stale = true,
            Outcome::Refused => {}
        }
    }
    edit_form(&visit, &opened(&app, &id).await?, &form, is_stale)
}

/// One step of a run by a button: what came of it stands on the run's page.
async fn stepped<T>(
    app: &App,
    visit: &Visit,
    id: &RunId,
    mut form: FormState,
    done: Result<T>,
    notice: &'static str,
) -> Result<Response> {
    match outcome(&visit.page("learning-run"), &mut form, done)? {
        Outcome::Done(_) => Ok(web::back_to(run_path(id), notice).into_response()),
        Outcome::Refused => page(app, visit, id, &form).await,
        Outcome::Stale => Err(Error::Stale),
    }
}

pub(crate) async fn announce(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<RunId>,
    sent: Sent,
) -> Result<Response> {
    let deed = deed(&app, &visit);
    let done = app
        .db
        .write_alone(&Run::turn(&id), async |tx| {
            runs::announce(tx, deed, &id).await
        })
        .await;
    let notice = "learning-notice-announced";
    stepped(&app, &visit, &id, sent.form, done, notice).await
}

pub(crate) async fn admit(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<RunId>,
    sent: Sent,
) -> Result<Response> {
    let deed = deed(&app, &visit);
    let done = app
        .db
        .write_alone(&Run::turn(&id), async |tx| runs::admit(tx, deed, &id).await)
        .await;
    let notice = "learning-notice-admitted";
    stepped(&app, &visit, &id, sent.form, done, notice).await
}

pub(crate) async fn close(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<RunId>,
    sent: Sent,
) -> Result<Response> {
    let deed = deed(&app, &visit);
    let done = app
        .db
        .write_alone(&Run::turn(&id), async |tx| runs::close(tx, deed, &id).await)
        .await;
    let notice = match done {
        Ok(false) => "learning-notice-closed-only",
        _ => "learning-notice-closed",
    };
    stepped(&app, &visit, &id, sent.form, done, notice).await
}

pub(crate) async fn withdrawal_form(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<RunId>,
) -> Result<Response> {
    withdrawing(&visit, &opened(&app, &id).await?, &FormState::new())
}

fn withdrawing(visit: &Visit, opened: &Opened, form: &FormState) -> Result<Response> {
    let page = under_course(visit.page("learning-run-withdraw"), &opened.course);
    let name = super::run_name(&page, &opened.run);
    let (about, button) = ("learning-run-withdraw-about", "learning-run-withdraw");
    withdrawal(page, form, run_path(&opened.run.id), about, button)
        .fact("learning-title", &opened.course.content.title)
        .fact("learning-run", name)
        .show()
}

pub(crate) async fn withdraw(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<RunId>,
    sent: Sent,
) -> Result<Response> {
    let page = visit.page("learning-run-withdraw");
    let (deed, because) = (deed(&app, &visit), sent.text("reason"));
    let mut form = sent.form;
    let done = app
        .db
        .write_alone(&Run::turn(&id), async |tx| {
            runs::withdraw(tx, deed, &id, &because).await
        })
        .await;
    match outcome(&page, &mut form, done)? {
        Outcome::Done(()) => {
            Ok(web::back_to(run_path(&id), "learning-notice-withdrawn").into_response())
        }
        Outcome::Refused => withdrawing(&visit, &opened(&app, &id).await?, &form),
        Outcome::Stale => Err(Error::Stale),
    }
}
