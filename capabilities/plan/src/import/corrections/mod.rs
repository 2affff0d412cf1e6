//! What people correct before a plan is adopted. Pure.
//!
//! A correction says one thing of one item anew: the name of a listing, its contents, the unit of an owner mark. The newest one
//! wins, and taking it back leaves what the file says. Items keep the key under which they were recognised, wherever they are
//! moved; so corrections never depend on each other's order, save for places.
use base::{FiscalYears, UnitCode};
use serde::{Deserialize, Serialize};

use crate::{
    model::{ContentLine, Direction, DirectionKey, ImportedPlan, Listing, ListingKey, years},
    recognise::is_name_short,
};

/// One thing said anew. Keys are those of the recognised plan, fields count from 1, remarks from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Correction {
    Title {
        text: String,
    },
    Period {
        #[serde(with = "years")]
        years: FiscalYears,
    },
    FieldName {
        field: usize,
        name: String,
    },
    DirectionName {
        direction: DirectionKey,
        name: String,
    },
    /// Paragraphs separated by `\n`; empty for none.
    Statement {
        direction: DirectionKey,
        text: String,
    },
    Points {
        direction: DirectionKey,
        lines: Vec<String>,
    },
    Name {
        listing: ListingKey,
        name: String,
    },
    Purposes {
        listing: ListingKey,
        lines: Vec<String>,
    },
    Contents {
        listing: ListingKey,
        lines: Vec<ContentLine>,
    },
    Owners {
        listing: ListingKey,
        marks: Vec<String>,
    },
    /// `None`: a measure of its own.
    Repeat {
        listing: ListingKey,
        of: Option<ListingKey>,
    },
    /// `order` counts from 1 among the listings of the direction without this one.
    Place {
        listing: ListingKey,
        direction: DirectionKey,
        order: u32,
    },
    /// `None`: expressly left open.
    OwnerUnit {
        mark: String,
        unit: Option<UnitCode>,
    },
    /// `None`: dropped, so that it is not taken along.
    Remark {
        remark: usize,
        answer: Option<String>,
    },
}

impl Correction {
    /// What it speaks of. Of two corrections with the same item the later one counts.
    pub(crate) fn item(&self) -> String {
        match self {
            Self::Title { .. } => "title".to_owned(),
            Self::Period { .. } => "period".to_owned(),
            Self::FieldName { field, .. } => format!("field/{field}"),
            Self::DirectionName { direction, .. } => format!("direction/{direction}/name"),
            Self::Statement { direction, .. } => format!("direction/{direction}/statement"),
            Self::Points { direction, .. } => format!("direction/{direction}/points"),
            Self::Name { listing, .. } => format!("listing/{listing}/name"),
            Self::Purposes { listing, .. } => format!("listing/{listing}/purposes"),
            Self::Contents { listing, .. } => format!("listing/{listing}/contents"),
            Self::Owners { listing, .. } => format!("listing/{listing}/owners"),
            Self::Repeat { listing, .. } => format!("listing/{listing}/repeat"),
            Self::Place { listing, .. } => format!("listing/{listing}/place"),
            Self::OwnerUnit { mark, .. } => format!("owner/{mark}"),
            Self::Remark { remark, .. } => format!("remark/{remark}"),
        }
    }

    /// Whether it speaks of how the plan goes on living rather than of what stands in it.
    fn is_decision(&self) -> bool {
        matches!(self, Self::OwnerUnit { .. } | Self::Remark { .. })
    }
}

/// A plan with its corrections. The keys of its listings are those of their new places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Corrected {
    pub(crate) plan: ImportedPlan,
    /// The key under which each listing was recognised, in the order of the plan.
    pub(crate) origins: Vec<ListingKey>,
}

impl Corrected {
    /// The listings, each with the key under which it was recognised.
    pub(crate) fn listings(&self) -> impl Iterator<Item = (ListingKey, &Listing)> {
        self.origins.iter().copied().zip(self.plan.listings())
    }

    pub(crate) fn listing(&self, origin: ListingKey) -> Option<&Listing> {
        self.listings()
            .find(|(it, _)| *it == origin)
            .map(|(_, it)| it)
    }

    /// The key under which the listing that now has this key was recognised.
    pub(crate) fn origin_of(&self, key: ListingKey) -> Option<ListingKey> {
        self.listings()
            .find(|(_, it)| it.key == key)
            .map(|(origin, _)| origin)
    }
}

