//! The plan office brings together what the owners say, and asks others.
use crate::town::*;

const TALKS: &str = "/plan/cycles/2025/measures/talks";

/// Both owners of the talks are approved; they agree unless 給与課 says otherwise.
async fn approved_talks(second: Option<(&str, &str)>) -> testkit::Town {
    let town = open_town().await;
    let (ours, theirs) = (
        check_of(&town, "talks", "11").await,
        check_of(&town, "talks", "12").await,
    );
    approve(&town, "hanako", "sato", &ours).await;
    if let Some((progress, achievement)) = second {
        let suzuki = town.as_staff("suzuki");
        let seen = version(&suzuki, &theirs).await;
        let fields = [
            ("version", seen.as_str()),
            ("progress", progress),
            ("achievement", achievement),
            ("done", "半分の課で行った。"),
            ("learned", "窓口の課では時間が取れない。"),
            ("next", "時間を決めて行う。"),
        ];
        suzuki
            .post(&format!("/plan/checks/{theirs}/draft"), &fields)
            .await
            .ok();
        press(&town, "suzuki", &theirs, "submission", "").await.ok();
        press(&town, "tanaka", &theirs, "approval", "").await.ok();
    } else {
        approve(&town, "suzuki", "tanaka", &theirs).await;
    }
    town
}

/// Sends the outcome form as the page has it, with some fields changed.
async fn keep(town: &testkit::Town, changed: &[(&str, &str)]) -> testkit::Reply {
    let mori = town.as_staff("mori");
    let page = mori.get(TALKS).await.ok();
    let hidden = |name: &str| {
        page.between(&format!("name=\"{name}\" value=\""), "\"")
            .expect("the form is there")
    };
    let (version, based_on) = (hidden("version"), hidden("based_on"));
    let mut fields = vec![
        ("version", version.as_str()),
        ("based_on", based_on.as_str()),
        ("progress", "under_way"),
        ("achievement", "partly"),
        ("done", "市役所の半分で行った。"),
        ("learned", "窓口では時間が取れない。"),
        ("next", "時間を決めて行う。"),
        ("reason", ""),
    ];
    for (name, value) in changed {
        fields.retain(|it| it.0 != *name);
        fields.push((name, value));
    }
    mori.post(&format!("{TALKS}/result"), &fields).await
}

#[tokio::test]
async fn the_proposal_comes_from_all_owners_and_stands_in_the_form() {
    let town = approved_talks(Some(("under_way", "not_achieved"))).await;

    let page = town.as_staff("mori").get(TALKS).await.ok();

    assert!(page.has("担当によって着手または達成が異なります"));
    assert!(page.has("【人材育成課】") && page.has("【給与課】\n半分の課で行った。"));
    let chosen = |value: &str| page.has(&format!("value=\"{value}\" checked"));
    assert!(chosen("under_way") && chosen("partly"), "{}", page.text());
}

#[tokio::test]
async fn the_office_writes_its_own_words_and_gives_a_reason_for_its_own_judgement() {
    let town = approved_talks(Some(("under_way", "not_achieved"))).await;

    assert!(
        keep(&town, &[("achievement", "not_achieved")])
            .await
            .refused()
            .contains("理由を書いてください")
    );
    keep(
        &town,
        &[
            ("achievement", "not_achieved"),
            ("reason", "半数に満たない。"),
        ],
    )
    .await
    .ok();

    let sql = "select achievement from plan_results where measure_id = $1";
    assert_eq!(word(&town, sql, "talks").await, "not_achieved");
    keep(&town, &[]).await.ok();
    assert_eq!(word(&town, sql, "talks").await, "partly");
    assert_eq!(
        number(&town, "select count(*) from plan_result_steps").await,
        2,
        "every wording is kept"
    );
}

