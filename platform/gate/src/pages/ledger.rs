//! The ledger for those who audit: who did and saw what, never the contents.
use std::collections::{BTreeSet, HashMap};

use askama::Template;
use axum::{extract::State, http::Uri, response::Response};
use base::{Date, Instant, StaffId};
use db::Tx;
use documents::{CsvWriter, Encoding, Value, Workbook, WriteError};
use ledger::{Entry, Filter, Subject};
use web::{
    Error, Link, Page, Result,
    form::{Choice, Field},
    table::{Column, Format, Head, Pager, TableState},
};

use crate::{
    house::App,
    said::{action_in_words, name_and_number, role_in_words, subject_in_words},
    store::{self, Account},
    visit::Visit,
};

/// The most rows of a file; whoever needs more asks for one stretch of days after the other.
const EXPORT_LIMIT: i64 = 100_000;

struct Line {
    at: String,
    who: String,
    role: String,
    action: String,
    subject: String,
    /// A page about the person it concerns, if the reader may see it of everybody.
    href: Option<String>,
}

#[derive(Template)]
#[template(path = "ledger.html")]
struct Ledger {
    page: Page,
    state: TableState,
    filters: Vec<Field>,
    remarks: Vec<String>,
    heads: Vec<Head>,
    exports: Vec<Link>,
    pager: Pager,
    lines: Vec<Line>,
}

pub(super) async fn show(State(app): State<App>, visit: Visit, uri: Uri) -> Result<Response> {
    visit.actor.must_reach_city()?;
    let mut page = visit.page("gate-ledger");
    let columns = columns(&page);
    let mut state = TableState::of(&uri, &columns, &["person", "action", "from", "until"]);
    let entry = visit
        .actor
        .entry(app.now())
        .about(Subject::new("ledger", "all"));
    let entry = match state.format() {
        Some(_) => entry.for_purpose("export"),
        None => entry,
    };
    app.record(entry).await?;
    let is_oldest_first = state
        .sort()
        .is_some_and(|(_, is_descending)| !is_descending);
    let (mut entries, people, remarks, within) = app
        .db
        .read(async |tx| {
            let mut state = state.clone();
            let (filter, remarks) = asked(tx, &page, &state).await?;
            let entries = match &filter {
                Some(filter) => entries(tx, filter, is_oldest_first, &mut state).await?,
                None => Vec::new(),
            };
            let people = people_in(tx, &entries).await?;
            Result::Ok((entries, people, remarks, state))
        })
        .await?;
    state = within;
    let lines = |page: &Page, entries: Vec<Entry>| -> Vec<Line> {
        let page_of_person = app
            .pages_of_person
            .iter()
            .find(|it| app.scope(&visit.actor, it.action).is_city());
        let href = |it: &Subject| {
            let person = people.get(&StaffId(it.id.clone()))?;
            Some(page_of_person?.href(&person.staff))
        };
        entries
            .into_iter()
            .map(|it| Line {
                href: it.subject.as_ref().and_then(href),
                ..line(page, it, &people)
            })
            .collect()
    };
    if let Some(format) = state.format() {
        let lines = lines(&page, entries);
        return export(&page, &columns, &lines, format);
    }
    page.who_can_see = Some(app.who_may(&page, super::LEDGER));
    let has_next = state.has_next(&mut entries);
    let pager = state.pager(entries.len(), has_next, None);
    web::render(Ledger {
        filters: filters(&app, &page, &state),
        heads: state.heads(&columns),
        exports: state.exports(&page),
        lines: lines(&page, entries),
        remarks,
        pager,
        state,
        page,
    })
}

/// The entries of the page, or of the last one when there are not that many; for a file all of them, up to its limit.
async fn entries(
    tx: &mut Tx,
    filter: &Filter,
    is_oldest_first: bool,
    state: &mut TableState,
) -> Result<Vec<Entry>> {
    if state.format().is_some() {
        return Ok(ledger::page_of(tx, filter, is_oldest_first, EXPORT_LIMIT, 0).await?);
    }
    if state.page() > 1 {
        let total = ledger::count_of(tx, filter).await?;
        state.keep_within(u64::try_from(total).unwrap_or(0));
    }
    let (most, skip) = (state.limit(), state.offset());
    Ok(ledger::page_of(tx, filter, is_oldest_first, most, skip).await?)
}

fn columns(page: &Page) -> Vec<Column> {
    let column = |key, text: &str| Column::new(key, page.t(text).into_owned());
    vec![
        column("at", "gate-ledger-at").sortable(),
        column("who", "gate-ledger-who"),
        column("role", "gate-ledger-acting"),
        column("action", "gate-ledger-action"),
        column("subject", "gate-ledger-subject"),
    ]
}

