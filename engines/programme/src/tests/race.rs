//! Many at once, and much in any order.
use proptest::{prelude::*, test_runner::TestRunner};

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn forty_who_race_for_seven_seats_get_seven_and_the_line_keeps_their_order() {
    let hall = std::sync::Arc::new(Wish::seats(7).build().await);
    let racers = (0..40).map(|it| {
        let hall = std::sync::Arc::clone(&hall);
        tokio::spawn(async move { hall.apply(&format!("racer{it:02}"), it).await.unwrap() })
    });

    let came: Vec<Became> = futures::future::join_all(racers)
        .await
        .into_iter()
        .map(|it| it.unwrap())
        .collect();

    let seated = came.iter().filter(|it| it.state == State::Confirmed);
    assert_eq!(seated.count(), 7);
    let line = hall
        .db
        .read(async |tx| store::waiting(tx, &hall.run).await)
        .await
        .unwrap();
    assert_eq!(line.len(), 33);
    assert!(line.is_sorted_by_key(|it| it.asked_at));
    hall.check().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn seats_given_back_while_others_apply_are_lost_to_nobody() {
    let hall = std::sync::Arc::new(Wish::seats(5).build().await);
    let mut first = Vec::new();
    for it in 0..5 {
        first.push(hall.apply(&format!("first{it}"), it).await.unwrap());
    }
    let give_back = first.into_iter().map(|it| {
        let hall = std::sync::Arc::clone(&hall);
        tokio::spawn(async move {
            let deed = Deed {
                by: Some(&it.staff),
                now: minute(20),
            };
            hall.take(async |tx| enrol::cancel(tx, deed, &it.enrolment, "").await)
                .await
                .map(drop)
        })
    });
    let come = (0..20).map(|it| {
        let hall = std::sync::Arc::clone(&hall);
        tokio::spawn(async move { hall.apply(&format!("then{it:02}"), 21).await.map(drop) })
    });

    for done in futures::future::join_all(give_back.chain(come)).await {
        done.unwrap().unwrap();
    }

    let rooms = hall
        .db
        .read(async |tx| store::rooms(tx, &hall.run).await)
        .await
        .unwrap();
    assert_eq!(rooms[0].held, 5);
    hall.check().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_asks_for_two_places_at_the_same_time_at_once_gets_one() {
    let first = Wish::seats(9).build().await;
    let second = Wish::seats(9).build_in(first.db.clone(), "K-02").await;
    let halls = [std::sync::Arc::new(first), std::sync::Arc::new(second)];
    for round in 0..10 {
        let name = format!("racer{round}");
        let tries = halls.iter().map(|hall| {
            let (hall, name) = (std::sync::Arc::clone(hall), name.clone());
            tokio::spawn(async move { hall.apply(&name, round).await })
        });

        let came = futures::future::join_all(tries).await;

        let seats = came.iter().filter(|it| it.as_ref().unwrap().is_ok());
        assert_eq!(seats.count(), 1, "{came:?}");
    }
}

/// Something that somebody does; numbers name people.
#[derive(Debug, Clone)]
enum Act {
    Apply(u8, bool),
    Nominate(u8),
    Cancel(u8),
    Answer(u8, bool),
    Widen(bool),
    DayPasses,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (0_u8..12, any::<bool>()).prop_map(|(who, both)| Act::Apply(who, both)),
        1 => (0_u8..12).prop_map(Act::Nominate),
        3 => (0_u8..12).prop_map(Act::Cancel),
        3 => (0_u8..12, any::<bool>()).prop_map(|(who, yes)| Act::Answer(who, yes)),
        1 => any::<bool>().prop_map(Act::Widen),
        1 => Just(Act::DayPasses),
    ]
}

/// Two parts, the second of which has a choice. Whatever people do, a refusal changes nothing and the seats stay right.
#[test]
fn whatever_people_do_nobody_is_over_and_nobody_waits_beside_a_free_seat() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let config = ProptestConfig {
        cases: 12,
        ..ProptestConfig::default()
    };
    TestRunner::new(config)
        .run(&prop::collection::vec(act(), 1..40), |acts| {
            runtime.block_on(tell(acts));
            Ok(())
        })
        .unwrap();
}

async fn tell(acts: Vec<Act>) {
    let hall = Wish {
        sessions: vec![(1, 15, 3), (2, 16, 2), (2, 17, 2)],
        ..Wish::seats(1)
    }
    .build()
    .await;
    let mut now = minute(0);
    for act in acts {
        now += std::time::Duration::from_secs(60);
        let name = |who: u8| format!("person{who:02}");
        let outcome = match act {
            Act::Apply(who, other) => {
                let picks = [0, if other { 2 } else { 1 }];
                hall.enter_by(&name(who), Way::Applied, now, &picks)
                    .await
                    .map(drop)
            }
            Act::Nominate(who) => hall
                .enter_by(&name(who), Way::Nominated, now, &[0, 1])
                .await
                .map(drop),
            Act::Cancel(who) => change(&hall, now, &name(who), None).await,
            Act::Answer(who, is_yes) => change(&hall, now, &name(who), Some(is_yes)).await,
            Act::Widen(other) => widen(&hall, now, usize::from(other)).await,
            Act::DayPasses => {
                now += std::time::Duration::from_secs(24 * 3600);
                let deed = Deed { by: None, now };
                hall.take(async |tx| enrol::lapse(tx, deed, &hall.run).await)
                    .await
                    .map(drop)
            }
        };
        if let Err(error) = outcome {
            assert!(matches!(error, web::Error::Refused(_)), "{error:?}");
        }
        hall.check().await;
    }
}

/// Cancels, or answers an offer, as far as the person is in the run.
async fn change(hall: &Hall, now: Instant, name: &str, answer: Option<bool>) -> Result<()> {
    let who = staff(name);
    hall.take(async |tx| {
        let Some(it) = store::enrolment_of(tx, &hall.run, &who).await? else {
            return Ok(());
        };
        let deed = Deed {
            by: Some(&who),
            now,
        };
        match answer {
            None => enrol::cancel(tx, deed, &it.id, "").await.map(drop),
            Some(is_yes) => enrol::answer(tx, deed, &it.id, is_yes).await.map(drop),
        }
    })
    .await
}

async fn widen(hall: &Hall, now: Instant, which: usize) -> Result<()> {
    hall.take(async |tx| {
        let session = store::session(tx, &hall.sessions[which]).await?.unwrap();
        let wider = SessionContent {
            capacity: session.content.capacity + 1,
            ..session.content
        };
        let deed = Deed { by: None, now };
        hold::change_session(tx, deed, &session.id, session.version, &wider).await?;
        Ok(())
    })
    .await
}
