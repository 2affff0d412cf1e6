//! What people do to carry a measure out: load, decide, save. One transaction each.
mod activities;
mod indicators;
mod owners;
mod remarks;
mod report;
mod study;
mod tasks;
mod wording;

pub(super) use activities::{TYPED, add_activity, change_activity, drop_activity};
pub(super) use indicators::compute_measure;
pub use indicators::compute_readings;
pub(super) use indicators::{IndicatorWish, add_indicator, change_indicator, set_reading};
pub(super) use owners::{HandOver, add_owner, hand_over, resolve_mark};
pub(super) use remarks::{add_remark, answer_remark};
pub use report::{Reported, ReportedActivity, measure_of_key, report_activity};
pub(super) use study::add_step;
pub(super) use tasks::{
    TaskWish, add_task, carry_over, change_task, drop_task, move_task, set_done,
};
pub(super) use wording::revise;

use base::{Date, FiscalYear, Instant, city_date};
use db::Tx;
use gate::{Actor, Scope};
use ledger::Entry;
use web::{Error, Result};

use super::{
    model::{Carried, Revision, Subject},
    rules::{self, Part},
    store,
};
use crate::adopted::MeasureId;

/// What came of a wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Done {
    Now,
    /// Exactly this was done before: a button pressed twice.
    Already,
}

/// Who does something, and when.
#[derive(Clone, Copy)]
pub(super) struct Deed<'a> {
    pub(super) actor: &'a Actor,
    pub(super) now: Instant,
}

impl Deed<'_> {
    pub(super) fn today(&self) -> Date {
        city_date(self.now)
    }

    /// The ledger's entry about a measure.
    fn entry(&self, measure: &MeasureId) -> Entry {
        self.actor
            .entry(self.now)
            .about(ledger::Subject::new("plan_measure", measure.as_str()))
    }

    /// Keeps a deed that was done, or that had been done before.
    async fn keep(&self, tx: &mut Tx, measure: &MeasureId, done: Done) -> Result<Done> {
        let entry = self.entry(measure);
        let entry = if done == Done::Already {
            entry.with("is_repeat", true)
        } else {
            entry
        };
        ledger::write(tx, &entry).await?;
        Ok(done)
    }
}

/// Whether the person may carry out this part of the measure today.
pub(super) fn may_carry(carried: &Carried, scope: &Scope, part: Part, today: Date) -> bool {
    scope.is_city()
        || carried
            .my_owners()
            .any(|it| rules::is_carried_by(it, part, today))
}

/// The measure, if the person may carry out this part of it today.
pub(super) async fn admit(
    tx: &mut Tx,
    deed: Deed<'_>,
    measure: &MeasureId,
    part: Part,
) -> Result<Carried> {
    let (scope, today) = (&deed.actor.scope, deed.today());
    let carried = store::carried(tx, measure, scope, today).await?;
    if may_carry(&carried, scope, part, today) {
        Ok(carried)
    } else {
        Err(Error::Forbidden)
    }
}

/// As [`admit`] for a year of the plan that is not frozen.
pub(super) async fn admit_year(
    tx: &mut Tx,
    deed: Deed<'_>,
    measure: &MeasureId,
    year: FiscalYear,
) -> Result<Carried> {
    let carried = admit(tx, deed, measure, Part::Year(year)).await?;
    rules::check_year(year, carried.period, carried.state(year))?;
    Ok(carried)
}

/// A change to be kept with its reason.
struct Change<'a> {
    year: FiscalYear,
    subject: Subject,
    before: String,
    after: String,
    reason: &'a str,
}

async fn revise_measure(
    tx: &mut Tx,
    deed: Deed<'_>,
    measure: &MeasureId,
    change: Change<'_>,
) -> Result<()> {
    let revision = Revision {
        year: change.year,
        subject: change.subject,
        before: change.before,
        after: change.after,
        reason: change.reason.trim().to_owned(),
        at: deed.now,
    };
    store::add_revision(tx, measure, &revision, &deed.actor.staff).await?;
    Ok(())
}
