//! Carrying out as web pages.
pub(super) mod activities;
mod facts;
pub(super) mod indicators;
pub(super) mod measure;
pub(super) mod owners;
pub(super) mod progress;
pub(super) mod readings;
pub(super) mod remarks;
pub(super) mod study;
pub(super) mod tasks;
pub(super) mod wording;

use std::collections::HashMap;

use base::FiscalYear;
use gate::{App, Visit};
use web::{
    Error, Page, Result,
    form::{
        Draft, Field, FormState, Outcome, form_id, form_id_field, outcome, version, version_field,
    },
};

use super::{
    actions::{self, Deed, Done},
    model::{Carried, YearState},
    rules::Part,
};
use crate::adopted::{Measure, MeasureId};

/// What the address says behind its question mark.
type Query = axum::extract::Query<HashMap<String, String>>;

/// The field for the reason, when a change needs one.
trait WithReason {
    fn reason(self, state: YearState) -> Self;
}

impl WithReason for Draft<'_> {
    fn reason(self, state: YearState) -> Self {
        if state == YearState::Planning {
            return self;
        }
        let field = reason_field(self.page());
        self.fields([field])
    }
}

fn reason_field(page: &Page) -> Field {
    Field::area("reason", page.t("plan-carry-reason"))
        .help(page.t("plan-carry-reason-help"))
        .required()
        .max_length(super::rules::LONGEST_TEXT)
        .rows(2)
}

fn deed<'a>(app: &App, visit: &'a Visit) -> Deed<'a> {
    Deed {
        actor: &visit.actor,
        now: app.now(),
    }
}

/// A measure, for whoever may carry out what stands for the whole plan.
async fn whole(app: &App, visit: &Visit, id: &MeasureId) -> Result<Carried> {
    let deed = deed(app, visit);
    app.db
        .read(async |tx| actions::admit(tx, deed, id, Part::Whole).await)
        .await
}

/// A page under its measure.
fn page_under(visit: &Visit, title_key: &str, measure: &Measure) -> Page {
    let mut page = visit.page(title_key).under("/plan", "plan-carry-plan");
    page.breadcrumbs.push(web::Link {
        href: measure_path(measure.id.as_str(), None),
        label: format!("{} {}", measure.key, measure.name),
    });
    page
}

/// The page of a measure, in a year.
fn measure_path(measure: &str, year: Option<FiscalYear>) -> String {
    match year {
        Some(year) => format!("/plan/measures/{measure}?year={}", year.year()),
        None => format!("/plan/measures/{measure}"),
    }
}

/// The year that the address names, or else the one that runs, within the plan's years.
fn chosen_year(query: &HashMap<String, String>, carried: &Carried, app: &App) -> FiscalYear {
    let period = carried.period;
    let asked = query
        .get("year")
        .and_then(|it| it.parse().ok())
        .map(FiscalYear);
    let year = asked
        .filter(|it| period.contains(*it))
        .unwrap_or_else(|| FiscalYear::of(app.today()));
    year.clamp(period.first(), period.last())
}

/// The year that a form was sent for.
fn sent_year(form: &FormState) -> Result<FiscalYear> {
    form.text("year")
        .parse()
        .map(FiscalYear)
        .map_err(|_| Error::NotFound)
}

/// The notice behind something that was done, or had been done before.
fn notice(done: Done, key: &'static str) -> &'static str {
    match done {
        Done::Now => key,
        Done::Already => "plan-carry-notice-already",
    }
}
