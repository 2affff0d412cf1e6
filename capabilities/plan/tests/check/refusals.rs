//! Who may not, and what is never lost: strangers, old pages, double presses, races, and the frozen year.
use base::date;

use crate::town::*;

#[tokio::test]
async fn a_stranger_from_another_section_sees_and_changes_nothing() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    let path = format!("/plan/checks/{check}");
    write_and_submit(&town, "hanako", &check, "研修をした。").await;

    for name in ["kato", "ito", "nobody"] {
        let stranger = town.as_staff(name);
        stranger.get(&path).await.forbidden();
        stranger.get(&format!("{path}/answers")).await.forbidden();
        for deed in [
            "draft",
            "submission",
            "withdrawal",
            "approval",
            "return",
            "reopening",
            "unit",
        ] {
            let fields = [("version", "3"), ("reason", "理由"), ("unit", "13")];
            stranger
                .post(&format!("{path}/{deed}"), &fields)
                .await
                .forbidden();
        }
        stranger.get("/plan/cycles").await.forbidden();
        stranger.get("/plan/cycles/2025").await.forbidden();
        stranger
            .get("/plan/cycles/2025/measures/training")
            .await
            .forbidden();
    }
    assert!(
        !town
            .as_staff("kato")
            .get("/plan/my-checks")
            .await
            .ok()
            .has("研修の体系づくり")
    );
    assert!(
        !town
            .as_staff("kato")
            .get("/")
            .await
            .ok()
            .has("研修の体系づくり")
    );
    town.as_staff("nobody")
        .get("/plan/my-checks")
        .await
        .forbidden();
    assert_eq!(state(&town, &check).await, "submitted");
}

#[tokio::test]
async fn an_owner_sees_how_far_the_other_owner_is_but_not_what_it_wrote() {
    let town = open_town().await;
    let theirs = check_of(&town, "talks", "12").await;
    write_and_submit(&town, "suzuki", &theirs, "給与課の内緒の下書き").await;

    let ours = check_of(&town, "talks", "11").await;
    let page = town
        .as_staff("hanako")
        .get(&format!("/plan/checks/{ours}"))
        .await
        .ok();

    assert!(page.has("給与課") && page.has("確認待ち"));
    assert!(!page.has("内緒の下書き"));
}

#[tokio::test]
async fn a_writer_does_not_approve_and_the_plan_office_neither() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    write_and_submit(&town, "hanako", &check, "研修をした。").await;

    press(&town, "hanako", &check, "approval", "")
        .await
        .forbidden();
    press(&town, "mori", &check, "approval", "")
        .await
        .forbidden();
    press(&town, "mori", &check, "return", "理由")
        .await
        .forbidden();
    press(&town, "mayor", &check, "reopening", "理由")
        .await
        .forbidden();
    assert_eq!(state(&town, &check).await, "submitted");
}

#[tokio::test]
async fn two_editors_never_overwrite_each_other() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    let path = format!("/plan/checks/{check}/draft");
    let (hanako, jiro) = (town.as_staff("hanako"), town.as_staff("jiro"));
    let seen = version(&hanako, &check).await;
    assert_eq!(seen, version(&jiro, &check).await);

    hanako.post(&path, &ready(&seen, "花子の文")).await.ok();
    let page = jiro.post(&path, &ready(&seen, "次郎の文")).await.refused();

    assert!(
        page.contains("花子の文") && page.contains("次郎の文"),
        "both texts stand on the page"
    );
    assert!(page.contains("ほかの人が先に保存しました"));
    assert_eq!(done_text(&town, &check).await, "花子の文");

    let seen = page
        .split("name=\"version\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    jiro.post(&path, &ready(seen, "花子の文と次郎の文"))
        .await
        .ok();
    assert_eq!(done_text(&town, &check).await, "花子の文と次郎の文");
    let kept = word(
        &town,
        "select done_text from plan_check_steps where check_id = $1 order by id limit 1",
        &check,
    );
    assert_eq!(kept.await, "花子の文", "the earlier wording is still there");
}

