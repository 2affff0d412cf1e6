//! Who is told that something waits for them, and when they hear no more of it.
use std::{collections::BTreeMap, pin::Pin, sync::Mutex};

use base::{Date, FAR_FUTURE, date};
use db::{DbError, Tx};
use jobs::{Digest, Letter, Letters, Mailer, Relay};
use testkit::Town;

use crate::town::*;

const TODAY: Date = date(2026, 4, 1);
const TOMORROW: Date = date(2026, 4, 2);

/// Who is reminded of a check or a question.
async fn reminded(town: &Town, about: &str) -> Vec<String> {
    town.look(async |tx| {
        let sql = "select staff from jobs_reminders where about_id = $1 order by staff";
        Ok(tx.values::<String>(sql, db::params![about]).await?)
    })
    .await
}

/// The messages of a kind that somebody was sent.
async fn messages(town: &Town, name: &str, kind: &str) -> i64 {
    let key = format!("plan-check-message-{kind}");
    town.look(async |tx| {
        let sql = "select count(*) from jobs_messages where to_staff = $1 and text_key = $2";
        Ok(tx.value(sql, db::params![name, &key]).await?)
    })
    .await
}

const NOBODY: [&str; 0] = [];

#[tokio::test]
async fn everybody_who_writes_for_an_owner_is_reminded_until_it_is_done() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;

    assert_eq!(reminded(&town, &check).await, ["hanako", "jiro", "sato"]);
    for name in ["hanako", "jiro", "sato"] {
        let told = messages(&town, name, "opened").await;
        assert_eq!(told, 1, "{name} hears once of all checks");
        assert!(town.as_staff(name).get("/").await.has("点検を入力する"));
    }

    write_and_submit(&town, "hanako", &check, "研修をした。").await;
    assert_eq!(reminded(&town, &check).await, ["sato"]);

    press(&town, "sato", &check, "return", "回数を。")
        .await
        .ok();
    assert_eq!(reminded(&town, &check).await, ["hanako", "jiro", "sato"]);
    for (name, told) in [("hanako", 1), ("jiro", 1), ("sato", 0)] {
        assert_eq!(messages(&town, name, "returned").await, told, "{name}");
    }

    write_and_submit(&town, "jiro", &check, "研修を3回した。").await;
    press(&town, "sato", &check, "approval", "").await.ok();
    assert_eq!(reminded(&town, &check).await, NOBODY);
}

#[tokio::test]
async fn a_draft_reminds_nobody_less_and_taking_back_reminds_all_again() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    let hanako = town.as_staff("hanako");
    let seen = version(&hanako, &check).await;

    let draft = format!("/plan/checks/{check}/draft");
    hanako.post(&draft, &ready(&seen, "途中まで")).await.ok();
    assert_eq!(reminded(&town, &check).await, ["hanako", "jiro", "sato"]);

    write_and_submit(&town, "hanako", &check, "研修をした。").await;
    press(&town, "hanako", &check, "withdrawal", "").await.ok();
    assert_eq!(reminded(&town, &check).await, ["hanako", "jiro", "sato"]);
}

#[tokio::test]
async fn the_roles_of_the_day_decide() {
    let town = quiet_town().await;
    let writer_of = ("plan_writer", Some("11"));
    for (name, starts_on, ends_on) in [
        ("from-today", TODAY, FAR_FUTURE),
        ("until-yesterday", date(2020, 4, 1), TODAY),
        ("from-tomorrow", TOMORROW, FAR_FUTURE),
    ] {
        town.grant_between(name, writer_of.0, writer_of.1, starts_on, ends_on)
            .await;
    }
    town.grant("of-the-bureau", "plan_writer", Some("10")).await;
    town.grant("of-the-team", "plan_writer", Some("1101")).await;
    town.grant("bureau-chief", "head", Some("10")).await;
    town.deputise("deputy", "jiro", writer_of, TODAY, TOMORROW)
        .await;
    town.deputise("deputy-head", "sato", ("head", Some("11")), TODAY, TOMORROW)
        .await;
    open(&town).await;
    let check = check_of(&town, "training", "11").await;

    assert_eq!(
        reminded(&town, &check).await,
        [
            "deputy",
            "deputy-head",
            "from-today",
            "hanako",
            "jiro",
            "of-the-bureau",
            "sato"
        ]
    );
    write_and_submit(&town, "hanako", &check, "研修をした。").await;
    assert_eq!(reminded(&town, &check).await, ["deputy-head", "sato"]);
}

#[tokio::test]
async fn only_those_who_may_approve_a_submission_are_asked_to() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    town.deputise("hanako", "sato", ("head", Some("11")), TODAY, FAR_FUTURE)
        .await;

    write_and_submit(&town, "hanako", &check, "研修をした。").await;

    assert_eq!(reminded(&town, &check).await, ["sato"]);
}

