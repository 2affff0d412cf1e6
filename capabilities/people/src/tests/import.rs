//! Files that clerks bring, and what becomes of them.
use base::{StaffId, UnitCode, date};
use db::Db;

use super::files::{
    STAFF, UNITS, brought, bytes, city, empty_city, everything, faults, now, posts_of, taken_over,
};
use crate::{
    import::{Fault, Kind, Source, import_file},
    store,
};

#[tokio::test]
async fn a_city_comes_out_of_two_files() {
    let db = city().await;

    assert_eq!(
        posts_of(&db, "0001001").await,
        [("100101".into(), date(2024, 4, 1), base::FAR_FUTURE)]
    );
    assert_eq!(
        posts_of(&db, "0001003").await,
        [("2001".into(), date(2020, 4, 1), date(2026, 4, 1))]
    );
    assert_eq!(posts_of(&db, "0001002").await.len(), 2);
    let (hanako, head, account) = db
        .read(async |tx| {
            let hanako = store::staff_of_number(tx, "0001001").await?.unwrap();
            let head = store::head_of(tx, &UnitCode("100101".into()), date(2026, 4, 1)).await?;
            let account = gate::store::account(tx, &hanako.id).await?.unwrap();
            db::Result::Ok((hanako, head, account))
        })
        .await
        .unwrap();
    assert_eq!(
        (hanako.kana.as_str(), hanako.legal_name.as_str()),
        ("タカハシ　ハナコ", "渡邉　花子")
    );
    assert_eq!(
        (hanako.born_on, hanako.hired_on),
        (date(1980, 1, 8), date(2004, 4, 1))
    );
    assert_eq!(head, Some(hanako.id));
    assert_eq!(
        (account.name.as_str(), account.times.ends_on),
        ("髙橋　花子", base::FAR_FUTURE)
    );
}

#[tokio::test]
async fn the_same_files_again_change_nothing_and_say_so() {
    let db = city().await;
    let before = everything(&db).await;

    let units = taken_over(&db, UNITS).await;
    let staff = taken_over(&db, STAFF).await;

    assert_eq!((units.changes(), units.units.unchanged), (0, 7));
    assert_eq!(
        (
            staff.changes(),
            staff.staff.unchanged,
            staff.assignments.unchanged
        ),
        (0, 4, 4)
    );
    assert_eq!(everything(&db).await, before);
}

#[tokio::test]
async fn a_dry_run_counts_the_same_and_changes_nothing() {
    let db = empty_city().await;
    taken_over(&db, UNITS).await;
    let before = everything(&db).await;

    let dry = import_file(&db, &[], now(), &bytes("s.csv", STAFF), true, None)
        .await
        .unwrap();
    assert_eq!(everything(&db).await, before);
    let real = taken_over(&db, STAFF).await;

    assert_eq!(
        (dry.staff, dry.assignments, dry.rows),
        (real.staff, real.assignments, real.rows)
    );
    assert_eq!((dry.staff.new, dry.assignments.new, dry.rows), (4, 4, 5));
    assert!(dry.is_dry_run && dry.is_fine());
}

#[tokio::test]
async fn one_bad_row_keeps_all_others_out() {
    let db = empty_city().await;
    taken_over(&db, UNITS).await;
    let before = everything(&db).await;
    let bad = STAFF.replace("H14.12.1", "R5.2.29");

    let report = brought(&db, &bad).await;

    let fault = Fault::Date(base::DateError::NoSuchDay {
        year: 2023,
        month: 2,
        day: 29,
    });
    assert_eq!(faults(&report), [(6, "生年月日".into(), fault)]);
    assert_eq!(report.findings.iter().next().unwrap().value, "R5.2.29");
    assert_eq!(everything(&db).await, before);
}

#[tokio::test]
async fn every_bad_value_is_named_with_its_row_and_column() {
    let db = city().await;
    let header = "職員番号,氏名,フリガナ,性別,生年月日,任用区分,採用日,所属コード,級,発令日,備考\n";
    let report = brought(
        &db,
        &format!(
            "{header}\
             0002001,,ア,丙,5.4.1,常勤,2020-04-01,100101,特,2020-04-01,\n\
             00/1,名前,ア,男,1990-01-01,臨時,2020-04-01,999999,1,2020-04-01,\n\
             0002003,名前,ア,男,2021-01-01,常勤,2020-04-01,100101,1,2020-04-01,\n\
             0002004,名前,ア,男,1990-01-01,常勤,2020-04-01\n\
             0002005,名\u{fffd}前,ア,男,S64.1.8,常勤,2020-04-01,999999,1,2020-04-01,\n"
        ),
    )
    .await;

    let found: Vec<_> = report
        .findings
        .iter()
        .map(|it| format!("{} {} {}", it.row, it.column, it.fault.code()))
        .collect();
    assert_eq!(
        found,
        [
            "2 氏名 missing",
            "2 生年月日 date_no_era",
            "2 性別 unknown_word",
            "2 級 grade",
            "3 職員番号 staff_number",
            "3 任用区分 unknown_word",
            "4 生年月日 born_after_hired",
            "5  row_length",
            "6 氏名 damaged_text",
            "6 生年月日 date_outside_era",
            "6 所属コード unknown_unit",
        ]
    );
    assert_eq!(report.unknown_columns, ["備考"]);
}

