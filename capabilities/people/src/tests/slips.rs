//! Slips of the finger and of spreadsheets in names and days: what is said of each, and what is let in.
use base::date;
use documents::{Value, Workbook};

use super::files::{brought, city, empty_city, everything, faults, now, taken_over};
use crate::import::{Fault, Source, import_file};

const HEADER: &str = "職員番号,氏名,フリガナ,生年月日,任用区分,採用日,退職日\n";
const POSTS: &str = "職員番号,所属コード,職名,発令日,発令終了日\n";

/// The findings about one new person: column, code.
async fn found(kana: &str, days: &str) -> Vec<(String, String)> {
    let row = format!("{HEADER}0009001,田中　次郎,{kana},{days}\n");
    let report = brought(&empty_city().await, &row).await;
    report
        .findings
        .iter()
        .map(|it| (it.column.clone(), it.fault.code()))
        .collect()
}

fn one(column: &str, code: &str) -> Vec<(String, String)> {
    vec![(column.to_owned(), code.to_owned())]
}

#[tokio::test]
async fn furigana_is_kana_of_any_width_and_nothing_else() {
    let days = "1990-01-01,常勤,2020-04-01,";
    for fine in ["たなか　じろう", "ﾀﾅｶ ｼﾞﾛｳ", "ジャン・ピエール"] {
        assert_eq!(found(fine, days).await, [], "{fine}");
    }
    for wrong in ["田中　次郎", "TANAKA", "タナカ　2"] {
        assert_eq!(
            found(wrong, days).await,
            one("フリガナ", "no_kana"),
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn nobody_is_hired_before_the_fifteenth_birthday() {
    let young = found("タナカ", "2011-04-02,常勤,2026-04-01,").await;
    assert_eq!(young, one("生年月日", "too_young"));

    let old_enough = found("タナカ", "2011-04-01,常勤,2026-04-01,").await;
    assert_eq!(old_enough, []);
}

#[tokio::test]
async fn a_great_age_is_doubted_and_let_in() {
    let db = empty_city().await;
    let report = taken_over(
        &db,
        &format!("{HEADER}0009001,田中　次郎,タナカ,1944-05-03,会計年度任用,2026-04-01,\n"),
    )
    .await;

    assert_eq!(report.staff.new, 1);
    let doubt = (2, "生年月日".to_owned(), Fault::OddAge { age: 81 });
    assert_eq!(faults(&report), [doubt]);
    assert_eq!(report.findings.warnings(), 1);
}

#[tokio::test]
async fn a_year_of_which_no_file_can_speak_is_named_with_the_day_it_means() {
    for (days, column) in [
        ("M30.1.1,常勤,2020-04-01,", "生年月日"),
        ("1990-01-01,常勤,R999.4.1,", "採用日"),
        ("1990-01-01,常勤,9999-04-01,", "採用日"),
        ("1990-01-01,常勤,2020-04-01,2999-12-31", "退職日"),
    ] {
        assert_eq!(
            found("タナカ", days).await,
            one(column, "outside_years"),
            "{days}"
        );
    }
    let report = brought(
        &city().await,
        &format!(
            "{POSTS}0001002,100102,主査,R999.4.1,\n0001001,100102,主査,2026-04-01,R999.3.31\n"
        ),
    )
    .await;
    let outside = |meant| Fault::OutsideYears { meant };
    assert_eq!(
        faults(&report),
        [
            (2, "発令日".into(), outside(date(3017, 4, 1))),
            (3, "発令終了日".into(), outside(date(3017, 3, 31))),
        ]
    );
}

#[tokio::test]
async fn the_last_day_of_all_is_no_end() {
    for open in ["", "9999-12-31", "99991231"] {
        let days = format!("1990-01-01,常勤,2020-04-01,{open}");
        assert_eq!(found("タナカ", &days).await, [], "{open}");
    }
    let db = city().await;
    taken_over(
        &db,
        &format!("{POSTS}0001002,100102,主査,2026-04-01,9999-12-31\n"),
    )
    .await;
    let before = everything(&db).await;

    let again = taken_over(&db, &format!("{POSTS}0001002,100102,主査,2026-04-01,\n")).await;

    assert_eq!(again.changes(), 0);
    assert_eq!(everything(&db).await, before);
}

#[tokio::test]
async fn the_number_that_excel_keeps_for_a_day_is_refused_with_that_day() {
    let report = brought(
        &city().await,
        &format!("{POSTS}0001002,100102,主査,45748,\n"),
    )
    .await;

    let meant = date(2025, 4, 1);
    let fault = Fault::DayNumber { meant };
    assert_eq!(faults(&report), [(2, "発令日".into(), fault)]);
    assert_eq!(report.findings.iter().next().unwrap().value, "45748");
}

#[tokio::test]
async fn a_day_that_excel_knows_as_a_day_is_read() {
    let mut book = Workbook::new("発令").unwrap();
    let head = ["職員番号", "組織コード", "職名", "発令日"];
    let mut sheet = book.sheet("発令", &head).unwrap();
    let row = |on| {
        [
            Value::Text("0001002"),
            Value::Text("100102"),
            Value::Text("主査"),
            on,
        ]
    };
    sheet.row(row(Value::Date(date(2026, 5, 1)))).unwrap();
    sheet.row(row(Value::Whole(46_174))).unwrap();
    sheet.finish().unwrap();
    let posts = Source::Bytes {
        name: "posts.xlsx".into(),
        bytes: book.into_bytes().unwrap().into(),
    };

    let report = import_file(&city().await, &[], now(), &posts, true, None).await;

    let fault = Fault::DayNumber {
        meant: date(2026, 6, 1),
    };
    assert_eq!(faults(&report.unwrap()), [(3, "発令日".into(), fault)]);
}
