//! A logical copy of a whole database, which either engine can write and either can read.
//!
//! Text lines, UTF-8, each ended by one line feed, each one JSON value:
//!
//! ```text
//! {"format":"hagukumi-dump","version":1,"about":{…},"migrations":[["people/0001_staff","<sha-256>"],…],
//!  "tables":[{"name":"staff","columns":[["id","text"],["hired_year","int"],…]},…]}
//! {"table":"staff"}
//! ["0190…",2020,null,true,"0.5","c3bf"]
//! {"rows":1}
//! {"end":{"tables":1,"rows":1},"sha256":"<of all bytes before this line and the value of end>"}
//! ```
//!
//! Kinds: `bool` true or false; `int` a number; `text` a string; `real` a string that reads back to the same bits; `bytes` a
//! string in hex. Null is null. Tables come in an order in which foreign keys hold. Everything is of one moment. Both
//! directions pass row by row, in flat memory.
mod cells;
mod lines;
mod read;
mod write;

use std::{collections::BTreeMap, io};

use serde::{Deserialize, Serialize};

use crate::{DbError, Kind};

pub use read::{check, load};
pub use write::dump;

const FORMAT: &str = "hagukumi-dump";
const VERSION: u32 = 1;

/// The first line: what the rest is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    format: String,
    version: u32,
    /// What the caller wants to know again before it restores, such as the city's code.
    pub about: BTreeMap<String, String>,
    /// Names and checksums of the migrations that made the tables, in the order in which they ran.
    pub migrations: Vec<(String, String)>,
    tables: Vec<Heading>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Heading {
    name: String,
    columns: Vec<(String, Kind)>,
}

/// How much a dump holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    pub tables: u64,
    pub rows: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Mark {
    Table { table: String },
    Rows { rows: u64 },
    End { end: Counts, sha256: String },
}

impl Mark {
    /// Taking an object apart costs many times its length, and no mark is long.
    fn read(line: &[u8]) -> Option<Self> {
        const LONGEST: usize = 1024;
        (line.len() <= LONGEST).then_some(())?;
        serde_json::from_slice(line).ok()
    }
}

/// Why a dump was not written or not read. When reading fails, the database is as it was.
#[derive(Debug, thiserror::Error)]
pub enum DumpError {
    #[error(transparent)]
    Db(#[from] DbError),
    #[error("the file cannot be read or written")]
    Io(#[from] io::Error),
    #[error("the file is not a backup of this program")]
    NotADump,
    /// Written by a later version of the program, in a form that this one does not know.
    #[error("the file has the form {0}, which this program does not know")]
    NewerFormat(u32),
    #[error("the file ends too early")]
    Truncated,
    #[error("the file was altered after it was written")]
    Altered,
    /// `accept` said no.
    #[error("the file is a backup of something else")]
    Declined,
    #[error("the database to load into already holds tables")]
    NotEmpty,
    /// Cannot come from a dump that its checksum proves whole: a fault of the program that wrote it.
    #[error("line {0} does not fit its table")]
    BadLine(u64),
}
