//! Sessions, and what their people hold.
use base::{Date, Instant, StaffId};
use db::{Record, Result, Row, Tx, params};
use jiff::SignedDuration;

use super::{Account, grants};
use crate::{
    model::Grant,
    rules::{ABSOLUTE_LIMIT, AccountTimes, IDLE_LIMIT, SessionTimes},
};

/// A signed-in browser, with the account behind it.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) token_hash: String,
    pub(crate) csrf: String,
    pub(crate) times: SessionTimes,
    pub(crate) account: Account,
}

/// A session as its owner sees it in the list.
#[derive(Debug, Clone)]
pub(crate) struct SessionLine {
    pub(crate) token_hash: String,
    pub(crate) created_at: Instant,
    pub(crate) seen_at: Instant,
    pub(crate) address: String,
    pub(crate) browser: String,
}

impl Record for SessionLine {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            token_hash: row.get("token_hash")?,
            created_at: row.get("created_at")?,
            seen_at: row.get("seen_at")?,
            address: row.get("address")?,
            browser: row.get("browser")?,
        })
    }
}

/// A session, its account and what its person holds on this day, in one look: so the three always fit together, on however
/// many servers, and nothing has to be kept or forgotten between two requests.
pub(crate) async fn session(
    tx: &mut Tx,
    token_hash: &str,
    day: Date,
) -> Result<Option<(Session, Vec<Grant>)>> {
    struct Line(Session, Option<Grant>);
    impl Record for Line {
        fn read(row: &Row) -> Result<Self> {
            let times = AccountTimes {
                starts_on: row.get("account_starts_on")?,
                ends_on: row.get("account_ends_on")?,
                is_disabled: row.get("is_disabled")?,
            };
            let session = Session {
                token_hash: row.get("token_hash")?,
                csrf: row.get("csrf")?,
                times: SessionTimes {
                    created_at: row.get("created_at")?,
                    seen_at: row.get("seen_at")?,
                    has_ended: row.get("has_ended")?,
                },
                account: Account {
                    staff: row.get("account_id")?,
                    number: row.get("number")?,
                    name: row.get("name")?,
                    times,
                },
            };
            let has_grant = row.get::<Option<String>>("id")?.is_some();
            let grant = has_grant.then(|| Grant::read(row)).transpose()?;
            Ok(Self(session, grant))
        }
    }
    let lines: Vec<Line> = tx
        .all(
            concat!(
                "select s.token_hash, s.csrf, s.created_at, s.seen_at, s.has_ended,
                        a.staff_id as account_id, a.number, a.name, a.starts_on as account_starts_on,
                        a.ends_on as account_ends_on, a.is_disabled,
                        g.id, g.staff_id, g.role, g.unit_code, g.starts_on, g.ends_on, g.source, g.deputy_for
                 from gate_sessions s join gate_accounts a on a.staff_id = s.staff_id
                 left join gate_grants g on g.staff_id = a.staff_id and ",
                grants::held_on_day!(),
                " where s.token_hash = $1 order by g.role, g.unit_code, g.id"
            ),
            params![token_hash, day],
        )
        .await?;
    let mut lines = lines.into_iter();
    let Some(Line(session, first)) = lines.next() else {
        return Ok(None);
    };
    let held = first
        .into_iter()
        .chain(lines.filter_map(|it| it.1))
        .collect();
    Ok(Some((session, held)))
}

pub(crate) async fn add_session(
    tx: &mut Tx,
    token_hash: &str,
    staff: &StaffId,
    csrf: &str,
    now: Instant,
    address: &str,
    browser: &str,
) -> Result<()> {
    tx.execute(
        "insert into gate_sessions (token_hash, staff_id, csrf, created_at, seen_at, address, browser)
         values ($1, $2, $3, $4, $4, $5, $6)",
        params![token_hash, staff, csrf, now, address, browser],
    )
    .await?;
    Ok(())
}

pub(crate) async fn touch_session(tx: &mut Tx, token_hash: &str, now: Instant) -> Result<()> {
    tx.execute(
        "update gate_sessions set seen_at = $2 where token_hash = $1",
        params![token_hash, now],
    )
    .await?;
    Ok(())
}

/// Ends the session of a browser, whoever it belonged to.
pub(crate) async fn end_session(tx: &mut Tx, token_hash: &str) -> Result<()> {
    tx.execute(
        "update gate_sessions set has_ended = true where token_hash = $1",
        params![token_hash],
    )
    .await?;
    Ok(())
}

/// Ends one session of this person; another person's stays untouched.
pub(crate) async fn end_session_of(tx: &mut Tx, staff: &StaffId, token_hash: &str) -> Result<bool> {
    let ended = tx
        .execute(
            "update gate_sessions set has_ended = true where token_hash = $1 and staff_id = $2 and not has_ended",
            params![token_hash, staff],
        )
        .await?;
    Ok(ended == 1)
}

/// Ends all sessions of a person except `kept`.
pub(crate) async fn end_sessions(tx: &mut Tx, staff: &StaffId, kept: Option<&str>) -> Result<u64> {
    tx.execute(
        "update gate_sessions set has_ended = true where staff_id = $1 and not has_ended and token_hash <> $2",
        params![staff, kept.unwrap_or_default()],
    )
    .await
}

/// Sessions that are open now, newest first.
pub(crate) async fn sessions(
    tx: &mut Tx,
    staff: &StaffId,
    now: Instant,
) -> Result<Vec<SessionLine>> {
    tx.all(
        "select token_hash, created_at, seen_at, address, browser from gate_sessions
         where staff_id = $1 and not has_ended and seen_at > $2 and created_at > $3
         order by created_at desc limit 50",
        params![staff, before(now, IDLE_LIMIT), before(now, ABSOLUTE_LIMIT)],
    )
    .await
}

pub(super) fn before(now: Instant, by: SignedDuration) -> Instant {
    now.saturating_sub(by)
        .expect("hours and minutes fit into a duration")
}
