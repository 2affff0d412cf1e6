//! What is written. What may stand twice is said by a count of rows, never by a failed statement.
use base::{Date, FiscalYear, Instant, StaffId};
use db::{Result, Tx, params};

use crate::{
    adopted::{Line, LineKind, ListingId, MeasureId, PlanId},
    carry::model::{
        Activity, ActivityContent, ActivityId, Indicator, IndicatorContent, IndicatorId, Reading,
        Remark, RemarkId, Revision, StudyStep, StudyStepId, Task, TaskContent, TaskId,
    },
};

/// Adds a task behind the others of its year. `false` when the id is taken, or the task of last year goes on already.
pub(in crate::carry) async fn add_task(
    tx: &mut Tx,
    task: &Task,
    carried_from: Option<&TaskId>,
) -> Result<bool> {
    let position: i64 = tx
        .value(
            "select coalesce(max(position), 0) + 1 from plan_tasks where measure_id = $1 and year = $2",
            params![&task.measure, task.year],
        )
        .await?;
    let added = tx
        .execute(
            "insert into plan_tasks (id, measure_id, year, position, what, who, due_on, done_on, version, carried_from)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing",
            params![
                &task.id,
                &task.measure,
                task.year,
                position,
                &task.content.what,
                &task.content.who,
                task.content.due_on,
                task.done_on,
                task.version,
                carried_from.map(|it| it.as_str())
            ],
        )
        .await?;
    Ok(added == 1)
}

/// `false` when somebody changed it since `version`.
pub(in crate::carry) async fn change_task(
    tx: &mut Tx,
    id: &TaskId,
    version: i64,
    content: &TaskContent,
) -> Result<bool> {
    let changed = tx
        .execute(
            "update plan_tasks set what = $3, who = $4, due_on = $5, version = version + 1 where id = $1 and version = $2",
            params![id, version, &content.what, &content.who, content.due_on],
        )
        .await?;
    Ok(changed == 1)
}

/// `false` when somebody changed it since `version`.
pub(in crate::carry) async fn set_done(
    tx: &mut Tx,
    id: &TaskId,
    version: i64,
    done_on: Option<Date>,
) -> Result<bool> {
    let changed = tx
        .execute(
            "update plan_tasks set done_on = $3, version = version + 1 where id = $1 and version = $2",
            params![id, version, done_on],
        )
        .await?;
    Ok(changed == 1)
}

/// `false` when somebody changed it since `version`.
pub(in crate::carry) async fn drop_task(tx: &mut Tx, id: &TaskId, version: i64) -> Result<bool> {
    let dropped = tx
        .execute(
            "delete from plan_tasks where id = $1 and version = $2",
            params![id, version],
        )
        .await?;
    Ok(dropped == 1)
}

/// Puts the tasks of a year into this order.
pub(in crate::carry) async fn place_tasks(tx: &mut Tx, order: &[&TaskId]) -> Result<()> {
    for (position, id) in (1_i64..).zip(order) {
        tx.execute(
            "update plan_tasks set position = $2 where id = $1",
            params![*id, position],
        )
        .await?;
    }
    Ok(())
}

/// Adds an indicator behind the others of its measure, without figures. `false` when the id is taken.
pub(in crate::carry) async fn add_indicator(tx: &mut Tx, it: &Indicator) -> Result<bool> {
    let position: i64 = tx
        .value(
            "select coalesce(max(position), 0) + 1 from plan_indicators where measure_id = $1",
            params![&it.measure],
        )
        .await?;
    let content = &it.content;
    let added = tx
        .execute(
            "insert into plan_indicators
                 (id, measure_id, position, name, definition, unit, source, decimals, base_value, is_comparison, version)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing",
            params![
                &it.id,
                &it.measure,
                position,
                &content.name,
                &content.definition,
                &content.unit,
                content.source.word(),
                i64::from(content.decimals),
                content.base,
                content.is_comparison,
                it.version
            ],
        )
        .await?;
    Ok(added == 1)
}

