//! 意見照会: the question as the unit that was asked sees it.
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use gate::{App, Sent, Visit};
use web::{
    Error, Page, Result,
    form::{ErrorSummary, Field, FormState},
};

use super::parts::{Asked, EvidenceView, Said};
use crate::check::{
    ANSWER, QUESTION, WITHDRAW, actions,
    model::{ConsultationId, State as Standing},
    rules::LONGEST_TEXT,
    store::{self, evidence},
};

#[derive(Template)]
#[template(path = "check/consultation.html")]
struct ConsultationPage {
    page: Page,
    summary: ErrorSummary,
    asked: Asked,
    evidence: EvidenceView,
    /// What the owners have submitted: what the question is about.
    said: Vec<Said>,
    answer: Option<Field>,
    can_withdraw: bool,
    is_frozen: bool,
}

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<ConsultationId>,
) -> Result<Response> {
    consultation_page(&app, &visit, &id, &FormState::new()).await
}

async fn consultation_page(
    app: &App,
    visit: &Visit,
    id: &ConsultationId,
    form: &FormState,
) -> Result<Response> {
    let today = app.today();
    let scope = app.scope(&visit.actor, QUESTION);
    let answering = app.scope(&visit.actor, ANSWER);
    let (it, evidence, checks, unit, names, cycle, may_answer) = app
        .db
        .read(async |tx| {
            let it = store::consultation_in_scope(tx, id, &scope, today).await?;
            let mut evidence = evidence::evidence(tx, &it.measure, it.year).await?;
            // Asked is about this year; the years before are read in the editions.
            evidence.last_checks.clear();
            evidence.last_outcome = None;
            let checks = store::checks_of_measure(tx, &it.measure, it.year).await?;
            let unit = people::unit_name(tx, &it.unit, today).await?;
            let answered: Vec<_> = it.answer.iter().map(|it| it.by.clone()).collect();
            let names = gate::store::names(tx, &answered).await?;
            let cycle = actions::cycle(tx, it.year).await?;
            let may_answer = match store::consultation_in_scope(tx, id, &answering, today).await {
                Ok(_) => true,
                Err(db::DbError::NotFound) => false,
                Err(fault) => return Err(fault.into()),
            };
            Result::Ok((it, evidence, checks, unit, names, cycle, may_answer))
        })
        .await?;
    let heading = format!("{} {}", evidence.measure.key, evidence.measure.name);
    let mut page = visit.page_headed(heading);
    page = if may_answer {
        page.under("/plan/my-checks", "plan-check-mine")
    } else {
        let measure = &it.measure;
        page.under(
            format!("/plan/cycles/{}/measures/{measure}", it.year.year()),
            "plan-check-result",
        )
    };
    page.who_can_see = Some(app.who_may(&page, QUESTION));
    let is_frozen = cycle.is_frozen();
    let said = checks
        .iter()
        .filter(|it| matches!(it.state, Standing::Submitted | Standing::Approved))
        .map(|it| Said::of_check(&page, it))
        .collect();
    let answer = (may_answer && it.is_open() && !is_frozen).then(|| {
        let field = Field::area("answer", page.t("plan-check-answer"))
            .help(page.t("plan-check-answer-help"))
            .rows(6)
            .max_length(LONGEST_TEXT)
            .required();
        form.fill(field)
    });
    web::render(ConsultationPage {
        summary: form.summary().naming(&page, &answer),
        asked: Asked::new(&page, &it, unit, &names, today),
        evidence: EvidenceView::new(&page, evidence, it.year),
        said,
        answer,
        can_withdraw: it.is_open() && !is_frozen && app.may(&visit.actor, WITHDRAW),
        is_frozen,
        page,
    })
}

pub(crate) async fn answer(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<ConsultationId>,
    sent: Sent,
) -> Result<Response> {
    let now = app.now();
    let text = sent.text("answer");
    let done = app
        .db
        .write(async |tx| actions::answer(tx, &visit.actor, &id, &text, now).await)
        .await;
    let path = format!("/plan/consultations/{id}");
    match done {
        Ok(_) => Ok(web::back_to(path, "plan-check-notice-answered").into_response()),
        Err(error) => refused(&app, &visit, &id, sent.form, error).await,
    }
}

pub(crate) async fn withdraw(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<ConsultationId>,
    sent: Sent,
) -> Result<Response> {
    let now = app.now();
    match app
        .db
        .write(async |tx| actions::withdraw(tx, &visit.actor, &id, now).await)
        .await
    {
        Ok(question) => {
            let path = format!(
                "/plan/cycles/{}/measures/{}",
                question.year.year(),
                question.measure
            );
            Ok(web::back_to(path, "plan-check-notice-withdrawn").into_response())
        }
        Err(error) => refused(&app, &visit, &id, sent.form, error).await,
    }
}

async fn refused(
    app: &App,
    visit: &Visit,
    id: &ConsultationId,
    mut form: FormState,
    error: Error,
) -> Result<Response> {
    let Error::Refused(refusal) = error else {
        return Err(error);
    };
    form.refuse_with(&visit.page("plan-check-answer"), refusal.as_ref());
    let page = consultation_page(app, visit, id, &form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
