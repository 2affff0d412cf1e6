//! Enrolments, their seats and their steps.
use base::{Date, Instant, StaffId};
use db::{Record, Result, Row, Tx, params};

use crate::{
    model::{Enrolment, EnrolmentId, Presence, RunId, SessionId},
    seats::{Picks, Room, State, Waiting},
};

const ENROLMENT: &str = "select id, run_id, staff_id, unit_code, way, state, priority, asked_at, has_consent, offered_until, version
    from programme_enrolments";

/// By place: see `ENROLMENT`.
impl Record for Enrolment {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.at(0)?,
            run: row.at(1)?,
            staff: row.at(2)?,
            unit: row.at(3)?,
            way: row.at(4)?,
            state: row.at(5)?,
            priority: row.at(6)?,
            asked_at: row.at(7)?,
            has_consent: row.at(8)?,
            offered_until: row.at(9)?,
            version: row.at(10)?,
        })
    }
}

/// A step of an enrolment, as its history tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    pub at: Instant,
    /// `None` where the program itself did it.
    pub by: Option<StaffId>,
    pub state: State,
    pub because: String,
}

impl Record for Move {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            at: row.at(0)?,
            by: row.at(1)?,
            state: row.at(2)?,
            because: row.at(3)?,
        })
    }
}

/// Somebody with a seat in a session, and how it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seated {
    pub enrolment: EnrolmentId,
    pub session: SessionId,
    pub staff: StaffId,
    pub state: State,
    /// `None` until somebody has noted it.
    pub presence: Option<Presence>,
    /// Minutes after the beginning.
    pub late: i64,
    /// Minutes before the end.
    pub left: i64,
}

impl Record for Seated {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            enrolment: row.at(0)?,
            session: row.at(1)?,
            staff: row.at(2)?,
            state: row.at(3)?,
            presence: row.at(4)?,
            late: row.at(5)?,
            left: row.at(6)?,
        })
    }
}

/// Adds an enrolment with its picks and the first step of its history. `false` when the person is in the run already.
pub async fn add_enrolment(
    tx: &mut Tx,
    it: &Enrolment,
    picks: &[SessionId],
    step: &Move,
) -> Result<bool> {
    let added = tx
        .execute(
            "insert into programme_enrolments
                 (id, run_id, staff_id, unit_code, way, state, priority, asked_at, has_consent, offered_until, holds_seat, is_alive)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing",
            params![
                &it.id,
                &it.run,
                &it.staff,
                &it.unit,
                it.way,
                it.state,
                it.priority,
                it.asked_at,
                it.has_consent,
                it.offered_until,
                it.state.holds_seat(),
                it.state.is_alive()
            ],
        )
        .await?;
    if added == 0 {
        return Ok(false);
    }
    for pick in picks {
        tx.execute(
            "insert into programme_seats (enrolment_id, session_id) values ($1, $2)",
            params![&it.id, pick],
        )
        .await?;
    }
    add_move(tx, &it.id, step).await?;
    Ok(true)
}

async fn add_move(tx: &mut Tx, id: &EnrolmentId, step: &Move) -> Result<()> {
    tx.execute(
        "insert into programme_moves (id, enrolment_id, at, by_staff_id, state, because) values ($1, $2, $3, $4, $5, $6)",
        params![
            base::fresh_id(),
            id,
            step.at,
            step.by.as_ref().map(StaffId::as_str),
            step.state,
            &step.because
        ],
    )
    .await?;
    Ok(())
}

/// Takes an enrolment one step on. `false` when somebody else was faster.
pub async fn set_state(
    tx: &mut Tx,
    it: &Enrolment,
    has_consent: bool,
    offered_until: Option<Date>,
    step: &Move,
) -> Result<bool> {
    let changed = tx
        .execute(
            "update programme_enrolments set state = $3, has_consent = $4, offered_until = $5, holds_seat = $6, is_alive = $7,
                 version = version + 1
             where id = $1 and version = $2",
            params![
                &it.id,
                it.version,
                step.state,
                has_consent,
                offered_until,
                step.state.holds_seat(),
                step.state.is_alive()
            ],
        )
        .await?;
    if changed == 1 {
        add_move(tx, &it.id, step).await?;
    }
    Ok(changed == 1)
}

pub async fn enrolment(tx: &mut Tx, id: &EnrolmentId) -> Result<Option<Enrolment>> {
    tx.optional(&format!("{ENROLMENT} where id = $1"), params![id])
        .await
}

/// The enrolment with which a person is in a run.
pub async fn enrolment_of(tx: &mut Tx, run: &RunId, staff: &StaffId) -> Result<Option<Enrolment>> {
    tx.optional(
        &format!("{ENROLMENT} where run_id = $1 and staff_id = $2 and is_alive"),
        params![run, staff],
    )
    .await
}

/// Everybody who is or was in a run, in the order of the line.
pub async fn enrolments_in(tx: &mut Tx, run: &RunId) -> Result<Vec<Enrolment>> {
    tx.all(
        &format!("{ENROLMENT} where run_id = $1 order by priority, asked_at, id"),
        params![run],
    )
    .await
}

/// The offers of a run whose last day is before a day.
pub async fn offered_until_before(tx: &mut Tx, run: &RunId, day: Date) -> Result<Vec<Enrolment>> {
    tx.all(
        &format!(
            "{ENROLMENT} where run_id = $1 and state = 'offered' and offered_until < $2 order by priority, asked_at, id"
        ),
        params![run, day],
    )
    .await
}

