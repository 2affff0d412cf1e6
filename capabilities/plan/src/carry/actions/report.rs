//! The front door for other capabilities: what they do is the evidence of the plan.
use base::{Date, FiscalYear};
use db::{Result, Tx};
use gate::Scope;

use crate::{
    adopted::MeasureId,
    carry::{
        model::{Activity, ActivityContent, ActivityId, YearState},
        store,
    },
};

/// Something that another capability did for a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedActivity<'a> {
    pub measure: &'a MeasureId,
    /// The capability: `learning`. Never `typed`.
    pub source: &'a str,
    /// The capability's own name for it, such as the id of a course run.
    pub external_id: &'a str,
    pub happened_on: Date,
    pub title: &'a str,
    /// How many took part, if anybody counted. A group of fewer than ten is the reporter's to hide.
    pub people: Option<i64>,
    pub note: &'a str,
}

/// What came of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reported {
    New,
    /// It was known and is changed.
    Changed,
    /// It was known as it is.
    Known,
    /// The year is frozen, or the plan does not run in it: nothing is kept.
    Closed,
}

/// Keeps what a capability did for a measure. Reported again under the same `source` and `external_id`, it is changed, never doubled.
///
/// Belongs into the transaction of the deed itself, whose entry in the ledger stands for it.
pub async fn report_activity(tx: &mut Tx, report: &ReportedActivity<'_>) -> Result<Reported> {
    let known = store::existing_report(tx, report.source, report.external_id).await?;
    let activity = Activity {
        id: known
            .as_ref()
            .map_or_else(ActivityId::fresh, |it| it.id.clone()),
        measure: report.measure.clone(),
        content: ActivityContent {
            happened_on: report.happened_on,
            title: report.title.to_owned(),
            people: report.people,
            note: report.note.to_owned(),
        },
        source: report.source.to_owned(),
        version: 1,
    };
    if !is_open(tx, report.measure, report.happened_on).await? {
        return Ok(Reported::Closed);
    }
    match known {
        Some(known) if known.measure == activity.measure && known.content == activity.content => {
            Ok(Reported::Known)
        }
        Some(known) if !is_open(tx, &known.measure, known.content.happened_on).await? => {
            Ok(Reported::Closed)
        }
        Some(_) => {
            store::change_report(tx, &activity).await?;
            Ok(Reported::Changed)
        }
        // Whoever was faster has reported the same.
        None if !store::add_report(tx, &activity, report.external_id).await? => Ok(Reported::Known),
        None => Ok(Reported::New),
    }
}

async fn is_open(tx: &mut Tx, measure: &MeasureId, day: Date) -> Result<bool> {
    let year = FiscalYear::of(day);
    let carried = store::carried(tx, measure, &Scope::NOBODY, day).await?;
    Ok(carried.period.contains(year) && carried.state(year) != YearState::Frozen)
}

/// The measure that the plan of a year lists under a key such as `2-2-1`; a repeat leads to the measure that it repeats.
pub async fn measure_of_key(tx: &mut Tx, year: FiscalYear, key: &str) -> Result<Option<MeasureId>> {
    store::measure_of_key(tx, year, key).await
}
