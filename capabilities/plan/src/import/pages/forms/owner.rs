//! Which unit an owner mark means.
use axum::{
    extract::{Path, State},
    response::Response,
};
use gate::{App, Sent, Visit};
use web::{
    Error, Page, Result,
    form::{Field, FormState},
};

use super::{Opened, form_page, open};
use crate::{
    import::{
        actions::{Part, unit_written},
        corrections::Correction,
        model::ImportId,
        owners::OwnerLine,
    },
    model::Spot,
};

pub(super) fn fields(page: &Page, owner: &OwnerLine) -> Vec<Field> {
    let code = owner.unit.code();
    vec![
        Field::hidden("mark", owner.mark.as_str()),
        Field::text("unit", page.t("plan-import-owner-unit"))
            .help(page.say(
                "plan-import-owner-unit-help",
                &[("name", owner.full_name.as_str().into())],
            ))
            .value(code.map(|it| it.to_string()).unwrap_or_default())
            .width("width-32"),
        Field::check("open", page.t("plan-import-owner-open")),
    ]
}

/// Where the file explains the mark, or else uses it first.
pub(super) fn spot(opened: &Opened, mark: &str) -> Option<Spot> {
    let plan = &opened.corrected.plan;
    let note = plan.owner_notes.iter().find(|it| it.mark == mark);
    let used = || {
        plan.listings()
            .find(|it| it.owners.iter().any(|it| it == mark))
            .map(|it| it.spot.clone())
    };
    note.map(|it| it.spot.clone()).or_else(used)
}

fn mark_of(opened: &Opened, number: usize) -> Result<String> {
    let owner = number.checked_sub(1).and_then(|it| opened.owners.get(it));
    Ok(owner.ok_or(Error::NotFound)?.mark.clone())
}

pub(in crate::import::pages) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path((id, number)): Path<(ImportId, usize)>,
) -> Result<Response> {
    let opened = open(&app, &id).await?;
    let part = Part::Owner(mark_of(&opened, number)?);
    form_page(&visit, &opened, &part, &FormState::new(), false)
}

pub(in crate::import::pages) async fn save(
    State(app): State<App>,
    visit: Visit,
    Path((id, _)): Path<(ImportId, usize)>,
    sent: Sent,
) -> Result<Response> {
    let mark = sent.text("mark");
    let part = Part::Owner(mark.clone());
    let read = |page: &Page, opened: &Opened, form: &mut FormState| {
        let unit = match (form.has("open"), form.given("unit")) {
            (true, _) => None,
            (false, None) => {
                form.refuse(
                    "unit",
                    page.t("plan-import-refusal-unit-missing").into_owned(),
                );
                return Ok(Vec::new());
            }
            (false, Some(written)) => match unit_written(&opened.organisations, &written) {
                Ok(code) => Some(code),
                Err(refusal) => {
                    form.refuse_with(page, &refusal);
                    return Ok(Vec::new());
                }
            },
        };
        Ok(vec![Correction::OwnerUnit { mark, unit }])
    };
    super::save(&app, &visit, (&id, part), sent, "#owners".to_owned(), read).await
}
