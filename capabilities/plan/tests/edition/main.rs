//! A year frozen, published and told, as people meet it: through the routes, on a real database.
#[path = "../edition_year/mod.rs"]
mod edition_year;
mod files;

use base::{FiscalYear, date};
use db::params;
use edition_year::{SMALL, YEAR, carry, check, finished, hire, open, plan};
use plan::adopted::{self, Plan};
use testkit::{Reply, Town};

const PAGE: &str = "/plan/editions/2024";
const FREEZING: &str = "/plan/editions/2024/freezing";
const LAST_DAY: (&str, &str) = ("as_of", "令和7年3月31日");

/// A town on 20 April 2025 whose plan has a finished first year of four measures in five listings.
async fn town() -> (Town, Plan) {
    let (town, plan) = unchecked_town().await;
    town.given(async |tx| Ok(finished(tx, &plan, YEAR, 1).await?))
        .await;
    (town, plan)
}

async fn unchecked_town() -> (Town, Plan) {
    let town = Town::new(&[&people::CAPABILITY, &plan::CAPABILITY])
        .await
        .on(date(2025, 4, 20));
    town.grant("office", "plan_office", None).await;
    let plan = plan(SMALL);
    town.given(async |tx| {
        adopted::add(tx, &plan).await?;
        hire(tx, 1, date(2020, 4, 1)).await?;
        Ok(hire(tx, 2, date(2025, 4, 1)).await?)
    })
    .await;
    (town, plan)
}

async fn freeze(town: &Town) -> Reply {
    town.as_staff("office").post(FREEZING, &[LAST_DAY]).await
}

async fn publish(town: &Town) -> Reply {
    town.as_staff("office")
        .post("/plan/editions/2024/publication", &[])
        .await
}

async fn file(town: &Town, format: &str) -> Reply {
    town.as_staff("hanako")
        .get(&format!("{PAGE}/files/{format}"))
        .await
        .ok()
}

#[tokio::test]
async fn a_frozen_year_is_seen_by_staff_once_it_is_published() {
    let (town, _) = town().await;

    freeze(&town).await.ok();
    town.as_staff("hanako").get(PAGE).await.forbidden();
    town.as_staff("hanako")
        .get(&format!("{PAGE}/files/pdf"))
        .await
        .forbidden();
    assert!(
        !town
            .as_staff("hanako")
            .get("/plan/editions")
            .await
            .ok()
            .has("第３次汐見市")
    );
    town.as_staff("office").get(PAGE).await.ok();
    publish(&town).await.ok();

    let page = town.as_staff("hanako").get(PAGE).await.ok();
    assert!(
        page.has("施策1-1-1") && page.has("取組中") && page.has("再掲"),
        "{}",
        page.text()
    );
    assert!(
        town.as_staff("hanako")
            .get("/plan/editions")
            .await
            .ok()
            .has("第３次汐見市")
    );
}

#[tokio::test]
async fn only_the_plan_office_freezes_and_publishes() {
    let (town, _) = town().await;
    town.grant("taro", "plan_writer", Some("01")).await;

    for name in ["hanako", "taro"] {
        town.as_staff(name).get(FREEZING).await.forbidden();
        town.as_staff(name)
            .post(FREEZING, &[LAST_DAY])
            .await
            .forbidden();
        town.as_staff(name)
            .post("/plan/editions/2024/publication", &[])
            .await
            .forbidden();
        town.as_staff(name)
            .get("/plan/editions/2024/drafts/json")
            .await
            .forbidden();
    }
}

#[tokio::test]
async fn a_year_is_frozen_once_and_published_once() {
    let (town, _) = town().await;

    freeze(&town).await.ok();
    assert!(freeze(&town).await.refused().contains("すでに確定"));
    publish(&town).await.ok();
    assert!(publish(&town).await.refused().contains("すでに公表"));
}

#[tokio::test]
async fn a_year_whose_check_was_never_opened_cannot_be_frozen() {
    let (town, _) = unchecked_town().await;
    assert!(
        freeze(&town)
            .await
            .refused()
            .contains("まだ始まっていません")
    );
    assert!(
        town.as_staff("office")
            .get(FREEZING)
            .await
            .refused()
            .contains("まだ始まっていません")
    );
}

