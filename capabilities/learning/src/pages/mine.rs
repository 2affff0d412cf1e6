//! What a person is enrolled in, and what they have completed.
use askama::Template;
use axum::{extract::State, http::Uri, response::Response};
use gate::{App, Visit};
use programme::store::{self, Completion, Told};
use web::{
    Link, Page, Result,
    table::{Column, TableState},
};

use super::{Status, course_path};
use crate::OFFERED_BY;

struct Place {
    href: String,
    title: String,
    run: String,
    first: String,
    status: Status,
    because: String,
}

struct Past {
    code: String,
    title: String,
    day: String,
    valid: String,
    source: String,
}

#[derive(Template)]
#[template(path = "learning/mine.html")]
struct Mine {
    page: Page,
    places: Vec<Place>,
    history: Vec<Past>,
    exports: Vec<Link>,
}

pub(crate) async fn show(State(app): State<App>, visit: Visit, uri: Uri) -> Result<Response> {
    let (staff, year) = (&visit.actor.staff, super::this_year(&app));
    let (told, history) = app
        .db
        .read(async |tx| {
            let told = store::told_of(tx, OFFERED_BY, staff, year).await?;
            db::Result::Ok((told, store::completions_of(tx, staff).await?))
        })
        .await?;
    let page = visit.page("learning-mine");
    let state = TableState::of(&uri, &columns(&page), &[]);
    if let Some(format) = state.format() {
        let columns = columns(&page);
        let header: Vec<&str> = columns.iter().map(|it| it.label.as_str()).collect();
        let rows: Vec<Vec<String>> = history
            .iter()
            .map(|it| {
                let past = past(&page, it);
                let day = it.completed_on.to_string();
                vec![past.code, past.title, day, past.valid, past.source]
            })
            .collect();
        let title = page.t("learning-history");
        return people::list_file(&title, &header, &rows, format);
    }
    web::render(Mine {
        places: told.iter().map(|it| place(&page, it)).collect(),
        history: history.iter().map(|it| past(&page, it)).collect(),
        exports: state.exports(&page),
        page,
    })
}

fn columns(page: &Page) -> Vec<Column> {
    let column = |key, text: &str| Column::new(key, page.t(text).into_owned());
    vec![
        column("code", "learning-code"),
        column("title", "learning-title"),
        column("day", "learning-completed-on"),
        column("valid", "learning-valid"),
        column("source", "learning-source"),
    ]
}

fn place(page: &Page, it: &Told) -> Place {
    Place {
        href: course_path(&it.course),
        title: it.title.clone(),
        run: page
            .say("learning-run-name", &[("number", it.number.into())])
            .into_owned(),
        first: it.first_on.map(|it| page.day(it)).unwrap_or_default(),
        status: super::status(page, it.state),
        because: it.because.clone(),
    }
}

fn past(page: &Page, it: &Completion) -> Past {
    let valid = match it.valid_before {
        None => page.t("learning-valid-for-good").into_owned(),
        Some(year) => {
            let last = page.fiscal_year(year.previous());
            page.say("learning-valid-through", &[("year", last.into())])
                .into_owned()
        }
    };
    Past {
        code: it.course_code.clone(),
        title: it.title.clone(),
        day: page.day(it.completed_on),
        valid,
        source: page.t(&it.source.text_key()).into_owned(),
    }
}
