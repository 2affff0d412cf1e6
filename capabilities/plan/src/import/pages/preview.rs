//! The import beside its source: counts, owners, doubts, remarks, corrections, and the way to adopt it.
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use base::FiscalYears;
use gate::{App, Sent, Visit};
use web::{
    Error, Page, Result,
    form::{Answer, ErrorSummary, Field, FormState},
};

use super::{
    corrected::{CorrectionView, correction_view, remark_state},
    source::{self, BlockView},
    view::{self, Doubt, Section},
};
use crate::{
    adopted::{self, Plan},
    import::{
        actions,
        corrections::Corrected,
        model::{Import, ImportId, StoredAnswers},
        owners::{Organisations, OwnerLine, OwnerUnit, owner_lines},
        refusals, store,
    },
    model::ImportedPlan,
    recognise::{MOST_YEARS, Refusal},
};

struct OwnerView {
    mark: String,
    full_name: String,
    measures: String,
    unit: String,
    tone: &'static str,
    word: String,
    href: String,
}

struct RemarkView {
    number: usize,
    text: String,
    place: String,
    source_href: String,
    state: String,
    href: String,
}

struct PastPlanView {
    name: String,
    planned: String,
    done: String,
    rate: String,
}

#[derive(Template)]
#[template(path = "import/preview.html")]
struct Preview {
    page: Page,
    summary: ErrorSummary,
    id: String,
    is_adopted: bool,
    /// The adopted plan that runs in the same years, which this file revises.
    revises: Option<String>,
    counts: Vec<Answer>,
    past_plans: Vec<PastPlanView>,
    owners: Vec<OwnerView>,
    doubts: Vec<Doubt>,
    remarks: Vec<RemarkView>,
    corrections: Vec<CorrectionView>,
    sections: Vec<Section>,
}

#[derive(Template)]
#[template(path = "import/question.html")]
struct Question {
    page: Page,
    summary: ErrorSummary,
    id: String,
    sentence: String,
    fields: Vec<Field>,
    source: Vec<BlockView>,
}

/// Everything that the preview is made of.
struct Found {
    import: Import,
    plans: Vec<Plan>,
    organisations: Option<Organisations>,
}

async fn find(app: &App, id: &ImportId) -> Result<Found> {
    let today = app.today();
    app.db
        .read(async |tx| {
            let import = store::import(tx, id).await?;
            let plans = adopted::plans(tx).await?;
            let organisations = match import.corrected() {
                Some(it) => Some(Organisations::load(tx, it.plan.period, today).await?),
                None => None,
            };
            Result::Ok(Found {
                import,
                plans,
                organisations,
            })
        })
        .await
}

pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<ImportId>,
) -> Result<Response> {
    import_page(&app, &visit, &id, &FormState::new()).await
}

async fn import_page(
    app: &App,
    visit: &Visit,
    id: &ImportId,
    form: &FormState,
) -> Result<Response> {
    let found = find(app, id).await?;
    let page = visit
        .page_headed(found.import.file_name.clone())
        .under("/plan", "plan-browse-title")
        .under("/plan/imports", "plan-import-title");
    match (found.import.corrected(), &found.organisations) {
        (Some(corrected), Some(organisations)) => {
            let owners = owner_lines(&corrected.plan, &found.import.corrections, organisations);
            preview_page(page, &found, &corrected, (&owners, organisations), form)
        }
        _ => question_page(page, &found.import, form),
    }
}

