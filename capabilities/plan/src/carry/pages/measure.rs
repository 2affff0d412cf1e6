//! The page of a measure: what it is for, who carries it out, what is planned, done and counted, and what became of it.
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use base::{FiscalYear, StaffId};
use gate::{App, Visit};
use web::{NavItem, Page, Result};

use super::{
    Query, chosen_year,
    facts::{
        self, ActivityShown, IndicatorShown, ListingShown, OwnerShown, ResultShown, RevisionShown,
        Status, StepShown, TaskShown,
    },
    measure_path,
};
use crate::{
    adopted::MeasureId,
    carry::{
        EDIT, OWNERS, actions,
        model::{
            Activity, Carried, Indicator, Placed, Remark, Revision, StudyStep, Task, YearState,
        },
        rules::{self, Part},
        store,
    },
    edition::registry,
};

struct RemarkShown {
    id: String,
    text: String,
    /// Where the file had it, or who wrote it when.
    origin: String,
    answer: String,
    answered: String,
}

/// How far a study has come, and what that amounts to.
struct StudyShown {
    steps: Vec<StepShown>,
    proposal: Status,
    is_closed: bool,
    is_promised: bool,
}

#[derive(Template)]
#[template(path = "carry/measure.html")]
struct MeasurePage {
    page: Page,
    id: String,
    /// The chosen year, as addresses name it.
    year: i16,
    tabs: Vec<NavItem>,
    year_label: String,
    year_note: String,
    listings: Vec<ListingShown>,
    owners: Vec<OwnerShown>,
    tasks: Vec<TaskShown>,
    indicators: Vec<IndicatorShown>,
    activities: Vec<ActivityShown>,
    study: Option<StudyShown>,
    results: Vec<ResultShown>,
    revisions: Vec<RevisionShown>,
    remarks: Vec<RemarkShown>,
    /// Who can see the remarks, from the policies.
    who_sees_remarks: String,
    /// The person may write what stands for the whole plan.
    can_carry: bool,
    /// The person may write into the chosen year.
    can_carry_year: bool,
    can_carry_over: bool,
    can_compute: bool,
    can_change_owners: bool,
}

/// Everything that is read for the page.
struct Material {
    carried: Carried,
    year: FiscalYear,
    placed: Vec<Placed>,
    tasks: Vec<Task>,
    indicators: Vec<Indicator>,
    activities: Vec<Activity>,
    revisions: Vec<Revision>,
    steps: Vec<StudyStep>,
    /// Nothing for those who may not see them.
    remarks: Vec<Remark>,
    names: std::collections::HashMap<StaffId, String>,
    can_carry: bool,
    is_of_year: bool,
}

pub(in crate::carry) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<MeasureId>,
    query: Query,
) -> Result<Response> {
    let material = material(&app, &visit, &id, &query).await?;
    web::render(shown(&app, &visit, material))
}

/// Ten statements at most, however long the measure's history is.
async fn material(app: &App, visit: &Visit, id: &MeasureId, query: &Query) -> Result<Material> {
    let today = app.today();
    let scope = app.scope(&visit.actor, EDIT);
    app.db
        .read(async |tx| {
            let carried = store::carried(tx, id, &scope, today).await?;
            let year = chosen_year(query, &carried, app);
            let may = |part| actions::may_carry(&carried, &scope, part, today);
            let (can_carry, is_of_year) = (may(Part::Whole), may(Part::Year(year)));
            let remarks = if can_carry || is_of_year {
                store::remarks(tx, id).await?
            } else {
                Vec::new()
            };
            let people: Vec<StaffId> = remarks
                .iter()
                .flat_map(|it| {
                    it.entered_by
                        .iter()
                        .chain(it.answer.iter().map(|it| &it.by))
                })
                .cloned()
                .collect();
            Ok(Material {
                placed: store::placed(tx, id).await?,
                tasks: store::tasks(tx, id, year).await?,
                indicators: store::indicators(tx, id).await?,
                activities: store::activities(tx, id, year).await?,
                revisions: store::revisions(tx, id).await?,
                steps: store::study_steps(tx, id).await?,
                names: gate::store::names(tx, &people).await?,
                remarks,
                can_carry,
                is_of_year,
                carried,
                year,
            })
        })
        .await
}

