//! Puts an edition together from what the plan and the year hold. Pure.
use std::collections::HashMap;

use base::{Date, FiscalYear, percent_half_up};

use super::changes::changes;
use super::model::{
    Content, Direction, Earlier, Edition, FORMAT, Field, Indicator, LeftOpen, Listing, Measure,
    OpenCheck, Outcome, Owner, PastPlan, Revision, StudyStep, Task,
};
use crate::adopted::{self, MeasureId, Plan, Standing, roll_up};

/// What a year adds to the plan, by measure.
#[derive(Debug, Clone, Default)]
pub(super) struct YearMaterial {
    pub(super) tasks: HashMap<MeasureId, Vec<Task>>,
    pub(super) indicators: HashMap<MeasureId, Vec<Indicator>>,
    pub(super) activities: HashMap<MeasureId, i64>,
    pub(super) study: HashMap<MeasureId, Vec<StudyStep>>,
    pub(super) outcomes: HashMap<MeasureId, Outcome>,
    /// Since the edition before, the oldest first.
    pub(super) revisions: Vec<Revision>,
}

/// How the edition is to be told.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) year: FiscalYear,
    pub(super) as_of: Date,
    pub(super) is_draft: bool,
    pub(super) left_open: Option<LeftOpen>,
}

/// The edition of a year. `before` is the frozen edition of the year before with its digest, when it is of the same plan.
pub(super) fn build(
    plan: &Plan,
    material: YearMaterial,
    told: Told,
    before: Option<(&Edition, &str)>,
) -> Edition {
    let standings: HashMap<MeasureId, Standing> = material
        .outcomes
        .iter()
        .map(|(id, it)| {
            (
                id.clone(),
                Standing {
                    progress: it.progress,
                    achievement: it.achievement,
                },
            )
        })
        .collect();
    let rollup = roll_up(plan, &standings);
    let fields = plan
        .fields
        .iter()
        .zip(rollup.fields.iter().zip(&rollup.directions))
        .map(|(field, (tally, directions))| Field {
            name: field.name.clone(),
            counts: (*tally).into(),
            directions: field
                .directions
                .iter()
                .zip(directions)
                .map(|(it, tally)| direction(it, *tally))
                .collect(),
        })
        .collect();
    let mut edition = Edition {
        format: FORMAT,
        is_draft: told.is_draft,
        title: plan.title.clone(),
        first_year: plan.period.first(),
        last_year: plan.period.last(),
        year: told.year,
        as_of: told.as_of,
        past_plans: plan.past_plans.iter().map(past_plan).collect(),
        counts: rollup.plan.into(),
        fields,
        measures: Vec::new(),
        left_open: told.left_open,
        compared_with: None,
        changes: Vec::new(),
        revisions: Vec::new(),
    };
    let YearMaterial {
        mut tasks,
        mut indicators,
        activities,
        mut study,
        mut outcomes,
        revisions,
    } = material;
    edition.measures = plan
        .measures
        .iter()
        .map(|it| Measure {
            id: it.id.0.clone(),
            key: it.key.clone(),
            name: it.name.clone(),
            is_study: it.is_study,
            owners: it.owners_on(told.as_of).map(owner).collect(),
            tasks: tasks.remove(&it.id).unwrap_or_default(),
            indicators: indicators.remove(&it.id).unwrap_or_default(),
            activities: activities.get(&it.id).copied().unwrap_or(0),
            study: study.remove(&it.id).unwrap_or_default(),
            outcome: outcomes.remove(&it.id),
        })
        .collect();
    if let Some((earlier, digest)) = before {
        edition.compared_with = Some(Earlier {
            year: earlier.year,
            digest: digest.to_owned(),
        });
        edition.changes = changes(earlier, &edition, &revisions);
    }
    edition.revisions = revisions;
    edition
}

fn direction(of: &adopted::Direction, tally: adopted::Tally) -> Direction {
    Direction {
        name: of.name.clone(),
        statement: of.statement.clone(),
        points: of.points.clone(),
        counts: tally.into(),
        listings: of.listings.iter().map(listing).collect(),
    }
}

fn listing(of: &adopted::Listing) -> Listing {
    Listing {
        key: of.key.clone(),
        measure: of.measure.0.clone(),
        name: of.name.clone(),
        is_repeat: of.is_repeat,
        purposes: of.purposes.iter().map(|it| it.text.clone()).collect(),
        contents: of
            .contents
            .iter()
            .map(|it| Content {
                text: it.text.clone(),
                is_study: it.is_study,
            })
            .collect(),
    }
}

