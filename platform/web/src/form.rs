//! Forms: what a field shows, what a person sent, and what was wrong with it.
//!
//! A page builds its fields once; [`FormState`] fills them, after a refusal with everything the person had written.
mod draft;
mod field;
mod state;

pub use draft::{Draft, FORM_ID, Outcome, form_id, form_id_field, outcome, version, version_field};
pub use field::{Choice, Field, Kind};
pub use state::{Answer, ErrorItem, ErrorSummary, FormState};
