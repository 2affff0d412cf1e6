//! From the wish to the seat: who comes into a run, who waits, who is offered what somebody gave back.
//!
//! All of these read the seats and use them in one transaction; whoever calls lets those of one run pass one after the other
//! (`db::Db::write_alone` with [`Run::turn`]), so that the last seat is given once.
use base::{Date, Instant, StaffId, UnitCode, city_date};
use db::Tx;
use web::{Error, Result};

use crate::{
    Refusal,
    model::{
        Admission, Course, Enrolment, EnrolmentId, Run, RunId, RunState, Session, SessionId, Way,
    },
    rules::admits,
    seats::{self, Picks, State, Waiting},
    store::{self, Move},
};

/// Who does something, and when. Nobody is the program itself.
#[derive(Debug, Clone, Copy)]
pub struct Deed<'a> {
    pub by: Option<&'a StaffId>,
    pub now: Instant,
}

impl Deed<'_> {
    pub(crate) fn today(self) -> Date {
        city_date(self.now)
    }

    pub(crate) fn step(self, state: State, because: &str) -> Move {
        Move {
            at: self.now,
            by: self.by.cloned(),
            state,
            because: because.to_owned(),
        }
    }
}

/// What became of somebody, for them to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Became {
    pub enrolment: EnrolmentId,
    pub staff: StaffId,
    pub state: State,
    /// The last day on which an offered seat may be taken.
    pub until: Option<Date>,
}

/// A person who is to come into a run.
#[derive(Debug, Clone)]
pub struct Newcomer {
    pub staff: StaffId,
    /// Their unit today.
    pub unit: UnitCode,
    pub way: Way,
    /// One session of each part.
    pub picks: Picks,
}

/// A run with all that a decision about its seats needs.
pub struct Opened {
    pub run: Run,
    /// As it stood when the run was announced.
    pub course: Course,
    pub sessions: Vec<Session>,
}

impl Opened {
    pub fn first_day(&self) -> Option<Date> {
        self.sessions.iter().map(|it| it.content.held_on).min()
    }

    /// The first day of some of its sessions.
    pub fn first_day_of(&self, picks: &[SessionId]) -> Option<Date> {
        let picked = self.sessions.iter().filter(|it| picks.contains(&it.id));
        picked.map(|it| it.content.held_on).min()
    }

    pub fn last_day(&self) -> Option<Date> {
        self.sessions.iter().map(|it| it.content.held_on).max()
    }
}

/// `NotFound` without such a run.
pub async fn open(tx: &mut Tx, id: &RunId) -> Result<Opened> {
    let run = store::run(tx, id).await?.ok_or(Error::NotFound)?;
    let course = store::course_as_of(tx, &run.course, run.course_version)
        .await?
        .ok_or(Error::NotFound)?;
    let sessions = store::sessions_of(tx, [id]).await?;
    Ok(Opened {
        run,
        course,
        sessions,
    })
}

/// Brings somebody into a run: with a seat, in line, or asked for consent first. What became of them stands last; before it
/// what became of those whose offers were over.
pub async fn enter(
    tx: &mut Tx,
    deed: Deed<'_>,
    run: &RunId,
    newcomer: &Newcomer,
) -> Result<Vec<Became>> {
    let mut told = lapse(tx, Deed { by: None, ..deed }, run).await?;
    let opened = open(tx, run).await?;
    admits(&opened, newcomer.way, deed.today())?;
    let rooms = store::rooms(tx, run).await?;
    if !seats::may_enter(&rooms, &newcomer.picks) {
        return Err(Refusal::Picks.into());
    }
    let staff = &newcomer.staff;
    if store::enrolment_of(tx, run, staff).await?.is_some() {
        return Err(Refusal::AlreadyIn.into());
    }
    check_clash(tx, staff, run, &newcomer.picks).await?;
    let has_consent = newcomer.way != Way::Applied || !opened.course.content.needs_consent;
    let state = match (has_consent, opened.run.content.admission, newcomer.way) {
        (false, _, _) => State::Applied,
        (true, Admission::AfterClosing, Way::Applied) => State::Applied,
        (true, Admission::AfterClosing, Way::Nominated) => State::Nominated,
        _ if !seats::has_room(&rooms, &newcomer.picks) => State::Waiting,
        (true, _, Way::Invited) => State::Offered,
        _ => State::Confirmed,
    };
    let first = opened.first_day_of(&newcomer.picks);
    let until = match state {
        State::Offered => first.and_then(|it| seats::offer_until(deed.today(), it)),
        _ => None,
    };
    let enrolment = Enrolment {
        id: EnrolmentId::fresh(),
        run: run.clone(),
        staff: staff.clone(),
        unit: newcomer.unit.clone(),
        way: newcomer.way,
        state,
        priority: seats::priority(newcomer.way),
        asked_at: deed.now,
        has_consent,
        offered_until: until,
        version: 1,
    };
    let step = deed.step(state, "");
    if !store::add_enrolment(tx, &enrolment, &newcomer.picks, &step).await? {
        return Err(Refusal::AlreadyIn.into());
    }
    told.push(became(&enrolment, state, until));
    Ok(told)
}

