//! Files that clerks bring, and what becomes of them.
use base::{Date, Instant, StaffId, UnitCode, date};
use db::{Db, params};
use proptest::prelude::*;

use crate::{
    import::{Fault, Kind, Report, Source, import_file},
    store,
};

pub(super) const UNITS: &str = "組織コード,組織名,組織名カナ,階層,上位組織コード,開始日,最終日,承継先コード\n\
    10,総務局,ソウムキョク,局,,2012-04-01,,\n\
    1001,人材育成部,ジンザイイクセイブ,部,10,2012-04-01,,\n\
    100101,人事課,ジンジカ,課,1001,2012-04-01,,\n\
    100102,人材育成課,ジンザイイクセイカ,課,1001,2012-04-01,,\n\
    10010201,育成研修班,イクセイケンシュウハン,班,100102,2012-04-01,,\n\
    20,市民局,シミンキョク,局,,2012-04-01,,\n\
    2001,広聴課,コウチョウカ,課,20,2012-04-01,2026-03-31,100101\n";

pub(super) const STAFF: &str = "職員番号,氏名,戸籍氏名,フリガナ,性別,生年月日,任用区分,採用日,退職日,所属コード,発令区分,職名,級,所属長,発令日,発令終了日\n\
    0001001,髙橋　花子,渡邉　花子,ﾀｶﾊｼ ﾊﾅｺ,女,S55.1.8,常勤,平成16年4月1日,,100101,主務,課長,7,○,2024-04-01,\n\
    0001002,佐藤　太郎,,サトウ　タロウ,男,1990/5/3,常勤,H25.4.1,,10010201,主務,主任,3,,2023/4/1,\n\
    0001002,佐藤　太郎,,サトウ　タロウ,男,1990/5/3,常勤,H25.4.1,,100101,兼務,主任,3,,2024/4/1,2027/3/31\n\
    0001003,鈴木　一郎,,スズキ　イチロウ,男,昭和37年7月7日,再任用,S60.4.1,2026-03-31,2001,主務,主査,4,,2020-04-01,\n\
    0001004,山﨑　さくら,,やまざき　さくら,女,H14.12.1,会計年度任用,R6.4.1,,,,,,,,\n";

pub(super) fn bytes(name: &str, text: &str) -> Source {
    Source::Bytes {
        name: name.into(),
        bytes: text.as_bytes().into(),
    }
}

pub(super) fn now() -> Instant {
    "2026-04-01T00:00:00Z".parse().unwrap()
}

pub(super) async fn empty_city() -> Db {
    let db = Db::scratch().await.unwrap();
    db.migrate(&gate::migrations(&[&gate::CAPABILITY, &crate::CAPABILITY]))
        .await
        .unwrap();
    db
}

pub(super) async fn brought(db: &Db, text: &str) -> Report {
    import_file(db, &[], now(), &bytes("file.csv", text), false, None)
        .await
        .unwrap()
}

pub(super) async fn taken_over(db: &Db, text: &str) -> Report {
    let report = brought(db, text).await;
    assert!(
        report.is_fine(),
        "{:?}",
        report.findings.iter().collect::<Vec<_>>()
    );
    report
}

pub(super) async fn city() -> Db {
    let db = empty_city().await;
    taken_over(&db, UNITS).await;
    taken_over(&db, STAFF).await;
    db
}

pub(super) fn faults(report: &Report) -> Vec<(u64, String, Fault)> {
    report
        .findings
        .iter()
        .map(|it| (it.row, it.column.clone(), it.fault.clone()))
        .collect()
}

async fn posts_of(db: &Db, number: &str) -> Vec<(String, Date, Date)> {
    db.read(async |tx| {
        let staff = store::staff_of_number(tx, number).await?.unwrap();
        let posts = store::assignments_of(tx, &staff.id, base::FAR_FUTURE).await?;
        db::Result::Ok(
            posts
                .into_iter()
                .rev()
                .map(|it| (it.unit.0, it.starts_on, it.ends_on))
                .collect(),
        )
    })
    .await
    .unwrap()
}

pub(super) async fn everything(db: &Db) -> Vec<String> {
    db.read(async |tx| {
        let mut all = Vec::new();
        for sql in [
            "select code || starts_on || ends_on || name || kana || level || coalesce(parent_code, '') from people_units order by 1",
            "select code || successor_code from people_unit_successors order by 1",
            "select id || number || kind || legal_name || used_name || kana || sex || born_on || hired_on || ends_on || kana_order || name_key from people_staff order by 1",
            "select staff_id || starts_on || unit_code || kind || ends_on || post || cast(grade as text) from people_assignments order by 1",
            "select staff_id || number || name || starts_on || ends_on from gate_accounts order by 1",
            "select id || staff_id || role || unit_code || starts_on || ends_on from gate_grants order by 1",
            "select ancestor_code || unit_code || starts_on || ends_on from gate_unit_reach order by 1",
            "select version from people_version",
        ] {
            all.extend(tx.values::<String>(sql, params![]).await?);
        }
        db::Result::Ok(all)
    })
    .await
    .unwrap()
}

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
async fn a_head_holds_the_role_for_the_unit_as_long_as_the_post() {
    let db = city().await;
    taken_over(
        &db,
        "職員番号,所属コード,職名,発令日\n0001001,100102,課長,2026-10-01\n",
    )
    .await;

    let grants = db
        .read(async |tx| {
            let hanako = store::staff_of_number(tx, "0001001").await?.unwrap();
            gate::store::grants_from(tx, &hanako.id, date(2020, 1, 1)).await
        })
        .await
        .unwrap();
    let held: Vec<_> = grants
        .iter()
        .map(|it| (it.role.name(), it.starts_on, it.ends_on))
        .collect();
    assert_eq!(held, [("head", date(2024, 4, 1), date(2026, 10, 1))]);
}

