//! Small tools for Japanese text: forms for comparing, lines, brackets.

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;

const OPENING: &str = "（([［【〔「『〈《＜<{｛";
const CLOSING: &str = "）)]］】〕」』〉》＞>}｝";

/// The form in which words are compared: one width, lower case, no white space, one dash, one wave. Never shown.
pub(crate) fn key(text: &str) -> String {
    text.nfkc()
        .filter(|letter| !letter.is_whitespace())
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
            '〜' => '~',
            '〇' | '◯' => '○',
            other => other,
        })
        .collect()
}

/// The form in which names of measures, fields and owners are compared.
pub(crate) fn name_key(name: &str) -> String {
    base::search_key(name)
}

/// The lines of a cell or paragraph without blanks around them; blank lines are left out.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

pub(crate) fn is_opening(letter: char) -> bool {
    OPENING.contains(letter)
}

pub(crate) fn is_closing(letter: char) -> bool {
    CLOSING.contains(letter)
}

/// The text without its bracketed parts. An unclosed bracket is kept, for it brackets nothing.
pub(crate) fn without_brackets(text: &str) -> String {
    let mut kept = String::new();
    let mut held = String::new();
    let mut depth = 0usize;
    for letter in text.chars() {
        if is_opening(letter) {
            depth += 1;
        }
        if depth == 0 {
            kept.push(letter);
        } else {
            held.push(letter);
        }
        if is_closing(letter) && depth > 0 {
            depth -= 1;
            if depth == 0 {
                held.clear();
            }
        }
    }
    kept + &held
}

/// Cuts at the separators that stand outside brackets. If a bracket is never closed, brackets protect nothing.
pub(crate) fn split_outside_brackets(text: &str, is_separator: impl Fn(char) -> bool) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    for (at, letter) in text.char_indices() {
        if is_opening(letter) {
            depth += 1;
        } else if is_closing(letter) {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && is_separator(letter) {
            pieces.push(&text[start..at]);
            start = at + letter.len_utf8();
        }
    }
    if depth > 0 {
        return text.split(is_separator).collect();
    }
    pieces.push(&text[start..]);
    pieces
}

/// How alike two texts are, 0 to 100: the share of their neighbouring pairs of characters that they have in common.
pub(crate) fn likeness(one: &str, other: &str) -> u32 {
    LetterPairs::of(one).likeness(&LetterPairs::of(other))
}

/// The neighbouring pairs of characters of a text, for a text that is compared many times.
pub(crate) struct LetterPairs(Vec<[char; 2]>);

impl LetterPairs {
    pub(crate) fn of(text: &str) -> Self {
        let letters: Vec<char> = key(text).chars().collect();
        let mut pairs: Vec<[char; 2]> = letters.windows(2).map(|pair| [pair[0], pair[1]]).collect();
        if let [only] = letters[..] {
            pairs.push([only, only]);
        }
        pairs.sort_unstable();
        Self(pairs)
    }

    /// As [`likeness`]. An empty text is like nothing.
    pub(crate) fn likeness(&self, other: &Self) -> u32 {
        let (one, other) = (&self.0, &other.0);
        if one.is_empty() || other.is_empty() {
            return 0;
        }
        let (mut left, mut right, mut common) = (0, 0, 0);
        while left < one.len() && right < other.len() {
            match one[left].cmp(&other[right]) {
                Ordering::Less => left += 1,
                Ordering::Greater => right += 1,
                Ordering::Equal => {
                    common += 1;
                    left += 1;
                    right += 1;
                }
            }
        }
        (200 * common / (one.len() + other.len())) as u32
    }
}

/// The lines of a cell as one: people break lines by hand to fit a narrow cell. Two Latin words get a blank between them.
pub(crate) fn joined(cell: &str) -> String {
    let mut joined = String::new();
    for line in lines(cell) {
        append(&mut joined, line);
    }
    joined
}

/// Goes on with `above` on the same line.
pub(crate) fn append(above: &mut String, below: &str) {
    let is_latin = |letter: char| letter.is_ascii_alphanumeric();
    if above.ends_with(is_latin) && below.starts_with(is_latin) {
        above.push(' ');
    }
    above.push_str(below);
}

/// At most the first `count` characters, for naming something in a warning.
pub(crate) fn beginning(text: &str, count: usize) -> String {
    let mut letters = text.chars();
    let mut beginning: String = letters
        .by_ref()
        .take(count)
        .map(|letter| if letter == '\n' { ' ' } else { letter })
        .collect();
    if letters.next().is_some() {
        beginning.push('…');
    }
    beginning
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_blanks_and_dashes_do_not_tell_words_apart() {
        assert_eq!(key("Ｅ‐Learning　の活用"), key("e-learningの活用"));
        assert_ne!(key("採用"), key("登用"));
    }

    #[test]
    fn a_separator_inside_brackets_separates_nothing() {
        assert_eq!(
            split_outside_brackets("人事課（甲、乙）、給与課", |c| c == '、'),
            ["人事課（甲、乙）", "給与課"]
        );
    }

    #[test]
    fn an_unclosed_bracket_protects_nothing() {
        assert_eq!(
            split_outside_brackets("人事課（甲、給与課", |c| c == '、'),
            ["人事課（甲", "給与課"]
        );
        assert_eq!(without_brackets("人事課（甲"), "人事課（甲");
    }

    #[test]
    fn brackets_go_with_what_is_in_them() {
        assert_eq!(without_brackets("所管課（◎は主管（正））名"), "所管課名");
    }

    #[test]
    fn likeness_runs_from_nothing_in_common_to_the_same() {
        assert_eq!(likeness("夜間講座の充実", "夜間講座の充実"), 100);
        assert_eq!(likeness("採用", "給与"), 0);
        assert_eq!(likeness("", ""), 0);
        assert!(likeness("夜間講座の充実", "夜間講座の拡充") > 50);
    }
}