#[tokio::test]
async fn a_section_without_a_head_is_its_writers_and_the_bureaus() {
    let town = quiet_town().await;
    town.grant("bureau-chief", "head", Some("10")).await;
    town.given(async |tx| {
        let sql = "delete from gate_grants where role = 'head' and unit_code = '12'";
        Ok(tx.execute(sql, vec![]).await.map(drop)?)
    })
    .await;
    open(&town).await;
    let check = check_of(&town, "talks", "12").await;

    assert_eq!(reminded(&town, &check).await, ["bureau-chief", "suzuki"]);
}

#[tokio::test]
async fn a_check_that_is_handed_over_is_the_other_units() {
    let town = open_town().await;
    let check = check_of(&town, "talks", "12").await;
    assert_eq!(reminded(&town, &check).await, ["suzuki", "tanaka"]);
    let mori = town.as_staff("mori");
    let seen = version(&mori, &check).await;

    let fields = [("version", seen.as_str()), ("unit", "健康管理課")];
    mori.post(&format!("/plan/checks/{check}/unit"), &fields)
        .await
        .ok();

    assert_eq!(reminded(&town, &check).await, ["ito", "kato"]);
}

#[tokio::test]
async fn a_question_is_everybodys_who_may_answer_it() {
    let town = open_town().await;
    let question = [
        ("unit", "健康管理課"),
        ("question", "重なりませんか。"),
        ("due_on", "2026-04-30"),
    ];
    let measure = "/plan/cycles/2025/measures/training/consultations";
    town.as_staff("mori").post(measure, &question).await.ok();
    let asked = word(
        &town,
        "select id from plan_consultations where measure_id = $1",
        "training",
    )
    .await;
    assert_eq!(reminded(&town, &asked).await, ["ito", "kato"]);

    let answer = format!("/plan/consultations/{asked}/answer");
    let kato = town.as_staff("kato");
    kato.post(&answer, &[("answer", "重なりません。")])
        .await
        .ok();

    assert_eq!(reminded(&town, &asked).await, NOBODY);
}

/// Writes down who would get a mail, with how many messages and tasks, and sends none.
#[derive(Default)]
struct Seen(Mutex<BTreeMap<String, (usize, usize)>>);

impl Letters for Seen {
    fn write<'a>(
        &'a self,
        _: &'a mut Tx,
        digest: &'a Digest,
    ) -> Pin<Box<dyn Future<Output = Result<Option<Letter>, DbError>> + Send + 'a>> {
        Box::pin(async move {
            let counts = (digest.notices.len(), digest.due.len());
            let mut seen = self.0.lock().expect("no test panics while it counts");
            seen.insert(digest.staff.0.clone(), counts);
            Ok(None)
        })
    }
}

/// The mails of this moment in the town: to whom, with how many messages and tasks.
async fn mails(town: &Town) -> Vec<(String, (usize, usize))> {
    let relay = Relay {
        host: "localhost".to_owned(),
        port: 25,
        from: "hagukumi@shiomi.example".to_owned(),
        user: None,
        password: None,
    };
    let mailer = Mailer::new(&relay).unwrap();
    let seen = Seen::default();
    jobs::run_once(&town.app.db, &mailer, &seen, town.app.now())
        .await
        .unwrap();
    seen.0.into_inner().unwrap().into_iter().collect()
}

fn all(mails: &[(&str, (usize, usize))]) -> Vec<(String, (usize, usize))> {
    mails.iter().map(|it| (it.0.to_owned(), it.1)).collect()
}

#[tokio::test]
async fn two_writers_both_get_the_mail_of_the_morning_and_none_after_it_is_done() {
    let town = open_town().await;
    let (training, talks) = (
        check_of(&town, "training", "11").await,
        check_of(&town, "talks", "11").await,
    );
    let five = |counts| ["hanako", "jiro", "sato", "suzuki", "tanaka"].map(|it| (it, counts));
    assert_eq!(mails(&town).await, all(&five((1, 0))), "the year is open");

    // A week before the drafts are due.
    let town = town.on(date(2026, 4, 17));
    assert_eq!(
        mails(&town).await,
        all(&[
            ("hanako", (0, 2)),
            ("jiro", (0, 2)),
            ("sato", (0, 2)),
            ("suzuki", (0, 1)),
            ("tanaka", (0, 1)),
        ])
    );

    write_and_submit(&town, "hanako", &training, "研修をした。").await;
    write_and_submit(&town, "hanako", &talks, "面談をした。").await;
    for name in ["hanako", "jiro"] {
        assert!(!town.as_staff(name).get("/").await.has("点検を入力する"));
    }
    let town = town.on(date(2026, 4, 23));
    assert_eq!(
        mails(&town).await,
        all(&[("suzuki", (0, 1)), ("tanaka", (0, 1))])
    );
}