/// A person cannot sit in two places at once.
pub(crate) async fn check_clash(
    tx: &mut Tx,
    staff: &StaffId,
    run: &RunId,
    picks: &Picks,
) -> Result<()> {
    // Other runs have turns of their own: of two at once, the second sees what the first one did.
    tx.take_turn(&format!("programme_person {staff}")).await?;
    let clashes = store::clashes(tx, staff, run, picks).await?;
    let Some(first) = clashes.first() else {
        return Ok(());
    };
    let session = store::session(tx, first).await?.ok_or(Error::NotFound)?;
    let other = open(tx, &session.run).await?;
    Err(Refusal::Clash {
        title: other.course.content.title,
        held_on: session.content.held_on,
        starts_at: session.content.starts_at,
    }
    .into())
}

pub(crate) fn became(it: &Enrolment, state: State, until: Option<Date>) -> Became {
    Became {
        enrolment: it.id.clone(),
        staff: it.staff.clone(),
        state,
        until,
    }
}

/// Takes an enrolment one step on. `NoStep` when none leads there, `Stale` when somebody was faster.
pub(crate) async fn step(
    tx: &mut Tx,
    deed: Deed<'_>,
    it: &Enrolment,
    state: State,
    until: Option<Date>,
    because: &str,
) -> Result<Became> {
    if !it.state.may_become(state) {
        return Err(Refusal::NoStep.into());
    }
    let has_consent = it.has_consent || state.holds_seat() || state == State::Waiting;
    if !store::set_state(tx, it, has_consent, until, &deed.step(state, because)).await? {
        return Err(Error::Stale);
    }
    Ok(became(it, state, until))
}

/// `NotFound` without such an enrolment.
pub async fn enrolment(tx: &mut Tx, id: &EnrolmentId) -> Result<Enrolment> {
    store::enrolment(tx, id).await?.ok_or(Error::NotFound)
}

/// The head of the unit says yes: a seat, a place in line, or the wait until the last day of applying is over.
pub async fn consent(tx: &mut Tx, deed: Deed<'_>, id: &EnrolmentId) -> Result<Became> {
    let it = enrolment(tx, id).await?;
    if it.state != State::Applied || it.has_consent {
        return Err(Refusal::NoStep.into());
    }
    let opened = open(tx, &it.run).await?;
    // The wish was made in time; that the head answers later is not the person's fault.
    admits(&opened, Way::Assigned, deed.today())?;
    // As long as those who were in time are not decided upon, nobody passes them by a late consent.
    let is_later = opened.run.content.admission == Admission::AfterClosing
        && (deed.today() <= opened.run.content.closes_on
            || store::enrolments_in(tx, &it.run)
                .await?
                .iter()
                .any(is_undecided));
    if is_later {
        let stays = deed.step(State::Applied, "");
        if !store::set_state(tx, &it, true, None, &stays).await? {
            return Err(Error::Stale);
        }
        return Ok(became(&it, State::Applied, None));
    }
    let rooms = store::rooms(tx, &it.run).await?;
    let picks = store::picks_of(tx, id).await?;
    let state = match seats::has_room(&rooms, &picks) {
        true => State::Confirmed,
        false => State::Waiting,
    };
    step(tx, deed, &it, state, None, "").await
}

/// The head of the unit says no, with a reason that the person reads.
pub async fn refuse(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &EnrolmentId,
    because: &str,
) -> Result<Became> {
    if because.trim().is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    let it = enrolment(tx, id).await?;
    if it.state != State::Applied {
        return Err(Refusal::NoStep.into());
    }
    step(tx, deed, &it, State::Declined, None, because.trim()).await
}

/// Gives a place back, in line or with a seat, and offers the seat to the next in line.
pub async fn cancel(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &EnrolmentId,
    because: &str,
) -> Result<Vec<Became>> {
    let it = enrolment(tx, id).await?;
    let opened = open(tx, &it.run).await?;
    let picks = store::picks_of(tx, id).await?;
    let first = opened.first_day_of(&picks);
    if let Some(first) = first.filter(|it| *it <= deed.today()) {
        return Err(Refusal::Begun(first).into());
    }
    let mut told = vec![step(tx, deed, &it, State::Cancelled, None, because.trim()).await?];
    told.extend(fill(tx, deed, &it.run).await?);
    Ok(told)
}

