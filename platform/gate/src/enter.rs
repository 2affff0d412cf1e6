//! The way in: every request passes here, is given a person and a scope or sent away, and leaves with safe headers.
use std::{
    net::{IpAddr, SocketAddr},
    sync::{Arc, atomic::Ordering},
};

use askama::Template;
use axum::{
    Router,
    extract::{ConnectInfo, DefaultBodyLimit, FromRequestParts, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header, request::Parts},
    middleware::{self, Next},
    response::{IntoResponse, Redirect, Response},
};
use base::Instant;
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use web::{Error, NavItem, Page, Result, Shown, Text, User};

use crate::{
    cookies,
    house::{App, Capability},
    model::{Action, Actor, Grant},
    rules::{self, is_account_open, is_session_open},
    store,
};

/// Uploads and forms larger than this are refused before they are read; larger imports go through the command line.
const LARGEST_BODY: usize = 32 << 20;
/// How old the "last seen" of a session may grow before it is written again.
const TOUCH_AFTER: SignedDuration = SignedDuration::from_mins(1);

/// A signed-in person's request to an action they may do.
#[derive(Clone)]
pub struct Visit {
    pub actor: Actor,
    frame: Arc<Frame>,
}

/// A request to a public address, by whomever.
#[derive(Clone)]
pub struct Guest {
    pub(crate) address: String,
    pub(crate) browser: String,
    frame: Arc<Frame>,
}

/// What both kinds of page are built from.
struct Frame {
    page: Page,
    csrf: String,
}

impl Visit {
    /// The page under a title from the texts.
    pub fn page(&self, title_key: &str) -> Page {
        self.frame.page.clone().titled(title_key)
    }

    /// The page under ready words, such as a person's name.
    pub fn page_headed(&self, title: impl Into<String>) -> Page {
        self.frame.page.clone().headed(title)
    }

    pub fn lang(&self) -> web::Lang {
        self.frame.page.language()
    }

    pub(crate) fn csrf(&self) -> &str {
        &self.frame.csrf
    }
}

impl Guest {
    pub(crate) fn page(&self, title_key: &str) -> Page {
        self.frame.page.clone().titled(title_key)
    }

    pub(crate) fn csrf(&self) -> &str {
        &self.frame.csrf
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(Error::Forbidden)
    }
}

impl FromRequestParts<App> for Guest {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(Error::Forbidden)
    }
}

/// Joins the routes of all capabilities into one router, each behind its action.
pub fn router(app: &App, capabilities: &[&Capability]) -> Router {
    let mut router = Router::new();
    for route in capabilities.iter().flat_map(|it| (it.routes)()) {
        let doorkeeper = Doorkeeper {
            app: app.clone(),
            action: route.action,
            is_sensitive: route.is_sensitive,
        };
        router = router.route(
            route.path,
            route
                .handler
                .layer(middleware::from_fn_with_state(doorkeeper, enter)),
        );
    }
    router
        .fallback(|| async { Error::NotFound })
        .method_not_allowed_fallback(|| async { Error::NotFound })
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(middleware::from_fn_with_state(app.clone(), dress))
        .with_state(app.clone())
}

#[derive(Clone)]
struct Doorkeeper {
    app: App,
    action: Action,
    is_sensitive: bool,
}

async fn enter(State(door): State<Doorkeeper>, mut request: Request, next: Next) -> Response {
    match admit(&door, &mut request).await {
        Ok(Admitted::Guest) => next.run(request).await,
        Ok(Admitted::Actor(actor)) => {
            let is_write = request.method() == Method::POST;
            let response = next.run(request).await;
            let has_recorded = actor.has_recorded.load(Ordering::Relaxed);
            if response.status().is_success() && door.is_sensitive && !has_recorded {
                return Error::fault(format!(
                    "{} answered without an entry in the ledger",
                    door.action.0
                ))
                .into_response();
            }
            if is_write && !response.status().is_client_error() && !has_recorded {
                tracing::error!(
                    action = door.action.0,
                    "a change left no entry in the ledger"
                );
                debug_assert!(
                    has_recorded,
                    "{} left no entry in the ledger",
                    door.action.0
                );
            }
            response
        }
        Ok(Admitted::SignInFirst) => {
            let wanted = request.uri().path_and_query().map_or("/", |it| it.as_str());
            Redirect::to(&format!("/sign-in?next={}", encoded(wanted))).into_response()
        }
        Err(error) => error.into_response(),
    }
}

