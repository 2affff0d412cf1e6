//! An edition in ready words: what page, PDF, workbook, CSV and HTML all show. Nothing here looks anywhere but at the content.
mod words;

use serde::Serialize;
use web::Page;

use crate::edition::model::Edition;
pub(in crate::edition) use words::open_check;
use words::{altered, field, measured, rate, repeated, revised, sum, years};

/// The whole edition in one language.
#[derive(Debug, Clone, Serialize)]
pub(in crate::edition) struct View {
    pub(in crate::edition) title: String,
    /// The fiscal year in words.
    pub(in crate::edition) year: String,
    /// Whether it is frozen, and as of which day.
    pub(in crate::edition) standing: String,
    pub(in crate::edition) is_draft: bool,
    pub(in crate::edition) digest: Option<String>,
    pub(in crate::edition) summary: Vec<Sum>,
    /// Why the fields add up to more than the plan, when they do.
    pub(in crate::edition) repeated: Option<String>,
    /// How many measures are unchecked, when any are.
    pub(in crate::edition) unchecked: Option<String>,
    pub(in crate::edition) left_open: Vec<String>,
    pub(in crate::edition) left_open_reason: Option<String>,
    pub(in crate::edition) past: Vec<Past>,
    /// With which edition the changes compare; `None` when there is none.
    pub(in crate::edition) compared: Option<String>,
    pub(in crate::edition) changes: Vec<Altered>,
    pub(in crate::edition) revisions: Vec<Revised>,
    pub(in crate::edition) fields: Vec<FieldView>,
    pub(in crate::edition) indicators: Vec<Measured>,
}

/// Counts of a field, or of the whole plan.
#[derive(Debug, Clone, Serialize)]
pub(in crate::edition) struct Sum {
    pub(in crate::edition) name: String,
    pub(in crate::edition) is_total: bool,
    pub(in crate::edition) planned: i64,
    pub(in crate::edition) completed: i64,
    pub(in crate::edition) under_way: i64,
    pub(in crate::edition) not_started: i64,
    pub(in crate::edition) unchecked: i64,
    pub(in crate::edition) achieved: i64,
    pub(in crate::edition) partly: i64,
    pub(in crate::edition) not_achieved: i64,
    pub(in crate::edition) rate: String,
}

#[derive(Debug, Clone, Serialize)]
pub(in crate::edition) struct Past {
    pub(in crate::edition) name: String,
    pub(in crate::edition) years: String,
    pub(in crate::edition) planned: i64,
    pub(in crate::edition) done: i64,
    pub(in crate::edition) rate: String,
}

/// A difference from the year before.
#[derive(Debug, Clone, Serialize)]
pub(in crate::edition) struct Altered {
    pub(in crate::edition) key: String,
    pub(in crate::edition) name: String,
    pub(in crate::edition) what: String,
    pub(in crate::edition) before: String,
    pub(in crate::edition) after: String,
    pub(in crate::edition) reason: String,
}

/// A revision with its reason.
#[derive(Debug, Clone, Serialize)]
pub(in crate::edition) struct Revised {
    pub(in crate::edition) on: String,
    pub(in crate::edition) key: String,
    pub(in crate::edition) name: String,
    pub(in crate::edition) subject: String,
    pub(in crate::edition) before: String,
    pub(in crate::edition) after: String,
    pub(in crate::edition) reason: String,
}

#[derive(Debug, Clone, Serialize)]
pub(in crate::edition) struct FieldView {
    /// From 1, in the order of the plan.
    pub(in crate::edition) number: usize,
    pub(in crate::edition) name: String,
    pub(in crate::edition) directions: Vec<DirectionView>,
}

#[derive(Debug, Clone, Serialize)]
pub(in crate::edition) struct DirectionView {
    pub(in crate::edition) number: String,
    pub(in crate::edition) name: String,
    pub(in crate::edition) statement: String,
    pub(in crate::edition) points: Vec<String>,
    /// Completed of planned, and the rate.
    pub(in crate::edition) counts: String,
    pub(in crate::edition) rows: Vec<Row>,
}

