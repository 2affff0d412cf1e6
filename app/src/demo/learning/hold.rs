//! Carries each run as far as it has come, through the engine's own steps.
use std::collections::HashMap;

use base::{Date, FiscalYear, Instant, StaffId, date};
use db::Tx;
use jiff::{SignedDuration, ToSpan};
use programme::{
    enrol::Deed,
    hold::{self, Ended, Noted},
    model::{EnrolmentId, RunState},
    store,
};

use super::{
    super::{city::DEMO_DAY, plan_years::nine_oclock},
    catalogue::Entry,
    entrants::{Entrant, Filled},
};

const WRITTEN_ON: Date = date(2025, 3, 3);

pub(super) async fn add_courses(tx: &mut Tx, entries: &[Entry], by: &StaffId) -> web::Result<()> {
    for it in entries {
        store::add_course(tx, &it.course, nine_oclock(WRITTEN_ON), by).await?;
    }
    Ok(())
}

pub(super) async fn hold(tx: &mut Tx, filled: &Filled, office: &StaffId) -> web::Result<()> {
    let planned = &filled.planned;
    let id = &planned.run.id;
    store::add_run(tx, &planned.run).await?;
    for session in &planned.sessions {
        hold::add_session(tx, session).await?;
    }
    if planned.fate == RunState::Draft {
        return Ok(());
    }
    hold::announce(tx, id).await?;
    for it in &filled.entrants {
        enter(tx, it).await?;
    }
    let deed = |now: Instant| Deed {
        by: Some(office),
        now,
    };
    if planned.fate == RunState::Withdrawn {
        let day = planned.first_day().saturating_sub(5.days()).min(DEMO_DAY);
        let because = match filled.entrants.is_empty() {
            true => "申込みがなかったため",
            false => "講師の都合により中止します",
        };
        hold::withdraw(tx, deed(nine_oclock(day)), id, because).await?;
        return Ok(());
    }
    note(tx, filled, office).await?;
    if planned.fate == RunState::Closed {
        let last = planned.last_day();
        let ended = hold::close(tx, deed(in_the_evening(last)), id).await?;
        report(tx, filled, ended).await?;
    }
    Ok(())
}

async fn enter(tx: &mut Tx, it: &Entrant) -> web::Result<()> {
    let Some((first, others)) = it.steps.split_first() else {
        return Ok(());
    };
    let mut enrolment = it.enrolment.clone();
    store::add_enrolment(tx, &enrolment, &it.picks, first).await?;
    for step in others {
        let until = enrolment.offered_until;
        store::set_state(tx, &enrolment, enrolment.has_consent, until, step).await?;
        enrolment.state = step.state;
        enrolment.version += 1;
    }
    Ok(())
}

/// Notes who was there, session by session, as far as they were held and the notes are in.
async fn note(tx: &mut Tx, filled: &Filled, office: &StaffId) -> web::Result<()> {
    let of: HashMap<&EnrolmentId, &Entrant> = filled
        .entrants
        .iter()
        .map(|it| (&it.enrolment.id, it))
        .collect();
    for session in &filled.planned.sessions {
        let held_on = session.content.held_on;
        let is_noted = held_on < DEMO_DAY.saturating_sub(7.days());
        if !is_noted {
            continue;
        }
        let seated = store::seated_in(tx, &filled.planned.run.id).await?;
        let noted: Vec<Noted> = seated
            .into_iter()
            .filter(|it| it.session == session.id)
            .filter_map(|it| {
                let entrant = of.get(&it.enrolment)?;
                Some(Noted {
                    enrolment: it.enrolment,
                    presence: entrant.presence,
                    late: entrant.late,
                    left: 0,
                })
            })
            .collect();
        let deed = Deed {
            by: Some(office),
            now: in_the_evening(held_on),
        };
        hold::note(tx, deed, office, &session.id, &noted).await?;
    }
    Ok(())
}

fn in_the_evening(day: Date) -> Instant {
    nine_oclock(day) + SignedDuration::from_hours(12)
}

/// As a run that is closed on its page: an activity of the measure that the course serves.
async fn report(tx: &mut Tx, filled: &Filled, ended: Ended) -> web::Result<()> {
    let run = &filled.planned.run;
    let last = filled.planned.last_day();
    let key = &filled.measure_key;
    let Some(measure) = plan::measure_of_key(tx, FiscalYear::of(last), key).await? else {
        return Ok(());
    };
    let activity = plan::ReportedActivity {
        measure: &measure,
        source: "learning",
        external_id: run.id.as_str(),
        happened_on: last,
        title: &format!("{}（第{}回）", filled.title, run.number),
        people: Some(ended.completed).filter(|it| !indicator::is_small(*it)),
        note: "",
    };
    plan::report_activity(tx, &activity).await?;
    Ok(())
}
