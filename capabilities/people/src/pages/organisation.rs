//! The organisation on this day or another: a list of units in units with head counts, and a part of it as a picture.
use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use base::{Date, UnitCode};
use gate::{App, Visit};
use serde::Deserialize;
use web::{
    Page, Result,
    chart::{Chart, Frame, OrganisationTree, Unit as Shape, at_two_widths},
    form::Field,
};

use super::{Horizon, day_asked};
use crate::{model::Level, organisation::Organisation};

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    on: String,
}

/// A unit in the list; `depth` from 0.
struct Line {
    name: String,
    href: String,
    people: String,
    /// How many lists close after this one.
    closes: usize,
    has_children: bool,
}

#[derive(Template)]
#[template(path = "organisation.html")]
struct Tree {
    page: Page,
    day: String,
    day_field: Field,
    remark: Option<String>,
    lines: Vec<Line>,
    units: usize,
    people: String,
}

pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let horizon = Horizon::of_city(&app, &visit);
    let (on, remark) = day_asked(&asked.on, horizon);
    let organisation = app
        .db
        .read(async |tx| Organisation::load(tx, on).await)
        .await?;
    let page = visit.page("people-organisation");
    let query = if on == horizon.today {
        String::new()
    } else {
        format!("?on={on}")
    };
    let mut lines = Vec::with_capacity(organisation.len());
    add_lines(&page, &organisation, None, &query, 0, &mut lines);
    web::render(Tree {
        day: page.day(on),
        day_field: Field::date(&page, "on", page.t("people-on")).value(asked.on),
        remark: remark.map(|it| page.t(it).into_owned()),
        units: organisation.len(),
        people: page
            .say("people-count", &[("count", organisation.people().into())])
            .into_owned(),
        lines,
        page,
    })
}

/// Bureaus and departments in full; sections and teams stand on the pages of their units, so that the page stays small.
fn add_lines(
    page: &Page,
    organisation: &Organisation,
    of: Option<&UnitCode>,
    query: &str,
    depth: usize,
    lines: &mut Vec<Line>,
) {
    for unit in organisation.children(of) {
        let has_children = unit.level < Level::Section
            && depth < 8
            && organisation
                .children(Some(&unit.code))
                .any(|it| it.level <= Level::Section);
        lines.push(Line {
            name: unit.name.clone(),
            href: format!("/organisation/{}{query}", unit.code),
            people: page
                .say(
                    "people-count",
                    &[("count", organisation.people_below(&unit.code).into())],
                )
                .into_owned(),
            closes: 0,
            has_children,
        });
        if has_children {
            add_lines(
                page,
                organisation,
                Some(&unit.code),
                query,
                depth + 1,
                lines,
            );
            if let Some(last) = lines.last_mut() {
                last.closes += 1;
            }
        }
    }
}

/// A unit with two levels below it as boxes. Of many units only the first are drawn; a word says how many more there are.
pub(super) fn picture(
    page: &Page,
    organisation: &Organisation,
    root: &UnitCode,
    query: &str,
) -> Option<Chart> {
    const BOXES: usize = 24;
    let texts = Texts::of(page, organisation, root, query, 2, BOXES)?;
    let headings = [
        page.t("people-unit"),
        page.t("people-unit-code"),
        page.t("people-head-count"),
    ];
    let tree = OrganisationTree {
        headings: [&headings[0], &headings[1], &headings[2]],
        root: texts.shape(),
    };
    let title = page.t("people-organisation-picture");
    let name = organisation.name_of(root);
    let description = page.say(
        "people-organisation-picture-about",
        &[("name", name.into())],
    );
    let frame = Frame {
        id: "organisation",
        title: &title,
        description: &description,
        width: 760,
    };
    Some(at_two_widths(&frame, |frame| tree.draw(frame)))
}

/// The words of a box and of those below it.
struct Texts {
    name: String,
    code: String,
    people: String,
    href: String,
    more: String,
    children: Vec<Self>,
}

impl Texts {
    fn of(
        page: &Page,
        organisation: &Organisation,
        code: &UnitCode,
        query: &str,
        levels: usize,
        most: usize,
    ) -> Option<Self> {
        let unit = organisation.unit(code)?;
        let below: Vec<&UnitCode> = organisation
            .children(Some(code))
            .map(|it| &it.code)
            .collect();
        let shown = if levels == 0 {
            0
        } else {
            below.len().min(most)
        };
        let share = most.checked_div(shown).unwrap_or(0).max(1);
        let children = below[..shown]
            .iter()
            .filter_map(|it| Self::of(page, organisation, it, query, levels - 1, share))
            .collect();
        let left = below.len() - shown;
        let more = if left == 0 {
            String::new()
        } else {
            page.say("people-more-units", &[("count", left.into())])
                .into_owned()
        };
        let people = organisation.people_below(code);
        Some(Self {
            name: unit.name.clone(),
            code: code.0.clone(),
            people: page
                .say("people-count", &[("count", people.into())])
                .into_owned(),
            href: format!("/organisation/{code}{query}"),
            more,
            children,
        })
    }

    fn shape(&self) -> Shape<'_> {
        Shape {
            name: &self.name,
            code: &self.code,
            people: &self.people,
            href: &self.href,
            more: &self.more,
            children: self.children.iter().map(Self::shape).collect(),
        }
    }
}

/// The query that keeps a page on its day.
pub(super) fn query_of(on: Date, today: Date) -> String {
    if on == today {
        String::new()
    } else {
        format!("?on={on}")
    }
}
