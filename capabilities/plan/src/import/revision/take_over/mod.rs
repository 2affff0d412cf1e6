//! Taking chosen changes of a revised file over into the adopted plan. Pure.
mod listings;
mod work;

use std::collections::{HashMap, HashSet};

use base::{Date, FiscalYears};
use web::Text;

use crate::{
    adopted::{MeasureId, Plan},
    compare::Change,
    import::owners::OwnerLine,
    model::{ImportedPlan, ListingKey},
};
use work::Work;

/// What is taken over, and into what.
pub(crate) struct Takeover<'a> {
    /// The adopted plan as an import, as the changes speak of it.
    pub(crate) old: &'a ImportedPlan,
    pub(crate) new: &'a ImportedPlan,
    /// Every change between the two.
    pub(crate) changes: &'a [Change],
    /// The positions of those to be taken over.
    pub(crate) chosen: &'a [usize],
    /// The owner marks of the file with their units.
    pub(crate) owners: &'a [OwnerLine],
    /// The first day of new owners, and the first on which former ones no longer own the measure.
    pub(crate) owners_from: Date,
    /// Measures of which something was already done or said: they are never deleted.
    pub(crate) with_history: &'a HashSet<MeasureId>,
}

/// One thing that was changed, as the history keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Taken {
    /// The measure and the kind of its revision; `None`: it is about the plan itself.
    pub(crate) measure: Option<(MeasureId, &'static str)>,
    pub(crate) before: String,
    pub(crate) after: String,
}

/// Why a change cannot be taken over. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TakeoverRefusal {
    #[error("what {name} belongs to is not taken over")]
    NeedsGroup { name: String },
    #[error("the measure that {name} repeats is not taken over")]
    NeedsMeasure { name: String },
    #[error("{name} has a history")]
    HasHistory { name: String },
    #[error("{name} is still repeated")]
    IsRepeated { name: String },
    #[error("{name} still holds listings")]
    NotEmpty { name: String },
    #[error("the owners of {name} would end before they began")]
    OwnersTooEarly { name: String },
    #[error("another plan runs in one of the years {}", .0.wareki())]
    YearsTaken(FiscalYears),
    #[error("a check or an edition stands outside the years {}", .0.wareki())]
    YearsInUse(FiscalYears),
    #[error("nothing was chosen")]
    NothingChosen,
    #[error("no reason was given")]
    ReasonMissing,
    #[error("the plan or the file has changed since the page was opened")]
    Outdated,
}

impl web::Refusal for TakeoverRefusal {
    fn text(&self) -> Text {
        let named = |key: &'static str, name: &str| Text::new(key).with("name", name);
        match self {
            Self::NeedsGroup { name } => named("plan-import-takeover-needs-group", name),
            Self::NeedsMeasure { name } => named("plan-import-takeover-needs-measure", name),
            Self::HasHistory { name } => named("plan-import-takeover-has-history", name),
            Self::IsRepeated { name } => named("plan-import-takeover-is-repeated", name),
            Self::NotEmpty { name } => named("plan-import-takeover-not-empty", name),
            Self::OwnersTooEarly { name } => named("plan-import-takeover-owners-early", name),
            Self::YearsTaken(_) => Text::new("plan-import-takeover-years-taken"),
            Self::YearsInUse(_) => Text::new("plan-import-takeover-years-in-use"),
            Self::NothingChosen => Text::new("plan-import-takeover-nothing"),
            Self::ReasonMissing => Text::new("plan-import-takeover-no-reason"),
            Self::Outdated => Text::new("plan-import-takeover-outdated"),
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Self::ReasonMissing => Some("reason"),
            Self::OwnersTooEarly { .. } => Some("owners_from"),
            _ => None,
        }
    }
}

/// Changes the plan as chosen, and says what was changed. Keys follow the new places.
pub(crate) fn take_over(plan: &mut Plan, it: &Takeover<'_>) -> Result<Vec<Taken>, TakeoverRefusal> {
    let mut work = Work::of(plan, it);
    let mut chosen: Vec<&Change> = it
        .chosen
        .iter()
        .filter_map(|at| it.changes.get(*at))
        .collect();
    if chosen.is_empty() {
        return Err(TakeoverRefusal::NothingChosen);
    }
    // Groups come before what they hold, measures before their repeats, and go after it.
    chosen.sort_by_key(|change| work.turn(change));
    for change in chosen {
        work.take(change)?;
    }
    let taken = work.taken;
    renumber(plan);
    Ok(taken)
}

/// Gives every listing the key of its place, and every measure that of its first listing.
fn renumber(plan: &mut Plan) {
    let mut keys: HashMap<MeasureId, String> = HashMap::new();
    for (field, it) in (1..).zip(&mut plan.fields) {
        for (direction, it) in (1..).zip(&mut it.directions) {
            for (order, it) in (1..).zip(&mut it.listings) {
                let key = ListingKey {
                    field,
                    direction,
                    order,
                };
                it.key = key.to_string();
                if !it.is_repeat {
                    keys.insert(it.measure.clone(), it.key.clone());
                }
            }
        }
    }
    for measure in &mut plan.measures {
        if let Some(key) = keys.remove(&measure.id) {
            measure.key = key;
        }
    }
}
