//! The plan as the city adopted it: fields, directions, measures and their listings, owners in time.
//!
//! Everything else in this crate reads it from here; the import writes it, the carrying-out revises it.
mod model;
mod rollup;
mod store;

pub use model::{
    Achievement, Direction, DirectionId, Field, FieldId, Line, LineId, LineKind, Listing,
    ListingId, Measure, MeasureId, Owner, OwnerId, PastPlan, Plan, PlanId, Progress, Standing,
};
pub use rollup::{Rollup, Tally, roll_up};
pub use store::{
    add, current, measure, measure_listings, outline, owners_on, plan, plan_of_year, plans,
};
