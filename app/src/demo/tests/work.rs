use std::collections::{HashMap, HashSet};

use base::{Date, FiscalYear, date};

use crate::demo::{
    work::{MeasureWork, Reading, work},
    years::years,
};

/// The plan's first day and the last on which somebody worked before the demo's day.
const KNOWN: (Date, Date) = (date(2024, 4, 1), date(2026, 11, 20));

#[test]
fn there_is_work_for_every_measure_in_the_order_of_the_plan() {
    let planned: Vec<String> = years()
        .swap_remove(0)
        .measures
        .into_iter()
        .map(|it| it.name)
        .collect();
    let worked: Vec<String> = work().into_iter().map(|it| it.name).collect();

    assert_eq!(worked, planned);
}

#[test]
fn every_measure_counts_something_and_did_something_in_its_first_year() {
    for it in work() {
        assert!(!it.indicators.is_empty(), "{}", it.name);
        let in_first = |on: Date| FiscalYear::of(on) == FiscalYear(2024);
        assert!(
            it.activities.iter().any(|it| in_first(it.on)),
            "{}",
            it.name
        );
        assert!(it.activities.is_sorted_by_key(|it| it.on), "{}", it.name);
    }
}

#[test]
fn every_typed_indicator_of_the_finished_year_has_its_figure_or_a_reason() {
    let all = work();
    let indicators = || all.iter().flat_map(|it| &it.indicators);

    for it in indicators().filter(|it| it.source.is_none()) {
        assert!(!it.readings.is_empty(), "{}", it.name);
        assert_eq!(it.targets.len(), 3, "{}", it.name);
    }
    let is_missing = |it: &&Reading| matches!(it, Reading::Missing { .. });
    let missing = indicators().flat_map(|it| &it.readings).filter(is_missing);
    assert_eq!(missing.count(), 3);
    let computed: HashSet<&String> = indicators().filter_map(|it| it.source.as_ref()).collect();
    assert_eq!(computed.len(), 5);
}

#[test]
fn what_happened_lies_between_the_plans_first_day_and_the_demos() {
    let days = |it: &MeasureWork| -> Vec<Date> {
        let activities = it.activities.iter().map(|it| it.on);
        let steps = it.study.iter().map(|it| it.on);
        let remarks = it.remarks.iter().map(|it| it.on);
        let answers = it.remarks.iter().filter_map(|it| it.answered_on);
        activities
            .chain(steps)
            .chain(remarks)
            .chain(answers)
            .collect()
    };
    for it in work() {
        for day in days(&it) {
            assert!(KNOWN.0 <= day && day <= KNOWN.1, "{} on {day}", it.name);
        }
    }
    for year in years() {
        for task in year.measures.iter().flat_map(|it| &it.tasks) {
            if let Some(done) = task.done {
                assert!(year.fiscal_year.contains(done), "{}", task.what);
                assert!(done <= KNOWN.1, "{}", task.what);
            }
        }
    }
}

#[test]
fn studies_stand_at_every_stage() {
    let mut reached: HashMap<String, usize> = HashMap::new();
    for it in work() {
        if let Some(last) = it.study.last() {
            *reached.entry(last.stage.clone()).or_default() += 1;
        }
    }

    let count = |stage: &str| reached.get(stage).copied().unwrap_or_default();
    assert_eq!(["question", "options", "decision"].map(count), [1, 3, 2]);
}

#[test]
fn most_remarks_are_answered_and_some_are_open() {
    let remarks: Vec<_> = work().into_iter().flat_map(|it| it.remarks).collect();
    let answered = remarks.iter().filter(|it| it.answered_on.is_some());

    assert_eq!((remarks.len(), answered.count()), (7, 5));
    for it in &remarks {
        assert_eq!(
            it.answered_on.is_some(),
            !it.answer.is_empty(),
            "{}",
            it.text
        );
    }
}
