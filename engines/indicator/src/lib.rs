//! Named figures that the program can compute: what they mean, over which time, and how small groups stay hidden in them.
//!
//! A capability offers its indicators ([`Indicator`]); the plan chooses among them by name ([`Registry`]) and reads their
//! figures for its yearly check. A figure that cannot be had is missing and says why; it is never zero.
mod figure;
mod registry;
mod safe;

pub use figure::{Figure, Missing, Period};
pub use registry::{Indicator, Read, Reading, Registry, Span, Unit};
pub use safe::{
    LEAST_GROUP, SafeShares, SafeTable, Share, is_small, mean, safe_shares, safe_table, share,
};
