//! Who was there, and what everybody takes away.
use base::date;

use super::*;
use crate::{hold::Noted, model::Presence};

async fn note(
    hall: &Hall,
    day: i8,
    session: usize,
    noted: &[(&Became, Presence, i64)],
) -> Result<()> {
    let clerk = staff("clerk");
    let noted: Vec<Noted> = noted
        .iter()
        .map(|(who, presence, late)| Noted {
            enrolment: who.enrolment.clone(),
            presence: *presence,
            late: *late,
            left: 0,
        })
        .collect();
    let deed = Deed {
        by: Some(&clerk),
        now: on(date(2026, 7, day)),
    };
    let session = &hall.sessions[session];
    hall.take(async |tx| hold::note(tx, deed, &clerk, session, &noted).await)
        .await
}

async fn close(hall: &Hall, day: i8) -> Result<hold::Ended> {
    let deed = Deed {
        by: None,
        now: on(date(2026, 7, day)),
    };
    hall.take(async |tx| hold::close(tx, deed, &hall.run).await)
        .await
}

async fn completions(hall: &Hall, name: &str) -> Vec<store::Completion> {
    hall.db
        .read(async |tx| store::completions_of(tx, &staff(name)).await)
        .await
        .unwrap()
}

#[tokio::test]
async fn who_was_there_long_enough_completes_and_their_history_writes_itself() {
    let hall = Wish::seats(9).build().await;
    let mut came = Vec::new();
    for (at, name) in (0..).zip(["hanako", "taro", "saburo"]) {
        came.push(hall.apply(name, at).await.unwrap());
    }

    // 36 of 180 minutes late are 80 percent there; one more is too little.
    let noted = [
        (&came[0], Presence::Present, 36),
        (&came[1], Presence::Present, 37),
        (&came[2], Presence::AbsentTold, 0),
    ];
    note(&hall, 15, 0, &noted).await.unwrap();
    let ended = close(&hall, 15).await.unwrap();

    assert_eq!((ended.completed, ended.failed), (1, 2));
    let history = completions(&hall, "hanako").await;
    assert_eq!(
        (history[0].completed_on, history[0].minutes),
        (date(2026, 7, 15), Some(144))
    );
    assert_eq!(
        history[0].valid_before.map(|it| it.first_day()),
        Some(date(2027, 4, 1))
    );
    assert_eq!(completions(&hall, "taro").await, []);
    assert_eq!(hall.state_of("saburo").await, Some(State::Failed));
}

#[tokio::test]
async fn a_run_is_not_closed_with_a_gap_in_the_list_nor_before_its_day() {
    let hall = Wish::seats(9).build().await;
    let hanako = hall.apply("hanako", 0).await.unwrap();
    hall.apply("taro", 1).await.unwrap();

    let early = note(&hall, 14, 0, &[(&hanako, Presence::Present, 0)]).await;
    let too_early = close(&hall, 14).await;
    note(&hall, 15, 0, &[(&hanako, Presence::Present, 0)])
        .await
        .unwrap();
    let gap = close(&hall, 15).await;

    assert_eq!(refused(early), "the session is on 2026-07-15");
    assert_eq!(refused(too_early), "the session is on 2026-07-15");
    assert_eq!(refused(gap), "1 presences are not noted");
    assert_eq!(completions(&hall, "hanako").await, []);
}

#[tokio::test]
async fn what_was_noted_wrongly_is_corrected_until_the_run_is_closed() {
    let hall = Wish::seats(9).build().await;
    let hanako = hall.apply("hanako", 0).await.unwrap();
    note(&hall, 15, 0, &[(&hanako, Presence::Absent, 0)])
        .await
        .unwrap();
    assert_eq!(hall.state_of("hanako").await, Some(State::Absent));

    note(&hall, 16, 0, &[(&hanako, Presence::Present, 5)])
        .await
        .unwrap();
    close(&hall, 16).await.unwrap();
    let after = note(&hall, 17, 0, &[(&hanako, Presence::Absent, 0)]).await;

    assert_eq!(hall.state_of("hanako").await, Some(State::Completed));
    assert_eq!(refused(after), "no step leads from there");
}

#[tokio::test]
async fn minutes_beyond_the_session_and_people_without_a_seat_are_refused() {
    let hall = Wish::seats(1).build().await;
    let hanako = hall.apply("hanako", 0).await.unwrap();
    let taro = hall.apply("taro", 1).await.unwrap();

    let long = note(&hall, 15, 0, &[(&hanako, Presence::Present, 181)]).await;
    let waiting = note(&hall, 15, 0, &[(&taro, Presence::Present, 0)]).await;

    assert_eq!(refused(long), "180 minutes are more than the session has");
    assert!(matches!(waiting, Err(web::Error::NotFound)));
}

#[tokio::test]
async fn a_run_called_off_tells_everybody_in_it_and_a_lecturer_is_in_one_room_at_a_time() {
    let hall = Wish::seats(1).build().await;
    hall.apply("hanako", 0).await.unwrap();
    hall.apply("taro", 1).await.unwrap();
    let change = async |tx: &mut db::Tx, of: &Hall, place: &str, lecturer: &str| {
        let session = store::session(tx, &of.sessions[0]).await?.unwrap();
        let content = SessionContent {
            place: place.into(),
            lecturer: lecturer.into(),
            ..session.content
        };
        let deed = Deed {
            by: None,
            now: minute(5),
        };
        hold::change_session(tx, deed, &session.id, session.version, &content).await
    };
    let other = Wish::seats(1).build_in(hall.db.clone(), "K-02").await;
    hall.take(async |tx| change(tx, &hall, "第1研修室", "山田　一郎").await)
        .await
        .unwrap();

    let room = other
        .take(async |tx| change(tx, &other, "第１研修室", "").await)
        .await;
    let lecturer = other
        .take(async |tx| change(tx, &other, "第2研修室", "山田一郎").await)
        .await;
    let deed = Deed {
        by: None,
        now: minute(6),
    };
    let told = hall
        .take(async |tx| hold::withdraw(tx, deed, &hall.run, "台風のため").await)
        .await
        .unwrap();
    let free = other
        .take(async |tx| change(tx, &other, "第1研修室", "山田一郎").await)
        .await;

    assert_eq!(refused(room), "第１研修室 is taken by 研修K-01");
    assert_eq!(refused(lecturer), "山田一郎 holds 研修K-01 at that time");
    assert_eq!(told.len(), 2);
    assert!(told.iter().all(|it| it.state == State::Cancelled));
    free.unwrap();
}