/// Takes an offered seat, or gives it back to the next in line. The last day of the offer counts.
pub async fn answer(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &EnrolmentId,
    is_yes: bool,
) -> Result<Vec<Became>> {
    let it = enrolment(tx, id).await?;
    if it.state != State::Offered {
        return Err(match it.offered_until {
            Some(day) if day < deed.today() => Refusal::OfferOver(day).into(),
            _ => Refusal::NoStep.into(),
        });
    }
    if let Some(day) = it.offered_until.filter(|day| *day < deed.today()) {
        return Err(Refusal::OfferOver(day).into());
    }
    let picks = store::picks_of(tx, id).await?;
    let first = open(tx, &it.run).await?.first_day_of(&picks);
    if let Some(first) = first.filter(|it| *it <= deed.today()) {
        return Err(Refusal::Begun(first).into());
    }
    if is_yes {
        return Ok(vec![
            step(tx, deed, &it, State::Confirmed, it.offered_until, "").await?,
        ]);
    }
    let mut told = vec![step(tx, deed, &it, State::Declined, it.offered_until, "").await?];
    told.extend(fill(tx, deed, &it.run).await?);
    Ok(told)
}

/// Ends the offers whose day has passed, and offers their seats to the next in line.
pub async fn lapse(tx: &mut Tx, deed: Deed<'_>, run: &RunId) -> Result<Vec<Became>> {
    let mut told = Vec::new();
    for it in store::offered_until_before(tx, run, deed.today()).await? {
        let until = it.offered_until;
        told.push(step(tx, deed, &it, State::Declined, until, "").await?);
    }
    if !told.is_empty() {
        told.extend(fill(tx, deed, run).await?);
    }
    Ok(told)
}

/// Offers free seats to those in line, in their order. Who is there by duty is not asked and has the seat at once.
pub async fn fill(tx: &mut Tx, deed: Deed<'_>, run: &RunId) -> Result<Vec<Became>> {
    let line = store::waiting(tx, run).await?;
    if line.is_empty() {
        return Ok(Vec::new());
    }
    let opened = open(tx, run).await?;
    if opened.run.state != RunState::Announced {
        return Ok(Vec::new());
    }
    // Whose sessions begin today or have begun is asked no more.
    let until = |picks: &Picks| {
        let first = opened.first_day_of(picks)?;
        seats::offer_until(deed.today(), first)
    };
    let line: Vec<Waiting> = line
        .into_iter()
        .filter(|it| until(&it.picks).is_some())
        .collect();
    let rooms = store::rooms(tx, run).await?;
    let mut told = Vec::new();
    for id in seats::next_in_line(&rooms, &line) {
        let it = enrolment(tx, &id).await?;
        let picks = line.iter().find(|it| it.enrolment == id);
        let (state, until) = match it.way {
            Way::Assigned => (State::Confirmed, None),
            _ => (State::Offered, picks.and_then(|it| until(&it.picks))),
        };
        told.push(step(tx, deed, &it, state, until, "").await?);
    }
    Ok(told)
}

/// Waits for the day after closing, with all the consent that is needed.
fn is_undecided(it: &Enrolment) -> bool {
    match it.state {
        State::Applied => it.has_consent,
        State::Nominated => true,
        _ => false,
    }
}

/// Gives the seats of a run that decides after its last day of applying: by priority, then by the instant of the wish. Wishes
/// without the head's consent stay as they are.
pub async fn admit(tx: &mut Tx, deed: Deed<'_>, run: &RunId) -> Result<Vec<Became>> {
    let opened = open(tx, run).await?;
    admits(&opened, Way::Assigned, deed.today())?;
    let closes_on = opened.run.content.closes_on;
    if opened.run.content.admission != Admission::AfterClosing {
        return Err(Refusal::NoStep.into());
    }
    if deed.today() <= closes_on {
        return Err(Refusal::StillOpen(closes_on).into());
    }
    let mut rooms = store::rooms(tx, run).await?;
    let mut told = Vec::new();
    for it in store::enrolments_in(tx, run).await? {
        if !is_undecided(&it) {
            continue;
        }
        let picks = store::picks_of(tx, &it.id).await?;
        let state = match seats::has_room(&rooms, &picks) {
            true => State::Confirmed,
            false => State::Waiting,
        };
        if state == State::Confirmed {
            for room in rooms.iter_mut().filter(|it| picks.contains(&it.session)) {
                room.held += 1;
            }
        }
        told.push(step(tx, deed, &it, state, None, "").await?);
    }
    Ok(told)
}
