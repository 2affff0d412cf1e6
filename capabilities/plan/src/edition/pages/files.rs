//! The files of an edition, and of the draft before it.
use axum::{
    extract::{Path, State},
    response::Response,
};
use base::FiscalYear;
use gate::{App, Visit};
use web::{Error, Result, file};

use super::{frozen, visible};
use crate::edition::actions::read;
use crate::edition::faces::{self, Format};
use crate::edition::model::Edition;
use crate::edition::report::{ReportError, draft};

pub(super) async fn download(
    State(app): State<App>,
    visit: Visit,
    Path((year, format)): Path<(i16, String)>,
) -> Result<Response> {
    let format: Format = format.parse().map_err(|_| Error::NotFound)?;
    let found = visible(&app, &visit, year).await?;
    let frozen = frozen(&app, found.year).await?;
    let edition = read(&frozen.content)?;
    make(&app, &visit, edition, Some(frozen.digest), format).await
}

pub(super) async fn download_draft(
    State(app): State<App>,
    visit: Visit,
    Path((year, format)): Path<(i16, String)>,
) -> Result<Response> {
    let format: Format = format.parse().map_err(|_| Error::NotFound)?;
    let today = app.today();
    let made = app
        .db
        .read(async |tx| draft(tx, FiscalYear(year), today).await)
        .await;
    let edition = made.map_err(|error| match error {
        ReportError::Fault(error) => error,
        ReportError::File(error) => error.into(),
        ReportError::NoPlan(_) | ReportError::NotBegun(_) => Error::NotFound,
    })?;
    make(&app, &visit, edition, None, format).await
}

async fn make(
    app: &App,
    visit: &Visit,
    edition: Edition,
    digest: Option<String>,
    format: Format,
) -> Result<Response> {
    let page = visit.page("plan-edition-title");
    let font_folder = app.settings.font_folder.clone();
    let made = tokio::task::spawn_blocking(move || {
        let bytes = faces::file(
            &edition,
            digest.as_deref(),
            format,
            &page,
            font_folder.as_deref(),
        )?;
        Result::Ok(file(
            &faces::file_name(&edition, format, &page),
            format.content_type(),
            bytes,
        ))
    });
    made.await.map_err(Error::fault)?
}
