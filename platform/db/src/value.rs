//! What goes in: five kinds of value, each of which may be null.
use base::{Date, FiscalYear, Instant, StaffId, UnitCode};
use sqlx::{Arguments, Sqlite, postgres::PgArguments, query::Query, sqlite::SqliteArguments};

use crate::DbError;

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
    bool    => Bool(it)  it;
    i64     => Int(it)   it;
    f64     => Real(it)  it;
    &str    => Text(it)  it.to_owned();
    &String => Text(it)  it.clone();
    String  => Text(it)  it;
    Date    => Text(it)  it.to_string();
    Instant => Text(it)  instant_text(it);
    StaffId => Text(it)  it.0;
    UnitCode => Text(it) it.0;
    &StaffId => Text(it)  it.0.clone();
    &UnitCode => Text(it) it.0.clone();
    FiscalYear => Int(it) i64::from(it.year());
    i32     => Int(it)   it.into();
    u32     => Int(it)   it.into();
    Vec<u8> => Bytes(it) it;
}

impl From<&Option<String>> for Value {
    fn from(it: &Option<String>) -> Self {
        it.as_deref().into()
    }
}

/// UTC with milliseconds in a fixed width, so that the order of the text is the order in time.
pub fn instant_text(it: Instant) -> String {
    format!("{it:.3}")
}

#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { vec![$($crate::Value::from($value)),*] };
}

type SqliteQuery<'q> = Query<'q, Sqlite, SqliteArguments>;

pub(crate) fn bind_sqlite(query: SqliteQuery<'_>, value: Value) -> SqliteQuery<'_> {
    match value {
        Value::Bool(it) => query.bind(it),
        Value::Int(it) => query.bind(it),
        Value::Real(it) => query.bind(it),
        Value::Text(it) => query.bind(it),
        Value::Bytes(it) => query.bind(it),
    }
}

pub(crate) fn add_postgres(arguments: &mut PgArguments, value: Value) -> Result<(), DbError> {
    match value {
        Value::Bool(it) => arguments.add(it),
        Value::Int(it) => arguments.add(it),
        Value::Real(it) => arguments.add(it),
        Value::Text(it) => arguments.add(it),
        Value::Bytes(it) => arguments.add(it),
    }
    .map_err(|error| DbError::Failure(sqlx::Error::Encode(error)))
}
