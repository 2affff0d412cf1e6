//! A course: for whom it is, its runs of this year and the next, and the way into them.
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use base::Date;
use db::Tx;
use gate::{App, Visit};
use people::Organisation;
use programme::{
    audience::{Audience, Noun, Teller},
    enrol::{self, Opened},
    model::{Course, CourseId, Enrolment, RunState, Session, SessionId, SessionKind, Way},
    rules,
    seats::{Room, State as Seat},
    store,
};
use web::{
    Page, Result,
    form::{Answer, ErrorSummary, FormState},
};

use super::{Status, course_path, run_path};
use crate::{
    APPLY, NOMINATE, PREPARE,
    actions::{courses, seats::Asked},
};

/// A session of which one is picked, or the only one of its part.
struct Choice {
    id: SessionId,
    when: String,
    place: String,
    seats: String,
    is_only: bool,
    is_chosen: bool,
    /// Of the field: one name for each part.
    part: i64,
}

struct Shown {
    name: String,
    year: String,
    status: Status,
    closes: String,
    sessions: Vec<Choice>,
    /// Where the person stands in it.
    mine: Option<Mine>,
    /// Where to sign up; empty when it cannot be done now.
    apply: String,
    /// Why it cannot; empty when it can.
    why_not: String,
    nominate: String,
    manage: String,
}

struct Mine {
    status: Status,
    until: String,
    answer: String,
    cancel: String,
}

#[derive(Template)]
#[template(path = "learning/course.html")]
struct CoursePage {
    page: Page,
    summary: ErrorSummary,
    facts: Vec<Answer>,
    content: String,
    runs: Vec<Shown>,
    withdrawn: Option<String>,
    edit: String,
    add_run: String,
}

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CourseId>,
) -> Result<Response> {
    page(&app, &visit, &id, &FormState::new()).await
}

/// A run as it stands today, with the seats that are held.
struct Found {
    opened: Opened,
    rooms: Vec<Room>,
    mine: Option<Enrolment>,
    /// The course is for the person, as it stood when the run was announced.
    is_meant: bool,
}

async fn runs(
    tx: &mut Tx,
    course: &Course,
    staff: &base::StaffId,
    today: Date,
    is_prepared: bool,
) -> Result<Vec<Found>> {
    let year = base::FiscalYear::of(today);
    let mut asked = Asked::of(tx, staff, today).await?;
    let mut found = Vec::new();
    for run in store::runs_of(tx, &course.id).await? {
        let is_shown = matches!(run.state, RunState::Announced | RunState::Closed);
        if run.year < year || !is_shown && !is_prepared {
            continue;
        }
        let opened = enrol::open(tx, &run.id).await?;
        found.push(Found {
            rooms: store::rooms(tx, &run.id).await?,
            mine: store::enrolment_of(tx, &run.id, staff).await?,
            is_meant: asked.is_meant(&opened.course.content),
            opened,
        });
    }
    Ok(found)
}

/// The page, also as it comes back when signing up was refused.
pub(crate) async fn page(
    app: &App,
    visit: &Visit,
    id: &CourseId,
    form: &FormState,
) -> Result<Response> {
    let today = app.today();
    let staff = &visit.actor.staff;
    let may = |action| app.may(&visit.actor, action);
    let (is_prepared, may_nominate, may_apply) = (may(PREPARE), may(NOMINATE), may(APPLY));
    let (course, found, organisation) = app
        .db
        .read(async |tx| {
            let course = courses::course(tx, id).await?;
            let found = runs(tx, &course, staff, today, is_prepared).await?;
            let organisation = Organisation::load(tx, today).await?;
            web::Result::Ok((course, found, organisation))
        })
        .await?;
    let page = visit
        .page_headed(&course.content.title)
        .under("/learning", "learning-catalogue");
    let runs = found
        .into_iter()
        .map(|it| {
            let may_come = may_apply && it.is_meant;
            shown(&page, it, today, may_come, may_nominate, is_prepared)
        })
        .collect();
    let facts = facts(&page, &course, &organisation);
    let withdrawn = course.withdrawn_on.map(|day| {
        page.say(
            "learning-course-withdrawn",
            &[("day", page.day(day).into())],
        )
        .into_owned()
    });
    let is_offered = course.is_offered_on(today) && course.withdrawn_on.is_none();
    let link = |path: &str| match is_prepared && is_offered {
        true => format!("{}{path}", course_path(id)),
        false => String::new(),
    };
    let status = match form.is_refused() {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    let shown = CoursePage {
        summary: form.summary(),
        facts,
        content: course.content.content.clone(),
        runs,
        withdrawn,
        edit: link("/edit"),
        add_run: link("/runs/new"),
        page,
    };
    Ok((status, web::render(shown)?).into_response())
}

fn facts(page: &Page, course: &Course, organisation: &Organisation) -> Vec<Answer> {
    let it = &course.content;
    let name = |noun: Noun<'_>| match noun {
        Noun::Unit(code) => {
            let code = base::UnitCode(code.to_owned());
            organisation.name_of(&code).to_owned()
        }
        Noun::Kind(word) => page
            .t(&format!("people-kind-{}", word.replace('_', "-")))
            .into_owned(),
        other => other.word().to_owned(),
    };
    let teller = Teller { page, name: &name };
    let told = |audience: &Option<Audience>| audience.as_ref().map(|it| teller.audience(it));
    let mut facts = vec![Answer::new(page.t("learning-code"), &course.code)];
    let mut add = |key: &str, value: Option<String>| {
        if let Some(value) = value.filter(|it| !it.is_empty()) {
            facts.push(Answer::new(page.t(key), value));
        }
    };
    add("learning-aim", Some(it.aim.clone()));
    add("learning-mandatory-for", told(&it.mandatory_for));
    add("learning-open-to", told(&it.open_to));
    add("learning-category", Some(it.category.clone()));
    let minutes = page.say("learning-minutes-value", &[("minutes", it.minutes.into())]);
    add("learning-minutes", Some(minutes.into_owned()));
    let valid = match it.valid_years {
        None => page.t("learning-valid-for-good"),
        Some(years) => page.say("learning-valid-value", &[("years", years.into())]),
    };
    add("learning-valid", Some(valid.into_owned()));
    let least = page.say(
        "learning-least-value",
        &[("percent", it.least_attendance.into())],
    );
    add("learning-least", Some(least.into_owned()));
    let consent = match it.needs_consent {
        true => "learning-consent-needed",
        false => "learning-consent-not-needed",
    };
    add("learning-consent", Some(page.t(consent).into_owned()));
    add("learning-measure", Some(it.measure_key.clone()));
    facts
}

