//! One owner's check: its evidence, its form, and what its head and the plan office do with it.
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use base::StaffId;
use db::Tx;
use gate::{Action, App, Scope, Visit};
use web::{
    Error, Page, Result,
    form::{Answer, ErrorSummary, Field, FormState},
};

use super::again::Again;
use super::parts::{self, Asked, EvidenceView, Happened, Said, Status};
use crate::{
    check::{
        APPROVE, HAND_OVER, OVERVIEW, REOPEN, RETURN, SHOW, WRITE, actions,
        model::{Check, CheckId, Consultation, Cycle, Event, State as Standing, Step, Words},
        rules,
        store::{self, ListedCheck, evidence},
    },
    compare::{Span, SpanKind, differences},
};

/// A text as it changed since it was last submitted.
struct Change {
    label: String,
    spans: Vec<Span>,
}

#[derive(Template)]
#[template(path = "check/one.html")]
struct OnePage {
    page: Page,
    summary: ErrorSummary,
    id: String,
    year: String,
    status: Status,
    owner: String,
    unit: Option<String>,
    due: String,
    is_late: bool,
    is_frozen: bool,
    version: i64,
    /// The version that the words in the form go on from.
    written_on: i64,
    /// Why it came back, when it did.
    returned: Option<String>,
    evidence: EvidenceView,
    others: Vec<Said>,
    asked: Vec<Asked>,
    /// The form; empty when this person or this state cannot write.
    fields: Vec<Field>,
    /// What somebody else saved in the meantime, where it differs from what this person wrote.
    theirs: Vec<Answer>,
    answers: Vec<Answer>,
    changes: Vec<Change>,
    can_take_back: bool,
    can_approve: bool,
    can_return: bool,
    can_reopen: bool,
    can_hand_over: bool,
    reason: Field,
    unit_field: Field,
    history: Vec<Happened>,
}

/// Everything about one check that its page needs.
struct Known {
    listed: ListedCheck,
    cycle: Cycle,
    steps: Vec<Step>,
    evidence: evidence::Evidence,
    others: Vec<Check>,
    consultations: Vec<(Consultation, String)>,
    unit_name: Option<String>,
    names: std::collections::HashMap<StaffId, String>,
    reach: Reach,
}

/// Which deeds reach this very check for this person.
#[derive(Default)]
struct Reach {
    write: bool,
    approve: bool,
    send_back: bool,
    reopen: bool,
    hand_over: bool,
}

async fn reaches(
    tx: &mut Tx,
    app: &App,
    visit: &Visit,
    id: &CheckId,
    action: Action,
) -> Result<bool> {
    let scope = app.scope(&visit.actor, action);
    if scope.is_nobody() || scope.is_city() {
        return Ok(scope.is_city());
    }
    match store::check_in_scope(tx, id, &scope, app.today()).await {
        Ok(_) => Ok(true),
        Err(db::DbError::NotFound) => Ok(false),
        Err(fault) => Err(fault.into()),
    }
}

async fn know(tx: &mut Tx, app: &App, visit: &Visit, id: &CheckId, scope: &Scope) -> Result<Known> {
    let today = app.today();
    let listed = store::check_in_scope(tx, id, scope, today).await?;
    let (measure, year) = (&listed.check.measure, listed.check.year);
    let cycle = actions::cycle(tx, year).await?;
    let steps = store::steps(tx, id).await?;
    let mut evidence = evidence::evidence(tx, measure, year).await?;
    let is_last_year_done = store::cycle(tx, year.previous())
        .await?
        .is_some_and(|it| it.is_frozen());
    if !is_last_year_done {
        // What other owners said is theirs until the year is frozen.
        evidence
            .last_checks
            .retain(|it| it.owner == listed.check.owner);
        evidence.last_outcome = None;
    }
    let mut others = store::checks_of_measure(tx, measure, year).await?;
    others.retain(|it| it.id != *id);
    let mut consultations = Vec::new();
    for it in store::consultations_of(tx, measure, year).await? {
        let unit = people::unit_name(tx, &it.unit, today).await?;
        consultations.push((it, unit));
    }
    let unit_name = match &listed.check.unit {
        Some(unit) => Some(people::unit_name(tx, unit, today).await?),
        None => None,
    };
    let mut staff = parts::people_of(&steps);
    staff.extend(
        consultations
            .iter()
            .filter_map(|it| it.0.answer.as_ref())
            .map(|it| it.by.clone()),
    );
    let names = gate::store::names(tx, &staff).await?;
    let reach = Reach {
        write: reaches(tx, app, visit, id, WRITE).await?,
        approve: reaches(tx, app, visit, id, APPROVE).await?
            && actions::check_approver(tx, app, &visit.actor, &listed.check, &steps)
                .await?
                .is_ok(),
        send_back: reaches(tx, app, visit, id, RETURN).await?,
        reopen: reaches(tx, app, visit, id, REOPEN).await?,
        hand_over: reaches(tx, app, visit, id, HAND_OVER).await?,
    };
    Ok(Known {
        listed,
        cycle,
        steps,
        evidence,
        others,
        consultations,
        unit_name,
        names,
        reach,
    })
}

