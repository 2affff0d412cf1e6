//! Seats, the waiting list and what is offered from it.
use base::date;

use super::*;

#[tokio::test]
async fn the_second_applicant_for_one_seat_waits_and_is_offered_what_the_first_gives_back() {
    let hall = Wish::seats(1).build().await;

    let hanako = hall.apply("hanako", 0).await.unwrap();
    let taro = hall.apply("taro", 1).await.unwrap();
    assert_eq!(
        (hanako.state, taro.state),
        (State::Confirmed, State::Waiting)
    );
    let by_hanako = Deed {
        by: Some(&hanako.staff),
        now: minute(2),
    };
    let told = hall
        .take(async |tx| enrol::cancel(tx, by_hanako, &hanako.enrolment, "").await)
        .await
        .unwrap();

    assert_eq!(told.len(), 2);
    assert_eq!(told[1].staff, staff("taro"));
    assert_eq!(
        (told[1].state, told[1].until),
        (State::Offered, Some(date(2026, 6, 4)))
    );
    let newcomer = hall.apply("saburo", 3).await.unwrap();
    assert_eq!(
        newcomer.state,
        State::Waiting,
        "an offered seat is not free"
    );
    let by_taro = Deed {
        by: Some(&taro.staff),
        now: on(date(2026, 6, 4)),
    };
    let taken = hall
        .take(async |tx| enrol::answer(tx, by_taro, &taro.enrolment, true).await)
        .await
        .unwrap();
    assert_eq!(taken[0].state, State::Confirmed, "the last day counts");
    hall.check().await;
}

#[tokio::test]
async fn an_offer_that_nobody_takes_goes_to_the_next_in_line() {
    let hall = Wish::seats(1).build().await;
    let hanako = hall.apply("hanako", 0).await.unwrap();
    let taro = hall.apply("taro", 1).await.unwrap();
    hall.apply("saburo", 2).await.unwrap();
    let deed = |now| Deed { by: None, now };
    hall.take(async |tx| enrol::cancel(tx, deed(minute(3)), &hanako.enrolment, "").await)
        .await
        .unwrap();

    let friday = on(date(2026, 6, 5));
    let told = hall
        .take(async |tx| enrol::lapse(tx, deed(friday), &hall.run).await)
        .await
        .unwrap();
    let late = hall
        .take(async |tx| enrol::answer(tx, deed(friday), &taro.enrolment, true).await)
        .await;

    assert_eq!(told[0].state, State::Declined);
    assert_eq!(
        (&told[1].staff, told[1].state),
        (&staff("saburo"), State::Offered)
    );
    assert_eq!(refused(late), "the offer ended on 2026-06-04");
    hall.check().await;
}

#[tokio::test]
async fn more_seats_are_offered_in_the_order_of_the_line() {
    let hall = Wish::seats(1).build().await;
    for (at, name) in (0..).zip(["hanako", "taro", "saburo", "shiro"]) {
        hall.apply(name, at).await.unwrap();
    }
    // The head nominates later and comes first.
    hall.enter_by("goro", Way::Nominated, minute(9), &[0])
        .await
        .unwrap();

    let told = hall
        .take(async |tx| {
            let session = store::session(tx, &hall.sessions[0]).await?.unwrap();
            let wider = SessionContent {
                capacity: 3,
                ..session.content
            };
            let deed = Deed {
                by: None,
                now: minute(10),
            };
            hold::change_session(tx, deed, &session.id, session.version, &wider).await
        })
        .await
        .unwrap();

    let names: Vec<&str> = told.iter().map(|it| it.staff.as_str()).collect();
    assert_eq!(names, ["goro", "taro"]);
    hall.check().await;
}

#[tokio::test]
async fn the_closing_day_still_counts_and_the_day_after_does_not() {
    let hall = Wish::seats(9).build().await;

    let last = on(date(2026, 6, 30));
    let in_time = hall.enter_by("hanako", Way::Applied, last, &[0]).await;
    let first_of_july = on(date(2026, 7, 1));
    let late = hall
        .enter_by("taro", Way::Applied, first_of_july, &[0])
        .await;
    let brought = hall
        .enter_by("taro", Way::Assigned, first_of_july, &[0])
        .await;
    let early = hall
        .enter_by("saburo", Way::Applied, on(date(2026, 5, 31)), &[0])
        .await;

    assert_eq!(in_time.unwrap().state, State::Confirmed);
    assert_eq!(refused(late), "applications closed on 2026-06-30");
    assert_eq!(brought.unwrap().state, State::Confirmed);
    assert_eq!(refused(early), "applications open on 2026-06-01");
}

