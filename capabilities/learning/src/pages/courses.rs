//! The forms of a course: what it is, and for whom.
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use base::{FiscalYear, UnitCode};
use gate::{App, Sent, Visit};
use people::Organisation;
use programme::{
    audience::{Audience, findings},
    model::{Course, CourseContent, CourseId},
};
use web::{
    Error, Page, Result,
    form::{
        Answer, Choice, Draft, Field, FormState, Outcome, form_id, form_id_field, outcome, version,
        version_field,
    },
};

use super::{course_path, deed, noted, number, under_course, withdrawal, words};
use crate::{actions::courses, model::Target, refusal::Refusal};

/// The most minutes of a course: a hundred days.
const MOST_MINUTES: i64 = 48_000;

fn fields(page: &Page, course: Option<&Course>) -> Vec<Field> {
    let content = course.map(|it| &it.content);
    let text = |read: fn(&CourseContent) -> String| content.map(read).unwrap_or_default();
    let tick = |is_set: bool| if is_set { "yes" } else { "" };
    let line = |name, key: &str, most: usize| Field::text(name, page.t(key)).max_length(most);
    let digits = |name, key: &str| Field::digits(name, page.t(key)).width("width-8");
    let mut fields = vec![
        line("title", "learning-title", 100)
            .required()
            .value(text(|it| it.title.clone())),
        line("category", "learning-category", 40)
            .required()
            .help(page.t("learning-category-help"))
            .value(text(|it| it.category.clone())),
        line("measure", "learning-measure", 12)
            .help(page.t("learning-measure-help"))
            .width("width-8")
            .value(text(|it| it.measure_key.clone())),
        Field::area("aim", page.t("learning-aim"))
            .rows(2)
            .max_length(500)
            .value(text(|it| it.aim.clone())),
        Field::area("content", page.t("learning-content"))
            .rows(4)
            .max_length(4_000)
            .value(text(|it| it.content.clone())),
        digits("minutes", "learning-minutes")
            .required()
            .value(text(|it| it.minutes.to_string())),
        digits("valid_years", "learning-valid")
            .help(page.t("learning-valid-help"))
            .value(text(|it| {
                it.valid_years.map(|it| it.to_string()).unwrap_or_default()
            })),
        digits("least", "learning-least")
            .required()
            .help(page.t("learning-least-help"))
            .value(content.map_or("80".to_owned(), |it| it.least_attendance.to_string())),
        Field::check("consent", page.t("learning-consent-needed"))
            .value(tick(content.is_some_and(|it| it.needs_consent))),
    ];
    fields.extend(target_fields(page, content));
    fields
}

/// For whom: duty or open, and the conditions. A rule that says more than these fields is kept as it is.
fn target_fields(page: &Page, content: Option<&CourseContent>) -> Vec<Field> {
    let mandatory = content.and_then(|it| it.mandatory_for.as_ref());
    let audience = mandatory.or(content.and_then(|it| it.open_to.as_ref()));
    // Two rules, or none, are more than one set of fields can say.
    let has_two = mandatory.is_some() && content.is_some_and(|it| it.open_to.is_some());
    if has_two || content.is_some() && audience.is_none() {
        return Vec::new();
    }
    let target = match audience.map(Target::of) {
        Some(None) => return Vec::new(),
        Some(Some(target)) => target,
        None => Target::default(),
    };
    let choices = vec![
        Choice::new("open", page.t("learning-demand-open")),
        Choice::new("mandatory", page.t("learning-demand-mandatory")),
    ];
    let demand = match mandatory {
        Some(_) => "mandatory",
        None => "open",
    };
    let whole = |it: Option<u16>| it.map(|it| it.to_string()).unwrap_or_default();
    let digits = |name, key: &str, it: Option<u16>| {
        Field::digits(name, page.t(key))
            .width("width-8")
            .value(whole(it))
    };
    let list = |name, key: &str, it: &[String]| {
        Field::text(name, page.t(key))
            .help(page.t("learning-list-help"))
            .max_length(400)
            .value(it.join("、"))
    };
    vec![
        Field::radios("demand", page.t("learning-demand"), choices)
            .help(page.t("learning-demand-help"))
            .value(demand),
        digits("grade_from", "learning-grade-from", target.grade.0),
        digits("grade_to", "learning-grade-to", target.grade.1),
        digits("years_from", "learning-years-from", target.years_hired.0),
        digits("years_to", "learning-years-to", target.years_hired.1),
        list("new_posts", "learning-new-posts", &target.new_posts),
        Field::check("new_head", page.t("learning-new-head")).value(if target.is_new_head {
            "yes"
        } else {
            ""
        }),
        list("units", "learning-units", &target.units),
        list("families", "learning-families", &target.job_families),
    ]
}

