//! The forms of indicators and their targets.
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use base::FiscalYear;
use gate::{App, Sent, Visit};
use indicator::Registry;
use web::{
    Error, Page, Result,
    form::{Answer, Choice, Field, FormState},
};

use super::{
    Draft, Outcome, WithReason as _, deed, form_id, form_id_field, measure_path, notice, outcome,
    page_under, version, version_field, whole,
};
use crate::{
    adopted::MeasureId,
    carry::{
        actions::{self, IndicatorWish},
        figure::{MOST_DECIMALS, figure_text, read_figure},
        model::{Carried, Indicator, IndicatorContent, IndicatorId, Source, YearState},
        rules::{LONGEST_LINE, LONGEST_TEXT, Part, Refusal},
        store,
    },
    edition::registry,
};

/// The source that the select names, with the definition of each computed one beside it.
fn sources(page: &Page, registry: &Registry) -> Vec<Choice> {
    let typed = Choice::new("typed", page.t("plan-carry-source-typed"));
    let computed = registry.iter().map(|it| {
        let (name, definition) = (it.text_key(), it.definition_key());
        Choice::new(it.name, page.t(&name)).help(page.t(&definition))
    });
    std::iter::once(typed).chain(computed).collect()
}

fn target_name(year: FiscalYear) -> String {
    format!("target-{}", year.year())
}

fn fields(page: &Page, carried: &Carried, indicator: Option<&Indicator>) -> Vec<Field> {
    let content = indicator.map(|it| &it.content);
    let decimals = content.map_or(0, |it| it.decimals);
    let figure = |it: Option<i64>| it.map(|it| figure_text(it, decimals)).unwrap_or_default();
    let choices = (0..=MOST_DECIMALS)
        .map(|it| Choice::new(it.to_string(), it.to_string()))
        .collect();
    let text =
        |read: fn(&IndicatorContent) -> &str| content.map(read).unwrap_or_default().to_owned();
    let source = content.map_or("typed", |it| it.source.word());
    let mut is_comparison = Field::check("is_comparison", page.t("plan-carry-is-comparison"))
        .help(page.t("plan-carry-is-comparison-help"));
    if content.is_some_and(|it| it.is_comparison) {
        is_comparison = is_comparison.value("yes");
    }
    let mut fields = vec![
        Field::text("name", page.t("plan-carry-indicator-name"))
            .required()
            .max_length(LONGEST_LINE)
            .value(text(|it| &it.name)),
        Field::area("definition", page.t("plan-carry-definition"))
            .help(page.t("plan-carry-definition-help"))
            .max_length(LONGEST_TEXT)
            .value(text(|it| &it.definition)),
        Field::radios(
            "source",
            page.t("plan-carry-source"),
            sources(page, &registry()),
        )
        .value(source),
        Field::text("unit", page.t("plan-carry-unit"))
            .help(page.t("plan-carry-unit-help"))
            .width("width-8")
            .value(text(|it| &it.unit)),
        is_comparison,
        Field::select("decimals", page.t("plan-carry-decimals"), choices)
            .width("width-4")
            .value(decimals.to_string()),
        Field::text("base", page.t("plan-carry-base"))
            .help(page.t("plan-carry-figure-help"))
            .width("width-16")
            .value(figure(content.and_then(|it| it.base))),
    ];
    fields.extend(carried.period.iter().map(|year| {
        let label = page
            .say(
                "plan-carry-target-of",
                &[("year", page.fiscal_year(year).into())],
            )
            .into_owned();
        let value = figure(indicator.and_then(|it| it.target(year)));
        Field::text(target_name(year), label)
            .width("width-16")
            .value(value)
    }));
    fields
}

/// What was sent. Figures that cannot be read are noted at their fields, all at once.
fn read(page: &Page, form: &mut FormState, carried: &Carried) -> Option<IndicatorWish> {
    let registry = registry();
    let source = Source::of_word(form.text("source"));
    let computed = match &source {
        Source::Computed(name) => registry.get(name),
        Source::Typed => None,
    };
    // A computed indicator brings its own unit, unless the plan calls it otherwise.
    let unit = form.given("unit").unwrap_or_else(|| {
        computed
            .map(|it| page.t(&unit_key(it.unit)).into_owned())
            .unwrap_or_default()
    });
    let mut content = IndicatorContent {
        name: form.text("name"),
        definition: form.text("definition"),
        unit,
        source,
        decimals: form
            .text("decimals")
            .parse()
            .unwrap_or(0)
            .min(MOST_DECIMALS),
        is_comparison: form.has("is_comparison"),
        base: None,
    };
    let mut figure = |name: &str| {
        let text = form.given(name)?;
        match read_figure(&text, &content.scale()) {
            Ok(value) => Some(value),
            Err(error) => {
                form.refuse_with(page, &Refusal::figure(name)(error));
                None
            }
        }
    };
    let base = figure("base");
    let targets = carried
        .period
        .iter()
        .map(|year| (year, figure(&target_name(year))))
        .collect();
    content.base = base;
    (!form.is_refused()).then(|| IndicatorWish {
        content,
        targets,
        reason: form.text("reason"),
    })
}

fn unit_key(unit: indicator::Unit) -> String {
    format!("plan-carry-indicator-unit-{}", unit.word())
}

