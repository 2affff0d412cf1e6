//! What was corrected by hand, in words.
use web::{Page, Text};

use crate::{
    import::{corrections::Correction, model::Import, owners::Organisations},
    model::ContentLine,
};

pub(super) struct CorrectionView {
    pub(super) what: String,
    pub(super) is: String,
    pub(super) item: String,
}

/// What was corrected, and what it says now.
pub(super) fn correction_view(
    page: &Page,
    import: &Import,
    correction: &Correction,
    organisations: &Organisations,
) -> CorrectionView {
    let say = |key: &'static str, of: String| page.text(&Text::new(key).with("of", of));
    let none = || page.t("web-none").into_owned();
    let (what, is) = match correction {
        Correction::Title { text } => (page.t("plan-import-plan-title").into_owned(), text.clone()),
        Correction::Period { years } => (page.t("plan-import-period").into_owned(), years.wareki()),
        Correction::FieldName { field, name } => (
            say("plan-import-corrected-field", field.to_string()),
            name.clone(),
        ),
        Correction::DirectionName { direction, name } => (
            say("plan-import-corrected-direction", direction.to_string()),
            name.clone(),
        ),
        Correction::Statement { direction, text } => (
            say("plan-import-corrected-statement", direction.to_string()),
            text.clone(),
        ),
        Correction::Points { direction, lines } => (
            say("plan-import-corrected-points", direction.to_string()),
            lines.join("\n"),
        ),
        Correction::Name { listing, name } => (
            say("plan-import-corrected-name", listing.to_string()),
            name.clone(),
        ),
        Correction::Purposes { listing, lines } => (
            say("plan-import-corrected-purposes", listing.to_string()),
            lines.join("\n"),
        ),
        Correction::Contents { listing, lines } => {
            let study = page.t("plan-study");
            let line = |it: &ContentLine| match it.is_study {
                true => format!("{}〔{study}〕", it.text),
                false => it.text.clone(),
            };
            (
                say("plan-import-corrected-contents", listing.to_string()),
                lines.iter().map(line).collect::<Vec<_>>().join("\n"),
            )
        }
        Correction::Owners { listing, marks } => (
            say("plan-import-corrected-owners", listing.to_string()),
            marks.join("／"),
        ),
        Correction::Repeat { listing, of } => (
            say("plan-import-corrected-repeat", listing.to_string()),
            of.map_or_else(none, |it| it.to_string()),
        ),
        Correction::Place {
            listing,
            direction,
            order,
        } => (
            say("plan-import-corrected-place", listing.to_string()),
            format!("{direction}-{order}"),
        ),
        Correction::OwnerUnit { mark, unit } => (
            say("plan-import-corrected-owner-unit", mark.clone()),
            unit.as_ref().map_or_else(
                || page.t("plan-import-owner-left-open").into_owned(),
                |it| organisations.path_name(it),
            ),
        ),
        Correction::Remark { remark, .. } => (
            say("plan-import-corrected-remark", (remark + 1).to_string()),
            remark_state(page, import, *remark),
        ),
    };
    CorrectionView {
        what,
        is,
        item: correction.item(),
    }
}

/// What becomes of a remark.
pub(super) fn remark_state(page: &Page, import: &Import, index: usize) -> String {
    let decision = import.corrections.iter().find_map(|it| match it {
        Correction::Remark { remark, answer } if *remark == index => Some(answer),
        _ => None,
    });
    match decision {
        None => page.t("plan-import-remark-kept").into_owned(),
        Some(None) => page.t("plan-import-remark-dropped").into_owned(),
        Some(Some(answer)) => page
            .say(
                "plan-import-remark-answered",
                &[("answer", answer.as_str().into())],
            )
            .into_owned(),
    }
}
