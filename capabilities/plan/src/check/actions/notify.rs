//! Who hears of what happens in a check, and who is reminded of what they have to do. All in the transaction of the change itself.
use std::collections::BTreeMap;

use base::{Date, FiscalYear, Instant, StaffId, UnitCode, city_date};
use db::Tx;
use jobs::{About, Message, outbox};
use people::Organisation;
use web::Result;

use crate::check::{
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

/// The head of a unit today, or of the nearest unit above that has one.
async fn nearest_head(tx: &mut Tx, unit: &UnitCode, today: Date) -> Result<Option<StaffId>> {
    if let Some(head) = people::head_of(tx, unit, today).await? {
        return Ok(Some(head));
    }
    let organisation = Organisation::load(tx, today).await?;
    for above in organisation.ancestors(unit) {
        if let Some(head) = people::head_of(tx, &above.code, today).await? {
            return Ok(Some(head));
        }
    }
    Ok(None)
}

/// The year was opened: every head hears once how many checks came, and is reminded of each until it is submitted.
pub(super) async fn opened(
    tx: &mut Tx,
    added: &[(CheckId, Option<UnitCode>)],
    year: FiscalYear,
    due_on: Date,
    now: Instant,
) -> Result<()> {
    let today = city_date(now);
    let mut heads: BTreeMap<&UnitCode, Option<StaffId>> = BTreeMap::new();
    let mut counts: BTreeMap<StaffId, i64> = BTreeMap::new();
    for (check, unit) in added {
        let Some(unit) = unit else { continue };
        if !heads.contains_key(unit) {
            heads.insert(unit, nearest_head(tx, unit, today).await?);
        }
        if let Some(Some(head)) = heads.get(unit) {
            jobs::remind(tx, head, TOPIC, &about_check(check), due_on).await?;
            *counts.entry(head.clone()).or_default() += 1;
        }
    }
    for (head, count) in counts {
        let message = Message::new(&head, TOPIC, "plan-check-message-opened")
            .with_count("count", count)
            .with_count("year", year.year().into())
            .with_day("due", due_on);
        outbox::send(tx, &message, now).await?;
    }
    Ok(())
}

/// A check moved: whoever it waited for is done, and whoever it waits for now is asked.
pub(super) async fn moved(
    tx: &mut Tx,
    check: &Check,
    step: &Step,
    earlier: &[Step],
    cycle: &Cycle,
) -> Result<()> {
    let is_new_state = step.from != step.to;
    let is_first_draft = step.to == State::Drafting && step.from == State::Untouched;
    if !is_new_state {
        return Ok(());
    }
    let about = about_check(&check.id);
    if !is_first_draft {
        jobs::done(tx, &about).await?;
    }
    let today = city_date(step.at);
    let writer = earlier
        .iter()
        .rev()
        .find(|it| it.to == State::Submitted)
        .map(|it| it.by.clone());
    match rules::waits_for(step.to, cycle, today) {
        Some((Whom::Writers, due_on)) => {
            let writer = match step.to {
                State::Returned => writer,
                _ => Some(step.by.clone()),
            };
            if let Some(writer) = writer {
                jobs::remind(tx, &writer, TOPIC, &about, due_on).await?;
                if step.to == State::Returned {
                    let message = Message::new(&writer, TOPIC, "plan-check-message-returned")
                        .about(about)
                        .with_day("due", due_on);
                    outbox::send(tx, &message, step.at).await?;
                }
            }
        }
        Some((Whom::Heads, due_on)) => {
            if let Some(unit) = &check.unit
                && let Some(head) = nearest_head(tx, unit, today).await?
            {
                jobs::remind(tx, &head, TOPIC, &about, due_on).await?;
            }
        }
        None => {}
    }
    Ok(())
}

/// Another unit answers for the check now.
pub(super) async fn handed_over(
    tx: &mut Tx,
    check: &Check,
    unit: &UnitCode,
    cycle: &Cycle,
    now: Instant,
) -> Result<()> {
    let about = about_check(&check.id);
    jobs::done(tx, &about).await?;
    let today = city_date(now);
    if let Some((_, due_on)) = rules::waits_for(check.state, cycle, today)
        && let Some(head) = nearest_head(tx, unit, today).await?
    {
        jobs::remind(tx, &head, TOPIC, &about, due_on).await?;
    }
    Ok(())
}

/// A unit was asked something.
pub(super) async fn asked(
    tx: &mut Tx,
    id: &ConsultationId,
    unit: &UnitCode,
    due_on: Date,
    now: Instant,
) -> Result<()> {
    if let Some(head) = nearest_head(tx, unit, city_date(now)).await? {
        let about = about_question(id);
        jobs::remind(tx, &head, TOPIC, &about, due_on).await?;
        let message = Message::new(&head, TOPIC, "plan-check-message-asked")
            .about(about)
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
