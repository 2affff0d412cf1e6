//! A listing: what it is called, promises and repeats, who carries it, and where it stands.
use axum::{
    extract::{Path, State},
    response::Response,
};
use gate::{App, Sent, Visit};
use web::{
    Page, Result,
    form::{Choice, Field, FormState},
};

use super::{Opened, form_page, lines, open, parsed};
use crate::{
    import::{
        actions::Part, corrections::Correction, model::ImportId, pages::view::listing_anchor,
    },
    model::{ContentLine, DirectionKey, Listing, ListingKey},
};

/// Empty rows for further contents.
const FREE_ROWS: usize = 2;
/// More lines than any measure has.
const MOST_ROWS: usize = 200;

pub(super) fn fields(
    page: &Page,
    opened: &Opened,
    origin: ListingKey,
    listing: &Listing,
) -> Vec<Field> {
    let mut fields = vec![
        Field::text("name", page.t("plan-import-listing-name"))
            .value(listing.name.as_str())
            .required(),
        Field::area("purposes", page.t("plan-import-purposes"))
            .help(page.t("plan-import-lines-help"))
            .value(listing.purposes.join("\n")),
    ];
    let rows = (1..).zip(
        listing
            .contents
            .iter()
            .map(Some)
            .chain(std::iter::repeat_n(None, FREE_ROWS)),
    );
    for (number, content) in rows {
        let args = [("number", number.to_string().into())];
        let text = content.map_or("", |it| &it.text);
        let area = Field::area(
            format!("content-{number}"),
            page.say("plan-import-content", &args),
        );
        let area = match number {
            1 => area.help(page.t("plan-import-content-help")),
            _ => area,
        };
        fields.push(area.value(text).rows(2));
        let is_study = content.is_some_and(|it| it.is_study);
        let study = Field::check(
            format!("study-{number}"),
            page.say("plan-import-study", &args),
        );
        fields.push(study.value(if is_study { "yes" } else { "" }));
    }
    fields.push(
        Field::area("owners", page.t("plan-import-owner-marks"))
            .help(page.t("plan-import-lines-help"))
            .value(listing.owners.join("\n"))
            .rows(2),
    );
    let measures = opened.corrected.listings().filter(|(it, other)| {
        *it != origin && (other.repeats.is_none() || Some(other.key) == listing.repeats)
    });
    let mut choices = vec![Choice::new("", page.t("plan-import-repeat-none"))];
    choices.extend(
        measures.map(|(it, other)| {
            Choice::new(it.to_string(), format!("{} {}", other.key, other.name))
        }),
    );
    let repeats = listing
        .repeats
        .and_then(|it| opened.corrected.origin_of(it));
    fields.push(
        Field::select("repeat", page.t("plan-import-repeat-of"), choices)
            .value(repeats.map(|it| it.to_string()).unwrap_or_default()),
    );
    let directions = opened.corrected.plan.directions();
    let choices = directions
        .map(|it| Choice::new(it.key.to_string(), format!("{} {}", it.key, it.name)))
        .collect();
    fields.push(
        Field::select("direction", page.t("plan-import-place-direction"), choices)
            .value(listing.key.direction_key().to_string()),
    );
    fields.push(
        Field::digits("order", page.t("plan-import-place-order"))
            .value(listing.key.order.to_string())
            .width("width-4"),
    );
    fields
}

pub(in crate::import::pages) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path((id, key)): Path<(ImportId, String)>,
) -> Result<Response> {
    let part = Part::Listing(parsed(&key)?);
    let opened = open(&app, &id).await?;
    form_page(&visit, &opened, &part, &FormState::new(), false)
}

pub(in crate::import::pages) async fn save(
    State(app): State<App>,
    visit: Visit,
    Path((id, key)): Path<(ImportId, String)>,
    sent: Sent,
) -> Result<Response> {
    let origin: ListingKey = parsed(&key)?;
    let read = |page: &Page, opened: &Opened, form: &mut FormState| {
        listing_corrections(page, opened, origin, form)
    };
    let part = Part::Listing(origin);
    let anchor = format!("#{}", listing_anchor(origin));
    super::save(&app, &visit, (&id, part), sent, anchor, read).await
}

/// What the form says otherwise than the plan stands now.
fn listing_corrections(
    page: &Page,
    opened: &Opened,
    origin: ListingKey,
    form: &mut FormState,
) -> Result<Vec<Correction>> {
    let listing = opened.listing(origin)?;
    form.require(
        page,
        &Field::text("name", page.t("plan-import-listing-name")),
    );
    let mut new = Vec::new();
    let name = form.text("name");
    if name != listing.name {
        new.push(Correction::Name {
            listing: origin,
            name,
        });
    }
    let purposes = lines(&form.text("purposes"));
    if purposes != listing.purposes {
        new.push(Correction::Purposes {
            listing: origin,
            lines: purposes,
        });
    }
    let contents = contents_written(form);
    if contents != listing.contents {
        new.push(Correction::Contents {
            listing: origin,
            lines: contents,
        });
    }
    let marks = lines(&form.text("owners"));
    if marks != listing.owners {
        new.push(Correction::Owners {
            listing: origin,
            marks,
        });
    }
    let of = match form.given("repeat") {
        Some(key) => Some(parsed(&key)?),
        None => None,
    };
    let repeats = listing
        .repeats
        .and_then(|it| opened.corrected.origin_of(it));
    if of != repeats {
        new.push(Correction::Repeat {
            listing: origin,
            of,
        });
    }
    let direction: DirectionKey = parsed(&form.text("direction"))?;
    match base::ascii_number(&form.text("order")).parse::<u32>() {
        Ok(order) if order > 0 => {
            if (direction, order) != (listing.key.direction_key(), listing.key.order) {
                new.push(Correction::Place {
                    listing: origin,
                    direction,
                    order,
                });
            }
        }
        _ => form.refuse("order", page.t("plan-import-refusal-order").into_owned()),
    }
    Ok(new)
}

/// The contents as written: a line break in one splits it, an empty one goes.
fn contents_written(form: &FormState) -> Vec<ContentLine> {
    let mut contents = Vec::new();
    for number in 1..=MOST_ROWS {
        let name = format!("content-{number}");
        if !form.has(&name) {
            break;
        }
        let is_study = form.has(&format!("study-{number}"));
        contents.extend(
            lines(&form.text(&name))
                .into_iter()
                .map(|text| ContentLine { text, is_study }),
        );
    }
    contents
}
