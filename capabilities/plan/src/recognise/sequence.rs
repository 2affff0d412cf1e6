//! Whether the numbers in the file count on. What does not is reported; the order in the file is what counts.

use super::numbering::Numbering;
use crate::model::{Spot, Warning};

/// Counts the numbers of one kind of thing through a plan.
#[derive(Debug, Default)]
pub(crate) struct Count {
    /// The last number that continued the count, if there was one.
    last: Option<u32>,
}

impl Count {
    /// Checks the next number. `positions` are the places it may rightly name, counted from 1: within its group, within the whole plan;
    /// the first is the one that a warning expects. A number may also just follow the one before.
    pub(crate) fn check(
        &mut self,
        numbering: Option<&Numbering>,
        name: &str,
        spot: &Spot,
        positions: &[usize],
    ) -> Option<Warning> {
        let numbering = numbering.filter(|number| number.ordinal > 0)?;
        let is_next = self.last.is_some_and(|last| numbering.ordinal == last + 1);
        if is_next || positions.contains(&(numbering.ordinal as usize)) {
            self.last = Some(numbering.ordinal);
            return None;
        }
        self.last = None;
        let expected = positions.first().copied().unwrap_or(1) as u32;
        Some(Warning::NumberingBroken {
            spot: spot.clone(),
            written: numbering.written.clone(),
            expected,
            name: name.to_owned(),
        })
    }

    /// Checks the number of a field. Chapters in front of the fields may have taken the first numbers, so the first number is free.
    pub(crate) fn check_from_anywhere(
        &mut self,
        numbering: Option<&Numbering>,
        name: &str,
        spot: &Spot,
        position: usize,
    ) -> Option<Warning> {
        let expected = self.last.map_or(position, |last| last as usize + 1);
        match numbering {
            Some(first) if self.last.is_none() && position == 1 => {
                self.last = Some(first.ordinal).filter(|ordinal| *ordinal > 0);
                None
            }
            _ => {
                let warning = self.check(numbering, name, spot, &[expected]);
                if warning.is_some() {
                    self.last = Some(expected as u32);
                }
                warning
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::numbering;
    use super::*;

    fn spot() -> Spot {
        Spot::Line {
            line: 1,
            table_row: None,
        }
    }

    fn is_doubted(count: &mut Count, heading: &str, positions: &[usize]) -> bool {
        count
            .check(
                numbering::split(heading).0.as_ref(),
                heading,
                &spot(),
                positions,
            )
            .is_some()
    }

    #[test]
    fn numbers_may_count_within_the_group_or_through_the_plan() {
        let mut count = Count::default();
        assert!(!is_doubted(&mut count, "(1) 採用", &[1, 1]));
        assert!(!is_doubted(&mut count, "(2) 育成", &[2, 2]));
        assert!(!is_doubted(&mut count, "(3) 研修", &[1, 3]));
        assert!(!is_doubted(&mut count, "(1) 研修", &[1, 4]));
    }

    #[test]
    fn numbers_that_come_from_nowhere_are_doubted_each() {
        let mut count = Count::default();
        assert!(!is_doubted(&mut count, "こころ", &[1, 15]));
        assert!(is_doubted(&mut count, "（4）からだ", &[2, 16]));
        assert!(is_doubted(&mut count, "（5）過重", &[3, 17]));
    }

    #[test]
    fn fields_may_begin_at_a_later_chapter_but_must_not_start_again() {
        let mut count = Count::default();
        let mut check = |heading: &str, position| {
            count.check_from_anywhere(
                numbering::split(heading).0.as_ref(),
                heading,
                &spot(),
                position,
            )
        };

        assert!(check("第２章 人事", 1).is_none());
        assert!(check("第３章 研修", 2).is_none());
        assert!(matches!(
            check("第２章 組織", 3),
            Some(Warning::NumberingBroken { expected: 4, .. })
        ));
        assert!(check("第５章 健康", 4).is_none());
    }
}
