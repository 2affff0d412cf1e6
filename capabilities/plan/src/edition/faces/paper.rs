//! The edition on paper: A4 across, a table for each direction whose head is repeated on each page.
use std::path::Path;

use base::Date;
use pdf::{Conformance, Fonts, Template};
use serde_json::{Map, Value, json};
use web::Page;

use super::view::View;
use super::{FileError, named_by_code, progress_chart, progress_sentence};

const TEMPLATE: &str = include_str!("../../../templates/edition/report.typ");

/// The words of the template: `words.name` is the text `plan-edition-name`, but for those that the whole plan shares.
const WORDS: &[&str] = &[
    "about",
    "after",
    "as-of",
    "base",
    "before",
    "change",
    "changes",
    "changes-none",
    "chart",
    "content",
    "contents",
    "definition",
    "digest",
    "done",
    "field",
    "indicator",
    "indicators",
    "learned",
    "left-open",
    "left-open-reason",
    "measure",
    "next",
    "number",
    "owners",
    "past-done",
    "past-plan",
    "past-plans",
    "past-years",
    "planned",
    "purposes-contents",
    "rate",
    "reason",
    "results",
    "revised-on",
    "revisions",
    "source",
    "subject",
    "summary",
    "target",
    "tasks",
    "value",
];
const SHARED: &[&str] = &[
    "achievement",
    "achievement-achieved",
    "achievement-not-achieved",
    "achievement-partly",
    "progress",
    "progress-completed",
    "progress-not-started",
    "progress-under-way",
    "study",
    "unchecked",
];

/// Draws the paper. The day in the file is the edition's, so that it is the same whenever it is drawn.
pub(super) fn pdf(
    view: &View,
    as_of: Date,
    page: &Page,
    font_folder: Option<&Path>,
) -> Result<Vec<u8>, FileError> {
    let fonts = Fonts::find(font_folder)?;
    let chart = progress_chart(view, page, true);
    let own = WORDS.iter().map(|it| {
        (
            (*it).to_owned(),
            page.t(&format!("plan-edition-{it}")).into_owned().into(),
        )
    });
    let shared = SHARED.iter().map(|it| {
        (
            (*it).to_owned(),
            page.t(&format!("plan-{it}")).into_owned().into(),
        )
    });
    let edge = match &view.digest {
        Some(digest) => page
            .say("plan-edition-edge", &[("digest", digest.as_str().into())])
            .into_owned(),
        None => page.t("plan-edition-edge-draft").into_owned(),
    };
    let mut data = json!({
        "lang": page.lang(),
        "heading": format!("{} {}", view.title, view.year),
        "running": format!("{} {}｜{}", view.title, view.year, view.standing),
        "edge": edge,
        "chart_sentence": progress_sentence(view, page),
        "view": view,
        "not_printed": Value::Null,
        "words": Value::Object(own.chain(shared).collect::<Map<_, _>>()),
    });
    // A frozen text cannot be mended any more, and one character must not keep the whole year from the printer.
    let missing = pdf::set_geta(&mut data, &fonts);
    if !missing.is_empty() {
        let characters = named_by_code(missing).into();
        let remark = page.say("plan-edition-not-printed", &[("characters", characters)]);
        data["not_printed"] = remark.into();
    }
    let template = Template {
        source: TEMPLATE,
        data: &data,
        files: &[("progress.svg", chart.svg.as_bytes())],
    };
    Ok(pdf::render(
        &template,
        &fonts,
        as_of,
        Conformance::default(),
    )?)
}

#[cfg(test)]
mod tests {
    use web::Lang;

    use super::*;
    use crate::edition::faces::speaker;

    #[test]
    fn every_word_of_the_paper_has_a_text_and_every_word_it_names_is_given() {
        let page = speaker(Lang::Ja);
        for word in WORDS {
            assert!(page.has(&format!("plan-edition-{word}")), "{word}");
        }
        for word in SHARED {
            assert!(page.has(&format!("plan-{word}")), "{word}");
        }
        for (at, _) in TEMPLATE.match_indices("w.") {
            let is_word = TEMPLATE[..at].ends_with(|it: char| !it.is_ascii_alphabetic());
            let named = &TEMPLATE[at + 2..];
            let end = named
                .find(|it: char| !it.is_ascii_lowercase() && it != '-')
                .unwrap_or(named.len());
            let is_given = WORDS.contains(&&named[..end]) || SHARED.contains(&&named[..end]);
            assert!(!is_word || is_given, "{}", &named[..end]);
        }
    }
}
