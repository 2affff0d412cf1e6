//! Turns a template and data into PDF bytes, with a Japanese font that lives on the machine.
//!
//! Nothing here reads a clock, a network or a file other than the font: sources, data and pictures come in from memory, the day
//! is a parameter, and the same input gives the same bytes. A template imports the house style with
//! `#import "house.typ": *`, which also brings `data`.

mod data;
mod fonts;
mod world;

#[cfg(test)]
mod tests;

pub use data::set_geta;
pub use fonts::{FontError, Fonts};

use base::Date;
use typst::diag::{SourceDiagnostic, Warned};
use typst::ecow::EcoVec;
use typst::foundations::{Datetime, Smart};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use world::PaperWorld;

/// What a document is made from.
#[derive(Debug, Clone, Copy)]
pub struct Template<'a> {
    /// Typst source. It can import `house.typ` and any of `files`; packages and the disk are out of reach.
    pub source: &'a str,
    /// Becomes `data` in the template: objects are dictionaries, null is `none`, text stays text and is never read as markup.
    pub data: &'a serde_json::Value,
    /// Pictures and further sources by name, such as `("progress.svg", bytes)`. Typst remembers each name for the life of the
    /// process, so names come from the code, never from data.
    pub files: &'a [(&'a str, &'a [u8])],
}

/// The promises that a PDF makes to archives and to screen readers. Typst refuses to write a file that breaks them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Conformance {
    /// PDF 1.7, tagged as well as the template allows.
    Plain,
    /// PDF/A-2b: looks the same in thirty years. The template must not use what an archive forbids, such as transparency groups
    /// without a colour space.
    Archive,
    /// PDF/UA-1: every picture has a text, headings do not skip a level, the title is set.
    Accessible,
    /// PDF/A-2a and PDF/UA-1 at once.
    #[default]
    ArchiveAndAccessible,
}

impl Conformance {
    fn standards(self) -> PdfStandards {
        let list: &[PdfStandard] = match self {
            Conformance::Plain => &[],
            Conformance::Archive => &[PdfStandard::A_2b],
            Conformance::Accessible => &[PdfStandard::Ua_1],
            Conformance::ArchiveAndAccessible => &[PdfStandard::A_2a, PdfStandard::Ua_1],
        };
        PdfStandards::new(list).expect("these standards all allow PDF 1.7")
    }
}

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The font was there at start and cannot be read now.
    #[error(transparent)]
    Font(#[from] FontError),
    /// The data hold characters that the font cannot draw; each is listed once, in the order of first use.
    #[error("the font {family} lacks {characters:?}")]
    MissingCharacters {
        family: String,
        characters: Vec<char>,
    },
    /// The template does not compile with these data.
    #[error("the template fails: {}", join(.0))]
    Template(Vec<Fault>),
    /// The document breaks a promise of its [`Conformance`].
    #[error("the document cannot be written: {}", join(.0))]
    Export(Vec<Fault>),
}

/// One complaint of the typesetter, for the developer of a template; in Typst's own English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// File and line (from 1), when the complaint has a place.
    pub place: Option<(String, usize)>,
    pub message: String,
    pub hints: Vec<String>,
}

fn join(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults
        .iter()
        .map(|fault| match &fault.place {
            Some((file, line)) => format!("{file}:{line}: {}", fault.message),
            None => fault.message.clone(),
        })
        .collect();
    lines.join("; ")
}

/// Draws the document as of `today`, which is both the day the template sees and the creation date in the file (0:00 in the city).
///
/// Takes from 0.1 s to a few seconds of CPU and some 100 MB while it runs: call it off the async threads. Fonts and caches are
/// given back when it returns.
pub fn render(
    template: &Template<'_>,
    fonts: &Fonts,
    today: Date,
    conformance: Conformance,
) -> Result<Vec<u8>, PdfError> {
    let characters = data::missing_characters(template.data, fonts);
    if !characters.is_empty() {
        let family = fonts.family().to_owned();
        return Err(PdfError::MissingCharacters { family, characters });
    }
    let loaded = fonts.load()?;
    let world = PaperWorld::new(template, fonts, &loaded, today);
    let result = typeset(&world, today, conformance);
    // Typst memoises across documents and its cache holds the fonts, some 20 MB each: nobody prints the same page twice in a row.
    typst::comemo::evict(0);
    result
}

fn typeset(
    world: &PaperWorld<'_>,
    today: Date,
    conformance: Conformance,
) -> Result<Vec<u8>, PdfError> {
    let Warned { output, warnings } = typst::compile(world);
    for warning in faults(world, warnings) {
        tracing::warn!(place = ?warning.place, "typst: {}", warning.message);
    }
    let document = output.map_err(|errors| PdfError::Template(faults(world, errors)))?;
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some("Hagukumi".to_owned())),
        timestamp: midnight_in_the_city(today),
        page_ranges: None,
        standards: conformance.standards(),
        tagged: true,
        pretty: false,
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| PdfError::Export(faults(world, errors)))
}

fn midnight_in_the_city(day: Date) -> Option<Timestamp> {
    let midnight = Datetime::from_ymd_hms(
        day.year().into(),
        day.month().cast_unsigned(),
        day.day().cast_unsigned(),
        0,
        0,
        0,
    )?;
    Timestamp::new_local(midnight, 9 * 60)
}

fn faults(world: &PaperWorld<'_>, diagnostics: EcoVec<SourceDiagnostic>) -> Vec<Fault> {
    diagnostics
        .into_iter()
        .map(|diagnostic| Fault {
            place: world.place_of(&diagnostic),
            message: diagnostic.message.to_string(),
            hints: diagnostic
                .hints
                .iter()
                .map(|hint| hint.v.to_string())
                .collect(),
        })
        .collect()
}