/// A change of what an indicator says needs a reason as soon as one of the plan's checks was opened.
fn state(carried: &Carried) -> YearState {
    if carried.checked.is_empty() {
        YearState::Planning
    } else {
        YearState::Opened
    }
}

pub(in crate::carry) async fn blank(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<MeasureId>,
) -> Result<Response> {
    let carried = whole(&app, &visit, &id).await?;
    add_form(&visit, &carried, &FormState::new())
}

fn add_form(visit: &Visit, carried: &Carried, form: &FormState) -> Result<Response> {
    let id = &carried.measure.id;
    let page = page_under(visit, "plan-carry-indicator-add", &carried.measure);
    let fields = fields(&page, carried, None);
    Draft::new(
        page,
        form,
        format!("/plan/measures/{id}/indicators"),
        measure_path(id.as_str(), None),
    )
    .fact("plan-carry-measure", &carried.measure.name)
    .fields([form_id_field()])
    .fields(fields)
    .reason(state(carried))
    .show()
}

pub(in crate::carry) async fn add(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<MeasureId>,
    sent: Sent,
) -> Result<Response> {
    let carried = whole(&app, &visit, &id).await?;
    let page = visit.page("plan-carry-indicator-add");
    let (indicator, mut form) = (IndicatorId(form_id(&sent)), sent.form);
    if let Some(wish) = read(&page, &mut form, &carried) {
        let deed = deed(&app, &visit);
        let registry = registry();
        let added = app
            .db
            .write(async |tx| {
                actions::add_indicator(tx, deed, &id, &indicator, &wish, &registry).await
            })
            .await;
        if let Outcome::Done(done) = outcome(&page, &mut form, added)? {
            let back = measure_path(id.as_str(), None);
            return Ok(
                web::back_to(back, notice(done, "plan-carry-notice-indicator-added"))
                    .into_response(),
            );
        }
    }
    add_form(&visit, &carried, &form)
}

async fn admitted(app: &App, visit: &Visit, id: &IndicatorId) -> Result<(Carried, Indicator)> {
    let deed = deed(app, visit);
    app.db
        .read(async |tx| {
            let indicator = store::indicator(tx, id).await?.ok_or(Error::NotFound)?;
            let carried = actions::admit(tx, deed, &indicator.measure, Part::Whole).await?;
            Ok((carried, indicator))
        })
        .await
}

pub(in crate::carry) async fn edit(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<IndicatorId>,
) -> Result<Response> {
    let (carried, indicator) = admitted(&app, &visit, &id).await?;
    edit_form(&visit, &carried, &indicator, &FormState::new(), false)
}

fn edit_form(
    visit: &Visit,
    carried: &Carried,
    indicator: &Indicator,
    form: &FormState,
    is_stale: bool,
) -> Result<Response> {
    let page = page_under(visit, "plan-carry-indicator-change", &carried.measure);
    let fields = fields(&page, carried, Some(indicator));
    let theirs = is_stale.then(|| theirs(&page, carried, indicator));
    let back = measure_path(carried.measure.id.as_str(), None);
    Draft::new(
        page,
        form,
        format!("/plan/indicators/{}", indicator.id),
        back,
    )
    .fact("plan-carry-measure", &carried.measure.name)
    .seen(version_field(indicator.version), theirs)
    .fields(fields)
    .reason(state(carried))
    .show()
}

fn theirs(page: &Page, carried: &Carried, indicator: &Indicator) -> Vec<Answer> {
    let content = &indicator.content;
    let figure = |it: Option<i64>| {
        it.map(|it| figure_text(it, content.decimals))
            .unwrap_or_default()
    };
    let mut theirs = vec![
        Answer::new(page.t("plan-carry-indicator-name"), &content.name),
        Answer::new(page.t("plan-carry-definition"), &content.definition),
        Answer::new(page.t("plan-carry-unit"), &content.unit),
        Answer::new(page.t("plan-carry-base"), figure(content.base)),
    ];
    theirs.extend(carried.period.iter().map(|year| {
        let label = page
            .say(
                "plan-carry-target-of",
                &[("year", page.fiscal_year(year).into())],
            )
            .into_owned();
        Answer::new(label, figure(indicator.target(year)))
    }));
    theirs
}

pub(in crate::carry) async fn change(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<IndicatorId>,
    sent: Sent,
) -> Result<Response> {
    let (carried, _) = admitted(&app, &visit, &id).await?;
    let page = visit.page("plan-carry-indicator-change");
    let (seen, mut form) = (version(&sent), sent.form);
    let mut is_stale = false;
    if let Some(wish) = read(&page, &mut form, &carried) {
        let deed = deed(&app, &visit);
        let registry = registry();
        let changed = app
            .db
            .write(async |tx| {
                actions::change_indicator(tx, deed, &id, seen, &wish, &registry).await
            })
            .await;
        match outcome(&page, &mut form, changed)? {
            Outcome::Done(done) => {
                let back = measure_path(carried.measure.id.as_str(), None);
                return Ok(
                    web::back_to(back, notice(done, "plan-carry-notice-indicator-changed"))
                        .into_response(),
                );
            }
            Outcome::Stale => is_stale = true,
            Outcome::Refused => {}
        }
    }
    let (carried, indicator) = admitted(&app, &visit, &id).await?;
    edit_form(&visit, &carried, &indicator, &form, is_stale)
}
