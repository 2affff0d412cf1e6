//! Forms: what a field shows, what a person sent, and what was wrong with it.
//!
//! A page builds its fields once; [`FormState`] fills them, after a refusal with everything the person had written.
use std::collections::BTreeMap;

use base::Date;

use crate::{
    dates::date_refusal,
    error::Refusal,
    page::Page,
};

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
        Self { value: value.into(), label: label.into(), ..Self::default() }
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
        Self { name: name.into(), label: label.into(), kind, autocomplete: "off", rows: 3, ..Self::default() }
    }

    pub fn text(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Text, name, label)
    }

    pub fn digits(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { width: "width-8", ..Self::new(Kind::Digits, name, label) }
    }

    pub fn email(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { autocomplete: "email", ..Self::new(Kind::Email, name, label) }
    }

    /// `autocomplete` is `current-password` or `new-password`. The value is never shown again.
    pub fn password(name: impl Into<String>, label: impl Into<String>, autocomplete: &'static str) -> Self {
        Self { autocomplete, ..Self::new(Kind::Password, name, label) }
    }

    pub fn search(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Search, name, label)
    }

    /// A date with the usual help below its label.
    pub fn date(page: &Page, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { width: "width-16", ..Self::new(Kind::Date, name, label) }.help(page.t("web-date-help"))
    }

    pub fn area(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Area, name, label)
    }

    pub fn select(name: impl Into<String>, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self { choices, ..Self::new(Kind::Select, name, label) }
    }

    pub fn radios(name: impl Into<String>, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self { choices, ..Self::new(Kind::Radios, name, label) }
    }

    pub fn checkboxes(name: impl Into<String>, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self { choices, ..Self::new(Kind::Checkboxes, name, label) }
    }

    pub fn check(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Check, name, label)
    }

    pub fn file(name: impl Into<String>, label: impl Into<String>, accept: &'static str) -> Self {
        Self { accept, ..Self::new(Kind::File, name, label) }
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
            Kind::Area | Kind::Select | Kind::Radios | Kind::Checkboxes | Kind::Check | Kind::File => "",
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

fn id_of(name: &str) -> String {
    format!("f-{name}")
}

/// What is wrong with a form, to stand above it with links to the fields.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ErrorSummary {
    pub items: Vec<ErrorItem>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorItem {
    /// `None` when the error belongs to no single field.
    pub href: Option<String>,
    pub text: String,
}

impl ErrorSummary {
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

/// One line of a list to check before sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub label: String,
    /// Lines stay lines. Empty shows as 「なし」.
    pub value: String,
    /// Where the answer can be changed.
    pub change_href: Option<String>,
}

impl Answer {
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into(), change_href: None }
    }

    #[must_use]
    pub fn change(mut self, href: impl Into<String>) -> Self {
        self.change_href = Some(href.into());
        self
    }
}

/// What a person sent, and what was wrong with it. Nothing that was written is lost by a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormState {
    values: BTreeMap<String, Vec<String>>,
    /// Field name (empty: the whole form) and sentence, in the order in which they were found.
    errors: Vec<(String, String)>,
}

