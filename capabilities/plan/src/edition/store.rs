//! Where editions are kept, and what a year holds before it is one.
use std::collections::HashMap;

use base::{Date, FiscalYear, Instant, city_date};
use db::{Record, Result, Row, Tx, params};
use indicator::Figure;

use super::build::YearMaterial;
use super::model::{Indicator, Outcome, Revision, StudyStep, Task};
use crate::adopted::{MeasureId, OwnerId, PlanId};

base::id!(IndicatorId);

/// An edition as it was frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frozen {
    pub(super) plan: PlanId,
    pub(super) year: FiscalYear,
    pub(super) as_of: Date,
    pub(super) frozen_at: Instant,
    /// `None` as long as only the plan office can see it.
    pub(super) published_at: Option<Instant>,
    /// Canonical JSON.
    pub(super) content: String,
    pub(super) digest: String,
}

impl Record for Frozen {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            plan: row.get("plan_id")?,
            year: row.get("year")?,
            as_of: row.get("as_of")?,
            frozen_at: row.get("frozen_at")?,
            published_at: row.get("published_at")?,
            content: row.get("content")?,
            digest: row.get("digest")?,
        })
    }
}

/// One line of the list of editions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) year: FiscalYear,
    pub(super) title: String,
    pub(super) as_of: Date,
    pub(super) published_at: Option<Instant>,
    pub(super) digest: String,
}

impl Record for Listed {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            year: row.get("year")?,
            title: row.get("title")?,
            as_of: row.get("as_of")?,
            published_at: row.get("published_at")?,
            digest: row.get("digest")?,
        })
    }
}

const FROZEN: &str =
    "select plan_id, year, as_of, frozen_at, published_at, content, digest from plan_editions";

/// The edition of a year; no two plans share a year.
pub(super) async fn edition(tx: &mut Tx, year: FiscalYear) -> Result<Option<Frozen>> {
    tx.optional(&format!("{FROZEN} where year = $1"), params![year])
        .await
}

pub(super) async fn edition_of(
    tx: &mut Tx,
    plan: &PlanId,
    year: FiscalYear,
) -> Result<Option<Frozen>> {
    tx.optional(
        &format!("{FROZEN} where plan_id = $1 and year = $2"),
        params![plan, year],
    )
    .await
}

/// Every edition, the newest first.
pub(super) async fn editions(tx: &mut Tx) -> Result<Vec<Frozen>> {
    tx.all(&format!("{FROZEN} order by year desc"), params![])
        .await
}

/// The list without the contents; `is_office` also sees what is not published.
pub(super) async fn list(tx: &mut Tx, is_office: bool) -> Result<Vec<Listed>> {
    let whose = if is_office {
        ""
    } else {
        "where e.published_at is not null"
    };
    tx.all(
        &format!(
            "select e.year, p.title, e.as_of, e.published_at, e.digest
             from plan_editions e join plan_plans p on p.id = e.plan_id {whose} order by e.year desc"
        ),
        params![],
    )
    .await
}

/// One line of the list, whoever may see it.
pub(super) async fn listed(tx: &mut Tx, year: FiscalYear) -> Result<Option<Listed>> {
    tx.optional(
        "select e.year, p.title, e.as_of, e.published_at, e.digest
         from plan_editions e join plan_plans p on p.id = e.plan_id where e.year = $1",
        params![year],
    )
    .await
}

/// Years whose check was opened and is not frozen, the newest first.
pub(super) async fn open_years(tx: &mut Tx) -> Result<Vec<FiscalYear>> {
    tx.values(
        "select year from plan_cycles where frozen_at is null order by year desc",
        params![],
    )
    .await
}

/// Whether the year's check was opened.
pub(super) async fn is_opened(tx: &mut Tx, plan: &PlanId, year: FiscalYear) -> Result<bool> {
    let found: i64 = tx
        .value(
            "select count(*) from plan_cycles where plan_id = $1 and year = $2",
            params![plan, year],
        )
        .await?;
    Ok(found > 0)
}

