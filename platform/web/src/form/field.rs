//! What a field shows.
use crate::page::Page;

/// How a field is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    #[default]
    Text,
    /// Digits only on a phone's keyboard; the value stays text, so leading zeros live.
    Digits,
    Email,
    Password,
    /// A search box.
    Search,
    /// A date as text: 「令和8年4月1日」, `2026-04-01`, and whatever else the reader of dates takes.
    Date,
    Area,
    Select,
    Radios,
    Checkboxes,
    /// One box with its own label, value `yes`.
    Check,
    File,
    Hidden,
}

/// One entry of a select, radio or checkbox list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub help: String,
    pub is_chosen: bool,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            ..Self::default()
        }
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

/// A field in the order label → help → field → error. Texts are ready: templates decide nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Field {
    pub name: String,
    pub label: String,
    /// Empty when there is nothing to explain.
    pub help: String,
    pub value: String,
    pub error: Option<String>,
    pub is_required: bool,
    pub kind: Kind,
    pub choices: Vec<Choice>,
    /// A class that says how wide the answer is: `width-4`, `-8`, `-16`, `-32`; empty is as wide as the form.
    pub width: &'static str,
    /// The `autocomplete` word of HTML, `off` unless said otherwise.
    pub autocomplete: &'static str,
    /// In characters; the browser stops there, the rule still checks.
    pub max_length: Option<usize>,
    /// For files: endings as in the `accept` attribute, such as `.csv,.xlsx`.
    pub accept: &'static str,
    /// For areas, in lines.
    pub rows: usize,
}

impl Field {
    fn new(kind: Kind, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            kind,
            autocomplete: "off",
            rows: 3,
            ..Self::default()
        }
    }

    pub fn text(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Text, name, label)
    }

    pub fn digits(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            width: "width-8",
            ..Self::new(Kind::Digits, name, label)
        }
    }

    pub fn email(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            autocomplete: "email",
            ..Self::new(Kind::Email, name, label)
        }
    }

    /// `autocomplete` is `current-password` or `new-password`. The value is never shown again.
    pub fn password(
        name: impl Into<String>,
        label: impl Into<String>,
        autocomplete: &'static str,
    ) -> Self {
        Self {
            autocomplete,
            ..Self::new(Kind::Password, name, label)
        }
    }

    pub fn search(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Search, name, label)
    }

    /// A date with the usual help below its label.
    pub fn date(page: &Page, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            width: "width-16",
            ..Self::new(Kind::Date, name, label)
        }
        .help(page.t("web-date-help"))
    }

    pub fn area(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Area, name, label)
    }

    pub fn select(name: impl Into<String>, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self {
            choices,
            ..Self::new(Kind::Select, name, label)
        }
    }

    pub fn radios(name: impl Into<String>, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self {
            choices,
            ..Self::new(Kind::Radios, name, label)
        }
    }

    pub fn checkboxes(
        name: impl Into<String>,
        label: impl Into<String>,
        choices: Vec<Choice>,
    ) -> Self {
        Self {
            choices,
            ..Self::new(Kind::Checkboxes, name, label)
        }
    }

    pub fn check(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Check, name, label)
    }

    pub fn file(name: impl Into<String>, label: impl Into<String>, accept: &'static str) -> Self {
        Self {
            accept,
            ..Self::new(Kind::File, name, label)
        }
    }

    pub fn hidden(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self::new(Kind::Hidden, name, "").value(value)
    }

    #[must_use]
    pub fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Sets the value; in a list of choices it chooses the one that has it.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        for choice in &mut self.choices {
            choice.is_chosen = choice.value == self.value;
        }
        self
    }

    #[must_use]
    pub fn error(mut self, error: impl Into<String>) -> Self {
        self.error = Some(error.into());
        self
    }

    #[must_use]
    pub fn width(mut self, width: &'static str) -> Self {
        self.width = width;
        self
    }

    #[must_use]
    pub fn autocomplete(mut self, word: &'static str) -> Self {
        self.autocomplete = word;
        self
    }

    #[must_use]
    pub fn max_length(mut self, characters: usize) -> Self {
        self.max_length = Some(characters);
        self
    }

    #[must_use]
    pub fn rows(mut self, lines: usize) -> Self {
        self.rows = lines;
        self
    }

    /// The id of the control, or of the first one in a list of radios or checkboxes; the error summary links to it.
    pub fn id(&self) -> String {
        id_of(&self.name)
    }

    /// The ids of help and error, for `aria-describedby`; empty when there is neither.
    pub fn described_by(&self) -> String {
        let id = self.id();
        match (self.help.is_empty(), self.error.is_some()) {
            (true, false) => String::new(),
            (false, false) => format!("{id}-help"),
            (true, true) => format!("{id}-error"),
            (false, true) => format!("{id}-help {id}-error"),
        }
    }

    /// The `type` of the input; empty for those that are not drawn as one line.
    pub fn input_type(&self) -> &'static str {
        match self.kind {
            Kind::Text | Kind::Digits | Kind::Date => "text",
            Kind::Email => "email",
            Kind::Password => "password",
            Kind::Search => "search",
            Kind::Hidden => "hidden",
            Kind::Area
            | Kind::Select
            | Kind::Radios
            | Kind::Checkboxes
            | Kind::Check
            | Kind::File => "",
        }
    }

    pub fn is_area(&self) -> bool {
        self.kind == Kind::Area
    }
    pub fn is_digits(&self) -> bool {
        self.kind == Kind::Digits
    }
    pub fn is_select(&self) -> bool {
        self.kind == Kind::Select
    }
    pub fn is_radios(&self) -> bool {
        self.kind == Kind::Radios
    }
    pub fn is_checkboxes(&self) -> bool {
        self.kind == Kind::Checkboxes
    }
    pub fn is_check(&self) -> bool {
        self.kind == Kind::Check
    }
    pub fn is_file(&self) -> bool {
        self.kind == Kind::File
    }
    pub fn is_hidden(&self) -> bool {
        self.kind == Kind::Hidden
    }
}

pub(super) fn id_of(name: &str) -> String {
    format!("f-{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_and_error_both_describe_the_field() {
        let field = Field::text("a", "A");
        assert_eq!(field.described_by(), "");
        assert_eq!(
            field.help("help").error("error").described_by(),
            "f-a-help f-a-error"
        );
    }
}
