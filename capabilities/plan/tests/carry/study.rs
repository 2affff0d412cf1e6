//! A study goes question → options → decision.
use crate::town::*;

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
