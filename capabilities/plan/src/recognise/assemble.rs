//! What the walk found becomes the tree of fields, directions and listings, and every line goes where it belongs.

use super::groups::{Groups, Mark, grouped};
use super::numbering::{self, Numbering};
use super::sequence::Count;
use super::sharing::{Places, take_owner_notes, take_statements};
use super::walk::{Found, FoundRow, Line, Source};
use super::{bullets, owners, remarks, repeats, statements, study};
use crate::model::{
    ContentLine, Direction, DirectionKey, Field, Listing, ListingKey, OwnerNote, Remark, Warning,
};

/// The plan but for its title, period and past plans.
pub(crate) struct Assembled {
    pub(crate) fields: Vec<Field>,
    pub(crate) owner_notes: Vec<OwnerNote>,
    pub(crate) remarks: Vec<Remark>,
    pub(crate) warnings: Vec<Warning>,
}

pub(crate) fn assemble(found: &Found, title: &str) -> Assembled {
    let mut warnings = found.warnings.clone();
    let groups = grouped(found, title);
    check_numbers(&groups, found, &mut warnings);
    if let Some(first) = found.rows.first()
        && found.rows.iter().all(|it| it.measure.owners.is_none())
    {
        let spot = first.spot.clone();
        warnings.push(Warning::OwnersNowhere { spot });
    }
    let mut fields = fields_of(&groups, found, &mut warnings);
    repeats::tie(&mut fields, &mut warnings);

    let places = Places {
        groups: &groups,
        outline: &found.outline,
    };
    let (remark_lines, lines): (Vec<&Line>, Vec<&Line>) = found
        .lines
        .iter()
        .partition(|line| line.source == Source::Comment || remarks::asks_for_change(&line.text));
    let remarks = remark_lines
        .into_iter()
        .map(|line| places.remark(line))
        .collect();

    let (owner_notes, lines) = take_owner_notes(lines, &fields, &mut warnings);
    let lines = take_statements(lines, &places, &mut fields);
    for line in lines
        .into_iter()
        .filter(|line| places.is_among_measures(line) && !statements::is_label(&line.text))
    {
        warnings.push(Warning::TextUnplaced {
            spot: line.spot.clone(),
            text: line.text.clone(),
        });
    }
    for table in found
        .other_tables
        .iter()
        .filter(|table| places.is_among_measures(table))
    {
        warnings.push(Warning::TableUnknown {
            spot: table.spot.clone(),
            text: table.text.clone(),
        });
    }
    Assembled {
        fields,
        owner_notes,
        remarks,
        warnings,
    }
}

fn check_numbers(fields: &Groups, found: &Found, warnings: &mut Vec<Warning>) {
    let (mut field_count, mut direction_count, mut listing_count) =
        (Count::default(), Count::default(), Count::default());
    let (mut direction_in_plan, mut listing_in_plan) = (0, 0);
    for (field_index, field) in fields.iter().enumerate() {
        warnings.extend(field_count.check_from_anywhere(
            field.numbering.as_ref(),
            &field.name,
            &field.spot,
            field_index + 1,
        ));
        let mut listing_in_field = 0;
        for (direction_index, direction) in field.inner.iter().enumerate() {
            direction_in_plan += 1;
            warnings.extend(direction_count.check(
                direction.numbering.as_ref(),
                &direction.name,
                &direction.spot,
                &[direction_index + 1, direction_in_plan],
            ));
            for (index, row) in direction.inner.iter().enumerate() {
                (listing_in_field, listing_in_plan) = (listing_in_field + 1, listing_in_plan + 1);
                let row = &found.rows[*row];
                let (number, name) = numbered_name(row);
                let (name, is_repeat) = repeats::without_mark(&name);
                // A repeat may bear the number of the measure that it repeats.
                if !is_repeat {
                    warnings.extend(listing_count.check(
                        number.as_ref(),
                        &name,
                        &row.spot,
                        &[index + 1, listing_in_field, listing_in_plan],
                    ));
                }
            }
        }
    }
}

/// The number of a measure, from its column or from the front of its name, and the name without it.
fn numbered_name(row: &FoundRow) -> (Option<Numbering>, String) {
    match &row.measure.number {
        // Something must follow for a number to be a number.
        Some(number) => (
            numbering::split(&format!("{number} 施策")).0,
            row.measure.name.clone(),
        ),
        None => {
            let (numbering, name) = numbering::split(&row.measure.name);
            match numbering {
                // A mark such as 【再掲】 is no number.
                Some(number) if number.ordinal > 0 => (Some(number), name.to_owned()),
                _ => (None, row.measure.name.clone()),
            }
        }
    }
}

fn fields_of(groups: &Groups, found: &Found, warnings: &mut Vec<Warning>) -> Vec<Field> {
    let mut fields = Vec::new();
    for (field_index, field) in groups.iter().enumerate() {
        let mut directions = Vec::new();
        for (direction_index, direction) in field.inner.iter().enumerate() {
            let key = DirectionKey {
                field: field_index as u32 + 1,
                direction: direction_index as u32 + 1,
            };
            if direction.mark == Mark::Whole {
                warnings.push(Warning::DirectionMissing {
                    spot: direction.spot.clone(),
                    field: field.name.clone(),
                });
            }
            let listings = direction.inner.iter().enumerate().map(|(index, row)| {
                let key = ListingKey {
                    field: key.field,
                    direction: key.direction,
                    order: index as u32 + 1,
                };
                listing(&found.rows[*row], key, warnings)
            });
            let listings = listings.collect();
            directions.push(Direction {
                key,
                name: direction.name.clone(),
                statement: None,
                points: Vec::new(),
                listings,
            });
        }
        fields.push(Field {
            name: field.name.clone(),
            directions,
        });
    }
    fields
}

fn listing(row: &FoundRow, key: ListingKey, warnings: &mut Vec<Warning>) -> Listing {
    let (numbering, name) = numbered_name(row);
    let (name, is_repeat) = repeats::without_mark(&name);
    let items = |cell: &Option<String>| cell.as_deref().map(bullets::items).unwrap_or_default();
    let contents: Vec<ContentLine> = items(&row.measure.contents)
        .into_iter()
        .map(|text| ContentLine {
            is_study: study::is_promised(&text),
            text,
        })
        .collect();
    let owners = row
        .measure
        .owners
        .as_deref()
        .map(owners::marks)
        .unwrap_or_default();
    if row.measure.contents.is_some() && contents.is_empty() {
        warnings.push(Warning::ContentMissing {
            spot: row.spot.clone(),
            listing: key,
            name: name.clone(),
        });
    }
    if row.measure.owners.is_some() && owners.is_empty() {
        warnings.push(Warning::OwnerMissing {
            spot: row.spot.clone(),
            listing: key,
            name: name.clone(),
        });
    }
    let number = row
        .measure
        .number
        .clone()
        .or(numbering.map(|number| number.written));
    Listing {
        key,
        number,
        name,
        purposes: items(&row.measure.purposes),
        contents,
        owners,
        is_repeat,
        repeats: None,
        spot: row.spot.clone(),
    }
}
