//! How far people reach: posts, deputies, walls and what heads hand out, with a made-up capability that lists units.
use axum::{extract::State, http::StatusCode};
use base::{Date, FAR_FUTURE, StaffId, date};
use db::Sql;
use gate::{APPOINTING, Action, App, Capability, GrantId, Role, Route, Source, Visit, Wall, store};
use testkit::{Town, Visitor};

const RECORDS: Capability = Capability {
    name: "records",
    routes: || {
        vec![
            Route::get("/records", Action("records.list"), list),
            Route::get("/health", Action("records.health"), list),
        ]
    },
    migrations: &[],
    words: web::Words { ja: "", en: "" },
    policies: r#"
        permit (principal == Role::"head", action == Action::"records.list", resource == Relation::"unit");
        permit (principal == Role::"clerk", action == Action::"records.list", resource == Relation::"city");
        permit (principal == Role::"nurse", action == Action::"records.health", resource == Relation::"city");
        permit (principal == Role::"head", action == Action::"gate.grant.clerk", resource == Relation::"unit");
    "#,
    roles: &["clerk", "nurse"],
    walls: &[Wall {
        protects: "nurse",
        from: APPOINTING,
    }],
    nav: &[],
    tasks: None,
    register: None,
};

/// The units within the scope.
async fn list(State(app): State<App>, visit: Visit) -> web::Result<String> {
    let sql = Sql::new("select unit_code from gate_unit_reach where ancestor_code = unit_code");
    let sql = visit
        .actor
        .scope
        .restrict(sql, Some("unit_code"), None, app.today())
        .push(" order by unit_code");
    let units: Vec<String> = app
        .db
        .read(async |tx| web::Result::Ok(tx.values_of(sql.clone()).await?))
        .await?;
    Ok(units.join(" "))
}

const YESTERDAY: Date = date(2026, 3, 31);
const TODAY: Date = date(2026, 4, 1);
const TOMORROW: Date = date(2026, 4, 2);
const LONG_AGO: Date = date(2020, 4, 1);

/// A bureau with two sections, and a section elsewhere.
async fn town() -> Town {
    let town = Town::new(&[&RECORDS]).await;
    town.unit("bureau", &[]).await;
    town.unit("a", &["bureau"]).await;
    town.unit("b", &["bureau"]).await;
    town.unit("elsewhere", &[]).await;
    town
}

async fn reach(visitor: &Visitor) -> String {
    let reply = visitor.get("/records").await;
    if reply.status == StatusCode::FORBIDDEN {
        return "nothing".to_owned();
    }
    reply.ok().text()
}

#[tokio::test]
async fn a_head_reaches_the_own_section_and_a_bureau_chief_all_below() {
    let town = town().await;
    town.appoint("hanako", "head", "a", LONG_AGO, FAR_FUTURE)
        .await;
    town.appoint("taro", "head", "bureau", LONG_AGO, FAR_FUTURE)
        .await;

    assert_eq!(reach(&town.as_staff("hanako")).await, "a");
    assert_eq!(reach(&town.as_staff("taro")).await, "a b bureau");
    assert_eq!(reach(&town.as_staff("jiro")).await, "nothing");
}

#[tokio::test]
async fn who_was_transferred_today_reaches_the_new_section_only() {
    let town = town().await;
    town.appoint("hanako", "head", "a", LONG_AGO, TODAY).await;
    town.appoint("hanako", "head", "elsewhere", TODAY, FAR_FUTURE)
        .await;

    let hanako = town.as_staff("hanako");
    assert_eq!(reach(&hanako).await, "elsewhere");
    let town = town.on(YESTERDAY);
    assert_eq!(reach(&town.as_staff("hanako")).await, "a");
}

#[tokio::test]
async fn who_holds_two_posts_reaches_both_sections() {
    let town = town().await;
    town.appoint("hanako", "head", "a", LONG_AGO, FAR_FUTURE)
        .await;
    town.appoint("hanako", "head", "elsewhere", LONG_AGO, FAR_FUTURE)
        .await;

    assert_eq!(reach(&town.as_staff("hanako")).await, "a elsewhere");
}

#[tokio::test]
async fn a_role_for_the_city_granted_for_a_bureau_reaches_that_bureau() {
    let town = town().await;
    town.grant("hanako", "clerk", Some("bureau")).await;
    town.grant("taro", "clerk", None).await;

    assert_eq!(reach(&town.as_staff("hanako")).await, "a b bureau");
    assert_eq!(reach(&town.as_staff("taro")).await, "a b bureau elsewhere");
}

#[tokio::test]
async fn a_deputy_reaches_what_the_principal_reaches_from_the_first_to_the_last_day() {
    let town = town().await;
    town.appoint("chief", "head", "a", LONG_AGO, FAR_FUTURE)
        .await;
    town.deputise("hanako", "chief", ("head", Some("a")), TODAY, TOMORROW)
        .await;

    assert_eq!(reach(&town.as_staff("hanako")).await, "a");
    let town = town.on(YESTERDAY);
    assert_eq!(reach(&town.as_staff("hanako")).await, "nothing");
    let town = town.on(TOMORROW);
    assert_eq!(reach(&town.as_staff("hanako")).await, "nothing");
}

