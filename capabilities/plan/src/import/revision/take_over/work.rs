//! One change after the other, and those of fields and directions.
use std::collections::HashMap;

use super::{Taken, Takeover, TakeoverRefusal};
use crate::{
    adopted::{Direction, DirectionId, Field, FieldId, Listing, ListingId, MeasureId, Plan},
    compare::{Change, DirectionPart, Pairs},
    import::revision,
    model::{DirectionKey, ListingKey},
};

/// A plan while changes are taken over into it.
pub(super) struct Work<'a, 'p> {
    pub(super) plan: &'p mut Plan,
    pub(super) of: &'a Takeover<'a>,
    pub(super) pairs: Pairs,
    fields: Vec<FieldId>,
    directions: HashMap<DirectionKey, DirectionId>,
    pub(super) listings: HashMap<ListingKey, ListingId>,
    /// Listings of the file that came in, by their new keys.
    pub(super) added: HashMap<ListingKey, ListingId>,
    added_directions: HashMap<DirectionKey, DirectionId>,
    added_fields: HashMap<usize, FieldId>,
    pub(super) taken: Vec<Taken>,
}

impl<'a, 'p> Work<'a, 'p> {
    pub(super) fn of(plan: &'p mut Plan, of: &'a Takeover<'a>) -> Self {
        let ids = plan.fields.iter().flat_map(|it| &it.directions);
        let directions = of
            .old
            .directions()
            .map(|it| it.key)
            .zip(ids.clone().map(|it| it.id.clone()));
        let listings = ids.flat_map(|it| &it.listings).map(|it| it.id.clone());
        Self {
            pairs: revision::pairs(of.old, of.new),
            fields: plan.fields.iter().map(|it| it.id.clone()).collect(),
            directions: directions.collect(),
            listings: of.old.listings().map(|it| it.key).zip(listings).collect(),
            added: HashMap::new(),
            added_directions: HashMap::new(),
            added_fields: HashMap::new(),
            taken: Vec::new(),
            plan,
            of,
        }
    }

    pub(super) fn turn(&self, change: &Change) -> u8 {
        let repeats = |key: ListingKey| {
            self.of
                .new
                .listing(key)
                .is_some_and(|it| it.repeats.is_some())
        };
        match change {
            Change::Title { .. } | Change::Period { .. } => 0,
            Change::FieldAdded { .. } | Change::FieldRenamed { .. } => 1,
            Change::DirectionAdded { .. }
            | Change::DirectionRenamed { .. }
            | Change::DirectionText { .. } => 2,
            Change::Repeat {
                is_repeat: false, ..
            } => 3,
            Change::Added { new, .. } if !repeats(*new) => 4,
            Change::Added { .. } | Change::Repeat { .. } => 5,
            Change::Renamed { .. } | Change::Text { .. } | Change::Owners { .. } => 6,
            Change::Moved { .. } => 7,
            Change::Removed { old, .. } => {
                let is_repeat = self.of.old.listing(*old).is_some_and(|it| it.is_repeat);
                if is_repeat { 8 } else { 9 }
            }
            Change::DirectionRemoved { .. } => 10,
            Change::FieldRemoved { .. } => 11,
        }
    }

    pub(super) fn note(&mut self, before: impl Into<String>, after: impl Into<String>) {
        self.taken.push(Taken {
            measure: None,
            before: before.into(),
            after: after.into(),
        });
    }

    pub(super) fn note_of(
        &mut self,
        measure: MeasureId,
        subject: &'static str,
        before: String,
        after: String,
    ) {
        self.taken.push(Taken {
            measure: Some((measure, subject)),
            before,
            after,
        });
    }

    pub(super) fn take(&mut self, change: &Change) -> Result<(), TakeoverRefusal> {
        match change {
            Change::Title { from, to, .. } => {
                self.plan.title.clone_from(to);
                self.note(from, to);
            }
            Change::Period { from, to } => {
                self.plan.period = *to;
                self.note(from.wareki(), to.wareki());
            }
            Change::FieldAdded { name } => self.add_field(name),
            Change::FieldRenamed { from, to, .. } => {
                if let Some(field) = self.plan.fields.iter_mut().find(|it| it.name == *from) {
                    field.name.clone_from(to);
                }
                self.note(from, to);
            }
            Change::FieldRemoved { name } => {
                let fields = &mut self.plan.fields;
                if fields
                    .iter()
                    .any(|it| it.name == *name && !it.directions.is_empty())
                {
                    return Err(TakeoverRefusal::NotEmpty { name: name.clone() });
                }
                fields.retain(|it| it.name != *name);
                self.note(name, "");
            }
            Change::DirectionAdded { new, name } => self.add_direction(*new, name)?,
            Change::DirectionRenamed { old, from, to, .. } => {
                if let Some(direction) = self.old_direction(*old) {
                    direction.name.clone_from(to);
                }
                self.note(format!("{old} {from}"), to);
            }
            Change::DirectionText {
                old,
                part,
                from,
                to,
                ..
            } => self.direction_text(*old, *part, from.as_deref(), to.as_deref()),
            Change::DirectionRemoved { old, name } => {
                if self
                    .old_direction(*old)
                    .is_some_and(|it| !it.listings.is_empty())
                {
                    return Err(TakeoverRefusal::NotEmpty { name: name.clone() });
                }
                let gone = self.directions.get(old).cloned();
                for field in &mut self.plan.fields {
                    field.directions.retain(|it| Some(&it.id) != gone.as_ref());
                }
                self.note(format!("{old} {name}"), "");
            }
            Change::Added { new, name } => self.add_listing(*new, name)?,
            Change::Removed { old, name } => self.remove_listing(*old, name)?,
            Change::Renamed { old, from, to, .. } => self.rename(*old, from, to),
            Change::Moved { old, new, name } => self.move_listing(*old, *new, name)?,
            Change::Text {
                old,
                new,
                part,
                from,
                to,
                ..
            } => self.text((*old, *new), *part, from.as_deref(), to.as_deref()),
            Change::Owners {
                old, came, went, ..
            } => self.owners(*old, came, went)?,
            Change::Repeat {
                old,
                new,
                name,
                is_repeat,
            } => self.repeat((*old, *new), name, *is_repeat)?,
        }
        Ok(())
    }

