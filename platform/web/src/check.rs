//! For the tests of every box: do its texts exist, in both languages, with the same values?
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use crate::assets::WORDS;

/// Names everything that is wrong with the texts of one box; empty when all is well.
///
/// Found are: a key that stands twice in a file; a key in only one of the two files; a value (`{ $name }`) that only one language uses; a key that a template or a
/// source names and neither the box nor `web` has. A key is recognised as the first string in `t("…")`, `say("…")`,
/// `titled("…")` or `Text::new("…")`, and as any string that begins like the box's own keys, such as `"plan-…"`. A string that
/// ends in `-` is the beginning of a key that is put together: at least one key must begin so.
///
/// A folder that does not exist counts as empty: not every box has templates.
pub fn missing_keys(template_dir: &Path, src_dir: &Path, ja: &str, en: &str) -> Vec<String> {
    let (own_ja, own_en) = (keys(ja), keys(en));
    let mut faults = Vec::new();
    for (language, source) in [("ja", ja), ("en", en)] {
        faults.extend(twice(source).map(|key| format!("{key}: twice in {language}")));
    }
    for key in own_ja.keys().filter(|it| !own_en.contains_key(*it)) {
        faults.push(format!("{key}: missing in en"));
    }
    for (key, values) in &own_en {
        match own_ja.get(key) {
            None => faults.push(format!("{key}: missing in ja")),
            Some(it) if it != values => faults.push(format!(
                "{key}: ja has the values {it:?}, en has {values:?}"
            )),
            Some(_) => {}
        }
    }
    let web = keys(WORDS.ja);
    let prefixes: BTreeSet<&str> = own_ja
        .keys()
        .filter_map(|it| it.split_once('-'))
        .map(|it| it.0)
        .collect();
    let is_known = |key: &str| {
        if key.ends_with('-') {
            own_ja
                .keys()
                .chain(web.keys())
                .any(|it| it.starts_with(key))
        } else {
            own_ja.contains_key(key) || web.contains_key(key)
        }
    };
    for (dir, extension) in [(template_dir, "html"), (src_dir, "rs")] {
        for (file, text) in files(dir, extension) {
            for key in named_keys(&text, extension == "html", &prefixes) {
                if !is_known(key) {
                    faults.push(format!("{file}: {key} is no key"));
                }
            }
        }
    }
    faults.sort();
    faults.dedup();
    faults
}

/// The keys that stand more than once.
fn twice(source: &str) -> impl Iterator<Item = &str> {
    let mut seen = BTreeSet::new();
    source
        .lines()
        .filter_map(key_of)
        .filter(move |key| !seen.insert(*key))
}

/// The key that a line begins, if it begins one.
fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line
        .split_once('=')
        .filter(|_| line.starts_with(|it: char| it.is_ascii_alphabetic()))?;
    Some(key.trim())
}

/// The keys of a Fluent file, each with the names of its values.
fn keys(source: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut current = "";
    for line in source.lines().filter(|it| !it.starts_with('#')) {
        if let Some(key) = key_of(line) {
            current = key;
            found.entry(current).or_default();
        }
        for after in line.split('$').skip(1) {
            let end = after
                .find(|it: char| !it.is_ascii_alphanumeric() && it != '_' && it != '-')
                .unwrap_or(after.len());
            found.entry(current).or_default().insert(&after[..end]);
        }
    }
    found
}

const CALLS: [&str; 4] = ["t(", "say(", "titled(", "Text::new("];

fn named_keys<'a>(text: &'a str, is_template: bool, prefixes: &BTreeSet<&str>) -> Vec<&'a str> {
    let mut found = Vec::new();
    for line in text.lines() {
        let code = if is_template {
            line
        } else {
            line.split("//").next().unwrap_or(line)
        };
        let mut rest = code;
        let mut inside = !is_template;
        while let Some(at) = rest.find(['"', '{', '}']) {
            let (before, after) = (&rest[..at], &rest[at + 1..]);
            match &rest[at..=at] {
                "\"" if inside => {
                    let end = after.find('"').unwrap_or(after.len());
                    let word = &after[..end];
                    let is_called = CALLS.iter().any(|it| {
                        before.strip_suffix(it).is_some_and(|it| {
                            !it.ends_with(|it: char| it.is_alphanumeric() || it == '_')
                        })
                    });
                    let has_prefix = word
                        .split_once('-')
                        .is_some_and(|it| prefixes.contains(it.0));
                    if is_key(word) && (is_called || has_prefix) {
                        found.push(word);
                    }
                    rest = after.get(end + 1..).unwrap_or("");
                }
                "{" if is_template && after.starts_with(['{', '%']) => {
                    inside = true;
                    rest = &after[1..];
                }
                "}" if is_template && (after.starts_with('}') || before.ends_with('%')) => {
                    inside = false;
                    rest = after;
                }
                _ => rest = after,
            }
        }
    }
    found
}

fn is_key(word: &str) -> bool {
    word.contains('-')
        && word.starts_with(|it: char| it.is_ascii_lowercase())
        && word
            .chars()
            .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-')
}

fn files(dir: &Path, extension: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(dir) else {
        return found;
    };
    for path in entries.flatten().map(|it| it.path()) {
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|it| it == extension)
            && let Ok(text) = fs::read_to_string(&path)
        {
            found.push((
                path.file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned(),
                text,
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_web(part: &str) -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(part)
    }

    #[test]
    fn every_word_of_the_frame_exists_in_both_languages() {
        let faults = missing_keys(&of_web("templates"), &of_web("src"), WORDS.ja, WORDS.en);
        assert_eq!(faults, Vec::<String>::new());
    }

    #[test]
    fn a_word_in_one_language_only_is_found() {
        let faults = missing_keys(
            &of_web("none"),
            &of_web("none"),
            "x-a = あ\nx-b = い\n",
            "x-a = a\n",
        );
        assert_eq!(faults, ["x-b: missing in en"]);
    }

    #[test]
    fn a_word_that_stands_twice_is_found() {
        let faults = missing_keys(
            &of_web("none"),
            &of_web("none"),
            "x-a = あ\nx-a = い\n",
            "x-a = a\n",
        );
        assert_eq!(faults, ["x-a: twice in ja"]);
    }

    #[test]
    fn a_value_that_only_one_language_uses_is_found() {
        let faults = missing_keys(
            &of_web("none"),
            &of_web("none"),
            "x-a = { $count }件\n",
            "x-a = items\n",
        );
        assert_eq!(faults.len(), 1);
    }

    #[test]
    fn keys_are_found_in_calls_and_by_their_beginning_but_not_in_classes() {
        let prefixes = BTreeSet::from(["plan"]);
        let template = r#"<p class="plan-list">{{ page.t("web-save") }}{% if a %}{{ status("plan-done") }}{% endif %}</p>"#;
        let source = r#"let a = ("plan-open", Text::new("people-x")); // "plan-comment" "#;

        assert_eq!(
            named_keys(template, true, &prefixes),
            ["web-save", "plan-done"]
        );
        assert_eq!(
            named_keys(source, false, &prefixes),
            ["plan-open", "people-x"]
        );
    }
}
