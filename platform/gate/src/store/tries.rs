//! Tries to come in, counted before they are judged.
use base::Instant;
use db::{Record, Result, Row, Tx, params};
use jiff::SignedDuration;

use super::sessions::before;
use crate::rules::{ATTEMPT_WINDOW, Failures};

const A_DAY: SignedDuration = SignedDuration::from_hours(24);

/// Notes a try that is not yet judged. Writes without looking, so that on PostgreSQL too no sign-in waits for another.
pub(crate) async fn add_try(
    tx: &mut Tx,
    id: &str,
    number: &str,
    address: &str,
    now: Instant,
) -> Result<()> {
    tx.execute(
        "insert into gate_tries (id, number, address, at) values ($1, $2, $3, $4)",
        params![id, number, address, now],
    )
    .await?;
    Ok(())
}

/// The tries beside this one.
pub(crate) async fn other_tries(
    tx: &mut Tx,
    id: &str,
    number: &str,
    address: &str,
    now: Instant,
) -> Result<Failures> {
    struct Counts(Failures);
    impl Record for Counts {
        fn read(row: &Row) -> Result<Self> {
            Ok(Self(Failures {
                account: row.get("account")?,
                address: row.get("address")?,
                account_and_address: row.get("together")?,
            }))
        }
    }
    tx.one::<Counts>(
        "select (select count(*) from gate_tries where number = $1 and at > $3 and id <> $4) as account,
                (select count(*) from gate_tries where address = $2 and at > $3 and id <> $4 and is_wrong) as address,
                (select count(*) from gate_tries where number = $1 and address = $2 and at > $3 and id <> $4) as together",
        params![number, address, before(now, ATTEMPT_WINDOW), id],
    )
    .await
    .map(|it| it.0)
}

pub(crate) async fn keep_as_wrong(tx: &mut Tx, id: &str) -> Result<()> {
    tx.execute(
        "update gate_tries set is_wrong = true where id = $1",
        params![id],
    )
    .await?;
    Ok(())
}

/// Takes back a try that was not judged.
pub(crate) async fn take_back(tx: &mut Tx, id: &str) -> Result<()> {
    tx.execute("delete from gate_tries where id = $1", params![id])
        .await?;
    Ok(())
}

/// Forgets the tries for this account from this address. What others try elsewhere stays counted.
pub(crate) async fn forget_tries(tx: &mut Tx, number: &str, address: &str) -> Result<()> {
    tx.execute(
        "delete from gate_tries where number = $1 and address = $2",
        params![number, address],
    )
    .await?;
    Ok(())
}

/// What [`sweep`] threw away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    pub sessions: u64,
    pub tries: u64,
    pub codes: u64,
}

/// Throws away what lets nobody in any more: sessions and tries older than a day, codes past their time. To be called now and
/// then, once an hour or once a day.
pub async fn sweep(tx: &mut Tx, now: Instant) -> Result<Swept> {
    let yesterday = before(now, A_DAY);
    let sessions = tx
        .execute(
            "delete from gate_sessions where created_at <= $1",
            params![yesterday],
        )
        .await?;
    let tries = tx
        .execute("delete from gate_tries where at <= $1", params![yesterday])
        .await?;
    let codes = tx
        .execute(
            "delete from gate_first_codes where expires_at <= $1",
            params![now],
        )
        .await?;
    Ok(Swept {
        sessions,
        tries,
        codes,
    })
}
