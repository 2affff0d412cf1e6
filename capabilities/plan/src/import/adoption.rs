//! From a plan as imported to the plan as adopted. Pure.
use std::collections::HashMap;

use base::{FAR_FUTURE, FiscalYears, Instant, StaffId};

use super::{corrections::Correction, owners::OwnerLine};
use crate::{
    adopted::{
        Direction, DirectionId, Field, FieldId, Line, LineId, Listing, ListingId, Measure,
        MeasureId, Owner, OwnerId, PastPlan, Plan, PlanId,
    },
    model::{self, ImportedPlan, ListingKey},
};

/// Why a plan cannot be adopted. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AdoptionRefusal {
    /// Another plan runs in one of these years.
    #[error("the plan {title} runs in the same years")]
    YearsTaken { title: String, period: FiscalYears },
    /// Nobody has said which units these marks mean, nor that they are to stay open.
    #[error("no unit is known for {}", marks.join(", "))]
    OwnersUnknown { marks: Vec<String> },
    /// The file still leaves title or period open.
    #[error("title or period is not known yet")]
    QuestionOpen,
}

/// No two plans share a year.
pub(crate) fn check_years(period: FiscalYears, adopted: &[Plan]) -> Result<(), AdoptionRefusal> {
    let shares_a_year =
        |it: &&Plan| it.period.first() <= period.last() && period.first() <= it.period.last();
    match adopted.iter().find(shares_a_year) {
        Some(other) => Err(AdoptionRefusal::YearsTaken {
            title: other.title.clone(),
            period: other.period,
        }),
        None => Ok(()),
    }
}

/// Every owner is a unit, or was left open by a person.
pub(crate) fn check_owners(owners: &[OwnerLine]) -> Result<(), AdoptionRefusal> {
    let marks: Vec<String> = owners
        .iter()
        .filter(|it| it.unit.is_in_doubt())
        .map(|it| it.mark.clone())
        .collect();
    match marks.is_empty() {
        true => Ok(()),
        false => Err(AdoptionRefusal::OwnersUnknown { marks }),
    }
}

/// The file that a plan comes from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    pub file_name: &'a str,
    /// SHA-256 of the file, in hex.
    pub digest: &'a str,
}

/// A remark on the draft that is taken along, to be answered at its measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeptRemark {
    pub(crate) measure: Option<MeasureId>,
    pub(crate) text: String,
    /// Near which listing or direction it stood.
    pub(crate) place: String,
    pub(crate) answer: Option<String>,
}

/// The plan with new ids, and the remarks that were not dropped.
pub(crate) fn adopted_plan(
    imported: &ImportedPlan,
    corrections: &[Correction],
    owners: &[OwnerLine],
    source: Source<'_>,
    who: &StaffId,
    now: Instant,
) -> (Plan, Vec<KeptRemark>) {
    let ids: HashMap<ListingKey, MeasureId> = imported
        .measures()
        .map(|it| (it.key, MeasureId::fresh()))
        .collect();
    let measure_of = |it: &model::Listing| ids[&it.repeats.unwrap_or(it.key)].clone();
    let measures = imported
        .measures()
        .map(|it| measure(it, measure_of(it), owners, imported.period))
        .collect();
    let fields = imported
        .fields
        .iter()
        .map(|field| Field {
            id: FieldId::fresh(),
            name: field.name.clone(),
            directions: field
                .directions
                .iter()
                .map(|it| direction(it, &measure_of))
                .collect(),
        })
        .collect();
    let past_plans = imported.past_plans.iter().map(|it| PastPlan {
        name: it.name.clone(),
        period: it.period,
        planned: it.planned.into(),
        done: it.done.into(),
    });
    let plan = Plan {
        id: PlanId::fresh(),
        title: imported.title.clone(),
        period: imported.period,
        source_name: source.file_name.to_owned(),
        source_digest: source.digest.to_owned(),
        adopted_at: now,
        adopted_by: who.clone(),
        past_plans: past_plans.collect(),
        fields,
        measures,
    };
    (plan, kept_remarks(imported, corrections, &ids))
}

/// A measure of its own with its owners from the first day of the plan.
pub(crate) fn measure(
    listing: &model::Listing,
    id: MeasureId,
    owners: &[OwnerLine],
    period: FiscalYears,
) -> Measure {
    let owner = |mark: &String| new_owner(mark, owners, period.first_day());
    Measure {
        id,
        key: listing.key.to_string(),
        name: listing.name.clone(),
        is_study: listing.is_study(),
        owners: listing.owners.iter().map(owner).collect(),
    }
}

pub(crate) fn new_owner(mark: &str, owners: &[OwnerLine], starts_on: base::Date) -> Owner {
    let line = owners.iter().find(|it| it.mark == mark);
    Owner {
        id: OwnerId::fresh(),
        mark: mark.to_owned(),
        name: line.map_or(mark, |it| &it.full_name).to_owned(),
        unit: line.and_then(|it| it.unit.code().cloned()),
        starts_on,
        ends_on: FAR_FUTURE,
    }
}

fn direction(
    it: &model::Direction,
    measure_of: &impl Fn(&model::Listing) -> MeasureId,
) -> Direction {
    Direction {
        id: DirectionId::fresh(),
        name: it.name.clone(),
        statement: it.statement.clone().unwrap_or_default(),
        points: it.points.clone(),
        listings: it
            .listings
            .iter()
            .map(|it| listing(it, measure_of(it)))
            .collect(),
    }
}

pub(crate) fn listing(it: &model::Listing, measure: MeasureId) -> Listing {
    Listing {
        id: ListingId::fresh(),
        measure,
        key: it.key.to_string(),
        name: it.name.clone(),
        is_repeat: it.repeats.is_some(),
        purposes: it.purposes.iter().map(|it| line(it, false)).collect(),
        contents: it
            .contents
            .iter()
            .map(|it| line(&it.text, it.is_study))
            .collect(),
    }
}

