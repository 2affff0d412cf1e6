//! What belongs to a year: tasks, figures, activities.
use base::{Date, FiscalYear};
use db::{Record, Result, Row, Tx, params};

use crate::{
    adopted::MeasureId,
    carry::model::{
        Activity, ActivityContent, ActivityId, Indicator, IndicatorContent, IndicatorId, Reading,
        Source, Task, TaskContent, TaskId, YearFigures,
    },
};

impl Record for Task {
    fn read(row: &Row) -> Result<Self> {
        let carried_from: Option<String> = row.get("carried_from")?;
        Ok(Self {
            id: row.get("id")?,
            measure: row.get("measure_id")?,
            year: row.get("year")?,
            content: TaskContent {
                what: row.get("what")?,
                who: row.get("who")?,
                due_on: row.get("due_on")?,
            },
            done_on: row.get("done_on")?,
            version: row.get("version")?,
            is_carried: carried_from.is_some(),
        })
    }
}

const TASK: &str = "select id, measure_id, year, what, who, due_on, done_on, version, carried_from from plan_tasks";

/// The tasks of a measure in a year, in their order.
pub(in crate::carry) async fn tasks(
    tx: &mut Tx,
    measure: &MeasureId,
    year: FiscalYear,
) -> Result<Vec<Task>> {
    let sql = format!("{TASK} where measure_id = $1 and year = $2 order by position, id");
    tx.all(&sql, params![measure, year]).await
}

pub(in crate::carry) async fn task(tx: &mut Tx, id: &TaskId) -> Result<Option<Task>> {
    tx.optional(&format!("{TASK} where id = $1"), params![id])
        .await
}

/// An indicator, and a figure of one of its years.
struct IndicatorRow(Indicator, Option<YearFigures>);

impl Record for IndicatorRow {
    fn read(row: &Row) -> Result<Self> {
        let indicator = Indicator {
            id: row.get("id")?,
            measure: row.get("measure_id")?,
            content: IndicatorContent {
                name: row.get("name")?,
                definition: row.get("definition")?,
                unit: row.get("unit")?,
                source: Source::of_word(row.get("source")?),
                decimals: u8::try_from(row.get::<i64>("decimals")?).unwrap_or_default(),
                is_comparison: row.get("is_comparison")?,
                base: row.get("base_value")?,
            },
            version: row.get("version")?,
            years: Vec::new(),
        };
        let year: Option<FiscalYear> = row.get("figure_year")?;
        let figures = match year {
            Some(year) => Some(year_figures(row, year)?),
            None => None,
        };
        Ok(Self(indicator, figures))
    }
}

fn year_figures(row: &Row, year: FiscalYear) -> Result<YearFigures> {
    let as_of: Option<Date> = row.get("as_of")?;
    let reading = match as_of {
        Some(as_of) => {
            let value: Option<i64> = row.get("value")?;
            let missing: Option<String> = row.get("missing")?;
            Some(Reading {
                value: value.ok_or(missing.unwrap_or_default()),
                as_of,
                version: row.get("reading_version")?,
            })
        }
        None => None,
    };
    Ok(YearFigures {
        year,
        target: row.get("target")?,
        reading,
    })
}

const INDICATOR: &str = "select i.id, i.measure_id, i.name, i.definition, i.unit, i.source, i.decimals, i.is_comparison,
        i.base_value, i.version, y.year as figure_year, t.value as target, r.value, r.missing, r.as_of,
        r.version as reading_version
    from plan_indicators i
    left join (select indicator_id, year from plan_targets union select indicator_id, year from plan_readings) y
         on y.indicator_id = i.id
    left join plan_targets t on t.indicator_id = i.id and t.year = y.year
    left join plan_readings r on r.indicator_id = i.id and r.year = y.year";

fn with_years(rows: Vec<IndicatorRow>) -> Vec<Indicator> {
    let mut indicators: Vec<Indicator> = Vec::new();
    for IndicatorRow(row, figures) in rows {
        if indicators.last().is_none_or(|it| it.id != row.id) {
            indicators.push(row);
        }
        if let Some(last) = indicators.last_mut() {
            last.years.extend(figures);
        }
    }
    indicators
}

/// The indicators of a measure with the figures of all years, in one statement.
pub(in crate::carry) async fn indicators(
    tx: &mut Tx,
    measure: &MeasureId,
) -> Result<Vec<Indicator>> {
    let sql = format!("{INDICATOR} where i.measure_id = $1 order by i.position, y.year");
    Ok(with_years(tx.all(&sql, params![measure]).await?))
}

pub(in crate::carry) async fn indicator(
    tx: &mut Tx,
    id: &IndicatorId,
) -> Result<Option<Indicator>> {
    let sql = format!("{INDICATOR} where i.id = $1 order by y.year");
    Ok(with_years(tx.all(&sql, params![id]).await?).pop())
}

impl Record for Activity {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            measure: row.get("measure_id")?,
            content: ActivityContent {
                happened_on: row.get("happened_on")?,
                title: row.get("title")?,
                people: row.get("people")?,
                note: row.get("note")?,
            },
            source: row.get("source")?,
            version: row.get("version")?,
        })
    }
}

const ACTIVITY: &str =
    "select id, measure_id, happened_on, title, people, note, source, version from plan_activities";

/// What was done for a measure in a year, in order of time.
pub(in crate::carry) async fn activities(
    tx: &mut Tx,
    measure: &MeasureId,
    year: FiscalYear,
) -> Result<Vec<Activity>> {
    let sql = format!(
        "{ACTIVITY} where measure_id = $1 and $2 <= happened_on and happened_on <= $3 order by happened_on, id"
    );
    tx.all(&sql, params![measure, year.first_day(), year.last_day()])
        .await
}

pub(in crate::carry) async fn activity(tx: &mut Tx, id: &ActivityId) -> Result<Option<Activity>> {
    tx.optional(&format!("{ACTIVITY} where id = $1"), params![id])
        .await
}

/// What a capability reported under its own name for it.
pub(in crate::carry) async fn existing_report(
    tx: &mut Tx,
    source: &str,
    external_id: &str,
) -> Result<Option<Activity>> {
    tx.optional(
        &format!("{ACTIVITY} where source = $1 and external_id = $2"),
        params![source, external_id],
    )
    .await
}
