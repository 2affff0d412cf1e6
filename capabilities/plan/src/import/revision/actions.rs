//! Finding what a revised file changes, and taking over what was chosen.
use base::{Date, FiscalYear, Instant};
use db::Tx;
use gate::Actor;
use ledger::Subject;
use web::{Error, Result};

use super::{
    Takeover, TakeoverRefusal, as_imported, change_id, changes, store as revised, take_over,
};
use crate::{
    adopted::{self, Plan},
    compare::Change,
    import::{
        actions::owners_of,
        adoption::{self, AdoptionRefusal},
        corrections::Corrected,
        model::{Import, ImportId},
        owners::OwnerLine,
        store,
    },
    model::ImportedPlan,
};

/// A revised file beside the plan that it revises.
pub(crate) struct Revised {
    pub(crate) import: Import,
    pub(crate) corrected: Corrected,
    pub(crate) plan: Plan,
    /// The adopted plan in the words of an import.
    pub(crate) old: ImportedPlan,
    pub(crate) changes: Vec<Change>,
}

/// The adopted plan that shares a year with the file, and what the file changes in it. `NotFound` when no plan shares one.
pub(crate) async fn revised(tx: &mut Tx, id: &ImportId, today: Date) -> Result<Revised> {
    let import = store::import(tx, id).await?;
    let corrected = import.corrected().ok_or(AdoptionRefusal::QuestionOpen)?;
    let period = corrected.plan.period;
    let plans = adopted::plans(tx).await?;
    let shares_a_year =
        |it: &&Plan| it.period.first() <= period.last() && period.first() <= it.period.last();
    let bare = plans.iter().find(shares_a_year).ok_or(Error::NotFound)?;
    let plan = adopted::plan(tx, &bare.id).await?;
    let old = as_imported(&plan, today);
    let changes = changes(&old, &corrected.plan);
    Ok(Revised {
        import,
        corrected,
        plan,
        old,
        changes,
    })
}

/// What a person chose to take over.
#[derive(Debug, Clone)]
pub(crate) struct Wish {
    /// The words of the chosen changes.
    pub(crate) chosen: Vec<String>,
    pub(crate) reason: String,
    pub(crate) owners_from: Date,
}

/// Takes the chosen changes over. The import is done with once nothing is left to take over.
pub(crate) async fn take_chosen(
    tx: &mut Tx,
    actor: &Actor,
    id: &ImportId,
    wish: &Wish,
    now: Instant,
) -> Result<()> {
    let today = base::city_date(now);
    let found = revised(tx, id, today).await?;
    if found.import.adopted_at.is_some() {
        return Err(Error::Stale);
    }
    if wish.chosen.is_empty() {
        return Err(TakeoverRefusal::NothingChosen.into());
    }
    if wish.reason.is_empty() {
        return Err(TakeoverRefusal::ReasonMissing.into());
    }
    let ids: Vec<String> = found.changes.iter().map(change_id).collect();
    let mut chosen = Vec::new();
    for word in &wish.chosen {
        let at = ids.iter().position(|it| it == word);
        chosen.push(at.ok_or(TakeoverRefusal::Outdated)?);
    }
    let owners = owners_of(tx, &found.corrected.plan, &found.import.corrections, now).await?;
    check_new_owners(&found, &chosen, &owners)?;
    let with_history = revised::measures_with_history(tx, &found.plan.id).await?;
    let mut plan = found.plan.clone();
    let taken = take_over(
        &mut plan,
        &Takeover {
            old: &found.old,
            new: &found.corrected.plan,
            changes: &found.changes,
            chosen: &chosen,
            owners: &owners,
            owners_from: wish.owners_from,
            with_history: &with_history,
        },
    )?;
    check_period(tx, &found.plan, &plan).await?;
    revised::rewrite(tx, &found.plan, &plan).await?;
    let reason = (FiscalYear::of(today), wish.reason.as_str());
    revised::add_revisions(tx, &plan.id, &taken, reason, &actor.staff, now).await?;
    let left = changes(&as_imported(&plan, today), &found.corrected.plan);
    // Owners that begin later are still to come, but nothing more is to be taken over.
    let is_done = left.is_empty() || chosen.len() == found.changes.len();
    if is_done && !store::close(tx, &found.import, &plan.id, now).await? {
        return Err(Error::Conflict);
    }
    let entry = actor
        .entry(now)
        .about(Subject::new("plan", plan.id.as_str()))
        .with("changes", i64::try_from(chosen.len()).unwrap_or(i64::MAX));
    ledger::write(tx, &entry).await?;
    Ok(())
}

/// Whoever comes in as an owner is a unit, or was left open by a person.
fn check_new_owners(
    found: &Revised,
    chosen: &[usize],
    owners: &[OwnerLine],
) -> std::result::Result<(), AdoptionRefusal> {
    let mut marks: Vec<&String> = Vec::new();
    for change in chosen.iter().filter_map(|it| found.changes.get(*it)) {
        match change {
            Change::Owners { came, .. } => marks.extend(came),
            Change::Added { new, .. } | Change::Repeat { new, .. } => {
                marks.extend(
                    found
                        .corrected
                        .plan
                        .listing(*new)
                        .iter()
                        .flat_map(|it| &it.owners),
                );
            }
            _ => {}
        }
    }
    let coming: Vec<OwnerLine> = owners
        .iter()
        .filter(|it| marks.contains(&&it.mark))
        .cloned()
        .collect();
    adoption::check_owners(&coming)
}

async fn check_period(tx: &mut Tx, before: &Plan, after: &Plan) -> Result<()> {
    if before.period == after.period {
        return Ok(());
    }
    let mut others = adopted::plans(tx).await?;
    others.retain(|it| it.id != after.id);
    if adoption::check_years(after.period, &others).is_err() {
        return Err(TakeoverRefusal::YearsTaken(after.period).into());
    }
    if revised::has_years_outside(tx, &after.id, after.period).await? {
        return Err(TakeoverRefusal::YearsInUse(after.period).into());
    }
    Ok(())
}
