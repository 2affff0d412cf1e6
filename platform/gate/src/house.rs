//! What a capability brings, and the house that holds them all.
use std::{
    collections::{BTreeSet, HashSet},
    future::Future,
    ops::Deref,
    path::PathBuf,
    pin::Pin,
    sync::Arc,
};

use axum::{handler::Handler, http::Method, routing::MethodRouter};
use base::{Date, Instant, StaffId};
use db::{Db, Migration, Tx};
use web::{Page, Text, Texts, Who, Words};

use crate::{
    model::{Action, Actor, Grant, Relation, Role, Scope},
    password::{Effort, Passwords},
    policy::{Policies, PolicyError},
    register::Register,
    rules::{self, Reach},
    walls::{self, Wall},
};

/// One address with one method, and the action that it is. A route without an action cannot be written.
pub struct Route {
    pub method: Method,
    /// The path as axum reads it: `/people/{staff}`.
    pub path: &'static str,
    pub action: Action,
    pub(crate) is_sensitive: bool,
    pub(crate) is_city_wide: bool,
    pub(crate) page_of_person: Option<&'static str>,
    pub(crate) handler: MethodRouter<App>,
}

impl Route {
    pub fn get<H, T>(path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        Self {
            method: Method::GET,
            path,
            action,
            is_sensitive: false,
            is_city_wide: false,
            page_of_person: None,
            handler: axum::routing::get(handler),
        }
    }

    pub fn post<H, T>(path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        Self {
            method: Method::POST,
            path,
            action,
            is_sensitive: false,
            is_city_wide: false,
            page_of_person: None,
            handler: axum::routing::post(handler),
        }
    }

    /// Its answer shows a person's record: without an entry in the ledger there is no answer.
    #[must_use]
    pub fn sensitive(mut self) -> Self {
        self.is_sensitive = true;
        self
    }

    /// Its path names one person, as `{staff}`, and is a page about them: a person's own account leads to it under this text, and the
    /// ledger for whoever may see it of everybody.
    #[must_use]
    pub fn page_of_person(mut self, label_key: &'static str) -> Self {
        self.page_of_person = Some(label_key);
        self
    }

    /// What its action does has no unit: who holds the role for one bureau only may not, wherever the action is asked for.
    #[must_use]
    pub fn city_wide(mut self) -> Self {
        self.is_city_wide = true;
        self
    }
}

/// What the ledger tells of that is no action of a route.
const BEFORE_SIGN_IN: [&str; 6] = [
    "gate.sign_in",
    "gate.sign_in_failed",
    "gate.first_password",
    "gate.first_password_failed",
    "gate.change_password_failed",
    "gate.first_administrator",
];

/// A page about one person: see [`Route::page_of_person`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageOfPerson {
    path: &'static str,
    pub(crate) label_key: &'static str,
    pub(crate) action: Action,
}

impl PageOfPerson {
    pub(crate) fn href(&self, staff: &StaffId) -> String {
        self.path.replace("{staff}", staff.as_str())
    }
}

/// A place in the navigation, shown to those who may do its action.
#[derive(Debug, Clone, Copy)]
pub struct NavEntry {
    pub href: &'static str,
    pub label_key: &'static str,
    pub action: Action,
    /// Smaller stands further left.
    pub place: u8,
}

/// Something a person has to do, as the home page lists it.
#[derive(Debug, Clone)]
pub struct Task {
    pub title: Text,
    /// What it is about, in the city's words: a measure's name.
    pub about: String,
    pub href: String,
    pub due_on: Option<Date>,
}

type TasksFuture<'a> = Pin<Box<dyn Future<Output = web::Result<Vec<Task>>> + Send + 'a>>;

/// Reads what a person has to do in one capability.
pub type Tasks = for<'a> fn(&'a App, &'a Actor, &'a mut Tx) -> TasksFuture<'a>;

/// Everything one capability brings to the house.
pub struct Capability {
    pub name: &'static str,
    pub routes: fn() -> Vec<Route>,
    pub migrations: &'static [Migration],
    pub words: Words,
    /// Cedar policies for the actions of its routes.
    pub policies: &'static str,
    /// Roles that its policies speak of, besides `staff`.
    pub roles: &'static [&'static str],
    /// Around which of its roles walls stand.
    pub walls: &'static [Wall],
    pub nav: &'static [NavEntry],
    pub tasks: Option<Tasks>,
    /// What it tells the gate about people and units; one capability does.
    pub register: Option<Register>,
}

