//! Which rows make a field and a direction: those with the same words in the columns for it, or under the same headings.

use super::headings::{HeadingId, Outline};
use super::numbering::{self, Numbering};
use super::text;
use super::walk::{Found, FoundRow};
use crate::model::Spot;

/// What makes two rows belong to one field or direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mark {
    /// The same words in the column for it.
    Words(String),
    /// The same heading over them.
    Heading(HeadingId),
    Sheet(String),
    /// There is only one.
    Whole,
}

#[derive(Debug)]
pub(crate) struct Group<Inner> {
    pub(crate) mark: Mark,
    pub(crate) name: String,
    pub(crate) numbering: Option<Numbering>,
    pub(crate) spot: Spot,
    pub(crate) inner: Vec<Inner>,
}

/// Fields of directions of positions of rows.
pub(crate) type Groups = Vec<Group<Group<usize>>>;

pub(crate) fn grouped(found: &Found, title: &str) -> Groups {
    let mut fields: Groups = Vec::new();
    for (index, row) in found.rows.iter().enumerate() {
        let field = group_of(&mut fields, field_of(row, &found.outline, title));
        let direction = direction_of(row, &found.outline).unwrap_or_else(|| Group {
            mark: Mark::Whole,
            name: field.name.clone(),
            numbering: None,
            spot: row.spot.clone(),
            inner: Vec::new(),
        });
        group_of(&mut field.inner, direction).inner.push(index);
    }
    fields
}

fn group_of<Inner>(groups: &mut Vec<Group<Inner>>, new: Group<Inner>) -> &mut Group<Inner> {
    let index = groups
        .iter()
        .position(|group| group.mark == new.mark)
        .unwrap_or_else(|| {
            groups.push(new);
            groups.len() - 1
        });
    &mut groups[index]
}

/// A column names the field, or else a heading, or else the sheet; a plan without any of them has one field of its own name.
fn field_of(row: &FoundRow, outline: &Outline, title: &str) -> Group<Group<usize>> {
    let heading = match row.measure.direction {
        // The direction stands in a column, so that the deepest heading is free to be the field.
        Some(_) => row.direction_heading.or(row.field_heading),
        None => row.field_heading,
    };
    match (&row.measure.field, heading, &row.sheet) {
        (Some(words), _, _) => from_words(words, &row.spot),
        (None, Some(heading), _) => from_heading(heading, outline),
        (None, None, Some(sheet)) => Group {
            mark: Mark::Sheet(sheet.clone()),
            name: sheet.clone(),
            numbering: None,
            spot: row.spot.clone(),
            inner: Vec::new(),
        },
        (None, None, None) => Group {
            mark: Mark::Whole,
            name: title.to_owned(),
            numbering: None,
            spot: row.spot.clone(),
            inner: Vec::new(),
        },
    }
}

fn direction_of(row: &FoundRow, outline: &Outline) -> Option<Group<usize>> {
    match (&row.measure.direction, &row.measure.field) {
        (Some(words), _) => Some(from_words(words, &row.spot)),
        (None, None) => row
            .direction_heading
            .map(|heading| from_heading(heading, outline)),
        (None, Some(_)) => None,
    }
}

fn from_words<Inner>(words: &str, spot: &Spot) -> Group<Inner> {
    let (numbering, name) = numbering::split(words);
    Group {
        mark: Mark::Words(text::name_key(words)),
        name: name.to_owned(),
        numbering,
        spot: spot.clone(),
        inner: Vec::new(),
    }
}

fn from_heading<Inner>(id: HeadingId, outline: &Outline) -> Group<Inner> {
    let heading = outline.heading(id);
    Group {
        mark: Mark::Heading(id),
        name: heading.name.clone(),
        numbering: heading.numbering.clone(),
        spot: heading.spot.clone(),
        inner: Vec::new(),
    }
}
