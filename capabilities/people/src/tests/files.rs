//! A small city out of two files, and ways to bring more.
use base::{Date, Instant};
use db::{Db, params};

use crate::{
    import::{Fault, Report, Source, import_file},
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

pub(super) const STAFF: &str = "職員番号,氏名,戸籍氏名,フリガナ,性別,生年月日,任用区分,職種,採用日,退職日,所属コード,発令区分,職名,級,所属長,発令日,発令終了日\n\
    0001001,髙橋　花子,渡邉　花子,ﾀｶﾊｼ ﾊﾅｺ,女,S55.1.8,常勤,事務,平成16年4月1日,,100101,主務,課長,7,○,2024-04-01,\n\
    0001002,佐藤　太郎,,サトウ　タロウ,男,1990/5/3,常勤,土木,H25.4.1,,10010201,主務,主任,3,,2023/4/1,\n\
    0001002,佐藤　太郎,,サトウ　タロウ,男,1990/5/3,常勤,土木,H25.4.1,,100101,兼務,主任,3,,2024/4/1,2027/3/31\n\
    0001003,鈴木　一郎,,スズキ　イチロウ,男,昭和37年7月7日,再任用,,S60.4.1,2026-03-31,2001,主務,主査,4,,2020-04-01,\n\
    0001004,山﨑　さくら,,やまざき　さくら,女,H14.12.1,会計年度任用,　ﾍﾙﾊﾟｰ（訪問） ,R6.4.1,,,,,,,,\n";

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

pub(super) async fn posts_of(db: &Db, number: &str) -> Vec<(String, Date, Date)> {
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
            "select id || number || kind || legal_name || used_name || kana || sex || born_on || hired_on || ends_on || kana_order || name_key || job_family from people_staff order by 1",
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