#[tokio::test]
async fn a_number_is_never_given_to_somebody_else() {
    let db = city().await;
    let header = "職員番号,氏名,フリガナ,生年月日,任用区分,採用日\n";

    let other = brought(
        &db,
        &format!("{header}0001003,田中　次郎,タナカ　ジロウ,2001-01-01,常勤,2026-04-01\n"),
    )
    .await;
    assert_eq!(
        faults(&other),
        [(2, "職員番号".into(), Fault::ReusedNumber)]
    );

    let twice = brought(
        &db,
        &format!(
            "{header}0009001,田中　次郎,タナカ　ジロウ,2001-01-01,常勤,2026-04-01\n\
             0009001,田中　次郎,タナカ　ジロウ,2001-01-01,常勤,2026-04-01\n\
             0009001,木村　三郎,キムラ　サブロウ,1999-01-01,常勤,2026-04-01\n"
        ),
    )
    .await;
    let twice: Vec<_> = faults(&twice).into_iter().map(|it| (it.0, it.2)).collect();
    assert_eq!(
        twice,
        [
            (3, Fault::DuplicateNumber { first_row: 2 }),
            (4, Fault::DuplicateNumber { first_row: 2 })
        ]
    );
}

#[tokio::test]
async fn somebody_who_marries_keeps_number_posts_and_account() {
    let db = city().await;
    let report = taken_over(
        &db,
        "職員番号,氏名,フリガナ,生年月日,任用区分,採用日\n0001002,加藤　太郎,カトウ　タロウ,1990-05-03,常勤,2013-04-01\n",
    )
    .await;

    assert_eq!(
        (
            report.staff.changed,
            report.staff.new,
            report.assignments.changes()
        ),
        (1, 0, 0)
    );
    let (staff, account) = db
        .read(async |tx| {
            let staff = store::staff_of_number(tx, "0001002").await?.unwrap();
            let account = gate::store::account(tx, &staff.id).await?.unwrap();
            db::Result::Ok((staff, account))
        })
        .await
        .unwrap();
    assert_eq!(
        (staff.used_name.as_str(), staff.legal_name.as_str()),
        ("加藤　太郎", "佐藤　太郎")
    );
    assert_eq!(account.name, "加藤　太郎");
}

#[tokio::test]
async fn who_leaves_loses_posts_roles_and_account_on_the_next_day() {
    let db = city().await;
    taken_over(
        &db,
        "職員番号,氏名,フリガナ,生年月日,任用区分,採用日,退職日\n\
         0001001,髙橋　花子,タカハシ　ハナコ,1980-01-08,常勤,2004-04-01,2026-09-30\n",
    )
    .await;

    let (account, grants) = db
        .read(async |tx| {
            let staff = store::staff_of_number(tx, "0001001").await?.unwrap();
            let account = gate::store::account(tx, &staff.id).await?.unwrap();
            db::Result::Ok((
                account,
                gate::store::grants_from(tx, &staff.id, date(2020, 1, 1)).await?,
            ))
        })
        .await
        .unwrap();
    let next_day = date(2026, 10, 1);
    assert_eq!(account.times.ends_on, next_day);
    assert_eq!(grants[0].ends_on, next_day);
    assert_eq!(posts_of(&db, "0001001").await[0].2, next_day);
}

#[tokio::test]
async fn a_unit_that_ends_ends_the_posts_in_it() {
    let db = city().await;
    let report = taken_over(
        &db,
        "組織コード,組織名,階層,上位組織コード,開始日,最終日,承継先コード\n10010201,育成研修班,班,100102,2012-04-01,2027-03-31,100101\n",
    )
    .await;

    assert_eq!((report.units.changed, report.assignments.changed), (1, 1));
    let posts = posts_of(&db, "0001002").await;
    assert_eq!(
        posts[0],
        ("10010201".into(), date(2023, 4, 1), date(2027, 4, 1))
    );
}

#[tokio::test]
async fn an_organisation_with_a_circle_is_refused_whole() {
    let db = city().await;
    let before = everything(&db).await;
    let report = brought(
        &db,
        "組織コード,組織名,階層,上位組織コード,開始日,最終日\n\
         1001,人材育成部,部,100102,2026-04-01,\n30,新しい局,局,,2026-04-01,\n",
    )
    .await;

    assert!(
        report.findings.iter().any(|it| it.fault == Fault::Circle),
        "{:?}",
        faults(&report)
    );
    assert_eq!(everything(&db).await, before);
}

