//! A direction: its name, statement and points.
use axum::{
    extract::{Path, State},
    response::Response,
};
use gate::{App, Sent, Visit};
use web::{
    Page, Result,
    form::{Field, FormState},
};

use super::{Opened, form_page, lines, open, parsed};
use crate::{
    import::{actions::Part, corrections::Correction, model::ImportId},
    model::{Direction, DirectionKey},
};

pub(super) fn fields(page: &Page, direction: &Direction) -> Vec<Field> {
    vec![
        Field::text("name", page.t("plan-import-direction-name"))
            .value(direction.name.as_str())
            .required(),
        Field::area("statement", page.t("plan-import-statement"))
            .help(page.t("plan-import-statement-help"))
            .value(direction.statement.clone().unwrap_or_default())
            .rows(8),
        Field::area("points", page.t("plan-import-points"))
            .help(page.t("plan-import-lines-help"))
            .value(direction.points.join("\n"))
            .rows(6),
    ]
}

pub(in crate::import::pages) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path((id, key)): Path<(ImportId, String)>,
) -> Result<Response> {
    let part = Part::Direction(parsed(&key)?);
    let opened = open(&app, &id).await?;
    form_page(&visit, &opened, &part, &FormState::new(), false)
}

pub(in crate::import::pages) async fn save(
    State(app): State<App>,
    visit: Visit,
    Path((id, key)): Path<(ImportId, String)>,
    sent: Sent,
) -> Result<Response> {
    let direction: DirectionKey = parsed(&key)?;
    let read = |page: &Page, opened: &Opened, form: &mut FormState| {
        let fields = fields(page, opened.direction(direction)?);
        form.require(page, &fields[0]);
        Ok(vec![
            Correction::DirectionName {
                direction,
                name: form.text("name"),
            },
            Correction::Statement {
                direction,
                text: lines(&form.text("statement")).join("\n"),
            },
            Correction::Points {
                direction,
                lines: lines(&form.text("points")),
            },
        ])
    };
    let part = Part::Direction(direction);
    super::save(
        &app,
        &visit,
        (&id, part),
        sent,
        format!("#d-{direction}"),
        read,
    )
    .await
}
