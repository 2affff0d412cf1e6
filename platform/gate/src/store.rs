//! Where accounts, sessions and grants are kept. Only this file and those below it name their tables.
mod grants;
mod sessions;
mod tries;

use std::collections::HashMap;

use base::{Date, Instant, StaffId, UnitCode};
use db::{Record, Result, Row, Sql, Tx, params};

use crate::{
    model::{Grant, Source},
    rules::AccountTimes,
};
use grants::GRANT;
pub use grants::{add_grant, grants_from, is_within};
pub(crate) use grants::{
    end_grant, given_grants, grant, grants_for_unit, grants_held_with, grants_of_holders,
    holders_in_city,
};
pub(crate) use sessions::{
    Session, add_session, end_session, end_session_of, end_sessions, session, sessions,
    touch_session,
};
pub use tries::{Swept, sweep};
pub(crate) use tries::{add_try, forget_tries, keep_as_wrong, other_tries, take_back};

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

const ACCOUNT: &str =
    "select staff_id, number, name, starts_on, ends_on, is_disabled from gate_accounts";

/// Whether nobody has an account yet: the program is being set up.
pub async fn is_empty(tx: &mut Tx) -> Result<bool> {
    tx.value::<i64>(
        "select count(*) from (select 1 from gate_accounts limit 1) first",
        params![],
    )
    .await
    .map(|it| it == 0)
}

/// The account of a staff number as typed, with the hash of its password. Leading zeros may be missing, or too many, as long as
/// only one number remains possible. One look, so that a known number costs the same as an unknown one.
pub(crate) async fn account_of_number(
    tx: &mut Tx,
    typed: &str,
) -> Result<Option<(Account, Option<String>)>> {
    struct Line(Account, Option<String>);
    impl Record for Line {
        fn read(row: &Row) -> Result<Self> {
            Ok(Self(Account::read(row)?, row.get("password_hash")?))
        }
    }
    // Ten zeros before what was typed are longer than any staff number in use.
    const ZEROS: &str = "0000000000";
    let digits = typed.trim_start_matches('0');
    let possible = (0..=ZEROS.len())
        .map(|zeros| format!("{}{digits}", ZEROS.get(..zeros).unwrap_or_default()));
    let sql = Sql::new(
        "select staff_id, number, name, starts_on, ends_on, is_disabled, password_hash from gate_accounts where number in ",
    )
    .bind_list(possible.chain([typed.to_owned()]));
    let mut found: Vec<Line> = tx.all_of(sql).await?;
    let exact = found.iter().position(|it| it.0.number == typed);
    let one = match (exact, found.len()) {
        (Some(exact), _) => Some(found.swap_remove(exact)),
        (None, 1) => found.pop(),
        (None, _) => None,
    };
    Ok(one.map(|Line(account, hash)| (account, hash)))
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

/// Whether a unit exists on this day, as far as the gate has been told.
pub(crate) async fn has_unit(tx: &mut Tx, unit: &UnitCode, on: Date) -> Result<bool> {
    tx.value::<i64>(
        "select count(*) from gate_unit_reach where ancestor_code = $1 and unit_code = $1 and starts_on <= $2 and $2 < ends_on",
        params![unit, on],
    )
    .await
    .map(|it| it > 0)
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

/// The accounts of people, for lists that only know their ids.
pub(crate) async fn accounts(tx: &mut Tx, staff: &[StaffId]) -> Result<HashMap<StaffId, Account>> {
    if staff.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = Sql::new(ACCOUNT)
        .push(" where staff_id in ")
        .bind_list(staff);
    let found: Vec<Account> = tx.all_of(sql).await?;
    Ok(found.into_iter().map(|it| (it.staff.clone(), it)).collect())
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

/// For the first load of a whole city; see [`Tx::set_keys_aside`].
pub async fn set_keys_aside(tx: &mut Tx) -> Result<db::KeysAside> {
    tx.set_keys_aside(&["gate_accounts"]).await
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
