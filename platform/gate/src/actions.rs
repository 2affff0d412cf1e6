//! What people do at the gate: load, decide, save. One transaction each.
use base::{Date, Instant, StaffId, UnitCode};
use db::Tx;
use jiff::SignedDuration;
use rand::{RngExt, distr::Alphanumeric};
use web::{Error, Result, Text};

use crate::{
    enter::token_hash,
    house::App,
    model::{Actor, Grant, GrantId, Role, Source},
    rules::{self, AccountTimes, GrantRefusal, PasswordRefusal, is_account_open},
    store::{self, Account},
};

/// A one-time code for a first password is valid for so long.
const FIRST_CODE_LIFE: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Why nobody came in. The words never say whether the number exists.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SignInRefusal {
    #[error("the number and the password do not belong together")]
    Wrong,
    #[error("too many failures: wait a quarter of an hour")]
    Wait,
    #[error("the code is wrong or too old")]
    WrongCode,
}

impl web::Refusal for SignInRefusal {
    fn text(&self) -> Text {
        Text::new(match self {
            Self::Wrong => "gate-sign-in-wrong",
            Self::Wait => "gate-sign-in-wait",
            Self::WrongCode => "gate-first-code-wrong",
        })
    }
}

impl web::Refusal for PasswordRefusal {
    fn text(&self) -> Text {
        match self {
            Self::TooShort => {
                Text::new("gate-password-too-short").with("least", rules::SHORTEST_PASSWORD)
            }
            Self::TooLong => {
                Text::new("gate-password-too-long").with("most", rules::LONGEST_PASSWORD)
            }
            Self::Differs => Text::new("gate-password-differs"),
            Self::TooPlain => Text::new("gate-password-too-plain"),
        }
    }
    fn field(&self) -> Option<&str> {
        Some(if *self == Self::Differs {
            "again"
        } else {
            "password"
        })
    }
}

impl web::Refusal for GrantRefusal {
    fn text(&self) -> Text {
        match self {
            Self::EndsBeforeItStarts => Text::new("gate-grant-ends-before"),
            Self::ToOneself => Text::new("gate-grant-to-oneself"),
            Self::Wall(..) => Text::new("gate-grant-wall"),
            Self::NothingToStandInFor => Text::new("gate-grant-nothing-to-stand-in-for"),
            Self::UnknownPerson => Text::new("gate-grant-unknown-person"),
            Self::UnknownRole => Text::new("gate-grant-unknown-role"),
            Self::UnknownUnit => Text::new("gate-grant-unknown-unit"),
        }
    }
    fn field(&self) -> Option<&str> {
        Some(match self {
            Self::EndsBeforeItStarts => "ends_on",
            Self::ToOneself | Self::UnknownPerson => "number",
            Self::Wall(..) | Self::UnknownRole => "role",
            Self::NothingToStandInFor => "deputy_for",
            Self::UnknownUnit => "unit",
        })
    }
}

/// A new session's token, which only the browser keeps.
pub(crate) struct NewSession {
    pub(crate) token: String,
}

/// Where a sign-in comes from.
pub(crate) struct Origin<'a> {
    pub(crate) address: &'a str,
    pub(crate) browser: &'a str,
    /// The hash of the session this browser had: it ends, so that no token survives a sign-in.
    pub(crate) old_session: Option<String>,
}

