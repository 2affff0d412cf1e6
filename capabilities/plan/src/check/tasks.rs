//! 「やること」 of the year's check.
use std::{future::Future, pin::Pin};

use base::{UnitCode, city_date};
use db::Tx;
use gate::{Actor, App, Role, Task};
use people::{Level, Organisation};
use web::{Result, Text};

use super::{
    ANSWER, APPROVE, CONSOLIDATE, MINE, WRITER, actions,
    model::State,
    rules,
    store::{self, MeasureCount, Pending},
};

/// More tasks of one kind stand in one line, which leads to the list.
const MOST_LINES: usize = 5;

/// What a person has to do in the year's check: drafts, returned ones, submissions, questions, and, for the plan office, measures
/// to bring together and a year to freeze. At most three statements, however many people there are, and one more for every submission
/// of their own.
pub(crate) fn tasks<'a>(
    app: &'a App,
    actor: &'a Actor,
    tx: &'a mut Tx,
) -> Pin<Box<dyn Future<Output = Result<Vec<Task>>> + Send + 'a>> {
    Box::pin(async move {
        let mut tasks = owner_tasks(app, actor, tx).await?;
        if app.scope(actor, CONSOLIDATE).is_city() {
            tasks.extend(office_tasks(&store::measure_counts(tx).await?));
        }
        Ok(tasks)
    })
}

async fn owner_tasks(app: &App, actor: &Actor, tx: &mut Tx) -> Result<Vec<Task>> {
    let (writing, approving, answering) = (
        app.scope(actor, MINE),
        app.scope(actor, APPROVE),
        app.scope(actor, ANSWER),
    );
    if writing.units().is_empty() && approving.units().is_empty() {
        return Ok(Vec::new());
    }
    let today = app.today();
    let mut found = store::waiting_for(
        tx,
        writing.units(),
        approving.units(),
        answering.units(),
        today,
    )
    .await?;
    let mine = Responsible::of(actor);
    if found.iter().any(|it| !mine.is_plainly_for(it)) {
        let organisation = Organisation::load(tx, today).await?;
        found.retain(|it| mine.is_for(it, &organisation));
    }
    let mut left = Vec::with_capacity(found.len());
    for it in found {
        if may_be_theirs(app, actor, tx, &it).await? {
            left.push(it);
        }
    }
    let found = left;
    let (questions, checks): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|it| it.state.is_none());
    let (submitted, drafts): (Vec<_>, Vec<_>) = checks
        .into_iter()
        .partition(|it| it.state == Some(State::Submitted));
    let (returned, drafts): (Vec<_>, Vec<_>) = drafts
        .into_iter()
        .partition(|it| it.state == Some(State::Returned));
    let mut tasks = lines("plan-check-task-returned", "returned", &returned);
    tasks.extend(lines("plan-check-task-approve", "submitted", &submitted));
    tasks.extend(lines("plan-check-task-draft", "open", &drafts));
    tasks.extend(questions.iter().map(|it| Task {
        title: Text::new("plan-check-task-answer"),
        about: it.measure_name.clone(),
        href: format!("/plan/consultations/{}", it.id),
        due_on: Some(it.due_on),
    }));
    Ok(tasks)
}

/// Nobody is asked to approve what the rule would not let them.
async fn may_be_theirs(app: &App, actor: &Actor, tx: &mut Tx, it: &Pending) -> Result<bool> {
    match (it.state, &it.submitted_by) {
        (Some(State::Submitted), Some(by)) => {
            let answer = actions::check_pair(tx, app, actor, Some(&it.unit), by).await?;
            Ok(answer.is_ok())
        }
        _ => Ok(true),
    }
}

/// For which units it is this person who has to act, not only may.
struct Responsible {
    writes: Vec<UnitCode>,
    heads: Vec<UnitCode>,
}

impl Responsible {
    fn of(actor: &Actor) -> Self {
        let units = |role: Role| {
            actor
                .grants
                .iter()
                .filter(|it| it.role == role)
                .filter_map(|it| it.unit.clone())
                .collect()
        };
        Self {
            writes: units(WRITER),
            heads: units(Role::HEAD),
        }
    }

    /// Without asking the organisation: the person heads the unit itself, or writes for it.
    fn is_plainly_for(&self, it: &Pending) -> bool {
        let is_writing = it.state != Some(State::Submitted) && self.writes.contains(&it.unit);
        is_writing || self.heads.contains(&it.unit)
    }

