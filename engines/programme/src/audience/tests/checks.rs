//! What is found in a rule before it is saved.
use super::*;

fn found(audience: &Audience) -> Vec<Finding<'_>> {
    findings(audience, |_| true)
}

fn at(condition: usize) -> Place {
    Place {
        alternative: 0,
        condition,
    }
}

/// The two conditions cannot be met together, and the one refusal says so.
fn contradict(first: Condition, second: Condition) -> bool {
    let both = [first.clone(), second.clone()];
    let turned = [second, first];
    let is_found = |it: [Condition; 2]| {
        let audience = all(it);
        let found = found(&audience);
        assert!(found.iter().all(Finding::is_refusal), "{found:?}");
        !found.is_empty() && found == [Finding::Contradiction(at(0), at(1))]
    };
    let is_both = is_found(both);
    assert_eq!(is_both, is_found(turned));
    is_both
}

/// Nothing but that the first alternative adds nobody to the second.
fn is_contained(first: Vec<Condition>, second: Vec<Condition>) -> bool {
    let audience = any([first, second]);
    let found = found(&audience);
    assert!(!found.iter().any(Finding::is_refusal), "{found:?}");
    found.contains(&Finding::Contained {
        alternative: 0,
        within: 1,
    })
}

fn grade(first: u16, last: u16) -> Test {
    Test::Grade(Range::new(first, last))
}

fn kind(kind: &str) -> Test {
    Test::Kind {
        kinds: words([kind]),
    }
}

#[test]
fn a_plain_rule_has_no_findings() {
    let third_year = all([is(grade(3, 5)), is(Test::YearsHired(Range::new(3, 3)))]);

    assert_eq!(found(&third_year), []);
}

#[test]
fn a_rule_without_an_alternative_is_refused() {
    let nobody = Audience { any: Vec::new() };

    assert_eq!(found(&nobody), [Finding::NoAlternative]);
}

#[test]
fn an_alternative_without_a_condition_is_a_warning_that_all_are_meant() {
    let everybody = Audience::everybody();

    let expected = Finding::Everybody { alternative: 0 };
    assert_eq!(found(&everybody), [expected]);
    assert!(!expected.is_refusal());
}

#[test]
fn a_range_that_begins_after_its_end_is_refused_once() {
    let reversed = all([is(grade(5, 3)), is(grade(3, 5)), not(grade(6, 7))]);

    assert_eq!(found(&reversed), [Finding::EmptyRange(at(0))]);
    assert_eq!(found(&all([is(grade(3, 3))])), []);
}

#[test]
fn a_list_of_nothing_is_refused() {
    let nothing = all([is(Test::Kind { kinds: Vec::new() })]);

    assert_eq!(found(&nothing), [Finding::NamesNothing(at(0))]);
}

#[test]
fn what_the_city_does_not_have_is_named() {
    let rule = all([
        is(in_unit("0101", Posts::Main)),
        not(completed("X-1", When::Ever)),
        is(kind("regular")),
        is(Test::JobFamily {
            names: words(["事務", "魔術"]),
        }),
        is(new_head()),
    ]);

    let known = ["0101", "事務", "課長"];
    let found = findings(&rule, |it| known.contains(&it.word()));

    assert_eq!(
        found,
        [
            Finding::Unknown(at(1), Noun::Course("X-1")),
            Finding::Unknown(at(2), Noun::Kind("regular")),
            Finding::Unknown(at(3), Noun::JobFamily("魔術")),
        ]
    );
}

#[test]
fn ranges_that_do_not_touch_contradict() {
    assert!(contradict(is(grade(5, 7)), is(grade(1, 3))));
    assert!(!contradict(is(grade(3, 7)), is(grade(1, 3))));
    assert!(contradict(is(grade(1, 4)), is(Test::Grade(from(5)))));
    assert!(contradict(
        is(Test::Age(Range::new(20, 30))),
        is(Test::Age(from(31)))
    ));
    assert!(!contradict(is(grade(1, 3)), is(Test::YearsHired(from(4)))));
}

