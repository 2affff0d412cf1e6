use base::{Date, Instant, StaffId};
use serde_json::{Map, Value};

/// The record that a message or a task is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Such as `measure` or `goal`.
    pub kind: String,
    pub id: String,
}

impl About {
    pub fn new(kind: &str, id: impl Into<String>) -> Self {
        Self {
            kind: kind.to_owned(),
            id: id.into(),
        }
    }
}

/// Something for one person to know, ready to be sent. It holds the key of a text and arguments that are numbers, days and
/// ids: never what a person wrote.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    pub to_staff: StaffId,
    /// The part of the work it belongs to, such as `plan`.
    pub topic: String,
    pub text_key: String,
    pub about: Option<About>,
    pub(crate) args: Map<String, Value>,
}

impl Message {
    pub fn new(to_staff: &StaffId, topic: &str, text_key: &str) -> Self {
        Self {
            to_staff: to_staff.clone(),
            topic: topic.to_owned(),
            text_key: text_key.to_owned(),
            about: None,
            args: Map::new(),
        }
    }

    #[must_use]
    pub fn about(mut self, about: About) -> Self {
        self.about = Some(about);
        self
    }

    #[must_use]
    pub fn with_count(self, name: &str, count: i64) -> Self {
        self.with(name, count.into())
    }

    #[must_use]
    pub fn with_day(self, name: &str, day: Date) -> Self {
        self.with(name, day.to_string().into())
    }

    /// The id of a record; the reader of the mail is told its name only after asking who may see it.
    #[must_use]
    pub fn with_id(self, name: &str, id: &str) -> Self {
        self.with(name, id.into())
    }

    fn with(mut self, name: &str, value: Value) -> Self {
        self.args.insert(name.to_owned(), value);
        self
    }
}

/// A message that was sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    pub id: String,
    pub topic: String,
    pub text_key: String,
    pub args: Map<String, Value>,
    pub about: Option<About>,
    pub sent_at: Instant,
}

/// A task of somebody that is due soon, today, or was due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub(crate) id: String,
    pub topic: String,
    pub about: About,
    /// The last day on which it is in time.
    pub due_on: Date,
}

/// Everything that one mail tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Digest {
    pub(crate) id: String,
    pub staff: StaffId,
    /// The day on which it is sent.
    pub day: Date,
    /// Oldest first.
    pub notices: Vec<Notice>,
    /// The earliest due first.
    pub due: Vec<Due>,
}