#[tokio::test]
async fn nobody_is_twice_in_a_run_and_whoever_comes_back_is_behind_the_others() {
    let hall = Wish::seats(1).build().await;
    let hanako = hall.apply("hanako", 0).await.unwrap();
    assert_eq!(refused(hall.apply("hanako", 1).await), "in the run already");
    hall.apply("taro", 2).await.unwrap();

    let deed = Deed {
        by: Some(&hanako.staff),
        now: minute(3),
    };
    hall.take(async |tx| enrol::cancel(tx, deed, &hanako.enrolment, "").await)
        .await
        .unwrap();
    let again = hall.apply("hanako", 4).await.unwrap();

    assert_eq!(again.state, State::Waiting);
    assert_eq!(hall.state_of("taro").await, Some(State::Offered));
    let moves = hall
        .db
        .read(async |tx| store::moves(tx, &hanako.enrolment).await)
        .await
        .unwrap();
    let states: Vec<State> = moves.iter().map(|it| it.state).collect();
    assert_eq!(
        states,
        [State::Confirmed, State::Cancelled],
        "history is only added to"
    );
}

#[tokio::test]
async fn a_wish_that_needs_consent_has_no_seat_before_the_head_says_yes() {
    let hall = Wish {
        needs_consent: true,
        ..Wish::seats(1)
    }
    .build()
    .await;
    let hanako = hall.apply("hanako", 0).await.unwrap();
    let taro = hall.apply("taro", 1).await.unwrap();
    assert_eq!((hanako.state, taro.state), (State::Applied, State::Applied));

    let head = staff("head");
    let deed = Deed {
        by: Some(&head),
        now: minute(2),
    };
    let yes = hall
        .take(async |tx| enrol::consent(tx, deed, &taro.enrolment).await)
        .await
        .unwrap();
    let silent = hall
        .take(async |tx| enrol::refuse(tx, deed, &hanako.enrolment, " ").await)
        .await;
    let no = hall
        .take(async |tx| enrol::refuse(tx, deed, &hanako.enrolment, "繁忙期のため").await)
        .await
        .unwrap();

    assert_eq!((yes.state, no.state), (State::Confirmed, State::Declined));
    assert_eq!(refused(silent), "a reason is missing");
}

#[tokio::test]
async fn a_run_that_decides_after_closing_gives_its_seats_by_priority_then_by_instant() {
    let hall = Wish {
        admission: Admission::AfterClosing,
        ..Wish::seats(2)
    }
    .build()
    .await;
    for (at, name) in (0..).zip(["hanako", "taro"]) {
        assert_eq!(hall.apply(name, at).await.unwrap().state, State::Applied);
    }
    let goro = hall.enter_by("goro", Way::Nominated, minute(9), &[0]).await;
    assert_eq!(goro.unwrap().state, State::Nominated);

    let decide = async |day| {
        let deed = Deed {
            by: None,
            now: on(day),
        };
        hall.take(async |tx| enrol::admit(tx, deed, &hall.run).await)
            .await
    };
    let early = decide(date(2026, 6, 30)).await;
    decide(date(2026, 7, 1)).await.unwrap();

    assert_eq!(refused(early), "applications close on 2026-06-30");
    let mut states = Vec::new();
    for name in ["goro", "hanako", "taro"] {
        states.push(hall.state_of(name).await.unwrap());
    }
    assert_eq!(states, [State::Confirmed, State::Confirmed, State::Waiting]);
    hall.check().await;
}

#[tokio::test]
async fn nobody_sits_in_two_places_at_once() {
    let hall = Wish::seats(9).build().await;
    let other = Wish::seats(9).build_in(hall.db.clone(), "K-02").await;
    hall.apply("hanako", 0).await.unwrap();

    let clash = other.apply("hanako", 1).await;

    assert_eq!(
        refused(clash),
        "a seat in 研修K-01 at the same time, on 2026-07-15"
    );
}

