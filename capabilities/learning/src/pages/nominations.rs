//! Nominating: a head names people of their units, the training team brings people in by duty.
use std::collections::HashSet;

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use base::StaffId;
use gate::{App, Sent, Visit};
use programme::{
    model::{Run, RunId, Way},
    seats::picks_with_room,
    store,
};
use web::{
    Error, Page, Result,
    form::{Choice, Draft, Field, FormState, Outcome, outcome},
};

use super::{course_path, deed, seats::parts, under_course};
use crate::{
    actions::{Deed, seats},
    refusal::Refusal,
};

/// Whom the person may nominate: those of the units that the scope reaches, by unit; the training team names by number.
async fn candidates(app: &App, visit: &Visit) -> Result<Vec<(StaffId, String)>> {
    let (scope, today, own) = (&visit.actor.scope, app.today(), &visit.actor.staff);
    app.db
        .read(async |tx| {
            let mut people = Vec::new();
            for unit in scope.units() {
                people.extend(people::members_of(tx, unit, today).await?);
            }
            let names = people::names_of(tx, &people).await?;
            let mut seen = HashSet::new();
            let named = |id: StaffId| names.get(&id).cloned().map(|name| (id, name));
            Ok(people
                .into_iter()
                .filter(|it| it != own && seen.insert(it.clone()))
                .filter_map(named)
                .collect())
        })
        .await
}

/// More are not listed to be ticked: whoever heads a bureau names by number.
const MOST_TICKED: usize = 300;

pub(crate) async fn blank(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<RunId>,
) -> Result<Response> {
    form_page(&app, &visit, &id, &FormState::new()).await
}

async fn form_page(app: &App, visit: &Visit, id: &RunId, form: &FormState) -> Result<Response> {
    let (opened, _) = parts(app, id).await?;
    let people = candidates(app, visit).await?;
    for subject in super::looked_at(visit) {
        app.record(visit.actor.entry(app.now()).about(subject))
            .await?;
    }
    let mut page = under_course(visit.page("learning-nominate"), &opened.course);
    page.who_can_see = Some(app.who_may(&page, crate::NOMINATE));
    let run = super::run_name(&page, &opened.run);
    let mut fields = Vec::new();
    if !people.is_empty() && people.len() <= MOST_TICKED {
        let choices = people
            .into_iter()
            .map(|(id, name)| Choice::new(id.0, name))
            .collect();
        fields.push(Field::checkboxes(
            "staff",
            page.t("learning-nominees"),
            choices,
        ));
    }
    fields.push(
        Field::area("numbers", page.t("learning-nominee-numbers"))
            .help(page.t("learning-nominee-numbers-help"))
            .rows(3)
            .max_length(4_000),
    );
    let action = format!("/learning/runs/{id}/nominations");
    Draft::new(page, form, action, course_path(&opened.course.id))
        .fact("learning-title", &opened.course.content.title)
        .fact("learning-run", run)
        .fields(fields)
        .button("learning-nominate")
        .show()
}

/// The people of a form: those ticked, and those named by number. A number that is not known is told.
async fn nominees(
    app: &App,
    visit: &Visit,
    form: &FormState,
) -> Result<std::result::Result<Vec<StaffId>, String>> {
    let ticked: Vec<StaffId> = form.all("staff").iter().cloned().map(StaffId).collect();
    let numbers: Vec<String> = form
        .text("numbers")
        .split(|it: char| it.is_whitespace() || matches!(it, '、' | ',' | '，'))
        .filter(|it| !it.is_empty())
        .map(|it| base::canonical_staff_number(it).into_owned())
        .collect();
    let (scope, today) = (&visit.actor.scope, app.today());
    app.db
        .read(async |tx| {
            let mut chosen = ticked.clone();
            for number in &numbers {
                match people::staff_of_number(tx, number).await? {
                    Some(it) => chosen.push(it.id),
                    None => return Ok(Err(number.clone())),
                }
            }
            let mut seen = HashSet::new();
            chosen.retain(|it| seen.insert(it.clone()));
            if scope.is_city() {
                return Ok(Ok(chosen));
            }
            let mut members = HashSet::new();
            for unit in scope.units() {
                members.extend(people::members_of(tx, unit, today).await?);
            }
            match chosen.iter().all(|it| members.contains(it)) {
                true => Ok(Ok(chosen)),
                false => Err(Error::Forbidden),
            }
        })
        .await
}

pub(crate) async fn nominate(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<RunId>,
    sent: Sent,
) -> Result<Response> {
    let (opened, _) = parts(&app, &id).await?;
    let page = visit.page("learning-nominate");
    let mut form = sent.form;
    let chosen = match nominees(&app, &visit, &form).await? {
        Ok(chosen) if chosen.is_empty() => {
            form.refuse_with(&page, &Refusal::NobodyChosen);
            return form_page(&app, &visit, &id, &form).await;
        }
        Ok(chosen) if chosen.contains(&visit.actor.staff) => {
            form.refuse_with(&page, &Refusal::OwnNomination);
            return form_page(&app, &visit, &id, &form).await;
        }
        Ok(chosen) => chosen,
        Err(number) => {
            let sentence = page.say(
                "learning-refusal-unknown-number",
                &[("number", number.into())],
            );
            form.refuse("numbers", sentence);
            return form_page(&app, &visit, &id, &form).await;
        }
    };
    // The training team brings people in by duty, a head by nomination.
    let way = match visit.actor.scope.is_city() {
        true => Way::Assigned,
        false => Way::Nominated,
    };
    let deed = deed(&app, &visit);
    let done = app
        .db
        .write_alone(&Run::turn(&id), async |tx| {
            for staff in &chosen {
                name_refused(tx, deed, &page, &id, staff, way).await?;
            }
            Ok::<_, Error>(())
        })
        .await;
    match outcome(&page, &mut form, done)? {
        Outcome::Done(()) => Ok(web::back_to(
            course_path(&opened.course.id),
            "learning-notice-nominated",
        )
        .into_response()),
        Outcome::Stale | Outcome::Refused => form_page(&app, &visit, &id, &form).await,
    }
}

/// Who is in the run already stays as they are: naming a whole section twice does no harm. Whoever cannot come is named.
async fn name_refused(
    tx: &mut db::Tx,
    deed: Deed<'_>,
    page: &Page,
    run: &RunId,
    staff: &StaffId,
    way: Way,
) -> Result<()> {
    if store::enrolment_of(tx, run, staff).await?.is_some() {
        return Ok(());
    }
    let picks = picks_with_room(&store::rooms(tx, run).await?);
    match seats::enter(tx, deed, run, staff, way, picks).await {
        Ok(_) => Ok(()),
        Err(Error::Refused(why)) => {
            let names = people::names_of(tx, std::slice::from_ref(staff)).await?;
            let name = names.get(staff).cloned().unwrap_or_default();
            Err(Refusal::Of {
                name,
                why: page.text(&why.text()),
            }
            .into())
        }
        Err(other) => Err(other),
    }
}
