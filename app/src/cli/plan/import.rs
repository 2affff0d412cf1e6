//! `hagukumi plan import FILE`.
use std::path::PathBuf;

use base::FiscalYears;
use clap::Args;
use documents::{Limits, ReadError};
use plan::{Answers, ImportedPlan, Refusal, model::Spot};
use web::Text;

use crate::{
    cli::Format,
    speech::{Speech, out},
    trouble::{Result, Trouble},
};

#[derive(Args)]
pub(in crate::cli) struct Arguments {
    /// The file in which the city has its plan
    file: PathBuf,
    /// Only read it and say what was found
    #[arg(long, required = true)]
    dry_run: bool,
    /// How to say it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The plan's name, where the file leaves it open
    #[arg(long, value_name = "NAME")]
    title: Option<String>,
    /// The plan's years, where the file leaves them open: 令和5～7年度 or 2023-2025年度
    #[arg(long, value_name = "YEARS")]
    period: Option<String>,
}

pub(super) fn run(arguments: Arguments, speech: &Speech) -> Result<()> {
    let plan = read(&arguments)?;
    match arguments.format {
        Format::Json => out(plan::summary_json(&plan)),
        Format::Text => tell(&plan, speech),
    }
    Ok(())
}

fn read(arguments: &Arguments) -> Result<ImportedPlan> {
    let answers = Answers {
        title: arguments.title.clone(),
        period: arguments.period.as_deref().map(period).transpose()?,
    };
    let file = &arguments.file;
    let bytes = std::fs::read(file).map_err(|cause| {
        let text = Text::new("app-file-unreadable").with("file", file.display().to_string());
        Trouble::fault(text, cause)
    })?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let document =
        documents::read_blocks(&bytes, &name, &Limits::default()).map_err(|it| unreadable(&it))?;
    plan::recognise(&document.blocks, &answers).map_err(|it| refusal(&it, &name))
}

fn period(text: &str) -> Result<FiscalYears> {
    base::read_fiscal_years(text)
        .map_err(|_| Trouble::usage(Text::new("app-plan-bad-period").with("period", text)))
}

/// The documents box's own sentence.
pub(in crate::cli) fn unreadable(error: &ReadError) -> Trouble {
    let text = error
        .values()
        .into_iter()
        .fold(Text::new(error.text_key()), |text, (name, value)| {
            text.with(name, value)
        });
    Trouble::refused(text)
}

fn refusal(refusal: &Refusal, file: &str) -> Trouble {
    let text = |key: &'static str| Text::new(key).with("file", file);
    let joined = |it: Vec<String>| it.join("、");
    Trouble::refused(match refusal {
        Refusal::NotAPlan {
            found, paragraphs, ..
        } => text("app-plan-not-a-plan")
            .with("tables", found.len())
            .with("paragraphs", *paragraphs),
        Refusal::NoMeasures { spot } => text("app-plan-no-measures").with("place", place(spot)),
        Refusal::TooManyMeasures { found, most } => text("app-plan-too-many")
            .with("found", *found)
            .with("most", *most),
        Refusal::NoTitle { .. } => text("app-plan-no-title"),
        Refusal::SeveralTitles { candidates } => text("app-plan-several-titles").with(
            "found",
            joined(candidates.iter().map(|it| it.0.clone()).collect()),
        ),
        Refusal::NoPeriod { .. } => text("app-plan-no-period"),
        Refusal::SeveralPeriods { candidates } => text("app-plan-several-periods").with(
            "found",
            joined(candidates.iter().map(|it| it.0.wareki()).collect()),
        ),
    })
}

/// Where something stands, short enough for a sentence.
fn place(spot: &Spot) -> String {
    let row = |it: &Option<usize>| it.map_or(String::new(), |it| format!("/{it}"));
    match spot {
        Spot::Line { line, table_row } => format!("{line}{}", row(table_row)),
        Spot::Body { block, table_row } => format!("{block}{}", row(table_row)),
        Spot::Sheet { name, row } => format!("{name}!{row}"),
    }
}

fn tell(plan: &ImportedPlan, speech: &Speech) {
    let repeats = plan.listings().filter(|it| it.repeats.is_some()).count();
    speech.tell("app-plan-title", &[("title", plan.title.as_str().into())]);
    speech.tell(
        "app-plan-period",
        &[("period", plan.period.wareki().into())],
    );
    speech.tell(
        "app-plan-counts",
        &[
            ("fields", plan.fields.len().into()),
            ("directions", plan.directions().count().into()),
            ("listings", plan.listings().count().into()),
            ("measures", plan.measures().count().into()),
            ("repeats", repeats.into()),
        ],
    );
    for (mark, measures) in plan.measures_per_owner() {
        speech.tell(
            "app-plan-owner",
            &[("mark", mark.into()), ("measures", measures.into())],
        );
    }
    for past in &plan.past_plans {
        let number = |it: u32| i64::from(it).into();
        let name = past.name.as_str().into();
        speech.tell(
            "app-plan-past",
            &[
                ("name", name),
                ("done", number(past.done)),
                ("planned", number(past.planned)),
            ],
        );
    }
    speech.tell("app-plan-remarks", &[("count", plan.remarks.len().into())]);
    speech.tell(
        "app-plan-warnings",
        &[("count", plan.warnings.len().into())],
    );
}
