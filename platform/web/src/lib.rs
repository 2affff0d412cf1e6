//! What every page shares: texts in two languages, the frame around a page, forms and tables, and how a "no" looks.
pub mod assets;
pub mod chart;
pub mod check;
mod dates;
mod error;
pub mod form;
mod page;
pub mod table;
mod texts;

pub use assets::WORDS;
pub use dates::date_refusal;
pub use error::{Error, Fault, Refusal, Result, Shown};
pub use page::{Link, NavItem, Page, TextSize, User, Who, back_to, file, render};
pub use texts::{Arg, Lang, Text, Texts, Words};
