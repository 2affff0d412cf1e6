//! One's own account: password, open sessions, language and size of the letters.
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use web::{
    Error, Lang, Link, Page, Result, TextSize,
    form::{ErrorSummary, Field, FormState},
};

use crate::{
    actions, cookies,
    house::App,
    register::{self, UnitNames},
    said::{action_in_words, name_and_number},
    sent::Sent,
    store,
    visit::{Guest, Visit},
};

struct Line {
    id: String,
    since: String,
    seen: String,
    address: String,
    browser: String,
    is_this: bool,
}

struct Held {
    role: String,
    unit: String,
    from: String,
    until: String,
}

/// Something that was done to the account.
struct Deed {
    at: String,
    what: String,
    who: String,
}

/// What was done to an account, or with its passwords, that its person should know of.
const DEEDS: [&str; 8] = [
    "gate.first_administrator",
    "gate.issue_first_code",
    "gate.first_password",
    "gate.change_password",
    "gate.add_grant",
    "gate.end_grant",
    "gate.set_disabled",
    "gate.change_password_failed",
];
const DEEDS_SHOWN: u32 = 20;

#[derive(Template)]
#[template(path = "account.html")]
struct Account {
    page: Page,
    summary: ErrorSummary,
    fields: Vec<Field>,
    sessions: Vec<Line>,
    roles: Vec<Held>,
    /// The pages about the person themselves.
    own_pages: Vec<Link>,
    deeds: Vec<Deed>,
}

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Result<Response> {
    account_page(&app, &visit, &FormState::new()).await
}

async fn account_page(app: &App, visit: &Visit, form: &FormState) -> Result<Response> {
    let now = app.now();
    let staff = &visit.actor.staff;
    let filter = ledger::Filter {
        subject: Some(actions::account_subject(staff.as_str())),
        actions: DEEDS.map(str::to_owned).into(),
        ..ledger::Filter::default()
    };
    let grants = &visit.actor.grants;
    let (sessions, entries, people, names, has_record) = app
        .db
        .read(async |tx| {
            let sessions = store::sessions(tx, staff, now).await?;
            let entries = ledger::entries(tx, &filter, None, DEEDS_SHOWN).await?;
            let people: Vec<_> = entries
                .iter()
                .filter_map(|it| it.actor.staff.clone())
                .collect();
            let people = store::accounts(tx, &people).await?;
            let units = grants.iter().filter_map(|it| it.unit.as_ref());
            let names = UnitNames::read(tx, app, units).await?;
            let has_record = register::has_record(tx, app, staff).await?;
            Result::Ok((sessions, entries, people, names, has_record))
        })
        .await?;
    let page = visit.page("gate-account");
    let fields = [
        Field::password("old", page.t("gate-old-password"), "current-password").required(),
        Field::password("password", page.t("gate-new-password"), "new-password")
            .help(page.t("gate-password-help"))
            .required(),
        Field::password("again", page.t("gate-password-again"), "new-password").required(),
    ];
    let sessions = sessions
        .into_iter()
        .map(|it| Line {
            is_this: it.token_hash == visit.actor.session,
            since: page.moment(it.created_at),
            seen: page.moment(it.seen_at),
            address: it.address,
            browser: it.browser,
            id: it.token_hash,
        })
        .collect();
    let roles = grants
        .iter()
        .map(|it| Held {
            role: page.t(&it.role.text_key()).into_owned(),
            unit: names.say(&page, it.unit.as_ref()),
            from: page.day(it.starts_on),
            until: if it.ends_on == base::FAR_FUTURE {
                String::new()
            } else {
                page.last_day(it.ends_on)
            },
        })
        .collect();
    let deeds = entries
        .into_iter()
        .map(|it| Deed {
            at: page.moment(it.at),
            what: action_in_words(&page, &it.action),
            who: match it.actor.staff.as_ref().and_then(|id| people.get(id)) {
                Some(person) => name_and_number(&page, person),
                None => page.t("gate-ledger-system").into_owned(),
            },
        })
        .collect();
    let own_pages = app
        .pages_of_person
        .iter()
        .filter(|it| has_record && app.may(&visit.actor, it.action))
        .map(|it| Link {
            href: it.href(staff),
            label: page.t(it.label_key).into_owned(),
        })
        .collect();
    web::render(Account {
        own_pages,
        deeds,
        summary: form.summary().naming(&page, &fields),
        fields: fields.into_iter().map(|it| form.fill(it)).collect(),
        sessions,
        roles,
        page,
    })
}

pub(super) async fn change_password(
    State(app): State<App>,
    visit: Visit,
    sent: Sent,
) -> Result<Response> {
    let (old, new, again) = (
        sent.exact("old"),
        sent.exact("password"),
        sent.exact("again"),
    );
    match actions::change_password(&app, &visit.actor, old, new, again).await {
        Ok(()) => Ok(web::back_to("/account", "gate-notice-password-changed").into_response()),
        Err(Error::Refused(refusal)) => {
            let mut form = FormState::new();
            form.refuse_with(&visit.page("gate-account"), refusal.as_ref());
            Ok((
                StatusCode::UNPROCESSABLE_ENTITY,
                account_page(&app, &visit, &form).await?,
            )
                .into_response())
        }
        Err(error) => Err(error),
    }
}

pub(super) async fn revoke_session(
    State(app): State<App>,
    visit: Visit,
    sent: Sent,
) -> Result<Redirect> {
    let now = app.now();
    let id = sent.text("session");
    app.db
        .write(async |tx| actions::revoke_session(tx, &visit.actor, &id, now).await)
        .await?;
    Ok(web::back_to("/account", "gate-notice-session-ended"))
}

pub(super) async fn sign_out(State(app): State<App>, visit: Visit, _: Sent) -> Result<Response> {
    let now = app.now();
    app.db
        .write(async |tx| actions::sign_out(tx, &visit.actor, now).await)
        .await?;
    let cookie = cookies::clear_session(app.settings.is_https);
    let goodbye = web::back_to("/sign-in", "gate-notice-signed-out");
    Ok(([(header::SET_COOKIE, cookie)], goodbye).into_response())
}

/// Keeps language and size in cookies: they are the browser's, and work before the sign-in.
pub(super) async fn set_display(
    State(app): State<App>,
    _: Guest,
    headers: HeaderMap,
    sent: Sent,
) -> Response {
    let lang = sent
        .given("lang")
        .map_or_else(|| cookies::language(&headers), |it| Lang::of_code(&it));
    let size = sent
        .given("text_size")
        .map_or_else(|| cookies::size(&headers), |it| TextSize::of_code(&it));
    let is_https = app.settings.is_https;
    let back = sent.text("back");
    let cookies = AppendHeaders([
        (header::SET_COOKIE, cookies::set_language(lang, is_https)),
        (header::SET_COOKIE, cookies::set_size(size, is_https)),
    ]);
    (cookies, Redirect::to(super::safe_path(&back))).into_response()
}
