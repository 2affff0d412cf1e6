//! Whom a change has touched, for those who computed something of each person.
use base::StaffId;
use db::Db;

use super::files::{STAFF, UNITS, brought, city, empty_city, taken_over};
use crate::{Changed, staff_changed, store, version};

const HEADER: &str = "職員番号,氏名,フリガナ,生年月日,任用区分,採用日\n";
const TARO: &str = "0001002,佐藤　太郎,サトウ　タロウ,1990-05-03,常勤,2013-04-01";
const NEW: &str = "0003001,新人　一子,シンジン　イチコ,2003-05-05,常勤,2026-04-01";

async fn word(db: &Db) -> String {
    db.read(async |tx| version(tx).await).await.unwrap()
}

async fn changed(db: &Db, since: &str) -> Changed {
    db.read(async |tx| staff_changed(tx, since).await)
        .await
        .unwrap()
}

/// These people as they are told: by id.
async fn people(db: &Db, numbers: &[&str]) -> Changed {
    let mut ids: Vec<StaffId> = Vec::new();
    for number in numbers {
        let found = db.read(async |tx| store::staff_of_number(tx, number).await);
        ids.push(found.await.unwrap().unwrap().id);
    }
    ids.sort();
    Changed::People(ids)
}

#[tokio::test]
async fn nobody_is_touched_while_nothing_changes() {
    let db = city().await;
    let before = word(&db).await;

    taken_over(&db, STAFF).await;
    let refused = brought(&db, &format!("{HEADER}{NEW},x\n")).await;

    assert!(!refused.is_fine());
    assert_eq!(changed(&db, &before).await, Changed::People(Vec::new()));
}

#[tokio::test]
async fn a_file_touches_those_whom_it_alters_and_nobody_else() {
    let db = city().await;
    let before = word(&db).await;
    let renamed = TARO.replace("佐藤", "加藤").replace("サトウ", "カトウ");
    let sakura = "0001004,山﨑　さくら,ヤマザキ　サクラ,2002-12-01,会計年度任用,2024-04-01";

    taken_over(&db, &format!("{HEADER}{renamed}\n{sakura}\n{NEW}\n")).await;

    let touched = people(&db, &["0001002", "0003001"]).await;
    assert_eq!(changed(&db, &before).await, touched);
}

#[tokio::test]
async fn a_new_post_touches_its_holder_and_so_does_an_end_of_service_that_ends_one() {
    let db = city().await;
    let before = word(&db).await;
    taken_over(
        &db,
        "職員番号,組織コード,発令日\n0001002,100101,2026-10-01\n0001001,100101,2024-04-01\n",
    )
    .await;
    // Hanako's row says the same post without its name and grade.
    let both = people(&db, &["0001001", "0001002"]).await;
    assert_eq!(changed(&db, &before).await, both);

    let between = word(&db).await;
    let leaves = format!("{},退職日\n{TARO},2026-12-31\n", HEADER.trim_end());
    taken_over(&db, &leaves).await;
    let taro = people(&db, &["0001002"]).await;
    assert_eq!(changed(&db, &between).await, taro);
}

#[tokio::test]
async fn several_changes_touch_all_of_theirs_and_each_once() {
    let db = city().await;
    let before = word(&db).await;
    taken_over(&db, &format!("{HEADER}{NEW}\n")).await;
    let between = word(&db).await;
    for unit in ["100101", "100102"] {
        let from = if unit == "100101" {
            "2026-10-01"
        } else {
            "2027-04-01"
        };
        let move_taro = format!("職員番号,組織コード,発令日\n0001002,{unit},{from}\n");
        taken_over(&db, &move_taro).await;
    }

    let all = people(&db, &["0001002", "0003001"]).await;
    assert_eq!(changed(&db, &before).await, all);
    let taro = people(&db, &["0001002"]).await;
    assert_eq!(changed(&db, &between).await, taro);
}

#[tokio::test]
async fn a_change_of_units_touches_everybody_until_it_was_taken_into_account() {
    let db = city().await;
    let before = word(&db).await;
    taken_over(&db, &UNITS.replace("人材育成課,ジン", "人づくり課,ジン")).await;
    let after = word(&db).await;
    taken_over(&db, &format!("{HEADER}{NEW}\n")).await;

    assert_eq!(changed(&db, &before).await, Changed::Everybody);
    let new = people(&db, &["0003001"]).await;
    assert_eq!(changed(&db, &after).await, new);
}

