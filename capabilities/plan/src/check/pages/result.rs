//! One measure in a year for the plan office: what its owners say side by side, what others were asked, and the outcome.
use std::collections::{HashMap, HashSet};

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use base::{FiscalYear, StaffId};
use gate::{App, Sent, Visit};
use web::{
    Error, Page, Result,
    form::{Answer, ErrorSummary, Field, FormState},
};

use super::again::Again;
use super::parts::{self, Asked, EvidenceView, Said, Status};
use crate::{
    adopted::{MeasureId, Standing},
    check::{
        ASK, CONSOLIDATE, RESULT,
        actions::{self, OutcomeWish},
        consolidate::{based_on, do_agree, proposal},
        model::{Check, CheckId, Consultation, Cycle, KeptOutcome, Outcome, Words},
        rules::LONGEST_TEXT,
        store::{self, OutcomeStep, evidence},
    },
};

/// What an owner says, with the link to the check itself.
struct Owner {
    href: String,
    said: Said,
}

#[derive(Template)]
#[template(path = "check/result.html")]
struct ResultPage {
    page: Page,
    summary: ErrorSummary,
    path: String,
    year: String,
    status: Status,
    is_frozen: bool,
    evidence: EvidenceView,
    owners: Vec<Owner>,
    /// The owners differ on an axis.
    do_differ: bool,
    asked: Vec<Asked>,
    ask_fields: Vec<Field>,
    /// The form of the outcome; empty until every owner is approved.
    fields: Vec<Field>,
    waiting: usize,
    proposed: Vec<Status>,
    version: i64,
    based_on: i64,
    theirs: Vec<Answer>,
    /// The outcome, where it cannot be written.
    kept: Option<Said>,
    reason: String,
    history: Vec<Wording>,
}

/// A wording that the outcome had: who wrote it when, and why it departed from the owners.
struct Wording {
    at: String,
    said: Said,
    reason: String,
}

struct Known {
    /// Every wording of the outcome, the newest first.
    steps: Vec<OutcomeStep>,
    cycle: Cycle,
    evidence: evidence::Evidence,
    checks: Vec<Check>,
    /// Those of the checks that this person's scope reaches.
    within: HashSet<CheckId>,
    kept: Option<KeptOutcome>,
    consultations: Vec<(Consultation, String)>,
    names: HashMap<StaffId, String>,
}

/// What belongs to other bureaus is left out for who sees one bureau only; a measure that none of its units owns is not there.
async fn know(app: &App, visit: &Visit, measure: &MeasureId, year: FiscalYear) -> Result<Known> {
    let today = app.today();
    let scope = app.scope(&visit.actor, RESULT);
    app.db
        .read(async |tx| {
            let cycle = actions::cycle(tx, year).await?;
            let mut evidence = evidence::evidence(tx, measure, year).await?;
            let within = store::checks_in_scope(tx, year, &scope, today).await?;
            let within = within.into_iter().map(|it| it.check);
            let within: Vec<Check> = within.filter(|it| it.measure == *measure).collect();
            let asked = store::consultations_in_scope(tx, year, &scope, today).await?;
            if !scope.is_city() {
                if within.is_empty() {
                    return Err(Error::NotFound);
                }
                let is_owners = |it: &Check| within.iter().any(|own| own.owner == it.owner);
                evidence.last_checks.retain(is_owners);
            }
            let checks = store::checks_of_measure(tx, measure, year).await?;
            let kept = store::outcome(tx, measure, year).await?;
            let steps = store::outcome_steps(tx, measure, year).await?;
            let mut consultations = Vec::new();
            for it in store::consultations_of(tx, measure, year).await? {
                if !scope.is_city() && !asked.iter().any(|own| own.id == it.id) {
                    continue;
                }
                let unit = people::unit_name(tx, &it.unit, today).await?;
                consultations.push((it, unit));
            }
            let answered = consultations
                .iter()
                .filter_map(|it| it.0.answer.as_ref())
                .map(|it| &it.by);
            let people: Vec<StaffId> = answered
                .chain(steps.iter().map(|it| &it.by))
                .cloned()
                .collect();
            let names = gate::store::names(tx, &people).await?;
            Result::Ok(Known {
                cycle,
                evidence,
                checks,
                within: within.into_iter().map(|it| it.id).collect(),
                kept,
                steps,
                consultations,
                names,
            })
        })
        .await
}

/// How far the outcome is: none, one that the checks have left behind, or one that stands.
pub(super) fn outcome_status(page: &Page, checks: &[Check], kept: Option<&KeptOutcome>) -> Status {
    let is_approved = !checks.is_empty()
        && checks
            .iter()
            .all(|it| it.state == crate::check::model::State::Approved);
    let (tone, key) = match kept {
        Some(it) if it.based_on == based_on(checks) && is_approved => {
            ("done", "plan-check-outcome-done")
        }
        Some(_) => ("warning", "plan-check-outcome-outdated"),
        None if is_approved => ("waiting", "plan-check-outcome-ready"),
        None => ("todo", "plan-check-outcome-waiting"),
    };
    Status::new(page, tone, key)
}

