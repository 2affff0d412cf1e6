//! What an indicator is, and the list of those that exist.
use std::{future::Future, pin::Pin};

use base::{Date, FiscalYear};
use db::{Result, Tx};

use crate::{Figure, Missing, Period};

/// Whether an indicator tells how things stand on a day, or what happened over a fiscal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    Day,
    Year,
}

/// What a figure counts. Its name is the text `indicator-unit-…` of whoever shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    People,
    Percent,
    Moves,
    Months,
}

impl Unit {
    pub const ALL: [Self; 4] = [Self::People, Self::Percent, Self::Moves, Self::Months];

    pub fn word(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Percent => "percent",
            Self::Moves => "moves",
            Self::Months => "months",
        }
    }
}

/// A figure being read.
pub type Reading<'a> = Pin<Box<dyn Future<Output = Result<Figure>> + Send + 'a>>;

/// Computes a figure. It gets a period of the indicator's own span.
pub type Read = for<'a> fn(&'a mut Tx, Period) -> Reading<'a>;

/// A figure that a box offers.
#[derive(Debug, Clone, Copy)]
pub struct Indicator {
    /// The box that computes it and a word: `people.staff`. Never given to another meaning.
    pub name: &'static str,
    /// Raised when the definition changes, so that figures of different meaning are never set beside each other unawares.
    pub version: u32,
    pub unit: Unit,
    /// Figures are whole numbers of 10^-decimals units, 0 to 3.
    pub decimals: u8,
    pub span: Span,
    pub read: Read,
}

impl Indicator {
    /// The box that it comes from: `people`.
    pub fn source(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |it| it.0)
    }

    /// The key of its name in the texts of its box: `people-indicator-staff`.
    pub fn text_key(&self) -> String {
        let (source, word) = self.name.split_once('.').unwrap_or(("", self.name));
        format!("{source}-indicator-{}", word.replace('_', "-"))
    }

    /// The key of its definition in the texts of its box: `people-indicator-staff-definition`.
    pub fn definition_key(&self) -> String {
        format!("{}-definition", self.text_key())
    }

    /// The figure of a fiscal year as it can be told on `day`: until that day, or until the end of the year when that is
    /// earlier. A year that has not begun has none.
    pub async fn figure(&self, tx: &mut Tx, year: FiscalYear, day: Date) -> Result<Figure> {
        let Some(over) = Period::over(year, day) else {
            return Ok(Figure::missing(Missing::NotYet, day));
        };
        match self.span {
            Span::Year => (self.read)(tx, over).await,
            Span::Day => (self.read)(tx, Period::On(over.as_of())).await,
        }
    }
}

/// The indicators of all boxes, by name.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    list: Vec<&'static Indicator>,
}

impl Registry {
    /// Joins what the boxes offer.
    ///
    /// # Panics
    /// When two have one name: a mistake of the build, found by any test that starts the program.
    pub fn of(offers: &[&'static [Indicator]]) -> Self {
        let mut list: Vec<&'static Indicator> = offers.iter().flat_map(|it| it.iter()).collect();
        list.sort_by_key(|it| it.name);
        for pair in list.windows(2) {
            assert!(
                pair[0].name != pair[1].name,
                "two indicators are called {}",
                pair[0].name
            );
        }
        Self { list }
    }

    pub fn get(&self, name: &str) -> Option<&'static Indicator> {
        self.list.iter().copied().find(|it| it.name == name)
    }

    /// By name.
    pub fn iter(&self) -> impl Iterator<Item = &'static Indicator> {
        self.list.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn never<'a>(_: &'a mut Tx, period: Period) -> Reading<'a> {
        Box::pin(async move { Ok(Figure::missing(Missing::NoData, period.as_of())) })
    }

    const fn named(name: &'static str) -> Indicator {
        Indicator {
            name,
            version: 1,
            unit: Unit::People,
            decimals: 0,
            span: Span::Day,
            read: never,
        }
    }

    static PEOPLE: [Indicator; 2] = [named("people.women_leaders"), named("people.staff")];
    static TWICE: [Indicator; 1] = [named("people.staff")];

    #[test]
    fn indicators_are_found_by_name_and_listed_in_order() {
        let registry = Registry::of(&[&PEOPLE]);
        assert_eq!(
            registry.get("people.staff").map(Indicator::source),
            Some("people")
        );
        assert!(registry.get("people.nothing").is_none());
        assert_eq!(
            registry.iter().map(|it| it.name).collect::<Vec<_>>(),
            ["people.staff", "people.women_leaders"]
        );
    }

    #[test]
    #[should_panic(expected = "two indicators are called people.staff")]
    fn one_name_has_one_meaning() {
        Registry::of(&[&PEOPLE, &TWICE]);
    }

    #[test]
    fn words_of_an_indicator_stand_in_the_texts_of_its_box() {
        assert_eq!(PEOPLE[0].text_key(), "people-indicator-women-leaders");
        assert_eq!(
            PEOPLE[0].definition_key(),
            "people-indicator-women-leaders-definition"
        );
    }
}