#[tokio::test]
async fn two_people_change_places_and_both_keep_a_seat() {
    let hall = Wish {
        sessions: vec![(1, 15, 1), (1, 16, 1)],
        ..Wish::seats(1)
    }
    .build()
    .await;
    let hanako = hall.enter_by("hanako", Way::Applied, minute(0), &[0]).await;
    let taro = hall.enter_by("taro", Way::Applied, minute(1), &[1]).await;
    let (hanako, taro) = (hanako.unwrap(), taro.unwrap());

    let deed = Deed {
        by: None,
        now: minute(2),
    };
    let told = hall
        .take(async |tx| swap::swap(tx, deed, &hanako.enrolment, &taro.enrolment).await)
        .await
        .unwrap();

    let picks = hall
        .db
        .read(async |tx| store::picks_of(tx, &told[0].enrolment).await)
        .await
        .unwrap();
    assert_eq!(picks, [hall.sessions[1].clone()]);
    assert_eq!(told[0].staff, hanako.staff);
    hall.check().await;
}

#[tokio::test]
async fn a_seat_is_handed_over_only_while_nobody_waits() {
    let hall = Wish::seats(1).build().await;
    let hanako = hall.apply("hanako", 0).await.unwrap();
    let deed = Deed {
        by: Some(&hanako.staff),
        now: minute(2),
    };
    let (saburo, unit) = (staff("saburo"), UnitCode("100101".into()));
    let hand_over = async |id| {
        hall.take(async |tx| swap::hand_over(tx, deed, id, &saburo, &unit).await)
            .await
    };

    let told = hand_over(&hanako.enrolment).await.unwrap();
    hall.apply("taro", 3).await.unwrap();
    let back = hall
        .take(async |tx| {
            swap::hand_over(tx, deed, &told[1].enrolment, &staff("shiro"), &unit).await
        })
        .await;

    assert_eq!(
        (told[0].state, told[1].state),
        (State::Swapped, State::Confirmed)
    );
    assert_eq!(refused(back), "somebody waits in line for the seat");
}

#[tokio::test]
async fn a_place_is_given_back_until_the_day_before_ones_own_session() {
    let hall = Wish {
        sessions: vec![(1, 15, 9), (1, 20, 9)],
        ..Wish::seats(1)
    }
    .build()
    .await;
    let early = hall
        .enter_by("hanako", Way::Applied, minute(0), &[0])
        .await
        .unwrap();
    let late = hall
        .enter_by("taro", Way::Applied, minute(1), &[1])
        .await
        .unwrap();
    let deed = Deed {
        by: None,
        now: on(date(2026, 7, 15)),
    };
    let cancel = async |id| {
        hall.take(async |tx| enrol::cancel(tx, deed, id, "").await)
            .await
    };

    let begun = cancel(&early.enrolment).await;
    let told = cancel(&late.enrolment).await.unwrap();

    assert_eq!(refused(begun), "the first session was on 2026-07-15");
    assert_eq!(told[0].state, State::Cancelled);
}

#[tokio::test]
async fn a_late_consent_passes_nobody_who_was_in_time() {
    let hall = Wish {
        needs_consent: true,
        admission: Admission::AfterClosing,
        ..Wish::seats(1)
    }
    .build()
    .await;
    let hanako = hall.apply("hanako", 0).await.unwrap();
    let taro = hall.apply("taro", 1).await.unwrap();
    let consent = async |id, day| {
        let deed = Deed {
            by: None,
            now: on(day),
        };
        hall.take(async |tx| enrol::consent(tx, deed, id).await)
            .await
            .unwrap()
            .state
    };

    assert_eq!(
        consent(&taro.enrolment, date(2026, 6, 30)).await,
        State::Applied
    );
    let late = consent(&hanako.enrolment, date(2026, 7, 1)).await;
    let deed = Deed {
        by: None,
        now: on(date(2026, 7, 1)),
    };
    hall.take(async |tx| enrol::admit(tx, deed, &hall.run).await)
        .await
        .unwrap();

    assert_eq!(late, State::Applied, "decided together with the others");
    assert_eq!(
        hall.state_of("hanako").await,
        Some(State::Confirmed),
        "who asked first"
    );
    assert_eq!(hall.state_of("taro").await, Some(State::Waiting));
}