fn shown(app: &App, visit: &Visit, material: Material) -> MeasurePage {
    let today = app.today();
    let Material { carried, year, .. } = material;
    let measure = &carried.measure;
    let page = visit
        .page_headed(format!("{} {}", measure.key, measure.name))
        .under("/plan", "plan-carry-plan");
    let state = carried.state(year);
    let registry = registry();
    let years: Vec<FiscalYear> = carried.period.iter().collect();
    let tabs = years
        .iter()
        .map(|it| NavItem {
            href: format!("{}#year", measure_path(measure.id.as_str(), Some(*it))),
            label: page.fiscal_year(*it),
            is_current: *it == year,
            count: None,
        })
        .collect();
    let has_computed = material
        .indicators
        .iter()
        .any(|it| it.content.source != crate::carry::model::Source::Typed);
    let has_open_tasks = material.tasks.iter().any(|it| it.done_on.is_none());
    let can_carry_year = material.is_of_year && state != YearState::Frozen;
    let results = carried.checked.iter().rev();
    let next = year.next();
    MeasurePage {
        id: measure.id.to_string(),
        year: year.year(),
        tabs,
        year_label: page.fiscal_year(year),
        year_note: facts::year_note(&page, state),
        listings: material.placed.into_iter().map(facts::listing).collect(),
        owners: measure
            .owners
            .iter()
            .map(|it| facts::owner(&page, it, today))
            .collect(),
        tasks: material
            .tasks
            .into_iter()
            .map(|it| facts::task(&page, it, today))
            .collect(),
        indicators: material
            .indicators
            .into_iter()
            .enumerate()
            .map(|(place, it)| facts::indicator(&page, it, &years, year, place, &registry))
            .collect(),
        activities: material
            .activities
            .into_iter()
            .map(|it| facts::activity(&page, it, &measure.owners))
            .collect(),
        study: study(&page, measure.is_study, material.steps, today),
        results: results
            .filter_map(|it| {
                it.published
                    .as_ref()
                    .map(|published| facts::result(&page, it, published))
            })
            .collect(),
        revisions: material
            .revisions
            .into_iter()
            .map(|it| facts::revision(&page, it))
            .collect(),
        remarks: material
            .remarks
            .into_iter()
            .map(|it| remark(&page, it, &material.names))
            .collect(),
        who_sees_remarks: app.who_may(&page, EDIT).can,
        can_carry: material.can_carry,
        can_carry_year,
        can_carry_over: material.can_carry
            && has_open_tasks
            && carried.period.contains(next)
            && carried.state(next) != YearState::Frozen,
        can_compute: can_carry_year && has_computed && year.first_day() <= today,
        can_change_owners: app.may(&visit.actor, OWNERS),
        page,
    }
}

/// What was studied stays to be seen, even when the contents promise no study any more.
fn study(
    page: &Page,
    is_study: bool,
    steps: Vec<StudyStep>,
    today: base::Date,
) -> Option<StudyShown> {
    if !is_study && steps.is_empty() {
        return None;
    }
    let standing = rules::study_standing(&steps, today);
    let steps: Vec<StepShown> = steps.into_iter().map(|it| facts::step(page, it)).collect();
    Some(StudyShown {
        proposal: Status {
            tone: standing.progress.tone(),
            word: page.t(&standing.progress.text_key()).into_owned(),
        },
        is_closed: steps.iter().any(|it| it.is_decision),
        is_promised: is_study,
        steps,
    })
}

fn remark(
    page: &Page,
    remark: Remark,
    names: &std::collections::HashMap<StaffId, String>,
) -> RemarkShown {
    let by = |who: &StaffId, at: base::Instant| {
        format!(
            "{} {}",
            names.get(who).map_or("", String::as_str),
            page.moment(at)
        )
    };
    let origin = match (&remark.entered_by, remark.entered_at) {
        (Some(who), Some(at)) => by(who, at),
        _ => remark.place,
    };
    RemarkShown {
        id: remark.id.0,
        text: remark.text,
        origin,
        answered: remark
            .answer
            .as_ref()
            .map(|it| by(&it.by, it.at))
            .unwrap_or_default(),
        answer: remark.answer.map(|it| it.text).unwrap_or_default(),
    }
}
