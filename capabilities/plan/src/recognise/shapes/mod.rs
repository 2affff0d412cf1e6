//! Plans made up at random and written in the shapes that cities use are all recognised to the same tree; and no document at all makes the
//! recogniser fail otherwise than by a refusal.

mod made_up;
mod manner;

use base::{FiscalYear, FiscalYears};
use proptest::prelude::*;

use super::{Answers, recognise};
use crate::model::ImportedPlan;
use crate::{summary_json, tree_json};
use made_up::{block, plan};
use manner::{Layout, TITLE, render};

#[derive(Debug, Clone, PartialEq, Eq)]
struct Measure {
    name: String,
    purposes: Vec<String>,
    contents: Vec<String>,
    owners: Vec<String>,
    /// Position in the plan of the measure that it repeats.
    repeats: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Direction {
    name: String,
    statement: Option<String>,
    points: Vec<String>,
    measures: Vec<Measure>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Plan(Vec<(String, Vec<Direction>)>);

impl Plan {
    fn measures(&self) -> impl Iterator<Item = &Measure> {
        self.0
            .iter()
            .flat_map(|(_, directions)| directions)
            .flat_map(|direction| &direction.measures)
    }

    fn without_statements(mut self) -> Self {
        for direction in self.0.iter_mut().flat_map(|(_, directions)| directions) {
            direction.statement = None;
            direction.points.clear();
        }
        self
    }
}

/// What was recognised, in the form of what was made up.
fn read_back(plan: &ImportedPlan) -> Plan {
    let position = |key| plan.listings().position(|listing| listing.key == key);
    let directions = |field: &crate::model::Field| {
        let direction = |direction: &crate::model::Direction| Direction {
            name: direction.name.clone(),
            statement: direction.statement.clone(),
            points: direction.points.clone(),
            measures: direction
                .listings
                .iter()
                .map(|listing| Measure {
                    name: listing.name.clone(),
                    purposes: listing.purposes.clone(),
                    contents: listing
                        .contents
                        .iter()
                        .map(|line| line.text.clone())
                        .collect(),
                    owners: listing.owners.clone(),
                    repeats: listing.repeats.and_then(position),
                })
                .collect(),
        };
        field.directions.iter().map(direction).collect()
    };
    Plan(
        plan.fields
            .iter()
            .map(|field| (field.name.clone(), directions(field)))
            .collect(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn a_plan_is_the_same_plan_in_every_shape(plan in plan(), manner in made_up::manner()) {
        let blocks = render(&plan, &manner);

        let imported = recognise(&blocks, &Answers::default()).map_err(|refusal| TestCaseError::fail(format!("{refusal:?}")))?;

        let has_statements = matches!(manner.layout, Layout::Chapters | Layout::OneLevel | Layout::Paragraphs);
        let expected = if has_statements { plan } else { plan.without_statements() };
        prop_assert_eq!(&imported.title, TITLE);
        prop_assert_eq!(imported.period.wareki(), "令和6～8年度");
        prop_assert_eq!(read_back(&imported), expected);
    }

    #[test]
    fn no_document_makes_the_recogniser_panic(blocks in prop::collection::vec(block(), 0..12)) {
        let answers = Answers { title: Some(TITLE.to_owned()), period: FiscalYears::new(FiscalYear(2024), FiscalYear(2026)) };
        let _ = recognise(&blocks, &Answers::default());
        if let Ok(plan) = recognise(&blocks, &answers) {
            prop_assert!(plan.listings().next().is_some());
            let kept: ImportedPlan = serde_json::from_str(&serde_json::to_string(&plan).unwrap()).unwrap();
            prop_assert_eq!(&kept, &plan);
            let ends_with_the_tree = summary_json(&plan).ends_with(&(tree_json(&plan) + "}"));
            prop_assert!(ends_with_the_tree);
            prop_assert!(crate::compare::compare(&plan, &kept).is_empty());
        }
    }
}