#[tokio::test]
async fn a_deputyship_ends_with_the_post_it_stands_in_for() {
    let town = town().await;
    town.appoint("chief", "head", "a", LONG_AGO, TODAY).await;
    town.appoint("chief", "head", "elsewhere", TODAY, FAR_FUTURE)
        .await;
    town.deputise("hanako", "chief", ("head", Some("a")), LONG_AGO, FAR_FUTURE)
        .await;

    assert_eq!(reach(&town.as_staff("hanako")).await, "nothing");
    let town = town.on(YESTERDAY);
    assert_eq!(reach(&town.as_staff("hanako")).await, "a");
}

#[tokio::test]
async fn a_deputyship_ends_when_the_principal_retires_but_not_when_their_account_is_closed() {
    let town = town().await;
    town.grant("chief", "clerk", Some("a")).await;
    town.deputise(
        "hanako",
        "chief",
        ("clerk", Some("a")),
        LONG_AGO,
        FAR_FUTURE,
    )
    .await;
    let hanako = town.as_staff("hanako");

    town.grant("admin", "system_administrator", None).await;
    let number = town.number_of("chief").unwrap();
    let closing = [("account", number.as_str()), ("disabled", "yes")];
    town.as_staff("admin")
        .post("/accounts/disabled", &closing)
        .await
        .ok();
    assert_eq!(reach(&hanako).await, "a");

    let chief = StaffId("chief".into());
    town.given(async |tx| {
        let mut account = store::account(tx, &chief).await?.expect("he has one");
        account.times.ends_on = TODAY;
        Ok(store::keep_account(tx, &account).await?)
    })
    .await;
    assert_eq!(reach(&hanako).await, "nothing");
}

#[tokio::test]
async fn a_deputy_of_a_deputy_reaches_nothing() {
    let town = town().await;
    town.appoint("chief", "head", "a", LONG_AGO, FAR_FUTURE)
        .await;
    town.deputise("taro", "chief", ("head", Some("a")), LONG_AGO, FAR_FUTURE)
        .await;
    town.deputise("hanako", "taro", ("head", Some("a")), LONG_AGO, FAR_FUTURE)
        .await;

    assert_eq!(reach(&town.as_staff("taro")).await, "a");
    assert_eq!(reach(&town.as_staff("hanako")).await, "nothing");
}

#[tokio::test]
async fn a_wall_is_checked_when_a_role_is_granted() {
    let town = town().await;
    town.grant("admin", "system_administrator", None).await;
    town.appoint("hanako", "head", "a", LONG_AGO, FAR_FUTURE)
        .await;

    let number = town.number_of("hanako").unwrap();
    let fields = [
        ("number", number.as_str()),
        ("role", "nurse"),
        ("starts_on", "R8.4.1"),
    ];
    let page = town.as_staff("admin").post("/roles", &fields).await;

    assert!(page.refused().contains("兼ねられません"));
}

#[tokio::test]
async fn a_wall_is_checked_when_data_is_read() {
    let town = town().await;
    town.grant("hanako", "nurse", None).await;
    let hanako = town.as_staff("hanako");
    hanako.get("/health").await.ok();

    town.appoint("hanako", "head", "a", TODAY, FAR_FUTURE).await;

    hanako.get("/health").await.forbidden();
    assert_eq!(reach(&hanako).await, "a");
    // The account page too says only what is in force.
    assert!(!hanako.get("/account").await.has("gate-role-nurse"));
    let town = town.on(YESTERDAY);
    town.as_staff("hanako").get("/health").await.ok();
}

#[tokio::test]
async fn a_transfer_across_a_wall_is_named_in_the_transaction_that_makes_it() {
    let town = town().await;
    town.grant("hanako", "nurse", None).await;
    town.grant("taro", "nurse", None).await;
    let post = gate::Grant {
        id: GrantId::fresh(),
        staff: StaffId("hanako".into()),
        role: Role::HEAD,
        unit: Some(base::UnitCode("a".into())),
        starts_on: TOMORROW,
        ends_on: FAR_FUTURE,
        source: Source::Post,
        deputy_for: None,
    };

    let app = town.app.clone();
    let broken = town
        .given(async |tx| {
            store::replace_post_grants(tx, std::slice::from_ref(&post)).await?;
            let posts = std::slice::from_ref(&post);
            Ok(gate::walls_broken(tx, app.walls(), posts, TODAY).await?)
        })
        .await;

    assert_eq!(broken.len(), 1);
    assert_eq!(broken[0].staff.as_str(), "hanako");
    assert_eq!(broken[0].protected.name(), "nurse");
    assert_eq!(broken[0].starts_on, TOMORROW);
}

