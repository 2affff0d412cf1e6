//! What somebody in a hurry sends to the year's check: days that do not exist, years of no plan, half a form.
use crate::town::*;

#[tokio::test]
async fn a_due_day_that_does_not_exist_opens_nothing_and_stays_on_the_page() {
    let town = quiet_town().await;
    let mori = town.as_staff("mori");
    let send = async |draft: &str, review: &str| {
        let fields = [
            ("year", "2025"),
            ("draft_due_on", draft),
            ("review_due_on", review),
        ];
        mori.post("/plan/cycles", &fields).await.refused()
    };

    let page = send("R9.2.29", "R9.3.10").await;
    assert!(
        page.contains("2027-2-29 という日はありません") && page.contains("value=\"R9.2.29\""),
        "{page}"
    );
    assert!(
        send("8.4.24", "R8.5.8")
            .await
            .contains("どの元号か分かりません")
    );
    assert!(send("", "R8.5.8").await.contains("error-summary"));
    assert_eq!(number(&town, "select count(*) from plan_cycles").await, 0);
}

#[tokio::test]
async fn a_year_that_is_no_year_of_the_plan_or_no_year_at_all_is_not_opened() {
    let town = quiet_town().await;
    let mori = town.as_staff("mori");
    for year in ["2040", "then", ""] {
        let fields = [
            ("year", year),
            ("draft_due_on", "2026-04-24"),
            ("review_due_on", "2026-05-08"),
        ];
        let reply = mori.post("/plan/cycles", &fields).await;
        assert!(reply.status.is_client_error(), "{year}: {}", reply.status);
    }
    assert_eq!(number(&town, "select count(*) from plan_cycles").await, 0);
}

#[tokio::test]
async fn a_question_due_on_a_day_that_does_not_exist_asks_nobody_and_keeps_what_was_written() {
    let town = open_town().await;
    let fields = [
        ("unit", "健康管理課"),
        ("question", "心の健康の研修と重なりませんか。"),
        ("due_on", "R5.2.29"),
    ];

    let page = town
        .as_staff("mori")
        .post("/plan/cycles/2025/measures/training/consultations", &fields)
        .await
        .refused();

    assert!(
        page.contains("心の健康の研修と重なりませんか。") && page.contains("value=\"R5.2.29\""),
        "{page}"
    );
    let asked = "select count(*) from plan_consultations";
    assert_eq!(number(&town, asked).await, 0);
}

#[tokio::test]
async fn a_question_sent_twice_is_asked_once() {
    let town = open_town().await;
    let mori = town.as_staff("mori");
    let path = "/plan/cycles/2025/measures/training/consultations";
    let fields = [
        ("unit", "健康管理課"),
        ("question", "重なりませんか。"),
        ("due_on", "2026-04-30"),
    ];

    let (one, other) = tokio::join!(mori.post(path, &fields), mori.post(path, &fields));

    assert!(one.status.is_redirection() && other.status.is_redirection());
    let asked = "select count(*) from plan_consultations";
    assert_eq!(number(&town, asked).await, 1);
}

#[tokio::test]
async fn agreed_outcomes_taken_over_by_two_at_once_are_written_once() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    approve(&town, "hanako", "sato", &check).await;
    let mori = town.as_staff("mori");
    let path = "/plan/cycles/2025/results";

    let (one, other) = tokio::join!(mori.post(path, &[]), mori.post(path, &[]));

    assert!(one.status.is_redirection() && other.status.is_redirection());
    for table in ["plan_results", "plan_result_steps"] {
        let kept = format!("select count(*) from {table}");
        assert_eq!(number(&town, &kept).await, 1, "{table}");
    }
}

#[tokio::test]
async fn whoever_looks_back_finds_every_wording_of_an_outcome_with_its_writer() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    approve(&town, "hanako", "sato", &check).await;
    let mori = town.as_staff("mori");
    mori.post("/plan/cycles/2025/results", &[]).await.ok();
    let path = "/plan/cycles/2025/measures/training";
    let page = mori.get(path).await.ok();
    let based_on = page.between("name=\"based_on\" value=\"", "\"").unwrap();
    let mut fields = ready("1", "研修を3回し、記録も配った。");
    fields.push(("based_on", &based_on));
    mori.post(&format!("{path}/result"), &fields).await.ok();

    let history = mori.get(path).await.ok().text();
    let history = history.split("<ol class=\"timeline\">").nth(1).unwrap();

    let (newest, first) = (
        history.find("研修を3回し、記録も配った。"),
        history.rfind("mori"),
    );
    assert!(newest.is_some() && newest < first, "{history}");
    assert_eq!(history.matches("<li>").count(), 2);
}

