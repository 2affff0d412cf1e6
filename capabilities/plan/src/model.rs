//! The nouns of a plan as it was imported: what stands in the city's file, before anybody adopted it.

mod keys;
mod spot;
mod warning;
pub(crate) mod years;

use base::{FiscalYears, Tenths};
use serde::{Deserialize, Serialize};

pub use keys::{DirectionKey, ListingKey, NotAKey};
pub use spot::Spot;
pub use warning::Warning;

/// A plan as the recogniser found it. Nothing in it is decided yet: `warnings` name what a person should look at before adopting it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedPlan {
    pub title: String,
    #[serde(with = "years")]
    pub period: FiscalYears,
    /// Earlier plans with their results, in the order of the file. Empty if the file does not look back.
    pub past_plans: Vec<PastPlan>,
    pub fields: Vec<Field>,
    /// What the notes say that the owner marks stand for, in the order of the file.
    pub owner_notes: Vec<OwnerNote>,
    pub remarks: Vec<Remark>,
    pub warnings: Vec<Warning>,
}

/// One earlier plan and how much of it was carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastPlan {
    pub name: String,
    /// `None` if the file does not say.
    #[serde(with = "years::optional")]
    pub period: Option<FiscalYears>,
    /// Measures planned.
    pub planned: u32,
    /// Measures carried out.
    pub done: u32,
    /// As the file says it; worked out (half up) only if the file does not. `None`: nothing was planned.
    pub rate: Option<Tenths>,
}

/// 分野: the widest part of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    pub name: String,
    pub directions: Vec<Direction>,
}

/// 施策の方向性: where a group of measures is to lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Direction {
    pub key: DirectionKey,
    pub name: String,
    /// Paragraphs separated by `\n`. `None` if the file has none, as a bare list of measures.
    pub statement: Option<String>,
    /// The ○ lines below the statement, without their ○.
    pub points: Vec<String>,
    pub listings: Vec<Listing>,
}

/// One row of the plan. A repeat (再掲) is a second listing of a measure, never a second measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    pub key: ListingKey,
    /// The number that the file itself gives, if any. Never relied upon.
    pub number: Option<String>,
    /// Without its number and without the mark of a repeat.
    pub name: String,
    pub purposes: Vec<String>,
    pub contents: Vec<ContentLine>,
    /// Owner marks as written, such as `研修課（育）`; no mark twice.
    pub owners: Vec<String>,
    /// The file marks it as a repeat.
    pub is_repeat: bool,
    /// The listing that it repeats. `None` with `is_repeat`: nothing of that name was found, and there is a warning.
    pub repeats: Option<ListingKey>,
    pub spot: Spot,
}

/// One line of what a measure is to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentLine {
    pub text: String,
    /// The line promises to study something (検討), so that its progress is a question, options and a decision.
    pub is_study: bool,
}

/// What a note says about an owner mark: `研修課（育）` is `研修課育成班`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnerNote {
    pub mark: String,
    pub full_name: String,
    pub spot: Spot,
}

/// What somebody wrote to the authors of the draft: never part of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    pub text: String,
    pub spot: Spot,
    /// The direction in whose part of the file it stands.
    pub near_direction: Option<DirectionKey>,
    /// The last measure before it within that direction.
    pub near_listing: Option<ListingKey>,
}

impl Listing {
    /// Whether any content promises a study. Of the four in the real plan two stand beside contents that are simply carried out:
    /// a rule of "every content" would leave half of the promised studies without a place for their question, options and decision.
    pub fn is_study(&self) -> bool {
        self.contents.iter().any(|line| line.is_study)
    }
}

impl Direction {
    pub fn measures(&self) -> impl Iterator<Item = &Listing> {
        self.listings
            .iter()
            .filter(|listing| listing.repeats.is_none())
    }
}

impl ImportedPlan {
    pub fn directions(&self) -> impl Iterator<Item = &Direction> {
        self.fields.iter().flat_map(|field| &field.directions)
    }

    /// Every row, repeats included.
    pub fn listings(&self) -> impl Iterator<Item = &Listing> {
        self.directions().flat_map(|direction| &direction.listings)
    }

    /// Every measure once: the listings that repeat no other. A repeat of nothing counts, so that no promise gets lost.
    pub fn measures(&self) -> impl Iterator<Item = &Listing> {
        self.listings().filter(|listing| listing.repeats.is_none())
    }

    pub fn listing(&self, key: ListingKey) -> Option<&Listing> {
        self.listings().find(|listing| listing.key == key)
    }

    /// How many measures each owner mark carries: most first, then in the order of the file. A measure of two owners counts for both.
    pub fn measures_per_owner(&self) -> Vec<(&str, usize)> {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for mark in self.measures().flat_map(|measure| &measure.owners) {
            match counts.iter_mut().find(|(known, _)| known == mark) {
                Some((_, count)) => *count += 1,
                None => counts.push((mark, 1)),
            }
        }
        counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        counts
    }
}