/// Keeps the edition and closes the year. `false` when it was frozen before.
pub(super) async fn freeze(tx: &mut Tx, it: &Frozen) -> Result<bool> {
    let added = tx
        .execute(
            "insert into plan_editions (plan_id, year, as_of, frozen_at, published_at, content, digest)
             values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
            params![&it.plan, it.year, it.as_of, it.frozen_at, it.published_at, &it.content, &it.digest],
        )
        .await?;
    tx.execute(
        "update plan_cycles set frozen_at = $3 where plan_id = $1 and year = $2 and frozen_at is null",
        params![&it.plan, it.year, it.frozen_at],
    )
    .await?;
    Ok(added > 0)
}

/// `false` when it was published before, or there is none.
pub(super) async fn publish(tx: &mut Tx, year: FiscalYear, at: Instant) -> Result<bool> {
    let done = tx
        .execute(
            "update plan_editions set published_at = $2 where year = $1 and published_at is null",
            params![year, at],
        )
        .await?;
    Ok(done > 0)
}

/// The state of each owner's check in a year.
pub(super) async fn check_states(
    tx: &mut Tx,
    plan: &PlanId,
    year: FiscalYear,
) -> Result<HashMap<OwnerId, String>> {
    struct State(OwnerId, String);
    impl Record for State {
        fn read(row: &Row) -> Result<Self> {
            Ok(Self(row.get("owner_id")?, row.get("state")?))
        }
    }
    let states: Vec<State> = tx
        .all(
            "select c.owner_id, c.state from plan_checks c join plan_measures m on m.id = c.measure_id
             where m.plan_id = $1 and c.year = $2",
            params![plan, year],
        )
        .await?;
    Ok(states.into_iter().map(|it| (it.0, it.1)).collect())
}

/// Keeps the figure that the program computed for a year.
pub(super) async fn keep_reading(
    tx: &mut Tx,
    indicator: &IndicatorId,
    year: FiscalYear,
    figure: &Figure,
) -> Result<()> {
    tx.execute(
        "insert into plan_readings (indicator_id, year, value, missing, as_of) values ($1, $2, $3, $4, $5)
         on conflict (indicator_id, year)
         do update set value = excluded.value, missing = excluded.missing, as_of = excluded.as_of",
        params![indicator, year, figure.value, figure.missing.map(|it| it.word()), figure.as_of],
    )
    .await?;
    Ok(())
}

/// A row and the measure that it belongs to.
struct Of<T>(MeasureId, T);

impl<T: Record> Record for Of<T> {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self(row.get("measure_id")?, T::read(row)?))
    }
}

fn by_measure<T>(rows: Vec<Of<T>>) -> HashMap<MeasureId, Vec<T>> {
    let mut found: HashMap<MeasureId, Vec<T>> = HashMap::new();
    for Of(measure, it) in rows {
        found.entry(measure).or_default().push(it);
    }
    found
}

impl Record for Task {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            what: row.get("what")?,
            who: row.get("who")?,
            due_on: row.get("due_on")?,
            done_on: row.get("done_on")?,
        })
    }
}

impl Record for StudyStep {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            stage: row.get("stage")?,
            text: row.get("text")?,
            decided_on: row.get("decided_on")?,
        })
    }
}

impl Record for Outcome {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            progress: row.get("progress")?,
            achievement: row.get("achievement")?,
            done: row.get("done_text")?,
            learned: row.get("learned_text")?,
            next: row.get("next_text")?,
        })
    }
}

impl Record for Revision {
    fn read(row: &Row) -> Result<Self> {
        let at: Instant = row.get("at")?;
        Ok(Self {
            measure: row.get("measure_id")?,
            key: row.get("key")?,
            name: row.get("name")?,
            subject: row.get("subject")?,
            before: row.get("before")?,
            after: row.get("after")?,
            reason: row.get("reason")?,
            on: city_date(at),
        })
    }
}

/// An indicator with its figure, its id, and its measure.
pub(super) struct IndicatorRow {
    pub(super) id: IndicatorId,
    pub(super) measure: MeasureId,
    pub(super) indicator: Indicator,
}

