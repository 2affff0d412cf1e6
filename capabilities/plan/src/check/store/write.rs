//! What is written. A version in the condition keeps two editors from overwriting each other.
use base::{Date, FiscalYear, Instant, StaffId, UnitCode};
use db::{Record, Result, Row, Tx, params};

use crate::{
    adopted::{Achievement, MeasureId, OwnerId, PlanId, Progress},
    check::model::{Check, CheckId, ConsultationId, Outcome, State, Step, Words},
};

/// Opens a year, or moves the due days of one that is open. `false` when it is frozen.
pub(crate) async fn open_cycle(
    tx: &mut Tx,
    plan: &PlanId,
    year: FiscalYear,
    draft_due_on: Date,
    review_due_on: Date,
    now: Instant,
) -> Result<bool> {
    let changed = tx
        .execute(
            "insert into plan_cycles (plan_id, year, opened_at, draft_due_on, review_due_on) values ($1, $2, $3, $4, $5)
             on conflict (plan_id, year) do update set draft_due_on = excluded.draft_due_on,
                 review_due_on = excluded.review_due_on
             where plan_cycles.frozen_at is null",
            params![plan, year, now, draft_due_on, review_due_on],
        )
        .await?;
    Ok(changed == 1)
}

/// Adds an untouched check for every owner who carried a measure out on any day of the year and has none yet.
pub(crate) async fn add_missing_checks(
    tx: &mut Tx,
    plan: &PlanId,
    year: FiscalYear,
) -> Result<Vec<(CheckId, Option<UnitCode>)>> {
    struct Line(MeasureId, OwnerId, Option<UnitCode>);
    impl Record for Line {
        fn read(row: &Row) -> Result<Self> {
            Ok(Self(
                row.get("measure_id")?,
                row.get("id")?,
                row.get("unit_code")?,
            ))
        }
    }
    let missing: Vec<Line> = tx
        .all(
            "select o.id, o.measure_id, o.unit_code from plan_owners o join plan_measures m on m.id = o.measure_id
             where m.plan_id = $1 and o.starts_on <= $3 and $2 < o.ends_on
               and not exists (select 1 from plan_checks c
                               where c.measure_id = o.measure_id and c.year = $4 and c.owner_id = o.id)",
            params![plan, year.first_day(), year.last_day(), year],
        )
        .await?;
    let mut added = Vec::with_capacity(missing.len());
    for Line(measure, owner, unit) in missing {
        let id = CheckId::fresh();
        tx.execute(
            "insert into plan_checks (id, measure_id, year, owner_id, state, done_text, learned_text, next_text, version)
             values ($1, $2, $3, $4, $5, '', '', '', 1)",
            params![&id, &measure, year, &owner, State::Untouched],
        )
        .await?;
        added.push((id, unit));
    }
    Ok(added)
}

/// Moves a check on. `false` when somebody else changed it since it was read.
pub(crate) async fn move_check(
    tx: &mut Tx,
    check: &Check,
    to: State,
    words: &Words,
) -> Result<bool> {
    let changed = tx
        .execute(
            "update plan_checks set state = $3, progress = $4, achievement = $5, done_text = $6, learned_text = $7,
                 next_text = $8, version = version + 1
             where id = $1 and version = $2",
            params![
                &check.id,
                check.version,
                to,
                words.progress.map(Progress::word),
                words.achievement.map(Achievement::word),
                &words.done,
                &words.learned,
                &words.next
            ],
        )
        .await?;
    Ok(changed == 1)
}

pub(crate) async fn add_step(tx: &mut Tx, check: &CheckId, step: &Step) -> Result<()> {
    tx.execute(
        "insert into plan_check_steps (id, check_id, at, by_staff, in_place_of, from_state, to_state, reason, progress,
             achievement, done_text, learned_text, next_text)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        params![
            base::fresh_id(),
            check,
            step.at,
            &step.by,
            step.in_place_of.as_ref().map(StaffId::as_str),
            step.from,
            step.to,
            &step.reason,
            step.words.progress.map(Progress::word),
            step.words.achievement.map(Achievement::word),
            &step.words.done,
            &step.words.learned,
            &step.words.next
        ],
    )
    .await?;
    Ok(())
}

