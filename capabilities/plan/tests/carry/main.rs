//! Carrying a measure out, as people do it: through the routes, on a real database.
mod front_door;
mod indicators;
mod owners;
mod study;
mod tasks;
mod town;
mod wording;

use axum::http::StatusCode;
use town::*;

#[tokio::test]
async fn the_head_of_the_bureau_above_may_write_too() {
    let town = town().await;
    add_task(&town.as_staff("sato"), "局の工程").await;
    assert_eq!(number(&town, "select count(*) from plan_tasks").await, 1);
}

#[tokio::test]
async fn a_stranger_s_unit_is_refused_the_form_and_the_change() {
    let town = town().await;
    let task = add_task(&town.as_staff("hanako"), "要領をつくる").await;

    for name in ["suzuki", "tanaka", "nobody"] {
        let stranger = town.as_staff(name);
        assert!(
            !measure_page(&stranger, "training")
                .await
                .has("/plan/tasks/")
        );
        for path in [
            "/plan/measures/training/tasks/new",
            "/plan/measures/training/activities/new",
            "/plan/measures/training/indicators/new",
            "/plan/measures/training/remarks/new",
            "/plan/listings/training-1-1-1",
        ] {
            stranger.get(path).await.forbidden();
        }
        stranger
            .get(&format!("/plan/tasks/{task}"))
            .await
            .forbidden();
        stranger
            .post(
                "/plan/measures/training/tasks",
                &[("year", "2026"), ("what", "他課の工程")],
            )
            .await
            .forbidden();
        stranger
            .post(
                &format!("/plan/tasks/{task}"),
                &[("version", "1"), ("what", "書き換え")],
            )
            .await
            .forbidden();
        stranger
            .post(&format!("/plan/tasks/{task}/done"), &[("version", "1")])
            .await
            .forbidden();
        stranger
            .post(&format!("/plan/tasks/{task}/removal"), &[("version", "1")])
            .await
            .forbidden();
        stranger.get("/plan/owners").await.forbidden();
    }
    assert_eq!(
        word(&town, "select what from plan_tasks").await,
        "要領をつくる"
    );
}

#[tokio::test]
async fn in_a_frozen_year_nothing_changes() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let task = add_task(&hanako, "要領をつくる").await;
    cycle(&town, 2026, true).await;

    assert!(!measure_page(&hanako, "training").await.has("/plan/tasks/"));
    let change = [("version", "1"), ("what", "x"), ("reason", "y")];
    let page = hanako
        .post(&format!("/plan/tasks/{task}"), &change)
        .await
        .refused();
    assert!(page.contains("令和8年度は確定しているため"));
    let activity = [("happened_on", "2026-10-01"), ("title", "説明会")];
    hanako
        .post("/plan/measures/training/activities", &activity)
        .await
        .refused();
    assert_eq!(
        word(&town, "select what from plan_tasks").await,
        "要領をつくる"
    );
    assert_eq!(
        number(&town, "select count(*) from plan_activities").await,
        0
    );
}

#[tokio::test]
async fn activities_are_added_changed_and_taken_out() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let form = hanako
        .get("/plan/measures/training/activities/new")
        .await
        .ok();
    let id = hidden(&form, "form_id");
    let add = |day: &'static str, people: &'static str| {
        let (hanako, id) = (hanako.clone(), id.clone());
        async move {
            let fields = [
                ("form_id", id.as_str()),
                ("happened_on", day),
                ("title", "説明会"),
                ("people", people),
            ];
            hanako
                .post("/plan/measures/training/activities", &fields)
                .await
        }
    };

    assert!(
        add("2026-10-16", "")
            .await
            .refused()
            .contains("まだ来ていません")
    );
    assert!(
        add("2025-03-31", "")
            .await
            .refused()
            .contains("この計画の期間に入っていません")
    );
    assert!(
        add("2026-10-01", "多数")
            .await
            .refused()
            .contains("数値として読めません")
    );
    add("2026-10-01", "１２").await.ok();
    add("2026-10-01", "１２").await.ok();
    assert_eq!(
        number(&town, "select count(*) from plan_activities").await,
        1
    );
    assert_eq!(
        number(&town, "select people from plan_activities").await,
        12
    );

    let path = format!("/plan/activities/{id}");
    let change = [
        ("version", "1"),
        ("happened_on", "2026-10-02"),
        ("title", "庁内説明会"),
        ("people", "0"),
    ];
    hanako.post(&path, &change).await.ok();
    assert!(
        measure_page(&town.as_staff("nobody"), "training")
            .await
            .has("庁内説明会")
    );
    let stale = hanako
        .post(&format!("{path}/removal"), &[("version", "1")])
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    hanako
        .post(&format!("{path}/removal"), &[("version", "2")])
        .await
        .ok();
    assert_eq!(
        number(&town, "select count(*) from plan_activities").await,
        0
    );
}

#[tokio::test]
async fn what_became_of_a_year_is_shown_only_once_it_is_published() {
    let town = town().await;
    cycle(&town, 2025, true).await;
    let publish = async |published: Option<&str>| {
        town.given(async |tx| {
            tx.execute("delete from plan_results", db::params![]).await?;
            tx.execute("delete from plan_editions", db::params![]).await?;
            tx.execute(
                "insert into plan_results (measure_id, year, progress, achievement, done_text, learned_text, next_text, version)
                 values ('training', 2025, 'completed', 'partly', '体系図をつくった。', '', '', 1)",
                db::params![],
            )
            .await?;
            tx.execute(
                "insert into plan_editions (plan_id, year, as_of, frozen_at, published_at, content, digest)
                 values ('plan', 2025, '2026-03-31', '2026-05-01T00:00:00.000Z', $1, '{}', $2)",
                db::params![published, "0".repeat(64)],
            )
            .await?;
            Ok(())
        })
        .await;
    };
    publish(None).await;
    assert!(
        !measure_page(&town.as_staff("nobody"), "training")
            .await
            .has("体系図をつくった。")
    );
    publish(Some("2026-06-01T00:00:00.000Z")).await;
    let page = measure_page(&town.as_staff("nobody"), "training").await;
    assert!(
        page.has("体系図をつくった。") && page.has("一部達成") && page.has("/plan/editions/2025")
    );
}

#[tokio::test]
async fn the_page_shows_every_listing_with_its_own_text_in_both_languages() {
    let town = town().await;
    let nobody = town.as_staff("nobody");
    let page = measure_page(&nobody, "training").await;
    for words in [
        "研修の体系を見直す。",
        "若手の研修を加える。",
        "再掲",
        "人事施策 › 若手が育つ",
        "/organisation/11",
    ] {
        assert!(page.has(words), "{words}");
    }
    assert!(nobody.get("/plan/measures/none").await.status == StatusCode::NOT_FOUND);
}

#[test]
fn every_text_exists_in_both_languages() {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let words = plan::CAPABILITY.words;
    let faults: Vec<String> = web::check::missing_keys(
        &here.join("templates/carry"),
        &here.join("src/carry"),
        words.ja,
        words.en,
    )
    .into_iter()
    .filter(|it| it.contains("carry"))
    .collect();
    assert_eq!(faults, Vec::<String>::new());
}
