//! The years for the plan office: opening one, and how far each measure of it is.
use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use base::FiscalYear;
use gate::{App, Sent, Visit};
use serde::Deserialize;
use web::{
    Error, NavItem, Page, Result,
    chart::{Chart, Fill, Frame, Part, Scale, StackedBars, StackedRow, at_two_widths},
    form::{Choice, ErrorSummary, Field, FormState},
};

use super::{parts::Status, result::outcome_status};
use crate::{
    adopted::{self, Measure, Plan},
    check::{
        CONSOLIDATE, OPEN, OVERVIEW, actions,
        consolidate::{based_on, do_agree},
        model::{Check, Cycle, KeptOutcome, State as Standing},
        store,
    },
};

struct Year {
    href: String,
    label: String,
    draft_due: String,
    review_due: String,
    status: Status,
}

#[derive(Template)]
#[template(path = "check/cycles.html")]
struct CyclesPage {
    page: Page,
    summary: ErrorSummary,
    years: Vec<Year>,
    fields: Vec<Field>,
}

pub(crate) async fn list(State(app): State<App>, visit: Visit) -> Result<Response> {
    cycles_page(&app, &visit, &FormState::new()).await
}

async fn cycles_page(app: &App, visit: &Visit, form: &FormState) -> Result<Response> {
    let today = app.today();
    let (cycles, plans) = app
        .db
        .read(async |tx| Result::Ok((store::cycles(tx).await?, adopted::plans(tx).await?)))
        .await?;
    let mut page = visit.page("plan-check-cycles");
    page.who_can_see = Some(app.who_may(&page, OVERVIEW));
    let can_open = app.may(&visit.actor, OPEN);
    // Every year of a plan that has begun and is not frozen can be opened, or have its days moved.
    let is_frozen = |year: FiscalYear| cycles.iter().any(|it| it.year == year && it.is_frozen());
    let mut openable: Vec<FiscalYear> = plans
        .iter()
        .flat_map(|it| it.period.iter())
        .filter(|it| it.first_day() <= today && !is_frozen(*it))
        .collect();
    openable.sort();
    openable.reverse();
    let choices = openable
        .iter()
        .map(|it| Choice::new(it.year().to_string(), page.fiscal_year(*it)))
        .collect();
    let fields = if can_open && !openable.is_empty() {
        vec![
            form.fill(Field::select("year", page.t("plan-check-year"), choices).required()),
            form.fill(
                Field::date(&page, "draft_due_on", page.t("plan-check-draft-due")).required(),
            ),
            form.fill(
                Field::date(&page, "review_due_on", page.t("plan-check-review-due")).required(),
            ),
        ]
    } else {
        Vec::new()
    };
    let years = cycles
        .iter()
        .map(|it| Year {
            href: format!("/plan/cycles/{}", it.year.year()),
            label: page.fiscal_year(it.year),
            draft_due: page.day(it.draft_due_on),
            review_due: page.day(it.review_due_on),
            status: cycle_status(&page, it),
        })
        .collect();
    web::render(CyclesPage {
        summary: form.summary().naming(&page, &fields),
        years,
        fields,
        page,
    })
}

fn cycle_status(page: &Page, it: &Cycle) -> Status {
    if it.is_frozen() {
        Status::new(page, "locked", "web-status-frozen")
    } else {
        Status::new(page, "doing", "plan-check-cycle-open")
    }
}

pub(crate) async fn open(State(app): State<App>, visit: Visit, sent: Sent) -> Result<Response> {
    let now = app.now();
    let page = visit.page("plan-check-cycles");
    let mut form = sent.form;
    let year = form.text("year").parse().map_or(FiscalYear(0), FiscalYear);
    let days = (
        form.day(&page, "draft_due_on"),
        form.day(&page, "review_due_on"),
    );
    if let (Some(draft), Some(review)) = days {
        let opened = app
            .db
            .write(async |tx| {
                actions::open(&app, tx, &visit.actor, year, (draft, review), now).await
            })
            .await;
        match opened {
            Ok(opened) => {
                let notice = if opened.added == 0 {
                    "plan-check-notice-opened-again"
                } else {
                    "plan-check-notice-opened"
                };
                return Ok(
                    web::back_to(format!("/plan/cycles/{}", year.year()), notice).into_response(),
                );
            }
            Err(Error::Refused(refusal)) => form.refuse_with(&page, refusal.as_ref()),
            Err(error) => return Err(error),
        }
    }
    Ok((
        StatusCode::UNPROCESSABLE_ENTITY,
        cycles_page(&app, &visit, &form).await?,
    )
        .into_response())
}

