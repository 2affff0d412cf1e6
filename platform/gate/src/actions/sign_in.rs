//! Coming in and going out.
use base::Instant;
use db::Tx;
use rand::{RngExt, distr::Alphanumeric};
use subtle::ConstantTimeEq;
use web::{Error, Result};

use super::{account_subject, refusals::SignInRefusal};
use crate::{
    enter::token_hash,
    house::App,
    model::{Actor, Role},
    rules::{self, LONGEST_PASSWORD, is_account_open},
    store::{self, Account},
};

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

/// A try to come in: noted before it is judged. So of a hundred tries at the same moment no more are judged than of a hundred in
/// a row: each sees at least those that were let on before it.
pub(super) struct Try<'a> {
    id: String,
    /// The number of a known account; of an unknown one only a hash, for people type passwords into the wrong field.
    number: String,
    address: &'a str,
}

impl<'a> Try<'a> {
    /// Refused when too many have failed, or wait to be judged, in the last quarter of an hour.
    pub(super) async fn begin(
        app: &App,
        account: Option<&Account>,
        typed: &str,
        address: &'a str,
        now: Instant,
    ) -> Result<Self> {
        let number = account.map_or_else(|| token_hash(typed), |it| it.number.clone());
        let it = Self {
            id: base::fresh_id(),
            number,
            address,
        };
        // Looked at before too, so that whoever hammers at a closed door makes the database write nothing.
        it.check(app, now).await?;
        app.db
            .write(async |tx| {
                Result::Ok(store::add_try(tx, &it.id, &it.number, address, now).await?)
            })
            .await?;
        if let Err(refusal) = it.check(app, now).await {
            it.take_back(app).await?;
            return Err(refusal);
        }
        Ok(it)
    }

    async fn check(&self, app: &App, now: Instant) -> Result<()> {
        let others = app
            .db
            .read(async |tx| {
                let others =
                    store::other_tries(tx, &self.id, &self.number, self.address, now).await;
                Result::Ok(others?)
            })
            .await?;
        if rules::may_try(others) {
            Ok(())
        } else {
            Err(SignInRefusal::Wait.into())
        }
    }

    /// It was not judged after all, or was right.
    async fn take_back(&self, app: &App) -> Result<()> {
        app.db
            .write(async |tx| Result::Ok(store::take_back(tx, &self.id).await?))
            .await
    }

    pub(super) async fn succeeded(&self, tx: &mut Tx) -> Result<()> {
        Ok(store::forget_tries(tx, &self.number, self.address).await?)
    }

    /// Keeps the failure in mind and in the ledger. The ledger names an account, never what was typed.
    pub(super) async fn failed(
        &self,
        app: &App,
        account: Option<&Account>,
        action: &'static str,
        now: Instant,
    ) -> Result<()> {
        let whom = account.map_or("unknown", |it| it.staff.as_str());
        let entry = ledger::Entry::change(now, ledger::Actor::system(), action)
            .about(account_subject(whom));
        app.db
            .write(async |tx| {
                store::keep_as_wrong(tx, &self.id).await?;
                Ok(ledger::write(tx, &entry).await?)
            })
            .await
    }
}

pub(crate) async fn sign_in(
    app: &App,
    number: &str,
    password: &str,
    origin: &Origin<'_>,
) -> Result<NewSession> {
    let now = app.now();
    let typed = base::canonical_staff_number(number).into_owned();
    let (account, hash) = look_up(app, &typed).await?;
    let attempt = Try::begin(app, account.as_ref(), &typed, origin.address, now).await?;
    // Longer than any password: compared with nothing, but as slowly.
    let hash = hash.filter(|_| password.chars().count() <= LONGEST_PASSWORD);
    let password = password.chars().take(LONGEST_PASSWORD).collect();
    let is_right = app.passwords.matches(password, hash).await;
    let is_open = |it: &Account| is_account_open(it.times, base::city_date(now));
    match account {
        Some(account) if is_right && is_open(&account) => {
            open_session(app, &account, &attempt, origin, now).await
        }
        account => {
            attempt
                .failed(app, account.as_ref(), "gate.sign_in_failed", now)
                .await?;
            Err(SignInRefusal::Wrong.into())
        }
    }
}

