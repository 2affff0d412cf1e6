//! From a column's value to the types of the house.
use base::{Date, FiscalYear, Instant, StaffId, UnitCode};

use crate::Value;

/// A type that one column holds. `None` means that the value is of another kind, or null.
pub trait FromValue: Sized {
    fn from_value(value: &Value) -> Option<Self>;

    /// The same from a value that may be taken apart; texts override it to save a copy.
    fn from_owned(value: Value) -> Option<Self> {
        Self::from_value(&value)
    }
}

impl FromValue for Value {
    fn from_value(value: &Value) -> Option<Self> {
        Some(value.clone())
    }
    fn from_owned(value: Value) -> Option<Self> {
        Some(value)
    }
}

impl FromValue for bool {
    /// SQLite keeps booleans as 0 and 1.
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(it) => *it,
            Value::Int(it) => it.map(|it| it != 0),
            _ => None,
        }
    }
}

impl FromValue for i64 {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Int(it) => *it,
            _ => None,
        }
    }
}

macro_rules! narrower {
    ($($rust:ty)*) => {$(
        impl FromValue for $rust {
            fn from_value(value: &Value) -> Option<Self> {
                i64::from_value(value)?.try_into().ok()
            }
        }
    )*};
}
narrower! { i16 i32 u16 u32 usize }

impl FromValue for f64 {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Real(it) => *it,
            Value::Int(it) => it.map(|it| it as f64),
            _ => None,
        }
    }
}

impl FromValue for String {
    fn from_value(value: &Value) -> Option<Self> {
        text(value).map(str::to_owned)
    }
    fn from_owned(value: Value) -> Option<Self> {
        match value {
            Value::Text(it) => it,
            _ => None,
        }
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: &Value) -> Option<Self> {
        Self::from_owned(value.clone())
    }
    fn from_owned(value: Value) -> Option<Self> {
        match value {
            Value::Bytes(it) => it,
            _ => None,
        }
    }
}

impl FromValue for Date {
    fn from_value(value: &Value) -> Option<Self> {
        text(value)?.parse().ok()
    }
}

impl FromValue for Instant {
    fn from_value(value: &Value) -> Option<Self> {
        text(value)?.parse().ok()
    }
}

impl FromValue for FiscalYear {
    fn from_value(value: &Value) -> Option<Self> {
        i16::from_value(value).map(Self)
    }
}

impl FromValue for StaffId {
    fn from_value(value: &Value) -> Option<Self> {
        String::from_value(value).map(Self)
    }
    fn from_owned(value: Value) -> Option<Self> {
        String::from_owned(value).map(Self)
    }
}

impl FromValue for UnitCode {
    fn from_value(value: &Value) -> Option<Self> {
        String::from_value(value).map(Self)
    }
    fn from_owned(value: Value) -> Option<Self> {
        String::from_owned(value).map(Self)
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> Option<Self> {
        match value.is_null() {
            true => Some(None),
            false => T::from_value(value).map(Some),
        }
    }
    fn from_owned(value: Value) -> Option<Self> {
        match value.is_null() {
            true => Some(None),
            false => T::from_owned(value).map(Some),
        }
    }
}

impl Value {
    pub fn is_null(&self) -> bool {
        match self {
            Self::Bool(it) => it.is_none(),
            Self::Int(it) => it.is_none(),
            Self::Real(it) => it.is_none(),
            Self::Text(it) => it.is_none(),
            Self::Bytes(it) => it.is_none(),
        }
    }
}

fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(it) => it.as_deref(),
        _ => None,
    }
}
