//! The ledger for those who audit: who did and saw what, never the contents.
use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use base::{Instant, StaffId};
use jiff::SignedDuration;
use serde::Deserialize;
use web::{Error, Page, Result};

use crate::{enter::Visit, house::App, store};

const A_PAGE: i64 = 50;

#[derive(Deserialize)]
pub(super) struct Before {
    before: Option<Instant>,
}

struct Line {
    at: String,
    who: String,
    role: String,
    action: String,
    subject: String,
}

#[derive(Template)]
#[template(path = "ledger.html")]
struct Ledger {
    page: Page,
    lines: Vec<Line>,
    older: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(wanted): Query<Before>,
) -> Result<Response> {
    let now = app.now();
    app.reads
        .record(visit.actor.entry(now).about("ledger", "all"))
        .await?;
    // What happens in this very moment, this look included, stands on the page too.
    let before = wanted
        .before
        .map_or_else(|| now.saturating_add(SignedDuration::from_secs(1)), Ok)
        .map_err(Error::fault)?;
    let (entries, names) = app
        .db
        .read(async |tx| {
            let entries = ledger::latest(tx, before, A_PAGE).await?;
            let ids: Vec<StaffId> = entries.iter().filter_map(|it| it.actor.clone()).collect();
            Result::Ok((entries, store::names(tx, &ids).await?))
        })
        .await?;
    let mut page = visit.page("gate-ledger");
    page.who_can_see = Some(app.who_may(&page, super::LEDGER));
    let is_full = entries.len() == usize::try_from(A_PAGE).unwrap_or_default();
    let older = entries
        .last()
        .filter(|_| is_full)
        .map(|it| format!("/ledger?before={}", it.at));
    let lines = entries
        .into_iter()
        .map(|it| Line {
            at: page.moment(it.at),
            who: match it.actor.as_ref().and_then(|id| names.get(id)) {
                Some(name) => name.clone(),
                None => page.t("gate-ledger-system").into_owned(),
            },
            role: it
                .role
                .map(|it| page.t(&crate::Role::new(it).text_key()).into_owned())
                .unwrap_or_default(),
            action: it.action,
            subject: it
                .subject
                .map(|(kind, id)| format!("{kind} {id}"))
                .unwrap_or_default(),
        })
        .collect();
    web::render(Ledger { page, lines, older })
}
