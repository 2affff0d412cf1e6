//! Programmes: courses with runs, sessions and seats, for the right people.
//!
//! Twenty-seven measures of a plan are carried out by "a series of sessions for the right people"; this is what they share. It
//! knows no chapter of the plan: a capability says what its courses are for and who may do what with them.
pub mod audience;
pub mod enrol;
pub mod hold;
pub mod model;
mod refusal;
pub mod rules;
pub mod seats;
pub mod store;
pub mod swap;

#[cfg(test)]
mod tests;

pub use refusal::Refusal;

/// What programmes bring to the house: tables and words. Their pages belong to the capabilities.
pub const ENGINE: gate::Capability = gate::Capability {
    migrations: &[db::Migration {
        name: "programme/0001_programme",
        sql: include_str!("../migrations/0001_programme.sql"),
    }],
    words: web::Words {
        ja: include_str!("../text/ja.ftl"),
        en: include_str!("../text/en.ftl"),
    },
    ..gate::Capability::named("programme")
};
