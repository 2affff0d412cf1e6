//! 「やること」: what a person has to do, from all capabilities.
use askama::Template;
use axum::{extract::State, response::Response};
use web::{Page, Result};

use crate::{house::App, visit::Visit};

struct Line {
    title: String,
    about: String,
    href: String,
    /// In the city's calendar; empty when nothing is due.
    due: String,
    is_late: bool,
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    page: Page,
    tasks: Vec<Line>,
}

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Result<Response> {
    let today = app.today();
    let mut tasks = app
        .db
        .read(async |tx| {
            let mut found = Vec::new();
            for read in &app.tasks {
                found.extend(read(&app, &visit.actor, tx).await?);
            }
            Result::Ok(found)
        })
        .await?;
    // What is due first stands first; what has no day comes last, in the order of the capabilities.
    tasks.sort_by_key(|it| it.due_on.unwrap_or(base::FAR_FUTURE));
    let page = visit.page("gate-home");
    let tasks = tasks
        .into_iter()
        .map(|it| Line {
            title: page.text(&it.title),
            about: it.about,
            href: it.href,
            is_late: it.due_on.is_some_and(|due| due < today),
            due: it.due_on.map(|due| page.day(due)).unwrap_or_default(),
        })
        .collect();
    web::render(Home { page, tasks })
}
