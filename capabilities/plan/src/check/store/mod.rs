//! Where the year's check is kept: the only files that name its tables.
pub(super) mod evidence;
mod read;
mod write;

pub(crate) use read::{
    ListedCheck, MeasureCount, OutcomeStep, Pending, check_in_scope, checks_in_scope,
    checks_of_year, consultation_in_scope, consultations_in_scope, last_submission, measure_counts,
    open_questions, outcome_steps, steps, submitters, waiting_for,
};
pub use read::{checks_of_measure, consultations_of, cycle, cycles, outcome, outcomes};
pub(crate) use write::{
    NewQuestion, add_consultation, add_missing_checks, add_step, answer, hand_over, keep_outcome,
    move_check, open_cycle, withdraw,
};
