//! The plan as adopted, for every member of staff: fields, directions, listings, and how far each measure is.
mod choice;
mod history;
mod picture;
mod store;
mod view;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use base::FiscalYear;
use db::Tx;
use gate::{Action, App, NavEntry, Route, Visit};
use serde::Deserialize;
use web::{Error, Page, Result};

use crate::{
    adopted::{self, Plan, PlanId},
    import::IMPORT,
};

/// Reading the adopted plan.
pub(crate) const READ: Action = Action("plan.read");

pub(crate) const NAV: NavEntry = NavEntry {
    href: "/plan",
    label_key: "plan-browse-title",
    action: READ,
    place: 30,
};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/plan", READ, show),
        Route::get("/plan/history", READ, history::show),
    ]
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    /// Any year of the plan that is looked at; empty for the one that runs.
    #[serde(default)]
    year: String,
    #[serde(default)]
    field: String,
    #[serde(default)]
    owner: String,
    #[serde(default)]
    progress: String,
    #[serde(default)]
    q: String,
}

impl Wanted {
    /// Whether listings are left out, of whichever plan.
    fn is_filtered(&self) -> bool {
        [&self.field, &self.owner, &self.progress, &self.q]
            .iter()
            .any(|it| !it.trim().is_empty())
    }
}

#[derive(Template)]
#[template(path = "browse/none.html")]
struct NoPlan {
    page: Page,
    may_import: bool,
}

/// The year that an address asks for; `NotFound` when it is none.
fn asked_year(wanted: &str) -> Result<Option<FiscalYear>> {
    match wanted.trim() {
        "" => Ok(None),
        year => match year.parse() {
            Ok(year) => Ok(Some(FiscalYear(year))),
            Err(_) => Err(Error::NotFound),
        },
    }
}

/// The adopted plans without their trees, and the one among them that was asked for; `NotFound` for a year without a plan.
async fn chosen_plan(
    tx: &mut Tx,
    asked: Option<FiscalYear>,
    this_year: FiscalYear,
) -> Result<(Vec<Plan>, Option<PlanId>)> {
    let plans = adopted::plans(tx).await?;
    let chosen = choice::chosen(&plans, asked, this_year).map(|it| it.id.clone());
    if asked.is_some() && chosen.is_none() {
        return Err(Error::NotFound);
    }
    Ok((plans, chosen))
}

async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let today = app.today();
    let asked = asked_year(&wanted.year)?;
    let found = app
        .db
        .read(async |tx| {
            let (plans, chosen) = chosen_plan(tx, asked, FiscalYear::of(today)).await?;
            let Some(chosen) = chosen else {
                return Result::Ok(None);
            };
            // Purposes and contents are not shown here, only searched.
            let plan = match wanted.q.trim() {
                "" => adopted::outline(tx, &chosen).await?,
                _ => adopted::plan(tx, &chosen).await?,
            };
            let published = store::latest_published(tx, &chosen).await?;
            let has_history = store::has_frame_revisions(tx, &chosen).await?;
            Ok(Some((plans, plan, published, has_history)))
        })
        .await?;
    let may_import = app.may(&visit.actor, IMPORT);
    match found {
        Some((plans, plan, published, has_history)) => {
            let page = visit.page_headed(plan.title.clone());
            let mut shown = view::plan_page(page, &plan, published, &wanted, today);
            shown.tabs = view::tabs(&shown.page, &plans, &plan, FiscalYear::of(today));
            shown.may_import = may_import;
            shown.has_history = has_history;
            web::render(shown)
        }
        None => web::render(NoPlan {
            page: visit.page("plan-browse-title"),
            may_import,
        }),
    }
}