#[tokio::test]
async fn personnel_cannot_come_in_as_somebody_behind_a_wall() {
    let town = town().await;
    town.grant("clerk", "hr", None).await;
    town.grant("hanako", "nurse", None).await;
    town.grant("admin", "system_administrator", None).await;

    for name in ["hanako", "admin"] {
        let number = town.number_of(name).unwrap();
        town.as_staff("clerk")
            .post("/accounts/first-code", &[("account", &number)])
            .await
            .refused();
    }
    town.person("taro").await;
    let number = town.number_of("taro").unwrap();
    town.as_staff("clerk")
        .post("/accounts/first-code", &[("account", &number)])
        .await
        .ok();
}

/// What a head who heads section `a` is answered when they grant a role.
async fn head_grants(role: &str, unit: &str) -> testkit::Reply {
    let town = town().await;
    town.appoint("head", "head", "a", LONG_AGO, FAR_FUTURE)
        .await;
    town.person("hanako").await;
    let number = town.number_of("hanako").unwrap();
    let fields = [
        ("number", number.as_str()),
        ("role", role),
        ("unit", unit),
        ("starts_on", "R8.4.1"),
    ];
    let head = town.as_staff("head");
    let reply = head.post("/roles", &fields).await;
    if reply.status.is_redirection() {
        assert_eq!(reach(&town.as_staff("hanako")).await, unit);
        let page = head.get("/roles").await.ok();
        let id = page.between("action=\"/roles/", "/end").unwrap();
        head.post(&format!("/roles/{id}/end"), &[]).await.ok();
        assert_eq!(reach(&town.as_staff("hanako")).await, "nothing");
    }
    reply
}

#[tokio::test]
async fn a_head_hands_out_a_role_for_the_own_section_and_takes_it_back() {
    head_grants("clerk", "a").await.ok();
}

#[tokio::test]
async fn a_head_hands_out_nothing_outside_the_own_section() {
    for unit in ["", "b", "bureau", "elsewhere"] {
        head_grants("clerk", unit).await.refused();
    }
}

#[tokio::test]
async fn a_head_never_hands_out_another_role() {
    for role in ["hr", "auditor", "head", "nurse", "system_administrator"] {
        head_grants(role, "a").await.refused();
    }
}

#[tokio::test]
async fn a_head_sees_the_roles_of_the_own_section_and_no_accounts() {
    let town = town().await;
    town.appoint("head", "head", "a", LONG_AGO, FAR_FUTURE)
        .await;
    town.grant("hanako", "clerk", Some("a")).await;
    town.grant("taro", "clerk", Some("elsewhere")).await;
    town.grant("jiro", "hr", None).await;

    let head = town.as_staff("head");
    let page = head.get("/roles").await.ok().text();

    assert!(page.contains("hanako"));
    assert!(!page.contains("taro") && !page.contains("jiro"));
    assert!(!page.contains("/accounts/first-code"));
    let number = town.number_of("taro").unwrap();
    head.post("/accounts/first-code", &[("account", &number)])
        .await
        .forbidden();
}

#[tokio::test]
async fn personnel_of_one_bureau_grant_there_and_keep_no_accounts() {
    let town = town().await;
    town.grant("clerk", "hr", Some("bureau")).await;
    town.person("hanako").await;
    let number = town.number_of("hanako").unwrap();
    let grant = |unit: &'static str| {
        let number = number.clone();
        let clerk = town.as_staff("clerk");
        async move {
            let fields = [
                ("number", number.as_str()),
                ("role", "auditor"),
                ("unit", unit),
                ("starts_on", "R8.4.1"),
            ];
            clerk.post("/roles", &fields).await
        }
    };

    grant("a").await.ok();
    grant("").await.refused();
    grant("elsewhere").await.refused();
    // An auditor of one bureau does not read the ledger of the city.
    town.as_staff("hanako").get("/ledger").await.forbidden();
    town.as_staff("clerk")
        .post("/accounts/disabled", &[("account", &number)])
        .await
        .forbidden();
}

#[tokio::test]
async fn a_role_granted_twice_stands_there_once() {
    let town = town().await;
    town.grant("admin", "system_administrator", None).await;
    town.person("hanako").await;
    let number = town.number_of("hanako").unwrap();
    let fields = [
        ("number", number.as_str()),
        ("role", "auditor"),
        ("starts_on", "R8.4.1"),
    ];
    for _ in 0..2 {
        town.as_staff("admin").post("/roles", &fields).await.ok();
    }

    let hanako = StaffId("hanako".into());
    let held = town
        .look(async |tx| Ok(store::grants_from(tx, &hanako, TODAY).await?))
        .await;
    assert_eq!(held.len(), 1);
}

#[test]
fn every_policy_of_the_gate_names_an_action_and_a_role_that_exist() {
    let capabilities = [&gate::CAPABILITY, &RECORDS];
    let actions: Vec<Action> = capabilities
        .iter()
        .flat_map(|it| (it.routes)())
        .map(|it| it.action)
        .collect();
    let mut roles = vec![Role::STAFF, Role::HEAD, Role::SYSTEM_ADMINISTRATOR];
    let named = capabilities.iter().flat_map(|it| it.roles);
    roles.extend(named.map(|it| Role::new(*it)));

    let policies = gate::Policies::parse(capabilities.map(|it| it.policies)).unwrap();

    policies.validate(&actions, &roles).unwrap();
}
