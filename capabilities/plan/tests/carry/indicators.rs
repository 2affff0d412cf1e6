//! Indicators: typed, missing, computed.
use axum::http::StatusCode;
use db::params;

use crate::town::*;

/// Adds an indicator to `training` and gives its id.
async fn add(visitor: &testkit::Visitor, fields: &[(&str, &str)]) -> String {
    let form = visitor
        .get("/plan/measures/training/indicators/new")
        .await
        .ok();
    let id = hidden(&form, "form_id");
    let mut all = vec![
        ("form_id", id.as_str()),
        ("name", "受講率"),
        ("source", "typed"),
    ];
    all.extend(fields);
    visitor
        .post("/plan/measures/training/indicators", &all)
        .await
        .ok();
    id
}

const SHARE: [(&str, &str); 5] = [
    ("unit", "%"),
    ("decimals", "1"),
    ("base", "８７．８"),
    ("target-2026", "95"),
    ("target-2027", "100"),
];

#[tokio::test]
async fn a_figure_is_typed_in_any_width_and_shown_with_target_and_chart() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let id = add(&hanako, &SHARE).await;

    let path = format!("/plan/indicators/{id}/readings/2026");
    assert!(hanako.get(&path).await.ok().has("受講率"));
    let fields = [
        ("version", "0"),
        ("value", "９０．５％"),
        ("missing", ""),
        ("as_of", "R8.9.30"),
    ];
    hanako.post(&path, &fields).await.ok();

    assert_eq!(number(&town, "select value from plan_readings").await, 905);
    assert_eq!(
        number(&town, "select base_value from plan_indicators").await,
        878
    );
    let page = measure_page(&town.as_staff("nobody"), "training").await;
    for words in ["90.5", "87.8", "95.0", "令和8年（2026年）9月30日", "<svg"] {
        assert!(page.has(words), "{words}");
    }
}

#[tokio::test]
async fn a_missing_figure_needs_a_reason_and_is_never_zero() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let id = add(&hanako, &SHARE).await;
    let path = format!("/plan/indicators/{id}/readings/2026");
    let send = |value: &'static str, missing: &'static str| {
        let (hanako, path) = (hanako.clone(), path.clone());
        async move {
            let fields = [
                ("version", "0"),
                ("value", value),
                ("missing", missing),
                ("as_of", "2026-09-30"),
            ];
            hanako.post(&path, &fields).await
        }
    };

    assert!(send("", "").await.refused().contains("0と区別できません"));
    assert!(
        send("90", "集計中")
            .await
            .refused()
            .contains("どちらか一方")
    );
    assert!(
        send("100.1", "")
            .await
            .refused()
            .contains("割合は0%から100%まで")
    );
    assert!(
        send("87.85", "")
            .await
            .refused()
            .contains("小数点以下は1桁まで")
    );
    send("", "集計中").await.ok();

    let page = measure_page(&town.as_staff("nobody"), "training").await;
    assert!(page.has("欠測") && page.has("集計中"));
    assert!(
        !page.has("<svg class=\"chart") && !page.has(">0.0<"),
        "nothing is drawn, and nothing is zero"
    );
    let nulls = "select count(*) from plan_readings where value is null and missing = '集計中'";
    assert_eq!(number(&town, nulls).await, 1);
}

#[tokio::test]
async fn a_comparison_may_be_over_a_hundred() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let fields = [
        ("unit", "%"),
        ("decimals", "0"),
        ("is_comparison", "yes"),
        ("target-2026", "120"),
    ];
    add(&hanako, &fields).await;
    assert_eq!(number(&town, "select value from plan_targets").await, 120);
}

#[tokio::test]
async fn two_who_enter_a_figure_see_each_other_and_every_figure_is_kept() {
    let town = town().await;
    let (hanako, jiro) = (town.as_staff("hanako"), town.as_staff("jiro"));
    let id = add(&hanako, &SHARE).await;
    let path = format!("/plan/indicators/{id}/readings/2026");
    let fields = |value, version| {
        [
            ("version", version),
            ("value", value),
            ("as_of", "2026-09-30"),
        ]
    };

    hanako.post(&path, &fields("90", "0")).await.ok();
    let late = jiro.post(&path, &fields("80", "0")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.has("90.0") && late.has("value=\"80\""));
    jiro.post(&path, &fields("80", "1")).await.ok();

    assert_eq!(number(&town, "select value from plan_readings").await, 800);
    assert_eq!(
        number(&town, "select count(*) from plan_reading_steps").await,
        2
    );
}

