//! The recogniser on the real plan, in the three forms in which a city may have it, and on what it must not mistake.

use super::*;
use crate::model::{DirectionKey, ListingKey, Warning};
use crate::{summary_json, tree_json};
use base::{FiscalYear, Tenths};
use documents::{Cell, Content, Limits, Place, Table, read_blocks};

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

fn key(text: &str) -> ListingKey {
    text.parse().unwrap()
}

fn years(first: i16, last: i16) -> FiscalYears {
    FiscalYears::new(FiscalYear(first), FiscalYear(last)).unwrap()
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

fn heading(level: u8, text: &str) -> Content {
    Content::Heading {
        level,
        text: text.to_owned(),
    }
}

fn paragraph(text: &str) -> Content {
    Content::Paragraph {
        text: text.to_owned(),
    }
}

fn table(rows: &[&[&str]]) -> Content {
    let cell = |text: &&str| Cell {
        text: (*text).to_owned(),
        covered: false,
    };
    Content::Table(Table {
        rows: rows
            .iter()
            .map(|row| row.iter().map(cell).collect())
            .collect(),
    })
}

fn document(contents: Vec<Content>) -> Vec<Block> {
    contents
        .into_iter()
        .zip(1..)
        .map(|(content, number)| Block {
            place: Place::Body(number),
            content,
        })
        .collect()
}

fn read(contents: Vec<Content>) -> Result<ImportedPlan, Refusal> {
    recognise(&document(contents), &Answers::default())
}

/// A plan of one field with one direction, and what follows its table.
fn small_plan(rows: &[&[&str]], after: Vec<Content>) -> ImportedPlan {
    let header: &[&str] = &["施策名", "内容", "担当課"];
    let front = vec![
        paragraph("汐見市人材育成プラン（令和６～８年度）"),
        heading(1, "１　人事"),
        heading(2, "（１）採用"),
        table(&[&[header], rows].concat()),
    ];
    read([front, after].concat()).unwrap()
}

#[test]
fn a_repeat_of_nothing_is_kept_as_a_measure_and_doubted() {
    let plan = small_plan(
        &[
            &["夜間講座の充実", "・開く。", "研修課"],
            &["夜間講座の拡充（再掲）", "・開く。", "研修課"],
        ],
        vec![],
    );

    assert_eq!(plan.measures().count(), 2);
    assert!(
        matches!(&plan.warnings[..], [Warning::RepeatOfNothing { nearest: Some(nearest), .. }] if *nearest == key("1-1-1")),
        "{:?}",
        plan.warnings
    );
}

#[test]
fn a_repeat_is_known_by_its_name_in_any_width_and_form_of_kanji() {
    let plan = small_plan(
        &[
            &["Ｅラーニングと髙度な研修", "・開く。", "研修課"],
            &["Eラーニングと高度な研修(再掲)", "・別の言い方。", "研修課"],
        ],
        vec![],
    );

    let repeat = plan.listing(key("1-1-2")).unwrap();
    assert_eq!(repeat.repeats, Some(key("1-1-1")));
    assert_eq!(repeat.contents[0].text, "別の言い方。");
}

#[test]
fn one_name_twice_is_two_measures_and_a_doubt() {
    let plan = small_plan(
        &[
            &["夜間講座", "・開く。", "研修課"],
            &["夜間講座", "・広げる。", "研修課"],
        ],
        vec![],
    );

    assert_eq!(plan.measures().count(), 2);
    assert!(
        matches!(&plan.warnings[..], [Warning::NameTwice { .. }]),
        "{:?}",
        plan.warnings
    );
}

#[test]
fn missing_owners_and_contents_are_named_with_their_row() {
    let plan = small_plan(
        &[&["夜間講座", "", "研修課"], &["昼間講座", "・開く。", "―"]],
        vec![],
    );

    assert!(
        matches!(&plan.warnings[..], [Warning::ContentMissing { listing: first, .. }, Warning::OwnerMissing { spot: Spot::Body { block: 4, table_row: Some(3) }, listing: second, .. }] if *first == key("1-1-1") && *second == key("1-1-2")),
        "{:?}",
        plan.warnings
    );
}

#[test]
fn text_left_among_the_measures_is_never_lost_silently() {
    let other = || table(&[&["指標", "現状値", "目標値"], &["満足度", "50", "60"]]);
    let plan = small_plan(
        &[&["夜間講座", "・開く。", "研修課"]],
        vec![
            other(),
            paragraph("数値は見込みです。"),
            other(),
            paragraph("ここは削除してください。"),
        ],
    );

    assert!(
        matches!(
            &plan.warnings[..],
            [
                Warning::TextUnplaced { .. },
                Warning::TableUnknown { .. },
                Warning::TableUnknown { .. }
            ]
        ),
        "{:?}",
        plan.warnings
    );
    assert_eq!(plan.remarks.len(), 1);
}

#[test]
fn a_chapter_that_starts_again_is_doubted_not_followed() {
    let measures =
        |name: &str| table(&[&["施策名", "内容", "担当課"], &[name, "・行う。", "人事課"]]);
    let plan = read(vec![
        paragraph("汐見市人材育成プラン（令和６～８年度）"),
        heading(1, "第２章　人事"),
        heading(2, "１　採用"),
        measures("甲"),
        heading(1, "第２章　研修"),
        heading(2, "１　職場"),
        measures("乙"),
    ])
    .unwrap();

    assert_eq!(plan.fields.len(), 2);
    assert!(
        matches!(&plan.warnings[..], [Warning::NumberingBroken { expected: 3, name, .. }] if name == "研修"),
        "{:?}",
        plan.warnings
    );
}

#[test]
fn measures_right_under_a_field_get_its_name_as_their_direction() {
    let plan = read(vec![
        paragraph("汐見市人材育成プラン（令和６～８年度）"),
        heading(1, "１　人事"),
        table(&[&["施策名", "内容", "担当課"], &["甲", "・行う。", "人事課"]]),
    ])
    .unwrap();

    assert_eq!(
        (
            plan.fields[0].name.as_str(),
            plan.fields[0].directions[0].name.as_str()
        ),
        ("人事", "人事")
    );
    assert!(
        matches!(&plan.warnings[..], [Warning::DirectionMissing { .. }]),
        "{:?}",
        plan.warnings
    );
}

#[test]
fn a_document_without_measures_is_refused_with_what_was_found() {
    let refusal = read(vec![
        paragraph("会議の次第は下の表のとおりです。"),
        table(&[&["時刻", "議題"], &["10時", "開会"]]),
    ])
    .unwrap_err();

    let Refusal::NotAPlan {
        looked_for,
        found,
        paragraphs,
    } = refusal
    else {
        panic!("{refusal:?}")
    };
    assert_eq!(looked_for.len(), 3);
    assert_eq!(found[0].first_row, ["時刻", "議題"]);
    assert_eq!(paragraphs, 1);
    assert!(matches!(read(vec![]), Err(Refusal::NotAPlan { .. })));
    assert!(matches!(
        read(vec![table(&[&["施策名", "内容", "担当課"]])]),
        Err(Refusal::NoMeasures { .. })
    ));
}

#[test]
fn a_list_of_thousands_is_no_plan() {
    let row: &[&str] = &["事業", "・行う。", "人事課"];
    let rows = [
        vec![["施策名", "内容", "担当課"].as_slice()],
        vec![row; 1_001],
    ]
    .concat();

    assert_eq!(
        read(vec![table(&rows)]).unwrap_err(),
        Refusal::TooManyMeasures {
            found: 1_001,
            most: 1_000
        }
    );
}

#[test]
fn a_missing_title_or_period_is_asked_for_and_an_answer_wins() {
    let measures = || table(&[&["施策名", "内容", "担当課"], &["甲", "・行う。", "人事課"]]);
    let answers = Answers {
        title: Some("汐見市人材育成プラン".to_owned()),
        period: Some(years(2024, 2026)),
    };

    assert!(matches!(
        read(vec![paragraph("令和６～８年度"), measures()]),
        Err(Refusal::NoTitle { .. })
    ));
    assert!(matches!(
        read(vec![paragraph("汐見市人材育成プラン"), measures()]),
        Err(Refusal::NoPeriod { .. })
    ));
    assert!(
        matches!(read(vec![paragraph("汐見市人材育成プラン"), paragraph("汐見市職員活躍計画"), measures()]), Err(Refusal::SeveralTitles { candidates }) if candidates.len() == 2)
    );
    assert!(
        matches!(read(vec![paragraph("汐見市人材育成プラン"), paragraph("計画期間 令和６～８年度"), paragraph("計画期間 令和７～９年度"), measures()]), Err(Refusal::SeveralPeriods { candidates }) if candidates.len() == 2)
    );
    let answered = recognise(
        &document(vec![paragraph("汐見市職員活躍計画"), measures()]),
        &answers,
    )
    .unwrap();
    assert_eq!(
        (answered.title.as_str(), answered.period),
        ("汐見市人材育成プラン", years(2024, 2026))
    );
}
