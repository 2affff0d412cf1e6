//! First and last days, and what is not recorded.
use super::*;

#[test]
fn the_fiscal_year_of_hiring_is_the_first_however_late_the_day() {
    let third = || Test::YearsHired(Range::new(3, 3));

    for hired_on in [date(2024, 4, 1), date(2025, 3, 31)] {
        let hired = || hanako().with(|it| it.hired_on = hired_on);

        assert!(!hired().on(date(2026, 3, 31)).passes(third()));
        assert!(hired().on(date(2026, 4, 1)).passes(third()));
        assert!(hired().on(date(2027, 3, 31)).passes(third()));
        assert!(!hired().on(date(2027, 4, 1)).passes(third()));
    }
}

#[test]
fn a_range_takes_in_both_its_ends_and_an_open_end_everything_beyond() {
    let years = |range| hanako().passes(Test::YearsHired(range));

    assert!(years(Range::new(3, 5)) && years(Range::new(1, 3)));
    assert!(!years(Range::new(4, 5)) && !years(Range::new(1, 2)));
    assert!(years(from(3)) && !years(from(4)));
    assert!(years(Range {
        from: None,
        to: Some(3)
    }));
    assert!(!years(Range {
        from: None,
        to: Some(2)
    }));
}

#[test]
fn a_person_is_on_the_list_from_the_day_of_hiring_until_the_day_before_leaving() {
    let asked = |on| {
        let person = hanako().on(on);
        let mut person = person.with(|it| {
            it.hired_on = date(2026, 10, 1);
            it.ends_on = date(2027, 2, 1);
        });
        person.meets(&Audience::everybody())
    };

    assert!(!asked(date(2026, 9, 30)) && asked(date(2026, 10, 1)));
    assert!(asked(date(2027, 1, 31)) && !asked(date(2027, 2, 1)));
}

#[test]
fn a_promotion_counts_from_its_day_to_the_end_of_its_fiscal_year() {
    let promoted_on = date(2026, 7, 1);
    let asked = |on| {
        let person = hanako().with(|it| it.grade = Grade::new(4, Some(promoted_on), true));
        person.on(on).passes(Test::Promoted(Range::new(4, 5)))
    };

    assert!(!asked(date(2026, 6, 30)) && asked(date(2026, 7, 1)));
    assert!(asked(date(2027, 3, 31)) && !asked(date(2027, 4, 1)));
}

#[test]
fn the_promotion_of_31_march_is_of_the_year_that_ends_with_it() {
    let promoted = || hanako().with(|it| it.grade = Grade::new(4, Some(date(2026, 3, 31)), true));
    let promotion = || Test::Promoted(from(1));

    assert!(promoted().on(date(2026, 3, 31)).passes(promotion()));
    assert!(!promoted().on(date(2026, 4, 1)).passes(promotion()));
}

#[test]
fn hiring_into_a_grade_or_a_step_down_is_no_promotion_but_begins_the_years_in_it() {
    let mut hired = hanako().with(|it| it.grade = Grade::new(3, Some(date(2026, 4, 1)), false));

    assert!(!hired.passes(Test::Promoted(Range::new(3, 3))));
    assert!(hired.passes(Test::YearsInGrade(Range::new(1, 1))));
}

#[test]
fn the_years_in_a_grade_turn_on_the_first_of_april() {
    let asked = |on| hanako().on(on).passes(Test::YearsInGrade(Range::new(2, 2)));

    assert!(!asked(date(2026, 3, 31)) && asked(date(2026, 4, 1)));
    assert!(asked(date(2027, 3, 31)) && !asked(date(2027, 4, 1)));
}

#[test]
fn who_has_no_grade_is_met_by_no_condition_on_grades_nor_by_its_negation() {
    for test in [
        Test::Grade(from(0)),
        Test::Grade(Range::new(3, 5)),
        Test::Promoted(from(0)),
        Test::YearsInGrade(from(0)),
    ] {
        let mut person = hanako().with(|it| it.grade = Grade::new(0, None, false));

        assert!(!person.passes(test.clone()), "{test:?}");
        assert!(person.is_taken_out_by(test.clone()), "not {test:?}");
    }
}

