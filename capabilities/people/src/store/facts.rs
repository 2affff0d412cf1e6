//! People as they stand on a day, and all their posts up to it.
use base::{Date, StaffId};
use db::{DbError, Result, Row, Sql, Tx};

use crate::facts::{Facts, PostRead};

/// Everybody on the staff on a day, or of them this one, by id; nothing is known yet of their posts.
pub(crate) async fn at_work(tx: &mut Tx, who: Option<&StaffId>, day: Date) -> Result<Vec<Facts>> {
    let sql = Sql::new(
        "select id, kind, job_family, sex, born_on, hired_on, ends_on from people_staff where hired_on <= ",
    )
    .bind(day)
    .push(" and ")
    .bind(day)
    .push(" < ends_on");
    let (sql, values) = of(sql, "id", who).push(" order by id").finish();
    let mut people = Vec::new();
    tx.each(&sql, values, |row| {
        people.push(Facts {
            staff: row.at(0)?,
            kind: row.at(1)?,
            job_family: row.at(2)?,
            sex: row.at(3)?,
            born_on: row.at(4)?,
            hired_on: row.at(5)?,
            ends_on: row.at(6)?,
            grade: None,
            posts: Vec::new(),
        });
        Ok(())
    })
    .await?;
    Ok(people)
}

/// Shows every post of everybody, or of this one, that began by the day, by person and first day.
pub(crate) async fn each_post_until(
    tx: &mut Tx,
    who: Option<&StaffId>,
    day: Date,
    mut each: impl FnMut(PostRead<'_>) + Send,
) -> Result<()> {
    let sql = Sql::new(
        "select staff_id, kind, unit_code, post, grade, is_head, starts_on, ends_on from people_assignments
         where starts_on <= ",
    )
    .bind(day);
    let sql = of(sql, "staff_id", who).push(" order by staff_id, starts_on, unit_code, kind");
    let (sql, values) = sql.finish();
    tx.each(&sql, values, |row| {
        each(PostRead {
            staff: text(row, 0)?,
            kind: row.at(1)?,
            unit: text(row, 2)?,
            post: text(row, 3)?,
            grade: row.at(4)?,
            is_head: row.at(5)?,
            starts_on: row.at(6)?,
            ends_on: row.at(7)?,
        });
        Ok(())
    })
    .await
}

fn of(sql: Sql, column: &str, who: Option<&StaffId>) -> Sql {
    match who {
        Some(id) => sql.push(&format!(" and {column} = ")).bind(id),
        None => sql,
    }
}

/// A text that need not outlive its row.
fn text<'r>(row: &'r Row<'_>, place: usize) -> Result<&'r str> {
    row.cell(place)?.text().ok_or_else(|| DbError::Column {
        column: place.to_string(),
        expected: "text",
    })
}