async fn look_up(app: &App, typed: &str) -> Result<(Option<Account>, Option<String>)> {
    let found = app
        .db
        .read(async |tx| Result::Ok(store::account_of_number(tx, typed).await?))
        .await?;
    Ok(match found {
        Some((account, hash)) => (Some(account), hash),
        None => (None, None),
    })
}

async fn open_session(
    app: &App,
    account: &Account,
    attempt: &Try<'_>,
    origin: &Origin<'_>,
    now: Instant,
) -> Result<NewSession> {
    let token = random_text(40);
    let csrf = random_text(32);
    let hash = token_hash(&token);
    let entry = ledger::Entry::change(
        now,
        ledger::Actor::staff(&account.staff, Role::STAFF.name()),
        "gate.sign_in",
    )
    .about(account_subject(account.staff.as_str()));
    app.db
        .write(async |tx| {
            if let Some(old) = &origin.old_session {
                store::end_session(tx, old).await?;
            }
            attempt.succeeded(tx).await?;
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
            Result::Ok(ledger::write(tx, &entry).await?)
        })
        .await?;
    Ok(NewSession { token })
}

pub(crate) async fn sign_out(tx: &mut Tx, actor: &Actor, now: Instant) -> Result<()> {
    store::end_session(tx, &actor.session).await?;
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
    if !store::end_session_of(tx, &actor.staff, token_hash).await? {
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
    let account = look_up(app, &typed).await?.0;
    let attempt = Try::begin(app, account.as_ref(), &typed, origin.address, now).await?;
    let staff = account.as_ref().map(|it| it.staff.clone());
    let expected = app
        .db
        .read(async |tx| {
            Result::Ok(match &staff {
                Some(it) => store::first_code(tx, it, now).await?,
                None => None,
            })
        })
        .await?;
    let sent = token_hash(&base::canonical_staff_number(code));
    let is_right = expected.is_some_and(|it| it.as_bytes().ct_eq(sent.as_bytes()).into());
    let is_open = |it: &Account| is_account_open(it.times, base::city_date(now));
    let account = match account {
        Some(account) if is_right && is_open(&account) => account,
        account => {
            attempt
                .failed(app, account.as_ref(), "gate.first_password_failed", now)
                .await?;
            return Err(SignInRefusal::WrongCode.into());
        }
    };
    // Judged only after the code, for the words name the true number: they would tell a stranger that it exists.
    if let Err(refusal) = rules::check_password(new, again, &account.number) {
        attempt.take_back(app).await?;
        return Err(refusal.into());
    }
    let hash = app.passwords.hash(new.to_owned()).await;
    let entry = ledger::Entry::change(
        now,
        ledger::Actor::staff(&account.staff, Role::STAFF.name()),
        "gate.first_password",
    )
    .about(account_subject(account.staff.as_str()));
    let is_first = app
        .db
        .write(async |tx| {
            // Two browsers with the same paper: one of them sets the password.
            if store::first_code(tx, &account.staff, now).await?.as_deref() != Some(&sent) {
                return Ok(false);
            }
            store::set_password_hash(tx, &account.staff, &hash).await?;
            store::end_sessions(tx, &account.staff, None).await?;
            ledger::write(tx, &entry).await?;
            Result::Ok(true)
        })
        .await?;
    if !is_first {
        return Err(SignInRefusal::WrongCode.into());
    }
    open_session(app, &account, &attempt, origin, now).await
}

fn random_text(length: usize) -> String {
    rand::rng()
        .sample_iter(Alphanumeric)
        .take(length)
        .map(char::from)
        .collect()
}