    /// Writers act for all units below the one they write for. A head acts for the own unit, and for the teams of the own section:
    /// the checks of thirty sections are no task of a bureau chief, who may still open them.
    fn is_for(&self, it: &Pending, organisation: &Organisation) -> bool {
        let is_writing = || {
            it.state != Some(State::Submitted)
                && organisation
                    .ancestors(&it.unit)
                    .iter()
                    .any(|above| self.writes.contains(&above.code))
        };
        let section = || {
            organisation
                .at_level(&it.unit, Level::Section)
                .map(|it| &it.code)
        };
        self.is_plainly_for(it)
            || is_writing()
            || section().is_some_and(|it| self.heads.contains(it))
    }
}

fn lines(key: &'static str, filter: &str, found: &[Pending]) -> Vec<Task> {
    let due = |it: &Pending| {
        let since = city_date(it.since);
        it.state
            .and_then(|state| rules::waits_for(state, &it.cycle, since))
            .map_or(it.due_on, |it| it.1)
    };
    if found.len() > MOST_LINES {
        let first = found.iter().map(due).min();
        let year = found
            .iter()
            .map(|it| it.cycle.year)
            .min()
            .map_or(0, |it| it.year());
        return vec![Task {
            title: Text::new(format!("{key}-many")).with("count", found.len()),
            about: String::new(),
            href: format!("/plan/my-checks?year={year}&state={filter}"),
            due_on: first,
        }];
    }
    let line = |it: &Pending| Task {
        title: Text::new(key),
        about: it.measure_name.clone(),
        href: format!("/plan/checks/{}", it.id),
        due_on: Some(due(it)),
    };
    found.iter().map(line).collect()
}

fn office_tasks(counts: &[MeasureCount]) -> Vec<Task> {
    let mut years: Vec<_> = counts
        .iter()
        .map(|it| (it.year, it.review_due_on))
        .collect();
    years.sort();
    years.dedup();
    let mut tasks = Vec::new();
    for (year, due_on) in years {
        let of_year = || counts.iter().filter(|it| it.year == year);
        let waiting = of_year().filter(|it| it.is_to_consolidate()).count();
        let task = |title, href| Task {
            title,
            about: String::new(),
            href,
            due_on: Some(due_on),
        };
        if 0 < waiting {
            let href = format!("/plan/cycles/{}?state=to-consolidate", year.year());
            tasks.push(task(
                Text::new("plan-check-task-consolidate").with("count", waiting),
                href,
            ));
        }
        if of_year().all(MeasureCount::is_consolidated) {
            let title = Text::new("plan-check-task-freeze").with("year", year.year().to_string());
            tasks.push(task(
                title,
                format!("/plan/editions/{}/freezing", year.year()),
            ));
        }
    }
    tasks
}

#[cfg(test)]
mod tests {
    use base::{FiscalYear, date};

    use super::*;

    fn count(checks: i64, approved: i64, based_on: Option<i64>) -> MeasureCount {
        MeasureCount {
            year: FiscalYear(2025),
            review_due_on: date(2026, 5, 8),
            checks,
            approved,
            versions: 7,
            based_on,
        }
    }

    fn keys(counts: &[MeasureCount]) -> Vec<String> {
        office_tasks(counts)
            .into_iter()
            .map(|it| it.title.key.into_owned())
            .collect()
    }

    #[test]
    fn the_office_brings_together_what_all_owners_have_approved() {
        assert_eq!(keys(&[count(2, 1, None)]), [] as [&str; 0]);
        assert_eq!(keys(&[count(2, 2, None)]), ["plan-check-task-consolidate"]);
        assert_eq!(
            keys(&[count(2, 2, Some(5))]),
            ["plan-check-task-consolidate"],
            "a check changed afterwards"
        );
        assert_eq!(
            keys(&[count(0, 0, None)]),
            [] as [&str; 0],
            "nobody owns it"
        );
    }

    #[test]
    fn the_year_is_to_be_frozen_once_every_measure_is_brought_together() {
        assert_eq!(
            keys(&[count(2, 2, Some(7)), count(1, 1, Some(7))]),
            ["plan-check-task-freeze"]
        );
        assert_eq!(
            keys(&[count(2, 2, Some(7)), count(1, 0, None)]),
            [] as [&str; 0]
        );
    }
}
