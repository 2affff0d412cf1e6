//! Rules, reasons and findings in words, and what is no rule.
use std::sync::Arc;

use web::{Lang, Page, Refusal, TextSize, Texts, Words};

use super::*;

const WORDS: Words = Words {
    ja: include_str!("../../../text/ja.ftl"),
    en: include_str!("../../../text/en.ftl"),
};

fn page(language: Lang) -> Page {
    let texts = Arc::new(Texts::new([&WORDS]));
    Page::new(texts, language, TextSize::default(), String::new())
}

fn name(noun: Noun<'_>) -> String {
    match noun {
        Noun::Unit("01") => "総務局".into(),
        Noun::Unit("010101") => "人事課".into(),
        Noun::Kind("regular") => "常勤".into(),
        Noun::Course("J-1") => "人権研修".into(),
        other => other.word().to_owned(),
    }
}

fn told(language: Lang, tell: impl FnOnce(&Teller<'_>) -> String) -> String {
    tell(&Teller {
        page: &page(language),
        name: &name,
    })
}

fn in_words(language: Lang, audience: &Audience) -> String {
    told(language, |it| it.audience(audience))
}

fn reasons(language: Lang, person: &mut Person, audience: &Audience) -> String {
    let because = person
        .because(audience)
        .expect("the person is in the audience");
    told(language, |it| it.because(&because))
}

/// Every test, with every form of range.
fn every_test() -> Vec<Test> {
    let ranges = [
        Range::new(3, 3),
        Range::new(3, 5),
        from(3),
        Range {
            from: None,
            to: Some(5),
        },
        Range {
            from: None,
            to: None,
        },
    ];
    let ranged = [
        Test::Grade,
        Test::YearsHired,
        Test::YearsInGrade,
        Test::Promoted,
        Test::Age,
    ];
    let mut tests: Vec<Test> = ranges
        .iter()
        .flat_map(|range| ranged.iter().map(|test| test(*range)))
        .collect();
    for posts in [Posts::Main, Posts::All] {
        tests.push(Test::NewPost {
            names: words(["課長", "室長"]),
            posts,
        });
        tests.push(Test::Heads { posts });
        tests.push(Test::NewlyHeads { posts });
        tests.push(in_unit("01", posts));
    }
    tests.push(Test::JobFamily {
        names: words(["事務"]),
    });
    tests.push(Test::Kind {
        kinds: words(["regular"]),
    });
    tests.push(Test::Returned);
    tests.push(completed("J-1", When::Ever));
    tests.push(completed("J-1", When::Valid));
    tests
}

#[test]
fn a_rule_is_told_as_people_say_it() {
    let third = is(Test::YearsHired(Range::new(3, 3)));
    let rule = all([is(Test::Grade(Range::new(3, 5))), third.clone()]);

    assert_eq!(in_words(Lang::Ja, &rule), "3～5級、かつ採用3年目");
    assert_eq!(
        in_words(Lang::En, &rule),
        "grade 3 to 5 and in year 3 since hiring"
    );

    let wider = any([
        vec![is(Test::Grade(Range::new(3, 5))), third],
        vec![is(new_head())],
    ]);
    assert_eq!(
        in_words(Lang::Ja, &wider),
        "（3～5級、かつ採用3年目）、または今年度に主務で課長へ新任"
    );
    assert_eq!(
        in_words(Lang::En, &wider),
        "(grade 3 to 5 and in year 3 since hiring), or newly 課長 this fiscal year (main post)"
    );
}

#[test]
fn units_courses_and_kinds_bear_their_names() {
    let rule = all([
        is(in_unit("01", Posts::All)),
        not(completed("J-1", When::Ever)),
        not(Test::Kind {
            kinds: words(["regular", "dispatched"]),
        }),
    ]);

    assert_eq!(
        in_words(Lang::Ja, &rule),
        "総務局とその下の組織に主務か兼務で所属、かつ「人権研修」を修了していない、かつ任用区分が常勤・dispatchedではない"
    );
    assert_eq!(
        in_words(Lang::En, &rule),
        "in 総務局 or below (main or additional post) and not having completed “人権研修” and not employed as 常勤 or dispatched"
    );
}

#[test]
fn everybody_and_nobody_have_their_words() {
    assert_eq!(in_words(Lang::Ja, &Audience::everybody()), "全職員");
    assert_eq!(in_words(Lang::En, &Audience::everybody()), "all staff");
    assert_eq!(
        in_words(Lang::Ja, &Audience { any: Vec::new() }),
        "対象者なし"
    );
}

#[test]
fn every_condition_has_words_of_its_own_in_both_languages() {
    for language in [Lang::Ja, Lang::En] {
        let mut said = Vec::new();
        for test in every_test() {
            for condition in [is(test.clone()), not(test)] {
                let words = told(language, |it| it.condition(&condition));
                assert!(
                    !words.contains("programme-") && !words.contains('$'),
                    "{words}"
                );
                assert!(!said.contains(&words), "twice: {words}");
                said.push(words);
            }
        }
    }
}

#[test]
fn a_person_is_told_why_with_their_own_values() {
    let third = all([
        is(Test::Grade(Range::new(3, 5))),
        is(Test::YearsHired(Range::new(3, 3))),
    ]);

    assert_eq!(
        reasons(Lang::Ja, &mut hanako(), &third),
        "3級、採用3年目（令和6年（2024年）4月1日採用）"
    );
    assert_eq!(
        reasons(Lang::En, &mut hanako(), &third),
        "grade 3; in year 3 since hiring (hired on 1 April 2024 (R6))"
    );
}

#[test]
fn a_new_section_head_is_told_the_day() {
    let mut head = hanako();
    let post = head.names.no("課長");
    let mut head = head.with(|it| {
        it.posts[0].name = post;
        it.posts[0].named_since = date(2026, 4, 1);
        it.posts[0].headed_since = Some(date(2026, 4, 1));
        it.grade = Grade::new(6, Some(date(2026, 4, 1)), true);
    });
    let rule = all([
        is(new_head()),
        is(Test::Promoted(from(6))),
        is(Test::NewlyHeads { posts: Posts::Main }),
        is(in_unit("01", Posts::Main)),
    ]);

    assert_eq!(
        reasons(Lang::Ja, &mut head, &rule),
        "令和8年（2026年）4月1日に課長へ新任、令和8年（2026年）4月1日に6級へ昇任、\
         令和8年（2026年）4月1日に所属長へ新任（人事課）、総務局の下の人事課に所属"
    );
}

#[test]
fn of_several_alternatives_the_first_that_is_met_is_the_reason() {
    let rule = any([
        vec![is(Test::Grade(from(9)))],
        vec![is(Test::Age(from(20)))],
        vec![is(Test::Grade(from(1)))],
    ]);

    let because = hanako().because(&rule).unwrap();

    assert_eq!(because.alternative, 1);
    assert_eq!(because.reasons, [Reason::Age { age: 28 }]);
}

#[test]
fn the_reason_of_a_negation_is_the_own_value_or_the_condition_itself() {
    let rule = all([
        not(Test::Grade(Range::new(4, 5))),
        not(completed("J-1", When::Valid)),
    ]);

    assert_eq!(
        reasons(Lang::Ja, &mut hanako(), &rule),
        "3級、「人権研修」を今年度も有効な形で修了していない"
    );
}

#[test]
fn a_completion_and_a_return_are_told_with_year_and_day() {
    let person = hanako().completed("J-1", 2025, Some(2));
    let mut person = person.with(|it| it.returned_on = Some(date(2026, 4, 1)));
    let rule = all([is(completed("J-1", When::Valid)), is(Test::Returned)]);

    assert_eq!(
        reasons(Lang::Ja, &mut person, &rule),
        "令和7年度（2025年度）に「人権研修」を修了、令和8年（2026年）4月1日に復帰"
    );
}

#[test]
fn who_is_not_in_the_audience_has_no_reason() {
    assert_eq!(hanako().because(&all([is(Test::Grade(from(9)))])), None);
    assert_eq!(
        hanako().because(&Audience::everybody()).unwrap().reasons,
        [Reason::Everybody]
    );
}

#[test]
fn a_finding_says_what_is_wrong_and_what_to_do() {
    let grade = |first, last| is(Test::Grade(Range::new(first, last)));
    let tell = |language, audience: &Audience| {
        let found = findings(audience, |it| it.word() != "9999");
        told(language, |it| it.finding(&found[0], audience))
    };

    assert_eq!(
        tell(Lang::Ja, &all([grade(5, 7), grade(1, 3)])),
        "「5～7級」と「1～3級」は同時に満たせないため、この組に当てはまる人はいません。どちらかを外すか、別の組に分けてください。"
    );
    assert_eq!(
        tell(Lang::Ja, &all([grade(5, 3)])),
        "「5～3級」は範囲が逆です。初め（5）を終わり（3）以下にしてください。"
    );
    assert_eq!(
        tell(Lang::Ja, &all([is(in_unit("9999", Posts::Main))])),
        "「9999」という組織コードはありません。組織を選び直してください。"
    );
    assert_eq!(
        tell(Lang::En, &any([vec![grade(3, 3)], vec![grade(1, 5)]])),
        "Whoever meets set 1 meets set 2, too. Without set 1 the audience is the same."
    );
}

#[test]
fn every_finding_has_words_in_both_languages() {
    let place = Place {
        alternative: 0,
        condition: 0,
    };
    let reach = Reach { people: 0, of: 8 };
    let audience = all([is(Test::Grade(Range::new(5, 3)))]);
    let mut all = vec![
        Finding::NoAlternative,
        Finding::EmptyRange(place),
        Finding::NamesNothing(place),
        Finding::Contradiction(place, place),
        Finding::Contained {
            alternative: 0,
            within: 1,
        },
        Finding::Everybody { alternative: 0 },
        Finding::ReachesNobody(reach),
        Finding::ReachesEverybody(reach),
    ];
    let nouns = [
        Noun::Unit,
        Noun::Post,
        Noun::JobFamily,
        Noun::Kind,
        Noun::Course,
    ];
    all.extend(nouns.map(|it| Finding::Unknown(place, it("x"))));

    for language in [Lang::Ja, Lang::En] {
        for finding in &all {
            let words = told(language, |it| it.finding(finding, &audience));
            assert!(
                !words.contains("programme-") && !words.contains('$'),
                "{words}"
            );
        }
    }
}

#[test]
fn the_grammar_keeps_its_names() {
    let json = r#"{"any":[{"all":[
        {"that":{"grade":{"from":3,"to":5}}},
        {"not":true,"that":{"in_unit":{"units":["0101"],"posts":"all"}}},
        {"that":{"years_hired":{"from":3}}},
        {"that":{"years_in_grade":{"to":2}}},
        {"that":{"promoted":{}}},
        {"that":{"new_post":{"names":["課長"],"posts":"main"}}},
        {"that":{"heads":{"posts":"main"}}},
        {"that":{"newly_heads":{"posts":"main"}}},
        {"that":{"job_family":{"names":["事務"]}}},
        {"that":{"kind":{"kinds":["regular"]}}},
        {"that":{"age":{"from":30,"to":39}}},
        {"that":"returned"},
        {"that":{"completed":{"course":"J-1","when":"ever"}}},
        {"that":{"completed":{"course":"J-1","when":"valid"}}}
    ]}]}"#;

    let audience = Audience::read(json).unwrap();

    let squeezed: String = json.split_whitespace().collect();
    assert_eq!(serde_json::to_string(&audience).unwrap(), squeezed);
}

