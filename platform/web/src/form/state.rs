//! What a person sent, and what was wrong with it.
use std::collections::BTreeMap;

use base::Date;

use super::field::{Field, Kind, id_of};
use crate::{dates::date_refusal, error::Refusal, page::Page};

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

    /// Lets each line name the field to which it belongs, unless its sentence does so already. What belongs to a hidden field belongs,
    /// for a person, to the whole form.
    #[must_use]
    pub fn naming<'a>(mut self, page: &Page, fields: impl IntoIterator<Item = &'a Field>) -> Self {
        for field in fields {
            let href = format!("#{}", field.id());
            for item in &mut self.items {
                if item.href.as_ref() != Some(&href) {
                    continue;
                }
                if field.is_hidden() {
                    item.href = None;
                } else if !item.text.contains(&field.label) {
                    let field = field.label.as_str().into();
                    let error = item.text.as_str().into();
                    item.text = page
                        .say("web-error-at", &[("field", field), ("error", error)])
                        .into_owned();
                }
            }
        }
        self
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
        Self {
            label: label.into(),
            value: value.into(),
            change_href: None,
        }
    }

    #[must_use]
    pub fn change(mut self, href: impl Into<String>) -> Self {
        self.change_href = Some(href.into());
        self
    }
}

/// Control characters and code points that are no characters go; tabs and line breaks stay.
fn visible(text: String) -> String {
    let is_noncharacter = |it: char| {
        matches!(it, '\u{FDD0}'..='\u{FDEF}' | '\u{FEFF}') || u32::from(it) & 0xFFFE == 0xFFFE
    };
    let is_kept =
        |it: char| matches!(it, '\t' | '\n' | '\r') || !(it.is_control() || is_noncharacter(it));
    if text.chars().all(is_kept) {
        return text;
    }
    text.chars()
        .map(|it| if it == '\u{B}' { '\n' } else { it })
        .filter(|it| is_kept(*it))
        .collect()
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

    /// What a browser sent, without the characters that nobody can see or type: they come along when text is pasted from a word
    /// processor, whose own line break becomes a plain one.
    pub fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut state = Self::default();
        for (name, value) in pairs {
            state.values.entry(name).or_default().push(visible(value));
        }
        state
    }

    /// All that was sent, by name.
    pub fn into_pairs(self) -> impl Iterator<Item = (String, String)> {
        self.values
            .into_iter()
            .flat_map(|(name, values)| values.into_iter().map(move |it| (name.clone(), it)))
    }

    /// Sets the value that a form begins with.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.values
            .entry(name.to_owned())
            .or_default()
            .push(value.into());
        self
    }

    /// What was sent, without spaces at the ends and with plain line breaks; empty when the field was not there.
    pub fn text(&self, name: &str) -> String {
        self.all(name)
            .first()
            .map(|it| it.trim().replace("\r\n", "\n"))
            .unwrap_or_default()
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
            self.refuse(
                &field.name,
                page.say(
                    "web-required-error",
                    &[("field", field.label.as_str().into())],
                )
                .into_owned(),
            );
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
        let Some(sent) = self.values.get(&field.name) else {
            return field;
        };
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
    use std::sync::Arc;

    use super::*;
    use crate::{Lang, Texts, form::Choice, page::TextSize};

    fn sent(pairs: &[(&str, &str)]) -> FormState {
        FormState::of(
            pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        )
    }

    #[test]
    fn a_refused_form_keeps_what_was_written() {
        let mut form = sent(&[("name", "  山田 "), ("kind", "b")]);
        form.refuse("name", "名前が長すぎます。");

        let name = form.fill(Field::text("name", "名前").value("以前の名前"));
        let kind = form.fill(
            Field::radios(
                "kind",
                "種別",
                vec![Choice::new("a", "A"), Choice::new("b", "B")],
            )
            .value("a"),
        );

        assert_eq!(name.value, "  山田 ");
        assert_eq!(name.error.as_deref(), Some("名前が長すぎます。"));
        assert_eq!(
            kind.choices
                .iter()
                .map(|it| it.is_chosen)
                .collect::<Vec<_>>(),
            [false, true]
        );
    }

    #[test]
    fn a_password_is_never_shown_again() {
        let form = sent(&[("password", "secret")]);

        assert_eq!(
            form.fill(Field::password(
                "password",
                "パスワード",
                "current-password"
            ))
            .value,
            ""
        );
        assert_eq!(form.exact("password"), "secret");
    }

    #[test]
    fn several_ticked_boxes_are_all_kept() {
        let form = sent(&[("unit", "a"), ("unit", "c")]);
        let field = Field::checkboxes(
            "unit",
            "組織",
            ["a", "b", "c"].map(|it| Choice::new(it, it)).to_vec(),
        );

        let chosen: Vec<_> = form
            .fill(field)
            .choices
            .into_iter()
            .filter(|it| it.is_chosen)
            .map(|it| it.value)
            .collect();

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
    fn each_line_of_the_summary_names_its_field_once() {
        let words = Arc::new(Texts::new([&crate::WORDS]));
        let page = Page::new(words, Lang::Ja, TextSize::default(), "/".to_owned());
        let fields = [
            Field::text("name", "氏名"),
            Field::text("post", "職名"),
            Field::hidden("version", "1"),
        ];
        let mut form = FormState::new();
        form.refuse("name", "入力が必要です。");
        form.require(&page, &fields[1]);
        form.refuse("version", "先に保存した人がいます。");
        form.refuse("", "混み合っています。");

        let items = form.summary().naming(&page, &fields).items;

        let lines: Vec<_> = items
            .iter()
            .map(|it| (it.href.as_deref(), it.text.as_str()))
            .collect();
        assert_eq!(
            lines,
            [
                (Some("#f-name"), "「氏名」：入力が必要です。"),
                (Some("#f-post"), "「職名」を入力してください。"),
                (None, "先に保存した人がいます。"),
                (None, "混み合っています。"),
            ]
        );
    }

    #[test]
    fn line_breaks_of_a_browser_become_plain_ones() {
        assert_eq!(sent(&[("note", "一\r\n二\r\n ")]).text("note"), "一\n二");
        assert_eq!(sent(&[("note", " \r\n")]).given("note"), None);
    }

    #[test]
    fn characters_that_nobody_can_see_or_type_do_not_come_in() {
        assert_eq!(
            sent(&[("note", "一\0二\u{7}\u{FFFE}\u{1FFFF}三")]).text("note"),
            "一二三"
        );
        assert_eq!(
            sent(&[("note", "一\u{B}二\t三")]).text("note"),
            "一\n二\t三"
        );
        assert_eq!(sent(&[("note", "𠮷野家の👪")]).text("note"), "𠮷野家の👪");
    }
}
