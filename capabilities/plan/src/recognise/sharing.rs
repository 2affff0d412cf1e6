//! Every line that is no measure goes to what it stands near: a direction that it introduces, a remark's place, the notes on owners.

use super::groups::{Group, Groups, Mark};
use super::headings::{HeadingId, Outline};
use super::walk::Line;
use super::{owners, statements, text};
use crate::model::{DirectionKey, Field, Listing, ListingKey, OwnerNote, Remark, Spot, Warning};

/// Finds the direction and the measure that a line stands near.
pub(crate) struct Places<'a> {
    pub(crate) groups: &'a Groups,
    pub(crate) outline: &'a Outline,
}

impl Places<'_> {
    fn directions(
        &self,
    ) -> impl Iterator<Item = (DirectionKey, &Group<Group<usize>>, &Group<usize>)> {
        self.groups
            .iter()
            .enumerate()
            .flat_map(|(field_index, field)| {
                field
                    .inner
                    .iter()
                    .enumerate()
                    .map(move |(index, direction)| {
                        (
                            DirectionKey {
                                field: field_index as u32 + 1,
                                direction: index as u32 + 1,
                            },
                            field,
                            direction,
                        )
                    })
            })
    }

    /// The direction in whose part of the file the line stands: the one whose heading is over it, or else the one of the row before.
    fn direction(&self, line: &Line) -> Option<DirectionKey> {
        let by_heading = self.directions().find(|(_, _, direction)| matches!(direction.mark, Mark::Heading(id) if line.under.contains(&id)));
        let last_row = line.rows_before.checked_sub(1);
        let by_row = || {
            self.directions().find(|(_, _, direction)| {
                last_row.is_some_and(|row| direction.inner.contains(&row))
            })
        };
        by_heading.or_else(by_row).map(|(key, _, _)| key)
    }

    pub(crate) fn remark(&self, line: &Line) -> Remark {
        let near_direction = self.direction(line);
        let near_listing = near_direction.and_then(|key| {
            let (_, _, direction) = self.directions().find(|(known, _, _)| *known == key)?;
            let before = direction
                .inner
                .iter()
                .filter(|row| **row < line.rows_before)
                .count();
            (before > 0).then_some(ListingKey {
                field: key.field,
                direction: key.direction,
                order: before as u32,
            })
        });
        Remark {
            text: line.text.clone(),
            spot: line.spot.clone(),
            near_direction,
            near_listing,
        }
    }

    /// The direction that the line introduces: it stands under its heading and before its first measure.
    fn introduced(&self, line: &Line) -> Option<DirectionKey> {
        self.directions()
            .find(|(_, _, direction)| {
                let is_before = direction
                    .inner
                    .first()
                    .is_some_and(|first| *first == line.rows_before);
                is_before && matches!(direction.mark, Mark::Heading(id) if line.under.contains(&id))
            })
            .map(|(key, _, _)| key)
    }

    /// Whether the line stands in the part of the file that lists the measures, where nothing may get lost silently.
    pub(crate) fn is_among_measures(&self, line: &Line) -> bool {
        let is_used = |id: &HeadingId| {
            self.directions().any(|(_, field, direction)| {
                field.mark == Mark::Heading(*id) || direction.mark == Mark::Heading(*id)
            })
        };
        match line.under[..] {
            [] => line.rows_before > 0 && self.outline.all().is_empty(),
            _ => line.under.iter().any(is_used),
        }
    }
}

/// Takes the notes on owners out of the lines, and checks them against the marks in use.
pub(crate) fn take_owner_notes<'a>(
    lines: Vec<&'a Line>,
    fields: &[Field],
    warnings: &mut Vec<Warning>,
) -> (Vec<OwnerNote>, Vec<&'a Line>) {
    let listings: Vec<&Listing> = fields
        .iter()
        .flat_map(|field| &field.directions)
        .flat_map(|direction| &direction.listings)
        .collect();
    let mut used: Vec<(String, &Spot)> = Vec::new();
    for (mark, spot) in listings
        .iter()
        .flat_map(|listing| listing.owners.iter().map(|mark| (mark, &listing.spot)))
    {
        if !used.iter().any(|(known, _)| known == mark) {
            used.push((mark.clone(), spot));
        }
    }
    let texts: Vec<(String, Spot)> = lines
        .iter()
        .map(|line| (line.text.clone(), line.spot.clone()))
        .collect();
    let marks: Vec<String> = used.iter().map(|(mark, _)| mark.clone()).collect();
    let notes = owners::notes(&texts, &marks);
    let explains = |note: &OwnerNote, mark: &str| text::key(&note.mark) == text::key(mark);
    for (mark, spot) in used.iter().filter(|(mark, _)| owners::is_abbreviated(mark)) {
        if !notes.iter().any(|(_, note)| explains(note, mark)) {
            warnings.push(Warning::OwnerUnexplained {
                spot: (*spot).clone(),
                mark: mark.clone(),
            });
        }
    }
    for (_, note) in notes
        .iter()
        .filter(|(_, note)| !marks.iter().any(|mark| explains(note, mark)))
    {
        warnings.push(Warning::OwnerNoteUnused {
            spot: note.spot.clone(),
            mark: note.mark.clone(),
        });
    }
    let taken: Vec<usize> = notes.iter().map(|(index, _)| *index).collect();
    let left = lines
        .into_iter()
        .enumerate()
        .filter(|(index, line)| !taken.contains(index) && !owners::is_note_label(&line.text))
        .map(|(_, line)| line)
        .collect();
    (notes.into_iter().map(|(_, note)| note).collect(), left)
}

/// Gives every direction the lines that introduce it, and returns the other lines.
pub(crate) fn take_statements<'a>(
    lines: Vec<&'a Line>,
    places: &Places<'_>,
    fields: &mut [Field],
) -> Vec<&'a Line> {
    let introductions: Vec<Option<DirectionKey>> =
        lines.iter().map(|line| places.introduced(line)).collect();
    for direction in fields.iter_mut().flat_map(|field| &mut field.directions) {
        let own = lines
            .iter()
            .zip(&introductions)
            .filter(|(_, key)| **key == Some(direction.key))
            .map(|(line, _)| line.text.as_str());
        let statement = statements::read(own);
        direction.statement = statement.text;
        direction.points = statement.points;
    }
    lines
        .into_iter()
        .zip(introductions)
        .filter(|(_, key)| key.is_none())
        .map(|(line, _)| line)
        .collect()
}
