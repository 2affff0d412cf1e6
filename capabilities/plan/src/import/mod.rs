//! From a city's file to an adopted plan: sent, looked at beside its source, corrected by hand, adopted; and what a revised
//! file changes.
mod actions;
mod adoption;
mod corrections;
mod model;
mod owners;
mod pages;
mod refusals;
mod revision;
mod store;

use base::{Instant, StaffId};
use db::Tx;

pub use adoption::{AdoptionRefusal, Source};
pub use refusals::ImportRefusal;

pub(crate) use pages::{IMPORT, routes};

use crate::{
    adopted::PlanId,
    model::ImportedPlan,
    recognise::{Answers, recognise},
};

/// Reads a plan out of a file and keeps nothing. The content decides what the file is; `file_name` only names it in a refusal.
pub fn import_dry_run(bytes: &[u8], file_name: &str) -> Result<ImportedPlan, ImportRefusal> {
    let document = documents::read_blocks(bytes, file_name, &documents::Limits::default())?;
    Ok(recognise(&document.blocks, &Answers::default())?)
}

/// How an imported plan is adopted without the pages.
#[derive(Debug)]
pub struct Adoption<'a> {
    pub source: Source<'a>,
    /// Owners whose unit nobody knows are left open instead of stopping the adoption.
    pub may_leave_owners_open: bool,
    pub who: &'a StaffId,
    pub now: Instant,
    /// Enters the ledger in the same transaction.
    pub entry: ledger::Entry,
}

/// Adopts a plan as it was imported: for the command line and for setting up a city. Owners are the units that their names mean
/// on the first day of the plan, or else today. Fails with an [`AdoptionRefusal`] when another plan shares a year.
pub async fn adopt_imported(
    tx: &mut Tx,
    plan: &ImportedPlan,
    adoption: Adoption<'_>,
) -> web::Result<PlanId> {
    let owners = actions::owners_of(tx, plan, &[], adoption.now).await?;
    if !adoption.may_leave_owners_open {
        adoption::check_owners(&owners)?;
    }
    let id = actions::add_plan(
        tx,
        (plan, &[], &owners),
        adoption.source,
        adoption.who,
        adoption.now,
    )
    .await?;
    let subject = ledger::Subject::new("plan", id.as_str());
    ledger::write(tx, &adoption.entry.about(subject)).await?;
    Ok(id)
}