fn owner(of: &adopted::Owner) -> Owner {
    Owner {
        mark: of.mark.clone(),
        name: of.name.clone(),
        unit: of.unit.as_ref().map(|it| it.0.clone()),
    }
}

fn past_plan(of: &adopted::PastPlan) -> PastPlan {
    PastPlan {
        name: of.name.clone(),
        first_year: of.period.map(|it| it.first()),
        last_year: of.period.map(|it| it.last()),
        planned: of.planned,
        done: of.done,
        rate_tenths: percent_half_up(of.done, of.planned),
    }
}

/// What keeps a year from being frozen: each check of an owner on the day that is not approved, and each measure that the
/// plan office has not consolidated. The check of a unit that no longer owns the measure keeps nothing.
pub(super) fn open_checks(
    plan: &Plan,
    states: &HashMap<adopted::OwnerId, String>,
    outcomes: &HashMap<MeasureId, Outcome>,
    as_of: Date,
) -> Vec<OpenCheck> {
    let mut open = Vec::new();
    for measure in &plan.measures {
        let item = |owner: Option<String>, state: &str| OpenCheck {
            key: measure.key.clone(),
            measure: measure.name.clone(),
            owner,
            state: state.to_owned(),
        };
        for owner in measure.owners_on(as_of) {
            let state = states.get(&owner.id).map_or("untouched", String::as_str);
            if state != "approved" {
                open.push(item(Some(owner.name.clone()), state));
            }
        }
        if !outcomes.contains_key(&measure.id) {
            open.push(item(None, "no_result"));
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use base::date;

    use super::*;
    use crate::edition::canonical::canonical_json;
    use crate::edition::sample;

    #[test]
    fn a_repeat_shows_the_measure_it_repeats_and_is_counted_once() {
        let edition = sample::edition();

        assert_eq!(edition.listings().count(), 3);
        assert_eq!(edition.counts.measures.planned, 2);
        let repeat = edition.listings().find(|it| it.is_repeat).unwrap();
        assert_eq!(edition.measure(&repeat.measure).unwrap().key, "1-1-1");
    }

    #[test]
    fn the_same_plan_and_year_give_the_same_text() {
        assert_eq!(
            canonical_json(&sample::edition()).unwrap(),
            canonical_json(&sample::edition()).unwrap()
        );
    }

    #[test]
    fn the_rate_of_a_past_plan_is_rounded_as_plans_print_it() {
        let edition = sample::edition();
        assert_eq!(
            edition.past_plans[0].rate_tenths.unwrap().to_string(),
            "87.8%"
        );
    }

    #[test]
    fn who_owns_a_measure_on_the_day_stands_in_it_and_nobody_else() {
        let mut plan = sample::plan();
        plan.measures[0].owners[0].ends_on = date(2025, 4, 1);
        let names = |as_of| {
            let edition = build(&plan, YearMaterial::default(), sample::told(as_of), None);
            edition.measures[0]
                .owners
                .iter()
                .map(|it| it.name.clone())
                .collect::<Vec<_>>()
        };

        assert_eq!(names(date(2025, 3, 31)), ["人材育成課"]);
        assert_eq!(names(date(2025, 4, 1)), Vec::<String>::new());
    }

    #[test]
    fn a_check_that_is_not_approved_and_a_result_that_is_missing_are_both_open() {
        let plan = sample::plan();
        let owner = plan.measures[0].owners[0].id.clone();
        let states = HashMap::from([(owner, "submitted".to_owned())]);

        let open = open_checks(&plan, &states, &HashMap::new(), date(2025, 3, 31));

        let told: Vec<_> = open
            .iter()
            .map(|it| (it.key.as_str(), it.owner.as_deref(), it.state.as_str()))
            .collect();
        let expected = [
            ("1-1-1", Some("人材育成課"), "submitted"),
            ("1-1-1", None, "no_result"),
            ("1-1-2", Some("人事課"), "untouched"),
            ("1-1-2", None, "no_result"),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn approved_and_consolidated_leaves_nothing_open() {
        let plan = sample::plan();
        let states = plan
            .measures
            .iter()
            .flat_map(|it| &it.owners)
            .map(|it| (it.id.clone(), "approved".into()))
            .collect();
        let outcomes = plan
            .measures
            .iter()
            .map(|it| (it.id.clone(), sample::outcome()))
            .collect();

        assert_eq!(
            open_checks(&plan, &states, &outcomes, date(2025, 3, 31)),
            []
        );
    }
}
