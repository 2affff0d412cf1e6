//! Figures about groups, so that nothing about a group of fewer than ten can be worked out: not from the figure itself, and
//! not by taking the shown figures from a total. Pure.
//!
//! What is left out ("suppressed") is first every small group, then as many others as it takes ("complementary"). A group of
//! nobody tells about nobody and may be shown.
use base::{Tenths, percent_half_up};

use crate::Missing;

mod table;

pub use table::{SafeTable, safe_table};

/// The smallest group about which anything is said.
pub const LEAST_GROUP: i64 = 10;

/// Somebody is in the group, and fewer than ten.
pub fn is_small(people: i64) -> bool {
    0 < people && people < LEAST_GROUP
}

/// How many of a group have a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    pub part: i64,
    pub whole: i64,
}

/// The share of a group that stands alone, one decimal, half up.
///
/// Where groups stand beside each other or beside their total, [`safe_shares`] must be asked for all of them at once.
pub fn share(of: Share) -> Result<Tenths, Missing> {
    if is_small(of.whole) {
        return Err(Missing::SmallGroup);
    }
    percent_half_up(of.part, of.whole).ok_or(Missing::NoData)
}

/// The mean over a group as a whole number of 10^-decimals units, half up: `sum` is the sum of what its people have.
pub fn mean(sum: i64, people: i64, decimals: u8) -> Result<i64, Missing> {
    if is_small(people) {
        return Err(Missing::SmallGroup);
    }
    if people <= 0 {
        return Err(Missing::NoData);
    }
    let (sum, people) = (
        i128::from(sum) * 10_i128.pow(decimals.into()),
        i128::from(people),
    );
    i64::try_from((2 * sum + people).div_euclid(2 * people)).map_err(|_| Missing::NoData)
}

/// Shares of groups that together make one whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeShares {
    /// One for each group, in their order.
    pub groups: Vec<Result<Tenths, Missing>>,
    /// The share of all groups together.
    pub total: Result<Tenths, Missing>,
}

/// The shares of groups and of their total, with nothing shown from which a small group follows.
///
/// Those left out together are at least two groups and at least ten people, for the total less the shown ones tells about all
/// of them at once. Where not enough groups are left to hide among, the total is left out too.
pub fn safe_shares(groups: &[Share]) -> SafeShares {
    let total = Share {
        part: groups.iter().map(|it| it.part).sum(),
        whole: groups.iter().map(|it| it.whole).sum(),
    };
    let mut is_hidden: Vec<bool> = groups.iter().map(|it| is_small(it.whole)).collect();
    let mut is_total_hidden = is_small(total.whole);
    while !is_total_hidden && is_hidden.contains(&true) {
        let hidden = || {
            groups
                .iter()
                .zip(&is_hidden)
                .filter(|it| *it.1)
                .map(|it| it.0.whole)
        };
        if 2 <= hidden().count() && !is_small(hidden().sum()) {
            break;
        }
        let next = (0..groups.len())
            .filter(|it| !is_hidden[*it] && 0 < groups[*it].whole)
            .min_by_key(|it| groups[*it].whole);
        match next {
            Some(next) => is_hidden[next] = true,
            None => is_total_hidden = true,
        }
    }
    let told = |of: &Share, is_hidden: bool| {
        if is_hidden {
            Err(Missing::SmallGroup)
        } else {
            share(*of)
        }
    };
    SafeShares {
        groups: groups
            .iter()
            .zip(&is_hidden)
            .map(|(of, is_hidden)| told(of, *is_hidden))
            .collect(),
        total: told(&total, is_total_hidden),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(part: i64, whole: i64) -> Share {
        Share { part, whole }
    }

    #[test]
    fn ten_people_have_a_share_and_nine_have_none() {
        assert_eq!(share(of(3, 10)), Ok(Tenths(300)));
        assert_eq!(share(of(3, 9)), Err(Missing::SmallGroup));
    }

    #[test]
    fn a_group_of_nobody_has_no_share_and_it_is_not_zero() {
        assert_eq!(share(of(0, 0)), Err(Missing::NoData));
    }

    #[test]
    fn a_mean_is_rounded_half_up_and_kept_from_small_groups() {
        assert_eq!(mean(15, 10, 1), Ok(15));
        assert_eq!(mean(25, 20, 0), Ok(1));
        assert_eq!(mean(30, 20, 0), Ok(2));
        assert_eq!(mean(90, 9, 0), Err(Missing::SmallGroup));
        assert_eq!(mean(0, 0, 0), Err(Missing::NoData));
    }

    #[test]
    fn one_small_group_takes_the_next_smallest_with_it() {
        let shares = safe_shares(&[of(2, 5), of(9, 30), of(10, 20)]);
        assert_eq!(
            shares.groups,
            [
                Err(Missing::SmallGroup),
                Ok(Tenths(300)),
                Err(Missing::SmallGroup)
            ]
        );
        assert_eq!(shares.total, Ok(Tenths(382)));
    }

    #[test]
    fn two_small_groups_that_are_small_together_take_a_third_with_them() {
        let shares = safe_shares(&[of(1, 3), of(1, 4), of(5, 50), of(5, 40)]);
        assert_eq!(shares.groups.iter().filter(|it| it.is_err()).count(), 3);
        assert_eq!(shares.groups[2], Ok(Tenths(100)));
    }

    #[test]
    fn a_small_group_with_nobody_beside_it_hides_the_total() {
        let shares = safe_shares(&[of(2, 5), of(0, 0)]);
        assert_eq!(shares.total, Err(Missing::SmallGroup));
    }

    proptest! {
        #[test]
        fn what_the_total_less_the_shown_groups_tells_is_never_about_few(
            groups in prop::collection::vec((0_i64..40).prop_flat_map(|whole| (0..=whole, Just(whole))), 1..8)
        ) {
            let groups: Vec<Share> = groups.into_iter().map(|(part, whole)| of(part, whole)).collect();
            let shares = safe_shares(&groups);

            let hidden: Vec<&Share> = groups
                .iter()
                .zip(&shares.groups)
                .filter(|it| *it.1 == Err(Missing::SmallGroup))
                .map(|it| it.0)
                .collect();
            for (group, shown) in groups.iter().zip(&shares.groups) {
                prop_assert!(!is_small(group.whole) || *shown == Err(Missing::SmallGroup));
            }
            if shares.total.is_ok() && !hidden.is_empty() {
                prop_assert!(hidden.len() >= 2);
                prop_assert!(hidden.iter().map(|it| it.whole).sum::<i64>() >= LEAST_GROUP);
            }
        }
    }
}