fn filters(app: &App, page: &Page, state: &TableState) -> Vec<Field> {
    let mut actions: Vec<Choice> = app
        .actions
        .iter()
        .map(|it| Choice::new(*it, action_in_words(page, it)))
        .collect();
    actions.sort_by(|one, other| one.label.cmp(&other.label));
    actions.insert(0, Choice::new("", page.t("web-filter-all")));
    let fields = [
        Field::digits("person", page.t("gate-ledger-person-filter")),
        Field::select("action", page.t("gate-ledger-action"), actions),
        Field::date(page, "from", page.t("gate-ledger-from")),
        Field::date(page, "until", page.t("gate-ledger-until")),
    ];
    fields
        .into_iter()
        .map(|it| {
            let said = state.filter(&it.name).to_owned();
            it.value(said)
        })
        .collect()
}

/// What the query asks for, and what of it could not be understood. `None` when nothing can fit.
async fn asked(
    tx: &mut Tx,
    page: &Page,
    state: &TableState,
) -> Result<(Option<Filter>, Vec<String>)> {
    let mut remarks = Vec::new();
    let mut day = |name| match state.filter(name) {
        "" => None,
        text => match base::read_date(text) {
            Ok(read) => Some(read.date),
            Err(_) => {
                remarks.push(page.t("web-date-unreadable").into_owned());
                None
            }
        },
    };
    let from = day("from").and_then(start_of);
    let until = day("until")
        .and_then(|it| it.tomorrow().ok())
        .and_then(start_of);
    let mut filter = Filter {
        actions: match state.filter("action") {
            "" => Vec::new(),
            action => vec![action.to_owned()],
        },
        from,
        until,
        ..Filter::default()
    };
    let typed = base::canonical_staff_number(state.filter("person"));
    if !typed.is_empty() {
        let Some((account, _)) = store::account_of_number(tx, &typed).await? else {
            remarks.push(page.t("gate-grant-unknown-person").into_owned());
            return Ok((None, remarks));
        };
        filter.person = Some(account.staff);
    }
    Ok((Some(filter), remarks))
}

/// When a day begins in the city.
fn start_of(day: Date) -> Option<Instant> {
    base::CITY_OFFSET
        .to_timestamp(day.to_datetime(base::Time::midnight()))
        .ok()
}

async fn people_in(tx: &mut Tx, entries: &[Entry]) -> Result<HashMap<StaffId, Account>> {
    // As many as a statement can name.
    const AT_ONCE: usize = 500;
    let actors = entries.iter().filter_map(|it| it.actor.staff.clone());
    let principals = entries.iter().filter_map(Entry::principal);
    let subjects = entries.iter().filter_map(|it| it.subject.as_ref());
    let subjects = subjects.map(|it| StaffId(it.id.clone()));
    let ids: BTreeSet<StaffId> = actors.chain(principals).chain(subjects).collect();
    let ids: Vec<StaffId> = ids.into_iter().collect();
    let mut people = HashMap::new();
    for some in ids.chunks(AT_ONCE) {
        people.extend(store::accounts(tx, some).await?);
    }
    Ok(people)
}

fn line(page: &Page, it: Entry, people: &HashMap<StaffId, Account>) -> Line {
    let action = action_in_words(page, &it.action);
    Line {
        at: page.moment(it.at),
        who: match it.actor.staff.as_ref().and_then(|id| people.get(id)) {
            Some(person) => name_and_number(page, person),
            None => page.t("gate-ledger-system").into_owned(),
        },
        role: role_in_words(page, &it, |id| {
            people.get(id).map(|it| name_and_number(page, it))
        }),
        action: if it.purpose.as_deref() == Some("export") {
            page.say("gate-ledger-exported", &[("action", action.into())])
                .into_owned()
        } else {
            action
        },
        subject: it
            .subject
            .map(|it| subject_in_words(page, &it, people))
            .unwrap_or_default(),
        href: None,
    }
}

fn export(page: &Page, columns: &[Column], lines: &[Line], format: Format) -> Result<Response> {
    let header: Vec<&str> = columns.iter().map(|it| it.label.as_str()).collect();
    let rows = lines
        .iter()
        .map(|it| [&it.at, &it.who, &it.role, &it.action, &it.subject]);
    let (bytes, content_type) = match format {
        Format::Csv => (csv(&header, rows), "text/csv; charset=utf-8"),
        Format::Xlsx => (
            xlsx(&page.title, &header, rows),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    };
    let name = format!("{}.{}", page.title, format.code());
    Ok(web::file(&name, content_type, bytes.map_err(Error::fault)?))
}

fn csv<'a>(
    header: &[&str],
    rows: impl Iterator<Item = [&'a String; 5]>,
) -> std::result::Result<Vec<u8>, WriteError> {
    let mut file = CsvWriter::new(Vec::new(), Encoding::Utf8Bom)?;
    file.row(header)?;
    for row in rows {
        file.row(row)?;
    }
    file.finish()
}

fn xlsx<'a>(
    title: &str,
    header: &[&str],
    rows: impl Iterator<Item = [&'a String; 5]>,
) -> std::result::Result<Vec<u8>, WriteError> {
    let mut book = Workbook::new(title)?;
    let mut sheet = book.sheet(title, header)?;
    for row in rows {
        sheet.row(row.map(|it| Value::Text(it)))?;
    }
    sheet.finish()?;
    book.into_bytes()
}
