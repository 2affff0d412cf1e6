//! From a city's document to its plan.
//!
//! Cities write plans of one kind in many shapes: chapters with a table each, one flat table, other numbers, other words over other columns.
//! The recogniser knows the kind, never a single file. It goes in steps, one file each:
//!
//! 1. [`walk`] goes through the blocks in order. [`headings`] keeps which headings stand over the place reached ([`numbering`] reads
//!    their numbers); [`tables`] reads measure tables, whose [`columns`] it knows by their headings; [`past_plans`] reads the look
//!    back. Everything else is kept as lines with their place.
//! 2. [`title`] and [`period`] are what the lines and headings in front of the measures agree on. If they don't, the import asks
//!    ([`Refusal`]), and a person answers ([`Answers`]).
//! 3. [`assemble`] builds the tree out of the rows, parted into fields and directions ([`groups`]). Cells become lines
//!    ([`bullets`]), owners ([`owners`]) and studies ([`study`]); a repeat is tied to the measure that it repeats ([`repeats`]).
//! 4. The lines are shared out ([`sharing`]): to the directions that they introduce ([`statements`]), to the remarks that a
//!    reviewer left ([`remarks`]), to the notes on owners. What is left among the measures is named in a warning: nothing gets
//!    lost silently.
//!
//! The order in the file gives every listing its key. Numbers in the file are only compared with it ([`sequence`]).

mod assemble;
mod bullets;
mod columns;
mod groups;
mod headings;
mod numbering;
mod owners;
pub(crate) mod past_plans;
mod period;
mod refusal;
mod remarks;
mod repeats;
mod sequence;
mod sharing;
mod statements;
mod study;
mod tables;
pub(crate) mod text;
mod title;
mod walk;

#[cfg(test)]
mod shapes;
#[cfg(test)]
mod tests;

use base::FiscalYears;
use documents::Block;

pub use refusal::{FoundTable, Refusal, WantedColumn};

use crate::model::{Field, ImportedPlan, Spot};
use title::Candidate;
use walk::{Found, Line, Source};

/// What a person said where the file leaves it open. An answer wins over whatever the file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    pub title: Option<String>,
    pub period: Option<FiscalYears>,
}

/// A table with more rows than this is a list of something else. The longest plans of large cities have a few hundred.
const MOST_LISTINGS: usize = 1_000;

/// Reads a plan out of the blocks of a document. Pure: the same blocks give the same plan.
pub fn recognise(blocks: &[Block], answers: &Answers) -> Result<ImportedPlan, Refusal> {
    let found = walk::walk(blocks);
    if found.rows.is_empty() {
        return Err(not_a_plan(found));
    }
    if found.rows.len() > MOST_LISTINGS {
        return Err(Refusal::TooManyMeasures {
            found: found.rows.len(),
            most: MOST_LISTINGS,
        });
    }
    let title = match &answers.title {
        Some(title) => title.clone(),
        None => title_of(&found)?,
    };
    let period = match answers.period {
        Some(period) => period,
        None => period_of(&found)?,
    };
    let assembled = assemble::assemble(&found, &title);
    check_names(&assembled.fields)?;
    Ok(ImportedPlan {
        title,
        period,
        past_plans: found.past_plans,
        fields: assembled.fields,
        owner_notes: assembled.owner_notes,
        remarks: assembled.remarks,
        warnings: assembled.warnings,
    })
}

/// The longest name of a plan or of one of its parts, in characters.
pub(crate) const LONGEST_NAME: usize = 300;
/// More years than any plan runs.
pub const MOST_YEARS: u16 = 20;

/// Whether a name can be shown as one.
pub(crate) fn is_name_short(name: &str) -> bool {
    name.chars().count() <= LONGEST_NAME
}

fn check_names(fields: &[Field]) -> Result<(), Refusal> {
    let directions = || fields.iter().flat_map(|it| &it.directions);
    let listings = directions().flat_map(|it| &it.listings);
    if let Some(it) = listings.into_iter().find(|it| !is_name_short(&it.name)) {
        return Err(Refusal::NameTooLong {
            spot: it.spot.clone(),
            length: it.name.chars().count(),
        });
    }
    Ok(())
}

