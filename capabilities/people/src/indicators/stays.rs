//! How long people have been in their unit.
use std::collections::HashSet;

use base::{Date, FAR_FUTURE, UnitCode};

use crate::store::Term;

/// Adds up how long people have been where they are on a day, from their posts in the order of person and time.
pub(super) struct Stays {
    day: Date,
    successors: HashSet<(UnitCode, UnitCode)>,
    /// The latest post of the person at hand, begun when the stay began.
    current: Option<Term>,
    months: i64,
    people: i64,
}

impl Stays {
    pub(super) fn new(day: Date, successors: HashSet<(UnitCode, UnitCode)>) -> Self {
        Self {
            day,
            successors,
            current: None,
            months: 0,
            people: 0,
        }
    }

    pub(super) fn add(&mut self, mut post: Term) {
        if let Some(before) = self.current.take() {
            if before.staff != post.staff {
                self.count(&before);
            } else if post.starts_on <= before.ends_on
                && self.is_same_place(&before.unit, &post.unit)
            {
                post.starts_on = before.starts_on;
            }
        }
        self.current = Some(post);
    }

    fn is_same_place(&self, before: &UnitCode, after: &UnitCode) -> bool {
        before == after || self.successors.contains(&(before.clone(), after.clone()))
    }

    fn count(&mut self, stay: &Term) {
        if self.day < stay.ends_on {
            self.months += full_months(stay.starts_on, self.day);
            self.people += 1;
        }
    }

    /// The sum of months and the number of people.
    pub(super) fn finish(mut self) -> (i64, i64) {
        if let Some(last) = self.current.take() {
            self.count(&last);
        }
        (self.months, self.people)
    }
}

/// Full months from the first day of a stay to the end of `day`: 1 April to 30 April is one.
fn full_months(from: Date, day: Date) -> i64 {
    let after = day.tomorrow().unwrap_or(FAR_FUTURE);
    let months = (i64::from(after.year()) - i64::from(from.year())) * 12 + i64::from(after.month())
        - i64::from(from.month());
    (months - i64::from(after.day() < from.day())).max(0)
}

#[cfg(test)]
mod tests {
    use base::{StaffId, date};

    use super::*;

    const DAY: Date = date(2026, 3, 31);

    fn post(staff: &str, unit: &str, starts_on: Date, ends_on: Date) -> Term {
        Term {
            staff: StaffId(staff.into()),
            unit: UnitCode(unit.into()),
            starts_on,
            ends_on,
        }
    }

    fn stays(posts: Vec<Term>) -> (i64, i64) {
        let merged = (UnitCode("0100".into()), UnitCode("0200".into()));
        let mut stays = Stays::new(DAY, HashSet::from([merged]));
        posts.into_iter().for_each(|it| stays.add(it));
        stays.finish()
    }

    #[test]
    fn from_the_first_of_a_month_to_its_last_day_is_a_full_month() {
        assert_eq!(full_months(date(2025, 4, 1), date(2025, 4, 29)), 0);
        assert_eq!(full_months(date(2025, 4, 1), date(2025, 4, 30)), 1);
        assert_eq!(full_months(date(2025, 4, 1), DAY), 12);
        assert_eq!(full_months(date(2026, 3, 31), DAY), 0);
    }

    #[test]
    fn a_new_grade_in_the_same_unit_does_not_begin_the_stay_anew() {
        let posts = vec![
            post("hanako", "0500", date(2023, 4, 1), date(2025, 4, 1)),
            post("hanako", "0500", date(2025, 4, 1), FAR_FUTURE),
        ];
        assert_eq!(stays(posts), (36, 1));
    }

    #[test]
    fn a_merged_unit_is_still_the_same_place() {
        let posts = vec![
            post("hanako", "0100", date(2024, 4, 1), date(2025, 4, 1)),
            post("hanako", "0200", date(2025, 4, 1), FAR_FUTURE),
        ];
        assert_eq!(stays(posts), (24, 1));
    }

    #[test]
    fn a_move_begins_anew_and_who_has_left_is_not_counted() {
        let posts = vec![
            post("hanako", "0500", date(2020, 4, 1), date(2025, 4, 1)),
            post("hanako", "0600", date(2025, 4, 1), FAR_FUTURE),
            post("taro", "0500", date(2020, 4, 1), DAY),
        ];
        assert_eq!(stays(posts), (12, 1));
    }

    #[test]
    fn a_return_after_an_absence_begins_anew() {
        let posts = vec![
            post("hanako", "0500", date(2020, 4, 1), date(2024, 4, 1)),
            post("hanako", "0500", date(2025, 4, 1), FAR_FUTURE),
        ];
        assert_eq!(stays(posts), (12, 1));
    }
}
