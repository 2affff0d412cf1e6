//! 活動実績 that owners type themselves.
use base::FiscalYear;
use db::Tx;
use web::{Error, Result};

use super::{Deed, Done, admit_year, may_carry};
use crate::{
    adopted::MeasureId,
    carry::{
        model::{Activity, ActivityContent, ActivityId},
        rules::{self, Part, Refusal},
        store,
    },
};

/// The source of what people type.
pub(in crate::carry) const TYPED: &str = "typed";

/// Whether the person may say this of the measure.
///
/// Whoever carries out some year of it, but not the one in which the day lies, is told so at the day: it may be a slip of the
/// finger. Everybody else has no business here.
async fn admitted(
    tx: &mut Tx,
    deed: Deed<'_>,
    measure: &MeasureId,
    content: &ActivityContent,
) -> Result<()> {
    let (scope, today) = (&deed.actor.scope, deed.today());
    let carried = store::carried(tx, measure, scope, today).await?;
    let may = |year| may_carry(&carried, scope, Part::Year(year), today);
    if !carried.period.iter().any(may) {
        return Err(Error::Forbidden);
    }
    let ActivityContent {
        happened_on,
        title,
        people,
        note,
    } = content;
    rules::check_activity(*happened_on, title, *people, note, carried.period, today)?;
    let year = FiscalYear::of(*happened_on);
    if !may(year) {
        return Err(Refusal::NotYourYear(*happened_on).into());
    }
    Ok(rules::check_year(
        year,
        carried.period,
        carried.state(year),
    )?)
}

/// Adds an activity under an id that the form brought.
pub(in crate::carry) async fn add_activity(
    tx: &mut Tx,
    deed: Deed<'_>,
    measure: &MeasureId,
    id: &ActivityId,
    content: &ActivityContent,
) -> Result<Done> {
    admitted(tx, deed, measure, content).await?;
    let activity = Activity {
        id: id.clone(),
        measure: measure.clone(),
        content: content.clone(),
        source: TYPED.to_owned(),
        version: 1,
    };
    if store::add_activity(tx, &activity, &deed.actor.staff).await? {
        return deed.keep(tx, measure, Done::Now).await;
    }
    let is_same = store::activity(tx, id)
        .await?
        .is_some_and(|it| it.measure == *measure && it.content == *content);
    if is_same {
        deed.keep(tx, measure, Done::Already).await
    } else {
        Err(Refusal::AlreadySent.into())
    }
}

/// A typed activity in a year that the person may still carry out.
async fn own(tx: &mut Tx, deed: Deed<'_>, id: &ActivityId) -> Result<Activity> {
    let activity = store::activity(tx, id).await?.ok_or(Error::NotFound)?;
    admit_year(
        tx,
        deed,
        &activity.measure,
        FiscalYear::of(activity.content.happened_on),
    )
    .await?;
    if activity.source != TYPED {
        return Err(Refusal::Reported.into());
    }
    Ok(activity)
}

/// Changes a typed activity. `Stale` when somebody else changed it since `version`.
pub(in crate::carry) async fn change_activity(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &ActivityId,
    version: i64,
    content: &ActivityContent,
) -> Result<Done> {
    let activity = own(tx, deed, id).await?;
    admitted(tx, deed, &activity.measure, content).await?;
    if activity.content == *content {
        return deed.keep(tx, &activity.measure, Done::Already).await;
    }
    if !store::change_activity(tx, id, version, content).await? {
        return Err(Error::Stale);
    }
    deed.keep(tx, &activity.measure, Done::Now).await
}

/// Takes out a typed activity that was entered by mistake.
pub(in crate::carry) async fn drop_activity(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &ActivityId,
    version: i64,
) -> Result<Activity> {
    let activity = own(tx, deed, id).await?;
    if !store::drop_activity(tx, id, version).await? {
        return Err(Error::Stale);
    }
    deed.keep(tx, &activity.measure, Done::Now).await?;
    Ok(activity)
}