fn shown(
    page: &Page,
    found: Found,
    today: Date,
    may_come: bool,
    may_nominate: bool,
    is_prepared: bool,
) -> Shown {
    let Found {
        opened,
        rooms,
        mine,
        is_meant: _,
    } = found;
    let run = &opened.run;
    let path = run_path(&run.id);
    let admits = |way| rules::admits(&opened, way, today);
    let refusal = admits(Way::Applied).err();
    let is_in = mine.is_some();
    let can = may_come && !is_in && refusal.is_none();
    let why_not = match (&refusal, is_in, may_come) {
        (_, true, _) => String::new(),
        (Some(refusal), _, _) => page.text(&web::Refusal::text(refusal)),
        (None, _, false) => page.t("learning-refusal-not-meant").into_owned(),
        _ => String::new(),
    };
    let first = opened.first_day();
    // The address of a meeting is for those who are in it.
    let has_seat = mine.as_ref().is_some_and(|it| it.state.holds_seat());
    let sees_address = is_prepared || has_seat;
    Shown {
        name: super::run_name(page, run),
        year: super::year_of(run, page),
        status: super::run_status(page, run, today),
        closes: page.day(run.content.closes_on),
        sessions: choices(page, &opened.sessions, &rooms, sees_address),
        mine: mine.map(|it| mine_shown(page, &it, first, today)),
        apply: if can {
            format!("{path}/enrolments")
        } else {
            String::new()
        },
        why_not,
        nominate: if may_nominate && admits(Way::Nominated).is_ok() {
            format!("{path}/nominations")
        } else {
            String::new()
        },
        manage: if is_prepared { path } else { String::new() },
    }
}

fn mine_shown(page: &Page, it: &Enrolment, first: Option<Date>, today: Date) -> Mine {
    let path = format!("/learning/enrolments/{}", it.id);
    let is_before = first.is_some_and(|it| today < it);
    Mine {
        status: super::status(page, it.state),
        until: it.offered_until.map(|it| page.day(it)).unwrap_or_default(),
        answer: if it.state == Seat::Offered {
            format!("{path}/answer")
        } else {
            String::new()
        },
        cancel: if it.state.is_open() && is_before {
            format!("{path}/cancellation")
        } else {
            String::new()
        },
    }
}

/// Of each part the first session with a free seat is chosen to begin with.
fn choices(page: &Page, sessions: &[Session], rooms: &[Room], sees_address: bool) -> Vec<Choice> {
    let left = |id: &SessionId| {
        let room = rooms.iter().find(|it| it.session == *id);
        room.map_or(0, |it| (it.capacity - it.held).max(0))
    };
    let begins_with = |part: i64| {
        let of_part = || sessions.iter().filter(|it| it.part == part);
        let free = of_part().find(|it| left(&it.id) > 0);
        free.or_else(|| of_part().next()).map(|it| &it.id)
    };
    sessions
        .iter()
        .map(|it| {
            let seats = [
                ("left", left(&it.id).into()),
                ("capacity", it.content.capacity.into()),
            ];
            Choice {
                id: it.id.clone(),
                when: super::when(page, it),
                place: match it.content.kind {
                    SessionKind::Remote if !sees_address => {
                        page.t(&it.content.kind.text_key()).into_owned()
                    }
                    _ => it.content.place.clone(),
                },
                seats: page.say("learning-seats-left", &seats).into_owned(),
                is_only: sessions
                    .iter()
                    .filter(|other| other.part == it.part)
                    .count()
                    == 1,
                is_chosen: begins_with(it.part) == Some(&it.id),
                part: it.part,
            }
        })
        .collect()
}
