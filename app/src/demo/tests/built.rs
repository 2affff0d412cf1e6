use std::path::Path;

use db::{Db, Location};
use gate::{App, Effort};
use serde_json::Value;
use web::Lang;

use crate::{
    capabilities,
    demo::{
        build::{self, NAME},
        clock::Hands,
        hand::Hand,
        learning,
        personas::Part,
    },
    speech::Speech,
};

/// The smallest demo city, made as `hagukumi demo` makes it.
async fn demo(folder: &Path) -> App {
    let db = Db::open(&Location::file(folder.join("city.db")))
        .await
        .unwrap();
    db.migrate(&capabilities::migrations()).await.unwrap();
    let settings = gate::Settings {
        city_name: NAME.to_owned(),
        is_demo: true,
        password_effort: Effort::Token,
        ..gate::Settings::default()
    };
    let hands = Hands::new();
    let clock = hands.clone();
    let app = App::new(db, move || clock.read(), settings, capabilities::ALL).unwrap();
    let speech = Speech::new(Lang::Ja);
    build::build(&app, 100, &hands, &speech).await.unwrap();
    app
}

fn list<'a>(of: &'a Value, name: &str) -> &'a [Value] {
    of[name].as_array().unwrap()
}

#[tokio::test]
async fn the_demos_screens_have_content() {
    let folder = tempfile::tempdir().unwrap();
    let app = demo(folder.path()).await;
    everyone_has_a_job_family(&app).await;
    let read = app
        .db
        .read(async |tx| learning::tests::check(tx).await)
        .await;
    read.unwrap();
    let router = gate::router(&app, capabilities::ALL);
    let staff = Hand::of(router.clone(), Part::Staff).await.unwrap();
    let office = Hand::of(router, Part::PlanOffice).await.unwrap();

    let edition = staff.get("/plan/editions/2024/files/json").await.unwrap();
    let edition: Value = serde_json::from_str(&edition).unwrap();
    the_finished_year_tells_figures(&edition);
    for measure in list(&edition, "measures") {
        nothing_is_empty_in_the_finished_year(&staff, measure).await;
    }
    the_plan_office_sees_remarks_and_every_state(&office, &edition).await;
}

async fn everyone_has_a_job_family(app: &App) {
    let today = app.today();
    let read = app.db.read(async |tx| people::facts_on(tx, today).await);
    let everybody = read.await.unwrap();
    assert!(!everybody.is_empty());
    assert!(everybody.iter().all(|it| !it.job_family.is_empty()));
}

/// Tasks done, activities, indicators with figure or reason, a study's steps, and what was changed and why.
fn the_finished_year_tells_figures(edition: &Value) {
    let measures = list(edition, "measures");
    assert_eq!(measures.len(), 57);
    let figures: Vec<&Value> = measures
        .iter()
        .flat_map(|it| list(it, "indicators"))
        .collect();
    let typed = figures.iter().filter(|it| it["source"] == "typed");
    assert!(figures.len() > measures.len() && typed.clone().count() < figures.len());
    for it in &figures {
        assert!(it["value"].is_i64() || it["missing"].is_string(), "{it}");
    }
    assert!(typed.filter(|it| it["value"].is_i64()).count() >= 60);
    for it in measures {
        assert!(it["activities"].as_i64() > Some(0), "{}", it["name"]);
        assert_eq!(
            it["is_study"].as_bool().unwrap(),
            !list(it, "study").is_empty(),
            "{}",
            it["name"]
        );
    }
    let tasks = || measures.iter().flat_map(|it| list(it, "tasks"));
    assert!(tasks().any(|it| it["done_on"].is_string()));
    assert!(tasks().any(|it| it["done_on"].is_null()));
    assert_eq!(list(edition, "revisions").len(), 7);
}

/// As everybody on the staff reads it.
async fn nothing_is_empty_in_the_finished_year(staff: &Hand, measure: &Value) {
    let id = measure["id"].as_str().unwrap();
    let page = staff.get(&format!("/plan/measures/{id}?year=2024")).await;
    let page = page.unwrap();

    assert!(!page.contains("class=\"empty\""), "{}", measure["name"]);
}

async fn the_plan_office_sees_remarks_and_every_state(office: &Hand, edition: &Value) {
    let of = |name: &str| {
        let measure = list(edition, "measures")
            .iter()
            .find(|it| it["name"] == name);
        format!(
            "/plan/measures/{}",
            measure.unwrap()["id"].as_str().unwrap()
        )
    };
    let answered = office.get(&of("所属長への安全配慮の周知")).await.unwrap();
    assert!(answered.contains("月の半ばで30時間を超えた職員"));
    let open = office
        .get(&of("ハラスメントのない職場づくり"))
        .await
        .unwrap();
    assert!(open.contains("/plan/remarks/"));
    let carried = office.get(&of("感謝を伝え合う取組")).await.unwrap();
    assert!(carried.contains("導入の是非の案をまとめる"));
    let revised = office.get(&of("窓口・電話応対の向上")).await.unwrap();
    assert!(revised.contains("年度の途中に加えた取組"));

    let overview = office.get("/plan/cycles/2025").await.unwrap();
    let counts: Vec<usize> = overview
        .split("class=\"count\">")
        .skip(1)
        .filter_map(|it| it.split('<').next()?.parse().ok())
        .collect();
    assert!(
        counts.len() >= 6 && counts.iter().all(|it| *it > 0),
        "{counts:?}"
    );
}
