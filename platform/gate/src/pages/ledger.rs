//! The ledger for those who audit: who did and saw what, never the contents.
use std::collections::BTreeSet;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use base::StaffId;
use ledger::{EntryId, Filter, Subject};
use serde::Deserialize;
use web::{Page, Result};

use crate::{
    house::App,
    model::Role,
    said::{action_in_words, name_and_number, subject_in_words},
    store,
    visit::Visit,
};

const A_PAGE: u32 = 50;

#[derive(Deserialize)]
pub(super) struct Wanted {
    /// Only entries older than this one.
    before: Option<String>,
}

struct Line {
    at: String,
    who: String,
    role: String,
    action: String,
    subject: String,
    /// A page about the person it concerns, if the reader may see it of everybody.
    href: Option<String>,
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
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    visit.actor.must_reach_city()?;
    app.record(
        visit
            .actor
            .entry(app.now())
            .about(Subject::new("ledger", "all")),
    )
    .await?;
    let before = wanted.before.map(EntryId);
    let (entries, people) = app
        .db
        .read(async |tx| {
            let entries = ledger::entries(tx, &Filter::default(), before.as_ref(), A_PAGE).await?;
            let actors = entries.iter().filter_map(|it| it.actor.staff.clone());
            let subjects = entries.iter().filter_map(|it| it.subject.as_ref());
            let subjects = subjects.map(|it| StaffId(it.id.clone()));
            let ids: BTreeSet<StaffId> = actors.chain(subjects).collect();
            let ids: Vec<StaffId> = ids.into_iter().collect();
            Result::Ok((entries, store::accounts(tx, &ids).await?))
        })
        .await?;
    let mut page = visit.page("gate-ledger");
    page.who_can_see = Some(app.who_may(&page, super::LEDGER));
    let is_full = entries.len() == A_PAGE as usize;
    let older = entries
        .last()
        .filter(|_| is_full)
        .map(|it| format!("/ledger?before={}", it.id.as_str()));
    let page_of_person = app
        .pages_of_person
        .iter()
        .find(|it| app.scope(&visit.actor, it.action).is_city());
    let lines = entries
        .into_iter()
        .map(|it| Line {
            at: page.moment(it.at),
            who: match it.actor.staff.as_ref().and_then(|id| people.get(id)) {
                Some(person) => name_and_number(&page, person),
                None => page.t("gate-ledger-system").into_owned(),
            },
            role: it
                .actor
                .role
                .map(|it| page.t(&Role::new(it).text_key()).into_owned())
                .unwrap_or_default(),
            action: action_in_words(&page, &it.action),
            href: it.subject.as_ref().and_then(|it| {
                let person = people.get(&StaffId(it.id.clone()))?;
                Some(page_of_person?.href(&person.staff))
            }),
            subject: it
                .subject
                .map(|it| subject_in_words(&page, &it, &people))
                .unwrap_or_default(),
        })
        .collect();
    web::render(Ledger { page, lines, older })
}
