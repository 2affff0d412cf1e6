//! What programmes keep. The only place that names our tables.
mod courses;
mod enrolments;
mod history;
mod overview;
mod runs;

pub use courses::{
    add_course, add_course_version, course, course_as_of, course_of_code, courses, withdraw_course,
};
pub use enrolments::{
    Move, Seated, add_enrolment, clashes, enrolment, enrolment_of, enrolments_in, enrolments_of,
    moves, note_presence, offered_until_before, picks_of, rooms, runs_with_offers_before,
    seated_in, set_state, waiting,
};
pub use history::{Completion, Source, add_completion, completions_of};
pub use overview::{
    Listed, Told, catalogue, enrolment_within, for_consent, offers_of, told_of, told_within,
};
pub use runs::{
    add_run, add_session, change_run, change_session, next_number, run, runs_of, runs_of_year,
    session, sessions_at_once, sessions_of, set_latest_version, set_run_state,
};
