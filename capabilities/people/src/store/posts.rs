//! Who has which post in which unit, from when until when.
use base::{Date, StaffId, UnitCode};
use db::{Record, Result, Row, Sql, Tx, params};
use gate::Scope;

use super::scope::assigned;
use crate::model::{Assignment, Staff};

impl Record for Assignment {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            staff: row.get("staff_id")?,
            kind: row.get("kind")?,
            unit: row.get("unit_code")?,
            post: row.get("post")?,
            grade: row.get("grade")?,
            is_head: row.get("is_head")?,
            starts_on: row.get("starts_on")?,
            ends_on: row.get("ends_on")?,
        })
    }
}

/// How long somebody has a post in a unit, half-open, whatever the post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) staff: StaffId,
    pub(crate) unit: UnitCode,
    pub(crate) starts_on: Date,
    pub(crate) ends_on: Date,
}

/// By place: staff, unit, first day, end.
impl Record for Term {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            staff: row.at(0)?,
            unit: row.at(1)?,
            starts_on: row.at(2)?,
            ends_on: row.at(3)?,
        })
    }
}

const ASSIGNMENT: &str = "select staff_id, kind, unit_code, post, grade, is_head, starts_on, ends_on from people_assignments";

/// Every post of everybody, by person and time.
pub(crate) async fn all_assignments(tx: &mut Tx) -> Result<Vec<Assignment>> {
    tx.all(
        &format!("{ASSIGNMENT} order by staff_id, starts_on, unit_code, kind"),
        params![],
    )
    .await
}

/// Posts that begin after a day, as far as the scope reaches them: in one of its units on the day they begin, or of a person who is
/// in one of its units now. So each of two bureaus knows whom it loses and whom it gets, and nothing of the others.
pub(crate) async fn changes_after(
    tx: &mut Tx,
    day: Date,
    scope: &Scope,
    most: i64,
) -> Result<Vec<Assignment>> {
    let mut sql = Sql::new(
        "select s.id as staff_id, a.kind, a.unit_code, a.post, a.grade, a.is_head, a.starts_on, a.ends_on
         from people_assignments a join people_staff s on s.id = a.staff_id where a.starts_on > ",
    )
    .bind(day);
    if !scope.is_city() {
        let units = scope.units();
        sql = gate::below_on_its_day(sql.push(" and ("), "a.unit_code", units, "a.starts_on");
        sql = assigned(sql.push(" or "), units, None, day).push(")");
    }
    let sql = sql
        .push(" order by a.starts_on, a.unit_code, a.staff_id limit ")
        .bind(most);
    tx.all_of(sql).await
}

/// A person's assignments, the newest first. Those that begin after `known_until` are left out: they are not yet announced.
pub async fn assignments_of(
    tx: &mut Tx,
    staff: &StaffId,
    known_until: Date,
) -> Result<Vec<Assignment>> {
    tx.all(
        &format!("{ASSIGNMENT} where staff_id = $1 and starts_on <= $2 order by starts_on desc, kind desc, unit_code"),
        params![staff, known_until],
    )
    .await
}

/// Who heads a unit on a day; a vacancy is `None`. A main assignment comes before a concurrent one.
pub async fn head_of(tx: &mut Tx, unit: &UnitCode, on: Date) -> Result<Option<StaffId>> {
    let heads: Vec<StaffId> = tx
        .values(
            "select staff_id from people_assignments
             where unit_code = $1 and is_head and starts_on <= $2 and $2 < ends_on
             order by case kind when 'main' then 0 else 1 end, grade desc, staff_id limit 1",
            params![unit, on],
        )
        .await?;
    Ok(heads.into_iter().next())
}

/// The units in which a person has an assignment on a day, the main one first.
pub async fn units_of(tx: &mut Tx, staff: &StaffId, on: Date) -> Result<Vec<UnitCode>> {
    tx.values(
        "select unit_code from people_assignments where staff_id = $1 and starts_on <= $2 and $2 < ends_on
         order by case kind when 'main' then 0 else 1 end, starts_on, unit_code",
        params![staff, on],
    )
    .await
}

/// The unit of a person's main assignment on a day, if they have one.
pub async fn main_unit_of(tx: &mut Tx, staff: &StaffId, on: Date) -> Result<Option<UnitCode>> {
    let units: Vec<UnitCode> = tx
        .values(
            "select unit_code from people_assignments
             where staff_id = $1 and kind = 'main' and starts_on <= $2 and $2 < ends_on",
            params![staff, on],
        )
        .await?;
    Ok(units.into_iter().next())
}

/// The people with an assignment in a unit or below it on a day, each once, in kana order.
pub async fn members_of(tx: &mut Tx, unit: &UnitCode, on: Date) -> Result<Vec<StaffId>> {
    let sql = assigned(
        Sql::new("select s.id from people_staff s where "),
        [unit],
        None,
        on,
    );
    tx.values_of(sql.push(" order by s.kana_order, s.number"))
        .await
}

/// The people with an assignment in a unit itself on a day: heads first, then by grade, then in kana order.
pub(crate) async fn people_in(
    tx: &mut Tx,
    unit: &UnitCode,
    on: Date,
) -> Result<Vec<(Staff, Assignment)>> {
    struct Line(Staff, Assignment);
    impl Record for Line {
        fn read(row: &Row) -> Result<Self> {
            let staff = Staff {
                id: row.get("id")?,
                number: row.get("number")?,
                kind: row.get("employment")?,
                job_family: row.get("job_family")?,
                legal_name: row.get("legal_name")?,
                used_name: row.get("used_name")?,
                kana: row.get("kana")?,
                sex: row.get("sex")?,
                born_on: row.get("born_on")?,
                hired_on: row.get("hired_on")?,
                ends_on: row.get("leaves_on")?,
            };
            Ok(Self(staff, Assignment::read(row)?))
        }
    }
    let lines: Vec<Line> = tx
        .all(
            "select s.id, s.number, s.kind as employment, s.job_family, s.legal_name, s.used_name, s.kana, s.sex, s.born_on,
                    s.hired_on, s.ends_on as leaves_on, a.staff_id, a.kind, a.unit_code, a.post, a.grade, a.is_head, a.starts_on, a.ends_on
             from people_assignments a join people_staff s on s.id = a.staff_id
             where a.unit_code = $1 and a.starts_on <= $2 and $2 < a.ends_on
             order by case when a.is_head then 0 else 1 end, a.grade desc, s.kana_order, s.number",
            params![unit, on],
        )
        .await?;
    Ok(lines
        .into_iter()
        .map(|Line(staff, assignment)| (staff, assignment))
        .collect())
}
