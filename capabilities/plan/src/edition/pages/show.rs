//! One year for everybody: the picture, what changed, every measure, and the files.
use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::Uri,
    response::Response,
};
use gate::{App, Visit};
use web::chart::Chart;
use web::form::{Choice, Field};
use web::table::TableState;
use web::{Link, Page, Result};

use super::{PUBLISH, READ, address, file_links, frozen, visible};
use crate::edition::actions::read;
use crate::edition::faces::{FieldView, Row, View, progress_chart};
use crate::edition::model::Edition;
use crate::edition::shelf::{self, Opened};
use crate::edition::store::Listed;

#[derive(Template)]
#[template(path = "edition/show.html")]
struct Show<'a> {
    page: Page,
    view: &'a View,
    chart: Chart,
    state: TableState,
    filters: Vec<Field>,
    fields: Vec<FieldView>,
    shown: String,
    files: Vec<Link>,
    published: String,
    /// Where the office publishes it, as long as nobody else can see it.
    publication: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(year): Path<i16>,
    uri: Uri,
) -> Result<Response> {
    let found = visible(&app, &visit, year).await?;
    let mut page = visit.page_headed(String::new());
    page.title = page
        .say(
            "plan-edition-heading",
            &[("year", page.fiscal_year(found.year).into())],
        )
        .into_owned();
    page = page.under("/plan/editions", "plan-edition-title");
    page.who_can_see = found
        .published_at
        .is_some()
        .then(|| app.who_may(&page, READ));
    let opened = opened(&app, &found, &page).await?;
    let view = &opened.view;
    let state = TableState::of(&uri, &[], &["field", "owner", "progress", "words"]);
    let fields = chosen(view, &state);
    let count: usize = fields
        .iter()
        .flat_map(|it| &it.directions)
        .map(|it| it.rows.len())
        .sum();
    let is_office = app.may(&visit.actor, PUBLISH);
    web::render(Show {
        chart: progress_chart(view, &page, false),
        filters: filters(view, &opened.edition, &state, &page),
        shown: page
            .say(
                "plan-edition-shown",
                &[("count", count.into()), ("all", view.rows().count().into())],
            )
            .into_owned(),
        files: file_links(&page, &format!("{}/files", address(found.year))),
        published: found
            .published_at
            .map(|at| page.day(base::city_date(at)))
            .unwrap_or_default(),
        publication: (is_office && found.published_at.is_none())
            .then(|| format!("{}/publication", address(found.year))),
        fields,
        view,
        state,
        page,
    })
}

/// The content in the page's language; read, recounted and put into words when it was not opened lately.
async fn opened(app: &App, found: &Listed, page: &Page) -> Result<Arc<Opened>> {
    if let Some(opened) = shelf::find(&found.digest, page.language()) {
        return Ok(opened);
    }
    let frozen = frozen(app, found.year).await?;
    let edition = read(&frozen.content)?;
    let view = View::of(&edition, Some(&frozen.digest), page);
    let opened = Arc::new(Opened { edition, view });
    shelf::keep(frozen.digest, page.language(), Arc::clone(&opened));
    Ok(opened)
}

fn filters(view: &View, edition: &Edition, state: &TableState, page: &Page) -> Vec<Field> {
    let all = || Choice::new("", page.t("web-filter-all"));
    let fields = view
        .fields
        .iter()
        .map(|it| Choice::new(it.number.to_string(), it.name.clone()));
    let mut owners: Vec<String> = Vec::new();
    for owner in edition.measures.iter().flat_map(|it| &it.owners) {
        if !owners.contains(&owner.name) {
            owners.push(owner.name.clone());
        }
    }
    let owners = owners.into_iter().map(|it| Choice::new(it.clone(), it));
    let standings = [
        ("completed", "plan-progress-completed"),
        ("under_way", "plan-progress-under-way"),
        ("not_started", "plan-progress-not-started"),
        ("unchecked", "plan-unchecked"),
    ]
    .map(|(word, key)| Choice::new(word, page.t(key)));
    let select = |name: &str, key: &str, choices: Vec<Choice>| {
        Field::select(name, page.t(key), choices).value(state.filter(name))
    };
    vec![
        select(
            "field",
            "plan-edition-field",
            [all()].into_iter().chain(fields).collect(),
        ),
        select(
            "owner",
            "plan-edition-owners",
            [all()].into_iter().chain(owners).collect(),
        ),
        select(
            "progress",
            "plan-progress",
            [all()].into_iter().chain(standings).collect(),
        ),
        Field::search("words", page.t("plan-edition-words")).value(state.filter("words")),
    ]
}

/// The fields with the rows that the filters leave; empty directions and fields fall away.
fn chosen(view: &View, state: &TableState) -> Vec<FieldView> {
    let words: Vec<String> = state
        .filter("words")
        .split_whitespace()
        .map(base::search_key)
        .collect();
    let is_wanted = |row: &Row| {
        (state.filter("progress").is_empty() || row.standing == state.filter("progress"))
            && (state.filter("owner").is_empty()
                || row.owners.iter().any(|it| it == state.filter("owner")))
            && (words.is_empty() || has_words(row, &words))
    };
    let mut fields = view.fields.clone();
    fields.retain(|it| {
        state.filter("field").is_empty() || it.number.to_string() == state.filter("field")
    });
    for field in &mut fields {
        for direction in &mut field.directions {
            direction.rows.retain(is_wanted);
        }
        field.directions.retain(|it| !it.rows.is_empty());
    }
    fields.retain(|it| !it.directions.is_empty());
    fields
}

/// Whether every word stands somewhere in the row, whatever its width and kana.
fn has_words(row: &Row, words: &[String]) -> bool {
    let lists = [
        &row.purposes,
        &row.contents,
        &row.owners,
        &row.tasks,
        &row.indicators,
        &row.study,
    ];
    let text: Vec<&str> = [&row.key, &row.name, &row.done, &row.learned, &row.next]
        .into_iter()
        .chain(lists.into_iter().flatten())
        .map(String::as_str)
        .collect();
    let text = base::search_key(&text.join("\n"));
    words.iter().all(|it| text.contains(it))
}
