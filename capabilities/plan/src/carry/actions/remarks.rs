//! Remarks on the text, and their answers.
use db::Tx;
use web::Result;

use super::{Deed, Done, admit};
use crate::{
    adopted::MeasureId,
    carry::{
        model::{Remark, RemarkId},
        rules::{self, Part, Refusal},
        store,
    },
};

/// Adds a remark under an id that the form brought.
pub(in crate::carry) async fn add_remark(
    tx: &mut Tx,
    deed: Deed<'_>,
    measure: &MeasureId,
    id: &RemarkId,
    text: &str,
) -> Result<Done> {
    let carried = admit(tx, deed, measure, Part::Whole).await?;
    if text.trim().is_empty() {
        return Err(Refusal::Empty { field: "text" }.into());
    }
    rules::check_text("text", text)?;
    let remark = Remark {
        id: id.clone(),
        measure: Some(measure.clone()),
        text: text.to_owned(),
        place: String::new(),
        entered_by: Some(deed.actor.staff.clone()),
        entered_at: Some(deed.now),
        answer: None,
    };
    if store::add_remark(tx, &carried.plan, &remark).await? {
        return deed.keep(tx, measure, Done::Now).await;
    }
    let is_same = store::remark(tx, id)
        .await?
        .is_some_and(|it| it.measure.as_ref() == Some(measure) && it.text == text);
    if is_same {
        deed.keep(tx, measure, Done::Already).await
    } else {
        Err(Refusal::AlreadySent.into())
    }
}

/// Answers a remark. An answer stands; whoever has more to say makes another remark.
pub(in crate::carry) async fn answer_remark(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &RemarkId,
    answer: &str,
) -> Result<MeasureId> {
    let (measure, remark) = store::measure_of_remark(tx, id).await?;
    admit(tx, deed, &measure, Part::Whole).await?;
    if answer.trim().is_empty() {
        return Err(Refusal::Empty { field: "answer" }.into());
    }
    rules::check_text("answer", answer)?;
    if let Some(given) = &remark.answer {
        if given.by == deed.actor.staff && given.text == answer {
            deed.keep(tx, &measure, Done::Already).await?;
            return Ok(measure);
        }
        return Err(Refusal::AlreadyAnswered.into());
    }
    if !store::answer_remark(tx, id, answer, &deed.actor.staff, deed.now).await? {
        return Err(Refusal::AlreadyAnswered.into());
    }
    deed.keep(tx, &measure, Done::Now).await?;
    Ok(measure)
}
