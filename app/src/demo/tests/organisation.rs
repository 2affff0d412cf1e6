use std::collections::HashSet;

use base::{Date, UnitCode, date};

use super::{CITY, DEMO_DAY, aprils, unit_name};
use crate::demo::units::Level;

#[test]
fn the_organisation_has_the_size_of_a_designated_city() {
    let count = |level| {
        CITY.units_on(DEMO_DAY)
            .filter(|unit| unit.level == level)
            .count()
    };
    let sizes = [
        Level::Bureau,
        Level::Department,
        Level::Section,
        Level::Team,
    ]
    .map(count);

    assert_eq!(sizes, [23, 90, 283, 694]);
}

#[test]
fn versions_of_a_unit_follow_each_other_without_overlap() {
    for pair in CITY
        .units
        .windows(2)
        .filter(|pair| pair[0].code == pair[1].code)
    {
        assert!(pair[0].starts_on < pair[0].ends_on);
        assert_eq!(pair[0].ends_on, pair[1].starts_on, "{}", pair[0].code);
    }
}

#[test]
fn a_units_code_and_name_are_there_once_at_a_time() {
    for day in aprils() {
        let mut codes = HashSet::new();
        let mut names = HashSet::new();
        for unit in CITY.units_on(day) {
            assert!(codes.insert(&unit.code), "{} twice on {day}", unit.code);
            assert!(
                names.insert((&unit.parent, &unit.name)),
                "{} twice on {day}",
                unit.name
            );
        }
    }
}

#[test]
fn every_unit_hangs_below_a_wider_one_that_is_valid_as_long() {
    for unit in &CITY.units {
        let Some(parent) = &unit.parent else {
            assert_eq!(unit.level, Level::Bureau);
            continue;
        };
        for day in [unit.starts_on, unit.ends_on.yesterday().unwrap()] {
            let above = CITY.units_on(day).find(|other| other.code == *parent);
            assert!(
                above.is_some_and(|above| above.level < unit.level),
                "{} {} on {day}",
                unit.code,
                unit.name
            );
        }
    }
}

#[test]
fn a_unit_that_ends_names_successors_that_begin_the_same_day() {
    let mut ended = 0;
    for unit in CITY.units.iter().filter(|unit| !unit.successors.is_empty()) {
        ended += 1;
        for code in &unit.successors {
            assert!(
                CITY.units
                    .iter()
                    .any(|next| next.code == *code && next.starts_on == unit.ends_on),
                "{}",
                unit.name
            );
        }
    }
    assert_eq!(ended, 8);
}

#[test]
fn next_april_changes_the_harbour_and_nothing_before() {
    let changes = |day: Date| {
        CITY.units
            .iter()
            .filter(|unit| unit.starts_on == day)
            .count()
    };

    assert_eq!(unit_name(&UnitCode("08030500".into()), DEMO_DAY), "");
    assert_eq!(
        unit_name(&UnitCode("08030500".into()), date(2027, 4, 1)),
        "港湾課"
    );
    assert!(
        changes(date(2024, 4, 1)) > 3
            && changes(date(2025, 4, 1)) > 3
            && changes(date(2027, 4, 1)) > 3
    );
}
