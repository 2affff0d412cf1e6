//! Tables of records: a heading row and rows of text, out of CSV or Excel, small ones whole and large ones as a stream.

mod batch;
mod boundary;
mod field;
mod stream;
mod table;

pub use batch::{Batch, Record, Records};
pub(crate) use field::made_safe;
pub use stream::CsvStream;
pub use table::{RaggedRow, RecordRow, RecordTable, read_table};