/// Lets another unit answer for a check. `false` when somebody else changed the check since it was read.
pub(crate) async fn hand_over(tx: &mut Tx, check: &Check, unit: &UnitCode) -> Result<bool> {
    let changed = tx
        .execute(
            "update plan_checks set unit_code = $3, version = version + 1 where id = $1 and version = $2",
            params![&check.id, check.version, unit],
        )
        .await?;
    Ok(changed == 1)
}

/// Keeps what the plan office says. `version` is that of the outcome that was read, 0 when there was none; `false` when somebody
/// else was there first.
pub(crate) async fn keep_outcome(
    tx: &mut Tx,
    (measure, year): (&MeasureId, FiscalYear),
    outcome: &Outcome,
    based_on: i64,
    version: i64,
    by: &StaffId,
    now: Instant,
) -> Result<bool> {
    let standing = outcome.standing;
    let changed = tx
        .execute(
            "insert into plan_results (measure_id, year, progress, achievement, done_text, learned_text, next_text, reason,
                 based_on, version)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)
             on conflict (measure_id, year) do update set progress = excluded.progress,
                 achievement = excluded.achievement, done_text = excluded.done_text,
                 learned_text = excluded.learned_text, next_text = excluded.next_text, reason = excluded.reason,
                 based_on = excluded.based_on, version = plan_results.version + 1
             where plan_results.version = $10",
            params![
                measure,
                year,
                standing.progress,
                standing.achievement,
                &outcome.done,
                &outcome.learned,
                &outcome.next,
                &outcome.reason,
                based_on,
                version
            ],
        )
        .await?;
    if changed == 0 {
        return Ok(false);
    }
    tx.execute(
        "insert into plan_result_steps (id, measure_id, year, at, by_staff, progress, achievement, done_text, learned_text,
             next_text, reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        params![
            base::fresh_id(),
            measure,
            year,
            now,
            by,
            standing.progress,
            standing.achievement,
            &outcome.done,
            &outcome.learned,
            &outcome.next,
            &outcome.reason
        ],
    )
    .await?;
    Ok(true)
}

/// What another unit is asked.
#[derive(Debug, Clone)]
pub(crate) struct NewQuestion<'a> {
    pub(crate) measure: &'a MeasureId,
    pub(crate) year: FiscalYear,
    pub(crate) unit: &'a UnitCode,
    pub(crate) question: &'a str,
    pub(crate) due_on: Date,
}

pub(crate) async fn add_consultation(
    tx: &mut Tx,
    it: &NewQuestion<'_>,
    by: &StaffId,
    now: Instant,
) -> Result<ConsultationId> {
    let id = ConsultationId::fresh();
    tx.execute(
        "insert into plan_consultations (id, measure_id, year, unit_code, question, asked_by, asked_at, due_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![&id, it.measure, it.year, it.unit, it.question, by, now, it.due_on],
    )
    .await?;
    Ok(id)
}

/// `false` when it was answered or withdrawn in between.
pub(crate) async fn answer(
    tx: &mut Tx,
    id: &ConsultationId,
    text: &str,
    by: &StaffId,
    now: Instant,
) -> Result<bool> {
    let changed = tx
        .execute(
            "update plan_consultations set answer = $2, answered_by = $3, answered_at = $4
             where id = $1 and answered_at is null and withdrawn_at is null",
            params![id, text, by, now],
        )
        .await?;
    Ok(changed == 1)
}

/// `false` when it was answered or withdrawn in between.
pub(crate) async fn withdraw(tx: &mut Tx, id: &ConsultationId, now: Instant) -> Result<bool> {
    let changed = tx
        .execute(
            "update plan_consultations set withdrawn_at = $2
             where id = $1 and answered_at is null and withdrawn_at is null",
            params![id, now],
        )
        .await?;
    Ok(changed == 1)
}
