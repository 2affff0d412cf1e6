//! What people read when a file cannot be taken, and what they are asked to look at in one that can.
use base::FiscalYears;
use documents::ReadError;
use web::Text;

use super::{adoption::AdoptionRefusal, corrections::CorrectionRefusal};
use crate::{
    model::{Spot, Warning},
    recognise::{LONGEST_NAME, Refusal, WantedColumn},
};

/// Why a file is no plan. Nothing was kept of it.
#[derive(Debug, thiserror::Error)]
pub enum ImportRefusal {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Plan(#[from] Refusal),
}

impl web::Refusal for ImportRefusal {
    fn text(&self) -> Text {
        match self {
            Self::Read(error) => read_error(error),
            Self::Plan(refusal) => plan_refusal(refusal),
        }
    }

    fn field(&self) -> Option<&str> {
        Some("file")
    }
}

/// A person can answer it, so that the file need not be changed.
pub(crate) fn is_question(refusal: &Refusal) -> bool {
    match refusal {
        Refusal::NoTitle { .. }
        | Refusal::SeveralTitles { .. }
        | Refusal::NoPeriod { .. }
        | Refusal::SeveralPeriods { .. } => true,
        Refusal::NotAPlan { .. }
        | Refusal::NoMeasures { .. }
        | Refusal::TooManyMeasures { .. }
        | Refusal::NameTooLong { .. } => false,
    }
}

/// The sentence of a file that could not be read.
pub(crate) fn read_error(error: &ReadError) -> Text {
    error
        .values()
        .into_iter()
        .fold(Text::new(error.text_key()), |text, (name, value)| {
            text.with(name, value)
        })
}

pub(crate) fn plan_refusal(refusal: &Refusal) -> Text {
    match refusal {
        Refusal::NotAPlan {
            looked_for,
            found,
            paragraphs,
        } => {
            let wanted = |column: WantedColumn| {
                looked_for
                    .iter()
                    .filter(|it| it.0 == column)
                    .flat_map(|it| it.1)
                    .copied()
                    .collect::<Vec<_>>()
                    .join("・")
            };
            let rows = found.iter().map(|it| quoted(&it.first_row.join(" | ")));
            Text::new("plan-import-refusal-not-a-plan")
                .with("tables", found.len())
                .with("paragraphs", *paragraphs)
                .with("found", rows.collect::<String>())
                .with("names", wanted(WantedColumn::Name))
                .with("contents", wanted(WantedColumn::Content))
                .with("owners", wanted(WantedColumn::Owner))
        }
        Refusal::NoMeasures { spot } => at(Text::new("plan-import-refusal-no-measures"), spot),
        Refusal::TooManyMeasures { found, most } => {
            Text::new("plan-import-refusal-too-many-measures")
                .with("found", *found)
                .with("most", *most)
        }
        Refusal::NameTooLong { spot, length } => {
            at(Text::new("plan-import-refusal-name-in-file"), spot)
                .with("length", *length)
                .with("most", LONGEST_NAME)
        }
        Refusal::NoTitle { looked_for } => {
            Text::new("plan-import-question-no-title").with("examples", looked_for.join("・"))
        }
        Refusal::SeveralTitles { candidates } => {
            let titles = candidates.iter().map(|it| quoted(&it.0));
            Text::new("plan-import-question-several-titles")
                .with("found", titles.collect::<String>())
        }
        Refusal::NoPeriod { looked_for } => {
            Text::new("plan-import-question-no-period").with("examples", looked_for.join("・"))
        }
        Refusal::SeveralPeriods { candidates } => {
            let periods = candidates.iter().map(|it| quoted(&it.0.wareki()));
            Text::new("plan-import-question-several-periods")
                .with("found", periods.collect::<String>())
        }
    }
}

fn quoted(text: &str) -> String {
    format!("「{text}」")
}

/// Adds where something stands: `spot` chooses the words, the others are named in them.
pub(crate) fn at(text: Text, spot: &Spot) -> Text {
    let (word, number, row, sheet) = match spot {
        Spot::Line { line, table_row } => ("line", line, table_row, ""),
        Spot::Body { block, table_row } => ("body", block, table_row, ""),
        Spot::Sheet { name, row } => ("sheet", row, &None, name.as_str()),
    };
    let row = row.map(|it| it.to_string()).unwrap_or_default();
    let word = match (word, row.is_empty()) {
        ("line", false) => "line-row",
        ("body", false) => "body-row",
        (word, _) => word,
    };
    text.with("spot", word)
        .with("number", number.to_string())
        .with("row", row)
        .with("sheet", sheet)
}

/// Where something stands, alone.
pub(crate) fn place(spot: &Spot) -> Text {
    at(Text::new("plan-import-place"), spot)
}

/// A doubt as a sentence: what was found, and what it was taken for.
pub(crate) fn warning(warning: &Warning) -> Text {
    match warning {
        Warning::NumberingBroken {
            written,
            expected,
            name,
            ..
        } => Text::new("plan-import-doubt-numbering")
            .with("written", written.as_str())
            .with("expected", expected.to_string())
            .with("name", name.as_str()),
        Warning::RepeatOfNothing { name, nearest, .. } => {
            let key = match nearest {
                Some(_) => "plan-import-doubt-repeat-near",
                None => "plan-import-doubt-repeat",
            };
            let nearest = nearest.map(|it| it.to_string()).unwrap_or_default();
            Text::new(key)
                .with("name", name.as_str())
                .with("nearest", nearest)
        }
        Warning::NameTwice {
            name,
            first,
            second,
            ..
        } => Text::new("plan-import-doubt-name-twice")
            .with("name", name.as_str())
            .with("first", first.to_string())
            .with("second", second.to_string()),
        Warning::OwnerUnexplained { mark, .. } => {
            Text::new("plan-import-doubt-owner-unexplained").with("mark", mark.as_str())
        }
        Warning::OwnerNoteUnused { mark, .. } => {
            Text::new("plan-import-doubt-owner-note-unused").with("mark", mark.as_str())
        }
        Warning::OwnersNowhere { .. } => Text::new("plan-import-doubt-owners-nowhere"),
        Warning::OwnerMissing { name, .. } => {
            Text::new("plan-import-doubt-owner-missing").with("name", name.as_str())
        }
        Warning::ContentMissing { name, .. } => {
            Text::new("plan-import-doubt-content-missing").with("name", name.as_str())
        }
        Warning::RateDiffers {
            plan,
            stated,
            computed,
            ..
        } => Text::new("plan-import-doubt-rate")
            .with("name", plan.as_str())
            .with("stated", stated.to_string())
            .with("computed", computed.to_string()),
        Warning::PastPlanUnreadable { name, .. } => {
            Text::new("plan-import-doubt-past-plan").with("name", name.as_str())
        }
        Warning::ColumnUnknown {
            heading, sample, ..
        } => Text::new("plan-import-doubt-column")
            .with("heading", heading.as_str())
            .with("sample", sample.as_str()),
        Warning::RowUnnamed { text, .. } => {
            Text::new("plan-import-doubt-row").with("text", text.as_str())
        }
        Warning::TableUnknown { text, .. } => {
            Text::new("plan-import-doubt-table").with("text", text.as_str())
        }
        Warning::TextUnplaced { text, .. } => {
            Text::new("plan-import-doubt-text").with("text", text.as_str())
        }
        Warning::DirectionMissing { field, .. } => {
            Text::new("plan-import-doubt-direction").with("name", field.as_str())
        }
    }
}

/// Where a doubt arose.
pub(crate) fn spot_of(warning: &Warning) -> &Spot {
    match warning {
        Warning::NumberingBroken { spot, .. }
        | Warning::RepeatOfNothing { spot, .. }
        | Warning::NameTwice { spot, .. }
        | Warning::OwnerUnexplained { spot, .. }
        | Warning::OwnerNoteUnused { spot, .. }
        | Warning::OwnersNowhere { spot }
        | Warning::OwnerMissing { spot, .. }
        | Warning::ContentMissing { spot, .. }
        | Warning::RateDiffers { spot, .. }
        | Warning::PastPlanUnreadable { spot, .. }
        | Warning::ColumnUnknown { spot, .. }
        | Warning::RowUnnamed { spot, .. }
        | Warning::TableUnknown { spot, .. }
        | Warning::TextUnplaced { spot, .. }
        | Warning::DirectionMissing { spot, .. } => spot,
    }
}

/// Western years, which both languages can show.
fn with_years(text: Text, period: FiscalYears) -> Text {
    text.with("first", period.first().year().to_string())
        .with("last", period.last().year().to_string())
}

impl web::Refusal for AdoptionRefusal {
    fn text(&self) -> Text {
        match self {
            Self::YearsTaken { title, period } => with_years(
                Text::new("plan-import-refusal-years-taken").with("title", title.as_str()),
                *period,
            ),
            Self::OwnersUnknown { marks } => Text::new("plan-import-refusal-owners-unknown").with(
                "marks",
                marks.iter().map(|it| quoted(it)).collect::<String>(),
            ),
            Self::QuestionOpen => Text::new("plan-import-refusal-question-open"),
        }
    }
}

impl web::Refusal for CorrectionRefusal {
    fn text(&self) -> Text {
        match self {
            Self::NameMissing { .. } => Text::new("plan-import-refusal-name-missing"),
            Self::NameTooLong { length, .. } => Text::new("plan-import-refusal-name-too-long")
                .with("length", *length)
                .with("most", LONGEST_NAME),
            Self::NoOwner { mark } => {
                Text::new("plan-import-refusal-no-owner").with("mark", mark.as_str())
            }
            Self::RepeatsItself => Text::new("plan-import-refusal-repeats-itself"),
            Self::RepeatsNothing => Text::new("plan-import-refusal-repeats-nothing"),
            Self::RepeatsRepeat { of } => {
                Text::new("plan-import-refusal-repeats-repeat").with("of", of.to_string())
            }
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Self::NameMissing { field } | Self::NameTooLong { field, .. } => Some(field),
            Self::NoOwner { .. } => Some("owners"),
            _ => Some("repeat"),
        }
    }
}
