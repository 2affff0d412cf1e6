use base::{FAR_FUTURE, date};

use super::*;
use crate::{
    adopted::{MeasureId, OwnerId},
    carry::model::TaskId,
};

const YEAR: FiscalYear = FiscalYear(2026);
const TODAY: Date = date(2026, 10, 15);

fn period() -> FiscalYears {
    FiscalYears::new(FiscalYear(2025), FiscalYear(2027)).unwrap()
}

fn owner(unit: &str, starts_on: Date, ends_on: Date) -> Owner {
    Owner {
        id: OwnerId(unit.into()),
        mark: unit.into(),
        name: unit.into(),
        unit: Some(UnitCode(unit.into())),
        starts_on,
        ends_on,
    }
}

fn step(stage: Stage, decided_on: Date) -> StudyStep {
    StudyStep {
        stage,
        text: "…".into(),
        decided_on,
    }
}

fn task(what: &str, due_on: Option<Date>) -> TaskContent {
    TaskContent {
        what: what.into(),
        who: String::new(),
        due_on,
    }
}

#[test]
fn both_owners_of_a_year_carry_it_out_and_only_the_new_one_the_plan() {
    let old = owner("a", date(2025, 4, 1), date(2026, 10, 1));
    let new = owner("b", date(2026, 10, 1), FAR_FUTURE);

    assert!(is_carried_by(&old, Part::Year(YEAR), TODAY));
    assert!(is_carried_by(&new, Part::Year(YEAR), TODAY));
    assert!(!is_carried_by(&old, Part::Whole, TODAY));
    assert!(is_carried_by(&new, Part::Whole, TODAY));
}

#[test]
fn who_left_on_the_last_day_of_a_year_has_no_part_in_the_next() {
    let old = owner("a", date(2025, 4, 1), date(2026, 4, 1));
    assert!(is_carried_by(&old, Part::Year(FiscalYear(2025)), TODAY));
    assert!(!is_carried_by(&old, Part::Year(YEAR), TODAY));
}

#[test]
fn nobody_begins_before_their_first_day_as_owner() {
    let coming = owner("b", date(2026, 10, 16), FAR_FUTURE);
    assert!(!is_carried_by(&coming, Part::Year(YEAR), TODAY));
    assert!(is_carried_by(&coming, Part::Year(YEAR), date(2026, 10, 16)));
}

#[test]
fn a_new_owner_has_no_part_in_a_year_before_its_time() {
    let new = owner("b", date(2026, 4, 1), FAR_FUTURE);
    assert!(!is_carried_by(&new, Part::Year(FiscalYear(2025)), TODAY));
}

#[test]
fn a_frozen_year_does_not_change_and_another_plan_s_year_is_not_ours() {
    assert_eq!(check_year(YEAR, period(), YearState::Opened), Ok(()));
    assert_eq!(
        check_year(YEAR, period(), YearState::Frozen),
        Err(Refusal::Frozen(YEAR))
    );
    let outside = FiscalYear(2028);
    assert_eq!(
        check_year(outside, period(), YearState::Planning),
        Err(Refusal::OutsidePlan(outside))
    );
}

#[test]
fn once_the_check_is_open_a_change_needs_a_reason() {
    assert_eq!(is_revision(YearState::Planning, ""), Ok(false));
    assert_eq!(
        is_revision(YearState::Opened, " \n"),
        Err(Refusal::ReasonMissing)
    );
    assert_eq!(is_revision(YearState::Opened, "会場の都合"), Ok(true));
}

#[test]
fn a_task_is_due_in_its_own_year() {
    assert_eq!(check_task(&task("募集", None), YEAR), Ok(()));
    assert_eq!(
        check_task(&task("募集", Some(date(2026, 4, 1))), YEAR),
        Ok(())
    );
    assert_eq!(
        check_task(&task("募集", Some(date(2027, 3, 31))), YEAR),
        Ok(())
    );
    for due_on in [date(2026, 3, 31), date(2027, 4, 1)] {
        assert_eq!(
            check_task(&task("募集", Some(due_on)), YEAR),
            Err(Refusal::DueOutsideYear { due_on, year: YEAR })
        );
    }
}

