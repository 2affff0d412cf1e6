//! Taking chosen changes of a revised file over into the adopted plan. Pure.
use std::collections::{HashMap, HashSet};

use base::{Date, FiscalYears};
use web::Text;

use super::pairs::Pairs;
use crate::{
    adopted::{
        Direction, DirectionId, Field, FieldId, Line, Listing, ListingId, Measure, MeasureId, Plan,
    },
    compare::{Change, DirectionPart, Part},
    import::{adoption, owners::OwnerLine},
    model::{DirectionKey, ImportedPlan, ListingKey},
};

/// What is taken over, and into what.
pub(crate) struct Takeover<'a> {
    /// The adopted plan as an import, as the changes speak of it.
    pub(crate) old: &'a ImportedPlan,
    pub(crate) new: &'a ImportedPlan,
    /// Every change between the two.
    pub(crate) changes: &'a [Change],
    /// The positions of those to be taken over.
    pub(crate) chosen: &'a [usize],
    /// The owner marks of the file with their units.
    pub(crate) owners: &'a [OwnerLine],
    /// The first day of new owners, and the first on which former ones no longer own the measure.
    pub(crate) owners_from: Date,
    /// Measures of which something was already done or said: they are never deleted.
    pub(crate) with_history: &'a HashSet<MeasureId>,
}

/// One thing that was changed, as the history keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Taken {
    /// The measure and the kind of its revision; `None`: it is about the plan itself.
    pub(crate) measure: Option<(MeasureId, &'static str)>,
    pub(crate) before: String,
    pub(crate) after: String,
}

/// Why a change cannot be taken over. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TakeoverRefusal {
    #[error("what {name} belongs to is not taken over")]
    NeedsGroup { name: String },
    #[error("the measure that {name} repeats is not taken over")]
    NeedsMeasure { name: String },
    #[error("{name} has a history")]
    HasHistory { name: String },
    #[error("{name} is still repeated")]
    IsRepeated { name: String },
    #[error("{name} still holds listings")]
    NotEmpty { name: String },
    #[error("the owners of {name} would end before they began")]
    OwnersTooEarly { name: String },
    #[error("another plan runs in one of the years {}", .0.wareki())]
    YearsTaken(FiscalYears),
    #[error("a check or an edition stands outside the years {}", .0.wareki())]
    YearsInUse(FiscalYears),
    #[error("nothing was chosen")]
    NothingChosen,
    #[error("no reason was given")]
    ReasonMissing,
    #[error("the plan or the file has changed since the page was opened")]
    Outdated,
}

impl web::Refusal for TakeoverRefusal {
    fn text(&self) -> Text {
        let named = |key: &'static str, name: &str| Text::new(key).with("name", name);
        match self {
            Self::NeedsGroup { name } => named("plan-import-takeover-needs-group", name),
            Self::NeedsMeasure { name } => named("plan-import-takeover-needs-measure", name),
            Self::HasHistory { name } => named("plan-import-takeover-has-history", name),
            Self::IsRepeated { name } => named("plan-import-takeover-is-repeated", name),
            Self::NotEmpty { name } => named("plan-import-takeover-not-empty", name),
            Self::OwnersTooEarly { name } => named("plan-import-takeover-owners-early", name),
            Self::YearsTaken(_) => Text::new("plan-import-takeover-years-taken"),
            Self::YearsInUse(_) => Text::new("plan-import-takeover-years-in-use"),
            Self::NothingChosen => Text::new("plan-import-takeover-nothing"),
            Self::ReasonMissing => Text::new("plan-import-takeover-no-reason"),
            Self::Outdated => Text::new("plan-import-takeover-outdated"),
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Self::ReasonMissing => Some("reason"),
            Self::OwnersTooEarly { .. } => Some("owners_from"),
            _ => None,
        }
    }
}

/// Changes the plan as chosen, and says what was changed. Keys follow the new places.
pub(crate) fn take_over(plan: &mut Plan, it: &Takeover<'_>) -> Result<Vec<Taken>, TakeoverRefusal> {
    let mut work = Work::of(plan, it);
    let mut chosen: Vec<&Change> = it
        .chosen
        .iter()
        .filter_map(|at| it.changes.get(*at))
        .collect();
    if chosen.is_empty() {
        return Err(TakeoverRefusal::NothingChosen);
    }
    // Groups come before what they hold, measures before their repeats, and go after it.
    chosen.sort_by_key(|change| work.turn(change));
    for change in chosen {
        work.take(change)?;
    }
    let taken = work.taken;
    renumber(plan);
    Ok(taken)
}

