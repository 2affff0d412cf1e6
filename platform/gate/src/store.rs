//! Where accounts, sessions and grants are kept. The only file that names their tables.
use std::collections::HashMap;

use base::{Date, Instant, StaffId, UnitCode};
use db::{DbError, Record, Result, Row, Sql, Tx, params};

use crate::{
    model::{Grant, GrantId, Role, Source},
    rules::{ATTEMPT_WINDOW, AccountTimes, Failures, SessionTimes},
};

/// A person as the gate knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub staff: StaffId,
    /// The staff number, leading zeros kept.
    pub number: String,
    /// The name used at work.
    pub name: String,
    pub times: AccountTimes,
}

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

impl Record for Account {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            staff: row.get("staff_id")?,
            number: row.get("number")?,
            name: row.get("name")?,
            times: AccountTimes {
                starts_on: row.get("starts_on")?,
                ends_on: row.get("ends_on")?,
                is_disabled: row.get("is_disabled")?,
            },
        })
    }
}

impl Record for Session {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            token_hash: row.get("token_hash")?,
            csrf: row.get("csrf")?,
            times: SessionTimes {
                created_at: row.get("created_at")?,
                seen_at: row.get("seen_at")?,
                has_ended: row.get("has_ended")?,
            },
            account: Account::read(row)?,
        })
    }
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

impl Record for Grant {
    fn read(row: &Row) -> Result<Self> {
        let source: String = row.get("source")?;
        Ok(Self {
            id: row.get("id")?,
            staff: row.get("staff_id")?,
            role: Role::new(row.get::<String>("role")?),
            unit: row.get("unit_code")?,
            starts_on: row.get("starts_on")?,
            ends_on: row.get("ends_on")?,
            source: Source::of_name(&source).ok_or(DbError::Column {
                column: "source".into(),
                expected: "post, given or deputy",
            })?,
            deputy_for: row.get("deputy_for")?,
        })
    }
}

const ACCOUNT: &str =
    "select staff_id, number, name, starts_on, ends_on, is_disabled from gate_accounts";

/// Whether nobody has an account yet: the program is being set up.
pub async fn is_empty(tx: &mut Tx) -> Result<bool> {
    tx.value::<i64>(
        "select count(*) from (select 1 from gate_accounts limit 1) some",
        params![],
    )
    .await
    .map(|it| it == 0)
}

/// The account of a staff number as typed. Leading zeros may be missing as long as only one number remains possible.
pub(crate) async fn account_of_number(tx: &mut Tx, typed: &str) -> Result<Option<Account>> {
    let exact = tx
        .optional(&format!("{ACCOUNT} where number = $1"), params![typed])
        .await?;
    if exact.is_some() || typed.is_empty() {
        return Ok(exact);
    }
    let mut zeros = String::new();
    let mut found: Vec<Account> = Vec::new();
    // Ten more zeros than typed is longer than any staff number in use.
    for _ in 0..10 {
        zeros.push('0');
        let number = format!("{zeros}{}", typed.trim_start_matches('0'));
        found.extend(
            tx.optional(&format!("{ACCOUNT} where number = $1"), params![number])
                .await?,
        );
    }
    Ok(if found.len() == 1 { found.pop() } else { None })
}

pub async fn account(tx: &mut Tx, staff: &StaffId) -> Result<Option<Account>> {
    tx.optional(&format!("{ACCOUNT} where staff_id = $1"), params![staff])
        .await
}

/// Adds or changes an account. The password stays as it is; a new account has none.
pub async fn keep_account(tx: &mut Tx, account: &Account) -> Result<()> {
    tx.execute(
        "insert into gate_accounts (staff_id, number, name, starts_on, ends_on, is_disabled)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (staff_id) do update set number = excluded.number, name = excluded.name,
             starts_on = excluded.starts_on, ends_on = excluded.ends_on",
        params![
            &account.staff,
            &account.number,
            &account.name,
            account.times.starts_on,
            account.times.ends_on,
            account.times.is_disabled
        ],
    )
    .await?;
    Ok(())
}

