//! Taking a revised file over, as sentences.
use std::collections::HashSet;

use base::{StaffId, UnitCode};

use super::*;
use crate::{
    adopted::MeasureId,
    import::{
        adoption::{self, Source},
        corrections::tests::{listing, plan as imported},
        owners::{OwnerLine, OwnerUnit},
    },
};

const DAY: Date = base::date(2025, 10, 1);

fn owners() -> Vec<OwnerLine> {
    let line = |mark: &str, code: &str| OwnerLine {
        mark: mark.into(),
        full_name: mark.into(),
        measures: 1,
        unit: OwnerUnit::Found(UnitCode(code.into())),
    };
    vec![line("研修課（育）", "11"), line("人事課", "20")]
}

fn adopted() -> Plan {
    let source = Source {
        file_name: "計画.docx",
        digest: "00",
    };
    let now = "2024-03-01T00:00:00Z".parse().unwrap();
    adoption::adopted_plan(
        &imported(),
        &[],
        &owners(),
        source,
        &StaffId("taro".into()),
        now,
    )
    .0
}

/// Takes every change of a file over.
fn take_all(
    plan: &mut Plan,
    new: &ImportedPlan,
    with_history: &HashSet<MeasureId>,
) -> Result<Vec<Taken>, TakeoverRefusal> {
    let old = as_imported(plan, DAY);
    let changes = changes(&old, new);
    let chosen: Vec<usize> = (0..changes.len()).collect();
    take_over(
        plan,
        &Takeover {
            old: &old,
            new,
            changes: &changes,
            chosen: &chosen,
            owners: &owners(),
            owners_from: DAY,
            with_history,
        },
    )
}

/// The file after a change, and the plan after taking it over: nothing is left to compare.
#[track_caller]
fn taken(change: impl FnOnce(&mut ImportedPlan)) -> (Plan, Vec<Taken>) {
    let mut plan = adopted();
    let mut new = imported();
    change(&mut new);
    let taken = take_all(&mut plan, &new, &HashSet::new()).unwrap();
    assert_eq!(changes(&as_imported(&plan, DAY), &new), []);
    (plan, taken)
}

fn directions(plan: &mut ImportedPlan) -> &mut Vec<Direction> {
    &mut plan.fields[0].directions
}

fn renumbered(plan: &mut ImportedPlan) {
    for direction in directions(plan) {
        let DirectionKey {
            field,
            direction: number,
        } = direction.key;
        for (order, listing) in (1..).zip(&mut direction.listings) {
            listing.key = ListingKey {
                field,
                direction: number,
                order,
            };
        }
    }
}

#[test]
fn the_adopted_plan_compared_with_its_own_file_shows_no_change() {
    assert_eq!(changes(&as_imported(&adopted(), DAY), &imported()), []);
}

#[test]
fn a_changed_content_keeps_its_line_and_is_kept_in_the_history_of_its_measure() {
    let (plan, taken) = taken(|it| {
        directions(it)[0].listings[1].contents[0].text = "乙の内容を検討する".into();
        directions(it)[0].listings[1].contents[0].is_study = true;
    });

    let measure = &plan.measures[1];
    assert!(measure.is_study);
    assert_eq!(
        taken,
        [Taken {
            measure: Some((measure.id.clone(), "content")),
            before: "乙の内容".into(),
            after: "乙の内容を検討する".into(),
        }]
    );
}

#[test]
fn former_owners_end_on_the_day_on_which_new_ones_begin() {
    let (plan, taken) = taken(|it| {
        directions(it)[0].listings[2].owners = vec!["人事課".into()];
    });

    let owners = &plan.measures[2].owners;
    assert_eq!((owners[0].ends_on, owners[1].starts_on), (DAY, DAY));
    assert_eq!(owners[1].unit, Some(UnitCode("20".into())));
    assert_eq!(
        (taken[0].before.as_str(), taken[0].after.as_str()),
        ("研修課（育）", "人事課")
    );
}

#[test]
fn an_owner_cannot_end_before_it_began() {
    let mut plan = adopted();
    plan.measures[2].owners[0].starts_on = DAY;
    let mut new = imported();
    directions(&mut new)[0].listings[2].owners = vec!["人事課".into()];

    assert!(matches!(
        take_all(&mut plan, &new, &HashSet::new()),
        Err(TakeoverRefusal::OwnersTooEarly { .. })
    ));
}

