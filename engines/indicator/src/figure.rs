//! A figure, the time it is about, and the reasons for which there is none.
use base::{Date, FiscalYear};
use serde::{Deserialize, Serialize};

/// The time that a figure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// How things stand on a day.
    On(Date),
    /// What happened from 1 April of the year until `until`, both included; at the longest until its 31 March.
    Over { year: FiscalYear, until: Date },
}

impl Period {
    /// The part of a fiscal year that is over on `day`; `None` when the year has not begun.
    pub fn over(year: FiscalYear, day: Date) -> Option<Self> {
        let until = day.min(year.last_day());
        (year.first_day() <= until).then_some(Self::Over { year, until })
    }

    /// The last day that counts.
    pub fn as_of(self) -> Date {
        match self {
            Self::On(day) => day,
            Self::Over { until, .. } => until,
        }
    }
}

/// Why there is no figure. Kept as [`Missing::word`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// The group is so small that its figure would tell about persons, or another small group could be worked out from it.
    SmallGroup,
    /// Nothing was recorded from which it could be computed.
    NoData,
    /// Its time has not come.
    NotYet,
    /// No box offers an indicator of that name any more.
    Unknown,
}

impl Missing {
    pub const ALL: [Self; 4] = [Self::SmallGroup, Self::NoData, Self::NotYet, Self::Unknown];

    /// The word in the database and in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::SmallGroup => "small_group",
            Self::NoData => "no_data",
            Self::NotYet => "not_yet",
            Self::Unknown => "unknown",
        }
    }

    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

/// A figure as of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// Whole number of 10^-decimals units; `None` when there is no figure.
    pub value: Option<i64>,
    /// Set exactly when there is no value.
    pub missing: Option<Missing>,
    pub as_of: Date,
}

impl Figure {
    pub fn of(value: i64, as_of: Date) -> Self {
        Self {
            value: Some(value),
            missing: None,
            as_of,
        }
    }

    pub fn missing(reason: Missing, as_of: Date) -> Self {
        Self {
            value: None,
            missing: Some(reason),
            as_of,
        }
    }

    /// The value, or the reason why there is none.
    pub fn from_result(value: Result<i64, Missing>, as_of: Date) -> Self {
        match value {
            Ok(value) => Self::of(value, as_of),
            Err(reason) => Self::missing(reason, as_of),
        }
    }

    /// The same figure with another number of decimals, rounded half up. A value too large for them is missing as no data.
    #[must_use]
    pub fn rescaled(self, from: u8, to: u8) -> Self {
        let Some(value) = self.value else { return self };
        let scaled = match to.checked_sub(from) {
            Some(more) => 10_i64
                .checked_pow(more.into())
                .and_then(|factor| value.checked_mul(factor)),
            None => 10_i64.checked_pow(u32::from(from - to)).map(|divisor| {
                value.div_euclid(divisor) + i64::from(value.rem_euclid(divisor) * 2 >= divisor)
            }),
        };
        Self::from_result(scaled.ok_or(Missing::NoData), self.as_of)
    }
}

#[cfg(test)]
mod tests {
    use base::date;

    use super::*;

    const DAY: Date = date(2026, 3, 31);

    #[test]
    fn a_year_that_is_not_over_counts_until_the_day_and_one_that_has_not_begun_not_at_all() {
        let year = FiscalYear(2025);
        assert_eq!(
            Period::over(year, date(2025, 10, 1)).map(Period::as_of),
            Some(date(2025, 10, 1))
        );
        assert_eq!(
            Period::over(year, date(2026, 6, 1)).map(Period::as_of),
            Some(DAY)
        );
        assert_eq!(
            Period::over(year, date(2025, 4, 1)).map(Period::as_of),
            Some(date(2025, 4, 1))
        );
        assert_eq!(Period::over(year, date(2025, 3, 31)), None);
    }

    #[test]
    fn fewer_decimals_round_half_up_and_more_add_zeros() {
        assert_eq!(Figure::of(878, DAY).rescaled(1, 0).value, Some(88));
        assert_eq!(Figure::of(875, DAY).rescaled(1, 0).value, Some(88));
        assert_eq!(Figure::of(874, DAY).rescaled(1, 0).value, Some(87));
        assert_eq!(Figure::of(-875, DAY).rescaled(1, 0).value, Some(-87));
        assert_eq!(Figure::of(878, DAY).rescaled(1, 3).value, Some(87_800));
        assert_eq!(
            Figure::of(i64::MAX, DAY).rescaled(0, 1).missing,
            Some(Missing::NoData)
        );
    }

    #[test]
    fn a_missing_figure_stays_missing_and_never_becomes_zero() {
        let missing = Figure::missing(Missing::SmallGroup, DAY);
        assert_eq!(missing.rescaled(0, 2), missing);
        assert_eq!(missing.value, None);
    }

    #[test]
    fn every_reason_is_read_back_from_its_word() {
        for reason in Missing::ALL {
            assert_eq!(Missing::of_word(reason.word()), Some(reason));
        }
    }
}
