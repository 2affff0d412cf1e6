//! Owners of the whole plan: which unit each mark means, what is wrong with it, and how measures change hands.
use std::collections::BTreeSet;

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use base::{Date, UnitCode};
use db::Tx;
use gate::{App, Sent, Visit};
use people::Organisation;
use web::{
    Error, Page, Result,
    form::{Field, FormState},
};

use super::{
    Draft, Outcome, Query, deed, facts::Status, measure_path, notice, outcome, page_under,
    reason_field,
};
use crate::{
    adopted::{self, MeasureId, OwnerId},
    carry::{
        OWNERS,
        actions::{self, HandOver},
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

pub(in crate::carry) async fn resolve_form(
    State(app): State<App>,
    visit: Visit,
    query: Query,
) -> Result<Response> {
    show_resolve_form(&app, &visit, &asked(&query)?, &FormState::new()).await
}

async fn show_resolve_form(
    app: &App,
    visit: &Visit,
    of: &OwnerId,
    form: &FormState,
) -> Result<Response> {
    let today = app.today();
    let (group, organisation) = app
        .db
        .read(async |tx| group_of(tx, of, today).await)
        .await?;
    let owner = &group.rows[0].owner;
    let page = owners_page(visit, "plan-carry-owner-resolve");
    let proposal = match &group.problem {
        Problem::Unresolved(Some(code)) => code.to_string(),
        _ => owner
            .unit
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
    };
    let known = owner
        .unit
        .as_ref()
        .map(|it| organisation.path_name(it))
        .unwrap_or_default();
    let mut fields = vec![
        Field::hidden("of", of.as_str()),
        unit_field(&page).required().value(proposal),
    ];
    if owner.unit.is_some() {
        fields.push(reason_field(&page));
    }
    Draft::new(page, form, "/plan/owners/units", PATH)
        .fact("plan-carry-mark", format!("{}　{}", owner.mark, owner.name))
        .fact("plan-carry-unit-of-owner", known)
        .fact("plan-carry-measures", group.rows.len().to_string())
        .intro("plan-carry-owner-resolve-help")
        .fields(fields)
        .show()
}

pub(in crate::carry) async fn resolve(
    State(app): State<App>,
    visit: Visit,
    sent: Sent,
) -> Result<Response> {
    let page = visit.page("plan-carry-owner-resolve");
    let (of, unit, reason) = (
        OwnerId(sent.text("of")),
        sent.text("unit"),
        sent.text("reason"),
    );
    let mut form = sent.form;
    let deed = deed(&app, &visit);
    let resolved = app
        .db
        .write(async |tx| {
            let (group, _) = group_of(tx, &of, deed.today()).await?;
            actions::resolve_mark(tx, deed, &ids(&group), &unit, &reason).await
        })
        .await;
    match outcome(&page, &mut form, resolved)? {
        Outcome::Done(_) => {
            Ok(web::back_to(PATH, "plan-carry-notice-owner-resolved").into_response())
        }
        Outcome::Stale | Outcome::Refused => show_resolve_form(&app, &visit, &of, &form).await,
    }
}

pub(in crate::carry) async fn group_form(
    State(app): State<App>,
    visit: Visit,
    query: Query,
) -> Result<Response> {
    show_group_form(&app, &visit, &asked(&query)?, &FormState::new()).await
}

async fn show_group_form(
    app: &App,
    visit: &Visit,
    of: &OwnerId,
    form: &FormState,
) -> Result<Response> {
    let today = app.today();
    let (group, organisation) = app
        .db
        .read(async |tx| group_of(tx, of, today).await)
        .await?;
    let owner = &group.rows[0].owner;
    let page = owners_page(visit, "plan-carry-hand-over");
    let (from, unit) = match &group.problem {
        Problem::Gone { since, successors } => {
            // Of several successors a person chooses; the help names them.
            let only = if let [one] = successors.as_slice() {
                one.to_string()
            } else {
                String::new()
            };
            (since.unwrap_or(today), only)
        }
        _ => (today, String::new()),
    };
    let successors = match &group.problem {
        Problem::Gone { successors, .. } => {
            let names: Vec<String> = successors
                .iter()
                .map(|it| format!("{}（{it}）", organisation.path_name(it)))
                .collect();
            names.join("\n")
        }
        _ => String::new(),
    };
    let measures: Vec<String> = group
        .rows
        .iter()
        .map(|it| format!("{} {}", it.measure_key, it.measure_name))
        .collect();
    let fields = [
        Field::hidden("of", of.as_str()),
        unit_field(&page).required().value(unit),
        Field::date(&page, "from", page.t("plan-carry-owner-from"))
            .required()
            .value(base::wareki(from)),
        reason_field(&page),
    ];
    Draft::new(page, form, "/plan/owners/successors", PATH)
        .fact("plan-carry-mark", format!("{}　{}", owner.mark, owner.name))
        .fact("plan-carry-successors", successors)
        .fact("plan-carry-measures", measures.join("\n"))
        .intro("plan-carry-hand-over-group-help")
        .fields(fields)
        .button("plan-carry-hand-over")
        .show()
}

pub(in crate::carry) async fn hand_over_group(
    State(app): State<App>,
    visit: Visit,
    sent: Sent,
) -> Result<Response> {
    let page = visit.page("plan-carry-hand-over");
    let of = OwnerId(sent.text("of"));
    let mut form = sent.form;
    let unit = unit_field(&page);
    form.require(&page, &unit);
    let from = form.day(&page, "from");
    if let (Some(from), false) = (from, form.is_refused()) {
        let deed = deed(&app, &visit);
        let (unit, reason) = (form.text("unit"), form.text("reason"));
        let changed = app
            .db
            .write(async |tx| {
                let (group, _) = group_of(tx, &of, deed.today()).await?;
                let wish = HandOver {
                    owners: ids(&group),
                    unit: unit.clone(),
                    from,
                    reason: reason.clone(),
                };
                actions::hand_over(tx, deed, &wish).await
            })
            .await;
        if let Outcome::Done(_) = outcome(&page, &mut form, changed)? {
            return Ok(web::back_to(PATH, "plan-carry-notice-handed-over").into_response());
        }
    }
    show_group_form(&app, &visit, &of, &form).await
}

pub(in crate::carry) async fn hand_over_form(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<OwnerId>,
) -> Result<Response> {
    show_hand_over_form(&app, &visit, &id, &FormState::new()).await
}

async fn show_hand_over_form(
    app: &App,
    visit: &Visit,
    id: &OwnerId,
    form: &FormState,
) -> Result<Response> {
    let (row, measure) = app
        .db
        .read(async |tx| {
            let row = store::owner(tx, id).await?;
            let measure = adopted::measure(tx, &row.measure).await?;
            Result::Ok((row, measure))
        })
        .await?;
    let page = page_under(visit, "plan-carry-hand-over", &measure);
    let since = page.day(row.owner.starts_on);
    let fields = [
        unit_field(&page).help(page.t("plan-carry-hand-over-unit-help")),
        Field::date(&page, "from", page.t("plan-carry-owner-from")).required(),
        reason_field(&page),
    ];
    Draft::new(
        page,
        form,
        format!("/plan/owners/{id}"),
        measure_path(measure.id.as_str(), None),
    )
    .fact(
        "plan-carry-measure",
        format!("{} {}", row.measure_key, row.measure_name),
    )
    .fact("plan-carry-owner", &row.owner.name)
    .fact("plan-carry-owner-since", since)
    .intro("plan-carry-hand-over-help")
    .fields(fields)
    .button("plan-carry-hand-over")
    .show()
}

pub(in crate::carry) async fn hand_over(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<OwnerId>,
    sent: Sent,
) -> Result<Response> {
    let page = visit.page("plan-carry-hand-over");
    let mut form = sent.form;
    if let Some(from) = form.day(&page, "from") {
        let wish = HandOver {
            owners: vec![id.clone()],
            unit: form.text("unit"),
            from,
            reason: form.text("reason"),
        };
        let deed = deed(&app, &visit);
        let changed = app
            .db
            .write(async |tx| {
                actions::hand_over(tx, deed, &wish).await?;
                Result::Ok(store::owner(tx, &id).await?.measure)
            })
            .await;
        if let Outcome::Done(measure) = outcome(&page, &mut form, changed)? {
            let back = measure_path(measure.as_str(), None);
            return Ok(web::back_to(back, "plan-carry-notice-handed-over").into_response());
        }
    }
    show_hand_over_form(&app, &visit, &id, &form).await
}

pub(in crate::carry) async fn blank(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<MeasureId>,
) -> Result<Response> {
    add_form(&app, &visit, &id, &FormState::new()).await
}

async fn add_form(app: &App, visit: &Visit, id: &MeasureId, form: &FormState) -> Result<Response> {
    let measure = app
        .db
        .read(async |tx| Result::Ok(adopted::measure(tx, id).await?))
        .await?;
    let page = page_under(visit, "plan-carry-owner-add", &measure);
    let names: Vec<&str> = measure
        .owners_on(app.today())
        .map(|it| it.name.as_str())
        .collect();
    let fields = [
        unit_field(&page).required(),
        Field::date(&page, "from", page.t("plan-carry-owner-from")).required(),
        reason_field(&page),
    ];
    Draft::new(
        page,
        form,
        format!("/plan/measures/{id}/owners"),
        measure_path(id.as_str(), None),
    )
    .fact("plan-carry-measure", &measure.name)
    .fact("plan-carry-owners", names.join("、"))
    .fields(fields)
    .show()
}

pub(in crate::carry) async fn add(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<MeasureId>,
    sent: Sent,
) -> Result<Response> {
    let page = visit.page("plan-carry-owner-add");
    let mut form = sent.form;
    if let Some(from) = form.day(&page, "from") {
        let (unit, reason) = (form.text("unit"), form.text("reason"));
        let deed = deed(&app, &visit);
        let added = app
            .db
            .write(async |tx| actions::add_owner(tx, deed, &id, &unit, from, &reason).await)
            .await;
        if let Outcome::Done(done) = outcome(&page, &mut form, added)? {
            let back = measure_path(id.as_str(), None);
            return Ok(
                web::back_to(back, notice(done, "plan-carry-notice-owner-added")).into_response(),
            );
        }
    }
    add_form(&app, &visit, &id, &form).await
}