struct Work<'a, 'p> {
    plan: &'p mut Plan,
    of: &'a Takeover<'a>,
    pairs: Pairs,
    fields: Vec<FieldId>,
    directions: HashMap<DirectionKey, DirectionId>,
    listings: HashMap<ListingKey, ListingId>,
    /// Listings of the file that came in, by their new keys.
    added: HashMap<ListingKey, ListingId>,
    added_directions: HashMap<DirectionKey, DirectionId>,
    added_fields: HashMap<usize, FieldId>,
    taken: Vec<Taken>,
}

impl<'a, 'p> Work<'a, 'p> {
    fn of(plan: &'p mut Plan, of: &'a Takeover<'a>) -> Self {
        let ids = plan.fields.iter().flat_map(|it| &it.directions);
        let directions = of
            .old
            .directions()
            .map(|it| it.key)
            .zip(ids.clone().map(|it| it.id.clone()));
        let listings = ids.flat_map(|it| &it.listings).map(|it| it.id.clone());
        Self {
            pairs: Pairs::of(of.old, of.new, of.changes),
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

    fn turn(&self, change: &Change) -> u8 {
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

    fn note(&mut self, before: impl Into<String>, after: impl Into<String>) {
        self.taken.push(Taken {
            measure: None,
            before: before.into(),
            after: after.into(),
        });
    }

    fn note_of(
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

    fn take(&mut self, change: &Change) -> Result<(), TakeoverRefusal> {
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

    fn old_direction(&mut self, key: DirectionKey) -> Option<&mut Direction> {
        let id = self.directions.get(&key)?.clone();
        self.direction(&id)
    }

    fn direction(&mut self, id: &DirectionId) -> Option<&mut Direction> {
        self.plan
            .fields
            .iter_mut()
            .flat_map(|it| &mut it.directions)
            .find(|it| it.id == *id)
    }

    fn listing(&mut self, id: &ListingId) -> Option<&mut Listing> {
        self.plan
            .fields
            .iter_mut()
            .flat_map(|it| &mut it.directions)
            .flat_map(|it| &mut it.listings)
            .find(|it| it.id == *id)
    }

    fn old_listing(&mut self, key: ListingKey) -> Option<&mut Listing> {
        let id = self.listings.get(&key)?.clone();
        self.listing(&id)
    }

    /// The direction of the adopted plan that is this one of the file.
    fn target(&self, new: DirectionKey) -> Option<DirectionId> {
        let known = self
            .pairs
            .direction(new)
            .and_then(|it| self.directions.get(&it));
        known.or_else(|| self.added_directions.get(&new)).cloned()
    }

    /// The measure of the adopted plan that the listing of the file is about.
    fn measure_of(&mut self, new: ListingKey) -> Option<MeasureId> {
        let added = self.added.get(&new).cloned();
        let id = added.or_else(|| {
            let old = self.pairs.listing(new)?;
            self.listings.get(&old).cloned()
        })?;
        self.listing(&id).map(|it| it.measure.clone())
    }

    fn add_field(&mut self, name: &str) {
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

    fn add_direction(&mut self, new: DirectionKey, name: &str) -> Result<(), TakeoverRefusal> {
        let position = new.field as usize - 1;
        let field = self
            .pairs
            .field(position)
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

    fn direction_text(
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

    fn add_listing(&mut self, new: ListingKey, name: &str) -> Result<(), TakeoverRefusal> {
        let target =
            self.target(new.direction_key())
                .ok_or_else(|| TakeoverRefusal::NeedsGroup {
                    name: name.to_owned(),
                })?;
        let Some(written) = self.of.new.listing(new) else {
            return Ok(());
        };
        let measure = match written.repeats {
            Some(of) => self
                .measure_of(of)
                .ok_or_else(|| TakeoverRefusal::NeedsMeasure {
                    name: name.to_owned(),
                })?,
            None => {
                let id = MeasureId::fresh();
                let mut measure =
                    adoption::measure(written, id.clone(), self.of.owners, self.plan.period);
                for owner in &mut measure.owners {
                    owner.starts_on = self.of.owners_from;
                }
                self.plan.measures.push(measure);
                id
            }
        };
        let listing = adoption::listing(written, measure);
        self.added.insert(new, listing.id.clone());
        if let Some(direction) = self.direction(&target) {
            let at = (new.order as usize - 1).min(direction.listings.len());
            direction.listings.insert(at, listing);
        }
        self.note("", name);
        Ok(())
    }

    fn remove_listing(&mut self, old: ListingKey, name: &str) -> Result<(), TakeoverRefusal> {
        let Some(listing) = self.old_listing(old) else {
            return Ok(());
        };
        let (id, measure, is_repeat) = (
            listing.id.clone(),
            listing.measure.clone(),
            listing.is_repeat,
        );
        if !is_repeat {
            if self.of.with_history.contains(&measure) {
                return Err(TakeoverRefusal::HasHistory {
                    name: name.to_owned(),
                });
            }
            if self.count_of(&measure) > 1 {
                return Err(TakeoverRefusal::IsRepeated {
                    name: name.to_owned(),
                });
            }
            self.plan.measures.retain(|it| it.id != measure);
        }
        for direction in self
            .plan
            .fields
            .iter_mut()
            .flat_map(|it| &mut it.directions)
        {
            direction.listings.retain(|it| it.id != id);
        }
        self.note(format!("{old} {name}"), "");
        Ok(())
    }

    fn count_of(&self, measure: &MeasureId) -> usize {
        let directions = self.plan.fields.iter().flat_map(|it| &it.directions);
        directions
            .flat_map(|it| &it.listings)
            .filter(|it| it.measure == *measure)
            .count()
    }

    fn measure(&mut self, id: &MeasureId) -> Option<&mut Measure> {
        self.plan.measures.iter_mut().find(|it| it.id == *id)
    }

    fn rename(&mut self, old: ListingKey, from: &str, to: &str) {
        if let Some(listing) = self.old_listing(old) {
            to.clone_into(&mut listing.name);
            let (measure, is_repeat) = (listing.measure.clone(), listing.is_repeat);
            if let Some(measure) = self.measure(&measure).filter(|_| !is_repeat) {
                to.clone_into(&mut measure.name);
            }
        }
        self.note(format!("{old} {from}"), to);
    }

    fn move_listing(
        &mut self,
        old: ListingKey,
        new: ListingKey,
        name: &str,
    ) -> Result<(), TakeoverRefusal> {
        let target =
            self.target(new.direction_key())
                .ok_or_else(|| TakeoverRefusal::NeedsGroup {
                    name: name.to_owned(),
                })?;
        let Some(id) = self.listings.get(&old).cloned() else {
            return Ok(());
        };
        let mut found = None;
        for direction in self
            .plan
            .fields
            .iter_mut()
            .flat_map(|it| &mut it.directions)
        {
            if let Some(at) = direction.listings.iter().position(|it| it.id == id) {
                found = Some(direction.listings.remove(at));
            }
        }
        if let (Some(listing), Some(direction)) = (found, self.direction(&target)) {
            let at = (new.order as usize - 1).min(direction.listings.len());
            direction.listings.insert(at, listing);
        }
        self.note(format!("{old} {name}"), format!("{new} {name}"));
        Ok(())
    }

    fn text(
        &mut self,
        (old, new): (ListingKey, ListingKey),
        part: Part,
        from: Option<&str>,
        to: Option<&str>,
    ) {
        let written = self.of.new.listing(new);
        let is_study = |text: &str| {
            written.is_some_and(|it| it.contents.iter().any(|it| it.is_study && it.text == text))
        };
        let Some(listing) = self.old_listing(old) else {
            return;
        };
        let (measure, is_repeat) = (listing.measure.clone(), listing.is_repeat);
        let (lines, subject): (&mut Vec<Line>, _) = match part {
            Part::Purpose => (&mut listing.purposes, "purpose"),
            Part::Content => (&mut listing.contents, "content"),
        };
        let at = from.and_then(|from| lines.iter().position(|it| it.text == from));
        match (at, to) {
            (Some(at), Some(to)) => {
                to.clone_into(&mut lines[at].text);
                lines[at].is_study = part == Part::Content && is_study(to);
            }
            (Some(at), None) => drop(lines.remove(at)),
            (None, Some(to)) => {
                lines.push(adoption::line(to, part == Part::Content && is_study(to)));
            }
            (None, None) => {}
        }
        let promises_a_study = listing.contents.iter().any(|it| it.is_study);
        if let Some(measure) = self.measure(&measure).filter(|_| !is_repeat) {
            measure.is_study = promises_a_study;
        }
        self.note_of(
            measure,
            subject,
            from.unwrap_or_default().to_owned(),
            to.unwrap_or_default().to_owned(),
        );
    }

    /// Former owners end on the day on which the new ones begin.
    fn owners(
        &mut self,
        old: ListingKey,
        came: &[String],
        went: &[String],
    ) -> Result<(), TakeoverRefusal> {
        let from = self.of.owners_from;
        let lines = self.of.owners;
        let Some(measure) = self.old_listing(old).map(|it| it.measure.clone()) else {
            return Ok(());
        };
        let Some(found) = self.measure(&measure) else {
            return Ok(());
        };
        let name = found.name.clone();
        let ending = found
            .owners
            .iter_mut()
            .filter(|it| went.contains(&it.mark) && from < it.ends_on);
        for owner in ending {
            if from <= owner.starts_on {
                return Err(TakeoverRefusal::OwnersTooEarly { name });
            }
            owner.ends_on = from;
        }
        let new = came.iter().map(|it| adoption::new_owner(it, lines, from));
        found.owners.extend(new);
        self.note_of(measure, "owner", went.join("／"), came.join("／"));
        Ok(())
    }

    /// A measure without a history becomes the repeat of another, or a repeat a measure of its own.
    fn repeat(
        &mut self,
        (old, new): (ListingKey, ListingKey),
        name: &str,
        is_repeat: bool,
    ) -> Result<(), TakeoverRefusal> {
        let Some(written) = self.of.new.listing(new) else {
            return Ok(());
        };
        let Some(before) = self.old_listing(old).map(|it| it.measure.clone()) else {
            return Ok(());
        };
        let measure = if is_repeat {
            if self.of.with_history.contains(&before) {
                return Err(TakeoverRefusal::HasHistory {
                    name: name.to_owned(),
                });
            }
            if self.count_of(&before) > 1 {
                return Err(TakeoverRefusal::IsRepeated {
                    name: name.to_owned(),
                });
            }
            let of = written.repeats.and_then(|it| self.measure_of(it));
            let of = of.ok_or_else(|| TakeoverRefusal::NeedsMeasure {
                name: name.to_owned(),
            })?;
            self.plan.measures.retain(|it| it.id != before);
            of
        } else {
            let id = MeasureId::fresh();
            let mut measure =
                adoption::measure(written, id.clone(), self.of.owners, self.plan.period);
            for owner in &mut measure.owners {
                owner.starts_on = self.of.owners_from;
            }
            self.plan.measures.push(measure);
            id
        };
        if let Some(listing) = self.old_listing(old) {
            listing.measure = measure;
            listing.is_repeat = is_repeat;
        }
        self.note(format!("{old} {name}"), format!("{new} {name}"));
        Ok(())
    }
}

/// Gives every listing the key of its place, and every measure that of its first listing.
fn renumber(plan: &mut Plan) {
    let mut keys: HashMap<MeasureId, String> = HashMap::new();
    for (field, it) in (1..).zip(&mut plan.fields) {
        for (direction, it) in (1..).zip(&mut it.directions) {
            for (order, it) in (1..).zip(&mut it.listings) {
                let key = ListingKey {
                    field,
                    direction,
                    order,
                };
                it.key = key.to_string();
                if !it.is_repeat {
                    keys.insert(it.measure.clone(), it.key.clone());
                }
            }
        }
    }
    for measure in &mut plan.measures {
        if let Some(key) = keys.remove(&measure.id) {
            measure.key = key;
        }
    }
}
