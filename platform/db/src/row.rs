//! What comes out: rows read by column name.
use base::{Date, FiscalYear, Instant, StaffId, UnitCode};
use sqlx::{Column, Row as _, TypeInfo, ValueRef, postgres::PgRow, sqlite::SqliteRow};

use crate::{DbError, Result, Value};

pub struct Row {
    columns: Vec<(String, Value)>,
}

/// A type that one row holds.
pub trait Record: Sized {
    fn read(row: &Row) -> Result<Self>;
}

/// A type that one column holds.
pub trait FromValue: Sized {
    fn from_value(value: &Value) -> Option<Self>;
}

impl Row {
    pub fn get<T: FromValue>(&self, column: &str) -> Result<T> {
        let value = self
            .columns
            .iter()
            .find(|(name, _)| name == column)
            .map(|(_, value)| value);
        value
            .and_then(T::from_value)
            .ok_or_else(|| DbError::Column {
                column: column.to_owned(),
                expected: std::any::type_name::<T>(),
            })
    }

    pub(crate) fn first<T: FromValue>(&self) -> Result<T> {
        self.get(&self.columns[0].0)
    }
}

impl FromValue for bool {
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
        if let Value::Int(it) = value {
            *it
        } else {
            None
        }
    }
}
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
        if let Value::Text(it) = value {
            it.clone()
        } else {
            None
        }
    }
}
impl FromValue for Date {
    fn from_value(value: &Value) -> Option<Self> {
        String::from_value(value)?.parse().ok()
    }
}
impl FromValue for Instant {
    fn from_value(value: &Value) -> Option<Self> {
        String::from_value(value)?.parse().ok()
    }
}
impl FromValue for StaffId {
    fn from_value(value: &Value) -> Option<Self> {
        String::from_value(value).map(Self)
    }
}
impl FromValue for UnitCode {
    fn from_value(value: &Value) -> Option<Self> {
        String::from_value(value).map(Self)
    }
}
impl FromValue for FiscalYear {
    fn from_value(value: &Value) -> Option<Self> {
        i16::try_from(i64::from_value(value)?).ok().map(Self)
    }
}
impl FromValue for Vec<u8> {
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Bytes(it) = value {
            it.clone()
        } else {
            None
        }
    }
}
impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(None)
            | Value::Int(None)
            | Value::Real(None)
            | Value::Text(None)
            | Value::Bytes(None) => Some(None),
            some => T::from_value(some).map(Some),
        }
    }
}

pub(crate) fn from_sqlite(row: &SqliteRow) -> Result<Row> {
    let read = |i: usize| -> Result<Value> {
        let kind = row.try_get_raw(i)?.type_info().name().to_owned();
        Ok(match kind.as_str() {
            "BOOLEAN" => Value::Bool(row.try_get(i)?),
            "INTEGER" => Value::Int(row.try_get_unchecked(i)?),
            "REAL" => Value::Real(row.try_get_unchecked(i)?),
            "BLOB" => Value::Bytes(row.try_get_unchecked(i)?),
            _ => Value::Text(row.try_get_unchecked(i)?),
        })
    };
    Ok(Row {
        columns: row
            .columns()
            .iter()
            .map(|it| Ok((it.name().to_owned(), read(it.ordinal())?)))
            .collect::<Result<_>>()?,
    })
}

pub(crate) fn from_postgres(row: &PgRow) -> Result<Row> {
    let read = |i: usize| -> Result<Value> {
        let kind = row.try_get_raw(i)?.type_info().name().to_owned();
        Ok(match kind.as_str() {
            "BOOL" => Value::Bool(row.try_get(i)?),
            "INT8" => Value::Int(row.try_get(i)?),
            "INT4" => Value::Int(row.try_get::<Option<i32>, _>(i)?.map(Into::into)),
            "FLOAT8" => Value::Real(row.try_get(i)?),
            "BYTEA" => Value::Bytes(row.try_get(i)?),
            _ => Value::Text(row.try_get(i)?),
        })
    };
    Ok(Row {
        columns: row
            .columns()
            .iter()
            .map(|it| Ok((it.name().to_owned(), read(it.ordinal())?)))
            .collect::<Result<_>>()?,
    })
}
