//! Freezing a year and publishing it.
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use base::FiscalYear;
use gate::{App, Sent, Visit};
use web::form::{Answer, Choice, ErrorSummary, Field, FormState};
use web::{Error, Link, Page, Result};

use super::{PREPARE, address, file_links};
use crate::edition::actions::{self, Refusal, Wish, fingerprint, latest_day};
use crate::edition::faces::open_check;
use crate::edition::store;

#[derive(Template)]
#[template(path = "edition/freezing.html")]
struct Freezing {
    page: Page,
    summary: ErrorSummary,
    action: String,
    facts: Vec<Answer>,
    open: Vec<String>,
    fields: Vec<Field>,
    drafts: Vec<Link>,
}

pub(super) async fn prepare(
    State(app): State<App>,
    visit: Visit,
    Path(year): Path<i16>,
) -> Result<Response> {
    let year = FiscalYear(year);
    let found = app
        .db
        .read(async |tx| Result::Ok(store::edition(tx, year).await?.is_some()))
        .await?;
    if found {
        return Ok(Redirect::to(&address(year)).into_response());
    }
    freezing(&app, &visit, year, FormState::new()).await
}

/// The form with every open check named, as of the day that stands in it.
async fn freezing(app: &App, visit: &Visit, year: FiscalYear, form: FormState) -> Result<Response> {
    let today = app.today();
    let latest = latest_day(year, today);
    let as_of = base::read_date(&form.text("as_of")).map_or(latest, |it| it.date);
    let (plan, open, is_opened) = app
        .db
        .read(async |tx| {
            let (plan, open) = actions::open_in(tx, year, as_of).await?;
            let is_opened = store::is_opened(tx, &plan.id, year).await?;
            Result::Ok((plan, open, is_opened))
        })
        .await?;
    if !is_opened {
        return Err(Refusal::NotOpened(year).into());
    }
    let mut page = visit.page_headed(String::new());
    page.title = page
        .say(
            "plan-edition-freezing",
            &[("year", page.fiscal_year(year).into())],
        )
        .into_owned();
    page = page.under("/plan/editions", "plan-edition-title");
    page.who_can_see = Some(app.who_may(&page, PREPARE));
    let mut fields = vec![
        form.fill(
            Field::date(&page, "as_of", page.t("plan-edition-as-of"))
                .required()
                .value(as_of.to_string()),
        ),
    ];
    if !open.is_empty() {
        let without = Field::checkboxes(
            "without",
            page.t("plan-edition-without"),
            vec![Choice::new(
                fingerprint(&open)?,
                page.say(
                    "plan-edition-without-choice",
                    &[("count", open.len().into())],
                ),
            )],
        );
        // What was ticked before belongs to the list that was shown before.
        let mut without = form.fill(without);
        without.value = String::new();
        fields.push(without);
        fields.push(
            form.fill(
                Field::area("reason", page.t("plan-edition-left-open-reason"))
                    .help(page.t("plan-edition-reason-help"))
                    .max_length(400),
            ),
        );
    }
    web::render(Freezing {
        summary: form.summary().naming(&page, &fields),
        action: format!("{}/freezing", address(year)),
        facts: vec![
            Answer::new(page.t("plan-edition-plan"), plan.title),
            Answer::new(page.t("plan-edition-year"), page.fiscal_year(year)),
        ],
        open: open.iter().map(|it| open_check(it, &page)).collect(),
        fields,
        drafts: file_links(&page, &format!("{}/drafts", address(year))),
        page,
    })
}

pub(super) async fn freeze(
    State(app): State<App>,
    visit: Visit,
    Path(year): Path<i16>,
    sent: Sent,
) -> Result<Response> {
    let year = FiscalYear(year);
    let now = app.now();
    let page = visit.page("plan-edition-title");
    let mut form = sent.form;
    if let Some(as_of) = form.day(&page, "as_of") {
        let wish = Wish {
            as_of,
            without: form.given("without"),
            reason: form.text("reason"),
        };
        let done = app
            .db
            .write(async |tx| actions::freeze(tx, &visit.actor, year, &wish, now).await)
            .await;
        match done {
            Ok(()) => {
                return Ok(
                    web::back_to(address(year), "plan-edition-notice-frozen").into_response()
                );
            }
            Err(Error::Refused(refusal)) if refusal.field().is_some() => {
                form.refuse_with(&page, refusal.as_ref())
            }
            Err(error) => return Err(error),
        }
    }
    Ok((
        StatusCode::UNPROCESSABLE_ENTITY,
        freezing(&app, &visit, year, form).await?,
    )
        .into_response())
}

pub(super) async fn publish(
    State(app): State<App>,
    visit: Visit,
    Path(year): Path<i16>,
    _: Sent,
) -> Result<Redirect> {
    let year = FiscalYear(year);
    let now = app.now();
    app.db
        .write(async |tx| actions::publish(tx, &visit.actor, year, now).await)
        .await?;
    Ok(web::back_to(address(year), "plan-edition-notice-published"))
}
