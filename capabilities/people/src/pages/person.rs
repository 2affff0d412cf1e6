//! One person: who they are at work and which posts they had, as a line in time.
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use base::{Date, FAR_FUTURE, StaffId};
use db::Tx;
use gate::{App, Visit};
use web::{
    Page, Result,
    chart::{Chart, Fill, Frame, Part, Span, Timeline, at_two_widths},
    form::Answer,
};

use super::{Horizon, period};
use crate::{
    model::{Assignment, AssignmentKind, Staff},
    store,
};

struct Post {
    period: String,
    unit: String,
    unit_href: String,
    post: String,
    grade: String,
    kind: String,
    is_now: bool,
}

#[derive(Template)]
#[template(path = "person.html")]
struct Person {
    page: Page,
    name: String,
    kana: String,
    facts: Vec<Answer>,
    posts: Vec<Post>,
    chart: Option<Chart>,
    /// Who looked at this record, for those who may know it.
    looks_href: Option<String>,
}

/// An assignment and the name of its unit at the time.
pub(super) type Held = (Assignment, String);

pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<StaffId>,
) -> Result<Response> {
    let today = app.today();
    let (staff, held, horizon) = app
        .db
        .read(async |tx| {
            let staff = store::staff_in_scope(tx, &id, &visit.actor.scope, today).await?;
            let horizon = Horizon::of_person(tx, &app, &visit, &id).await?;
            let held = held(tx, &id, horizon).await?;
            Result::Ok((staff, held, horizon))
        })
        .await?;
    app.record(
        visit
            .actor
            .entry(app.now())
            .about(ledger::Subject::staff(&id)),
    )
    .await?;
    let mut page = visit.page_headed(&staff.used_name);
    page.who_can_see = Some(app.who_may(&page, super::SHOW));
    if app.may(&visit.actor, super::LIST) {
        page = page.under("/staff", "people-list");
    }
    let looks = app.scope(&visit.actor, super::LOOKS);
    let may_see_looks = looks.is_city() || visit.actor.staff == id;
    web::render(Person {
        facts: facts(&page, &staff, horizon),
        chart: chart(&page, &staff, &held, horizon),
        posts: held
            .into_iter()
            .map(|it| post(&page, it, horizon))
            .collect(),
        looks_href: may_see_looks.then(|| format!("/staff/{id}/looks")),
        name: staff.used_name,
        kana: staff.kana,
        page,
    })
}

async fn held(tx: &mut Tx, id: &StaffId, horizon: Horizon) -> db::Result<Vec<Held>> {
    let posts = store::assignments_of(tx, id, horizon.known_until()).await?;
    let mut held = Vec::with_capacity(posts.len());
    for mut it in posts {
        it.ends_on = horizon.end(it.ends_on);
        // Under the name that the unit had last while the post was held, as far as that day has come.
        let last_on = it
            .ends_on
            .yesterday()
            .unwrap_or(it.ends_on)
            .min(horizon.today.max(it.starts_on));
        let name = store::unit_name(tx, &it.unit, last_on).await?;
        held.push((it, name));
    }
    Ok(held)
}

fn facts(page: &Page, it: &Staff, horizon: Horizon) -> Vec<Answer> {
    let fact = |key: &str, value: String| Answer::new(page.t(key), value);
    let ends_on = horizon.end(it.ends_on);
    vec![
        fact("people-number", it.number.clone()),
        fact("people-kana", it.kana.clone()),
        fact("people-legal-name", it.legal_name.clone()),
        fact("people-kind", page.t(&it.kind.text_key()).into_owned()),
        fact("people-job-family", it.job_family.clone()),
        fact("people-sex", page.t(&it.sex.text_key()).into_owned()),
        fact("people-born-on", page.day(it.born_on)),
        fact("people-hired-on", page.day(it.hired_on)),
        fact(
            "people-left-on",
            if ends_on == FAR_FUTURE {
                String::new()
            } else {
                page.last_day(ends_on)
            },
        ),
    ]
}

fn post(page: &Page, (it, unit): Held, horizon: Horizon) -> Post {
    Post {
        period: period(page, it.starts_on, it.ends_on),
        unit_href: format!(
            "/organisation/{}?on={}",
            it.unit,
            it.starts_on.min(horizon.known_until())
        ),
        unit,
        grade: if it.grade == 0 {
            String::new()
        } else {
            it.grade.to_string()
        },
        kind: page.t(&it.kind.text_key()).into_owned(),
        is_now: it.starts_on <= horizon.today && horizon.today < it.ends_on,
        post: it.post,
    }
}

/// From the first post, or at least the last ten years, until a year from now.
fn chart(page: &Page, staff: &Staff, held: &[Held], horizon: Horizon) -> Option<Chart> {
    let first = held.iter().map(|it| it.0.starts_on).min()?;
    let april = |year: i16| Date::new(year, 4, 1).ok();
    let fiscal_year = |day: Date| day.year() - i16::from(day.month() < 4);
    let from = april(fiscal_year(first))?;
    let until = april(fiscal_year(horizon.today) + 2)?.max(from.tomorrow().ok()?);
    let years = (from.year()..until.year()).filter_map(april);
    let every = (usize::try_from(until.year() - from.year()).unwrap_or(1) / 12).max(1);
    let tick_words: Vec<(Date, String)> = years
        .step_by(every)
        .map(|day| {
            (
                day,
                base::wareki_short(day)
                    .split('.')
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
            )
        })
        .collect();
    let lines: Vec<(String, String)> = held
        .iter()
        .map(|(it, unit)| {
            (
                format!("{unit} {}", it.post),
                period(page, it.starts_on, it.ends_on),
            )
        })
        .collect();
    let kind_names: Vec<String> = AssignmentKind::ALL
        .iter()
        .map(|it| page.t(&it.text_key()).into_owned())
        .collect();
    let fills = [Fill::Solid, Fill::Stripes, Fill::Dots];
    let headings = [
        page.t("people-post"),
        page.t("people-period-heading"),
        page.t("people-assignment-kind"),
    ];
    let spans = held
        .iter()
        .zip(&lines)
        .rev()
        .map(|((it, _), (label, period))| Span {
            label,
            period,
            kind: it.kind as usize,
            from_on: it.starts_on,
            until_on: Some(it.ends_on).filter(|it| *it != FAR_FUTURE),
        });
    let timeline = Timeline {
        headings: [&headings[0], &headings[1], &headings[2]],
        from,
        until,
        ticks: tick_words.iter().map(|it| (it.0, it.1.as_str())).collect(),
        kinds: kind_names
            .iter()
            .zip(fills)
            .map(|(name, fill)| Part { name, fill })
            .collect(),
        spans: spans.collect(),
    };
    let description = page.say(
        "people-timeline-about",
        &[("name", staff.used_name.as_str().into())],
    );
    let title = page.t("people-timeline");
    let frame = Frame {
        id: "timeline",
        title: &title,
        description: &description,
        width: 760,
    };
    Some(at_two_widths(&frame, |frame| timeline.draw(frame)))
}
