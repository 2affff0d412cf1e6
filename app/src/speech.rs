//! What the command line says to people: the same texts as the pages.
use std::{env, fmt::Display};

use web::{Arg, Lang, Text, Texts};

use crate::capabilities;

/// The texts in the language of whoever sits at the terminal.
pub(crate) struct Speech {
    texts: Texts,
    lang: Lang,
}

impl Speech {
    pub(crate) fn new(lang: Lang) -> Self {
        let words = capabilities::ALL.iter().map(|it| &it.words);
        Self {
            texts: Texts::new([&web::WORDS].into_iter().chain(words)),
            lang,
        }
    }

    pub(crate) fn t(&self, key: &str) -> String {
        self.texts.t(self.lang, key).into_owned()
    }

    pub(crate) fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.texts.say(self.lang, key, args).into_owned()
    }

    /// The sentence, with what mends it behind it where the texts have that.
    pub(crate) fn text(&self, text: &Text) -> String {
        let sentence = self.texts.text(self.lang, text);
        let mend = format!("{}-mend", text.key);
        match self.texts.has(&mend) {
            true => format!("{sentence}\n{}", self.say(&mend, &borrowed(text))),
            false => sentence,
        }
    }

    /// A line on standard output.
    pub(crate) fn tell(&self, key: &str, args: &[(&str, Arg)]) {
        out(self.say(key, args));
    }
}

fn borrowed(text: &Text) -> Vec<(&str, Arg)> {
    text.args
        .iter()
        .map(|(name, value)| (*name, value.clone()))
        .collect()
}

/// A line on standard output. A reader that has gone away, such as `| head`, is no trouble of ours.
pub(crate) fn out(line: impl Display) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// The language that the environment asks for, as other programs read it; Japanese unless it is English.
pub(crate) fn lang_of_environment() -> Lang {
    let asked = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|it| env::var(it).ok().filter(|it| !it.is_empty()));
    match asked {
        Some(it) if it.starts_with("en") => Lang::En,
        _ => Lang::Ja,
    }
}
