//! The editions for staff, and their making for the plan office.
use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{StatusCode, Uri},
    response::{IntoResponse, Redirect, Response},
};
use base::FiscalYear;
use gate::{Action, App, Route, Sent, Visit};
use web::chart::Chart;
use web::form::{Answer, Choice, ErrorSummary, Field, FormState};
use web::table::TableState;
use web::{Error, Link, Page, Result, file};

use super::actions::{self, Refusal, Wish, fingerprint, is_intact, latest_day, read};
use super::faces::{self, FieldView, Format, Row, View, open_check, progress_chart};
use super::model::Edition;
use super::report::{ReportError, draft};
use super::shelf::{self, Opened};
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
        Route::get("/plan/editions/{year}", READ, show),
        Route::get("/plan/editions/{year}/files/{format}", READ, download),
        Route::get("/plan/editions/{year}/freezing", PREPARE, prepare),
        Route::get("/plan/editions/{year}/drafts/{format}", PREPARE, download_draft),
        Route::post("/plan/editions/{year}/freezing", FREEZE, freeze),
        Route::post("/plan/editions/{year}/publication", PUBLISH, publish),
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
            let open = if is_office { store::open_years(tx).await? } else { Vec::new() };
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
            published: it.published_at.map(|at| page.day(base::city_date(at))).unwrap_or_default(),
            digest: it.digest,
        })
        .collect();
    let open = open
        .into_iter()
        .map(|it| Link { href: format!("{}/freezing", address(it)), label: page.fiscal_year(it) })
        .collect();
    web::render(List { page, lines, open })
}

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

async fn show(State(app): State<App>, visit: Visit, Path(year): Path<i16>, uri: Uri) -> Result<Response> {
    let found = visible(&app, &visit, year).await?;
    let mut page = visit.page_headed(String::new());
    page.title = page.say("plan-edition-heading", &[("year", page.fiscal_year(found.year).into())]).into_owned();
    page = page.under("/plan/editions", "plan-edition-title");
    page.who_can_see = found.published_at.is_some().then(|| app.who_may(&page, READ));
    let opened = opened(&app, &found, &page).await?;
    let view = &opened.view;
    let state = TableState::of(&uri, &[], &["field", "owner", "progress", "words"]);
    let fields = chosen(view, &state);
    let count: usize = fields.iter().flat_map(|it| &it.directions).map(|it| it.rows.len()).sum();
    let is_office = app.may(&visit.actor, PUBLISH);
    web::render(Show {
        chart: progress_chart(view, &page, false),
        filters: filters(view, &opened.edition, &state, &page),
        shown: page
            .say("plan-edition-shown", &[("count", count.into()), ("all", view.rows().count().into())])
            .into_owned(),
        files: files(&page, &format!("{}/files", address(found.year))),
        published: found.published_at.map(|at| page.day(base::city_date(at))).unwrap_or_default(),
        publication: (is_office && found.published_at.is_none())
            .then(|| format!("{}/publication", address(found.year))),
        fields,
        view,
        state,
        page,
    })
}

/// The edition of a year, if this person may see it: unpublished ones are the plan office's.
async fn visible(app: &App, visit: &Visit, year: i16) -> Result<Listed> {
    let found = app.db.read(async |tx| Result::Ok(store::listed(tx, FiscalYear(year)).await?)).await?;
    found.filter(|it| it.published_at.is_some() || app.may(&visit.actor, PREPARE)).ok_or(Error::NotFound)
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

/// The frozen content. One that has lost its digest is shown to nobody.
async fn frozen(app: &App, year: FiscalYear) -> Result<Frozen> {
    let frozen = app.db.read(async |tx| Result::Ok(store::edition(tx, year).await?)).await?.ok_or(Error::NotFound)?;
    if is_intact(&frozen) {
        Ok(frozen)
    } else {
        Err(Error::fault(format!("the edition of {year} does not have its digest any more")))
    }
}

fn files(page: &Page, folder: &str) -> Vec<Link> {
    Format::ALL
        .into_iter()
        .map(|it| Link { href: format!("{folder}/{}", it.code()), label: page.t(it.text_key()).into_owned() })
        .collect()
}

fn filters(view: &View, edition: &Edition, state: &TableState, page: &Page) -> Vec<Field> {
    let all = || Choice::new("", page.t("web-filter-all"));
    let fields = view.fields.iter().map(|it| Choice::new(it.number.to_string(), it.name.clone()));
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
        select("field", "plan-edition-field", [all()].into_iter().chain(fields).collect()),
        select("owner", "plan-edition-owners", [all()].into_iter().chain(owners).collect()),
        select("progress", "plan-progress", [all()].into_iter().chain(standings).collect()),
        Field::search("words", page.t("plan-edition-words")).value(state.filter("words")),
    ]
}

