//! What the owner unit does: its writers and its head; and the units that are asked.
use base::{Instant, StaffId, UnitCode, city_date};
use db::Tx;
use gate::{Actor, App, Grant, Role};
use ledger::Subject;
use web::{Error, Result};

use super::{cycle, hand, notify, open_cycle};
use crate::check::{
    eyes,
    model::{Check, CheckId, ConsultationId, Event, Step, Words},
    rules::{self, Refusal},
    store::{self, ListedCheck},
};

/// A move that somebody wishes to make with a check as they saw it.
#[derive(Debug, Clone)]
pub(crate) struct Wish<'a> {
    pub(crate) check: &'a CheckId,
    pub(crate) event: Event,
    /// Of the check on the page that they saw.
    pub(crate) version: i64,
    /// Why it is returned; empty for everything else.
    pub(crate) reason: &'a str,
}

/// What came of a wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moved {
    Now,
    /// The same person had already done exactly this: a button pressed twice.
    Already,
}

/// Keeps a draft.
///
/// `Stale` when somebody else saved since the page was opened: nothing is overwritten, and the page shows both texts.
pub(crate) async fn save(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    id: &CheckId,
    words: &Words,
    version: i64,
    now: Instant,
) -> Result<Moved> {
    rules::check_lengths(words)?;
    let wish = Wish {
        check: id,
        event: Event::Save,
        version,
        reason: "",
    };
    carry_out(app, tx, actor, &wish, Some(words), now).await
}

/// Submits, takes back, approves, returns or reopens a check.
pub(crate) async fn move_check(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    wish: &Wish<'_>,
    now: Instant,
) -> Result<Moved> {
    rules::check_reason(wish.event, wish.reason)?;
    carry_out(app, tx, actor, wish, None, now).await
}

async fn carry_out(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    wish: &Wish<'_>,
    new_words: Option<&Words>,
    now: Instant,
) -> Result<Moved> {
    let today = city_date(now);
    let ListedCheck { check, .. } =
        store::check_in_scope(tx, wish.check, &actor.scope, today).await?;
    let cycle = cycle(tx, check.year).await?;
    let words = new_words.unwrap_or(&check.words);
    let steps = store::steps(tx, &check.id).await?;
    let entry = actor
        .entry(now)
        .about(Subject::new("plan_check", check.id.as_str()));
    if is_repeat(&check, wish, words, &steps, actor) {
        ledger::write(tx, &entry.with("is_repeat", true)).await?;
        return Ok(Moved::Already);
    }
    // The state comes first: it says more than that the page is old.
    let to = rules::next(check.state, wish.event, hand(actor), cycle.is_frozen())?;
    if check.version != wish.version {
        return Err(Error::Stale);
    }
    if wish.event == Event::Submit
        && let Some(first) = rules::missing(&check.words).into_iter().next()
    {
        return Err(first.into());
    }
    if wish.event == Event::Approve {
        check_approver(tx, app, actor, &check, &steps).await??;
    }
    let in_place_of = match &check.unit {
        Some(unit) => gate::in_place_of(tx, app, actor, unit).await?,
        None => actor.in_place_of.clone(),
    };
    let entry = match &in_place_of {
        Some(principal) => entry.in_place_of(principal),
        None => entry,
    };
    if !store::move_check(tx, &check, to, words).await? {
        return Err(Error::Stale);
    }
    let step = Step {
        at: now,
        by: actor.staff.clone(),
        in_place_of,
        from: check.state,
        to,
        reason: wish.reason.trim().to_owned(),
        words: words.clone(),
    };
    store::add_step(tx, &check.id, &step).await?;
    ledger::write(
        tx,
        &entry.with("from", check.state.word()).with("to", to.word()),
    )
    .await?;
    notify::moved(tx, app, &check, &step, &steps, &cycle).await?;
    Ok(Moved::Now)
}

/// Two pairs of eyes: whether this person may approve what was submitted last.
pub(crate) async fn check_approver(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    check: &Check,
    steps: &[Step],
) -> Result<std::result::Result<(), Refusal>> {
    match store::last_submission(steps) {
        Some(it) => check_pair(tx, app, actor, check.unit.as_ref(), &it.by).await,
        None => Ok(Ok(())),
    }
}

