//! One door to SQLite and PostgreSQL: the same SQL text, the same values, the same rows.
//!
//! ```ignore
//! let db = Db::open(&Location::parse("sqlite:/srv/hagukumi/city.db")?).await?;
//! db.migrate(&[Migration { name: "people/0001_staff", sql: include_str!("…") }]).await?;
//! let staff: Vec<Staff> = db.read(async |tx| tx.all("select id, kana from staff where unit = $1", params![unit]).await).await?;
//! ```
//!
//! Values are the same on both engines: text for ids, dates (`2026-04-01`) and instants (UTC with milliseconds), `bigint`,
//! `boolean`, `double precision`, `bytea`/`blob`. Calendar sums are done in Rust. Nothing here logs a value.
mod db;
pub mod dump;
mod error;
mod from_cell;
mod keys;
mod location;
mod migrate;
mod postgres;
mod row;
mod scratch;
mod sql;
mod sqlite;
mod tables;
mod tx;
mod value;
mod words;

#[cfg(test)]
mod tests;

pub use db::{Db, Work};
pub use error::{DbError, Fault, Result, Retry};
pub use from_cell::FromCell;
pub use keys::KeysAside;
pub use location::{Location, LocationError};
pub use migrate::Migration;
pub use row::{Record, Row};
pub use sql::Sql;
pub use tables::{Column, Kind, Table};
pub use tx::Tx;
pub use value::{AsCell, Cell, Value, instant_text};
