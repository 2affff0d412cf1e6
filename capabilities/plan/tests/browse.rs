//! The plan as all staff see it: which of the adopted plans, and which year of it.
mod edition_year;

use base::{FiscalYear, FiscalYears, date};
use db::params;
use edition_year::{SMALL, YEAR, check, finished, hire, plan};
use plan::adopted::{self, Plan};
use testkit::{Reply, Town};

/// A town on 1 October 2026, in the last year of its plan, which has a checked year 2024.
async fn town() -> (Town, Plan) {
    let town = Town::new(&[&people::CAPABILITY, &plan::CAPABILITY])
        .await
        .on(date(2026, 10, 1));
    let plan = plan(SMALL);
    town.given(async |tx| {
        adopted::add(tx, &plan).await?;
        Ok(finished(tx, &plan, YEAR, 1).await?)
    })
    .await;
    (town, plan)
}

/// The plan of the years after it, as adopted.
async fn adopt_the_next(town: &Town) -> Plan {
    let next = Plan {
        title: "第４次汐見市職員成長アクションプラン".into(),
        period: FiscalYears::new(FiscalYear(2027), FiscalYear(2029)).expect("in order"),
        ..plan(SMALL)
    };
    town.given(async |tx| Ok(adopted::add(tx, &next).await?))
        .await;
    next
}

async fn publish(town: &Town, plan: &Plan, year: FiscalYear) {
    town.given(async |tx| {
        tx.execute(
            "insert into plan_editions (plan_id, year, as_of, frozen_at, published_at, content, digest)
             values ($1, $2, $3, '2025-04-20T00:00:00.000Z', '2025-04-21T00:00:00.000Z', '', $4)",
            params![&plan.id, year, year.last_day(), "0".repeat(64)],
        )
        .await?;
        Ok(())
    })
    .await;
}

async fn page(town: &Town, path: &str) -> Reply {
    town.as_staff("hanako").get(path).await.ok()
}

#[tokio::test]
async fn a_later_plan_is_reached_from_the_running_one() {
    let (town, running) = town().await;
    let alone = page(&town, "/plan").await;
    let next = adopt_the_next(&town).await;

    let both = page(&town, "/plan").await;
    let later = page(&town, "/plan?year=2027").await;

    assert!(!alone.has("採用された計画</"), "one plan needs no choice");
    assert!(both.has(&running.title) && !both.has(&next.title));
    assert!(both.has("令和6～8年度（実施中）") && both.has("令和9～11年度（これから）"));
    assert!(both.has("href=\"/plan?year=2027\""));
    assert!(later.has(&next.title) && later.has("公表された点検の結果はまだありません"));
}

#[tokio::test]
async fn the_address_of_a_plan_stays_when_the_plan_is_over() {
    let (town, first) = town().await;
    let next = adopt_the_next(&town).await;
    publish(&town, &first, YEAR).await;
    let town = town.on(date(2027, 4, 1));

    let now = page(&town, "/plan").await;
    let past = page(&town, "/plan?year=2024").await;

    assert!(now.has(&next.title) && now.has("令和6～8年度（終了）"));
    assert!(past.has(&first.title) && past.has("公表された令和6年度"));
    let words = page(&town, "/plan?year=2024&q=%E6%96%BD%E7%AD%961-1-1").await;
    assert!(
        words.has("name=\"year\" value=\"2024\""),
        "a filter stays with the plan that is filtered"
    );
    assert!(words.has(&first.title) && words.has("href=\"/plan?year=2024\">"));
    page(&town, "/plan/history?year=2024").await;
}

