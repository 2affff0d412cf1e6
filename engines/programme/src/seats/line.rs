//! Who gets a seat, and who is next.
use std::collections::HashMap;

use base::{Date, Instant, add_working_days};

use crate::model::{EnrolmentId, SessionId};

/// The session that somebody picked of each part of a run.
pub type Picks = Vec<SessionId>;

/// A session with its seats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    pub session: SessionId,
    pub part: i64,
    pub capacity: i64,
    /// Seats that somebody holds, the offered ones included. Above the capacity only when the capacity was lowered.
    pub held: i64,
}

/// Somebody in line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub enrolment: EnrolmentId,
    pub priority: i64,
    pub asked_at: Instant,
    pub picks: Picks,
}

/// Whether the picks are one session of each part of the run, and no other.
pub fn may_enter(rooms: &[Room], picks: &[SessionId]) -> bool {
    let mut parts: Vec<i64> = rooms.iter().map(|it| it.part).collect();
    parts.sort_unstable();
    parts.dedup();
    let part_of = |pick: &SessionId| {
        rooms
            .iter()
            .find(|it| it.session == *pick)
            .map(|it| it.part)
    };
    let Some(mut picked) = picks.iter().map(part_of).collect::<Option<Vec<i64>>>() else {
        return false;
    };
    picked.sort_unstable();
    !parts.is_empty() && picked == parts
}

/// Whether every picked session has a free seat.
pub fn has_room(rooms: &[Room], picks: &[SessionId]) -> bool {
    picks.iter().all(|pick| {
        rooms
            .iter()
            .any(|it| it.session == *pick && it.held < it.capacity)
    })
}

/// Of each part the first session with a free seat, or the first of all: for somebody who has not chosen.
pub fn picks_with_room(rooms: &[Room]) -> Picks {
    let mut parts: Vec<i64> = rooms.iter().map(|it| it.part).collect();
    parts.dedup();
    let pick = |part: &i64| {
        let of_part = || rooms.iter().filter(|it| it.part == *part);
        let free = of_part().find(|it| it.held < it.capacity);
        free.or_else(|| of_part().next())
    };
    parts
        .iter()
        .filter_map(pick)
        .map(|it| it.session.clone())
        .collect()
}

/// Who of those in line gets the seats that are free, the first of them first.
///
/// In the order of priority, then of the instant. Somebody whose sessions are not all free stays in line without holding up
/// whoever picked others: a seat that the first one cannot use helps nobody by staying empty. After this everybody in line
/// misses a seat in at least one session, so that a newcomer who finds room overtakes nobody.
pub fn next_in_line(rooms: &[Room], line: &[Waiting]) -> Vec<EnrolmentId> {
    let mut free: HashMap<&SessionId, i64> = rooms
        .iter()
        .map(|it| (&it.session, it.capacity - it.held))
        .collect();
    let mut line: Vec<&Waiting> = line.iter().collect();
    line.sort_by_key(|it| (it.priority, it.asked_at, &it.enrolment));
    let mut next = Vec::new();
    for it in line {
        let fits = |pick| free.get(pick).is_some_and(|left| *left > 0);
        if it.picks.is_empty() || !it.picks.iter().all(fits) {
            continue;
        }
        for pick in &it.picks {
            if let Some(left) = free.get_mut(pick) {
                *left -= 1;
            }
        }
        next.push(it.enrolment.clone());
    }
    next
}