enum Admitted {
    Guest,
    Actor(Box<Actor>),
    SignInFirst,
}

async fn admit(door: &Doorkeeper, request: &mut Request) -> Result<Admitted> {
    let app = &door.app;
    if request.method() != Method::GET && !comes_from_our_own_page(request.headers()) {
        return Err(Error::Forbidden);
    }
    let now = app.now();
    let today = base::city_date(now);
    let known = signed_in(app, request.headers(), now).await?;
    let mut page = bare_page(app, request.headers(), request.uri());

    if door.action == Action::PUBLIC {
        let csrf = match &known {
            Some((session, _)) => session.csrf.clone(),
            // Before the sign-in there is no session to steal: the check on the page's origin stands alone.
            None => String::new(),
        };
        page.csrf.clone_from(&csrf);
        let guest = Guest {
            address: address(app, request),
            browser: browser(request.headers()),
            frame: Arc::new(Frame { page, csrf }),
        };
        request.extensions_mut().insert(guest);
        return Ok(Admitted::Guest);
    }

    let Some((session, grants)) = known else {
        return if request.method() == Method::GET && !wants_json(request.headers(), request.uri()) {
            Ok(Admitted::SignInFirst)
        } else {
            Err(Error::Forbidden)
        };
    };
    let (scope, role) = rules::reach(
        &app.policies,
        door.action,
        &session.account.staff,
        &grants,
        today,
    );
    if scope.is_nobody() {
        return Err(Error::Forbidden);
    }
    let actor = Actor {
        staff: session.account.staff,
        number: session.account.number,
        name: session.account.name,
        action: door.action,
        scope,
        role,
        grants: grants.into(),
        session: session.token_hash,
        is_change: request.method() != Method::GET,
        has_recorded: Arc::default(),
    };
    dress_page(app, &mut page, &actor, &session.csrf, request.uri().path());
    let visit = Visit {
        actor: actor.clone(),
        frame: Arc::new(Frame {
            page,
            csrf: session.csrf,
        }),
    };
    request.extensions_mut().insert(visit);
    Ok(Admitted::Actor(Box::new(actor)))
}

/// The open session of this browser and what its person holds today.
async fn signed_in(
    app: &App,
    headers: &HeaderMap,
    now: Instant,
) -> Result<Option<(store::Session, Vec<Grant>)>> {
    let Some(token) = cookies::session(headers) else {
        return Ok(None);
    };
    let hash = token_hash(token);
    let today = base::city_date(now);
    let found = app
        .db
        .read(async |tx| {
            let Some(session) = store::session(tx, &hash).await? else {
                return Result::Ok(None);
            };
            if !is_session_open(session.times, now)
                || !is_account_open(session.account.times, today)
            {
                return Ok(None);
            }
            let grants = store::grants_on(tx, &session.account.staff, today).await?;
            Ok(Some((session, grants)))
        })
        .await?;
    if let Some((session, _)) = &found
        && now.duration_since(session.times.seen_at) > TOUCH_AFTER
    {
        app.db
            .write(async |tx| Result::Ok(store::touch_session(tx, &hash, now).await?))
            .await?;
    }
    Ok(found)
}

/// The session table keeps only the hash, so that a copy of the database signs nobody in.
pub(crate) fn token_hash(token: &str) -> String {
    Sha256::digest(token.as_bytes())
        .iter()
        .map(|it| format!("{it:02x}"))
        .collect()
}

fn bare_page(app: &App, headers: &HeaderMap, uri: &Uri) -> Page {
    let path = uri
        .path_and_query()
        .map_or("/", |it| it.as_str())
        .to_owned();
    let mut page = Page::new(
        app.texts.clone(),
        cookies::language(headers),
        cookies::size(headers),
        path,
    );
    page.notice = notice(&page, uri);
    page
}

/// The text that `?notice=KEY` asks for. Only keys of notices are said, so that a link cannot put words into the program's mouth.
fn notice(page: &Page, uri: &Uri) -> Option<String> {
    let key = uri
        .query()?
        .split('&')
        .find_map(|it| it.strip_prefix("notice="))?;
    let is_notice = key.contains("-notice-")
        && key
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || it == b'-');
    (is_notice && page.has(key)).then(|| page.t(key).into_owned())
}

