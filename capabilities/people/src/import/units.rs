//! The rules of the organisation in time. Pure: plain versions in, what is wrong out.
use std::collections::{BTreeMap, BTreeSet};

use base::{Date, FAR_FUTURE, UnitCode};

use super::{
    columns::Column,
    finding::{Fault, Finding, Findings},
};
use crate::model::Unit;

/// A version of a unit, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Version {
    /// The row of the file; 0 for what is known already.
    pub(crate) row: u32,
    pub(crate) unit: Unit,
    /// The end was written; otherwise it ends with the next version, if there is one.
    pub(crate) is_end_written: bool,
}

/// Puts what a file says over what is known, by code and first day, and ends open versions where the next one begins.
///
/// Returned by code and time.
pub(crate) fn merged(
    known: Vec<Unit>,
    file: Vec<Version>,
    findings: &mut Findings,
) -> Vec<Version> {
    let key = |unit: &Unit| (unit.code.clone(), unit.starts_on);
    let mut all: BTreeMap<(UnitCode, Date), Version> = BTreeMap::new();
    for unit in known {
        let is_end_written = unit.ends_on != FAR_FUTURE;
        all.insert(
            key(&unit),
            Version {
                row: 0,
                unit,
                is_end_written,
            },
        );
    }
    for it in file {
        match all.insert(key(&it.unit), it.clone()) {
            Some(other) if other.row != 0 => {
                let fault = Fault::DuplicateRow {
                    first_row: other.row.into(),
                };
                findings.add(Finding::new(
                    it.row,
                    Column::UnitCode.name(),
                    it.unit.code.as_str(),
                    fault,
                ));
            }
            _ => {}
        }
    }
    let mut all: Vec<Version> = all.into_values().collect();
    for place in 1..all.len() {
        let (before, after) = all.split_at_mut(place);
        let (one, next) = (&mut before[place - 1], &after[0]);
        if one.unit.code == next.unit.code
            && !one.is_end_written
            && next.unit.starts_on < one.unit.ends_on
        {
            one.unit.ends_on = next.unit.starts_on;
        }
    }
    all
}

/// Everything that is wrong with an organisation in time. `versions` are by code and time.
pub(crate) fn check(
    versions: &[Version],
    successors: &[(u32, UnitCode, UnitCode)],
    findings: &mut Findings,
) {
    let tree = Tree::of(versions);
    for version in versions {
        let unit = &version.unit;
        if unit.ends_on <= unit.starts_on {
            let fault = Fault::EndsBeforeStart;
            let value = unit.ends_on.to_string();
            findings.add(Finding::new(
                version.row,
                Column::UnitLastOn.name(),
                &value,
                fault,
            ));
            continue;
        }
        tree.check_parent(version, findings);
    }
    for pair in versions.windows(2) {
        let (one, next) = (&pair[0].unit, &pair[1].unit);
        if one.code == next.code && next.starts_on < one.ends_on {
            let row = if pair[1].row == 0 {
                pair[0].row
            } else {
                pair[1].row
            };
            let fault = Fault::UnitOverlap {
                from: one.starts_on,
                until: one.ends_on,
            };
            findings.add(Finding::new(
                row,
                Column::UnitStartsOn.name(),
                &next.starts_on.to_string(),
                fault,
            ));
        }
    }
    for (row, _, successor) in successors {
        if !tree.by_code.contains_key(successor) {
            let fault = Fault::NoSuccessor {
                successor: successor.0.clone(),
            };
            findings.add(Finding::new(
                *row,
                Column::Successors.name(),
                successor.as_str(),
                fault,
            ));
        }
    }
}

/// Versions by code.
pub(crate) struct Tree<'a> {
    by_code: BTreeMap<&'a UnitCode, Vec<&'a Version>>,
}

impl<'a> Tree<'a> {
    pub(crate) fn of(versions: &'a [Version]) -> Self {
        let mut by_code: BTreeMap<&UnitCode, Vec<&Version>> = BTreeMap::new();
        for version in versions {
            by_code.entry(&version.unit.code).or_default().push(version);
        }
        Self { by_code }
    }

    fn versions(&self, code: &UnitCode) -> &[&'a Version] {
        self.by_code.get(code).map_or(&[], Vec::as_slice)
    }

