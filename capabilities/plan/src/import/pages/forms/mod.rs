//! Correcting one part by hand, beside what the file says of it.
pub(super) mod direction;
pub(super) mod frame;
pub(super) mod listing;
pub(super) mod owner;
pub(super) mod remark;

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use gate::{App, Sent, Visit};
use web::{
    Error, Page, Result,
    form::{Answer, ErrorSummary, Field, FormState},
};

use super::source::{self, BlockView};
use crate::{
    import::{
        actions::{self, Part, Saved},
        corrections::{Corrected, Correction},
        model::{Import, ImportId},
        owners::{Organisations, OwnerLine, owner_lines},
        store,
    },
    model::{Direction, DirectionKey, Listing, ListingKey},
};

#[derive(Template)]
#[template(path = "import/part.html")]
struct PartForm {
    page: Page,
    summary: ErrorSummary,
    action: String,
    /// How the part stood when the form was filled.
    seen: String,
    fields: Vec<Field>,
    /// What another person saved in between, field by field.
    theirs: Vec<Answer>,
    excerpt: Option<BlockView>,
}

/// An import with what its forms need.
struct Opened {
    import: Import,
    corrected: Corrected,
    organisations: Organisations,
    owners: Vec<OwnerLine>,
}

impl Opened {
    fn direction(&self, key: DirectionKey) -> Result<&Direction> {
        let mut directions = self.corrected.plan.directions();
        directions.find(|it| it.key == key).ok_or(Error::NotFound)
    }

    fn listing(&self, origin: ListingKey) -> Result<&Listing> {
        self.corrected.listing(origin).ok_or(Error::NotFound)
    }
}

async fn open(app: &App, id: &ImportId) -> Result<Opened> {
    let today = app.today();
    app.db
        .read(async |tx| {
            let import = store::import(tx, id).await?;
            let corrected = import.corrected().ok_or(Error::NotFound)?;
            let period = corrected.plan.period;
            let organisations = Organisations::load(tx, period, today).await?;
            let owners = owner_lines(&corrected.plan, &import.corrections, &organisations);
            Result::Ok(Opened {
                import,
                corrected,
                organisations,
                owners,
            })
        })
        .await
}

/// The form of a part with what was sent, if anything was.
fn form_page(
    visit: &Visit,
    opened: &Opened,
    part: &Part,
    form: &FormState,
    is_late: bool,
) -> Result<Response> {
    let id = &opened.import.id;
    let page = visit.page("plan-import-correct");
    let (place, title, fields, spot) = match part {
        Part::Frame => (
            "frame".to_owned(),
            page.t("plan-import-correct-frame").into_owned(),
            frame::fields(&page, opened),
            None,
        ),
        Part::Direction(key) => {
            let direction = opened.direction(*key)?;
            (
                format!("directions/{key}"),
                format!("{key} {}", direction.name),
                direction::fields(&page, direction),
                direction.listings.first().map(|it| it.spot.clone()),
            )
        }
        Part::Listing(origin) => {
            let listing = opened.listing(*origin)?;
            (
                format!("listings/{origin}"),
                format!("{} {}", listing.key, listing.name),
                listing::fields(&page, opened, *origin, listing),
                Some(listing.spot.clone()),
            )
        }
        Part::Owner(mark) => {
            let number = opened.owners.iter().position(|it| it.mark == *mark);
            let number = number.ok_or(Error::NotFound)?;
            (
                format!("owners/{}", number + 1),
                mark.clone(),
                owner::fields(&page, &opened.owners[number]),
                owner::spot(opened, mark),
            )
        }
        Part::Remark(index) => {
            let remark = opened.corrected.plan.remarks.get(*index);
            let remark = remark.ok_or(Error::NotFound)?;
            (
                format!("remarks/{}", index + 1),
                page.t("plan-import-remark").into_owned(),
                remark::fields(&page, opened, *index),
                Some(remark.spot.clone()),
            )
        }
    };
    let theirs = match is_late {
        true => fields
            .iter()
            .filter(|it| !it.is_hidden())
            .map(answer)
            .collect(),
        false => Vec::new(),
    };
    let mut page = page
        .headed(title)
        .under("/plan/imports", "plan-import-title");
    page.breadcrumbs.push(web::Link {
        href: format!("/plan/imports/{id}"),
        label: opened.import.file_name.clone(),
    });
    web::render(PartForm {
        summary: form.summary().naming(&page, &fields),
        action: format!("/plan/imports/{id}/{place}"),
        seen: actions::state_of(&opened.import, &opened.corrected, part),
        fields: fields.into_iter().map(|it| form.fill(it)).collect(),
        theirs,
        excerpt: spot.and_then(|it| source::excerpt(&opened.import.source, &it)),
        page,
    })
}

fn answer(field: &Field) -> Answer {
    let chosen = field.choices.iter().find(|it| it.is_chosen);
    let value = chosen.map_or(field.value.as_str(), |it| &it.label);
    Answer::new(field.label.as_str(), value)
}

/// Saves a part, or shows the form again with everything that was written.
async fn save(
    app: &App,
    visit: &Visit,
    (id, part): (&ImportId, Part),
    sent: Sent,
    anchor: String,
    corrections: impl FnOnce(&Page, &Opened, &mut FormState) -> Result<Vec<Correction>>,
) -> Result<Response> {
    let now = app.now();
    let page = visit.page("plan-import-correct");
    let mut form = sent.form;
    let opened = open(app, id).await?;
    let new = corrections(&page, &opened, &mut form)?;
    let seen = form.text("seen");
    let mut is_late = false;
    if !form.is_refused() {
        let saved = app
            .db
            .write(async |tx| {
                actions::correct(tx, &visit.actor, id, (&part, &seen), &new, now).await
            })
            .await;
        match saved {
            Ok(Saved::Yes) => {
                let back =
                    format!("/plan/imports/{id}?notice=plan-import-notice-corrected{anchor}");
                return Ok(Redirect::to(&back).into_response());
            }
            Ok(Saved::OthersWereFirst) => is_late = true,
            Err(Error::Refused(refusal)) => form.refuse_with(&page, refusal.as_ref()),
            Err(error) => return Err(error),
        }
    }
    let status = match is_late {
        true => StatusCode::CONFLICT,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let opened = open(app, id).await?;
    let answer = form_page(visit, &opened, &part, &form, is_late)?;
    Ok((status, answer).into_response())
}

/// Lines of an area, without blank ones and without spaces around them.
fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A key in an address; one that is none names nothing.
fn parsed<T: std::str::FromStr>(key: &str) -> Result<T> {
    key.parse().map_err(|_| Error::NotFound)
}
