//! What the door does with what nobody of good will sends: other sites' forms, hundreds of guesses, huge and broken bodies.
use axum::http::StatusCode;
use base::StaffId;
use gate::{rules::FAILURES_PER_ACCOUNT_AND_ADDRESS, store};
use testkit::{Reply, Town};

async fn town() -> Town {
    Town::new(&[]).await
}

/// Somebody who may do everything that the gate knows, so that no refusal comes from a missing role.
async fn everybody_in_one(town: &Town) {
    for role in ["hr", "auditor", "system_administrator"] {
        town.grant("admin", role, None).await;
    }
}

#[tokio::test]
async fn no_change_is_made_without_the_token_of_the_session() {
    let town = town().await;
    everybody_in_one(&town).await;
    assert_eq!(
        town.changes_without_a_token("admin").await,
        Vec::<String>::new()
    );
    town.as_staff("admin").get("/account").await.ok();
}

#[tokio::test]
async fn another_site_signs_nobody_in_and_changes_nothing() {
    let town = town().await;
    town.person("hanako").await;
    let sign_in = [
        ("number", "1"),
        ("password", "a password for the whole town"),
    ];
    for path in ["/sign-in", "/first-password", "/settings/display"] {
        let reply = town.as_stranger().post_from_elsewhere(path, &sign_in).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{path}");
        assert!(!reply.headers.contains_key("set-cookie"), "{path}");
    }
    let hanako = town.as_staff("hanako");
    hanako
        .post_from_elsewhere("/sign-out", &[])
        .await
        .forbidden();
    hanako.get("/account").await.ok();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_guesses_at_once_are_no_more_than_five() {
    let town = town().await;
    town.person("hanako").await;

    let mut guesses = tokio::task::JoinSet::new();
    for guess in 0..64 {
        let stranger = town.as_stranger();
        guesses.spawn(async move {
            let password = format!("guess number {guess}");
            let fields = [("number", "1"), ("password", password.as_str())];
            stranger.post("/sign-in", &fields).await.refused()
        });
    }
    let answers = guesses.join_all().await;

    let judged = answers.iter().filter(|it| it.contains("違います")).count();
    assert!(
        judged <= FAILURES_PER_ACCOUNT_AND_ADDRESS as usize,
        "{judged}"
    );
    let waiting = answers.iter().filter(|it| it.contains("15分")).count();
    assert_eq!(judged + waiting, 64);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_office_that_comes_in_at_once_comes_in() {
    let town = town().await;
    let mut people = tokio::task::JoinSet::new();
    for number in 0..40 {
        let visitor = town.as_staff(&format!("colleague {number}"));
        people.spawn(async move { visitor.get("/account").await.status });
    }
    for status in people.join_all().await {
        assert_eq!(status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_right_password_is_not_counted_as_a_try() {
    let town = town().await;
    for _ in 0..12 {
        town.as_staff("hanako").get("/account").await.ok();
    }
}

#[tokio::test]
async fn the_present_password_cannot_be_guessed_at_an_unlocked_desk() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let new = "二十四の瞳と一つの机と窓";
    let fields = |old: &'static str| [("old", old), ("password", new), ("again", new)];
    for _ in 0..5 {
        let page = hanako.post("/account/password", &fields("wrong")).await;
        assert!(page.refused().contains("いまのパスワード"));
    }
    let right = fields("a password for the whole town");
    let page = hanako.post("/account/password", &right).await;
    assert!(page.refused().contains("15分"));
}

#[tokio::test]
async fn what_was_typed_into_the_wrong_field_is_kept_nowhere() {
    let town = town().await;
    let secret = "my-secret-password";
    let fields = [("number", secret), ("password", "1")];
    town.as_stranger().post("/sign-in", &fields).await.refused();

    let kept = town
        .look(async |tx| {
            let tries: Vec<String> = tx
                .values("select number from gate_tries", db::params![])
                .await?;
            let entries = ledger::entries(tx, &ledger::Filter::default(), None, 10).await?;
            Ok(format!("{tries:?} {entries:?}").to_uppercase())
        })
        .await;
    assert!(!kept.contains("SECRET"), "{kept}");
}

#[tokio::test]
async fn a_password_rule_does_not_tell_whether_a_number_exists() {
    let town = town().await;
    town.person("hanako").await;
    let new = "words with a 1 in them";
    let set = |number: &'static str| {
        let town = town.clone();
        async move {
            let fields = [
                ("number", number),
                ("code", "WRONG"),
                ("password", new),
                ("again", new),
            ];
            let page = town.as_stranger().post("/first-password", &fields).await;
            page.refused().contains("コードが違うか")
        }
    };
    assert!(set("1").await && set("0000001").await && set("77").await);
}

#[tokio::test]
async fn a_second_person_at_the_same_browser_ends_the_session_of_the_first() {
    let town = town().await;
    let browser = town.as_staff("hanako");
    browser.get("/account").await.ok();
    town.person("taro").await;
    let open_sessions = async |name: &str| {
        let staff = StaffId(name.to_owned());
        town.look(async |tx| {
            let sql = "select count(*) from gate_sessions where staff_id = $1 and not has_ended";
            Ok(tx.value::<i64>(sql, db::params![&staff]).await?)
        })
        .await
    };
    assert_eq!(open_sessions("hanako").await, 1);

    let number = town.number_of("taro").unwrap();
    let fields = [
        ("number", number.as_str()),
        ("password", "a password for the whole town"),
    ];
    browser.post("/sign-in", &fields).await.ok();

    assert!(browser.get("/account").await.has("taro"));
    assert_eq!(open_sessions("hanako").await, 0);
    assert_eq!(open_sessions("taro").await, 1);
}

#[tokio::test]
async fn a_busy_session_ends_after_twelve_hours() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    hanako.get("/account").await.ok();
    let mut town = town;
    for half_hours in 1..24 {
        let minutes = jiff::SignedDuration::from_mins(30 * half_hours);
        town = town.at("2026-04-01T00:00:00Z".parse::<base::Instant>().unwrap() + minutes);
        hanako.get("/account").await.ok();
    }
    let _noon = town.at("2026-04-01T12:00:00Z".parse().unwrap());
    let reply = hanako.get("/account").await;
    assert!(reply.location().unwrap().starts_with("/sign-in"));
}

#[tokio::test]
async fn what_lets_nobody_in_any_more_is_swept_away_after_a_day() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    hanako.get("/account").await.ok();
    let wrong = [("number", "1"), ("password", "wrong")];
    town.as_stranger().post("/sign-in", &wrong).await.refused();
    let now = town.app.now();
    let sweep_after = async |hours| {
        let later = now + jiff::SignedDuration::from_hours(hours);
        town.given(async |tx| Ok(gate::sweep(tx, later).await?))
            .await
    };

    assert_eq!(sweep_after(23).await, store::Swept::default());
    hanako.get("/account").await.ok();
    let swept = sweep_after(24).await;
    assert_eq!((swept.sessions, swept.tries), (1, 1));
}

/// The sentence of a refused form, from a page with navigation.
fn told(reply: &Reply, status: StatusCode) -> String {
    assert_eq!(reply.status, status);
    assert!(reply.has("href=\"/account\""), "the navigation stays");
    reply
        .between("<p class=\"lead\">", "</p>")
        .expect("a sentence")
}

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn a_body_of_33_megabytes_is_refused_in_words() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let large = vec![b'a'; 33 << 20];
    let reply = hanako
        .post_bytes("/account/password", FORM, large.clone())
        .await;
    assert!(told(&reply, StatusCode::PAYLOAD_TOO_LARGE).contains("32MB"));
    let reply = hanako
        .upload("/account/password", &[], "file", "a.xlsx", &large)
        .await;
    assert!(told(&reply, StatusCode::PAYLOAD_TOO_LARGE).contains("32MB"));
}

