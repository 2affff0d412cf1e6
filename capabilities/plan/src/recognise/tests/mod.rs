//! The recogniser on the real plan and on small ones.
mod real_plan;
mod small_plans;

use super::*;
use crate::model::ListingKey;
use base::FiscalYear;

fn key(text: &str) -> ListingKey {
    text.parse().unwrap()
}

fn years(first: i16, last: i16) -> FiscalYears {
    FiscalYears::new(FiscalYear(first), FiscalYear(last)).unwrap()
}