/// Gives Taro a role until a day, and brings a file that makes him head from 1 October 2026.
async fn warnings_of_taro_as_head(role: &str, until: Date) -> [Vec<(u64, String, Fault)>; 2] {
    const WALLS: &[gate::Wall] = &[gate::Wall {
        protects: "stress_check",
        from: gate::APPOINTING,
    }];
    let db = city().await;
    db.write(async |tx| {
        let taro = store::staff_of_number(tx, "0001002").await?.unwrap();
        let grant = gate::Grant {
            id: gate::GrantId::fresh(),
            staff: taro.id,
            role: gate::Role::new(role),
            unit: None,
            starts_on: date(2026, 4, 1),
            ends_on: until,
            source: gate::Source::Given,
            deputy_for: None,
        };
        gate::store::add_grant(tx, &grant).await
    })
    .await
    .unwrap();
    let file = "職員番号,所属コード,職名,所属長,発令日\n0001002,100102,課長,○,2026-10-01\n";
    let mut warnings = [Vec::new(), Vec::new()];
    for (place, is_dry_run) in [true, false].into_iter().enumerate() {
        let report = import_file(&db, WALLS, now(), &bytes("f.csv", file), is_dry_run, None)
            .await
            .unwrap();
        assert!(report.is_fine() && report.assignments.new == 1);
        assert_eq!(
            report.findings.warnings(),
            report.findings.iter().count() as u64
        );
        warnings[place] = faults(&report);
    }
    warnings
}

#[tokio::test]
async fn a_head_on_both_sides_of_a_wall_is_named_before_and_after_with_both_roles() {
    let fault = Fault::Wall {
        name: "佐藤　太郎".into(),
        protected: gate::Role::new("stress_check"),
        kept_out: gate::Role::HEAD,
        on: date(2026, 10, 1),
    };
    let warning = vec![(2, "職員番号".to_owned(), fault)];

    let found = warnings_of_taro_as_head("stress_check", base::FAR_FUTURE).await;

    assert_eq!(found, [warning.clone(), warning]);
}

#[tokio::test]
async fn a_role_that_ends_as_the_post_begins_or_that_no_wall_protects_is_no_warning() {
    for (role, until) in [
        ("stress_check", date(2026, 10, 1)),
        ("auditor", base::FAR_FUTURE),
    ] {
        let found = warnings_of_taro_as_head(role, until).await;

        assert_eq!(found, [vec![], vec![]], "{role}");
    }
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

#[tokio::test]
async fn the_first_administrator_becomes_the_person_of_that_number() {
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

/// A handful of people in a handful of units, with faults by chance.
fn some_file() -> impl Strategy<Value = String> {
    let unit = prop::sample::select(vec!["100101", "100102", "10010201", "2001"]);
    let kind = prop::sample::select(vec!["主務", "兼務"]);
    let row = (
        1..5_u32,
        unit,
        kind,
        2013..2028_i32,
        prop::option::of(2014..2029_i32),
        0..3_u32,
    );
    prop::collection::vec(row, 1..8).prop_map(|rows| {
        let mut file = String::from("職員番号,氏名,フリガナ,生年月日,任用区分,採用日,所属コード,発令区分,職名,発令日,発令終了日\n");
        for (person, unit, kind, from, until, post) in rows {
            let last = until.map(|it| format!("{it}-03-31")).unwrap_or_default();
            file += &format!(
                "000200{person},職員{person},ショクイン,1980-01-0{person},常勤,2013-04-01,{unit},{kind},職{post},{from}-04-01,{last}\n"
            );
        }
        file
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whatever_was_taken_over_changes_nothing_when_it_comes_again(one in some_file(), other in some_file()) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let db = city().await;
            for file in [&one, &other] {
                if brought(&db, file).await.is_fine() {
                    let before = everything(&db).await;
                    let again = brought(&db, file).await;
                    prop_assert!(again.is_fine(), "{:?}", faults(&again));
                    prop_assert_eq!(again.changes(), 0);
                    prop_assert_eq!(everything(&db).await, before);
                }
            }
            Ok(())
        })?;
    }
}