#[tokio::test]
async fn a_year_without_a_plan_and_a_year_that_is_none_are_not_found() {
    let (town, _) = town().await;
    let hanako = town.as_staff("hanako");
    for path in [
        "/plan?year=2030",
        "/plan?year=then",
        "/plan/history?year=2030",
    ] {
        assert_eq!(
            hanako.get(path).await.status,
            axum::http::StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_latest_published_year_is_shown_however_long_ago_it_was() {
    let (town, plan) = town().await;
    publish(&town, &plan, YEAR).await;

    let shown = page(&town, "/plan").await;

    assert!(
        shown.has("公表された令和6年度") && shown.has("実施率は50.0%"),
        "{}",
        shown.text()
    );
    assert!(shown.has("href=\"/plan/editions/2024\"") && shown.has("chart-wide"));
}

#[tokio::test]
async fn what_the_office_has_not_published_is_not_yet_everybodys() {
    let (town, plan) = town().await;
    let unpublished = page(&town, "/plan").await;
    publish(&town, &plan, YEAR).await;
    town.given(async |tx| {
        for measure in &plan.measures {
            check(tx, measure, FiscalYear(2025), "approved", "completed", 1).await?;
        }
        Ok(())
    })
    .await;

    let published = page(&town, "/plan").await;

    assert!(unpublished.has("公表された点検の結果はまだありません"));
    assert!(!unpublished.has("chart-wide"));
    assert!(published.has("公表された令和6年度") && !published.has("公表された令和7年度"));
}

/// What one more request for a page costs the database.
async fn statements(town: &Town, name: &str, path: &str) -> u64 {
    let visitor = town.as_staff(name);
    visitor.get(path).await.ok();
    let before = town.app.db.statements();
    visitor.get(path).await.ok();
    town.app.db.statements() - before
}

#[tokio::test]
async fn a_measures_page_takes_ten_statements_at_most_whoever_looks_and_however_much_was_done() {
    let (town, plan) = town().await;
    publish(&town, &plan, YEAR).await;
    town.unit("11", &[]).await;
    town.grant("taro", "plan_writer", Some("11")).await;
    town.grant("office", "plan_office", None).await;
    let path = format!("/plan/measures/{}", plan.measures[0].id);
    town.given(async |tx| {
        tx.execute("update plan_owners set unit_code = '11'", params![])
            .await?;
        for number in 0..50 {
            let id = format!("{number:02}");
            tx.execute(
                "insert into plan_activities (id, measure_id, happened_on, title, note, source)
                 values ($1, $2, '2026-09-01', '座談会', '', 'typed')",
                params![&id, &plan.measures[0].id],
            )
            .await?;
            tx.execute(
                "insert into plan_revisions (id, measure_id, year, subject, before, after, reason, at, by_staff)
                 values ($1, $2, 2026, 'task', '', '', '', '2026-09-01T00:00:00.000Z', 'office')",
                params![&id, &plan.measures[0].id],
            )
            .await?;
            tx.execute(
                "insert into plan_remarks (id, plan_id, measure_id, text, place) values ($1, $2, $3, '数は？', '表2')",
                params![&id, &plan.id, &plan.measures[0].id],
            )
            .await?;
        }
        Ok(())
    })
    .await;

    for name in ["hanako", "taro", "office"] {
        let count = statements(&town, name, &path).await;
        assert!(count <= 10, "{name}: {count}");
    }
}

#[tokio::test]
async fn no_page_of_the_plan_grows_with_the_head_count() {
    let (town, plan) = town().await;
    publish(&town, &plan, YEAR).await;
    town.grant("office", "plan_office", None).await;
    let measure = format!("/plan/measures/{}", plan.measures[0].id);
    let paths = [
        "/",
        "/plan",
        &measure,
        "/plan/cycles/2024",
        "/plan/owners",
        "/plan/editions",
    ];
    let costs = async || {
        let mut costs = Vec::new();
        for path in paths {
            let count = statements(&town, "office", path).await;
            let size = town.as_staff("office").get(path).await.ok().bytes().len();
            costs.push((path, count, size));
        }
        costs
    };
    let of_nobody = costs().await;
    town.given(async |tx| {
        for number in 0..500 {
            hire(tx, number, date(2020, 4, 1)).await?;
        }
        Ok(())
    })
    .await;

    assert_eq!(costs().await, of_nobody);
}
