//! Closed lists of words that stand as text in the database and in files.

/// Declares a list of words: an enum whose members are each one word in the database, and one key in the texts.
///
/// The calling crate must depend on `serde` (with `derive`). `of_word` gives `None` for a word that is not on the list.
///
/// ```ignore
/// db::words! {
///     /// How a person is employed.
///     Kind, "people-kind-" { Regular = "regular", FixedTerm = "fixed_term" }
/// }
/// ```
#[macro_export]
macro_rules! words {
    ($(#[$attribute:meta])* $name:ident, $key:literal { $($(#[$note:meta])* $word:ident = $text:literal),* $(,)? }) => {
        $(#[$attribute])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$note])* $word),* }

        #[allow(dead_code, reason = "every list of words has all of these, also where a crate needs but some")]
        impl $name {
            /// The whole list, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$word),*];

            /// The word in the database and in files.
            pub fn word(self) -> &'static str {
                match self { $(Self::$word => $text),* }
            }

            pub fn of_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.word() == word)
            }

            /// The key of its name in the texts.
            pub fn text_key(self) -> String {
                format!("{}{}", $key, self.word().replace('_', "-"))
            }
        }

        impl $crate::FromCell for $name {
            fn from_cell(cell: $crate::Cell<'_>) -> Option<Self> {
                Self::of_word(cell.text()?)
            }
        }

        impl From<$name> for $crate::Value {
            fn from(it: $name) -> Self {
                it.word().into()
            }
        }
    };
}
