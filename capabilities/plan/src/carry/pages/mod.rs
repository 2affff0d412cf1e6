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

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use base::FiscalYear;
use gate::{App, Visit};
use web::{
    Error, Page, Result,
    form::{Answer, ErrorSummary, Field, FormState},
};

use super::{
    actions::{self, Deed, Done},
    model::{Carried, YearState},
    rules::{FORM_ID, Part},
};
use crate::adopted::{Measure, MeasureId};

/// What the address says behind its question mark.
type Query = axum::extract::Query<HashMap<String, String>>;

/// A form on a page of its own. One look for all of carrying out.
#[derive(Template)]
#[template(path = "carry/record.html")]
struct FormPage {
    page: Page,
    summary: ErrorSummary,
    /// What the form is about: a measure's name, a year.
    facts: Vec<Answer>,
    /// What somebody else saved in between, beside what the person wrote.
    theirs: Vec<Answer>,
    /// Explains the form; empty when there is nothing to explain.
    intro: String,
    fields: Vec<Field>,
    action: String,
    button: String,
    back: String,
    /// Where it can be taken out; empty when it cannot.
    removal: String,
    /// The button takes something away.
    is_danger: bool,
}

/// A form being put together.
struct Draft<'a> {
    form: &'a FormState,
    shown: FormPage,
}

impl<'a> Draft<'a> {
    fn new(
        page: Page,
        form: &'a FormState,
        action: impl Into<String>,
        back: impl Into<String>,
    ) -> Self {
        let button = page.t("web-save").into_owned();
        let shown = FormPage {
            summary: ErrorSummary::default(),
            facts: Vec::new(),
            theirs: Vec::new(),
            intro: String::new(),
            fields: Vec::new(),
            action: action.into(),
            button,
            back: back.into(),
            removal: String::new(),
            is_danger: false,
            page,
        };
        Self { form, shown }
    }

    fn fact(mut self, key: &str, value: impl Into<String>) -> Self {
        let label = self.shown.page.t(key).into_owned();
        self.shown.facts.push(Answer::new(label, value));
        self
    }

    fn intro(mut self, key: &str) -> Self {
        self.shown.intro = self.shown.page.t(key).into_owned();
        self
    }

    /// The hidden mark of what the person saw, which is sent back with the form. `theirs` is what somebody else saved since, if
    /// they did: then it stands beside, and the form goes on from there. After a mere refusal the mark stays as it was sent, or
    /// mending the form would overwrite unseen what was saved meanwhile.
    fn seen(mut self, mark: Field, theirs: Option<Vec<Answer>>) -> Self {
        match theirs {
            Some(theirs) => {
                self.shown.theirs = theirs;
                self.shown.fields.push(mark);
                self
            }
            None => self.fields([mark]),
        }
    }

    fn fields(mut self, fields: impl IntoIterator<Item = Field>) -> Self {
        let form = self.form;
        let is_sent = ["version", "seen", FORM_ID].iter().any(|it| form.has(it));
        self.shown.fields.extend(fields.into_iter().map(|it| {
            // A box without its tick is not sent: on a form that was sent it stays without.
            if is_sent && it.is_check() && !form.has(&it.name) {
                return it.value("");
            }
            let fresh = it.value.clone();
            let filled = form.fill(it);
            // An id that was taken by other words gives way to a fresh one.
            if filled.name == FORM_ID && filled.error.is_some() {
                filled.value(fresh)
            } else {
                filled
            }
        }));
        self
    }

    /// The field for the reason, when a change needs one.
    fn reason(self, state: YearState) -> Self {
        if state == YearState::Planning {
            return self;
        }
        let field = reason_field(&self.shown.page);
        self.fields([field])
    }

    fn removal(mut self, href: impl Into<String>) -> Self {
        self.shown.removal = href.into();
        self
    }

    fn danger(mut self) -> Self {
        self.shown.is_danger = true;
        self
    }

    fn button(mut self, key: &str) -> Self {
        self.shown.button = self.shown.page.t(key).into_owned();
        self
    }

    /// A fresh form, or one that was refused with its status.
    fn show(mut self) -> Result<Response> {
        self.shown.summary = self
            .form
            .summary()
            .naming(&self.shown.page, &self.shown.fields);
        let status = if !self.shown.theirs.is_empty() {
            StatusCode::CONFLICT
        } else if self.form.is_refused() {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        };
        Ok((status, web::render(self.shown)?).into_response())
    }
}

fn reason_field(page: &Page) -> Field {
    Field::area("reason", page.t("plan-carry-reason"))
        .help(page.t("plan-carry-reason-help"))
        .required()
        .max_length(super::rules::LONGEST_TEXT)
        .rows(2)
}

/// The hidden id under which a form adds a record, so that the same form sent twice adds it once.
fn form_id_field() -> Field {
    Field::hidden(FORM_ID, base::fresh_id())
}

/// The id that a form brought; a form without a good one gets a fresh id.
fn form_id(form: &FormState) -> String {
    let id = form.text(FORM_ID);
    let is_id = id.len() == 36
        && id
            .bytes()
            .all(|it| it == b'-' || it.is_ascii_digit() || (b'a'..=b'f').contains(&it));
    if is_id { id } else { base::fresh_id() }
}

/// The version of the record that the form showed.
fn version(form: &FormState) -> i64 {
    form.text("version").parse().unwrap_or(0)
}

fn version_field(version: i64) -> Field {
    Field::hidden("version", version.to_string())
}

/// What comes of an action, for its form: done, somebody else was there first, or refused with its sentence in the form.
enum Outcome<T> {
    Done(T),
    Stale,
    Refused,
}

fn outcome<T>(page: &Page, form: &mut FormState, result: Result<T>) -> Result<Outcome<T>> {
    match result {
        Ok(done) => Ok(Outcome::Done(done)),
        Err(Error::Stale) => Ok(Outcome::Stale),
        Err(Error::Refused(refusal)) => {
            form.refuse_with(page, refusal.as_ref());
            Ok(Outcome::Refused)
        }
        Err(other) => Err(other),
    }
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
