//! Changes of listings and their measures.
use super::{TakeoverRefusal, work::Work};
use crate::{
    adopted::{Line, LineKind, Measure, MeasureId},
    import::adoption,
    model::ListingKey,
};

impl Work<'_, '_> {
    pub(super) fn add_listing(
        &mut self,
        new: ListingKey,
        name: &str,
    ) -> Result<(), TakeoverRefusal> {
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

    pub(super) fn remove_listing(
        &mut self,
        old: ListingKey,
        name: &str,
    ) -> Result<(), TakeoverRefusal> {
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

    pub(super) fn rename(&mut self, old: ListingKey, from: &str, to: &str) {
        if let Some(listing) = self.old_listing(old) {
            to.clone_into(&mut listing.name);
            let (measure, is_repeat) = (listing.measure.clone(), listing.is_repeat);
            if let Some(measure) = self.measure(&measure).filter(|_| !is_repeat) {
                to.clone_into(&mut measure.name);
            }
        }
        self.note(format!("{old} {from}"), to);
    }

    pub(super) fn move_listing(
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

    pub(super) fn text(
        &mut self,
        (old, new): (ListingKey, ListingKey),
        part: LineKind,
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
        let lines: &mut Vec<Line> = match part {
            LineKind::Purpose => &mut listing.purposes,
            LineKind::Content => &mut listing.contents,
        };
        let at = from.and_then(|from| lines.iter().position(|it| it.text == from));
        match (at, to) {
            (Some(at), Some(to)) => {
                to.clone_into(&mut lines[at].text);
                lines[at].is_study = part == LineKind::Content && is_study(to);
            }
            (Some(at), None) => drop(lines.remove(at)),
            (None, Some(to)) => {
                lines.push(adoption::line(
                    to,
                    part == LineKind::Content && is_study(to),
                ));
            }
            (None, None) => {}
        }
        let promises_a_study = listing.contents.iter().any(|it| it.is_study);
        if let Some(measure) = self.measure(&measure).filter(|_| !is_repeat) {
            measure.is_study = promises_a_study;
        }
        self.note_of(
            measure,
            part.word(),
            from.unwrap_or_default().to_owned(),
            to.unwrap_or_default().to_owned(),
        );
    }

    /// Former owners end on the day on which the new ones begin.
    pub(super) fn owners(
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
    pub(super) fn repeat(
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
