//! The steps of a study.
use db::Tx;
use web::Result;

use super::{Deed, Done, admit};
use crate::{
    adopted::MeasureId,
    carry::{
        model::{StudyStep, StudyStepId},
        rules::{self, Part, Refusal},
        store,
    },
};

/// Takes a step under an id that the form brought.
pub(in crate::carry) async fn add_step(
    tx: &mut Tx,
    deed: Deed<'_>,
    measure: &MeasureId,
    id: &StudyStepId,
    step: &StudyStep,
) -> Result<Done> {
    let carried = admit(tx, deed, measure, Part::Whole).await?;
    // The same form once more; a decision that closed the study would else refuse itself.
    if let Some(known) = store::measure_of_study_step(tx, id).await? {
        if known != (measure.clone(), step.clone()) {
            return Err(Refusal::AlreadySent.into());
        }
        return deed.keep(tx, measure, Done::Already).await;
    }
    if !carried.measure.is_study {
        return Err(Refusal::NotAStudy.into());
    }
    rules::check_length("text", &step.text, rules::LONGEST_TEXT)?;
    let steps = store::study_steps(tx, measure).await?;
    rules::check_step(&steps, step.stage, step.decided_on, deed.today())?;
    if step.text.trim().is_empty() {
        return Err(Refusal::Empty { field: "text" }.into());
    }
    let year = base::FiscalYear::of(step.decided_on);
    rules::check_year(year, carried.period, carried.state(year))?;
    store::add_study_step(tx, id, measure, step, &deed.actor.staff).await?;
    deed.keep(tx, measure, Done::Now).await
}
