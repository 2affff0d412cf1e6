//! Which of the adopted plans is looked at. Pure.
use base::FiscalYear;

use crate::adopted::Plan;

/// Where a plan stands in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Coming,
    Running,
    Past,
}

impl Phase {
    pub(super) fn of(plan: &Plan, year: FiscalYear) -> Self {
        if year < plan.period.first() {
            Self::Coming
        } else if plan.period.last() < year {
            Self::Past
        } else {
            Self::Running
        }
    }

    /// The key of its word in the texts, which takes the plan's `period`.
    pub(super) fn text_key(self) -> &'static str {
        match self {
            Self::Coming => "plan-browse-coming",
            Self::Running => "plan-browse-running",
            Self::Past => "plan-browse-past",
        }
    }
}

/// The plan of the year that was asked for; when none was, the one that runs this year, or else the newest. `plans` come newest
/// first, and no two of them share a year.
pub(super) fn chosen(
    plans: &[Plan],
    asked: Option<FiscalYear>,
    this_year: FiscalYear,
) -> Option<&Plan> {
    let of = |year| plans.iter().find(|it| it.period.contains(year));
    match asked {
        Some(year) => of(year),
        None => of(this_year).or(plans.first()),
    }
}

/// The address of the plan that runs in a year: it stays the plan's address when the plan no longer runs.
pub(super) fn address(path: &str, year: FiscalYear) -> String {
    format!("{path}?year={year}")
}

#[cfg(test)]
mod tests {
    use base::{FiscalYears, StaffId};

    use super::*;
    use crate::adopted::PlanId;

    fn plan(first: i16, last: i16) -> Plan {
        Plan {
            id: PlanId(first.to_string()),
            title: String::new(),
            period: FiscalYears::new(FiscalYear(first), FiscalYear(last)).unwrap(),
            source_name: String::new(),
            source_digest: String::new(),
            adopted_at: "2024-04-01T00:00:00Z".parse().unwrap(),
            adopted_by: StaffId("office".into()),
            past_plans: Vec::new(),
            fields: Vec::new(),
            measures: Vec::new(),
        }
    }

    fn id(plans: &[Plan], asked: Option<i16>, this_year: i16) -> Option<&str> {
        chosen(plans, asked.map(FiscalYear), FiscalYear(this_year)).map(|it| it.id.0.as_str())
    }

    #[test]
    fn a_plan_comes_until_its_first_year_runs_to_the_end_of_its_last_and_is_past_after_it() {
        let plan = plan(2024, 2026);
        let phases = [2023, 2024, 2026, 2027].map(|it| Phase::of(&plan, FiscalYear(it)));
        assert_eq!(
            phases,
            [Phase::Coming, Phase::Running, Phase::Running, Phase::Past]
        );
    }

    #[test]
    fn the_running_plan_is_shown_though_a_later_one_was_adopted() {
        let plans = [plan(2027, 2029), plan(2024, 2026)];
        assert_eq!(id(&plans, None, 2026), Some("2024"));
        assert_eq!(id(&plans, None, 2027), Some("2027"));
    }

    #[test]
    fn when_none_runs_the_newest_is_shown_and_of_no_plans_none() {
        let plans = [plan(2027, 2029), plan(2020, 2022)];
        assert_eq!(id(&plans, None, 2024), Some("2027"));
        assert_eq!(id(&[], None, 2024), None);
    }

    #[test]
    fn any_year_of_a_plan_leads_to_it_and_a_year_without_a_plan_to_none() {
        let plans = [plan(2027, 2029), plan(2024, 2026)];
        assert_eq!(id(&plans, Some(2025), 2027), Some("2024"));
        assert_eq!(id(&plans, Some(2029), 2024), Some("2027"));
        assert_eq!(id(&plans, Some(2030), 2024), None);
    }
}
