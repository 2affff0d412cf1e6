//! The edition as one HTML file that opens without a network and needs no script.
use askama::Template;
use web::Page;
use web::chart::Chart;

use super::view::View;
use super::{FileError, progress_chart};

#[derive(Template)]
#[template(path = "edition/file.html")]
struct File<'a> {
    view: &'a View,
    chart: Chart,
    page: &'a Page,
}

pub(super) fn html(view: &View, page: &Page) -> Result<Vec<u8>, FileError> {
    let file = File {
        view,
        chart: progress_chart(view, page, true),
        page,
    };
    Ok(file.render()?.into_bytes())
}
