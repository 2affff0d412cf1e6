//! Coming in and being let through, as people meet it: through the routes, on a real database.
use axum::http::StatusCode;
use base::{StaffId, date};
use gate::store;
use testkit::Town;

async fn town() -> Town {
    Town::new(&[]).await
}

/// Signs in by hand, with a number as somebody typed it.
async fn try_number(town: &Town, typed: &str) -> testkit::Reply {
    let fields = [
        ("number", typed),
        ("password", "a password for the whole town"),
    ];
    town.as_stranger().post("/sign-in", &fields).await
}

#[tokio::test]
async fn a_number_may_be_typed_full_width_and_without_its_zeros() {
    let town = town().await;
    town.person("hanako").await;

    for typed in ["0000001", "1", "００００００１", " 0001 "] {
        assert_eq!(
            try_number(&town, typed).await.location().as_deref(),
            Some("/"),
            "{typed}"
        );
    }
}

#[tokio::test]
async fn a_wrong_password_says_nothing_about_the_number() {
    let town = town().await;
    town.person("hanako").await;

    let stranger = town.as_stranger();
    let wrong = stranger
        .post("/sign-in", &[("number", "0000001"), ("password", "wrong")])
        .await
        .refused();
    let unknown = stranger
        .post("/sign-in", &[("number", "9999999"), ("password", "wrong")])
        .await
        .refused();

    assert!(wrong.contains("職員番号またはパスワードが違います"));
    assert!(unknown.contains("職員番号またはパスワードが違います"));
    assert!(!wrong.contains("value=\"wrong\""));
}

#[tokio::test]
async fn after_five_failures_even_the_right_password_waits() {
    let town = town().await;
    town.person("hanako").await;

    for _ in 0..5 {
        town.as_stranger()
            .post("/sign-in", &[("number", "1"), ("password", "wrong")])
            .await
            .refused();
    }

    assert!(try_number(&town, "1").await.refused().contains("15分"));
}

#[tokio::test]
async fn a_neighbour_at_the_same_address_still_comes_in() {
    let town = town().await;
    town.person("hanako").await;
    town.person("taro").await;

    for _ in 0..5 {
        town.as_stranger()
            .post("/sign-in", &[("number", "1"), ("password", "wrong")])
            .await
            .refused();
    }

    assert_eq!(
        try_number(&town, "2").await.location().as_deref(),
        Some("/")
    );
}

#[tokio::test]
async fn without_a_session_a_page_leads_to_the_sign_in_and_back() {
    let reply = town().await.as_stranger().get("/account?notice=x").await;
    assert_eq!(
        reply.location().as_deref(),
        Some("/sign-in?next=/account%3Fnotice%3Dx")
    );
}

#[tokio::test]
async fn a_closed_account_is_out_at_once() {
    let town = town().await;
    town.grant("admin", "system_administrator", None).await;
    let hanako = town.as_staff("hanako");
    hanako.get("/account").await.ok();

    let number = town.number_of("hanako").unwrap();
    town.as_staff("admin")
        .post(
            "/accounts/disabled",
            &[("account", &number), ("disabled", "yes")],
        )
        .await
        .ok();

    assert!(
        hanako
            .get("/account")
            .await
            .location()
            .unwrap()
            .starts_with("/sign-in")
    );
}

#[tokio::test]
async fn who_retired_yesterday_is_out_today() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    hanako.get("/account").await.ok();
    let staff = StaffId("hanako".into());
    town.given(async |tx| {
        let mut account = store::account(tx, &staff)
            .await?
            .expect("she has an account");
        account.times.ends_on = date(2026, 4, 1);
        Ok(store::keep_account(tx, &account).await?)
    })
    .await;

    assert!(
        hanako
            .get("/account")
            .await
            .location()
            .unwrap()
            .starts_with("/sign-in")
    );
    try_number(&town, "1").await.refused();
}

#[tokio::test]
async fn a_form_without_the_token_changes_nothing() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    hanako
        .post_without_token("/sign-out", &[])
        .await
        .forbidden();
    hanako.get("/account").await.ok();
}

