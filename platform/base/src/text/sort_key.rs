use super::kana::{HALF_VOICED_MARK, Kana, VOICED_MARK, Voice, compatible};
use super::signs::is_dash;

/// The key by which names are put in kana order (五十音順), from their furigana.
///
/// Four levels, each looked at only when all before it are equal: the kana without marks, the long mark as its vowel;
/// voiced and half-voiced marks (は, ば, ぱ); long marks, small kana, repeats, full kana (ああ after あー, つ after っ);
/// hiragana before katakana. Width does not matter. A space comes before everything, so that all of one family stand
/// together; then digits, Latin letters, kana, and other signs by their code point.
///
/// The key holds only `0`–`9` and `a`–`z`, digits before letters, so that every database sorts it alike under every
/// collation. It is not readable, and equal only for names that are written alike.
///
/// Source: the four levels of JIS X 4061, simplified.
pub fn sort_key(furigana: &str) -> String {
    let units = units(furigana);
    let mut key = String::with_capacity(units.len() * 2 + 4);
    for unit in &units {
        unit.push_place(&mut key);
    }

    // A shorter name comes first, so the place ends below every sign. Levels 3 and 4 leave out their usual last value at the
    // end, which is also their highest: there the end stands above every sign.
    key.push('1');
    push_level(&mut key, &units, '2', |unit| unit.voice);
    key.push('1');
    push_level(&mut key, &units, FULL, |unit| unit.kind);
    key.push('z');
    push_level(&mut key, &units, KATAKANA, |unit| unit.script);
    key.push('z');
    key
}

fn push_level(key: &mut String, units: &[Unit], usual: char, level: impl Fn(&Unit) -> char) {
    let written = units
        .iter()
        .rposition(|unit| level(unit) != usual)
        .map_or(0, |last| last + 1);
    key.extend(units[..written].iter().map(level));
}

const LONG: char = '2';
const SMALL: char = '3';
const REPEAT: char = '4';
const FULL: char = '5';

const HIRAGANA: char = '2';
const KATAKANA: char = '3';

/// One sign of a name with its values on the four levels.
struct Unit {
    /// Large unvoiced hiragana, or any other sign.
    base: char,
    voice: char,
    kind: char,
    script: char,
}

impl Unit {
    fn other(base: char) -> Self {
        Self {
            base,
            voice: '2',
            kind: FULL,
            script: KATAKANA,
        }
    }

    fn push_place(&self, key: &mut String) {
        let base = self.base;
        match Kana::of(base) {
            Some(Kana { place, .. }) => {
                key.push(if place < 36 { '5' } else { '6' });
                key.extend(char::from_digit(u32::from(place % 36), 36));
            }
            None if base == ' ' => key.push_str("20"),
            None if base.is_ascii_digit() => key.extend(['3', base]),
            None if base.is_ascii_lowercase() => key.extend(['4', base]),
            None => key.push_str(&format!("y{:06x}", u32::from(base))),
        }
    }
}

fn units(text: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::with_capacity(text.len() / 3 + 1);
    for sign in compatible(text).chars() {
        let last = units.last();
        let last_kana = last.and_then(|unit| Kana::of(unit.base));
        let unit = match sign {
            sign if sign.is_whitespace() || sign == '・' => match last {
                Some(unit) if unit.base != ' ' => Unit::other(' '),
                _ => continue,
            },
            VOICED_MARK | HALF_VOICED_MARK => continue,
            'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' if last_kana.is_some() => Unit {
                base: last_kana.map_or(sign, |kana| kana.base),
                voice: voice(if matches!(sign, 'ゞ' | 'ヾ') {
                    Voice::Voiced
                } else {
                    Voice::Plain
                }),
                kind: REPEAT,
                script: if matches!(sign, 'ゝ' | 'ゞ') {
                    HIRAGANA
                } else {
                    KATAKANA
                },
            },
            dash if is_dash(dash) => match last_kana.map(|kana| kana.vowel) {
                // The long mark is written alike in both scripts.
                Some(vowel) => Unit {
                    kind: LONG,
                    ..Unit::other(vowel)
                },
                None => Unit::other('-'),
            },
            sign => match Kana::of(sign) {
                Some(kana) => Unit {
                    base: kana.base,
                    voice: voice(kana.voice),
                    kind: if kana.is_small { SMALL } else { FULL },
                    script: if kana.is_katakana { KATAKANA } else { HIRAGANA },
                },
                None if sign.is_ascii_uppercase() => Unit {
                    script: HIRAGANA,
                    ..Unit::other(sign.to_ascii_lowercase())
                },
                None => Unit::other(sign),
            },
        };
        units.push(unit);
    }
    if units.last().is_some_and(|unit| unit.base == ' ') {
        units.pop();
    }
    units
}

