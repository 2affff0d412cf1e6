//! Title, period and the names of the fields.
use axum::{
    extract::{Path, State},
    response::Response,
};
use gate::{App, Sent, Visit};
use web::{
    Page, Result,
    form::{Field, FormState},
};

use super::{Opened, form_page, open};
use crate::import::{
    actions::Part,
    corrections::Correction,
    model::ImportId,
    pages::preview::{period_field, period_of, title_field},
};

pub(super) fn fields(page: &Page, opened: &Opened) -> Vec<Field> {
    let plan = &opened.corrected.plan;
    let mut fields = vec![
        title_field(page).value(plan.title.as_str()),
        period_field(page).value(plan.period.wareki()),
    ];
    fields.extend((1..).zip(&plan.fields).map(|(number, field)| {
        let label = page.say(
            "plan-import-field-name",
            &[("number", number.to_string().into())],
        );
        Field::text(format!("field-{number}"), label)
            .value(field.name.as_str())
            .required()
    }));
    fields
}

pub(in crate::import::pages) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<ImportId>,
) -> Result<Response> {
    let opened = open(&app, &id).await?;
    form_page(&visit, &opened, &Part::Frame, &FormState::new(), false)
}

pub(in crate::import::pages) async fn save(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<ImportId>,
    sent: Sent,
) -> Result<Response> {
    let read = |page: &Page, opened: &Opened, form: &mut FormState| {
        for field in fields(page, opened) {
            form.require(page, &field);
        }
        let mut new = vec![Correction::Title {
            text: form.text("title"),
        }];
        if form.given("period").is_some() {
            new.extend(period_of(page, form).map(|years| Correction::Period { years }));
        }
        let names = (1..=opened.corrected.plan.fields.len()).map(|field| Correction::FieldName {
            field,
            name: form.text(&format!("field-{field}")),
        });
        new.extend(names);
        Ok(new)
    };
    super::save(&app, &visit, (&id, Part::Frame), sent, String::new(), read).await
}
