//! What other capabilities may call: the evidence that flows into the plan.
use base::{FiscalYear, date};
use plan::{Reported, ReportedActivity, adopted::MeasureId};

use crate::town::*;

async fn report(town: &testkit::Town, title: &str, day: base::Date) -> Reported {
    let measure = MeasureId("training".into());
    let activity = ReportedActivity {
        measure: &measure,
        source: "learning",
        external_id: "run-7",
        happened_on: day,
        title,
        people: Some(42),
        note: "",
    };
    town.given(async |tx| Ok(plan::report_activity(tx, &activity).await?))
        .await
}

#[tokio::test]
async fn what_is_reported_twice_stands_once_and_what_is_reported_anew_is_changed() {
    let town = town().await;
    let day = date(2026, 7, 1);

    assert_eq!(report(&town, "主任研修", day).await, Reported::New);
    assert_eq!(report(&town, "主任研修", day).await, Reported::Known);
    assert_eq!(
        report(&town, "主任研修（第2回）", day).await,
        Reported::Changed
    );

    assert_eq!(
        number(&town, "select count(*) from plan_activities").await,
        1
    );
    let hanako = town.as_staff("hanako");
    let page = measure_page(&hanako, "training").await;
    assert!(page.has("主任研修（第2回）") && page.has("learning"));
    let id = word(&town, "select id from plan_activities").await;
    assert!(
        !page.has(&format!("/plan/activities/{id}")),
        "what was reported is mended where it came from"
    );
    let fields = [
        ("version", "2"),
        ("happened_on", "2026-07-01"),
        ("title", "x"),
    ];
    assert!(
        hanako
            .post(&format!("/plan/activities/{id}"), &fields)
            .await
            .refused()
            .contains("もとの記録を直してください")
    );
}

#[tokio::test]
async fn a_frozen_year_and_a_year_outside_the_plan_take_no_reports() {
    let town = town().await;
    cycle(&town, 2026, true).await;
    assert_eq!(
        report(&town, "研修", date(2026, 7, 1)).await,
        Reported::Closed
    );
    assert_eq!(
        report(&town, "研修", date(2028, 4, 1)).await,
        Reported::Closed
    );
    assert_eq!(
        number(&town, "select count(*) from plan_activities").await,
        0
    );
}

#[tokio::test]
async fn a_key_leads_to_its_measure_and_a_repeat_to_the_measure_that_it_repeats() {
    let town = town().await;
    let of = async |year: i16, key: &str| {
        town.look(async |tx| Ok(plan::measure_of_key(tx, FiscalYear(year), key).await?))
            .await
            .map(|it| it.0)
    };
    assert_eq!(of(2026, "1-1-1").await.as_deref(), Some("training"));
    assert_eq!(of(2027, "1-2-1").await.as_deref(), Some("training"));
    assert_eq!(of(2026, "9-9-9").await, None);
    assert_eq!(of(2028, "1-1-1").await, None);
}
