//! Rules and people at random: the rule made ready says what the data say, and nothing found in a rule is untrue.
use base::FiscalYear;
use proptest::{collection::vec, option, prelude::*, sample::select};

use super::*;

const UNITS: [&str; 4] = ["01", "0101", "0102", "02"];
const POSTS: [&str; 3] = ["係員", "課長", "部長"];
const FAMILIES: [&str; 2] = ["事務", "土木"];
const KINDS: [&str; 3] = ["regular", "fixed_term", "dispatched"];
const COURSES: [&str; 2] = ["人権", "服務"];

fn some(of: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    vec(select(of).prop_map(str::to_owned), 0..3)
}

fn range() -> impl Strategy<Value = Range> {
    (option::of(0..6_u16), option::of(0..6_u16)).prop_map(|(from, to)| Range { from, to })
}

fn test() -> impl Strategy<Value = Test> {
    let looked_at = || select(vec![Posts::Main, Posts::All]);
    let when = select(vec![When::Ever, When::Valid]);
    prop_oneof![
        range().prop_map(Test::Grade),
        range().prop_map(Test::YearsHired),
        range().prop_map(Test::YearsInGrade),
        range().prop_map(Test::Promoted),
        (some(&POSTS), looked_at()).prop_map(|(names, posts)| Test::NewPost { names, posts }),
        looked_at().prop_map(|posts| Test::Heads { posts }),
        looked_at().prop_map(|posts| Test::NewlyHeads { posts }),
        (some(&UNITS), looked_at()).prop_map(|(units, posts)| Test::InUnit { units, posts }),
        some(&FAMILIES).prop_map(|names| Test::JobFamily { names }),
        some(&KINDS).prop_map(|kinds| Test::Kind { kinds }),
        // The people at random are 28 to 33.
        (28..34_u16, 28..34_u16).prop_map(|(from, to)| Test::Age(Range::new(from, to))),
        Just(Test::Returned),
        (select(&COURSES), when).prop_map(|(course, when)| completed(course, when)),
    ]
}

fn audience() -> impl Strategy<Value = Audience> {
    let condition = (proptest::bool::ANY, test()).prop_map(|(not, that)| Condition { not, that });
    let alternative = vec(condition, 0..4).prop_map(|all| Alternative { all });
    vec(alternative, 0..4).prop_map(|alternatives| Audience { any: alternatives })
}

/// A day near the turns of the fiscal years 2022 to 2027.
fn day() -> impl Strategy<Value = Date> {
    let turn = select(vec![(3, 31), (4, 1), (10, 1)]);
    (2022..2028_i16, turn).prop_map(|(year, (month, day))| date(year, month, day))
}

