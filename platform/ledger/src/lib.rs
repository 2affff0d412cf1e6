//! Who did and who saw what: an append-only record, sealed into a chain of hashes.
//!
//! A change writes its entry in its own transaction ([`write`]): no entry, no change. A look at a sensitive record writes its
//! entry before the answer leaves ([`Reads`]): no entry, no answer. Entries are sealed in order a moment later by one sealer
//! ([`Sealer`]), so that writers never queue for the head of the chain. [`verify`] recounts the chain.
//!
//! An entry holds ids, keys and numbers only; that free text cannot get in is a matter of its types.
mod chain;
mod entry;
mod reads;
mod seal;
mod store;
mod verify;

#[cfg(test)]
mod tests;

use db::Migration;

pub use chain::{Hash, Head};
pub use entry::{Actor, Entry, EntryId, Fact, Subject};
pub use reads::{Reads, Unrecorded};
pub use seal::{Sealer, seal_now};
pub use store::{Filter, count_of, entries, head, looks_at, page_of, write, write_all};
pub use verify::{Breach, Broken, Verdict, holds, verify};

pub const MIGRATIONS: &[Migration] = &[Migration {
    name: "ledger/0001_entries",
    sql: include_str!("../migrations/0001_entries.sql"),
}];