fn dress_page(app: &App, page: &mut Page, actor: &Actor, csrf: &str, path: &str) {
    let roles = actor
        .grants
        .iter()
        .map(|it| page.t(&it.role.text_key()).into_owned())
        .collect();
    page.user = Some(User {
        name: actor.name.clone(),
        number: actor.number.clone(),
        roles,
    });
    page.nav = app
        .nav
        .iter()
        .filter(|it| app.may(actor, it.action))
        .map(|it| NavItem {
            href: it.href.to_owned(),
            label: page.t(it.label_key).into_owned(),
            is_current: it.href == path
                || (it.href != "/" && path.starts_with(&format!("{}/", it.href))),
            count: None,
        })
        .collect();
    csrf.clone_into(&mut page.csrf);
}

/// Whether a request that changes something was sent by a page of this server.
///
/// Browsers say so in `Sec-Fetch-Site` or `Origin`; a program that sends neither has no cookie it did not mean to send.
fn comes_from_our_own_page(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|it| it.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, it)| it == host),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

/// The address failed sign-ins are counted for.
fn address(app: &App, request: &Request) -> String {
    let forwarded = || {
        let last = request
            .headers()
            .get("x-forwarded-for")?
            .to_str()
            .ok()?
            .rsplit(',')
            .next()?
            .trim();
        last.parse::<IpAddr>().ok()
    };
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|it| it.0.ip());
    let address = if app.settings.has_proxy {
        forwarded().or(peer)
    } else {
        peer
    };
    address.map_or_else(|| "local".to_owned(), |it| it.to_string())
}

fn browser(headers: &HeaderMap) -> String {
    let agent = headers
        .get(header::USER_AGENT)
        .and_then(|it| it.to_str().ok())
        .unwrap_or_default();
    agent.chars().take(200).collect()
}

fn wants_json(headers: &HeaderMap, uri: &Uri) -> bool {
    uri.path().starts_with("/api/")
        || headers
            .get(header::ACCEPT)
            .and_then(|it| it.to_str().ok())
            .is_some_and(|it| it.contains("json") && !it.contains("text/html"))
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    page: Page,
    sentence: String,
    mend: Option<String>,
    reference: Option<String>,
    home_href: String,
}

/// Turns failures into pages or `problem+json`, and puts the safe headers on every answer.
async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let page = bare_page(&app, request.headers(), request.uri());
    let is_json = wants_json(request.headers(), request.uri());
    let mut response = next.run(request).await;
    if let Some(shown) = response.extensions_mut().remove::<Shown>() {
        response = if is_json {
            problem(&page, &shown)
        } else {
            error_page(page, &shown)
        };
    } else if is_bare_refusal(&response) {
        let shown = Shown {
            status: response.status(),
            text: Text::new("web-error-request"),
        };
        response = if is_json {
            problem(&page, &shown)
        } else {
            error_page(page, &shown)
        };
    }
    protect(&app, response.headers_mut());
    response
}

/// An answer of the framework itself: a path that is not text, a body that is too large.
fn is_bare_refusal(response: &Response) -> bool {
    let is_ours = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|it| {
            it.as_bytes().starts_with(b"text/html") || it.as_bytes().starts_with(b"application/")
        });
    response.status().is_client_error() && !is_ours
}

fn problem(page: &Page, shown: &Shown) -> Response {
    let body = serde_json::json!({
        "type": format!("urn:hagukumi:{}", shown.text.key),
        "title": page.text(&shown.text),
        "status": shown.status.as_u16(),
    });
    (
        shown.status,
        [(header::CONTENT_TYPE, "application/problem+json")],
        body.to_string(),
    )
        .into_response()
}

fn error_page(page: Page, shown: &Shown) -> Response {
    let mend_key = format!("{}-mend", shown.text.key);
    let page = page.titled("web-error-title");
    let template = ErrorPage {
        sentence: page.text(&shown.text),
        mend: page.has(&mend_key).then(|| page.t(&mend_key).into_owned()),
        reference: None,
        home_href: "/".to_owned(),
        page,
    };
    match web::render(template) {
        Ok(answer) => (shown.status, answer).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn protect(app: &App, headers: &mut HeaderMap) {
    const SAFE: [(&str, &str); 6] = [
        (
            "content-security-policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; \
             frame-ancestors 'none'; base-uri 'none'",
        ),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "permissions-policy",
            "camera=(), geolocation=(), microphone=()",
        ),
    ];
    for (name, value) in SAFE {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    if app.settings.is_https {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}
