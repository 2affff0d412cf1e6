//! Purposes and contents, revised with a reason and never silently.
use base::FiscalYear;
use db::Tx;
use web::{Error, Result};

use super::{Change, Deed, Done, admit, revise_measure};
use crate::{
    adopted::{Line, LineId, LineKind, ListingId},
    carry::{
        model::{Subject, Wording},
        rules::{self, Part, Refusal},
        store,
    },
};

/// The lines of a new wording; a line that stays as it was keeps its id, one that was reworded takes that of the line it replaces.
fn relined(before: &[Line], after: &[(String, bool)]) -> Vec<Line> {
    let mut left: Vec<&Line> = before.iter().collect();
    let kept: Vec<Option<LineId>> = after
        .iter()
        .map(|(text, _)| {
            let place = left.iter().position(|it| it.text == *text)?;
            Some(left.remove(place).id.clone())
        })
        .collect();
    let mut left = left.into_iter();
    let line = |((text, is_study), id): (&(String, bool), Option<LineId>)| Line {
        id: id
            .or_else(|| left.next().map(|it| it.id.clone()))
            .unwrap_or_else(LineId::fresh),
        text: text.clone(),
        is_study: *is_study,
    };
    after.iter().zip(kept).map(line).collect()
}

fn joined(lines: impl IntoIterator<Item = String>) -> String {
    lines.into_iter().collect::<Vec<_>>().join("\n")
}

/// Gives a listing another text. `Stale` when it does not read as on the page any more (`seen`).
///
/// Whether the measure is a study follows from the contents of its first listing.
pub(in crate::carry) async fn revise(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &ListingId,
    seen: &str,
    wording: &Wording,
    reason: &str,
) -> Result<Done> {
    let placed = store::listing(tx, id).await?;
    let listing = placed.listing;
    let measure = &listing.measure;
    admit(tx, deed, measure, Part::Whole).await?;
    let before = Wording::of(&listing);
    if before == *wording {
        return deed.keep(tx, measure, Done::Already).await;
    }
    for (field, is_empty) in [
        ("purposes", wording.purposes.is_empty()),
        ("content-1", wording.contents.is_empty()),
    ] {
        if is_empty {
            return Err(Refusal::WordingEmpty { field }.into());
        }
    }
    for text in &wording.purposes {
        rules::check_text("purposes", text)?;
    }
    for (text, _) in &wording.contents {
        rules::check_text("content-1", text)?;
    }
    rules::check_reason(reason)?;
    if before.seal() != seen {
        return Err(Error::Stale);
    }
    let purposes: Vec<_> = wording
        .purposes
        .iter()
        .map(|it| (it.clone(), false))
        .collect();
    let kinds = [
        (
            LineKind::Purpose,
            Subject::Purpose,
            &listing.purposes,
            &purposes,
        ),
        (
            LineKind::Content,
            Subject::Content,
            &listing.contents,
            &wording.contents,
        ),
    ];
    for (kind, subject, old, new) in kinds {
        let unchanged = old
            .iter()
            .map(|it| (it.text.clone(), it.is_study))
            .eq(new.iter().cloned());
        if unchanged {
            continue;
        }
        store::replace_lines(tx, id, kind, &relined(old, new)).await?;
        let change = Change {
            year: FiscalYear::of(deed.today()),
            subject,
            before: joined(old.iter().map(|it| it.text.clone())),
            after: joined(new.iter().map(|it| it.0.clone())),
            reason,
        };
        revise_measure(tx, deed, measure, change).await?;
    }
    if !listing.is_repeat {
        store::set_measure_is_study(tx, measure, wording.contents.iter().any(|it| it.1)).await?;
    }
    deed.keep(tx, measure, Done::Now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(id: &str, text: &str) -> Line {
        Line {
            id: LineId(id.into()),
            text: text.into(),
            is_study: false,
        }
    }

    fn ids(before: &[Line], after: &[&str]) -> Vec<String> {
        let after: Vec<_> = after.iter().map(|it| ((*it).to_owned(), false)).collect();
        relined(before, &after)
            .into_iter()
            .map(|it| it.id.0)
            .collect()
    }

    #[test]
    fn a_line_that_stays_keeps_its_id_wherever_it_goes() {
        let before = [line("1", "a"), line("2", "b"), line("3", "c")];
        assert_eq!(ids(&before, &["c", "a"]), ["3", "1"]);
        assert_eq!(ids(&before, &["a", "b, reworded", "c"]), ["1", "2", "3"]);
    }

    #[test]
    fn a_new_line_has_a_new_id() {
        let new = ids(&[line("1", "a")], &["a", "b"]);
        assert_eq!(new[0], "1");
        assert_eq!(new[1].len(), 36);
    }
}
