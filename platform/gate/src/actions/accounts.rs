//! Passwords and accounts.
use base::{Instant, StaffId};
use db::Tx;
use jiff::SignedDuration;
use rand::RngExt;
use web::{Error, Result};

use super::{account_subject, refusals::SignInRefusal, sign_in::Try};
use crate::{
    enter::token_hash,
    house::App,
    model::{Actor, Grant, GrantId, Role, Source},
    rules::{self, AccountTimes, GrantRefusal},
    store::{self, Account},
};

/// A one-time code for a first password is valid for so long.
const FIRST_CODE_LIFE: SignedDuration = SignedDuration::from_hours(14 * 24);
/// Under which address the tries of somebody who is signed in are counted: whoever finds an unlocked desk has five guesses.
const AT_THE_DESK: &str = "signed in";

/// Changes one's own password and ends every other session.
pub(crate) async fn change_password(
    app: &App,
    actor: &Actor,
    old: &str,
    new: &str,
    again: &str,
) -> Result<()> {
    rules::check_password(new, again, &actor.number)?;
    let now = app.now();
    let (account, hash) = app
        .db
        .read(async |tx| {
            let account = store::account(tx, &actor.staff)
                .await?
                .ok_or(Error::NotFound)?;
            Result::Ok((account, store::password_hash(tx, &actor.staff).await?))
        })
        .await?;
    let attempt = Try::begin(app, Some(&account), &account.number, AT_THE_DESK, now).await?;
    let old = old.chars().take(rules::LONGEST_PASSWORD + 1).collect();
    if !app.passwords.matches(old, hash).await {
        attempt
            .failed(app, Some(&account), "gate.change_password_failed", now)
            .await?;
        return Err(SignInRefusal::WrongOld.into());
    }
    let hash = app.passwords.hash(new.to_owned()).await;
    app.db
        .write(async |tx| {
            attempt.succeeded(tx).await?;
            store::set_password_hash(tx, &actor.staff, &hash).await?;
            store::end_sessions(tx, &actor.staff, Some(&actor.session)).await?;
            Result::Ok(
                ledger::write(
                    tx,
                    &actor
                        .entry(now)
                        .about(account_subject(actor.staff.as_str())),
                )
                .await?,
            )
        })
        .await
}

/// Makes the first account of an empty database: the system administrator. Refused as soon as there is any account.
pub async fn add_first_administrator(
    app: &App,
    number: &str,
    name: &str,
    password: &str,
    again: &str,
) -> Result<()> {
    let number = base::canonical_staff_number(number).into_owned();
    rules::check_password(password, again, &number)?;
    let hash = app.passwords.hash(password.to_owned()).await;
    let now = app.now();
    let today = base::city_date(now);
    app.db
        .write(async |tx| {
            if !store::is_empty(tx).await? {
                return Err(Error::Forbidden);
            }
            let staff = StaffId::fresh();
            let times = AccountTimes {
                starts_on: today,
                ends_on: base::FAR_FUTURE,
                is_disabled: false,
            };
            let account = Account {
                staff: staff.clone(),
                number: number.clone(),
                name: name.to_owned(),
                times,
            };
            store::keep_account(tx, &account).await?;
            store::set_password_hash(tx, &staff, &hash).await?;
            let grant = Grant {
                id: GrantId::fresh(),
                staff: staff.clone(),
                role: Role::SYSTEM_ADMINISTRATOR,
                unit: None,
                starts_on: today,
                ends_on: base::FAR_FUTURE,
                source: Source::Given,
                deputy_for: None,
            };
            store::add_grant(tx, &grant).await?;
            let entry =
                ledger::Entry::change(now, ledger::Actor::system(), "gate.first_administrator")
                    .about(account_subject(staff.as_str()));
            Ok(ledger::write(tx, &entry).await?)
        })
        .await
}

/// Gives a person a one-time code for a first or forgotten password. Returned once; only its hash is kept.
pub(crate) async fn issue_first_code(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    staff: &StaffId,
    now: Instant,
) -> Result<String> {
    // Letters and digits that are not mistaken for one another on paper.
    const CLEAR: &[u8] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let code: String = (0..10)
        .map(|_| char::from(CLEAR[rand::rng().random_range(0..CLEAR.len())]))
        .collect();
    actor.must_reach_city()?;
    let account = store::account(tx, staff).await?.ok_or(Error::NotFound)?;
    let today = base::city_date(now);
    let held = store::grants_from(tx, staff, today).await?;
    rules::check_first_code(&app.walls, &actor.grants, &held, today)?;
    let expires_at = now.saturating_add(FIRST_CODE_LIFE).map_err(Error::fault)?;
    store::set_first_code(tx, &account.staff, &token_hash(&code), expires_at).await?;
    // A code is a way to come in as this person: they are told, whoever asked for it.
    let message = jobs::Message::new(&account.staff, "gate", "gate-message-code-issued");
    jobs::outbox::send(tx, &message, now).await?;
    ledger::write(
        tx,
        &actor
            .entry(now)
            .about(account_subject(account.staff.as_str())),
    )
    .await?;
    Ok(code)
}

/// Closes or opens an account. Closing ends its sessions at once.
pub(crate) async fn set_disabled(
    tx: &mut Tx,
    actor: &Actor,
    staff: &StaffId,
    is_disabled: bool,
    now: Instant,
) -> Result<()> {
    actor.must_reach_city()?;
    if *staff == actor.staff {
        return Err(GrantRefusal::ToOneself.into());
    }
    let account = store::account(tx, staff).await?.ok_or(Error::NotFound)?;
    store::set_disabled(tx, &account.staff, is_disabled).await?;
    store::end_sessions(tx, &account.staff, None).await?;
    Ok(ledger::write(
        tx,
        &actor
            .entry(now)
            .about(account_subject(account.staff.as_str())),
    )
    .await?)
}
