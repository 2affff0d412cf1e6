//! The files that were sent, and sending one.
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use gate::{App, Sent, Visit};
use web::{
    Error, Page, Result,
    form::{ErrorSummary, Field, FormState},
};

use crate::import::{
    actions::{self, Kept, read_file},
    model::ImportId,
    store,
};

struct Line {
    href: String,
    file_name: String,
    sent_by: String,
    sent_at: String,
    tone: &'static str,
    word: String,
}

#[derive(Template)]
#[template(path = "import/list.html")]
struct List {
    page: Page,
    summary: ErrorSummary,
    field: Field,
    lines: Vec<Line>,
}

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Result<Response> {
    list_page(&app, &visit, &FormState::new()).await
}

async fn list_page(app: &App, visit: &Visit, form: &FormState) -> Result<Response> {
    let (imports, names) = app
        .db
        .read(async |tx| {
            let imports = store::imports(tx).await?;
            let senders: Vec<_> = imports.iter().map(|it| it.sent_by.clone()).collect();
            let names = gate::store::names(tx, &senders).await?;
            Result::Ok((imports, names))
        })
        .await?;
    let page = visit
        .page("plan-import-title")
        .under("/plan", "plan-browse-title");
    let lines = imports
        .into_iter()
        .map(|it| {
            let (tone, key) = match (it.adopted_at.is_some(), it.has_question) {
                (true, _) => ("done", "plan-import-state-adopted"),
                (false, true) => ("warning", "plan-import-state-question"),
                (false, false) => ("doing", "plan-import-state-waiting"),
            };
            Line {
                href: format!("/plan/imports/{}", it.id),
                file_name: it.file_name,
                sent_by: names.get(&it.sent_by).cloned().unwrap_or_default(),
                sent_at: page.moment(it.sent_at),
                tone,
                word: page.t(key).into_owned(),
            }
        })
        .collect();
    let field = Field::file("file", page.t("plan-import-file"), ".docx,.xlsx,.txt")
        .help(page.t("plan-import-file-help"))
        .required();
    web::render(List {
        summary: form.summary().naming(&page, [&field]),
        field: form.fill(field),
        lines,
        page,
    })
}

pub(super) async fn send(State(app): State<App>, visit: Visit, sent: Sent) -> Result<Response> {
    let now = app.now();
    let page = visit.page("plan-import-title");
    let mut form = FormState::new();
    let Some(upload) = sent.file("file") else {
        form.refuse("file", page.t("plan-import-refusal-no-file").into_owned());
        return refused(&app, &visit, &form).await;
    };
    let (bytes, name) = (upload.bytes.clone(), upload.name.clone());
    // Reading a large file takes the processor for a while; others are answered meanwhile.
    let read = tokio::task::spawn_blocking(move || read_file(&bytes, &name))
        .await
        .map_err(Error::fault)?;
    match read {
        Ok(file) => {
            let kept = app
                .db
                .write(async |tx| actions::keep(tx, &visit.actor, &file, now).await)
                .await?;
            Ok(match kept {
                Kept::New(id) => Redirect::to(&path(&id)),
                Kept::Waiting(id) => web::back_to(path(&id), "plan-import-notice-waiting"),
            }
            .into_response())
        }
        Err(refusal) => {
            form.refuse_with(&page, &refusal);
            refused(&app, &visit, &form).await
        }
    }
}

fn path(id: &ImportId) -> String {
    format!("/plan/imports/{id}")
}

async fn refused(app: &App, visit: &Visit, form: &FormState) -> Result<Response> {
    let answer = list_page(app, visit, form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response())
}