#[tokio::test]
async fn a_word_that_nobody_knows_means_everybody() {
    let (db, other) = (city().await, city().await);
    let foreign = word(&other).await;

    assert_eq!(changed(&db, &foreign).await, Changed::Everybody);
    assert_eq!(changed(&db, "empty").await, Changed::Everybody);
    let empty = empty_city().await;
    let nobody = Changed::People(Vec::new());
    assert_eq!(changed(&empty, &word(&empty).await).await, nobody);
}

#[tokio::test]
async fn a_change_that_named_nobody_means_everybody() {
    let db = city().await;
    let before = word(&db).await;
    db.write(async |tx| {
        let sql = "update people_version set version = 'by hand'";
        tx.execute(sql, db::params![]).await
    })
    .await
    .unwrap();

    assert_eq!(changed(&db, &before).await, Changed::Everybody);
}

#[tokio::test]
async fn five_thousand_are_told_one_by_one_and_one_more_is_everybody() {
    let people = |count: usize| -> String {
        let row = |it| format!("{it:07},田中,タナカ,1990-01-01,常勤,2020-04-01\n");
        HEADER.to_owned() + &(0..count).map(row).collect::<String>()
    };
    for (count, is_told) in [(Changed::MOST, true), (Changed::MOST + 1, false)] {
        let db = empty_city().await;
        let before = word(&db).await;
        taken_over(&db, &people(count)).await;

        match changed(&db, &before).await {
            Changed::People(all) => assert!(is_told && all.len() == count, "{}", all.len()),
            Changed::Everybody => assert!(!is_told),
        }
    }
}

#[tokio::test]
async fn many_who_move_are_everybody_too() {
    let db = city().await;
    let rows = |of: &dyn Fn(usize) -> String| (0..=Changed::MOST).map(of).collect::<String>();
    let staff = rows(&|it| format!("1{it:06},田中,タナカ,1990-01-01,常勤,2020-04-01\n"));
    taken_over(&db, &format!("{HEADER}{staff}")).await;
    let before = word(&db).await;

    let posts = rows(&|it| format!("1{it:06},100101,2026-04-01\n"));
    taken_over(&db, &format!("職員番号,組織コード,発令日\n{posts}")).await;

    assert_eq!(changed(&db, &before).await, Changed::Everybody);
}

#[tokio::test]
async fn the_latest_changes_are_remembered_and_older_ones_are_gone_with_their_people() {
    let db = city().await;
    let mut words = vec![word(&db).await];
    for it in 0..=Changed::REMEMBERED {
        let row = TARO.replace(
            "1990-05-03",
            if it % 2 == 0 {
                "1990-05-04"
            } else {
                "1990-05-03"
            },
        );
        taken_over(&db, &format!("{HEADER}{row}\n")).await;
        words.push(word(&db).await);
    }

    let taro = people(&db, &["0001002"]).await;
    assert_eq!(changed(&db, &words[1]).await, Changed::Everybody);
    assert_eq!(changed(&db, &words[2]).await, taro);
    let kept: i64 = db
        .read(async |tx| {
            let sql = "select count(*) from people_changed_staff";
            tx.value(sql, db::params![]).await
        })
        .await
        .unwrap();
    assert_eq!(kept, Changed::REMEMBERED, "one for each change");
}

#[tokio::test]
async fn a_city_from_before_keeps_its_people_and_its_word() {
    let db = Db::scratch().await.unwrap();
    let all = gate::migrations(&[&gate::CAPABILITY, &crate::CAPABILITY]);
    let is_newer = |name| matches!(name, "people/0002_job_family" | "people/0003_changes");
    let (newer, older): (Vec<_>, Vec<_>) = all.iter().copied().partition(|it| is_newer(it.name));
    assert_eq!(newer.len(), 2);
    db.migrate(&older).await.unwrap();
    db.write(async |tx| {
        tx.execute(
            "insert into people_staff (id, number, kind, legal_name, used_name, kana, sex, born_on, hired_on, ends_on, kana_order, name_key)
             values ('a', '0001002', 'regular', '佐藤　太郎', '佐藤　太郎', 'サトウ　タロウ', 'male', '1990-05-03', '2013-04-01', '9999-12-31', '', '')",
            db::params![],
        )
        .await?;
        tx.execute("update people_version set version = 'before'", db::params![])
            .await
    })
    .await
    .unwrap();

    db.migrate(&all).await.unwrap();

    let taro = db.read(async |tx| store::staff_of_number(tx, "0001002").await);
    assert_eq!(taro.await.unwrap().unwrap().job_family, "");
    assert_eq!(
        changed(&db, "before").await,
        Changed::People(Vec::new()),
        "nothing has changed since"
    );
    taken_over(&db, &format!("{HEADER}{NEW}\n")).await;
    let new = people(&db, &["0003001"]).await;
    assert_eq!(changed(&db, "before").await, new);
}
