//! Who may do what: granting roles and taking them back.
use base::{Date, Instant, UnitCode};
use db::Tx;
use web::{Error, Result};

use super::account_subject;
use crate::{
    house::App,
    model::{Actor, Grant, GrantId, Role, Source},
    rules::{self, GrantRefusal},
    store::{self, Account},
};

/// What a grant form asks for.
#[derive(Debug, Clone)]
pub(crate) struct GrantWish {
    pub(crate) number: String,
    pub(crate) role: String,
    /// Empty is the whole city.
    pub(crate) unit: String,
    pub(crate) starts_on: Date,
    /// The last day, as people say it.
    pub(crate) last_on: Option<Date>,
    /// The staff number of the person a deputy stands in for; empty when it is no deputyship.
    pub(crate) deputy_for: String,
}

pub(crate) async fn add_grant(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    wish: &GrantWish,
    now: Instant,
) -> Result<()> {
    let holder = account_of(tx, &wish.number).await?;
    let role = app
        .roles()
        .iter()
        .find(|it| it.name() == wish.role && **it != Role::STAFF)
        .ok_or(GrantRefusal::UnknownRole)?
        .clone();
    let today = base::city_date(now);
    if holder.times.ends_on <= wish.starts_on.max(today) {
        return Err(GrantRefusal::AccountIsOver.into());
    }
    let unit =
        (!wish.unit.is_empty()).then(|| UnitCode(base::ascii_digits(&wish.unit).into_owned()));
    if let Some(unit) = &unit
        && !store::has_unit(tx, unit, wish.starts_on).await?
    {
        return Err(GrantRefusal::UnknownUnit.into());
    }
    let reach = app.reach_of_granting(actor, &role);
    if !store::is_within(tx, &reach, unit.as_ref(), wish.starts_on).await? {
        return Err(GrantRefusal::NotTheirsToGive.into());
    }
    let principal = match wish.deputy_for.as_str() {
        "" => None,
        number => Some(account_of(tx, number).await?.staff),
    };
    let ends_on = match wish.last_on {
        Some(last) => last.tomorrow().map_err(Error::fault)?,
        None => base::FAR_FUTURE,
    };
    let grant = Grant {
        id: GrantId::fresh(),
        staff: holder.staff,
        role,
        unit,
        starts_on: wish.starts_on,
        ends_on,
        source: if principal.is_some() {
            Source::Deputy
        } else {
            Source::Given
        },
        deputy_for: principal,
    };
    let held = store::grants_from(tx, &grant.staff, today).await?;
    let held_by_principal = match &grant.deputy_for {
        Some(it) => store::grants_from(tx, it, today).await?,
        None => Vec::new(),
    };
    rules::check_grant(&app.walls, &grant, &actor.staff, &held, &held_by_principal)?;
    // Pressed twice, or sent again after "back": it stands there once.
    if !held.iter().any(|it| it.says_the_same_as(&grant)) {
        store::add_grant(tx, &grant).await?;
    }
    Ok(ledger::write(
        tx,
        &actor
            .entry(now)
            .about(account_subject(grant.staff.as_str())),
    )
    .await?)
}

pub(crate) async fn account_of(tx: &mut Tx, number: &str) -> Result<Account> {
    let typed = base::canonical_staff_number(number).into_owned();
    let (account, _) = store::account_of_number(tx, &typed)
        .await?
        .ok_or(GrantRefusal::UnknownPerson)?;
    Ok(account)
}

/// Takes a role back from today on. Roles that follow from a post end with the post.
pub(crate) async fn end_grant(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    id: &GrantId,
    now: Instant,
) -> Result<()> {
    let grant = store::grant(tx, id).await?;
    if grant.source == Source::Post {
        return Err(Error::Forbidden);
    }
    if grant.staff == actor.staff {
        return Err(GrantRefusal::ToOneself.into());
    }
    let today = base::city_date(now);
    let reach = app.reach_of_granting(actor, &grant.role);
    let first_day = grant.starts_on.max(today);
    if !store::is_within(tx, &reach, grant.unit.as_ref(), first_day).await? {
        return Err(GrantRefusal::NotTheirsToGive.into());
    }
    store::end_grant(tx, id, today).await?;
    Ok(ledger::write(
        tx,
        &actor
            .entry(now)
            .about(account_subject(grant.staff.as_str())),
    )
    .await?)
}
