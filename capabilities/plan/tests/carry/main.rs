//! Carrying a measure out, as people do it: through the routes, on a real database.
mod front_door;
mod indicators;
mod owners;
mod town;
mod wording;

use axum::http::StatusCode;
use town::*;

#[tokio::test]
async fn a_writer_of_the_owner_unit_adds_a_task_and_marks_it_done() {
    let town = town().await;
    let hanako = town.as_staff("hanako");

    let task = add_task(&hanako, "要領をつくる").await;
    let page = measure_page(&hanako, "training").await;
    assert!(page.has("要領をつくる") && page.has("令和8年（2026年）12月1日") && page.has("研修班"));
    let version = hidden(&page, "version");
    let done = [
        ("version", version.as_str()),
        ("done_on", "令和8年10月14日"),
    ];
    hanako
        .post(&format!("/plan/tasks/{task}/done"), &done)
        .await
        .ok();

    let page = measure_page(&town.as_staff("nobody"), "training").await;
    assert!(
        page.has("令和8年（2026年）10月14日"),
        "everybody on the staff reads it"
    );
    assert!(!page.has("/plan/tasks/"), "but finds no way to change it");
}

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
async fn a_form_sent_twice_adds_once_and_with_other_words_asks() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let id = add_task(&hanako, "要領をつくる").await;
    let again = |what: &'static str| {
        let (hanako, id) = (hanako.clone(), id.clone());
        async move {
            let fields = [
                ("form_id", id.as_str()),
                ("year", "2026"),
                ("what", what),
                ("who", "研修班"),
                ("due_on", "R8.12.1"),
            ];
            hanako.post("/plan/measures/training/tasks", &fields).await
        }
    };

    let twice = again("要領をつくる").await.ok();
    assert!(
        twice
            .location()
            .unwrap()
            .contains("notice=plan-carry-notice-already")
    );
    assert_eq!(number(&town, "select count(*) from plan_tasks").await, 1);

    let other = again("別の工程").await;
    assert_ne!(
        hidden(&other, "form_id"),
        id,
        "the next try is another task"
    );
    let sentence = other.refused();
    assert!(sentence.contains("別の文ですでに登録されています") && sentence.contains("別の工程"));
    assert_eq!(number(&town, "select count(*) from plan_tasks").await, 1);
}

#[tokio::test]
async fn a_day_that_does_not_exist_is_refused_with_its_sentence_and_nothing_is_lost() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let send = |due: &'static str| {
        let hanako = hanako.clone();
        async move {
            let fields = [
                ("year", "2026"),
                ("what", "要領をつくる"),
                ("who", "研修班"),
                ("due_on", due),
            ];
            hanako
                .post("/plan/measures/training/tasks", &fields)
                .await
                .refused()
        }
    };

    let page = send("R5.2.29").await;
    assert!(page.contains("2023-2-29 という日はありません"), "{page}");
    assert!(
        page.contains("value=\"R5.2.29\"")
            && page.contains("value=\"要領をつくる\"")
            && page.contains("研修班")
    );
    assert!(send("5.4.1").await.contains("どの元号か分かりません"));
    assert!(send("S64.1.8").await.contains("昭和"));
    assert!(
        send("令和元年5月1日")
            .await
            .contains("令和8年度に入っていません"),
        "a day of another year"
    );
    assert_eq!(number(&town, "select count(*) from plan_tasks").await, 0);
}

#[tokio::test]
async fn two_editors_never_overwrite_each_other_and_both_texts_stay_on_the_page() {
    let town = town().await;
    let (hanako, jiro) = (town.as_staff("hanako"), town.as_staff("jiro"));
    let task = add_task(&hanako, "要領をつくる").await;
    let path = format!("/plan/tasks/{task}");
    let seen = hidden(&jiro.get(&path).await.ok(), "version");

    hanako
        .post(&path, &[("version", &seen), ("what", "要領の案をつくる")])
        .await
        .ok();
    let late = jiro
        .post(&path, &[("version", &seen), ("what", "要領を配る")])
        .await;

    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.has("value=\"要領を配る\"") && late.has("要領の案をつくる"));
    assert_eq!(
        word(&town, "select what from plan_tasks").await,
        "要領の案をつくる"
    );
    let seen = hidden(&late, "version");
    jiro.post(&path, &[("version", &seen), ("what", "要領を配る")])
        .await
        .ok();
    assert_eq!(
        word(&town, "select what from plan_tasks").await,
        "要領を配る"
    );
}

#[tokio::test]
async fn once_the_check_is_open_a_change_asks_for_a_reason_and_is_published() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let task = add_task(&hanako, "要領をつくる").await;
    assert_eq!(
        number(&town, "select count(*) from plan_revisions").await,
        0
    );
    cycle(&town, 2026, false).await;

    let path = format!("/plan/tasks/{task}");
    let change = |reason: &'static str| {
        let (hanako, path) = (hanako.clone(), path.clone());
        async move {
            hanako
                .post(
                    &path,
                    &[
                        ("version", "1"),
                        ("what", "要領を見直す"),
                        ("reason", reason),
                    ],
                )
                .await
        }
    };
    let page = change("").await.refused();
    assert!(
        page.contains("変更の理由を入力してください") && page.contains("value=\"要領を見直す\"")
    );
    change("国の指針が変わったため").await.ok();

    let page = measure_page(&town.as_staff("nobody"), "training").await;
    assert!(page.has("国の指針が変わったため") && page.has("要領をつくる（研修班、～2026-12-01）"));
}