async fn one_page(app: &App, visit: &Visit, id: &CheckId, again: &Again) -> Result<Response> {
    let scope = app.scope(&visit.actor, SHOW);
    let known = app
        .db
        .read(async |tx| know(tx, app, visit, id, &scope).await)
        .await?;
    let check = &known.listed.check;
    let today = app.today();
    let mut page = titled(app, visit, &known.listed);
    page.who_can_see = Some(app.who_may(&page, SHOW));
    let is_frozen = known.cycle.is_frozen();
    let is_writable = matches!(
        check.state,
        Standing::Untouched | Standing::Drafting | Standing::Returned
    );
    let is_submitted = check.state == Standing::Submitted && !is_frozen;
    let since = known
        .steps
        .iter()
        .rev()
        .find(|it| it.from != it.to)
        .map_or(known.cycle.opened_at, |it| it.at);
    let due =
        rules::waits_for(check.state, &known.cycle, base::city_date(since)).filter(|_| !is_frozen);
    let reason = Field::area("reason", page.t("plan-check-return-reason"))
        .help(page.t("plan-check-reason-help"))
        .rows(3)
        .required();
    let unit_field = Field::text("unit", page.t("plan-check-unit-field"))
        .help(page.t("plan-check-unit-help"))
        .required();
    let fields = if is_writable && !is_frozen && known.reach.write {
        parts::word_fields(&page, &check.words, &again.form)
    } else {
        Vec::new()
    };
    let template = OnePage {
        summary: again
            .form
            .summary()
            .naming(&page, fields.iter().chain([&reason, &unit_field])),
        id: id.to_string(),
        year: page.fiscal_year(check.year),
        status: Status::of(&page, check.state),
        owner: check.owner_name.clone(),
        unit: known.unit_name.clone(),
        due: due.map(|it| page.day(it.1)).unwrap_or_default(),
        is_late: due.is_some_and(|it| it.1 < today),
        is_frozen,
        version: check.version,
        written_on: again.version(check.version),
        returned: returned_because(&known.steps),
        others: known.others.iter().map(|it| other(&page, it)).collect(),
        asked: known
            .consultations
            .iter()
            .map(|(it, unit)| Asked::new(&page, it, unit.clone(), &known.names, today))
            .collect(),
        fields,
        theirs: if again.is_stale {
            let sent = parts::answers(&page, &parts::sent_words(&again.form));
            parts::differing(parts::answers(&page, &check.words), sent)
        } else {
            Vec::new()
        },
        answers: parts::answers(&page, &check.words),
        changes: if is_submitted {
            changes(&page, &known.steps)
        } else {
            Vec::new()
        },
        can_take_back: is_submitted && known.reach.write,
        can_approve: is_submitted && known.reach.approve,
        can_return: is_submitted && known.reach.send_back,
        can_reopen: check.state == Standing::Approved && !is_frozen && known.reach.reopen,
        can_hand_over: !is_frozen && known.reach.hand_over,
        reason: again.form.fill(reason),
        unit_field: again.form.fill(unit_field),
        history: parts::history(&page, &known.steps, &known.names),
        evidence: EvidenceView::new(&page, known.evidence, check.year),
        page,
    };
    web::render(template)
}

