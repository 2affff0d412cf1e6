//! From a column's value to the types of the house.
use base::{Date, FiscalYear, Instant, StaffId, UnitCode};

use crate::{Cell, Value};

/// A type that one column holds. `None` means that the value is of another kind, or null.
pub trait FromCell: Sized {
    fn from_cell(cell: Cell<'_>) -> Option<Self>;
}

impl FromCell for Value {
    /// A null without a kind of its own becomes a text.
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        Some(match cell {
            Cell::Null => Self::Text(None),
            Cell::Bool(it) => it.into(),
            Cell::Int(it) => it.into(),
            Cell::Real(it) => it.into(),
            Cell::Text(it) => it.into(),
            Cell::Bytes(it) => it.into(),
        })
    }
}

impl FromCell for bool {
    /// SQLite keeps booleans as 0 and 1.
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Bool(it) => Some(it),
            Cell::Int(it) => Some(it != 0),
            _ => None,
        }
    }
}

impl FromCell for i64 {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Int(it) => Some(it),
            _ => None,
        }
    }
}

macro_rules! narrower {
    ($($rust:ty)*) => {$(
        impl FromCell for $rust {
            fn from_cell(cell: Cell<'_>) -> Option<Self> {
                i64::from_cell(cell)?.try_into().ok()
            }
        }
    )*};
}
narrower! { i16 i32 u16 u32 usize }

impl FromCell for f64 {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Real(it) => Some(it),
            Cell::Int(it) => Some(it as f64),
            _ => None,
        }
    }
}

impl FromCell for String {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        cell.text().map(str::to_owned)
    }
}

impl FromCell for Vec<u8> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Bytes(it) => Some(it.to_vec()),
            _ => None,
        }
    }
}

impl FromCell for Date {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        cell.text()?.parse().ok()
    }
}

impl FromCell for Instant {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        cell.text()?.parse().ok()
    }
}

impl FromCell for FiscalYear {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        i16::from_cell(cell).map(Self)
    }
}

impl FromCell for StaffId {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        String::from_cell(cell).map(Self)
    }
}

impl FromCell for UnitCode {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        String::from_cell(cell).map(Self)
    }
}

impl<T: FromCell> FromCell for Option<T> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Null => Some(None),
            it => T::from_cell(it).map(Some),
        }
    }
}
