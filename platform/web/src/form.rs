//! Forms: what a field shows, what a person sent, and what was wrong with it.
//!
//! A page builds its fields once; [`FormState`] fills them, after a refusal with everything the person had written.
mod field;
mod state;

pub use field::{Choice, Field, Kind};
pub use state::{Answer, ErrorItem, ErrorSummary, FormState};
