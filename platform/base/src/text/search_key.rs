use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::kana::{HALF_VOICED_MARK, Kana, VOICED_MARK, compatible, half_voiced, voiced};
use super::signs::{is_dash, is_invisible};
use super::variants::plain_kanji;

/// The key by which a name or text is found, whatever width, script or form of kanji it was written or is asked for in.
///
/// Compatibility forms (NFKC), lower case, hiragana for all kana with small ones large, variants of a kanji as one (see
/// `variants.txt`), 々 as the kanji it repeats, accents, spaces and middle dots left out. Keys are compared whole or by
/// part; they are never shown and never stored in the name's place. A key is its own key.
pub fn search_key(text: &str) -> String {
    if text.is_ascii() {
        return text
            .chars()
            .filter(|sign| !sign.is_whitespace())
            .map(|sign| sign.to_ascii_lowercase())
            .collect();
    }
    let mut key = match compatible(text) {
        Cow::Borrowed(text) => return folded(text),
        Cow::Owned(text) => folded(&text),
    };
    // What was left out may have kept two signs apart that compose, so the key is folded until it stays.
    while is_nfkc_quick(key.chars()) != IsNormalized::Yes {
        let next = folded(&compatible(&key));
        if next == key {
            break;
        }
        key = next;
    }
    key
}

fn folded(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let mut last = None;
    for sign in text.chars() {
        if let VOICED_MARK | HALF_VOICED_MARK = sign {
            let joined = last.and_then(if sign == VOICED_MARK {
                voiced
            } else {
                half_voiced
            });
            if let Some(joined) = joined {
                key.pop();
                key.push(joined);
                last = Some(joined);
            }
            continue;
        }
        let length = key.len();
        fold(sign, last, &mut key);
        if key.len() > length {
            last = key.chars().next_back();
        }
    }
    key
}

/// Adds what a sign becomes in a key, given the sign of the key before it.
fn fold(sign: char, last: Option<char>, key: &mut String) {
    match sign {
        '\u{4e00}'..='\u{9fff}' => key.push(plain_kanji(sign)),
        '\0'..='\x7f' if sign != '-' => {
            if !sign.is_whitespace() {
                key.push(sign.to_ascii_lowercase());
            }
        }
        '々' => key.push(last.unwrap_or(sign)),
        'ゝ' | 'ヽ' | 'ゞ' | 'ヾ' => key.push(repeated(sign, last)),
        '・' => {}
        '〜' => key.push('~'),
        dash if is_dash(dash) => {
            let is_after_kana = last.is_some_and(|last| last == 'ー' || Kana::of(last).is_some());
            key.push(if is_after_kana { 'ー' } else { '-' });
        }
        sign if sign.is_whitespace() || is_invisible(sign) || is_accent(sign) => {}
        sign => match Kana::of(sign) {
            Some(kana) => key.push(kana.large),
            None => {
                let bare = if is_accented_latin(sign) {
                    without_accent(sign)
                } else {
                    plain_kanji(sign)
                };
                key.extend(bare.to_lowercase().filter(|&sign| !is_accent(sign)));
            }
        },
    }
}

/// ゝ is the kana before it without its marks, ゞ with the voiced mark; after anything else they stay.
fn repeated(mark: char, last: Option<char>) -> char {
    let is_voiced = matches!(mark, 'ゞ' | 'ヾ');
    match last.and_then(Kana::of) {
        Some(kana) if is_voiced => voiced(kana.base).unwrap_or(kana.base),
        Some(kana) => kana.base,
        None if is_voiced => 'ゞ',
        None => 'ゝ',
    }
}

fn is_accent(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36f}')
}

fn is_accented_latin(sign: char) -> bool {
    matches!(sign, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

fn without_accent(sign: char) -> char {
    std::iter::once(sign).nfd().next().unwrap_or(sign)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all_alike(texts: &[&str]) {
        for text in texts {
            assert_eq!(
                search_key(text),
                search_key(texts[0]),
                "{text} and {}",
                texts[0]
            );
        }
    }

    #[test]
    fn width_and_script_do_not_matter() {
        all_alike(&["１２３", "123"]);
        all_alike(&["ＡＢｃ", "abc"]);
        all_alike(&["やまだ", "ヤマダ", "ﾔﾏﾀﾞ", "やまた゛", "ヤマタ\u{3099}"]);
        all_alike(&["㈱", "(株)"]);
        all_alike(&["①", "1"]);
        all_alike(&["Ⅲ", "III"]);
        all_alike(&["㌔", "キロ"]);
        all_alike(&["ﾊﾞ", "バ"]);
        all_alike(&["ｶﾞｷﾞ", "ガギ"]);
        all_alike(&["５～７", "5~7", "５〜７"]);
    }

    #[test]
    fn every_form_of_a_kanji_finds_the_others() {
        all_alike(&["髙橋", "高橋", "高槗"]);
        all_alike(&["山﨑", "山崎", "山嵜"]);
        all_alike(&["斎藤", "齋藤", "齊藤", "斉藤"]);
        all_alike(&["渡邊", "渡邉", "渡辺", "渡\u{908a}\u{e0100}"]);
        all_alike(&["濱田", "濵田", "浜田"]);
        all_alike(&["𠮷田", "吉田"]);
        all_alike(&["葛\u{e0100}飾", "葛飾"]);
        all_alike(&["大塚", "大塚"]);
    }

    #[test]
    fn spaces_small_kana_and_repeats_do_not_matter() {
        all_alike(&["山田　太郎", "山田太郎", "山田 太郎"]);
        all_alike(&["キョウコ", "キヨウコ", "きょうこ"]);
        all_alike(&["竜ヶ崎", "竜ケ崎", "龍ヶ崎"]);
        all_alike(&["佐々木", "佐佐木"]);
        all_alike(&["いすゞ", "いすず", "イスヾ"]);
        all_alike(&["すゞき", "すずき"]);
        all_alike(&["ジョン・スミス", "ジョンスミス", "ｼﾞｮﾝ･ｽﾐｽ"]);
        all_alike(&["マーク", "ﾏｰｸ", "マ－ク", "まーく"]);
        all_alike(&["043－245", "043-245", "０４３−２４５", "043ー245"]);
        all_alike(&["José", "Jose", "JOSE\u{301}"]);
    }

    #[test]
    fn different_names_keep_different_keys() {
        for (one, other) in [
            ("坂本", "阪本"),
            ("はし", "ばし"),
            ("ばし", "ぱし"),
            ("太田", "大田"),
            ("かずこ", "かづこ"),
        ] {
            assert_ne!(search_key(one), search_key(other));
        }
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(text in any::<String>()) {
            let key = search_key(&text);
            prop_assert_eq!(search_key(&key), key);
        }

        #[test]
        fn a_key_of_japanese_is_its_own_key(text in "[ぁ-ゟァ-ヿ｡-ﾟ々ー゛゜\u{3099}\u{309a}ａ-ｚé\u{300}髙﨑\u{e0100} -]{0,10}") {
            let key = search_key(&text);
            prop_assert_eq!(search_key(&key), key);
        }

        #[test]
        fn the_quick_way_gives_the_key_of_the_long_way(text in "[ぁ-ゖァ-ヾ一-龠a-zA-Z0-9　、。々-]{0,12}") {
            prop_assert_eq!(search_key(&text), folded(&text.nfkc().collect::<String>()));
        }
    }
}