/// A post in words: name, its day, the unit's row, whether it is the main one, heading since.
type PostWords = (&'static str, Date, &'static [&'static str], Option<Date>);

fn post_words() -> impl Strategy<Value = PostWords> {
    let rows: [&'static [&'static str]; 4] = [&["01"], &["0101", "01"], &["0102", "01"], &["02"]];
    (
        select(&POSTS),
        day(),
        select(rows.to_vec()),
        option::of(day()),
    )
}

fn person() -> impl Strategy<Value = Person> {
    let grade = option::of((1..6_u16, option::of(day()), proptest::bool::ANY));
    let completion = (select(&COURSES), 2022..2028_i16, option::of(1..3_i64));
    (
        (day(), day(), day(), grade),
        (
            select(&KINDS),
            option::of(select(&FAMILIES)),
            option::of(day()),
        ),
        (
            vec(post_words(), 0..3),
            proptest::bool::ANY,
            vec(completion, 0..3),
        ),
        (1993..1998_i16, select(vec![(4, 1), (4, 2)])),
    )
        .prop_map(|(first, second, (posts, has_main, completions), born)| {
            let (on, hired_on, ends_on, grade) = first;
            let (kind, job_family, returned_on) = second;
            let (year, (month, day)) = born;
            let mut person = hanako().with(|it| it.posts.clear());
            let names = &mut person.names;
            let facts = &mut person.facts;
            (facts.kind, facts.job_family) = (names.no(kind), job_family.map(|it| names.no(it)));
            for (index, (name, named_since, units, headed_since)) in posts.into_iter().enumerate() {
                facts.posts.push(Post {
                    named_since,
                    is_main: has_main && index == 0,
                    headed_since,
                    ..post(names, name, units)
                });
            }
            (facts.on, facts.hired_on, facts.born_on) = (on, hired_on, date(year, month, day));
            facts.ends_on = if ends_on < on { FAR_FUTURE } else { ends_on };
            facts.returned_on = returned_on;
            facts.grade = grade.and_then(|(level, since, is_promotion)| {
                Grade::new(level.into(), since, is_promotion)
            });
            completions
                .into_iter()
                .fold(person, |it, (course, year, valid_years)| {
                    it.completed(course, year, valid_years)
                })
        })
}

/// Whether the person passes the test, in the plainest words; `None` when nobody knows.
fn passes(test: &Test, person: &Person, posts: &[&Post]) -> Option<bool> {
    let Person { names, facts } = person;
    let year = FiscalYear::of(facts.on);
    let is_named = |no, words: &[String]| words.iter().any(|it| it == names.word(no));
    let is_in = |range: &Range, it: i16| {
        range.from.is_none_or(|from| i32::from(from) <= it.into())
            && range.to.is_none_or(|to| i32::from(it) <= to.into())
    };
    let nth = |since| Some(year.0 - FiscalYear::of(since).0 + 1).filter(|it| *it >= 1);
    let is_new = |day: Date| year.first_day() <= day && day <= facts.on;
    let any_post = |looked_at: &Posts, passes: &dyn Fn(&Post) -> bool| {
        let mut seen = posts
            .iter()
            .filter(|it| *looked_at == Posts::All || it.is_main);
        seen.clone().next()?;
        Some(seen.any(|it| passes(it)))
    };
    match test {
        Test::Grade(range) => Some(is_in(range, facts.grade?.level.try_into().unwrap())),
        Test::YearsHired(range) => Some(is_in(range, nth(facts.hired_on)?)),
        Test::YearsInGrade(range) => Some(is_in(range, nth(facts.grade?.since?)?)),
        Test::Promoted(range) => {
            let Grade {
                level,
                since,
                is_promotion,
            } = facts.grade?;
            Some(is_promotion & is_in(range, level.try_into().unwrap()) & is_new(since?))
        }
        Test::NewPost { names, posts } => any_post(posts, &|it| {
            is_named(it.name, names) && is_new(it.named_since)
        }),
        Test::Heads { posts } => any_post(posts, &|it| it.headed_since.is_some()),
        Test::NewlyHeads { posts } => any_post(posts, &|it| it.headed_since.is_some_and(is_new)),
        Test::InUnit { units, posts } => any_post(posts, &|it| {
            it.units.iter().any(|unit| is_named(*unit, units))
        }),
        Test::JobFamily { names } => Some(is_named(facts.job_family?, names)),
        Test::Kind { kinds } => Some(is_named(facts.kind, kinds)),
        Test::Age(range) => {
            let attained = |age: &i16| {
                let age = u16::try_from(*age).unwrap();
                base::attains_on(facts.born_on, age) <= year.last_day()
            };
            Some(is_in(range, (0..150).rev().find(attained)?))
        }
        Test::Returned => Some(facts.returned_on.is_some_and(is_new)),
        Test::Completed { course, when } => Some(facts.completions.iter().any(|it| {
            let is_over = it.valid_before.is_some_and(|end| end <= year);
            names.word(it.course) == course && it.year <= year && !(is_over && *when == When::Valid)
        })),
    }
}

fn is_of_posts(test: &Test) -> bool {
    matches!(
        test,
        Test::NewPost { .. } | Test::Heads { .. } | Test::NewlyHeads { .. } | Test::InUnit { .. }
    )
}

fn meets(alternative: &Alternative, person: &Person) -> bool {
    let all: Vec<&Post> = person.facts.posts.iter().collect();
    let (of_posts, others): (Vec<_>, Vec<_>) = alternative
        .all
        .iter()
        .partition(|it| !it.not && is_of_posts(&it.that));
    let by_one = |it: &&Post| {
        let mut tests = of_posts.iter();
        tests.all(|test| passes(&test.that, person, &[it]) == Some(true))
    };
    (of_posts.is_empty() || all.iter().any(by_one))
        && others
            .iter()
            .all(|it| passes(&it.that, person, &all) == Some(!it.not))
}

/// The alternatives that the person meets, told from the data.
fn met(audience: &Audience, person: &Person) -> Vec<usize> {
    let facts = &person.facts;
    if facts.on < facts.hired_on || facts.ends_on <= facts.on {
        return Vec::new();
    }
    let alternatives = audience.any.iter().enumerate();
    let met = alternatives.filter(|(_, it)| meets(it, person));
    met.map(|(index, _)| index).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_rule_made_ready_says_what_the_data_say(audience in audience(), mut person in person()) {
        let met = met(&audience, &person);
        let rule = Rule::new(&audience, &mut person.names);

        prop_assert_eq!(rule.met(&person.facts), met.first().copied());
    }

    #[test]
    fn there_are_reasons_exactly_for_those_who_are_in(audience in audience(), mut person in person()) {
        let is_in = person.meets(&audience);
        let because = person.because(&audience);

        prop_assert_eq!(because.is_some(), is_in);
        if let Some(because) = because {
            let conditions = audience.any[because.alternative].all.len();
            prop_assert_eq!(because.reasons.len(), conditions.max(1));
        }
    }

    #[test]
    fn a_rule_comes_back_from_its_json(audience in audience()) {
        let json = serde_json::to_string(&audience).unwrap();

        prop_assert_eq!(Audience::read(&json), Ok(audience));
    }

    #[test]
    fn nothing_found_in_a_rule_is_untrue(audience in audience(), people in vec(person(), 20)) {
        let found = findings(&audience, |_| true);
        for person in people {
            let met = met(&audience, &person);
            for finding in &found {
                match finding {
                    Finding::Contradiction(at, _) => prop_assert!(!met.contains(&at.alternative)),
                    Finding::Contained { alternative, within } => {
                        prop_assert!(!met.contains(alternative) || met.contains(within));
                    }
                    Finding::NoAlternative => prop_assert!(met.is_empty()),
                    _ => {}
                }
            }
        }
    }
}
