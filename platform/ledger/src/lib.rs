//! The ledger: who did and who saw what. Append-only and hash-chained.
mod entry;
mod reads;
mod store;

pub use entry::Entry;
pub use reads::Reads;
pub use store::{latest, looks_at, write};

/// The ledger's tables.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0001_ledger", sql: include_str!("../migrations/0001_ledger.sql") }];
