//! Finding people by number or by any part of a name.
//!
//! The folded names of everybody are held in memory, one long text, until the next change: looking through it costs less than
//! any index would, and an index of all parts of all names would cost an import more than the people themselves.
use db::{Result, Tx};

use crate::{cache::Cache, store};

/// With more people than this the database looks at their names itself while it walks through the list: the page is full soon.
const FEW: usize = 300;

static NAMES: Cache<String, Everybody> = Cache::new(4);

/// By which names people are found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Names {
    /// Those known at work: who looks for a former or a married name in the directory learns nothing.
    #[default]
    AtWork,
    /// The legal name too, for those who may see it.
    All,
}

/// Whom the words of a search mean.
pub(crate) enum Found {
    /// Few enough to be named: their staff numbers.
    Numbers(Vec<String>),
    /// Everybody whom each of these words fits, but for those whom they fit by the legal name alone: staff numbers, mostly none.
    Words {
        words: Vec<Word>,
        except: Vec<String>,
    },
}

/// Finds people by words, which must all fit.
///
/// A word fits when it begins the staff number, with or without its leading zeros, or is part of the used name, the kana or,
/// among [`Names::All`], the legal name, whatever the width, the script, or the form of a kanji. Spaces between family and given
/// name do not matter.
pub(crate) async fn matching(tx: &mut Tx, words: &str, by: Names) -> Result<Found> {
    let words: Vec<Word> = words.split_whitespace().map(Word::of).collect();
    let version = store::version(tx).await?;
    let everybody = match NAMES.get(&version) {
        Some(known) => known,
        None => NAMES.keep(version, Everybody::read(tx).await?),
    };
    let owned = |numbers: Vec<&str>| numbers.into_iter().map(str::to_owned).collect();
    Ok(match everybody.numbers_of(&words, by, FEW) {
        Some(numbers) => Found::Numbers(owned(numbers)),
        None => Found::Words {
            except: match by {
                Names::AtWork => owned(everybody.found_by_legal_name_alone(&words)),
                Names::All => Vec::new(),
            },
            words,
        },
    })
}

/// One word of a search.
pub(crate) struct Word {
    /// As names are folded; empty when nothing of it counts, such as a lone dot.
    pub(crate) key: String,
    /// As staff numbers are written.
    pub(crate) number: String,
    pub(crate) without_zeros: String,
}

impl Word {
    fn of(text: &str) -> Self {
        let number = base::canonical_staff_number(text).into_owned();
        let without_zeros = number.trim_start_matches('0').to_owned();
        Self {
            key: base::search_key(text),
            number,
            without_zeros,
        }
    }

    /// The same as `store` asks of the database.
    fn fits(&self, number: &str, name_key: &str, by: Names) -> bool {
        let is_part = |of: &str| !self.key.is_empty() && of.contains(&self.key);
        let is_named = match by {
            Names::All => is_part(name_key),
            Names::AtWork => {
                // Used name first, kana last, the legal name between them where it differs.
                name_key.split(' ').next().is_some_and(is_part)
                    || name_key.rsplit(' ').next().is_some_and(is_part)
            }
        };
        is_named
            || number.starts_with(&self.number)
            || (!self.without_zeros.is_empty()
                && number
                    .trim_start_matches('0')
                    .starts_with(&self.without_zeros))
    }
}

/// Number and folded names of everybody who is or was on the staff.
struct Everybody {
    text: String,
    /// Where in the text each person's number ends, and where their names end.
    ends: Vec<(u32, u32)>,
}

impl Everybody {
    async fn read(tx: &mut Tx) -> Result<Self> {
        let mut it = Self {
            text: String::new(),
            ends: Vec::new(),
        };
        store::each_name(tx, |number, key| it.add(number, key)).await?;
        Ok(it)
    }

    fn add(&mut self, number: &str, key: &str) {
        let end = |text: &str| {
            u32::try_from(text.len()).expect("the names of a city are shorter than 4 GB")
        };
        self.text.push_str(number);
        let number_end = end(&self.text);
        self.text.push_str(key);
        self.ends.push((number_end, end(&self.text)));
    }

    /// Number and folded names of each.
    fn each(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut start = 0;
        self.ends.iter().map(move |&(number_end, end)| {
            let number = &self.text[start..number_end as usize];
            let key = &self.text[number_end as usize..end as usize];
            start = end as usize;
            (number, key)
        })
    }

