//! Runs and their sessions.
use base::FiscalYear;
use db::{Record, Result, Row, Sql, Tx, params};

use crate::model::{
    CourseId, Run, RunContent, RunId, RunState, Session, SessionContent, SessionId,
};

const RUN: &str = "select id, course_id, course_version, year, number, state, opens_on, closes_on, admission, lecturer, partner,
        budget_yen, spent_yen, because, version from programme_runs";

/// By place: see `RUN`.
impl Record for Run {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.at(0)?,
            course: row.at(1)?,
            course_version: row.at(2)?,
            year: row.at(3)?,
            number: row.at(4)?,
            state: row.at(5)?,
            content: RunContent {
                opens_on: row.at(6)?,
                closes_on: row.at(7)?,
                admission: row.at(8)?,
                lecturer: row.at(9)?,
                partner: row.at(10)?,
                budget_yen: row.at(11)?,
                spent_yen: row.at(12)?,
            },
            because: row.at(13)?,
            version: row.at(14)?,
        })
    }
}

const SESSION: &str =
    "select id, run_id, part, kind, held_on, starts_at, ends_at, place, lecturer, capacity, version
    from programme_sessions";

/// By place: see `SESSION`.
impl Record for Session {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.at(0)?,
            run: row.at(1)?,
            part: row.at(2)?,
            content: SessionContent {
                kind: row.at(3)?,
                held_on: row.at(4)?,
                starts_at: row.at(5)?,
                ends_at: row.at(6)?,
                place: row.at(7)?,
                lecturer: row.at(8)?,
                capacity: row.at(9)?,
            },
            version: row.at(10)?,
        })
    }
}

/// 第何回: one more than the last of the course in that year.
pub async fn next_number(tx: &mut Tx, course: &CourseId, year: FiscalYear) -> Result<i64> {
    tx.value(
        "select coalesce(max(number), 0) + 1 from programme_runs where course_id = $1 and year = $2",
        params![course, year],
    )
    .await
}

/// `false` when the id or the number is taken.
pub async fn add_run(tx: &mut Tx, run: &Run) -> Result<bool> {
    let it = &run.content;
    let added = tx
        .execute(
            "insert into programme_runs
                 (id, course_id, course_version, year, number, state, opens_on, closes_on, admission, lecturer, partner,
                  budget_yen, spent_yen)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing",
            params![
                &run.id,
                &run.course,
                run.course_version,
                run.year,
                run.number,
                run.state,
                it.opens_on,
                it.closes_on,
                it.admission,
                &it.lecturer,
                &it.partner,
                it.budget_yen,
                it.spent_yen
            ],
        )
        .await?;
    Ok(added == 1)
}

/// `false` when somebody changed it since `version`.
pub async fn change_run(tx: &mut Tx, id: &RunId, version: i64, it: &RunContent) -> Result<bool> {
    let changed = tx
        .execute(
            "update programme_runs set opens_on = $3, closes_on = $4, admission = $5, lecturer = $6, partner = $7,
                 budget_yen = $8, spent_yen = $9, version = version + 1
             where id = $1 and version = $2",
            params![
                id,
                version,
                it.opens_on,
                it.closes_on,
                it.admission,
                &it.lecturer,
                &it.partner,
                it.budget_yen,
                it.spent_yen
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Lets a run go on with its course as it stands now.
pub async fn set_latest_version(tx: &mut Tx, id: &RunId) -> Result<()> {
    tx.execute(
        "update programme_runs set course_version =
             (select max(v.version) from programme_course_versions v where v.course_id = programme_runs.course_id)
         where id = $1",
        params![id],
    )
    .await?;
    Ok(())
}

/// Takes a run one step on. `false` when it is no longer in the state from which the step leads.
pub async fn set_run_state(
    tx: &mut Tx,
    id: &RunId,
    from: RunState,
    to: RunState,
    because: &str,
) -> Result<bool> {
    let changed = tx
        .execute(
            "update programme_runs set state = $3, because = $4, version = version + 1 where id = $1 and state = $2",
            params![id, from, to, because],
        )
        .await?;
    Ok(changed == 1)
}

pub async fn run(tx: &mut Tx, id: &RunId) -> Result<Option<Run>> {
    tx.optional(&format!("{RUN} where id = $1"), params![id])
        .await
}

/// The runs of a course, the newest year first, in the order of their numbers.
pub async fn runs_of(tx: &mut Tx, course: &CourseId) -> Result<Vec<Run>> {
    tx.all(
        &format!("{RUN} where course_id = $1 order by year desc, number"),
        params![course],
    )
    .await
}

/// The runs of a fiscal year in one of these states.
pub async fn runs_of_year(tx: &mut Tx, year: FiscalYear, states: &[RunState]) -> Result<Vec<Run>> {
    let sql = Sql::new(RUN)
        .push(" where year = ")
        .bind(year)
        .push(" and state in ")
        .bind_list(states.iter().copied())
        .push(" order by course_id, number");
    tx.all_of(sql).await
}

/// `false` when the id is taken.
pub async fn add_session(tx: &mut Tx, session: &Session) -> Result<bool> {
    let it = &session.content;
    let added = tx
        .execute(
            "insert into programme_sessions
                 (id, run_id, part, kind, held_on, starts_at, ends_at, place, lecturer, capacity)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing",
            params![
                &session.id,
                &session.run,
                session.part,
                it.kind,
                it.held_on,
                it.starts_at,
                it.ends_at,
                &it.place,
                &it.lecturer,
                it.capacity
            ],
        )
        .await?;
    Ok(added == 1)
}

/// `false` when somebody changed it since `version`.
pub async fn change_session(
    tx: &mut Tx,
    id: &SessionId,
    version: i64,
    it: &SessionContent,
) -> Result<bool> {
    let changed = tx
        .execute(
            "update programme_sessions set kind = $3, held_on = $4, starts_at = $5, ends_at = $6, place = $7, lecturer = $8,
                 capacity = $9, version = version + 1
             where id = $1 and version = $2",
            params![
                id,
                version,
                it.kind,
                it.held_on,
                it.starts_at,
                it.ends_at,
                &it.place,
                &it.lecturer,
                it.capacity
            ],
        )
        .await?;
    Ok(changed == 1)
}

pub async fn session(tx: &mut Tx, id: &SessionId) -> Result<Option<Session>> {
    tx.optional(&format!("{SESSION} where id = $1"), params![id])
        .await
}

/// The sessions of some runs, by run, part, day and time.
pub async fn sessions_of<'a>(
    tx: &mut Tx,
    runs: impl IntoIterator<Item = &'a RunId>,
) -> Result<Vec<Session>> {
    let sql = Sql::new(SESSION)
        .push(" where run_id in ")
        .bind_list(runs)
        .push(" order by run_id, part, held_on, starts_at, id");
    tx.all_of(sql).await
}

/// What else is held at the same time, of runs that are not withdrawn: for the room and the lecturer that cannot be in two places.
pub async fn sessions_at_once(
    tx: &mut Tx,
    id: &SessionId,
    it: &SessionContent,
) -> Result<Vec<Session>> {
    tx.all(
        &format!(
            "{SESSION} where held_on = $1 and starts_at < $2 and $3 < ends_at and id <> $4
             and run_id not in (select id from programme_runs where state = 'withdrawn') order by starts_at, id"
        ),
        params![it.held_on, it.ends_at, it.starts_at, id],
    )
    .await
}
