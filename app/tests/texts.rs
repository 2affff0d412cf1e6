//! Every word that a page or a command says exists, in both languages, and no page shows the key of one.
use std::path::Path;

use hagukumi::capabilities;

/// Where the sources and templates of a capability lie, by its name.
fn folder_of(name: &str) -> std::path::PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    match name {
        "app" => root.join("app"),
        "gate" => root.join("platform/gate"),
        "programme" => root.join("engines/programme"),
        name => root.join("capabilities").join(name),
    }
}

#[test]
fn every_word_of_every_capability_exists_in_both_languages() {
    let mut faults = Vec::new();
    for capability in capabilities::ALL {
        let folder = folder_of(capability.name);
        assert!(folder.is_dir(), "{} has no folder", capability.name);
        let found = web::check::missing_keys(
            &folder.join("templates"),
            &folder.join("src"),
            capability.words.ja,
            capability.words.en,
        );
        faults.extend(
            found
                .into_iter()
                .map(|it| format!("{}: {it}", capability.name)),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_word_is_said_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let boxes = ["app", "capabilities", "engines", "platform"].map(|it| root.join(it));
    let folders: Vec<&Path> = boxes.iter().map(|it| it.as_path()).collect();
    let texts: Vec<&str> = [web::WORDS.ja]
        .into_iter()
        .chain(capabilities::ALL.iter().map(|it| it.words.ja))
        .collect();

    let unused = web::check::unused_keys(&folders, &texts);

    assert!(unused.is_empty(), "{}", unused.join("\n"));
}

#[test]
fn every_action_is_said_in_words_in_both_languages() {
    let routes = capabilities::ALL.iter().flat_map(|it| (it.routes)());
    let actions: std::collections::BTreeSet<_> = routes
        .map(|it| it.action)
        .filter(|it| *it != gate::Action::PUBLIC)
        .map(|it| it.0)
        .collect();
    let in_language = |of: fn(&web::Words) -> &'static str| -> String {
        capabilities::ALL.iter().map(|it| of(&it.words)).collect()
    };

    for words in [in_language(|it| it.ja), in_language(|it| it.en)] {
        for action in &actions {
            let key = format!("\naction-{} = ", action.replace(['.', '_'], "-"));
            assert!(words.contains(&key), "{action} has no words");
        }
    }
}

#[test]
fn no_two_capabilities_have_a_word_of_the_same_key() {
    // Joining them fails when two do.
    let words = capabilities::ALL.iter().map(|it| &it.words);

    let texts = web::Texts::new([&web::WORDS].into_iter().chain(words));

    assert!(texts.has("app-error"));
}
