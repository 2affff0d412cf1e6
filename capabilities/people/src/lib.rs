//! People and organisation in time: who is on the staff, in which unit, with which post, on which day.
//!
//! Every other capability leans on this one, and only through what stands here.
mod cache;
mod changed;
mod export;
mod facts;
mod find;
pub mod import;
mod indicators;
mod model;
mod organisation;
mod pages;
mod seen;
mod store;
mod titles;

use gate::{Capability, NavEntry};

pub use changed::{Changed, staff_changed};
pub use export::{ExportRefusal, FileFormat, export_file, list_file};
pub use facts::{Facts, GradeFacts, PostFacts, facts_of, facts_on};
pub use import::{Report, Source, import_file};
pub use indicators::INDICATORS;
pub use model::{Assignment, AssignmentKind, Kind, Level, Sex, Staff, Unit};
pub use organisation::{Organisation, Unresolved};
pub use store::{
    all_units, assignments_of, head_of, main_unit_of, members_of, name_of, names_of, predecessors,
    staff, staff_of_number, successors, unit_history, unit_name, unit_on, units_of, units_on,
    version,
};

#[cfg(test)]
mod tests;

/// People and organisation as a part of the house.
pub const CAPABILITY: Capability = Capability {
    name: "people",
    routes: pages::routes,
    migrations: &[
        db::Migration {
            name: "people/0001_people",
            sql: include_str!("../migrations/0001_people.sql"),
        },
        db::Migration {
            name: "people/0002_job_family",
            sql: include_str!("../migrations/0002_job_family.sql"),
        },
        db::Migration {
            name: "people/0003_changes",
            sql: include_str!("../migrations/0003_changes.sql"),
        },
    ],
    words: web::Words {
        ja: concat!(
            include_str!("../text/ja.ftl"),
            include_str!("../text/indicators/ja.ftl"),
            include_str!("../text/actions/ja.ftl")
        ),
        en: concat!(
            include_str!("../text/en.ftl"),
            include_str!("../text/indicators/en.ftl"),
            include_str!("../text/actions/en.ftl")
        ),
    },
    policies: include_str!("policy.cedar"),
    roles: &["hr", "auditor"],
    walls: &[],
    nav: &[
        NavEntry {
            href: "/staff",
            label_key: "people-list",
            action: pages::LIST,
            place: 40,
        },
        NavEntry {
            href: "/directory",
            label_key: "people-directory",
            action: pages::DIRECTORY,
            place: 42,
        },
        NavEntry {
            href: "/organisation",
            label_key: "people-organisation",
            action: pages::ORGANISATION,
            place: 44,
        },
        NavEntry {
            href: "/changes",
            label_key: "people-changes",
            action: pages::SEE_FUTURE,
            place: 46,
        },
        NavEntry {
            href: "/import",
            label_key: "people-import",
            action: pages::IMPORT,
            place: 48,
        },
    ],
    tasks: None,
    register: Some(gate::Register {
        unit_names: |tx, codes, on| Box::pin(store::unit_names(tx, codes, on)),
        has_record: |tx, id| Box::pin(store::has_staff(tx, id)),
    }),
};
