//! The form of a listing's purposes and contents.
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use gate::{App, Sent, Visit};
use web::{
    Page, Result,
    form::{Answer, Field, FormState},
};

use super::{Draft, Outcome, WithReason as _, deed, measure_path, notice, outcome, page_under};
use crate::{
    adopted::ListingId,
    carry::{
        actions,
        model::{Carried, Placed, Wording, YearState},
        rules::{LONGEST_TEXT, Part},
        store,
    },
};

/// Empty lines for new contents.
const NEW_CONTENTS: usize = 2;
/// No listing has more contents.
const MOST_CONTENTS: usize = 40;

/// The fields of the contents: those that are there, and some empty ones. `count` is how many were sent.
fn fields(page: &Page, wording: &Wording, count: usize) -> Vec<Field> {
    let mut fields = vec![
        Field::area("purposes", page.t("plan-carry-purposes"))
            .help(page.t("plan-carry-purposes-help"))
            .required()
            .rows(4)
            .value(wording.purposes.join("\n")),
    ];
    for number in 1..=count.max(wording.contents.len() + NEW_CONTENTS) {
        let (text, is_study) = wording
            .contents
            .get(number - 1)
            .cloned()
            .unwrap_or_default();
        let at = [("number", number.into())];
        let label = page.say("plan-carry-content-number", &at).into_owned();
        let mut check = Field::check(
            format!("study-{number}"),
            page.say("plan-carry-content-study", &at),
        );
        if is_study {
            check = check.value("yes");
        }
        fields.push(
            Field::area(format!("content-{number}"), label)
                .rows(2)
                .max_length(LONGEST_TEXT)
                .value(text),
        );
        fields.push(check);
    }
    fields
}

/// What was sent: a purpose a line, a content a field; what was emptied is taken out.
fn read(form: &FormState) -> Wording {
    let lines = form.text("purposes");
    let purposes = lines
        .lines()
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect();
    let contents = (1..=MOST_CONTENTS)
        .filter_map(|number| {
            let text = form.given(&format!("content-{number}"))?;
            Some((text, form.has(&format!("study-{number}"))))
        })
        .collect();
    Wording { purposes, contents }
}

async fn admitted(app: &App, visit: &Visit, id: &ListingId) -> Result<(Carried, Placed)> {
    let deed = deed(app, visit);
    app.db
        .read(async |tx| {
            let placed = store::listing(tx, id).await?;
            let carried = actions::admit(tx, deed, &placed.listing.measure, Part::Whole).await?;
            Result::Ok((carried, placed))
        })
        .await
}

pub(in crate::carry) async fn edit(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<ListingId>,
) -> Result<Response> {
    let (carried, placed) = admitted(&app, &visit, &id).await?;
    form(&visit, &carried, &placed, &FormState::new(), false)
}

fn form(
    visit: &Visit,
    carried: &Carried,
    placed: &Placed,
    form: &FormState,
    is_stale: bool,
) -> Result<Response> {
    let page = page_under(visit, "plan-carry-wording-change", &carried.measure);
    let wording = Wording::of(&placed.listing);
    let sent = (1..=MOST_CONTENTS)
        .filter(|it| form.has(&format!("content-{it}")))
        .count();
    let fields = fields(&page, &wording, sent);
    let theirs = is_stale.then(|| {
        let contents: Vec<&str> = wording.contents.iter().map(|it| it.0.as_str()).collect();
        vec![
            Answer::new(page.t("plan-carry-purposes"), wording.purposes.join("\n")),
            Answer::new(page.t("plan-carry-contents"), contents.join("\n")),
        ]
    });
    let listing = &placed.listing;
    let back = measure_path(carried.measure.id.as_str(), None);
    Draft::new(page, form, format!("/plan/listings/{}", listing.id), back)
        .fact(
            "plan-carry-listing",
            format!("{} {}", listing.key, listing.name),
        )
        .fact(
            "plan-carry-place",
            format!("{} › {}", placed.field, placed.direction),
        )
        .seen(Field::hidden("seen", wording.seal()), theirs)
        .intro("plan-carry-wording-help")
        .fields(fields)
        .reason(YearState::Opened)
        .show()
}

pub(in crate::carry) async fn revise(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<ListingId>,
    sent: Sent,
) -> Result<Response> {
    let page = visit.page("plan-carry-wording-change");
    let (seen, reason) = (sent.text("seen"), sent.text("reason"));
    let (wording, mut sent) = (read(&sent), sent.form);
    let deed = deed(&app, &visit);
    let revised = app
        .db
        .write(async |tx| actions::revise(tx, deed, &id, &seen, &wording, &reason).await)
        .await;
    let outcome = outcome(&page, &mut sent, revised)?;
    let (carried, placed) = admitted(&app, &visit, &id).await?;
    match outcome {
        Outcome::Done(done) => {
            let back = measure_path(carried.measure.id.as_str(), None);
            Ok(
                web::back_to(back, notice(done, "plan-carry-notice-wording-changed"))
                    .into_response(),
            )
        }
        Outcome::Stale => form(&visit, &carried, &placed, &sent, true),
        Outcome::Refused => form(&visit, &carried, &placed, &sent, false),
    }
}
