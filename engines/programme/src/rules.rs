//! When a run takes people in, what a session must be, and when somebody has completed a course. Pure.
use base::{Date, FiscalYear};

use crate::{
    Refusal,
    enrol::Opened,
    model::{Presence, RunContent, RunState, SessionContent, Way},
    seats::State,
};

/// Whether a run takes people in today. By themselves and by their heads from the first to the last day of applying, both
/// included; those who hold it may bring somebody in until the first session begins.
pub fn admits(opened: &Opened, way: Way, today: Date) -> Result<(), Refusal> {
    let run = &opened.run;
    if run.state != RunState::Announced {
        return Err(Refusal::NotAnnounced);
    }
    let first = opened.first_day().ok_or(Refusal::NoSession)?;
    if first <= today {
        return Err(Refusal::Begun(first));
    }
    match way {
        Way::Applied | Way::Nominated if today < run.content.opens_on => {
            Err(Refusal::NotOpen(run.content.opens_on))
        }
        Way::Applied | Way::Nominated if run.content.closes_on < today => {
            Err(Refusal::Closed(run.content.closes_on))
        }
        _ => Ok(()),
    }
}

/// Whether a session can be held so: within the year of its run, with a seat at least.
pub fn check_session(it: &SessionContent, year: FiscalYear) -> Result<(), Refusal> {
    if it.ends_at <= it.starts_at {
        return Err(Refusal::EndsBefore);
    }
    if it.capacity < 1 {
        return Err(Refusal::NoCapacity);
    }
    if !year.contains(it.held_on) {
        return Err(Refusal::OutsideYear);
    }
    Ok(())
}

/// Whether one may apply then: the last day not before the first, and before the first session.
pub fn check_run(it: &RunContent, first_session_on: Option<Date>) -> Result<(), Refusal> {
    if it.closes_on < it.opens_on {
        return Err(Refusal::ClosesBeforeOpening);
    }
    match first_session_on {
        Some(day) if day <= it.closes_on => Err(Refusal::ClosesAfterSession(day)),
        _ => Ok(()),
    }
}

/// The state that follows from the sessions of one person; `None` as long as one of them is not noted. Who was in one of them has
/// attended, and the minutes say whether that was enough.
pub fn attendance(presences: &[Option<Presence>]) -> Option<State> {
    let all: Vec<Presence> = presences.iter().copied().collect::<Option<_>>()?;
    let has = |presence| all.contains(&presence);
    match (has(Presence::Present), has(Presence::Absent)) {
        _ if all.is_empty() => None,
        (true, _) => Some(State::Attended),
        (false, true) => Some(State::Absent),
        (false, false) => Some(State::AbsentTold),
    }
}

/// Whether so many minutes out of so many are enough, for a least percentage: 80 of 100 minutes are 80 percent.
pub fn is_complete(attended: i64, of: i64, least_percent: i64) -> bool {
    0 < of && of * least_percent <= attended * 100
}

/// The first fiscal year in which a completion no longer holds. With one year, what was completed in March holds until that
/// March, not until the next: repeats go by fiscal year.
pub fn valid_before(completed: FiscalYear, years: i64) -> FiscalYear {
    (0..years).fold(completed, |year, _| year.next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Presence::{Absent, AbsentTold, Present};

    #[test]
    fn nobody_is_absent_by_a_gap_in_the_list() {
        assert_eq!(attendance(&[Some(Present), None]), None);
        assert_eq!(attendance(&[]), None);
        assert_eq!(
            attendance(&[Some(Present), Some(Absent)]),
            Some(State::Attended)
        );
        assert_eq!(
            attendance(&[Some(AbsentTold), Some(Absent)]),
            Some(State::Absent)
        );
        assert_eq!(attendance(&[Some(AbsentTold)]), Some(State::AbsentTold));
    }

    #[test]
    fn eighty_of_a_hundred_minutes_are_eighty_percent() {
        assert!(is_complete(80, 100, 80));
        assert!(!is_complete(79, 100, 80));
        assert!(is_complete(0, 100, 0));
        assert!(!is_complete(0, 0, 0), "a course without minutes");
    }

    #[test]
    fn a_yearly_course_completed_in_march_is_due_again_in_april() {
        let march = FiscalYear::of(base::date(2027, 3, 31));
        let again = valid_before(march, 1);
        assert_eq!(again.first_day(), base::date(2027, 4, 1));
        assert_eq!(valid_before(march, 3).first_day(), base::date(2029, 4, 1));
    }

    #[test]
    fn one_applies_until_the_day_before_the_first_session() {
        let june = |day| base::date(2026, 6, day);
        let run = |opens, closes| RunContent {
            opens_on: june(opens),
            closes_on: june(closes),
            admission: crate::model::Admission::InOrder,
            lecturer: String::new(),
            partner: String::new(),
            budget_yen: None,
            spent_yen: None,
        };
        assert_eq!(check_run(&run(1, 1), Some(june(2))), Ok(()));
        assert_eq!(
            check_run(&run(1, 2), Some(june(2))),
            Err(Refusal::ClosesAfterSession(june(2)))
        );
        assert_eq!(
            check_run(&run(2, 1), None),
            Err(Refusal::ClosesBeforeOpening)
        );
    }
}