/// Why a correction cannot be made. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CorrectionRefusal {
    #[error("a name is empty")]
    NameMissing { field: String },
    #[error("a name has {length} characters")]
    NameTooLong { field: String, length: usize },
    #[error("an owner is written as a day or a number")]
    NoOwner { mark: String },
    #[error("a listing cannot repeat itself")]
    RepeatsItself,
    #[error("there is no such listing")]
    RepeatsNothing,
    #[error("the listing is a repeat itself, of {of}")]
    RepeatsRepeat { of: ListingKey },
}

/// Says a thing anew. A correction that says what the file says is none.
pub(crate) fn correct(
    recognised: &ImportedPlan,
    corrections: &mut Vec<Correction>,
    new: Correction,
) -> Result<(), CorrectionRefusal> {
    check(recognised, corrections, &new)?;
    let item = new.item();
    corrections.retain(|it| it.item() != item);
    let says_the_same = !new.is_decision()
        && corrected(recognised, std::slice::from_ref(&new)).plan
            == corrected(recognised, &[]).plan;
    if !says_the_same {
        corrections.push(new);
    }
    Ok(())
}

fn check(
    recognised: &ImportedPlan,
    corrections: &[Correction],
    new: &Correction,
) -> Result<(), CorrectionRefusal> {
    let named = |name: &str, field: &str| match name.trim().is_empty() {
        true => Err(CorrectionRefusal::NameMissing {
            field: field.to_owned(),
        }),
        false if !is_name_short(name) => Err(CorrectionRefusal::NameTooLong {
            field: field.to_owned(),
            length: name.chars().count(),
        }),
        false => Ok(()),
    };
    match new {
        Correction::Title { text } => named(text, "title"),
        Correction::FieldName { field, name } => named(name, &format!("field-{field}")),
        Correction::DirectionName { name, .. } | Correction::Name { name, .. } => {
            named(name, "name")
        }
        Correction::Repeat {
            listing,
            of: Some(of),
        } => {
            if listing == of {
                return Err(CorrectionRefusal::RepeatsItself);
            }
            let corrected = corrected(recognised, corrections);
            let target = corrected
                .listing(*of)
                .ok_or(CorrectionRefusal::RepeatsNothing)?;
            match target.repeats {
                Some(root) => Err(CorrectionRefusal::RepeatsRepeat { of: root }),
                None => Ok(()),
            }
        }
        Correction::Owners { marks, .. } => match marks.iter().find(|it| !names_an_owner(it)) {
            Some(mark) => Err(CorrectionRefusal::NoOwner { mark: mark.clone() }),
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

/// Whether a mark may stand for a unit: short enough for a name, and neither a day nor a mere number, which belong to another column.
fn names_an_owner(mark: &str) -> bool {
    let is_word = |it: char| it.is_alphabetic();
    is_name_short(mark) && mark.chars().any(is_word) && base::read_date(mark).is_err()
}

/// The plan with its corrections. What a correction speaks of and the plan does not have is passed over.
pub(crate) fn corrected(recognised: &ImportedPlan, corrections: &[Correction]) -> Corrected {
    let mut plan = recognised.clone();
    for correction in corrections {
        apply(&mut plan, correction);
    }
    for correction in corrections {
        if let Correction::Place {
            listing,
            direction,
            order,
        } = correction
        {
            place(&mut plan, *listing, *direction, *order);
        }
    }
    untangle(&mut plan);
    let origins: Vec<ListingKey> = plan.listings().map(|it| it.key).collect();
    renumber(&mut plan);
    Corrected { plan, origins }
}

fn direction_of(plan: &mut ImportedPlan, key: DirectionKey) -> Option<&mut Direction> {
    plan.fields
        .iter_mut()
        .flat_map(|it| &mut it.directions)
        .find(|it| it.key == key)
}

fn listing_of(plan: &mut ImportedPlan, key: ListingKey) -> Option<&mut Listing> {
    plan.fields
        .iter_mut()
        .flat_map(|it| &mut it.directions)
        .flat_map(|it| &mut it.listings)
        .find(|it| it.key == key)
}

fn apply(plan: &mut ImportedPlan, correction: &Correction) {
    match correction {
        Correction::Title { text } => plan.title.clone_from(text),
        Correction::Period { years } => plan.period = *years,
        Correction::FieldName { field, name } => {
            if let Some(it) = field.checked_sub(1).and_then(|it| plan.fields.get_mut(it)) {
                it.name.clone_from(name);
            }
        }
        Correction::DirectionName { direction, name } => {
            if let Some(it) = direction_of(plan, *direction) {
                it.name.clone_from(name);
            }
        }
        Correction::Statement { direction, text } => {
            if let Some(it) = direction_of(plan, *direction) {
                it.statement = Some(text.clone()).filter(|it| !it.is_empty());
            }
        }
        Correction::Points { direction, lines } => {
            if let Some(it) = direction_of(plan, *direction) {
                it.points.clone_from(lines);
            }
        }
        Correction::Name { listing, name } => {
            if let Some(it) = listing_of(plan, *listing) {
                it.name.clone_from(name);
            }
        }
        Correction::Purposes { listing, lines } => {
            if let Some(it) = listing_of(plan, *listing) {
                it.purposes.clone_from(lines);
            }
        }
        Correction::Contents { listing, lines } => {
            if let Some(it) = listing_of(plan, *listing) {
                it.contents.clone_from(lines);
            }
        }
        Correction::Owners { listing, marks } => {
            if let Some(it) = listing_of(plan, *listing) {
                it.owners.clone_from(marks);
            }
        }
        Correction::Repeat { listing, of } => {
            if let Some(it) = listing_of(plan, *listing) {
                it.is_repeat = of.is_some();
                it.repeats = *of;
            }
        }
        Correction::Place { .. } | Correction::OwnerUnit { .. } | Correction::Remark { .. } => {}
    }
}

/// Moves a listing; keys stay until all are in their places.
fn place(plan: &mut ImportedPlan, key: ListingKey, to: DirectionKey, order: u32) {
    if plan.directions().all(|it| it.key != to) {
        return;
    }
    let mut taken = None;
    for direction in plan.fields.iter_mut().flat_map(|it| &mut it.directions) {
        if let Some(at) = direction.listings.iter().position(|it| it.key == key) {
            taken = Some(direction.listings.remove(at));
        }
    }
    if let (Some(listing), Some(direction)) = (taken, direction_of(plan, to)) {
        let at = (order.max(1) as usize - 1).min(direction.listings.len());
        direction.listings.insert(at, listing);
    }
}

/// Ties a repeat of a repeat to the measure behind both. A circle, which corrections made one after the other can close, is cut.
fn untangle(plan: &mut ImportedPlan) {
    let ties: Vec<(ListingKey, ListingKey)> = plan
        .listings()
        .filter_map(|it| Some((it.key, it.repeats?)))
        .collect();
    let next = |key: ListingKey| ties.iter().find(|it| it.0 == key).map(|it| it.1);
    let root = |first: ListingKey| {
        let mut at = first;
        for _ in 0..=ties.len() {
            match next(at) {
                Some(further) => at = further,
                None => return Some(at),
            }
        }
        None
    };
    let roots: Vec<(ListingKey, Option<ListingKey>)> =
        ties.iter().map(|(key, of)| (*key, root(*of))).collect();
    for (key, of) in roots {
        if let Some(it) = listing_of(plan, key) {
            it.repeats = of;
        }
    }
}

/// Gives every listing the key of its place, and takes the ties and remarks along.
fn renumber(plan: &mut ImportedPlan) {
    let mut places: Vec<(ListingKey, ListingKey)> = Vec::new();
    for direction in plan.directions() {
        let DirectionKey {
            field,
            direction: number,
        } = direction.key;
        places.extend((1..).zip(&direction.listings).map(|(order, it)| {
            let new = ListingKey {
                field,
                direction: number,
                order,
            };
            (it.key, new)
        }));
    }
    let new_of = |old: ListingKey| places.iter().find(|it| it.0 == old).map(|it| it.1);
    let listings = plan
        .fields
        .iter_mut()
        .flat_map(|it| &mut it.directions)
        .flat_map(|it| &mut it.listings);
    for listing in listings {
        listing.repeats = listing.repeats.and_then(new_of);
        if let Some(key) = new_of(listing.key) {
            listing.key = key;
        }
    }
    for remark in &mut plan.remarks {
        if let Some(key) = remark.near_listing.and_then(new_of) {
            remark.near_listing = Some(key);
            remark.near_direction = Some(key.direction_key());
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
