//! Japanese text: keys to find and to sort by, and the widths that people type. A stored name is never changed by any of it.

mod bigrams;
mod kana;
mod search_key;
mod signs;
mod sort_key;
mod variants;

pub use bigrams::{SearchTerm, bigrams, search_terms};
pub use kana::full_width_kana;
pub use search_key::search_key;
pub use signs::{ascii_dashes, ascii_digits, ascii_number};
pub(crate) use signs::{is_dash, is_invisible};
pub use sort_key::sort_key;
