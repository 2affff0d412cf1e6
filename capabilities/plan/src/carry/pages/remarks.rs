//! The forms of remarks and answers.
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use gate::{App, Sent, Visit};
use web::{
    Result,
    form::{Field, FormState},
};

use super::{
    Draft, Outcome, deed, form_id, form_id_field, measure_path, notice, outcome, page_under, whole,
};
use crate::{
    adopted::MeasureId,
    carry::{
        actions,
        model::RemarkId,
        rules::{LONGEST_TEXT, Part},
        store,
    },
};

pub(in crate::carry) async fn blank(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<MeasureId>,
) -> Result<Response> {
    add_form(&app, &visit, &id, &FormState::new()).await
}

async fn add_form(app: &App, visit: &Visit, id: &MeasureId, form: &FormState) -> Result<Response> {
    let carried = whole(app, visit, id).await?;
    let page = page_under(visit, "plan-carry-remark-add", &carried.measure);
    let text = Field::area("text", page.t("plan-carry-remark"))
        .required()
        .max_length(LONGEST_TEXT);
    Draft::new(
        page,
        form,
        format!("/plan/measures/{id}/remarks"),
        measure_path(id.as_str(), None),
    )
    .fact("plan-carry-measure", &carried.measure.name)
    .intro("plan-carry-remark-help")
    .fields([form_id_field(), text])
    .show()
}

pub(in crate::carry) async fn add(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<MeasureId>,
    sent: Sent,
) -> Result<Response> {
    let page = visit.page("plan-carry-remark-add");
    let (remark, text, mut form) = (RemarkId(form_id(&sent)), sent.text("text"), sent.form);
    let deed = deed(&app, &visit);
    let added = app
        .db
        .write(async |tx| actions::add_remark(tx, deed, &id, &remark, &text).await)
        .await;
    match outcome(&page, &mut form, added)? {
        Outcome::Done(done) => {
            let back = measure_path(id.as_str(), None);
            Ok(web::back_to(back, notice(done, "plan-carry-notice-remark-added")).into_response())
        }
        Outcome::Stale | Outcome::Refused => add_form(&app, &visit, &id, &form).await,
    }
}

pub(in crate::carry) async fn answer_form(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<RemarkId>,
) -> Result<Response> {
    show_answer_form(&app, &visit, &id, &FormState::new()).await
}

async fn show_answer_form(
    app: &App,
    visit: &Visit,
    id: &RemarkId,
    form: &FormState,
) -> Result<Response> {
    let deed = deed(app, visit);
    let (carried, remark) = app
        .db
        .read(async |tx| {
            let (measure, remark) = store::measure_of_remark(tx, id).await?;
            Result::Ok((
                actions::admit(tx, deed, &measure, Part::Whole).await?,
                remark,
            ))
        })
        .await?;
    let page = page_under(visit, "plan-carry-remark-answer", &carried.measure);
    let text = Field::area("answer", page.t("plan-carry-answer"))
        .required()
        .max_length(LONGEST_TEXT);
    let given = remark.answer.map(|it| it.text).unwrap_or_default();
    let back = measure_path(carried.measure.id.as_str(), None);
    let draft = Draft::new(page, form, format!("/plan/remarks/{id}"), back)
        .fact("plan-carry-measure", &carried.measure.name)
        .fact("plan-carry-remark", remark.text)
        .fields([text])
        .button("web-send");
    if given.is_empty() {
        draft.show()
    } else {
        draft.fact("plan-carry-answer", given).show()
    }
}

pub(in crate::carry) async fn answer(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<RemarkId>,
    sent: Sent,
) -> Result<Response> {
    let page = visit.page("plan-carry-remark-answer");
    let (text, mut form) = (sent.text("answer"), sent.form);
    let deed = deed(&app, &visit);
    let answered = app
        .db
        .write(async |tx| actions::answer_remark(tx, deed, &id, &text).await)
        .await;
    match outcome(&page, &mut form, answered)? {
        Outcome::Done(measure) => {
            let back = measure_path(measure.as_str(), None);
            Ok(web::back_to(back, "plan-carry-notice-answered").into_response())
        }
        Outcome::Stale | Outcome::Refused => show_answer_form(&app, &visit, &id, &form).await,
    }
}
