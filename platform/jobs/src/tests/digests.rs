use base::date;
use db::Db;

use super::{
    relay::{FakeRelay, mailer},
    town::{Plain, ask, at, finish, measure, staff, tell, town},
};
use crate::{MailError, Mailer, Relay, Round, done_by, outbox, remind, run_once};

async fn run(db: &Db, relay: &FakeRelay, moment: &str) -> Round {
    run_once(db, &relay.mailer(), &Plain, at(moment))
        .await
        .unwrap()
}

/// The last mail's body.
fn said(relay: &FakeRelay) -> String {
    let mails = relay.mails();
    mails
        .last()
        .unwrap()
        .1
        .trim_end()
        .lines()
        .last()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn messages_and_tasks_come_in_one_mail_in_the_morning() {
    let (db, relay) = (town().await, FakeRelay::start().await);
    tell(&db, "hanako", at("2026-03-31T18:00")).await;
    tell(&db, "hanako", at("2026-04-01T08:00")).await;
    ask(&db, "hanako", date(2026, 4, 8)).await;

    let early = run(&db, &relay, "2026-04-01T08:29").await;
    let round = run(&db, &relay, "2026-04-01T08:30").await;

    assert_eq!((early.sent, round.sent), (0, 1));
    let (to, mail) = &relay.mails()[0];
    assert_eq!(to, "hanako@shiomi.example");
    assert!(
        mail.contains("Auto-Submitted: auto-generated") && mail.contains("@shiomi.example>"),
        "{mail}"
    );
    assert_eq!(said(&relay), "2 1");
}

#[tokio::test]
async fn nobody_gets_two_mails_a_day() {
    let (db, relay) = (town().await, FakeRelay::start().await);
    tell(&db, "hanako", at("2026-04-01T08:00")).await;
    run(&db, &relay, "2026-04-01T08:30").await;
    tell(&db, "hanako", at("2026-04-01T10:00")).await;

    let same_day = run(&db, &relay, "2026-04-01T17:00").await;
    let next_day = run(&db, &relay, "2026-04-02T08:30").await;
    let nothing_new = run(&db, &relay, "2026-04-03T08:30").await;

    assert_eq!((same_day.sent, next_day.sent, nothing_new.sent), (0, 1, 0));
    assert_eq!(said(&relay), "1 0");
}

#[tokio::test]
async fn nothing_leaves_on_days_off() {
    let (db, relay) = (town().await, FakeRelay::start().await);
    tell(&db, "hanako", at("2026-05-02T10:00")).await;

    for day in [
        "2026-05-02",
        "2026-05-03",
        "2026-05-04",
        "2026-05-05",
        "2026-05-06",
    ] {
        assert_eq!(
            run(&db, &relay, &format!("{day}T10:00")).await,
            Round::default()
        );
    }
    assert_eq!(run(&db, &relay, "2026-05-07T08:30").await.sent, 1);
}

#[tokio::test]
async fn nothing_leaves_once_the_task_is_done() {
    let (db, relay) = (town().await, FakeRelay::start().await);
    ask(&db, "hanako", date(2026, 4, 1)).await;
    tell(&db, "hanako", at("2026-04-01T08:00")).await;
    tell(&db, "taro", at("2026-04-01T08:00")).await;
    finish(&db).await;

    let round = run(&db, &relay, "2026-04-01T09:00").await;
    let kept = db
        .read(async |tx| outbox::messages_to(tx, &staff("hanako"), None, 9).await)
        .await
        .unwrap();

    assert_eq!((round, relay.mails().len()), (Round::default(), 0));
    assert_eq!(kept.len(), 1, "it stays on the page");
}

#[tokio::test]
async fn a_task_done_while_its_mail_waits_takes_the_mail_back() {
    let db = town().await;
    let nobody_there = unused_port().await;
    ask(&db, "hanako", date(2026, 4, 1)).await;
    let refused = run_once(&db, &mailer(nobody_there), &Plain, at("2026-04-01T09:00"))
        .await
        .unwrap();
    finish(&db).await;

    let relay = FakeRelay::start().await;
    let round = run(&db, &relay, "2026-04-01T10:00").await;

    assert_eq!(refused.postponed, 1);
    assert_eq!((round, relay.mails().len()), (Round::default(), 0));
}

#[tokio::test]
async fn one_persons_part_ends_for_that_person_only() {
    let (db, relay) = (town().await, FakeRelay::start().await);
    ask(&db, "hanako", date(2026, 4, 1)).await;
    ask(&db, "taro", date(2026, 4, 1)).await;
    db.write(async |tx| done_by(tx, &staff("hanako"), &measure()).await)
        .await
        .unwrap();

    run(&db, &relay, "2026-04-01T09:00").await;

    assert_eq!(relay.mails()[0].0, "taro@shiomi.example");
    assert_eq!(relay.mails().len(), 1);
}

#[tokio::test]
async fn a_task_is_named_on_its_days_only() {
    let (db, relay) = (town().await, FakeRelay::start().await);
    ask(&db, "hanako", date(2026, 4, 16)).await;
    let mut days = Vec::new();

    for day in 1..=30 {
        if run(&db, &relay, &format!("2026-04-{day:02}T09:00"))
            .await
            .sent
            == 1
        {
            days.push(day);
        }
    }

    assert_eq!(days, [9, 15, 16, 23, 30]);
}

#[tokio::test]
async fn a_task_that_moves_is_named_by_its_new_day() {
    let (db, relay) = (town().await, FakeRelay::start().await);
    ask(&db, "hanako", date(2026, 4, 2)).await;
    assert_eq!(run(&db, &relay, "2026-04-01T09:00").await.sent, 1);
    ask(&db, "hanako", date(2026, 4, 30)).await;

    assert_eq!(run(&db, &relay, "2026-04-02T09:00").await.sent, 0);
    assert_eq!(run(&db, &relay, "2026-04-23T09:00").await.sent, 1);
}

#[tokio::test]
async fn asking_again_for_the_same_day_does_not_nag() {
    let (db, relay) = (town().await, FakeRelay::start().await);
    ask(&db, "hanako", date(2026, 4, 8)).await;
    run(&db, &relay, "2026-04-01T09:00").await;
    ask(&db, "hanako", date(2026, 4, 8)).await;

    assert_eq!(run(&db, &relay, "2026-04-02T09:00").await.sent, 0);
}

#[tokio::test]
async fn a_dead_relay_loses_nothing_and_is_asked_less_and_less() {
    let db = town().await;
    let nobody_there = unused_port().await;
    for name in ["hanako", "taro", "saburo"] {
        tell(&db, name, at("2026-04-01T08:00")).await;
    }
    let dead = mailer(nobody_there);

    let first = run_once(&db, &dead, &Plain, at("2026-04-01T09:00"))
        .await
        .unwrap();
    let at_once = run_once(&db, &dead, &Plain, at("2026-04-01T09:00"))
        .await
        .unwrap();
    let later = run_once(&db, &dead, &Plain, at("2026-04-01T09:01"))
        .await
        .unwrap();
    let relay = FakeRelay::start().await;
    let next_day = run(&db, &relay, "2026-04-02T08:30").await;
    let again = run(&db, &relay, "2026-04-02T12:00").await;

    assert_eq!(
        (first.postponed, at_once.postponed, later.postponed),
        (3, 0, 3)
    );
    assert_eq!((next_day.sent, again.sent), (3, 0));
    assert!(relay.count_by_recipient().values().all(|it| *it == 1));
}

#[tokio::test]
async fn a_mail_left_from_yesterday_is_todays_only_mail() {
    let db = town().await;
    tell(&db, "hanako", at("2026-04-01T08:00")).await;
    let dead = mailer(unused_port().await);
    run_once(&db, &dead, &Plain, at("2026-04-01T23:59"))
        .await
        .unwrap();
    tell(&db, "hanako", at("2026-04-02T08:00")).await;
    let relay = FakeRelay::start().await;

    run(&db, &relay, "2026-04-02T08:30").await;
    tell(&db, "hanako", at("2026-04-02T09:00")).await;
    run(&db, &relay, "2026-04-02T18:00").await;

    assert_eq!(relay.mails().len(), 1);
    assert_eq!(said(&relay), "2 0");
}

#[tokio::test]
async fn an_unknown_address_and_a_missing_one_do_not_hold_up_others() {
    let (db, relay) = (town().await, FakeRelay::start().await);
    for name in ["jiro", "unknown", "hanako"] {
        tell(&db, name, at("2026-04-01T08:00")).await;
    }

    let round = run(&db, &relay, "2026-04-01T09:00").await;
    let soon = run(&db, &relay, "2026-04-01T18:00").await;
    let again = run(&db, &relay, "2026-04-02T09:00").await;
    let given_up = run(&db, &relay, "2026-04-16T09:00").await;

    assert_eq!((round.sent, round.unaddressed, round.refused), (1, 1, 1));
    assert_eq!(
        (soon, again.refused, given_up),
        (Round::default(), 1, Round::default())
    );
}

#[tokio::test]
async fn a_relay_that_says_later_is_believed() {
    let (db, relay) = (town().await, FakeRelay::start().await);
    tell(&db, "full", at("2026-04-01T08:00")).await;

    let round = run(&db, &relay, "2026-04-01T09:00").await;
    let later = run(&db, &relay, "2026-04-01T09:02").await;

    assert_eq!(
        (round.postponed, later.postponed, relay.mails().len()),
        (1, 1, 0)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn workers_side_by_side_never_send_twice() {
    let (db, relay) = (town().await, FakeRelay::start().await);
    for number in 0..60 {
        tell(&db, &format!("staff{number:02}"), at("2026-04-01T08:00")).await;
    }

    let workers = (0..4).map(|_| {
        let (db, mailer) = (db.clone(), relay.mailer());
        tokio::spawn(async move {
            run_once(&db, &mailer, &Plain, at("2026-04-01T08:30"))
                .await
                .unwrap()
                .sent
        })
    });
    let mut sent = 0;
    for it in workers.collect::<Vec<_>>() {
        sent += it.await.unwrap();
    }

    let counts = relay.count_by_recipient();
    assert_eq!((sent, counts.len()), (60, 60));
    assert!(counts.values().all(|it| *it == 1), "{counts:?}");
}

#[tokio::test]
async fn what_a_killed_worker_held_is_free_after_its_lease() {
    let (db, relay) = (town().await, FakeRelay::start().await);
    tell(&db, "hanako", at("2026-04-01T08:00")).await;
    let (day, now) = (date(2026, 4, 1), at("2026-04-01T09:00"));
    db.write(async |tx| {
        crate::store::plan(tx, day, now).await?;
        crate::store::claim(tx, day, now, 9).await
    })
    .await
    .map_err(|error: db::DbError| error)
    .unwrap();

    let held = run(&db, &relay, "2026-04-01T09:09").await;
    let free = run(&db, &relay, "2026-04-01T09:10").await;

    assert_eq!((held.sent, free.sent), (0, 1));
}

#[tokio::test]
async fn old_news_is_not_mailed() {
    let (db, relay) = (town().await, FakeRelay::start().await);
    tell(&db, "hanako", at("2026-04-01T08:00")).await;

    assert_eq!(run(&db, &relay, "2026-04-15T08:30").await, Round::default());
    assert_eq!(run(&db, &relay, "2026-04-14T08:30").await.sent, 1);
}

#[tokio::test]
async fn a_message_stands_and_falls_with_its_change() {
    let (db, relay) = (town().await, FakeRelay::start().await);

    let undone: Result<(), db::DbError> = db
        .write(async |tx| {
            remind(tx, &staff("hanako"), "plan", &measure(), date(2026, 4, 1)).await?;
            let message = crate::Message::new(&staff("hanako"), "plan", "plan-check-returned");
            outbox::send(tx, &message, at("2026-04-01T08:00")).await?;
            Err(db::DbError::NotFound)
        })
        .await;

    assert!(undone.is_err());
    assert_eq!(run(&db, &relay, "2026-04-01T09:00").await, Round::default());
}

#[tokio::test]
async fn a_message_reads_back_with_its_arguments_newest_first() {
    let db = town().await;
    tell(&db, "hanako", at("2026-04-01T08:00")).await;
    tell(&db, "hanako", at("2026-04-01T09:00")).await;

    let (first, second) = db
        .read(async |tx| {
            let first = outbox::messages_to(tx, &staff("hanako"), None, 1).await?;
            let second = outbox::messages_to(tx, &staff("hanako"), Some(&first[0].id), 9).await?;
            Ok::<_, db::DbError>((first, second))
        })
        .await
        .unwrap();

    assert_eq!((first.len(), second.len()), (1, 1));
    assert_eq!(first[0].sent_at, at("2026-04-01T09:00"));
    assert_eq!(first[0].args["remarks"], 2);
    assert_eq!(first[0].about, Some(measure()));
}

#[test]
fn a_sender_that_is_no_address_is_refused_at_the_start() {
    let relay = Relay {
        host: "mail".to_owned(),
        port: 25,
        from: "hagukumi".to_owned(),
        user: Some("town".to_owned()),
        password: Some("himitsu".to_owned()),
    };

    assert_eq!(Mailer::new(&relay).err(), Some(MailError::BadSender));
    assert!(!format!("{relay:?}").contains("himitsu"));
}

/// A port on which nobody listens.
async fn unused_port() -> u16 {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap().port()
}
