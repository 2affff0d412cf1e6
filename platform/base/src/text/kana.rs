use std::borrow::Cow;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::signs::is_dash;

pub(crate) const VOICED_MARK: char = '\u{3099}';
pub(crate) const HALF_VOICED_MARK: char = '\u{309a}';

/// Hiragana and katakana with their voiced and half-voiced forms; a small form follows its large one.
const VOICED: &str =
    "うゔかがきぎくぐけげこごさざしじすずせぜそぞただちぢつづてでとどはばひびふぶへべほぼゝゞ";
const HALF_VOICED: &str = "はぱひぴふぷへぺほぽ";
const SMALL: &str = "ぁあぃいぅうぇえぉおっつゃやゅゆょよゎわゕかゖけ";
/// The small katakana of Ainu, U+31F0 and on.
const SMALL_OF_AINU: &str = "くしすとぬはひふへほむらりるれろ";

/// Kana in their order, and under each the vowel that a long mark after it repeats.
const ORDER: &str = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわゐゑをん";
const VOWELS: &str = "あいうえおあいうえおあいうえおあいうえおあいうえおあいうえおあいうえおあうおあいうえおあいえおん";

/// A kana taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kana {
    /// Large unvoiced hiragana.
    pub(crate) base: char,
    /// The place of `base` in kana order, 0 for あ to 47 for ん.
    pub(crate) place: u8,
    /// The hiragana that a long mark after it stands for.
    pub(crate) vowel: char,
    /// Large hiragana, voiced as it was.
    pub(crate) large: char,
    pub(crate) voice: Voice,
    pub(crate) is_small: bool,
    pub(crate) is_katakana: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Voice {
    Plain,
    Voiced,
    HalfVoiced,
}

impl Kana {
    /// None for what is no kana, for the long mark and for iteration marks.
    pub(crate) fn of(sign: char) -> Option<Self> {
        const FIRST: u32 = 0x3041;
        const LAST: u32 = 0x31ff;
        static TABLE: LazyLock<Vec<Option<Kana>>> = LazyLock::new(|| {
            (FIRST..=LAST)
                .map(|code| char::from_u32(code).and_then(Kana::taken_apart))
                .collect()
        });
        *TABLE.get(u32::from(sign).wrapping_sub(FIRST) as usize)?
    }

    fn taken_apart(sign: char) -> Option<Self> {
        let is_katakana = matches!(sign, 'ァ'..='ヺ' | '\u{31f0}'..='\u{31ff}');
        let hiragana = match sign {
            '\u{31f0}'..='\u{31ff}' => SMALL_OF_AINU
                .chars()
                .nth((u32::from(sign) - 0x31f0) as usize)?,
            'ヷ'..='ヺ' => "わゐゑを"
                .chars()
                .nth((u32::from(sign) - u32::from('ヷ')) as usize)?,
            _ => hiragana(sign),
        };
        let large = second_of_pair(SMALL, hiragana);
        let is_small = large.is_some() || matches!(sign, '\u{31f0}'..='\u{31ff}');
        let large = large.unwrap_or(hiragana);
        let (base, voice) = match (
            first_of_pair(VOICED, large),
            first_of_pair(HALF_VOICED, large),
        ) {
            (Some(base), _) => (base, Voice::Voiced),
            (_, Some(base)) => (base, Voice::HalfVoiced),
            // ヷ and its row have no voiced hiragana.
            _ if matches!(sign, 'ヷ'..='ヺ') => (large, Voice::Voiced),
            _ => (large, Voice::Plain),
        };
        let place = ORDER.chars().position(|kana| kana == base)?;
        let vowel = VOWELS.chars().nth(place)?;
        Some(Self {
            base,
            place: u8::try_from(place).ok()?,
            vowel,
            large,
            voice,
            is_small,
            is_katakana,
        })
    }
}

/// か → が. None for what has no voiced form.
pub(crate) fn voiced(base: char) -> Option<char> {
    second_of_pair(VOICED, base)
}

/// は → ぱ. None for what has no half-voiced form.
pub(crate) fn half_voiced(base: char) -> Option<char> {
    second_of_pair(HALF_VOICED, base)
}

/// Katakana as hiragana, iteration marks included; every other sign as it is.
pub(crate) fn hiragana(sign: char) -> char {
    shifted(sign, 'ァ'..='ヶ', -0x60)
        .or_else(|| shifted(sign, 'ヽ'..='ヾ', -0x60))
        .unwrap_or(sign)
}

