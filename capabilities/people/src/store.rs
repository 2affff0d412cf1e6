//! Where people and organisation are kept. The only file that names their tables, but for `import/write.rs` beside it.
use std::collections::HashMap;

use base::{Date, Instant, StaffId, UnitCode};
use db::{Record, Result, Row, Sql, Tx, params};
use gate::Scope;

use crate::model::{Assignment, AssignmentKind, Kind, Sex, Staff, Unit};

impl Record for Unit {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            code: row.get("code")?,
            name: row.get("name")?,
            kana: row.get("kana")?,
            level: row.get("level")?,
            parent: row.get("parent_code")?,
            starts_on: row.get("starts_on")?,
            ends_on: row.get("ends_on")?,
        })
    }
}

impl Record for Staff {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            number: row.get("number")?,
            kind: row.get("kind")?,
            legal_name: row.get("legal_name")?,
            used_name: row.get("used_name")?,
            kana: row.get("kana")?,
            sex: row.get("sex")?,
            born_on: row.get("born_on")?,
            hired_on: row.get("hired_on")?,
            ends_on: row.get("ends_on")?,
        })
    }
}

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

const UNIT: &str =
    "select code, name, kana, level, parent_code, starts_on, ends_on from people_units";
const STAFF: &str = "select id, number, kind, legal_name, used_name, kana, sex, born_on, hired_on, ends_on from people_staff";
const ASSIGNMENT: &str = "select staff_id, kind, unit_code, post, grade, is_head, starts_on, ends_on from people_assignments";

/// A word that changes with every change of people or organisation, in no two databases the same.
pub async fn version(tx: &mut Tx) -> Result<String> {
    tx.value("select version from people_version where id = 1", params![])
        .await
}

pub(crate) async fn raise_version(tx: &mut Tx) -> Result<()> {
    tx.execute(
        "update people_version set version = $1 where id = 1",
        params![base::fresh_id()],
    )
    .await?;
    Ok(())
}

/// The organisation as it stands on a day, by code.
pub async fn units_on(tx: &mut Tx, day: Date) -> Result<Vec<Unit>> {
    tx.all(
        &format!("{UNIT} where starts_on <= $1 and $1 < ends_on order by code"),
        params![day],
    )
    .await
}

/// Every row of every unit, by code and time.
pub async fn all_units(tx: &mut Tx) -> Result<Vec<Unit>> {
    tx.all(&format!("{UNIT} order by code, starts_on"), params![])
        .await
}

pub async fn unit_on(tx: &mut Tx, code: &UnitCode, day: Date) -> Result<Option<Unit>> {
    tx.optional(
        &format!("{UNIT} where code = $1 and starts_on <= $2 and $2 < ends_on"),
        params![code, day],
    )
    .await
}

/// How a unit stood over time, oldest first.
pub async fn unit_history(tx: &mut Tx, code: &UnitCode) -> Result<Vec<Unit>> {
    tx.all(
        &format!("{UNIT} where code = $1 order by starts_on"),
        params![code],
    )
    .await
}

/// Into which units a unit went when it ended.
pub async fn successors(tx: &mut Tx, code: &UnitCode) -> Result<Vec<UnitCode>> {
    tx.values(
        "select successor_code from people_unit_successors where code = $1 order by successor_code",
        params![code],
    )
    .await
}

/// From which units a unit came.
pub async fn predecessors(tx: &mut Tx, code: &UnitCode) -> Result<Vec<UnitCode>> {
    tx.values(
        "select code from people_unit_successors where successor_code = $1 order by code",
        params![code],
    )
    .await
}

/// How many main assignments each unit holds on a day, not counting the units below it.
pub(crate) async fn head_counts(tx: &mut Tx, day: Date) -> Result<Vec<(UnitCode, i64)>> {
    struct Line(UnitCode, i64);
    impl Record for Line {
        fn read(row: &Row) -> Result<Self> {
            Ok(Self(row.get("unit_code")?, row.get("people")?))
        }
    }
    let lines: Vec<Line> = tx
        .all(
            "select unit_code, count(*) as people from people_assignments
             where kind = 'main' and starts_on <= $1 and $1 < ends_on group by unit_code",
            params![day],
        )
        .await?;
    Ok(lines
        .into_iter()
        .map(|Line(unit, people)| (unit, people))
        .collect())
}

pub async fn staff(tx: &mut Tx, id: &StaffId) -> Result<Staff> {
    tx.one(&format!("{STAFF} where id = $1"), params![id]).await
}

pub async fn staff_of_number(tx: &mut Tx, number: &str) -> Result<Option<Staff>> {
    tx.optional(&format!("{STAFF} where number = $1"), params![number])
        .await
}

