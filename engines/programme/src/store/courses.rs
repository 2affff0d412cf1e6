//! Courses and their versions.
use base::{Date, Instant, StaffId};
use db::{Cell, FromCell, Record, Result, Row, Sql, Tx, params};

use crate::{
    audience::Audience,
    model::{Course, CourseContent, CourseId},
};

const COURSE: &str = "select c.id, c.code, c.offered_by, c.withdrawn_on, c.withdrawn_because, v.version, v.title, v.aim,
        v.content, v.measure_key, v.category, v.minutes, v.mandatory_for, v.open_to, v.valid_years, v.needs_consent,
        v.least_attendance
    from programme_courses c join programme_course_versions v on v.course_id = c.id";
const LATEST: &str =
    " and v.version = (select max(version) from programme_course_versions where course_id = c.id)";

/// As JSON.
impl FromCell for Audience {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        serde_json::from_str(cell.text()?).ok()
    }
}

fn json(audience: &Option<Audience>) -> Option<String> {
    let written = |it| serde_json::to_string(it).expect("an audience is plain data");
    audience.as_ref().map(written)
}

/// By place: see `COURSE`.
impl Record for Course {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.at(0)?,
            code: row.at(1)?,
            offered_by: row.at(2)?,
            withdrawn_on: row.at(3)?,
            withdrawn_because: row.at(4)?,
            version: row.at(5)?,
            content: CourseContent {
                title: row.at(6)?,
                aim: row.at(7)?,
                content: row.at(8)?,
                measure_key: row.at(9)?,
                category: row.at(10)?,
                minutes: row.at(11)?,
                mandatory_for: row.at(12)?,
                open_to: row.at(13)?,
                valid_years: row.at(14)?,
                needs_consent: row.at(15)?,
                least_attendance: row.at(16)?,
            },
        })
    }
}

/// Adds a course in its first version. `false` when the code is taken.
pub async fn add_course(tx: &mut Tx, course: &Course, at: Instant, by: &StaffId) -> Result<bool> {
    let added = tx
        .execute(
            "insert into programme_courses (id, code, offered_by) values ($1, $2, $3) on conflict do nothing",
            params![&course.id, &course.code, &course.offered_by],
        )
        .await?;
    if added == 0 {
        return Ok(false);
    }
    add_course_version(tx, &course.id, 1, &course.content, at, by).await
}

/// Adds how a course stands from now on. `false` when somebody else wrote that version.
pub async fn add_course_version(
    tx: &mut Tx,
    id: &CourseId,
    version: i64,
    content: &CourseContent,
    at: Instant,
    by: &StaffId,
) -> Result<bool> {
    let added = tx
        .execute(
            "insert into programme_course_versions
                 (course_id, version, title, aim, content, measure_key, category, minutes, mandatory_for, open_to,
                  valid_years, needs_consent, least_attendance, written_at, written_by)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict do nothing",
            params![
                id,
                version,
                &content.title,
                &content.aim,
                &content.content,
                &content.measure_key,
                &content.category,
                content.minutes,
                json(&content.mandatory_for),
                json(&content.open_to),
                content.valid_years,
                content.needs_consent,
                content.least_attendance,
                at,
                by
            ],
        )
        .await?;
    Ok(added == 1)
}

/// A course as it stands now.
pub async fn course(tx: &mut Tx, id: &CourseId) -> Result<Option<Course>> {
    tx.optional(&format!("{COURSE} where c.id = $1{LATEST}"), params![id])
        .await
}

/// A course as it stood in one of its versions: what a run was announced with.
pub async fn course_as_of(tx: &mut Tx, id: &CourseId, version: i64) -> Result<Option<Course>> {
    tx.optional(
        &format!("{COURSE} where c.id = $1 and v.version = $2"),
        params![id, version],
    )
    .await
}

pub async fn course_of_code(tx: &mut Tx, code: &str) -> Result<Option<Course>> {
    tx.optional(
        &format!("{COURSE} where c.code = $1{LATEST}"),
        params![code],
    )
    .await
}

/// The courses that a capability offers on a day, by category and code.
pub async fn courses(tx: &mut Tx, offered_by: &str, on: Date) -> Result<Vec<Course>> {
    let sql = Sql::new(COURSE)
        .push(" where c.offered_by = ")
        .bind(offered_by)
        .push(" and (c.withdrawn_on is null or ")
        .bind(on)
        .push(" < c.withdrawn_on)")
        .push(LATEST)
        .push(" order by v.category, c.code");
    tx.all_of(sql).await
}

/// No longer offers a course from a day on. `false` when it was withdrawn before.
pub async fn withdraw_course(tx: &mut Tx, id: &CourseId, on: Date, because: &str) -> Result<bool> {
    let changed = tx
        .execute(
            "update programme_courses set withdrawn_on = $2, withdrawn_because = $3 where id = $1 and withdrawn_on is null",
            params![id, on, because],
        )
        .await?;
    Ok(changed == 1)
}
