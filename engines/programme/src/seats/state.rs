//! What may become of an enrolment.

db::words! {
    /// Where an enrolment stands.
    State, "programme-state-" {
        /// The person asked; the head's consent, or the day after closing, is awaited.
        Applied = "applied",
        /// The head named the person; the day after closing is awaited.
        Nominated = "nominated",
        /// Has a seat.
        Confirmed = "confirmed",
        /// In line for a seat.
        Waiting = "waiting",
        /// A seat is kept until a day, for the person to say yes.
        Offered = "offered",
        /// The head or the person said no, or let the day pass.
        Declined = "declined",
        Cancelled = "cancelled",
        /// The seat went to somebody else by agreement.
        Swapped = "swapped",
        /// Was there.
        Attended = "attended",
        /// Was not there, and had said so.
        AbsentTold = "absent_told",
        /// Was not there without a word.
        Absent = "absent",
        Completed = "completed",
        /// Was there too little to complete it.
        Failed = "failed",
    }
}

impl State {
    /// Whether it counts against the capacity of its sessions.
    pub fn holds_seat(self) -> bool {
        match self {
            Self::Confirmed
            | Self::Offered
            | Self::Attended
            | Self::AbsentTold
            | Self::Absent
            | Self::Completed
            | Self::Failed => true,
            Self::Applied
            | Self::Nominated
            | Self::Waiting
            | Self::Declined
            | Self::Cancelled
            | Self::Swapped => false,
        }
    }

    /// Whether the person is in the run, so that they cannot come in a second time.
    pub fn is_alive(self) -> bool {
        !matches!(self, Self::Declined | Self::Cancelled | Self::Swapped)
    }

    /// Whether it can still be taken back.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Self::Applied | Self::Nominated | Self::Confirmed | Self::Waiting | Self::Offered
        )
    }

    /// Whether one may follow on the other.
    pub fn may_become(self, next: Self) -> bool {
        match next {
            // Nothing leads back to the beginning: whoever cancelled applies anew, behind the others.
            Self::Applied | Self::Nominated => false,
            Self::Waiting => matches!(self, Self::Applied | Self::Nominated),
            Self::Offered => self == Self::Waiting,
            Self::Confirmed => matches!(
                self,
                Self::Applied | Self::Nominated | Self::Waiting | Self::Offered
            ),
            Self::Declined => matches!(self, Self::Applied | Self::Nominated | Self::Offered),
            Self::Cancelled => self.is_open(),
            Self::Swapped => self == Self::Confirmed,
            // What was noted of a day can be corrected until the run is closed.
            Self::Attended | Self::AbsentTold | Self::Absent => matches!(
                self,
                Self::Confirmed | Self::Attended | Self::AbsentTold | Self::Absent
            ),
            Self::Completed => self == Self::Attended,
            Self::Failed => matches!(self, Self::Attended | Self::AbsentTold | Self::Absent),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::State::{self, *};

    fn after(state: State) -> Vec<State> {
        let all = State::ALL.iter().copied();
        all.filter(|it| state.may_become(*it)).collect()
    }

    #[test]
    fn a_wish_gets_a_seat_or_waits_or_ends() {
        assert_eq!(after(Applied), [Confirmed, Waiting, Declined, Cancelled]);
        assert_eq!(after(Waiting), [Confirmed, Offered, Cancelled]);
        assert_eq!(after(Offered), [Confirmed, Declined, Cancelled]);
    }

    #[test]
    fn nobody_completes_without_having_attended() {
        let before: Vec<State> = State::ALL
            .iter()
            .copied()
            .filter(|it| it.may_become(Completed))
            .collect();
        assert_eq!(before, [Attended]);
    }

    #[test]
    fn what_is_over_stays_over() {
        for state in [Declined, Cancelled, Swapped, Completed, Failed] {
            assert_eq!(after(state), [], "{state:?}");
        }
    }

    #[test]
    fn a_seat_is_held_from_the_offer_on_and_only_by_who_is_in_the_run() {
        for state in State::ALL {
            if state.holds_seat() {
                assert!(state.is_alive(), "{state:?}");
            }
        }
        assert!(Offered.holds_seat() && !Waiting.holds_seat() && !Applied.holds_seat());
    }
}