async fn result_page(
    app: &App,
    visit: &Visit,
    (measure, year): (&MeasureId, FiscalYear),
    again: &Again,
) -> Result<Response> {
    let known = know(app, visit, measure, year).await?;
    let today = app.today();
    let heading = format!(
        "{} {}",
        known.evidence.measure.key, known.evidence.measure.name
    );
    let mut page = visit.page_headed(heading).under(
        format!("/plan/cycles/{}", year.year()),
        "plan-check-overview",
    );
    page.who_can_see = Some(app.who_may(&page, RESULT));
    let is_frozen = known.cycle.is_frozen();
    let proposal = proposal(&known.checks);
    let can_write = !is_frozen && app.may(&visit.actor, CONSOLIDATE);
    let waiting = known
        .checks
        .iter()
        .filter(|it| it.state != crate::check::model::State::Approved)
        .count();
    // What was kept stands in the form; before that, what the owners amount to.
    let shown = known
        .kept
        .as_ref()
        .map(|it| &it.outcome)
        .or(proposal.as_ref().ok());
    let fields = match (&proposal, shown) {
        (Ok(_), Some(shown)) if can_write => outcome_fields(&page, shown, &again.form),
        _ => Vec::new(),
    };
    let kept = known.kept.as_ref().filter(|_| fields.is_empty());
    let theirs = match known.kept.as_ref().filter(|_| again.is_stale) {
        Some(KeptOutcome { outcome, .. }) => parts::differing(
            answers(&page, &words(outcome), &outcome.reason),
            answers(
                &page,
                &parts::sent_words(&again.form),
                &again.form.text("reason"),
            ),
        ),
        None => Vec::new(),
    };
    let template = ResultPage {
        summary: again.form.summary().naming(&page, &fields),
        path: path(measure, year),
        year: page.fiscal_year(year),
        status: outcome_status(&page, &known.checks, known.kept.as_ref()),
        is_frozen,
        do_differ: waiting == 0 && !known.checks.is_empty() && !do_agree(&known.checks),
        owners: known
            .checks
            .iter()
            .filter(|it| known.within.contains(&it.id))
            .map(|it| Owner {
                href: format!("/plan/checks/{}", it.id),
                said: Said::of_check(&page, it),
            })
            .collect(),
        asked: known
            .consultations
            .iter()
            .map(|(it, unit)| Asked::new(&page, it, unit.clone(), &known.names, today))
            .collect(),
        ask_fields: if !is_frozen && app.may(&visit.actor, ASK) {
            ask_fields(&page, &again.form)
        } else {
            Vec::new()
        },
        proposed: proposal
            .as_ref()
            .map(|it| axes(&page, it.standing))
            .unwrap_or_default(),
        fields,
        waiting,
        version: again.version(known.kept.as_ref().map_or(0, |it| it.version)),
        based_on: based_on(&known.checks),
        theirs,
        reason: kept.map(|it| it.outcome.reason.clone()).unwrap_or_default(),
        kept: kept.map(|it| {
            Said::new(
                &page,
                page.t("plan-check-result").into_owned(),
                None,
                &words(&it.outcome),
            )
        }),
        history: history(&page, known.steps, &known.names),
        evidence: EvidenceView::new(&page, known.evidence, year),
        page,
    };
    web::render(template)
}

fn axes(page: &Page, it: Standing) -> Vec<Status> {
    vec![
        Status::of_progress(page, it.progress),
        Status::of_achievement(page, it.achievement),
    ]
}

fn words(it: &Outcome) -> Words {
    parts::words_of(it.standing, &it.done, &it.learned, &it.next)
}

/// An outcome with its reason, as answers to the questions of the form.
fn answers(page: &Page, words: &Words, reason: &str) -> Vec<Answer> {
    let mut answers = parts::answers(page, words);
    answers.push(Answer::new(page.t("plan-check-departure"), reason));
    answers
}

/// Every wording that the outcome had, the newest first.
fn history(page: &Page, steps: Vec<OutcomeStep>, names: &HashMap<StaffId, String>) -> Vec<Wording> {
    steps
        .into_iter()
        .map(|it| Wording {
            at: page.moment(it.at),
            said: Said::new(
                page,
                names.get(&it.by).cloned().unwrap_or_default(),
                None,
                &words(&it.outcome),
            ),
            reason: it.outcome.reason,
        })
        .collect()
}

