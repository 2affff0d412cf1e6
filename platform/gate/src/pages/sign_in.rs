//! Coming in: with a password, or for the first time with a one-time code.
use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use web::{
    Error, Page, Result,
    form::{ErrorSummary, Field, FormState},
};

use super::safe_path;
use crate::{
    actions::{self, NewSession, Origin},
    cookies,
    enter::token_hash,
    house::App,
    sent::Sent,
    visit::Guest,
};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    page: Page,
    summary: ErrorSummary,
    action: &'static str,
    fields: Vec<Field>,
    is_first: bool,
    is_demo: bool,
    city: String,
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    next: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    guest: Guest,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let form = FormState::new().with("next", safe_path(&wanted.next.unwrap_or_default()));
    sign_in_page(&app, &guest, &form)
}

fn sign_in_page(app: &App, guest: &Guest, form: &FormState) -> Result<Response> {
    let page = guest.page("gate-sign-in");
    let number = Field::digits("number", page.t("gate-number"))
        .help(page.t("gate-number-help"))
        .autocomplete("username")
        .required();
    let password =
        Field::password("password", page.t("gate-password"), "current-password").required();
    web::render(SignIn {
        summary: form.summary().naming(&page, [&number, &password]),
        action: "/sign-in",
        fields: vec![
            form.fill(Field::hidden("next", "/")),
            form.fill(number),
            form.fill(password),
        ],
        is_first: false,
        is_demo: app.settings.is_demo,
        city: app.settings.city_name.clone(),
        page,
    })
}

pub(super) async fn enter(
    State(app): State<App>,
    guest: Guest,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response> {
    let origin = origin(&guest, &headers);
    match actions::sign_in(&app, &sent.text("number"), sent.exact("password"), &origin).await {
        Ok(session) => Ok(welcome(&app, &session, safe_path(&sent.text("next")))),
        Err(Error::Refused(refusal)) => {
            let mut form = sent.form;
            form.refuse_with(&guest.page("gate-sign-in"), refusal.as_ref());
            Ok((
                StatusCode::UNPROCESSABLE_ENTITY,
                sign_in_page(&app, &guest, &form)?,
            )
                .into_response())
        }
        Err(error) => Err(error),
    }
}

pub(super) async fn show_first(State(app): State<App>, guest: Guest) -> Result<Response> {
    first_page(&app, &guest, &FormState::new())
}

fn first_page(app: &App, guest: &Guest, form: &FormState) -> Result<Response> {
    let page = guest.page("gate-first-password");
    let fields = [
        Field::digits("number", page.t("gate-number"))
            .autocomplete("username")
            .required(),
        Field::text("code", page.t("gate-first-code"))
            .help(page.t("gate-first-code-help"))
            .width("width-16")
            .required(),
        Field::password("password", page.t("gate-new-password"), "new-password")
            .help(page.t("gate-password-help"))
            .required(),
        Field::password("again", page.t("gate-password-again"), "new-password").required(),
    ];
    web::render(SignIn {
        summary: form.summary().naming(&page, &fields),
        action: "/first-password",
        fields: fields.into_iter().map(|it| form.fill(it)).collect(),
        is_first: true,
        is_demo: app.settings.is_demo,
        city: app.settings.city_name.clone(),
        page,
    })
}

pub(super) async fn enter_first(
    State(app): State<App>,
    guest: Guest,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response> {
    let origin = origin(&guest, &headers);
    let (number, code) = (sent.text("number"), sent.text("code"));
    match actions::set_first_password(
        &app,
        &number,
        &code,
        sent.exact("password"),
        sent.exact("again"),
        &origin,
    )
    .await
    {
        Ok(session) => Ok(welcome(&app, &session, "/")),
        Err(Error::Refused(refusal)) => {
            let mut form = sent.form;
            form.refuse_with(&guest.page("gate-first-password"), refusal.as_ref());
            Ok((
                StatusCode::UNPROCESSABLE_ENTITY,
                first_page(&app, &guest, &form)?,
            )
                .into_response())
        }
        Err(error) => Err(error),
    }
}

fn origin<'a>(guest: &'a Guest, headers: &HeaderMap) -> Origin<'a> {
    Origin {
        address: &guest.address,
        browser: &guest.browser,
        old_session: cookies::session(headers).map(token_hash),
    }
}

fn welcome(app: &App, session: &NewSession, path: &str) -> Response {
    let cookie = cookies::set_session(&session.token, app.settings.is_https);
    ([(header::SET_COOKIE, cookie)], Redirect::to(path)).into_response()
}
