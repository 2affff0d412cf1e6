//! The checks and questions of one's own units.
use std::collections::HashSet;

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use base::FiscalYear;
use db::Tx;
use gate::{App, Scope, Sent, Visit};
use serde::Deserialize;
use web::{
    Error, NavItem, Page, Result,
    form::{ErrorSummary, FormState},
};

use super::parts::Status;
use crate::check::{
    ANSWER, APPROVE, MINE, actions,
    model::{Check, CheckId, Cycle, State as Standing},
    store,
};

#[derive(Deserialize, Default)]
pub(crate) struct Wanted {
    year: Option<i16>,
    state: Option<String>,
}

/// The list of a year, with the checks in one state or in all.
fn path(year: i16, state: &str) -> String {
    format!("/plan/my-checks?year={year}&state={state}")
}

struct Line {
    href: String,
    measure: String,
    owner: String,
    status: Status,
    axes: Vec<Status>,
    /// `id:version` when this person can approve it from here.
    tick: Option<String>,
}

struct Question {
    href: String,
    measure: String,
    question: String,
    due: String,
    status: Status,
}

#[derive(Template)]
#[template(path = "check/mine.html")]
struct MinePage {
    page: Page,
    summary: ErrorSummary,
    years: Vec<NavItem>,
    states: Vec<NavItem>,
    /// What is looked at, so that approving leads back to it.
    year: i16,
    state: String,
    is_frozen: bool,
    dates: Option<(String, String)>,
    lines: Vec<Line>,
    has_ticks: bool,
    questions: Vec<Question>,
}

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    mine_page(&app, &visit, &wanted, &FormState::new()).await
}

/// What the list can be narrowed to; empty for all.
const STATES: [&str; 5] = ["", "open", "submitted", "returned", "approved"];

/// Which checks a choice of states keeps.
fn is_wanted(state: &str, check: &Check) -> bool {
    match state {
        "open" => matches!(
            check.state,
            Standing::Untouched | Standing::Drafting | Standing::Returned
        ),
        "returned" => check.state == Standing::Returned,
        "submitted" => check.state == Standing::Submitted,
        "approved" => check.state == Standing::Approved,
        _ => true,
    }
}

async fn mine_page(
    app: &App,
    visit: &Visit,
    wanted: &Wanted,
    form: &FormState,
) -> Result<Response> {
    let today = app.today();
    let (mine, approving, answering) = (
        app.scope(&visit.actor, MINE),
        app.scope(&visit.actor, APPROVE),
        app.scope(&visit.actor, ANSWER),
    );
    let year = wanted.year.map(FiscalYear);
    let (cycles, cycle, checks, approvable, questions) = app
        .db
        .read(async |tx| {
            let cycles = store::cycles(tx).await?;
            let cycle = match year {
                Some(year) => cycles.iter().find(|it| it.year == year).cloned(),
                // The year that is open, or else the last one.
                None => cycles
                    .iter()
                    .rev()
                    .find(|it| !it.is_frozen())
                    .or(cycles.first())
                    .cloned(),
            };
            let Some(cycle) = cycle else {
                return Result::Ok((cycles, None, Vec::new(), HashSet::new(), Vec::new()));
            };
            let checks = store::checks_in_scope(tx, cycle.year, &mine, today).await?;
            let approvable = approvable(tx, app, visit, &approving, cycle.year).await?;
            let mut questions = Vec::new();
            for it in store::consultations_in_scope(tx, cycle.year, &answering, today).await? {
                let measure = crate::adopted::measure(tx, &it.measure).await?;
                questions.push((it, measure));
            }
            Ok((cycles, Some(cycle), checks, approvable, questions))
        })
        .await?;
    let mut page = visit.page("plan-check-mine");
    page.who_can_see = Some(app.who_may(&page, MINE));
    let is_frozen = cycle.as_ref().is_some_and(Cycle::is_frozen);
    let state = wanted.state.clone().unwrap_or_default();
    let shown = cycle.as_ref().map(|it| it.year.year());
    let can_approve = |check: &Check| {
        !is_frozen && check.state == Standing::Submitted && approvable.contains(&check.id)
    };
    let lines: Vec<Line> = checks
        .iter()
        .filter(|it| is_wanted(&state, &it.check))
        .map(|it| {
            let words = &it.check.words;
            let progress = words.progress.map(|it| Status::of_progress(&page, it));
            let achievement = words
                .achievement
                .map(|it| Status::of_achievement(&page, it));
            Line {
                href: format!("/plan/checks/{}", it.check.id),
                measure: format!("{} {}", it.measure_key, it.measure_name),
                owner: it.check.owner_name.clone(),
                status: Status::of(&page, it.check.state),
                axes: progress.into_iter().chain(achievement).collect(),
                tick: can_approve(&it.check)
                    .then(|| format!("{}:{}", it.check.id, it.check.version)),
            }
        })
        .collect();
    let years = cycles
        .iter()
        .map(|it| NavItem {
            href: format!("/plan/my-checks?year={}", it.year.year()),
            label: page.fiscal_year(it.year),
            is_current: Some(it.year.year()) == shown,
            count: None,
        })
        .collect();
    let states = STATES.map(|it| {
        let key = if it.is_empty() {
            "web-all".to_owned()
        } else {
            format!("plan-check-filter-{it}")
        };
        NavItem {
            href: path(shown.unwrap_or_default(), it),
            label: page.t(&key).into_owned(),
            is_current: it == state,
            count: i64::try_from(
                checks
                    .iter()
                    .filter(|check| is_wanted(it, &check.check))
                    .count(),
            )
            .ok(),
        }
    });
    let questions = questions
        .into_iter()
        .map(|(it, measure)| {
            let asked =
                super::parts::Asked::new(&page, &it, String::new(), &Default::default(), today);
            Question {
                href: format!("/plan/consultations/{}", it.id),
                measure: format!("{} {}", measure.key, measure.name),
                question: asked.question,
                due: asked.due,
                status: asked.status,
            }
        })
        .collect();
    web::render(MinePage {
        summary: form.summary(),
        years,
        states: states.into(),
        year: shown.unwrap_or_default(),
        state,
        is_frozen,
        dates: cycle.map(|it| (page.day(it.draft_due_on), page.day(it.review_due_on))),
        has_ticks: lines.iter().any(|it| it.tick.is_some()),
        lines,
        questions,
        page,
    })
}

