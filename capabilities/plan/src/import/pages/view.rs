//! The recognised plan as it stands beside its source, section by section.
use std::collections::HashMap;

use web::Page;

use super::source::{self, BlockView, Mark};
use crate::{
    import::{
        corrections::Corrected,
        model::{Import, StoredContent},
        owners::OwnerLine,
        refusals,
    },
    model::{Direction, DirectionKey, ListingKey, Warning},
};

/// A stretch of the source, and what was found in it.
pub(super) struct Section {
    pub(super) source: Vec<BlockView>,
    pub(super) directions: Vec<DirectionView>,
}

pub(super) struct DirectionView {
    pub(super) anchor: String,
    /// The field's name, at its first direction.
    pub(super) field: Option<String>,
    pub(super) key: String,
    pub(super) name: String,
    pub(super) paragraphs: Vec<String>,
    pub(super) points: Vec<String>,
    pub(super) edit_href: String,
    pub(super) listings: Vec<ListingView>,
    pub(super) marks: Vec<Mark>,
}

pub(super) struct ListingView {
    pub(super) anchor: String,
    pub(super) key: String,
    pub(super) name: String,
    /// The listing that it repeats: where it stands on the page, and its key and name.
    pub(super) repeats: Option<Mark>,
    pub(super) purposes: Vec<String>,
    pub(super) contents: Vec<ContentView>,
    pub(super) owners: String,
    pub(super) edit_href: String,
    pub(super) source_href: String,
    pub(super) marks: Vec<Mark>,
}

pub(super) struct ContentView {
    pub(super) text: String,
    pub(super) is_study: bool,
}

/// Something a person should look at.
pub(super) struct Doubt {
    pub(super) number: usize,
    pub(super) sentence: String,
    pub(super) place: String,
    pub(super) source_href: String,
    /// Where it shows in the plan; the same as the source when it was left out.
    pub(super) tree_href: Option<String>,
    pub(super) is_settled: bool,
}

pub(super) struct View {
    pub(super) sections: Vec<Section>,
    pub(super) doubts: Vec<Doubt>,
}

pub(super) fn listing_anchor(origin: ListingKey) -> String {
    format!("m-{origin}")
}

fn direction_anchor(key: DirectionKey) -> String {
    format!("d-{key}")
}

pub(super) fn view(
    page: &Page,
    import: &Import,
    corrected: &Corrected,
    owners: &[OwnerLine],
) -> View {
    let doubts = doubts(page, import, corrected, owners);
    let label = |number: usize| {
        page.say(
            "plan-import-doubt-mark",
            &[("number", number.to_string().into())],
        )
        .into_owned()
    };
    let mut marks: Vec<(String, Mark)> = Vec::new();
    for doubt in &doubts {
        let places = [Some(&doubt.source_href), doubt.tree_href.as_ref()];
        for href in places.into_iter().flatten() {
            let mark = Mark {
                href: format!("#doubt-{}", doubt.number),
                label: label(doubt.number),
            };
            marks.push((href.trim_start_matches('#').to_owned(), mark));
        }
    }
    for (index, remark) in corrected.plan.remarks.iter().enumerate() {
        let mark = Mark {
            href: format!("#remark-{}", index + 1),
            label: page
                .say(
                    "plan-import-remark-mark",
                    &[("number", (index + 1).to_string().into())],
                )
                .into_owned(),
        };
        marks.push((source::anchor(&import.source, &remark.spot), mark.clone()));
        if let Some(origin) = remark.near_listing.and_then(|it| corrected.origin_of(it)) {
            marks.push((listing_anchor(origin), mark));
        }
    }
    View {
        sections: sections(import, corrected, &marks),
        doubts,
    }
}

/// Cuts the source after each block in which a direction begins, so that source and plan stand beside each other.
fn sections(import: &Import, corrected: &Corrected, marks: &[(String, Mark)]) -> Vec<Section> {
    let mut by_block: Vec<(usize, Vec<DirectionView>)> = Vec::new();
    let last = import.source.len().saturating_sub(1);
    let mut at = 0;
    for (field_index, field) in corrected.plan.fields.iter().enumerate() {
        for (index, direction) in field.directions.iter().enumerate() {
            let block = direction
                .listings
                .first()
                .and_then(|it| source::find(&import.source, &it.spot))
                .map_or(at, |it| it.0);
            // A listing moved from far above must not turn the order round.
            at = at.max(block);
            let field = (index == 0).then(|| format!("{} {}", field_index + 1, field.name));
            let view = direction_view(import, corrected, direction, field, marks);
            match by_block.last_mut() {
                Some((known, views)) if *known == at => views.push(view),
                _ => by_block.push((at, vec![view])),
            }
        }
    }
    let blocks = |from: usize, to: usize| -> Vec<BlockView> {
        (from..to)
            .map(|it| source::block_view(&import.source, it, marks))
            .collect()
    };
    let mut sections = Vec::new();
    let mut from = 0;
    for (number, (block, directions)) in by_block.into_iter().enumerate() {
        if number == 0 {
            let front = front_end(import, block);
            if front > 0 {
                sections.push(Section {
                    source: blocks(0, front),
                    directions: Vec::new(),
                });
                from = front;
            }
        }
        sections.push(Section {
            source: blocks(from, block + 1),
            directions,
        });
        from = block + 1;
    }
    if from <= last && !import.source.is_empty() {
        sections.push(Section {
            source: blocks(from, last + 1),
            directions: Vec::new(),
        });
    }
    sections
}

/// Where the front matter ends: at the headings over the first block with measures.
fn front_end(import: &Import, first: usize) -> usize {
    let is_heading =
        |index: usize| matches!(import.source[index].content, StoredContent::Heading { .. });
    let Some(mut start) = (0..first).rev().find(|it| is_heading(*it)) else {
        return 0;
    };
    while start > 0 && is_heading(start - 1) {
        start -= 1;
    }
    start
}

