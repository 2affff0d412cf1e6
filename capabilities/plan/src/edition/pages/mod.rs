//! The editions for staff, and their making for the plan office.
mod files;
mod freezing;
mod show;

use askama::Template;
use axum::{extract::State, response::Response};
use base::FiscalYear;
use gate::{Action, App, Route, Visit};
use web::{Error, Link, Page, Result};

use super::actions::is_intact;
use super::faces::Format;
use super::store::{self, Frozen, Listed};

/// Every colleague reads what is published.
pub(crate) const READ: Action = Action("plan.editions");
/// The plan office sees what stands open, drafts, and what is frozen but not published.
const PREPARE: Action = Action("plan.edition_prepare");
const FREEZE: Action = Action("plan.edition_freeze");
const PUBLISH: Action = Action("plan.edition_publish");

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/plan/editions", READ, list),
        Route::get("/plan/editions/{year}", READ, show::show),
        Route::get(
            "/plan/editions/{year}/files/{format}",
            READ,
            files::download,
        ),
        Route::get("/plan/editions/{year}/freezing", PREPARE, freezing::prepare).city_wide(),
        Route::get(
            "/plan/editions/{year}/drafts/{format}",
            PREPARE,
            files::download_draft,
        )
        .city_wide(),
        Route::post("/plan/editions/{year}/freezing", FREEZE, freezing::freeze).city_wide(),
        Route::post(
            "/plan/editions/{year}/publication",
            PUBLISH,
            freezing::publish,
        )
        .city_wide(),
    ]
}

fn address(year: FiscalYear) -> String {
    format!("/plan/editions/{year}")
}

struct ListLine {
    href: String,
    year: String,
    title: String,
    as_of: String,
    /// Empty as long as it is not published.
    published: String,
    digest: String,
}

#[derive(Template)]
#[template(path = "edition/list.html")]
struct List {
    page: Page,
    lines: Vec<ListLine>,
    /// Years that wait to be frozen, for the plan office.
    open: Vec<Link>,
}

async fn list(State(app): State<App>, visit: Visit) -> Result<Response> {
    let is_office = app.may(&visit.actor, PREPARE);
    let (editions, open) = app
        .db
        .read(async |tx| {
            let open = if is_office {
                store::open_years(tx).await?
            } else {
                Vec::new()
            };
            Result::Ok((store::list(tx, is_office).await?, open))
        })
        .await?;
    let mut page = visit.page("plan-edition-title");
    page.who_can_see = Some(app.who_may(&page, READ));
    let lines = editions
        .into_iter()
        .map(|it| ListLine {
            href: address(it.year),
            year: page.fiscal_year(it.year),
            title: it.title,
            as_of: page.day(it.as_of),
            published: it
                .published_at
                .map(|at| page.day(base::city_date(at)))
                .unwrap_or_default(),
            digest: it.digest,
        })
        .collect();
    let open = open
        .into_iter()
        .map(|it| Link {
            href: format!("{}/freezing", address(it)),
            label: page.fiscal_year(it),
        })
        .collect();
    web::render(List { page, lines, open })
}

/// The edition of a year, if this person may see it: unpublished ones are the plan office's.
async fn visible(app: &App, visit: &Visit, year: i16) -> Result<Listed> {
    let found = app
        .db
        .read(async |tx| Result::Ok(store::listed(tx, FiscalYear(year)).await?))
        .await?;
    found
        .filter(|it| it.published_at.is_some() || app.may(&visit.actor, PREPARE))
        .ok_or(Error::NotFound)
}

/// The frozen content. One that has lost its digest is shown to nobody.
async fn frozen(app: &App, year: FiscalYear) -> Result<Frozen> {
    let frozen = app
        .db
        .read(async |tx| Result::Ok(store::edition(tx, year).await?))
        .await?
        .ok_or(Error::NotFound)?;
    if is_intact(&frozen) {
        Ok(frozen)
    } else {
        Err(Error::fault(format!(
            "the edition of {year} does not have its digest any more"
        )))
    }
}

fn file_links(page: &Page, folder: &str) -> Vec<Link> {
    Format::ALL
        .into_iter()
        .map(|it| Link {
            href: format!("{folder}/{}", it.code()),
            label: page.t(it.text_key()).into_owned(),
        })
        .collect()
}