/// Everybody who is, was or will be on the staff, by number.
pub(crate) async fn all_staff(tx: &mut Tx) -> Result<Vec<Staff>> {
    tx.all(&format!("{STAFF} order by number"), params![]).await
}

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

/// A person, if the scope reaches them on this day: by who they are, or by a unit in which they have an assignment.
pub(crate) async fn staff_in_scope(
    tx: &mut Tx,
    id: &StaffId,
    scope: &Scope,
    on: Date,
) -> Result<Staff> {
    let within = Sql::new(format!("{STAFF} s where s.id = ")).bind(id);
    tx.one_of(reach(within, scope, on)).await
}

/// Keeps the people `s` whom the scope reaches on this day.
fn reach(sql: Sql, scope: &Scope, on: Date) -> Sql {
    if scope.is_city() {
        return sql;
    }
    let sql = scope
        .restrict(sql.push(" and ((1 = 1"), None, Some("s.id"), on)
        .push(")");
    match scope.units() {
        [] => sql.push(")"),
        units => assigned(sql.push(" or "), units, None, on).push(")"),
    }
}

/// The condition that `s` has an assignment, of this kind if any is named, in one of the units or below on this day.
fn assigned<'a>(
    sql: Sql,
    units: impl IntoIterator<Item = &'a UnitCode>,
    kind: Option<AssignmentKind>,
    on: Date,
) -> Sql {
    let sql = sql
        .push("s.id in (select r.staff_id from people_assignments r where r.starts_on <= ")
        .bind(on)
        .push(" and ")
        .bind(on)
        .push(" < r.ends_on and ");
    let sql = match kind {
        Some(kind) => sql.push("r.kind = ").bind(kind).push(" and "),
        None => sql,
    };
    gate::below(sql, "r.unit_code", units, on).push(")")
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

/// One line of the list of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) id: StaffId,
    pub(crate) number: String,
    pub(crate) used_name: String,
    pub(crate) kana: String,
    pub(crate) kind: Kind,
    pub(crate) sex: Sex,
    pub(crate) born_on: Date,
    pub(crate) hired_on: Date,
    pub(crate) unit: Option<UnitCode>,
    pub(crate) unit_name: Option<String>,
    pub(crate) post: Option<String>,
    pub(crate) grade: Option<i64>,
}

impl Record for Listed {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.at(0)?,
            number: row.at(1)?,
            used_name: row.at(2)?,
            kana: row.at(3)?,
            kind: row.at(4)?,
            sex: row.at(5)?,
            born_on: row.at(6)?,
            hired_on: row.at(7)?,
            unit: row.at(8)?,
            unit_name: row.at(9)?,
            post: row.at(10)?,
            grade: row.at(11)?,
        })
    }
}

/// What a list of people is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Wanted {
    /// A staff number or its beginning, or any part of a name or its kana.
    pub(crate) words: String,
    /// The unit and all below it.
    pub(crate) unit: Option<UnitCode>,
    pub(crate) kind: Option<Kind>,
    pub(crate) order: Order,
    pub(crate) is_descending: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Order {
    #[default]
    Kana,
    Number,
    Hired,
}

