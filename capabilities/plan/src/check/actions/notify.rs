//! Who hears of what happens in a check, and who is reminded of what they have to do. All in the transaction of the change itself.
use std::collections::{BTreeMap, BTreeSet};

use base::{Date, FiscalYear, Instant, StaffId, UnitCode, city_date};
use db::Tx;
use gate::{App, Role};
use jobs::{About, Message, outbox};
use web::Result;

use crate::check::{
    WRITER, eyes,
    model::{Check, CheckId, Consultation, ConsultationId, Cycle, State, Step},
    rules::{self, Whom},
    store,
};

const TOPIC: &str = "plan";

fn about_check(id: &CheckId) -> About {
    About::new("plan_check", id.as_str())
}

fn about_question(id: &ConsultationId) -> About {
    About::new("plan_consultation", id.as_str())
}

/// Everybody who may write for a unit, those who write for a unit above it among them, and the heads to whom it falls: the unit's
/// own with their deputies, or those of the nearest unit above that has one.
async fn writers(
    tx: &mut Tx,
    app: &App,
    unit: &UnitCode,
    today: Date,
) -> Result<BTreeSet<StaffId>> {
    let heads = gate::holders(tx, app, &Role::HEAD, unit, today).await?;
    let writers = gate::holders(tx, app, &WRITER, unit, today).await?;
    let heads = eyes::nearest(&heads).iter();
    Ok(heads.chain(&writers).map(|it| it.staff.clone()).collect())
}

/// Whom a check waits for.
async fn awaited(
    tx: &mut Tx,
    app: &App,
    (whom, unit): (Whom, &UnitCode),
    submitted_by: Option<&StaffId>,
    today: Date,
) -> Result<BTreeSet<StaffId>> {
    match (whom, submitted_by) {
        (Whom::Heads, Some(submitted_by)) => {
            let heads = gate::holders(tx, app, &Role::HEAD, unit, today).await?;
            Ok(eyes::approvers(submitted_by, &heads))
        }
        _ => writers(tx, app, unit, today).await,
    }
}

async fn remind_all(
    tx: &mut Tx,
    people: &BTreeSet<StaffId>,
    about: &About,
    due_on: Date,
) -> Result<()> {
    for person in people {
        jobs::remind(tx, person, TOPIC, about, due_on).await?;
    }
    Ok(())
}

/// The year was opened: everybody who writes for an owner hears once how many checks came, and is reminded of each until it is
/// submitted.
pub(super) async fn opened(
    tx: &mut Tx,
    app: &App,
    added: &[(CheckId, Option<UnitCode>)],
    year: FiscalYear,
    due_on: Date,
    now: Instant,
) -> Result<()> {
    let today = city_date(now);
    let mut checks: BTreeMap<&UnitCode, Vec<&CheckId>> = BTreeMap::new();
    for (check, unit) in added {
        if let Some(unit) = unit {
            checks.entry(unit).or_default().push(check);
        }
    }
    let mut counts: BTreeMap<StaffId, usize> = BTreeMap::new();
    for (unit, checks) in checks {
        let people = writers(tx, app, unit, today).await?;
        for check in &checks {
            remind_all(tx, &people, &about_check(check), due_on).await?;
        }
        for person in people {
            *counts.entry(person).or_default() += checks.len();
        }
    }
    for (person, count) in counts {
        let message = Message::new(&person, TOPIC, "plan-check-message-opened")
            .with_count("count", i64::try_from(count).unwrap_or(i64::MAX))
            .with_count("year", year.year().into())
            .with_day("due", due_on);
        outbox::send(tx, &message, now).await?;
    }
    Ok(())
}

/// A check moved: whoever it waited for is reminded no more, and whoever it waits for now is asked.
pub(super) async fn moved(
    tx: &mut Tx,
    app: &App,
    check: &Check,
    step: &Step,
    earlier: &[Step],
    cycle: &Cycle,
) -> Result<()> {
    if step.from == step.to {
        return Ok(());
    }
    let about = about_check(&check.id);
    if step.from != State::Untouched || step.to != State::Drafting {
        jobs::done(tx, &about).await?;
    }
    let today = city_date(step.at);
    let Some((whom, due_on)) = rules::waits_for(step.to, cycle, today) else {
        return Ok(());
    };
    let submitted_by = match step.to {
        State::Submitted => Some(&step.by),
        _ => store::last_submission(earlier).map(|it| &it.by),
    };
    let mut people = match &check.unit {
        Some(unit) => awaited(tx, app, (whom, unit), submitted_by, today).await?,
        None => BTreeSet::new(),
    };
    if people.is_empty() && whom == Whom::Writers {
        // Nobody holds a role for the unit: whoever wrote last, mostly the plan office, sees it through.
        people.insert(submitted_by.unwrap_or(&step.by).clone());
    }
    remind_all(tx, &people, &about, due_on).await?;
    if step.to == State::Returned {
        people.extend(submitted_by.cloned());
        people.remove(&step.by);
        for person in &people {
            let message = Message::new(person, TOPIC, "plan-check-message-returned")
                .about(about.clone())
                .with_day("due", due_on);
            outbox::send(tx, &message, step.at).await?;
        }
    }
    Ok(())
}

/// Another unit answers for the check now.
pub(super) async fn handed_over(
    tx: &mut Tx,
    app: &App,
    check: &Check,
    unit: &UnitCode,
    cycle: &Cycle,
    now: Instant,
) -> Result<()> {
    let about = about_check(&check.id);
    jobs::done(tx, &about).await?;
    let today = city_date(now);
    if let Some((whom, due_on)) = rules::waits_for(check.state, cycle, today) {
        let steps = store::steps(tx, &check.id).await?;
        let submitted_by = store::last_submission(&steps).map(|it| &it.by);
        let people = awaited(tx, app, (whom, unit), submitted_by, today).await?;
        remind_all(tx, &people, &about, due_on).await?;
    }
    Ok(())
}

/// A unit was asked something: everybody who may answer for it hears of it.
pub(super) async fn asked(
    tx: &mut Tx,
    app: &App,
    id: &ConsultationId,
    unit: &UnitCode,
    due_on: Date,
    now: Instant,
) -> Result<()> {
    let about = about_question(id);
    let people = writers(tx, app, unit, city_date(now)).await?;
    remind_all(tx, &people, &about, due_on).await?;
    for person in &people {
        let message = Message::new(person, TOPIC, "plan-check-message-asked")
            .about(about.clone())
            .with_day("due", due_on);
        outbox::send(tx, &message, now).await?;
    }
    Ok(())
}

/// An answer came: whoever asked hears of it.
pub(super) async fn answered(tx: &mut Tx, question: &Consultation, now: Instant) -> Result<()> {
    let about = about_question(&question.id);
    jobs::done(tx, &about).await?;
    let message =
        Message::new(&question.asked_by, TOPIC, "plan-check-message-answered").about(about);
    Ok(outbox::send(tx, &message, now).await?)
}

pub(super) async fn no_longer_asked(tx: &mut Tx, id: &ConsultationId) -> Result<()> {
    Ok(jobs::done(tx, &about_question(id)).await?)
}

/// Ends every reminder of a year: it is frozen, and nothing is left to be done.
pub async fn settle_year(tx: &mut Tx, year: FiscalYear) -> Result<()> {
    for it in store::checks_of_year(tx, year).await? {
        jobs::done(tx, &about_check(&it.check.id)).await?;
    }
    for id in store::open_questions(tx, year).await? {
        jobs::done(tx, &about_question(&id)).await?;
    }
    Ok(())
}
