//! The form of a study's next step.
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use gate::{App, Sent, Visit};
use web::{
    Result,
    form::{Choice, Field, FormState},
};

use super::{
    Draft, Outcome, deed, form_id, form_id_field, measure_path, notice, outcome, page_under, whole,
};
use crate::{
    adopted::MeasureId,
    carry::{
        actions,
        model::{Stage, StudyStep, StudyStepId},
        rules::{LONGEST_TEXT, Refusal},
    },
};

pub(in crate::carry) async fn blank(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<MeasureId>,
) -> Result<Response> {
    form(&app, &visit, &id, &FormState::new()).await
}

async fn form(app: &App, visit: &Visit, id: &MeasureId, form: &FormState) -> Result<Response> {
    let carried = whole(app, visit, id).await?;
    if !carried.measure.is_study {
        return Err(Refusal::NotAStudy.into());
    }
    let page = page_under(visit, "plan-carry-study-add", &carried.measure);
    let stages = Stage::ALL
        .iter()
        .map(|it| Choice::new(it.word(), page.t(&it.text_key())))
        .collect();
    let fields = [
        form_id_field(),
        Field::radios("stage", page.t("plan-carry-stage"), stages)
            .help(page.t("plan-carry-stage-help"))
            .required(),
        Field::area("text", page.t("plan-carry-step-text"))
            .required()
            .max_length(LONGEST_TEXT),
        Field::date(&page, "decided_on", page.t("web-date"))
            .required()
            .value(base::wareki(app.today())),
    ];
    Draft::new(
        page,
        form,
        format!("/plan/measures/{id}/study"),
        measure_path(id.as_str(), None),
    )
    .fact("plan-carry-measure", &carried.measure.name)
    .fields(fields)
    .show()
}

pub(in crate::carry) async fn add(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<MeasureId>,
    sent: Sent,
) -> Result<Response> {
    let page = visit.page("plan-carry-study-add");
    let (step_id, mut sent) = (StudyStepId(form_id(&sent)), sent.form);
    let decided_on = sent.day(&page, "decided_on");
    let stage = Stage::of_word(&sent.text("stage"));
    if stage.is_none() {
        sent.refuse_with(&page, &Refusal::Empty { field: "stage" });
    }
    if let (Some(decided_on), Some(stage)) = (decided_on, stage) {
        let step = StudyStep {
            stage,
            text: sent.text("text"),
            decided_on,
        };
        let deed = deed(&app, &visit);
        let added = app
            .db
            .write(async |tx| actions::add_step(tx, deed, &id, &step_id, &step).await)
            .await;
        if let Outcome::Done(done) = outcome(&page, &mut sent, added)? {
            let back = measure_path(id.as_str(), None);
            return Ok(
                web::back_to(back, notice(done, "plan-carry-notice-step-added")).into_response(),
            );
        }
    }
    form(&app, &visit, &id, &sent).await
}