impl Capability {
    /// A capability that brings nothing but its name: what it has stands before `..Capability::named("…")`.
    pub const fn named(name: &'static str) -> Self {
        Self {
            name,
            routes: Vec::new,
            migrations: &[],
            words: Words { ja: "", en: "" },
            policies: "",
            roles: &[],
            walls: &[],
            nav: &[],
            tasks: None,
            register: None,
        }
    }
}

/// What the city sets, as far as pages and rules need it.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The city's name as pages and papers show it.
    pub city_name: String,
    /// Served over HTTPS: cookies are marked secure and browsers are told to stay with it.
    pub is_https: bool,
    /// A reverse proxy on the same machine tells the address of the browser in `X-Forwarded-For`.
    pub has_proxy: bool,
    /// Where to look for a Japanese font before the system's folders.
    pub font_folder: Option<PathBuf>,
    pub password_effort: Effort,
    /// Fictional people sign in with one shared password; pages say so.
    pub is_demo: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            city_name: String::new(),
            is_https: false,
            has_proxy: false,
            font_folder: None,
            password_effort: Effort::Full,
            is_demo: false,
        }
    }
}

/// The running program.
pub struct House {
    pub db: Db,
    clock: Box<dyn Fn() -> Instant + Send + Sync>,
    pub texts: Arc<Texts>,
    pub policies: Policies,
    reads: ledger::Reads,
    pub passwords: Passwords,
    pub settings: Settings,
    pub(crate) nav: Vec<NavEntry>,
    pub(crate) tasks: Vec<Tasks>,
    pub(crate) register: Option<Register>,
    pub(crate) pages_of_person: Vec<PageOfPerson>,
    /// Everything that an entry of the ledger may name.
    pub(crate) actions: BTreeSet<&'static str>,
    pub(crate) roles: Vec<Role>,
    pub(crate) walls: Vec<Wall>,
    /// Actions whose work has no unit: see [`Route::city_wide`].
    city_wide: HashSet<Action>,
}

/// A handle on the house; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<House>);

impl Deref for App {
    type Target = House;
    fn deref(&self) -> &House {
        &self.0
    }
}

impl App {
    /// Brings the capabilities together. The database must have been migrated with [`migrations`].
    pub fn new(
        db: Db,
        clock: impl Fn() -> Instant + Send + Sync + 'static,
        settings: Settings,
        capabilities: &[&Capability],
    ) -> Result<Self, PolicyError> {
        let words = [&web::WORDS]
            .into_iter()
            .chain(capabilities.iter().map(|it| &it.words));
        let mut nav: Vec<_> = capabilities
            .iter()
            .flat_map(|it| it.nav.iter().copied())
            .collect();
        nav.sort_by_key(|it| it.place);
        let mut roles: Vec<_> = [Role::STAFF, Role::HEAD, Role::SYSTEM_ADMINISTRATOR]
            .into_iter()
            .chain(
                capabilities
                    .iter()
                    .flat_map(|it| it.roles.iter().map(|it| Role::new(*it))),
            )
            .collect();
        roles.sort();
        roles.dedup();
        let walls = walls::walls_of(capabilities);
        // A misspelt role would leave a hole where a wall should be.
        let is_role = |name: &&str| roles.iter().any(|it| it.name() == *name);
        for wall in &walls {
            if let Some(name) = wall
                .from
                .iter()
                .chain([&wall.protects])
                .find(|it| !is_role(it))
            {
                return Err(PolicyError::Invalid(format!(
                    "a wall names the role {name}, which nobody can hold"
                )));
            }
        }
        Ok(Self(Arc::new(House {
            reads: ledger::Reads::start(db.clone()),
            db,
            clock: Box::new(clock),
            texts: Arc::new(Texts::new(words)),
            policies: Policies::parse(capabilities.iter().map(|it| it.policies))?,
            passwords: Passwords::new(settings.password_effort),
            settings,
            nav,
            tasks: capabilities.iter().filter_map(|it| it.tasks).collect(),
            roles,
            walls,
            register: capabilities.iter().find_map(|it| it.register),
            pages_of_person: pages_of_person(capabilities),
            actions: actions(capabilities),
            city_wide: city_wide(capabilities),
        })))
    }

    pub fn now(&self) -> Instant {
        (self.clock)()
    }

