//! 「だれが見たか」: who looked at a person's record. For the person, and for the auditor, who sees nothing of the record itself.
use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use base::{StaffId, UnitCode};
use gate::{App, Visit};
use ledger::{Entry, EntryId, Subject};
use serde::Deserialize;
use web::{Error, Page, Result};

use crate::{
    seen::{self, IS_PART, Reached},
    store,
};

const A_PAGE: u32 = 50;

#[derive(Deserialize)]
pub(super) struct Wanted {
    before: Option<String>,
}

struct Line {
    at: String,
    who: String,
    role: String,
    what: String,
}

#[derive(Template)]
#[template(path = "looks.html")]
struct Looks {
    page: Page,
    lines: Vec<Line>,
    older: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<StaffId>,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    if !visit.actor.scope.is_city() && visit.actor.staff != id {
        return Err(Error::Forbidden);
    }
    let before = wanted.before.map(EntryId);
    let today = app.today();
    let (name, entries, names, units) = app
        .db
        .read(async |tx| {
            let name = store::name_of(tx, &id).await?;
            let entries = seen::looks_at(tx, &id, before.as_ref(), A_PAGE).await?;
            let units: Vec<UnitCode> = entries
                .iter()
                .filter_map(|it| match Reached::of(it) {
                    Reached::Unit(unit) => Some(unit),
                    _ => None,
                })
                .collect();
            let units = store::unit_names(tx, &units, today).await?;
            let people: Vec<StaffId> = entries
                .iter()
                .flat_map(|it| [it.actor.staff.clone(), it.principal()])
                .flatten()
                .collect();
            Result::Ok((name, entries, gate::store::names(tx, &people).await?, units))
        })
        .await?;
    app.record(
        visit
            .actor
            .entry(app.now())
            .about(Subject::new("looks", id.as_str())),
    )
    .await?;
    let mut page = visit.page("people-looks");
    if visit.actor.staff == id {
        page.breadcrumbs.push(web::Link {
            href: format!("/staff/{id}"),
            label: name,
        });
    }
    page.who_can_see = Some(app.who_may(&page, super::LOOKS));
    let is_full = entries.len() == A_PAGE as usize;
    let older = entries
        .last()
        .filter(|_| is_full)
        .map(|it| format!("/staff/{id}/looks?before={}", it.id.as_str()));
    let lines = entries
        .into_iter()
        .map(|it| Line {
            at: page.moment(it.at),
            who: it
                .actor
                .staff
                .as_ref()
                .and_then(|it| names.get(it).cloned())
                .unwrap_or_else(|| page.t("people-looks-program").into_owned()),
            role: gate::role_in_words(&page, &it, |id| names.get(id).cloned()),
            what: what(&page, &it, &units),
        })
        .collect();
    web::render(Looks { page, lines, older })
}

/// What was done, and for a file how far it reached. A search that narrowed it is no word of the ledger: then nobody knows.
fn what(page: &Page, entry: &Entry, units: &HashMap<UnitCode, String>) -> String {
    let reached = match Reached::of(entry) {
        Reached::Record if entry.action == super::IMPORT.0 => {
            page.t("people-looks-checked").into_owned()
        }
        Reached::Record => gate::action_in_words(page, &entry.action),
        Reached::Everything => page.t("people-looks-exported-everything").into_owned(),
        Reached::AtWork => page.t("people-looks-exported-list").into_owned(),
        Reached::Unit(unit) => {
            let name = units.get(&unit).map_or(unit.as_str(), String::as_str);
            page.say("people-looks-exported-unit", &[("unit", name.into())])
                .into_owned()
        }
    };
    let is_part = || {
        let facts: serde_json::Value = serde_json::from_str(entry.detail()?).ok()?;
        facts[IS_PART].as_bool()
    };
    match is_part() {
        Some(true) => format!("{reached}{}", page.t("people-looks-exported-part")),
        _ => reached,
    }
}