/// The announced runs of a capability with offers whose last day is before a day.
pub async fn runs_with_offers_before(
    tx: &mut Tx,
    offered_by: &str,
    day: Date,
) -> Result<Vec<RunId>> {
    tx.values(
        "select distinct r.id from programme_enrolments e
             join programme_runs r on r.id = e.run_id join programme_courses c on c.id = r.course_id
         where e.state = 'offered' and e.offered_until < $2 and c.offered_by = $1 and r.state = 'announced' order by r.id",
        params![offered_by, day],
    )
    .await
}

/// All enrolments of a person, the newest first.
pub async fn enrolments_of(tx: &mut Tx, staff: &StaffId) -> Result<Vec<Enrolment>> {
    tx.all(
        &format!("{ENROLMENT} where staff_id = $1 order by asked_at desc, id"),
        params![staff],
    )
    .await
}

/// The steps of an enrolment in their order.
pub async fn moves(tx: &mut Tx, id: &EnrolmentId) -> Result<Vec<Move>> {
    tx.all(
        "select at, by_staff_id, state, because from programme_moves where enrolment_id = $1 order by at, id",
        params![id],
    )
    .await
}

/// The sessions that an enrolment picked.
pub async fn picks_of(tx: &mut Tx, id: &EnrolmentId) -> Result<Picks> {
    tx.values(
        "select session_id from programme_seats where enrolment_id = $1 order by session_id",
        params![id],
    )
    .await
}

/// The sessions of a run with the seats that are held.
pub async fn rooms(tx: &mut Tx, run: &RunId) -> Result<Vec<Room>> {
    struct Line(Room);
    impl Record for Line {
        fn read(row: &Row) -> Result<Self> {
            Ok(Self(Room {
                session: row.at(0)?,
                part: row.at(1)?,
                capacity: row.at(2)?,
                held: row.at(3)?,
            }))
        }
    }
    let lines: Vec<Line> = tx
        .all(
            "select s.id, s.part, s.capacity,
                    (select count(*) from programme_seats p join programme_enrolments e on e.id = p.enrolment_id
                     where p.session_id = s.id and e.holds_seat)
             from programme_sessions s where s.run_id = $1 order by s.part, s.held_on, s.starts_at, s.id",
            params![run],
        )
        .await?;
    Ok(lines.into_iter().map(|it| it.0).collect())
}

/// The line of a run, in its order.
pub async fn waiting(tx: &mut Tx, run: &RunId) -> Result<Vec<Waiting>> {
    let mut line: Vec<Waiting> = Vec::new();
    tx.each(
        "select e.id, e.priority, e.asked_at, p.session_id
         from programme_enrolments e join programme_seats p on p.enrolment_id = e.id
         where e.run_id = $1 and e.state = 'waiting' order by e.priority, e.asked_at, e.id, p.session_id",
        params![run],
        |row| {
            let (enrolment, pick): (EnrolmentId, SessionId) = (row.at(0)?, row.at(3)?);
            match line.last_mut().filter(|it| it.enrolment == enrolment) {
                Some(it) => it.picks.push(pick),
                None => line.push(Waiting {
                    enrolment,
                    priority: row.at(1)?,
                    asked_at: row.at(2)?,
                    picks: vec![pick],
                }),
            }
            Ok(())
        },
    )
    .await?;
    Ok(line)
}

/// Other sessions in which the person has a seat, or waits for one, at the time of one of these.
pub async fn clashes(
    tx: &mut Tx,
    staff: &StaffId,
    run: &RunId,
    picks: &[SessionId],
) -> Result<Vec<SessionId>> {
    let sql = db::Sql::new(
        "select o.id from programme_sessions o
             join programme_seats p on p.session_id = o.id
             join programme_enrolments e on e.id = p.enrolment_id
             join programme_sessions s on s.held_on = o.held_on and s.starts_at < o.ends_at and o.starts_at < s.ends_at
         where e.is_alive and e.staff_id = ",
    )
    .bind(staff)
    .push(" and e.run_id <> ")
    .bind(run)
    .push(" and s.id in ")
    .bind_list(picks)
    .push(" order by o.held_on, o.starts_at, o.id");
    tx.values_of(sql).await
}

/// Everybody with a seat in a run, session by session: the roster.
pub async fn seated_in(tx: &mut Tx, run: &RunId) -> Result<Vec<Seated>> {
    tx.all(
        "select e.id, p.session_id, e.staff_id, e.state, p.presence, p.late_minutes, p.left_minutes
         from programme_enrolments e join programme_seats p on p.enrolment_id = e.id
         where e.run_id = $1 and e.holds_seat order by p.session_id, e.priority, e.asked_at, e.id",
        params![run],
    )
    .await
}

/// Notes how it went in a session; what was noted before stays beside it. `false` when the person has no seat there.
pub async fn note_presence(tx: &mut Tx, it: &Seated, at: Instant, by: &StaffId) -> Result<bool> {
    let changed = tx
        .execute(
            "update programme_seats set presence = $3, late_minutes = $4, left_minutes = $5, noted_at = $6, noted_by = $7
             where enrolment_id = $1 and session_id = $2",
            params![
                &it.enrolment,
                &it.session,
                it.presence.map(Presence::word),
                it.late,
                it.left,
                at,
                by
            ],
        )
        .await?;
    if changed == 1 {
        tx.execute(
            "insert into programme_presences (id, enrolment_id, session_id, presence, late_minutes, left_minutes, noted_at, noted_by)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            params![
                base::fresh_id(),
                &it.enrolment,
                &it.session,
                it.presence.map(Presence::word),
                it.late,
                it.left,
                at,
                by
            ],
        )
        .await?;
    }
    Ok(changed == 1)
}
