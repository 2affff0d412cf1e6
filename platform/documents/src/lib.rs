//! Files of the office: reads Word, Excel and text into blocks, tables of records out of CSV and Excel, and writes both again.
//!
//! Everything that comes in is judged by its content, never by its name, and measured against [`Limits`] before it is read.

mod block;
mod decode;
mod docx;
mod error;
mod kind;
mod limits;
mod package;
mod read;
mod text;
mod xlsx;
mod xml;

pub use block::{Block, Cell, Content, Place, Table};
pub use error::{FoundKind, LimitKind, ReadError, TEXT_KEYS};
pub use limits::Limits;
pub use read::{Document, DocumentKind, read_blocks};
