//! Tricks of those who know how browsers and servers work: planted sessions, other methods, links that lead elsewhere.
use axum::http::{Method, StatusCode};
use base::StaffId;
use testkit::Town;

const SESSION: &str = "hagukumi_session";

async fn town() -> Town {
    Town::new(&[]).await
}

#[tokio::test]
async fn a_session_that_somebody_planted_is_not_the_one_that_opens() {
    let town = town().await;
    town.person("hanako").await;
    let number = town.number_of("hanako").unwrap();
    let browser = town.as_stranger();
    browser.plant_cookie(SESSION, "known-beforehand").await;

    let fields = [
        ("number", number.as_str()),
        ("password", "a password for the whole town"),
    ];
    browser.post("/sign-in", &fields).await.ok();

    assert_ne!(browser.cookie(SESSION).await.unwrap(), "known-beforehand");
    let planted = town.as_stranger();
    planted.plant_cookie(SESSION, "known-beforehand").await;
    let reply = planted.get("/account").await;
    assert!(reply.location().unwrap().starts_with("/sign-in"));
}

#[tokio::test]
async fn a_session_that_was_left_is_gone_for_whoever_kept_its_cookie() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    hanako.get("/account").await.ok();
    let kept = hanako.cookie(SESSION).await.unwrap();

    hanako.post("/sign-out", &[]).await.ok();

    let thief = town.as_stranger();
    thief.plant_cookie(SESSION, &kept).await;
    let reply = thief.get("/account").await;
    assert!(reply.location().unwrap().starts_with("/sign-in"));
}

#[tokio::test]
async fn the_hash_that_stands_in_the_database_is_no_session() {
    let town = town().await;
    town.as_staff("hanako").get("/account").await.ok();
    let hash: String = town
        .look(async |tx| {
            Ok(tx
                .value("select token_hash from gate_sessions", vec![])
                .await?)
        })
        .await;

    let thief = town.as_stranger();
    thief.plant_cookie(SESSION, &hash).await;
    let reply = thief.get("/account").await;
    assert!(reply.location().unwrap().starts_with("/sign-in"));
}

#[tokio::test]
async fn nobody_ends_the_session_of_another() {
    let town = town().await;
    let (hanako, taro) = (town.as_staff("hanako"), town.as_staff("taro"));
    hanako.get("/account").await.ok();
    let theirs: String = town
        .look(async |tx| {
            Ok(tx
                .value("select token_hash from gate_sessions", vec![])
                .await?)
        })
        .await;

    let reply = taro
        .post("/account/sessions/end", &[("session", &theirs)])
        .await;

    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    hanako.get("/account").await.ok();
}

#[tokio::test]
async fn no_header_and_no_method_turns_a_look_into_a_change() {
    let town = town().await;
    town.grant("admin", "system_administrator", None).await;
    let admin = town.as_staff("admin");
    admin.get("/account").await.ok();
    let entries = async || {
        let found = town
            .look(async |tx| Ok(ledger::entries(tx, &ledger::Filter::default(), None, 100).await?))
            .await;
        found.len()
    };
    let before = entries().await;

    for name in [
        "x-http-method-override",
        "x-http-method",
        "x-method-override",
    ] {
        let reply = admin.ask(Method::GET, "/sign-out", &[(name, "POST")]).await;
        assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED, "{name}");
    }
    admin
        .ask(Method::GET, "/account?_method=POST", &[])
        .await
        .ok();
    for method in [Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS] {
        for path in ["/sign-out", "/roles", "/account/password", "/account"] {
            let reply = admin.ask(method.clone(), path, &[]).await;
            assert_eq!(
                reply.status,
                StatusCode::METHOD_NOT_ALLOWED,
                "{method} {path}"
            );
        }
    }

    assert_eq!(entries().await, before);
    admin.get("/account").await.ok();
}

#[tokio::test]
async fn a_link_leads_to_no_other_server_before_or_after_the_sign_in() {
    let town = town().await;
    town.person("hanako").await;
    let number = town.number_of("hanako").unwrap();
    for elsewhere in [
        "//elsewhere.test",
        "https://elsewhere.test",
        "/\\elsewhere.test",
        "/\t/elsewhere.test",
        "/\n/elsewhere.test",
        "javascript:alert(1)",
    ] {
        let browser = town.as_stranger();
        let mut link = form_urlencoded::Serializer::new("/sign-in?".to_owned());
        let link = link.append_pair("next", elsewhere).finish();
        let page = browser.get(&link).await.ok();
        let next = page.between("name=\"next\" value=\"", "\"");
        assert_eq!(next.as_deref(), Some("/"), "{elsewhere:?}");
        let fields = [
            ("number", number.as_str()),
            ("password", "a password for the whole town"),
            ("next", elsewhere),
        ];
        let reply = browser.post("/sign-in", &fields).await;
        assert_eq!(reply.location().as_deref(), Some("/"), "{elsewhere:?}");
        let fields = [("lang", "en"), ("back", elsewhere)];
        let reply = town.as_stranger().post("/settings/display", &fields).await;
        assert_eq!(reply.location().as_deref(), Some("/"), "{elsewhere:?}");
    }
}