pub(crate) async fn password_hash(tx: &mut Tx, staff: &StaffId) -> Result<Option<String>> {
    tx.value(
        "select password_hash from gate_accounts where staff_id = $1",
        params![staff],
    )
    .await
}

/// Stores a hash made by [`crate::Passwords`].
pub async fn set_password_hash(tx: &mut Tx, staff: &StaffId, hash: &str) -> Result<()> {
    tx.execute(
        "update gate_accounts set password_hash = $2 where staff_id = $1",
        params![staff, hash],
    )
    .await?;
    tx.execute(
        "delete from gate_first_codes where staff_id = $1",
        params![staff],
    )
    .await?;
    Ok(())
}

pub(crate) async fn set_disabled(tx: &mut Tx, staff: &StaffId, is_disabled: bool) -> Result<()> {
    tx.execute(
        "update gate_accounts set is_disabled = $2 where staff_id = $1",
        params![staff, is_disabled],
    )
    .await?;
    Ok(())
}

pub(crate) async fn set_first_code(
    tx: &mut Tx,
    staff: &StaffId,
    hash: &str,
    expires_at: Instant,
) -> Result<()> {
    tx.execute(
        "insert into gate_first_codes (staff_id, code_hash, expires_at) values ($1, $2, $3)
         on conflict (staff_id) do update set code_hash = excluded.code_hash, expires_at = excluded.expires_at",
        params![staff, hash, expires_at],
    )
    .await?;
    Ok(())
}

/// The hash of a person's one-time code, while it is valid.
pub(crate) async fn first_code(
    tx: &mut Tx,
    staff: &StaffId,
    now: Instant,
) -> Result<Option<String>> {
    tx.optional::<Text>(
        "select code_hash as text from gate_first_codes where staff_id = $1 and $2 < expires_at",
        params![staff, now],
    )
    .await
    .map(|it| it.map(|it| it.0))
}

struct Text(String);
impl Record for Text {
    fn read(row: &Row) -> Result<Self> {
        row.get("text").map(Self)
    }
}

