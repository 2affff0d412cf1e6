//! The manual, inside the program: offices have no internet to look things up in.
use askama::Template;
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use gate::{Action, Capability, Route, Visit};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, html};
use web::{Error, Page, Result};

/// Everything under `docs/manual`.
#[derive(rust_embed::Embed)]
#[folder = "../../docs/manual"]
struct Files;

const READ: Action = Action("manual.read");
const FIRST: &str = "README";

pub const CAPABILITY: Capability = Capability {
    routes,
    words: web::Words {
        ja: include_str!("../text/ja.ftl"),
        en: include_str!("../text/en.ftl"),
    },
    policies: include_str!("policy.cedar"),
    ..Capability::named("manual")
};

fn routes() -> Vec<Route> {
    vec![
        Route::get("/manual", READ, first),
        Route::get("/manual/{page}", READ, show),
        Route::get("/manual/pictures/{name}", READ, picture),
    ]
}

#[derive(Template)]
#[template(path = "manual.html")]
struct Manual {
    page: Page,
    /// HTML made from our own Markdown; nothing of it comes from people.
    article: String,
}

async fn first(visit: Visit) -> Result<Response> {
    page_of(&visit, FIRST)
}

async fn show(visit: Visit, Path(name): Path<String>) -> Result<Response> {
    page_of(&visit, &name)
}

/// A file of the folder itself. A program made for tests reads the folder as it is asked, so the way out of it is closed here.
fn file(folder: &str, name: &str) -> Result<rust_embed::EmbeddedFile> {
    if name.contains(['/', '\\']) {
        return Err(Error::NotFound);
    }
    Files::get(&format!("{folder}{name}")).ok_or(Error::NotFound)
}

fn page_of(visit: &Visit, name: &str) -> Result<Response> {
    let file = file("", &format!("{name}.md"))?;
    let text = String::from_utf8_lossy(&file.data);
    let (title, body) = titled(&text);
    let mut page = visit.page_headed(title);
    if name != FIRST {
        page = page.under("/manual", "manual-title");
    }
    web::render(Manual {
        article: to_html(body),
        page,
    })
}

/// The first heading, and what follows it.
fn titled(text: &str) -> (&str, &str) {
    let (first, body) = text.split_once('\n').unwrap_or((text, ""));
    (first.trim_start_matches('#').trim(), body)
}

/// Markdown to HTML. Links to `page.md` lead to the page in the program.
fn to_html(markdown: &str) -> String {
    let here = |address: CowStr<'static>| -> CowStr<'static> {
        match address.strip_suffix(".md") {
            Some(FIRST) => "/manual".into(),
            Some(name) if !name.contains('/') => format!("/manual/{name}").into(),
            _ if address.starts_with("pictures/") => format!("/manual/{address}").into(),
            _ => address,
        }
    };
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).map(|event| match event {
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Link {
            link_type,
            dest_url: here(dest_url.into_static()),
            title,
            id,
        }),
        Event::Start(Tag::Image {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Image {
            link_type,
            dest_url: here(dest_url.into_static()),
            title,
            id,
        }),
        other => other,
    });
    let mut out = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut out, events);
    out
}

async fn picture(_: Visit, Path(name): Path<String>) -> Result<Response> {
    let file = file("pictures/", &name)?;
    let headers = [
        (header::CONTENT_TYPE, "image/png"),
        (header::CACHE_CONTROL, "private, max-age=3600"),
    ];
    Ok((headers, file.data.into_owned()).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_between_pages_lead_to_the_pages_in_the_program() {
        let html = to_html("[点検](check.md) と [目次](README.md) と ![画面](pictures/home.png)");
        assert!(html.contains("href=\"/manual/check\""), "{html}");
        assert!(html.contains("href=\"/manual\""), "{html}");
        assert!(html.contains("src=\"/manual/pictures/home.png\""), "{html}");
    }

    #[test]
    fn every_link_and_picture_of_the_manual_exists() {
        for name in Files::iter().filter(|it| it.ends_with(".md")) {
            let text = String::from_utf8(
                Files::get(&name)
                    .expect("it was just listed")
                    .data
                    .into_owned(),
            )
            .unwrap();
            for event in Parser::new(&text) {
                let (Event::Start(Tag::Link { dest_url, .. })
                | Event::Start(Tag::Image { dest_url, .. })) = event
                else {
                    continue;
                };
                assert!(
                    Files::get(&dest_url).is_some(),
                    "{name} leads to {dest_url}, which is not there"
                );
            }
        }
    }

    #[tokio::test]
    async fn no_address_leads_out_of_the_manual() {
        let town = testkit::Town::new(&[&CAPABILITY]).await;
        let hanako = town.as_staff("hanako");
        hanako.get("/manual/check").await.ok();
        hanako.get("/manual/pictures/check.png").await.ok();

        for address in [
            "/manual/..%2F..%2FREADME",
            "/manual/..%2F..%2Fdocs%2Fmanual%2Fcheck",
            "/manual/%2Fetc%2Fpasswd",
            "/manual/..%5C..%5CREADME",
            "/manual/pictures/..%2Fcheck.md",
            "/manual/pictures/..%2F..%2F..%2FCargo.toml",
            "/manual/pictures/%2e%2e%2Fcheck.md",
            "/manual/pictures/%2Fetc%2Fpasswd",
            "/manual/pictures/..",
        ] {
            let reply = hanako.get(address).await;
            assert_eq!(reply.status.as_u16(), 404, "{address}");
        }
    }
}
