//! One line of the ledger.
use base::{Instant, StaffId};
use db::{Record, Result, Row};

/// Who did or saw what, in which role, about whom, why, and when. Never the contents: no free text, no answer, no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: String,
    pub at: Instant,
    /// `None` for what the program did by itself, or somebody not signed in.
    pub actor: Option<StaffId>,
    /// The role that gave the authority.
    pub role: Option<String>,
    /// As the policies name it: `people.show`.
    pub action: String,
    /// What it was done to: `("staff", id)`.
    pub subject: Option<(String, String)>,
    /// The key of a text that says what for.
    pub purpose: Option<String>,
    /// Safe facts as short JSON, such as counts.
    pub detail: Option<String>,
}

impl Entry {
    pub fn new(at: Instant, action: &str) -> Self {
        Self {
            id: base::fresh_id(),
            at,
            actor: None,
            role: None,
            action: action.to_owned(),
            subject: None,
            purpose: None,
            detail: None,
        }
    }

    #[must_use]
    pub fn by(mut self, actor: &StaffId, role: &str) -> Self {
        self.actor = Some(actor.clone());
        self.role = Some(role.to_owned());
        self
    }

    #[must_use]
    pub fn about(mut self, kind: &str, id: &str) -> Self {
        self.subject = Some((kind.to_owned(), id.to_owned()));
        self
    }

    #[must_use]
    pub fn purpose(mut self, text_key: &str) -> Self {
        self.purpose = Some(text_key.to_owned());
        self
    }

    #[must_use]
    pub fn detail(mut self, facts: &serde_json::Value) -> Self {
        self.detail = Some(facts.to_string());
        self
    }
}

impl Record for Entry {
    fn read(row: &Row) -> Result<Self> {
        let kind: Option<String> = row.get("subject_kind")?;
        Ok(Self {
            id: row.get("id")?,
            at: row.get("at")?,
            actor: row.get("actor")?,
            role: row.get("role")?,
            action: row.get("action")?,
            subject: match kind {
                Some(kind) => Some((kind, row.get::<Option<String>>("subject_id")?.unwrap_or_default())),
                None => None,
            },
            purpose: row.get("purpose")?,
            detail: row.get("detail")?,
        })
    }
}
