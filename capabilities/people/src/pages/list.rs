//! The list of people: with what belongs to personnel for those who may see it, and as a directory for everybody.
use askama::Template;
use axum::{extract::State, http::Uri, response::Response};
use base::{Date, UnitCode};
use db::Tx;
use gate::{App, Scope, Visit};
use web::{
    Link, Page, Result,
    form::{Choice, Field},
    table::{Column, Format, Head, Pager, TableState},
};

use crate::{
    cache::Cache,
    export::{FileFormat, written},
    find::Names,
    model::Kind,
    organisation::{Organisation, Unresolved},
    store::{self, Listed, Order, Wanted},
};

/// The most rows of an export of the list; whoever needs more exports everything.
const EXPORT_LIMIT: i64 = 100_000;

/// How many people a list has, until people or organisation change: counting thousands costs more than showing fifty.
static COUNTS: Cache<(String, Wanted, Scope, Date), i64> = Cache::new(256);

struct Row {
    href: String,
    number: String,
    name: String,
    kana: String,
    unit_href: String,
    unit: String,
    post: String,
    grade: String,
    kind: String,
    born_on: String,
    hired_on: String,
}

#[derive(Template)]
#[template(path = "people_list.html")]
struct List {
    page: Page,
    state: TableState,
    filters: Vec<Field>,
    heads: Vec<Head>,
    rows: Vec<Row>,
    pager: Pager,
    exports: Vec<Link>,
    /// With days of birth and hiring, and links to the persons.
    is_full: bool,
    remark: Option<String>,
}

pub(super) async fn show(State(app): State<App>, visit: Visit, uri: Uri) -> Result<Response> {
    let subject = ledger::Subject::new("people", "list");
    app.record(visit.actor.entry(app.now()).about(subject))
        .await?;
    list(&app, &visit, &uri, true).await
}

pub(super) async fn directory(State(app): State<App>, visit: Visit, uri: Uri) -> Result<Response> {
    list(&app, &visit, &uri, false).await
}

async fn list(app: &App, visit: &Visit, uri: &Uri, is_full: bool) -> Result<Response> {
    let mut page = visit.page(if is_full {
        "people-list"
    } else {
        "people-directory"
    });
    let columns = columns(&page, is_full);
    let state = TableState::of(uri, &columns, &["q", "unit", "kind"]);
    let today = app.today();
    let scope = &visit.actor.scope;
    let asked = asked(&state, is_full);
    let unit_text = state.filter("unit");
    let (most, skip) = match state.format() {
        Some(_) => (EXPORT_LIMIT, 0),
        None => (state.limit(), state.offset()),
    };
    let found = app
        .db
        .read(async |tx| find(tx, &asked, unit_text, scope, today, most, skip).await)
        .await?;
    let remark = found.unresolved.map(|it| match it {
        Unresolved::Unknown => page
            .say("people-unit-unknown", &[("unit", unit_text.into())])
            .into_owned(),
        Unresolved::Ambiguous(codes) => {
            let codes: Vec<String> = codes.into_iter().map(|it| it.0).collect();
            page.say(
                "people-unit-ambiguous",
                &[
                    ("unit", unit_text.into()),
                    ("codes", codes.join("、").into()),
                ],
            )
            .into_owned()
        }
    });
    if let Some(format) = state.format() {
        return export(&page, found.people, is_full, format);
    }
    let mut people = found.people;
    let has_next = state.has_next(&mut people);
    let pager = state.pager(people.len(), has_next, u64::try_from(found.total).ok());
    if is_full {
        page.who_can_see = Some(app.who_may(&page, super::LIST));
    }
    let rows = people
        .into_iter()
        .map(|it| row(&page, it, is_full))
        .collect();
    web::render(List {
        filters: filters(&page, &state, is_full),
        heads: state.heads(&columns),
        exports: state.exports(&page),
        rows,
        pager,
        state,
        is_full,
        remark,
        page,
    })
}

struct Found {
    people: Vec<Listed>,
    total: i64,
    unresolved: Option<Unresolved>,
}

async fn find(
    tx: &mut Tx,
    asked: &Wanted,
    unit_text: &str,
    scope: &Scope,
    today: Date,
    most: i64,
    skip: i64,
) -> Result<Found> {
    let mut wanted = asked.clone();
    if !unit_text.is_empty() {
        match unit_of(tx, unit_text, today).await? {
            Ok(unit) => wanted.unit = Some(unit),
            Err(unresolved) => {
                return Ok(Found {
                    people: Vec::new(),
                    total: 0,
                    unresolved: Some(unresolved),
                });
            }
        }
    }
    let people = store::list(tx, &wanted, scope, today, most, skip).await?;
    let order_does_not_count = Wanted {
        order: Order::Kana,
        is_descending: false,
        ..wanted
    };
    let key = (
        store::version(tx).await?,
        order_does_not_count,
        scope.clone(),
        today,
    );
    let total = match COUNTS.get(&key) {
        Some(known) => *known,
        None => {
            let total = store::count(tx, &key.1, scope, today).await?;
            *COUNTS.keep(key, total)
        }
    };
    Ok(Found {
        people,
        total,
        unresolved: None,
    })
}

