use base::Tenths;
use serde::{Deserialize, Serialize};

use super::{ListingKey, Spot};

/// What the import is not sure of. Nothing here stops it; a person looks at each before adopting the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Warning {
    /// A number in the file does not continue the count; the order in the file was followed instead.
    NumberingBroken {
        spot: Spot,
        written: String,
        expected: u32,
        name: String,
    },
    /// Marked as a repeat, but no measure has that name. It is kept as a measure of its own until mended. `nearest` is the most similar name.
    RepeatOfNothing {
        spot: Spot,
        listing: ListingKey,
        name: String,
        nearest: Option<ListingKey>,
    },
    /// Two listings of one name, neither marked as a repeat: kept as two measures.
    NameTwice {
        spot: Spot,
        name: String,
        first: ListingKey,
        second: ListingKey,
    },
    /// A mark with an abbreviation in brackets that no note explains. `spot` is its first use.
    OwnerUnexplained { spot: Spot, mark: String },
    /// A note explains a mark that no measure uses.
    OwnerNoteUnused { spot: Spot, mark: String },
    /// No table has a column of owners. `spot` is the first measure.
    OwnersNowhere { spot: Spot },
    OwnerMissing {
        spot: Spot,
        listing: ListingKey,
        name: String,
    },
    ContentMissing {
        spot: Spot,
        listing: ListingKey,
        name: String,
    },
    /// The file states a rate that its own figures do not give; the stated one was kept.
    RateDiffers {
        spot: Spot,
        plan: String,
        stated: Tenths,
        computed: Tenths,
    },
    /// A column of the table of past plans whose figures could not be read; left out.
    PastPlanUnreadable { spot: Spot, name: String },
    /// A column of a measure table whose heading says nothing known. `sample` is its first filled cell; the column was left out.
    ColumnUnknown {
        spot: Spot,
        heading: String,
        sample: String,
    },
    /// A row of a measure table with text but without a name; left out.
    RowUnnamed { spot: Spot, text: String },
    /// A table inside the measures' part that is none of the known ones; left out.
    TableUnknown { spot: Spot, text: String },
    /// Text among the measures that is neither a statement nor a remark; left out.
    TextUnplaced { spot: Spot, text: String },
    /// Measures stand directly under a field; the field's name serves as their direction.
    DirectionMissing { spot: Spot, field: String },
}