#[tokio::test]
async fn a_goal_moves_only_with_a_reason_once_a_check_was_opened() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let id = add(&hanako, &SHARE).await;
    cycle(&town, 2025, false).await;

    let path = format!("/plan/indicators/{id}");
    let change = |reason: &'static str| {
        let (hanako, path) = (hanako.clone(), path.clone());
        async move {
            let fields = [
                ("version", "1"),
                ("name", "受講率"),
                ("source", "typed"),
                ("unit", "%"),
                ("decimals", "1"),
                ("base", "87.8"),
                ("target-2026", "90"),
                ("target-2027", "100"),
                ("reason", reason),
            ];
            hanako.post(&path, &fields).await
        }
    };
    assert!(change("").await.refused().contains("変更の理由"));
    change("会場が減ったため").await.ok();

    assert!(
        word(&town, "select after from plan_revisions")
            .await
            .contains("2026: 90.0%")
    );
    let page = measure_page(&town.as_staff("nobody"), "training").await;
    assert!(page.has("会場が減ったため") && page.has("<dd>87.8%</dd>"));
    for line in ["現状値：87.8%", "令和8年度（2026年度）の目標：90.0%"] {
        assert!(page.has(line), "{line}: {}", page.text());
    }
}

#[tokio::test]
async fn a_computed_figure_is_read_from_its_source_and_cannot_be_typed() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let form = hanako
        .get("/plan/measures/training/indicators/new")
        .await
        .ok();
    let id = hidden(&form, "form_id");
    assert!(
        form.has("people.staff"),
        "what the program can compute is offered"
    );
    let fields = [
        ("form_id", id.as_str()),
        ("name", "職員数"),
        ("source", "people.staff"),
        ("decimals", "0"),
    ];
    hanako
        .post("/plan/measures/training/indicators", &fields)
        .await
        .ok();
    assert_eq!(word(&town, "select unit from plan_indicators").await, "人");

    let compute = || async {
        hanako
            .post("/plan/measures/training/readings", &[("year", "2026")])
            .await
            .ok()
    };
    compute().await;
    assert!(
        measure_page(&hanako, "training")
            .await
            .has("もとになる記録がありません"),
        "nobody is on the staff yet"
    );
    town.given(async |tx| {
        tx.execute(
            "insert into people_staff (id, number, kind, legal_name, used_name, kana, sex, born_on, hired_on, ends_on, kana_order, name_key)
             values ('a', '1', 'regular', '甲', '甲', 'コウ', 'female', '1990-01-01', '2020-04-01', '9999-12-31', '', '')",
            params![],
        )
        .await?;
        Ok(())
    })
    .await;
    compute().await;

    assert_eq!(number(&town, "select value from plan_readings").await, 1);
    let typed = [("version", "0"), ("value", "5"), ("as_of", "2026-09-30")];
    let refused = hanako
        .post(&format!("/plan/indicators/{id}/readings/2026"), &typed)
        .await
        .refused();
    assert!(refused.contains("自動で計算します"));
    let unknown = [
        ("name", "何か"),
        ("source", "nowhere.nothing"),
        ("unit", "人"),
    ];
    assert!(
        hanako
            .post("/plan/measures/training/indicators", &unknown)
            .await
            .refused()
            .contains("自動計算の指標はありません")
    );
}

#[tokio::test]
async fn a_target_corrected_after_going_back_is_not_taken_for_the_same_form() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let id = add(&hanako, &SHARE).await;
    let path = "/plan/measures/training/indicators";
    let again = async |target| {
        let mut fields = vec![
            ("form_id", id.as_str()),
            ("name", "受講率"),
            ("source", "typed"),
        ];
        fields.extend(SHARE.iter().filter(|it| it.0 != "target-2026"));
        fields.push(("target-2026", target));
        hanako.post(path, &fields).await
    };

    let same = again("95").await.ok();
    assert!(
        same.location().unwrap().contains("already"),
        "{:?}",
        same.location()
    );
    let corrected = again("90").await;

    corrected.refused();
}
