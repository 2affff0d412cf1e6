//! Women among the heads of each leading level.
use indicator::{SafeShares, Share};

use crate::{
    model::{Level, Sex},
    store::Leaders,
};

/// The levels whose heads are leaders, from the top.
const LEADING: [Level; 3] = [Level::Bureau, Level::Department, Level::Section];

/// The shares on the levels, from the top, and over all: together, so that none follows from the others.
pub(super) fn shares_of_women(leaders: &[Leaders]) -> SafeShares {
    let count = |level: Level, is_counted: fn(Sex) -> bool| {
        leaders
            .iter()
            .filter(|it| it.level == level && is_counted(it.sex))
            .map(|it| it.people)
            .sum()
    };
    let share = |level| Share {
        part: count(level, |it| it == Sex::Female),
        whole: count(level, |it| it != Sex::Unrecorded),
    };
    indicator::safe_shares(&LEADING.map(share))
}

#[cfg(test)]
mod tests {
    use indicator::Missing;

    use super::*;

    #[test]
    fn heads_of_unrecorded_sex_are_in_no_share() {
        let of = |sex, people| Leaders {
            level: Level::Section,
            sex,
            people,
        };
        let shares = shares_of_women(&[
            of(Sex::Female, 5),
            of(Sex::Male, 15),
            of(Sex::Unrecorded, 20),
        ]);
        assert_eq!(shares.groups[2].map(|it| it.0), Ok(250));
        assert_eq!(shares.groups[0], Err(Missing::NoData));
    }

    #[test]
    fn few_bureaus_hide_the_departments_too() {
        let of = |level, sex, people| Leaders { level, sex, people };
        let shares = shares_of_women(&[
            of(Level::Bureau, Sex::Female, 1),
            of(Level::Bureau, Sex::Male, 5),
            of(Level::Department, Sex::Male, 20),
            of(Level::Section, Sex::Female, 30),
            of(Level::Section, Sex::Male, 70),
        ]);
        assert_eq!(shares.groups[0], Err(Missing::SmallGroup));
        assert_eq!(shares.groups[1], Err(Missing::SmallGroup));
        assert_eq!(shares.groups[2].map(|it| it.0), Ok(300));
    }
}
