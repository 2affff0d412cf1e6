use std::sync::LazyLock;

/// The form by which variants of a kanji are found: 髙 gives 高. Other signs are given back.
///
/// The table is `variants.txt`, which says where its forms come from.
pub(crate) fn plain_kanji(kanji: char) -> char {
    static VARIANTS: LazyLock<Variants> =
        LazyLock::new(|| Variants::read(include_str!("variants.txt")));
    VARIANTS.fold(kanji)
}

/// Kanji of the common block by their place in it, so that a key costs one look-up a sign; the few others in order.
struct Variants {
    common: Vec<char>,
    others: Vec<(char, char)>,
}

const COMMON: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

impl Variants {
    fn read(table: &str) -> Self {
        let mut variants = Self {
            common: COMMON.collect(),
            others: Vec::new(),
        };
        for (variant, plain) in pairs(table) {
            match variants.common.get_mut(place(variant)) {
                Some(folded) => *folded = plain,
                None => variants.others.push((variant, plain)),
            }
        }
        variants.others.sort_unstable();
        variants
    }

    fn fold(&self, kanji: char) -> char {
        if let Some(&folded) = self.common.get(place(kanji)) {
            return folded;
        }
        match self
            .others
            .binary_search_by_key(&kanji, |(variant, _)| *variant)
        {
            Ok(at) => self.others[at].1,
            Err(_) => kanji,
        }
    }
}

/// Far past the end of the block for what lies before it.
fn place(kanji: char) -> usize {
    u32::from(kanji).wrapping_sub(u32::from(*COMMON.start())) as usize
}

/// Each variant with its plain form.
fn pairs(table: &str) -> impl Iterator<Item = (char, char)> {
    let words = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace);
    words.flat_map(|word| {
        let plain = word.chars().next().unwrap_or_default();
        word.chars().skip(1).map(move |variant| (variant, plain))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use unicode_normalization::is_nfkc;

    use super::*;

    #[test]
    fn names_that_registers_tell_apart_are_found_together() {
        for (variants, plain) in [
            ("髙", '高'),
            ("﨑", '崎'),
            ("齋齊斎", '斉'),
            ("邊邉", '辺'),
            ("濱濵", '浜'),
            ("德", '徳'),
            ("𠮷", '吉'),
        ] {
            for variant in variants.chars() {
                assert_eq!(plain_kanji(variant), plain, "{variant}");
            }
        }
    }

    #[test]
    fn other_signs_stay() {
        for sign in "高坂阪太あアーA9、\u{10ffff}".chars() {
            assert_eq!(plain_kanji(sign), sign);
        }
    }

    #[test]
    fn a_kanji_stands_in_the_table_once_and_in_the_form_of_nfkc() {
        let mut seen = BTreeSet::new();
        let table = include_str!("variants.txt");
        for word in table
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
        {
            assert!(word.chars().count() >= 2, "{word}");
            assert!(is_nfkc(word), "{word}");
            for kanji in word.chars() {
                assert!(seen.insert(kanji), "{kanji} in {word}");
            }
        }
        assert!(seen.len() > 800);
    }
}