fn preview_page(
    page: Page,
    found: &Found,
    corrected: &Corrected,
    (owners, organisations): (&[OwnerLine], &Organisations),
    form: &FormState,
) -> Result<Response> {
    let (import, plan) = (&found.import, &corrected.plan);
    let seen = view::view(&page, import, corrected, owners);
    let is_adopted = import.adopted_at.is_some();
    let shares_a_year = |it: &&Plan| {
        it.period.first() <= plan.period.last() && plan.period.first() <= it.period.last()
    };
    let revises = found
        .plans
        .iter()
        .find(shares_a_year)
        .filter(|_| !is_adopted)
        .map(|it| it.title.clone());
    let past_plans = plan.past_plans.iter().map(|it| PastPlanView {
        name: it.name.clone(),
        planned: it.planned.to_string(),
        done: it.done.to_string(),
        rate: it.rate.map(|it| it.to_string()).unwrap_or_default(),
    });
    web::render(Preview {
        summary: form.summary(),
        id: import.id.to_string(),
        is_adopted,
        revises,
        counts: counts(&page, plan, &seen.doubts),
        past_plans: past_plans.collect(),
        owners: (1..)
            .zip(owners)
            .map(|(number, it)| owner_view(&page, import, number, it, organisations))
            .collect(),
        remarks: (1..)
            .zip(&plan.remarks)
            .map(|(number, it)| RemarkView {
                number,
                text: it.text.clone(),
                place: page.text(&refusals::place(&it.spot)),
                source_href: format!("#{}", source::anchor(&import.source, &it.spot)),
                state: remark_state(&page, import, number - 1),
                href: format!("/plan/imports/{}/remarks/{number}", import.id),
            })
            .collect(),
        corrections: import
            .corrections
            .iter()
            .map(|it| correction_view(&page, import, it, organisations))
            .collect(),
        doubts: seen.doubts,
        sections: seen.sections,
        page,
    })
}

fn counts(page: &Page, plan: &ImportedPlan, doubts: &[Doubt]) -> Vec<Answer> {
    let repeats = plan.listings().filter(|it| it.repeats.is_some()).count();
    let studies = plan.measures().filter(|it| it.is_study()).count();
    let open = doubts.iter().filter(|it| !it.is_settled).count();
    let mut counts = vec![
        Answer::new(page.t("plan-import-plan-title"), plan.title.as_str()),
        Answer::new(
            page.t("plan-import-period"),
            page.say(
                "plan-import-years",
                &[
                    ("first", page.fiscal_year(plan.period.first()).into()),
                    ("last", page.fiscal_year(plan.period.last()).into()),
                ],
            ),
        ),
    ];
    let figures = [
        ("plan-import-count-fields", plan.fields.len()),
        ("plan-import-count-directions", plan.directions().count()),
        ("plan-import-count-listings", plan.listings().count()),
        ("plan-import-count-measures", plan.measures().count()),
        ("plan-import-count-repeats", repeats),
        ("plan-import-count-studies", studies),
        ("plan-import-count-remarks", plan.remarks.len()),
        ("plan-import-count-doubts", open),
    ];
    counts.extend(
        figures
            .into_iter()
            .map(|(key, figure)| Answer::new(page.t(key), figure.to_string())),
    );
    counts
}

fn owner_view(
    page: &Page,
    import: &Import,
    number: usize,
    owner: &OwnerLine,
    organisations: &Organisations,
) -> OwnerView {
    let named = |code| format!("{}（{code}）", organisations.path_name(code));
    let (tone, key, unit) = match &owner.unit {
        OwnerUnit::Found(code) => ("done", "plan-import-owner-found", named(code)),
        OwnerUnit::Chosen(code) => ("done", "plan-import-owner-chosen", named(code)),
        OwnerUnit::LeftOpen => ("none", "plan-import-owner-left-open", String::new()),
        OwnerUnit::Ambiguous(codes) => (
            "warning",
            "plan-import-owner-ambiguous",
            codes.iter().map(named).collect::<Vec<_>>().join("、"),
        ),
        OwnerUnit::Unknown => ("warning", "plan-import-owner-unknown", String::new()),
    };
    OwnerView {
        mark: owner.mark.clone(),
        full_name: owner.full_name.clone(),
        measures: owner.measures.to_string(),
        unit,
        tone,
        word: page.t(key).into_owned(),
        href: format!("/plan/imports/{}/owners/{number}", import.id),
    }
}

