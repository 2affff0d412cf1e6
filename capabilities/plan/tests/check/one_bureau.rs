//! Who holds a role of the whole city for one unit only: what is of that unit, and nothing of the others.
use axum::http::StatusCode;

use crate::town::*;

const SECRET: &str = "人材育成課の下書き";

#[tokio::test]
async fn an_executive_of_one_section_reads_its_checks_and_no_others() {
    let town = open_town().await;
    town.grant("chief", "executive", Some("12")).await;
    let theirs = check_of(&town, "talks", "11").await;
    write_and_submit(&town, "hanako", &theirs, SECRET).await;
    let own = check_of(&town, "talks", "12").await;
    let tanaka = town.as_staff("tanaka");
    let seen = version(&tanaka, &own).await;
    let draft = format!("/plan/checks/{own}/draft");
    tanaka.post(&draft, &ready(&seen, "給与課の文")).await.ok();

    let chief = town.as_staff("chief");
    let year = chief.get("/plan/cycles/2025").await.ok();
    assert!(year.has("面談の定着") && !year.has("研修の体系づくり"));
    assert!(year.has(&own) && !year.has(&theirs));
    let measure = chief.get("/plan/cycles/2025/measures/talks").await.ok();
    assert!(measure.has("給与課の文") && !measure.has(SECRET));
    let none = chief.get("/plan/cycles/2025/measures/training").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let check = chief.get(&format!("/plan/checks/{theirs}")).await;
    assert_eq!(check.status, StatusCode::NOT_FOUND);

    let mayor = town.as_staff("mayor");
    let measure = mayor.get("/plan/cycles/2025/measures/talks").await.ok();
    assert!(measure.has("給与課の文") && measure.has(SECRET));
}

#[tokio::test]
async fn the_office_of_one_section_says_nothing_for_the_whole_city() {
    let town = open_town().await;
    town.grant("office", "plan_office", Some("11")).await;
    let office = town.as_staff("office");
    let check = check_of(&town, "training", "11").await;
    approve(&town, "hanako", "sato", &check).await;

    for path in [
        "/plan/cycles",
        "/plan/cycles/2025/results",
        "/plan/cycles/2025/measures/training/result",
        "/plan/cycles/2025/measures/training/consultations",
        "/plan/owners/units",
        "/plan/owners/successors",
        "/plan/measures/training/owners",
        "/plan/editions/2025/freezing",
        "/plan/editions/2025/publication",
    ] {
        let reply = office.post(path, &[]).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{path}");
    }
    office.get("/plan/owners").await.forbidden();
    // No button leads there either.
    let year = office.get("/plan/cycles/2025").await.ok();
    assert!(!year.has("action=\"/plan/cycles/2025/results\""));
    let years = office.get("/plan/cycles").await.ok();
    assert!(!years.has("name=\"draft_due_on\""));
    let kept = number(&town, "select count(*) from plan_results").await;
    assert_eq!(kept, 0);
}

#[tokio::test]
async fn a_check_is_not_pushed_onto_a_unit_out_of_reach() {
    let town = open_town().await;
    town.grant("office", "plan_office", Some("11")).await;
    let office = town.as_staff("office");
    let check = check_of(&town, "training", "11").await;
    let path = format!("/plan/checks/{check}/unit");
    let seen = version(&office, &check).await;

    let fields = [("version", seen.as_str()), ("unit", "給与課")];
    let page = office.post(&path, &fields).await.refused();
    assert!(page.contains("及ぶ範囲の外"));
    let fields = [("version", seen.as_str()), ("unit", "育成研修班")];
    office.post(&path, &fields).await.ok();
}

#[tokio::test]
async fn a_tick_on_another_sections_check_approves_nothing() {
    let town = open_town().await;
    let (own, theirs) = (
        check_of(&town, "talks", "11").await,
        check_of(&town, "talks", "12").await,
    );
    write_and_submit(&town, "hanako", &own, "面談をした。").await;
    write_and_submit(&town, "suzuki", &theirs, "面談をした。").await;

    let (sato, tanaka) = (town.as_staff("sato"), town.as_staff("tanaka"));
    let ticks = [
        format!("{own}:{}", version(&sato, &own).await),
        format!("{theirs}:{}", version(&tanaka, &theirs).await),
    ];
    let fields = ticks.each_ref().map(|it| ("check", it.as_str()));
    sato.post("/plan/my-checks/approvals", &fields)
        .await
        .forbidden();

    assert_eq!(state(&town, &own).await, "submitted");
    assert_eq!(state(&town, &theirs).await, "submitted");
}
