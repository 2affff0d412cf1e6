//! Files out of which a spreadsheet has eaten the leading zeros.
use super::files::{STAFF, brought, city, empty_city, everything, faults, taken_over};
use crate::{
    export::{FileFormat, export_file},
    import::{Fault, Kind},
};

const HEADER: &str = "職員番号,氏名,フリガナ,生年月日,任用区分,採用日\n";

fn new_one(number: &str) -> String {
    format!("{number},田中　次郎,タナカ　ジロウ,2001-01-01,常勤,2026-04-01\n")
}

fn added(from: &str, to: &str, count: u64) -> Fault {
    let (from, to) = (from.to_owned(), to.to_owned());
    Fault::ZerosAdded { from, to, count }
}

/// The faults of people brought to a city whose numbers are 0001001 to 0001004.
async fn found(numbers: &[&str]) -> Vec<(u64, String, Fault)> {
    let rows: String = numbers.iter().map(|it| new_one(it)).collect();
    faults(&brought(&city().await, &format!("{HEADER}{rows}")).await)
}

#[tokio::test]
async fn people_without_their_zeros_are_who_they_are_and_the_report_says_so_once() {
    let db = city().await;
    let before = everything(&db).await;

    let report = taken_over(&db, &STAFF.replace("\n000100", "\n100")).await;

    assert_eq!((report.changes(), report.staff.unchanged), (0, 4));
    assert_eq!(
        faults(&report),
        [(2, "職員番号".into(), added("1001", "0001001", 5))]
    );
    assert_eq!(everything(&db).await, before);
}

#[tokio::test]
async fn posts_find_people_and_units_without_their_zeros() {
    let db = empty_city().await;
    let header = "組織コード,組織名,階層,上位組織コード,開始日\n";
    taken_over(
        &db,
        &format!("{header}01000000,市長公室,局,,2012-04-01\n02000000,総務局,局,,2012-04-01\n"),
    )
    .await;
    taken_over(&db, &format!("{HEADER}{}", new_one("0000101"))).await;

    let posts = "職員番号,所属コード,職名,発令日\n101,1000000,主任,2026-04-01\n";
    let report = taken_over(&db, posts).await;
    let again = taken_over(&db, posts).await;

    assert_eq!((report.assignments.new, again.changes()), (1, 0));
    assert_eq!(
        faults(&report),
        [
            (2, "職員番号".into(), added("101", "0000101", 1)),
            (2, "所属コード".into(), added("1000000", "01000000", 1))
        ]
    );
}

#[tokio::test]
async fn units_without_their_zeros_are_the_units_they_are() {
    let db = empty_city().await;
    let header = "組織コード,組織名,階層,上位組織コード,開始日\n";
    let units = "01000000,市長公室,局,,2012-04-01\n01010000,秘書課,課,01000000,2012-04-01\n";
    taken_over(&db, &format!("{header}{units}")).await;
    let before = everything(&db).await;

    let eaten = taken_over(&db, &format!("{header}{units}").replace("010", "10")).await;
    assert_eq!((eaten.changes(), eaten.units.unchanged), (0, 2));
    assert_eq!(
        faults(&eaten),
        [(2, "組織コード".into(), added("1000000", "01000000", 3))]
    );
    assert_eq!(everything(&db).await, before);

    let new = brought(&db, &format!("{header}3000000,消防局,局,,2012-04-01\n")).await;
    assert_eq!(faults(&new)[0].2, Fault::ZerosLost { length: 8 });
    let twice = brought(
        &db,
        &format!("{header}003,消防局,局,,2012-04-01\n3,病院局,局,,2012-04-01\n"),
    )
    .await;
    let (other, row) = ("003".to_owned(), 2);
    let fault = Fault::ButForZeros { other, row };
    assert!(faults(&twice).iter().any(|it| it.0 == 3 && it.2 == fault));
    assert_eq!(everything(&db).await, before);
}

#[tokio::test]
async fn somebody_new_with_a_short_number_is_asked_for_the_zeros() {
    let lost = (2, "職員番号".to_owned(), Fault::ZerosLost { length: 7 });

    assert_eq!(found(&["999"]).await, [lost]);
    assert_eq!(found(&["1234567"]).await, [], "as long as the others");
    assert_eq!(
        found(&["A-99"]).await,
        [],
        "a spreadsheet leaves letters alone"
    );
}

#[tokio::test]
async fn a_short_number_is_let_in_where_another_has_kept_its_zeros() {
    let asked = (3, "職員番号".to_owned(), Fault::OtherLength { length: 7 });

    assert_eq!(found(&["0000998", "999"]).await, [asked]);
}

#[tokio::test]
async fn the_same_number_with_and_without_zeros_is_two_people_nowhere() {
    let of_row = |other: &str, row| Fault::ButForZeros {
        other: other.to_owned(),
        row,
    };

    let known = found(&["00001001"]).await;
    assert_eq!(known[0].2, of_row("0001001", 0));
    let rows = found(&["00000998", "0000998"]).await;
    assert_eq!(rows, [(3, "職員番号".into(), of_row("00000998", 2))]);
    let twice = found(&["0000998", "998"]).await;
    assert_eq!(twice[0].2, of_row("0000998", 2));
}

#[tokio::test]
async fn numbers_of_several_lengths_are_left_as_they_are() {
    let db = city().await;
    let kept = format!("{HEADER}{}{}", new_one("0000998"), new_one("999"));
    taken_over(&db, &kept).await;
    let before = everything(&db).await;

    let short = brought(&db, &format!("{HEADER}{}", new_one("998"))).await;
    let (other, row) = ("0000998".to_owned(), 0);
    assert_eq!(faults(&short)[0].2, Fault::ButForZeros { other, row });
    assert_eq!(taken_over(&db, &kept).await.changes(), 0);
    assert_eq!(everything(&db).await, before);
}

#[tokio::test]
async fn an_export_comes_back_without_zeros_and_changes_nothing() {
    let db = city().await;
    let bytes = export_file(&db, Kind::Staff, FileFormat::CsvUtf8)
        .await
        .unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("\n0001001,") || text.contains("\r\n0001001,"));

    let report = taken_over(&db, &text.replace("\n000", "\n")).await;

    assert_eq!((report.changes(), report.staff.unchanged), (0, 4));
}