pub(crate) async fn sign_in(
    app: &App,
    number: &str,
    password: &str,
    origin: &Origin<'_>,
) -> Result<NewSession> {
    let now = app.now();
    let typed = base::canonical_staff_number(number).into_owned();
    let (failures, account, hash) = app
        .db
        .read(async |tx| {
            let account = store::account_of_number(tx, &typed).await?;
            let known = account
                .as_ref()
                .map_or(typed.as_str(), |it| it.number.as_str());
            let failures = store::failures(tx, known, origin.address, now).await?;
            let hash = match &account {
                Some(it) => store::password_hash(tx, &it.staff).await?,
                None => None,
            };
            Result::Ok((failures, account, hash))
        })
        .await?;
    if !rules::may_try(failures) {
        return Err(SignInRefusal::Wait.into());
    }
    let is_right = app.passwords.matches(password.to_owned(), hash).await;
    let known = account.as_ref().map_or(typed, |it| it.number.clone());
    match account.filter(|it| is_right && is_account_open(it.times, base::city_date(now))) {
        Some(account) => open_session(app, &account, origin, now).await,
        None => {
            app.db
                .write(async |tx| {
                    store::add_failure(tx, &known, origin.address, now).await?;
                    let entry =
                        ledger::Entry::change(now, ledger::Actor::system(), "gate.sign_in_failed")
                            .about(account_subject(&known));
                    ledger::write(tx, &entry).await?;
                    Result::Ok(())
                })
                .await?;
            Err(SignInRefusal::Wrong.into())
        }
    }
}

async fn open_session(
    app: &App,
    account: &Account,
    origin: &Origin<'_>,
    now: Instant,
) -> Result<NewSession> {
    let token = random_text(40);
    let csrf = random_text(32);
    let hash = token_hash(&token);
    app.db
        .write(async |tx| {
            if let Some(old) = &origin.old_session {
                store::end_session(tx, &account.staff, old).await?;
            }
            store::forget_failures(tx, &account.number).await?;
            store::add_session(
                tx,
                &hash,
                &account.staff,
                &csrf,
                now,
                origin.address,
                origin.browser,
            )
            .await?;
            let entry = ledger::Entry::change(
                now,
                ledger::Actor::staff(&account.staff, Role::STAFF.name()),
                "gate.sign_in",
            );
            ledger::write(tx, &entry.about(account_subject(account.staff.as_str()))).await?;
            Result::Ok(())
        })
        .await?;
    Ok(NewSession { token })
}

pub(crate) async fn sign_out(tx: &mut Tx, actor: &Actor, now: Instant) -> Result<()> {
    store::end_session(tx, &actor.staff, &actor.session).await?;
    Ok(ledger::write(
        tx,
        &actor
            .entry(now)
            .about(account_subject(actor.staff.as_str())),
    )
    .await?)
}

/// Ends another session of the same person.
pub(crate) async fn revoke_session(
    tx: &mut Tx,
    actor: &Actor,
    token_hash: &str,
    now: Instant,
) -> Result<()> {
    if !store::end_session(tx, &actor.staff, token_hash).await? {
        return Err(Error::NotFound);
    }
    Ok(ledger::write(
        tx,
        &actor
            .entry(now)
            .about(account_subject(actor.staff.as_str())),
    )
    .await?)
}