pub(crate) fn line(text: &str, is_study: bool) -> Line {
    Line {
        id: LineId::fresh(),
        text: text.to_owned(),
        is_study,
    }
}

fn kept_remarks(
    imported: &ImportedPlan,
    corrections: &[Correction],
    ids: &HashMap<ListingKey, MeasureId>,
) -> Vec<KeptRemark> {
    let decision = |remark: usize| {
        corrections.iter().find_map(|it| match it {
            Correction::Remark { remark: of, answer } if *of == remark => Some(answer.clone()),
            _ => None,
        })
    };
    let mut kept = Vec::new();
    for (index, remark) in imported.remarks.iter().enumerate() {
        let answer = match decision(index) {
            Some(None) => continue,
            Some(answer) => answer,
            None => None,
        };
        let listing = remark.near_listing.and_then(|it| imported.listing(it));
        let direction = remark
            .near_direction
            .and_then(|key| imported.directions().find(|it| it.key == key));
        kept.push(KeptRemark {
            measure: listing.map(|it| ids[&it.repeats.unwrap_or(it.key)].clone()),
            text: remark.text.clone(),
            place: match (listing, direction) {
                (Some(it), _) => format!("{} {}", it.key, it.name),
                (None, Some(it)) => format!("{} {}", it.key, it.name),
                (None, None) => String::new(),
            },
            answer,
        });
    }
    kept
}

#[cfg(test)]
mod tests {
    use base::{FiscalYear, UnitCode};

    use super::*;
    use crate::{
        import::{corrections::tests::plan, owners::OwnerUnit},
        model::{Remark, Spot},
    };

    fn owners(unit: OwnerUnit) -> Vec<OwnerLine> {
        vec![OwnerLine {
            mark: "研修課（育）".into(),
            full_name: "研修課育成班".into(),
            measures: 4,
            unit,
        }]
    }

    fn adopt(imported: &ImportedPlan, corrections: &[Correction]) -> (Plan, Vec<KeptRemark>) {
        let source = Source {
            file_name: "計画.docx",
            digest: "00",
        };
        let unit = OwnerUnit::Found(UnitCode("11".into()));
        let now = "2024-03-01T00:00:00Z".parse().unwrap();
        adopted_plan(
            imported,
            corrections,
            &owners(unit),
            source,
            &StaffId("taro".into()),
            now,
        )
    }

    #[test]
    fn a_repeat_is_a_second_listing_of_one_measure() {
        let (plan, _) = adopt(&plan(), &[]);

        let listings: Vec<&Listing> = plan.fields[0]
            .directions
            .iter()
            .flat_map(|it| &it.listings)
            .collect();
        assert_eq!((plan.measures.len(), listings.len()), (4, 5));
        assert!(listings[3].is_repeat && listings[3].measure == listings[0].measure);
        assert_ne!(listings[3].id, listings[0].id);
    }

    #[test]
    fn owners_begin_with_the_plan_and_stay_until_somebody_ends_them() {
        let (plan, _) = adopt(&plan(), &[]);
        let owner = &plan.measures[0].owners[0];
        assert_eq!(
            (owner.starts_on, owner.ends_on),
            (base::date(2024, 4, 1), FAR_FUTURE)
        );
        assert_eq!(owner.name, "研修課育成班");
        assert_eq!(owner.unit, Some(UnitCode("11".into())));
    }

    #[test]
    fn a_remark_goes_with_the_measure_of_its_listing_unless_it_was_dropped() {
        let mut imported = plan();
        for near in ["1-2-1", "1-1-2", "1-1-3"] {
            imported.remarks.push(Remark {
                text: "入れてください。".into(),
                spot: Spot::Line {
                    line: 1,
                    table_row: None,
                },
                near_direction: None,
                near_listing: Some(near.parse().unwrap()),
            });
        }
        let decide = |remark, answer: Option<&str>| Correction::Remark {
            remark,
            answer: answer.map(str::to_owned),
        };

        let (plan, kept) = adopt(&imported, &[decide(1, None), decide(2, Some("入れた。"))]);

        assert_eq!(kept.len(), 2);
        assert_eq!(kept[0].measure, Some(plan.measures[0].id.clone()));
        assert_eq!(kept[0].answer, None);
        assert_eq!(kept[1].answer.as_deref(), Some("入れた。"));
    }

    #[test]
    fn two_plans_that_share_their_last_and_first_year_are_one_too_many() {
        let (adopted, _) = adopt(&plan(), &[]);
        let years = |first, last| FiscalYears::new(FiscalYear(first), FiscalYear(last)).unwrap();

        assert!(check_years(years(2027, 2029), std::slice::from_ref(&adopted)).is_ok());
        assert!(check_years(years(2021, 2023), std::slice::from_ref(&adopted)).is_ok());
        for (first, last) in [(2026, 2028), (2022, 2024), (2025, 2025)] {
            assert_eq!(
                check_years(years(first, last), std::slice::from_ref(&adopted)),
                Err(AdoptionRefusal::YearsTaken {
                    title: "計画".into(),
                    period: years(2024, 2026)
                })
            );
        }
    }

    #[test]
    fn an_owner_nobody_decided_on_stops_the_adoption_and_one_left_open_does_not() {
        assert!(check_owners(&owners(OwnerUnit::Unknown)).is_err());
        assert!(check_owners(&owners(OwnerUnit::Ambiguous(Vec::new()))).is_err());
        assert!(check_owners(&owners(OwnerUnit::LeftOpen)).is_ok());
    }
}
