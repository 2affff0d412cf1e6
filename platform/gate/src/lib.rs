//! The way in: sign-in, sessions, roles, and the one place where an action becomes a scope.
//!
//! A capability lists its routes; each names one action. Cedar policies beside the capability say which role may do the
//! action to whose records. The middleware turns person and action into a [`Scope`], and the store puts it into the SQL.
mod actions;
mod cookies;
mod dress;
mod enter;
mod holders;
mod house;
mod model;
mod pages;
mod password;
mod policy;
mod register;
pub mod rules;
mod said;
mod sent;
pub mod store;
mod visit;
pub mod walls;

pub use actions::add_first_administrator;
pub use enter::router;
pub use holders::{holders, holders_in_city, in_place_of};
pub use house::{App, Capability, House, NavEntry, Route, Settings, Task, Tasks, migrations};
pub use model::{
    Action, Actor, Grant, GrantId, Relation, Role, Scope, Source, below, below_on_its_day,
};
pub use password::{Effort, Passwords};
pub use policy::{Policies, PolicyError};
pub use register::Register;
pub use said::{action_in_words, role_in_words};
pub use sent::{Sent, Upload};
pub use store::{Swept, sweep};
pub use visit::{Guest, Visit};
pub use walls::{APPOINTING, Wall, WallBroken, walls_broken, walls_of};

/// Sign-in, the home page with what is to be done, one's own account, and the granting of roles.
pub const CAPABILITY: Capability = Capability {
    name: "gate",
    routes: pages::routes,
    migrations: &[db::Migration {
        name: "0001_gate",
        sql: include_str!("../migrations/0001_gate.sql"),
    }],
    words: web::Words {
        ja: include_str!("../text/ja.ftl"),
        en: include_str!("../text/en.ftl"),
    },
    policies: include_str!("policy.cedar"),
    roles: &["hr", "auditor"],
    walls: &[],
    nav: &[
        NavEntry {
            href: "/",
            label_key: "gate-home",
            action: pages::HOME,
            place: 0,
        },
        NavEntry {
            href: "/roles",
            label_key: "gate-roles",
            action: pages::ROLES,
            place: 80,
        },
        NavEntry {
            href: "/ledger",
            label_key: "gate-ledger",
            action: pages::LEDGER,
            place: 90,
        },
        NavEntry {
            href: "/account",
            label_key: "gate-account",
            action: pages::ACCOUNT,
            place: 95,
        },
    ],
    tasks: None,
    register: None,
};
