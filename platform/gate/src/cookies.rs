//! The cookies: the session, the language, the size of the letters, and for a moment the notice that the next page says.
use axum::http::{HeaderMap, HeaderValue, header};
use web::{Lang, TextSize};

const SESSION: &str = "hagukumi_session";
const LANGUAGE: &str = "hagukumi_lang";
const SIZE: &str = "hagukumi_size";
const NOTICE: &str = "hagukumi_notice";
/// In seconds: from the answer that sends somebody on to the page they are sent to.
const ON_THE_WAY: u32 = 60;
const A_YEAR: u32 = 365 * 24 * 60 * 60;

fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| it.split(';'))
        .filter_map(|it| it.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

pub(crate) fn session(headers: &HeaderMap) -> Option<&str> {
    value(headers, SESSION)
}

pub(crate) fn language(headers: &HeaderMap) -> Lang {
    value(headers, LANGUAGE).map_or_else(|| first_asked_for(headers), Lang::of_code)
}

/// What the browser asks for first, as long as the person has not chosen.
fn first_asked_for(headers: &HeaderMap) -> Lang {
    let asked = headers.get(header::ACCEPT_LANGUAGE);
    let asked = asked.and_then(|it| it.to_str().ok()).unwrap_or_default();
    Lang::of_code(asked.get(..2).unwrap_or_default())
}

pub(crate) fn size(headers: &HeaderMap) -> TextSize {
    value(headers, SIZE)
        .map(TextSize::of_code)
        .unwrap_or_default()
}

/// The key of the notice that we sent this browser on with.
pub(crate) fn notice(headers: &HeaderMap) -> Option<&str> {
    value(headers, NOTICE)
}

fn cookie(name: &str, value: &str, age: Option<u32>, is_https: bool) -> HeaderValue {
    let age = age.map(|it| format!("; Max-Age={it}")).unwrap_or_default();
    let secure = if is_https { "; Secure" } else { "" };
    HeaderValue::from_str(&format!(
        "{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}"
    ))
    .expect("tokens and codes are ASCII")
}

/// Lives until the browser is closed; the server ends it earlier.
pub(crate) fn set_session(token: &str, is_https: bool) -> HeaderValue {
    cookie(SESSION, token, None, is_https)
}

pub(crate) fn clear_session(is_https: bool) -> HeaderValue {
    cookie(SESSION, "", Some(0), is_https)
}

pub(crate) fn set_language(lang: Lang, is_https: bool) -> HeaderValue {
    cookie(LANGUAGE, lang.code(), Some(A_YEAR), is_https)
}

pub(crate) fn set_size(size: TextSize, is_https: bool) -> HeaderValue {
    cookie(SIZE, size.code(), Some(A_YEAR), is_https)
}

/// `key` is letters, digits and hyphens.
pub(crate) fn set_notice(key: &str, is_https: bool) -> HeaderValue {
    cookie(NOTICE, key, Some(ON_THE_WAY), is_https)
}

pub(crate) fn clear_notice(is_https: bool) -> HeaderValue {
    cookie(NOTICE, "", Some(0), is_https)
}
