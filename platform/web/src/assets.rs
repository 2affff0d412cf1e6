//! The few files that pages load. They are part of the program, so nothing is fetched from elsewhere.
use std::sync::LazyLock;

use axum::{
    Router,
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};

use crate::page::Page;
use crate::texts::Words;

/// The words of the frame and the parts, keys `web-…`.
pub const WORDS: Words = Words {
    ja: include_str!("../text/ja.ftl"),
    en: include_str!("../text/en.ftl"),
};

/// A file under `/assets/{hash}/{name}`.
struct Asset {
    name: &'static str,
    content_type: &'static str,
    bytes: &'static [u8],
    /// Of the content, so that a new version has a new address.
    hash: String,
    url: String,
}

impl Asset {
    fn new(name: &'static str, content_type: &'static str, bytes: &'static [u8]) -> Self {
        let hash = format!("{:016x}", fnv1a(bytes));
        Self {
            url: format!("/assets/{hash}/{name}"),
            name,
            content_type,
            bytes,
            hash,
        }
    }
}

/// One file for the browser; each part stands in a block of its own, so their names do not meet.
const SCRIPT: &str = concat!(
    "{\n",
    include_str!("../assets/focus.js"),
    "}\n{\n",
    include_str!("../assets/form.js"),
    "}\n{\n",
    include_str!("../assets/rows.js"),
    "}\n{\n",
    include_str!("../assets/keys.js"),
    "}\n",
);

static ASSETS: LazyLock<[Asset; 4]> = LazyLock::new(|| {
    [
        Asset::new(
            "app.css",
            "text/css; charset=utf-8",
            include_bytes!("../assets/app.css"),
        ),
        Asset::new(
            "app.js",
            "text/javascript; charset=utf-8",
            SCRIPT.as_bytes(),
        ),
        Asset::new(
            "icons.svg",
            "image/svg+xml",
            include_bytes!("../assets/icons.svg"),
        ),
        Asset::new(
            "mark.svg",
            "image/svg+xml",
            include_bytes!("../assets/mark.svg"),
        ),
    ]
});

/// 64-bit FNV-1a: tells versions apart, and proves nothing.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

impl Page {
    /// The address of one of the program's own files.
    ///
    /// # Panics
    /// When there is no such file: a slip in a template, which shows whenever the page is drawn.
    pub fn asset(&self, name: &str) -> &'static str {
        match ASSETS.iter().find(|it| it.name == name) {
            Some(asset) => &asset.url,
            None => panic!("no file {name} among the assets"),
        }
    }

    /// The version of the program, for the foot of the page.
    pub fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}

/// Writes the files as they are served, for pages that stand in a folder.
///
/// # Errors
/// When a file cannot be written.
pub fn write_to(folder: &std::path::Path) -> std::io::Result<()> {
    for asset in ASSETS.iter() {
        let path = folder.join(asset.url.trim_start_matches('/'));
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, asset.bytes)?;
    }
    Ok(())
}

/// `GET /assets/{hash}/{name}`, open to everybody.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{hash}/{name}", get(serve))
}

/// Serves a file for ever under its own hash. A page from before an upgrade asks under an old hash: it gets today's file, unkept.
pub async fn serve(Path((hash, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.iter().find(|it| it.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let etag = format!("\"{}\"", asset.hash);
    let is_known = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|it| it.as_bytes() == etag.as_bytes());
    let keep = if hash == asset.hash {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        asset.bytes.into_response()
    };
    let out = response.headers_mut();
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    out.insert(
        header::ETAG,
        HeaderValue::from_str(&etag).expect("hexadecimal digits in quotes are a header value"),
    );
    if !is_known {
        out.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static(asset.content_type),
        );
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn ask(hash: &str, name: &str, etag: Option<&str>) -> Response {
        let mut headers = HeaderMap::new();
        if let Some(etag) = etag {
            headers.insert(header::IF_NONE_MATCH, etag.parse().unwrap());
        }
        serve(Path((hash.to_owned(), name.to_owned())), headers).await
    }

    fn said(response: &Response, name: header::HeaderName) -> &str {
        response.headers()[name].to_str().unwrap()
    }

    #[tokio::test]
    async fn a_file_under_its_own_hash_is_kept_for_ever() {
        let style = &ASSETS[0];

        let response = ask(&style.hash, "app.css", None).await;

        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(
            said(&response, header::CONTENT_TYPE),
            "text/css; charset=utf-8"
        );
        assert!(said(&response, header::CACHE_CONTROL).ends_with("immutable"));
    }

    #[tokio::test]
    async fn a_page_from_before_the_upgrade_gets_todays_file_unkept() {
        let response = ask("0000000000000000", "app.css", None).await;

        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(said(&response, header::CACHE_CONTROL), "no-cache");
    }

    #[tokio::test]
    async fn a_known_file_is_not_sent_again() {
        let style = &ASSETS[0];

        let response = ask(&style.hash, "app.css", Some(&format!("\"{}\"", style.hash))).await;

        assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
    }

    #[tokio::test]
    async fn an_unknown_file_is_not_found() {
        assert_eq!(
            ask("0", "../Cargo.toml", None).await.status(),
            StatusCode::NOT_FOUND
        );
    }

    #[test]
    fn one_changed_letter_gives_another_address() {
        assert_ne!(fnv1a(b"a { color: red }"), fnv1a(b"a { color: rad }"));
    }

    #[test]
    fn the_style_stays_small_and_asks_nobody_outside() {
        let style = std::str::from_utf8(ASSETS[0].bytes).unwrap();

        assert!(style.len() < 30_000, "app.css has {} bytes", style.len());
        assert!(!style.contains("url(") && !style.contains("@import") && !style.contains("://"));
    }
}
