//! The courses as web pages.
pub(crate) mod catalogue;
pub(crate) mod course;
pub(crate) mod courses;
pub(crate) mod mine;
pub(crate) mod nominations;
pub(crate) mod people;
pub(crate) mod roster;
pub(crate) mod runs;
pub(crate) mod seats;
pub(crate) mod sessions;

use base::{Date, FiscalYear};
use gate::{App, Visit};
use ledger::Subject;
use programme::{
    model::{Course, Run, RunState, Session},
    seats::State,
};
use web::{
    Page,
    form::{Draft, Field, FormState},
};

use crate::{actions::Deed, refusal::Refusal};

fn deed<'a>(app: &App, visit: &'a Visit) -> Deed<'a> {
    Deed {
        actor: &visit.actor,
        now: app.now(),
    }
}

fn course_path(course: &programme::model::CourseId) -> String {
    format!("/learning/courses/{course}")
}

fn run_path(run: &programme::model::RunId) -> String {
    format!("/learning/runs/{run}")
}

/// A page under the course that it belongs to.
fn under_course(page: Page, course: &Course) -> Page {
    let mut page = page.under("/learning", "learning-catalogue");
    page.breadcrumbs.push(web::Link {
        href: course_path(&course.id),
        label: course.content.title.clone(),
    });
    page
}

/// The form that calls something off: why, for all who are told.
fn withdrawal<'a>(
    page: Page,
    form: &'a FormState,
    path: String,
    about: &str,
    button: &str,
) -> Draft<'a> {
    let reason = Field::area("reason", page.t("learning-reason"))
        .required()
        .rows(2)
        .max_length(500);
    Draft::new(page, form, format!("{path}/withdrawal"), path)
        .intro(about)
        .fields([reason])
        .danger()
        .button(button)
}

/// 第1回
fn run_name(page: &Page, run: &Run) -> String {
    page.say("learning-run-name", &[("number", run.number.into())])
        .into_owned()
}

/// 令和8年（2026年）7月15日 09:00～12:00
fn when(page: &Page, it: &Session) -> String {
    let values = [
        ("day", page.day(it.content.held_on).into()),
        ("starts", it.content.starts_at.to_string().into()),
        ("ends", it.content.ends_at.to_string().into()),
    ];
    page.say("learning-when-value", &values).into_owned()
}

/// A state with the tone in which it is shown.
struct Status {
    tone: &'static str,
    word: String,
}

fn status(page: &Page, state: State) -> Status {
    let tone = match state {
        State::Confirmed | State::Attended => "doing",
        State::Completed => "done",
        State::Waiting | State::Applied | State::Nominated => "waiting",
        State::Offered => "warning",
        State::AbsentTold | State::Absent | State::Failed => "late",
        State::Declined | State::Cancelled | State::Swapped => "none",
    };
    Status {
        tone,
        word: page.t(&state.text_key()).into_owned(),
    }
}

fn run_status(page: &Page, run: &Run, today: Date) -> Status {
    let (tone, key) = match run.state {
        RunState::Draft => ("todo", "programme-runstate-draft"),
        RunState::Closed => ("done", "programme-runstate-closed"),
        RunState::Withdrawn => ("none", "programme-runstate-withdrawn"),
        RunState::Announced if today < run.content.opens_on => ("todo", "learning-run-not-open"),
        RunState::Announced if today <= run.content.closes_on => ("doing", "learning-run-open"),
        RunState::Announced => ("waiting", "learning-run-closed-to-wishes"),
    };
    Status {
        tone,
        word: page.t(key).into_owned(),
    }
}

/// A whole number of a field, as people write it; empty is `None`.
fn number(
    form: &FormState,
    field: &'static str,
    least: i64,
    most: i64,
) -> Result<Option<i64>, Refusal> {
    let Some(text) = form.given(field) else {
        return Ok(None);
    };
    let digits = base::ascii_digits(&text).replace([',', '，'], "");
    let read = digits.parse().ok().filter(|it| (least..=most).contains(it));
    read.map(Some).ok_or(Refusal::Number { field, least, most })
}

/// Notes what is wrong with a field and goes on, so that all of a form is told at once.
fn noted<T>(page: &Page, form: &mut FormState, read: Result<T, Refusal>) -> Option<T> {
    match read {
        Ok(it) => Some(it),
        Err(refusal) => {
            form.refuse_with(page, &refusal);
            None
        }
    }
}

/// Several words of a field, apart by 、 , or a line.
fn words(form: &FormState, field: &str) -> Vec<String> {
    form.text(field)
        .split(['、', ',', '，', '\n'])
        .map(|it| it.trim().to_owned())
        .filter(|it| !it.is_empty())
        .collect()
}

/// Whose enrolments the scope of the action opens, as the ledger names them.
fn looked_at(visit: &Visit) -> Vec<Subject> {
    let units = visit.actor.scope.units();
    if units.is_empty() {
        return vec![Subject::new("people", "list")];
    }
    let members = |it: &base::UnitCode| Subject::new("members", it.as_str());
    units.iter().map(members).collect()
}

fn year_of(run: &Run, page: &Page) -> String {
    page.fiscal_year(run.year)
}

/// The fiscal year that runs.
fn this_year(app: &App) -> FiscalYear {
    FiscalYear::of(app.today())
}