/// Until which day an offered seat is kept, that day included: three working days, and never beyond the day before the first
/// session. `None` when there is no such day any more; then nothing is offered.
pub fn offer_until(today: Date, first_session_on: Date) -> Option<Date> {
    let last = first_session_on.yesterday().ok()?;
    (today <= last).then(|| add_working_days(today, 3).min(last))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn session(name: &str) -> SessionId {
        SessionId(name.into())
    }

    fn room(name: &str, part: i64, capacity: i64, held: i64) -> Room {
        Room {
            session: session(name),
            part,
            capacity,
            held,
        }
    }

    fn waiting(name: &str, priority: i64, minute: i64, picks: &[&str]) -> Waiting {
        let start: Instant = "2026-04-01T00:00:00Z".parse().unwrap();
        Waiting {
            enrolment: EnrolmentId(name.into()),
            priority,
            asked_at: start + std::time::Duration::from_secs(60 * minute.unsigned_abs()),
            picks: picks.iter().map(|it| session(it)).collect(),
        }
    }

    fn names(ids: &[EnrolmentId]) -> Vec<&str> {
        ids.iter().map(EnrolmentId::as_str).collect()
    }

    #[test]
    fn one_session_of_each_part_is_picked() {
        let rooms = [room("1a", 1, 9, 0), room("1b", 1, 9, 0), room("2", 2, 9, 0)];
        let may = |picks: &[&str]| {
            let picks: Picks = picks.iter().map(|it| session(it)).collect();
            may_enter(&rooms, &picks)
        };
        assert!(may(&["1a", "2"]) && may(&["2", "1b"]));
        assert!(!may(&["1a"]), "a part is missing");
        assert!(!may(&["1a", "1b", "2"]), "two of one part");
        assert!(!may(&["1a", "3"]), "of another run");
        assert!(!may_enter(&[], &[]), "a run without sessions");
    }

    #[test]
    fn who_has_not_chosen_gets_a_session_with_a_free_seat_of_each_part() {
        let rooms = [room("1a", 1, 1, 1), room("1b", 1, 9, 0), room("2", 2, 1, 1)];
        assert_eq!(picks_with_room(&rooms), [session("1b"), session("2")]);
    }

    #[test]
    fn a_duty_comes_before_an_earlier_wish_and_the_earlier_of_two_wishes_first() {
        let rooms = [room("a", 1, 2, 0)];
        let line = [
            waiting("late", 3, 9, &["a"]),
            waiting("early", 3, 1, &["a"]),
            waiting("duty", 0, 5, &["a"]),
        ];
        assert_eq!(names(&next_in_line(&rooms, &line)), ["duty", "early"]);
    }

    #[test]
    fn somebody_who_needs_two_days_does_not_keep_one_day_empty() {
        let rooms = [room("1", 1, 1, 0), room("2a", 2, 1, 1), room("2b", 2, 1, 0)];
        let line = [
            waiting("both", 3, 1, &["1", "2a"]),
            waiting("other", 3, 2, &["1", "2b"]),
        ];
        assert_eq!(names(&next_in_line(&rooms, &line)), ["other"]);
    }

    #[test]
    fn a_session_over_its_lowered_capacity_takes_nobody() {
        let rooms = [room("a", 1, 1, 3)];
        assert_eq!(next_in_line(&rooms, &[waiting("taro", 3, 1, &["a"])]), []);
        assert!(!has_room(&rooms, &[session("a")]));
    }

    #[test]
    fn an_offer_is_kept_three_working_days_but_not_into_the_session() {
        let monday = base::date(2026, 6, 1);
        assert_eq!(
            offer_until(monday, base::date(2026, 7, 1)),
            Some(base::date(2026, 6, 4))
        );
        // A Friday: the weekend does not count.
        assert_eq!(
            offer_until(base::date(2026, 6, 5), base::date(2026, 7, 1)),
            Some(base::date(2026, 6, 10))
        );
        let tomorrow = base::date(2026, 6, 2);
        assert_eq!(offer_until(monday, tomorrow), Some(monday));
        assert_eq!(offer_until(tomorrow, tomorrow), None);
    }

    proptest! {
        /// Whatever rooms and line: no session gets more than it has, and nobody stays in line who could sit.
        #[test]
        fn seats_are_never_given_twice_and_never_left_to_nobody(
            capacities in prop::collection::vec((0_i64..5, 0_i64..5), 1..4),
            wishes in prop::collection::vec((0_i64..4, 0_i64..50, 0_usize..4, 0_usize..4), 0..20),
        ) {
            let rooms: Vec<Room> = capacities
                .iter()
                .enumerate()
                .map(|(at, (capacity, held))| room(&at.to_string(), 1, *capacity, *held))
                .collect();
            let line: Vec<Waiting> = wishes
                .iter()
                .enumerate()
                .map(|(at, (priority, minute, one, other))| {
                    let mut picks = vec![(one % rooms.len()).to_string(), (other % rooms.len()).to_string()];
                    picks.dedup();
                    let picks: Vec<&str> = picks.iter().map(String::as_str).collect();
                    waiting(&at.to_string(), *priority, *minute, &picks)
                })
                .collect();

            let next = next_in_line(&rooms, &line);

            let mut after = rooms.clone();
            let mut last = None;
            for id in &next {
                let it = line.iter().find(|it| it.enrolment == *id).unwrap();
                prop_assert!(has_room(&after, &it.picks));
                for pick in &it.picks {
                    after.iter_mut().find(|it| it.session == *pick).unwrap().held += 1;
                }
                let place = (it.priority, it.asked_at, it.enrolment.clone());
                prop_assert!(last < Some(place.clone()));
                last = Some(place);
            }
            for it in line.iter().filter(|it| !next.contains(&it.enrolment)) {
                prop_assert!(!has_room(&after, &it.picks));
            }
        }
    }
}
