//! What comes out: rows read by column name.
use std::{any::type_name, cell::OnceCell};

use crate::{Cell, DbError, FromCell, Result, postgres, sqlite};

/// One row, still in the engine's hands: nothing is copied until a column is asked for.
pub struct Row<'r>(pub(crate) Source<'r>);

pub(crate) enum Source<'r> {
    Sqlite {
        row: &'r rusqlite::Row<'r>,
        /// The names of the columns, once one is asked for by name.
        names: &'r OnceCell<Vec<Box<str>>>,
    },
    Postgres(&'r sqlx::postgres::PgRow),
}

/// A type that one row holds.
pub trait Record: Sized {
    fn read(row: &Row<'_>) -> Result<Self>;
}

impl Row<'_> {
    /// The column of that name.
    pub fn get<T: FromCell>(&self, column: &str) -> Result<T> {
        let index = match &self.0 {
            Source::Sqlite { row, names } => names
                .get_or_init(|| sqlite::names_of(row))
                .iter()
                .position(|name| **name == *column),
            Source::Postgres(row) => postgres::index_of(row, column),
        };
        self.at(index.ok_or_else(|| DbError::NoColumn(column.to_owned()))?)
    }

    /// The column at that place, counted from 0.
    pub fn at<T: FromCell>(&self, index: usize) -> Result<T> {
        T::from_cell(self.cell(index)?).ok_or_else(|| DbError::Column {
            column: self.name(index),
            expected: type_name::<T>(),
        })
    }

    /// The bare value. SQLite knows no booleans: they come as the integers that they are stored as.
    pub fn cell(&self, index: usize) -> Result<Cell<'_>> {
        match &self.0 {
            Source::Sqlite { row, .. } => sqlite::cell_at(row, index),
            Source::Postgres(row) => postgres::cell_at(row, index),
        }
    }

    fn name(&self, index: usize) -> String {
        match &self.0 {
            Source::Sqlite { row, .. } => row.as_ref().column_name(index).ok().map(str::to_owned),
            Source::Postgres(row) => postgres::name_at(row, index),
        }
        .unwrap_or_else(|| index.to_string())
    }
}