#[tokio::test]
async fn a_day_to_come_is_no_day_to_freeze_for() {
    let (town, _) = town().await;
    let tomorrow = town
        .as_staff("office")
        .post(FREEZING, &[("as_of", "2025-04-21")])
        .await
        .refused();
    assert!(tomorrow.contains("今日までの日付") && tomorrow.contains("2025-04-21"));
    town.as_staff("office")
        .post(FREEZING, &[("as_of", "2024-03-31")])
        .await
        .refused();
}

#[tokio::test]
async fn open_checks_stop_the_freeze_until_the_office_has_seen_them_and_says_why() {
    let (town, plan) = unchecked_town().await;
    town.given(async |tx| {
        open(tx, &plan, YEAR).await?;
        for measure in &plan.measures[1..] {
            check(tx, measure, YEAR, "approved", "completed", 1).await?;
        }
        Ok(carry(tx, &plan.measures[0], YEAR).await?)
    })
    .await;
    let office = town.as_staff("office");

    let refused = freeze(&town).await;
    assert!(
        refused.has("施策1-1-1：人材育成課研修班（未記入）"),
        "{}",
        refused.text()
    );
    let seen = refused
        .between("name=\"without\" value=\"", "\"")
        .expect("the choice is offered");
    let without_reason = office
        .post(FREEZING, &[LAST_DAY, ("without", &seen)])
        .await
        .refused();
    assert!(without_reason.contains("理由を書いてください"));
    let fields = [
        LAST_DAY,
        ("without", "another list"),
        ("reason", "担当課の移転のため"),
    ];
    assert!(
        office
            .post(FREEZING, &fields)
            .await
            .refused()
            .contains("一覧が変わりました")
    );
    let fields = [
        LAST_DAY,
        ("without", &seen),
        ("reason", "担当課の移転のため"),
    ];
    office.post(FREEZING, &fields).await.ok();
    publish(&town).await.ok();

    let page = town.as_staff("hanako").get(PAGE).await.ok();
    assert!(page.has("担当課の移転のため") && page.has("未確認の施策が1件あります"));
    let content = file(&town, "json").await.json();
    assert_eq!(content["counts"]["measures"]["unchecked"], 1);
    assert_eq!(content["counts"]["measures"]["not_started"], 0);
    assert_eq!(content["counts"]["rate_tenths"], 750);
}

#[tokio::test]
async fn figures_are_those_of_the_day_and_stay_so() {
    let (town, _) = town().await;
    freeze(&town).await.ok();
    publish(&town).await.ok();
    town.given(async |tx| Ok(hire(tx, 3, date(2021, 4, 1)).await?))
        .await;

    let content = file(&town, "json").await.json();

    let staff = &content["measures"][0]["indicators"][1];
    assert_eq!(
        (staff["value"].as_i64(), staff["as_of"].as_str()),
        (Some(1), Some("2025-03-31"))
    );
    let kept: i64 = town
        .look(async |tx| {
            Ok(tx
                .value(
                    "select min(r.value) from plan_readings r join plan_indicators i on i.id = r.indicator_id
                     where i.source = 'people.staff' and r.year = 2024",
                    params![],
                )
                .await?)
        })
        .await;
    assert_eq!(kept, 1);
}

