use std::{borrow::Cow, fmt::Write};

use base::{Instant, StaffId};
use db::{Cell, FromCell, Value};

/// The id of an entry: a UUIDv7, so that ids sort by the moment they were made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub String);

impl EntryId {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
impl From<&EntryId> for Value {
    fn from(id: &EntryId) -> Self {
        id.0.as_str().into()
    }
}
impl FromCell for EntryId {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        String::from_cell(cell).map(Self)
    }
}

/// Who acts, and in which role.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actor {
    /// `None` for the program itself.
    pub staff: Option<StaffId>,
    /// The key of the role in which the person acts, such as `section_head`.
    pub role: Option<String>,
}

impl Actor {
    pub fn staff(staff: &StaffId, role: &str) -> Self {
        Self {
            staff: Some(staff.clone()),
            role: Some(role.to_owned()),
        }
    }

    /// The program itself: a schedule, a migration, the command line.
    pub fn system() -> Self {
        Self::default()
    }
}

/// Whom or what an entry is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Such as `staff` or `measure`.
    pub kind: String,
    pub id: String,
}

impl Subject {
    pub fn new(kind: &str, id: impl Into<String>) -> Self {
        Self {
            kind: kind.to_owned(),
            id: id.into(),
        }
    }

    pub fn staff(id: &StaffId) -> Self {
        Self::new("staff", id.as_str())
    }
}

/// A fact that may stand in an entry: a number, a yes or no, or a word of the program. Never what a person wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    Count(i64),
    Is(bool),
    Key(&'static str),
}
impl From<i64> for Fact {
    fn from(it: i64) -> Self {
        Self::Count(it)
    }
}
impl From<bool> for Fact {
    fn from(it: bool) -> Self {
        Self::Is(it)
    }
}
impl From<&'static str> for Fact {
    fn from(it: &'static str) -> Self {
        Self::Key(it)
    }
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: EntryId,
    pub at: Instant,
    pub actor: Actor,
    /// The name of the action, such as `people.show`.
    pub action: Cow<'static, str>,
    /// Whether something was only looked at.
    pub is_look: bool,
    pub subject: Option<Subject>,
    /// The key of the purpose that the person gave or that the page has.
    pub purpose: Option<String>,
    /// A small JSON object, as it was built from facts.
    pub(crate) detail: Option<String>,
}

impl Entry {
    /// Something was looked at.
    pub fn look(at: Instant, actor: Actor, action: impl Into<Cow<'static, str>>) -> Self {
        Self::new(at, actor, action.into(), true)
    }

    /// Something was changed.
    pub fn change(at: Instant, actor: Actor, action: impl Into<Cow<'static, str>>) -> Self {
        Self::new(at, actor, action.into(), false)
    }

    fn new(at: Instant, actor: Actor, action: Cow<'static, str>, is_look: bool) -> Self {
        Self {
            id: EntryId(base::fresh_id()),
            at: to_milliseconds(at),
            actor,
            action,
            is_look,
            subject: None,
            purpose: None,
            detail: None,
        }
    }

    #[must_use]
    pub fn about(mut self, subject: Subject) -> Self {
        self.subject = Some(subject);
        self
    }

    #[must_use]
    pub fn for_purpose(mut self, key: &str) -> Self {
        self.purpose = Some(key.to_owned());
        self
    }

    /// Adds a fact; each name once. Names and keys are words of the program: letters, digits, `_`, `-` and `.`.
    #[must_use]
    pub fn with(mut self, name: &'static str, fact: impl Into<Fact>) -> Self {
        let value = match fact.into() {
            Fact::Count(it) => it.to_string(),
            Fact::Is(it) => it.to_string(),
            Fact::Key(it) => {
                debug_assert!(is_word(it), "{it} is not a word of the program");
                format!(r#""{it}""#)
            }
        };
        self.put(name, &value);
        self
    }

    /// In whose place the person acted, as a deputy. An entry that says so already stays as it is.
    #[must_use]
    pub fn in_place_of(mut self, staff: &StaffId) -> Self {
        if self.principal().is_none() {
            self.put(IN_PLACE_OF, &format!(r#""{}""#, staff.as_str()));
        }
        self
    }

    /// In whose place a deputy acted.
    pub fn principal(&self) -> Option<StaffId> {
        let (_, rest) = self
            .detail()?
            .split_once(&format!(r#""{IN_PLACE_OF}":""#))?;
        let (id, _) = rest.split_once('"')?;
        Some(StaffId(id.to_owned()))
    }

    /// `value` is JSON.
    fn put(&mut self, name: &str, value: &str) {
        debug_assert!(is_word(name), "{name} is not a word of the program");
        let detail = self.detail.get_or_insert_with(|| "{}".to_owned());
        detail.pop();
        let comma = if detail.len() == 1 { "" } else { "," };
        write!(detail, r#"{comma}"{name}":{value}}}"#).expect("writing to a String cannot fail");
    }

    /// The facts as JSON, if there are any.
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }
}

/// The fact that names a deputy's principal by their id.
const IN_PLACE_OF: &str = "in_place_of";

fn is_word(text: &str) -> bool {
    text.bytes()
        .all(|it| it.is_ascii_alphanumeric() || b"_-.".contains(&it))
}

/// As the database keeps it, so that an entry reads back equal.
fn to_milliseconds(at: Instant) -> Instant {
    Instant::from_millisecond(at.as_millisecond()).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_make_a_small_json_object_in_their_order() {
        let at = Instant::UNIX_EPOCH;
        let entry = Entry::look(at, Actor::system(), "people.list");

        assert_eq!(entry.detail(), None);
        let entry = entry
            .with("rows", 50)
            .with("is_export", true)
            .with("format", "csv");
        assert_eq!(
            entry.detail(),
            Some(r#"{"rows":50,"is_export":true,"format":"csv"}"#)
        );
    }

    #[test]
    fn an_entry_names_once_in_whose_place_somebody_acted() {
        let entry = Entry::look(Instant::UNIX_EPOCH, Actor::system(), "people.list");
        assert_eq!(entry.principal(), None);

        let chief = StaffId("0198-chief".into());
        let entry = entry
            .with("rows", 50)
            .in_place_of(&chief)
            .in_place_of(&StaffId("other".into()))
            .with("format", "csv");

        assert_eq!(entry.principal(), Some(chief));
        assert_eq!(
            entry.detail(),
            Some(r#"{"rows":50,"in_place_of":"0198-chief","format":"csv"}"#)
        );
    }

    #[test]
    #[should_panic(expected = "not a word")]
    fn free_text_is_not_a_fact() {
        let _ = Entry::look(Instant::UNIX_EPOCH, Actor::system(), "x").with("note", "電話で相談");
    }
}