    pub(super) fn old_direction(&mut self, key: DirectionKey) -> Option<&mut Direction> {
        let id = self.directions.get(&key)?.clone();
        self.direction(&id)
    }

    pub(super) fn direction(&mut self, id: &DirectionId) -> Option<&mut Direction> {
        self.plan
            .fields
            .iter_mut()
            .flat_map(|it| &mut it.directions)
            .find(|it| it.id == *id)
    }

    pub(super) fn listing(&mut self, id: &ListingId) -> Option<&mut Listing> {
        self.plan
            .fields
            .iter_mut()
            .flat_map(|it| &mut it.directions)
            .flat_map(|it| &mut it.listings)
            .find(|it| it.id == *id)
    }

    pub(super) fn old_listing(&mut self, key: ListingKey) -> Option<&mut Listing> {
        let id = self.listings.get(&key)?.clone();
        self.listing(&id)
    }

    /// The direction of the adopted plan that is this one of the file.
    pub(super) fn target(&self, new: DirectionKey) -> Option<DirectionId> {
        let known = self
            .pairs
            .old_direction(new)
            .and_then(|it| self.directions.get(&it));
        known.or_else(|| self.added_directions.get(&new)).cloned()
    }

    /// The measure of the adopted plan that the listing of the file is about.
    pub(super) fn measure_of(&mut self, new: ListingKey) -> Option<MeasureId> {
        let added = self.added.get(&new).cloned();
        let id = added.or_else(|| {
            let old = self.pairs.old_listing(new)?;
            self.listings.get(&old).cloned()
        })?;
        self.listing(&id).map(|it| it.measure.clone())
    }

    pub(super) fn add_field(&mut self, name: &str) {
        let at = self.of.new.fields.iter().position(|it| it.name == name);
        let field = Field {
            id: FieldId::fresh(),
            name: name.to_owned(),
            directions: Vec::new(),
        };
        if let Some(at) = at {
            self.added_fields.insert(at, field.id.clone());
        }
        let last = self.plan.fields.len();
        self.plan.fields.insert(at.unwrap_or(last).min(last), field);
        self.note("", name);
    }

    pub(super) fn add_direction(
        &mut self,
        new: DirectionKey,
        name: &str,
    ) -> Result<(), TakeoverRefusal> {
        let position = new.field as usize - 1;
        let field = self
            .pairs
            .old_field(position)
            .map(|it| self.fields[it].clone())
            .or_else(|| self.added_fields.get(&position).cloned())
            .ok_or_else(|| TakeoverRefusal::NeedsGroup {
                name: name.to_owned(),
            })?;
        let written = self.of.new.directions().find(|it| it.key == new);
        let direction = Direction {
            id: DirectionId::fresh(),
            name: name.to_owned(),
            statement: written
                .and_then(|it| it.statement.clone())
                .unwrap_or_default(),
            points: written.map(|it| it.points.clone()).unwrap_or_default(),
            listings: Vec::new(),
        };
        self.added_directions.insert(new, direction.id.clone());
        if let Some(field) = self.plan.fields.iter_mut().find(|it| it.id == field) {
            let at = (new.direction as usize - 1).min(field.directions.len());
            field.directions.insert(at, direction);
        }
        self.note("", name);
        Ok(())
    }

    pub(super) fn direction_text(
        &mut self,
        old: DirectionKey,
        part: DirectionPart,
        from: Option<&str>,
        to: Option<&str>,
    ) {
        if let Some(direction) = self.old_direction(old) {
            let mut lines: Vec<String> = match part {
                DirectionPart::Statement => {
                    direction.statement.lines().map(str::to_owned).collect()
                }
                DirectionPart::Point => std::mem::take(&mut direction.points),
            };
            let at = from.and_then(|from| lines.iter().position(|it| it == from));
            match (at, to) {
                (Some(at), Some(to)) => to.clone_into(&mut lines[at]),
                (Some(at), None) => drop(lines.remove(at)),
                (None, Some(to)) => lines.push(to.to_owned()),
                (None, None) => {}
            }
            match part {
                DirectionPart::Statement => direction.statement = lines.join("\n"),
                DirectionPart::Point => direction.points = lines,
            }
        }
        self.note(from.unwrap_or_default(), to.unwrap_or_default());
    }
}
