//! The year's check, as people carry it through: through the routes, on a real database.
mod bad_input;
mod consolidation;
mod eyes;
mod one_bureau;
mod refusals;
mod reminders;
mod town;

use axum::http::StatusCode;
use base::date;
use town::*;

#[tokio::test]
async fn five_people_carry_a_check_from_opening_to_the_consolidated_result() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    let path = format!("/plan/checks/{check}");

    assert!(town.as_staff("hanako").get("/").await.has("点検を入力する"));
    write_and_submit(&town, "hanako", &check, "研修をした。").await;

    assert!(
        town.as_staff("sato")
            .get("/")
            .await
            .has("点検を確認し、承認する")
    );
    press(&town, "sato", &check, "return", "回数を書いてください。")
        .await
        .ok();

    let hanako = town.as_staff("hanako");
    assert!(hanako.get("/").await.has("差し戻された点検を直す"));
    assert!(hanako.get(&path).await.has("回数を書いてください。"));
    write_and_submit(&town, "hanako", &check, "研修を3回した。").await;

    let page = town.as_staff("sato").get(&path).await.ok();
    assert!(
        page.has("<ins>を3回した</ins>"),
        "the head sees what changed: {}",
        page.text()
    );
    press(&town, "sato", &check, "approval", "").await.ok();
    assert_eq!(state(&town, &check).await, "approved");

    let mori = town.as_staff("mori");
    let measure = "/plan/cycles/2025/measures/training";
    let question = [
        ("unit", "健康管理課"),
        ("question", "心の健康の研修と重なりませんか。"),
        ("due_on", "2026-04-30"),
    ];
    mori.post(&format!("{measure}/consultations"), &question)
        .await
        .ok();
    let kato = town.as_staff("kato");
    let home = kato.get("/").await.ok();
    let asked = home
        .between("href=\"/plan/consultations/", "\"")
        .expect("the question is a task");
    kato.post(
        &format!("/plan/consultations/{asked}/answer"),
        &[("answer", "重なりません。")],
    )
    .await
    .ok();

    let page = mori.get(measure).await.ok();
    assert!(page.has("重なりません。") && page.has("研修を3回した。"));
    let based_on = page.between("name=\"based_on\" value=\"", "\"").unwrap();
    let mut fields = ready("0", "研修を3回した。");
    fields.push(("based_on", &based_on));
    mori.post(&format!("{measure}/result"), &fields).await.ok();

    let result = word(
        &town,
        "select progress from plan_results where measure_id = $1",
        "training",
    )
    .await;
    assert_eq!(result, "completed");
    assert!(
        town.as_staff("mayor")
            .get("/plan/cycles/2025")
            .await
            .ok()
            .has("集約済み")
    );
}

#[tokio::test]
async fn opening_a_year_twice_adds_nothing_and_moves_the_due_days() {
    let town = open_town().await;
    let before = number(&town, "select count(*) from plan_checks").await;

    let fields = [
        ("year", "2025"),
        ("draft_due_on", "2026-05-01"),
        ("review_due_on", "2026-05-15"),
    ];
    town.as_staff("mori")
        .post("/plan/cycles", &fields)
        .await
        .ok();

    assert_eq!(
        (
            before,
            number(&town, "select count(*) from plan_checks").await
        ),
        (3, 3)
    );
    assert!(
        town.as_staff("mori")
            .get("/plan/cycles/2025")
            .await
            .has("5月15日")
    );
}

#[tokio::test]
async fn an_owner_who_came_later_gets_a_check_when_the_year_is_opened_again() {
    let town = open_town().await;
    town.given(async |tx| {
        let sql = "insert into plan_owners (id, measure_id, position, mark, name, unit_code, starts_on, ends_on)
                   values ('late', 'training', 2, '健', '健康管理課', '13', '2026-03-31', '9999-12-31'),
                          ('too-late', 'training', 3, '給', '給与課', '12', '2026-04-01', '9999-12-31')";
        Ok(tx.execute(sql, vec![]).await.map(drop)?)
    })
    .await;

    open(&town).await;

    assert_eq!(
        number(
            &town,
            "select count(*) from plan_checks where owner_id = 'late'"
        )
        .await,
        1
    );
    assert_eq!(
        number(
            &town,
            "select count(*) from plan_checks where owner_id = 'too-late'"
        )
        .await,
        0
    );
}

