//! A revised file of an adopted plan: what it changes, and taking chosen changes over. Pure, but for `store`.
pub(crate) mod actions;
pub(crate) mod store;
mod take_over;

use base::{Date, FAR_FUTURE};

use crate::{
    adopted::{self, Plan},
    compare::{Change, Pairs, compare},
    import::model::digest_of,
    model::{
        ContentLine, Direction, DirectionKey, Field, ImportedPlan, Listing, ListingKey, PastPlan,
        Spot,
    },
};

pub(crate) use take_over::{Taken, Takeover, TakeoverRefusal, take_over};

/// The adopted plan in the words of an import, with the owners of a day, to be compared with a file.
///
/// A repeat bears the owners of its measure. The places in the file are gone; all listings stand at line 0.
pub(crate) fn as_imported(plan: &Plan, day: Date) -> ImportedPlan {
    let mut main_keys = std::collections::HashMap::new();
    let mut fields = Vec::new();
    for (field, it) in (1..).zip(&plan.fields) {
        for (direction, it) in (1..).zip(&it.directions) {
            for (order, it) in (1..).zip(&it.listings).filter(|(_, it)| !it.is_repeat) {
                let key = ListingKey {
                    field,
                    direction,
                    order,
                };
                main_keys.insert(it.measure.clone(), key);
            }
        }
    }
    for (field, it) in (1..).zip(&plan.fields) {
        let directions = (1..).zip(&it.directions).map(|(direction, it)| {
            let key = DirectionKey { field, direction };
            let listings = (1..).zip(&it.listings).map(|(order, it)| {
                let key = ListingKey {
                    field,
                    direction,
                    order,
                };
                listing(plan, it, key, main_keys.get(&it.measure).copied(), day)
            });
            Direction {
                key,
                name: it.name.clone(),
                statement: Some(it.statement.clone()).filter(|it| !it.is_empty()),
                points: it.points.clone(),
                listings: listings.collect(),
            }
        });
        fields.push(Field {
            name: it.name.clone(),
            directions: directions.collect(),
        });
    }
    let past_plans = plan.past_plans.iter().map(|it| PastPlan {
        name: it.name.clone(),
        period: it.period,
        planned: u32::try_from(it.planned).unwrap_or(u32::MAX),
        done: u32::try_from(it.done).unwrap_or(u32::MAX),
        rate: base::percent_half_up(it.done, it.planned),
    });
    ImportedPlan {
        title: plan.title.clone(),
        period: plan.period,
        past_plans: past_plans.collect(),
        fields,
        owner_notes: Vec::new(),
        remarks: Vec::new(),
        warnings: Vec::new(),
    }
}

fn listing(
    plan: &Plan,
    it: &adopted::Listing,
    key: ListingKey,
    main: Option<ListingKey>,
    day: Date,
) -> Listing {
    let measure = plan.measures.iter().find(|m| m.id == it.measure);
    let owners = measure.map(|it| {
        // Before the plan begins its owners are those of its first day.
        let day = day.max(plan.period.first_day()).min(FAR_FUTURE);
        it.owners_on(day).map(|it| it.mark.clone()).collect()
    });
    Listing {
        key,
        number: None,
        name: it.name.clone(),
        purposes: it.purposes.iter().map(|it| it.text.clone()).collect(),
        contents: it
            .contents
            .iter()
            .map(|it| ContentLine {
                text: it.text.clone(),
                is_study: it.is_study,
            })
            .collect(),
        owners: owners.unwrap_or_default(),
        is_repeat: it.is_repeat,
        repeats: main.filter(|_| it.is_repeat),
        spot: Spot::Line {
            line: 0,
            table_row: None,
        },
    }
}

/// The file as it is compared: a repeat that is tied to nothing is a measure of its own.
fn with_tied_repeats(new: &ImportedPlan) -> ImportedPlan {
    let mut new = new.clone();
    let listings = new
        .fields
        .iter_mut()
        .flat_map(|it| &mut it.directions)
        .flat_map(|it| &mut it.listings);
    for listing in listings {
        listing.is_repeat = listing.repeats.is_some();
    }
    new
}

/// Which listing, direction and field of the file is which of the adopted plan: the same pairs from which the changes come.
fn pairs(old: &ImportedPlan, new: &ImportedPlan) -> Pairs {
    Pairs::of(old, &with_tied_repeats(new))
}

/// What a revised file changes. Owners of a repeat are those of its measure, whatever the file says beside it.
pub(crate) fn changes(old: &ImportedPlan, new: &ImportedPlan) -> Vec<Change> {
    let new = with_tied_repeats(new);
    let is_of_a_repeat = |it: &Change| match it {
        Change::Owners { new: key, .. } => new.listing(*key).is_some_and(|it| it.repeats.is_some()),
        _ => false,
    };
    let mut changes = compare(old, &new);
    changes.retain(|it| !is_of_a_repeat(it));
    changes
}

/// A word for a change by which a form names it; another change has another word.
pub(crate) fn change_id(change: &Change) -> String {
    digest_of(format!("{change:?}").as_bytes())[..16].to_owned()
}

#[cfg(test)]
mod tests;
