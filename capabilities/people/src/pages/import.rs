//! Import: a file is checked first, what was found stands in a table, and only then exactly those bytes are taken over.
use std::borrow::Cow;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use gate::{App, Role, Sent, Visit};
use serde::Deserialize;
use web::{
    Error, Link, Page, Result,
    form::{Answer, ErrorSummary, Field, FormState},
    table::grouped,
};

use crate::{
    export::{FileFormat, export_file},
    import::{self, Altered, Counts, Kind, Report, Source},
    seen, store,
};

/// The role of the personnel section.
const PERSONNEL: Role = Role(Cow::Borrowed("hr"));
/// Findings shown on the page; the report as a file has them all.
const SHOWN: usize = 200;

struct Line {
    row: u64,
    column: String,
    value: String,
    text: String,
    is_warning: bool,
}

struct AlteredLine {
    kind: String,
    who: String,
    which: String,
    values: Vec<String>,
}

struct Outcome {
    is_fine: bool,
    sentence: String,
    facts: Vec<Answer>,
    lines: Vec<Line>,
    more: Option<String>,
    altered: Vec<AlteredLine>,
    altered_more: Option<String>,
    /// Where to take it over; none when there is nothing to do.
    commit_href: Option<String>,
}

#[derive(Template)]
#[template(path = "import.html")]
struct Import {
    page: Page,
    summary: ErrorSummary,
    field: Field,
    outcome: Option<Outcome>,
    exports: Vec<(String, Vec<Link>)>,
    columns: Vec<(String, String)>,
}

pub(super) async fn show(visit: Visit) -> Result<Response> {
    render(&visit, &FormState::new(), None)
}

fn render(visit: &Visit, form: &FormState, outcome: Option<Outcome>) -> Result<Response> {
    let page = visit.page("people-import");
    let field = Field::file("file", page.t("people-import-file"), ".csv,.txt,.xlsx")
        .help(page.t("people-import-file-help"))
        .required();
    let exports = Kind::ALL
        .iter()
        .map(|kind| (page.t(kind.text_key()).into_owned(), exports(&page, *kind)))
        .collect();
    let columns = Kind::ALL
        .iter()
        .map(|kind| {
            let names: Vec<&str> = kind.columns().iter().map(|it| it.name()).collect();
            (page.t(kind.text_key()).into_owned(), names.join("、"))
        })
        .collect();
    web::render(Import {
        summary: form.summary().naming(&page, [&field]),
        field: form.fill(field),
        outcome,
        exports,
        columns,
        page,
    })
}

fn exports(page: &Page, kind: Kind) -> Vec<Link> {
    [
        ("xlsx", "people-export-xlsx"),
        ("cp932", "people-export-cp932"),
        ("utf8", "people-export-utf8"),
    ]
    .map(|(format, key)| Link {
        href: format!("/export?kind={}&format={format}", kind.word()),
        label: page.t(key).into_owned(),
    })
    .into()
}

/// The system administrator brings the files of the first day. Once the personnel section has somebody, these bring them: who runs
/// the server appoints nobody.
async fn is_past_first_day(app: &App, visit: &Visit) -> Result<bool> {
    if visit.actor.role != Role::SYSTEM_ADMINISTRATOR {
        return Ok(false);
    }
    let today = app.today();
    let personnel = app
        .db
        .read(async |tx| gate::holders_in_city(tx, &PERSONNEL, today).await)
        .await?;
    Ok(!personnel.is_empty() && !personnel.contains(&visit.actor.staff))
}