fn katakana(sign: char) -> char {
    shifted(sign, 'ぁ'..='ゖ', 0x60)
        .or_else(|| shifted(sign, 'ゝ'..='ゞ', 0x60))
        .unwrap_or(sign)
}

fn shifted(sign: char, block: std::ops::RangeInclusive<char>, by: i32) -> Option<char> {
    block
        .contains(&sign)
        .then(|| {
            u32::from(sign)
                .checked_add_signed(by)
                .and_then(char::from_u32)
        })
        .flatten()
}

fn first_of_pair(pairs: &str, second: char) -> Option<char> {
    pair(pairs, |pair| pair.1 == second).map(|pair| pair.0)
}

fn second_of_pair(pairs: &str, first: char) -> Option<char> {
    pair(pairs, |pair| pair.0 == first).map(|pair| pair.1)
}

fn pair(pairs: &str, is_wanted: impl Fn(&(char, char)) -> bool) -> Option<(char, char)> {
    let mut signs = pairs.chars();
    std::iter::from_fn(|| Some((signs.next()?, signs.next()?))).find(is_wanted)
}

/// NFKC, with the free-standing ゛ and ゜ joined to the kana before them, for which NFKC would put a space between.
pub(crate) fn compatible(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_compatible_alone) {
        return Cow::Borrowed(text);
    }
    let joining = text.chars().map(|sign| match sign {
        '゛' | 'ﾞ' => VOICED_MARK,
        '゜' | 'ﾟ' => HALF_VOICED_MARK,
        other => other,
    });
    Cow::Owned(joining.nfkc().collect())
}

/// Signs that NFKC leaves alone between others of their kind: nearly all of a Japanese text. The full-width space, which
/// NFKC makes narrow, is among them, for here every white space is as good as another.
fn is_compatible_alone(sign: char) -> bool {
    matches!(sign, '\0'..='\x7f' | '　' | '、'..='〇' | 'ぁ'..='ゖ' | 'ゝ' | 'ゞ' | 'ァ'..='ヾ' | '\u{4e00}'..='\u{9fff}')
}

/// Furigana in the one form in which it is kept: full-width katakana, one full-width space between words.
///
/// Takes hiragana, half-width and mixed; a dash after a kana is the long mark. Anything else stays, in the width of NFKC.
pub fn full_width_kana(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut is_after_space = false;
    for sign in compatible(text).chars() {
        if sign.is_whitespace() {
            is_after_space = !written.is_empty();
            continue;
        }
        if std::mem::take(&mut is_after_space) {
            written.push('　');
        }
        let is_after_kana = written.ends_with(|last| Kana::of(last).is_some() || last == 'ー');
        written.push(if is_dash(sign) && is_after_kana {
            'ー'
        } else {
            katakana(sign)
        });
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furigana_becomes_full_width_katakana() {
        for typed in [
            "やまだ　たろう",
            "ﾔﾏﾀﾞ ﾀﾛｳ",
            "ヤマダ　タロウ",
            " やまだ  タロウ ",
            "やまた゛ たろう",
        ] {
            assert_eq!(full_width_kana(typed), "ヤマダ　タロウ", "{typed}");
        }
        assert_eq!(full_width_kana("ﾊﾞｶﾞﾊﾟｳﾞ"), "バガパヴ");
        assert_eq!(full_width_kana("ゔぁいおりん"), "ヴァイオリン");
    }

    #[test]
    fn any_dash_after_a_kana_is_the_long_mark() {
        for typed in ["まーく", "ﾏｰｸ", "マ－ク", "マ-ク", "マ−ク", "マ―ク"] {
            assert_eq!(full_width_kana(typed), "マーク", "{typed}");
        }
        assert_eq!(full_width_kana("A-1"), "A-1");
    }

    #[test]
    fn a_kana_comes_apart_and_together_again() {
        assert_eq!(
            Kana::of('パ').map(|kana| (kana.base, kana.voice)),
            Some(('は', Voice::HalfVoiced))
        );
        assert_eq!(
            Kana::of('っ').map(|kana| (kana.base, kana.is_small)),
            Some(('つ', true))
        );
        for sign in 'ぁ'..='ゖ' {
            let kana = Kana::of(sign).unwrap();
            assert!(kana.is_small || kana.large == sign, "{sign}");
            assert_eq!(
                Kana::of(katakana(sign)),
                Some(Kana {
                    is_katakana: true,
                    ..kana
                })
            );
        }
        assert_eq!(ORDER.chars().count(), VOWELS.chars().count());
        assert_eq!(Kana::of('ー'), None);
        assert_eq!(Kana::of('漢'), None);
    }
}