#[tokio::test]
async fn a_task_is_taken_out_with_a_reason_and_leaves_a_trace() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let task = add_task(&hanako, "要領をつくる").await;
    cycle(&town, 2026, false).await;

    let path = format!("/plan/tasks/{task}/removal");
    assert!(hanako.get(&path).await.ok().has("工程を取り消す"));
    hanako.post(&path, &[("version", "1")]).await.refused();
    hanako
        .post(&path, &[("version", "1"), ("reason", "重複していたため")])
        .await
        .ok();

    assert_eq!(number(&town, "select count(*) from plan_tasks").await, 0);
    assert!(
        word(&town, "select before from plan_revisions")
            .await
            .contains("要領をつくる")
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
async fn unfinished_tasks_go_on_in_the_next_year_once() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let done = add_task(&hanako, "終わった工程").await;
    add_task(&hanako, "残った工程").await;
    hanako
        .post(
            &format!("/plan/tasks/{done}/done"),
            &[("version", "1"), ("done_on", "2026-10-15")],
        )
        .await
        .ok();

    let path = "/plan/measures/training/tasks/carry-over";
    let form = hanako.get(&format!("{path}?year=2026")).await.ok();
    assert!(form.has("残った工程") && !form.has("終わった工程"));
    hanako.post(path, &[("year", "2026")]).await.ok();
    assert!(
        hanako
            .post(path, &[("year", "2026")])
            .await
            .refused()
            .contains("すでに移っています")
    );

    assert_eq!(
        number(&town, "select count(*) from plan_tasks where year = 2027").await,
        1
    );
    let page = hanako.get("/plan/measures/training?year=2027").await.ok();
    assert!(page.has("残った工程") && page.has("前年度から") && !page.has("12月1日"));
}

#[tokio::test]
async fn tasks_change_places() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    add_task(&hanako, "一番目").await;
    let second = add_task(&hanako, "二番目").await;

    hanako
        .post(&format!("/plan/tasks/{second}/place"), &[("to", "up")])
        .await
        .ok();
    // At the end of the list it stays where it is.
    hanako
        .post(&format!("/plan/tasks/{second}/place"), &[("to", "up")])
        .await
        .ok();

    let page = measure_page(&hanako, "training").await.text();
    assert!(page.find("二番目") < page.find("一番目"));
}

#[tokio::test]
async fn a_study_goes_from_question_to_decision_and_is_closed() {
    let town = town().await;
    let tanaka = town.as_staff("tanaka");
    let path = "/plan/measures/posting/study";
    let step = |stage: &'static str, day: &'static str| {
        let tanaka = tanaka.clone();
        async move {
            let fields = [
                ("stage", stage),
                ("text", "公募の対象"),
                ("decided_on", day),
            ];
            tanaka.post(path, &fields).await
        }
    };
    let page = measure_page(&tanaka, "posting").await;
    assert!(page.has("検討はまだ始まっていません") && page.has("未着手"));

    assert!(
        step("decision", "2026-05-01")
            .await
            .refused()
            .contains("先に「課題の整理」")
    );
    step("question", "2026-05-01").await.ok();
    assert!(measure_page(&tanaka, "posting").await.has("取組中"));
    assert!(
        step("decision", "2026-06-01")
            .await
            .refused()
            .contains("決定の前に「案の比較」")
    );
    step("options", "R8.6.1").await.ok();
    assert!(
        step("decision", "2026-05-31")
            .await
            .refused()
            .contains("より前です")
    );
    let form = tanaka.get("/plan/measures/posting/study/new").await.ok();
    let id = hidden(&form, "form_id");
    let decision = [
        ("form_id", id.as_str()),
        ("stage", "decision"),
        ("text", "全職種とする"),
        ("decided_on", "2026-10-15"),
    ];
    tanaka.post(path, &decision).await.ok();
    let twice = tanaka.post(path, &decision).await.ok();
    assert!(
        twice.location().unwrap().contains("already"),
        "a double click is no second decision"
    );

    assert!(
        step("options", "2026-10-15")
            .await
            .refused()
            .contains("令和8年10月15日の決定で終わっています")
    );
    let page = measure_page(&town.as_staff("nobody"), "posting").await;
    assert!(page.has("全職種とする") && page.has("完了") && page.has("検討は終わっています"));
    assert_eq!(
        number(&town, "select count(*) from plan_study_steps").await,
        3
    );
}

#[tokio::test]
async fn a_measure_that_is_no_study_takes_no_steps() {
    let town = town().await;
    let fields = [
        ("stage", "question"),
        ("text", "?"),
        ("decided_on", "2026-05-01"),
    ];
    let reply = town
        .as_staff("hanako")
        .post("/plan/measures/training/study", &fields)
        .await;
    assert!(reply.refused().contains("検討型ではありません"));
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