#[tokio::test]
async fn nothing_is_consolidated_before_every_owner_is_approved() {
    let town = open_town().await;
    let ours = check_of(&town, "talks", "11").await;
    approve(&town, "hanako", "sato", &ours).await;

    let mut fields = ready("0", "面談をした。");
    fields.push(("based_on", "5"));
    let page = town
        .as_staff("mori")
        .post(&format!("{TALKS}/result"), &fields)
        .await
        .refused();

    assert!(page.contains("承認されていない担当の点検が1件"));
    assert!(!town.as_staff("mori").get("/").await.has("集約する"));
}

#[tokio::test]
async fn a_check_sent_back_afterwards_makes_the_result_one_to_look_at_again() {
    let town = approved_talks(None).await;
    keep(
        &town,
        &[("progress", "completed"), ("achievement", "achieved")],
    )
    .await
    .ok();
    let ours = check_of(&town, "talks", "11").await;

    press(&town, "mori", &ours, "reopening", "数字が違います。")
        .await
        .ok();
    assert_eq!(state(&town, &ours).await, "returned");
    assert!(
        town.as_staff("mori")
            .get("/plan/cycles/2025")
            .await
            .has("要再確認")
    );
    approve(&town, "hanako", "sato", &ours).await;

    assert!(
        town.as_staff("mori")
            .get("/")
            .await
            .has("承認された点検を集約する")
    );
    keep(
        &town,
        &[("progress", "completed"), ("achievement", "achieved")],
    )
    .await
    .ok();
    assert!(
        !town
            .as_staff("mori")
            .get("/plan/cycles/2025")
            .await
            .has("要再確認")
    );
}

#[tokio::test]
async fn a_result_written_on_old_checks_is_refused_and_kept_on_the_page() {
    let town = approved_talks(None).await;
    let page = keep(&town, &[("based_on", "1"), ("done", "古い点検からの文")])
        .await
        .refused();
    assert!(page.contains("担当の点検が変わりました") && page.contains("古い点検からの文"));
}

#[tokio::test]
async fn two_in_the_office_never_overwrite_each_others_result() {
    let town = approved_talks(None).await;
    let agreed = [("progress", "completed"), ("achievement", "achieved")];
    keep(&town, &agreed).await.ok();

    let page = keep(
        &town,
        &[
            agreed[0],
            agreed[1],
            ("version", "0"),
            ("done", "もう一人の文"),
        ],
    )
    .await
    .refused();

    assert!(page.contains("もう一人の文") && page.contains("市役所の半分で行った。"));
    let sql = "select done_text from plan_results where measure_id = $1";
    assert_eq!(word(&town, sql, "talks").await, "市役所の半分で行った。");
}

#[tokio::test]
async fn measures_whose_owners_agree_are_taken_over_together_and_once() {
    let town = approved_talks(None).await;
    let training = check_of(&town, "training", "11").await;
    approve(&town, "hanako", "sato", &training).await;
    let mori = town.as_staff("mori");

    mori.post("/plan/cycles/2025/results", &[]).await.ok();
    let again = mori.post("/plan/cycles/2025/results", &[]).await.ok();

    assert!(again.location().unwrap().ends_with("none-agreed"));
    assert_eq!(number(&town, "select count(*) from plan_results").await, 2);
    assert_eq!(
        number(&town, "select count(*) from plan_result_steps").await,
        2
    );
    assert!(mori.get("/").await.has("点検を確定する"));
    let ready = town
        .look(async |tx| Ok(plan::check::readiness(tx, YEAR).await?))
        .await;
    assert!(ready.is_ready());
}

#[tokio::test]
async fn owners_who_differ_are_left_to_judgement() {
    let town = approved_talks(Some(("under_way", "not_achieved"))).await;
    town.as_staff("mori")
        .post("/plan/cycles/2025/results", &[])
        .await
        .ok();
    assert_eq!(number(&town, "select count(*) from plan_results").await, 0);
}

