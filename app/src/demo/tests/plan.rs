use base::FiscalYear;
use documents::{Limits, read_blocks};
use plan::{Answers, ImportedPlan, recognise};

use crate::demo::PLAN;

fn imported() -> ImportedPlan {
    let document = read_blocks(PLAN.as_bytes(), "plan.txt", &Limits::default()).unwrap();
    recognise(&document.blocks, &Answers::default()).unwrap()
}

#[test]
fn the_importer_reads_the_plan_without_a_doubt() {
    let plan = imported();

    assert_eq!(plan.title, "第３次汐見市職員成長アクションプラン");
    assert_eq!(
        (plan.period.first(), plan.period.last()),
        (FiscalYear(2024), FiscalYear(2026))
    );
    assert_eq!((plan.warnings.len(), plan.remarks.len()), (0, 0));
}

#[test]
fn the_plan_has_the_shape_of_a_real_one() {
    let plan = imported();
    let repeats = plan
        .listings()
        .filter(|listing| listing.repeats.is_some())
        .count();

    assert_eq!(plan.fields.len(), 4);
    assert_eq!(plan.directions().count(), 17);
    assert_eq!(
        (plan.listings().count(), plan.measures().count(), repeats),
        (60, 57, 3)
    );
}

#[test]
fn some_contents_are_studies() {
    let plan = imported();
    let studies = plan
        .listings()
        .flat_map(|listing| &listing.contents)
        .filter(|content| content.is_study);

    assert_eq!(studies.count(), 6);
}

#[test]
fn notes_say_what_the_two_short_owner_marks_mean() {
    let notes: Vec<_> = imported()
        .owner_notes
        .into_iter()
        .map(|note| note.full_name)
        .collect();

    assert_eq!(notes, ["人材育成課研修班", "人材育成課健康支援班"]);
}

#[test]
fn the_plan_looks_back_on_two_earlier_ones() {
    let past: Vec<_> = imported()
        .past_plans
        .iter()
        .map(|past| (past.done, past.planned))
        .collect();

    assert_eq!(past, [(33, 38), (49, 52)]);
}
