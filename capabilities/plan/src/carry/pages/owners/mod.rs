//! Owners of the whole plan: which unit each mark means, what is wrong with it, and how measures change hands.
mod forms;

use std::collections::BTreeSet;

use askama::Template;
use axum::{extract::State, response::Response};
use base::{Date, UnitCode};
use db::Tx;
use gate::{App, Visit};
use people::Organisation;
use web::{Error, Page, Result, form::Field};

pub(in crate::carry) use forms::{
    add, blank, group_form, hand_over, hand_over_form, hand_over_group, resolve, resolve_form,
};

use super::{Query, facts::Status, measure_path};
use crate::{
    adopted::{self, MeasureId, OwnerId},
    carry::{
        OWNERS,
        store::{self, OwnerRow},
    },
};

const PATH: &str = "/plan/owners";

/// The owners of one mark that are one unit.
struct Group {
    rows: Vec<OwnerRow>,
    problem: Problem,
}

/// What is wrong with the unit of a group.
enum Problem {
    Fine,
    /// Nobody has said which unit is meant; perhaps the one of this code.
    Unresolved(Option<UnitCode>),
    /// There is no such unit since this day, if it ever was; these units came after it.
    Gone {
        since: Option<Date>,
        successors: Vec<UnitCode>,
    },
}

fn is_same_group(one: &OwnerRow, other: &OwnerRow) -> bool {
    one.owner.mark == other.owner.mark
        && one.owner.name == other.owner.name
        && one.owner.unit == other.owner.unit
}

async fn problem(tx: &mut Tx, row: &OwnerRow, organisation: &Organisation) -> Result<Problem> {
    let owner = &row.owner;
    let Some(unit) = &owner.unit else {
        let found = organisation
            .resolve(&owner.name)
            .or_else(|_| organisation.resolve(&owner.mark));
        return Ok(Problem::Unresolved(found.ok()));
    };
    if organisation.unit(unit).is_some() {
        return Ok(Problem::Fine);
    }
    let history = people::unit_history(tx, unit).await?;
    let successors = people::successors(tx, unit).await?;
    Ok(Problem::Gone {
        since: history.last().map(|it| it.ends_on),
        successors,
    })
}

/// The groups of a plan, those with a problem first.
async fn groups(
    tx: &mut Tx,
    rows: Vec<OwnerRow>,
    organisation: &Organisation,
) -> Result<Vec<Group>> {
    let mut gathered: Vec<Vec<OwnerRow>> = Vec::new();
    for row in rows {
        match gathered.iter_mut().find(|it| is_same_group(&it[0], &row)) {
            Some(group) => group.push(row),
            None => gathered.push(vec![row]),
        }
    }
    let mut groups = Vec::new();
    for rows in gathered {
        let problem = problem(tx, &rows[0], organisation).await?;
        groups.push(Group { rows, problem });
    }
    groups.sort_by_key(|it| matches!(it.problem, Problem::Fine));
    Ok(groups)
}

struct GroupShown {
    mark: String,
    name: String,
    unit: String,
    unit_href: String,
    measures: usize,
    listed: Vec<MeasureShown>,
    status: Status,
    /// What to do; empty when nothing is wrong.
    advice: String,
    /// Any owner of the group: the forms find the others by it.
    of: String,
    is_gone: bool,
}

struct MeasureShown {
    href: String,
    label: String,
    owner: String,
}

#[derive(Template)]
#[template(path = "carry/owners.html")]
struct OwnersPage {
    page: Page,
    title: String,
    groups: Vec<GroupShown>,
    problems: usize,
}

pub(in crate::carry) async fn show(State(app): State<App>, visit: Visit) -> Result<Response> {
    let today = app.today();
    let found = app
        .db
        .read(async |tx| {
            let Some(plan) = adopted::current(tx, today).await? else {
                return Result::Ok(None);
            };
            let organisation = Organisation::load(tx, today).await?;
            let rows = store::owner_rows(tx, &plan.id, today).await?;
            Ok(Some((
                plan.title,
                groups(tx, rows, &organisation).await?,
                organisation,
            )))
        })
        .await?;
    let mut page = visit
        .page("plan-carry-owners-of-plan")
        .under("/plan", "plan-carry-plan");
    page.who_can_see = Some(app.who_may(&page, OWNERS));
    let (title, groups) = match found {
        Some((title, groups, organisation)) => {
            let shown = groups
                .into_iter()
                .map(|it| group_shown(&page, it, &organisation));
            (title, shown.collect())
        }
        None => (String::new(), Vec::new()),
    };
    let groups: Vec<GroupShown> = groups;
    let problems = groups.iter().filter(|it| !it.advice.is_empty()).count();
    web::render(OwnersPage {
        page,
        title,
        groups,
        problems,
    })
}