impl FormState {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut state = Self::default();
        for (name, value) in pairs {
            state.values.entry(name).or_default().push(value);
        }
        state
    }

    /// Sets the value that a form begins with.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.values.entry(name.to_owned()).or_default().push(value.into());
        self
    }

    /// What was sent, without spaces at the ends and with plain line breaks; empty when the field was not there.
    pub fn text(&self, name: &str) -> String {
        self.all(name).first().map(|it| it.trim().replace("\r\n", "\n")).unwrap_or_default()
    }

    /// As [`text`](Self::text), and `None` when it is empty.
    pub fn given(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|it| !it.is_empty())
    }

    /// What was sent, letter for letter: for passwords.
    pub fn exact(&self, name: &str) -> &str {
        self.all(name).first().map_or("", String::as_str)
    }

    /// All values of a name, as a list of checkboxes sends them.
    pub fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a single box was ticked, or a button of that name pressed.
    pub fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// Notes what is wrong. An empty `name` means the whole form.
    pub fn refuse(&mut self, name: &str, sentence: impl Into<String>) {
        self.errors.push((name.to_owned(), sentence.into()));
    }

    /// Notes a refusal of the rules at the field it names.
    pub fn refuse_with(&mut self, page: &Page, refusal: &dyn Refusal) {
        self.refuse(refusal.field().unwrap_or(""), page.text(&refusal.text()));
    }

    /// Refuses when a field that must be filled is empty. Returns whether it is filled.
    pub fn require(&mut self, page: &Page, field: &Field) -> bool {
        let is_filled = self.all(&field.name).iter().any(|it| !it.trim().is_empty());
        if !is_filled {
            self.refuse(&field.name, page.say("web-required-error", &[("field", field.label.as_str().into())]).into_owned());
        }
        is_filled
    }

    /// Reads a day as people write it; what cannot be read, or is empty, is noted at its field.
    pub fn day(&mut self, page: &Page, name: &str) -> Option<Date> {
        match base::read_date(&self.text(name)) {
            Ok(read) => Some(read.date),
            Err(error) => {
                self.refuse(name, page.text(&date_refusal(&error)));
                None
            }
        }
    }

    pub fn is_refused(&self) -> bool {
        !self.errors.is_empty()
    }

    /// The field with what was sent and what was wrong. A name that was not sent keeps the field's own value; passwords and files
    /// are never shown again.
    pub fn fill(&self, mut field: Field) -> Field {
        if let Some((_, sentence)) = self.errors.iter().find(|it| it.0 == field.name) {
            field.error = Some(sentence.clone());
        }
        if matches!(field.kind, Kind::Password | Kind::File) {
            return field;
        }
        let Some(sent) = self.values.get(&field.name) else { return field };
        if let Some(first) = sent.first() {
            field.value.clone_from(first);
        }
        for choice in &mut field.choices {
            choice.is_chosen = sent.contains(&choice.value);
        }
        field
    }

    /// All errors, to stand above the form.
    pub fn summary(&self) -> ErrorSummary {
        let items = self
            .errors
            .iter()
            .map(|(name, text)| ErrorItem {
                href: (!name.is_empty()).then(|| format!("#{}", id_of(name))),
                text: text.clone(),
            })
            .collect();
        ErrorSummary { items }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> FormState {
        FormState::of(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn a_refused_form_keeps_what_was_written() {
        let mut form = sent(&[("name", "  山田 "), ("kind", "b")]);
        form.refuse("name", "名前が長すぎます。");

        let name = form.fill(Field::text("name", "名前").value("以前の名前"));
        let kind = form.fill(Field::radios("kind", "種別", vec![Choice::new("a", "A"), Choice::new("b", "B")]).value("a"));

        assert_eq!(name.value, "  山田 ");
        assert_eq!(name.error.as_deref(), Some("名前が長すぎます。"));
        assert_eq!(kind.choices.iter().map(|it| it.is_chosen).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn a_password_is_never_shown_again() {
        let form = sent(&[("password", "secret")]);

        assert_eq!(form.fill(Field::password("password", "パスワード", "current-password")).value, "");
        assert_eq!(form.exact("password"), "secret");
    }

    #[test]
    fn several_ticked_boxes_are_all_kept() {
        let form = sent(&[("unit", "a"), ("unit", "c")]);
        let field = Field::checkboxes("unit", "組織", ["a", "b", "c"].map(|it| Choice::new(it, it)).to_vec());

        let chosen: Vec<_> = form.fill(field).choices.into_iter().filter(|it| it.is_chosen).map(|it| it.value).collect();

        assert_eq!(chosen, ["a", "c"]);
    }

    #[test]
    fn the_summary_links_to_the_fields_and_an_error_of_the_whole_form_to_none() {
        let mut form = FormState::new();
        form.refuse("starts_on", "日付ではありません。");
        form.refuse("", "ほかの人が先に保存しました。");

        let hrefs: Vec<_> = form.summary().items.into_iter().map(|it| it.href).collect();

        assert_eq!(hrefs, [Some("#f-starts_on".to_owned()), None]);
    }

    #[test]
    fn help_and_error_both_describe_the_field() {
        let field = Field::text("a", "A");
        assert_eq!(field.described_by(), "");
        assert_eq!(field.help("help").error("error").described_by(), "f-a-help f-a-error");
    }

    #[test]
    fn line_breaks_of_a_browser_become_plain_ones() {
        assert_eq!(sent(&[("note", "一\r\n二\r\n ")]).text("note"), "一\n二");
        assert_eq!(sent(&[("note", " \r\n")]).given("note"), None);
    }
}
