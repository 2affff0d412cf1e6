//! A form on a page of its own, and what comes of it: kept, refused at its fields, or stale because somebody else was first.
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{Answer, ErrorSummary, Field, FormState};
use crate::{Error, Page, Result, render};

/// The hidden field under which a form adds a record.
pub const FORM_ID: &str = "form_id";

/// A form on a page of its own, one look for all.
#[derive(Template)]
#[template(path = "form_page.html")]
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

/// A form on a page of its own, being put together.
pub struct Draft<'a> {
    form: &'a FormState,
    shown: FormPage,
}

impl<'a> Draft<'a> {
    pub fn new(
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

    #[must_use]
    pub fn fact(mut self, key: &str, value: impl Into<String>) -> Self {
        let label = self.shown.page.t(key).into_owned();
        self.shown.facts.push(Answer::new(label, value));
        self
    }

    #[must_use]
    pub fn intro(mut self, key: &str) -> Self {
        self.shown.intro = self.shown.page.t(key).into_owned();
        self
    }

    /// The hidden mark of what the person saw, which is sent back with the form. `theirs` is what somebody else saved since, if
    /// they did: then it stands beside, and the form goes on from there. After a mere refusal the mark stays as it was sent, or
    /// mending the form would overwrite unseen what was saved meanwhile.
    #[must_use]
    pub fn seen(mut self, mark: Field, theirs: Option<Vec<Answer>>) -> Self {
        match theirs {
            Some(theirs) => {
                self.shown.theirs = theirs;
                self.shown.fields.push(mark);
                self
            }
            None => self.fields([mark]),
        }
    }

    #[must_use]
    pub fn fields(mut self, fields: impl IntoIterator<Item = Field>) -> Self {
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

    pub fn page(&self) -> &Page {
        &self.shown.page
    }

    #[must_use]
    pub fn removal(mut self, href: impl Into<String>) -> Self {
        self.shown.removal = href.into();
        self
    }

    #[must_use]
    pub fn danger(mut self) -> Self {
        self.shown.is_danger = true;
        self
    }

    #[must_use]
    pub fn button(mut self, key: &str) -> Self {
        self.shown.button = self.shown.page.t(key).into_owned();
        self
    }

    /// A fresh form, or one that was refused with its status.
    pub fn show(mut self) -> Result<Response> {
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
        Ok((status, render(self.shown)?).into_response())
    }
}

/// The hidden id under which a form adds a record, so that the same form sent twice adds it once.
pub fn form_id_field() -> Field {
    Field::hidden(FORM_ID, base::fresh_id())
}

/// The id that a form brought; a form without a good one gets a fresh id.
pub fn form_id(form: &FormState) -> String {
    let id = form.text(FORM_ID);
    let is_id = id.len() == 36
        && id
            .bytes()
            .all(|it| it == b'-' || it.is_ascii_digit() || (b'a'..=b'f').contains(&it));
    if is_id { id } else { base::fresh_id() }
}

/// The version of the record that the form showed.
pub fn version(form: &FormState) -> i64 {
    form.text("version").parse().unwrap_or(0)
}

pub fn version_field(version: i64) -> Field {
    Field::hidden("version", version.to_string())
}

/// What comes of an action, for its form: done, somebody else was there first, or refused with its sentence in the form.
pub enum Outcome<T> {
    Done(T),
    Stale,
    Refused,
}

pub fn outcome<T>(page: &Page, form: &mut FormState, result: Result<T>) -> Result<Outcome<T>> {
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