/// Asks 健康管理課 and returns the address of the question.
async fn ask(town: &testkit::Town) -> String {
    let question = [
        ("unit", "総務局 健康管理課"),
        ("question", "重なりませんか。"),
        ("due_on", "R8.4.30"),
    ];
    town.as_staff("mori")
        .post(&format!("{TALKS}/consultations"), &question)
        .await
        .ok();
    let id = word(
        town,
        "select id from plan_consultations where measure_id = $1",
        "talks",
    )
    .await;
    format!("/plan/consultations/{id}")
}

#[tokio::test]
async fn a_question_is_answered_once_and_only_by_those_who_were_asked() {
    let town = open_town().await;
    let theirs = check_of(&town, "talks", "12").await;
    let question = ask(&town).await;
    let answer = format!("{question}/answer");

    town.as_staff("suzuki").get(&question).await.forbidden();
    town.as_staff("suzuki")
        .post(&answer, &[("answer", "横から")])
        .await
        .forbidden();
    town.as_staff("mori")
        .post(&answer, &[("answer", "事務局から")])
        .await
        .forbidden();
    town.as_staff("kato")
        .post(&answer, &[("answer", " ")])
        .await
        .refused();
    for _ in 0..2 {
        town.as_staff("kato")
            .post(&answer, &[("answer", "意見なし")])
            .await
            .ok();
    }
    assert!(
        town.as_staff("ito")
            .post(&answer, &[("answer", "別の答え")])
            .await
            .refused()
            .contains("すでに回答")
    );

    let page = town
        .as_staff("suzuki")
        .get(&format!("/plan/checks/{theirs}"))
        .await
        .ok();
    assert!(page.has("意見なし"), "the owners read it");
    assert_eq!(
        number(
            &town,
            "select count(*) from jobs_messages where to_staff = 'mori'"
        )
        .await,
        1
    );
}

#[tokio::test]
async fn the_unit_that_is_asked_reads_what_was_submitted_and_no_draft() {
    let town = open_town().await;
    let (ours, theirs) = (
        check_of(&town, "talks", "11").await,
        check_of(&town, "talks", "12").await,
    );
    write_and_submit(&town, "hanako", &ours, "提出した文").await;
    let suzuki = town.as_staff("suzuki");
    let seen = version(&suzuki, &theirs).await;
    suzuki
        .post(
            &format!("/plan/checks/{theirs}/draft"),
            &ready(&seen, "下書きの文"),
        )
        .await
        .ok();
    let question = ask(&town).await;

    let page = town.as_staff("kato").get(&question).await.ok();

    assert!(page.has("提出した文") && !page.has("下書きの文"));
}

#[tokio::test]
async fn a_question_can_be_withdrawn_until_it_is_answered() {
    let town = open_town().await;
    let question = ask(&town).await;

    town.as_staff("mori")
        .post(&format!("{question}/withdrawal"), &[])
        .await
        .ok();

    assert!(
        !town
            .as_staff("kato")
            .get("/")
            .await
            .has("意見照会に回答する")
    );
    let page = town
        .as_staff("kato")
        .post(&format!("{question}/answer"), &[("answer", "遅れて")])
        .await
        .refused();
    assert!(page.contains("取り下げられました"));
}

#[tokio::test]
async fn a_question_to_nobody_about_nothing_or_due_yesterday_is_refused() {
    let town = open_town().await;
    let mori = town.as_staff("mori");
    for (unit, question, due_on) in [
        ("税務課", "問い", "2026-04-30"),
        ("健康管理課", "", "2026-04-30"),
        ("健康管理課", "問い", "2026-03-31"),
        ("健康管理課", "問い", "4月のいつか"),
    ] {
        let fields = [("unit", unit), ("question", question), ("due_on", due_on)];
        mori.post(&format!("{TALKS}/consultations"), &fields)
            .await
            .refused();
    }
    assert_eq!(
        number(&town, "select count(*) from plan_consultations").await,
        0
    );
}
