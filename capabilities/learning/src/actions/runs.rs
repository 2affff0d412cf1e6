//! A run from its preparation to its evidence.
use base::FiscalYear;
use db::Tx;
use programme::{
    Refusal,
    enrol::{self, Opened},
    hold::{self, Ended, Noted},
    model::{CourseId, Run, RunContent, RunId, RunState, Session, SessionContent, SessionId},
    rules, store,
};
use web::{Error, Result};

use super::{Deed, courses};
use crate::OFFERED_BY;

/// A run of ours.
pub(crate) async fn run(tx: &mut Tx, id: &RunId) -> Result<Opened> {
    let opened = enrol::open(tx, id).await?;
    match opened.course.offered_by == OFFERED_BY {
        true => Ok(opened),
        false => Err(Error::NotFound),
    }
}

pub(crate) async fn session(tx: &mut Tx, id: &SessionId) -> Result<(Opened, Session)> {
    let found = store::session(tx, id).await?.ok_or(Error::NotFound)?;
    Ok((run(tx, &found.run).await?, found))
}

/// Prepares a run in the fiscal year in which applications close; its sessions lie in it too.
pub(crate) async fn add(
    tx: &mut Tx,
    deed: Deed<'_>,
    course: &CourseId,
    id: &RunId,
    content: RunContent,
) -> Result<()> {
    rules::check_run(&content, None)?;
    let course = courses::course(tx, course).await?;
    if let Some(day) = course.withdrawn_on.filter(|it| *it <= content.closes_on) {
        return Err(Refusal::Withdrawn(day).into());
    }
    let year = FiscalYear::of(content.closes_on);
    let run = Run {
        id: id.clone(),
        course: course.id.clone(),
        course_version: course.version,
        year,
        number: store::next_number(tx, &course.id, year).await?,
        state: RunState::Draft,
        content,
        because: String::new(),
        version: 1,
    };
    if !store::add_run(tx, &run).await? {
        // The same form again; or somebody took the number in the same moment, who then tries once more.
        let known = store::run(tx, id).await?.ok_or(Error::Conflict)?;
        if known.course != run.course || known.content != run.content {
            return Err(Refusal::NoStep.into());
        }
    }
    deed.keep(tx, "learning_run", id.as_str()).await
}

pub(crate) async fn change(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &RunId,
    version: i64,
    content: &RunContent,
) -> Result<()> {
    let opened = run(tx, id).await?;
    if !matches!(opened.run.state, RunState::Draft | RunState::Announced) {
        return Err(Refusal::NoStep.into());
    }
    rules::check_run(content, opened.first_day())?;
    let is_announced = opened.run.state == RunState::Announced;
    if is_announced && opened.run.content.admission != content.admission {
        return Err(Refusal::AdmissionFixed.into());
    }
    if opened.run.content != *content && !store::change_run(tx, id, version, content).await? {
        return Err(Error::Stale);
    }
    deed.keep(tx, "learning_run", id.as_str()).await
}

pub(crate) async fn announce(tx: &mut Tx, deed: Deed<'_>, id: &RunId) -> Result<()> {
    run(tx, id).await?;
    hold::announce(tx, id).await?;
    deed.keep(tx, "learning_run", id.as_str()).await
}

pub(crate) async fn withdraw(tx: &mut Tx, deed: Deed<'_>, id: &RunId, because: &str) -> Result<()> {
    run(tx, id).await?;
    let told = hold::withdraw(tx, deed.engine(), id, because).await?;
    deed.tell(tx, &told).await?;
    deed.keep(tx, "learning_run", id.as_str()).await
}

pub(crate) async fn add_session(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &RunId,
    session: &SessionId,
    part: i64,
    content: SessionContent,
) -> Result<()> {
    run(tx, id).await?;
    let session = Session {
        id: session.clone(),
        run: id.clone(),
        part,
        content,
        version: 1,
    };
    hold::add_session(tx, &session).await?;
    deed.keep(tx, "learning_session", session.id.as_str()).await
}

/// Moves a session and tells everybody who has a seat in it.
pub(crate) async fn change_session(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &SessionId,
    version: i64,
    content: &SessionContent,
) -> Result<()> {
    let (opened, before) = session(tx, id).await?;
    let told = hold::change_session(tx, deed.engine(), id, version, content).await?;
    deed.tell(tx, &told).await?;
    let is_moved = {
        let capacity = before.content.capacity;
        let same_seats = SessionContent {
            capacity,
            ..content.clone()
        };
        same_seats != before.content
    };
    if is_moved {
        for it in store::seated_in(tx, &opened.run.id).await? {
            if it.session == *id && it.staff != deed.actor.staff {
                let message = jobs::Message::new(&it.staff, "learning", "learning-message-moved")
                    .with_day("day", content.held_on);
                jobs::outbox::send(tx, &message, deed.now).await?;
            }
        }
    }
    deed.keep(tx, "learning_session", id.as_str()).await
}

/// Gives the seats of a run that decides after its last day of applying.
pub(crate) async fn admit(tx: &mut Tx, deed: Deed<'_>, id: &RunId) -> Result<()> {
    run(tx, id).await?;
    let told = enrol::admit(tx, deed.engine(), id).await?;
    deed.tell(tx, &told).await?;
    deed.keep(tx, "learning_run", id.as_str()).await
}

pub(crate) async fn note(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &SessionId,
    noted: &[Noted],
) -> Result<()> {
    session(tx, id).await?;
    hold::note(tx, deed.engine(), &deed.actor.staff, id, noted).await?;
    deed.keep(tx, "learning_session", id.as_str()).await
}

/// Ends a run: what everybody completed is in their history. Returns whether the plan has it as evidence.
pub(crate) async fn close(tx: &mut Tx, deed: Deed<'_>, id: &RunId) -> Result<bool> {
    let opened = run(tx, id).await?;
    let ended = hold::close(tx, deed.engine(), id).await?;
    deed.tell(tx, &ended.told).await?;
    let is_evidence = report(tx, &opened, &ended).await?;
    deed.keep(tx, "learning_run", id.as_str()).await?;
    Ok(is_evidence)
}

/// The run as an activity of the measure that the course serves, if it serves one of a year that is not frozen.
async fn report(tx: &mut Tx, opened: &Opened, ended: &Ended) -> Result<bool> {
    let (content, run) = (&opened.course.content, &opened.run);
    let last = opened.last_day().ok_or(Refusal::NoSession)?;
    let key = &content.measure_key;
    let Some(measure) = plan::measure_of_key(tx, FiscalYear::of(last), key).await? else {
        return Ok(false);
    };
    // A small group's figure would tell about persons.
    let people = Some(ended.completed).filter(|it| !indicator::is_small(*it));
    let title = format!("{}（第{}回）", content.title, run.number);
    let activity = plan::ReportedActivity {
        measure: &measure,
        source: "learning",
        external_id: run.id.as_str(),
        happened_on: last,
        title: &title,
        people,
        note: "",
    };
    let reported = plan::report_activity(tx, &activity).await?;
    Ok(reported != plan::Reported::Closed)
}
