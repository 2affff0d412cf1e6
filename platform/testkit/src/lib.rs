//! A small town to test in: its own database, its own calendar, and people who ask for things in a browser.
//!
//! The database is SQLite in memory, or a schema of its own in PostgreSQL when `TEST_DATABASE_URL` names one; so every story
//! is told on both.
mod reply;
mod visitor;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    http::{Method, StatusCode},
};
use base::{Date, FAR_FUTURE, Instant, StaffId, UnitCode};
use db::Db;
use gate::{
    App, Capability, Effort, Grant, GrantId, Role, Settings, Source, rules::AccountTimes, store,
};

pub use reply::Reply;
pub use visitor::Visitor;

/// The password of everybody in town.
pub(crate) const PASSWORD: &str = "a password for the whole town";

/// A town with the given capabilities, on 1 April 2026 at nine in the morning unless [`Town::on`] says otherwise.
#[derive(Clone)]
pub struct Town {
    pub app: App,
    pub(crate) router: Router,
    capabilities: Arc<[&'static Capability]>,
    now: Arc<Mutex<Instant>>,
    numbers: Arc<Mutex<HashMap<String, String>>>,
}

impl Town {
    pub async fn new(capabilities: &[&'static Capability]) -> Self {
        let mut all = vec![&gate::CAPABILITY];
        all.extend(capabilities);
        let db = Db::scratch().await.expect("a scratch database opens");
        db.migrate(&gate::migrations(&all))
            .await
            .expect("the migrations run on an empty database");
        let now = Arc::new(Mutex::new(nine_oclock(base::date(2026, 4, 1))));
        let clock = Arc::clone(&now);
        let settings = Settings {
            city_name: "汐見市".to_owned(),
            password_effort: Effort::Token,
            ..Settings::default()
        };
        let app = App::new(
            db,
            move || {
                *clock
                    .lock()
                    .expect("no test panics while it sets the clock")
            },
            settings,
            &all,
        )
        .expect("the policies are Cedar");
        let router = gate::router(&app, &all);
        Self {
            app,
            router,
            capabilities: all.into(),
            now,
            numbers: Arc::default(),
        }
    }

    /// The same town on another day, at nine in the morning.
    #[must_use]
    pub fn on(self, day: Date) -> Self {
        self.at(nine_oclock(day))
    }

    /// The same town at another moment.
    #[must_use]
    pub fn at(self, now: Instant) -> Self {
        *self
            .now
            .lock()
            .expect("no test panics while it sets the clock") = now;
        self
    }

    /// Puts something into the database before the story begins.
    pub async fn given<T, F>(&self, work: F) -> T
    where
        F: for<'t> db::Work<'t, T, web::Error>,
    {
        self.app
            .db
            .write(work)
            .await
            .expect("what is given can be stored")
    }

    /// Looks into the database after the story.
    pub async fn look<T, F>(&self, work: F) -> T
    where
        F: for<'t> db::Work<'t, T, web::Error>,
    {
        self.app
            .db
            .read(work)
            .await
            .expect("the database can be read")
    }

    /// Gives a person an account; their id is their name. Done by itself for whoever asks for something.
    pub async fn person(&self, name: &str) -> StaffId {
        let staff = StaffId(name.to_owned());
        let number = {
            let mut numbers = self
                .numbers
                .lock()
                .expect("no test panics while it counts people");
            if numbers.contains_key(name) {
                return staff;
            }
            let number = format!("{:07}", numbers.len() + 1);
            numbers.insert(name.to_owned(), number.clone());
            number
        };
        let hash = self.app.passwords.hash(PASSWORD.to_owned()).await;
        let known = self
            .given(async |tx| {
                let known = store::account(tx, &staff).await?;
                if known.is_none() {
                    let times = AccountTimes {
                        starts_on: base::date(2000, 4, 1),
                        ends_on: FAR_FUTURE,
                        is_disabled: false,
                    };
                    let account = store::Account {
                        staff: staff.clone(),
                        number: number.clone(),
                        name: name.to_owned(),
                        times,
                    };
                    store::keep_account(tx, &account).await?;
                }
                store::set_password_hash(tx, &staff, &hash).await?;
                Ok(known)
            })
            .await;
        // Whom an import brought signs in with the number of the file.
        if let Some(known) = known {
            let mut numbers = self
                .numbers
                .lock()
                .expect("no test panics while it counts people");
            numbers.insert(name.to_owned(), known.number);
        }
        staff
    }

    /// Gives a person a role for a unit, or for the whole city, from 2000 on.
    pub async fn grant(&self, name: &str, role: &str, unit: Option<&str>) {
        self.grant_between(name, role, unit, base::date(2000, 4, 1), FAR_FUTURE)
            .await;
    }

    /// Gives a person a role from a day until the day on which it is no longer held.
    pub async fn grant_between(
        &self,
        name: &str,
        role: &str,
        unit: Option<&str>,
        starts_on: Date,
        ends_on: Date,
    ) {
        self.add_grant(
            name,
            (role, unit),
            (starts_on, ends_on),
            Source::Given,
            None,
        )
        .await;
    }

    /// Gives a person a role that follows from a post, as an import of posts does.
    pub async fn appoint(
        &self,
        name: &str,
        role: &str,
        unit: &str,
        starts_on: Date,
        ends_on: Date,
    ) {
        self.add_grant(
            name,
            (role, Some(unit)),
            (starts_on, ends_on),
            Source::Post,
            None,
        )
        .await;
    }

    /// Lets a person stand in for another from a day until the day on which it is over.
    pub async fn deputise(
        &self,
        name: &str,
        principal: &str,
        (role, unit): (&str, Option<&str>),
        starts_on: Date,
        ends_on: Date,
    ) {
        let principal = self.person(principal).await;
        self.add_grant(
            name,
            (role, unit),
            (starts_on, ends_on),
            Source::Deputy,
            Some(principal),
        )
        .await;
    }

    async fn add_grant(
        &self,
        name: &str,
        (role, unit): (&str, Option<&str>),
        (starts_on, ends_on): (Date, Date),
        source: Source,
        deputy_for: Option<StaffId>,
    ) {
        let staff = self.person(name).await;
        let grant = Grant {
            id: GrantId::fresh(),
            staff,
            role: Role::new(role),
            unit: unit.map(|it| UnitCode(it.to_owned())),
            starts_on,
            ends_on,
            source,
            deputy_for,
        };
        self.given(async |tx| Ok(store::add_grant(tx, &grant).await?))
            .await;
    }

    /// Makes a unit known to the gate from 2000 on: below others, the nearest first, or below none.
    pub async fn unit(&self, code: &str, above: &[&str]) {
        let from = base::date(2000, 4, 1);
        for ancestor in above.iter().chain([&code]) {
            self.given(async |tx| {
                let sql = "insert into gate_unit_reach (ancestor_code, unit_code, starts_on, ends_on) values ($1, $2, $3, $4)";
                tx.execute(sql, db::params![*ancestor, code, from, FAR_FUTURE])
                    .await?;
                Ok(())
            })
            .await;
        }
    }

    /// Every address that changes something and took a form without its token from this person, or a file: none should.
    /// Generated from the routes; a part of a path that stands for a record becomes `x`.
    pub async fn changes_without_a_token(&self, name: &str) -> Vec<String> {
        let mut open = Vec::new();
        for route in self.capabilities.iter().flat_map(|it| (it.routes)()) {
            if route.method == Method::GET {
                continue;
            }
            let steps = route.path.split('/');
            let steps = steps.map(|it| if it.starts_with('{') { "x" } else { it });
            let path = steps.collect::<Vec<_>>().join("/");
            let visitor = self.as_staff(name);
            let form = visitor.post_without_token(&path, &[]).await;
            let file = visitor
                .upload_without_token(&path, "file", "a.csv", b"a")
                .await;
            if [form.status, file.status] != [StatusCode::FORBIDDEN; 2] {
                open.push(format!("{path}: {}, {}", form.status, file.status));
            }
        }
        open
    }

    /// A person at a browser. They sign in with their first request.
    pub fn as_staff(&self, name: &str) -> Visitor {
        Visitor::new(self.clone(), Some(name.to_owned()))
    }

    /// Somebody who has not signed in.
    pub fn as_stranger(&self) -> Visitor {
        Visitor::new(self.clone(), None)
    }

    /// The staff number of a person of this town.
    pub fn number_of(&self, name: &str) -> Option<String> {
        self.numbers
            .lock()
            .expect("no test panics while it counts people")
            .get(name)
            .cloned()
    }
}

/// Nine in the morning in the city.
fn nine_oclock(day: Date) -> Instant {
    base::CITY_OFFSET
        .to_timestamp(day.at(9, 0, 0, 0))
        .expect("a day of the calendar has a morning")
}