#[test]
fn a_task_says_what_in_at_most_two_hundred_characters() {
    assert_eq!(
        check_task(&task("　", None), YEAR),
        Err(Refusal::Empty { field: "what" })
    );
    assert_eq!(check_task(&task(&"工".repeat(200), None), YEAR), Ok(()));
    assert!(check_task(&task(&"工".repeat(201), None), YEAR).is_err());
}

#[test]
fn a_task_is_done_today_at_the_latest_and_may_be_done_late() {
    assert_eq!(check_done(TODAY, YEAR, TODAY), Ok(()));
    assert!(check_done(date(2026, 10, 16), YEAR, TODAY).is_err());
    assert_eq!(check_done(TODAY, FiscalYear(2025), TODAY), Ok(()));
    assert_eq!(
        check_done(date(2026, 3, 31), YEAR, TODAY),
        Err(Refusal::DoneBeforeYear {
            done_on: date(2026, 3, 31),
            year: YEAR
        })
    );
}

#[test]
fn only_what_is_not_done_goes_on_and_leaves_its_day_behind() {
    let task = |id: &str, done_on| Task {
        id: TaskId(id.into()),
        measure: MeasureId("m".into()),
        year: YEAR,
        content: task(id, Some(date(2026, 9, 30))),
        done_on,
        version: 1,
        is_carried: false,
    };
    let tasks = [task("done", Some(TODAY)), task("open", None)];

    let carried: Vec<_> = carried_over(&tasks).collect();

    assert_eq!(carried.len(), 1);
    assert_eq!(carried[0].1.what, "open");
    assert_eq!(carried[0].1.due_on, None);
}

#[test]
fn an_activity_has_happened_while_the_plan_runs() {
    let check = |on, people| check_activity(on, "説明会", people, "", period(), TODAY);
    assert_eq!(check(TODAY, None), Ok(()));
    assert_eq!(check(TODAY, Some(0)), Ok(()));
    assert!(check(date(2026, 10, 16), None).is_err());
    assert_eq!(check(date(2025, 4, 1), None), Ok(()));
    assert_eq!(
        check(date(2025, 3, 31), None),
        Err(Refusal::DayOutsidePlan(date(2025, 3, 31)))
    );
    assert_eq!(check(TODAY, Some(-1)), Err(Refusal::People));
}

#[test]
fn a_missing_figure_has_a_reason_and_a_figure_has_none() {
    let scale = Scale {
        unit: "人",
        decimals: 0,
        is_comparison: false,
    };
    assert_eq!(read_reading("0", "", &scale), Ok(Ok(0)));
    assert_eq!(read_reading("", "集計中", &scale), Ok(Err("集計中".into())));
    assert_eq!(
        read_reading(" ", "　", &scale),
        Err(Refusal::NeitherFigureNorReason)
    );
    assert_eq!(
        read_reading("0", "集計中", &scale),
        Err(Refusal::FigureAndReason)
    );
}

#[test]
fn a_figure_is_as_of_a_day_of_its_year_that_has_come() {
    assert_eq!(check_as_of(TODAY, YEAR, TODAY), Ok(()));
    assert_eq!(check_as_of(date(2026, 4, 1), YEAR, TODAY), Ok(()));
    assert!(check_as_of(date(2026, 3, 31), YEAR, TODAY).is_err());
    assert!(check_as_of(date(2026, 10, 16), YEAR, TODAY).is_err());
}