pub(super) async fn check(State(app): State<App>, visit: Visit, sent: Sent) -> Result<Response> {
    let page = visit.page("people-import");
    let now = app.now();
    let mut form = FormState::new();
    if is_past_first_day(&app, &visit).await? {
        form.refuse("", page.t("people-import-past-first-day").into_owned());
        return refused(&visit, &form, None);
    }
    let Some(file) = sent.file("file") else {
        form.refuse("file", page.t("people-import-no-file").into_owned());
        return refused(&visit, &form, None);
    };
    let source = Source::Bytes {
        name: file.name.clone(),
        bytes: file.bytes.as_ref().into(),
    };
    let staff = &visit.actor.staff;
    // Who brings the files of the first day sees nobody's record, not even what a file would alter of it.
    let is_shown = app.scope(&visit.actor, super::SHOW).is_city();
    let checked = import::check(&app.db, app.walls(), now, &source, Some(staff), is_shown).await;
    let report = match checked {
        Ok(report) => report,
        Err(Error::Refused(refusal)) => {
            form.refuse_with(&page, refusal.as_ref());
            return refused(&visit, &form, None);
        }
        Err(error) => return Err(error),
    };
    let waiting = store::Waiting {
        file_name: report.file_name.clone(),
        content: file.bytes.to_vec(),
        version: report.version.clone(),
    };
    let entry = visit
        .actor
        .entry(now)
        .about(ledger::Subject::new("import", report.kind.word()))
        .with("is_check", true);
    let looks = report.alterations.people();
    let looks = looks.map(|it| {
        let mut look = visit.actor.entry(now).about(ledger::Subject::staff(it));
        look.is_look = true;
        look
    });
    let entries: Vec<ledger::Entry> = looks.chain([entry]).collect();
    let is_wanted = report.is_fine() && report.changes() > 0;
    let token = app
        .db
        .write(async |tx| {
            ledger::write_all(tx, &entries).await?;
            if is_wanted {
                return Ok(Some(
                    store::keep_waiting(tx, &visit.actor.staff, &waiting, now).await?,
                ));
            }
            store::forget_waiting(tx, &visit.actor.staff).await?;
            db::Result::Ok(None)
        })
        .await?;
    let outcome = outcome(&page, &report, token.map(|it| format!("/import/{it}")));
    if report.is_fine() {
        render(&visit, &form, Some(outcome))
    } else {
        refused(&visit, &form, Some(outcome))
    }
}

fn refused(visit: &Visit, form: &FormState, outcome: Option<Outcome>) -> Result<Response> {
    Ok((
        StatusCode::UNPROCESSABLE_ENTITY,
        render(visit, form, outcome)?,
    )
        .into_response())
}

pub(super) async fn commit(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
    _: Sent,
) -> Result<Response> {
    let page = visit.page("people-import");
    let staff = &visit.actor.staff;
    let waiting = app
        .db
        .read(async |tx| store::waiting(tx, &token, staff).await)
        .await?;
    let mut form = FormState::new();
    if is_past_first_day(&app, &visit).await? {
        form.refuse("", page.t("people-import-past-first-day").into_owned());
        return refused(&visit, &form, None);
    }
    let Some(waiting) = waiting else {
        form.refuse("file", page.t("people-import-gone").into_owned());
        return refused(&visit, &form, None);
    };
    let source = Source::Bytes {
        name: waiting.file_name,
        bytes: waiting.content.into(),
    };
    let entry = visit.actor.entry(app.now());
    let version = Some(waiting.version.as_str());
    match import::commit(&app.db, app.walls(), &source, version, entry).await {
        Ok(report) if report.is_fine() => {
            app.db
                .write(async |tx| store::forget_waiting(tx, staff).await)
                .await?;
            // What is to be done now would be lost with a turn to another page.
            if report.findings.warnings() > 0 {
                return render(&visit, &form, Some(outcome(&page, &report, None)));
            }
            Ok(web::back_to("/import", "people-notice-imported").into_response())
        }
        Ok(report) => refused(&visit, &form, Some(outcome(&page, &report, None))),
        Err(Error::Refused(refusal)) => {
            form.refuse_with(&page, refusal.as_ref());
            refused(&visit, &form, None)
        }
        Err(error) => Err(error),
    }
}