#[tokio::test]
async fn before_the_sign_in_a_large_form_is_refused() {
    let town = town().await;
    let large = vec![b'a'; (64 << 10) + 1];
    let reply = town.as_stranger().post_bytes("/sign-in", FORM, large).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn more_than_ten_thousand_fields_are_refused_in_words() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let fields = "a=1&".repeat(10_001).into_bytes();
    let reply = hanako.post_bytes("/account/password", FORM, fields).await;
    assert!(told(&reply, StatusCode::PAYLOAD_TOO_LARGE).contains("入力欄の数"));
}

#[tokio::test]
async fn a_broken_upload_is_refused_in_words() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let broken =
        b"--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nhalf";
    let kind = "multipart/form-data; boundary=edge";
    let reply = hanako
        .post_bytes("/account/password", kind, broken.to_vec())
        .await;
    assert!(told(&reply, StatusCode::BAD_REQUEST).contains("最後まで読めませんでした"));
    for kind in ["multipart/form-data", "application/json", "text/plain"] {
        let reply = hanako
            .post_bytes("/account/password", kind, b"x".to_vec())
            .await;
        told(&reply, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn who_may_not_is_told_whom_to_ask_and_keeps_the_navigation() {
    let town = town().await;
    let hanako = town.as_staff("hanako");
    let reply = hanako.get("/ledger").await;
    told(&reply, StatusCode::FORBIDDEN);
    assert!(reply.has("監査（全庁）"));
    assert!(!reply.has("href=\"/ledger\""));
    told(&hanako.get("/nowhere").await, StatusCode::NOT_FOUND);

    hanako
        .post("/settings/display", &[("lang", "en")])
        .await
        .ok();
    let reply = hanako.get("/ledger").await;
    assert!(reply.has("These may do this") && reply.has("Auditor (whole city)"));
}

#[tokio::test]
async fn a_page_says_who_can_see_it_and_who_cannot() {
    let town = town().await;
    town.grant("auditor", "auditor", None).await;
    let auditor = town.as_staff("auditor");

    let page = auditor.get("/ledger").await.ok();

    assert!(page.has("見られる人：監査（全庁）、システム管理者（全庁）<br>見られない人："));
    assert!(page.has("人事課、役割のない職員"));
    let english = [("lang", "en")];
    auditor.post("/settings/display", &english).await.ok();
    let page = auditor.get("/ledger").await.ok();
    assert!(page.has("Can see this: Auditor (whole city)") && page.has("Cannot see this: "));
}

#[tokio::test]
async fn a_program_is_answered_in_json() {
    let town = town().await;
    let reply = town.as_staff("hanako").get("/api/nowhere").await;
    assert_eq!(reply.headers["content-type"], "application/problem+json");
    assert_eq!(reply.json()["status"], 404);
    let reply = town.as_stranger().get_json("/account").await;
    assert_eq!(reply.json()["status"], 401);
    let reply = town.as_staff("hanako").get_json("/ledger").await;
    assert_eq!(reply.json()["type"], "urn:hagukumi:web-error-forbidden");
    assert!(reply.json()["detail"].as_str().unwrap().contains("監査"));
}

#[tokio::test]
async fn what_was_written_before_the_session_ended_is_shown_again() {
    let town = town().await;
    town.grant("admin", "system_administrator", None).await;
    let admin = town.as_staff("admin");
    admin.get("/roles").await.ok();

    let _later = town.at("2026-04-01T02:00:00Z".parse().unwrap());
    let reply = admin
        .post("/roles", &[("unit", "<b>an hour of thought</b>")])
        .await;

    assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
    assert!(reply.has("an hour of thought") && !reply.has("<b>"));
    let secret = [("old", "a password for the whole town")];
    let reply = admin.post("/account/password", &secret).await;
    assert!(!reply.has("for the whole town"));
}

#[tokio::test]
async fn the_first_administrator_comes_in_and_there_is_no_second_first() {
    let town = town().await;
    let password = "朝顔の種を二十粒まいた日";
    gate::add_first_administrator(&town.app, "０００1", "管理 花子", password, password)
        .await
        .unwrap();

    let browser = town.as_stranger();
    let fields = [("number", "1"), ("password", password)];
    browser.post("/sign-in", &fields).await.ok();
    browser.get("/roles").await.ok();

    let again = gate::add_first_administrator(&town.app, "2", "二人目", password, password).await;
    assert!(matches!(again, Err(web::Error::Forbidden)));
}

#[tokio::test]
async fn what_was_written_before_signing_in_again_is_shown_to_be_copied() {
    let town = Town::new(&[]).await;
    town.grant("admin", "system_administrator", None).await;
    let admin = town.as_staff("admin");
    admin.get("/roles").await.ok();

    let fields = [("number", "0000001"), ("role", "a word that took an hour")];
    let reply = admin.post_without_token("/roles", &fields).await;

    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    assert!(reply.has("a word that took an hour"));
    let password = [("new", "a word that nobody may read")];
    let reply = admin
        .post_without_token("/account/password", &password)
        .await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    assert!(!reply.has("a word that nobody may read"));
}

#[tokio::test]
async fn the_null_character_in_an_address_is_a_bad_request_and_in_a_form_is_not_there() {
    let town = Town::new(&[]).await;
    town.person("hanako").await;
    let stranger = town.as_stranger();

    for path in ["/sign-in?next=%00", "/staff/%00", "/%00"] {
        assert_eq!(
            stranger.get(path).await.status,
            StatusCode::BAD_REQUEST,
            "{path}"
        );
    }
    let number = format!("{}\0", town.number_of("hanako").unwrap());
    let fields = [
        ("number", number.as_str()),
        ("password", "a password for the whole town"),
    ];
    stranger.post("/sign-in", &fields).await.ok();
}
