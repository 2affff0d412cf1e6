//! Stories.
mod again;
mod changed;
mod export;
mod facts;
mod files;
mod heads;
mod import;
mod job_family;
mod own_posts;
mod pages;
mod preview;
mod seen;
mod slips;
mod taking_over;
mod zeros;

use testkit::Town;

use crate::import::import_file;
use files::{STAFF, UNITS, bytes, now};

/// Every page with its words exists in both languages.
#[test]
fn every_word_exists_in_both_languages() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let words = crate::CAPABILITY.words;
    let faults = web::check::missing_keys(
        &root.join("templates"),
        &root.join("src"),
        words.ja,
        words.en,
    );
    assert_eq!(faults, Vec::<String>::new());
}

/// What `documents` can say about a file has a sentence here.
#[test]
fn every_fault_of_a_file_has_a_sentence() {
    for key in documents::READ_TEXT_KEYS {
        let own = format!("{} =", key.replace("documents-", "people-unreadable-"));
        assert!(crate::CAPABILITY.words.ja.contains(&own), "{own}");
    }
}

/// A town with the city of the import's stories. Hanako heads 人事課; Jinji is of the personnel section.
async fn town() -> Town {
    let town = Town::new(&[&crate::CAPABILITY]).await;
    for text in [UNITS, STAFF] {
        let report = import_file(
            &town.app.db,
            &[],
            now(),
            &bytes("file.csv", text),
            false,
            None,
        )
        .await
        .unwrap();
        assert!(report.is_fine(), "{:?}", report.findings);
    }
    town.grant("jinji", "hr", None).await;
    town
}