async fn unit_of(
    tx: &mut Tx,
    text: &str,
    today: Date,
) -> db::Result<std::result::Result<UnitCode, Unresolved>> {
    Ok(Organisation::load(tx, today).await?.resolve(text))
}

fn asked(state: &TableState, is_full: bool) -> Wanted {
    let (order, is_descending) = match state.sort() {
        Some(("number", is_descending)) => (Order::Number, is_descending),
        Some(("hired", is_descending)) if is_full => (Order::Hired, is_descending),
        Some((_, is_descending)) => (Order::Kana, is_descending),
        None => (Order::Kana, false),
    };
    let kind = Kind::of_word(state.filter("kind")).filter(|_| is_full);
    Wanted {
        words: state.filter("q").to_owned(),
        names: if is_full { Names::All } else { Names::AtWork },
        unit: None,
        kind,
        order,
        is_descending,
    }
}

fn columns(page: &Page, is_full: bool) -> Vec<Column> {
    let column = |key, text: &str| Column::new(key, page.t(text).into_owned());
    let mut columns = vec![
        column("number", "people-number").sortable(),
        column("name", "people-name").sortable(),
        column("unit", "people-unit"),
        column("post", "people-post"),
    ];
    if is_full {
        columns.extend([
            column("grade", "people-grade").numeric(),
            column("kind", "people-kind"),
            column("born", "people-born-on"),
            column("hired", "people-hired-on").sortable(),
        ]);
    }
    columns
}

fn filters(page: &Page, state: &TableState, is_full: bool) -> Vec<Field> {
    let text = |name, key: &str, help: &str| {
        Field::search(name, page.t(key))
            .help(page.t(help))
            .value(state.filter(name))
    };
    let mut fields = vec![
        text("q", "people-find", "people-find-help"),
        text("unit", "people-unit", "people-unit-help"),
    ];
    if is_full {
        let all = Choice::new("", page.t("web-filter-all"));
        let kinds = Kind::ALL
            .iter()
            .map(|it| Choice::new(it.word(), page.t(&it.text_key())));
        let kinds = [all].into_iter().chain(kinds).collect();
        fields
            .push(Field::select("kind", page.t("people-kind"), kinds).value(state.filter("kind")));
    }
    fields
}

fn row(page: &Page, it: Listed, is_full: bool) -> Row {
    let day = |day| {
        if is_full {
            page.day(day)
        } else {
            String::new()
        }
    };
    let unit_href = it
        .unit
        .as_ref()
        .map(|it| format!("/organisation/{it}"))
        .unwrap_or_default();
    Row {
        href: format!("/staff/{}", it.id),
        number: it.number,
        name: it.used_name,
        kana: it.kana,
        unit: it.unit_name.or(it.unit.map(|it| it.0)).unwrap_or_default(),
        unit_href,
        post: it.post.unwrap_or_default(),
        grade: it
            .grade
            .filter(|it| *it > 0)
            .map(|it| it.to_string())
            .unwrap_or_default(),
        kind: if is_full {
            page.t(&it.kind.text_key()).into_owned()
        } else {
            String::new()
        },
        born_on: day(it.born_on),
        hired_on: day(it.hired_on),
    }
}

fn export(page: &Page, people: Vec<Listed>, is_full: bool, format: Format) -> Result<Response> {
    let mut header = vec![
        "people-number",
        "people-name",
        "people-kana",
        "people-unit-code",
        "people-unit",
        "people-post",
    ];
    if is_full {
        header.extend([
            "people-grade",
            "people-kind",
            "people-sex",
            "people-born-on",
            "people-hired-on",
        ]);
    }
    let header: Vec<String> = header
        .into_iter()
        .map(|it| page.t(it).into_owned())
        .collect();
    let rows: Vec<Vec<String>> = people
        .into_iter()
        .map(|it| {
            let unit = it.unit.map(|it| it.0).unwrap_or_default();
            let mut row = vec![
                it.number,
                it.used_name,
                it.kana,
                unit,
                it.unit_name.unwrap_or_default(),
                it.post.unwrap_or_default(),
            ];
            if is_full {
                row.extend([
                    it.grade
                        .filter(|it| *it > 0)
                        .map(|it| it.to_string())
                        .unwrap_or_default(),
                    page.t(&it.kind.text_key()).into_owned(),
                    page.t(&it.sex.text_key()).into_owned(),
                    it.born_on.to_string(),
                    it.hired_on.to_string(),
                ]);
            }
            row
        })
        .collect();
    let format = match format {
        Format::Csv => FileFormat::CsvUtf8,
        Format::Xlsx => FileFormat::Xlsx,
    };
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let bytes = written(&page.title, &header, &rows, format)?;
    Ok(web::file(
        &format!("{}.{}", page.title, format.ending()),
        format.content_type(),
        bytes,
    ))
}
