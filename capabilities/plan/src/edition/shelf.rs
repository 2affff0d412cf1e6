//! Editions that were opened lately, in ready words: a frozen edition never changes, so it is read and put into words once.
use std::sync::{Arc, Mutex, PoisonError};

use web::Lang;

use super::faces::View;
use super::model::Edition;

/// An edition and its words in one language.
pub(super) struct Opened {
    pub(super) edition: Edition,
    pub(super) view: View,
}

/// A few years in two languages; some 500 kB each.
const MOST: usize = 8;

type Shelf = Vec<(String, Lang, Arc<Opened>)>;

static SHELF: Mutex<Shelf> = Mutex::new(Vec::new());

/// The edition of this digest, if it was opened lately.
pub(super) fn find(digest: &str, lang: Lang) -> Option<Arc<Opened>> {
    let shelf = SHELF.lock().unwrap_or_else(PoisonError::into_inner);
    shelf
        .iter()
        .find(|it| it.0 == digest && it.1 == lang)
        .map(|it| Arc::clone(&it.2))
}

/// Keeps an edition whose content has this digest; the one that was put there first makes room.
pub(super) fn keep(digest: String, lang: Lang, opened: Arc<Opened>) {
    let mut shelf = SHELF.lock().unwrap_or_else(PoisonError::into_inner);
    shelf.retain(|it| !(it.0 == digest && it.1 == lang));
    if shelf.len() == MOST {
        shelf.remove(0);
    }
    shelf.push((digest, lang, opened));
}
