//! Conditions by which a statement keeps some of the people `s`.
use base::{Date, UnitCode};
use db::Sql;
use gate::Scope;

use crate::model::AssignmentKind;

/// Keeps the people `s` whom the scope reaches on this day.
pub(super) fn reach(sql: Sql, scope: &Scope, on: Date) -> Sql {
    if scope.is_city() {
        return sql;
    }
    let sql = scope
        .restrict(sql.push(" and ((1 = 1"), None, Some("s.id"), on)
        .push(")");
    match scope.units() {
        [] => sql.push(")"),
        units => assigned(sql.push(" or "), units, None, on).push(")"),
    }
}

/// The condition that `s` has an assignment, of this kind if any is named, in one of the units or below on this day.
pub(super) fn assigned<'a>(
    sql: Sql,
    units: impl IntoIterator<Item = &'a UnitCode>,
    kind: Option<AssignmentKind>,
    on: Date,
) -> Sql {
    let sql = sql
        .push("s.id in (select r.staff_id from people_assignments r where r.starts_on <= ")
        .bind(on)
        .push(" and ")
        .bind(on)
        .push(" < r.ends_on and ");
    let sql = match kind {
        Some(kind) => sql.push("r.kind = ").bind(kind).push(" and "),
        None => sql,
    };
    gate::below(sql, "r.unit_code", units, on).push(")")
}