/// An owner of a measure in the matrix.
struct Cell {
    href: String,
    owner: String,
    status: Status,
    is_late: bool,
    /// No unit is known that could answer.
    has_no_unit: bool,
}

struct Line {
    href: String,
    key: String,
    name: String,
    field: String,
    cells: Vec<Cell>,
    outcome: Status,
    axes: Vec<Status>,
}

#[derive(Deserialize, Default)]
pub(crate) struct Wanted {
    state: Option<String>,
}

#[derive(Template)]
#[template(path = "check/overview.html")]
struct OverviewPage {
    page: Page,
    year: i16,
    status: Status,
    is_frozen: bool,
    draft_due: String,
    review_due: String,
    states: Vec<NavItem>,
    lines: Vec<Line>,
    chart: Chart,
    /// Measures that agreeing owners leave to nobody's judgement.
    agreed: usize,
    can_consolidate: bool,
    without_unit: usize,
}

/// A measure with everything that was said of it this year.
struct Row<'a> {
    measure: &'a Measure,
    field: &'a str,
    /// Of all its owners: what the measure amounts to is everybody's.
    checks: Vec<&'a Check>,
    /// Of those owners whom this person's scope reaches.
    shown: Vec<&'a Check>,
    kept: Option<&'a KeptOutcome>,
}

impl Row<'_> {
    fn owned(&self) -> Vec<Check> {
        self.checks.iter().copied().cloned().collect()
    }

    fn is_approved(&self) -> bool {
        !self.checks.is_empty() && self.checks.iter().all(|it| it.state == Standing::Approved)
    }

    fn is_consolidated(&self) -> bool {
        self.is_approved()
            && self
                .kept
                .is_some_and(|it| it.based_on == based_on(&self.owned()))
    }

    fn is_wanted(&self, state: &str) -> bool {
        let any = |state| self.shown.iter().any(|it| it.state == state);
        match state {
            "open" => any(Standing::Untouched) || any(Standing::Drafting),
            "returned" => any(Standing::Returned),
            "submitted" => any(Standing::Submitted),
            "to-consolidate" => self.is_approved() && !self.is_consolidated(),
            "consolidated" => self.is_consolidated(),
            _ => true,
        }
    }
}

fn rows<'a>(
    plan: &'a Plan,
    all: &'a [store::ListedCheck],
    within: &'a [store::ListedCheck],
    outcomes: &'a HashMap<adopted::MeasureId, KeptOutcome>,
) -> Vec<Row<'a>> {
    let field_of: HashMap<_, _> = plan
        .fields
        .iter()
        .flat_map(|field| {
            field
                .directions
                .iter()
                .flat_map(|it| &it.listings)
                .map(move |it| (it, field))
        })
        .filter(|(listing, _)| !listing.is_repeat)
        .map(|(listing, field)| (&listing.measure, field.name.as_str()))
        .collect();
    let of = |measure: &Measure, listed: &'a [store::ListedCheck]| {
        let checks = listed.iter().map(|it| &it.check);
        checks.filter(|it| it.measure == measure.id).collect()
    };
    plan.measures
        .iter()
        .map(|measure| Row {
            measure,
            field: field_of.get(&measure.id).copied().unwrap_or_default(),
            checks: of(measure, all),
            shown: of(measure, within),
            kept: outcomes.get(&measure.id),
        })
        .collect()
}

