//! The catalogue: what is offered, what comes next, and until when one may apply.
use askama::Template;
use axum::{extract::State, http::Uri, response::Response};
use gate::{App, Visit};
use programme::store::{self, Listed};
use web::{
    Link, Page, Result,
    form::{Choice, Field},
    table::{Column, Format, Head, Pager, TableState},
};

use crate::{OFFERED_BY, PREPARE};

struct Row {
    href: String,
    code: String,
    title: String,
    category: String,
    is_mandatory: bool,
    next: String,
    open_until: String,
}

#[derive(Template)]
#[template(path = "learning/catalogue.html")]
struct Catalogue {
    page: Page,
    state: TableState,
    filters: Vec<Field>,
    heads: Vec<Head>,
    rows: Vec<Row>,
    pager: Pager,
    exports: Vec<Link>,
    may_prepare: bool,
}

pub(crate) async fn show(State(app): State<App>, visit: Visit, uri: Uri) -> Result<Response> {
    let today = app.today();
    let all = app
        .db
        .read(async |tx| store::catalogue(tx, OFFERED_BY, today).await)
        .await?;
    let page = visit.page("learning-catalogue");
    let columns = columns(&page);
    let mut state = TableState::of(&uri, &columns, &["q", "category", "open"]);
    let filters = filters(&page, &state, &all);
    let mut found: Vec<Listed> = all.into_iter().filter(|it| is_wanted(it, &state)).collect();
    match state.sort() {
        Some(("next", is_descending)) => {
            found.sort_by_key(|it| (it.next_on.is_none(), it.next_on));
            if is_descending {
                found.reverse();
            }
        }
        Some(("code", is_descending)) => {
            found.sort_by(|one, other| one.code.cmp(&other.code));
            if is_descending {
                found.reverse();
            }
        }
        _ => {}
    }
    if let Some(format) = state.format() {
        return export(&page, &columns, &found, format);
    }
    let total = u64::try_from(found.len()).unwrap_or(u64::MAX);
    state.keep_within(total);
    let skip = usize::try_from(state.offset()).unwrap_or(0);
    let most = usize::try_from(state.limit()).unwrap_or(0);
    let mut shown: Vec<Listed> = found.into_iter().skip(skip).take(most).collect();
    let has_next = state.has_next(&mut shown);
    let pager = state.pager(shown.len(), has_next, Some(total));
    let rows = shown.iter().map(|it| row(&page, it)).collect();
    web::render(Catalogue {
        filters,
        heads: state.heads(&columns),
        exports: state.exports(&page),
        may_prepare: app.may(&visit.actor, PREPARE),
        rows,
        pager,
        state,
        page,
    })
}

fn is_wanted(it: &Listed, state: &TableState) -> bool {
    let category = state.filter("category");
    let words = base::search_key(state.filter("q"));
    let text = base::search_key(&format!("{} {}", it.code, it.title));
    (category.is_empty() || it.category == category)
        && (state.filter("open").is_empty() || it.open_until.is_some())
        && words.split_whitespace().all(|word| text.contains(word))
}

fn columns(page: &Page) -> Vec<Column> {
    let column = |key, text: &str| Column::new(key, page.t(text).into_owned());
    vec![
        column("code", "learning-code").sortable(),
        column("title", "learning-title"),
        column("category", "learning-category"),
        column("next", "learning-next").sortable(),
        column("open", "learning-open-until"),
    ]
}

fn filters(page: &Page, state: &TableState, all: &[Listed]) -> Vec<Field> {
    let mut categories: Vec<&str> = all.iter().map(|it| it.category.as_str()).collect();
    categories.dedup();
    let choices = std::iter::once(Choice::new("", page.t("web-filter-all")))
        .chain(categories.into_iter().map(|it| Choice::new(it, it)))
        .collect();
    let whether = vec![
        Choice::new("", page.t("web-filter-all")),
        Choice::new("yes", page.t("learning-run-open")),
    ];
    vec![
        Field::search("q", page.t("learning-find"))
            .help(page.t("learning-find-help"))
            .value(state.filter("q")),
        Field::select("category", page.t("learning-category"), choices)
            .value(state.filter("category")),
        Field::select("open", page.t("learning-application"), whether).value(state.filter("open")),
    ]
}

fn row(page: &Page, it: &Listed) -> Row {
    let day = |it: Option<base::Date>| it.map(|it| page.day(it)).unwrap_or_default();
    Row {
        href: super::course_path(&it.course),
        code: it.code.clone(),
        title: it.title.clone(),
        category: it.category.clone(),
        is_mandatory: it.is_mandatory,
        next: day(it.next_on),
        open_until: day(it.open_until),
    }
}

fn export(page: &Page, columns: &[Column], rows: &[Listed], format: Format) -> Result<Response> {
    let day = |it: Option<base::Date>| it.map(|it| it.to_string()).unwrap_or_default();
    let header: Vec<&str> = columns.iter().map(|it| it.label.as_str()).collect();
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|it| {
            vec![
                it.code.clone(),
                it.title.clone(),
                it.category.clone(),
                day(it.next_on),
                day(it.open_until),
            ]
        })
        .collect();
    people::list_file(&page.title, &header, &rows, format)
}