fn group_shown(page: &Page, group: Group, organisation: &Organisation) -> GroupShown {
    let owner = &group.rows[0].owner;
    let named = |code: &UnitCode| format!("{}（{code}）", organisation.path_name(code));
    let (tone, key, advice) = match &group.problem {
        Problem::Fine => ("done", "plan-carry-owner-fine", String::new()),
        Problem::Unresolved(found) => {
            let advice = match found {
                Some(code) => page
                    .say("plan-carry-owner-perhaps", &[("unit", named(code).into())])
                    .into_owned(),
                None => page.t("plan-carry-owner-say-unit").into_owned(),
            };
            ("warning", "plan-carry-owner-unresolved", advice)
        }
        Problem::Gone { since, successors } => {
            let units: Vec<String> = successors.iter().map(named).collect();
            let since = since.map(|it| page.day(it)).unwrap_or_default();
            let advice = if units.is_empty() {
                page.say("plan-carry-owner-gone-alone", &[("day", since.into())])
                    .into_owned()
            } else {
                let units = units.join("、");
                page.say(
                    "plan-carry-owner-gone-to",
                    &[("day", since.into()), ("units", units.into())],
                )
                .into_owned()
            };
            ("late", "plan-carry-owner-gone", advice)
        }
    };
    let measures: BTreeSet<&MeasureId> = group.rows.iter().map(|it| &it.measure).collect();
    GroupShown {
        mark: owner.mark.clone(),
        name: owner.name.clone(),
        unit: owner.unit.as_ref().map(named).unwrap_or_default(),
        unit_href: owner
            .unit
            .as_ref()
            .map(|it| format!("/organisation/{it}"))
            .unwrap_or_default(),
        measures: measures.len(),
        of: owner.id.to_string(),
        is_gone: matches!(group.problem, Problem::Gone { .. }),
        status: Status {
            tone,
            word: page.t(key).into_owned(),
        },
        advice,
        listed: group
            .rows
            .iter()
            .map(|it| MeasureShown {
                href: measure_path(it.measure.as_str(), None),
                label: format!("{} {}", it.measure_key, it.measure_name),
                owner: it.owner.id.to_string(),
            })
            .collect(),
    }
}

/// The group of an owner, among the owners of its plan.
async fn group_of(
    tx: &mut Tx,
    id: &OwnerId,
    today: Date,
) -> Result<(Group, std::sync::Arc<Organisation>)> {
    let row = store::owner(tx, id).await?;
    let carried = store::carried(tx, &row.measure, &gate::Scope::CITY, today).await?;
    let organisation = Organisation::load(tx, today).await?;
    let mut rows = store::owner_rows(tx, &carried.plan, today).await?;
    rows.retain(|it| is_same_group(it, &row));
    let problem = problem(tx, &row, &organisation).await?;
    if rows.is_empty() {
        return Err(Error::NotFound);
    }
    Ok((Group { rows, problem }, organisation))
}

fn ids(group: &Group) -> Vec<OwnerId> {
    group.rows.iter().map(|it| it.owner.id.clone()).collect()
}

fn asked(query: &Query) -> Result<OwnerId> {
    query.get("of").cloned().map(OwnerId).ok_or(Error::NotFound)
}

fn owners_page(visit: &Visit, title_key: &str) -> Page {
    visit
        .page(title_key)
        .under("/plan", "plan-carry-plan")
        .under(PATH, "plan-carry-owners-of-plan")
}

fn unit_field(page: &Page) -> Field {
    Field::text("unit", page.t("plan-carry-unit-of-owner"))
        .help(page.t("plan-carry-unit-of-owner-help"))
        .width("width-32")
}
