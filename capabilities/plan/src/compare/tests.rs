use super::*;
use crate::model::{ContentLine, Field, Spot};
use base::FiscalYear;

fn listing(name: &str, purposes: &[&str], contents: &[&str], owners: &[&str]) -> Listing {
    let texts = |lines: &[&str]| {
        lines
            .iter()
            .map(|line| (*line).to_owned())
            .collect::<Vec<_>>()
    };
    Listing {
        key: ListingKey {
            field: 0,
            direction: 0,
            order: 0,
        },
        number: None,
        name: name.to_owned(),
        purposes: texts(purposes),
        contents: contents
            .iter()
            .map(|text| ContentLine {
                text: (*text).to_owned(),
                is_study: false,
            })
            .collect(),
        owners: texts(owners),
        is_repeat: false,
        repeats: None,
        spot: Spot::Line {
            line: 1,
            table_row: None,
        },
    }
}

type NamedDirection<'a> = (&'a str, Vec<Listing>);

fn plan(fields: Vec<(&str, Vec<NamedDirection<'_>>)>) -> ImportedPlan {
    let direction =
        |field: u32, direction: u32, (name, listings): (&str, Vec<Listing>)| Direction {
            key: DirectionKey { field, direction },
            name: name.to_owned(),
            statement: None,
            points: Vec::new(),
            listings: listings
                .into_iter()
                .zip(1..)
                .map(|(listing, order)| Listing {
                    key: ListingKey {
                        field,
                        direction,
                        order,
                    },
                    ..listing
                })
                .collect(),
        };
    let field = |number: u32, (name, directions): (&str, Vec<(&str, Vec<Listing>)>)| Field {
        name: name.to_owned(),
        directions: directions
            .into_iter()
            .zip(1..)
            .map(|(it, order)| direction(number, order, it))
            .collect(),
    };
    ImportedPlan {
        title: "汐見市人材プラン".to_owned(),
        period: FiscalYears::new(FiscalYear(2023), FiscalYear(2025)).unwrap(),
        past_plans: Vec::new(),
        fields: fields
            .into_iter()
            .zip(1..)
            .map(|(it, number)| field(number, it))
            .collect(),
        owner_notes: Vec::new(),
        remarks: Vec::new(),
        warnings: Vec::new(),
    }
}

fn night() -> Listing {
    listing(
        "夜間講座の充実",
        &["自主研修の充実"],
        &["多様な夜間講座を開く。"],
        &["研修課"],
    )
}

fn grants() -> Listing {
    listing(
        "資格取得の助成",
        &["学び直しの支援"],
        &["受験料の半額を助成する。"],
        &["研修課"],
    )
}

fn desk() -> Listing {
    listing(
        "相談窓口の設置",
        &["負担の軽減"],
        &["各区役所に窓口を置く。"],
        &["健康課"],
    )
}

fn one_direction(listings: Vec<Listing>) -> ImportedPlan {
    plan(vec![("職員研修", vec![("自主研修", listings)])])
}

fn key(text: &str) -> ListingKey {
    text.parse().unwrap()
}

#[test]
fn the_same_plan_has_no_changes() {
    let plan = one_direction(vec![night(), grants(), desk()]);

    assert_eq!(compare(&plan, &plan), []);
}

#[test]
fn what_came_in_pushes_the_others_on_without_moving_them() {
    let changes = compare(
        &one_direction(vec![night(), grants()]),
        &one_direction(vec![desk(), night(), grants()]),
    );

    assert_eq!(
        changes,
        [Change::Added {
            new: key("1-1-1"),
            name: "相談窓口の設置".to_owned()
        }]
    );
}

#[test]
fn what_went_out_is_named_by_its_old_place() {
    let changes = compare(
        &one_direction(vec![night(), grants()]),
        &one_direction(vec![grants()]),
    );

    assert_eq!(
        changes,
        [Change::Removed {
            old: key("1-1-1"),
            name: "夜間講座の充実".to_owned()
        }]
    );
}

#[test]
fn a_like_name_with_like_wording_is_a_new_name_for_the_same_measure() {
    let renamed = Listing {
        name: "夜間講座の拡充".to_owned(),
        ..night()
    };

    let changes = compare(
        &one_direction(vec![night(), grants()]),
        &one_direction(vec![renamed, grants()]),
    );

    assert!(
        matches!(&changes[..], [Change::Renamed { from, to, .. }] if from == "夜間講座の充実" && to == "夜間講座の拡充"),
        "{changes:?}"
    );
}

#[test]
fn another_measure_in_the_same_place_is_no_new_name() {
    let changes = compare(&one_direction(vec![night()]), &one_direction(vec![desk()]));

    assert!(
        matches!(&changes[..], [Change::Added { .. }, Change::Removed { .. }]),
        "{changes:?}"
    );
}

#[test]
fn a_changed_line_shows_the_words_that_changed() {
    let mut reworded = night();
    reworded.contents[0].text = "多様な夜間講座を年４回開く。".to_owned();

    let changes = compare(
        &one_direction(vec![night()]),
        &one_direction(vec![reworded]),
    );

    let [
        Change::Text {
            part: LineKind::Content,
            from: Some(_),
            to: Some(_),
            spans,
            ..
        },
    ] = &changes[..]
    else {
        panic!("{changes:?}")
    };
    assert_eq!(
        spans
            .iter()
            .filter(|span| span.kind != SpanKind::Same)
            .map(|span| span.text.as_str())
            .collect::<Vec<_>>(),
        ["年４回"]
    );
}

#[test]
fn a_line_may_come_in_or_go_out() {
    let mut longer = night();
    longer.purposes.push("健康の保持".to_owned());

    let came = compare(
        &one_direction(vec![night()]),
        &one_direction(vec![longer.clone()]),
    );
    let went = compare(&one_direction(vec![longer]), &one_direction(vec![night()]));

    assert!(
        matches!(&came[..], [Change::Text { part: LineKind::Purpose, from: None, to: Some(to), .. }] if to == "健康の保持"),
        "{came:?}"
    );
    assert!(
        matches!(&went[..], [Change::Text { part: LineKind::Purpose, from: Some(from), to: None, .. }] if from == "健康の保持"),
        "{went:?}"
    );
}

#[test]
fn owners_who_came_and_went_are_told_apart() {
    let handed_over = Listing {
        owners: vec!["人事課".to_owned()],
        ..night()
    };

    let changes = compare(
        &one_direction(vec![night()]),
        &one_direction(vec![handed_over]),
    );

    assert!(
        matches!(&changes[..], [Change::Owners { came, went, .. }] if came == &["人事課"] && went == &["研修課"]),
        "{changes:?}"
    );
}

#[test]
fn a_measure_that_changes_its_direction_or_its_order_has_moved() {
    let tutors = || listing("手引の改訂", &["定着"], &["手引を改訂する。"], &["研修課"]);
    let groups = || {
        listing(
            "研究会の支援",
            &["学び合い"],
            &["会場を貸し出す。"],
            &["研修課"],
        )
    };
    let before = plan(vec![(
        "職員研修",
        vec![
            ("自主研修", vec![night(), groups(), grants(), desk()]),
            ("職場研修", vec![tutors()]),
        ],
    )]);
    let after = plan(vec![(
        "職員研修",
        vec![
            ("自主研修", vec![desk(), night(), groups()]),
            ("職場研修", vec![tutors(), grants()]),
        ],
    )]);

    let changes = compare(&before, &after);

    assert_eq!(
        changes,
        [
            Change::Moved {
                old: key("1-1-4"),
                new: key("1-1-1"),
                name: "相談窓口の設置".to_owned()
            },
            Change::Moved {
                old: key("1-1-3"),
                new: key("1-2-2"),
                name: "資格取得の助成".to_owned()
            },
        ]
    );
}

#[test]
fn a_renamed_direction_is_known_by_its_measures() {
    let before = plan(vec![(
        "職員研修",
        vec![("自主研修", vec![night(), grants()])],
    )]);
    let after = plan(vec![(
        "学びの支援",
        vec![("まなび", vec![night(), grants()])],
    )]);

    let changes = compare(&before, &after);

    assert!(
        matches!(
            &changes[..],
            [Change::FieldRenamed { .. }, Change::DirectionRenamed { .. }]
        ),
        "{changes:?}"
    );
}

#[test]
fn a_repeat_is_not_taken_for_its_measure() {
    let repeat = Listing {
        is_repeat: true,
        repeats: Some(key("1-1-1")),
        ..night()
    };
    let before = plan(vec![(
        "職員研修",
        vec![
            ("自主研修", vec![night()]),
            ("窓口", vec![desk(), repeat.clone()]),
        ],
    )]);
    let after = plan(vec![(
        "職員研修",
        vec![("自主研修", vec![night()]), ("窓口", vec![desk()])],
    )]);

    assert_eq!(
        compare(&before, &after),
        [Change::Removed {
            old: key("1-2-2"),
            name: "夜間講座の充実".to_owned()
        }]
    );
}

#[test]
fn title_and_period_are_compared_too() {
    let before = one_direction(vec![night()]);
    let after = ImportedPlan {
        title: "汐見市人材プラン改訂版".to_owned(),
        period: FiscalYears::new(FiscalYear(2023), FiscalYear(2026)).unwrap(),
        ..before.clone()
    };

    assert!(matches!(
        &compare(&before, &after)[..],
        [Change::Title { .. }, Change::Period { .. }]
    ));
}