/// Changes one's own password and ends every other session.
pub(crate) async fn change_password(
    app: &App,
    actor: &Actor,
    old: &str,
    new: &str,
    again: &str,
) -> Result<()> {
    rules::check_password(new, again, &actor.number)?;
    let hash = app
        .db
        .read(async |tx| Result::Ok(store::password_hash(tx, &actor.staff).await?))
        .await?;
    if !app.passwords.matches(old.to_owned(), hash).await {
        return Err(SignInRefusal::Wrong.into());
    }
    let hash = app.passwords.hash(new.to_owned()).await;
    let now = app.now();
    app.db
        .write(async |tx| {
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

/// Sets the first password with the one-time code.
pub(crate) async fn set_first_password(
    app: &App,
    number: &str,
    code: &str,
    new: &str,
    again: &str,
    origin: &Origin<'_>,
) -> Result<NewSession> {
    let now = app.now();
    let typed = base::canonical_staff_number(number).into_owned();
    let (failures, account, code_hash) = app
        .db
        .read(async |tx| {
            let account = store::account_of_number(tx, &typed).await?;
            let known = account
                .as_ref()
                .map_or(typed.as_str(), |it| it.number.as_str());
            let failures = store::failures(tx, known, origin.address, now).await?;
            let code = match &account {
                Some(it) => store::first_code(tx, &it.staff, now).await?,
                None => None,
            };
            Result::Ok((failures, account, code))
        })
        .await?;
    if !rules::may_try(failures) {
        return Err(SignInRefusal::Wait.into());
    }
    let known = account.as_ref().map_or(typed, |it| it.number.clone());
    rules::check_password(new, again, &known)?;
    let code = base::canonical_staff_number(code);
    let is_right = code_hash.is_some_and(|it| it == token_hash(&code));
    let Some(account) =
        account.filter(|it| is_right && is_account_open(it.times, base::city_date(now)))
    else {
        app.db
            .write(async |tx| {
                Result::Ok(store::add_failure(tx, &known, origin.address, now).await?)
            })
            .await?;
        return Err(SignInRefusal::WrongCode.into());
    };
    let hash = app.passwords.hash(new.to_owned()).await;
    app.db
        .write(async |tx| {
            store::set_password_hash(tx, &account.staff, &hash).await?;
            store::end_sessions(tx, &account.staff, None).await?;
            let entry = ledger::Entry::change(
                now,
                ledger::Actor::staff(&account.staff, Role::STAFF.name()),
                "gate.first_password",
            );
            Result::Ok(
                ledger::write(tx, &entry.about(account_subject(account.staff.as_str()))).await?,
            )
        })
        .await?;
    open_session(app, &account, origin, now).await
}

/// Makes the first account of an empty database: the system administrator. Refused as soon as there is any account.
pub async fn add_first_administrator(
    app: &App,
    number: &str,
    name: &str,
    password: &str,
    again: &str,
) -> Result<()> {
    rules::check_password(password, again, number)?;
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
                number: number.to_owned(),
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
    let account = store::account(tx, staff).await?.ok_or(Error::NotFound)?;
    let expires_at = now.saturating_add(FIRST_CODE_LIFE).map_err(Error::fault)?;
    store::set_first_code(tx, &account.staff, &token_hash(&code), expires_at).await?;
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
        .find(|it| it.name() == wish.role && **it != Role::STAFF);
    let role = role.ok_or(GrantRefusal::UnknownRole)?.clone();
    let unit = (!wish.unit.is_empty()).then(|| UnitCode(wish.unit.clone()));
    if let Some(unit) = &unit
        && !store::has_unit(tx, unit, wish.starts_on).await?
    {
        return Err(GrantRefusal::UnknownUnit.into());
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
    let today = base::city_date(now);
    let held = store::grants_from(tx, &grant.staff, today).await?;
    let held_by_principal = match &grant.deputy_for {
        Some(it) => store::grants_from(tx, it, today).await?,
        None => Vec::new(),
    };
    rules::check_grant(&app.walls, &grant, &actor.staff, &held, &held_by_principal)?;
    store::add_grant(tx, &grant).await?;
    Ok(ledger::write(
        tx,
        &actor
            .entry(now)
            .about(account_subject(grant.staff.as_str())),
    )
    .await?)
}

async fn account_of(tx: &mut Tx, number: &str) -> Result<Account> {
    let typed = base::canonical_staff_number(number).into_owned();
    Ok(store::account_of_number(tx, &typed)
        .await?
        .ok_or(GrantRefusal::UnknownPerson)?)
}

/// Takes a role back from today on. Roles that follow from a post end with the post.
pub(crate) async fn end_grant(
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
    store::end_grant(tx, id, base::city_date(now)).await?;
    Ok(ledger::write(
        tx,
        &actor
            .entry(now)
            .about(account_subject(grant.staff.as_str())),
    )
    .await?)
}

fn random_text(length: usize) -> String {
    rand::rng()
        .sample_iter(Alphanumeric)
        .take(length)
        .map(char::from)
        .collect()
}

fn account_subject(id: &str) -> ledger::Subject {
    ledger::Subject::new("account", id)
}