/// What was sent. Everything that is wrong is noted at its field.
fn read(
    page: &Page,
    form: &mut FormState,
    before: Option<&CourseContent>,
    organisation: &Organisation,
) -> Option<CourseContent> {
    for (name, key) in [
        ("title", "learning-title"),
        ("category", "learning-category"),
        ("minutes", "learning-minutes"),
        ("least", "learning-least"),
    ] {
        form.require(page, &Field::text(name, page.t(key)).required());
    }
    let whole = number(form, "minutes", 1, MOST_MINUTES);
    let minutes = noted(page, form, whole);
    let whole = number(form, "valid_years", 1, 30);
    let valid_years = noted(page, form, whole);
    let whole = number(form, "least", 0, 100);
    let least = noted(page, form, whole);
    let audiences = match form.has("demand") {
        true => sent_audiences(page, form, organisation),
        false => before.map(|it| (it.mandatory_for.clone(), it.open_to.clone())),
    };
    let (mandatory_for, open_to) = audiences?;
    if form.is_refused() {
        return None;
    }
    Some(CourseContent {
        title: form.text("title"),
        aim: form.text("aim"),
        content: form.text("content"),
        measure_key: base::ascii_number(&form.text("measure")).into_owned(),
        category: form.text("category"),
        minutes: minutes??,
        mandatory_for,
        open_to,
        valid_years: valid_years?,
        needs_consent: form.has("consent"),
        least_attendance: least??,
    })
}

type Audiences = (Option<Audience>, Option<Audience>);

fn sent_audiences(
    page: &Page,
    form: &mut FormState,
    organisation: &Organisation,
) -> Option<Audiences> {
    let mut range = |from, to| {
        let mut whole = |field| {
            let read = number(form, field, 0, 99);
            let found = noted(page, form, read)??;
            u16::try_from(found).ok()
        };
        (whole(from), whole(to))
    };
    let (grade, years_hired) = (
        range("grade_from", "grade_to"),
        range("years_from", "years_to"),
    );
    let units = words(form, "units");
    for code in &units {
        if organisation.unit(&UnitCode(code.clone())).is_none() {
            form.refuse_with(page, &Refusal::UnknownUnit(code.clone()));
        }
    }
    let target = Target {
        grade,
        years_hired,
        new_posts: words(form, "new_posts"),
        is_new_head: form.has("new_head"),
        units,
        job_families: words(form, "families"),
    };
    let audience = target.audience();
    let name = |it: programme::audience::Noun<'_>| it.word().to_owned();
    let teller = programme::audience::Teller { page, name: &name };
    for it in findings(&audience, |_| true) {
        if it.is_refusal() {
            form.refuse("demand", teller.finding(&it, &audience));
        }
    }
    Some(match form.text("demand").as_str() {
        "mandatory" => (Some(audience), None),
        _ => (None, Some(audience)),
    })
}

/// The measure that a course names stands in the plan of the running year, if one runs.
async fn check_measure(app: &App, page: &Page, form: &mut FormState) -> Result<()> {
    let key = base::ascii_number(&form.text("measure")).into_owned();
    if key.is_empty() {
        return Ok(());
    }
    let year = FiscalYear::of(app.today());
    let found = app
        .db
        .read(async |tx| plan::measure_of_key(tx, year, &key).await)
        .await?;
    if found.is_none() {
        form.refuse_with(page, &Refusal::UnknownMeasure(key));
    }
    Ok(())
}

async fn organisation(app: &App) -> Result<std::sync::Arc<Organisation>> {
    let today = app.today();
    Ok(app
        .db
        .read(async |tx| Organisation::load(tx, today).await)
        .await?)
}

pub(crate) async fn blank(visit: Visit) -> Result<Response> {
    add_form(&visit, &FormState::new())
}

fn add_form(visit: &Visit, form: &FormState) -> Result<Response> {
    let page = visit
        .page("learning-course-add")
        .under("/learning", "learning-catalogue");
    let code = Field::text("code", page.t("learning-code"))
        .required()
        .help(page.t("learning-code-help"))
        .max_length(20)
        .width("width-16");
    let fields = fields(&page, None);
    Draft::new(page, form, "/learning/courses", "/learning")
        .fields([form_id_field(), code])
        .fields(fields)
        .show()
}

