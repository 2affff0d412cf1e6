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
mod records;
mod text;
mod write;
mod xlsx;
mod xml;

pub use block::{Block, Cell, Content, Place, Table};
pub use error::{FoundKind, LimitKind, READ_TEXT_KEYS, ReadError};
pub use limits::Limits;
pub use read::{Document, DocumentKind, read_blocks};
pub use records::{
    Batch, CsvStream, RaggedRow, Record, RecordRow, RecordTable, Records, read_table,
};
pub use write::{
    CsvWriter, Encoding, SheetWriter, Unmappable, Value, WRITE_TEXT_KEYS, Workbook, WriteError,
    write_csv,
};