/// As [`check_approver`], when it is known who submitted. Asks for the heads only when the person is, or stands in for, that one.
pub(crate) async fn check_pair(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    unit: Option<&UnitCode>,
    submitted_by: &StaffId,
) -> Result<std::result::Result<(), Refusal>> {
    let stands_in = |it: &Grant| it.deputy_for.as_ref() == Some(submitted_by);
    if *submitted_by != actor.staff && !actor.grants.iter().any(stands_in) {
        return Ok(Ok(()));
    }
    let heads = match unit {
        Some(unit) => gate::holders(tx, app, &Role::HEAD, unit, app.today()).await?,
        None => Vec::new(),
    };
    Ok(eyes::check_eyes(submitted_by, &actor.staff, &heads))
}

/// Whether this person's last deed was exactly this one, on the page that they now send again.
fn is_repeat(check: &Check, wish: &Wish<'_>, words: &Words, steps: &[Step], actor: &Actor) -> bool {
    let came_to = |it: &Step| {
        use crate::check::model::State;
        match wish.event {
            Event::Save => it.to == State::Drafting && it.from != State::Submitted,
            Event::Submit => it.to == State::Submitted,
            Event::TakeBack => it.from == State::Submitted && it.to == State::Drafting,
            Event::Approve => it.to == State::Approved,
            Event::Return => it.from == State::Submitted && it.to == State::Returned,
            Event::Reopen => it.from == State::Approved && it.to == State::Returned,
        }
    };
    check.version == wish.version + 1
        && steps.last().is_some_and(|it| {
            it.by == actor.staff
                && came_to(it)
                && it.words == *words
                && it.reason == wish.reason.trim()
        })
}

/// Approves what was ticked, as it was seen. Returns how many, and how many could not be: they changed in between, or are the
/// head's own.
pub(crate) async fn approve_many(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    ticked: &[(CheckId, i64)],
    now: Instant,
) -> Result<(usize, usize)> {
    if ticked.is_empty() {
        return Err(Refusal::NothingChosen.into());
    }
    let mut approved = 0;
    for (check, version) in ticked {
        let wish = Wish {
            check,
            event: Event::Approve,
            version: *version,
            reason: "",
        };
        match move_check(app, tx, actor, &wish, now).await {
            Ok(_) => approved += 1,
            Err(Error::Stale | Error::Refused(_)) => {}
            Err(fault) => return Err(fault),
        }
    }
    let left = ticked.len() - approved;
    if approved == 0 {
        // Nothing was done, but the wish itself is a deed that the ledger keeps.
        ledger::write(
            tx,
            &actor
                .entry(now)
                .with("left", i64::try_from(left).unwrap_or(i64::MAX)),
        )
        .await?;
    }
    Ok((approved, left))
}

/// Answers a question that was put to the unit. An answer stands; whoever has more to ask asks again.
pub(crate) async fn answer(
    tx: &mut Tx,
    actor: &Actor,
    id: &ConsultationId,
    text: &str,
    now: Instant,
) -> Result<Moved> {
    let question = store::consultation_in_scope(tx, id, &actor.scope, city_date(now)).await?;
    open_cycle(tx, question.year).await?;
    let entry = actor
        .entry(now)
        .about(Subject::new("plan_consultation", id.as_str()));
    if let Some(given) = &question.answer {
        if given.by == actor.staff && given.text == text {
            ledger::write(tx, &entry.with("is_repeat", true)).await?;
            return Ok(Moved::Already);
        }
        return Err(Refusal::AlreadyAnswered.into());
    }
    if question.withdrawn_at.is_some() {
        return Err(Refusal::Withdrawn.into());
    }
    if text.is_empty() {
        return Err(Refusal::AnswerMissing.into());
    }
    rules::check_length("answer", text)?;
    if !store::answer(tx, id, text, &actor.staff, now).await? {
        return Err(Refusal::AlreadyAnswered.into());
    }
    ledger::write(tx, &entry).await?;
    notify::answered(tx, &question, now).await?;
    Ok(Moved::Now)
}
