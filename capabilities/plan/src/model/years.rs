//! Fiscal years as `{"from":2023,"to":2025}`.

use base::{FiscalYear, FiscalYears};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

#[derive(Serialize, Deserialize)]
struct FromTo {
    from: FiscalYear,
    to: FiscalYear,
}

pub(crate) fn serialize<S: Serializer>(
    years: &FiscalYears,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    FromTo {
        from: years.first(),
        to: years.last(),
    }
    .serialize(serializer)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<FiscalYears, D::Error> {
    let FromTo { from, to } = FromTo::deserialize(deserializer)?;
    FiscalYears::new(from, to).ok_or_else(|| D::Error::custom("the last year is before the first"))
}

pub(crate) mod optional {
    use super::{FiscalYears, FromTo};
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(
        years: &Option<FiscalYears>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        years
            .map(|years| FromTo {
                from: years.first(),
                to: years.last(),
            })
            .serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<FiscalYears>, D::Error> {
        let found = Option::<FromTo>::deserialize(deserializer)?;
        found
            .map(|years| {
                FiscalYears::new(years.from, years.to)
                    .ok_or_else(|| D::Error::custom("the last year is before the first"))
            })
            .transpose()
    }
}
