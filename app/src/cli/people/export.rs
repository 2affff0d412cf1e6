//! `hagukumi people export`.
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use people::{FileFormat, import::Kind};

use crate::{
    city,
    cli::setup::{self, Readers},
    settings::Settings,
    speech::Speech,
    trouble::Result,
};

#[derive(Args)]
pub(in crate::cli) struct Arguments {
    /// What to write
    #[arg(value_enum)]
    what: What,
    /// The kind of file
    #[arg(long, value_enum, default_value = "csv")]
    format: Format,
    /// Where it goes; a file of that name is replaced
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The staff number of whoever takes the file, for the record; without it the program itself stands there
    #[arg(long, value_name = "NUMBER")]
    by: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    Units,
    Staff,
    Assignments,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// UTF-8 with a mark, which Excel understands
    Csv,
    /// What Excel in Japan writes by itself
    CsvCp932,
    Xlsx,
}

pub(super) async fn run(arguments: Arguments, settings: &Settings, speech: &Speech) -> Result<()> {
    let db = city::open_ready(settings).await?;
    let kind = match arguments.what {
        What::Units => Kind::Units,
        What::Staff => Kind::Staff,
        What::Assignments => Kind::Assignments,
    };
    let format = match arguments.format {
        Format::Csv => FileFormat::CsvUtf8,
        Format::CsvCp932 => FileFormat::CsvCp932,
        Format::Xlsx => FileFormat::Xlsx,
    };
    let who = ledger::Actor {
        staff: match &arguments.by {
            Some(number) => Some(setup::acting(&db, number).await?),
            None => None,
        },
        role: None,
    };
    let bytes = people::export_file(&db, kind, format).await?;
    // Everybody's record leaves the house: without the entry the file is not written.
    let entry = ledger::Entry::look(setup::now(), who, "people.export");
    let entry = entry.about(ledger::Subject::new("export", kind.word()));
    db.write(async |tx| ledger::write(tx, &entry).await).await?;
    let file = &arguments.out;
    setup::replace(file, &bytes, Readers::Owner)?;
    let size = i64::try_from(bytes.len().div_ceil(1024)).unwrap_or(i64::MAX);
    speech.tell(
        "app-people-exported",
        &[
            ("file", file.display().to_string().into()),
            ("size", size.into()),
        ],
    );
    Ok(())
}
