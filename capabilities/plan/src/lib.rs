//! The plan: read from a city's file, carried out over its years, checked, revised and published.
//!
//! `recognise` finds the plan in a file, `compare` says what a revised file changes; `adopted` is the plan as the city adopted it.

pub mod adopted;
mod browse;
mod carry;
pub mod check;
pub mod compare;
pub mod edition;
mod import;
pub mod model;
pub mod recognise;
mod summary;

pub use carry::{
    Reported, ReportedActivity, Stage, StudyStanding, StudyStep, compute_readings, figure_text,
    measure_of_key, report_activity, study_standing, study_steps,
};
pub use import::{
    Adoption, AdoptionRefusal, ImportRefusal, Source, adopt_imported, import_dry_run,
};
pub use model::ImportedPlan;
pub use recognise::{Answers, MOST_YEARS, Refusal, recognise};
pub use summary::{summary_json, tree_json};

/// Everything about the plan. Each part below adds its routes, texts and policies.
pub const CAPABILITY: gate::Capability = gate::Capability {
    name: "plan",
    routes,
    migrations: &[
        db::Migration {
            name: "0001_plan",
            sql: include_str!("../migrations/0001_plan.sql"),
        },
        db::Migration {
            name: "plan/0002_deputies",
            sql: include_str!("../migrations/0002_deputies.sql"),
        },
    ],
    words: web::Words {
        ja: concat!(
            include_str!("../text/ja.ftl"),
            include_str!("../text/import/ja.ftl"),
            include_str!("../text/browse/ja.ftl"),
            include_str!("../text/carry/ja.ftl"),
            include_str!("../text/check/ja.ftl"),
            include_str!("../text/edition/ja.ftl"),
            include_str!("../text/actions/ja.ftl")
        ),
        en: concat!(
            include_str!("../text/en.ftl"),
            include_str!("../text/import/en.ftl"),
            include_str!("../text/browse/en.ftl"),
            include_str!("../text/carry/en.ftl"),
            include_str!("../text/check/en.ftl"),
            include_str!("../text/edition/en.ftl"),
            include_str!("../text/actions/en.ftl")
        ),
    },
    policies: concat!(
        include_str!("policy.cedar"),
        include_str!("import/policy.cedar"),
        include_str!("browse/policy.cedar"),
        include_str!("carry/policy.cedar"),
        include_str!("check/policy.cedar"),
        include_str!("edition/policy.cedar")
    ),
    roles: &["plan_office", "plan_writer", "executive"],
    walls: &[],
    nav: &[
        browse::NAV,
        gate::NavEntry {
            href: "/plan/editions",
            label_key: "plan-edition-title",
            action: edition::READ,
            place: 31,
        },
        gate::NavEntry {
            href: "/plan/cycles",
            label_key: "plan-check-cycles",
            action: check::OVERVIEW,
            place: 32,
        },
        gate::NavEntry {
            href: "/plan/my-checks",
            label_key: "plan-check-mine",
            action: check::MINE,
            place: 33,
        },
        gate::NavEntry {
            href: "/plan/owners",
            label_key: "plan-carry-owners-of-plan",
            action: carry::OWNERS,
            place: 34,
        },
    ],
    register: None,
    tasks: Some(check::tasks),
};

fn routes() -> Vec<gate::Route> {
    let parts: [fn() -> Vec<gate::Route>; 5] = [
        browse::routes,
        import::routes,
        carry::routes,
        check::routes,
        edition::routes,
    ];
    parts.into_iter().flat_map(|it| it()).collect()
}
