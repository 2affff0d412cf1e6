//! Names of posts in little memory.
use std::collections::HashMap;

/// Words that come again and again, each kept once.
#[derive(Default)]
pub(crate) struct Titles {
    words: Vec<String>,
    places: HashMap<String, u32>,
}

impl Titles {
    pub(crate) fn enter(&mut self, word: &str) -> u32 {
        if let Some(place) = self.places.get(word) {
            return *place;
        }
        let place = u32::try_from(self.words.len()).expect("no city has four milliards of posts");
        self.words.push(word.to_owned());
        self.places.insert(word.to_owned(), place);
        place
    }

    pub(crate) fn get(&self, place: u32) -> &str {
        &self.words[place as usize]
    }
}
