//! 工程: planned, changed with a reason once the check is open, done, and carried over.
use base::{Date, FiscalYear};
use db::Tx;
use web::{Error, Result};

use super::{Change, Deed, Done, admit_year, revise_measure};
use crate::{
    adopted::MeasureId,
    carry::{
        model::{Carried, Subject, Task, TaskContent, TaskId},
        rules::{self, Refusal},
        store,
    },
};

/// What a task is to say, and why it changes.
#[derive(Debug, Clone)]
pub(in crate::carry) struct TaskWish {
    pub(in crate::carry) content: TaskContent,
    pub(in crate::carry) reason: String,
}

/// A task as revisions keep it: 要領の作成（育成研修班、～2026-09-30）.
fn described(task: &TaskContent) -> String {
    let due = task.due_on.map(|it| format!("～{it}"));
    let details: Vec<String> = [task.who.clone()]
        .into_iter()
        .filter(|it| !it.is_empty())
        .chain(due)
        .collect();
    if details.is_empty() {
        task.what.clone()
    } else {
        format!("{}（{}）", task.what, details.join("、"))
    }
}

/// Adds a task to a year under an id that the form brought, so that a form sent twice adds it once.
pub(in crate::carry) async fn add_task(
    tx: &mut Tx,
    deed: Deed<'_>,
    measure: &MeasureId,
    year: FiscalYear,
    id: &TaskId,
    wish: &TaskWish,
) -> Result<Done> {
    let carried = admit_year(tx, deed, measure, year).await?;
    rules::check_task(&wish.content, year)?;
    let is_revision = rules::is_revision(carried.state(year), &wish.reason)?;
    rules::check_text("reason", &wish.reason)?;
    let task = Task {
        id: id.clone(),
        measure: measure.clone(),
        year,
        content: wish.content.clone(),
        done_on: None,
        version: 1,
        is_carried: false,
    };
    if !store::add_task(tx, &task, None).await? {
        let is_same = store::task(tx, id).await?.is_some_and(|it| {
            it.measure == *measure && it.year == year && it.content == wish.content
        });
        if !is_same {
            return Err(Refusal::AlreadySent.into());
        }
        return deed.keep(tx, measure, Done::Already).await;
    }
    if is_revision {
        let change = Change {
            year,
            subject: Subject::Task,
            before: String::new(),
            after: described(&wish.content),
            reason: &wish.reason,
        };
        revise_measure(tx, deed, measure, change).await?;
    }
    deed.keep(tx, measure, Done::Now).await
}

/// A task in a year that the person may still carry out.
async fn admitted(tx: &mut Tx, deed: Deed<'_>, id: &TaskId) -> Result<(Carried, Task)> {
    let task = store::task(tx, id).await?.ok_or(Error::NotFound)?;
    let carried = admit_year(tx, deed, &task.measure, task.year).await?;
    Ok((carried, task))
}

/// Changes what a task says. `Stale` when somebody else changed it since `version`, unless they wrote the same.
pub(in crate::carry) async fn change_task(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &TaskId,
    version: i64,
    wish: &TaskWish,
) -> Result<Done> {
    let (carried, task) = admitted(tx, deed, id).await?;
    rules::check_task(&wish.content, task.year)?;
    if task.content == wish.content {
        return deed.keep(tx, &task.measure, Done::Already).await;
    }
    let is_revision = rules::is_revision(carried.state(task.year), &wish.reason)?;
    rules::check_text("reason", &wish.reason)?;
    if !store::change_task(tx, id, version, &wish.content).await? {
        return Err(Error::Stale);
    }
    if is_revision {
        let change = Change {
            year: task.year,
            subject: Subject::Task,
            before: described(&task.content),
            after: described(&wish.content),
            reason: &wish.reason,
        };
        revise_measure(tx, deed, &task.measure, change).await?;
    }
    deed.keep(tx, &task.measure, Done::Now).await
}

/// Takes a task out of its year. Gone already is as good as done.
pub(in crate::carry) async fn drop_task(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &TaskId,
    version: i64,
    reason: &str,
) -> Result<Task> {
    let (carried, task) = admitted(tx, deed, id).await?;
    let is_revision = rules::is_revision(carried.state(task.year), reason)?;
    rules::check_text("reason", reason)?;
    if !store::drop_task(tx, id, version).await? {
        return Err(Error::Stale);
    }
    if is_revision {
        let change = Change {
            year: task.year,
            subject: Subject::Task,
            before: described(&task.content),
            after: String::new(),
            reason,
        };
        revise_measure(tx, deed, &task.measure, change).await?;
    }
    deed.keep(tx, &task.measure, Done::Now).await?;
    Ok(task)
}

/// Marks a task as done on a day, or as open again.
pub(in crate::carry) async fn set_done(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &TaskId,
    version: i64,
    done_on: Option<Date>,
) -> Result<Done> {
    let (_, task) = admitted(tx, deed, id).await?;
    if let Some(done_on) = done_on {
        rules::check_done(done_on, task.year, deed.today())?;
    }
    if task.done_on == done_on {
        return deed.keep(tx, &task.measure, Done::Already).await;
    }
    if !store::set_done(tx, id, version, done_on).await? {
        return Err(Error::Stale);
    }
    deed.keep(tx, &task.measure, Done::Now).await
}

/// Moves a task one place up, or down. At the end of the list it stays.
pub(in crate::carry) async fn move_task(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &TaskId,
    is_up: bool,
) -> Result<Task> {
    let (_, task) = admitted(tx, deed, id).await?;
    let tasks = store::tasks(tx, &task.measure, task.year).await?;
    let mut order: Vec<&TaskId> = tasks.iter().map(|it| &it.id).collect();
    let place = order
        .iter()
        .position(|it| *it == id)
        .ok_or(Error::NotFound)?;
    let other = if is_up {
        place.checked_sub(1)
    } else {
        Some(place + 1).filter(|it| *it < order.len())
    };
    if let Some(other) = other {
        order.swap(place, other);
        store::place_tasks(tx, &order).await?;
    }
    deed.keep(tx, &task.measure, Done::Now).await?;
    Ok(task)
}

/// Lets the unfinished tasks of a year go on in the next one. Each goes on once, however often this is asked; returns how many did.
pub(in crate::carry) async fn carry_over(
    tx: &mut Tx,
    deed: Deed<'_>,
    measure: &MeasureId,
    year: FiscalYear,
    reason: &str,
) -> Result<usize> {
    let next = year.next();
    let carried = admit_year(tx, deed, measure, next).await?;
    let is_revision = rules::is_revision(carried.state(next), reason)?;
    rules::check_text("reason", reason)?;
    let tasks = store::tasks(tx, measure, year).await?;
    let mut gone_on = Vec::new();
    for (old, content) in rules::carried_over(&tasks) {
        let task = Task {
            id: TaskId::fresh(),
            measure: measure.clone(),
            year: next,
            content,
            done_on: None,
            version: 1,
            is_carried: true,
        };
        if store::add_task(tx, &task, Some(&old.id)).await? {
            gone_on.push(described(&task.content));
        }
    }
    if gone_on.is_empty() {
        return Err(Refusal::NothingToCarry.into());
    }
    if is_revision {
        let change = Change {
            year: next,
            subject: Subject::Task,
            before: String::new(),
            after: gone_on.join("\n"),
            reason,
        };
        revise_measure(tx, deed, measure, change).await?;
    }
    deed.keep(tx, measure, Done::Now).await?;
    Ok(gone_on.len())
}
