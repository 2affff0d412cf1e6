use super::search_key::search_key;

/// The words of a text for a full-text index: each two neighbouring signs of its search key, between spaces, in order.
///
/// Punctuation parts runs of signs. Each run also ends with its last sign alone, so that every sign begins a word and a
/// single kanji is found by prefix.
pub fn bigrams(text: &str) -> String {
    let key = search_key(text);
    let mut words = String::with_capacity(key.len() * 3);
    for run in runs(&key) {
        let mut signs = run.char_indices().peekable();
        while let Some((start, _)) = signs.next() {
            let end = signs
                .peek()
                .map_or(run.len(), |(next, after)| next + after.len_utf8());
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(&run[start..end]);
        }
    }
    words
}

/// One word that an index must hold for a text to match.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SearchTerm {
    /// One or two letters, digits or kanji of a search key: no punctuation, so it needs no quoting.
    pub text: String,
    /// A single sign: any word of the index that begins with it will do.
    pub is_prefix: bool,
}

/// The terms, all of which the [`bigrams`] of a text must hold to answer a question. Each once, in order; none for a
/// question without a letter, digit or kanji.
///
/// Spaces part the question into words that may stand apart in the text.
pub fn search_terms(question: &str) -> Vec<SearchTerm> {
    let mut terms: Vec<SearchTerm> = Vec::new();
    for key in question.split_whitespace().map(search_key) {
        for run in runs(&key) {
            let signs: Vec<char> = run.chars().collect();
            let is_prefix = signs.len() == 1;
            for pair in signs.windows(2.min(signs.len())) {
                let term = SearchTerm {
                    text: pair.iter().collect(),
                    is_prefix,
                };
                if !terms.contains(&term) {
                    terms.push(term);
                }
            }
        }
    }
    terms
}

/// The stretches of letters, digits and kanji in a key.
fn runs(key: &str) -> impl Iterator<Item = &str> {
    key.split(|sign: char| !sign.is_alphanumeric())
        .filter(|run| !run.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_found(question: &str, text: &str) -> bool {
        let words = bigrams(text);
        search_terms(question).iter().all(|term| {
            words.split(' ').any(|word| {
                if term.is_prefix {
                    word.starts_with(&term.text)
                } else {
                    word == term.text
                }
            })
        })
    }

    #[test]
    fn a_text_becomes_its_neighbouring_signs() {
        assert_eq!(bigrams("人材育成"), "人材 材育 育成 成");
        assert_eq!(bigrams("林"), "林");
        assert_eq!(bigrams("コーヒー、お茶"), "こー ーひ ひー ー お茶 茶");
        assert_eq!(bigrams("。、（）"), "");
    }

    #[test]
    fn one_kanji_is_found_at_the_end_and_in_the_middle() {
        assert!(is_found("林", "小林 一"));
        assert!(is_found("林", "林田"));
        assert!(is_found("人事", "新人事課"));
        assert!(!is_found("人事", "事と人"));
    }

    #[test]
    fn words_of_a_question_may_stand_apart() {
        assert!(is_found("山田　研修", "研修の講師は山田さん"));
        assert!(is_found("髙橋 太郎", "高橋太郎"));
        assert!(!is_found("山田 研修", "山田さん"));
        assert!(search_terms("、 。").is_empty());
    }

    #[test]
    fn a_term_is_asked_once() {
        let terms: Vec<_> = search_terms("ささささ")
            .into_iter()
            .map(|term| term.text)
            .collect();
        assert_eq!(terms, ["ささ"]);
    }

    proptest! {
        #[test]
        fn every_part_of_a_text_finds_it(text in "[一-三あ-うア-ウa-c0-2、。]{1,12}", from in 0..12_usize, count in 1..6_usize) {
            let part: String = text.chars().skip(from).take(count).collect();
            prop_assert!(is_found(&part, &text), "{} in {}", part, text);
        }
    }
}
