//! What is to come: posts that begin after today, for those who prepare them.
use askama::Template;
use axum::{extract::State, response::Response};
use gate::{App, Visit};
use web::{Page, Result};

use crate::{organisation::Organisation, store};

/// The most rows; a large spring move is looked through by unit instead.
const MOST: i64 = 500;

struct Line {
    on: String,
    href: String,
    name: String,
    unit: String,
    post: String,
    kind: String,
}

#[derive(Template)]
#[template(path = "changes.html")]
struct Changes {
    page: Page,
    lines: Vec<Line>,
    is_cut: bool,
}

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Result<Response> {
    let today = app.today();
    let found = app
        .db
        .read(async |tx| {
            let posts = store::changes_after(tx, today, &visit.actor.scope, MOST + 1).await?;
            let people: Vec<_> = posts.iter().map(|it| it.staff.clone()).collect();
            let names = store::names_of(tx, &people).await?;
            let mut lines = Vec::with_capacity(posts.len());
            for it in posts {
                let organisation = Organisation::load(tx, it.starts_on).await?;
                let unit = organisation.name_of(&it.unit).to_owned();
                lines.push((names.get(&it.staff).cloned().unwrap_or_default(), unit, it));
            }
            db::Result::Ok(lines)
        })
        .await?;
    app.record(
        visit
            .actor
            .entry(app.now())
            .about(ledger::Subject::new("people", "changes")),
    )
    .await?;
    let mut page = visit.page("people-changes");
    page.who_can_see = Some(app.who_may(&page, super::SEE_FUTURE));
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let is_cut = found.len() > most;
    let lines = found
        .into_iter()
        .take(most)
        .map(|(name, unit, it)| Line {
            on: page.day(it.starts_on),
            href: format!("/staff/{}", it.staff),
            kind: page.t(&it.kind.text_key()).into_owned(),
            post: it.post,
            name,
            unit,
        })
        .collect();
    web::render(Changes {
        page,
        lines,
        is_cut,
    })
}
