//! The files in which an edition goes out. Each is made from the content alone, so that it is the same whenever it is made.
mod html;
mod paper;
mod tables;
mod view;

use std::{path::Path, str::FromStr, sync::Arc};

use documents::{Encoding, WriteError};
use pdf::{FontError, PdfError};
use web::chart::{Chart, Fill, Frame, Part, Scale, StackedBars, StackedRow, at_two_widths};
use web::{Lang, Page, Text, TextSize, Texts};

use super::canonical::{NotCanonical, canonical_json};
use super::model::Edition;

pub(super) use view::{FieldView, Row, View, open_check};

/// The kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Pdf,
    Xlsx,
    /// UTF-8 with a byte order mark.
    Csv,
    /// As Excel in Japan writes it; characters that CP932 lacks stop it.
    CsvCp932,
    /// The canonical content itself; of a frozen edition its SHA-256 is the digest.
    Json,
    /// One file that opens without a network.
    Html,
}

impl Format {
    pub const ALL: [Self; 6] = [
        Self::Pdf,
        Self::Xlsx,
        Self::Csv,
        Self::CsvCp932,
        Self::Json,
        Self::Html,
    ];

    /// The word in addresses and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::CsvCp932 => "csv-cp932",
            Self::Json => "json",
            Self::Html => "html",
        }
    }

    pub(super) fn content_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
            Self::CsvCp932 => "text/csv; charset=Shift_JIS",
            Self::Json => "application/json",
            Self::Html => "text/html; charset=utf-8",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Self::CsvCp932 => "csv",
            other => other.code(),
        }
    }

    /// The key of its name in the texts.
    pub(super) fn text_key(self) -> &'static str {
        match self {
            Self::Pdf => "plan-edition-file-pdf",
            Self::Xlsx => "plan-edition-file-xlsx",
            Self::Csv => "plan-edition-file-csv",
            Self::CsvCp932 => "plan-edition-file-csv-cp932",
            Self::Json => "plan-edition-file-json",
            Self::Html => "plan-edition-file-html",
        }
    }
}

/// No file of that kind is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not one of pdf, xlsx, csv, csv-cp932, json, html")]
pub struct NoSuchFormat;

impl FromStr for Format {
    type Err = NoSuchFormat;

