//! What a check says of the records that a file would alter.
use gate::Role;
use testkit::Town;

use super::{
    files::{STAFF, UNITS, bytes, city, everything, now, taken_over},
    town,
};
use crate::import::{Alterations, Source, check};

/// What a file would alter: whose, which, and each value before and after.
async fn altered(text: &str) -> (Vec<String>, u64) {
    let db = city().await;
    let before = everything(&db).await;
    let report = check(&db, &[], now(), &bytes("f.csv", text), None, true)
        .await
        .unwrap();
    assert!(report.is_fine(), "{:?}", report.findings);
    assert_eq!(everything(&db).await, before, "a check changes nothing");
    let said = report.alterations.iter().map(|it| {
        let values = it
            .values
            .iter()
            .map(|it| format!(" {}:{}→{}", it.column, it.before, it.after));
        format!("{} {}{}", it.who, it.which, values.collect::<String>())
    });
    (said.collect(), report.alterations.all())
}

#[tokio::test]
async fn a_new_name_is_shown_before_and_after() {
    let header = "職員番号,氏名,フリガナ,生年月日,任用区分,採用日\n";
    let (said, all) = altered(&format!(
        "{header}0001002,加藤　太郎,カトウ　タロウ,1990-05-03,常勤,2013-04-01\n\
         0001004,山﨑　さくら,ヤマザキ　サクラ,2002-12-01,会計年度任用,2024-04-01\n\
         0003001,新人　一子,シンジン　イチコ,2003-05-05,常勤,2026-04-01\n"
    ))
    .await;

    // The name in the family register was the name at work and stays, which the file has no column for.
    assert_eq!(
        said,
        [
            "0001002 佐藤　太郎  氏名:佐藤　太郎→加藤　太郎 戸籍氏名:→佐藤　太郎 フリガナ:サトウ　タロウ→カトウ　タロウ"
        ]
    );
    assert_eq!(all, 1, "who is new or stays as before is only counted");
}

#[tokio::test]
async fn a_transfer_shows_the_post_that_ends_and_the_one_that_begins() {
    let (mut said, all) = altered(
        "職員番号,組織コード,発令区分,職名,級,発令日\n0001001,100102,主務,部長,8,2026-10-01\n",
    )
    .await;

    said.sort();
    assert_eq!(
        said,
        [
            "0001001 髙橋　花子 100101 人事課 2024-04-01～ 発令終了日:→2026-09-30",
            "0001001 髙橋　花子 100102 人材育成課 2026-10-01～ \
             組織コード:→100102 発令区分:→主務 職名:→部長 級:→8 発令日:→2026-10-01",
        ]
    );
    assert_eq!(all, 2);
}

#[tokio::test]
async fn a_unit_that_ends_shows_its_end_its_successor_and_the_posts_that_end_with_it() {
    let (said, all) = altered(
        "組織コード,組織名,組織名カナ,階層,上位組織コード,開始日,最終日,承継先コード\n\
         10010201,育成研修班,イクセイケンシュウハン,班,100102,2012-04-01,2027-03-31,100101\n",
    )
    .await;

    assert_eq!(
        said,
        [
            "10010201 育成研修班 2012-04-01～ 最終日:→2027-03-31 承継先コード:→100101",
            "0001002 佐藤　太郎 10010201 育成研修班 2023-04-01～ 発令終了日:→2027-03-31",
        ]
    );
    assert_eq!(all, 2);
}

#[tokio::test]
async fn more_than_fit_are_counted() {
    let db = city().await;
    let header = "職員番号,氏名,フリガナ,生年月日,任用区分,採用日\n";
    let people = |name: &str| -> String {
        let row = |it| format!("{it:07},{name},タナカ,1990-01-01,常勤,2020-04-01\n");
        header.to_owned() + &(10_000..10_250).map(row).collect::<String>()
    };
    taken_over(&db, &people("田中")).await;

    let file: Source = bytes("f.csv", &people("木村"));
    let shown = check(&db, &[], now(), &file, None, true).await.unwrap();
    let not_asked = check(&db, &[], now(), &file, None, false).await.unwrap();

    assert_eq!(shown.alterations.iter().count(), Alterations::KEPT);
    assert_eq!(shown.alterations.all(), 250);
    assert_eq!(not_asked.alterations, Alterations::default());
    assert_eq!(not_asked.staff.changed, 250);
}

const MARRIED: &str = "職員番号,氏名,フリガナ,生年月日,任用区分,採用日\n\
    0001002,加藤　太郎,カトウ　タロウ,1990-05-03,常勤,2013-04-01\n";

async fn checked(town: &Town, name: &str) -> testkit::Reply {
    town.as_staff(name)
        .upload("/import", &[], "file", "new.csv", MARRIED.as_bytes())
        .await
        .ok()
}

#[tokio::test]
async fn the_page_shows_it_and_the_ledger_knows_whose_record_was_seen() {
    let town = town().await;
    let page = checked(&town, "jinji").await;

    assert!(page.has("0001002 佐藤　太郎"), "{}", page.text());
    assert!(page.has("フリガナ：サトウ　タロウ → カトウ　タロウ"));
    let taro = super::pages::id_of(&town, "0001002").await;
    town.grant("kansa", "auditor", None).await;
    let looks = format!("/staff/{taro}/looks");
    let looks = town.as_staff("kansa").get(&looks).await.ok();
    assert!(looks.has("jinji") && looks.has("取り込みを確かめる画面で、記録の変わるところを見た"));
}

#[tokio::test]
async fn the_system_administrator_of_the_first_day_sees_nobodys_record() {
    let town = Town::new(&[&crate::CAPABILITY]).await;
    taken_over(&town.app.db, UNITS).await;
    taken_over(&town.app.db, STAFF).await;
    let role = Role::SYSTEM_ADMINISTRATOR;
    town.grant("kanri", role.name(), None).await;

    let page = checked(&town, "kanri").await;

    assert!(page.has("変更 1") && !page.has("サトウ"));
}