/// A session and its account in one look.
pub(crate) async fn session(tx: &mut Tx, token_hash: &str) -> Result<Option<Session>> {
    tx.optional(
        "select s.token_hash, s.csrf, s.created_at, s.seen_at, s.has_ended,
                a.staff_id, a.number, a.name, a.starts_on, a.ends_on, a.is_disabled
         from gate_sessions s join gate_accounts a on a.staff_id = s.staff_id
         where s.token_hash = $1",
        params![token_hash],
    )
    .await
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

/// Ends one session of this person; another person's stays untouched.
pub(crate) async fn end_session(tx: &mut Tx, staff: &StaffId, token_hash: &str) -> Result<bool> {
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

/// Sessions that are still open, newest first.
pub(crate) async fn sessions(
    tx: &mut Tx,
    staff: &StaffId,
    seen_after: Instant,
) -> Result<Vec<SessionLine>> {
    tx.all(
        "select token_hash, created_at, seen_at, address, browser from gate_sessions
         where staff_id = $1 and not has_ended and seen_at > $2 order by created_at desc limit 50",
        params![staff, seen_after],
    )
    .await
}

const GRANT: &str =
    "select id, staff_id, role, unit_code, starts_on, ends_on, source, deputy_for from gate_grants";

/// Everything a person holds on this day.
pub async fn grants_on(tx: &mut Tx, staff: &StaffId, day: Date) -> Result<Vec<Grant>> {
    tx.all(
        &format!("{GRANT} where staff_id = $1 and starts_on <= $2 and $2 < ends_on order by role, unit_code, id"),
        params![staff, day],
    )
    .await
}

/// Everything a person holds today or later.
pub async fn grants_from(tx: &mut Tx, staff: &StaffId, day: Date) -> Result<Vec<Grant>> {
    tx.all(
        &format!("{GRANT} where staff_id = $1 and $2 < ends_on order by starts_on, id"),
        params![staff, day],
    )
    .await
}

pub(crate) async fn grant(tx: &mut Tx, id: &GrantId) -> Result<Grant> {
    tx.one(&format!("{GRANT} where id = $1"), params![id]).await
}

/// Grants in force or to come, other than those that follow from posts, oldest first.
pub(crate) async fn given_grants(
    tx: &mut Tx,
    day: Date,
) -> Result<Vec<(Grant, String, Option<String>)>> {
    struct Line(Grant, String, Option<String>);
    impl Record for Line {
        fn read(row: &Row) -> Result<Self> {
            Ok(Self(
                Grant::read(row)?,
                row.get("holder")?,
                row.get("principal")?,
            ))
        }
    }
    let lines: Vec<Line> = tx
        .all(
            "select g.id, g.staff_id, g.role, g.unit_code, g.starts_on, g.ends_on, g.source, g.deputy_for,
                    a.name as holder, p.name as principal
             from gate_grants g
             join gate_accounts a on a.staff_id = g.staff_id
             left join gate_accounts p on p.staff_id = g.deputy_for
             where g.source <> 'post' and $1 < g.ends_on order by g.role, g.starts_on, g.id",
            params![day],
        )
        .await?;
    Ok(lines
        .into_iter()
        .map(|Line(grant, holder, principal)| (grant, holder, principal))
        .collect())
}

pub async fn add_grant(tx: &mut Tx, grant: &Grant) -> Result<()> {
    tx.execute(
        "insert into gate_grants (id, staff_id, role, unit_code, starts_on, ends_on, source, deputy_for)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            &grant.id,
            &grant.staff,
            grant.role.name(),
            grant.unit.as_ref().map(UnitCode::as_str),
            grant.starts_on,
            grant.ends_on,
            grant.source.name(),
            grant.deputy_for.as_ref().map(StaffId::as_str)
        ],
    )
    .await?;
    Ok(())
}

/// Ends a grant on this day, or removes the days of it that have not begun.
pub(crate) async fn end_grant(tx: &mut Tx, id: &GrantId, on: Date) -> Result<()> {
    tx.execute(
        "delete from gate_grants where id = $1 and starts_on >= $2",
        params![id, on],
    )
    .await?;
    tx.execute(
        "update gate_grants set ends_on = $2 where id = $1 and $2 < ends_on",
        params![id, on],
    )
    .await?;
    Ok(())
}

/// Whether a unit exists on this day, as far as the gate has been told.
pub(crate) async fn has_unit(tx: &mut Tx, unit: &UnitCode, on: Date) -> Result<bool> {
    tx.value::<i64>(
        "select count(*) from gate_unit_reach where ancestor_code = $1 and unit_code = $1 and starts_on <= $2 and $2 < ends_on",
        params![unit, on],
    )
    .await
    .map(|it| it > 0)
}

pub(crate) async fn failures(
    tx: &mut Tx,
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
                account_and_address: row.get("both")?,
            }))
        }
    }
    let since = now
        .saturating_sub(ATTEMPT_WINDOW)
        .expect("fifteen minutes fit into a duration");
    tx.one::<Counts>(
        "select count(case when number = $1 then 1 end) as account,
                count(case when address = $2 then 1 end) as address,
                count(case when number = $1 and address = $2 then 1 end) as both
         from gate_failures where at > $3",
        params![number, address, since],
    )
    .await
    .map(|it| it.0)
}

pub(crate) async fn add_failure(
    tx: &mut Tx,
    number: &str,
    address: &str,
    now: Instant,
) -> Result<()> {
    let since = now
        .saturating_sub(ATTEMPT_WINDOW)
        .expect("fifteen minutes fit into a duration");
    tx.execute("delete from gate_failures where at <= $1", params![since])
        .await?;
    tx.execute(
        "insert into gate_failures (id, number, address, at) values ($1, $2, $3, $4)",
        params![base::fresh_id(), number, address, now],
    )
    .await?;
    Ok(())
}

pub(crate) async fn forget_failures(tx: &mut Tx, number: &str) -> Result<()> {
    tx.execute(
        "delete from gate_failures where number = $1",
        params![number],
    )
    .await?;
    Ok(())
}

