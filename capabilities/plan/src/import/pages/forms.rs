//! Correcting one part by hand, beside what the file says of it.
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use gate::{App, Sent, Visit};
use web::{
    Error, Page, Result,
    form::{Answer, Choice, ErrorSummary, Field, FormState},
};

use super::{
    preview::{period_field, period_of, title_field},
    source::{self, BlockView},
    view::listing_anchor,
};
use crate::{
    import::{
        actions::{self, Part, Saved, unit_written},
        corrections::{Corrected, Correction},
        model::{Import, ImportId},
        owners::{Organisations, OwnerLine, owner_lines},
        store,
    },
    model::{ContentLine, Direction, DirectionKey, Listing, ListingKey, Spot},
};

/// Empty rows for further contents.
const FREE_ROWS: usize = 2;
/// More lines than any measure has.
const MOST_ROWS: usize = 200;

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
            frame_fields(&page, opened),
            None,
        ),
        Part::Direction(key) => {
            let direction = opened.direction(*key)?;
            (
                format!("directions/{key}"),
                format!("{key} {}", direction.name),
                direction_fields(&page, direction),
                direction.listings.first().map(|it| it.spot.clone()),
            )
        }
        Part::Listing(origin) => {
            let listing = opened.listing(*origin)?;
            (
                format!("listings/{origin}"),
                format!("{} {}", listing.key, listing.name),
                listing_fields(&page, opened, *origin, listing),
                Some(listing.spot.clone()),
            )
        }
        Part::Owner(mark) => {
            let number = opened.owners.iter().position(|it| it.mark == *mark);
            let number = number.ok_or(Error::NotFound)?;
            (
                format!("owners/{}", number + 1),
                mark.clone(),
                owner_fields(&page, &opened.owners[number]),
                owner_spot(opened, mark),
            )
        }
        Part::Remark(index) => {
            let remark = opened.corrected.plan.remarks.get(*index);
            let remark = remark.ok_or(Error::NotFound)?;
            (
                format!("remarks/{}", index + 1),
                page.t("plan-import-remark").into_owned(),
                remark_fields(&page, opened, *index),
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
    let page = page
        .headed(title)
        .under("/plan/imports", "plan-import-title");
    let mut page = page;
    page.breadcrumbs.push(web::Link {
        href: format!("/plan/imports/{id}"),
        label: opened.import.file_name.clone(),
    });
    web::render(PartForm {
        summary: form.summary(),
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
                return Ok(axum::response::Redirect::to(&back).into_response());
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

// Title, period and fields

fn frame_fields(page: &Page, opened: &Opened) -> Vec<Field> {
    let plan = &opened.corrected.plan;
    let mut fields = vec![
        title_field(page).value(plan.title.as_str()),
        period_field(page).value(plan.period.wareki()),
    ];
    fields.extend((1..).zip(&plan.fields).map(|(number, field)| {
        let label = page.say(
            "plan-import-field-name",
            &[("number", number.to_string().into())],
        );
        Field::text(format!("field-{number}"), label)
            .value(field.name.as_str())
            .required()
    }));
    fields
}

pub(super) async fn frame(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<ImportId>,
) -> Result<Response> {
    let opened = open(&app, &id).await?;
    form_page(&visit, &opened, &Part::Frame, &FormState::new(), false)
}

pub(super) async fn save_frame(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<ImportId>,
    sent: Sent,
) -> Result<Response> {
    let read = |page: &Page, opened: &Opened, form: &mut FormState| {
        for field in frame_fields(page, opened) {
            form.require(page, &field);
        }
        let mut new = vec![Correction::Title {
            text: form.text("title"),
        }];
        if form.given("period").is_some() {
            new.extend(period_of(page, form).map(|years| Correction::Period { years }));
        }
        let names = (1..=opened.corrected.plan.fields.len()).map(|field| Correction::FieldName {
            field,
            name: form.text(&format!("field-{field}")),
        });
        new.extend(names);
        Ok(new)
    };
    save(&app, &visit, (&id, Part::Frame), sent, String::new(), read).await
}

// A direction

fn direction_fields(page: &Page, direction: &Direction) -> Vec<Field> {
    vec![
        Field::text("name", page.t("plan-import-direction-name"))
            .value(direction.name.as_str())
            .required(),
        Field::area("statement", page.t("plan-import-statement"))
            .help(page.t("plan-import-statement-help"))
            .value(direction.statement.clone().unwrap_or_default())
            .rows(8),
        Field::area("points", page.t("plan-import-points"))
            .help(page.t("plan-import-lines-help"))
            .value(direction.points.join("\n"))
            .rows(6),
    ]
}

fn parsed<T: std::str::FromStr>(key: &str) -> Result<T> {
    key.parse().map_err(|_| Error::NotFound)
}

pub(super) async fn direction(
    State(app): State<App>,
    visit: Visit,
    Path((id, key)): Path<(ImportId, String)>,
) -> Result<Response> {
    let part = Part::Direction(parsed(&key)?);
    let opened = open(&app, &id).await?;
    form_page(&visit, &opened, &part, &FormState::new(), false)
}

pub(super) async fn save_direction(
    State(app): State<App>,
    visit: Visit,
    Path((id, key)): Path<(ImportId, String)>,
    sent: Sent,
) -> Result<Response> {
    let direction: DirectionKey = parsed(&key)?;
    let read = |page: &Page, opened: &Opened, form: &mut FormState| {
        let fields = direction_fields(page, opened.direction(direction)?);
        form.require(page, &fields[0]);
        Ok(vec![
            Correction::DirectionName {
                direction,
                name: form.text("name"),
            },
            Correction::Statement {
                direction,
                text: lines(&form.text("statement")).join("\n"),
            },
            Correction::Points {
                direction,
                lines: lines(&form.text("points")),
            },
        ])
    };
    let part = Part::Direction(direction);
    save(
        &app,
        &visit,
        (&id, part),
        sent,
        format!("#d-{direction}"),
        read,
    )
    .await
}

// A listing

fn listing_fields(
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

pub(super) async fn listing(
    State(app): State<App>,
    visit: Visit,
    Path((id, key)): Path<(ImportId, String)>,
) -> Result<Response> {
    let part = Part::Listing(parsed(&key)?);
    let opened = open(&app, &id).await?;
    form_page(&visit, &opened, &part, &FormState::new(), false)
}

pub(super) async fn save_listing(
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
    save(&app, &visit, (&id, part), sent, anchor, read).await
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

// An owner

fn owner_fields(page: &Page, owner: &OwnerLine) -> Vec<Field> {
    let code = owner.unit.code();
    vec![
        Field::hidden("mark", owner.mark.as_str()),
        Field::text("unit", page.t("plan-import-owner-unit"))
            .help(page.say(
                "plan-import-owner-unit-help",
                &[("name", owner.full_name.as_str().into())],
            ))
            .value(code.map(|it| it.to_string()).unwrap_or_default())
            .width("width-32"),
        Field::check("open", page.t("plan-import-owner-open")),
    ]
}

/// Where the file explains the mark, or else uses it first.
fn owner_spot(opened: &Opened, mark: &str) -> Option<Spot> {
    let plan = &opened.corrected.plan;
    let note = plan.owner_notes.iter().find(|it| it.mark == mark);
    let used = || {
        plan.listings()
            .find(|it| it.owners.iter().any(|it| it == mark))
            .map(|it| it.spot.clone())
    };
    note.map(|it| it.spot.clone()).or_else(used)
}

fn mark_of(opened: &Opened, number: usize) -> Result<String> {
    let owner = number.checked_sub(1).and_then(|it| opened.owners.get(it));
    Ok(owner.ok_or(Error::NotFound)?.mark.clone())
}

pub(super) async fn owner(
    State(app): State<App>,
    visit: Visit,
    Path((id, number)): Path<(ImportId, usize)>,
) -> Result<Response> {
    let opened = open(&app, &id).await?;
    let part = Part::Owner(mark_of(&opened, number)?);
    form_page(&visit, &opened, &part, &FormState::new(), false)
}

pub(super) async fn save_owner(
    State(app): State<App>,
    visit: Visit,
    Path((id, _)): Path<(ImportId, usize)>,
    sent: Sent,
) -> Result<Response> {
    let mark = sent.text("mark");
    let part = Part::Owner(mark.clone());
    let read = |page: &Page, opened: &Opened, form: &mut FormState| {
        let unit = match (form.has("open"), form.given("unit")) {
            (true, _) => None,
            (false, None) => {
                form.refuse(
                    "unit",
                    page.t("plan-import-refusal-unit-missing").into_owned(),
                );
                return Ok(Vec::new());
            }
            (false, Some(written)) => match unit_written(&opened.organisations, &written) {
                Ok(code) => Some(code),
                Err(refusal) => {
                    form.refuse_with(page, &refusal);
                    return Ok(Vec::new());
                }
            },
        };
        Ok(vec![Correction::OwnerUnit { mark, unit }])
    };
    save(&app, &visit, (&id, part), sent, "#owners".to_owned(), read).await
}

// A remark

fn remark_fields(page: &Page, opened: &Opened, index: usize) -> Vec<Field> {
    let decision = opened.import.corrections.iter().find_map(|it| match it {
        Correction::Remark { remark, answer } if *remark == index => Some(answer.clone()),
        _ => None,
    });
    let is_dropped = decision == Some(None);
    vec![
        Field::area("answer", page.t("plan-import-remark-answer"))
            .help(page.t("plan-import-remark-answer-help"))
            .value(decision.flatten().unwrap_or_default()),
        Field::check("drop", page.t("plan-import-remark-drop")).value(if is_dropped {
            "yes"
        } else {
            ""
        }),
    ]
}

pub(super) async fn remark(
    State(app): State<App>,
    visit: Visit,
    Path((id, number)): Path<(ImportId, usize)>,
) -> Result<Response> {
    let part = Part::Remark(number.checked_sub(1).ok_or(Error::NotFound)?);
    let opened = open(&app, &id).await?;
    form_page(&visit, &opened, &part, &FormState::new(), false)
}

pub(super) async fn save_remark(
    State(app): State<App>,
    visit: Visit,
    Path((id, number)): Path<(ImportId, usize)>,
    sent: Sent,
) -> Result<Response> {
    let remark = number.checked_sub(1).ok_or(Error::NotFound)?;
    let read = |page: &Page, _: &Opened, form: &mut FormState| {
        let answer = match (form.has("drop"), form.given("answer")) {
            (true, _) => None,
            (false, Some(answer)) => Some(answer),
            (false, None) => {
                form.refuse("answer", page.t("plan-import-refusal-remark").into_owned());
                return Ok(Vec::new());
            }
        };
        Ok(vec![Correction::Remark { remark, answer }])
    };
    let part = Part::Remark(remark);
    save(
        &app,
        &visit,
        (&id, part),
        sent,
        format!("#remark-{number}"),
        read,
    )
    .await
}
