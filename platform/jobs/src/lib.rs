//! What happens later and by itself: messages, reminders and the daily mail that tells of them.
//!
//! A change sends its messages in its own transaction ([`outbox::send`]), so there is never one about a change that did not
//! happen. What somebody has to do is a reminder ([`remind`]) that ends when it is [`done`]. Both reach people in one mail a
//! day at most, on working days after 8:30 ([`Worker`]); what a mail says is up to the caller ([`Letters`]).
mod digest;
mod mail;
mod model;
pub mod outbox;
mod reminders;
mod rules;
mod store;
mod worker;

#[cfg(test)]
mod tests;

use db::Migration;

pub use digest::{Letters, Round, run_once};
pub use mail::{Encryption, Letter, MailError, Mailer, Relay, UnknownEncryption};
pub use model::{About, Digest, Due, Message, Notice};
pub use reminders::{done, done_by, remind};
pub use rules::{digest_day, pause_after, reminder_days_after};
pub use worker::Worker;

pub const MIGRATIONS: &[Migration] = &[Migration {
    name: "jobs/0001_outbox",
    sql: include_str!("../migrations/0001_outbox.sql"),
}];