#[tokio::test]
async fn a_new_password_ends_every_other_session_and_keeps_this_one() {
    let town = town().await;
    let (here, there) = (town.as_staff("hanako"), town.as_staff("hanako"));
    here.get("/account").await.ok();
    there.get("/account").await.ok();

    let new = "二十四の瞳と一つの机";
    let fields = [
        ("old", "a password for the whole town"),
        ("password", new),
        ("again", new),
    ];
    let refused = here.post("/account/password", &fields).await.refused();
    assert!(refused.contains("短すぎます"), "ten characters are too few");
    let new = "二十四の瞳と一つの机と窓";
    let fields = [
        ("old", "a password for the whole town"),
        ("password", new),
        ("again", new),
    ];
    here.post("/account/password", &fields).await.ok();

    here.get("/account").await.ok();
    assert!(
        there
            .get("/account")
            .await
            .location()
            .unwrap()
            .starts_with("/sign-in")
    );
}

#[tokio::test]
async fn an_hour_without_a_request_ends_the_session() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    hanako.get("/account").await.ok();

    let town = town.clone().at("2026-04-01T00:59:59Z".parse().unwrap());
    assert_eq!(hanako.get("/account").await.status, StatusCode::OK);
    let _later = town.at("2026-04-01T02:00:00Z".parse().unwrap());
    assert!(
        hanako
            .get("/account")
            .await
            .location()
            .unwrap()
            .starts_with("/sign-in")
    );
}

#[tokio::test]
async fn a_one_time_code_sets_a_password_once() {
    let town = town().await;
    town.grant("admin", "system_administrator", None).await;
    town.person("hanako").await;
    let number = town.number_of("hanako").unwrap();
    let page = town
        .as_staff("admin")
        .post("/accounts/first-code", &[("account", &number)])
        .await
        .ok();
    let code = page.between("<strong>", "</strong>").unwrap();

    let new = "朝顔の種を二十粒まいた日";
    let fields = [
        ("number", number.as_str()),
        ("code", &code),
        ("password", new),
        ("again", new),
    ];
    let first = town.as_stranger().post("/first-password", &fields).await;
    let second = town.as_stranger().post("/first-password", &fields).await;

    assert_eq!(first.location().as_deref(), Some("/"));
    assert!(second.refused().contains("コード"));
}

#[tokio::test]
async fn a_role_can_be_granted_and_taken_back_but_not_for_oneself() {
    let town = town().await;
    town.grant("admin", "system_administrator", None).await;
    town.person("hanako").await;
    let admin = town.as_staff("admin");
    let grant = |number: String| {
        vec![
            ("number", number),
            ("role", "auditor".to_owned()),
            ("starts_on", "R8.4.1".to_owned()),
        ]
    };
    let hers = grant(town.number_of("hanako").unwrap());
    let hers: Vec<(&str, &str)> = hers
        .iter()
        .map(|(key, value)| (*key, value.as_str()))
        .collect();
    let own = grant(town.number_of("admin").unwrap());
    let own: Vec<(&str, &str)> = own
        .iter()
        .map(|(key, value)| (*key, value.as_str()))
        .collect();

    town.as_staff("hanako").get("/ledger").await.forbidden();
    admin.post("/roles", &hers).await.ok();
    town.as_staff("hanako").get("/ledger").await.ok();
    assert!(
        admin
            .post("/roles", &own)
            .await
            .refused()
            .contains("自分自身")
    );

    // The auditor stands before the system administrator in the list.
    let id = admin
        .get("/roles")
        .await
        .ok()
        .between("action=\"/roles/", "/end")
        .expect("her role is listed");
    admin.post(&format!("/roles/{id}/end"), &[]).await.ok();
    town.as_staff("hanako").get("/ledger").await.forbidden();
}

