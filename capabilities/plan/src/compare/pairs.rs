//! Which listing, direction and field of the old plan is which of the new one.

use std::collections::HashMap;

use crate::model::{Direction, DirectionKey, Field, ImportedPlan, Listing, ListingKey};
use crate::recognise::text::{LetterPairs, likeness, name_key};

/// Old and new, each at most once. Fields go by their position.
#[derive(Debug, Default)]
pub(crate) struct Pairs {
    pub(super) listings: Vec<(ListingKey, ListingKey)>,
    pub(super) directions: Vec<(DirectionKey, DirectionKey)>,
    pub(super) fields: Vec<(usize, usize)>,
    moved: Vec<ListingKey>,
}

/// From this likeness (0 to 100) on two listings are taken for one that was renamed.
const LIKE_ENOUGH: u32 = 50;

impl Pairs {
    pub(crate) fn of(old: &ImportedPlan, new: &ImportedPlan) -> Self {
        let mut pairs = Self {
            listings: listings(old, new),
            ..Self::default()
        };
        let (old_directions, new_directions): (Vec<&Direction>, Vec<&Direction>) =
            (old.directions().collect(), new.directions().collect());
        let found = greedy(
            &old_directions,
            &new_directions,
            |before, after| pairs.direction_likeness(before, after),
            LIKE_ENOUGH,
        );
        pairs.directions = found
            .into_iter()
            .map(|(before, after)| (old_directions[before].key, new_directions[after].key))
            .collect();
        pairs.fields = greedy(
            &old.fields,
            &new.fields,
            |before, after| pairs.field_likeness(before, after),
            LIKE_ENOUGH,
        );
        pairs.moved = pairs.moves();
        pairs
    }

    pub(crate) fn old_listing(&self, new: ListingKey) -> Option<ListingKey> {
        self.listings
            .iter()
            .find(|(_, after)| *after == new)
            .map(|(before, _)| *before)
    }

    pub(crate) fn old_direction(&self, new: DirectionKey) -> Option<DirectionKey> {
        self.directions
            .iter()
            .find(|(_, after)| *after == new)
            .map(|(before, _)| *before)
    }

    pub(crate) fn old_field(&self, new: usize) -> Option<usize> {
        self.fields
            .iter()
            .find(|(_, after)| *after == new)
            .map(|(before, _)| *before)
    }

    pub(super) fn has_moved(&self, new: ListingKey) -> bool {
        self.moved.contains(&new)
    }

    /// The same name, a like name, or at least half of the listings in common.
    fn direction_likeness(&self, old: &Direction, new: &Direction) -> u32 {
        let common = self
            .listings
            .iter()
            .filter(|(before, after)| {
                before.direction_key() == old.key && after.direction_key() == new.key
            })
            .count();
        let most = old.listings.len().max(new.listings.len()).max(1);
        group_likeness(&old.name, &new.name, common, most)
    }

    fn field_likeness(&self, old: &Field, new: &Field) -> u32 {
        let common = self
            .directions
            .iter()
            .filter(|(before, after)| {
                old.directions.iter().any(|it| it.key == *before)
                    && new.directions.iter().any(|it| it.key == *after)
            })
            .count();
        let most = old.directions.len().max(new.directions.len()).max(1);
        group_likeness(&old.name, &new.name, common, most)
    }

    /// Listings that changed their direction, and those that changed their order among the ones that stayed in it.
    fn moves(&self) -> Vec<ListingKey> {
        let (stayed, moved): (Vec<_>, Vec<_>) =
            self.listings.iter().copied().partition(|(before, after)| {
                self.old_direction(after.direction_key()) == Some(before.direction_key())
            });
        let mut moved: Vec<ListingKey> = moved.into_iter().map(|(_, after)| after).collect();
        let mut by_direction: HashMap<DirectionKey, Vec<(u32, u32)>> = HashMap::new();
        for (before, after) in stayed {
            by_direction
                .entry(after.direction_key())
                .or_default()
                .push((after.order, before.order));
        }
        for (direction, mut orders) in by_direction {
            orders.sort_unstable();
            let kept = longest_rise(&orders.iter().map(|(_, before)| *before).collect::<Vec<_>>());
            let gone = orders
                .iter()
                .enumerate()
                .filter(|(index, _)| !kept.contains(index));
            moved.extend(gone.map(|(_, (order, _))| ListingKey {
                field: direction.field,
                direction: direction.direction,
                order: *order,
            }));
        }
        moved
    }
}

