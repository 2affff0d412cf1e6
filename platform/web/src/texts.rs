//! Texts in Japanese and English, from the Fluent files that every capability brings.
use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::langid;

/// The language of a screen, a mail or a file. Japanese is the source; English is complete.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    Ja,
    En,
}

impl Lang {
    /// The language's code as in the `lang` attribute.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// Reads a code; anything unknown is Japanese.
    pub fn of_code(code: &str) -> Self {
        match code {
            "en" => Self::En,
            _ => Self::Ja,
        }
    }
}

/// The two Fluent files of one box, as embedded at build time.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    pub ja: &'static str,
    pub en: &'static str,
}

/// A value that a text names: `{ $count }`.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    Text(String),
    Number(i64),
    /// The key of another text, said in the same language.
    Key(String),
}

impl From<&str> for Arg {
    fn from(it: &str) -> Self {
        Self::Text(it.to_owned())
    }
}
impl From<String> for Arg {
    fn from(it: String) -> Self {
        Self::Text(it)
    }
}
impl From<i64> for Arg {
    fn from(it: i64) -> Self {
        Self::Number(it)
    }
}
impl From<usize> for Arg {
    fn from(it: usize) -> Self {
        Self::Number(i64::try_from(it).unwrap_or(i64::MAX))
    }
}

/// A text that is still to be said in somebody's language.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    pub key: Cow<'static, str>,
    pub args: Vec<(&'static str, Arg)>,
}

impl Text {
    pub fn new(key: impl Into<Cow<'static, str>>) -> Self {
        Self {
            key: key.into(),
            args: Vec::new(),
        }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

/// All texts of the program.
pub struct Texts {
    ja: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
}

impl Texts {
    /// Joins the files of all boxes.
    ///
    /// # Panics
    /// When a file is not Fluent or a key is taken twice: both are mistakes of the build, found by any test that starts a page.
    pub fn new<'a>(parts: impl IntoIterator<Item = &'a Words>) -> Self {
        let mut ja = FluentBundle::new_concurrent(vec![langid!("ja")]);
        let mut en = FluentBundle::new_concurrent(vec![langid!("en")]);
        for bundle in [&mut ja, &mut en] {
            // Isolating marks would stand as boxes in files and mails.
            bundle.set_use_isolating(false);
        }
        for words in parts {
            add(&mut ja, words.ja);
            add(&mut en, words.en);
        }
        Self { ja, en }
    }

    /// A text without values. A key that does not exist shows itself, and a test finds it.
    pub fn t<'a>(&'a self, lang: Lang, key: &'a str) -> Cow<'a, str> {
        self.say(lang, key, &[])
    }

    /// A text with values.
    pub fn say<'a>(&'a self, lang: Lang, key: &'a str, args: &[(&str, Arg)]) -> Cow<'a, str> {
        let bundle = match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        };
        let Some(pattern) = bundle.get_message(key).and_then(|it| it.value()) else {
            return Cow::Borrowed(key);
        };
        let mut faults = Vec::new();
        if args.is_empty() {
            return bundle.format_pattern(pattern, None, &mut faults);
        }
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            values.set(
                (*name).to_owned(),
                match value {
                    Arg::Text(it) => FluentValue::from(it.clone()),
                    Arg::Number(it) => FluentValue::from(*it),
                    Arg::Key(it) => FluentValue::from(self.t(lang, it).into_owned()),
                },
            );
        }
        Cow::Owned(
            bundle
                .format_pattern(pattern, Some(&values), &mut faults)
                .into_owned(),
        )
    }

    pub fn text(&self, lang: Lang, text: &Text) -> String {
        self.say(lang, &text.key, &text.args).into_owned()
    }

    pub fn has(&self, key: &str) -> bool {
        self.ja.has_message(key)
    }
}

fn add(bundle: &mut FluentBundle<FluentResource>, source: &'static str) {
    let resource = FluentResource::try_new(source.to_owned())
        .unwrap_or_else(|(_, errors)| panic!("a text file is not Fluent: {errors:?}"));
    if let Err(errors) = bundle.add_resource(resource) {
        panic!("a text key is taken twice: {errors:?}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: Words = Words {
        ja: "hello = こんにちは、{ $name }さん\nsave = 保存\n",
        en: "hello = Hello { $name }\nsave = Save\n",
    };

    #[test]
    fn a_value_stands_in_the_text_without_isolating_marks() {
        let texts = Texts::new([&WORDS]);
        assert_eq!(
            texts.say(Lang::Ja, "hello", &[("name", "花子".into())]),
            "こんにちは、花子さん"
        );
        assert_eq!(
            texts.say(Lang::En, "hello", &[("name", "Hanako".into())]),
            "Hello Hanako"
        );
    }

    #[test]
    fn a_missing_key_shows_itself() {
        assert_eq!(Texts::new([&WORDS]).t(Lang::Ja, "nothing"), "nothing");
    }

    #[test]
    #[should_panic(expected = "taken twice")]
    fn two_boxes_cannot_take_the_same_key() {
        Texts::new([&WORDS, &WORDS]);
    }
}
