//! How results add up. Pure.
//!
//! A measure counts once in each direction in which it is listed, once in its field and once in the plan, however often it is
//! repeated. 実施率 is completed measures over planned ones. A measure without a result is *unchecked*: it stays in the
//! denominator, is never counted as not started, and the figure says how many there are.
use std::collections::{BTreeSet, HashMap};

use base::{Tenths, percent_half_up};
use serde::{Deserialize, Serialize};

use super::model::{Achievement, Direction, Measure, MeasureId, Plan, Progress, Standing};

/// Counts of measures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub planned: i64,
    pub not_started: i64,
    pub under_way: i64,
    pub completed: i64,
    pub not_achieved: i64,
    pub partly: i64,
    pub achieved: i64,
    /// Without a result in this year.
    pub unchecked: i64,
}

impl Tally {
    /// Completed over planned, in tenths of a percent, half up; `None` when nothing is planned.
    pub fn rate(&self) -> Option<Tenths> {
        percent_half_up(self.completed, self.planned)
    }

    fn count(&mut self, standing: Option<&Standing>) {
        self.planned += 1;
        let Some(standing) = standing else {
            self.unchecked += 1;
            return;
        };
        match standing.progress {
            Progress::NotStarted => self.not_started += 1,
            Progress::UnderWay => self.under_way += 1,
            Progress::Completed => self.completed += 1,
        }
        match standing.achievement {
            Achievement::NotAchieved => self.not_achieved += 1,
            Achievement::Partly => self.partly += 1,
            Achievement::Achieved => self.achieved += 1,
        }
    }
}

/// The counts of a year on every level, in the order of the plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rollup {
    pub plan: Tally,
    /// One for each field.
    pub fields: Vec<Tally>,
    /// For each field, one for each direction.
    pub directions: Vec<Vec<Tally>>,
}

/// Adds up a year.
pub fn roll_up(plan: &Plan, standings: &HashMap<MeasureId, Standing>) -> Rollup {
    let tally = |measures: BTreeSet<&MeasureId>| {
        let mut tally = Tally::default();
        measures
            .into_iter()
            .for_each(|it| tally.count(standings.get(it)));
        tally
    };
    let of = |direction: &'_ Direction| {
        direction
            .listings
            .iter()
            .map(|it| it.measure.clone())
            .collect::<Vec<_>>()
    };
    let directions: Vec<Vec<Vec<MeasureId>>> = plan
        .fields
        .iter()
        .map(|field| field.directions.iter().map(of).collect())
        .collect();
    Rollup {
        plan: tally(plan.measures.iter().map(|it: &Measure| &it.id).collect()),
        fields: directions
            .iter()
            .map(|field| tally(field.iter().flatten().collect()))
            .collect(),
        directions: directions
            .iter()
            .map(|field| {
                field
                    .iter()
                    .map(|direction| tally(direction.iter().collect()))
                    .collect()
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use base::{FiscalYear, FiscalYears, StaffId};

    use super::*;
    use crate::adopted::model::{DirectionId, Field, FieldId, Listing, ListingId, PlanId};

    /// Two fields; `b` is listed in the first field and repeated in both.
    fn plan() -> Plan {
        let listing = |measure: &str, is_repeat| Listing {
            id: ListingId::fresh(),
            measure: MeasureId(measure.into()),
            key: String::new(),
            name: measure.into(),
            is_repeat,
            purposes: Vec::new(),
            contents: Vec::new(),
        };
        let direction = |listings| Direction {
            id: DirectionId::fresh(),
            name: String::new(),
            statement: String::new(),
            points: Vec::new(),
            listings,
        };
        let field = |directions| Field {
            id: FieldId::fresh(),
            name: String::new(),
            directions,
        };
        let measure = |name: &str| Measure {
            id: MeasureId(name.into()),
            key: String::new(),
            name: name.into(),
            is_study: false,
            owners: Vec::new(),
        };
        Plan {
            id: PlanId::fresh(),
            title: String::new(),
            period: FiscalYears::new(FiscalYear(2024), FiscalYear(2026)).unwrap(),
            source_name: String::new(),
            source_digest: String::new(),
            adopted_at: "2024-04-01T00:00:00Z".parse().unwrap(),
            adopted_by: StaffId("office".into()),
            past_plans: Vec::new(),
            fields: vec![
                field(vec![
                    direction(vec![listing("a", false), listing("b", false)]),
                    direction(vec![listing("b", true)]),
                ]),
                field(vec![direction(vec![
                    listing("c", false),
                    listing("b", true),
                ])]),
            ],
            measures: vec![measure("a"), measure("b"), measure("c")],
        }
    }

    fn standings(of: &[(&str, Progress)]) -> HashMap<MeasureId, Standing> {
        let standing = |progress| Standing {
            progress,
            achievement: Achievement::Partly,
        };
        of.iter()
            .map(|(name, progress)| (MeasureId((*name).into()), standing(*progress)))
            .collect()
    }

    #[test]
    fn a_repeat_is_never_a_second_measure_of_the_plan() {
        assert_eq!(roll_up(&plan(), &HashMap::new()).plan.planned, 3);
    }

    #[test]
    fn a_repeated_measure_counts_once_in_a_field_and_once_in_each_of_its_directions() {
        let rollup = roll_up(&plan(), &standings(&[("b", Progress::Completed)]));
        assert_eq!(
            rollup
                .fields
                .iter()
                .map(|it| it.completed)
                .collect::<Vec<_>>(),
            [1, 1]
        );
        assert_eq!(
            rollup.directions[0]
                .iter()
                .map(|it| it.completed)
                .collect::<Vec<_>>(),
            [1, 1]
        );
        assert_eq!(rollup.plan.completed, 1);
    }

    #[test]
    fn an_unchecked_measure_stays_in_the_denominator_and_is_not_called_not_started() {
        let tally = roll_up(&plan(), &standings(&[("a", Progress::Completed)])).plan;
        assert_eq!(
            (tally.planned, tally.unchecked, tally.not_started),
            (3, 2, 0)
        );
        assert_eq!(tally.rate().unwrap().to_string(), "33.3%");
    }

    #[test]
    fn forty_three_of_forty_nine_is_eighty_seven_point_eight() {
        let tally = Tally {
            planned: 49,
            completed: 43,
            ..Tally::default()
        };
        assert_eq!(tally.rate().unwrap().to_string(), "87.8%");
    }

    #[test]
    fn of_nothing_planned_there_is_no_rate() {
        assert_eq!(Tally::default().rate(), None);
    }
}