/// A row of the paper with its measure's year beside.
#[derive(Debug, Clone, Serialize)]
pub(in crate::edition) struct Row {
    pub(in crate::edition) key: String,
    pub(in crate::edition) name: String,
    /// 再掲, and of which number; empty for a first listing.
    pub(in crate::edition) repeat: String,
    pub(in crate::edition) is_study: bool,
    pub(in crate::edition) purposes: Vec<String>,
    pub(in crate::edition) contents: Vec<String>,
    pub(in crate::edition) owners: Vec<String>,
    pub(in crate::edition) tasks: Vec<String>,
    pub(in crate::edition) progress: Mark,
    pub(in crate::edition) achievement: Mark,
    pub(in crate::edition) done: String,
    pub(in crate::edition) learned: String,
    pub(in crate::edition) next: String,
    pub(in crate::edition) indicators: Vec<String>,
    pub(in crate::edition) study: Vec<String>,
    pub(in crate::edition) activities: String,
    /// The word of the progress in addresses: `completed`, or `unchecked`.
    pub(in crate::edition) standing: &'static str,
}

/// A state in words, with the looks that page and paper have for it.
#[derive(Debug, Clone, Serialize)]
pub(in crate::edition) struct Mark {
    pub(in crate::edition) word: String,
    /// Of `parts::status` on pages.
    pub(in crate::edition) tone: &'static str,
    /// Of `status` on paper.
    pub(in crate::edition) kind: &'static str,
}

/// An indicator with its figures in words.
#[derive(Debug, Clone, Serialize)]
pub(in crate::edition) struct Measured {
    pub(in crate::edition) key: String,
    pub(in crate::edition) measure: String,
    pub(in crate::edition) name: String,
    pub(in crate::edition) definition: String,
    pub(in crate::edition) source: String,
    pub(in crate::edition) base: String,
    pub(in crate::edition) target: String,
    /// The figure, or why there is none.
    pub(in crate::edition) value: String,
    pub(in crate::edition) as_of: String,
}

impl View {
    /// `digest` is that of the frozen content; a draft has none.
    pub(in crate::edition) fn of(edition: &Edition, digest: Option<&str>, page: &Page) -> Self {
        let standing_key = if edition.is_draft {
            "plan-edition-standing-draft"
        } else {
            "plan-edition-standing-frozen"
        };
        let standing = page
            .say(standing_key, &[("day", page.day(edition.as_of).into())])
            .into_owned();
        let unchecked = edition.counts.measures.unchecked;
        let earlier = edition.compared_with.as_ref();
        Self {
            title: edition.title.clone(),
            year: page.fiscal_year(edition.year),
            standing,
            is_draft: edition.is_draft,
            digest: digest.map(str::to_owned),
            summary: edition
                .fields
                .iter()
                .map(|it| sum(&it.name, &it.counts, false, page))
                .chain([sum(
                    &page.t("plan-edition-whole-plan"),
                    &edition.counts,
                    true,
                    page,
                )])
                .collect(),
            repeated: repeated(edition, page),
            unchecked: (unchecked > 0).then(|| {
                page.say("plan-edition-unchecked", &[("count", unchecked.into())])
                    .into_owned()
            }),
            left_open: edition
                .left_open
                .iter()
                .flat_map(|it| &it.checks)
                .map(|it| open_check(it, page))
                .collect(),
            left_open_reason: edition.left_open.as_ref().map(|it| it.reason.clone()),
            past: edition
                .past_plans
                .iter()
                .map(|it| Past {
                    name: it.name.clone(),
                    years: years(it.first_year, it.last_year, page),
                    planned: it.planned,
                    done: it.done,
                    rate: rate(it.rate_tenths, page),
                })
                .collect(),
            compared: earlier.map(|it| {
                page.say(
                    "plan-edition-compared",
                    &[("year", page.fiscal_year(it.year).into())],
                )
                .into_owned()
            }),
            changes: edition.changes.iter().map(|it| altered(it, page)).collect(),
            revisions: edition
                .revisions
                .iter()
                .map(|it| revised(it, page))
                .collect(),
            fields: (1..)
                .zip(&edition.fields)
                .map(|(number, it)| field(edition, number, it, page))
                .collect(),
            indicators: edition
                .measures
                .iter()
                .flat_map(|measure| measure.indicators.iter().map(move |it| (measure, it)))
                .map(|(measure, it)| measured(measure, it, page))
                .collect(),
        }
    }

    pub(in crate::edition) fn rows(
        &self,
    ) -> impl Iterator<Item = (&FieldView, &DirectionView, &Row)> {
        self.fields
            .iter()
            .flat_map(|field| {
                field
                    .directions
                    .iter()
                    .map(move |direction| (field, direction))
            })
            .flat_map(|(field, direction)| {
                direction
                    .rows
                    .iter()
                    .map(move |row| (field, direction, row))
            })
    }
}