/// Under the measure's name; the way back is the list that this person has.
fn titled(app: &App, visit: &Visit, it: &ListedCheck) -> Page {
    let page = visit.page_headed(format!("{} {}", it.measure_key, it.measure_name));
    let year = it.check.year.year();
    if app.may(&visit.actor, OVERVIEW) {
        page.under(format!("/plan/cycles/{year}"), "plan-check-overview")
    } else {
        page.under(format!("/plan/my-checks?year={year}"), "plan-check-mine")
    }
}

/// Another owner of the same measure: how far it is, not yet what it says.
fn other(page: &Page, it: &Check) -> Said {
    Said::new(
        page,
        it.owner_name.clone(),
        Some(Status::of(page, it.state)),
        &Words::default(),
    )
}

/// Why it last came back, as long as nobody has submitted it again.
fn returned_because(steps: &[Step]) -> Option<String> {
    let back = steps.iter().rposition(|it| it.to == Standing::Returned)?;
    let is_answered = steps[back..].iter().any(|it| it.to == Standing::Submitted);
    (!is_answered).then(|| steps[back].reason.clone())
}

/// How the texts changed from the submission before to this one; nothing at the first one.
fn changes(page: &Page, steps: &[Step]) -> Vec<Change> {
    let mut submissions = steps.iter().rev().filter(|it| it.to == Standing::Submitted);
    let (Some(new), Some(old)) = (submissions.next(), submissions.next()) else {
        return Vec::new();
    };
    parts::answers(page, &old.words)
        .into_iter()
        .zip(parts::answers(page, &new.words))
        .filter(|(old, new)| old.value != new.value)
        .map(|(old, new)| Change {
            spans: differences(&old.value, &new.value),
            label: new.label,
        })
        .collect()
}

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CheckId>,
) -> Result<Response> {
    one_page(&app, &visit, &id, &Again::default()).await
}

pub(super) fn path(id: &CheckId) -> String {
    format!("/plan/checks/{id}")
}

/// Shows the page again with what was written; a fault passes.
pub(super) async fn refused(
    app: &App,
    visit: &Visit,
    id: &CheckId,
    form: FormState,
    error: Error,
) -> Result<Response> {
    let again = Again::after(&visit.page("plan-check-overview"), form, error)?;
    Ok((
        StatusCode::UNPROCESSABLE_ENTITY,
        one_page(app, visit, id, &again).await?,
    )
        .into_response())
}

#[derive(Template)]
#[template(path = "check/answers.html")]
struct AnswersPage {
    page: Page,
    id: String,
    version: i64,
    owner: String,
    answers: Vec<Answer>,
    is_late: bool,
}

/// The answers to be checked before they are submitted; what is missing leads back to the form.
pub(crate) async fn answers(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CheckId>,
) -> Result<Response> {
    let today = app.today();
    let (listed, cycle) = app
        .db
        .read(async |tx| {
            let listed = store::check_in_scope(tx, &id, &visit.actor.scope, today).await?;
            let cycle = actions::cycle(tx, listed.check.year).await?;
            Result::Ok((listed, cycle))
        })
        .await?;
    let page = titled(&app, &visit, &listed);
    let check = listed.check;
    let missing = rules::missing(&check.words);
    let is_writable = rules::next(
        check.state,
        Event::Submit,
        crate::check::model::Hand::Writer,
        cycle.is_frozen(),
    );
    if missing.is_empty() && is_writable.is_ok() {
        let href = |name: &str| format!("{}#f-{name}", path(&id));
        let names = ["progress", "achievement", "done", "learned", "next"];
        let answers = parts::answers(&page, &check.words).into_iter().zip(names);
        return web::render(AnswersPage {
            id: id.to_string(),
            version: check.version,
            owner: check.owner_name,
            answers: answers.map(|(it, name)| it.change(href(name))).collect(),
            is_late: cycle.draft_due_on < today,
            page,
        });
    }
    let mut form = FormState::new();
    missing
        .iter()
        .chain(is_writable.as_ref().err())
        .for_each(|it| form.refuse_with(&page, it));
    Ok((
        StatusCode::UNPROCESSABLE_ENTITY,
        one_page(&app, &visit, &id, &Again::of(form)).await?,
    )
        .into_response())
}