#[tokio::test]
async fn a_head_approves_many_at_once_and_what_changed_meanwhile_is_left() {
    let town = open_town().await;
    let (training, talks) = (
        check_of(&town, "training", "11").await,
        check_of(&town, "talks", "11").await,
    );
    write_and_submit(&town, "hanako", &training, "研修をした。").await;
    write_and_submit(&town, "hanako", &talks, "面談をした。").await;
    let page = town
        .as_staff("sato")
        .get("/plan/my-checks?state=submitted")
        .await
        .ok()
        .text();
    let ticks: Vec<&str> = page
        .split("name=\"check\" value=\"")
        .skip(1)
        .map(|it| it.split('"').next().unwrap())
        .collect();
    assert_eq!(ticks.len(), 2);
    press(&town, "hanako", &talks, "withdrawal", "").await.ok();

    let fields: Vec<(&str, &str)> = ticks.iter().map(|it| ("check", *it)).collect();
    let reply = town
        .as_staff("sato")
        .post("/plan/my-checks/approvals", &fields)
        .await
        .ok();

    assert!(
        reply
            .location()
            .unwrap()
            .ends_with("plan-check-notice-approved-some")
    );
    assert_eq!(
        (state(&town, &training).await, state(&town, &talks).await),
        ("approved".into(), "drafting".into())
    );
    town.as_staff("sato")
        .post("/plan/my-checks/approvals", &[])
        .await
        .refused();
}

#[tokio::test]
async fn late_is_late_but_not_too_late() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    let town = town.on(date(2026, 5, 25));

    let page = town
        .as_staff("hanako")
        .get(&format!("/plan/checks/{check}"))
        .await
        .ok();
    assert!(page.has("期限を過ぎています"));
    write_and_submit(&town, "hanako", &check, "研修をした。").await;

    assert_eq!(state(&town, &check).await, "submitted");
    let page = town
        .as_staff("sato")
        .get(&format!("/plan/checks/{check}"))
        .await
        .ok();
    assert!(page.has("6月1日"), "five working days for the head");
    assert!(!page.has("期限を過ぎています"));
}

#[tokio::test]
async fn a_merged_owner_hands_its_check_over_to_another_unit() {
    let town = open_town().await;
    let check = check_of(&town, "talks", "12").await;
    let path = format!("/plan/checks/{check}");
    town.as_staff("kato").get(&path).await.forbidden();
    let mori = town.as_staff("mori");
    let seen = version(&mori, &check).await;

    mori.post(
        &format!("{path}/unit"),
        &[("version", &seen), ("unit", "税務課")],
    )
    .await
    .refused();
    mori.post(
        &format!("{path}/unit"),
        &[("version", &seen), ("unit", "健康管理課")],
    )
    .await
    .ok();

    town.as_staff("suzuki").get(&path).await.forbidden();
    approve(&town, "kato", "ito", &check).await;
    assert_eq!(state(&town, &check).await, "approved");
}

#[tokio::test]
async fn the_bureau_chief_may_open_everything_below_but_is_not_given_it_as_tasks() {
    let town = open_town().await;
    town.grant("bureau", "head", Some("10")).await;
    let check = check_of(&town, "training", "11").await;

    town.as_staff("bureau")
        .get(&format!("/plan/checks/{check}"))
        .await
        .ok();
    assert!(!town.as_staff("bureau").get("/").await.has("点検を入力する"));
    assert!(town.as_staff("sato").get("/").await.has("点検を入力する"));
}

#[tokio::test]
async fn the_evidence_of_the_year_stands_beside_the_form() {
    let town = open_town().await;
    town.given(async |tx| {
        for sql in [
            "insert into plan_indicators (id, measure_id, position, name, definition, unit, source, decimals, base_value)
             values ('i', 'training', 1, '受講率', '受講者÷対象者', '%', 'typed', 1, 625),
                    ('j', 'training', 2, '満足度', '', '点', 'typed', 0, null)",
            "insert into plan_targets (indicator_id, year, value) values ('i', 2025, 800)",
            "insert into plan_readings (indicator_id, year, value, missing, as_of)
             values ('i', 2025, 878, null, '2026-03-31'), ('j', 2025, null, '調査を行わなかった', '2026-03-31')",
            "insert into plan_activities (id, measure_id, happened_on, title, people, note, source, entered_by)
             values ('a', 'training', '2026-03-31', '新任係長研修', 48, '', 'typed', 'hanako'),
                    ('b', 'training', '2026-04-01', '翌年度の研修', 9, '', 'typed', 'hanako')",
            "insert into plan_tasks (id, measure_id, year, position, what, who, due_on, done_on, version)
             values ('t', 'training', 2025, 1, '体系図をつくる', '育成研修班', '2025-09-30', null, 1)",
        ] {
            tx.execute(sql, vec![]).await?;
        }
        Ok(())
    })
    .await;
    let check = check_of(&town, "training", "11").await;

    let page = town
        .as_staff("hanako")
        .get(&format!("/plan/checks/{check}"))
        .await
        .ok();

    for words in [
        "62.5%",
        "80.0%",
        "87.8%",
        "調査を行わなかった",
        "新任係長研修",
        "48人",
        "体系図をつくる",
    ] {
        assert!(page.has(words), "{words}");
    }
    assert!(
        !page.has("翌年度の研修"),
        "1 April belongs to the next year"
    );
}

