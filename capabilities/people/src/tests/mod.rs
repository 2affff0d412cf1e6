//! Stories.
mod import;
