use std::fmt;

use serde::{Deserialize, Serialize};

/// A percentage in tenths of a percent: 878 is 87.8%.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tenths(pub i64);

/// The share as a percentage with one decimal, rounded half up in integers: 43 of 49 is 87.8%.
///
/// None when there is nothing to divide by: a rate of nothing is not 0%.
pub fn percent_half_up(numerator: i64, denominator: i64) -> Option<Tenths> {
    if denominator <= 0 {
        return None;
    }
    let (numerator, denominator) = (i128::from(numerator), i128::from(denominator));
    let tenths = (numerator * 2_000 + denominator).div_euclid(2 * denominator);
    i64::try_from(tenths).ok().map(Tenths)
}

/// `87.8%`, `100.0%`: always with its decimal, so that a column of rates is read at a glance.
impl fmt::Display for Tenths {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, tenth) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        write!(out, "{sign}{whole}.{tenth}%")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(numerator: i64, denominator: i64) -> String {
        percent_half_up(numerator, denominator).unwrap().to_string()
    }

    #[test]
    fn a_rate_has_one_decimal() {
        assert_eq!(printed(43, 49), "87.8%");
        assert_eq!(printed(60, 60), "100.0%");
        assert_eq!(printed(63, 63), "100.0%");
    }

    #[test]
    fn a_half_goes_up() {
        assert_eq!(printed(1, 2000), "0.1%");
        assert_eq!(printed(1, 2001), "0.0%");
        assert_eq!(printed(1999, 2000), "100.0%");
        assert_eq!(printed(-1, 2000), "0.0%");
        assert_eq!(printed(-1, 3), "-33.3%");
        assert_eq!(printed(3, 2), "150.0%");
    }

    #[test]
    fn there_is_no_rate_of_nothing() {
        assert_eq!(percent_half_up(0, 0), None);
        assert_eq!(percent_half_up(5, 0), None);
        assert_eq!(printed(0, 5), "0.0%");
    }

    #[test]
    fn no_count_is_too_large() {
        assert_eq!(printed(i64::MAX, i64::MAX), "100.0%");
        assert_eq!(percent_half_up(i64::MAX, 1), None);
    }
}
