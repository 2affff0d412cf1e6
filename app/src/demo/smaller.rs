//! The same city with fewer people in it, for tests and small machines.
use std::collections::HashSet;

use base::UnitCode;

use super::{
    city::{City, DEMO_DAY},
    years,
};

impl City {
    /// Keeps so many of those in service on the demo's day: the personas, the heads of the sections that carry the plan or are asked about it and of the units above
    /// them, and an even choice of the others. Those who have left go, unless they are personas. The units stay.
    pub(crate) fn with_staff(mut self, wanted: usize) -> Self {
        if self.in_service_on(DEMO_DAY).count() <= wanted {
            return self;
        }
        let needed = self.needed();
        let free = self
            .in_service_on(DEMO_DAY)
            .filter(|it| !needed.contains(&it.number))
            .count();
        let room = wanted.saturating_sub(needed.len() - self.needed_but_gone(&needed));
        let mut seen = 0;
        self.staff.retain(|it| {
            if needed.contains(&it.number) {
                return true;
            }
            if !it.is_in_service_on(DEMO_DAY) {
                return false;
            }
            seen += 1;
            // The n-th is kept when the share of those kept so far steps up with it.
            seen * room / free > (seen - 1) * room / free
        });
        self
    }

    /// The numbers of those without whom the year's work would have nobody to do it.
    fn needed(&self) -> HashSet<String> {
        let mut needed: HashSet<String> = self
            .personas
            .iter()
            .map(|it| it.number.to_owned())
            .collect();
        let names: HashSet<String> = years::years()
            .into_iter()
            .flat_map(|it| it.measures)
            .flat_map(|it| {
                let owners = it.sheets.into_iter().map(|it| it.owner);
                owners
                    .chain(it.comments.into_iter().map(|it| it.of))
                    .collect::<Vec<_>>()
            })
            .collect();
        for name in names {
            let mut unit = self.unit_called(&name, DEMO_DAY).map(|it| it.code.clone());
            while let Some(code) = unit {
                needed.extend(self.head_of(&code, DEMO_DAY).map(|it| it.number.clone()));
                unit = self.parent_of(&code);
            }
        }
        needed
    }

    fn parent_of(&self, code: &UnitCode) -> Option<UnitCode> {
        let unit = self.units_on(DEMO_DAY).find(|it| it.code == *code)?;
        unit.parent.clone()
    }

    fn needed_but_gone(&self, needed: &HashSet<String>) -> usize {
        self.staff
            .iter()
            .filter(|it| needed.contains(&it.number) && !it.is_in_service_on(DEMO_DAY))
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::city::DEMO_SEED;

    #[test]
    fn a_smaller_city_has_as_many_staff_as_asked_for_and_everybody_who_is_needed() {
        let city = City::generate(DEMO_SEED);
        let needed = city.needed();

        let small = city.with_staff(300);

        assert_eq!(small.in_service_on(DEMO_DAY).count(), 300);
        let there: HashSet<_> = small.staff.iter().map(|it| it.number.clone()).collect();
        assert!(needed.is_subset(&there));
    }

    #[test]
    fn a_city_that_is_small_enough_stays_as_it_is() {
        let city = City::generate(DEMO_SEED);
        let staff = city.staff.len();

        assert_eq!(city.with_staff(8_000).staff.len(), staff);
    }
}
