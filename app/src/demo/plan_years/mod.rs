//! The plan's three years in the demo: the first finished and published, the second in the middle of its check, the third under way.
mod checks;
mod desk;

use base::{Date, Instant, date};
use gate::App;
use plan::adopted::{Measure, Plan, PlanId};

use super::{
    city::{City, DEMO_DAY},
    clock::Hands,
    years::{self, PlanYear},
};
use crate::trouble::Result;
use desk::Desk;

/// The days of one year's check.
struct Calendar {
    opened_on: Date,
    draft_due_on: Date,
    review_due_on: Date,
    written_on: Date,
    consolidated_on: Date,
}

/// Right after the year.
const FIRST_CHECK: Calendar = Calendar {
    opened_on: date(2025, 4, 1),
    draft_due_on: date(2025, 4, 25),
    review_due_on: date(2025, 5, 9),
    written_on: date(2025, 4, 21),
    consolidated_on: date(2025, 5, 19),
};

/// Late, so that it is open on the demo's day.
const SECOND_CHECK: Calendar = Calendar {
    opened_on: date(2026, 11, 2),
    draft_due_on: date(2026, 11, 30),
    review_due_on: date(2026, 12, 11),
    written_on: date(2026, 11, 16),
    consolidated_on: date(2026, 11, 20),
};

pub(super) const ADOPTED_ON: Date = date(2024, 4, 1);
/// The figures of a year are told in the April after it.
const FIRST_FIGURES_ON: Date = date(2025, 4, 18);
const SECOND_FIGURES_ON: Date = date(2026, 4, 17);
const REVISED_ON: Date = date(2025, 5, 30);
const FROZEN_ON: Date = date(2025, 6, 2);
const PUBLISHED_ON: Date = date(2025, 6, 9);
/// The last day on which somebody worked before the demo's day.
const LAST_WORKED_ON: Date = date(2026, 11, 20);

/// Enters what happened from the plan's first day to the demo's, one day after the other.
pub(crate) async fn enter(app: &App, city: &City, plan: &PlanId, clock: &Hands) -> Result<()> {
    let [first, second, third]: [PlanYear; 3] = years::years()
        .try_into()
        .expect("the demo's plan has three years");
    let mut desk = Desk::open(app, plan, clock).await?;
    desk.define_indicators().await?;
    desk.plan_tasks(&first).await?;
    desk.carry_out_until(first.fiscal_year.last_day()).await?;

    desk.turn_to(second.fiscal_year.first_day()).await?;
    desk.plan_tasks(&second).await?;
    checks::enter_check(app, city, desk.plan(), &first, &FIRST_CHECK).await?;
    desk.turn_to(FIRST_FIGURES_ON).await?;
    desk.read_figures(first.fiscal_year).await?;
    desk.turn_to(REVISED_ON).await?;
    desk.revise(&first).await?;
    desk.turn_to(FROZEN_ON).await?;
    desk.freeze(first.fiscal_year).await?;
    desk.turn_to(PUBLISHED_ON).await?;
    desk.publish(first.fiscal_year).await?;
    desk.carry_out_until(second.fiscal_year.last_day()).await?;

    desk.turn_to(third.fiscal_year.first_day()).await?;
    desk.plan_tasks(&third).await?;
    desk.carry_over(second.fiscal_year).await?;
    desk.turn_to(SECOND_FIGURES_ON).await?;
    desk.read_figures(second.fiscal_year).await?;
    desk.carry_out_until(SECOND_CHECK.opened_on).await?;
    checks::enter_check(app, city, desk.plan(), &second, &SECOND_CHECK).await?;
    desk.carry_out_until(LAST_WORKED_ON).await?;
    desk.add_forgotten_tasks().await?;
    desk.read_figures(third.fiscal_year).await?;
    clock.set(nine_oclock(DEMO_DAY));
    Ok(())
}

fn measure_called<'a>(plan: &'a Plan, name: &str) -> web::Result<&'a Measure> {
    plan.measures
        .iter()
        .find(|it| it.name == name)
        .ok_or_else(|| missing(name))
}

/// Plan, years and organisation come from the same hand, so this is a mistake in the demo's files.
fn missing(what: &str) -> web::Error {
    web::Error::fault(format!("the demo has no {what}"))
}

pub(super) fn nine_oclock(day: Date) -> Instant {
    base::CITY_OFFSET
        .to_timestamp(day.at(9, 0, 0, 0))
        .expect("a day of the calendar has a morning")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_is_written_after_it_opens_and_before_it_is_consolidated() {
        for days in [FIRST_CHECK, SECOND_CHECK] {
            assert!(days.opened_on <= days.written_on);
            assert!(days.written_on <= days.draft_due_on);
            assert!(days.draft_due_on < days.review_due_on);
            assert!(days.written_on <= days.consolidated_on && days.consolidated_on <= DEMO_DAY);
        }
        assert!(FIRST_CHECK.consolidated_on <= FROZEN_ON);
    }

    #[test]
    fn the_figures_are_told_before_the_check_that_they_are_evidence_of_is_written() {
        assert!(FIRST_FIGURES_ON < FIRST_CHECK.written_on);
        assert!(SECOND_FIGURES_ON < SECOND_CHECK.written_on);
    }
}
