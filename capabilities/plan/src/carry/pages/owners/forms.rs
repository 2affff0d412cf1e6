//! The forms with which owners change.
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use gate::{App, Sent, Visit};
use web::{
    Result,
    form::{Field, FormState},
};

use super::{PATH, Problem, asked, group_of, ids, owners_page, unit_field};
use crate::{
    adopted::{self, MeasureId, OwnerId},
    carry::{
        actions::{self, HandOver},
        pages::{
            Draft, Outcome, Query, deed, measure_path, notice, outcome, page_under, reason_field,
        },
        store,
    },
};

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
