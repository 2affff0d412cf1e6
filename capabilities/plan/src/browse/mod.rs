//! The plan as adopted, for every member of staff: fields, directions, listings, and how far each measure is.
mod history;
mod picture;
mod view;

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use base::FiscalYear;
use db::{Record, Row, Tx, params};
use gate::{Action, App, NavEntry, Route, Visit};
use serde::Deserialize;
use web::{Page, Result};

use crate::{
    adopted::{self, MeasureId, PlanId, Standing},
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

/// What the plan office said of a measure in a year.
struct Checked {
    measure: MeasureId,
    year: FiscalYear,
    standing: Standing,
}

impl Record for Checked {
    fn read(row: &Row) -> db::Result<Self> {
        Ok(Self {
            measure: row.get("measure_id")?,
            year: row.get("year")?,
            standing: Standing {
                progress: row.get("progress")?,
                achievement: row.get("achievement")?,
            },
        })
    }
}

async fn results(tx: &mut Tx, plan: &PlanId, year: FiscalYear) -> db::Result<Vec<Checked>> {
    tx.all(
        "select r.measure_id, r.year, r.progress, r.achievement
         from plan_results r join plan_measures m on m.id = r.measure_id
         where m.plan_id = $1 and r.year <= $2 and $3 <= r.year",
        params![plan, year, year.previous()],
    )
    .await
}

/// The year to show, and its results: this year as soon as it has any, else the year before. A day after the plan shows its last year.
fn shown_year(found: Vec<Checked>, year: FiscalYear) -> (FiscalYear, HashMap<MeasureId, Standing>) {
    let has_this_year = found.iter().any(|it| it.year == year);
    let shown = if has_this_year { year } else { year.previous() };
    let standings: HashMap<_, _> = found
        .into_iter()
        .filter(|it| it.year == shown)
        .map(|it| (it.measure, it.standing))
        .collect();
    let shown = if standings.is_empty() { year } else { shown };
    (shown, standings)
}

async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let today = app.today();
    let found = app
        .db
        .read(async |tx| {
            let Some(plan) = adopted::current(tx, today).await? else {
                return Result::Ok(None);
            };
            let year = FiscalYear::of(today)
                .max(plan.period.first())
                .min(plan.period.last());
            let results = results(tx, &plan.id, year).await?;
            let has_history = history::exists(tx, &plan.id).await?;
            Ok(Some((plan, shown_year(results, year), has_history)))
        })
        .await?;
    let may_import = app.may(&visit.actor, IMPORT);
    match found {
        Some((plan, (year, standings), has_history)) => {
            let page = visit.page_headed(plan.title.clone());
            let mut shown = view::plan_page(page, &plan, (year, &standings), &wanted, today);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adopted::Progress;

    fn result(measure: &str, year: i16) -> Checked {
        Checked {
            measure: MeasureId(measure.into()),
            year: FiscalYear(year),
            standing: Standing {
                progress: Progress::UnderWay,
                achievement: adopted::Achievement::Partly,
            },
        }
    }

    #[test]
    fn this_year_shows_as_soon_as_it_has_a_result() {
        let (year, standings) =
            shown_year(vec![result("a", 2025), result("b", 2026)], FiscalYear(2026));
        assert_eq!((year, standings.len()), (FiscalYear(2026), 1));
    }

    #[test]
    fn before_that_last_years_results_show() {
        let (year, standings) = shown_year(vec![result("a", 2025)], FiscalYear(2026));
        assert_eq!((year, standings.len()), (FiscalYear(2025), 1));
    }

    #[test]
    fn without_any_result_it_is_this_year() {
        assert_eq!(shown_year(Vec::new(), FiscalYear(2026)).0, FiscalYear(2026));
    }
}
