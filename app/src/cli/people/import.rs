//! `hagukumi people import FILE…`.
use std::{io::Write, path::PathBuf};

use clap::Args;
use people::{Report, Source, import::Finding};
use web::Text;

use crate::{
    capabilities, city,
    cli::{Format, backup::count, setup},
    settings::Settings,
    speech::{Speech, out},
    trouble::{Result, Trouble},
};

#[derive(Args)]
pub(in crate::cli) struct Arguments {
    /// The file; its columns say what it holds
    file: PathBuf,
    /// Only check it and say what would change
    #[arg(long)]
    dry_run: bool,
    /// How to say it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The staff number of whoever brings the file, for the record; without it the program itself stands there
    #[arg(long, value_name = "NUMBER")]
    by: Option<String>,
}

pub(super) async fn run(arguments: Arguments, settings: &Settings, speech: &Speech) -> Result<()> {
    let db = city::open_ready(settings).await?;
    let walls = gate::walls_of(capabilities::ALL);
    let by = match &arguments.by {
        Some(number) => Some(setup::acting(&db, number).await?),
        None => None,
    };
    let source = Source::Path(arguments.file);
    let (now, is_dry_run) = (setup::now(), arguments.dry_run);
    let report = people::import_file(&db, &walls, now, &source, is_dry_run, by.as_ref()).await?;
    match arguments.format {
        Format::Json => out(report.json(|text| speech.text(text))),
        Format::Text => tell(&report, speech),
    }
    match report.is_fine() {
        true => Ok(()),
        false => Err(Trouble::refused(
            Text::new("app-people-refused").with("faults", report_faults(&report)),
        )),
    }
}

fn report_faults(report: &Report) -> i64 {
    i64::try_from(report.findings.faults()).unwrap_or(i64::MAX)
}

/// The findings, one a line, and what the file brings.
fn tell(report: &Report, speech: &Speech) {
    let mut lines = std::io::BufWriter::new(std::io::stdout().lock());
    for it in report.findings.iter() {
        // A reader that has gone away needs no more lines.
        if writeln!(lines, "{}", line(it, speech)).is_err() {
            return;
        }
    }
    drop(lines);
    for column in &report.unknown_columns {
        speech.tell(
            "app-people-unknown-column",
            &[("column", column.as_str().into())],
        );
    }
    speech.tell("app-people-rows", &[("rows", count(report.rows))]);
    for (key, counts) in [
        ("app-people-units", report.units),
        ("app-people-staff", report.staff),
        ("app-people-assignments", report.assignments),
    ] {
        if counts.changes() + counts.unchanged > 0 {
            let args = [
                ("added", count(counts.new)),
                ("changed", count(counts.changed)),
                ("unchanged", count(counts.unchanged)),
            ];
            speech.tell(key, &args);
        }
    }
    if report.is_fine() && !report.is_dry_run {
        speech.tell("app-people-done", &[]);
    }
}

/// Row, column, value, and what mends it.
fn line(it: &Finding, speech: &Speech) -> String {
    let key = match it.is_warning() {
        true => "app-people-warning",
        false => "app-people-fault",
    };
    speech.say(
        key,
        &[
            ("row", count(it.row)),
            ("column", it.column.as_str().into()),
            ("value", it.value.as_str().into()),
            ("text", speech.text(&it.fault.text()).into()),
        ],
    )
}
