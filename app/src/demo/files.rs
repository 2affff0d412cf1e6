//! The same city as the three files that a personnel clerk would hand over, in the words of a town hall.
//!
//! Dates are written like 2026-04-01. An end that is not known yet is an empty cell. 終了日, 発令終了日 and 退職年月日 are the last day
//! itself, as people write it, not the day after.

use std::fmt::Write;

use base::{Date, FAR_FUTURE};

use super::city::City;

pub(crate) const UNIT_COLUMNS: [&str; 8] = [
    "組織コード",
    "組織名",
    "組織名カナ",
    "階層",
    "上位組織コード",
    "開始日",
    "終了日",
    "後継組織コード",
];

/// 氏名 is the name at work with its フリガナ, 戸籍氏名 the legal one.
pub(crate) const STAFF_COLUMNS: [&str; 10] = [
    "職員番号",
    "氏名",
    "戸籍氏名",
    "フリガナ",
    "性別",
    "生年月日",
    "任用区分",
    "採用年月日",
    "退職年月日",
    "職種",
];

pub(crate) const ASSIGNMENT_COLUMNS: [&str; 8] = [
    "職員番号",
    "組織コード",
    "発令区分",
    "職名",
    "級",
    "所属長",
    "発令年月日",
    "発令終了日",
];

impl City {
    /// One row for each version of a unit, by code and date.
    pub(crate) fn units_csv(&self) -> String {
        let mut file = header(&UNIT_COLUMNS);
        for unit in &self.units {
            let parent = unit.parent.as_ref().map_or("", |code| code.as_str());
            let successors: Vec<&str> = unit.successors.iter().map(|code| code.as_str()).collect();
            row(
                &mut file,
                &[
                    unit.code.as_str(),
                    &unit.name,
                    &unit.kana,
                    unit.level.word(),
                    parent,
                    &unit.starts_on.to_string(),
                    &last_day(unit.ends_on),
                    &successors.join(" "),
                ],
            );
        }
        file
    }

    /// One row a person, those who left included.
    pub(crate) fn staff_csv(&self) -> String {
        let mut file = header(&STAFF_COLUMNS);
        for staff in &self.staff {
            row(
                &mut file,
                &[
                    &staff.number,
                    &staff.name().full(),
                    &staff.legal_name.full(),
                    &staff.name().kana(),
                    staff.sex.word(),
                    &staff.born_on.to_string(),
                    staff.kind.word(),
                    &staff.hired_on.to_string(),
                    &last_day(staff.ends_on),
                    staff.job_family(),
                ],
            );
        }
        file
    }

    /// One row a post, past and coming ones included. 所属長 is 1 for the head of the unit and empty otherwise.
    pub(crate) fn assignments_csv(&self) -> String {
        let mut file = header(&ASSIGNMENT_COLUMNS);
        for staff in &self.staff {
            for held in &staff.assignments {
                row(
                    &mut file,
                    &[
                        &staff.number,
                        held.unit.as_str(),
                        held.kind.word(),
                        &held.post,
                        &held
                            .grade
                            .map(|grade| grade.to_string())
                            .unwrap_or_default(),
                        if held.is_head { "1" } else { "" },
                        &held.starts_on.to_string(),
                        &last_day(held.ends_on),
                    ],
                );
            }
        }
        file
    }
}

fn header(columns: &[&str]) -> String {
    let mut file = String::new();
    row(&mut file, columns);
    file
}

/// None of the demo's cells holds a comma, a quote or a line break.
fn row(file: &mut String, cells: &[&str]) {
    file.push_str(&cells.join(","));
    file.push_str("\r\n");
}

fn last_day(ends_on: Date) -> String {
    let mut text = String::new();
    if let (true, Ok(last)) = (ends_on < FAR_FUTURE, ends_on.yesterday()) {
        write!(text, "{last}").expect("writing into a text never fails");
    }
    text
}
