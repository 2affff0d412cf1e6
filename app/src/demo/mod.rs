//! The demo city: its organisation and people, its plan, a finished first year, and files of any size to import.

mod april;
pub(crate) mod build;
pub(crate) mod city;
pub(crate) mod clock;
mod files;
mod founding;
pub(crate) mod hand;
mod learning;
pub(crate) mod names;
mod office;
pub(crate) mod personas;
mod plan_years;
mod posts;
mod random;
pub(crate) mod sign_ins;
mod smaller;
pub(crate) mod staff;
#[cfg(test)]
mod tests;
pub(crate) mod units;
pub(crate) mod wide;
mod work;
pub(crate) mod years;

/// The city's own plan, in the words of a text file that a city might have.
pub(crate) const PLAN: &str = include_str!("../../demo/plan.txt");
