use super::*;

/// A table as drawn: `^` is a cell covered by a merged area.
fn table(rows: &[&[&str]]) -> Table {
    let cell = |text: &&str| {
        if *text == "^" {
            Cell {
                text: String::new(),
                covered: true,
            }
        } else {
            Cell {
                text: (*text).to_owned(),
                covered: false,
            }
        }
    };
    Table {
        rows: rows
            .iter()
            .map(|row| row.iter().map(cell).collect())
            .collect(),
    }
}

fn read(rows: &[&[&str]]) -> Vec<Row> {
    Reader::default()
        .read(&table(rows))
        .unwrap_or_default()
        .into_iter()
        .map(|(_, row)| row)
        .collect()
}

fn measures(rows: Vec<Row>) -> Vec<(Option<String>, Option<String>, String)> {
    rows.into_iter()
        .filter_map(|row| match row {
            Row::Measure(measure) => Some((measure.field, measure.direction, measure.name)),
            _ => None,
        })
        .collect()
}

#[test]
fn merged_and_blank_cells_take_what_stands_above() {
    let found = measures(read(&[
        &["分野", "方向性", "施策名", "担当課"],
        &["人事", "採用", "甲", "人事課"],
        &["^", "^", "乙", "人事課"],
        &["", "育成", "丙", "人事課"],
        &["研修", "", "丁", "人事課"],
    ]));

    let line = |field: &str, direction: Option<&str>, name: &str| {
        (
            Some(field.to_owned()),
            direction.map(str::to_owned),
            name.to_owned(),
        )
    };
    assert_eq!(
        found,
        [
            line("人事", Some("採用"), "甲"),
            line("人事", Some("採用"), "乙"),
            line("人事", Some("育成"), "丙"),
            line("研修", None, "丁")
        ]
    );
}

#[test]
fn an_owner_merged_over_two_measures_carries_both() {
    let rows = read(&[
        &["施策名", "内容", "担当課"],
        &["甲", "・あ", "人事課"],
        &["乙", "・い", "^"],
    ]);

    assert!(
        matches!(&rows[1], Row::Measure(measure) if measure.owners.as_deref() == Some("人事課") && measure.contents.as_deref() == Some("・い"))
    );
}

#[test]
fn a_header_repeated_on_the_next_page_is_no_measure_even_with_its_columns_moved() {
    let rows = read(&[
        &["施策名", "内容", "担当課"],
        &["甲", "あ", "人事課"],
        &["担当課", "施策名", "内容"],
        &["給与課", "乙", "い"],
    ]);

    assert_eq!(rows.len(), 2);
    assert!(
        matches!(&rows[1], Row::Measure(measure) if measure.name == "乙" && measure.owners.as_deref() == Some("給与課"))
    );
}

#[test]
fn a_table_cut_by_a_page_goes_on_without_its_header() {
    let mut reader = Reader::default();
    reader.read(&table(&[
        &["施策名", "内容", "担当課"],
        &["甲", "・あ", "人事課"],
    ]));

    let rest = reader
        .read(&table(&[&["", "・続き", ""], &["乙", "・い", "給与課"]]))
        .unwrap();
    reader.forget();

    assert!(matches!(&rest[0].1, Row::GoesOn { contents, .. } if contents == "・続き"));
    assert!(matches!(&rest[1].1, Row::Measure(measure) if measure.name == "乙"));
    assert!(reader.read(&table(&[&["丙", "う", "給与課"]])).is_none());
}

#[test]
fn text_across_the_table_is_no_measure() {
    let rows = read(&[
        &["施策の一覧", "^", "^"],
        &["施策名", "内容", "担当課"],
        &["１　人事", "^", "^"],
        &["甲", "あ", "人事課"],
        &["※担当は予定", "^", "^"],
    ]);

    assert_eq!(rows[0], Row::Across("施策の一覧".to_owned()));
    assert_eq!(rows[1], Row::Across("１　人事".to_owned()));
    assert_eq!(rows[3], Row::Across("※担当は予定".to_owned()));
}

#[test]
fn a_column_that_nobody_knows_is_named_unless_it_is_empty() {
    let rows = read(&[
        &["計画", "施策名", "内容", "担当課", "予算"],
        &["^", "甲", "あ", "人事課", "百万円"],
    ]);

    assert_eq!(
        rows[0],
        Row::UnknownColumn {
            heading: "予算".to_owned(),
            sample: "百万円".to_owned()
        }
    );
    assert_eq!(rows.len(), 2);
}

#[test]
fn another_table_is_none_of_ours() {
    assert!(
        Reader::default()
            .read(&table(&[&["年度", "人数"], &["令和５", "12"]]))
            .is_none()
    );
    assert!(Reader::default().read(&Table::default()).is_none());
}
