//! Owners in time: handed over, ended with their unit, resolved.
use base::date;

use crate::town::*;

const REASON: (&str, &str) = ("reason", "組織改正のため");

#[tokio::test]
async fn owners_change_in_the_middle_of_a_year_and_both_carry_out_their_part() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    add_task(&hanako, "上半期の工程").await;
    let day = ("happened_on", "2026-06-01");
    hanako
        .post(
            "/plan/measures/training/activities",
            &[day, ("title", "上半期の説明会")],
        )
        .await
        .ok();

    let mori = town.as_staff("mori");
    let path = "/plan/owners/training-人材育成課";
    let path = path.replace(
        "人材育成課",
        "%E4%BA%BA%E6%9D%90%E8%82%B2%E6%88%90%E8%AA%B2",
    );
    assert!(mori.get(&path).await.ok().has("所管を引き継ぐ"));
    let hand_over = [("unit", "給与課"), ("from", "R8.10.1"), REASON];
    mori.post(&path, &hand_over).await.ok();
    mori.post(&path, &hand_over).await.ok();
    assert_eq!(
        number(
            &town,
            "select count(*) from plan_owners where measure_id = 'training'"
        )
        .await,
        2,
        "once"
    );

    let suzuki = town.as_staff("suzuki");
    suzuki
        .post(
            "/plan/measures/training/activities",
            &[("happened_on", "2026-10-10"), ("title", "下半期の説明会")],
        )
        .await
        .ok();
    for who in [&hanako, &suzuki] {
        let page = measure_page(who, "training").await;
        assert!(
            page.has("上半期の説明会") && page.has("下半期の説明会") && page.has("上半期の工程")
        );
        assert!(page.has("以前の所管") && page.has("現在の所管"));
        assert!(page.has("/plan/tasks/"), "the year is theirs");
    }
    let before = measure_page(&hanako, "training").await;
    assert!(
        !before.has("/plan/listings/"),
        "what stands for the whole plan belongs to the owner of today"
    );
    assert!(
        measure_page(&suzuki, "training")
            .await
            .has("/plan/listings/")
    );
    let wrong_year = [("happened_on", "2025-10-10"), ("title", "昨年度の説明会")];
    let page = suzuki
        .post("/plan/measures/training/activities", &wrong_year)
        .await
        .refused();
    assert!(page.contains("所管ではありません") && page.contains("昨年度の説明会"));
    suzuki
        .get("/plan/measures/training/tasks/new?year=2025")
        .await
        .forbidden();

    let town = town.on(date(2027, 4, 1));
    town.as_staff("hanako")
        .get("/plan/measures/training/tasks/new?year=2027")
        .await
        .forbidden();
    let page = measure_page(&town.as_staff("nobody"), "training").await;
    assert!(
        page.has("組織改正のため")
            && page.has("人材育成課（2025-04-01～2026-09-30）")
            && page.has("給与課（2026-10-01～）")
    );
}

#[tokio::test]
async fn a_hand_over_is_refused_outside_the_owner_s_time_and_without_a_reason() {
    let town = town().await;
    let mori = town.as_staff("mori");
    let path = "/plan/owners/posting-%E4%BA%BA%E4%BA%8B%E8%AA%B2";
    let send = |unit: &'static str, from: &'static str, reason: &'static str| {
        let mori = mori.clone();
        async move {
            mori.post(path, &[("unit", unit), ("from", from), ("reason", reason)])
                .await
                .refused()
        }
    };
    assert!(send("給与課", "R8.10.1", "").await.contains("変更の理由"));
    assert!(
        send("給与課", "2025-04-01", "改正")
            .await
            .contains("今の所管は令和7年4月1日から")
    );
    assert!(
        send("消防課", "R8.10.1", "改正")
            .await
            .contains("組織は見つかりません")
    );
    assert!(
        send("人事課", "R8.10.1", "改正")
            .await
            .contains("その日にすでに所管です")
    );
    assert!(
        send("", "R8.10.1", "改正")
            .await
            .contains("所管のない施策になります")
    );
    assert_eq!(
        number(&town, "select count(*) from plan_revisions").await,
        0
    );
}

