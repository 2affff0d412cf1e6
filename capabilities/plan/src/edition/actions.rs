//! Freezing a year, publishing it, and recounting what was frozen.
use std::collections::HashMap;

use base::{Date, FiscalYear, Instant, city_date};
use db::Tx;
use gate::Actor;
use indicator::{Figure, Missing, Registry};
use ledger::Subject;
use web::{Error, Result, Text};

use super::build::{Told, build, open_checks};
use super::canonical::{canonical_json, digest};
use super::model::{Edition, Indicator, LeftOpen, OpenCheck};
use super::store::{self, Frozen, IndicatorId, IndicatorRow};
use crate::adopted::{self, MeasureId, Plan};

/// The ways in which the edition of a year is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    #[error("no plan runs in {0}")]
    NoPlan(FiscalYear),
    #[error("the check of {0} has not been opened")]
    NotOpened(FiscalYear),
    #[error("{0} is frozen already")]
    AlreadyFrozen(FiscalYear),
    #[error("{0} is published already")]
    AlreadyPublished(FiscalYear),
    /// The day lies in the future or before the year.
    #[error("{0} is no day for which the year can be told")]
    WrongDay(Date),
    #[error("{0} checks are open")]
    StillOpen(usize),
    #[error("no reason is given for freezing without the open checks")]
    NoReason,
    /// Another list of open checks was shown than there is now.
    #[error("the open checks have changed since they were shown")]
    OtherChecksOpen,
}

impl web::Refusal for Refusal {
    fn text(&self) -> Text {
        match self {
            Self::NoPlan(year) => Text::new("plan-edition-no-plan").with("year", year.wareki()),
            Self::NotOpened(year) => {
                Text::new("plan-edition-not-opened").with("year", year.wareki())
            }
            Self::AlreadyFrozen(year) => {
                Text::new("plan-edition-already-frozen").with("year", year.wareki())
            }
            Self::AlreadyPublished(year) => {
                Text::new("plan-edition-already-published").with("year", year.wareki())
            }
            Self::WrongDay(_) => Text::new("plan-edition-wrong-day"),
            Self::StillOpen(count) => Text::new("plan-edition-still-open").with("count", *count),
            Self::NoReason => Text::new("plan-edition-no-reason"),
            Self::OtherChecksOpen => Text::new("plan-edition-other-checks-open"),
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Self::WrongDay(_) => Some("as_of"),
            Self::StillOpen(_) | Self::OtherChecksOpen => Some("without"),
            Self::NoReason => Some("reason"),
            _ => None,
        }
    }
}

/// The indicators that the program computes for the plan, by name.
pub fn registry() -> Registry {
    Registry::of(&[people::INDICATORS])
}

/// How the plan office wishes to freeze a year.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    pub(super) as_of: Date,
    /// The fingerprint of the open checks that were shown, when the office said to freeze without them.
    pub(super) without: Option<String>,
    pub(super) reason: String,
}

/// The open checks in one word, so that only those that were shown are left out.
pub(super) fn fingerprint(open: &[OpenCheck]) -> Result<String> {
    Ok(digest(&canonical_json(&open).map_err(Error::fault)?))
}

/// The plan of the year, and what keeps the year from being frozen on a day.
pub(super) async fn open_in(
    tx: &mut Tx,
    year: FiscalYear,
    as_of: Date,
) -> Result<(Plan, Vec<OpenCheck>)> {
    let bare = adopted::plan_of_year(tx, year)
        .await?
        .ok_or(Refusal::NoPlan(year))?;
    let plan = adopted::plan(tx, &bare.id).await?;
    let states = store::check_states(tx, &plan.id, year).await?;
    let outcomes = store::outcomes(tx, &plan.id, year).await?;
    let open = open_checks(&plan, &states, &outcomes, as_of);
    Ok((plan, open))
}

/// The last day that can be told of a year today: its last day, or today when that is earlier.
pub(super) fn latest_day(year: FiscalYear, today: Date) -> Date {
    today.min(year.last_day())
}

/// Freezes the year as of a day: computes the figures, keeps everything that is told of it, and closes its check.
///
/// Open checks stop it, unless the office has seen each of them named and says with a reason to freeze without them; the
/// edition then names them and the reason, and their measures stay unchecked.
pub(super) async fn freeze(
    tx: &mut Tx,
    actor: &Actor,
    year: FiscalYear,
    wish: &Wish,
    now: Instant,
) -> Result<()> {
    if store::edition(tx, year).await?.is_some() {
        return Err(Refusal::AlreadyFrozen(year).into());
    }
    if wish.as_of < year.first_day() || city_date(now) < wish.as_of {
        return Err(Refusal::WrongDay(wish.as_of).into());
    }
    let (plan, open) = open_in(tx, year, wish.as_of).await?;
    if !store::is_opened(tx, &plan.id, year).await? {
        return Err(Refusal::NotOpened(year).into());
    }
    let left_open = left_open(open, wish)?;
    let told = Told {
        year,
        as_of: wish.as_of,
        is_draft: false,
        left_open,
    };
    let (edition, figures) = gather(tx, &plan, told).await?;
    for (id, figure) in figures {
        store::keep_reading(tx, &id, year, &figure).await?;
    }
    let content = canonical_json(&edition).map_err(Error::fault)?;
    let frozen = Frozen {
        plan: plan.id,
        year,
        as_of: wish.as_of,
        frozen_at: now,
        published_at: None,
        digest: digest(&content),
        content,
    };
    if !store::freeze(tx, &frozen).await? {
        return Err(Refusal::AlreadyFrozen(year).into());
    }
    // Nobody is reminded of a check that can no longer be written.
    crate::check::settle_year(tx, year).await?;
    ledger::write(
        tx,
        &actor
            .entry(now)
            .about(Subject::new("plan_edition", year.to_string())),
    )
    .await?;
    Ok(())
}