/// The fields with the rows that the filters leave; empty directions and fields fall away.
fn chosen(view: &View, state: &TableState) -> Vec<FieldView> {
    let words: Vec<String> = state.filter("words").split_whitespace().map(base::search_key).collect();
    let is_wanted = |row: &Row| {
        (state.filter("progress").is_empty() || row.standing == state.filter("progress"))
            && (state.filter("owner").is_empty() || row.owners.iter().any(|it| it == state.filter("owner")))
            && (words.is_empty() || has_words(row, &words))
    };
    let mut fields = view.fields.clone();
    fields.retain(|it| state.filter("field").is_empty() || it.number.to_string() == state.filter("field"));
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
    let lists = [&row.purposes, &row.contents, &row.owners, &row.tasks, &row.indicators, &row.study];
    let text: Vec<&str> = [&row.key, &row.name, &row.done, &row.learned, &row.next]
        .into_iter()
        .chain(lists.into_iter().flatten())
        .map(String::as_str)
        .collect();
    let text = base::search_key(&text.join("\n"));
    words.iter().all(|it| text.contains(it))
}

async fn download(
    State(app): State<App>,
    visit: Visit,
    Path((year, format)): Path<(i16, String)>,
) -> Result<Response> {
    let format: Format = format.parse().map_err(|_| Error::NotFound)?;
    let found = visible(&app, &visit, year).await?;
    let frozen = frozen(&app, found.year).await?;
    let edition = read(&frozen.content)?;
    make(&app, &visit, edition, Some(frozen.digest), format).await
}

async fn download_draft(
    State(app): State<App>,
    visit: Visit,
    Path((year, format)): Path<(i16, String)>,
) -> Result<Response> {
    let format: Format = format.parse().map_err(|_| Error::NotFound)?;
    let today = app.today();
    let made = app.db.read(async |tx| draft(tx, FiscalYear(year), today).await).await;
    let edition = made.map_err(|error| match error {
        ReportError::Fault(error) => error,
        ReportError::File(error) => error.into(),
        ReportError::NoPlan(_) | ReportError::NotBegun(_) => Error::NotFound,
    })?;
    make(&app, &visit, edition, None, format).await
}

async fn make(
    app: &App,
    visit: &Visit,
    edition: Edition,
    digest: Option<String>,
    format: Format,
) -> Result<Response> {
    let page = visit.page("plan-edition-title");
    let font_folder = app.settings.font_folder.clone();
    let made = tokio::task::spawn_blocking(move || {
        let bytes = faces::file(&edition, digest.as_deref(), format, &page, font_folder.as_deref())?;
        Result::Ok(file(&faces::file_name(&edition, format, &page), format.content_type(), bytes))
    });
    made.await.map_err(Error::fault)?
}

#[derive(Template)]
#[template(path = "edition/freezing.html")]
struct Freezing {
    page: Page,
    summary: ErrorSummary,
    action: String,
    facts: Vec<Answer>,
    open: Vec<String>,
    fields: Vec<Field>,
    drafts: Vec<Link>,
}