fn group_likeness(old: &str, new: &str, common: usize, most: usize) -> u32 {
    if name_key(old) == name_key(new) {
        // Of two groups with one name the one with more in common is meant.
        return 200 + (100 * common / most) as u32;
    }
    likeness(old, new).max((100 * common / most) as u32)
}

fn listings(old: &ImportedPlan, new: &ImportedPlan) -> Vec<(ListingKey, ListingKey)> {
    let (old, new): (Vec<&Listing>, Vec<&Listing>) =
        (old.listings().collect(), new.listings().collect());
    let (old_features, new_features): (Vec<Features>, Vec<Features>) = (
        old.iter().map(|it| Features::of(it)).collect(),
        new.iter().map(|it| Features::of(it)).collect(),
    );
    let found = greedy(
        &old_features,
        &new_features,
        Features::likeness,
        LIKE_ENOUGH,
    );
    found
        .into_iter()
        .map(|(before, after)| (old[before].key, new[after].key))
        .collect()
}

/// What two listings are compared by, made once.
struct Features {
    name_key: String,
    name: LetterPairs,
    wording: LetterPairs,
    is_repeat: bool,
    direction: DirectionKey,
}

impl Features {
    fn of(listing: &Listing) -> Self {
        let contents = listing.contents.iter().map(|line| &line.text);
        let wording: String = listing
            .purposes
            .iter()
            .chain(contents)
            .map(String::as_str)
            .collect();
        Self {
            name_key: name_key(&listing.name),
            name: LetterPairs::of(&listing.name),
            wording: LetterPairs::of(&wording),
            is_repeat: listing.is_repeat,
            direction: listing.key.direction_key(),
        }
    }

    /// Above 100 for the same name; then a repeat prefers a repeat, and a listing its own direction.
    fn likeness(&self, other: &Self) -> u32 {
        if self.name_key == other.name_key {
            let is_alike = u32::from(self.is_repeat == other.is_repeat);
            let has_stayed = u32::from(self.direction == other.direction);
            return 200 + 20 * is_alike + 10 * has_stayed;
        }
        // A repeat has the name and wording of its measure; renaming is seen at the measure.
        if self.is_repeat != other.is_repeat {
            return 0;
        }
        (self.name.likeness(&other.name) + self.wording.likeness(&other.wording)) / 2
    }
}

/// Pairs the likest first, each item once, as long as the likeness reaches `least`. Equal likeness goes by the order of `old`, then `new`.
pub(super) fn greedy<Item>(
    old: &[Item],
    new: &[Item],
    likeness: impl Fn(&Item, &Item) -> u32,
    least: u32,
) -> Vec<(usize, usize)> {
    let mut candidates: Vec<(u32, usize, usize)> = Vec::new();
    for (before, one) in old.iter().enumerate() {
        for (after, other) in new.iter().enumerate() {
            let likeness = likeness(one, other);
            if likeness >= least {
                candidates.push((likeness, before, after));
            }
        }
    }
    candidates
        .sort_by_key(|(likeness, before, after)| (std::cmp::Reverse(*likeness), *before, *after));
    let (mut is_old_taken, mut is_new_taken) = (vec![false; old.len()], vec![false; new.len()]);
    let mut pairs = Vec::new();
    for (_, before, after) in candidates {
        if !is_old_taken[before] && !is_new_taken[after] {
            (is_old_taken[before], is_new_taken[after]) = (true, true);
            pairs.push((before, after));
        }
    }
    pairs
}

/// The positions of the longest rising row within `numbers`: what must not be moved to put them in order.
fn longest_rise(numbers: &[u32]) -> Vec<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (index, number) in numbers.iter().enumerate() {
        let before = (0..index)
            .filter(|earlier| numbers[*earlier] < *number)
            .max_by_key(|earlier| (best[*earlier].0, std::cmp::Reverse(*earlier)));
        best.push((before.map_or(1, |earlier| best[earlier].0 + 1), before));
    }
    let mut row = Vec::new();
    let mut next = (0..best.len()).max_by_key(|index| (best[*index].0, std::cmp::Reverse(*index)));
    while let Some(index) = next {
        row.push(index);
        next = best[index].1;
    }
    row
}