#[tokio::test]
async fn a_button_pressed_twice_does_its_deed_once() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    let path = format!("/plan/checks/{check}");
    let (hanako, sato) = (town.as_staff("hanako"), town.as_staff("sato"));
    let seen = version(&hanako, &check).await;

    for _ in 0..2 {
        hanako
            .post(&format!("{path}/draft"), &ready(&seen, "研修をした。"))
            .await
            .ok();
    }
    let seen = version(&hanako, &check).await;
    for _ in 0..2 {
        hanako
            .post(&format!("{path}/submission"), &[("version", &seen)])
            .await
            .ok();
    }
    let seen = version(&sato, &check).await;
    for _ in 0..2 {
        sato.post(&format!("{path}/approval"), &[("version", &seen)])
            .await
            .ok();
    }

    assert_eq!(state(&town, &check).await, "approved");
    assert_eq!(
        number(&town, "select count(*) from plan_check_steps").await,
        3
    );
}

#[tokio::test]
async fn going_back_to_an_old_page_changes_nothing_and_says_why() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    let hanako = town.as_staff("hanako");
    let old = version(&hanako, &check).await;
    write_and_submit(&town, "hanako", &check, "研修をした。").await;

    let page = hanako
        .post(
            &format!("/plan/checks/{check}/draft"),
            &ready(&old, "古い画面の文"),
        )
        .await
        .refused();

    assert!(page.contains("取り下げてください"));
    assert_eq!(done_text(&town, &check).await, "研修をした。");
    hanako
        .get(&format!("/plan/checks/{check}/answers"))
        .await
        .refused();
}

#[tokio::test]
async fn approval_and_withdrawal_at_the_same_moment_leave_one_of_the_two() {
    let town = open_town().await;
    for (measure, unit, writer, head) in [
        ("training", "11", "hanako", "sato"),
        ("talks", "11", "jiro", "sato"),
        ("talks", "12", "suzuki", "tanaka"),
    ] {
        let check = check_of(&town, measure, unit).await;
        write_and_submit(&town, writer, &check, "行った。").await;
        let (writer, head) = (town.as_staff(writer), town.as_staff(head));
        let seen = version(&head, &check).await;
        version(&writer, &check).await;
        let fields = [("version", seen.as_str())];
        let (approval, withdrawal) = (
            format!("/plan/checks/{check}/approval"),
            format!("/plan/checks/{check}/withdrawal"),
        );

        let (approved, withdrawn) = tokio::join!(
            head.post(&approval, &fields),
            writer.post(&withdrawal, &fields)
        );

        let (is_approved, is_withdrawn) = (
            approved.status.is_redirection(),
            withdrawn.status.is_redirection(),
        );
        assert!(
            is_approved != is_withdrawn,
            "{} {}",
            approved.status,
            withdrawn.status
        );
        let expected = if is_approved { "approved" } else { "drafting" };
        assert_eq!(state(&town, &check).await, expected);
    }
}

#[tokio::test]
async fn what_is_missing_is_named_at_its_fields_and_nothing_is_submitted() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    let path = format!("/plan/checks/{check}");
    let hanako = town.as_staff("hanako");
    let seen = version(&hanako, &check).await;
    let fields = [
        ("version", seen.as_str()),
        ("progress", "not_started"),
        ("achievement", "achieved"),
        ("go_on", "yes"),
    ];

    hanako.post(&format!("{path}/draft"), &fields).await.ok();
    let page = hanako.get(&format!("{path}/answers")).await.refused();
    for href in ["#f-achievement", "#f-learned", "#f-next"] {
        assert!(page.contains(&format!("href=\"{href}\"")), "{href}");
    }
    assert!(!page.contains("href=\"#f-done\""));

    let seen = version(&hanako, &check).await;
    hanako
        .post(&format!("{path}/submission"), &[("version", &seen)])
        .await
        .refused();
    assert_eq!(state(&town, &check).await, "drafting");
}

#[tokio::test]
async fn a_return_without_a_reason_is_refused() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    write_and_submit(&town, "hanako", &check, "研修をした。").await;

    assert!(
        press(&town, "sato", &check, "return", " ")
            .await
            .refused()
            .contains("理由を書いてください")
    );
    assert_eq!(state(&town, &check).await, "submitted");
}