/// A city in which only the first administrator is known: by the number that the file gives to Taro.
async fn city_of_an_administrator() -> (Db, StaffId) {
    let db = empty_city().await;
    let admin = StaffId("admin".into());
    db.write(async |tx| {
        let times = gate::rules::AccountTimes {
            starts_on: date(2026, 1, 1),
            ends_on: base::FAR_FUTURE,
            is_disabled: false,
        };
        let account = gate::store::Account {
            staff: admin.clone(),
            number: "0001002".into(),
            name: "管理者".into(),
            times,
        };
        gate::store::keep_account(tx, &account).await
    })
    .await
    .unwrap();
    (db, admin)
}

#[tokio::test]
async fn the_first_administrator_becomes_the_person_of_that_number() {
    let (db, admin) = city_of_an_administrator().await;
    taken_over(&db, UNITS).await;
    taken_over(&db, STAFF).await;

    let (staff, units) = db
        .read(async |tx| {
            let staff = store::staff_of_number(tx, "0001002").await?.unwrap();
            let units = store::units_of(tx, &staff.id, date(2026, 4, 1)).await?;
            db::Result::Ok((staff.id, units))
        })
        .await
        .unwrap();
    assert_eq!(staff, admin);
    assert_eq!(units.len(), 2);
}

/// A file so large that it is written without keys, which are built when all of it is there.
#[tokio::test]
async fn a_large_first_file_gives_the_same_city_and_its_keys_hold() {
    let (db, admin) = city_of_an_administrator().await;
    taken_over(&db, UNITS).await;
    let note = "長".repeat(340_000);
    let (head, rows) = STAFF.split_once('\n').unwrap();
    let row = |line: &str| format!("{line},{note}\n");
    let newcomer =
        |it| format!("00020{it:02},新　人,,シン　ジン,女,2004-04-01,常勤,,2026-04-01,,,,,,,,");
    let lines: Vec<String> = std::iter::once(format!("{head},備考\n"))
        .chain(rows.lines().map(row))
        .chain((0..20).map(|it| row(&newcomer(it))))
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("staff.csv");
    std::fs::write(&path, lines.concat()).unwrap();
    assert!(16 << 20 < std::fs::metadata(&path).unwrap().len());
    let large = Source::Path(path);

    let first = import_file(&db, &[], now(), &large, false, None)
        .await
        .unwrap();
    let again = import_file(&db, &[], now(), &large, false, None)
        .await
        .unwrap();

    assert!(first.is_fine() && again.is_fine(), "{:?}", faults(&first));
    assert_eq!((first.staff.new, again.changes()), (24, 0));
    let taro = db
        .read(async |tx| store::staff_of_number(tx, "0001002").await)
        .await
        .unwrap()
        .unwrap();
    let account = db
        .read(async |tx| gate::store::account(tx, &admin).await)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((taro.id, account.name), (admin, "佐藤　太郎".to_owned()));
    let second_taro = db
        .write(async |tx| {
            let sql = "insert into gate_accounts (staff_id, number, name, starts_on, ends_on)
                       select 'other', number, name, starts_on, ends_on from gate_accounts where number = '0001002'";
            tx.execute(sql, db::params![]).await
        })
        .await;
    assert!(matches!(second_taro, Err(db::DbError::Duplicate(_))));
}

#[tokio::test]
async fn excel_and_cp932_give_the_same_city_as_utf8() {
    let utf8 = city().await;
    let other = empty_city().await;
    let rows = |text: &str| {
        text.lines()
            .map(|it| it.split(',').map(str::to_owned).collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };

    let mut cp932 = documents::CsvWriter::new(Vec::new(), documents::Encoding::Cp932).unwrap();
    rows(UNITS).iter().for_each(|row| cp932.row(row).unwrap());
    let units = Source::Bytes {
        name: "units.csv".into(),
        bytes: cp932.finish().unwrap().into(),
    };
    assert!(
        import_file(&other, &[], now(), &units, false, None)
            .await
            .unwrap()
            .is_fine()
    );
    let rows = rows(STAFF);
    let mut book = documents::Workbook::new("職員").unwrap();
    let head: Vec<&str> = rows[0].iter().map(String::as_str).collect();
    let mut sheet = book.sheet("職員", &head).unwrap();
    for row in &rows[1..] {
        sheet
            .row(row.iter().map(|it| documents::Value::Text(it)))
            .unwrap();
    }
    sheet.finish().unwrap();
    let staff = Source::Bytes {
        name: "staff.xlsx".into(),
        bytes: book.into_bytes().unwrap().into(),
    };
    let report = import_file(&other, &[], now(), &staff, false, None)
        .await
        .unwrap();

    assert!(report.is_fine(), "{:?}", faults(&report));
    assert_eq!(report.kind, Kind::StaffWithAssignments);
    for number in ["0001001", "0001002", "0001003"] {
        assert_eq!(
            posts_of(&utf8, number).await,
            posts_of(&other, number).await
        );
    }
}
