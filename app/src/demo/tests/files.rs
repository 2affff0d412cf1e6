use std::collections::HashSet;

use base::FAR_FUTURE;
use encoding_rs::SHIFT_JIS;

use super::{CITY, DEMO_DAY, Part, persona};
use crate::demo::wide::{Fault, WIDE_COLUMNS, write_wide_csv};

#[test]
fn the_clerks_files_have_a_row_for_everything() {
    let rows = |file: &str| file.lines().count() - 1;
    let assignments: usize = CITY.staff.iter().map(|staff| staff.assignments.len()).sum();

    assert_eq!(rows(&CITY.units_csv()), CITY.units.len());
    assert_eq!(rows(&CITY.staff_csv()), CITY.staff.len());
    assert_eq!(rows(&CITY.assignments_csv()), assignments);
    for file in [CITY.units_csv(), CITY.staff_csv(), CITY.assignments_csv()] {
        let columns = file.lines().next().unwrap().matches(',').count();
        assert!(
            file.lines()
                .all(|line| line.matches(',').count() == columns && !line.contains(",9999-"))
        );
    }
}

#[test]
fn an_end_in_a_file_is_the_last_day_itself() {
    let file = CITY.staff_csv();
    let retired = file
        .lines()
        .find(|line| line.starts_with("0000113"))
        .unwrap();

    assert_eq!(persona(Part::RetiredYesterday).ends_on, DEMO_DAY);
    assert!(retired.contains("2026-11-21"), "{retired}");
    assert_eq!(persona(Part::Staff).ends_on, FAR_FUTURE);
}

#[test]
fn the_wide_file_has_a_hundred_bad_rows_where_the_list_says() {
    let mut bytes = Vec::new();
    let bad = write_wide_csv(&mut bytes, 10_000, 1).unwrap();
    let (text, _, had_errors) = SHIFT_JIS.decode(&bytes);
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();

    assert!(!had_errors);
    assert_eq!(bad.len(), 100);
    assert!(lines.len() == 10_001 && lines.iter().all(|cells| cells.len() == WIDE_COLUMNS.len()));
    for row in &bad {
        let column = WIDE_COLUMNS
            .iter()
            .position(|column| *column == row.column)
            .unwrap();
        assert_eq!(lines[row.line - 1][column], row.value);
        if row.fault == Fault::DuplicateNumber {
            assert_eq!(lines[row.line - 2][0], row.value);
        }
    }
    let different: HashSet<&str> = lines.iter().map(|cells| cells[0]).collect();
    assert_eq!(
        different.len(),
        10_001
            - bad
                .iter()
                .filter(|row| row.fault == Fault::DuplicateNumber)
                .count()
    );
}

#[test]
fn a_row_of_the_wide_file_weighs_about_two_hundred_and_twenty_bytes() {
    let mut bytes = Vec::new();
    write_wide_csv(&mut bytes, 2_000, 1).unwrap();

    assert!(
        (205..235).contains(&(bytes.len() / 2_000)),
        "{}",
        bytes.len() / 2_000
    );
}
