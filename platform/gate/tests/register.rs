//! What the pages say of units and people whom only another capability knows.
use std::collections::HashMap;

use base::{FAR_FUTURE, UnitCode, date};
use gate::{Action, Capability, Register, Route};
use testkit::Town;

/// Keeps a record of Hanako, and knows what one unit is called.
const RECORDS: Capability = Capability {
    routes: || {
        vec![
            Route::get("/records/{staff}", Action("records.show"), async || "")
                .page_of_person("gate-account"),
        ]
    },
    policies: r#"
        permit (principal == Role::"staff", action == Action::"records.show", resource == Relation::"own");
    "#,
    register: Some(Register {
        unit_names: |_, _, _| {
            let known = (UnitCode("a".into()), "人材育成課".to_owned());
            Box::pin(async { Ok(HashMap::from([known])) })
        },
        has_record: |_, staff| Box::pin(async { Ok(staff.as_str() == "hanako") }),
    }),
    ..Capability::named("records")
};

async fn town() -> Town {
    let town = Town::new(&[&RECORDS]).await;
    for unit in ["a", "b"] {
        town.unit(unit, &[]).await;
    }
    town
}

#[tokio::test]
async fn roles_are_shown_with_the_name_of_their_unit_and_its_code_where_it_has_none() {
    let town = town().await;
    town.grant("admin", "system_administrator", None).await;
    town.grant("hanako", "auditor", Some("a")).await;
    town.grant("hanako", "auditor", Some("b")).await;

    let roles = town.as_staff("admin").get("/roles").await.ok();
    let account = town.as_staff("hanako").get("/account").await.ok();

    for page in [roles, account] {
        assert!(page.has("<td>人材育成課（a）</td>"), "{}", page.text());
        assert!(page.has("<td>b</td>"), "{}", page.text());
    }
}

#[tokio::test]
async fn an_account_leads_to_the_record_of_its_person_only_if_there_is_one() {
    let town = town().await;

    let hanako = town.as_staff("hanako").get("/account").await.ok();
    let admin = town.as_staff("admin").get("/account").await.ok();

    assert!(hanako.has("/records/hanako"));
    assert!(!admin.has("/records/admin"));
}

#[tokio::test]
async fn the_ledger_says_in_whose_place_a_deputy_looked() {
    let town = town().await;
    town.grant("chief", "auditor", None).await;
    let whole_city = ("auditor", None);
    let today = date(2026, 4, 1);
    town.deputise("taro", "chief", whole_city, today, FAR_FUTURE)
        .await;

    let page = town.as_staff("taro").get("/ledger").await.ok();
    let number = town.number_of("chief").expect("the chief has an account");

    assert!(
        page.has(&format!("監査（chief（{number}）の代理）")),
        "{}",
        page.text()
    );
    let own = town
        .as_staff("chief")
        .get("/ledger?action=gate.ledger")
        .await;
    assert_eq!(own.ok().text().matches("の代理）").count(), 1);
}
