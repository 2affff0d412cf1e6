//! One unit on a day: where it stands, who heads it, who is in it, what it was before and became after.
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use base::{FAR_FUTURE, UnitCode};
use gate::{App, Visit};
use serde::Deserialize;
use web::{
    Error, Link, Page, Result,
    chart::Chart,
    form::{Answer, Field},
};

use super::{
    Horizon, day_asked,
    organisation::{picture, query_of},
    period,
};
use crate::{model::Unit, organisation::Organisation, store};

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    on: String,
}

struct Member {
    href: Option<String>,
    name: String,
    kana: String,
    post: String,
    kind: String,
    is_head: bool,
}

struct Version {
    period: String,
    name: String,
    above: String,
}

#[derive(Template)]
#[template(path = "unit.html")]
struct Shown {
    page: Page,
    path: String,
    day: String,
    day_field: Field,
    remark: Option<String>,
    facts: Vec<Answer>,
    chart: Option<Chart>,
    below: Vec<Link>,
    members: Vec<Member>,
    list_href: String,
    history: Vec<Version>,
    successors: Vec<Link>,
    predecessors: Vec<Link>,
}

/// A unit has at most this many members on its page; the list has them all.
const MOST: usize = 200;

pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<UnitCode>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let (organisation, history, members, links, horizon) = app
        .db
        .read(async |tx| {
            let horizon = Horizon::of_unit(tx, &app, &visit, (&code, &asked.on)).await?;
            let (on, _) = day_asked(&asked.on, horizon);
            let organisation = Organisation::load(tx, on).await?;
            let mut history = store::unit_history(tx, &code).await?;
            history.retain(|it| it.starts_on <= horizon.known_until());
            if history.is_empty() {
                return Err(Error::NotFound);
            }
            let mut above = Vec::new();
            for it in &history {
                above.push(match &it.parent {
                    Some(parent) => store::unit_name(tx, parent, it.starts_on).await?,
                    None => String::new(),
                });
            }
            let has_ended = history
                .last()
                .is_some_and(|it| horizon.end(it.ends_on) != FAR_FUTURE);
            let successors = if has_ended {
                store::successors(tx, &code).await?
            } else {
                Vec::new()
            };
            let mut links = (Vec::new(), Vec::new());
            for (units, into) in [
                (successors, &mut links.0),
                (store::predecessors(tx, &code).await?, &mut links.1),
            ] {
                for unit in units {
                    // Not yet announced to this person.
                    let known = store::unit_history(tx, &unit).await?;
                    if known
                        .first()
                        .is_some_and(|it| it.starts_on <= horizon.known_until())
                    {
                        let label = store::unit_name(tx, &unit, on).await?;
                        let query = known
                            .first()
                            .filter(|it| on < it.starts_on)
                            .map(|it| format!("?on={}", it.starts_on));
                        into.push(Link {
                            href: format!("/organisation/{unit}{}", query.unwrap_or_default()),
                            label,
                        });
                    }
                }
            }
            let members = store::people_in(tx, &code, on).await?;
            let history: Vec<(Unit, String)> = history.into_iter().zip(above).collect();
            Ok((organisation, history, members, links, horizon))
        })
        .await?;
    let (on, remark) = day_asked(&asked.on, horizon);
    let now = organisation.unit(&code);
    let latest = &history
        .last()
        .expect("a unit that is not there was answered above")
        .0;
    let unit = now.unwrap_or(latest);
    let query = query_of(on, horizon.today);
    let mut page = visit
        .page_headed(&unit.name)
        .under(format!("/organisation{query}"), "people-organisation");
    let mut above = organisation.ancestors(&code);
    above.reverse();
    for it in above {
        page.breadcrumbs.push(Link {
            href: format!("/organisation/{}{query}", it.code),
            label: it.name.clone(),
        });
    }
    let may_list = app.may(&visit.actor, super::LIST);
    let shows = app.scope(&visit.actor, super::SHOW);
    let facts = vec![
        Answer::new(page.t("people-unit-code"), code.as_str()),
        Answer::new(page.t("people-kana"), &unit.kana),
        Answer::new(page.t("people-level"), page.t(&unit.level.text_key())),
        Answer::new(
            page.t("people-head-count"),
            page.say(
                "people-count-below",
                &[
                    ("own", organisation.people_in(&code).into()),
                    ("all", organisation.people_below(&code).into()),
                ],
            ),
        ),
    ];
    let below = organisation
        .children(Some(&code))
        .map(|it| Link {
            href: format!("/organisation/{}{query}", it.code),
            label: it.name.clone(),
        })
        .collect();
    let members = members
        .into_iter()
        .take(MOST)
        .map(|(staff, post)| Member {
            href: shows.is_city().then(|| format!("/staff/{}", staff.id)),
            name: staff.used_name,
            kana: staff.kana,
            kind: page.t(&post.kind.text_key()).into_owned(),
            is_head: post.is_head,
            post: post.post,
        })
        .collect();
    let remark = match (remark, now) {
        (Some(key), _) => Some(page.t(key).into_owned()),
        (None, None) => Some(page.t("people-unit-not-there").into_owned()),
        (None, Some(_)) => None,
    };
    web::render(Shown {
        path: organisation.path_name(&code),
        day: page.day(on),
        day_field: Field::date(&page, "on", page.t("people-on")).value(asked.on),
        chart: picture(&page, &organisation, &code, &query)
            .filter(|_| organisation.children(Some(&code)).next().is_some()),
        list_href: format!(
            "{}?unit={}",
            if may_list { "/staff" } else { "/directory" },
            web::table::encode(code.as_str())
        ),
        history: history
            .iter()
            .rev()
            .map(|(it, above)| Version {
                period: period(&page, it.starts_on, horizon.end(it.ends_on)),
                name: it.name.clone(),
                above: above.clone(),
            })
            .collect(),
        successors: links.0,
        predecessors: links.1,
        remark,
        facts,
        below,
        members,
        page,
    })
}
