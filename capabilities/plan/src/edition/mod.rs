//! The year's edition: frozen once, published to all staff, told in many forms, and always the same.
//!
//! A year is frozen when every check of its owners is approved and consolidated. The plan office may freeze without the rest:
//! it is shown each of them, says so and gives a reason, and the edition names them. Frozen, nothing of it changes any more;
//! page, PDF, workbook, CSV, JSON and HTML are made from the frozen content alone and are the same byte for byte. The digest is
//! the SHA-256 of the JSON file.
mod actions;
mod build;
mod canonical;
mod changes;
mod faces;
pub mod model;
mod pages;
mod report;
#[cfg(test)]
mod sample;
mod shelf;
mod store;

pub use actions::registry;
pub use faces::Format;
pub(crate) use pages::{READ, routes};
pub use report::{ReportError, Verdict, report, verify};