#[test]
fn a_name_that_the_grammar_does_not_have_is_told() {
    for (json, unknown) in [
        (
            r#"{"any":[{"all":[{"that":{"shoe_size":{"from":27}}}]}]}"#,
            "shoe_size",
        ),
        (
            r#"{"any":[{"all":[{"that":{"grade":{"from":3,"upto":5}}}]}]}"#,
            "upto",
        ),
        (r#"{"any":[{"all":[{"that":"sex"}]}]}"#, "sex"),
        (r#"{"any":[],"every":[]}"#, "every"),
        (
            r#"{"any":[{"all":[{"that":{"heads":{"posts":"some"}}}]}]}"#,
            "some",
        ),
    ] {
        let refusal = Audience::read(json).unwrap_err();
        assert_eq!(refusal, Unreadable::UnknownName(unknown.into()));
        let words = page(Lang::Ja).text(&refusal.text());
        assert_eq!(
            words,
            format!(
                "対象の条件に「{unknown}」という名前のものはありません。名前の誤りか、新しい版の条件です。"
            )
        );
    }
}

#[test]
fn what_is_no_json_or_lacks_a_value_is_told_by_its_place() {
    assert_eq!(
        Audience::read("{\n  any"),
        Err(Unreadable::NotJson { line: 2, column: 3 })
    );
    for json in [
        r#"{"any":[{"all":[{"not":true}]}]}"#,
        r#"{"any":[{"all":[{"that":{"grade":{"from":-1}}}]}]}"#,
        r#"{"any":[{"all":[{"that":{"grade":{"from":"3"}}}]}]}"#,
    ] {
        let refusal = Audience::read(json).unwrap_err();
        assert!(
            matches!(refusal, Unreadable::DoesNotFit { line: 1, .. }),
            "{refusal}"
        );
        let words = page(Lang::En).text(&refusal.text());
        assert!(
            words.starts_with("The rule cannot be read: at line 1"),
            "{words}"
        );
    }
}
