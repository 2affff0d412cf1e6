//! The form of an indicator's figure in a year, and the computing of those that nobody types.
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use base::FiscalYear;
use gate::{App, Sent, Visit};
use web::{
    Error, Result,
    form::{Answer, Field, FormState},
};

use super::{
    Draft, Outcome, deed, measure_path, notice, outcome, page_under, sent_year, version,
    version_field,
};
use crate::{
    adopted::MeasureId,
    carry::{
        actions,
        figure::figure_text,
        model::{Carried, Indicator, IndicatorId, Reading, Source},
        rules::{self, LONGEST_LINE, Refusal},
        store,
    },
    edition::registry,
};

/// An indicator in a year, for whoever carries out that year.
async fn in_year(
    app: &App,
    visit: &Visit,
    id: &IndicatorId,
    year: FiscalYear,
) -> Result<(Carried, Indicator)> {
    let deed = deed(app, visit);
    app.db
        .read(async |tx| {
            let indicator = store::indicator(tx, id).await?.ok_or(Error::NotFound)?;
            let carried = actions::admit_year(tx, deed, &indicator.measure, year).await?;
            if indicator.content.source != Source::Typed {
                return Err(Refusal::Computed.into());
            }
            Ok((carried, indicator))
        })
        .await
}

pub(in crate::carry) async fn form(
    State(app): State<App>,
    visit: Visit,
    Path((id, year)): Path<(IndicatorId, i16)>,
) -> Result<Response> {
    reading_form(
        &app,
        &visit,
        &id,
        FiscalYear(year),
        &FormState::new(),
        false,
    )
    .await
}

async fn reading_form(
    app: &App,
    visit: &Visit,
    id: &IndicatorId,
    year: FiscalYear,
    form: &FormState,
    is_stale: bool,
) -> Result<Response> {
    let (carried, indicator) = in_year(app, visit, id, year).await?;
    let page = page_under(visit, "plan-carry-reading-set", &carried.measure);
    let content = &indicator.content;
    let known = indicator.reading(year);
    let seen = known.map_or(0, |it| it.version);
    let value = known
        .and_then(|it| it.value.as_ref().ok())
        .map(|it| figure_text(*it, content.decimals));
    let missing = known.and_then(|it| it.value.as_ref().err()).cloned();
    let as_of = known.map_or_else(|| app.today().min(year.last_day()), |it| it.as_of);
    let label = format!("{}（{}）", page.t("plan-carry-reading"), content.unit);
    let fields = [
        Field::text("value", label)
            .help(page.t("plan-carry-figure-help"))
            .width("width-16")
            .value(value.clone().unwrap_or_default()),
        Field::text("missing", page.t("plan-carry-missing"))
            .help(page.t("plan-carry-missing-help"))
            .max_length(LONGEST_LINE)
            .value(missing.clone().unwrap_or_default()),
        Field::date(&page, "as_of", page.t("plan-carry-as-of"))
            .required()
            .value(base::wareki(as_of)),
    ];
    let theirs = known.filter(|_| is_stale).map(|known| {
        vec![
            Answer::new(page.t("plan-carry-reading"), value.unwrap_or_default()),
            Answer::new(page.t("plan-carry-missing"), missing.unwrap_or_default()),
            Answer::new(page.t("plan-carry-as-of"), page.day(known.as_of)),
        ]
    });
    let named = page.fiscal_year(year);
    let back = measure_path(carried.measure.id.as_str(), Some(year));
    Draft::new(
        page,
        form,
        format!("/plan/indicators/{id}/readings/{}", year.year()),
        back,
    )
    .fact("plan-carry-indicator-name", &content.name)
    .fact("plan-carry-definition", &content.definition)
    .fact("plan-carry-year", named)
    .seen(version_field(seen), theirs)
    .fields(fields)
    .show()
}

pub(in crate::carry) async fn set(
    State(app): State<App>,
    visit: Visit,
    Path((id, year)): Path<(IndicatorId, i16)>,
    sent: Sent,
) -> Result<Response> {
    let year = FiscalYear(year);
    let (carried, indicator) = in_year(&app, &visit, &id, year).await?;
    let page = visit.page("plan-carry-reading-set");
    let (seen, mut form) = (version(&sent), sent.form);
    let as_of = form.day(&page, "as_of");
    let value = rules::read_reading(
        &form.text("value"),
        &form.text("missing"),
        &indicator.content.scale(),
    );
    if let Err(refusal) = &value {
        form.refuse_with(&page, refusal);
    }
    let mut is_stale = false;
    if let (Some(as_of), Ok(value)) = (as_of, value) {
        let reading = Reading {
            value,
            as_of,
            version: seen,
        };
        let deed = deed(&app, &visit);
        let kept = app
            .db
            .write(async |tx| actions::set_reading(tx, deed, &id, year, &reading).await)
            .await;
        match outcome(&page, &mut form, kept)? {
            Outcome::Done(done) => {
                let back = measure_path(carried.measure.id.as_str(), Some(year));
                return Ok(
                    web::back_to(back, notice(done, "plan-carry-notice-reading-kept"))
                        .into_response(),
                );
            }
            Outcome::Stale => is_stale = true,
            Outcome::Refused => {}
        }
    }
    reading_form(&app, &visit, &id, year, &form, is_stale).await
}

pub(in crate::carry) async fn compute(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<MeasureId>,
    sent: Sent,
) -> Result<Response> {
    let year = sent_year(&sent)?;
    let deed = deed(&app, &visit);
    let registry = registry();
    app.db
        .write(async |tx| actions::compute_measure(tx, deed, &id, year, &registry).await)
        .await?;
    let back = measure_path(id.as_str(), Some(year));
    Ok(web::back_to(back, "plan-carry-notice-computed").into_response())
}
