//! One line of cells, taken apart as its table says and no further: a hostile line of a hundred million brackets stays a line.
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, SeqAccess, Visitor};

use crate::{Kind, Value};

/// The values of a line, or nothing when it has other cells than `kinds`.
pub(super) fn read(line: &[u8], kinds: impl ExactSizeIterator<Item = Kind>) -> Option<Vec<Value>> {
    let mut json = serde_json::Deserializer::from_slice(line);
    let row = Row(kinds).deserialize(&mut json).ok()?;
    json.end().ok()?;
    Some(row)
}

struct Row<I>(I);

impl<'de, I: ExactSizeIterator<Item = Kind>> DeserializeSeed<'de> for Row<I> {
    type Value = Vec<Value>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Vec<Value>, D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de, I: ExactSizeIterator<Item = Kind>> Visitor<'de> for Row<I> {
    type Value = Vec<Value>;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} cells", self.0.len())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut cells: A) -> Result<Vec<Value>, A::Error> {
        let mut row = Vec::with_capacity(self.0.len());
        for kind in self.0 {
            let cell = cells.next_element_seed(Cell(kind))?;
            row.push(cell.ok_or_else(|| A::Error::custom("too few cells"))?);
        }
        match cells.next_element::<IgnoredAny>()? {
            None => Ok(row),
            Some(_) => Err(A::Error::custom("too many cells")),
        }
    }
}

struct Cell(Kind);

impl<'de> DeserializeSeed<'de> for Cell {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl Visitor<'_> for Cell {
    type Value = Value;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "a cell of the kind {:?}", self.0)
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(match self.0 {
            Kind::Bool => Value::Bool(None),
            Kind::Int => Value::Int(None),
            Kind::Real => Value::Real(None),
            Kind::Text => Value::Text(None),
            Kind::Bytes => Value::Bytes(None),
        })
    }

    fn visit_bool<E: Error>(self, it: bool) -> Result<Value, E> {
        match self.0 {
            Kind::Bool => Ok(Value::Bool(Some(it))),
            _ => Err(E::custom("no boolean")),
        }
    }

    fn visit_i64<E: Error>(self, it: i64) -> Result<Value, E> {
        match self.0 {
            Kind::Int => Ok(Value::Int(Some(it))),
            _ => Err(E::custom("no number")),
        }
    }

    fn visit_u64<E: Error>(self, it: u64) -> Result<Value, E> {
        self.visit_i64(it.try_into().map_err(E::custom)?)
    }

    fn visit_str<E: Error>(self, it: &str) -> Result<Value, E> {
        match self.0 {
            Kind::Text => Ok(Value::Text(Some(it.to_owned()))),
            Kind::Real => Ok(Value::Real(Some(it.parse().map_err(E::custom)?))),
            Kind::Bytes => match bytes(it) {
                Some(it) => Ok(Value::Bytes(Some(it))),
                None => Err(E::custom("no hex")),
            },
            Kind::Bool | Kind::Int => Err(E::custom("no text")),
        }
    }
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digit = |it: u8| char::from(it).to_digit(16).map(|it| it as u8);
    let (pairs, rest) = hex.as_bytes().as_chunks::<2>();
    rest.is_empty().then_some(())?;
    pairs
        .iter()
        .map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params;

    const ALL: [Kind; 5] = [Kind::Bool, Kind::Int, Kind::Real, Kind::Text, Kind::Bytes];

    #[test]
    fn a_line_has_a_cell_for_each_column() {
        assert_eq!(
            read(br#"[true,-5,"0.5","\u6587","00ff"]"#, ALL.into_iter()),
            Some(params![true, -5_i64, 0.5, "文", vec![0_u8, 255]])
        );
        assert_eq!(
            read(b"[null,null,null,null,null]", ALL.into_iter()),
            Some(vec![
                Value::Bool(None),
                Value::Int(None),
                Value::Real(None),
                Value::Text(None),
                Value::Bytes(None)
            ])
        );
    }

    #[test]
    fn any_other_line_is_none() {
        let refused = |kind, cells: &str| {
            assert_eq!(read(cells.as_bytes(), [kind].into_iter()), None, "{cells}");
        };
        for cells in [
            "",
            "[]",
            "[1,2]",
            "[1",
            "1",
            "{}",
            "[1] ]",
            "[[1]]",
            "[{}]",
            "[1.5]",
            "[\"1\"]",
            "[true]",
            "[9223372036854775808]",
        ] {
            refused(Kind::Int, cells);
        }
        refused(Kind::Bool, "[1]");
        refused(Kind::Text, "[1]");
        refused(Kind::Real, "[\"x\"]");
        for hex in ["0", "0g", "+1", "é"] {
            refused(Kind::Bytes, &format!("[\"{hex}\"]"));
        }
    }

    #[test]
    fn a_line_of_brackets_is_refused_at_the_first() {
        let deep = "[".repeat(1 << 20);
        let wide = format!("[{}1]", "1,".repeat(1 << 20));

        assert_eq!(read(deep.as_bytes(), [Kind::Int].into_iter()), None);
        assert_eq!(read(wide.as_bytes(), [Kind::Int].into_iter()), None);
    }
}