/// The submissions of a year that this person may approve.
async fn approvable(
    tx: &mut Tx,
    app: &App,
    visit: &Visit,
    scope: &Scope,
    year: FiscalYear,
) -> Result<HashSet<CheckId>> {
    if scope.is_nobody() {
        return Ok(HashSet::new());
    }
    let checks = store::checks_in_scope(tx, year, scope, app.today()).await?;
    let submitters = store::submitters(tx, year).await?;
    let mut may = HashSet::new();
    for it in checks.into_iter().map(|it| it.check) {
        let Some(by) = submitters.get(&it.id) else {
            continue;
        };
        let answer = actions::check_pair(tx, app, &visit.actor, it.unit.as_ref(), by).await?;
        if answer.is_ok() {
            may.insert(it.id);
        }
    }
    Ok(may)
}

/// Approves everything that was ticked, as it was seen.
pub(crate) async fn approve(State(app): State<App>, visit: Visit, sent: Sent) -> Result<Response> {
    let now = app.now();
    let ticked: Vec<(CheckId, i64)> = sent
        .all("check")
        .iter()
        .filter_map(|it| it.rsplit_once(':'))
        .filter_map(|(id, version)| Some((CheckId(id.to_owned()), version.parse().ok()?)))
        .collect();
    let wanted = Wanted {
        year: sent.text("year").parse().ok(),
        state: Some(sent.text("state")),
    };
    let back = match &wanted {
        Wanted {
            year: Some(year),
            state: Some(state),
        } if STATES.contains(&state.as_str()) => path(*year, state),
        _ => "/plan/my-checks".to_owned(),
    };
    match app
        .db
        .write(async |tx| actions::approve_many(&app, tx, &visit.actor, &ticked, now).await)
        .await
    {
        Ok((_, 0)) => Ok(web::back_to(back, "plan-check-notice-approved-all").into_response()),
        Ok(_) => Ok(web::back_to(back, "plan-check-notice-approved-some").into_response()),
        Err(Error::Refused(refusal)) => {
            let mut form = sent.form;
            form.refuse_with(&visit.page("plan-check-mine"), refusal.as_ref());
            let page = mine_page(&app, &visit, &wanted, &form).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error),
    }
}
