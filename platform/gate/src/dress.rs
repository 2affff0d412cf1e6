//! The frame of every answer: page, failures in words, safe headers.
use askama::Template;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use base::Date;
use web::{NavItem, Page, Shown, Text, User};

use crate::{
    cookies,
    enter::Person,
    house::{App, NavEntry},
    model::Action,
    sent::Written,
};

pub(crate) fn bare_page(app: &App, headers: &HeaderMap, uri: &Uri) -> Page {
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
    page.notice = notice(&page, headers, uri);
    page
}

/// The text that `?notice=KEY` asks for, if we have just sent this browser on with it: a link cannot put words into the program's
/// mouth.
fn notice(page: &Page, headers: &HeaderMap, uri: &Uri) -> Option<String> {
    let key = notice_key(uri.query()?)?;
    let is_ours = cookies::notice(headers) == Some(key);
    (is_ours && page.has(key)).then(|| page.t(key).into_owned())
}

fn notice_key(query: &str) -> Option<&str> {
    let query = query.split('#').next().unwrap_or_default();
    let key = query.split('&').find_map(|it| it.strip_prefix("notice="))?;
    let is_word = |it: u8| it.is_ascii_alphanumeric() || it == b'-';
    (key.contains("-notice-") && key.bytes().all(is_word)).then_some(key)
}

/// What keeps the notice for the page that somebody is sent on to, and throws it away once it was said.
fn notice_cookie(app: &App, response: &Response, was_said: bool) -> Option<HeaderValue> {
    let is_https = app.settings.is_https;
    let place = response.headers().get(header::LOCATION);
    let sent_with = place
        .and_then(|it| it.to_str().ok()?.split_once('?'))
        .and_then(|(_, query)| notice_key(query));
    match sent_with {
        Some(key) => Some(cookies::set_notice(key, is_https)),
        None if was_said => Some(cookies::clear_notice(is_https)),
        None => None,
    }
}

/// Puts the person, their navigation and the token of their forms on a page.
pub(crate) fn dress_page(app: &App, page: &mut Page, person: &Person, path: &str, today: Date) {
    let account = &person.session.account;
    let roles = person
        .grants
        .iter()
        .map(|it| page.t(&it.role.text_key()).into_owned())
        .collect();
    page.user = Some(User {
        name: account.name.clone(),
        number: account.number.clone(),
        roles,
    });
    let may = |action: Action| {
        !app.reach(action, &account.staff, &person.grants, today)
            .scope
            .is_nobody()
    };
    let entries: Vec<&NavEntry> = app.nav.iter().filter(|it| may(it.action)).collect();
    let current = current_entry(path, entries.iter().map(|it| it.href));
    page.nav = entries
        .into_iter()
        .map(|it| NavItem {
            href: it.href.to_owned(),
            label: page.t(it.label_key).into_owned(),
            is_current: Some(it.href) == current,
            count: None,
        })
        .collect();
    page.csrf.clone_from(&person.session.csrf);
}

/// The entry under which a page stands: its own, or the nearest one above it. Everything lies below the home page, which is
/// therefore current only on itself.
fn current_entry<'a>(path: &str, entries: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let is_above = |href: &str| {
        href != "/"
            && path
                .strip_prefix(href)
                .is_some_and(|it| it.starts_with('/'))
    };
    entries
        .filter(|it| *it == path || is_above(it))
        .max_by_key(|it| it.len())
}

/// The key of what is said to those who may not.
pub(crate) const FORBIDDEN: &str = "web-error-forbidden";

/// A failure that has no place among the kinds of [`web::Error`].
pub(crate) fn failure(status: StatusCode, text_key: &'static str) -> Response {
    let mut response = status.into_response();
    let text = Text::new(text_key);
    response.extensions_mut().insert(Shown { status, text });
    response
}

/// The page on which a failure is told, when the door knew the person: with their navigation, and with who may do what they
/// may not.
#[derive(Clone)]
pub(crate) struct Backdrop {
    pub(crate) page: Page,
    pub(crate) mend: Option<String>,
}

impl Backdrop {
    /// Lays it under an answer that tells of a failure; any other answer has its page already.
    pub(crate) fn under(self, response: &mut Response) {
        if response.extensions().get::<Shown>().is_some() || is_bare_refusal(response) {
            response.extensions_mut().insert(self);
        }
    }
}

pub(crate) fn wants_json(headers: &HeaderMap, uri: &Uri) -> bool {
    uri.path().starts_with("/api/")
        || headers
            .get(header::ACCEPT)
            .and_then(|it| it.to_str().ok())
            .is_some_and(|it| it.contains("json") && !it.contains("text/html"))
}

#[derive(Template)]
#[template(path = "refused.html")]
struct ErrorPage {
    page: Page,
    sentence: String,
    mend: Option<String>,
    reference: Option<String>,
    home_href: String,
    written: Vec<String>,
}

/// Turns failures into pages or `problem+json`, and puts the safe headers on every answer.
pub(crate) async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let page = bare_page(&app, request.headers(), request.uri());
    let is_json = wants_json(request.headers(), request.uri());
    let was_said = page.notice.is_some();
    // No text of ours holds the null character, and PostgreSQL could not keep it.
    let mut response = if request.uri().to_string().contains("%00") {
        StatusCode::BAD_REQUEST.into_response()
    } else {
        next.run(request).await
    };
    let backdrop = response.extensions_mut().remove::<Backdrop>();
    let written = response.extensions_mut().remove::<Written>();
    let shown = match response.extensions_mut().remove::<Shown>() {
        None if is_bare_refusal(&response) => Some(Shown {
            status: response.status(),
            text: Text::new("web-error-request"),
        }),
        shown => shown,
    };
    if let Some(shown) = shown {
        let backdrop = backdrop.unwrap_or(Backdrop { page, mend: None });
        response = if is_json {
            problem(&backdrop, &shown)
        } else {
            error_page(backdrop, &shown, written.unwrap_or_default())
        };
    }
    if let Some(cookie) = notice_cookie(&app, &response, was_said) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
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

fn problem(backdrop: &Backdrop, shown: &Shown) -> Response {
    let mut body = serde_json::json!({
        "type": format!("urn:hagukumi:{}", shown.text.key),
        "title": backdrop.page.text(&shown.text),
        "status": shown.status.as_u16(),
    });
    if let Some(mend) = &backdrop.mend {
        body["detail"] = mend.as_str().into();
    }
    (
        shown.status,
        [(header::CONTENT_TYPE, "application/problem+json")],
        body.to_string(),
    )
        .into_response()
}

fn error_page(backdrop: Backdrop, shown: &Shown, Written(written): Written) -> Response {
    let page = backdrop.page.titled("web-error-title");
    let template = ErrorPage {
        sentence: page.text(&shown.text),
        mend: backdrop.mend,
        reference: None,
        home_href: "/".to_owned(),
        written,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_stands_under_the_nearest_entry_of_the_menu() {
        let current = |path| current_entry(path, ["/", "/plan", "/plan/editions"].into_iter());

        assert_eq!(current("/"), Some("/"));
        assert_eq!(current("/plan/measures/1"), Some("/plan"));
        assert_eq!(current("/plan/editions/2024"), Some("/plan/editions"));
        assert_eq!(current("/plan/editions"), Some("/plan/editions"));
        assert_eq!(current("/planning"), None);
    }
}
