//! What a course asks of people on a list.
use base::FiscalYear;

use super::*;

fn standing(ground: Ground, starts_on: Date, ends_on: Date) -> Standing {
    Standing {
        ground,
        reason: "…".into(),
        starts_on,
        ends_on,
    }
}

/// What 人権, a course for everybody, asks of the person.
fn asked(mut person: Person, standings: &[Standing]) -> Duty<'_> {
    let rule = Rule::new(&Audience::everybody(), &mut person.names);
    let course = person.names.no("人権");
    duty(&rule, course, &person.facts, standings)
}

#[test]
fn a_yearly_course_of_march_is_due_again_in_april() {
    let completed = |on| asked(hanako().on(on).completed("人権", 2026, Some(1)), &[]);
    let year = FiscalYear(2026);

    assert_eq!(FiscalYear::of(date(2027, 3, 20)), year);
    let done = Duty::Done {
        year,
        until: Some(year),
    };
    assert_eq!(completed(date(2027, 3, 31)), done);
    assert_eq!(completed(date(2027, 4, 1)), Duty::Due);
}

#[test]
fn a_completion_of_three_years_lasts_until_the_end_of_the_third() {
    let completed = |on| asked(hanako().on(on).completed("人権", 2026, Some(3)), &[]);

    let done = Duty::Done {
        year: FiscalYear(2026),
        until: Some(FiscalYear(2028)),
    };
    assert_eq!(completed(date(2029, 3, 31)), done);
    assert_eq!(completed(date(2029, 4, 1)), Duty::Due);
}

#[test]
fn once_is_enough_where_the_course_says_so() {
    let person = hanako().on(date(2060, 4, 1));

    let done = Duty::Done {
        year: FiscalYear(2026),
        until: None,
    };
    assert_eq!(asked(person.completed("人権", 2026, None), &[]), done);
}

#[test]
fn another_course_is_no_completion_of_this_one() {
    let person = hanako().completed("服務", 2026, None);

    assert_eq!(asked(person, &[]), Duty::Due);
}

#[test]
fn the_latest_of_several_completions_counts() {
    let person = hanako().completed("人権", 2026, Some(1));
    let person = person.completed("人権", 2025, Some(2));

    let done = Duty::Done {
        year: FiscalYear(2026),
        until: Some(FiscalYear(2026)),
    };
    assert_eq!(asked(person, &[]), done);
}

#[test]
fn who_is_hired_in_mid_year_is_due_from_that_day() {
    let hired = |on| {
        asked(
            hanako().on(on).with(|it| it.hired_on = date(2026, 10, 1)),
            &[],
        )
    };

    assert_eq!(hired(date(2026, 9, 30)), Duty::NotInAudience);
    assert_eq!(hired(date(2026, 10, 1)), Duty::Due);
}

#[test]
fn who_left_is_due_no_longer() {
    let left = |on| {
        asked(
            hanako().on(on).with(|it| it.ends_on = date(2026, 10, 1)),
            &[],
        )
    };

    assert_eq!(left(date(2026, 9, 30)), Duty::Due);
    assert_eq!(left(date(2026, 10, 1)), Duty::NotInAudience);
}

#[test]
fn who_returns_from_leave_in_mid_year_is_due_from_the_day_of_return() {
    let leave = [standing(
        Ground::OnLeave,
        date(2026, 5, 1),
        date(2026, 10, 1),
    )];
    let on = |on| asked(hanako().on(on), &leave);

    assert_eq!(on(date(2026, 4, 30)), Duty::Due);
    assert_eq!(on(date(2026, 5, 1)), Duty::Excused(&leave[0]));
    assert_eq!(on(date(2026, 9, 30)), Duty::Excused(&leave[0]));
    assert_eq!(on(date(2026, 10, 1)), Duty::Due);
}

#[test]
fn who_completed_the_course_stays_done_in_leave() {
    let leave = [standing(Ground::OnLeave, date(2026, 4, 1), FAR_FUTURE)];
    let person = || hanako().completed("人権", 2026, Some(1));

    assert!(matches!(asked(person(), &leave), Duty::Done { .. }));
    let next_year = person().on(date(2027, 4, 1));
    assert_eq!(asked(next_year, &leave), Duty::Excused(&leave[0]));
}

#[test]
fn of_several_standings_the_one_that_ends_last_counts() {
    let substituted = Ground::Substituted {
        course: "服務".into(),
    };
    let standings = [
        standing(Ground::Seconded, date(2026, 4, 1), date(2027, 4, 1)),
        standing(substituted, date(2026, 4, 1), date(2028, 4, 1)),
        standing(Ground::Exempt, date(2027, 4, 1), FAR_FUTURE),
    ];
    let on = |on| asked(hanako().on(on), &standings);

    assert_eq!(on(date(2026, 4, 1)), Duty::Excused(&standings[1]));
    assert_eq!(on(date(2027, 4, 1)), Duty::Excused(&standings[2]));
    assert_eq!(on(date(2026, 3, 31)), Duty::Due);
}

#[test]
fn a_standing_of_somebody_outside_the_audience_says_nothing() {
    let exempt = [standing(Ground::Exempt, date(2026, 4, 1), FAR_FUTURE)];
    let mut person = hanako();
    let rule = Rule::new(&all([is(Test::Grade(from(9)))]), &mut person.names);
    let course = person.names.no("人権");

    assert_eq!(
        duty(&rule, course, &person.facts, &exempt),
        Duty::NotInAudience
    );
}