#[tokio::test]
async fn a_notice_is_said_once_to_whom_the_program_sent_on_with_it() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    // 電話
    for words in ["%E9%9B%BB%E8%A9%B1", "gate-notice-%E9%9B%BB%E8%A9%B1"] {
        let page = hanako.get(&format!("/account?notice={words}")).await.ok();
        assert!(!page.has("電話"), "{words}");
    }
    let by_link = "/account?notice=gate-notice-signed-out";
    assert!(!hanako.get(by_link).await.ok().has("サインアウトしました。"));

    let sent_on = hanako.post("/sign-out", &[]).await.ok().location().unwrap();

    assert!(
        hanako
            .get(&sent_on)
            .await
            .ok()
            .has("サインアウトしました。")
    );
    assert!(
        !hanako
            .get(&sent_on)
            .await
            .ok()
            .has("サインアウトしました。")
    );
}

#[tokio::test]
async fn a_role_is_not_taken_back_by_who_could_not_have_given_it() {
    let town = town().await;
    town.unit("a", &[]).await;
    town.unit("b", &[]).await;
    town.grant("clerk", "hr", Some("a")).await;
    town.grant("hanako", "auditor", Some("b")).await;
    town.grant("taro", "auditor", None).await;
    let clerk = town.as_staff("clerk");
    for name in ["hanako", "taro"] {
        let staff = StaffId(name.to_owned());
        let id: String = town
            .look(async |tx| {
                let sql = "select id from gate_grants where staff_id = $1";
                Ok(tx.value(sql, db::params![&staff]).await?)
            })
            .await;
        clerk.post(&format!("/roles/{id}/end"), &[]).await;
        let left: i64 = town
            .look(async |tx| {
                let sql =
                    "select count(*) from gate_grants where id = $1 and ends_on > '2026-04-01'";
                Ok(tx.value(sql, db::params![&id]).await?)
            })
            .await;
        assert_eq!(left, 1, "{name}");
    }
    let page = clerk.get("/roles").await.ok();
    assert!(!page.has("hanako") && !page.has("taro"));
}

#[tokio::test]
async fn whose_account_was_given_a_code_is_told_by_whom_and_by_the_next_mail() {
    let town = town().await;
    town.grant("admin", "system_administrator", None).await;
    let jinji = town.person("jinji").await;
    town.grant("jinji", "hr", None).await;
    let number = town.number_of("jinji").unwrap();

    let fields = [("account", number.as_str())];
    let admin = town.as_staff("admin");
    admin.post("/accounts/first-code", &fields).await.ok();

    let account = town.as_staff("jinji").get("/account").await.ok();
    assert!(account.has("コードを発行した") && account.has("admin（"));
    let sent = town
        .look(async |tx| Ok(jobs::outbox::messages_to(tx, &jinji, None, 10).await?))
        .await;
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].text_key, "gate-message-code-issued");
}

#[tokio::test]
async fn no_role_begins_when_the_account_is_over() {
    let town = town().await.on(base::date(2026, 4, 1));
    town.grant("admin", "system_administrator", None).await;
    let hanako = town.person("hanako").await;
    town.given(async |tx| {
        let mut account = gate::store::account(tx, &hanako).await?.unwrap();
        account.times.ends_on = base::date(2026, 6, 1);
        Ok(gate::store::keep_account(tx, &account).await?)
    })
    .await;
    let number = town.number_of("hanako").unwrap();
    let give = async |starts_on: &str| {
        let fields = [
            ("number", number.as_str()),
            ("role", "auditor"),
            ("starts_on", starts_on),
        ];
        town.as_staff("admin").post("/roles", &fields).await
    };

    let late = give("2026-06-01").await.refused();

    assert!(late.contains("アカウントは、開始日には終わっています"));
    give("2026-05-31").await.ok();
}

#[tokio::test]
async fn a_unit_code_may_be_typed_full_width() {
    let town = town().await;
    town.unit("0202", &[]).await;
    town.grant("admin", "system_administrator", None).await;
    town.person("hanako").await;
    let number = town.number_of("hanako").unwrap();

    let fields = [
        ("number", number.as_str()),
        ("role", "auditor"),
        ("unit", "０２０２"),
        ("starts_on", "2026-04-01"),
    ];
    let reply = town.as_staff("admin").post("/roles", &fields).await.ok();

    assert!(reply.location().is_some());
}