fn voice(voice: Voice) -> char {
    match voice {
        Voice::Plain => '2',
        Voice::Voiced => '3',
        Voice::HalfVoiced => '4',
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn in_order(names: &str) {
        let names: Vec<_> = names.split('<').map(str::trim).collect();
        for pair in names.windows(2) {
            assert!(
                sort_key(pair[0]) < sort_key(pair[1]),
                "{} < {}",
                pair[0],
                pair[1]
            );
        }
    }

    #[test]
    fn marks_come_after_the_kana_without() {
        in_order("はし < ばし < ぱし");
        in_order("かとう < かどう");
        in_order("ハシ < バシ < パシ < ハス");
        in_order("か < が < き");
        in_order("う < ゔ < え");
        in_order("ウ < ヴ < エ");
    }

    #[test]
    fn marks_matter_only_among_equal_kana() {
        in_order("かとう < かどう < かとうぎ < かとり");
        in_order("がい < かえ");
        in_order("はば < ばは < ぱは");
    }

    #[test]
    fn a_long_mark_is_its_vowel_and_comes_before_it() {
        in_order("こーひー < こおひい < こか");
        in_order("カー < カア < カイ");
        in_order("ニーナ < ニイナ < ニウナ");
    }

    #[test]
    fn small_kana_come_before_large_ones() {
        in_order("きゃく < きやく < きやけ");
        in_order("はっとり < はつとり");
    }

    #[test]
    fn repeats_come_before_what_they_repeat() {
        in_order("いすゞ < いすず");
        in_order("さゝき < ささき");
    }

    #[test]
    fn hiragana_come_before_katakana_and_width_does_not_matter() {
        in_order("やまだ < ヤマダ");
        for written in ["ヤマダ", "ﾔﾏﾀﾞ", "ヤマタ゛"] {
            assert_eq!(sort_key(written), sort_key("ヤマダ"));
        }
        assert_eq!(sort_key("ﾏｰｸ"), sort_key("マ－ク"));
    }

    #[test]
    fn a_family_stands_together() {
        in_order("モリ　ワタル < モリカワ　アイ < モリタ　アイ");
        in_order("やま　たろう < やまだ　あい");
        assert_eq!(sort_key(" ヤマダ　 タロウ "), sort_key("ヤマダ タロウ"));
    }

    #[test]
    fn signs_of_other_kinds_have_their_place() {
        in_order("9 < Abe < abe < Bob < あべ < ん < 安部 < 漢");
        in_order(" < あ");
    }

    #[test]
    fn a_key_has_only_signs_that_every_collation_orders_alike() {
        for name in [
            "ヤマダ　タロウ",
            "佐々木",
            "José",
            "ー",
            "゛",
            "",
            "𠮷",
            "A-1",
        ] {
            assert!(
                sort_key(name)
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase()),
                "{name}"
            );
        }
    }

    proptest! {
        /// The key leaves out what is usual; the order must be that of the four levels in full.
        #[test]
        fn keys_order_as_the_four_levels_do(
            one in "[かがーっつはばぱゝゞカガッツ aA1漢]{0,5}",
            other in "[かがーっつはばぱゝゞカガッツ aA1漢]{0,5}",
        ) {
            let levels = |text: &str| {
                let units = units(text);
                let mut places = String::new();
                units.iter().for_each(|unit| unit.push_place(&mut places));
                let level = |level: fn(&Unit) -> char| units.iter().map(level).collect::<String>();
                (places, level(|unit| unit.voice), level(|unit| unit.kind), level(|unit| unit.script))
            };
            prop_assert_eq!(sort_key(&one).cmp(&sort_key(&other)), levels(&one).cmp(&levels(&other)));
        }
    }
}
