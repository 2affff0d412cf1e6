//! What comes out: rows read by column name.
use std::any::type_name;

use crate::{DbError, FromValue, Result, Value, postgres, sqlite};

/// One row, still in the engine's hands: nothing is copied until a column is asked for.
pub struct Row<'r>(pub(crate) Source<'r>);

pub(crate) enum Source<'r> {
    Sqlite {
        row: &'r rusqlite::Row<'r>,
        names: &'r [Box<str>],
    },
    Postgres(&'r sqlx::postgres::PgRow),
}

/// A type that one row holds.
pub trait Record: Sized {
    fn read(row: &Row<'_>) -> Result<Self>;
}

impl Row<'_> {
    /// The column of that name.
    pub fn get<T: FromValue>(&self, column: &str) -> Result<T> {
        let index = match &self.0 {
            Source::Sqlite { names, .. } => names.iter().position(|name| **name == *column),
            Source::Postgres(row) => postgres::index_of(row, column),
        };
        self.at(index.ok_or_else(|| DbError::NoColumn(column.to_owned()))?)
    }

    /// The column at that place, counted from 0.
    pub fn at<T: FromValue>(&self, index: usize) -> Result<T> {
        T::from_owned(self.value(index)?).ok_or_else(|| DbError::Column {
            column: self.name(index),
            expected: type_name::<T>(),
        })
    }

    /// The bare value. SQLite knows no booleans and no kinds of null: both come as what they are stored as.
    pub fn value(&self, index: usize) -> Result<Value> {
        match &self.0 {
            Source::Sqlite { row, .. } => sqlite::value_at(row, index),
            Source::Postgres(row) => postgres::value_at(row, index),
        }
    }

    fn name(&self, index: usize) -> String {
        match &self.0 {
            Source::Sqlite { names, .. } => names.get(index).map(ToString::to_string),
            Source::Postgres(row) => postgres::name_at(row, index),
        }
        .unwrap_or_else(|| index.to_string())
    }
}