#[test]
fn a_condition_contradicts_its_own_negation_and_any_wider_one() {
    assert!(contradict(is(kind("regular")), not(kind("regular"))));
    assert!(contradict(is(grade(3, 5)), not(grade(2, 5))));
    assert!(!contradict(is(grade(3, 5)), not(grade(4, 5))));
    assert!(contradict(
        is(in_unit("01", Posts::Main)),
        not(in_unit("01", Posts::All))
    ));
    assert!(!contradict(
        is(in_unit("01", Posts::All)),
        not(in_unit("01", Posts::Main))
    ));
}

#[test]
fn kinds_that_nobody_has_together_contradict() {
    assert!(contradict(is(kind("regular")), is(kind("fixed_term"))));
}

#[test]
fn completed_and_not_completed_contradict_unless_it_may_have_lapsed() {
    let course = |when| completed("人権", when);

    assert!(contradict(is(course(When::Ever)), not(course(When::Ever))));
    assert!(contradict(is(course(When::Valid)), not(course(When::Ever))));
    assert!(!contradict(
        is(course(When::Ever)),
        not(course(When::Valid))
    ));
    assert!(!contradict(
        is(course(When::Ever)),
        not(completed("服務", When::Ever))
    ));
}

#[test]
fn promoted_this_year_contradicts_other_grades_and_later_years() {
    let promoted = || is(Test::Promoted(Range::new(4, 4)));

    assert!(contradict(promoted(), is(grade(1, 3))));
    assert!(contradict(promoted(), not(grade(4, 4))));
    assert!(contradict(promoted(), is(Test::YearsInGrade(from(2)))));
    assert!(!contradict(promoted(), is(Test::YearsInGrade(from(1)))));
}

#[test]
fn newly_heading_is_heading_and_no_one_post_has_two_names() {
    let newly = is(Test::NewlyHeads { posts: Posts::Main });
    let new_chief = Test::NewPost {
        names: words(["係長"]),
        posts: Posts::All,
    };

    assert!(contradict(newly, not(Test::Heads { posts: Posts::All })));
    assert!(contradict(is(new_head()), is(new_chief)));
}

#[test]
fn a_narrower_alternative_is_contained_in_a_wider_one() {
    let third = || is(Test::YearsHired(Range::new(3, 3)));

    assert!(is_contained(
        vec![is(grade(3, 4)), third()],
        vec![is(grade(3, 5))]
    ));
    assert!(!is_contained(
        vec![is(grade(3, 5))],
        vec![is(grade(3, 4)), third()]
    ));
    assert!(!is_contained(vec![is(grade(3, 5))], vec![is(grade(4, 6))]));
    assert!(is_contained(vec![is(grade(3, 4))], vec![not(grade(6, 8))]));
    assert!(is_contained(vec![not(grade(1, 4))], vec![not(grade(2, 3))]));
    assert!(!is_contained(
        vec![not(grade(2, 3))],
        vec![not(grade(1, 4))]
    ));
    assert!(is_contained(vec![third()], Vec::new()));
}

#[test]
fn of_two_equal_alternatives_the_later_is_too_many() {
    let twice = any([vec![is(grade(3, 4))], vec![is(grade(3, 4))]]);

    let expected = Finding::Contained {
        alternative: 1,
        within: 0,
    };
    assert_eq!(found(&twice), [expected]);
}

#[test]
fn who_has_a_grade_but_no_known_day_keeps_negated_alternatives_apart() {
    let unpromoted = vec![not(Test::Promoted(Range::new(3, 3)))];

    assert!(!is_contained(vec![not(grade(3, 3))], unpromoted));
}

#[test]
fn a_rule_that_reaches_nobody_or_everybody_is_a_warning() {
    let reach = |people, of| Reach { people, of };

    assert_eq!(
        reach(0, 8_000).finding(),
        Some(Finding::ReachesNobody(reach(0, 8_000)))
    );
    assert_eq!(
        reach(8_000, 8_000).finding(),
        Some(Finding::ReachesEverybody(reach(8_000, 8_000)))
    );
    assert_eq!(reach(1, 8_000).finding(), None);
    assert_eq!(reach(7_999, 8_000).finding(), None);
    assert_eq!(reach(0, 0).finding(), None);
}