    /// The numbers of those whom all words fit; `None` when they are more than `most`.
    fn numbers_of(&self, words: &[Word], by: Names, most: usize) -> Option<Vec<&str>> {
        let mut found = Vec::new();
        for (number, key) in self.each() {
            if words.iter().all(|word| word.fits(number, key, by)) {
                if found.len() == most {
                    return None;
                }
                found.push(number);
            }
        }
        Some(found)
    }

    /// The numbers of those whom all words fit, but not without the legal name.
    fn found_by_legal_name_alone(&self, words: &[Word]) -> Vec<&str> {
        let fit = |number, key, by| words.iter().all(|word| word.fits(number, key, by));
        self.each()
            .filter(|(number, key)| {
                fit(number, key, Names::All) && !fit(number, key, Names::AtWork)
            })
            .map(|(number, _)| number)
            .collect()
    }
}

/// The folded names by which a person is found: used name, legal name where it differs, kana; a space between them, which no
/// word of a search has.
pub(crate) fn name_key(used_name: &str, legal_name: &str, kana: &str) -> String {
    let mut key = base::search_key(used_name);
    if legal_name != used_name {
        key.push(' ');
        key.push_str(&base::search_key(legal_name));
    }
    key.push(' ');
    key.push_str(&base::search_key(kana));
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(word: &str, number: &str, names: (&str, &str, &str)) -> bool {
        Word::of(word).fits(number, &name_key(names.0, names.1, names.2), Names::All)
    }

    const HANAKO: (&str, &str, &str) = ("髙橋　花子", "渡邉　花子", "タカハシ　ハナコ");

    #[test]
    fn any_part_of_a_name_in_any_form_finds_the_person() {
        for word in [
            "高橋",
            "橋花",
            "髙橋花子",
            "渡辺",
            "たかはし",
            "ﾀｶﾊｼ",
            "ハシハナ",
            "子",
        ] {
            assert!(fits(word, "0000123", HANAKO), "{word}");
        }
        for word in ["高山", "花子渡", "たかはしはなこ花"] {
            assert!(!fits(word, "0000123", HANAKO), "{word}");
        }
    }

    #[test]
    fn a_number_is_found_by_its_beginning_with_or_without_zeros_in_any_width() {
        for word in ["0000123", "123", "１２３", "00001", "12"] {
            assert!(fits(word, "0000123", HANAKO), "{word}");
        }
        for word in ["23", "0000124", "1234"] {
            assert!(!fits(word, "0000123", HANAKO), "{word}");
        }
    }

    #[test]
    fn too_many_are_left_to_the_database() {
        let mut names = Everybody {
            text: String::new(),
            ends: Vec::new(),
        };
        names.add("0001", "山田 やまだ");
        names.add("0002", "山本 やまもと");

        assert_eq!(
            names.numbers_of(&[Word::of("山")], Names::All, 2).unwrap(),
            ["0001", "0002"]
        );
        assert_eq!(
            names
                .numbers_of(&[Word::of("山"), Word::of("もと")], Names::All, 2)
                .unwrap(),
            ["0002"]
        );
        assert!(names.numbers_of(&[Word::of("山")], Names::All, 1).is_none());
    }

    #[test]
    fn the_legal_name_finds_nobody_among_the_names_at_work() {
        let key = name_key(HANAKO.0, HANAKO.1, HANAKO.2);
        let fits = |word: &str| Word::of(word).fits("0000123", &key, Names::AtWork);
        for word in ["高橋", "花子", "たかはし", "123"] {
            assert!(fits(word), "{word}");
        }
        for word in ["渡辺", "渡邉花子"] {
            assert!(!fits(word), "{word}");
        }

        let mut everybody = Everybody {
            text: String::new(),
            ends: Vec::new(),
        };
        everybody.add("0001", "山田 渡辺 やまだ");
        everybody.add("0002", "渡辺 わたなべ");
        let words = [Word::of("渡辺")];
        assert_eq!(
            everybody.numbers_of(&words, Names::AtWork, 9).unwrap(),
            ["0002"]
        );
        assert_eq!(everybody.found_by_legal_name_alone(&words), ["0001"]);
    }
}
