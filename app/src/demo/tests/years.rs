use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use base::{FiscalYear, date};

use super::{CITY, DEMO_DAY};
use crate::demo::PLAN;
use crate::demo::staff::Kind;
use crate::demo::years::{PlanYear, SheetState, years};

static YEARS: LazyLock<Vec<PlanYear>> = LazyLock::new(years);

/// Name and owners' full names of each row of the plan, read in the simplest way: a row starts with an empty cell, its
/// second cell is the name and its last the owners.
fn listings() -> Vec<(&'static str, Vec<String>)> {
    let lines: Vec<&str> = PLAN.lines().collect();
    let starts = lines
        .iter()
        .enumerate()
        .filter(|(at, line)| **line == "\t" && lines[at + 1] != "\t第１次アクションプラン");
    let rows = starts.map(|(at, _)| {
        let row = lines[at + 1..]
            .iter()
            .take_while(|line| !line.is_empty() && **line != "\t");
        let cells: Vec<&str> = row.filter_map(|line| line.strip_prefix('\t')).collect();
        let owners = cells[cells.len() - 1].split(['／', '/']);
        (
            cells[0],
            owners
                .map(|owner| {
                    owner
                        .replace("（研）", "研修班")
                        .replace("（健）", "健康支援班")
                })
                .collect(),
        )
    });
    rows.collect()
}

fn measures() -> HashMap<&'static str, Vec<String>> {
    listings()
        .into_iter()
        .filter(|(name, _)| !name.contains("再掲"))
        .collect()
}

#[test]
fn the_plan_lists_sixty_measures_three_of_them_twice() {
    let names: HashSet<&str> = listings()
        .iter()
        .map(|(name, _)| name.trim_end_matches("（再掲）"))
        .collect();

    assert_eq!(
        (listings().len(), measures().len(), names.len()),
        (60, 57, 57)
    );
    assert_eq!(
        PLAN.lines().filter(|line| line.starts_with('○')).count(),
        47
    );
}

#[test]
fn every_owner_in_the_plan_is_one_unit_from_its_first_day_to_the_demo_day() {
    for (name, owners) in listings() {
        for owner in owners {
            for day in [date(2024, 4, 1), date(2025, 4, 1), DEMO_DAY] {
                assert!(
                    CITY.unit_called(&owner, day).is_some(),
                    "{owner} of {name} on {day}"
                );
            }
        }
    }
}

#[test]
fn every_year_has_tasks_for_every_measure() {
    let fiscal_years: Vec<FiscalYear> = YEARS.iter().map(|year| year.fiscal_year).collect();
    assert_eq!(fiscal_years, [2024, 2025, 2026].map(FiscalYear));

    for year in YEARS.iter() {
        let names: HashSet<&str> = year
            .measures
            .iter()
            .map(|measure| measure.name.as_str())
            .collect();
        assert_eq!(names, measures().into_keys().collect());
        assert_eq!(year.measures.len(), 57);
        for task in year.measures.iter().flat_map(|measure| &measure.tasks) {
            assert!(year.fiscal_year.contains(task.by), "{}", task.what);
        }
    }
}

#[test]
fn tasks_and_sheets_belong_to_the_owners_of_the_measure() {
    let owners = measures();
    for year in YEARS.iter() {
        for measure in &year.measures {
            let of_plan: HashSet<&String> = owners[measure.name.as_str()].iter().collect();
            let of_tasks: HashSet<&String> = measure.tasks.iter().map(|task| &task.who).collect();
            let of_sheets: HashSet<&String> =
                measure.sheets.iter().map(|sheet| &sheet.owner).collect();
            assert!(
                of_tasks.is_subset(&of_plan),
                "{} in {}",
                measure.name,
                year.fiscal_year
            );
            assert!(
                of_sheets.is_empty() || of_sheets == of_plan,
                "{} in {}",
                measure.name,
                year.fiscal_year
            );
        }
    }
}

#[test]
fn the_first_year_is_finished_with_words_on_every_measure() {
    for measure in &YEARS[0].measures {
        assert_eq!(
            measure.consolidated.is_some(),
            measure.sheets.len() > 1,
            "{}",
            measure.name
        );
        let findings = measure.sheets.iter().map(|sheet| {
            assert_eq!(sheet.state, SheetState::Approved);
            sheet.findings.as_ref().unwrap()
        });
        for said in findings.chain(
            measure
                .consolidated
                .as_ref()
                .map(|consolidated| &consolidated.findings),
        ) {
            assert!(
                [&said.done, &said.learned, &said.next]
                    .iter()
                    .all(|text| text.ends_with('。')),
                "{}",
                measure.name
            );
        }
        assert!(
            measure
                .comments
                .iter()
                .all(|comment| comment.answered_on.is_some() && comment.answer.is_some())
        );
    }
}

