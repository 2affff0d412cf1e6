//! What revised files changed of the plan itself, and why.
use askama::Template;
use axum::{extract::State, response::Response};
use db::{Record, Row, Tx, params};
use gate::{App, Visit};
use web::{Page, Result};

use crate::adopted::{self, PlanId};

/// Whether there is anything to show.
pub(super) async fn exists(tx: &mut Tx, plan: &PlanId) -> db::Result<bool> {
    let found: Vec<String> = tx
        .values(
            "select id from plan_frame_revisions where plan_id = $1 limit 1",
            params![plan],
        )
        .await?;
    Ok(!found.is_empty())
}

struct FrameRevision {
    before: String,
    after: String,
    reason: String,
    at: base::Instant,
}

impl Record for FrameRevision {
    fn read(row: &Row) -> db::Result<Self> {
        Ok(Self {
            before: row.get("before")?,
            after: row.get("after")?,
            reason: row.get("reason")?,
            at: row.get("at")?,
        })
    }
}

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

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Result<Response> {
    let today = app.today();
    let found: Vec<FrameRevision> = app
        .db
        .read(async |tx| {
            let Some(plan) = adopted::current(tx, today).await? else {
                return Result::Ok(Vec::new());
            };
            Ok(tx
                .all(
                    "select before, after, reason, at from plan_frame_revisions
                     where plan_id = $1 order by at desc, id desc",
                    params![&plan.id],
                )
                .await?)
        })
        .await?;
    let page = visit
        .page("plan-browse-history")
        .under("/plan", "plan-browse-title");
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