#[tokio::test]
async fn a_text_that_is_too_long_is_refused_and_kept_on_the_page() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    let hanako = town.as_staff("hanako");
    let seen = version(&hanako, &check).await;
    let long = "長".repeat(4001);

    let page = hanako
        .post(&format!("/plan/checks/{check}/draft"), &ready(&seen, &long))
        .await
        .refused();

    assert!(
        page.contains("4001文字あります") || page.contains("4,001文字あります"),
        "the length is said"
    );
    assert!(page.contains(&long));
    assert_eq!(done_text(&town, &check).await, "");
}

#[tokio::test]
async fn nothing_of_a_frozen_year_changes() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    approve(&town, "hanako", "sato", &check).await;
    let other = check_of(&town, "talks", "11").await;
    write_and_submit(&town, "hanako", &other, "面談をした。").await;
    let untouched = check_of(&town, "talks", "12").await;
    let mori = town.as_staff("mori");
    let question = [
        ("unit", "13"),
        ("question", "問い"),
        ("due_on", "2026-04-30"),
    ];
    mori.post("/plan/cycles/2025/measures/talks/consultations", &question)
        .await
        .ok();
    let asked: String = word(
        &town,
        "select id from plan_consultations where measure_id = $1",
        "talks",
    )
    .await;
    frozen(&town, date(2026, 4, 1)).await;
    let steps = number(&town, "select count(*) from plan_check_steps").await;

    let of = |id: &str, deed: &str| format!("/plan/checks/{id}/{deed}");
    let reason = [("version", "3"), ("reason", "理由")];
    let versions = |it| [("version", it)];
    town.as_staff("suzuki")
        .post(&of(&untouched, "draft"), &ready("1", "凍結後"))
        .await
        .refused();
    town.as_staff("suzuki")
        .post(&of(&untouched, "submission"), &versions("1"))
        .await
        .refused();
    town.as_staff("hanako")
        .post(&of(&other, "withdrawal"), &versions("3"))
        .await
        .refused();
    town.as_staff("sato")
        .post(&of(&other, "approval"), &versions("3"))
        .await
        .refused();
    town.as_staff("sato")
        .post(&of(&other, "return"), &reason)
        .await
        .refused();
    mori.post(
        &of(&check, "reopening"),
        &[("version", "4"), ("reason", "理由")],
    )
    .await
    .refused();
    mori.post(&of(&untouched, "unit"), &[("version", "1"), ("unit", "13")])
        .await
        .refused();
    mori.post("/plan/cycles/2025/measures/talks/consultations", &question)
        .await
        .refused();
    let mut result = ready("0", "研修");
    result.push(("based_on", "4"));
    mori.post("/plan/cycles/2025/measures/training/result", &result)
        .await
        .refused();
    assert!(
        !mori
            .post("/plan/cycles/2025/results", &[])
            .await
            .status
            .is_redirection()
    );
    town.as_staff("kato")
        .post(
            &format!("/plan/consultations/{asked}/answer"),
            &[("answer", "答え")],
        )
        .await
        .refused();
    mori.post(&format!("/plan/consultations/{asked}/withdrawal"), &[])
        .await
        .refused();
    let days = [
        ("year", "2025"),
        ("draft_due_on", "2026-05-01"),
        ("review_due_on", "2026-05-15"),
    ];
    assert!(
        mori.post("/plan/cycles", &days)
            .await
            .refused()
            .contains("確定")
    );

    assert_eq!(
        number(&town, "select count(*) from plan_check_steps").await,
        steps
    );
    assert_eq!(number(&town, "select count(*) from plan_results").await, 0);
    assert_eq!(state(&town, &untouched).await, "untouched");
    let page = town
        .as_staff("suzuki")
        .get(&format!("/plan/checks/{untouched}"))
        .await
        .ok();
    assert!(page.has("この年度は確定しています") && !page.has("下書きを保存"));
    assert!(!town.as_staff("suzuki").get("/").await.has("点検を入力する"));
}
