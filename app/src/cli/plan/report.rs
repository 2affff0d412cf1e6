//! `hagukumi plan report`.
use std::path::PathBuf;

use base::FiscalYear;
use clap::{Args, builder::PossibleValuesParser};
use plan::edition::{Format, ReportError};
use web::Text;

use crate::{
    city,
    cli::setup::{self, Readers},
    settings::Settings,
    speech::Speech,
    trouble::{Exit, Result, Trouble},
};

#[derive(Args)]
pub(in crate::cli) struct Arguments {
    /// The fiscal year, by the year in which it begins: 2024 is 令和6年度
    #[arg(long, value_name = "YEAR")]
    year: i16,
    /// The kind of file
    #[arg(long, value_parser = PossibleValuesParser::new(Format::ALL.map(Format::code)))]
    format: String,
    /// Where it goes; a file of that name is replaced
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) async fn run(arguments: Arguments, settings: &Settings, speech: &Speech) -> Result<()> {
    let db = city::open_ready(settings).await?;
    let format: Format = arguments.format.parse().map_err(|_| {
        let text = Text::new("app-plan-bad-format").with("format", arguments.format.as_str());
        Trouble::usage(text)
    })?;
    let year = FiscalYear(arguments.year);
    let today = base::city_date(setup::now());
    let font_folder = settings.font_folder.as_deref();
    let report = plan::edition::report(&db, year, format, font_folder, today).await;
    let (_, bytes) = report.map_err(trouble)?;
    let file = &arguments.out;
    setup::replace(file, &bytes, Readers::Anybody)?;
    let size = i64::try_from(bytes.len().div_ceil(1024)).unwrap_or(i64::MAX);
    speech.tell(
        "app-plan-reported",
        &[
            ("year", year.wareki().into()),
            ("file", file.display().to_string().into()),
            ("size", size.into()),
        ],
    );
    Ok(())
}

fn trouble(error: ReportError) -> Trouble {
    match error {
        ReportError::Fault(error) => error.into(),
        ReportError::File(_) => Trouble {
            exit: Exit::Fault,
            text: error.text(),
            cause: Some(error.to_string()),
        },
        other => Trouble::refused(other.text()),
    }
}