async fn prepare(State(app): State<App>, visit: Visit, Path(year): Path<i16>) -> Result<Response> {
    let year = FiscalYear(year);
    let found = app.db.read(async |tx| Result::Ok(store::edition(tx, year).await?.is_some())).await?;
    if found {
        return Ok(Redirect::to(&address(year)).into_response());
    }
    freezing(&app, &visit, year, FormState::new()).await
}

/// The form with every open check named, as of the day that stands in it.
async fn freezing(app: &App, visit: &Visit, year: FiscalYear, form: FormState) -> Result<Response> {
    let today = app.today();
    let latest = latest_day(year, today);
    let as_of = base::read_date(&form.text("as_of")).map_or(latest, |it| it.date);
    let (plan, open, is_opened) = app
        .db
        .read(async |tx| {
            let (plan, open) = actions::open_in(tx, year, as_of).await?;
            let is_opened = store::is_opened(tx, &plan.id, year).await?;
            Result::Ok((plan, open, is_opened))
        })
        .await?;
    if !is_opened {
        return Err(Refusal::NotOpened(year).into());
    }
    let mut page = visit.page_headed(String::new());
    page.title = page.say("plan-edition-freezing", &[("year", page.fiscal_year(year).into())]).into_owned();
    page = page.under("/plan/editions", "plan-edition-title");
    page.who_can_see = Some(app.who_may(&page, PREPARE));
    let mut fields = vec![form.fill(Field::date(&page, "as_of", page.t("plan-edition-as-of")).required().value(page_day(as_of)))];
    if !open.is_empty() {
        let without = Field::checkboxes(
            "without",
            page.t("plan-edition-without"),
            vec![Choice::new(fingerprint(&open)?, page.say("plan-edition-without-choice", &[("count", open.len().into())]))],
        );
        // What was ticked before belongs to the list that was shown before.
        let mut without = form.fill(without);
        without.value = String::new();
        fields.push(without);
        fields.push(form.fill(
            Field::area("reason", page.t("plan-edition-left-open-reason")).help(page.t("plan-edition-reason-help")).max_length(400),
        ));
    }
    web::render(Freezing {
        summary: form.summary(),
        action: format!("{}/freezing", address(year)),
        facts: vec![
            Answer::new(page.t("plan-edition-plan"), plan.title),
            Answer::new(page.t("plan-edition-year"), page.fiscal_year(year)),
        ],
        open: open.iter().map(|it| open_check(it, &page)).collect(),
        fields,
        drafts: files(&page, &format!("{}/drafts", address(year))),
        page,
    })
}

/// A day as the field shows it to begin with.
fn page_day(day: base::Date) -> String {
    day.to_string()
}

async fn freeze(State(app): State<App>, visit: Visit, Path(year): Path<i16>, sent: Sent) -> Result<Response> {
    let year = FiscalYear(year);
    let now = app.now();
    let page = visit.page("plan-edition-title");
    let mut form = sent.form;
    if let Some(as_of) = form.day(&page, "as_of") {
        let wish = Wish { as_of, without: form.given("without"), reason: form.text("reason") };
        let done = app.db.write(async |tx| actions::freeze(tx, &visit.actor, year, &wish, now).await).await;
        match done {
            Ok(()) => return Ok(web::back_to(address(year), "plan-edition-notice-frozen").into_response()),
            Err(Error::Refused(refusal)) if refusal.field().is_some() => form.refuse_with(&page, refusal.as_ref()),
            Err(error) => return Err(error),
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, freezing(&app, &visit, year, form).await?).into_response())
}

async fn publish(State(app): State<App>, visit: Visit, Path(year): Path<i16>, _: Sent) -> Result<Redirect> {
    let year = FiscalYear(year);
    let now = app.now();
    app.db.write(async |tx| actions::publish(tx, &visit.actor, year, now).await).await?;
    Ok(web::back_to(address(year), "plan-edition-notice-published"))
}