#[test]
fn a_study_goes_from_question_over_options_to_the_decision() {
    let question = step(Stage::Question, date(2026, 5, 1));
    let options = step(Stage::Options, date(2026, 8, 1));
    let check = |steps: &[StudyStep], stage| check_step(steps, stage, TODAY, TODAY);

    assert_eq!(check(&[], Stage::Question), Ok(()));
    assert_eq!(
        check(&[], Stage::Decision),
        Err(Refusal::StageBefore(Stage::Question))
    );
    let begun = [question.clone()];
    assert_eq!(check(&begun, Stage::Question), Ok(()));
    assert_eq!(check(&begun, Stage::Options), Ok(()));
    assert_eq!(
        check(&begun, Stage::Decision),
        Err(Refusal::StageBefore(Stage::Options))
    );
    let weighed = [question, options];
    assert_eq!(check(&weighed, Stage::Options), Ok(()));
    assert_eq!(check(&weighed, Stage::Decision), Ok(()));
    assert_eq!(
        check(&weighed, Stage::Question),
        Err(Refusal::StageAfter(Stage::Options))
    );
}

#[test]
fn a_decision_closes_the_study() {
    let steps = [
        step(Stage::Question, date(2026, 5, 1)),
        step(Stage::Options, date(2026, 6, 1)),
        step(Stage::Decision, date(2026, 7, 1)),
    ];
    for stage in Stage::ALL {
        assert_eq!(
            check_step(&steps, *stage, TODAY, TODAY),
            Err(Refusal::StudyClosed(date(2026, 7, 1)))
        );
    }
}

#[test]
fn a_step_is_neither_in_the_future_nor_before_the_last_one() {
    let steps = [step(Stage::Question, date(2026, 5, 1))];
    let check = |on| check_step(&steps, Stage::Options, on, TODAY);
    assert_eq!(check(date(2026, 5, 1)), Ok(()));
    assert_eq!(
        check(date(2026, 4, 30)),
        Err(Refusal::BeforeLastStep(date(2026, 5, 1)))
    );
    assert!(check(date(2026, 10, 16)).is_err());
}

#[test]
fn the_progress_of_a_study_follows_from_its_steps_up_to_the_day() {
    let steps = [
        step(Stage::Question, date(2026, 5, 1)),
        step(Stage::Options, date(2026, 6, 1)),
        step(Stage::Decision, date(2027, 4, 1)),
    ];
    let on = |day| study_standing(&steps, day).progress;
    assert_eq!(on(date(2026, 4, 30)), Progress::NotStarted);
    assert_eq!(on(date(2026, 5, 1)), Progress::UnderWay);
    assert_eq!(on(date(2027, 3, 31)), Progress::UnderWay);
    assert_eq!(on(date(2027, 4, 1)), Progress::Completed);
}

#[test]
fn a_measure_is_handed_over_inside_the_owner_s_time_and_keeps_an_owner() {
    let a = owner("a", date(2025, 4, 1), FAR_FUTURE);
    let b = owner("b", date(2025, 4, 1), FAR_FUTURE);
    let c = UnitCode("c".into());
    let from = date(2026, 10, 1);
    let alone = std::slice::from_ref(&a);

    assert_eq!(check_hand_over(alone, &a, Some(&c), from), Ok(()));
    assert_eq!(
        check_hand_over(alone, &a, None, from),
        Err(Refusal::LastOwner)
    );
    assert_eq!(
        check_hand_over(&[a.clone(), b.clone()], &a, None, from),
        Ok(())
    );
    assert_eq!(
        check_hand_over(&[a.clone(), b.clone()], &a, b.unit.as_ref(), from),
        Err(Refusal::AlreadyOwner)
    );
    assert_eq!(
        check_hand_over(alone, &a, a.unit.as_ref(), from),
        Err(Refusal::AlreadyOwner)
    );
    assert!(check_hand_over(alone, &a, Some(&c), date(2025, 4, 1)).is_err());
    assert_eq!(
        check_hand_over(alone, &a, Some(&c), date(2025, 4, 2)),
        Ok(())
    );
}

#[test]
fn a_unit_may_own_a_measure_again_after_its_time() {
    let before = owner("a", date(2025, 4, 1), date(2026, 4, 1));
    let a = UnitCode("a".into());
    assert_eq!(
        check_new_owner(std::slice::from_ref(&before), &a, date(2026, 4, 1)),
        Ok(())
    );
    assert_eq!(
        check_new_owner(&[before], &a, date(2026, 3, 31)),
        Err(Refusal::AlreadyOwner)
    );
}