#[tokio::test]
async fn every_page_speaks_english_when_asked() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    approve(&town, "hanako", "sato", &check).await;
    let talks = check_of(&town, "talks", "11").await;
    for (name, path, words) in [
        ("mori", "/plan/cycles".to_owned(), "Yearly checks"),
        ("mori", "/plan/cycles/2025".to_owned(), "Check of FY2025"),
        (
            "mori",
            "/plan/cycles/2025/measures/training".to_owned(),
            "Proposed from the owners",
        ),
        (
            "hanako",
            "/plan/my-checks".to_owned(),
            "Checks of my section",
        ),
        (
            "hanako",
            format!("/plan/checks/{check}"),
            "What the check says",
        ),
        ("hanako", format!("/plan/checks/{talks}"), "Save the draft"),
    ] {
        let visitor = town.as_staff(name);
        visitor
            .post("/settings/display", &[("lang", "en"), ("back", "/")])
            .await;
        let page = visitor.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.has(words), "{path}");
        assert!(!page.has("plan-check-"), "a key shows itself on {path}");
    }
}

#[tokio::test]
async fn a_year_from_before_the_program_is_entered_with_its_history() {
    use plan::{adopted, check};
    let town = quiet_town().await;
    let at = "2026-04-01T00:00:00Z".parse().unwrap();
    let words = check::Words {
        progress: Some(adopted::Progress::Completed),
        achievement: Some(adopted::Achievement::Achieved),
        done: "紙で点検した。".into(),
        learned: String::new(),
        next: "続ける。".into(),
    };
    let outcome = check::Outcome {
        standing: words.standing().unwrap(),
        done: words.done.clone(),
        learned: String::new(),
        next: words.next.clone(),
        reason: String::new(),
    };
    let entered = check::EnteredCheck {
        measure: adopted::MeasureId("training".into()),
        year: YEAR,
        owner: adopted::OwnerId("training-人材育成課-11".into()),
        words,
        state: check::State::Approved,
        reason: String::new(),
        writer: base::StaffId("hanako".into()),
        head: base::StaffId("sato".into()),
        at,
    };
    let plan = adopted::PlanId("plan".into());
    let (draft, review) = (date(2026, 4, 24), date(2026, 5, 8));
    town.given(async |tx| {
        check::enter_year(tx, &plan, YEAR, draft, review, at).await?;
        check::enter_check(tx, &entered).await?;
        Ok(check::enter_outcome(tx, &entered.measure, YEAR, &outcome, &entered.head, at).await?)
    })
    .await;

    let ready = town
        .look(async |tx| Ok(check::readiness(tx, YEAR).await?))
        .await;
    assert_eq!((ready.consolidated, ready.not_approved), (1, 1));
    assert_eq!(
        number(&town, "select count(*) from plan_check_steps").await,
        3
    );
    assert_eq!(
        number(&town, "select count(*) from jobs_messages").await,
        0,
        "nobody is told"
    );
    let again = town
        .app
        .db
        .write(async |tx| check::enter_check(tx, &entered).await)
        .await;
    assert!(matches!(again, Err(db::DbError::Conflict)));
}

#[test]
fn every_text_exists_in_both_languages() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let ja = concat!(
        include_str!("../../text/ja.ftl"),
        include_str!("../../text/check/ja.ftl")
    );
    let en = concat!(
        include_str!("../../text/en.ftl"),
        include_str!("../../text/check/en.ftl")
    );
    let missing = web::check::missing_keys(
        &root.join("templates/check"),
        &root.join("src/check"),
        ja,
        en,
    );
    assert_eq!(missing, Vec::<String>::new());
}
