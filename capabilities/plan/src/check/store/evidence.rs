//! What shows how a measure is doing: the year's tasks, its indicators' figures, what was done, and what was said a year ago.
use base::{Date, FiscalYear};
use db::{Record, Result, Row, Tx, params};

use crate::{
    adopted::{Listing, Measure, MeasureId, measure, measure_listings},
    check::model::{Check, KeptOutcome},
};

/// 工程: what was to be done in the year.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    pub(crate) what: String,
    pub(crate) who: String,
    pub(crate) due_on: Option<Date>,
    pub(crate) done_on: Option<Date>,
}

/// An indicator with the figures of a year, in whole numbers of 10^-`decimals` units.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    pub(crate) name: String,
    pub(crate) definition: String,
    pub(crate) unit: String,
    pub(crate) decimals: u8,
    pub(crate) base: Option<i64>,
    pub(crate) target: Option<i64>,
    /// The figure of the year; missing is not zero, and `missing` may say why.
    pub(crate) value: Option<i64>,
    pub(crate) missing: Option<String>,
    pub(crate) as_of: Option<Date>,
}

/// Something that was done for the measure.
#[derive(Debug, Clone)]
pub(crate) struct Activity {
    pub(crate) happened_on: Date,
    pub(crate) title: String,
    pub(crate) people: Option<i64>,
    pub(crate) note: String,
}

/// Everything that stands beside the form.
#[derive(Debug, Clone)]
pub(crate) struct Evidence {
    pub(crate) measure: Measure,
    pub(crate) listings: Vec<Listing>,
    pub(crate) tasks: Vec<Task>,
    pub(crate) figures: Vec<Figure>,
    pub(crate) activities: Vec<Activity>,
    pub(crate) last_checks: Vec<Check>,
    pub(crate) last_outcome: Option<KeptOutcome>,
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

impl Record for Figure {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            name: row.get("name")?,
            definition: row.get("definition")?,
            unit: row.get("unit")?,
            decimals: u8::try_from(row.get::<i64>("decimals")?).unwrap_or_default(),
            base: row.get("base_value")?,
            target: row.get("target")?,
            value: row.get("value")?,
            missing: row.get("missing")?,
            as_of: row.get("as_of")?,
        })
    }
}

impl Record for Activity {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            happened_on: row.get("happened_on")?,
            title: row.get("title")?,
            people: row.get("people")?,
            note: row.get("note")?,
        })
    }
}

/// Reads it all, in a fixed number of statements.
pub(crate) async fn evidence(tx: &mut Tx, id: &MeasureId, year: FiscalYear) -> Result<Evidence> {
    let tasks = tx
        .all(
            "select what, who, due_on, done_on from plan_tasks where measure_id = $1 and year = $2 order by position",
            params![id, year],
        )
        .await?;
    let figures = tx
        .all(
            "select i.name, i.definition, i.unit, i.decimals, i.base_value, t.value as target, r.value, r.missing, r.as_of
             from plan_indicators i left join plan_targets t on t.indicator_id = i.id and t.year = $2
                  left join plan_readings r on r.indicator_id = i.id and r.year = $2
             where i.measure_id = $1 order by i.position",
            params![id, year],
        )
        .await?;
    let activities = tx
        .all(
            "select happened_on, title, people, note from plan_activities
             where measure_id = $1 and $2 <= happened_on and happened_on <= $3 order by happened_on, id",
            params![id, year.first_day(), year.last_day()],
        )
        .await?;
    Ok(Evidence {
        measure: measure(tx, id).await?,
        listings: measure_listings(tx, id).await?,
        tasks,
        figures,
        activities,
        last_checks: super::checks_of_measure(tx, id, year.previous()).await?,
        last_outcome: super::outcome(tx, id, year.previous()).await?,
    })
}
