//! What a revised file changes, side by side, and taking over what is chosen.
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use gate::{App, Sent, Visit};
use web::{
    Error, Page, Result, Text,
    form::{ErrorSummary, Field, FormState},
};

use crate::{
    adopted::LineKind,
    compare::{Change, DirectionPart, Span, SpanKind},
    import::{
        model::ImportId,
        revision::{
            actions::{self, Wish},
            change_id,
        },
    },
};

struct ChangeView {
    id: String,
    sentence: String,
    /// Empty when the sentence says it all.
    spans: Vec<SpanView>,
    is_chosen: bool,
}

struct SpanView {
    came: bool,
    went: bool,
    text: String,
}

#[derive(Template)]
#[template(path = "import/changes.html")]
struct Changes {
    page: Page,
    summary: ErrorSummary,
    id: String,
    intro: String,
    is_adopted: bool,
    changes: Vec<ChangeView>,
    fields: Vec<Field>,
}

pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<ImportId>,
) -> Result<Response> {
    changes_page(&app, &visit, &id, &FormState::new()).await
}

async fn changes_page(
    app: &App,
    visit: &Visit,
    id: &ImportId,
    form: &FormState,
) -> Result<Response> {
    let today = app.today();
    let found = app
        .db
        .read(async |tx| actions::revised(tx, id, today).await)
        .await?;
    let mut page = visit
        .page("plan-import-changes")
        .under("/plan/imports", "plan-import-title");
    page.breadcrumbs.push(web::Link {
        href: format!("/plan/imports/{id}"),
        label: found.import.file_name.clone(),
    });
    let first_day = found.plan.period.first_day().max(today);
    let fields = [
        Field::area("reason", page.t("plan-import-reason"))
            .help(page.t("plan-import-reason-help"))
            .required(),
        Field::date(&page, "owners_from", page.t("plan-import-owners-from"))
            .help(page.t("plan-import-owners-from-help"))
            .value(base::wareki(first_day)),
    ];
    let chosen = form.all("change");
    web::render(Changes {
        summary: form.summary().naming(&page, &fields),
        id: id.to_string(),
        intro: page
            .say(
                "plan-import-changes-intro",
                &[
                    ("title", found.plan.title.as_str().into()),
                    ("count", found.changes.len().into()),
                ],
            )
            .into_owned(),
        is_adopted: found.import.adopted_at.is_some(),
        changes: found
            .changes
            .iter()
            .map(|it| change_view(&page, it, chosen))
            .collect(),
        fields: fields.into_iter().map(|it| form.fill(it)).collect(),
        page,
    })
}

fn change_view(page: &Page, change: &Change, chosen: &[String]) -> ChangeView {
    let id = change_id(change);
    let (text, spans) = words(change);
    ChangeView {
        is_chosen: chosen.contains(&id),
        id,
        sentence: page.text(&text),
        spans: spans
            .iter()
            .map(|it| SpanView {
                came: it.kind == SpanKind::Came,
                went: it.kind == SpanKind::Went,
                text: it.text.clone(),
            })
            .collect(),
    }
}

/// What changed, and the stretches of its text.
fn words(change: &Change) -> (Text, &[Span]) {
    let at = |key: &'static str, place: &dyn std::fmt::Display| {
        Text::new(key).with("key", place.to_string())
    };
    match change {
        Change::Title { spans, .. } => (Text::new("plan-import-change-title"), spans),
        Change::Period { from, to } => (
            Text::new("plan-import-change-period")
                .with("from", from.wareki())
                .with("to", to.wareki()),
            &[],
        ),
        Change::FieldAdded { name } => (
            Text::new("plan-import-change-field-added").with("name", name.as_str()),
            &[],
        ),
        Change::FieldRemoved { name } => (
            Text::new("plan-import-change-field-removed").with("name", name.as_str()),
            &[],
        ),
        Change::FieldRenamed { spans, .. } => {
            (Text::new("plan-import-change-field-renamed"), spans)
        }
        Change::DirectionAdded { new, name } => (
            at("plan-import-change-direction-added", new).with("name", name.as_str()),
            &[],
        ),
        Change::DirectionRemoved { old, name } => (
            at("plan-import-change-direction-removed", old).with("name", name.as_str()),
            &[],
        ),
        Change::DirectionRenamed { new, spans, .. } => {
            (at("plan-import-change-direction-renamed", new), spans)
        }
        Change::DirectionText {
            new, part, spans, ..
        } => {
            let key = match part {
                DirectionPart::Statement => "plan-import-change-statement",
                DirectionPart::Point => "plan-import-change-point",
            };
            (at(key, new), spans)
        }
        Change::Added { new, name } => (
            at("plan-import-change-added", new).with("name", name.as_str()),
            &[],
        ),
        Change::Removed { old, name } => (
            at("plan-import-change-removed", old).with("name", name.as_str()),
            &[],
        ),
        Change::Renamed { new, spans, .. } => (at("plan-import-change-renamed", new), spans),
        Change::Moved { old, new, name } => (
            at("plan-import-change-moved", new)
                .with("from", old.to_string())
                .with("name", name.as_str()),
            &[],
        ),
        Change::Text {
            new, part, spans, ..
        } => {
            let key = match part {
                LineKind::Purpose => "plan-import-change-purpose",
                LineKind::Content => "plan-import-change-content",
            };
            (at(key, new), spans)
        }
        Change::Owners {
            new, came, went, ..
        } => (
            at("plan-import-change-owners", new)
                .with("came", came.join("／"))
                .with("went", went.join("／"))
                .with(
                    "kind",
                    match (came.is_empty(), went.is_empty()) {
                        (false, true) => "came",
                        (true, false) => "went",
                        _ => "both",
                    },
                ),
            &[],
        ),
        Change::Repeat {
            new,
            name,
            is_repeat,
            ..
        } => {
            let key = match is_repeat {
                true => "plan-import-change-repeat",
                false => "plan-import-change-no-repeat",
            };
            (at(key, new).with("name", name.as_str()), &[])
        }
    }
}

pub(super) async fn take_over(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<ImportId>,
    sent: Sent,
) -> Result<Response> {
    let now = app.now();
    let page = visit.page("plan-import-changes");
    let mut form = sent.form;
    let owners_from = form.day(&page, "owners_from");
    if let (Some(owners_from), false) = (owners_from, form.is_refused()) {
        let wish = Wish {
            chosen: form.all("change").to_vec(),
            reason: form.text("reason"),
            owners_from,
        };
        let taken = app
            .db
            .write(async |tx| actions::take_chosen(tx, &visit.actor, &id, &wish, now).await)
            .await;
        match taken {
            Ok(()) => {
                let back = format!("/plan/imports/{id}/changes");
                return Ok(web::back_to(back, "plan-import-notice-taken-over").into_response());
            }
            Err(Error::Refused(refusal)) => form.refuse_with(&page, refusal.as_ref()),
            Err(error) => return Err(error),
        }
    }
    let answer = changes_page(&app, &visit, &id, &form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response())
}
