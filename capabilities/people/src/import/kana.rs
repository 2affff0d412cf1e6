//! Furigana in files.
use std::borrow::Cow;

/// Furigana as it is kept; nearly all of a file is so already. `None` when it is no kana, in whatever width.
///
/// Between kana may stand spaces and the ・ and = of foreign names.
pub(super) fn kept(text: &str) -> Option<Cow<'_, str>> {
    let mut last = ' ';
    let is_kept_so = text.chars().all(|it| {
        let is_fine = matches!(it, 'ァ'..='ヺ')
            || it == 'ー' && last != '　' && last != ' '
            || it == '　' && last != '　';
        last = it;
        is_fine
    });
    if is_kept_so {
        return Some(text.into());
    }
    let kana = base::full_width_kana(text);
    let is_letter = |it: char| matches!(it, 'ァ'..='ヺ' | 'ㇰ'..='ㇿ');
    let is_fine = |it: char| is_letter(it) || matches!(it, 'ー' | 'ヽ' | 'ヾ' | '・' | '=' | '　');
    (kana.contains(is_letter) && kana.chars().all(is_fine)).then(|| kana.into())
}

/// A text with its half-width kana in full width. Everything else stays, and nearly every text as a whole.
pub(super) fn widened(text: &str) -> Cow<'_, str> {
    let is_narrow = |it: char| matches!(it, '\u{ff61}'..='\u{ff9f}');
    let mut rest = text;
    let mut wide = String::new();
    while let Some(start) = rest.find(is_narrow) {
        let narrow = &rest[start..];
        let end = narrow.find(|it| !is_narrow(it)).unwrap_or(narrow.len());
        wide.push_str(&rest[..start]);
        wide.push_str(&base::full_width_kana(&narrow[..end]));
        rest = &narrow[end..];
    }
    if wide.is_empty() {
        return text.into();
    }
    (wide + rest).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furigana_is_kept_in_one_form() {
        for text in [
            "ヤマダ　タロウ",
            "ﾔﾏﾀﾞ ﾀﾛｳ",
            "やまだ　たろう",
            "ヤマダ  タロウ",
            "ヴァン　ダ－ル",
            "ジャン・ピエール",
            "ｼﾞｬﾝ＝ﾎﾟｰﾙ",
        ] {
            let full = base::full_width_kana(text);
            assert_eq!(kept(text).as_deref(), Some(full.as_str()), "{text}");
        }
    }

    #[test]
    fn what_is_no_kana_is_no_furigana() {
        for text in [
            "山田　太郎",
            "ヤマダ　太郎",
            "Yamada",
            "ヤマダ1",
            "ー",
            "・",
            "?",
        ] {
            assert_eq!(kept(text), None, "{text}");
        }
    }
}
