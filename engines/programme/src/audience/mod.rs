//! For whom a course is: a rule as data, told in words, asked of a person on a day.
//!
//! An [`Audience`] is what a form edits and the database keeps. [`findings`] tells what is wrong with it before it is saved.
//! Made ready as a [`Rule`] it is asked of [`Facts`]; [`Rule::because`] tells why somebody is in it, and [`duty`] what the
//! course asks of them. Pure: no database, no clock.
mod because;
mod check;
mod duty;
mod facts;
mod model;
mod rule;
mod words;

pub use because::{Because, Reason};
pub use check::{Finding, Place, Reach, findings};
pub use duty::{Duty, Ground, Standing, duty};
pub use facts::{Completion, Facts, Grade, Names, No, Post};
pub use model::{Alternative, Audience, Condition, Noun, Posts, Range, Test, Unreadable, When};
pub use rule::Rule;
pub use words::Teller;

#[cfg(test)]
mod tests;
