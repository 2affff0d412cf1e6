//! Corrections, as sentences.
use base::FiscalYear;

use super::*;
use crate::model::{Field, Spot};

fn key(text: &str) -> ListingKey {
    text.parse().unwrap()
}

pub(crate) fn listing(place: &str, name: &str, repeats: Option<&str>) -> Listing {
    Listing {
        key: key(place),
        number: None,
        name: name.into(),
        purposes: vec![format!("{name}の目的")],
        contents: vec![ContentLine {
            text: format!("{name}の内容"),
            is_study: false,
        }],
        owners: vec!["研修課（育）".into()],
        is_repeat: repeats.is_some(),
        repeats: repeats.map(key),
        spot: Spot::Line {
            line: 1,
            table_row: None,
        },
    }
}

/// One field; direction 1 lists a, b, c, direction 2 repeats a and lists d.
pub(crate) fn plan() -> ImportedPlan {
    let direction = |place: &str, listings: Vec<Listing>| Direction {
        key: place.parse().unwrap(),
        name: format!("方向{place}"),
        statement: None,
        points: Vec::new(),
        listings,
    };
    let first = vec![
        listing("1-1-1", "甲", None),
        listing("1-1-2", "乙", None),
        listing("1-1-3", "丙", None),
    ];
    let second = vec![
        listing("1-2-1", "甲", Some("1-1-1")),
        listing("1-2-2", "丁", None),
    ];
    ImportedPlan {
        title: "計画".into(),
        period: FiscalYears::new(FiscalYear(2024), FiscalYear(2026)).unwrap(),
        past_plans: Vec::new(),
        fields: vec![Field {
            name: "分野".into(),
            directions: vec![direction("1-1", first), direction("1-2", second)],
        }],
        owner_notes: Vec::new(),
        remarks: Vec::new(),
        warnings: Vec::new(),
    }
}

fn names(plan: &ImportedPlan) -> Vec<String> {
    plan.listings()
        .map(|it| {
            let tie = it.repeats.map(|it| format!("={it}")).unwrap_or_default();
            format!("{} {}{tie}", it.key, it.name)
        })
        .collect()
}

fn after(corrections: &[Correction]) -> Corrected {
    corrected(&plan(), corrections)
}

#[test]
fn a_moved_measure_takes_its_repeats_along_and_keeps_its_origin() {
    let moved = after(&[Correction::Place {
        listing: key("1-1-1"),
        direction: "1-2".parse().unwrap(),
        order: 2,
    }]);

    assert_eq!(
        names(&moved.plan),
        [
            "1-1-1 乙",
            "1-1-2 丙",
            "1-2-1 甲=1-2-2",
            "1-2-2 甲",
            "1-2-3 丁"
        ]
    );
    assert_eq!(moved.listing(key("1-1-1")).unwrap().key, key("1-2-2"));
    assert_eq!(moved.origin_of(key("1-1-1")), Some(key("1-1-2")));
}

#[test]
fn the_newest_word_on_an_item_counts_and_the_files_own_word_is_no_correction() {
    let name = |name: &str| Correction::Name {
        listing: key("1-1-2"),
        name: name.into(),
    };
    let mut corrections = Vec::new();
    correct(&plan(), &mut corrections, name("戊")).unwrap();
    correct(&plan(), &mut corrections, name("己")).unwrap();
    assert_eq!(corrections, [name("己")]);

    correct(&plan(), &mut corrections, name("乙")).unwrap();
    assert_eq!(corrections, []);
}

#[test]
fn a_repeat_can_be_untied_and_tied_again() {
    let untied = Correction::Repeat {
        listing: key("1-2-1"),
        of: None,
    };
    assert_eq!(
        after(std::slice::from_ref(&untied)).plan.measures().count(),
        5
    );

    let tied = Correction::Repeat {
        listing: key("1-2-2"),
        of: Some(key("1-1-3")),
    };
    let both = after(&[untied, tied]);
    assert_eq!(both.plan.measures().count(), 4);
    assert_eq!(names(&both.plan)[4], "1-2-2 丁=1-1-3");
}

#[test]
fn a_repeat_of_itself_of_nothing_and_of_a_repeat_is_refused() {
    let tie = |of: &str| Correction::Repeat {
        listing: key("1-1-2"),
        of: Some(key(of)),
    };
    let refused = |of: &str| correct(&plan(), &mut Vec::new(), tie(of)).unwrap_err();

    assert_eq!(refused("1-1-2"), CorrectionRefusal::RepeatsItself);
    assert_eq!(refused("4-4-4"), CorrectionRefusal::RepeatsNothing);
    assert_eq!(
        refused("1-2-1"),
        CorrectionRefusal::RepeatsRepeat { of: key("1-1-1") }
    );
}

#[test]
fn a_measure_that_becomes_a_repeat_takes_its_repeats_to_the_measure_behind() {
    let tied = after(&[Correction::Repeat {
        listing: key("1-1-1"),
        of: Some(key("1-1-2")),
    }]);
    assert_eq!(names(&tied.plan)[3], "1-2-1 甲=1-1-2");
}

#[test]
fn a_circle_of_repeats_is_cut() {
    let tie = |listing: &str, of: &str| Correction::Repeat {
        listing: key(listing),
        of: Some(key(of)),
    };
    let circle = after(&[tie("1-1-1", "1-1-2"), tie("1-1-2", "1-1-1")]);
    assert!(circle.plan.listings().all(|it| it.repeats.is_none()));
}

#[test]
fn an_empty_name_is_refused() {
    let empty = Correction::Name {
        listing: key("1-1-1"),
        name: " ".into(),
    };
    assert_eq!(
        correct(&plan(), &mut Vec::new(), empty),
        Err(CorrectionRefusal::NameMissing {
            field: "name".to_owned()
        })
    );
}

#[test]
fn a_name_may_have_three_hundred_characters_and_no_more() {
    let named = |length: usize| {
        let new = Correction::Name {
            listing: key("1-1-1"),
            name: "長".repeat(length),
        };
        correct(&plan(), &mut Vec::new(), new)
    };

    assert_eq!(named(300), Ok(()));
    assert_eq!(
        named(301),
        Err(CorrectionRefusal::NameTooLong {
            field: "name".to_owned(),
            length: 301
        })
    );
}

#[test]
fn a_day_or_a_number_is_no_owner() {
    let owned_by = |mark: &str| {
        let new = Correction::Owners {
            listing: key("1-1-1"),
            marks: vec!["人".to_owned(), mark.to_owned()],
        };
        correct(&plan(), &mut Vec::new(), new)
    };

    for mark in ["人材育成課", "育", "DX推進課", "第2課"] {
        assert_eq!(owned_by(mark), Ok(()), "{mark}");
    }
    for mark in ["R20.4.1", "令和5年4月1日", "2026-04-01", "12", "－"] {
        assert!(owned_by(mark).is_err(), "{mark}");
    }
}