#[tokio::test]
async fn the_year_after_tells_what_changed_since_and_why() {
    let (town, plan) = town().await;
    freeze(&town).await.ok();
    let second = FiscalYear(2025);
    let town = town.on(date(2026, 4, 20));
    town.given(async |tx| {
        tx.execute("update plan_lines set text = '年８回開く。' where listing_id = $1 and kind = 'content'", params![&plan.fields[0].directions[0].listings[0].id]).await?;
        tx.execute(
            "insert into plan_revisions (id, measure_id, year, subject, before, after, reason, at, by_staff)
             values ('r1', $1, 2025, 'content', '年６回', '年８回', '申込みが定員を超えたため', '2025-06-01T00:00:00.000Z', 'office')",
            params![&plan.measures[0].id],
        )
        .await?;
        tx.execute(
            "insert into plan_frame_revisions (id, plan_id, year, before, after, reason, at, by_staff)
             values ('f1', $1, 2025, '分野1', '学びと成長', '範囲を広げるため', '2025-06-02T00:00:00.000Z', 'office')",
            params![&plan.id],
        )
        .await?;
        open(tx, &plan, second).await?;
        for measure in &plan.measures {
            check(tx, measure, second, "approved", "completed", 1).await?;
        }
        Ok(())
    })
    .await;

    town.as_staff("office")
        .post("/plan/editions/2025/freezing", &[("as_of", "2026-03-31")])
        .await
        .ok();
    town.as_staff("office")
        .post("/plan/editions/2025/publication", &[])
        .await
        .ok();

    let hanako = town.as_staff("hanako");
    let content = hanako
        .get("/plan/editions/2025/files/json")
        .await
        .ok()
        .json();
    let told: Vec<(&str, &str)> = content["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["key"].as_str().unwrap(), it["kind"].as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            ("", "frame"),
            ("1-1-1", "content"),
            ("1-1-2", "progress"),
            ("2-1-1", "progress")
        ]
    );
    assert_eq!(
        content["changes"][1]["reasons"][0],
        "申込みが定員を超えたため"
    );
    let page = hanako.get("/plan/editions/2025").await.ok();
    assert!(page.has("申込みが定員を超えたため"));
    assert!(page.has("計画の構成") && page.has("学びと成長") && page.has("範囲を広げるため"));
}

#[tokio::test]
async fn rows_can_be_chosen_by_field_owner_progress_and_words() {
    let (town, _) = town().await;
    freeze(&town).await.ok();
    publish(&town).await.ok();
    let hanako = town.as_staff("hanako");
    let shown = async |query: &str| {
        let page = hanako.get(&format!("{PAGE}?{query}")).await.ok();
        page.text().matches("id=\"row-").count()
    };

    assert_eq!(shown("").await, 5);
    assert_eq!(shown("field=1").await, 2);
    assert_eq!(shown("owner=%E4%BA%BA%E4%BA%8B%E8%AA%B2").await, 2);
    assert_eq!(shown("progress=not_started").await, 1);
    assert_eq!(shown("progress=unchecked").await, 0);
    assert_eq!(
        shown("words=%E6%96%BD%E7%AD%96%EF%BC%92-1-1").await,
        1,
        "full width finds half width"
    );
}

#[tokio::test]
async fn the_page_and_the_files_speak_english_around_the_citys_own_words() {
    let (town, _) = town().await;
    freeze(&town).await.ok();
    publish(&town).await.ok();
    let hanako = town.as_staff("hanako");
    hanako
        .post("/settings/display", &[("lang", "en"), ("back", "/")])
        .await
        .ok();

    let page = hanako.get(PAGE).await.ok();
    assert!(
        page.has("Progress by field") && page.has("Under way") && page.has("施策1-1-1"),
        "{}",
        page.text()
    );
    let csv = hanako.get(&format!("{PAGE}/files/csv")).await.ok().text();
    assert!(csv.contains("What was done") && csv.contains("Under way"));
}

#[tokio::test]
async fn freezing_and_publishing_stand_in_the_ledger() {
    let (town, _) = town().await;
    freeze(&town).await.ok();
    publish(&town).await.ok();
    let actions: Vec<String> = town
        .look(async |tx| {
            Ok(tx.values("select action from ledger_entries where subject_kind = 'plan_edition' order by id", params![]).await?)
        })
        .await;
    assert_eq!(actions, ["plan.edition_freeze", "plan.edition_publish"]);
}

#[test]
fn every_text_of_the_editions_exists_in_both_languages() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let words = plan::CAPABILITY.words;
    let (templates, sources) = (root.join("templates/edition"), root.join("src/edition"));
    assert_eq!(
        web::check::missing_keys(&templates, &sources, words.ja, words.en),
        Vec::<String>::new()
    );
}
