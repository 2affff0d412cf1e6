//! Between our values and PostgreSQL's binary form.
use sqlx::{
    Arguments, Column, Row as _, TypeInfo, ValueRef,
    postgres::{PgArguments, PgRow, PgValueFormat},
};

use crate::{
    Cell, DbError, Result, Value,
    value::{AsCell, check},
};

pub(crate) fn arguments(params: Vec<Value>) -> Result<PgArguments> {
    let mut all = PgArguments::default();
    for it in params {
        check(it.as_cell())?;
        match it {
            Value::Bool(it) => all.add(it),
            Value::Int(it) => all.add(it),
            Value::Real(it) => all.add(it),
            Value::Text(it) => all.add(it),
            Value::Bytes(it) => all.add(it),
        }
        .map_err(DbError::failure)?;
    }
    Ok(all)
}

pub(crate) fn index_of(row: &PgRow, name: &str) -> Option<usize> {
    row.columns().iter().position(|it| it.name() == name)
}

pub(crate) fn name_at(row: &PgRow, index: usize) -> Option<String> {
    row.columns().get(index).map(|it| it.name().to_owned())
}

pub(crate) fn cell_at(row: &PgRow, index: usize) -> Result<Cell<'_>> {
    if row.columns().len() <= index {
        return Err(DbError::NoColumn(index.to_string()));
    }
    let raw = row.try_get_raw(index)?;
    if raw.is_null() {
        return Ok(Cell::Null);
    }
    let kind = raw.type_info();
    Ok(match kind.name() {
        "BOOL" => Cell::Bool(row.try_get(index)?),
        "INT8" => Cell::Int(row.try_get(index)?),
        "INT4" => Cell::Int(row.try_get::<i32, _>(index)?.into()),
        "INT2" => Cell::Int(row.try_get::<i16, _>(index)?.into()),
        "FLOAT8" => Cell::Real(row.try_get(index)?),
        "FLOAT4" => Cell::Real(row.try_get::<f32, _>(index)?.into()),
        "BYTEA" => Cell::Bytes(row.try_get(index)?),
        "NUMERIC" if raw.format() == PgValueFormat::Binary => {
            numeric(raw.as_bytes().map_err(DbError::failure)?)?
        }
        "TEXT" | "VARCHAR" | "NAME" | "BPCHAR" | "CHAR" | "UNKNOWN" => {
            Cell::Text(raw.as_str().map_err(DbError::failure)?)
        }
        other => {
            return Err(DbError::failure(format!(
                "column {index} is of the unknown type {other}"
            )));
        }
    })
}

/// The sum of bigints is a numeric: here it becomes an integer again, as in SQLite; a broken number a float.
///
/// The form: digits in base 10,000, the weight of the first, the sign, the scale, each in 16 bits.
fn numeric(bytes: &[u8]) -> Result<Cell<'static>> {
    let part = |index: usize| -> Option<i16> {
        let at = bytes.get(index * 2..index * 2 + 2)?;
        Some(i16::from_be_bytes([at[0], at[1]]))
    };
    let unfit = || DbError::failure("a numeric that fits neither an integer nor a float");
    let head = |index| part(index).ok_or_else(unfit);
    let (digits, weight, sign) = (head(0)?, i32::from(head(1)?), head(2)?);
    const NEGATIVE: i16 = 0x4000;
    if sign != 0 && sign != NEGATIVE {
        return Err(unfit());
    }
    let digits: Vec<i64> = (0..digits as usize)
        .map(|it| part(4 + it).map(i64::from).ok_or_else(unfit))
        .collect::<Result<_>>()?;
    let is_whole = digits.len() as i32 <= weight + 1
        || digits
            .iter()
            .skip((weight + 1).max(0) as usize)
            .all(|it| *it == 0);
    if is_whole && (-1..=4).contains(&weight) {
        let mut total: i128 = 0;
        for place in 0..=weight {
            let digit = digits.get(place as usize).copied().unwrap_or(0);
            total = total * 10_000 + i128::from(digit);
        }
        let total = if sign == NEGATIVE { -total } else { total };
        return i64::try_from(total).map(Cell::Int).map_err(|_| unfit());
    }
    let mut total = 0.0;
    for (place, digit) in digits.iter().enumerate() {
        total += *digit as f64 * 10_000_f64.powi(weight - place as i32);
    }
    Ok(Cell::Real(if sign == NEGATIVE { -total } else { total }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(parts: &[i16]) -> Vec<u8> {
        parts.iter().flat_map(|it| it.to_be_bytes()).collect()
    }

    #[test]
    fn a_whole_numeric_is_an_integer() {
        assert_eq!(numeric(&form(&[0, 0, 0, 0])).unwrap(), Cell::Int(0));
        assert_eq!(
            numeric(&form(&[2, 1, 0, 0, 12, 3456])).unwrap(),
            Cell::Int(123_456)
        );
        assert_eq!(
            numeric(&form(&[1, 2, 0x4000, 0, 7])).unwrap(),
            Cell::Int(-700_000_000)
        );
        let largest = form(&[5, 4, 0, 0, 922, 3372, 368, 5477, 5807]);
        assert_eq!(numeric(&largest).unwrap(), Cell::Int(i64::MAX));
    }

    #[test]
    fn a_broken_numeric_is_a_float() {
        assert_eq!(
            numeric(&form(&[2, 0, 0, 1, 2, 5000])).unwrap(),
            Cell::Real(2.5)
        );
        assert_eq!(
            numeric(&form(&[1, -1, 0x4000, 2, 2500])).unwrap(),
            Cell::Real(-0.25)
        );
    }

    #[test]
    fn a_numeric_too_large_is_refused() {
        assert!(numeric(&form(&[5, 4, 0, 0, 922, 3372, 368, 5477, 5808])).is_err());
        assert!(numeric(&form(&[0, 0, -0x4000, 0])).is_err());
    }
}
