//! Indicators, their targets and the figures of their years.
use base::{Date, FiscalYear, city_date};
use db::Tx;
use indicator::{Figure, Missing, Registry};
use web::{Error, Result};

use super::{Change, Deed, Done, admit, admit_year, revise_measure};
use crate::{
    adopted::MeasureId,
    carry::{
        figure::{BASE_LINE, figure_text},
        model::{
            Carried, Indicator, IndicatorContent, IndicatorId, Reading, Source, Subject,
            YearFigures, YearState,
        },
        rules::{self, Part, Refusal},
        store,
    },
};

/// What an indicator is to say, its targets, and why it changes.
#[derive(Debug, Clone)]
pub(in crate::carry) struct IndicatorWish {
    pub(in crate::carry) content: IndicatorContent,
    /// One for each year of the plan.
    pub(in crate::carry) targets: Vec<(FiscalYear, Option<i64>)>,
    pub(in crate::carry) reason: String,
}

/// An indicator as revisions keep it, a line for each thing it says; `described_in_words` words the base value and the years.
fn described(content: &IndicatorContent, targets: &[(FiscalYear, Option<i64>)]) -> String {
    let figure = |it: i64| format!("{}{}", figure_text(it, content.decimals), content.unit);
    let head = [content.name.clone(), content.definition.clone()]
        .into_iter()
        .filter(|it| !it.is_empty());
    let base = content
        .base
        .map(|it| format!("{BASE_LINE}: {}", figure(it)));
    let targets = targets
        .iter()
        .filter_map(|(year, it)| it.map(|it| format!("{}: {}", year.year(), figure(it))));
    head.chain(base)
        .chain(targets)
        .collect::<Vec<_>>()
        .join("\n")
}

fn check_content(
    content: &IndicatorContent,
    registry: &Registry,
) -> std::result::Result<(), Refusal> {
    rules::check_line("name", &content.name)?;
    rules::check_text("definition", &content.definition)?;
    rules::check_line("unit", &content.unit)?;
    match &content.source {
        Source::Computed(name) if registry.get(name).is_none() => Err(Refusal::UnknownSource),
        _ => Ok(()),
    }
}

/// Whether a change of an indicator is a revision: from the first opened check on it is, for the goal would move.
fn state_of_plan(carried: &Carried) -> YearState {
    if carried.checked.is_empty() {
        YearState::Planning
    } else {
        YearState::Opened
    }
}

/// Adds an indicator under an id that the form brought.
pub(in crate::carry) async fn add_indicator(
    tx: &mut Tx,
    deed: Deed<'_>,
    measure: &MeasureId,
    id: &IndicatorId,
    wish: &IndicatorWish,
    registry: &Registry,
) -> Result<Done> {
    let carried = admit(tx, deed, measure, Part::Whole).await?;
    check_content(&wish.content, registry)?;
    check_targets(&carried, &[], &wish.targets)?;
    let is_revision = rules::is_revision(state_of_plan(&carried), &wish.reason)?;
    let indicator = Indicator {
        id: id.clone(),
        measure: measure.clone(),
        content: wish.content.clone(),
        version: 1,
        years: Vec::new(),
    };
    if !store::add_indicator(tx, &indicator).await? {
        let is_same = store::indicator(tx, id).await?.is_some_and(|it| {
            let has_target =
                |(year, target): &(FiscalYear, Option<i64>)| it.target(*year) == *target;
            it.measure == *measure
                && it.content == wish.content
                && wish.targets.iter().all(has_target)
        });
        if !is_same {
            return Err(Refusal::AlreadySent.into());
        }
        return deed.keep(tx, measure, Done::Already).await;
    }
    store::keep_targets(tx, id, &wish.targets).await?;
    if is_revision {
        let change = Change {
            year: FiscalYear::of(deed.today()),
            subject: Subject::Indicator,
            before: String::new(),
            after: described(&wish.content, &wish.targets),
            reason: &wish.reason,
        };
        revise_measure(tx, deed, measure, change).await?;
    }
    deed.keep(tx, measure, Done::Now).await
}

/// The target of a frozen year stands.
fn check_targets(
    carried: &Carried,
    before: &[YearFigures],
    targets: &[(FiscalYear, Option<i64>)],
) -> std::result::Result<(), Refusal> {
    for (year, target) in targets {
        let was = before
            .iter()
            .find(|it| it.year == *year)
            .and_then(|it| it.target);
        if was != *target {
            rules::check_year(*year, carried.period, carried.state(*year))?;
        }
    }
    Ok(())
}

