//! 職種: in the city's own words, where the city has told them.
use db::Db;

use super::{
    files::{UNITS, brought, bytes, city, empty_city, everything, faults, now, taken_over},
    pages::id_of,
    town,
};
use crate::{
    export::{FileFormat, export_file},
    import::{Fault, Kind, check},
    store,
};

const HEADER: &str = "職員番号,氏名,フリガナ,生年月日,任用区分,採用日,職種\n";

/// A row about Taro, who is 土木.
fn taro(job_family: &str) -> String {
    format!("{HEADER}0001002,佐藤　太郎,サトウ　タロウ,1990-05-03,常勤,2013-04-01,{job_family}\n")
}

async fn job_family(db: &Db, number: &str) -> String {
    db.read(async |tx| store::staff_of_number(tx, number).await)
        .await
        .unwrap()
        .unwrap()
        .job_family
}

#[tokio::test]
async fn it_is_kept_without_spaces_around_it_and_in_full_width() {
    let db = city().await;

    assert_eq!(job_family(&db, "0001002").await, "土木");
    assert_eq!(job_family(&db, "0001003").await, "", "nobody has told it");
    assert_eq!(job_family(&db, "0001004").await, "ヘルパー（訪問）");
}

#[tokio::test]
async fn a_file_without_the_column_leaves_it_and_an_empty_cell_takes_it_away() {
    let db = city().await;
    let married = "職員番号,氏名,フリガナ,生年月日,任用区分,採用日\n\
        0001002,加藤　太郎,カトウ　タロウ,1990-05-03,常勤,2013-04-01\n";
    taken_over(&db, married).await;
    assert_eq!(job_family(&db, "0001002").await, "土木");

    let cleared = taken_over(&db, &taro("")).await;
    assert_eq!(cleared.staff.changed, 1);
    assert_eq!(job_family(&db, "0001002").await, "");
}

#[tokio::test]
async fn the_same_job_family_again_is_no_change() {
    let db = city().await;
    let before = everything(&db).await;

    for same in ["土木", "　土木 "] {
        let report = taken_over(&db, &taro(same)).await;
        assert_eq!((report.changes(), report.staff.unchanged), (0, 1));
    }
    assert_eq!(everything(&db).await, before);
}

#[tokio::test]
async fn somebody_new_without_one_has_none_and_the_other_names_of_the_column_are_read() {
    let db = city().await;
    let without = "職員番号,氏名,フリガナ,生年月日,任用区分,採用日\n\
        0003001,新人　一子,シンジン　イチコ,2003-05-05,常勤,2026-04-01\n";
    taken_over(&db, without).await;
    assert_eq!(job_family(&db, "0003001").await, "");

    for (name, said) in [
        ("職種名", "建築"),
        ("職務", "保健師"),
        ("job_family", "消防"),
    ] {
        taken_over(&db, &taro(said).replace("職種", name)).await;
        assert_eq!(job_family(&db, "0001002").await, said, "{name}");
    }
}

#[tokio::test]
async fn one_of_forty_characters_fits_and_one_more_is_refused_with_its_place() {
    let db = city().await;
    let forty = "師".repeat(40);
    taken_over(&db, &taro(&forty)).await;
    assert_eq!(job_family(&db, "0001002").await, forty);

    let report = brought(&db, &taro(&"師".repeat(41))).await;
    let fault = Fault::TooLong { most: 40 };
    assert_eq!(faults(&report), [(2, "職種".into(), fault)]);
    assert_eq!(job_family(&db, "0001002").await, forty);
}

#[tokio::test]
async fn two_rows_about_somebody_must_not_differ_in_it() {
    let db = city().await;
    let row = |family: &str, unit: &str, kind: &str| {
        format!(
            "0003001,新人　一子,シンジン　イチコ,2003-05-05,常勤,2026-04-01,{family},{unit},{kind},2026-04-01\n"
        )
    };
    let wide = HEADER.trim_end().to_owned() + ",所属コード,発令区分,発令日\n";
    let file = wide + &row("事務", "100101", "主務") + &row("土木", "100102", "兼務");

    let report = brought(&db, &file).await;
    let fault = Fault::Contradiction { first_row: 2 };
    assert_eq!(faults(&report), [(3, "職員番号".into(), fault)]);
}

#[tokio::test]
async fn a_check_shows_it_before_and_after() {
    let db = city().await;
    let file = bytes("f.csv", &taro("建築"));
    let report = check(&db, &[], now(), &file, None, true).await.unwrap();

    let altered: Vec<_> = report.alterations.iter().collect();
    let values = &altered[0].values;
    assert_eq!((altered.len(), values.len()), (1, 1));
    let it = &values[0];
    assert_eq!(
        (it.column, it.before.as_str(), it.after.as_str()),
        ("職種", "土木", "建築")
    );
}

#[tokio::test]
async fn it_goes_out_and_comes_back_with_the_person() {
    let db = city().await;
    for kind in [Kind::Staff, Kind::StaffWithAssignments] {
        let file = export_file(&db, kind, FileFormat::CsvUtf8).await.unwrap();
        let other = empty_city().await;
        taken_over(&other, UNITS).await;
        taken_over(&other, &String::from_utf8(file).unwrap()).await;

        for number in ["0001001", "0001002", "0001003", "0001004"] {
            let there = job_family(&other, number).await;
            assert_eq!(there, job_family(&db, number).await, "{kind:?} {number}");
        }
    }
}

#[tokio::test]
async fn the_persons_page_shows_it() {
    let town = town().await;
    let taro = id_of(&town, "0001002").await;

    let page = town
        .as_staff("jinji")
        .get(&format!("/staff/{taro}"))
        .await
        .ok();
    assert!(page.has("職種") && page.has("土木"), "{}", page.text());
}