#[test]
fn a_new_measure_in_the_middle_pushes_the_keys_behind_it_on() {
    let (plan, _) = taken(|it| {
        let new = listing("1-1-2", "戊", None);
        directions(it)[0].listings.insert(1, new);
        renumbered(it);
    });

    let keys: Vec<_> = plan
        .measures
        .iter()
        .map(|it| (it.name.as_str(), it.key.as_str()))
        .collect();
    assert!(
        keys.contains(&("戊", "1-1-2")) && keys.contains(&("乙", "1-1-3")),
        "{keys:?}"
    );
    let new = plan.measures.iter().find(|it| it.name == "戊").unwrap();
    assert_eq!(new.owners[0].starts_on, DAY);
}

#[test]
fn a_measure_that_moves_keeps_its_id_and_its_repeats() {
    let before = adopted();
    let mut plan = before.clone();
    let mut new = imported();
    let moved = directions(&mut new)[0].listings.remove(0);
    directions(&mut new)[1].listings.push(moved);
    renumbered(&mut new);
    let main = "1-2-3".parse().unwrap();
    directions(&mut new)[1].listings[0].repeats = Some(main);

    take_all(&mut plan, &new, &HashSet::new()).unwrap();

    let measure = plan.measures.iter().find(|it| it.name == "甲").unwrap();
    assert_eq!(measure.key, "1-2-3");
    assert_eq!(
        before
            .measures
            .iter()
            .find(|it| it.name == "甲")
            .unwrap()
            .id,
        measure.id
    );
    assert_eq!(changes(&as_imported(&plan, DAY), &new), []);
}

#[test]
fn a_measure_with_a_history_is_never_deleted() {
    let mut plan = adopted();
    let history = HashSet::from([plan.measures[1].id.clone()]);
    let mut new = imported();
    directions(&mut new)[0].listings.remove(1);
    renumbered(&mut new);

    let refused = take_all(&mut plan, &new, &history);

    assert_eq!(
        refused,
        Err(TakeoverRefusal::HasHistory { name: "乙".into() })
    );
}

#[test]
fn a_measure_without_a_history_goes_and_its_number_is_free() {
    let (plan, taken) = taken(|it| {
        directions(it)[0].listings.remove(1);
        renumbered(it);
    });

    assert_eq!(plan.measures.len(), 3);
    assert_eq!(
        (taken[0].before.as_str(), &taken[0].measure),
        ("1-1-2 乙", &None)
    );
}

#[test]
fn a_new_measure_in_a_new_direction_needs_the_direction() {
    let mut new = imported();
    directions(&mut new).push(Direction {
        key: "1-3".parse().unwrap(),
        name: "新しい方向".into(),
        statement: Some("述べる。".into()),
        points: vec!["点".into()],
        listings: vec![listing("1-3-1", "己", None)],
    });
    let mut plan = adopted();
    let old = as_imported(&plan, DAY);
    let changes = changes(&old, &new);
    let only_the_measure = [changes
        .iter()
        .position(|it| matches!(it, Change::Added { .. }))
        .unwrap()];
    let takeover = Takeover {
        old: &old,
        new: &new,
        changes: &changes,
        chosen: &only_the_measure,
        owners: &owners(),
        owners_from: DAY,
        with_history: &HashSet::new(),
    };
    assert!(matches!(
        take_over(&mut plan.clone(), &takeover),
        Err(TakeoverRefusal::NeedsGroup { .. })
    ));

    take_all(&mut plan, &new, &HashSet::new()).unwrap();

    assert_eq!(plan.fields[0].directions[2].listings[0].key, "1-3-1");
    assert_eq!(plan.fields[0].directions[2].statement, "述べる。");
}

#[test]
fn a_repeat_that_stands_alone_becomes_a_measure_of_its_own() {
    let (plan, _) = taken(|it| {
        let repeat = &mut directions(it)[1].listings[0];
        (repeat.is_repeat, repeat.repeats) = (false, None);
    });
    assert_eq!(plan.measures.len(), 5);
}
