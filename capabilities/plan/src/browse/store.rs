//! What the plan's page shows beside the plan itself.
use std::collections::HashMap;

use base::{FiscalYear, Instant};
use db::{Record, Result, Row, Tx, params};

use crate::adopted::{MeasureId, PlanId, Standing};

struct Said(MeasureId, Standing);

impl Record for Said {
    fn read(row: &Row) -> Result<Self> {
        let standing = Standing {
            progress: row.get("progress")?,
            achievement: row.get("achievement")?,
        };
        Ok(Self(row.get("measure_id")?, standing))
    }
}

/// The latest year of a plan that was published, with what was said of each measure; `None` before the first one.
///
/// What the plan office writes before it publishes is not yet everybody's.
pub(super) async fn latest_published(
    tx: &mut Tx,
    plan: &PlanId,
) -> Result<Option<(FiscalYear, HashMap<MeasureId, Standing>)>> {
    let year: Option<FiscalYear> = tx
        .value(
            "select max(year) from plan_editions where plan_id = $1 and published_at is not null",
            params![plan],
        )
        .await?;
    let Some(year) = year else { return Ok(None) };
    let said: Vec<Said> = tx
        .all(
            "select r.measure_id, r.progress, r.achievement
             from plan_results r join plan_measures m on m.id = r.measure_id
             where m.plan_id = $1 and r.year = $2",
            params![plan, year],
        )
        .await?;
    Ok(Some((
        year,
        said.into_iter().map(|it| (it.0, it.1)).collect(),
    )))
}

/// What a revised file changed of the plan itself, and why.
pub(super) struct FrameRevision {
    pub(super) before: String,
    pub(super) after: String,
    pub(super) reason: String,
    pub(super) at: Instant,
}

impl Record for FrameRevision {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            before: row.get("before")?,
            after: row.get("after")?,
            reason: row.get("reason")?,
            at: row.get("at")?,
        })
    }
}

/// The revisions of the plan itself, the newest first.
pub(super) async fn frame_revisions(tx: &mut Tx, plan: &PlanId) -> Result<Vec<FrameRevision>> {
    tx.all(
        "select before, after, reason, at from plan_frame_revisions
         where plan_id = $1 order by at desc, id desc",
        params![plan],
    )
    .await
}

pub(super) async fn has_frame_revisions(tx: &mut Tx, plan: &PlanId) -> Result<bool> {
    let found: Option<String> = tx
        .values(
            "select id from plan_frame_revisions where plan_id = $1 limit 1",
            params![plan],
        )
        .await?
        .pop();
    Ok(found.is_some())
}