#[tokio::test]
async fn the_ledger_names_who_signed_in_and_who_looked_at_it() {
    let town = town().await;
    town.grant("auditor", "auditor", None).await;
    town.as_staff("hanako").get("/").await.ok();

    let page = town.as_staff("auditor").get("/ledger").await.ok().text();

    assert!(page.contains("サインインした") && page.contains("アカウント：hanako（"));
    assert!(page.contains("操作の記録を見た"));
    assert!(!page.contains(">gate."));
}

#[tokio::test]
async fn the_ledger_is_asked_by_person_action_and_day_and_taken_away_as_a_file() {
    let town = town().await.on(date(2026, 4, 1));
    town.grant("auditor", "auditor", None).await;
    town.as_staff("hanako").get("/").await.ok();
    let town = town.on(date(2026, 4, 2));
    town.as_staff("taro").get("/").await.ok();
    let auditor = town.as_staff("auditor");
    let number = town.number_of("hanako").unwrap();
    let ask = async |query: &str| auditor.get(&format!("/ledger?{query}")).await.ok().text();
    let (hanako, taro) = ("：hanako（", "：taro（");

    let of_hanako = ask(&format!("person={number}")).await;
    assert!(of_hanako.contains(hanako) && !of_hanako.contains(taro));
    let first_day = ask("until=2026-04-01").await;
    assert!(first_day.contains(hanako) && !first_day.contains(taro));
    let second_day = ask("from=2026-04-02&action=gate.sign_in").await;
    assert!(!second_day.contains(hanako) && second_day.contains(taro));
    assert!(!ask("action=gate.sign_out").await.contains(hanako));
    assert!(
        ask("person=9999999")
            .await
            .contains("アカウントがありません")
    );
    let oldest_first = ask("sort=at").await;
    assert!(oldest_first.find(hanako) < oldest_first.find(taro));
    assert!(ask("").await.find(taro) < ask("").await.find(hanako));

    let csv = ask("action=gate.sign_in&format=csv").await;
    assert!(csv.contains("hanako（") && csv.contains("taro（"));
    let book = auditor.get("/ledger?format=xlsx").await.ok();
    assert!(book.bytes().starts_with(b"PK"));
    assert!(
        ask("")
            .await
            .contains("操作の記録を見た（ファイルに書き出し）")
    );
}

#[tokio::test]
async fn a_page_behind_the_end_of_the_ledger_is_its_last_one() {
    let town = town().await;
    town.grant("auditor", "auditor", None).await;
    let auditor = town.as_staff("auditor");

    let page = auditor.get("/ledger?page=9999").await.ok();

    assert!(page.has("サインインした") && page.has("操作の記録を見た"));
}

#[tokio::test]
async fn pages_speak_english_when_asked_and_come_back_to_where_they_were() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let back = hanako
        .post("/settings/display", &[("lang", "en"), ("back", "/account")])
        .await;
    assert_eq!(back.location().as_deref(), Some("/account"));
    assert!(hanako.get("/account").await.has("My account"));
    let elsewhere = hanako
        .post(
            "/settings/display",
            &[("lang", "en"), ("back", "//example.jp")],
        )
        .await;
    assert_eq!(elsewhere.location().as_deref(), Some("/"));
}

#[tokio::test]
async fn every_answer_carries_the_safe_headers() {
    let town = town().await;
    for path in ["/sign-in", "/nowhere", "/account"] {
        let reply = town.as_staff("hanako").get(path).await;
        let policy = reply.headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.contains("default-src 'none'") && !policy.contains("unsafe"),
            "{path}"
        );
        assert_eq!(reply.headers["x-content-type-options"], "nosniff", "{path}");
    }
}

#[tokio::test]
async fn an_unknown_page_says_so_in_words() {
    let reply = town().await.as_staff("hanako").get("/nowhere").await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert!(reply.has("<html"));
}

#[test]
fn every_text_exists_in_both_languages() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let words = gate::CAPABILITY.words;
    let missing = web::check::missing_keys(
        &root.join("templates"),
        &root.join("src"),
        words.ja,
        words.en,
    );
    assert_eq!(missing, Vec::<String>::new());
}
