//! The year's report for the command line, and the recount of all editions.
use std::path::Path;

use base::{Date, FiscalYear};
use db::Db;
use web::{Lang, Result, Text};

use super::actions::{gather, is_intact, latest_day, read};
use super::build::Told;
use super::faces::{FileError, Format, file, file_name, speaker};
use super::model::Edition;
use super::store;
use crate::adopted;

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    #[error("no plan runs in {0}")]
    NoPlan(FiscalYear),
    #[error("{0} has not begun")]
    NotBegun(FiscalYear),
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    Fault(#[from] web::Error),
}

impl ReportError {
    /// What happened and how to mend it.
    pub fn text(&self) -> Text {
        match self {
            Self::NoPlan(year) => Text::new("plan-edition-no-plan").with("year", year.wareki()),
            Self::NotBegun(year) => Text::new("plan-edition-not-begun").with("year", year.wareki()),
            Self::File(error) => error.text().unwrap_or_else(|| Text::new("web-error-fault")),
            Self::Fault(error) => error.text(),
        }
    }
}

impl From<db::DbError> for ReportError {
    fn from(error: db::DbError) -> Self {
        Self::Fault(error.into())
    }
}

/// The year's edition as a file, in Japanese: its name and its bytes.
///
/// A year that is not frozen is told as it stands today and marked as a draft, without a digest. `font_folder` is looked at
/// before the system's fonts, and only for a PDF.
pub async fn report(
    db: &Db,
    year: FiscalYear,
    format: Format,
    font_folder: Option<&Path>,
    today: Date,
) -> std::result::Result<(String, Vec<u8>), ReportError> {
    let (edition, digest) = edition_or_draft(db, year, today).await?;
    let font_folder = font_folder.map(Path::to_owned);
    let made = tokio::task::spawn_blocking(move || {
        let page = speaker(Lang::Ja);
        let bytes = file(
            &edition,
            digest.as_deref(),
            format,
            &page,
            font_folder.as_deref(),
        )?;
        Ok((file_name(&edition, format, &page), bytes))
    });
    made.await.map_err(web::Error::fault)?
}

/// The frozen edition with its digest, published or not, or else the year as it stands.
async fn edition_or_draft(
    db: &Db,
    year: FiscalYear,
    today: Date,
) -> std::result::Result<(Edition, Option<String>), ReportError> {
    db.read(async |tx| {
        if let Some(frozen) = store::edition(tx, year).await? {
            return Ok((read(&frozen.content)?, Some(frozen.digest)));
        }
        Ok((draft(tx, year, today).await?, None))
    })
    .await
}

/// The year as it stands today.
pub(super) async fn draft(
    tx: &mut db::Tx,
    year: FiscalYear,
    today: Date,
) -> std::result::Result<Edition, ReportError> {
    let bare = adopted::plan_of_year(tx, year)
        .await?
        .ok_or(ReportError::NoPlan(year))?;
    if today < year.first_day() {
        return Err(ReportError::NotBegun(year));
    }
    let plan = adopted::plan(tx, &bare.id).await?;
    let told = Told {
        year,
        as_of: latest_day(year, today),
        is_draft: true,
        left_open: None,
    };
    Ok(gather(tx, &plan, told).await?.0)
}

/// What a recount of a frozen edition gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub year: FiscalYear,
    pub digest: String,
    /// The content is canonical, has this digest, and is of this year and day.
    pub is_intact: bool,
}

/// Recounts the digest of every frozen edition, the newest first.
pub async fn verify(db: &Db) -> Result<Vec<Verdict>> {
    db.read(async |tx| {
        let editions = store::editions(tx).await?;
        Ok(editions
            .into_iter()
            .map(|it| Verdict {
                year: it.year,
                is_intact: is_intact(&it),
                digest: it.digest,
            })
            .collect())
    })
    .await
}
