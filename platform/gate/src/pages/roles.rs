//! Who holds which role, for which unit, until when; deputies; accounts.
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use web::{
    Error, Page, Result,
    form::{Choice, ErrorSummary, Field, FormState},
};

use crate::{
    actions::{self, GrantWish},
    enter::Visit,
    house::App,
    model::{GrantId, Role},
    rules::GrantRefusal,
    sent::Sent,
    store,
};

struct Line {
    id: String,
    holder: String,
    role: String,
    unit: String,
    from: String,
    until: String,
    deputy_for: String,
}

#[derive(Template)]
#[template(path = "roles.html")]
struct Roles {
    page: Page,
    summary: ErrorSummary,
    lines: Vec<Line>,
    fields: Vec<Field>,
    account_fields: Vec<Field>,
    /// A one-time code that was just made: shown once, on this answer only.
    code: Option<String>,
}

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Result<Response> {
    let entry = visit
        .actor
        .entry(app.now())
        .about(ledger::Subject::new("grants", "all"));
    app.record(entry).await?;
    roles_page(&app, &visit, &FormState::new(), None).await
}

async fn roles_page(
    app: &App,
    visit: &Visit,
    form: &FormState,
    code: Option<String>,
) -> Result<Response> {
    let today = app.today();
    let grants = app
        .db
        .read(async |tx| Result::Ok(store::given_grants(tx, today).await?))
        .await?;
    let mut page = visit.page("gate-roles");
    page.who_can_see = Some(app.who_may(&page, super::ROLES));
    let lines = grants
        .into_iter()
        .map(|(grant, holder, principal)| Line {
            id: grant.id.to_string(),
            holder,
            role: page.t(&grant.role.text_key()).into_owned(),
            unit: grant.unit.map_or_else(
                || page.t("gate-whole-city").into_owned(),
                |it| it.to_string(),
            ),
            from: page.day(grant.starts_on),
            until: if grant.ends_on == base::FAR_FUTURE {
                String::new()
            } else {
                page.last_day(grant.ends_on)
            },
            deputy_for: principal.unwrap_or_default(),
        })
        .collect();
    let choices = app
        .roles()
        .iter()
        .filter(|it| **it != Role::STAFF)
        .map(|it| Choice::new(it.name(), page.t(&it.text_key()).into_owned()))
        .collect();
    let fields = [
        Field::digits("number", page.t("gate-number")).required(),
        Field::select("role", page.t("gate-role"), choices).required(),
        Field::text("unit", page.t("gate-grant-unit"))
            .help(page.t("gate-grant-unit-help"))
            .width("width-16"),
        Field::date(&page, "starts_on", page.t("gate-grant-from")).required(),
        Field::date(&page, "last_on", page.t("gate-grant-until")),
        Field::digits("deputy_for", page.t("gate-grant-deputy-for"))
            .help(page.t("gate-grant-deputy-help")),
    ];
    let account_fields =
        vec![form.fill(Field::digits("account", page.t("gate-number")).required())];
    web::render(Roles {
        summary: form.summary(),
        lines,
        fields: fields.into_iter().map(|it| form.fill(it)).collect(),
        account_fields,
        code,
        page,
    })
}

pub(super) async fn add(State(app): State<App>, visit: Visit, sent: Sent) -> Result<Response> {
    let now = app.now();
    let page = visit.page("gate-roles");
    let mut form = sent.form;
    let starts_on = form.day(&page, "starts_on");
    let last_on = if form.given("last_on").is_some() {
        form.day(&page, "last_on")
    } else {
        None
    };
    if let (Some(starts_on), false) = (starts_on, form.is_refused()) {
        let wish = GrantWish {
            number: form.text("number"),
            role: form.text("role"),
            unit: form.text("unit"),
            starts_on,
            last_on,
            deputy_for: form.text("deputy_for"),
        };
        let added = app
            .db
            .write(async |tx| actions::add_grant(&app, tx, &visit.actor, &wish, now).await)
            .await;
        match added {
            Ok(()) => return Ok(web::back_to("/roles", "gate-notice-granted").into_response()),
            Err(Error::Refused(refusal)) => form.refuse_with(&page, refusal.as_ref()),
            Err(error) => return Err(error),
        }
    }
    Ok((
        StatusCode::UNPROCESSABLE_ENTITY,
        roles_page(&app, &visit, &form, None).await?,
    )
        .into_response())
}

pub(super) async fn end(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<GrantId>,
    _: Sent,
) -> Result<Redirect> {
    let now = app.now();
    app.db
        .write(async |tx| actions::end_grant(tx, &visit.actor, &id, now).await)
        .await?;
    Ok(web::back_to("/roles", "gate-notice-grant-ended"))
}

pub(super) async fn issue_first_code(
    State(app): State<App>,
    visit: Visit,
    sent: Sent,
) -> Result<Response> {
    let now = app.now();
    let number = base::canonical_staff_number(&sent.text("account")).into_owned();
    let code = app
        .db
        .write(async |tx| {
            let account = store::account_of_number(tx, &number)
                .await?
                .ok_or(GrantRefusal::UnknownPerson)?;
            actions::issue_first_code(tx, &visit.actor, &account.staff, now).await
        })
        .await;
    match code {
        Ok(code) => roles_page(&app, &visit, &sent.form, Some(code)).await,
        Err(error) => account_refused(&app, &visit, sent.form, error).await,
    }
}

pub(super) async fn set_disabled(
    State(app): State<App>,
    visit: Visit,
    sent: Sent,
) -> Result<Response> {
    let now = app.now();
    let number = base::canonical_staff_number(&sent.text("account")).into_owned();
    let is_disabled = sent.text("disabled") == "yes";
    let done = app
        .db
        .write(async |tx| {
            let account = store::account_of_number(tx, &number)
                .await?
                .ok_or(GrantRefusal::UnknownPerson)?;
            actions::set_disabled(tx, &visit.actor, &account.staff, is_disabled, now).await
        })
        .await;
    match done {
        Ok(()) => {
            let notice = if is_disabled {
                "gate-notice-account-closed"
            } else {
                "gate-notice-account-opened"
            };
            Ok(web::back_to("/roles", notice).into_response())
        }
        Err(error) => account_refused(&app, &visit, sent.form, error).await,
    }
}

async fn account_refused(
    app: &App,
    visit: &Visit,
    mut form: FormState,
    error: Error,
) -> Result<Response> {
    let Error::Refused(refusal) = error else {
        return Err(error);
    };
    form.refuse("account", visit.page("gate-roles").text(&refusal.text()));
    Ok((
        StatusCode::UNPROCESSABLE_ENTITY,
        roles_page(app, visit, &form, None).await?,
    )
        .into_response())
}