#[tokio::test]
async fn a_further_owner_begins_on_its_day() {
    let town = town().await;
    let mori = town.as_staff("mori");
    let path = "/plan/measures/posting/owners";
    assert!(
        mori.get(&format!("{path}/new"))
            .await
            .ok()
            .has("所管を加える")
    );
    let fields = [("unit", "12"), ("from", "2026-11-01"), REASON];
    mori.post(path, &fields).await.ok();
    mori.post(path, &fields).await.ok();

    assert!(measure_page(&mori, "posting").await.has("これからの所管"));
    let suzuki = town.as_staff("suzuki");
    suzuki
        .get("/plan/measures/posting/tasks/new?year=2026")
        .await
        .forbidden();
    let _later = town.clone().on(date(2026, 11, 1));
    suzuki
        .get("/plan/measures/posting/tasks/new?year=2026")
        .await
        .ok();
    assert_eq!(
        number(
            &town,
            "select count(*) from plan_owners where measure_id = 'posting'"
        )
        .await,
        2
    );
}

#[tokio::test]
async fn an_owner_whose_unit_ended_is_shown_with_its_successor_and_handed_over() {
    let town = town().await;
    let mori = town.as_staff("mori");
    let page = mori.get("/plan/owners").await.ok();
    assert!(
        page.has("今はない組織") && page.has("総務局 › 人材育成課（11）"),
        "{}",
        page.text()
    );

    let of = page.between("/plan/owners/successors?of=", "\"").unwrap();
    let form = mori
        .get(&format!("/plan/owners/successors?of={of}"))
        .await
        .ok();
    assert!(
        form.has("value=\"11\"") && form.has("value=\"令和8年4月1日\"") && form.has("研修所の運営")
    );
    let of = hidden(&form, "of");
    let fields = [
        ("of", of.as_str()),
        ("unit", "11"),
        ("from", "令和8年4月1日"),
        REASON,
    ];
    mori.post("/plan/owners/successors", &fields).await.ok();

    assert!(!mori.get("/plan/owners").await.ok().has("今はない組織"));
    town.as_staff("hanako")
        .get("/plan/measures/school/tasks/new?year=2026")
        .await
        .ok();
}

#[tokio::test]
async fn a_mark_that_nobody_resolved_is_resolved_and_another_meaning_needs_a_reason() {
    let town = town().await;
    let mori = town.as_staff("mori");
    let page = mori.get("/plan/owners").await.ok();
    assert!(page.has("組織が未指定"));
    let of = "school-給与";
    let send = |unit: &'static str, reason: &'static str| {
        let mori = mori.clone();
        async move {
            mori.post(
                "/plan/owners/units",
                &[("of", of), ("unit", unit), ("reason", reason)],
            )
            .await
        }
    };
    assert!(
        send("広報課", "")
            .await
            .refused()
            .contains("組織は見つかりません")
    );
    send("給与課", "").await.ok();
    assert_eq!(
        number(&town, "select count(*) from plan_revisions").await,
        0
    );
    assert!(
        town.as_staff("suzuki")
            .get("/plan/measures/school/tasks/new?year=2026")
            .await
            .status
            .is_success()
    );

    assert!(send("人事課", "").await.refused().contains("変更の理由"));
    send("人事課", "読み違いのため").await.ok();
    assert!(
        word(&town, "select after from plan_revisions")
            .await
            .contains("13 人事課")
    );
}

#[tokio::test]
async fn only_the_plan_office_changes_owners() {
    let town = town().await;
    for name in ["hanako", "sato", "nobody"] {
        let visitor = town.as_staff(name);
        visitor
            .get("/plan/owners/units?of=school-x")
            .await
            .forbidden();
        visitor
            .post(
                "/plan/measures/training/owners",
                &[("unit", "12"), ("from", "2026-11-01"), REASON],
            )
            .await
            .forbidden();
        visitor
            .post(
                "/plan/owners/units",
                &[("of", "school-給与"), ("unit", "12")],
            )
            .await
            .forbidden();
    }
}
