//! What the program can do: one line for each capability.
use db::Migration;
use gate::Capability;

/// Every capability of the program. A new one is its folder and its line here.
pub const ALL: &[&Capability] = &[
    &gate::CAPABILITY,
    &people::CAPABILITY,
    &plan::CAPABILITY,
    &programme::ENGINE,
    &learning::CAPABILITY,
    &manual::CAPABILITY,
    &PROGRAM,
];

/// What the program itself keeps and says: whose database it is, and the words of the command line.
const PROGRAM: Capability = Capability {
    name: "app",
    routes: Vec::new,
    migrations: &[Migration {
        name: "app/0001_city",
        sql: include_str!("../migrations/0001_city.sql"),
    }],
    words: web::Words {
        ja: include_str!("../text/ja.ftl"),
        en: include_str!("../text/en.ftl"),
    },
    policies: "",
    roles: &[],
    walls: &[],
    nav: &[],
    tasks: None,
    register: None,
};

/// The steps of the schema, in the order in which they run.
pub fn migrations() -> Vec<Migration> {
    gate::migrations(ALL)
}
