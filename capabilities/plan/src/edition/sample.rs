//! A plan of two measures and three listings, and its first year, for the tests of this folder.
use std::collections::HashMap;

use base::{Date, FAR_FUTURE, FiscalYear, FiscalYears, StaffId, date};

use super::build::{Told, YearMaterial, build};
use super::model::{Edition, Indicator, Outcome, Task};
use crate::adopted::{
    Achievement, Direction, DirectionId, Field, FieldId, Line, LineId, Listing, ListingId, Measure,
    MeasureId, Owner, OwnerId, PastPlan, Plan, PlanId, Progress,
};

pub(super) fn told(as_of: Date) -> Told {
    Told {
        year: FiscalYear(2024),
        as_of,
        is_draft: false,
        left_open: None,
    }
}

pub(super) fn outcome() -> Outcome {
    Outcome {
        progress: Progress::UnderWay,
        achievement: Achievement::Partly,
        done: "説明会を年６回開いた。".into(),
        learned: "夜間の参加が多い。".into(),
        next: "回数を増やす。".into(),
    }
}

/// The ids are the same at each call.
pub(super) fn plan() -> Plan {
    let line = |id: &str, text: &str| Line {
        id: LineId(id.into()),
        text: text.into(),
        is_study: false,
    };
    let listing = |key: &str, measure: &str, name: &str, is_repeat| Listing {
        id: ListingId(key.into()),
        measure: MeasureId(measure.into()),
        key: key.into(),
        name: name.into(),
        is_repeat,
        purposes: vec![line(&format!("{key}-p"), &format!("{name}の目的"))],
        contents: vec![line(&format!("{key}-c"), &format!("{name}を進める。"))],
    };
    let owner = |id: &str, name: &str| Owner {
        id: OwnerId(id.into()),
        mark: name.into(),
        name: name.into(),
        unit: None,
        starts_on: date(2024, 4, 1),
        ends_on: FAR_FUTURE,
    };
    let measure = |id: &str, key: &str, name: &str, owner| Measure {
        id: MeasureId(id.into()),
        key: key.into(),
        name: name.into(),
        is_study: false,
        owners: vec![owner],
    };
    let direction = |id: &str, name: &str, listings| Direction {
        id: DirectionId(id.into()),
        name: name.into(),
        statement: format!("{name}が欠かせない。"),
        points: vec!["早くから伝える。".into()],
        listings,
    };
    Plan {
        id: PlanId("plan".into()),
        title: "汐見市職員成長プラン".into(),
        period: FiscalYears::new(FiscalYear(2024), FiscalYear(2026)).expect("in order"),
        source_name: "plan.txt".into(),
        source_digest: String::new(),
        adopted_at: "2024-04-01T00:00:00Z".parse().expect("an instant"),
        adopted_by: StaffId("office".into()),
        past_plans: vec![PastPlan {
            name: "第１次".into(),
            period: None,
            planned: 49,
            done: 43,
        }],
        fields: vec![Field {
            id: FieldId("field".into()),
            name: "人事のしくみ".into(),
            directions: vec![
                direction(
                    "d1",
                    "人材の確保",
                    vec![
                        listing("1-1-1", "m1", "採用広報", false),
                        listing("1-1-2", "m2", "試験日程", false),
                    ],
                ),
                direction(
                    "d2",
                    "職場の魅力",
                    vec![listing("1-2-1", "m1", "採用広報", true)],
                ),
            ],
        }],
        measures: vec![
            measure("m1", "1-1-1", "採用広報", owner("o1", "人材育成課")),
            measure("m2", "1-1-2", "試験日程", owner("o2", "人事課")),
        ],
    }
}

/// The first measure is under way and has a task and an indicator; the second has not been checked.
pub(super) fn edition() -> Edition {
    let first = MeasureId("m1".into());
    let task = Task {
        what: "職場見学会".into(),
        who: "採用担当".into(),
        due_on: Some(date(2024, 10, 31)),
        done_on: None,
    };
    let indicator = Indicator {
        name: "見学会の参加者".into(),
        definition: "年間の延べ人数".into(),
        unit: "人".into(),
        source: "typed".into(),
        source_version: None,
        decimals: 0,
        base: Some(120),
        target: Some(200),
        value: None,
        missing: Some("no_data".into()),
        as_of: None,
    };
    let material = YearMaterial {
        tasks: HashMap::from([(first.clone(), vec![task])]),
        indicators: HashMap::from([(first.clone(), vec![indicator])]),
        activities: HashMap::from([(first.clone(), 3)]),
        outcomes: HashMap::from([(first, outcome())]),
        ..YearMaterial::default()
    };
    build(&plan(), material, told(date(2025, 3, 31)), None)
}