pub(crate) async fn add(State(app): State<App>, visit: Visit, sent: Sent) -> Result<Response> {
    let page = visit.page("learning-course-add");
    let id = CourseId(form_id(&sent));
    let mut form = sent.form;
    form.require(
        &page,
        &Field::text("code", page.t("learning-code")).required(),
    );
    check_measure(&app, &page, &mut form).await?;
    let organisation = organisation(&app).await?;
    if let Some(content) = read(&page, &mut form, None, &organisation) {
        let (deed, code) = (deed(&app, &visit), form.text("code"));
        let added = app
            .db
            .write(async |tx| courses::add(tx, deed, &id, &code, content.clone()).await)
            .await;
        if let Outcome::Done(()) = outcome(&page, &mut form, added)? {
            return Ok(web::back_to(course_path(&id), "learning-notice-saved").into_response());
        }
    }
    add_form(&visit, &form)
}

async fn found(app: &App, id: &CourseId) -> Result<Course> {
    app.db.read(async |tx| courses::course(tx, id).await).await
}

pub(crate) async fn edit(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CourseId>,
) -> Result<Response> {
    let course = found(&app, &id).await?;
    edit_form(&visit, &course, &FormState::new(), false)
}

fn edit_form(visit: &Visit, course: &Course, form: &FormState, is_stale: bool) -> Result<Response> {
    let page = under_course(visit.page("learning-course-change"), course);
    let fields = fields(&page, Some(course));
    let theirs = is_stale.then(|| {
        vec![
            Answer::new(page.t("learning-title"), &course.content.title),
            Answer::new(page.t("learning-aim"), &course.content.aim),
            Answer::new(page.t("learning-content"), &course.content.content),
        ]
    });
    let path = course_path(&course.id);
    let removal = format!("{path}/withdrawal");
    Draft::new(page, form, path.clone(), path)
        .seen(version_field(course.version), theirs)
        .fields(fields)
        .removal(removal)
        .show()
}

pub(crate) async fn change(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CourseId>,
    sent: Sent,
) -> Result<Response> {
    let course = found(&app, &id).await?;
    let page = visit.page("learning-course-change");
    let (seen, mut form) = (version(&sent), sent.form);
    let mut is_stale = false;
    check_measure(&app, &page, &mut form).await?;
    let organisation = organisation(&app).await?;
    if let Some(content) = read(&page, &mut form, Some(&course.content), &organisation) {
        let deed = deed(&app, &visit);
        let changed = app
            .db
            .write(async |tx| courses::change(tx, deed, &id, seen, &content).await)
            .await;
        match outcome(&page, &mut form, changed)? {
            Outcome::Done(()) => {
                let back = course_path(&id);
                return Ok(web::back_to(back, "learning-notice-saved").into_response());
            }
            Outcome::Stale => is_stale = true,
            Outcome::Refused => {}
        }
    }
    let course = found(&app, &id).await?;
    edit_form(&visit, &course, &form, is_stale)
}

pub(crate) async fn withdrawal_form(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CourseId>,
) -> Result<Response> {
    let course = found(&app, &id).await?;
    withdrawing(&visit, &course, &FormState::new())
}

fn withdrawing(visit: &Visit, course: &Course, form: &FormState) -> Result<Response> {
    let page = under_course(visit.page("learning-course-withdraw"), course);
    let (about, button) = ("learning-course-withdraw-about", "learning-course-withdraw");
    withdrawal(page, form, course_path(&course.id), about, button)
        .fact("learning-title", &course.content.title)
        .show()
}

pub(crate) async fn withdraw(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CourseId>,
    sent: Sent,
) -> Result<Response> {
    let page = visit.page("learning-course-withdraw");
    let (deed, because) = (deed(&app, &visit), sent.text("reason"));
    let mut form = sent.form;
    let done = app
        .db
        .write(async |tx| courses::withdraw(tx, deed, &id, &because).await)
        .await;
    match outcome(&page, &mut form, done)? {
        Outcome::Done(()) => {
            Ok(web::back_to(course_path(&id), "learning-notice-saved").into_response())
        }
        Outcome::Refused => withdrawing(&visit, &found(&app, &id).await?, &form),
        Outcome::Stale => Err(Error::Stale),
    }
}
