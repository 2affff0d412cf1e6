use std::fmt;

use serde::{Deserialize, Serialize};

/// Declares an id: a UUIDv7 as text, so that ids sort by the moment they were made.
///
/// The calling crate must depend on `db` and `serde` (with `derive`), for the conversions are expanded there;
/// `base` itself knows no database.
#[macro_export]
macro_rules! id {
    ($(#[$attribute:meta])* $name:ident) => {
        $(#[$attribute])*
        #[derive(
            Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub String);

        #[allow(dead_code, reason = "every kind of id has both, also where a crate needs but one")]
        impl $name {
            /// A new id that no other record has.
            pub fn fresh() -> Self {
                Self($crate::fresh_id())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, out: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                out.write_str(&self.0)
            }
        }

        impl From<&$name> for ::db::Value {
            fn from(id: &$name) -> Self {
                id.0.as_str().into()
            }
        }

        impl ::db::FromCell for $name {
            fn from_cell(cell: ::db::Cell<'_>) -> Option<Self> {
                <String as ::db::FromCell>::from_cell(cell).map(Self)
            }
        }
    };
}

/// A new UUIDv7 as text, 36 characters.
pub fn fresh_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// The internal id of a person, for life. Not the staff number, which people read and type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StaffId(pub String);

impl StaffId {
    /// A new id that no other person has.
    pub fn fresh() -> Self {
        Self(fresh_id())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for StaffId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The code of an organisation unit (組織), given by the city and kept for the unit's life.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnitCode(pub String);

impl UnitCode {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnitCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fresh_id_is_new_and_sorts_after_the_earlier_one() {
        let first = StaffId::fresh();
        let second = StaffId::fresh();

        assert!(first < second, "{first} {second}");
        assert_eq!(first.as_str().len(), 36);
    }
}
