//! The way in: every request passes here and is given a person and a scope, or is sent away.
use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::{Arc, atomic::Ordering},
};

use askama::Template;
use axum::{
    Router,
    body::Bytes,
    extract::{ConnectInfo, DefaultBodyLimit, FromRequest, Request, State},
    http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header},
    middleware::{self, Next},
    response::{IntoResponse, Redirect, Response},
};
use base::Instant;
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use web::{Error, Page, Result, Shown};

use crate::{
    cookies,
    dress::{self, Backdrop, FORBIDDEN, bare_page, dress_page, failure, wants_json},
    house::{App, Capability},
    model::{Action, Actor, Grant},
    rules::{Reach, is_account_open, is_session_open},
    sent::{self, LARGEST_BODY, LARGEST_BODY_OF_GUESTS, Written},
    store,
    visit::{Frame, Guest, Visit},
    walls,
};

/// How old the "last seen" of a session may grow before it is written again.
const TOUCH_AFTER: SignedDuration = SignedDuration::from_mins(1);

/// Joins the routes of all capabilities into one router, each behind its action.
pub fn router(app: &App, capabilities: &[&Capability]) -> Router {
    let mut router = Router::new();
    for route in capabilities.iter().flat_map(|it| (it.routes)()) {
        let doorkeeper = Doorkeeper {
            app: app.clone(),
            action: route.action,
            is_sensitive: route.is_sensitive,
        };
        let most = if route.action == Action::PUBLIC {
            LARGEST_BODY_OF_GUESTS
        } else {
            LARGEST_BODY
        };
        let handler = route
            .handler
            .layer(DefaultBodyLimit::max(most))
            .layer(middleware::from_fn_with_state(doorkeeper, enter));
        router = router.route(route.path, handler);
    }
    router
        .fallback(nowhere)
        .method_not_allowed_fallback(not_that_way)
        .layer(middleware::from_fn_with_state(app.clone(), dress::dress))
        .with_state(app.clone())
}

/// A session that is open, and what its person holds today.
pub(crate) struct Person {
    pub(crate) session: store::Session,
    pub(crate) grants: Vec<Grant>,
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
        Ok(Admitted::Visit(visit)) => {
            let mut response = let_through(&door, &visit.actor, request, next).await;
            if response.status().is_client_error() || response.status().is_server_error() {
                let is_forbidden = |it: &Response| {
                    it.extensions()
                        .get::<Shown>()
                        .is_some_and(|it| it.text.key == FORBIDDEN)
                };
                let page = visit.frame.page.clone();
                let mend = is_forbidden(&response).then(|| who_may(&door, &page));
                Backdrop { page, mend }.under(&mut response);
            }
            response
        }
        Ok(Admitted::NotTheirs(page)) => {
            let mend = Some(who_may(&door, &page));
            let mut response = Error::Forbidden.into_response();
            Backdrop { page: *page, mend }.under(&mut response);
            response
        }
        Ok(Admitted::SignInFirst) => sign_in_first(&door.app, request).await,
        Err(error) => error.into_response(),
    }
}