/// Changes an indicator and its targets. `Stale` when somebody else changed it since `version`.
pub(in crate::carry) async fn change_indicator(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &IndicatorId,
    version: i64,
    wish: &IndicatorWish,
    registry: &Registry,
) -> Result<Done> {
    let indicator = store::indicator(tx, id).await?.ok_or(Error::NotFound)?;
    let carried = admit(tx, deed, &indicator.measure, Part::Whole).await?;
    check_content(&wish.content, registry)?;
    check_targets(&carried, &indicator.years, &wish.targets)?;
    let has_readings = indicator.years.iter().any(|it| it.reading.is_some());
    if has_readings && indicator.content.decimals != wish.content.decimals {
        return Err(Refusal::DecimalsInUse.into());
    }
    let targets: Vec<_> = wish
        .targets
        .iter()
        .map(|(year, _)| (*year, indicator.target(*year)))
        .collect();
    if indicator.content == wish.content && targets == wish.targets {
        return deed.keep(tx, &indicator.measure, Done::Already).await;
    }
    let is_revision = rules::is_revision(state_of_plan(&carried), &wish.reason)?;
    rules::check_text("reason", &wish.reason)?;
    if !store::change_indicator(tx, id, version, &wish.content).await? {
        return Err(Error::Stale);
    }
    store::keep_targets(tx, id, &wish.targets).await?;
    if is_revision {
        let change = Change {
            year: FiscalYear::of(deed.today()),
            subject: Subject::Indicator,
            before: described(&indicator.content, &targets),
            after: described(&wish.content, &wish.targets),
            reason: &wish.reason,
        };
        revise_measure(tx, deed, &indicator.measure, change).await?;
    }
    deed.keep(tx, &indicator.measure, Done::Now).await
}

/// Keeps the figure of a year as an owner typed it, or why there is none. `reading.version` is the one that the page showed.
pub(in crate::carry) async fn set_reading(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &IndicatorId,
    year: FiscalYear,
    reading: &Reading,
) -> Result<Done> {
    let indicator = store::indicator(tx, id).await?.ok_or(Error::NotFound)?;
    admit_year(tx, deed, &indicator.measure, year).await?;
    if indicator.content.source != Source::Typed {
        return Err(Refusal::Computed.into());
    }
    rules::check_as_of(reading.as_of, year, deed.today())?;
    let is_same = indicator
        .reading(year)
        .is_some_and(|it| it.value == reading.value && it.as_of == reading.as_of);
    if is_same {
        return deed.keep(tx, &indicator.measure, Done::Already).await;
    }
    if !store::keep_reading(tx, id, year, reading, Some(&deed.actor.staff), deed.now).await? {
        return Err(Error::Stale);
    }
    deed.keep(tx, &indicator.measure, Done::Now).await
}

/// Computes the figures of a measure anew, for a year that is not frozen.
pub(in crate::carry) async fn compute_measure(
    tx: &mut Tx,
    deed: Deed<'_>,
    measure: &MeasureId,
    year: FiscalYear,
    registry: &Registry,
) -> Result<usize> {
    admit_year(tx, deed, measure, year).await?;
    let kept = compute_readings(tx, measure, year, deed.now, registry).await?;
    deed.keep(tx, measure, Done::Now).await?;
    Ok(kept)
}

/// Computes and keeps the figures of a measure's computed indicators for a year, as they are on the day of `now`; returns how
/// many changed.
///
/// Whoever calls it sees to the ledger, and that the year is not frozen.
pub async fn compute_readings(
    tx: &mut Tx,
    measure: &MeasureId,
    year: FiscalYear,
    now: base::Instant,
    registry: &Registry,
) -> Result<usize> {
    let mut kept = 0;
    for indicator in store::indicators(tx, measure).await? {
        let Source::Computed(name) = &indicator.content.source else {
            continue;
        };
        let figure = figure(
            tx,
            name,
            indicator.content.decimals,
            year,
            city_date(now),
            registry,
        )
        .await?;
        let before = indicator.reading(year);
        let reading = Reading {
            value: figure
                .value
                .ok_or_else(|| figure.missing.unwrap_or(Missing::NoData).word().to_owned()),
            as_of: figure.as_of,
            version: before.map_or(0, |it| it.version),
        };
        if before.is_some_and(|it| it.value == reading.value && it.as_of == reading.as_of) {
            continue;
        }
        if !store::keep_reading(tx, &indicator.id, year, &reading, None, now).await? {
            return Err(Error::Conflict);
        }
        kept += 1;
    }
    Ok(kept)
}

async fn figure(
    tx: &mut Tx,
    name: &str,
    decimals: u8,
    year: FiscalYear,
    today: Date,
    registry: &Registry,
) -> Result<Figure> {
    let Some(known) = registry.get(name) else {
        return Ok(Figure::missing(Missing::Unknown, today));
    };
    let figure = known.figure(tx, year, today).await?;
    Ok(figure.rescaled(known.decimals, decimals))
}
