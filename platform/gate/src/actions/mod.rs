//! What people do at the gate: load, decide, save. One transaction each.
mod accounts;
mod refusals;
mod roles;
mod sign_in;

pub use accounts::add_first_administrator;
pub(crate) use accounts::{change_password, issue_first_code, set_disabled};
pub(crate) use roles::{GrantWish, account_of, add_grant, end_grant};
pub(crate) use sign_in::{
    NewSession, Origin, revoke_session, set_first_password, sign_in, sign_out,
};

pub(crate) fn account_subject(id: &str) -> ledger::Subject {
    ledger::Subject::new("account", id)
}