fn outcome(page: &Page, report: &Report, commit_href: Option<String>) -> Outcome {
    let key = match (report.is_fine(), report.changes()) {
        (false, _) => "people-import-refused",
        (true, _) if !report.is_dry_run => "people-import-done",
        (true, 0) => "people-import-nothing-new",
        (true, _) => "people-import-ready",
    };
    let count = |it: Counts| {
        let args = [
            ("new", it.new),
            ("changed", it.changed),
            ("unchanged", it.unchanged),
        ]
        .map(|(name, count)| (name, grouped(count).into()));
        page.say("people-import-counts", &args).into_owned()
    };
    let fact = |key: &str, value: String| Answer::new(page.t(key), value);
    let mut facts = vec![
        fact("people-import-file", report.file_name.clone()),
        fact(
            "people-import-kind",
            page.t(report.kind.text_key()).into_owned(),
        ),
        fact("people-import-rows", grouped(report.rows)),
    ];
    if report.is_fine() {
        for (key, counts) in [
            ("people-import-units", report.units),
            ("people-import-staff", report.staff),
            ("people-import-assignments", report.assignments),
        ] {
            if counts != Counts::default() {
                facts.push(fact(key, count(counts)));
            }
        }
    }
    if !report.unknown_columns.is_empty() {
        facts.push(fact(
            "people-import-unknown-columns",
            report.unknown_columns.join("、"),
        ));
    }
    let all = report.findings.faults() + report.findings.warnings();
    let lines: Vec<Line> = report
        .findings
        .iter()
        .take(SHOWN)
        .map(|it| Line {
            row: it.row,
            column: it.column.clone(),
            value: it.value.clone(),
            text: page.text(&it.fault.text()),
            is_warning: it.is_warning(),
        })
        .collect();
    let more = (all > lines.len() as u64).then(|| {
        let args = [("shown", lines.len().into()), ("all", grouped(all).into())];
        page.say("people-import-more", &args).into_owned()
    });
    let altered = altered(page, report);
    let all = report.alterations.all();
    let altered_more = (all > altered.len() as u64 && !altered.is_empty()).then(|| {
        let args = [
            ("shown", altered.len().into()),
            ("all", grouped(all).into()),
        ];
        page.say("people-import-more", &args).into_owned()
    });
    let faults = grouped(report.findings.faults());
    Outcome {
        is_fine: report.is_fine(),
        sentence: page.say(key, &[("faults", faults.into())]).into_owned(),
        facts,
        lines,
        more,
        altered,
        altered_more,
        commit_href,
    }
}

fn altered(page: &Page, report: &Report) -> Vec<AlteredLine> {
    let shown = |value: &str| match value {
        "" => page.t("people-import-blank").into_owned(),
        value => value.to_owned(),
    };
    let value = |it: &Altered| {
        let args = [
            ("column", it.column.into()),
            ("before", shown(&it.before).into()),
            ("after", shown(&it.after).into()),
        ];
        page.say("people-import-before-after", &args).into_owned()
    };
    report
        .alterations
        .iter()
        .map(|it| AlteredLine {
            kind: page.t(it.kind.text_key()).into_owned(),
            who: it.who.clone(),
            which: it.which.clone(),
            values: it.values.iter().map(value).collect(),
        })
        .collect()
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    format: String,
}

pub(super) async fn export(
    State(app): State<App>,
    visit: Visit,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let kind = Kind::ALL
        .into_iter()
        .find(|it| it.word() == wanted.kind)
        .ok_or(Error::NotFound)?;
    let format = match wanted.format.as_str() {
        "xlsx" => FileFormat::Xlsx,
        "cp932" => FileFormat::CsvCp932,
        "utf8" => FileFormat::CsvUtf8,
        _ => return Err(Error::NotFound),
    };
    app.record(visit.actor.entry(app.now()).about(seen::everything(kind)))
        .await?;
    let bytes = export_file(&app.db, kind, format).await?;
    let page = visit.page(kind.text_key());
    let name = format!("{}-{}.{}", page.title, app.today(), format.ending());
    Ok(web::file(&name, format.content_type(), bytes))
}
