//! The real plan, in the three forms in which a city may have it.

use super::super::*;
use super::{key, years};
use crate::model::{DirectionKey, Warning};
use crate::{summary_json, tree_json};
use base::Tenths;
use documents::{Limits, read_blocks};

const FORMS: [&str; 3] = ["docx", "txt", "xlsx"];

fn real_plan(form: &str) -> ImportedPlan {
    let name = format!("chiba-first.{form}");
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/plans")
        .join(&name);
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let document = read_blocks(&bytes, &name, &Limits::default()).unwrap();
    recognise(&document.blocks, &Answers::default()).unwrap()
}

#[test]
fn the_real_plan_has_its_figures_in_every_form() {
    for form in FORMS {
        let plan = real_plan(form);

        assert_eq!(plan.title, real_plan("xlsx").title, "{form}");
        assert!(
            plan.title.starts_with("第１次") && plan.title.ends_with("アクションプラン"),
            "{}",
            plan.title
        );
        assert_eq!(plan.period, years(2023, 2025), "{form}");
        assert_eq!(
            (
                plan.fields.len(),
                plan.directions().count(),
                plan.listings().count(),
                plan.measures().count()
            ),
            (4, 17, 60, 57),
            "{form}"
        );
        let repeats: Vec<_> = plan
            .listings()
            .filter_map(|listing| Some((listing.key, listing.repeats?)))
            .collect();
        assert_eq!(
            repeats,
            [("2-2-4", "1-2-2"), ("3-3-1", "1-5-2"), ("3-5-3", "3-4-2")]
                .map(|(repeat, measure)| (key(repeat), key(measure))),
            "{form}"
        );
        assert_eq!(
            plan.listings()
                .map(|listing| listing.owners.len())
                .sum::<usize>(),
            67,
            "{form}"
        );
        let owners = plan.measures_per_owner();
        assert_eq!(
            owners.iter().map(|(_, count)| *count).collect::<Vec<_>>(),
            [30, 13, 13, 4, 2, 2],
            "{form}"
        );
        assert!(
            owners[0].0.ends_with("（育）") && owners[2].0.ends_with("（健）"),
            "{form}"
        );
        let studies: Vec<_> = plan
            .measures()
            .filter(|measure| measure.is_study())
            .map(|measure| measure.key)
            .collect();
        assert_eq!(
            studies,
            ["1-2-3", "1-2-5", "2-3-4", "3-3-2"].map(key),
            "{form}"
        );
        assert!(
            plan.listings()
                .all(|listing| !listing.purposes.is_empty() && !listing.contents.is_empty()),
            "{form}"
        );
    }
}

#[test]
fn the_real_plan_in_word_and_in_text_is_one_tree_to_the_byte() {
    assert_eq!(tree_json(&real_plan("docx")), tree_json(&real_plan("txt")));
}

#[test]
fn the_real_plan_in_a_sheet_is_the_same_tree_without_statements() {
    let mut from_word = real_plan("docx");
    assert!(
        from_word
            .directions()
            .all(|direction| direction.statement.is_some() && !direction.points.is_empty())
    );

    for direction in from_word
        .fields
        .iter_mut()
        .flat_map(|field| &mut field.directions)
    {
        direction.statement = None;
        direction.points.clear();
    }

    assert_eq!(tree_json(&from_word), tree_json(&real_plan("xlsx")));
}

#[test]
fn the_real_plan_looks_back_at_three_earlier_ones() {
    for form in ["docx", "txt"] {
        let found: Vec<_> = real_plan(form)
            .past_plans
            .iter()
            .map(|past| {
                (
                    past.period.unwrap(),
                    past.planned,
                    past.done,
                    past.rate.unwrap(),
                )
            })
            .collect();

        assert_eq!(
            found,
            [
                (years(2011, 2013), 49, 43, Tenths(878)),
                (years(2015, 2018), 60, 60, Tenths(1000)),
                (years(2019, 2022), 63, 63, Tenths(1000))
            ],
            "{form}"
        );
    }
    assert!(real_plan("xlsx").past_plans.is_empty());
}

#[test]
fn the_reviewers_sentence_is_a_remark_and_nothing_else() {
    for form in ["docx", "txt"] {
        let plan = real_plan(form);

        let [remark] = &plan.remarks[..] else {
            panic!("{form}: {:?}", plan.remarks)
        };
        assert!(remark.text.ends_with("入れてください。"), "{form}");
        assert_eq!(
            (remark.near_direction, remark.near_listing),
            (
                Some(DirectionKey {
                    field: 1,
                    direction: 2
                }),
                Some(key("1-2-6"))
            ),
            "{form}"
        );
        assert!(!tree_json(&plan).contains("ください"), "{form}");
    }
    assert!(real_plan("xlsx").remarks.is_empty());
}

#[test]
fn the_broken_numbers_of_the_fourth_field_are_reported_and_nothing_else_is_doubted() {
    for form in ["docx", "txt"] {
        let plan = real_plan(form);

        let number = |warning: &Warning| match warning {
            Warning::NumberingBroken {
                written, expected, ..
            } => (written.clone(), *expected),
            other => panic!("{form}: {other:?}"),
        };
        let broken: Vec<_> = plan.warnings.iter().map(number).collect();
        assert_eq!(
            broken,
            [("（4）".to_owned(), 2), ("（5）".to_owned(), 3)],
            "{form}"
        );
    }
}

#[test]
fn the_note_explains_both_abbreviated_owners_and_the_sheet_without_it_is_doubted() {
    for form in ["docx", "txt"] {
        let notes = real_plan(form).owner_notes;
        assert_eq!(notes.len(), 2, "{form}");
        assert!(
            notes
                .iter()
                .all(|note| note.full_name.ends_with("班") && note.mark.ends_with('）')),
            "{form}"
        );
    }
    let doubts = real_plan("xlsx").warnings;
    assert!(
        matches!(
            &doubts[..],
            [
                Warning::OwnerUnexplained { .. },
                Warning::OwnerUnexplained { .. }
            ]
        ),
        "{doubts:?}"
    );
}

#[test]
fn the_summary_has_its_keys_in_order() {
    let summary = summary_json(&real_plan("docx"));

    let keys = [
        "title",
        "period",
        "fields",
        "directions",
        "listings",
        "measures",
        "repeats",
        "owners",
        "past_plans",
        "remarks",
        "warnings",
        "tree",
    ];
    let places: Vec<_> = keys
        .iter()
        .map(|key| {
            summary
                .find(&format!("\"{key}\":"))
                .unwrap_or_else(|| panic!("{key}"))
        })
        .collect();
    assert!(places.is_sorted());
    assert!(summary.contains(r#""period":{"from":2023,"to":2025},"fields":4,"directions":17,"listings":60,"measures":57,"repeats":3,"owners":{"#));
    assert!(summary.contains(r#""planned":49,"done":43,"rate":87.8}"#));
}
