//! The list of people: with what belongs to personnel for those who may see it, and as a directory for everybody.
use askama::Template;
use axum::{extract::State, http::Uri, response::Response};
use base::{Date, UnitCode};
use db::Tx;
use gate::{App, Scope, Visit};
use ledger::Subject;
use web::{
    Link, Page, Result,
    form::{Choice, Field},
    table::{Column, Format, Head, Pager, TableState},
};

use crate::{
    cache::Cache,
    export::list_file,
    find::Names,
    model::Kind,
    organisation::{Organisation, Unresolved},
    seen,
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
    let mut state = TableState::of(uri, &columns, &["q", "unit", "kind"]);
    let today = app.today();
    let scope = &visit.actor.scope;
    let asked = asked(&state, is_full);
    let unit_text = state.filter("unit").to_owned();
    let unit_text = unit_text.as_str();
    let (most, skip) = match state.format() {
        Some(_) => (EXPORT_LIMIT, 0),
        None => (state.limit(), state.offset()),
    };
    let read = async |skip| {
        app.db
            .read(async |tx| find(tx, &asked, unit_text, scope, today, most, skip).await)
            .await
    };
    let mut found = read(skip).await?;
    if state.format().is_none() && state.keep_within(u64::try_from(found.total).unwrap_or(0)) {
        found = read(state.offset()).await?;
    }
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
    if is_full {
        let is_export = state.format().is_some();
        record(
            app,
            visit,
            &asked,
            &found.unit,
            is_export,
            found.people.len(),
        )
        .await?;
    }
    if let Some(format) = state.format() {
        return export(&page, &columns, found.people, is_full, format);
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

/// A look at the list on the screen is a look at the list. A file takes everybody in it along: its entries name whom it reached, and
/// 「だれが見たか」 of each of them finds them by that.
async fn record(
    app: &App,
    visit: &Visit,
    asked: &Wanted,
    unit: &Option<UnitCode>,
    is_export: bool,
    rows: usize,
) -> Result<()> {
    let scope = &visit.actor.scope;
    let reached: Vec<Subject> = match (scope.is_city(), unit) {
        _ if !is_export || rows == 0 => vec![Subject::new("people", "list")],
        (true, None) => vec![seen::everybody_at_work()],
        (true, Some(unit)) => vec![seen::members(unit)],
        (false, _) => scope.units().iter().map(seen::members).collect(),
    };
    let is_part =
        !asked.words.is_empty() || asked.kind.is_some() || !scope.is_city() && unit.is_some();
    for subject in reached {
        let mut entry = visit.actor.entry(app.now()).about(subject);
        if is_export {
            let rows = i64::try_from(rows).unwrap_or(i64::MAX);
            entry = entry.for_purpose("export").with("rows", rows);
            if is_part {
                entry = entry.with(seen::IS_PART, true);
            }
        }
        app.record(entry).await?;
    }
    Ok(())
}

/// A person of the list, and what their unit is called on that day.
type Placed = (Listed, String);

struct Found {
    people: Vec<Placed>,
    total: i64,
    /// The unit that was asked for.
    unit: Option<UnitCode>,
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
    let organisation = Organisation::load(tx, today).await?;
    let mut wanted = asked.clone();
    if !unit_text.is_empty() {
        match organisation.resolve(unit_text) {
            Ok(unit) => wanted.unit = Some(unit),
            Err(unresolved) => {
                return Ok(Found {
                    people: Vec::new(),
                    total: 0,
                    unit: None,
                    unresolved: Some(unresolved),
                });
            }
        }
    }
    let placed = |it: Listed| {
        let unit = it.unit.as_ref();
        let name = unit.map_or("", |it| organisation.name_of(it)).to_owned();
        (it, name)
    };
    let people = store::list(tx, &wanted, scope, today, most, skip).await?;
    let people = people.into_iter().map(placed).collect();
    let unit = wanted.unit.clone();
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
        unit,
        unresolved: None,
    })
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

fn row(page: &Page, (it, unit): Placed, is_full: bool) -> Row {
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
        unit,
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

/// The columns of the page, the furigana in one of their own, and days as a spreadsheet knows them.
fn export(
    page: &Page,
    columns: &[Column],
    people: Vec<Placed>,
    is_full: bool,
    format: Format,
) -> Result<Response> {
    let kana = page.t("people-kana");
    let mut header: Vec<&str> = columns.iter().map(|it| it.label.as_str()).collect();
    let name = columns.iter().position(|it| it.key == "name");
    header.insert(name.map_or(0, |it| it + 1), &kana);
    let rows: Vec<Vec<String>> = people
        .into_iter()
        .map(|it| {
            let days = [it.0.born_on.to_string(), it.0.hired_on.to_string()];
            let it = row(page, it, is_full);
            let mut cells = vec![it.number, it.name, it.kana, it.unit, it.post];
            if is_full {
                cells.extend([it.grade, it.kind]);
                cells.extend(days);
            }
            cells
        })
        .collect();
    list_file(&page.title, &header, &rows, format)
}
