use std::collections::{BTreeMap, BTreeSet};

use crate::{DbError, Record, Result, Row, Tx, migrate::RECORDS, params};

/// A table of the city, as the database describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
    /// The columns of the primary key, in its order.
    pub key: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
}

/// The five kinds of column that both engines have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Bool,
    Int,
    Real,
    Text,
    Bytes,
}

impl Kind {
    /// From the type as it is declared; search indexes and other things of one engine alone have none.
    fn of(declared: &str) -> Option<Self> {
        Some(match declared.to_ascii_lowercase().as_str() {
            "boolean" => Self::Bool,
            "bigint" | "integer" | "int" | "smallint" => Self::Int,
            "double precision" | "real" => Self::Real,
            "text" | "character varying" => Self::Text,
            "bytea" | "blob" => Self::Bytes,
            _ => return None,
        })
    }
}

/// One column of the catalogue: its table, name, declared type and place in the key (0: none).
struct Described {
    table: String,
    name: String,
    declared: String,
    key: i64,
}
impl Record for Described {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            table: row.at(0)?,
            name: row.at(1)?,
            declared: row.at(2)?,
            key: row.at(3)?,
        })
    }
}

struct Arrow {
    from: String,
    to: String,
}
impl Record for Arrow {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            from: row.at(0)?,
            to: row.at(1)?,
        })
    }
}

const SQLITE_COLUMNS: &str = "
    select t.name, c.name, c.type, c.pk from pragma_table_list t, pragma_table_xinfo(t.name) c
    where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite!_%' escape '!' and t.name <> $1 and c.hidden = 0
    order by t.name, c.cid";
const SQLITE_ARROWS: &str = "
    select distinct t.name, f.\"table\" from pragma_table_list t, pragma_foreign_key_list(t.name) f
    where t.schema = 'main' and t.type = 'table'";
const POSTGRES_COLUMNS: &str = "
    select c.table_name::text, c.column_name::text, c.data_type::text, coalesce(k.ordinal_position, 0)::bigint
    from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
    left join information_schema.table_constraints p on p.table_schema = c.table_schema
        and p.table_name = c.table_name and p.constraint_type = 'PRIMARY KEY'
    left join information_schema.key_column_usage k on k.constraint_schema = p.constraint_schema
        and k.constraint_name = p.constraint_name and k.table_name = c.table_name and k.column_name = c.column_name
    where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.table_name <> $1
        and c.is_generated = 'NEVER'
    order by c.table_name collate \"C\", c.ordinal_position";
const POSTGRES_ARROWS: &str = "
    select distinct a.relname::text, b.relname::text from pg_constraint f
    join pg_class a on a.oid = f.conrelid join pg_class b on b.oid = f.confrelid
    join pg_namespace n on n.oid = f.connamespace
    where f.contype = 'f' and n.nspname = current_schema()";

impl Tx {
    /// All tables but the record of migrations; a table stands behind those that its foreign keys point to.
    ///
    /// Columns that the database computes are left out; so are SQLite's virtual tables, such as search indexes.
    pub async fn tables(&mut self) -> Result<Vec<Table>> {
        let (columns, arrows) = match self.is_postgres() {
            true => (POSTGRES_COLUMNS, POSTGRES_ARROWS),
            false => (SQLITE_COLUMNS, SQLITE_ARROWS),
        };
        let columns: Vec<Described> = self.all(columns, params![RECORDS]).await?;
        let arrows: Vec<Arrow> = self.all(arrows, params![]).await?;
        let mut tables: BTreeMap<String, (Table, Vec<i64>)> = BTreeMap::new();
        for it in columns {
            let kind = Kind::of(&it.declared).ok_or_else(|| {
                DbError::failure(format!(
                    "{}.{} is of the unknown type {}",
                    it.table, it.name, it.declared
                ))
            })?;
            let (table, places) = tables.entry(it.table.clone()).or_insert_with(|| {
                let table = Table {
                    name: it.table.clone(),
                    columns: Vec::new(),
                    key: Vec::new(),
                };
                (table, Vec::new())
            });
            if 0 < it.key {
                let place = places.partition_point(|other| *other < it.key);
                places.insert(place, it.key);
                table.key.insert(place, it.name.clone());
            }
            table.columns.push(Column {
                name: it.name,
                kind,
            });
        }
        Ok(in_order(
            tables.into_values().map(|it| it.0).collect(),
            &arrows,
        ))
    }
}

/// Tables that point at nothing that is still to come, by name; a circle is broken by name.
fn in_order(mut tables: Vec<Table>, arrows: &[Arrow]) -> Vec<Table> {
    let mut ordered = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let open: BTreeSet<&str> = tables.iter().map(|it| it.name.as_str()).collect();
        let waits = |name: &str| {
            arrows
                .iter()
                .any(|it| it.from == name && it.to != name && open.contains(it.to.as_str()))
        };
        let next = tables.iter().position(|it| !waits(&it.name)).unwrap_or(0);
        ordered.push(tables.remove(next));
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_stands_behind_those_it_points_to_even_in_a_circle() {
        let table = |name: &str| Table {
            name: name.into(),
            columns: vec![],
            key: vec![],
        };
        let arrow = |from: &str, to: &str| Arrow {
            from: from.into(),
            to: to.into(),
        };
        let tables = vec![table("a"), table("b"), table("c"), table("d"), table("e")];
        let arrows = [
            arrow("a", "c"),
            arrow("c", "b"),
            arrow("b", "b"),
            arrow("d", "e"),
            arrow("e", "d"),
        ];

        let names: Vec<String> = in_order(tables, &arrows)
            .into_iter()
            .map(|it| it.name)
            .collect();

        assert_eq!(names, ["b", "c", "a", "d", "e"]);
    }
}