impl Record for IndicatorRow {
    fn read(row: &Row) -> Result<Self> {
        let decimals: i64 = row.get("decimals")?;
        Ok(Self {
            id: row.get("id")?,
            measure: row.get("measure_id")?,
            indicator: Indicator {
                name: row.get("name")?,
                definition: row.get("definition")?,
                unit: row.get("unit")?,
                source: row.get("source")?,
                source_version: None,
                decimals: u8::try_from(decimals).unwrap_or_default(),
                base: row.get("base_value")?,
                target: row.get("target")?,
                value: row.get("value")?,
                missing: row.get("missing")?,
                as_of: row.get("as_of")?,
            },
        })
    }
}

/// The indicators of a plan with what is recorded for a year.
pub(super) async fn indicators(
    tx: &mut Tx,
    plan: &PlanId,
    year: FiscalYear,
) -> Result<Vec<IndicatorRow>> {
    tx.all(
        "select i.id, i.measure_id, i.name, i.definition, i.unit, i.source, i.decimals, i.base_value,
                t.value as target, r.value, r.missing, r.as_of
         from plan_indicators i
         join plan_measures m on m.id = i.measure_id
         left join plan_targets t on t.indicator_id = i.id and t.year = $2
         left join plan_readings r on r.indicator_id = i.id and r.year = $2
         where m.plan_id = $1 order by i.measure_id, i.position",
        params![plan, year],
    )
    .await
}

/// What the plan office said of each measure.
pub(super) async fn outcomes(
    tx: &mut Tx,
    plan: &PlanId,
    year: FiscalYear,
) -> Result<HashMap<MeasureId, Outcome>> {
    let rows: Vec<Of<Outcome>> = tx
        .all(
            "select r.measure_id, r.progress, r.achievement, r.done_text, r.learned_text, r.next_text
             from plan_results r join plan_measures m on m.id = r.measure_id where m.plan_id = $1 and r.year = $2",
            params![plan, year],
        )
        .await?;
    Ok(rows.into_iter().map(|it| (it.0, it.1)).collect())
}

/// Tasks, activities, study steps, results, and the revisions after `since`; indicators are left to the caller.
pub(super) async fn material(
    tx: &mut Tx,
    plan: &PlanId,
    year: FiscalYear,
    as_of: Date,
    since: Option<Instant>,
) -> Result<YearMaterial> {
    let tasks: Vec<Of<Task>> = tx
        .all(
            "select t.measure_id, t.what, t.who, t.due_on, t.done_on
             from plan_tasks t join plan_measures m on m.id = t.measure_id
             where m.plan_id = $1 and t.year = $2 order by t.measure_id, t.position, t.id",
            params![plan, year],
        )
        .await?;
    let activities: Vec<Of<Count>> = tx
        .all(
            "select a.measure_id, count(*) as count
             from plan_activities a join plan_measures m on m.id = a.measure_id
             where m.plan_id = $1 and $2 <= a.happened_on and a.happened_on <= $3 group by a.measure_id",
            params![plan, year.first_day(), as_of.min(year.last_day())],
        )
        .await?;
    let study: Vec<Of<StudyStep>> = tx
        .all(
            "select s.measure_id, s.stage, s.text, s.decided_on
             from plan_study_steps s join plan_measures m on m.id = s.measure_id
             where m.plan_id = $1 and s.decided_on <= $2 order by s.measure_id, s.decided_on, s.id",
            params![plan, as_of],
        )
        .await?;
    let revisions = tx
        .all(
            "select r.measure_id, m.key, m.name, r.subject, r.before, r.after, r.reason, r.at, r.id
             from plan_revisions r join plan_measures m on m.id = r.measure_id
             where m.plan_id = $1 and $2 < r.at
             union all
             select null, '', '', 'frame', f.before, f.after, f.reason, f.at, f.id
             from plan_frame_revisions f where f.plan_id = $1 and $2 < f.at
             order by at, id",
            params![plan, since.map(db::instant_text).unwrap_or_default()],
        )
        .await?;
    Ok(YearMaterial {
        tasks: by_measure(tasks),
        indicators: HashMap::new(),
        activities: activities.into_iter().map(|it| (it.0, it.1.0)).collect(),
        study: by_measure(study),
        outcomes: outcomes(tx, plan, year).await?,
        revisions,
    })
}

struct Count(i64);

impl Record for Count {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self(row.get("count")?))
    }
}
