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
    house::App,
    model::GrantId,
    register::UnitNames,
    sent::Sent,
    store,
    visit::Visit,
};

struct Line {
    id: String,
    holder: String,
    role: String,
    unit: String,
    from: String,
    until: String,
    deputy_for: String,
    may_end: bool,
}

#[derive(Template)]
#[template(path = "roles.html")]
struct Roles {
    page: Page,
    summary: ErrorSummary,
    lines: Vec<Line>,
    fields: Vec<Field>,
    /// Empty for those who do not keep accounts.
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
    let scope = app.scope(&visit.actor, super::ROLES);
    let (grants, names) = app
        .db
        .read(async |tx| {
            let grants = store::given_grants(tx, &scope, today).await?;
            let units = grants.iter().filter_map(|it| it.0.unit.as_ref());
            let units = units.chain(scope.units());
            let names = UnitNames::read(tx, app, units).await?;
            Result::Ok((grants, names))
        })
        .await?;
    let mut page = visit.page("gate-roles");
    page.who_can_see = Some(app.who_may(&page, super::ROLES));
    let lines = grants
        .into_iter()
        .map(|(grant, holder, principal)| Line {
            id: grant.id.to_string(),
            may_end: !app.reach_of_granting(&visit.actor, &grant.role).is_nobody(),
            holder,
            role: page.t(&grant.role.text_key()).into_owned(),
            unit: names.say(&page, grant.unit.as_ref()),
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
        .filter(|it| !app.reach_of_granting(&visit.actor, it).is_nobody())
        .map(|it| Choice::new(it.name(), page.t(&it.text_key()).into_owned()))
        .collect();
    let unit_help = if scope.is_city() {
        page.t("gate-grant-unit-help").into_owned()
    } else {
        let units = scope.units().iter();
        let units: Vec<String> = units.map(|it| names.say(&page, Some(it))).collect();
        let units = units.join(&page.t("gate-list-joint"));
        page.say("gate-grant-own-unit-help", &[("units", units.into())])
            .into_owned()
    };
    let fields = [
        Field::digits("number", page.t("gate-number")).required(),
        Field::select("role", page.t("gate-role"), choices).required(),
        Field::text("unit", page.t("gate-grant-unit"))
            .help(unit_help)
            .width("width-16"),
        Field::date(&page, "starts_on", page.t("gate-grant-from")).required(),
        Field::date(&page, "last_on", page.t("gate-grant-until")),
        Field::digits("deputy_for", page.t("gate-grant-deputy-for"))
            .help(page.t("gate-grant-deputy-help")),
    ];
    let mut account_fields = Vec::new();
    if app.scope(&visit.actor, super::SET_DISABLED).is_city() {
        account_fields.push(form.fill(Field::digits("account", page.t("gate-number")).required()));
    }
    web::render(Roles {
        summary: form
            .summary()
            .naming(&page, fields.iter().chain(&account_fields)),
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
        .write(async |tx| actions::end_grant(&app, tx, &visit.actor, &id, now).await)
        .await?;
    Ok(web::back_to("/roles", "gate-notice-grant-ended"))
}

pub(super) async fn issue_first_code(
    State(app): State<App>,
    visit: Visit,
    sent: Sent,
) -> Result<Response> {
    let now = app.now();
    let number = sent.text("account");
    let code = app
        .db
        .write(async |tx| {
            let account = actions::account_of(tx, &number).await?;
            actions::issue_first_code(&app, tx, &visit.actor, &account.staff, now).await
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
    let number = sent.text("account");
    let is_disabled = sent.text("disabled") == "yes";
    let done = app
        .db
        .write(async |tx| {
            let account = actions::account_of(tx, &number).await?;
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
