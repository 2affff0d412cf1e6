//! How an entry of the ledger reads: what was done and to what, in words.
use std::collections::HashMap;

use base::StaffId;
use ledger::{Entry, Subject};
use web::Page;

use crate::{model::Role, store::Account};

/// What was done: the text `action-people-show` of the action `people.show`. One that an older version wrote and nobody words any
/// more says its own name.
pub fn action_in_words(page: &Page, action: &str) -> String {
    in_words(page, "action", action)
}

/// What an entry is about: the word for its kind, and who it is if it is a person. Never what stands in the record.
pub(crate) fn subject_in_words(
    page: &Page,
    subject: &Subject,
    people: &HashMap<StaffId, Account>,
) -> String {
    let kind = in_words(page, "subject", &subject.kind);
    match people.get(&StaffId(subject.id.clone())) {
        Some(person) => page
            .say(
                "gate-ledger-subject-of",
                &[
                    ("kind", kind.into()),
                    ("person", name_and_number(page, person).into()),
                ],
            )
            .into_owned(),
        None => kind,
    }
}

/// The role in which somebody acted, and in whose place: 「所属長（湊 一郎の代理）」. Nothing of what the program itself did.
pub fn role_in_words(
    page: &Page,
    entry: &Entry,
    name_of: impl FnOnce(&StaffId) -> Option<String>,
) -> String {
    let Some(role) = &entry.actor.role else {
        return String::new();
    };
    let role = page.t(&Role::new(role).text_key()).into_owned();
    match entry.principal().as_ref().and_then(name_of) {
        Some(person) => page
            .say(
                "gate-ledger-in-place-of",
                &[("role", role.into()), ("person", person.into())],
            )
            .into_owned(),
        None => role,
    }
}

pub(crate) fn name_and_number(page: &Page, person: &Account) -> String {
    let name = person.name.as_str().into();
    let number = person.number.as_str().into();
    page.say("gate-ledger-person", &[("name", name), ("number", number)])
        .into_owned()
}

fn in_words(page: &Page, kind: &str, name: &str) -> String {
    let key = format!("{kind}-{}", name.replace(['.', '_'], "-"));
    if page.has(&key) {
        page.t(&key).into_owned()
    } else {
        name.to_owned()
    }
}
