//! The year's check as web pages.
mod again;
pub(super) mod consultation;
pub(super) mod cycles;
pub(super) mod deeds;
pub(super) mod mine;
pub(super) mod one;
mod parts;
mod refusal;
pub(super) mod result;
