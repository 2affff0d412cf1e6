//! The demo's courses as they are laid out, and read back from a small city.
use std::collections::HashMap;

use base::{FiscalYear, StaffId};
use db::Tx;
use programme::{
    model::{RunState, SessionContent},
    store,
};

use super::*;

#[test]
fn there_are_courses_and_runs_of_every_fate_without_a_room_or_a_lecturer_taken_twice() {
    let entries = catalogue::catalogue();
    let runs = calendar::runs(&entries);

    assert!(entries.len() >= 100 && runs.len() >= 280, "{}", runs.len());
    for fate in [
        RunState::Draft,
        RunState::Announced,
        RunState::Closed,
        RunState::Withdrawn,
    ] {
        assert!(runs.iter().any(|it| it.fate == fate), "{fate:?}");
    }
    let is_running = |it: &calendar::Planned| it.first_day() < DEMO_DAY && DEMO_DAY < it.last_day();
    assert!(runs.iter().any(is_running));
    let sessions: Vec<&SessionContent> = runs
        .iter()
        .flat_map(|it| it.sessions.iter().map(|it| &it.content))
        .collect();
    for (at, one) in sessions.iter().enumerate() {
        for other in &sessions[at + 1..] {
            let is_same = one.place == other.place || one.lecturer == other.lecturer;
            assert!(!(is_same && one.overlaps(other)), "{one:?} {other:?}");
        }
    }
}

/// Whatever a city's size: no session over its seats, nobody in two places, nobody's presence unknown in what is closed.
pub(crate) async fn check(tx: &mut Tx) -> web::Result<()> {
    let mut busy: HashMap<StaffId, Vec<SessionContent>> = HashMap::new();
    let mut enrolled = 0;
    for year in [2025, 2026].map(FiscalYear) {
        let states = [RunState::Announced, RunState::Closed];
        for run in store::runs_of_year(tx, year, &states).await? {
            for room in store::rooms(tx, &run.id).await? {
                assert!(room.held <= room.capacity, "{room:?}");
            }
            let sessions = store::sessions_of(tx, [&run.id]).await?;
            enrolled += store::enrolments_in(tx, &run.id).await?.len();
            for seat in store::seated_in(tx, &run.id).await? {
                let session = sessions.iter().find(|it| it.id == seat.session);
                let content = session.unwrap().content.clone();
                let others = busy.entry(seat.staff).or_default();
                assert!(!others.iter().any(|it| it.overlaps(&content)));
                others.push(content);
                assert!(run.state != RunState::Closed || seat.presence.is_some());
            }
        }
    }
    assert!(enrolled > 0);
    Ok(())
}
