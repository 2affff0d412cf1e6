//! The outbox, reminders and mail.

/// The tables of the outbox.
pub const MIGRATIONS: &[db::Migration] = &[];
