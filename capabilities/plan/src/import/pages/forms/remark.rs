//! A remark on the draft: answered or dropped.
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
use crate::import::{actions::Part, corrections::Correction, model::ImportId};

pub(super) fn fields(page: &Page, opened: &Opened, index: usize) -> Vec<Field> {
    let decision = opened.import.corrections.iter().find_map(|it| match it {
        Correction::Remark { remark, answer } if *remark == index => Some(answer.clone()),
        _ => None,
    });
    let is_dropped = decision == Some(None);
    vec![
        Field::area("answer", page.t("plan-import-remark-answer"))
            .help(page.t("plan-import-remark-answer-help"))
            .value(decision.flatten().unwrap_or_default()),
        Field::check("drop", page.t("plan-import-remark-drop")).value(if is_dropped {
            "yes"
        } else {
            ""
        }),
    ]
}

pub(in crate::import::pages) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path((id, number)): Path<(ImportId, usize)>,
) -> Result<Response> {
    let part = Part::Remark(number.checked_sub(1).ok_or(Error::NotFound)?);
    let opened = open(&app, &id).await?;
    form_page(&visit, &opened, &part, &FormState::new(), false)
}

pub(in crate::import::pages) async fn save(
    State(app): State<App>,
    visit: Visit,
    Path((id, number)): Path<(ImportId, usize)>,
    sent: Sent,
) -> Result<Response> {
    let remark = number.checked_sub(1).ok_or(Error::NotFound)?;
    let read = |page: &Page, _: &Opened, form: &mut FormState| {
        let answer = match (form.has("drop"), form.given("answer")) {
            (true, _) => None,
            (false, Some(answer)) => Some(answer),
            (false, None) => {
                form.refuse("answer", page.t("plan-import-refusal-remark").into_owned());
                return Ok(Vec::new());
            }
        };
        Ok(vec![Correction::Remark { remark, answer }])
    };
    let part = Part::Remark(remark);
    super::save(
        &app,
        &visit,
        (&id, part),
        sent,
        format!("#remark-{number}"),
        read,
    )
    .await
}
