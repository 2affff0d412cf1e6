//! What a person reads when a day they wrote cannot be read.
use base::{Date, DateError};

use crate::texts::Text;

/// What is wrong with a day, and how to write it.
pub fn date_refusal(error: &DateError) -> Text {
    match error {
        DateError::Empty => Text::new("web-date-empty"),
        DateError::Unreadable => Text::new("web-date-unreadable"),
        DateError::NoEra { year } => Text::new("web-date-no-era").with("year", i64::from(*year)),
        DateError::NoSuchDay { year, month, day } => Text::new("web-date-no-such-day")
            .with("day", format!("{year}-{month}-{day}"))
            .with("month", i64::from(*month)),
        DateError::OutsideEra { era, meant } => Text::new("web-date-outside-era")
            .with("era", era.to_string())
            .with("meant", iso_and_wareki(*meant)),
        DateError::BeforeCalendar => Text::new("web-date-before-calendar"),
        DateError::YearsDiffer { written, bracketed } => Text::new("web-date-years-differ")
            .with("written", i64::from(*written))
            .with("bracketed", i64::from(*bracketed)),
        DateError::Backwards { first, last } => Text::new("web-date-backwards")
            .with("first", first.year().to_string())
            .with("last", last.year().to_string()),
    }
}

fn iso_and_wareki(day: Date) -> String {
    format!("{day}（{}）", base::wareki(day))
}