    fn check_parent(&self, version: &Version, findings: &mut Findings) {
        let unit = &version.unit;
        let Some(parent) = &unit.parent else { return };
        let mut covered_until = unit.starts_on;
        let mut level_at_fault = None;
        for above in self.versions(parent) {
            let it = &above.unit;
            if it.starts_on <= covered_until && covered_until < it.ends_on {
                covered_until = it.ends_on;
            }
            let is_together = it.starts_on < unit.ends_on && unit.starts_on < it.ends_on;
            if is_together && unit.level <= it.level {
                level_at_fault = Some((above.row, it.level));
            }
        }
        // A row of the file is to blame: that of the unit itself, or that of the unit above it.
        let above_row = self
            .versions(parent)
            .iter()
            .map(|it| it.row)
            .max()
            .unwrap_or(0);
        if covered_until < unit.ends_on {
            if version.row == 0 && above_row != 0 {
                let by = format!("{} {}", unit.code, unit.name);
                let fault = Fault::StillUsed {
                    by,
                    on: covered_until,
                };
                findings.add(Finding::new(
                    above_row,
                    Column::UnitLastOn.name(),
                    parent.as_str(),
                    fault,
                ));
            } else {
                let fault = Fault::NoParent {
                    parent: parent.0.clone(),
                    on: covered_until,
                };
                findings.add(Finding::new(
                    version.row,
                    Column::ParentCode.name(),
                    parent.as_str(),
                    fault,
                ));
            }
        }
        if self.leads_back(version) {
            findings.add(Finding::new(
                version.row,
                Column::ParentCode.name(),
                parent.as_str(),
                Fault::Circle,
            ));
        } else if let Some((row, level)) = level_at_fault {
            let row = if version.row == 0 { row } else { version.row };
            let fault = Fault::LevelOrder {
                level: unit.level,
                parent: level,
            };
            findings.add(Finding::new(
                row,
                Column::Level.name(),
                parent.as_str(),
                fault,
            ));
        }
    }

    /// Whether the units above lead back to this one at any moment of its time.
    fn leads_back(&self, version: &Version) -> bool {
        let unit = &version.unit;
        let mut seen = BTreeSet::new();
        let mut open: Vec<(&UnitCode, Date, Date)> = Vec::new();
        open.extend(
            unit.parent
                .as_ref()
                .map(|it| (it, unit.starts_on, unit.ends_on)),
        );
        while let Some((code, from, until)) = open.pop() {
            if *code == unit.code {
                return true;
            }
            for above in self.versions(code).iter().map(|it| &it.unit) {
                let (from, until) = (from.max(above.starts_on), until.min(above.ends_on));
                if from < until && seen.insert((code, above.starts_on)) {
                    open.extend(above.parent.as_ref().map(|it| (it, from, until)));
                }
            }
        }
        false
    }
}

/// One stretch of time in which a unit lies below another, or is it: half-open.
pub(crate) type Reach = (UnitCode, UnitCode, Date, Date);

/// Which units lie below which, in time: each below itself and below everything above it. The organisation has no circle.
///
/// Ordered, and adjoining stretches are one.
pub(crate) fn reach(versions: &[Version]) -> Vec<Reach> {
    let tree = Tree::of(versions);
    let mut all = Vec::new();
    for version in versions {
        let unit = &version.unit;
        let mut open = vec![(
            &unit.code,
            unit.starts_on,
            unit.ends_on,
            unit.parent.as_ref(),
        )];
        // Deeper than any organisation; a circle, which the check refuses, would else never end.
        let mut left = 1_000;
        while let Some((ancestor, from, until, parent)) = open.pop() {
            all.push((ancestor.clone(), unit.code.clone(), from, until));
            left -= 1;
            if left == 0 {
                break;
            }
            for above in parent.map_or(&[][..], |it| tree.versions(it)) {
                let (from, until) = (
                    from.max(above.unit.starts_on),
                    until.min(above.unit.ends_on),
                );
                if from < until {
                    open.push((&above.unit.code, from, until, above.unit.parent.as_ref()));
                }
            }
        }
    }
    all.sort_unstable();
    all.dedup_by(|next, kept| {
        let adjoins = next.0 == kept.0 && next.1 == kept.1 && next.2 <= kept.3;
        if adjoins {
            kept.3 = kept.3.max(next.3);
        }
        adjoins
    });
    all
}

#[cfg(test)]
mod tests {
    use base::date;

    use super::*;
    use crate::model::Level;

    fn version(
        row: u32,
        code: &str,
        level: Level,
        parent: &str,
        from: Date,
        until: Date,
    ) -> Version {
        let unit = Unit {
            code: UnitCode(code.into()),
            name: format!("{code}の組織"),
            kana: String::new(),
            level,
            parent: (!parent.is_empty()).then(|| UnitCode(parent.into())),
            starts_on: from,
            ends_on: until,
        };
        Version {
            row,
            unit,
            is_end_written: until != FAR_FUTURE,
        }
    }

    const BEGIN: Date = date(2020, 4, 1);
    const TURN: Date = date(2026, 4, 1);

    fn faults(versions: Vec<Version>) -> Vec<(u64, Fault)> {
        let mut findings = Findings::default();
        let all = merged(Vec::new(), versions, &mut findings);
        check(&all, &[], &mut findings);
        findings
            .iter()
            .map(|it| (it.row, it.fault.clone()))
            .collect()
    }

    #[test]
    fn an_open_version_ends_where_the_next_one_begins() {
        let known = vec![version(0, "1", Level::Bureau, "", BEGIN, FAR_FUTURE).unit];
        let file = vec![version(2, "1", Level::Bureau, "", TURN, FAR_FUTURE)];
        let mut findings = Findings::default();

        let all = merged(known, file, &mut findings);

        assert_eq!(all[0].unit.ends_on, TURN);
        assert_eq!(all[1].unit.ends_on, FAR_FUTURE);
        assert!(!findings.has_faults());
    }