fn not_a_plan(found: Found) -> Refusal {
    match found.measure_table {
        Some(spot) => Refusal::NoMeasures { spot },
        None => Refusal::NotAPlan {
            looked_for: refusal::WANTED.to_vec(),
            paragraphs: found.lines.len(),
            found: found.tables.into_iter().take(10).collect(),
        },
    }
}

fn title_of(found: &Found) -> Result<String, Refusal> {
    let headings = front_headings(found).map(|(heading, spot)| title::Place {
        text: heading,
        spot,
        is_prominent: true,
    });
    let lines = front_lines(found).map(|line| title::Place {
        text: &line.text,
        spot: line.spot.clone(),
        is_prominent: stands_out(line),
    });
    let places: Vec<title::Place<'_>> = lines.chain(headings).collect();
    let candidates = title::candidates(&places);
    let Some(best) = candidates.first() else {
        return Err(Refusal::NoTitle {
            looked_for: refusal::WANTED_TITLES,
        });
    };
    let equals: Vec<&Candidate> = candidates
        .iter()
        .filter(|candidate| candidate.weight == best.weight)
        .collect();
    // `○○プラン` beside `第１次○○プラン` is the same plan, said shorter.
    let longest = equals
        .iter()
        .max_by_key(|candidate| candidate.title.chars().count())
        .expect("the best is among its equals");
    if equals
        .iter()
        .all(|candidate| longest.title.contains(&candidate.title))
    {
        return Ok(longest.title.clone());
    }
    Err(Refusal::SeveralTitles {
        candidates: equals
            .into_iter()
            .map(|candidate| (candidate.title.clone(), candidate.spot.clone()))
            .collect(),
    })
}

fn period_of(found: &Found) -> Result<FiscalYears, Refusal> {
    let names_the_period = |text: &str| text.contains("期間");
    let mut stated: Vec<(u8, FiscalYears, Spot)> = Vec::new();
    for line in front_lines(found) {
        let is_under_period = line
            .under
            .last()
            .is_some_and(|id| names_the_period(&found.outline.heading(*id).name));
        let is_about_period = names_the_period(&line.text) || is_under_period;
        let weight = if is_about_period {
            3
        } else {
            1 + u8::from(stands_out(line))
        };
        if is_about_period {
            stated.extend(
                period::single_years(&line.text)
                    .into_iter()
                    .map(|year| (0, year, line.spot.clone())),
            );
        }
        stated.extend(
            period::ranges(&line.text)
                .into_iter()
                .map(|period| (weight, period, line.spot.clone())),
        );
    }
    for (heading, spot) in front_headings(found) {
        stated.extend(period::ranges(heading).into_iter().map(|period| {
            (
                2 + u8::from(names_the_period(heading)),
                period,
                spot.clone(),
            )
        }));
    }
    let Some(most) = stated.iter().map(|(weight, _, _)| *weight).max() else {
        return Err(Refusal::NoPeriod {
            looked_for: refusal::WANTED_PERIODS,
        });
    };
    let mut candidates: Vec<(FiscalYears, Spot)> = Vec::new();
    for (_, period, spot) in stated.into_iter().filter(|(weight, _, _)| *weight == most) {
        if !candidates.iter().any(|(known, _)| *known == period) {
            candidates.push((period, spot));
        }
    }
    match &candidates[..] {
        [(only, _)] => Ok(*only),
        _ => Err(Refusal::SeveralPeriods { candidates }),
    }
}

/// The lines before the first measure.
fn front_lines(found: &Found) -> impl Iterator<Item = &Line> {
    found
        .lines
        .iter()
        .filter(|line| line.rows_before == 0 && line.source != Source::Comment)
}

fn front_headings(found: &Found) -> impl Iterator<Item = (&str, Spot)> {
    let headings = found.outline.all().iter().zip(&found.rows_before_heading);
    headings
        .filter(|(_, rows_before)| **rows_before == 0)
        .map(|(heading, _)| (heading.name.as_str(), heading.spot.clone()))
}

/// A line of a cover or over a table: short, under no heading.
fn stands_out(line: &Line) -> bool {
    let is_short = line.text.chars().count() <= 60 && !line.text.ends_with('。');
    is_short && (line.under.is_empty() || line.source == Source::Across)
}
