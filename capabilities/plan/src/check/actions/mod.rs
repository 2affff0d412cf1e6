//! What people do in the year's check: load, decide, save. One transaction each.
mod notify;
mod office;
mod owner;

pub use notify::settle_year;
pub(crate) use office::{
    OutcomeWish, ask, consolidate, consolidate_agreed, hand_over, open, withdraw,
};
pub(crate) use owner::{
    Moved, Wish, answer, approve_many, check_approver, check_pair, move_check, save,
};

use base::FiscalYear;
use db::Tx;
use gate::Actor;
use web::{Error, Result};

use super::{
    model::{Cycle, Hand},
    rules::Refusal,
    store,
};

/// The cycle of a year that was opened.
pub(crate) async fn cycle(tx: &mut Tx, year: FiscalYear) -> Result<Cycle> {
    store::cycle(tx, year).await?.ok_or(Error::NotFound)
}

/// As [`cycle`], and refused once it is frozen.
async fn open_cycle(tx: &mut Tx, year: FiscalYear) -> Result<Cycle> {
    let cycle = cycle(tx, year).await?;
    if cycle.is_frozen() {
        Err(Refusal::Frozen.into())
    } else {
        Ok(cycle)
    }
}

/// In whose place a person acts: that of the role that let them in.
fn hand(actor: &Actor) -> Hand {
    match actor.role.name() {
        "head" => Hand::Head,
        "plan_office" => Hand::Office,
        _ => Hand::Writer,
    }
}