    fn from_str(code: &str) -> Result<Self, NoSuchFormat> {
        Self::ALL
            .into_iter()
            .find(|it| it.code() == code)
            .ok_or(NoSuchFormat)
    }
}

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error(transparent)]
    Font(#[from] FontError),
    #[error(transparent)]
    Paper(#[from] PdfError),
    #[error(transparent)]
    Table(#[from] WriteError),
    #[error("the page cannot be drawn: {0}")]
    Page(#[from] askama::Error),
    #[error(transparent)]
    Content(#[from] NotCanonical),
}

/// As many characters as a sentence can name.
const MOST_NAMED: usize = 20;

impl FileError {
    /// The sentence for people, when they can mend it; `None` for a fault of ours.
    pub fn text(&self) -> Option<Text> {
        match self {
            Self::Font(FontError::NotFound { package, .. })
            | Self::Paper(PdfError::Font(FontError::NotFound { package, .. })) => {
                Some(Text::new("plan-edition-no-font").with("package", *package))
            }
            Self::Font(FontError::NoSuchFolder(folder)) => Some(
                Text::new("plan-edition-no-font-folder")
                    .with("folder", folder.display().to_string()),
            ),
            Self::Font(_) | Self::Paper(PdfError::Font(_)) => {
                Some(Text::new("plan-edition-font-broken"))
            }
            Self::Table(WriteError::Unmappable { characters, total }) => {
                let mut found: Vec<char> = Vec::new();
                for character in characters.iter().map(|it| it.character) {
                    if !found.contains(&character) {
                        found.push(character);
                    }
                }
                let total = i64::try_from(*total).unwrap_or(i64::MAX);
                Some(
                    Text::new("plan-edition-unmappable")
                        .with("total", total)
                        .with("characters", named(found)),
                )
            }
            Self::Table(WriteError::TooLong {
                row,
                column,
                allowed,
            }) => Some(
                Text::new("plan-edition-cell-too-long")
                    .with("row", row.to_string())
                    .with("column", *column)
                    .with("allowed", *allowed),
            ),
            Self::Paper(_) | Self::Table(_) | Self::Page(_) | Self::Content(_) => None,
        }
    }
}

/// Characters with their codes, for some of them cannot be seen: `😀（U+1F600）`.
fn named(characters: impl IntoIterator<Item = char>) -> String {
    let named = characters
        .into_iter()
        .take(MOST_NAMED)
        .map(|it| format!("{it}（U+{:04X}）", u32::from(it)));
    named.collect::<Vec<_>>().join(" ")
}

/// Characters by their codes alone, where no font draws them: `U+1F600`.
fn named_by_code(characters: impl IntoIterator<Item = char>) -> String {
    let codes = characters
        .into_iter()
        .take(MOST_NAMED)
        .map(|it| format!("U+{:04X}", u32::from(it)));
    codes.collect::<Vec<_>>().join(" ")
}

/// A refusal that a person can mend.
#[derive(Debug, thiserror::Error)]
#[error("{cause}")]
struct NoFile {
    text: Text,
    #[source]
    cause: FileError,
}

impl web::Refusal for NoFile {
    fn text(&self) -> Text {
        self.text.clone()
    }
}

impl From<FileError> for web::Error {
    fn from(cause: FileError) -> Self {
        match cause.text() {
            Some(text) => NoFile { text, cause }.into(),
            None => Self::fault(cause),
        }
    }
}

/// Speaks a language without anybody being signed in: for files made on the command line.
pub(super) fn speaker(lang: Lang) -> Page {
    let texts = Texts::new([&web::WORDS, &crate::CAPABILITY.words]);
    Page::new(Arc::new(texts), lang, TextSize::Medium, String::new())
}

/// The file of an edition in the page's language. Of the page nothing but its words is used. A PDF takes up to some seconds of
/// CPU: call it off the async threads.
pub(super) fn file(
    edition: &Edition,
    digest: Option<&str>,
    format: Format,
    page: &Page,
    font_folder: Option<&Path>,
) -> Result<Vec<u8>, FileError> {
    let view = || View::of(edition, digest, page);
    match format {
        Format::Json => Ok(canonical_json(edition)?.into_bytes()),
        Format::Csv => tables::csv(&view(), page, Encoding::Utf8Bom),
        Format::CsvCp932 => tables::csv(&view(), page, Encoding::Cp932),
        Format::Xlsx => tables::workbook(&view(), page),
        Format::Html => html::html(&view(), page),
        Format::Pdf => paper::pdf(&view(), edition.as_of, page, font_folder),
    }
}

/// The file's name: plan, year, and whether it is a draft, of which day.
pub(super) fn file_name(edition: &Edition, format: Format, page: &Page) -> String {
    let key = if edition.is_draft {
        "plan-edition-file-name-draft"
    } else {
        "plan-edition-file-name"
    };
    let year = match page.language() {
        Lang::Ja => edition.year.wareki(),
        Lang::En => format!("FY{}", edition.year),
    };
    let title: String = edition
        .title
        .chars()
        .filter(|it| !it.is_control() && !"/\\:*?\"<>|".contains(*it))
        .collect();
    let name = page.say(
        key,
        &[
            ("title", title.into()),
            ("year", year.into()),
            ("day", edition.as_of.to_string().into()),
        ],
    );
    format!("{name}.{}", format.extension())
}

/// The progress of each field as a picture with its figures.
pub(super) fn progress_chart(view: &View, page: &Page, is_paper: bool) -> Chart {
    let words = [
        "plan-progress-completed",
        "plan-progress-under-way",
        "plan-progress-not-started",
        "plan-unchecked",
    ]
    .map(|it| page.t(it).into_owned());
    let fills = [Fill::Solid, Fill::Stripes, Fill::Empty, Fill::Dots];
    let count = |it: i64| u32::try_from(it).unwrap_or(0);
    let notes: Vec<String> = view
        .summary
        .iter()
        .map(|it| {
            page.say(
                "plan-edition-rate-note",
                &[("rate", it.rate.as_str().into())],
            )
            .into_owned()
        })
        .collect();
    let heading = page.t("plan-edition-field");
    let bars = StackedBars {
        row_heading: &heading,
        parts: words
            .iter()
            .zip(fills)
            .map(|(name, fill)| Part { name, fill })
            .collect(),
        rows: view
            .summary
            .iter()
            .zip(&notes)
            .map(|(it, note)| StackedRow {
                label: &it.name,
                note,
                counts: [it.completed, it.under_way, it.not_started, it.unchecked]
                    .map(count)
                    .to_vec(),
            })
            .collect(),
        scale: Scale::Share,
    };
    let title = page.t("plan-edition-chart");
    let description = progress_sentence(view, page);
    let frame = Frame {
        id: "progress",
        title: &title,
        description: &description,
        width: 720,
    };
    if is_paper {
        bars.draw(&frame)
    } else {
        at_two_widths(&frame, |frame| bars.draw(frame))
    }
}

/// What the picture shows, in a sentence.
pub(super) fn progress_sentence(view: &View, page: &Page) -> String {
    let parts = view.summary.iter().map(|it| {
        page.say(
            "plan-edition-chart-part",
            &[
                ("name", it.name.as_str().into()),
                ("planned", it.planned.into()),
                ("completed", it.completed.into()),
                ("rate", it.rate.as_str().into()),
            ],
        )
        .into_owned()
    });
    parts
        .collect::<Vec<_>>()
        .join(&page.t("plan-edition-chart-joint"))
}
