//! A section head's people: who waits for consent, and who is in which course this year.
use std::collections::HashMap;

use askama::Template;
use axum::{extract::State, http::Uri, response::Response};
use base::{Date, StaffId};
use gate::{App, Visit};
use programme::store::{self, Told};
use web::{
    Link, Page, Result,
    table::{Column, TableState},
};

use super::{Status, course_path};
use crate::{CONSENT, OFFERED_BY};

struct Row {
    name: String,
    course: String,
    title: String,
    run: String,
    first: String,
    status: Status,
    /// Where to consent, or to give the place back; empty without.
    consent: String,
    cancel: String,
}

#[derive(Template)]
#[template(path = "learning/people.html")]
struct People {
    page: Page,
    wishes: Vec<Row>,
    rows: Vec<Row>,
    exports: Vec<Link>,
    is_cut: bool,
}

/// More enrolments than a page shows; whoever needs more takes the file.
const MOST: i64 = 500;
const MOST_IN_FILE: i64 = 100_000;

pub(crate) async fn show(State(app): State<App>, visit: Visit, uri: Uri) -> Result<Response> {
    let (today, year) = (app.today(), super::this_year(&app));
    let scope = &visit.actor.scope;
    let consenting = app.scope(&visit.actor, CONSENT);
    let mut page = visit.page("learning-people");
    let state = TableState::of(&uri, &columns(&page), &[]);
    let most = match state.format() {
        Some(_) => MOST_IN_FILE,
        None => MOST,
    };
    let (wishes, told, names) = app
        .db
        .read(async |tx| {
            let by = &visit.actor.staff;
            let wishes = match consenting.is_nobody() {
                true => Vec::new(),
                false => store::for_consent(tx, OFFERED_BY, &consenting, by, today).await?,
            };
            let told = store::told_within(tx, OFFERED_BY, scope, year, today, most).await?;
            let people: Vec<StaffId> = wishes
                .iter()
                .chain(&told)
                .map(|it| it.staff.clone())
                .collect();
            let names = people::names_of(tx, &people).await?;
            db::Result::Ok((wishes, told, names))
        })
        .await?;
    record(&app, &visit, state.format().is_some(), told.len()).await?;
    if let Some(format) = state.format() {
        let columns = columns(&page);
        let header: Vec<&str> = columns.iter().map(|it| it.label.as_str()).collect();
        let rows: Vec<Vec<String>> = told
            .iter()
            .map(|it| {
                let first = it.first_on.map(|it| it.to_string()).unwrap_or_default();
                let row = row(&page, it, &names, today, false);
                vec![row.name, row.title, row.run, first, row.status.word]
            })
            .collect();
        return people::list_file(&page.title, &header, &rows, format);
    }
    page.who_can_see = Some(app.who_may(&page, crate::PEOPLE));
    let is_cut = i64::try_from(told.len()).is_ok_and(|it| it == MOST);
    web::render(People {
        wishes: wishes
            .iter()
            .map(|it| row(&page, it, &names, today, true))
            .collect(),
        rows: told
            .iter()
            .map(|it| row(&page, it, &names, today, false))
            .collect(),
        exports: state.exports(&page),
        is_cut,
        page,
    })
}

async fn record(app: &App, visit: &Visit, is_export: bool, rows: usize) -> Result<()> {
    for subject in super::looked_at(visit) {
        let mut entry = visit.actor.entry(app.now()).about(subject);
        if is_export {
            let rows = i64::try_from(rows).unwrap_or(i64::MAX);
            entry = entry.for_purpose("export").with("rows", rows);
        }
        app.record(entry).await?;
    }
    Ok(())
}

fn columns(page: &Page) -> Vec<Column> {
    let column = |key, text: &str| Column::new(key, page.t(text).into_owned());
    vec![
        column("name", "learning-name"),
        column("title", "learning-title"),
        column("run", "learning-run"),
        column("first", "learning-first-day"),
        column("state", "web-state"),
    ]
}

fn row(
    page: &Page,
    it: &Told,
    names: &HashMap<StaffId, String>,
    today: Date,
    is_wish: bool,
) -> Row {
    let path = format!("/learning/enrolments/{}", it.id);
    Row {
        name: names.get(&it.staff).cloned().unwrap_or_default(),
        course: course_path(&it.course),
        title: it.title.clone(),
        run: page
            .say("learning-run-name", &[("number", it.number.into())])
            .into_owned(),
        first: it.first_on.map(|it| page.day(it)).unwrap_or_default(),
        status: super::status(page, it.state),
        consent: match is_wish {
            true => format!("{path}/consent"),
            false => String::new(),
        },
        cancel: match it.may_be_cancelled(today) {
            true => format!("{path}/cancellation"),
            false => String::new(),
        },
    }
}
