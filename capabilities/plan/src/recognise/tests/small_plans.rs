//! What the recogniser must not mistake.

use super::super::*;
use super::{key, years};
use crate::model::Warning;
use documents::{Cell, Content, Place, Table};

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

/// A plan of one measure whose table has these columns.
fn with_columns(header: &[&str], row: &[&str]) -> Result<ImportedPlan, Refusal> {
    read(vec![
        paragraph("汐見市人材育成プラン（令和６～８年度）"),
        heading(1, "１　人事"),
        heading(2, "（１）採用"),
        table(&[header, row]),
    ])
}

#[test]
fn columns_are_found_by_their_headings_in_whatever_order_they_stand() {
    let usual = with_columns(
        &["施策名", "目的", "内容", "担当課"],
        &["夜間講座", "・学び直し", "・開く。", "研修課"],
    );
    let turned = with_columns(
        &["担当課", "内容", "施策名", "目的"],
        &["研修課", "・開く。", "夜間講座", "・学び直し"],
    );

    assert_eq!(turned.unwrap(), usual.unwrap());
}

#[test]
fn a_column_too_many_is_named_and_takes_nothing_from_the_others() {
    let plan = with_columns(
        &["施策名", "内容", "予算科目の欄", "担当課"],
        &["夜間講座", "・開く。", "2款1項", "研修課"],
    )
    .unwrap();

    let listing = plan.listing(key("1-1-1")).unwrap();
    assert_eq!(
        (listing.contents[0].text.as_str(), &listing.owners[..]),
        ("開く。", &["研修課".to_owned()][..])
    );
    assert!(
        matches!(&plan.warnings[..], [Warning::ColumnUnknown { heading, sample, .. }] if heading == "予算科目の欄" && sample == "2款1項"),
        "{:?}",
        plan.warnings
    );
}

#[test]
fn without_a_column_of_owners_the_plan_comes_in_and_the_doubt_is_said_once() {
    let plan = with_columns(&["施策名", "内容"], &["夜間講座", "・開く。"]).unwrap();

    assert!(
        matches!(&plan.warnings[..], [Warning::OwnersNowhere { .. }]),
        "{:?}",
        plan.warnings
    );
}

#[test]
fn without_a_column_of_names_there_is_no_plan() {
    let nameless = with_columns(&["内容", "担当課"], &["・開く。", "研修課"]);

    assert!(
        matches!(nameless, Err(Refusal::NotAPlan { .. })),
        "{nameless:?}"
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