/// The names of people, for lists that only know their ids.
pub async fn names(tx: &mut Tx, staff: &[StaffId]) -> Result<HashMap<StaffId, String>> {
    struct Line(StaffId, String);
    impl Record for Line {
        fn read(row: &Row) -> Result<Self> {
            Ok(Self(row.get("staff_id")?, row.get("name")?))
        }
    }
    if staff.is_empty() {
        return Ok(HashMap::new());
    }
    let sql =
        Sql::new("select staff_id, name from gate_accounts where staff_id in ").bind_list(staff);
    let lines: Vec<Line> = tx.all_of(sql).await?;
    Ok(lines
        .into_iter()
        .map(|Line(staff, name)| (staff, name))
        .collect())
}

/// Replaces what is known of the organisation: which units lie below which, each below itself too, from when until when.
/// Stretches of one pair must not touch one another.
pub async fn replace_reach(tx: &mut Tx, rows: &[(UnitCode, UnitCode, Date, Date)]) -> Result<()> {
    tx.execute("delete from gate_unit_reach", params![]).await?;
    let rows = rows
        .iter()
        .map(|(ancestor, unit, starts_on, ends_on)| params![ancestor, unit, starts_on, ends_on]);
    tx.insert_many(
        "gate_unit_reach",
        &["ancestor_code", "unit_code", "starts_on", "ends_on"],
        rows,
    )
    .await?;
    Ok(())
}

/// Adds accounts by the thousand, without a password: id, number, name, first day, first day on which it is closed.
pub async fn add_accounts<'a, I>(tx: &'a mut Tx, accounts: I) -> Result<()>
where
    I: IntoIterator<Item = [db::Cell<'a>; 5], IntoIter: Send + 'a>,
{
    tx.insert_many(
        "gate_accounts",
        &["staff_id", "number", "name", "starts_on", "ends_on"],
        accounts,
    )
    .await?;
    Ok(())
}

/// Makes the grants that follow from posts exactly these. Those that stay keep their ids.
pub async fn replace_post_grants(tx: &mut Tx, wanted: &[Grant]) -> Result<()> {
    type Key<'a> = (&'a StaffId, &'a str, Option<&'a UnitCode>, Date, Date);
    fn key(it: &Grant) -> Key<'_> {
        (
            &it.staff,
            it.role.name(),
            it.unit.as_ref(),
            it.starts_on,
            it.ends_on,
        )
    }
    let held: Vec<Grant> = tx
        .all(&format!("{GRANT} where source = 'post'"), params![])
        .await?;
    let mut missing: HashMap<Key, &Grant> = wanted.iter().map(|it| (key(it), it)).collect();
    let mut ended = Vec::new();
    for grant in &held {
        if missing.remove(&key(grant)).is_none() {
            ended.push(&grant.id);
        }
    }
    for some in ended.chunks(500) {
        tx.execute_of(
            Sql::new("delete from gate_grants where id in ").bind_list(some.iter().copied()),
        )
        .await?;
    }
    let rows = missing.into_values().map(|it| {
        params![
            &it.id,
            &it.staff,
            it.role.name(),
            &it.unit,
            it.starts_on,
            it.ends_on,
            Source::Post.name()
        ]
    });
    let columns = [
        "id",
        "staff_id",
        "role",
        "unit_code",
        "starts_on",
        "ends_on",
        "source",
    ];
    tx.insert_many("gate_grants", &columns, rows).await?;
    Ok(())
}

/// How many accounts there are.
pub async fn count_accounts(tx: &mut Tx) -> Result<i64> {
    tx.value("select count(*) from gate_accounts", params![])
        .await
}

/// Every account's id and number, for whoever adds people and must not give a number twice.
pub async fn numbers(tx: &mut Tx) -> Result<Vec<(StaffId, String)>> {
    struct Line(StaffId, String);
    impl Record for Line {
        fn read(row: &Row) -> Result<Self> {
            Ok(Self(row.at(0)?, row.at(1)?))
        }
    }
    let lines: Vec<Line> = tx
        .all(
            "select staff_id, number from gate_accounts order by staff_id",
            params![],
        )
        .await?;
    Ok(lines
        .into_iter()
        .map(|Line(staff, number)| (staff, number))
        .collect())
}
