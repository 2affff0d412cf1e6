//! What lists show: of courses with what comes next, and of people's enrolments as far as a scope reaches.
use base::{Date, FiscalYear, StaffId};
use db::{Record, Result, Row, Sql, Tx, params};
use gate::Scope;

use crate::{
    model::{CourseId, Enrolment, EnrolmentId, RunId},
    seats::State,
};

/// A course of the catalogue and what is next in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub course: CourseId,
    pub code: String,
    pub title: String,
    pub category: String,
    pub is_mandatory: bool,
    /// The next day on which a session of an announced run is held.
    pub next_on: Option<Date>,
    /// The last day of applying to a run that takes applications today.
    pub open_until: Option<Date>,
}

impl Record for Listed {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            course: row.at(0)?,
            code: row.at(1)?,
            title: row.at(2)?,
            category: row.at(3)?,
            is_mandatory: row.at(4)?,
            next_on: row.at(5)?,
            open_until: row.at(6)?,
        })
    }
}

/// The courses that a capability offers on a day, and those withdrawn of which a run still goes on; by category and code.
pub async fn catalogue(tx: &mut Tx, offered_by: &str, today: Date) -> Result<Vec<Listed>> {
    tx.all(
        "select c.id, c.code, v.title, v.category, v.mandatory_for is not null,
                (select min(s.held_on) from programme_runs r join programme_sessions s on s.run_id = r.id
                 where r.course_id = c.id and r.state = 'announced' and $2 < s.held_on),
                (select max(r.closes_on) from programme_runs r
                 where r.course_id = c.id and r.state = 'announced' and r.opens_on <= $2 and $2 <= r.closes_on)
         from programme_courses c join programme_course_versions v on v.course_id = c.id
             and v.version = (select max(version) from programme_course_versions where course_id = c.id)
         where c.offered_by = $1 and (c.withdrawn_on is null or $2 < c.withdrawn_on
             or exists (select 1 from programme_runs r where r.course_id = c.id and r.state = 'announced'))
         order by v.category, c.code",
        params![offered_by, today],
    )
    .await
}

/// An enrolment with what it is for, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub id: EnrolmentId,
    pub run: RunId,
    pub course: CourseId,
    pub staff: StaffId,
    pub state: State,
    pub has_consent: bool,
    pub offered_until: Option<Date>,
    pub title: String,
    pub number: i64,
    pub first_on: Option<Date>,
    /// What was said at the last step; empty without words.
    pub because: String,
}

impl Told {
    /// Before the day of the first session that was picked.
    pub fn may_be_cancelled(&self, today: Date) -> bool {
        self.state.is_open() && self.first_on.is_none_or(|first| today < first)
    }
}

impl Record for Told {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.at(0)?,
            run: row.at(1)?,
            course: row.at(2)?,
            staff: row.at(3)?,
            state: row.at(4)?,
            has_consent: row.at(5)?,
            offered_until: row.at(6)?,
            title: row.at(7)?,
            number: row.at(8)?,
            first_on: row.at(9)?,
            because: row.at(10)?,
        })
    }
}

const TOLD: &str = "select e.id, e.run_id, r.course_id, e.staff_id, e.state, e.has_consent, e.offered_until, v.title, r.number,
        (select min(s.held_on) from programme_seats p join programme_sessions s on s.id = p.session_id where p.enrolment_id = e.id),
        coalesce((select m.because from programme_moves m where m.enrolment_id = e.id order by m.at desc, m.id desc limit 1), '')
    from programme_enrolments e join programme_runs r on r.id = e.run_id
        join programme_courses c on c.id = r.course_id
        join programme_course_versions v on v.course_id = r.course_id and v.version = r.course_version";

/// All enrolments of a person in a fiscal year and those that are still open, the newest first.
pub async fn told_of(
    tx: &mut Tx,
    offered_by: &str,
    staff: &StaffId,
    year: FiscalYear,
) -> Result<Vec<Told>> {
    tx.all(
        &format!(
            "{TOLD} where c.offered_by = $3 and e.staff_id = $1 and (r.year = $2 or e.state in ('applied', 'nominated', 'confirmed', 'waiting', 'offered'))
             order by e.asked_at desc, e.id"
        ),
        params![staff, year, offered_by],
    )
    .await
}

/// The seats that are offered to a person and wait for their answer.
pub async fn offers_of(
    tx: &mut Tx,
    offered_by: &str,
    staff: &StaffId,
    today: Date,
) -> Result<Vec<Told>> {
    tx.all(
        &format!(
            "{TOLD} where c.offered_by = $3 and e.staff_id = $1 and e.state = 'offered' and $2 <= e.offered_until order by e.offered_until, e.id"
        ),
        params![staff, today, offered_by],
    )
    .await
}

/// The enrolments of a year that a scope reaches: by person, then by course.
pub async fn told_within(
    tx: &mut Tx,
    offered_by: &str,
    scope: &Scope,
    year: FiscalYear,
    on: Date,
    most: i64,
) -> Result<Vec<Told>> {
    let sql = Sql::new(TOLD)
        .push(" where c.offered_by = ")
        .bind(offered_by)
        .push(" and e.is_alive and r.year = ")
        .bind(year);
    let sql = scope
        .restrict(sql, Some("e.unit_code"), Some("e.staff_id"), on)
        .push(" order by e.staff_id, v.title, r.number limit ")
        .bind(most);
    tx.all_of(sql).await
}

/// The wishes that wait for a head's consent, as far as the scope reaches; never the head's own.
pub async fn for_consent(
    tx: &mut Tx,
    offered_by: &str,
    scope: &Scope,
    by: &StaffId,
    on: Date,
) -> Result<Vec<Told>> {
    let sql = Sql::new(TOLD)
        .push(" where c.offered_by = ")
        .bind(offered_by)
        .push(" and e.state = 'applied' and not e.has_consent and r.state = 'announced' and e.staff_id <> ")
        .bind(by);
    let sql = scope
        .restrict(sql, Some("e.unit_code"), Some("e.staff_id"), on)
        .push(" order by e.asked_at, e.id");
    tx.all_of(sql).await
}

/// The enrolment, if the scope reaches it.
pub async fn enrolment_within(
    tx: &mut Tx,
    id: &EnrolmentId,
    scope: &Scope,
    on: Date,
) -> Result<Option<Enrolment>> {
    let sql = Sql::new("select count(*) from programme_enrolments where id = ").bind(id);
    let sql = scope.restrict(sql, Some("unit_code"), Some("staff_id"), on);
    let found: i64 = tx.value_of(sql).await?;
    match found {
        0 => Ok(None),
        _ => super::enrolment(tx, id).await,
    }
}