    #[test]
    fn the_same_file_over_its_own_result_changes_nothing() {
        let file = vec![
            version(2, "1", Level::Bureau, "", BEGIN, FAR_FUTURE),
            version(3, "1", Level::Bureau, "", TURN, FAR_FUTURE),
        ];
        let once = merged(Vec::new(), file.clone(), &mut Findings::default());
        let known = once.iter().map(|it| it.unit.clone()).collect();

        let twice = merged(known, file, &mut Findings::default());

        let units = |all: &[Version]| all.iter().map(|it| it.unit.clone()).collect::<Vec<_>>();
        assert_eq!(units(&once), units(&twice));
    }

    #[test]
    fn a_written_end_past_the_next_beginning_overlaps() {
        let found = faults(vec![
            version(2, "1", Level::Bureau, "", BEGIN, date(2026, 4, 2)),
            version(3, "1", Level::Bureau, "", TURN, FAR_FUTURE),
        ]);
        assert_eq!(
            found,
            [(
                3,
                Fault::UnitOverlap {
                    from: BEGIN,
                    until: date(2026, 4, 2)
                }
            )]
        );
    }

    #[test]
    fn a_parent_must_be_there_from_the_first_to_the_last_day() {
        let found = faults(vec![
            version(2, "1", Level::Bureau, "", BEGIN, TURN),
            version(3, "2", Level::Section, "1", BEGIN, FAR_FUTURE),
            version(4, "3", Level::Section, "9", BEGIN, TURN),
        ]);
        assert_eq!(
            found,
            [
                (
                    3,
                    Fault::NoParent {
                        parent: "1".into(),
                        on: TURN
                    }
                ),
                (
                    4,
                    Fault::NoParent {
                        parent: "9".into(),
                        on: BEGIN
                    }
                )
            ]
        );
    }

    #[test]
    fn a_parent_that_is_renamed_is_there_all_the_time() {
        let found = faults(vec![
            version(2, "1", Level::Bureau, "", BEGIN, FAR_FUTURE),
            version(3, "1", Level::Bureau, "", TURN, FAR_FUTURE),
            version(4, "2", Level::Section, "1", BEGIN, FAR_FUTURE),
        ]);
        assert_eq!(found, []);
    }

    #[test]
    fn a_circle_is_found_only_while_it_turns() {
        let level = Level::Department;
        let turning = faults(vec![
            version(2, "1", Level::Bureau, "2", BEGIN, FAR_FUTURE),
            version(3, "2", level, "1", BEGIN, FAR_FUTURE),
        ]);
        assert!(
            turning.contains(&(2, Fault::Circle)) && turning.contains(&(3, Fault::Circle)),
            "{turning:?}"
        );

        let in_turn = faults(vec![
            version(2, "1", Level::Bureau, "", BEGIN, TURN),
            version(3, "2", level, "1", BEGIN, TURN),
            version(4, "1", level, "2", TURN, FAR_FUTURE),
            version(5, "2", Level::Bureau, "", TURN, FAR_FUTURE),
        ]);
        assert_eq!(in_turn, []);
    }

    #[test]
    fn a_section_stands_above_no_department() {
        let found = faults(vec![
            version(2, "1", Level::Section, "", BEGIN, FAR_FUTURE),
            version(3, "2", Level::Department, "1", BEGIN, FAR_FUTURE),
            version(4, "3", Level::Section, "1", BEGIN, FAR_FUTURE),
        ]);
        let level = |level| Fault::LevelOrder {
            level,
            parent: Level::Section,
        };
        assert_eq!(
            found,
            [(3, level(Level::Department)), (4, level(Level::Section))]
        );
    }

    #[test]
    fn a_successor_must_exist() {
        let versions = [version(2, "1", Level::Bureau, "", BEGIN, TURN)];
        let mut findings = Findings::default();
        check(
            &versions,
            &[(2, UnitCode("1".into()), UnitCode("7".into()))],
            &mut findings,
        );
        assert_eq!(findings.faults(), 1);
    }

    #[test]
    fn the_reach_follows_a_unit_that_moves_under_another() {
        let versions = [
            version(0, "1", Level::Bureau, "", BEGIN, FAR_FUTURE),
            version(0, "2", Level::Bureau, "", BEGIN, FAR_FUTURE),
            version(0, "3", Level::Section, "1", BEGIN, TURN),
            version(0, "3", Level::Section, "2", TURN, FAR_FUTURE),
        ];
        let reach: Vec<_> = reach(&versions)
            .into_iter()
            .map(|it| (it.0.0, it.1.0, it.2, it.3))
            .collect();
        let row =
            |above: &str, unit: &str, from, until| (above.to_owned(), unit.to_owned(), from, until);
        assert_eq!(
            reach,
            [
                row("1", "1", BEGIN, FAR_FUTURE),
                row("1", "3", BEGIN, TURN),
                row("2", "2", BEGIN, FAR_FUTURE),
                row("2", "3", TURN, FAR_FUTURE),
                row("3", "3", BEGIN, FAR_FUTURE),
            ]
        );
    }
}