fn outcome_fields(page: &Page, shown: &Outcome, form: &FormState) -> Vec<Field> {
    let mut fields = parts::word_fields(page, &words(shown), form);
    for field in &mut fields {
        // Several owners' texts stand in one another's company here.
        field.max_length = None;
        field.rows = field.rows.max(6);
    }
    let reason = Field::area("reason", page.t("plan-check-departure"))
        .help(page.t("plan-check-departure-help"))
        .value(&shown.reason)
        .rows(2)
        .max_length(LONGEST_TEXT);
    fields.push(form.fill(reason));
    fields
}

fn ask_fields(page: &Page, form: &FormState) -> Vec<Field> {
    let fields = [
        Field::text("unit", page.t("plan-check-unit-field"))
            .help(page.t("plan-check-unit-help"))
            .required(),
        Field::area("question", page.t("plan-check-question"))
            .rows(3)
            .max_length(LONGEST_TEXT)
            .required(),
        Field::date(page, "due_on", page.t("plan-check-question-due")).required(),
    ];
    fields.into_iter().map(|it| form.fill(it)).collect()
}

fn path(measure: &MeasureId, year: FiscalYear) -> String {
    format!("/plan/cycles/{}/measures/{measure}", year.year())
}

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path((year, measure)): Path<(i16, MeasureId)>,
) -> Result<Response> {
    result_page(
        &app,
        &visit,
        (&measure, FiscalYear(year)),
        &Again::default(),
    )
    .await
}

/// Keeps the outcome.
pub(crate) async fn keep(
    State(app): State<App>,
    visit: Visit,
    Path((year, measure)): Path<(i16, MeasureId)>,
    sent: Sent,
) -> Result<Response> {
    let now = app.now();
    let year = FiscalYear(year);
    let mut form = sent.form;
    let said = parts::sent_words(&form);
    let Some(standing) = said.standing() else {
        let page = visit.page("plan-check-result");
        let missing = crate::check::rules::missing(&said);
        missing.iter().for_each(|it| form.refuse_with(&page, it));
        let again = Again::of(form);
        let answer = result_page(&app, &visit, (&measure, year), &again).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response());
    };
    let number = |name: &str| form.text(name).parse().unwrap_or(-1);
    let wish = OutcomeWish {
        measure: &measure,
        year,
        outcome: Outcome {
            standing,
            done: said.done,
            learned: said.learned,
            next: said.next,
            reason: form.text("reason"),
        },
        version: number("version"),
        based_on: number("based_on"),
    };
    match app
        .db
        .write(async |tx| actions::consolidate(tx, &visit.actor, &wish, now).await)
        .await
    {
        Ok(()) => Ok(web::back_to(path(&measure, year), "plan-check-notice-kept").into_response()),
        Err(error) => refused(&app, &visit, (&measure, year), form, error).await,
    }
}

/// 意見照会: asks another unit.
pub(crate) async fn ask(
    State(app): State<App>,
    visit: Visit,
    Path((year, measure)): Path<(i16, MeasureId)>,
    sent: Sent,
) -> Result<Response> {
    let now = app.now();
    let year = FiscalYear(year);
    let page = visit.page("plan-check-result");
    let mut form = sent.form;
    let (unit, question) = (form.text("unit"), form.text("question"));
    let Some(due_on) = form.day(&page, "due_on") else {
        let again = Again::of(form);
        let answer = result_page(&app, &visit, (&measure, year), &again).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response());
    };
    let place = (&measure, year);
    let asked = (unit.as_str(), question.as_str(), due_on);
    match app
        .db
        .write(async |tx| actions::ask(&app, tx, &visit.actor, place, asked, now).await)
        .await
    {
        Ok(_) => Ok(web::back_to(path(&measure, year), "plan-check-notice-asked").into_response()),
        Err(error) => refused(&app, &visit, place, form, error).await,
    }
}

/// Takes over what agreeing owners say, for all measures of the year at once.
pub(crate) async fn take_over_agreed(
    State(app): State<App>,
    visit: Visit,
    Path(year): Path<i16>,
    _: Sent,
) -> Result<Response> {
    let now = app.now();
    let taken = app
        .db
        .write(async |tx| {
            actions::consolidate_agreed(tx, &visit.actor, FiscalYear(year), now).await
        })
        .await?;
    let notice = if taken == 0 {
        "plan-check-notice-none-agreed"
    } else {
        "plan-check-notice-agreed"
    };
    Ok(web::back_to(format!("/plan/cycles/{year}"), notice).into_response())
}

async fn refused(
    app: &App,
    visit: &Visit,
    place: (&MeasureId, FiscalYear),
    form: FormState,
    error: Error,
) -> Result<Response> {
    let again = Again::after(&visit.page("plan-check-result"), form, error)?;
    Ok((
        StatusCode::UNPROCESSABLE_ENTITY,
        result_page(app, visit, place, &again).await?,
    )
        .into_response())
}
