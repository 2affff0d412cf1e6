//! What goes in: five kinds of value, each of which may be null.
use base::{Date, FiscalYear, Instant, StaffId, UnitCode};

use crate::{DbError, Result};

/// A parameter, or one column of one row.
///
/// Null keeps its kind, because PostgreSQL will not accept a text null in a bigint column.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Bool(Option<bool>),
    Int(Option<i64>),
    Real(Option<f64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

macro_rules! values {
    ($($rust:ty => $kind:ident ($it:ident) $convert:expr;)*) => {$(
        impl From<$rust> for Value {
            fn from($it: $rust) -> Self { Self::$kind(Some($convert)) }
        }
        impl From<Option<$rust>> for Value {
            fn from(it: Option<$rust>) -> Self { it.map_or(Self::$kind(None), Into::into) }
        }
    )*};
}
values! {
    bool      => Bool(it)  it;
    i64       => Int(it)   it;
    i32       => Int(it)   it.into();
    i16       => Int(it)   it.into();
    u32       => Int(it)   it.into();
    u16       => Int(it)   it.into();
    f64       => Real(it)  it;
    &str      => Text(it)  it.to_owned();
    &String   => Text(it)  it.clone();
    String    => Text(it)  it;
    Date      => Text(it)  it.to_string();
    &Date     => Text(it)  it.to_string();
    Instant   => Text(it)  instant_text(it);
    &Instant  => Text(it)  instant_text(*it);
    StaffId   => Text(it)  it.0;
    &StaffId  => Text(it)  it.0.clone();
    UnitCode  => Text(it)  it.0;
    &UnitCode => Text(it)  it.0.clone();
    FiscalYear  => Int(it) it.year().into();
    &FiscalYear => Int(it) it.year().into();
    Vec<u8>   => Bytes(it) it;
    &[u8]     => Bytes(it) it.to_vec();
}

macro_rules! borrowed_options {
    ($($rust:ty)*) => {$(
        impl From<&Option<$rust>> for Value {
            fn from(it: &Option<$rust>) -> Self { it.as_ref().into() }
        }
    )*};
}
borrowed_options! { String StaffId UnitCode Date Instant FiscalYear }

/// UTC with milliseconds in a fixed width, so that the order of the text is the order in time.
pub fn instant_text(it: Instant) -> String {
    format!("{it:.3}")
}

/// The parameters of a statement, in the order of `$1`, `$2`, ….
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { vec![$($crate::Value::from($value)),*] };
}

/// A value on loan: what stands in a row that is read, and rows that are written by the thousand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Real(f64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

impl<'a> Cell<'a> {
    /// The text, if it is one.
    pub fn text(self) -> Option<&'a str> {
        match self {
            Self::Text(it) => Some(it),
            _ => None,
        }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(it: &'a str) -> Self {
        Self::Text(it)
    }
}
impl<'a> From<Option<&'a str>> for Cell<'a> {
    fn from(it: Option<&'a str>) -> Self {
        it.map_or(Self::Null, Self::Text)
    }
}
impl From<i64> for Cell<'_> {
    fn from(it: i64) -> Self {
        Self::Int(it)
    }
}
impl From<Option<i64>> for Cell<'_> {
    fn from(it: Option<i64>) -> Self {
        it.map_or(Self::Null, Self::Int)
    }
}
impl From<bool> for Cell<'_> {
    fn from(it: bool) -> Self {
        Self::Bool(it)
    }
}

/// What can stand in a row given to [`insert_many`](crate::Tx::insert_many): an owned [`Value`] or a [`Cell`].
pub trait AsCell: Sync {
    fn as_cell(&self) -> Cell<'_>;
}
impl AsCell for Cell<'_> {
    fn as_cell(&self) -> Cell<'_> {
        *self
    }
}
impl AsCell for Value {
    fn as_cell(&self) -> Cell<'_> {
        match self {
            Self::Bool(it) => it.map_or(Cell::Null, Cell::Bool),
            Self::Int(it) => it.map_or(Cell::Null, Cell::Int),
            Self::Real(it) => it.map_or(Cell::Null, Cell::Real),
            Self::Text(it) => it.as_deref().map_or(Cell::Null, Cell::Text),
            Self::Bytes(it) => it.as_deref().map_or(Cell::Null, Cell::Bytes),
        }
    }
}

/// U+0000 is refused on both engines, for PostgreSQL cannot hold it.
pub(crate) fn check(cell: Cell<'_>) -> Result<Cell<'_>> {
    match cell {
        Cell::Text(it) if it.as_bytes().contains(&0) => Err(DbError::Nul),
        fine => Ok(fine),
    }
}