    /// Records that somebody looked. Returns once it is on disk; on an error nothing may be shown.
    pub async fn record(&self, entry: ledger::Entry) -> web::Result<()> {
        self.reads.record(entry).await.map_err(web::Error::fault)
    }

    /// Today in the city.
    pub fn today(&self) -> Date {
        base::city_date(self.now())
    }

    /// How far another action would reach for this person today: to show or hide a link, or to list what they have to do.
    pub fn scope(&self, actor: &Actor, action: Action) -> Scope {
        self.reach(action, &actor.staff, &actor.grants, self.today())
            .scope
    }

    pub(crate) fn reach(
        &self,
        action: Action,
        staff: &StaffId,
        grants: &[Grant],
        today: Date,
    ) -> Reach {
        let mut reach = rules::reach(&self.policies, &self.walls, action, staff, grants, today);
        if self.city_wide.contains(&action) && !reach.scope.is_city() {
            reach.scope = Scope::NOBODY;
        }
        reach
    }

    /// For which units this person may hand out a role.
    pub(crate) fn reach_of_granting(&self, actor: &Actor, role: &Role) -> Scope {
        if *role == Role::STAFF {
            return Scope::NOBODY;
        }
        rules::reach_of_granting(
            &self.policies,
            &self.walls,
            role,
            &actor.staff,
            &actor.grants,
            self.today(),
        )
    }

    pub fn may(&self, actor: &Actor, action: Action) -> bool {
        !self.scope(actor, action).is_nobody()
    }

    /// All walls that stand around roles.
    pub fn walls(&self) -> &[Wall] {
        &self.walls
    }

    /// All roles that exist, in a fixed order.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// Who may do an action and who may not, in words, from the policies: 「人事課（全庁）、所属長（所属とその下の組織）、本人」,
    /// and 「システム管理者、ほかの職員」.
    pub fn who_may(&self, page: &Page, action: Action) -> Who {
        let joint = page.t("gate-list-joint");
        let (mut can, mut cannot) = (Vec::new(), Vec::new());
        let mut others = page.t("gate-who-without-role").into_owned();
        for role in &self.roles {
            let name = page.t(&role.text_key()).into_owned();
            let widest = self.policies.widest(role, action);
            let key = match (*role == Role::STAFF, widest) {
                (true, None) => continue,
                (false, None) => {
                    cannot.push(name);
                    continue;
                }
                (true, Some(Relation::Own)) => {
                    others = page.t("gate-who-others").into_owned();
                    "gate-who-own".to_owned()
                }
                (true, Some(_)) => {
                    return Who {
                        can: page.t("gate-who-everybody").into_owned(),
                        cannot: page.t("web-none").into_owned(),
                    };
                }
                (false, Some(it)) => format!("gate-who-{}", it.name()),
            };
            can.push(page.say(&key, &[("role", name.into())]).into_owned());
        }
        cannot.push(others);
        Who {
            can: can.join(&joint),
            cannot: cannot.join(&joint),
        }
    }
}

/// The actions of the routes, and what happens before anybody is signed in.
fn actions(capabilities: &[&Capability]) -> BTreeSet<&'static str> {
    let routes = capabilities.iter().flat_map(|it| (it.routes)());
    routes
        .map(|it| it.action)
        .filter(|it| *it != Action::PUBLIC)
        .map(|it| it.0)
        .chain(BEFORE_SIGN_IN)
        .collect()
}

fn pages_of_person(capabilities: &[&Capability]) -> Vec<PageOfPerson> {
    let routes = capabilities.iter().flat_map(|it| (it.routes)());
    routes
        .filter_map(|it| {
            Some(PageOfPerson {
                path: it.path,
                label_key: it.page_of_person?,
                action: it.action,
            })
        })
        .collect()
}

fn city_wide(capabilities: &[&Capability]) -> HashSet<Action> {
    let routes = capabilities.iter().flat_map(|it| (it.routes)());
    routes
        .filter(|it| it.is_city_wide)
        .map(|it| it.action)
        .collect()
}

/// The migrations of the platform and of all capabilities, in the order in which they run.
pub fn migrations(capabilities: &[&Capability]) -> Vec<Migration> {
    let platform = ledger::MIGRATIONS.iter().chain(jobs::MIGRATIONS);
    platform
        .chain(capabilities.iter().flat_map(|it| it.migrations))
        .copied()
        .collect()
}
