//! People on several posts.
use super::*;

#[test]
fn a_unit_takes_in_those_below_it_and_not_those_above() {
    let asked = |unit| hanako().passes(in_unit(unit, Posts::Main));

    assert!(asked("010101") && asked("0101") && asked("01"));
    assert!(!asked("010102") && !asked("01010101"));
}

#[test]
fn an_additional_post_counts_where_the_condition_says_so() {
    let person = || hanako().beside("主査", &["0201", "02"]);

    assert!(!person().passes(in_unit("02", Posts::Main)));
    assert!(person().passes(in_unit("02", Posts::All)));
    assert!(person().passes(in_unit("01", Posts::Main)));
    assert!(person().passes(in_unit("01", Posts::All)));
}

#[test]
fn out_of_a_unit_is_who_has_no_post_in_it() {
    let person = || hanako().beside("主査", &["0201", "02"]);

    assert!(person().is_taken_out_by(in_unit("02", Posts::All)));
    assert!(!person().is_taken_out_by(in_unit("02", Posts::Main)));
}

#[test]
fn where_somebody_without_a_post_is_nobody_knows() {
    let unposted = || hanako().with(|it| it.posts.clear());

    for test in [
        in_unit("01", Posts::All),
        Test::Heads { posts: Posts::All },
        Test::NewlyHeads { posts: Posts::All },
        new_head(),
    ] {
        assert!(!unposted().passes(test.clone()), "{test:?}");
        assert!(unposted().is_taken_out_by(test.clone()), "not {test:?}");
    }
}

#[test]
fn conditions_on_posts_are_met_by_one_and_the_same_post() {
    let heads_02 = all([
        is(Test::Heads { posts: Posts::All }),
        is(in_unit("02", Posts::All)),
    ]);
    let head = |index: usize| {
        let person = hanako().beside("主査", &["0201", "02"]);
        person.with(|it| it.posts[index].headed_since = Some(date(2025, 4, 1)))
    };

    assert!(!head(0).meets(&heads_02));
    assert!(head(1).meets(&heads_02));
}

#[test]
fn a_new_post_counts_from_its_day_to_the_end_of_its_fiscal_year() {
    let asked = |on| {
        let mut person = hanako().on(on);
        let name = person.names.no("課長");
        person.facts.posts[0].name = name;
        person.facts.posts[0].named_since = date(2026, 4, 1);
        person.passes(new_head())
    };

    assert!(!asked(date(2026, 3, 31)) && asked(date(2026, 4, 1)));
    assert!(asked(date(2027, 3, 31)) && !asked(date(2027, 4, 1)));
    assert!(!hanako().passes(new_head()));
}

#[test]
fn a_section_head_who_moves_is_no_new_section_head() {
    let mut moved = hanako().beside("課長", &["0201", "02"]);
    moved.facts.posts.remove(0);
    moved.facts.posts[0].is_main = true;
    moved.facts.posts[0].headed_since = Some(date(2024, 4, 1));

    assert!(!moved.passes(new_head()));
    assert!(!moved.passes(Test::NewlyHeads { posts: Posts::Main }));
    assert!(moved.passes(Test::Heads { posts: Posts::Main }));
}

#[test]
fn who_began_to_head_this_fiscal_year_heads_newly() {
    let asked = |on| {
        let person = hanako().on(on);
        let mut person = person.with(|it| it.posts[0].headed_since = Some(date(2026, 4, 1)));
        person.passes(Test::NewlyHeads { posts: Posts::Main })
    };

    assert!(!asked(date(2026, 3, 31)) && asked(date(2026, 4, 1)));
    assert!(asked(date(2027, 3, 31)) && !asked(date(2027, 4, 1)));
}
