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

/// The keys of `texts`, Fluent files, that nothing in these folders names.
///
/// A key is named by a word in quotation marks: by itself, as the action `plan.show` names `action-plan-show`, or put together, as
/// `"plan-check-state-{}"` or `"plan-check-state-"` do. A beginning of one part, `"web-{}"`, names only what else is a word in
/// quotation marks. Another text may name it too, and what mends something is named with it. Words of the tests count.
pub fn unused_keys(folders: &[&Path], texts: &[&str]) -> Vec<String> {
    let mut said = BTreeSet::new();
    for folder in folders {
        for (_, text) in files(folder, "rs").into_iter().chain(files(folder, "html")) {
            said.extend(text.split('"').flat_map(words).map(str::to_owned));
        }
    }
    // What is filled in behind a whole key, such as an anchor behind a notice, leaves it whole.
    let whole: BTreeSet<String> = said
        .iter()
        .map(|it| it.split('{').next().unwrap_or(it).replace(['.', '_'], "-"))
        .collect();
    let parts: Vec<Vec<&str>> = said
        .iter()
        .filter(|it| it.contains('{') || it.ends_with('-'))
        .map(|it| pieces(it))
        .collect();
    let is_put_together = |key: &str| {
        parts.iter().any(|pieces| match pieces.as_slice() {
            [beginning, ""] if beginning.matches('-').count() == 1 => key
                .strip_prefix(beginning)
                .is_some_and(|rest| whole.contains(rest)),
            [beginning, ..] if beginning.matches('-').count() > 1 => is_of(key, pieces),
            ["", others @ ..] => others.iter().any(|it| it.len() > 8) && is_of(key, pieces),
            _ => false,
        })
    };
    let is_named = |key: &str| {
        let of_kind = key.strip_prefix("action-").or(key.strip_prefix("subject-"));
        whole.contains(of_kind.unwrap_or(key))
            || whole.contains(key)
            || is_put_together(key)
            || texts.iter().any(|it| it.contains(&format!("{{ {key} }}")))
    };
    let all: BTreeSet<&str> = texts.iter().flat_map(|it| keys(it).into_keys()).collect();
    let mends = |key: &str| key.strip_suffix("-mend").is_some_and(|it| all.contains(it));
    let unused = all.iter().filter(|it| !is_named(it) && !mends(it));
    unused.map(|it| (*it).to_owned()).collect()
}

/// The words between two quotation marks that may name a key, or an action.
fn words(quoted: &str) -> impl Iterator<Item = &str> {
    let is_letter = |it: char| it.is_ascii_alphanumeric() || "-._{}".contains(it);
    quoted
        .split(move |it| !is_letter(it))
        .filter(|it| it.contains(['-', '.', '_']) || it.bytes().all(|it| it.is_ascii_lowercase()))
}

/// What stands between the places that are filled in: `"x-{}-y"` is `x-` and `-y`, a mere beginning has an empty end.
fn pieces(word: &str) -> Vec<&str> {
    let mut pieces: Vec<&str> = word
        .split('{')
        .map(|it| it.split_once('}').map_or(it, |it| it.1))
        .collect();
    if pieces.len() == 1 {
        pieces.push("");
    }
    pieces
}

/// Whether a key has these pieces in their order, with something between each two.
fn is_of(key: &str, pieces: &[&str]) -> bool {
    let Some((first, others)) = pieces.split_first() else {
        return false;
    };
    let Some(mut rest) = key.strip_prefix(first) else {
        return false;
    };
    for piece in others {
        if piece.is_empty() {
            return !rest.is_empty();
        }
        match rest.get(1..).and_then(|it| it.split_once(piece)) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.is_empty()
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
    fn a_key_that_nothing_names_is_found() {
        let folder = std::env::temp_dir().join(format!("unused-keys-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let source = r##"t("x-whole"); format!("x-state-{}", a); ["old"]; format!("x-{}", a); Action("x.open_up");
            format!("{}-indicator-{}", a, b); format!("/x?notice=x-notice-sent{a}");"##;
        fs::write(folder.join("a.rs"), source).unwrap();
        let texts = "x-whole = a { x-inner }\nx-whole-mend = b\nx-inner = c\nx-state-new = d\nx-old = e\n\
                     x-indicator-share = f\nx-notice-sent = g\naction-x-open-up = h\n\
                     action-x-gone = i\nx-gone = j\nx-gone-mend = k\nx-states = l\n";

        let unused = unused_keys(&[&folder], &[texts]);

        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(unused, ["action-x-gone", "x-gone", "x-states"]);
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