fn direction_view(
    import: &Import,
    corrected: &Corrected,
    direction: &Direction,
    field: Option<String>,
    marks: &[(String, Mark)],
) -> DirectionView {
    let marks_at = |anchor: &str| -> Vec<Mark> {
        marks
            .iter()
            .filter(|it| it.0 == anchor)
            .map(|it| it.1.clone())
            .collect()
    };
    let anchor = direction_anchor(direction.key);
    let listings = direction
        .listings
        .iter()
        .map(|it| {
            let origin = corrected.origin_of(it.key).unwrap_or(it.key);
            let anchor = listing_anchor(origin);
            let repeats = it.repeats.and_then(|of| {
                Some(Mark {
                    href: format!("#{}", listing_anchor(corrected.origin_of(of)?)),
                    label: format!("{of} {}", corrected.plan.listing(of)?.name),
                })
            });
            ListingView {
                marks: marks_at(&anchor),
                anchor,
                key: it.key.to_string(),
                name: it.name.clone(),
                repeats,
                purposes: it.purposes.clone(),
                contents: it
                    .contents
                    .iter()
                    .map(|it| ContentView {
                        text: it.text.clone(),
                        is_study: it.is_study,
                    })
                    .collect(),
                owners: it.owners.join("／"),
                edit_href: format!("/plan/imports/{}/listings/{origin}", import.id),
                source_href: format!("#{}", source::anchor(&import.source, &it.spot)),
            }
        })
        .collect();
    DirectionView {
        marks: marks_at(&anchor),
        anchor,
        field,
        key: direction.key.to_string(),
        name: direction.name.clone(),
        paragraphs: direction
            .statement
            .iter()
            .flat_map(|it| it.lines())
            .map(str::to_owned)
            .collect(),
        points: direction.points.clone(),
        edit_href: format!("/plan/imports/{}/directions/{}", import.id, direction.key),
        listings,
    }
}

fn doubts(page: &Page, import: &Import, corrected: &Corrected, owners: &[OwnerLine]) -> Vec<Doubt> {
    let recognised = match &import.recognised {
        Some(it) => it,
        None => return Vec::new(),
    };
    let by_source: HashMap<String, ListingKey> = recognised
        .listings()
        .map(|it| (source::anchor(&import.source, &it.spot), it.key))
        .collect();
    (1..)
        .zip(&recognised.warnings)
        .map(|(number, warning)| {
            let spot = refusals::spot_of(warning);
            let anchor = source::anchor(&import.source, spot);
            let tree = tree_anchor(corrected, warning)
                .or_else(|| by_source.get(&anchor).map(|it| listing_anchor(*it)));
            Doubt {
                number,
                sentence: page.text(&refusals::warning(warning)),
                place: page.text(&refusals::place(spot)),
                source_href: format!("#{anchor}"),
                tree_href: tree.map(|it| format!("#{it}")),
                is_settled: is_settled(import, corrected, owners, warning),
            }
        })
        .collect()
}

/// Where a doubt shows in the plan.
fn tree_anchor(corrected: &Corrected, warning: &Warning) -> Option<String> {
    match warning {
        Warning::RepeatOfNothing { listing, .. }
        | Warning::OwnerMissing { listing, .. }
        | Warning::ContentMissing { listing, .. } => Some(listing_anchor(*listing)),
        Warning::NameTwice { second, .. } => Some(listing_anchor(*second)),
        Warning::OwnerUnexplained { .. } | Warning::OwnerNoteUnused { .. } => {
            Some("owners".to_owned())
        }
        Warning::RateDiffers { .. } | Warning::PastPlanUnreadable { .. } => {
            Some("past-plans".to_owned())
        }
        Warning::NumberingBroken { name, .. } => {
            let plan = &corrected.plan;
            let of_field = plan
                .fields
                .iter()
                .find(|it| it.name == *name)
                .and_then(|it| it.directions.first());
            let direction = of_field.or_else(|| plan.directions().find(|it| it.name == *name));
            direction.map(|it| direction_anchor(it.key))
        }
        Warning::DirectionMissing { field, .. } => corrected
            .plan
            .directions()
            .find(|it| it.name == *field)
            .map(|it| direction_anchor(it.key)),
        Warning::OwnersNowhere { .. }
        | Warning::ColumnUnknown { .. }
        | Warning::RowUnnamed { .. }
        | Warning::TableUnknown { .. }
        | Warning::TextUnplaced { .. } => None,
    }
}

/// Whether a correction has answered the doubt.
fn is_settled(
    import: &Import,
    corrected: &Corrected,
    owners: &[OwnerLine],
    warning: &Warning,
) -> bool {
    let has = |item: String| import.corrections.iter().any(|it| it.item() == item);
    match warning {
        Warning::RepeatOfNothing { listing, .. } => has(format!("listing/{listing}/repeat")),
        Warning::NameTwice { first, second, .. } => [first, second]
            .into_iter()
            .any(|it| has(format!("listing/{it}/name")) || has(format!("listing/{it}/repeat"))),
        Warning::OwnersNowhere { .. } => corrected.plan.measures().all(|it| !it.owners.is_empty()),
        Warning::OwnerMissing { listing, .. } => corrected
            .listing(*listing)
            .is_some_and(|it| !it.owners.is_empty()),
        Warning::ContentMissing { listing, .. } => corrected
            .listing(*listing)
            .is_some_and(|it| !it.contents.is_empty()),
        Warning::OwnerUnexplained { mark, .. } => owners
            .iter()
            .find(|it| it.mark == *mark)
            .is_none_or(|it| !it.unit.is_in_doubt()),
        _ => false,
    }
}
