//! A plan in figures and as a tree, as `plan import --dry-run --format json` prints it.

use base::FiscalYears;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::model::{
    Direction, DirectionKey, Field, ImportedPlan, Listing, ListingKey, PastPlan, Remark, Warning,
    years,
};

/// One line of JSON: title, period, counts, owners with their measures, past plans, remarks, warnings and the tree, in this order.
///
/// The same plan gives the same bytes. The tree tells nothing of the file that it was read from, so that a plan in Word and in text has one tree.
pub fn summary_json(plan: &ImportedPlan) -> String {
    let summary = Summary {
        title: &plan.title,
        period: plan.period,
        fields: plan.fields.len(),
        directions: plan.directions().count(),
        listings: plan.listings().count(),
        measures: plan.measures().count(),
        repeats: plan
            .listings()
            .filter(|listing| listing.repeats.is_some())
            .count(),
        owners: Owners(plan.measures_per_owner()),
        past_plans: plan.past_plans.iter().map(PastPlanEntry::of).collect(),
        remarks: &plan.remarks,
        warnings: &plan.warnings,
        tree: tree(plan),
    };
    serde_json::to_string(&summary).expect("a summary has only text keys and finite numbers")
}

/// Only the tree of [`summary_json`], for comparing plans read from several files.
pub fn tree_json(plan: &ImportedPlan) -> String {
    serde_json::to_string(&tree(plan)).expect("a tree has only text keys")
}

#[derive(Serialize)]
struct Summary<'a> {
    title: &'a str,
    #[serde(with = "years")]
    period: FiscalYears,
    fields: usize,
    directions: usize,
    listings: usize,
    measures: usize,
    repeats: usize,
    owners: Owners<'a>,
    past_plans: Vec<PastPlanEntry<'a>>,
    remarks: &'a [Remark],
    warnings: &'a [Warning],
    tree: Vec<FieldEntry<'a>>,
}

struct Owners<'a>(Vec<(&'a str, usize)>);

impl Serialize for Owners<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (mark, measures) in &self.0 {
            map.serialize_entry(mark, measures)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct PastPlanEntry<'a> {
    name: &'a str,
    #[serde(with = "years::optional")]
    period: Option<FiscalYears>,
    planned: u32,
    done: u32,
    /// Percent with one decimal.
    rate: Option<f64>,
}

impl<'a> PastPlanEntry<'a> {
    fn of(plan: &'a PastPlan) -> Self {
        let rate = plan.rate.map(|tenths| tenths.0 as f64 / 10.0);
        Self {
            name: &plan.name,
            period: plan.period,
            planned: plan.planned,
            done: plan.done,
            rate,
        }
    }
}

#[derive(Serialize)]
struct FieldEntry<'a> {
    name: &'a str,
    directions: Vec<DirectionEntry<'a>>,
}

#[derive(Serialize)]
struct DirectionEntry<'a> {
    key: DirectionKey,
    name: &'a str,
    statement: Option<&'a str>,
    points: &'a [String],
    listings: Vec<ListingEntry<'a>>,
}

#[derive(Serialize)]
struct ListingEntry<'a> {
    key: ListingKey,
    name: &'a str,
    purposes: &'a [String],
    contents: Vec<ContentEntry<'a>>,
    owners: &'a [String],
    repeat_of: Option<ListingKey>,
}

#[derive(Serialize)]
struct ContentEntry<'a> {
    text: &'a str,
    study: bool,
}

fn tree(plan: &ImportedPlan) -> Vec<FieldEntry<'_>> {
    plan.fields.iter().map(field_entry).collect()
}

fn field_entry(field: &Field) -> FieldEntry<'_> {
    FieldEntry {
        name: &field.name,
        directions: field.directions.iter().map(direction_entry).collect(),
    }
}

fn direction_entry(direction: &Direction) -> DirectionEntry<'_> {
    DirectionEntry {
        key: direction.key,
        name: &direction.name,
        statement: direction.statement.as_deref(),
        points: &direction.points,
        listings: direction.listings.iter().map(listing_entry).collect(),
    }
}

fn listing_entry(listing: &Listing) -> ListingEntry<'_> {
    ListingEntry {
        key: listing.key,
        name: &listing.name,
        purposes: &listing.purposes,
        contents: listing
            .contents
            .iter()
            .map(|line| ContentEntry {
                text: &line.text,
                study: line.is_study,
            })
            .collect(),
        owners: &listing.owners,
        repeat_of: listing.repeats,
    }
}
