//! People and organisation as web pages.
mod changes;
mod import;
mod list;
mod looks;
mod organisation;
mod person;
mod unit;

use base::{Date, FAR_FUTURE, StaffId, UnitCode};
use db::{DbError, Tx};
use gate::{Action, App, Route, Visit};

use crate::store;

pub(crate) const DIRECTORY: Action = Action("people.directory");
pub(crate) const LIST: Action = Action("people.list");
pub(crate) const SHOW: Action = Action("people.show");
pub(crate) const LOOKS: Action = Action("people.looks");
pub(crate) const ORGANISATION: Action = Action("people.organisation");
pub(crate) const SEE_FUTURE: Action = Action("people.see_future");
pub(crate) const IMPORT: Action = Action("people.import");
pub(crate) const EXPORT: Action = Action("people.export");

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/directory", DIRECTORY, list::directory),
        Route::get("/staff", LIST, list::show).sensitive(),
        Route::get("/staff/{staff}", SHOW, person::show)
            .sensitive()
            .page_of_person("people-own-record"),
        Route::get("/staff/{staff}/looks", LOOKS, looks::show)
            .sensitive()
            .page_of_person("people-looks"),
        Route::get("/organisation", ORGANISATION, organisation::show),
        Route::get("/organisation/{unit}", ORGANISATION, unit::show),
        Route::get("/changes", SEE_FUTURE, changes::show).sensitive(),
        Route::get("/import", IMPORT, import::show).city_wide(),
        Route::post("/import", IMPORT, import::check).city_wide(),
        Route::post("/import/{token}", IMPORT, import::commit).city_wide(),
        Route::get("/export", EXPORT, import::export)
            .sensitive()
            .city_wide(),
    ]
}

/// How far into the future somebody may look.
#[derive(Debug, Clone, Copy)]
struct Horizon {
    today: Date,
    sees_future: bool,
}

impl Horizon {
    /// For the city as a whole.
    fn of_city(app: &App, visit: &Visit) -> Self {
        Self {
            today: app.today(),
            sees_future: app.scope(&visit.actor, SEE_FUTURE).is_city(),
        }
    }

    /// For one unit: of those that lie within the scope, now or on the day that is asked for.
    async fn of_unit(
        tx: &mut Tx,
        app: &App,
        visit: &Visit,
        (unit, asked): (&UnitCode, &str),
    ) -> db::Result<Self> {
        let (scope, today) = (app.scope(&visit.actor, SEE_FUTURE), app.today());
        // A unit that lay within it once tells nothing of what is to come.
        let asked = base::read_date(asked).map_or(today, |it| it.date.max(today));
        let is_within = gate::store::is_within;
        Ok(Self {
            today,
            sees_future: is_within(tx, &scope, Some(unit), today).await?
                || is_within(tx, &scope, Some(unit), asked).await?,
        })
    }

    /// For one person: of those who are within the scope now.
    async fn of_person(tx: &mut Tx, app: &App, visit: &Visit, id: &StaffId) -> db::Result<Self> {
        let (scope, today) = (app.scope(&visit.actor, SEE_FUTURE), app.today());
        let sees_future = if scope.is_nobody() || scope.is_city() {
            scope.is_city()
        } else {
            match store::staff_in_scope(tx, id, &scope, today).await {
                Ok(_) => true,
                Err(DbError::NotFound) => false,
                Err(fault) => return Err(fault),
            }
        };
        Ok(Self { today, sees_future })
    }

    /// What begins after this day is not to be shown.
    fn known_until(self) -> Date {
        if self.sees_future {
            FAR_FUTURE
        } else {
            self.today
        }
    }

    /// An end as this person may know it: one that is still to come looks open.
    fn end(self, ends_on: Date) -> Date {
        if ends_on <= self.today || self.sees_future {
            ends_on
        } else {
            FAR_FUTURE
        }
    }
}

/// The day that `?on=` asks for, as far as this person may look; today without one. The text that could not be read, or the
/// refusal of a day still to come, comes beside it as the key of a sentence.
fn day_asked(text: &str, horizon: Horizon) -> (Date, Option<&'static str>) {
    if text.is_empty() {
        return (horizon.today, None);
    }
    match base::read_date(text) {
        Ok(read) if read.date <= horizon.known_until() => (read.date, None),
        Ok(_) => (horizon.today, Some("people-day-not-yet")),
        Err(_) => (horizon.today, Some("people-day-unreadable")),
    }
}

/// A half-open time in words: 「令和6年4月1日（2024年）～」.
fn period(page: &web::Page, from: Date, until: Date) -> String {
    let to = if until == FAR_FUTURE {
        String::new()
    } else {
        page.last_day(until)
    };
    page.say(
        "people-period",
        &[("from", page.day(from).into()), ("to", to.into())],
    )
    .trim()
    .to_owned()
}
