//! What the figures about staff are counted from.
use base::Date;
use db::{Record, Result, Row, Tx, params};

use super::posts::Term;
use crate::model::{Level, Sex};

pub(crate) async fn count_staff(tx: &mut Tx, on: Date) -> Result<i64> {
    tx.value(
        "select count(*) from people_staff where hired_on <= $1 and $1 < ends_on",
        params![on],
    )
    .await
}

pub(crate) async fn count_main_posts(tx: &mut Tx, on: Date) -> Result<i64> {
    tx.value(
        "select count(*) from people_assignments where kind = 'main' and starts_on <= $1 and $1 < ends_on",
        params![on],
    )
    .await
}

/// How many main posts begin from the first day to the last in another unit than the one before them, unless that one went
/// into it.
pub(crate) async fn count_moves(tx: &mut Tx, first: Date, last: Date) -> Result<i64> {
    tx.value(
        "select count(*) from (
           select starts_on, unit_code, lag(unit_code) over (partition by staff_id order by starts_on) as before
           from people_assignments where kind = 'main') a
         where a.starts_on between $1 and $2 and a.before <> a.unit_code
           and not exists (select 1 from people_unit_successors n
                           where n.code = a.before and n.successor_code = a.unit_code)",
        params![first, last],
    )
    .await
}

/// How many people of one sex head units of one level.
pub(crate) struct Leaders {
    pub(crate) level: Level,
    pub(crate) sex: Sex,
    pub(crate) people: i64,
}

impl Record for Leaders {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            level: row.get("level")?,
            sex: row.get("sex")?,
            people: row.get("people")?,
        })
    }
}

/// Those whose main post is to head a bureau, department or section.
pub(crate) async fn leaders_on(tx: &mut Tx, day: Date) -> Result<Vec<Leaders>> {
    tx.all(
        "select u.level, s.sex, count(*) as people
         from people_assignments a
         join people_units u on u.code = a.unit_code and u.starts_on <= $1 and $1 < u.ends_on
         join people_staff s on s.id = a.staff_id
         where a.kind = 'main' and a.is_head and a.starts_on <= $1 and $1 < a.ends_on
           and u.level in ('bureau', 'department', 'section')
         group by u.level, s.sex",
        params![day],
    )
    .await
}

/// Shows the main posts that begin until a day, by person and time.
pub(crate) async fn each_main_post(
    tx: &mut Tx,
    until: Date,
    mut each: impl FnMut(Term) + Send,
) -> Result<()> {
    tx.each(
        "select staff_id, unit_code, starts_on, ends_on from people_assignments
         where kind = 'main' and starts_on <= $1 order by staff_id, starts_on",
        params![until],
        |row| {
            each(Term::read(row)?);
            Ok(())
        },
    )
    .await
}
