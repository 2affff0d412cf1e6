//! The seats of a run: what may become of an enrolment, and who is next in line. Pure.
mod line;
mod state;

pub use line::{
    Picks, Room, Waiting, has_room, may_enter, next_in_line, offer_until, picks_with_room,
};
pub use state::State;

use crate::model::Way;

/// The place of a way in the line, before the instant: a duty comes before a nomination, a nomination before a wish.
pub fn priority(way: Way) -> i64 {
    match way {
        Way::Assigned => 0,
        Way::Nominated => 1,
        Way::Invited => 2,
        Way::Applied => 3,
    }
}