/// As the plan's check sees it: completed or achieved only if all are, nothing only if none are.
#[test]
fn a_consolidation_that_departs_from_the_sheets_says_why() {
    let amount_to = |all: Vec<u8>| {
        if all.iter().all(|one| *one == all[0]) {
            all[0]
        } else {
            1
        }
    };
    let mut reasons = 0;
    for measure in &YEARS[0].measures {
        let Some(consolidated) = &measure.consolidated else {
            continue;
        };
        let of_sheets = || {
            measure
                .sheets
                .iter()
                .filter_map(|sheet| sheet.findings.as_ref())
        };
        let expected = (
            amount_to(of_sheets().map(|said| said.progress as u8).collect()),
            amount_to(of_sheets().map(|said| said.achievement as u8).collect()),
        );
        let said = (
            consolidated.findings.progress as u8,
            consolidated.findings.achievement as u8,
        );
        assert_eq!(
            said == expected,
            consolidated.reason.is_empty(),
            "{}",
            measure.name
        );
        reasons += usize::from(said != expected);
    }
    assert_eq!(reasons, 1);
}

#[test]
fn no_two_sheets_say_the_same() {
    let mut said = HashSet::new();
    for findings in YEARS
        .iter()
        .flat_map(|year| &year.measures)
        .flat_map(|measure| &measure.sheets)
        .filter_map(|sheet| sheet.findings.as_ref())
    {
        for text in [&findings.done, &findings.learned, &findings.next]
            .into_iter()
            .filter(|text| !text.is_empty())
        {
            assert!(said.insert(text), "{text}");
        }
    }
}

#[test]
fn the_second_year_stands_at_every_step_of_its_check() {
    let sheets: Vec<_> = YEARS[1]
        .measures
        .iter()
        .flat_map(|measure| &measure.sheets)
        .collect();
    let count = |state| sheets.iter().filter(|sheet| sheet.state == state).count();
    let counts = [
        SheetState::Untouched,
        SheetState::Drafting,
        SheetState::Submitted,
        SheetState::Returned,
        SheetState::Approved,
    ]
    .map(count);

    assert_eq!(counts, [16, 19, 9, 5, 17]);
    for sheet in sheets {
        assert_eq!(
            sheet.findings.is_none(),
            sheet.state == SheetState::Untouched,
            "{}",
            sheet.owner
        );
        assert_eq!(
            sheet.returned_because.is_some(),
            sheet.state == SheetState::Returned,
            "{}",
            sheet.owner
        );
        if matches!(sheet.state, SheetState::Submitted | SheetState::Approved) {
            let said = sheet.findings.as_ref().unwrap();
            assert!(
                !said.learned.is_empty() && !said.next.is_empty(),
                "{}",
                said.done
            );
        }
    }
}

#[test]
fn sections_that_are_asked_exist() {
    for comment in YEARS
        .iter()
        .flat_map(|year| &year.measures)
        .flat_map(|measure| &measure.comments)
    {
        assert!(
            CITY.unit_called(&comment.of, DEMO_DAY).is_some(),
            "{}",
            comment.of
        );
    }
}

#[test]
fn revisions_change_something_and_say_why() {
    let revisions: Vec<_> = YEARS[0]
        .measures
        .iter()
        .flat_map(|measure| &measure.revisions)
        .collect();

    assert_eq!(revisions.len(), 6);
    assert!(
        revisions
            .iter()
            .all(|revision| revision.before != revision.after && !revision.reason.is_empty())
    );
}

#[test]
fn the_texts_name_as_many_newcomers_as_the_city_hired() {
    for (year, at) in [(2024, 0), (2025, 1)] {
        let day = date(year, 4, 1);
        let hired = CITY
            .in_service_on(day)
            .filter(|staff| staff.kind == Kind::Regular && staff.hired_on == day)
            .count();
        let measure = YEARS[at]
            .measures
            .iter()
            .find(|measure| measure.name == "新任職員の育成担当者制度")
            .unwrap();
        let done = &measure.sheets[0].findings.as_ref().unwrap().done;
        assert!(
            done.contains(&format!("採用した{hired}人")),
            "{hired}: {done}"
        );
    }
}