#[test]
fn of_a_grade_held_since_nobody_knows_when_neither_years_nor_promotion_are_known() {
    let mut person = hanako().with(|it| it.grade = Grade::new(3, None, false));

    assert!(person.passes(Test::Grade(Range::new(3, 3))));
    for test in [Test::Promoted(from(1)), Test::YearsInGrade(from(1))] {
        assert!(!person.passes(test.clone()) && person.is_taken_out_by(test));
    }
}

#[test]
fn who_has_no_job_family_is_neither_in_it_nor_outside() {
    let office = || Test::JobFamily {
        names: words(["事務"]),
    };
    let mut unknown = hanako().with(|it| it.job_family = None);

    assert!(hanako().passes(office()) && hanako().is_taken_out_by(office()));
    assert!(!unknown.passes(office()) && unknown.is_taken_out_by(office()));
}

#[test]
fn the_age_is_that_of_31_march_and_1_april_is_of_the_earlier_year() {
    let asked = |born_on, on| {
        let mut person = hanako().on(on).with(|it| it.born_on = born_on);
        person.passes(Test::Age(Range::new(30, 30)))
    };

    for on in [date(2026, 4, 1), date(2027, 3, 31)] {
        assert!(!asked(date(1996, 4, 1), on) && asked(date(1996, 4, 2), on));
        assert!(asked(date(1997, 4, 1), on) && !asked(date(1997, 4, 2), on));
    }
    assert!(asked(date(1996, 4, 1), date(2026, 3, 31)));
}

#[test]
fn a_return_counts_from_its_day_to_the_end_of_its_fiscal_year() {
    let asked = |on| {
        let mut person = hanako()
            .on(on)
            .with(|it| it.returned_on = Some(date(2026, 10, 1)));
        person.passes(Test::Returned)
    };

    assert!(!asked(date(2026, 9, 30)) && asked(date(2026, 10, 1)));
    assert!(asked(date(2027, 3, 31)) && !asked(date(2027, 4, 1)));
    assert!(!hanako().passes(Test::Returned) && !hanako().is_taken_out_by(Test::Returned));
}

#[test]
fn a_kind_is_one_of_those_named() {
    let kind = |kinds| Test::Kind { kinds };

    assert!(hanako().passes(kind(words(["fixed_term", "regular"]))));
    assert!(!hanako().passes(kind(words(["fixed_term"]))));
}

#[test]
fn a_completion_counts_while_it_is_valid_or_for_ever_as_the_rule_says() {
    let asked = |year, when| {
        let person = hanako().on(date(year, 4, 1));
        let mut person = person.completed("人権", 2026, Some(2));
        let course = completed("人権", when);
        let is_passed = person.passes(course.clone());
        assert_eq!(person.is_taken_out_by(course), is_passed);
        is_passed
    };

    assert!(!asked(2025, When::Ever) && !asked(2025, When::Valid));
    assert!(asked(2026, When::Valid) && asked(2027, When::Valid) && !asked(2028, When::Valid));
    assert!(asked(2028, When::Ever));
}

#[test]
fn who_never_completed_a_course_is_known_not_to_have() {
    assert!(!hanako().passes(completed("人権", When::Ever)));
    assert!(!hanako().is_taken_out_by(completed("人権", When::Ever)));
}

#[test]
fn alternatives_are_joined_by_or_and_conditions_by_and() {
    let (third, grade) = (Test::YearsHired(Range::new(3, 3)), Test::Grade(from(6)));

    assert!(!hanako().meets(&all([is(third.clone()), is(grade.clone())])));
    assert!(hanako().meets(&any([vec![is(grade.clone())], vec![is(third.clone())]])));
    assert!(hanako().meets(&all([is(third), not(grade)])));
    assert!(hanako().meets(&Audience::everybody()));
    assert!(!hanako().meets(&Audience { any: Vec::new() }));
}

#[test]
fn rules_and_facts_meet_whichever_was_built_first() {
    let rule = all([
        is(in_unit("01", Posts::Main)),
        is(completed("人権", When::Ever)),
    ]);
    let mut names = Names::default();
    let early = Rule::new(&rule, &mut names);
    let mut facts = hanako().facts;
    facts.posts = vec![post(&mut names, "係員", &["0101", "01"])];
    facts.completions = vec![Completion {
        course: names.no("人権"),
        year: base::FiscalYear(2025),
        valid_before: None,
    }];

    assert!(early.includes(&facts) && Rule::new(&rule, &mut names).includes(&facts));
}