#[tokio::test]
async fn a_head_who_approves_from_a_narrowed_list_comes_back_to_it() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    write_and_submit(&town, "hanako", &check, "研修をした。").await;
    let sato = town.as_staff("sato");
    let list = "/plan/my-checks?year=2025&state=submitted";
    let page = sato.get(list).await.ok();
    let tick = page.between("name=\"check\" value=\"", "\"").unwrap();
    let place = [("year", "2025"), ("state", "submitted")];

    let nothing = sato
        .post("/plan/my-checks/approvals", &place)
        .await
        .refused();
    let done = sato
        .post(
            "/plan/my-checks/approvals",
            &[place[0], place[1], ("check", &tick)],
        )
        .await
        .ok();

    assert!(nothing.contains("name=\"state\" value=\"submitted\""));
    assert!(done.location().unwrap().starts_with(list));
    let elsewhere = [
        ("year", "2025"),
        ("state", "//elsewhere.test"),
        ("check", &tick),
    ];
    let back = sato
        .post("/plan/my-checks/approvals", &elsewhere)
        .await
        .ok();
    assert!(
        back.location()
            .unwrap()
            .starts_with("/plan/my-checks?notice=")
    );
}

#[tokio::test]
async fn mending_a_refused_draft_does_not_overwrite_what_was_saved_meanwhile() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    let path = format!("/plan/checks/{check}/draft");
    let (hanako, jiro) = (town.as_staff("hanako"), town.as_staff("jiro"));
    let seen = version(&hanako, &check).await;
    jiro.post(&path, &ready(&seen, "次郎が書いた。")).await.ok();

    let endless = "長".repeat(4001);
    let refused = hanako.post(&path, &ready(&seen, &endless)).await.refused();
    let still = refused.split("data-guard>").nth(1).unwrap();
    let still = still.split("name=\"version\" value=\"").nth(1).unwrap();
    let still = still.split('"').next().unwrap();
    let mended = hanako.post(&path, &ready(still, "花子が書いた。")).await;

    assert_eq!(still, seen, "the page goes on from what hanako saw");
    let stale = mended.refused();
    assert!(stale.contains("次郎が書いた。") && stale.contains("花子が書いた。"));
    assert_eq!(done_text(&town, &check).await, "次郎が書いた。");
}

#[tokio::test]
async fn mending_a_refused_outcome_does_not_overwrite_what_a_colleague_kept_meanwhile() {
    let town = open_town().await;
    town.grant("doi", "plan_office", None).await;
    let check = check_of(&town, "training", "11").await;
    approve(&town, "hanako", "sato", &check).await;
    let (mori, doi) = (town.as_staff("mori"), town.as_staff("doi"));
    let page = mori.get("/plan/cycles/2025/measures/training").await.ok();
    let based_on = page.between("name=\"based_on\" value=\"", "\"").unwrap();
    let path = "/plan/cycles/2025/measures/training/result";
    let wish = |version: &str, done: &str, achievement: &'static str| {
        let mut fields: Vec<(String, String)> = ready(version, done)
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        fields.retain(|it| it.0 != "achievement");
        fields.push(("achievement".to_owned(), achievement.to_owned()));
        fields.push(("based_on".to_owned(), based_on.clone()));
        fields
    };
    let send = async |visitor: &testkit::Visitor, fields: Vec<(String, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|it| (&*it.0, &*it.1)).collect();
        visitor.post(path, &fields).await
    };
    send(&doi, wish("0", "土井がまとめた。", "achieved"))
        .await
        .ok();

    // Another judgement than the owner's, without a reason.
    let refused = send(&mori, wish("0", "森がまとめた。", "partly")).await;
    let still = refused.between("name=\"version\" value=\"", "\"").unwrap();
    refused.refused();
    let mut mended = wish(&still, "森がまとめた。", "partly");
    mended.push(("reason".to_owned(), "目標に届かない。".to_owned()));
    let stale = send(&mori, mended).await.refused();

    assert_eq!(still, "0");
    assert!(stale.contains("土井がまとめた。") && stale.contains("森がまとめた。"));
    let sql = "select done_text from plan_results where measure_id = $1";
    assert_eq!(word(&town, sql, "training").await, "土井がまとめた。");
}