/// `false` when somebody changed it since `version`.
pub(in crate::carry) async fn change_indicator(
    tx: &mut Tx,
    id: &IndicatorId,
    version: i64,
    content: &IndicatorContent,
) -> Result<bool> {
    let changed = tx
        .execute(
            "update plan_indicators set name = $3, definition = $4, unit = $5, source = $6, decimals = $7, base_value = $8,
                    is_comparison = $9, version = version + 1
             where id = $1 and version = $2",
            params![
                id,
                version,
                &content.name,
                &content.definition,
                &content.unit,
                content.source.word(),
                i64::from(content.decimals),
                content.base,
                content.is_comparison
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Replaces the targets of an indicator.
pub(in crate::carry) async fn keep_targets(
    tx: &mut Tx,
    id: &IndicatorId,
    targets: &[(FiscalYear, Option<i64>)],
) -> Result<()> {
    tx.execute(
        "delete from plan_targets where indicator_id = $1",
        params![id],
    )
    .await?;
    for (year, value) in targets {
        if let Some(value) = value {
            tx.execute(
                "insert into plan_targets (indicator_id, year, value) values ($1, $2, $3)",
                params![id, *year, *value],
            )
            .await?;
        }
    }
    Ok(())
}

/// Keeps the figure of a year and adds it to what was said before. `reading.version` is the one that it replaces, 0 for the
/// first; `false` when somebody kept another one in between. `by` is nobody when the program computed it.
pub(in crate::carry) async fn keep_reading(
    tx: &mut Tx,
    id: &IndicatorId,
    year: FiscalYear,
    reading: &Reading,
    by: Option<&StaffId>,
    now: Instant,
) -> Result<bool> {
    let (value, missing) = match &reading.value {
        Ok(value) => (Some(*value), None),
        Err(reason) => (None, Some(reason.as_str())),
    };
    let kept = if reading.version == 0 {
        tx.execute(
            "insert into plan_readings (indicator_id, year, value, missing, as_of, version)
             values ($1, $2, $3, $4, $5, 1) on conflict do nothing",
            params![id, year, value, missing, reading.as_of],
        )
        .await?
    } else {
        tx.execute(
            "update plan_readings set value = $3, missing = $4, as_of = $5, version = version + 1
             where indicator_id = $1 and year = $2 and version = $6",
            params![id, year, value, missing, reading.as_of, reading.version],
        )
        .await?
    };
    if kept == 0 {
        return Ok(false);
    }
    tx.execute(
        "insert into plan_reading_steps (id, indicator_id, year, value, missing, as_of, at, by_staff)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![base::fresh_id(), id, year, value, missing, reading.as_of, now, by.cloned()],
    )
    .await?;
    Ok(true)
}

/// `false` when the id is taken.
pub(in crate::carry) async fn add_activity(
    tx: &mut Tx,
    it: &Activity,
    by: &StaffId,
) -> Result<bool> {
    insert_activity(tx, it, Some(by), None).await
}

/// Adds what a capability reports. `false` when it has reported it before.
pub(in crate::carry) async fn add_report(
    tx: &mut Tx,
    it: &Activity,
    external_id: &str,
) -> Result<bool> {
    insert_activity(tx, it, None, Some(external_id)).await
}

async fn insert_activity(
    tx: &mut Tx,
    it: &Activity,
    by: Option<&StaffId>,
    external_id: Option<&str>,
) -> Result<bool> {
    let content = &it.content;
    let added = tx
        .execute(
            "insert into plan_activities
                 (id, measure_id, happened_on, title, people, note, source, entered_by, external_id, version)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing",
            params![
                &it.id,
                &it.measure,
                content.happened_on,
                &content.title,
                content.people,
                &content.note,
                &it.source,
                by.cloned(),
                external_id,
                it.version
            ],
        )
        .await?;
    Ok(added == 1)
}

/// `false` when somebody changed it since `version`.
pub(in crate::carry) async fn change_activity(
    tx: &mut Tx,
    id: &ActivityId,
    version: i64,
    content: &ActivityContent,
) -> Result<bool> {
    let changed = tx
        .execute(
            "update plan_activities set happened_on = $3, title = $4, people = $5, note = $6, version = version + 1
             where id = $1 and version = $2",
            params![id, version, content.happened_on, &content.title, content.people, &content.note],
        )
        .await?;
    Ok(changed == 1)
}

/// What was reported again, with other words or for another measure.
pub(in crate::carry) async fn change_report(tx: &mut Tx, it: &Activity) -> Result<()> {
    let content = &it.content;
    tx.execute(
        "update plan_activities set measure_id = $2, happened_on = $3, title = $4, people = $5, note = $6, version = version + 1
         where id = $1",
        params![&it.id, &it.measure, content.happened_on, &content.title, content.people, &content.note],
    )
    .await?;
    Ok(())
}

/// `false` when somebody changed it since `version`.
pub(in crate::carry) async fn drop_activity(
    tx: &mut Tx,
    id: &ActivityId,
    version: i64,
) -> Result<bool> {
    let dropped = tx
        .execute(
            "delete from plan_activities where id = $1 and version = $2",
            params![id, version],
        )
        .await?;
    Ok(dropped == 1)
}

/// `false` when the id is taken.
pub(in crate::carry) async fn add_study_step(
    tx: &mut Tx,
    id: &StudyStepId,
    measure: &MeasureId,
    step: &StudyStep,
    by: &StaffId,
) -> Result<bool> {
    let added = tx
        .execute(
            "insert into plan_study_steps (id, measure_id, stage, text, decided_on, entered_by)
             values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing",
            params![id, measure, step.stage, &step.text, step.decided_on, by],
        )
        .await?;
    Ok(added == 1)
}

/// Replaces the purposes or the contents of a listing; each line keeps its id.
pub(in crate::carry) async fn replace_lines(
    tx: &mut Tx,
    listing: &ListingId,
    kind: LineKind,
    lines: &[Line],
) -> Result<()> {
    tx.execute(
        "delete from plan_lines where listing_id = $1 and kind = $2",
        params![listing, kind.word()],
    )
    .await?;
    for (position, line) in (1_i64..).zip(lines) {
        tx.execute(
            "insert into plan_lines (id, listing_id, kind, position, text, is_study) values ($1, $2, $3, $4, $5, $6)",
            params![&line.id, listing, kind.word(), position, &line.text, line.is_study],
        )
        .await?;
    }
    Ok(())
}

pub(in crate::carry) async fn set_measure_is_study(
    tx: &mut Tx,
    id: &MeasureId,
    is_study: bool,
) -> Result<()> {
    tx.execute(
        "update plan_measures set is_study = $2 where id = $1",
        params![id, is_study],
    )
    .await?;
    Ok(())
}

/// `false` when the id is taken.
pub(in crate::carry) async fn add_remark(tx: &mut Tx, plan: &PlanId, it: &Remark) -> Result<bool> {
    let added = tx
        .execute(
            "insert into plan_remarks (id, plan_id, measure_id, text, place, entered_by, entered_at)
             values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing",
            params![
                &it.id,
                plan,
                it.measure.as_ref().map(|it| it.as_str()),
                &it.text,
                &it.place,
                &it.entered_by,
                it.entered_at
            ],
        )
        .await?;
    Ok(added == 1)
}

/// `false` when it has an answer already.
pub(in crate::carry) async fn answer_remark(
    tx: &mut Tx,
    id: &RemarkId,
    answer: &str,
    by: &StaffId,
    now: Instant,
) -> Result<bool> {
    let answered = tx
        .execute(
            "update plan_remarks set answer = $2, answered_by = $3, answered_at = $4 where id = $1 and answer is null",
            params![id, answer, by, now],
        )
        .await?;
    Ok(answered == 1)
}

pub(in crate::carry) async fn add_revision(
    tx: &mut Tx,
    measure: &MeasureId,
    it: &Revision,
    by: &StaffId,
) -> Result<()> {
    tx.execute(
        "insert into plan_revisions (id, measure_id, year, subject, before, after, reason, at, by_staff)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![base::fresh_id(), measure, it.year, it.subject, &it.before, &it.after, &it.reason, it.at, by],
    )
    .await?;
    Ok(())
}
