//! `hagukumi plan import FILE`.
use std::path::PathBuf;

use base::FiscalYears;
use clap::Args;
use documents::Limits;
use plan::{Adoption, Answers, ImportRefusal, ImportedPlan, Source};
use sha2::{Digest, Sha256};
use web::Text;

use crate::{
    city,
    cli::{Format, setup},
    settings::Settings,
    speech::{Speech, out},
    trouble::{Result, Trouble},
};

#[derive(Args)]
pub(in crate::cli) struct Arguments {
    /// The file in which the city has its plan
    file: PathBuf,
    /// Only read it and say what was found; needs no database
    #[arg(long)]
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
    /// The staff number of whoever adopts the plan
    #[arg(long, value_name = "NUMBER", required_unless_present = "dry_run")]
    by: Option<String>,
    /// Adopt it although some owners are no unit that is known
    #[arg(long)]
    leave_owners_open: bool,
}

pub(super) async fn run(arguments: Arguments, settings: &Settings, speech: &Speech) -> Result<()> {
    let file = &arguments.file;
    let bytes = std::fs::read(file).map_err(|cause| {
        let text = Text::new("app-file-unreadable").with("file", file.display().to_string());
        Trouble::fault(text, cause)
    })?;
    let plan = read(&arguments, &bytes)?;
    if !arguments.dry_run {
        adopt(&arguments, &bytes, &plan, settings).await?;
    }
    match arguments.format {
        Format::Json => out(plan::summary_json(&plan)),
        Format::Text => tell(&plan, speech),
    }
    if !arguments.dry_run {
        speech.tell("app-plan-adopted", &[]);
    }
    Ok(())
}

fn read(arguments: &Arguments, bytes: &[u8]) -> Result<ImportedPlan> {
    let answers = Answers {
        title: arguments.title.clone(),
        period: arguments.period.as_deref().map(period).transpose()?,
    };
    let name = arguments.file.file_name().unwrap_or_default();
    let read = || -> std::result::Result<ImportedPlan, ImportRefusal> {
        let document = documents::read_blocks(bytes, &name.to_string_lossy(), &Limits::default())?;
        Ok(plan::recognise(&document.blocks, &answers)?)
    };
    read().map_err(|refusal| web::Error::from(refusal).into())
}

fn period(text: &str) -> Result<FiscalYears> {
    base::read_fiscal_years(text)
        .ok()
        .filter(|it| it.count() <= plan::MOST_YEARS)
        .ok_or_else(|| Trouble::usage(Text::new("app-plan-bad-period").with("period", text)))
}

async fn adopt(
    arguments: &Arguments,
    bytes: &[u8],
    plan: &ImportedPlan,
    settings: &Settings,
) -> Result<()> {
    let db = city::open_ready(settings).await?;
    let who = setup::acting(&db, arguments.by.as_deref().unwrap_or_default()).await?;
    let now = setup::now();
    let name = arguments.file.file_name().unwrap_or_default();
    let (name, digest) = (name.to_string_lossy(), digest(bytes));
    db.write(async |tx| {
        let adoption = Adoption {
            source: Source {
                file_name: &name,
                digest: &digest,
            },
            may_leave_owners_open: arguments.leave_owners_open,
            who: &who,
            now,
            entry: ledger::Entry::change(now, ledger::Actor::system(), "plan.adopt"),
        };
        plan::adopt_imported(tx, plan, adoption).await
    })
    .await?;
    Ok(())
}

/// SHA-256 in hex.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|it| format!("{it:02x}"))
        .collect()
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
