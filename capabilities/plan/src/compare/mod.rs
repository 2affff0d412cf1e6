//! What changed between a plan and its revised file: found by names and wording, never by numbers or places.
//!
//! Listings are paired first by their name, then by likeness of name and wording; what stays alone came in or went out. A pair says whether it
//! was renamed, moved, reworded or given to others. Directions and fields follow their listings.

mod diff;
mod pairs;

pub use diff::{Span, SpanKind, differences};
pub(crate) use pairs::Pairs;

use base::FiscalYears;

use crate::adopted::LineKind;
use crate::model::{Direction, DirectionKey, ImportedPlan, Listing, ListingKey};

/// One difference. `old` keys belong to the plan before, `new` keys to the plan after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Title {
        from: String,
        to: String,
        spans: Vec<Span>,
    },
    Period {
        from: FiscalYears,
        to: FiscalYears,
    },
    FieldAdded {
        name: String,
    },
    FieldRemoved {
        name: String,
    },
    FieldRenamed {
        from: String,
        to: String,
        spans: Vec<Span>,
    },
    DirectionAdded {
        new: DirectionKey,
        name: String,
    },
    DirectionRemoved {
        old: DirectionKey,
        name: String,
    },
    DirectionRenamed {
        old: DirectionKey,
        new: DirectionKey,
        from: String,
        to: String,
        spans: Vec<Span>,
    },
    /// The statement or a point of a direction. `from` or `to` is missing for a line that came in or went out.
    DirectionText {
        old: DirectionKey,
        new: DirectionKey,
        part: DirectionPart,
        from: Option<String>,
        to: Option<String>,
        spans: Vec<Span>,
    },
    Added {
        new: ListingKey,
        name: String,
    },
    Removed {
        old: ListingKey,
        name: String,
    },
    Renamed {
        old: ListingKey,
        new: ListingKey,
        from: String,
        to: String,
        spans: Vec<Span>,
    },
    /// Into another direction, or to another place among the listings that stayed in its own. Being pushed on by a new listing is no move.
    Moved {
        old: ListingKey,
        new: ListingKey,
        name: String,
    },
    /// One line of purposes or contents. `from` or `to` is missing for a line that came in or went out.
    Text {
        old: ListingKey,
        new: ListingKey,
        part: LineKind,
        from: Option<String>,
        to: Option<String>,
        spans: Vec<Span>,
    },
    Owners {
        old: ListingKey,
        new: ListingKey,
        came: Vec<String>,
        went: Vec<String>,
    },
    /// A measure became the repeat of another, or the other way round.
    Repeat {
        old: ListingKey,
        new: ListingKey,
        name: String,
        is_repeat: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DirectionPart {
    Statement,
    Point,
}

/// Everything that is different in `new`, in its order; what went out comes last. No difference gives an empty list.
pub fn compare(old: &ImportedPlan, new: &ImportedPlan) -> Vec<Change> {
    let mut changes = Vec::new();
    if old.title != new.title {
        changes.push(Change::Title {
            from: old.title.clone(),
            to: new.title.clone(),
            spans: differences(&old.title, &new.title),
        });
    }
    if old.period != new.period {
        changes.push(Change::Period {
            from: old.period,
            to: new.period,
        });
    }
    let pairs = Pairs::of(old, new);
    for (field_index, field) in new.fields.iter().enumerate() {
        match pairs
            .old_field(field_index)
            .map(|before| &old.fields[before].name)
        {
            None => changes.push(Change::FieldAdded {
                name: field.name.clone(),
            }),
            Some(before) if *before != field.name => {
                changes.push(Change::FieldRenamed {
                    from: before.clone(),
                    to: field.name.clone(),
                    spans: differences(before, &field.name),
                });
            }
            Some(_) => {}
        }
        for direction in &field.directions {
            match pairs
                .old_direction(direction.key)
                .and_then(|key| old.directions().find(|direction| direction.key == key))
            {
                None => changes.push(Change::DirectionAdded {
                    new: direction.key,
                    name: direction.name.clone(),
                }),
                Some(before) => direction_changes(before, direction, &mut changes),
            }
            for listing in &direction.listings {
                match pairs
                    .old_listing(listing.key)
                    .and_then(|key| old.listing(key))
                {
                    None => changes.push(Change::Added {
                        new: listing.key,
                        name: listing.name.clone(),
                    }),
                    Some(before) => {
                        listing_changes(before, listing, pairs.has_moved(listing.key), &mut changes)
                    }
                }
            }
        }
    }
    changes.extend(went_out(old, &pairs));
    changes
}

fn went_out(old: &ImportedPlan, pairs: &Pairs) -> Vec<Change> {
    let mut changes = Vec::new();
    for (field_index, field) in old.fields.iter().enumerate() {
        if !pairs
            .fields
            .iter()
            .any(|(before, _)| *before == field_index)
        {
            changes.push(Change::FieldRemoved {
                name: field.name.clone(),
            });
        }
        for direction in &field.directions {
            if !pairs
                .directions
                .iter()
                .any(|(before, _)| *before == direction.key)
            {
                changes.push(Change::DirectionRemoved {
                    old: direction.key,
                    name: direction.name.clone(),
                });
            }
            let gone = direction.listings.iter().filter(|listing| {
                !pairs
                    .listings
                    .iter()
                    .any(|(before, _)| *before == listing.key)
            });
            changes.extend(gone.map(|listing| Change::Removed {
                old: listing.key,
                name: listing.name.clone(),
            }));
        }
    }
    changes
}

fn direction_changes(old: &Direction, new: &Direction, changes: &mut Vec<Change>) {
    let (old_key, new_key) = (old.key, new.key);
    if old.name != new.name {
        let spans = differences(&old.name, &new.name);
        changes.push(Change::DirectionRenamed {
            old: old_key,
            new: new_key,
            from: old.name.clone(),
            to: new.name.clone(),
            spans,
        });
    }
    let paragraphs = |direction: &Direction| -> Vec<String> {
        direction
            .statement
            .iter()
            .flat_map(|statement| statement.lines())
            .map(str::to_owned)
            .collect()
    };
    let parts = [
        (DirectionPart::Statement, paragraphs(old), paragraphs(new)),
        (DirectionPart::Point, old.points.clone(), new.points.clone()),
    ];
    for (part, before, after) in parts {
        for (from, to, spans) in changed_lines(&before, &after) {
            changes.push(Change::DirectionText {
                old: old_key,
                new: new_key,
                part,
                from,
                to,
                spans,
            });
        }
    }
}

fn listing_changes(old: &Listing, new: &Listing, has_moved: bool, changes: &mut Vec<Change>) {
    let (old_key, new_key) = (old.key, new.key);
    if old.name != new.name {
        changes.push(Change::Renamed {
            old: old_key,
            new: new_key,
            from: old.name.clone(),
            to: new.name.clone(),
            spans: differences(&old.name, &new.name),
        });
    }
    if has_moved {
        changes.push(Change::Moved {
            old: old_key,
            new: new_key,
            name: new.name.clone(),
        });
    }
    let contents = |listing: &Listing| -> Vec<String> {
        listing
            .contents
            .iter()
            .map(|line| line.text.clone())
            .collect()
    };
    let parts = [
        (
            LineKind::Purpose,
            old.purposes.clone(),
            new.purposes.clone(),
        ),
        (LineKind::Content, contents(old), contents(new)),
    ];
    for (part, before, after) in parts {
        for (from, to, spans) in changed_lines(&before, &after) {
            changes.push(Change::Text {
                old: old_key,
                new: new_key,
                part,
                from,
                to,
                spans,
            });
        }
    }
    let only_in = |one: &Listing, other: &Listing| -> Vec<String> {
        one.owners
            .iter()
            .filter(|mark| !other.owners.contains(mark))
            .cloned()
            .collect()
    };
    let (came, went) = (only_in(new, old), only_in(old, new));
    if !came.is_empty() || !went.is_empty() {
        changes.push(Change::Owners {
            old: old_key,
            new: new_key,
            came,
            went,
        });
    }
    if old.is_repeat != new.is_repeat {
        changes.push(Change::Repeat {
            old: old_key,
            new: new_key,
            name: new.name.clone(),
            is_repeat: new.is_repeat,
        });
    }
}

type ChangedLine = (Option<String>, Option<String>, Vec<Span>);

/// The lines that changed: equal lines pair first, then like ones; the rest came in or went out. A mere change of order is none.
fn changed_lines(old: &[String], new: &[String]) -> Vec<ChangedLine> {
    let equal = pairs::greedy(
        old,
        new,
        |before, after| u32::from(before == after) * 100,
        100,
    );
    let is_left = |taken: &[usize], index: usize| !taken.contains(&index);
    let (equal_old, equal_new): (Vec<usize>, Vec<usize>) = equal.into_iter().unzip();
    let old: Vec<&String> = old
        .iter()
        .enumerate()
        .filter(|(index, _)| is_left(&equal_old, *index))
        .map(|(_, line)| line)
        .collect();
    let new: Vec<&String> = new
        .iter()
        .enumerate()
        .filter(|(index, _)| is_left(&equal_new, *index))
        .map(|(_, line)| line)
        .collect();
    let like = pairs::greedy(
        &old,
        &new,
        |before, after| crate::recognise::text::likeness(before, after),
        40,
    );
    let mut changed: Vec<ChangedLine> = Vec::new();
    for (index, after) in new.iter().enumerate() {
        let before = like
            .iter()
            .find(|(_, new)| *new == index)
            .map(|(before, _)| old[*before]);
        let spans = differences(before.map_or("", String::as_str), after);
        changed.push((before.cloned(), Some((*after).clone()), spans));
    }
    for (index, before) in old.iter().enumerate() {
        if !like.iter().any(|(old, _)| *old == index) {
            changed.push((Some((*before).clone()), None, differences(before, "")));
        }
    }
    changed
}

#[cfg(test)]
mod tests;
