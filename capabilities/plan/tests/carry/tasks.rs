//! The tasks of a year: added, changed, done, moved, taken out, carried over.
use axum::http::StatusCode;

use crate::town::*;

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