fn question_page(page: Page, import: &Import, form: &FormState) -> Result<Response> {
    let refusal = actions::question(import);
    let sentence = refusal
        .as_ref()
        .map(|it| page.text(&refusals::plan_refusal(it)))
        .unwrap_or_default();
    let field = match &refusal {
        Some(Refusal::NoPeriod { .. } | Refusal::SeveralPeriods { .. }) => {
            let first = match &refusal {
                Some(Refusal::SeveralPeriods { candidates }) => {
                    candidates.first().map(|it| it.0.wareki())
                }
                _ => None,
            };
            period_field(&page).value(first.unwrap_or_default())
        }
        Some(Refusal::SeveralTitles { candidates }) => {
            let first = candidates.first().map(|it| it.0.clone());
            title_field(&page).value(first.unwrap_or_default())
        }
        _ => title_field(&page),
    };
    web::render(Question {
        summary: form.summary().naming(&page, [&field]),
        id: import.id.to_string(),
        sentence,
        fields: vec![form.fill(field)],
        source: (0..import.source.len())
            .map(|it| source::block_view(&import.source, it, &[]))
            .collect(),
        page,
    })
}

pub(super) fn title_field(page: &Page) -> Field {
    Field::text("title", page.t("plan-import-plan-title")).required()
}

pub(super) fn period_field(page: &Page) -> Field {
    Field::text("period", page.t("plan-import-period"))
        .help(page.t("plan-import-period-help"))
        .width("width-32")
        .required()
}

/// Reads a period as people write it; what cannot be read is noted at its field.
pub(super) fn period_of(page: &Page, form: &mut FormState) -> Option<FiscalYears> {
    match base::read_fiscal_years(&form.text("period")) {
        Ok(years) if years.count() <= MOST_YEARS => Some(years),
        Ok(_) => {
            let most = [("most", i64::from(MOST_YEARS).into())];
            form.refuse("period", page.say("plan-import-refusal-period-long", &most));
            None
        }
        Err(_) => {
            form.refuse("period", page.t("plan-import-refusal-period").into_owned());
            None
        }
    }
}

pub(super) async fn answer(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<ImportId>,
    sent: Sent,
) -> Result<Response> {
    let now = app.now();
    let page = visit.page("plan-import-title");
    let mut form = sent.form;
    let mut answers = StoredAnswers::default();
    if form.has("period") {
        answers.period = period_of(&page, &mut form);
    }
    if form.has("title") && form.require(&page, &title_field(&page)) {
        answers.title = form.given("title");
    }
    if !form.is_refused() {
        app.db
            .write(async |tx| actions::answer(tx, &visit.actor, &id, answers.clone(), now).await)
            .await?;
        return Ok(Redirect::to(&format!("/plan/imports/{id}")).into_response());
    }
    let answer = import_page(&app, &visit, &id, &form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response())
}

pub(super) async fn undo(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<ImportId>,
    sent: Sent,
) -> Result<Redirect> {
    let now = app.now();
    let item = sent.text("item");
    app.db
        .write(async |tx| actions::undo(tx, &visit.actor, &id, &item, now).await)
        .await?;
    Ok(web::back_to(
        format!("/plan/imports/{id}"),
        "plan-import-notice-undone",
    ))
}

pub(super) async fn adopt(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<ImportId>,
    _: Sent,
) -> Result<Response> {
    let now = app.now();
    let adopted = app
        .db
        .write(async |tx| actions::adopt(tx, &visit.actor, &id, now).await)
        .await;
    match adopted {
        Ok(_) => Ok(web::back_to("/plan", "plan-import-notice-adopted").into_response()),
        Err(Error::Refused(refusal)) => {
            let mut form = FormState::new();
            form.refuse_with(&visit.page("plan-import-title"), refusal.as_ref());
            let answer = import_page(&app, &visit, &id, &form).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response())
        }
        Err(error) => Err(error),
    }
}

pub(super) async fn drop_import(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<ImportId>,
    _: Sent,
) -> Result<Redirect> {
    let now = app.now();
    app.db
        .write(async |tx| actions::drop_import(tx, &visit.actor, &id, now).await)
        .await?;
    Ok(web::back_to("/plan/imports", "plan-import-notice-dropped"))
}