fn left_open(open: Vec<OpenCheck>, wish: &Wish) -> Result<Option<LeftOpen>> {
    if open.is_empty() {
        return Ok(None);
    }
    let Some(seen) = &wish.without else {
        return Err(Refusal::StillOpen(open.len()).into());
    };
    if wish.reason.is_empty() {
        return Err(Refusal::NoReason.into());
    }
    if *seen != fingerprint(&open)? {
        return Err(Refusal::OtherChecksOpen.into());
    }
    Ok(Some(LeftOpen {
        reason: wish.reason.clone(),
        checks: open,
    }))
}

/// Shows a frozen year to all staff, from now on.
pub(super) async fn publish(
    tx: &mut Tx,
    actor: &Actor,
    year: FiscalYear,
    now: Instant,
) -> Result<()> {
    if store::edition(tx, year).await?.is_none() {
        return Err(Error::NotFound);
    }
    if !store::publish(tx, year, now).await? {
        return Err(Refusal::AlreadyPublished(year).into());
    }
    ledger::write(
        tx,
        &actor
            .entry(now)
            .about(Subject::new("plan_edition", year.to_string())),
    )
    .await?;
    Ok(())
}

/// Everything that is told of a year as it stands now, and the figures that were computed for it.
pub(super) async fn gather(
    tx: &mut Tx,
    plan: &Plan,
    told: Told,
) -> Result<(Edition, Vec<(IndicatorId, Figure)>)> {
    let before = store::edition_of(tx, &plan.id, told.year.previous()).await?;
    let earlier = before.as_ref().map(|it| read(&it.content)).transpose()?;
    let since = before.as_ref().map(|it| it.frozen_at);
    let mut material = store::material(tx, &plan.id, told.year, told.as_of, since).await?;
    let (indicators, figures) = indicators(tx, plan, &told).await?;
    material.indicators = indicators;
    let compared = earlier
        .as_ref()
        .zip(before.as_ref().map(|it| it.digest.as_str()));
    Ok((build(plan, material, told, compared), figures))
}

type Indicators = HashMap<MeasureId, Vec<Indicator>>;

async fn indicators(
    tx: &mut Tx,
    plan: &Plan,
    told: &Told,
) -> Result<(Indicators, Vec<(IndicatorId, Figure)>)> {
    let registry = registry();
    let mut figures = Vec::new();
    let mut found = Indicators::new();
    for IndicatorRow {
        id,
        measure,
        mut indicator,
    } in store::indicators(tx, &plan.id, told.year).await?
    {
        if indicator.source != "typed" {
            let figure = compute(tx, &registry, &mut indicator, told).await?;
            indicator.value = figure.value;
            indicator.missing = figure.missing.map(|it| it.word().to_owned());
            indicator.as_of = Some(figure.as_of);
            figures.push((id, figure));
        } else if indicator.value.is_none()
            && indicator.missing.as_deref().unwrap_or_default().is_empty()
        {
            indicator.missing = Some(Missing::NoData.word().to_owned());
        }
        found.entry(measure).or_default().push(indicator);
    }
    Ok((found, figures))
}

async fn compute(
    tx: &mut Tx,
    registry: &Registry,
    indicator: &mut Indicator,
    told: &Told,
) -> Result<Figure> {
    let Some(known) = registry.get(&indicator.source) else {
        return Ok(Figure::missing(Missing::Unknown, told.as_of));
    };
    indicator.source_version = Some(known.version);
    let figure = known.figure(tx, told.year, told.as_of).await?;
    Ok(figure.rescaled(known.decimals, indicator.decimals))
}

/// Reads a frozen content.
pub(super) fn read(content: &str) -> Result<Edition> {
    serde_json::from_str(content).map_err(Error::fault)
}

/// Whether a frozen content still has its digest, is canonical, and says what its row says.
pub(super) fn is_intact(frozen: &Frozen) -> bool {
    let Ok(edition) = serde_json::from_str::<Edition>(&frozen.content) else {
        return false;
    };
    let Ok(plain) = serde_json::from_str::<serde_json::Value>(&frozen.content) else {
        return false;
    };
    canonical_json(&plain).is_ok_and(|it| it == frozen.content)
        && digest(&frozen.content) == frozen.digest
        && (edition.year, edition.as_of, edition.is_draft) == (frozen.year, frozen.as_of, false)
}
