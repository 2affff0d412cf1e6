//! Where a direction or listing stands in the tree, as people say it: `1-2`, `1-2-3`.

use std::fmt;
use std::str::FromStr;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Field and direction, counted from 1 as they stand in the file: `1-2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DirectionKey {
    pub field: u32,
    pub direction: u32,
}

/// Field, direction and order in it, counted from 1 as they stand in the file: `1-2-3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListingKey {
    pub field: u32,
    pub direction: u32,
    pub order: u32,
}

impl ListingKey {
    pub fn direction_key(self) -> DirectionKey {
        DirectionKey {
            field: self.field,
            direction: self.direction,
        }
    }
}

impl fmt::Display for DirectionKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}", self.field, self.direction)
    }
}

impl fmt::Display for ListingKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}-{}", self.field, self.direction, self.order)
    }
}

/// Reads `1-2`. An error says nothing, for keys are written by programs only.
impl FromStr for DirectionKey {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let [field, direction] = numbers(text)?;
        Ok(Self { field, direction })
    }
}

/// Reads `1-2-3`.
impl FromStr for ListingKey {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let [field, direction, order] = numbers(text)?;
        Ok(Self {
            field,
            direction,
            order,
        })
    }
}

/// The text is not the key of a direction or listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a key of a direction or listing")]
pub struct NotAKey;

fn numbers<const COUNT: usize>(text: &str) -> Result<[u32; COUNT], NotAKey> {
    let numbers: Option<Vec<u32>> = text
        .split('-')
        .map(|part| part.parse().ok().filter(|number| *number > 0))
        .collect();
    numbers
        .and_then(|numbers| numbers.try_into().ok())
        .ok_or(NotAKey)
}

impl Serialize for DirectionKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for ListingKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DirectionKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for ListingKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_is_written() {
        let key = ListingKey {
            field: 1,
            direction: 2,
            order: 13,
        };

        assert_eq!(key.to_string().parse(), Ok(key));
        assert_eq!(key.direction_key().to_string(), "1-2");
        for text in ["1-2", "1-2-3-4", "1-2-x", "0-1-1", ""] {
            assert_eq!(text.parse::<ListingKey>(), Err(NotAKey), "{text}");
        }
    }
}
