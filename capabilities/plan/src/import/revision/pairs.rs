//! Which listing, direction and field of the file is which of the adopted plan, as the changes say it.
use crate::{
    compare::Change,
    model::{DirectionKey, ImportedPlan, Listing, ListingKey},
    recognise::text::name_key,
};

/// New and old, each at most once.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    pub(super) listings: Vec<(ListingKey, ListingKey)>,
    pub(super) directions: Vec<(DirectionKey, DirectionKey)>,
    /// By position.
    pub(super) fields: Vec<(usize, usize)>,
}

impl Pairs {
    pub(super) fn of(old: &ImportedPlan, new: &ImportedPlan, changes: &[Change]) -> Self {
        let mut pairs = Self::default();
        pairs.pair_listings(old, new, changes);
        pairs.pair_directions(old, new, changes);
        pairs.pair_fields(old, new, changes);
        pairs
    }

    pub(super) fn listing(&self, new: ListingKey) -> Option<ListingKey> {
        self.listings.iter().find(|it| it.0 == new).map(|it| it.1)
    }

    pub(super) fn direction(&self, new: DirectionKey) -> Option<DirectionKey> {
        self.directions.iter().find(|it| it.0 == new).map(|it| it.1)
    }

    pub(super) fn field(&self, new: usize) -> Option<usize> {
        self.fields.iter().find(|it| it.0 == new).map(|it| it.1)
    }

    /// A listing that a change names on both sides is paired by it; any other that did not come in has kept its name.
    fn pair_listings(&mut self, old: &ImportedPlan, new: &ImportedPlan, changes: &[Change]) {
        for change in changes {
            if let Change::Renamed { old, new, .. }
            | Change::Moved { old, new, .. }
            | Change::Text { old, new, .. }
            | Change::Owners { old, new, .. }
            | Change::Repeat { old, new, .. } = change
                && self.listing(*new).is_none()
            {
                self.listings.push((*new, *old));
            }
        }
        let is_added = |key: ListingKey| {
            changes
                .iter()
                .any(|it| matches!(it, Change::Added { new, .. } if *new == key))
        };
        let left: Vec<&Listing> = new
            .listings()
            .filter(|it| self.listing(it.key).is_none() && !is_added(it.key))
            .collect();
        for listing in left {
            let is_free = |it: &&Listing| self.listings.iter().all(|pair| pair.1 != it.key);
            let found = old
                .listings()
                .filter(is_free)
                .filter(|it| name_key(&it.name) == name_key(&listing.name))
                .max_by_key(|it| {
                    let is_alike = it.repeats.is_some() == listing.repeats.is_some();
                    let is_near = it.key.direction_key() == listing.key.direction_key();
                    (is_alike, is_near)
                });
            if let Some(found) = found {
                self.listings.push((listing.key, found.key));
            }
        }
    }

    fn pair_directions(&mut self, old: &ImportedPlan, new: &ImportedPlan, changes: &[Change]) {
        for change in changes {
            if let Change::DirectionRenamed { old, new, .. }
            | Change::DirectionText { old, new, .. } = change
                && self.direction(*new).is_none()
            {
                self.directions.push((*new, *old));
            }
        }
        let is_added = |key: DirectionKey| {
            changes
                .iter()
                .any(|it| matches!(it, Change::DirectionAdded { new, .. } if *new == key))
        };
        for direction in new.directions() {
            if self.direction(direction.key).is_some() || is_added(direction.key) {
                continue;
            }
            let is_free = |key: DirectionKey| self.directions.iter().all(|it| it.1 != key);
            let found = old
                .directions()
                .filter(|it| is_free(it.key) && it.name == direction.name)
                .max_by_key(|it| it.key == direction.key);
            if let Some(found) = found {
                self.directions.push((direction.key, found.key));
            }
        }
    }

    fn pair_fields(&mut self, old: &ImportedPlan, new: &ImportedPlan, changes: &[Change]) {
        for (position, field) in new.fields.iter().enumerate() {
            let before = changes.iter().find_map(|it| match it {
                Change::FieldRenamed { from, to, .. } if *to == field.name => Some(from),
                _ => None,
            });
            let name = before.unwrap_or(&field.name);
            let is_free = |it: usize| self.fields.iter().all(|pair| pair.1 != it);
            let found =
                (0..old.fields.len()).find(|it| is_free(*it) && old.fields[*it].name == *name);
            if let Some(found) = found {
                self.fields.push((position, found));
            }
        }
    }
}