async fn let_through(door: &Doorkeeper, actor: &Actor, request: Request, next: Next) -> Response {
    let is_change = !is_reading(request.method());
    let response = next.run(request).await;
    let has_recorded = actor.has_recorded.load(Ordering::Relaxed);
    if response.status().is_success() && door.is_sensitive && !has_recorded {
        return Error::fault(format!(
            "{} answered without an entry in the ledger",
            door.action.0
        ))
        .into_response();
    }
    let has_worked = response.status().is_success() || response.status().is_redirection();
    if is_change && has_worked && !has_recorded {
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

/// Whom to ask: those who may do it, from the policies.
fn who_may(door: &Doorkeeper, page: &Page) -> String {
    let who = door.app.who_may(page, door.action).can;
    if who.is_empty() {
        return page.t("gate-forbidden-nobody").into_owned();
    }
    page.say("gate-forbidden-ask", &[("who", who.into())])
        .into_owned()
}

enum Admitted {
    Guest,
    Visit(Box<Visit>),
    /// Signed in, but this is not theirs to do.
    NotTheirs(Box<Page>),
    SignInFirst,
}

async fn admit(door: &Doorkeeper, request: &mut Request) -> Result<Admitted> {
    let app = &door.app;
    if !is_reading(request.method()) && !comes_from_our_own_page(request.headers()) {
        return Err(Error::Forbidden);
    }
    let now = app.now();
    let today = base::city_date(now);
    let known = signed_in(app, request.headers(), now).await?;
    let mut page = bare_page(app, request.headers(), request.uri());

    if door.action == Action::PUBLIC {
        // Before the sign-in there is no session to steal: the check on the page's origin stands alone.
        let csrf = known.map(|it| it.session.csrf).unwrap_or_default();
        page.csrf.clone_from(&csrf);
        let guest = Guest {
            address: address(app, request),
            browser: browser(request.headers()),
            frame: Arc::new(Frame { page, csrf }),
        };
        request.extensions_mut().insert(guest);
        return Ok(Admitted::Guest);
    }

    let Some(person) = known else {
        return Ok(Admitted::SignInFirst);
    };
    dress_page(app, &mut page, &person, request.uri().path(), today);
    let Person { session, grants } = person;
    let Reach {
        scope,
        role,
        in_place_of,
    } = app.reach(door.action, &session.account.staff, &grants, today);
    if scope.is_nobody() {
        return Ok(Admitted::NotTheirs(Box::new(page)));
    }
    let actor = Actor {
        staff: session.account.staff,
        number: session.account.number,
        name: session.account.name,
        action: door.action,
        scope,
        role,
        in_place_of,
        grants: grants.into(),
        session: session.token_hash,
        is_change: !is_reading(request.method()),
        has_recorded: Arc::default(),
    };
    let visit = Visit {
        actor,
        frame: Arc::new(Frame {
            page,
            csrf: session.csrf,
        }),
    };
    request.extensions_mut().insert(visit.clone());
    Ok(Admitted::Visit(Box::new(visit)))
}

fn is_reading(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

/// The open session of this browser and what its person holds today. A grant behind a wall is not among it.
async fn signed_in(app: &App, headers: &HeaderMap, now: Instant) -> Result<Option<Person>> {
    let Some(token) = cookies::session(headers) else {
        return Ok(None);
    };
    let hash = token_hash(token);
    let today = base::city_date(now);
    let found = app
        .db
        .read(async |tx| Result::Ok(store::session(tx, &hash, today).await?))
        .await?;
    let Some((session, held)) = found.filter(|(session, _)| {
        is_session_open(session.times, now) && is_account_open(session.account.times, today)
    }) else {
        return Ok(None);
    };
    if now.duration_since(session.times.seen_at) > TOUCH_AFTER {
        app.db
            .write(async |tx| Result::Ok(store::touch_session(tx, &hash, now).await?))
            .await?;
    }
    let grants = held
        .iter()
        .filter(|it| !walls::closes(&app.walls, it, &held, today))
        .cloned()
        .collect();
    Ok(Some(Person { session, grants }))
}

/// An address that no route has.
async fn nowhere(State(app): State<App>, headers: HeaderMap, uri: Uri) -> Response {
    told(&app, &headers, &uri, Error::NotFound.into_response()).await
}

/// An address that is there, asked in a way in which nothing is.
async fn not_that_way(State(app): State<App>, headers: HeaderMap, uri: Uri) -> Response {
    let response = failure(StatusCode::METHOD_NOT_ALLOWED, "gate-not-that-way");
    told(&app, &headers, &uri, response).await
}

/// Lays the person's navigation under a failure, if there is a person.
async fn told(app: &App, headers: &HeaderMap, uri: &Uri, mut response: Response) -> Response {
    let now = app.now();
    if let Ok(Some(person)) = signed_in(app, headers, now).await {
        let mut page = bare_page(app, headers, uri);
        dress_page(app, &mut page, &person, uri.path(), base::city_date(now));
        Backdrop { page, mend: None }.under(&mut response);
    }
    response
}

#[derive(Template)]
#[template(path = "session_over.html")]
struct SessionOver {
    page: Page,
    /// What was written into the form, to be copied.
    written: Vec<String>,
}

/// A page leads to the sign-in and back. A form that arrives after its session has ended is not saved, but what was written is
/// shown again: an hour of thought is not lost to an idle limit.
async fn sign_in_first(app: &App, request: Request) -> Response {
    if wants_json(request.headers(), request.uri()) {
        return failure(StatusCode::UNAUTHORIZED, "gate-sign-in-first");
    }
    if is_reading(request.method()) {
        let wanted = request.uri().path_and_query().map_or("/", |it| it.as_str());
        return Redirect::to(&format!("/sign-in?next={}", encoded(wanted))).into_response();
    }
    let page = bare_page(app, request.headers(), request.uri()).titled("gate-session-over");
    // Files are still where they were.
    let may_be_shown = Written::may_be_shown(request.uri().path());
    let body = if sent::is_urlencoded(request.headers()) && may_be_shown {
        Bytes::from_request(request, app).await.unwrap_or_default()
    } else {
        Bytes::new()
    };
    let Written(written) = Written::of(form_urlencoded::parse(&body).into_owned());
    match web::render(SessionOver { page, written }) {
        Ok(answer) => (StatusCode::UNAUTHORIZED, answer).into_response(),
        Err(error) => error.into_response(),
    }
}

/// The session table keeps only the hash, so that a copy of the database signs nobody in.
pub(crate) fn token_hash(token: &str) -> String {
    Sha256::digest(token.as_bytes())
        .iter()
        .map(|it| format!("{it:02x}"))
        .collect()
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
    address.map_or_else(|| "local".to_owned(), |it| network(it).to_string())
}

/// Of an IPv6 address the half that names the network: one machine may use all addresses of its own half.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(it) => IpAddr::V6(Ipv6Addr::from_bits(it.to_bits() & (u128::MAX << 64))),
        it => it,
    }
}

fn browser(headers: &HeaderMap) -> String {
    let agent = headers
        .get(header::USER_AGENT)
        .and_then(|it| it.to_str().ok())
        .unwrap_or_default();
    agent.chars().take(200).collect()
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