/// The people on the staff on a day, with their main assignment, in the wanted order.
///
/// The page is cut before posts and units are looked up, so that its cost is that of the rows shown.
pub(crate) async fn list(
    tx: &mut Tx,
    wanted: &Wanted,
    scope: &Scope,
    on: Date,
    most: i64,
    skip: i64,
) -> Result<Vec<Listed>> {
    let direction = if wanted.is_descending { " desc" } else { "" };
    let order = |of: &str| match wanted.order {
        Order::Kana => format!(" order by {of}.kana_order{direction}, {of}.number{direction}"),
        Order::Number => format!(" order by {of}.number{direction}"),
        Order::Hired => format!(" order by {of}.hired_on{direction}, {of}.number"),
    };
    let sql = Sql::new(
        "select p.id, p.number, p.used_name, p.kana, p.kind, p.sex, p.born_on, p.hired_on,
                a.unit_code, u.name, a.post, a.grade
         from (select s.id, s.number, s.used_name, s.kana, s.kana_order, s.kind, s.sex, s.born_on, s.hired_on",
    )
    .append(chosen(tx, wanted, scope, on).await?)
    .push(&order("s"))
    .push(" limit ")
    .bind(most)
    .push(" offset ")
    .bind(skip)
    .push(
        ") p left join people_assignments a on a.staff_id = p.id and a.kind = 'main' and a.starts_on <= ",
    )
    .bind(on)
    .push(" and ")
    .bind(on)
    .push(" < a.ends_on left join people_units u on u.code = a.unit_code and u.starts_on <= ")
    .bind(on)
    .push(" and ")
    .bind(on)
    .push(" < u.ends_on")
    .push(&order("p"));
    tx.all_of(sql).await
}

/// How many people [`list`] would show.
pub(crate) async fn count(tx: &mut Tx, wanted: &Wanted, scope: &Scope, on: Date) -> Result<i64> {
    let sql = Sql::new("select count(*)").append(chosen(tx, wanted, scope, on).await?);
    tx.value_of(sql).await
}

async fn chosen(tx: &mut Tx, wanted: &Wanted, scope: &Scope, on: Date) -> Result<Sql> {
    let mut sql = Sql::new(" from people_staff s where s.hired_on <= ")
        .bind(on)
        .push(" and ")
        .bind(on)
        .push(" < s.ends_on");
    if let Some(kind) = wanted.kind {
        sql = sql.push(" and s.kind = ").bind(kind);
    }
    if let Some(unit) = &wanted.unit {
        sql = assigned(sql.push(" and "), [unit], Some(AssignmentKind::Main), on);
    }
    if !wanted.words.is_empty() {
        sql = sql.append(crate::find::matching(tx, &wanted.words).await?);
    }
    Ok(reach(sql, scope, on))
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
            "select s.id, s.number, s.kind as employment, s.legal_name, s.used_name, s.kana, s.sex, s.born_on, s.hired_on,
                    s.ends_on as leaves_on, a.staff_id, a.kind, a.unit_code, a.post, a.grade, a.is_head, a.starts_on, a.ends_on
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

/// The name at work of each of these people, for lists that only know their ids. Who is not there is left out.
pub async fn names_of(tx: &mut Tx, people: &[StaffId]) -> Result<HashMap<StaffId, String>> {
    struct Line(StaffId, String);
    impl Record for Line {
        fn read(row: &Row) -> Result<Self> {
            Ok(Self(row.at(0)?, row.at(1)?))
        }
    }
    let mut names = HashMap::with_capacity(people.len());
    for some in people.chunks(500) {
        let sql = Sql::new("select id, used_name from people_staff where id in ").bind_list(some);
        let lines: Vec<Line> = tx.all_of(sql).await?;
        names.extend(lines.into_iter().map(|Line(id, name)| (id, name)));
    }
    Ok(names)
}

/// The name at work of a person; `NotFound` when there is none.
pub async fn name_of(tx: &mut Tx, staff: &StaffId) -> Result<String> {
    tx.value(
        "select used_name from people_staff where id = $1",
        params![staff],
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

/// The name of a unit on a day; the last one it had when it has ended by then, and its code when it was never there.
pub async fn unit_name(tx: &mut Tx, code: &UnitCode, on: Date) -> Result<String> {
    let names: Vec<String> = tx
        .values(
            "select name from people_units where code = $1
             order by case when starts_on <= $2 then 0 else 1 end, starts_on desc limit 1",
            params![code, on],
        )
        .await?;
    Ok(names.into_iter().next().unwrap_or_else(|| code.0.clone()))
}

/// A checked file that waits.
pub(crate) struct Waiting {
    pub(crate) file_name: String,
    pub(crate) content: Vec<u8>,
    pub(crate) version: String,
}

impl Record for Waiting {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            file_name: row.get("file_name")?,
            content: row.get("content")?,
            version: row.get("version")?,
        })
    }
}

/// Keeps a checked file in the place of those that the same person has left behind.
pub(crate) async fn keep_waiting(
    tx: &mut Tx,
    staff: &StaffId,
    it: &Waiting,
    now: Instant,
) -> Result<String> {
    forget_waiting(tx, staff).await?;
    let token = base::fresh_id();
    tx.execute(
        "insert into people_imports (token, staff_id, file_name, content, version, checked_at)
         values ($1, $2, $3, $4, $5, $6)",
        params![
            &token,
            staff,
            &it.file_name,
            it.content.as_slice(),
            &it.version,
            now
        ],
    )
    .await?;
    Ok(token)
}

/// The file that this person checked under this token.
pub(crate) async fn waiting(tx: &mut Tx, token: &str, staff: &StaffId) -> Result<Option<Waiting>> {
    tx.optional(
        "select file_name, content, version from people_imports where token = $1 and staff_id = $2",
        params![token, staff],
    )
    .await
}

pub(crate) async fn forget_waiting(tx: &mut Tx, staff: &StaffId) -> Result<()> {
    tx.execute(
        "delete from people_imports where staff_id = $1",
        params![staff],
    )
    .await?;
    Ok(())
}