/// How the owners' checks of each field stand.
fn chart(page: &Page, plan: &Plan, rows: &[Row<'_>]) -> Chart {
    let names: Vec<String> = Standing::ALL
        .iter()
        .map(|it| page.t(&it.text_key()).into_owned())
        .collect();
    let fills = [
        Fill::Empty,
        Fill::Dots,
        Fill::Stripes,
        Fill::Grid,
        Fill::Solid,
    ];
    let count = |field: &str, state| {
        let of_field = rows
            .iter()
            .filter(|it| it.field == field)
            .flat_map(|it| &it.shown);
        u32::try_from(of_field.filter(|it| it.state == state).count()).unwrap_or(u32::MAX)
    };
    let (title, description) = (
        page.t("plan-check-chart"),
        page.t("plan-check-chart-description"),
    );
    let heading = page.t("plan-check-field");
    let bars = StackedBars {
        row_heading: &heading,
        parts: names
            .iter()
            .zip(fills)
            .map(|(name, fill)| Part { name, fill })
            .collect(),
        rows: plan
            .fields
            .iter()
            .map(|field| StackedRow {
                label: &field.name,
                note: "",
                counts: Standing::ALL
                    .iter()
                    .map(|state| count(&field.name, *state))
                    .collect(),
            })
            .collect(),
        scale: Scale::Count,
    };
    let frame = Frame {
        id: "checks",
        title: &title,
        description: &description,
        width: 760,
    };
    at_two_widths(&frame, |frame| bars.draw(frame))
}

pub(crate) async fn overview(
    State(app): State<App>,
    visit: Visit,
    Path(year): Path<i16>,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let today = app.today();
    let (cycle, plan, (all, within), outcomes) = app
        .db
        .read(async |tx| {
            let cycle = actions::cycle(tx, FiscalYear(year)).await?;
            let plan = adopted::plan(tx, &cycle.plan).await?;
            let all = store::checks_of_year(tx, cycle.year).await?;
            let scope = &visit.actor.scope;
            let within = store::checks_in_scope(tx, cycle.year, scope, today).await?;
            let outcomes = store::outcomes(tx, cycle.year).await?;
            Result::Ok((cycle, plan, (all, within), outcomes))
        })
        .await?;
    let heading = visit.page("plan-check-overview");
    let heading = heading.say(
        "plan-check-overview-of",
        &[("year", heading.fiscal_year(cycle.year).into())],
    );
    let mut page = visit
        .page_headed(heading)
        .under("/plan/cycles", "plan-check-cycles");
    page.who_can_see = Some(app.who_may(&page, OVERVIEW));
    let mut rows = rows(&plan, &all, &within, &outcomes);
    if !visit.actor.scope.is_city() {
        rows.retain(|it| !it.shown.is_empty());
    }
    let state = wanted.state.unwrap_or_default();
    let late = |check: &Check| {
        let is_open = matches!(
            check.state,
            Standing::Untouched | Standing::Drafting | Standing::Returned
        );
        !cycle.is_frozen() && is_open && cycle.draft_due_on < today
    };
    let line = |row: &Row<'_>| Line {
        href: format!("/plan/cycles/{year}/measures/{}", row.measure.id),
        key: row.measure.key.clone(),
        name: row.measure.name.clone(),
        field: row.field.to_owned(),
        cells: row
            .shown
            .iter()
            .map(|it| Cell {
                href: format!("/plan/checks/{}", it.id),
                owner: it.owner_name.clone(),
                status: Status::of(&page, it.state),
                is_late: late(it),
                has_no_unit: it.unit.is_none(),
            })
            .collect(),
        outcome: outcome_status(&page, &row.owned(), row.kept),
        axes: row
            .kept
            .map(|it| it.outcome.standing)
            .map(|it| {
                vec![
                    Status::of_progress(&page, it.progress),
                    Status::of_achievement(&page, it.achievement),
                ]
            })
            .unwrap_or_default(),
    };
    let states = [
        "",
        "open",
        "submitted",
        "returned",
        "to-consolidate",
        "consolidated",
    ]
    .map(|it| NavItem {
        href: format!("/plan/cycles/{year}?state={it}"),
        label: match it {
            "" => page.t("web-all").into_owned(),
            it => page.t(&format!("plan-check-filter-{it}")).into_owned(),
        },
        is_current: it == state,
        count: i64::try_from(rows.iter().filter(|row| row.is_wanted(it)).count()).ok(),
    });
    let agreed = rows
        .iter()
        .filter(|it| it.kept.is_none() && it.is_approved() && do_agree(&it.owned()))
        .count();
    web::render(OverviewPage {
        year,
        status: cycle_status(&page, &cycle),
        is_frozen: cycle.is_frozen(),
        draft_due: page.day(cycle.draft_due_on),
        review_due: page.day(cycle.review_due_on),
        states: states.into(),
        lines: rows
            .iter()
            .filter(|it| it.is_wanted(&state))
            .map(line)
            .collect(),
        chart: chart(&page, &plan, &rows),
        agreed,
        can_consolidate: !cycle.is_frozen() && app.may(&visit.actor, CONSOLIDATE),
        without_unit: within.iter().filter(|it| it.check.unit.is_none()).count(),
        page,
    })
}
