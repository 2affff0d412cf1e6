//! Holding a run: its sessions, who was there, and what everybody takes away.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::{Date, FiscalYear, StaffId};
use db::Tx;
use web::{Error, Result};

use crate::{
    Refusal,
    enrol::{self, Became, Deed, Opened},
    model::{EnrolmentId, Presence, RunId, RunState, Session, SessionContent, SessionId},
    rules::{attendance, check_run, check_session, is_complete, valid_before},
    seats::State,
    store::{self, Completion, Seated, Source},
};

/// A room and a lecturer are in one place at a time. Names are compared as they are written, without spaces.
async fn check_double(tx: &mut Tx, id: &SessionId, it: &SessionContent) -> Result<()> {
    let key = |text: &str| base::search_key(text).replace(' ', "");
    let is_same = |one: &str, other: &str| !key(one).is_empty() && key(one) == key(other);
    tx.take_turn(&format!("programme_day {}", it.held_on))
        .await?;
    for other in store::sessions_at_once(tx, id, it).await? {
        let there = &other.content;
        let takes_room = it.kind == there.kind && is_same(&it.place, &there.place);
        let takes_lecturer = is_same(&it.lecturer, &there.lecturer);
        if !takes_room && !takes_lecturer {
            continue;
        }
        let title = enrol::open(tx, &other.run).await?.course.content.title;
        let (starts_at, ends_at) = (there.starts_at, there.ends_at);
        return Err(match takes_room {
            true => Refusal::RoomTaken {
                place: it.place.clone(),
                title,
                starts_at,
                ends_at,
            },
            false => Refusal::LecturerTaken {
                lecturer: it.lecturer.clone(),
                title,
                starts_at,
                ends_at,
            },
        }
        .into());
    }
    Ok(())
}

/// Adds a session to a run to which nobody belongs yet: a part added later would leave everybody without a seat in it.
pub async fn add_session(tx: &mut Tx, session: &Session) -> Result<()> {
    let opened = enrol::open(tx, &session.run).await?;
    if opened.run.state != RunState::Draft {
        return Err(Refusal::NoStep.into());
    }
    check_session(&session.content, opened.run.year)?;
    check_run(&opened.run.content, Some(session.content.held_on))?;
    check_double(tx, &session.id, &session.content).await?;
    if store::add_session(tx, session).await? {
        return Ok(());
    }
    // The same form again.
    match store::session(tx, &session.id).await? {
        Some(known) if known == *session => Ok(()),
        _ => Err(Refusal::NoStep.into()),
    }
}

/// Moves a session, or gives it another room or more seats. Who has a seat keeps it; freed or added seats go to the next in
/// line. Returns what became of those in line; who has a seat in the session is to be told by the caller.
pub async fn change_session(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &SessionId,
    version: i64,
    it: &SessionContent,
) -> Result<Vec<Became>> {
    let session = store::session(tx, id).await?.ok_or(Error::NotFound)?;
    let opened = enrol::open(tx, &session.run).await?;
    if !matches!(opened.run.state, RunState::Draft | RunState::Announced) {
        return Err(Refusal::NoStep.into());
    }
    let today = deed.today();
    if opened.run.state == RunState::Announced && session.content.held_on < today {
        return Err(Refusal::Begun(session.content.held_on).into());
    }
    check_session(it, opened.run.year)?;
    let others = opened.sessions.iter().filter(|it| it.id != *id);
    let first = others
        .map(|it| it.content.held_on)
        .chain([it.held_on])
        .min();
    check_run(&opened.run.content, first)?;
    check_double(tx, id, it).await?;
    if !store::change_session(tx, id, version, it).await? {
        return Err(Error::Stale);
    }
    enrol::fill(tx, deed, &session.run).await
}

/// Opens a run to everybody for whom it is.
pub async fn announce(tx: &mut Tx, id: &RunId) -> Result<()> {
    let opened = enrol::open(tx, id).await?;
    let first = opened.first_day().ok_or(Refusal::NoSession)?;
    check_run(&opened.run.content, Some(first))?;
    if let Some(day) = opened.course.withdrawn_on.filter(|it| *it <= first) {
        return Err(Refusal::Withdrawn(day).into());
    }
    store::set_latest_version(tx, id).await?;
    take(tx, id, RunState::Draft, RunState::Announced, "").await
}

async fn take(tx: &mut Tx, id: &RunId, from: RunState, to: RunState, because: &str) -> Result<()> {
    match store::set_run_state(tx, id, from, to, because).await? {
        true => Ok(()),
        false => Err(Refusal::NoStep.into()),
    }
}

/// Calls a run off. Everybody in it is told why; nothing that was noted is lost.
pub async fn withdraw(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &RunId,
    because: &str,
) -> Result<Vec<Became>> {
    let because = because.trim();
    if because.is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    let run = store::run(tx, id).await?.ok_or(Error::NotFound)?;
    if !matches!(run.state, RunState::Draft | RunState::Announced) {
        return Err(Refusal::NoStep.into());
    }
    take(tx, id, run.state, RunState::Withdrawn, because).await?;
    end_open(tx, deed, id, because).await
}

/// Ends what can still be taken back.
async fn end_open(tx: &mut Tx, deed: Deed<'_>, id: &RunId, because: &str) -> Result<Vec<Became>> {
    let mut told = Vec::new();
    for it in store::enrolments_in(tx, id).await? {
        if it.state.is_open() {
            let until = it.offered_until;
            told.push(enrol::step(tx, deed, &it, State::Cancelled, until, because).await?);
        }
    }
    Ok(told)
}

