//! What revised files changed of the plan itself, and why.
use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use base::FiscalYear;
use gate::{App, Visit};
use web::{Page, Result};

use super::{Wanted, asked_year, choice::address, chosen_plan, store};

struct HistoryView {
    at: String,
    before: String,
    after: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "browse/history.html")]
struct History {
    page: Page,
    lines: Vec<HistoryView>,
}

pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let asked = asked_year(&wanted.year)?;
    let this_year = FiscalYear::of(app.today());
    let found = app
        .db
        .read(
            async |tx| match chosen_plan(tx, asked, this_year).await?.1 {
                Some(plan) => Result::Ok(store::frame_revisions(tx, &plan).await?),
                None => Ok(Vec::new()),
            },
        )
        .await?;
    let plan = match asked {
        Some(year) => address("/plan", year),
        None => "/plan".to_owned(),
    };
    let page = visit
        .page("plan-browse-history")
        .under(plan, "plan-browse-title");
    let lines = found
        .into_iter()
        .map(|it| HistoryView {
            at: page.moment(it.at),
            before: it.before,
            after: it.after,
            reason: it.reason,
        })
        .collect();
    web::render(History { page, lines })
}
