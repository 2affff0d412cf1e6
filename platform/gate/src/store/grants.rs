//! Grants: which role a person holds, for which unit, from when until when.
use base::{Date, StaffId, UnitCode};
use db::{DbError, Record, Result, Row, Sql, Tx, params};

use crate::model::{Grant, GrantId, Role, Scope, Source};

/// The condition that a grant `g` is in force on the day `$2`.
///
/// A deputy's holds only while the person they stand in for holds the same role for the same unit themselves and is employed:
/// a transfer that ends a post ends its deputies with it. An account that was closed by hand does not: that is when a deputy is
/// needed.
macro_rules! held_on_day {
    () => {
        "g.starts_on <= $2 and $2 < g.ends_on and (g.deputy_for is null or exists (
             select 1 from gate_grants p join gate_accounts pa on pa.staff_id = p.staff_id
             where p.staff_id = g.deputy_for and p.deputy_for is null and p.role = g.role
               and coalesce(p.unit_code, '') = coalesce(g.unit_code, '')
               and p.starts_on <= $2 and $2 < p.ends_on and pa.starts_on <= $2 and $2 < pa.ends_on))"
    };
}
pub(super) use held_on_day;

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

pub(super) const GRANT: &str =
    "select id, staff_id, role, unit_code, starts_on, ends_on, source, deputy_for from gate_grants";

/// Everything that stands in the table for a person today or later, whether or not it reaches anything.
pub async fn grants_from(tx: &mut Tx, staff: &StaffId, day: Date) -> Result<Vec<Grant>> {
    tx.all(
        &format!("{GRANT} where staff_id = $1 and $2 < ends_on order by starts_on, id"),
        params![staff, day],
    )
    .await
}

/// All grants, today or later, of everybody who holds one of these roles today or later, person by person.
pub(crate) async fn grants_of_holders(
    tx: &mut Tx,
    roles: &[String],
    day: Date,
) -> Result<Vec<Grant>> {
    let sql = Sql::new(GRANT)
        .push(" where ends_on > ")
        .bind(day)
        .push(" and staff_id in (select staff_id from gate_grants where ends_on > ")
        .bind(day)
        .push(" and role in ")
        .bind_list(roles)
        .push(") order by staff_id, starts_on, id");
    tx.all_of(sql).await
}

/// The grants of one role for a unit or a unit above it that are in force on a day, of people whose account is open then: those for
/// the nearest unit first, on one unit by person. One for the whole city is for no unit.
pub(crate) async fn grants_for_unit(
    tx: &mut Tx,
    role: &Role,
    unit: &UnitCode,
    day: Date,
) -> Result<Vec<Grant>> {
    // The further down a unit is, the more units lie above it.
    tx.all(
        concat!(
            "select g.id, g.staff_id, g.role, g.unit_code, g.starts_on, g.ends_on, g.source, g.deputy_for
             from gate_grants g
             join gate_accounts a on a.staff_id = g.staff_id
             join gate_unit_reach r on r.ancestor_code = g.unit_code
             where g.role = $1 and r.unit_code = $3 and r.starts_on <= $2 and $2 < r.ends_on
               and a.starts_on <= $2 and $2 < a.ends_on and not a.is_disabled and ",
            held_on_day!(),
            " order by (select count(*) from gate_unit_reach above where above.unit_code = g.unit_code
                           and above.starts_on <= $2 and $2 < above.ends_on) desc, g.staff_id, g.id"
        ),
        params![role.name(), day, unit],
    )
    .await
}

/// Who holds a role for the whole city on a day and whose account is open then.
pub(crate) async fn holders_in_city(tx: &mut Tx, role: &Role, day: Date) -> Result<Vec<StaffId>> {
    tx.values(
        concat!(
            "select distinct g.staff_id from gate_grants g join gate_accounts a on a.staff_id = g.staff_id
             where g.role = $1 and g.unit_code is null and a.starts_on <= $2 and $2 < a.ends_on and not a.is_disabled and ",
            held_on_day!(),
            " order by g.staff_id"
        ),
        params![role.name(), day],
    )
    .await
}

/// Everything that is in force on a day of what the holders of a role hold, wherever they hold it.
pub(crate) async fn grants_held_with(tx: &mut Tx, role: &Role, day: Date) -> Result<Vec<Grant>> {
    tx.all(
        concat!(
            "select g.id, g.staff_id, g.role, g.unit_code, g.starts_on, g.ends_on, g.source, g.deputy_for
             from gate_grants g
             where g.staff_id in (select w.staff_id from gate_grants w where w.role = $1) and ",
            held_on_day!(),
        ),
        params![role.name(), day],
    )
    .await
}

pub(crate) async fn grant(tx: &mut Tx, id: &GrantId) -> Result<Grant> {
    tx.one(&format!("{GRANT} where id = $1"), params![id]).await
}

/// Grants in force or to come within the scope, other than those that follow from posts, oldest first, each with the names of its
/// holder and of the person stood in for.
pub(crate) async fn given_grants(
    tx: &mut Tx,
    scope: &Scope,
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
    let sql = Sql::new(
        "select g.id, g.staff_id, g.role, g.unit_code, g.starts_on, g.ends_on, g.source, g.deputy_for,
                a.name as holder, p.name as principal
         from gate_grants g
         join gate_accounts a on a.staff_id = g.staff_id
         left join gate_accounts p on p.staff_id = g.deputy_for
         where g.source <> 'post' and g.ends_on > ",
    )
    .bind(day);
    let sql = scope
        .restrict(sql, Some("g.unit_code"), None, day)
        .push(" order by g.role, g.starts_on, g.id");
    let lines: Vec<Line> = tx.all_of(sql).await?;
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

/// Whether the unit of a grant (`None`: the whole city) lies within a scope on this day.
pub async fn is_within(
    tx: &mut Tx,
    scope: &Scope,
    unit: Option<&UnitCode>,
    on: Date,
) -> Result<bool> {
    if scope.is_city() {
        return Ok(true);
    }
    let (Some(unit), false) = (unit, scope.units().is_empty()) else {
        return Ok(false);
    };
    let sql = Sql::new("select count(*) from gate_unit_reach where unit_code = ")
        .bind(unit)
        .push(" and starts_on <= ")
        .bind(on)
        .push(" and ends_on > ")
        .bind(on)
        .push(" and ancestor_code in ")
        .bind_list(scope.units());
    Ok(tx.value_of::<i64>(sql).await? > 0)
}