/// What is noted of somebody in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    pub enrolment: EnrolmentId,
    pub presence: Presence,
    /// Minutes after the beginning, and before the end. 0 for who was not there.
    pub late: i64,
    pub left: i64,
}

/// Notes who was in a session, on its day or later, until the run is closed. What was noted before is corrected.
pub async fn note(
    tx: &mut Tx,
    deed: Deed<'_>,
    by: &StaffId,
    session: &SessionId,
    noted: &[Noted],
) -> Result<()> {
    let session = store::session(tx, session).await?.ok_or(Error::NotFound)?;
    let run = store::run(tx, &session.run).await?.ok_or(Error::NotFound)?;
    if run.state != RunState::Announced {
        return Err(Refusal::NoStep.into());
    }
    let held_on = session.content.held_on;
    if deed.today() < held_on {
        return Err(Refusal::NotYet(held_on).into());
    }
    let most = session.content.minutes();
    let seated = store::seated_in(tx, &run.id).await?;
    for it in noted {
        if it.late < 0 || it.left < 0 || most < it.late + it.left {
            return Err(Refusal::TooManyMinutes(most).into());
        }
        let Some(seat) = seated
            .iter()
            .filter(|seat| seat.state != State::Offered)
            .find(|seat| seat.enrolment == it.enrolment && seat.session == session.id)
        else {
            return Err(Error::NotFound);
        };
        let is_there = it.presence == Presence::Present;
        let seat = Seated {
            presence: Some(it.presence),
            late: if is_there { it.late } else { 0 },
            left: if is_there { it.left } else { 0 },
            ..seat.clone()
        };
        if !store::note_presence(tx, &seat, deed.now, by).await? {
            return Err(Error::NotFound);
        }
    }
    settle(tx, deed, &run.id).await
}

/// Lets the state of everybody follow from what was noted.
async fn settle(tx: &mut Tx, deed: Deed<'_>, run: &RunId) -> Result<()> {
    let mut noted: BTreeMap<EnrolmentId, Vec<Option<Presence>>> = BTreeMap::new();
    for it in store::seated_in(tx, run).await? {
        noted.entry(it.enrolment).or_default().push(it.presence);
    }
    for (id, presences) in noted {
        let it = enrol::enrolment(tx, &id).await?;
        let Some(state) = attendance(&presences).filter(|state| *state != it.state) else {
            continue;
        };
        if it.state.may_become(state) {
            enrol::step(tx, deed, &it, state, it.offered_until, "").await?;
        }
    }
    Ok(())
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    pub completed: i64,
    pub failed: i64,
    /// Who was still in line or asked, and is out now.
    pub told: Vec<Became>,
}

/// Ends a run: everybody who was there long enough has completed the course, and their history says so from now on.
///
/// Only when the last session is over and everybody's presence is noted: nobody completes, or fails, by a gap in a list.
pub async fn close(tx: &mut Tx, deed: Deed<'_>, id: &RunId) -> Result<Ended> {
    let opened = enrol::open(tx, id).await?;
    let last = opened.last_day().ok_or(Refusal::NoSession)?;
    if opened.run.state != RunState::Announced {
        return Err(Refusal::NoStep.into());
    }
    if deed.today() < last {
        return Err(Refusal::NotYet(last).into());
    }
    // An offered seat that nobody took is nobody's presence.
    let seated = store::seated_in(tx, id).await?;
    let seated: Vec<Seated> = seated
        .into_iter()
        .filter(|it| it.state != State::Offered)
        .collect();
    let missing = seated.iter().filter(|it| it.presence.is_none());
    let missing: BTreeSet<&EnrolmentId> = missing.map(|it| &it.enrolment).collect();
    if !missing.is_empty() {
        let people = i64::try_from(missing.len()).unwrap_or(i64::MAX);
        return Err(Refusal::PresenceMissing(people).into());
    }
    take(tx, id, RunState::Announced, RunState::Closed, "").await?;
    let told = end_open(tx, Deed { by: None, ..deed }, id, "").await?;
    let minutes: HashMap<&SessionId, i64> = opened
        .sessions
        .iter()
        .map(|it| (&it.id, it.content.minutes()))
        .collect();
    let mut people: BTreeMap<EnrolmentId, (i64, i64)> = BTreeMap::new();
    for it in &seated {
        let all = minutes.get(&it.session).copied().unwrap_or(0);
        let attended = match it.presence {
            Some(Presence::Present) => all - it.late - it.left,
            _ => 0,
        };
        let sums = people.entry(it.enrolment.clone()).or_default();
        *sums = (sums.0 + attended, sums.1 + all);
    }
    let mut ended = Ended {
        completed: 0,
        failed: 0,
        told,
    };
    let least = opened.course.content.least_attendance;
    for (id, (attended, all)) in people {
        let it = enrol::enrolment(tx, &id).await?;
        let is_done = it.state == State::Attended && is_complete(attended, all, least);
        let state = if is_done {
            State::Completed
        } else {
            State::Failed
        };
        enrol::step(tx, deed, &it, state, it.offered_until, "").await?;
        if is_done {
            store::add_completion(tx, &completion(&opened, &it.staff, last, attended)).await?;
            ended.completed += 1;
        } else {
            ended.failed += 1;
        }
    }
    Ok(ended)
}

fn completion(opened: &Opened, staff: &StaffId, last: Date, attended: i64) -> Completion {
    let course = &opened.course;
    Completion {
        staff: staff.clone(),
        course_code: course.code.clone(),
        title: course.content.title.clone(),
        completed_on: last,
        valid_before: course
            .content
            .valid_years
            .map(|years| valid_before(FiscalYear::of(last), years)),
        minutes: Some(attended),
        source: Source::Run,
        reference: opened.run.id.to_string(),
    }
}
