//! Sentences that a reviewer left in the draft. They speak to the authors, so they are never part of the plan.

use super::text;

/// Whether a free sentence asks for a change of the text.
pub(crate) fn asks_for_change(text: &str) -> bool {
    /// Requests to the reader of the finished plan, not to its authors.
    const TO_READERS: &[&str] = &[
        "ご覧ください",
        "御覧ください",
        "ご参照ください",
        "参照してください",
        "ご活用ください",
        "活用してください",
        "お問い合わせください",
        "ご確認いただけ",
    ];
    const ENDINGS: &[&str] = &[
        "ください",
        "下さい",
        "お願いします",
        "お願いいたします",
        "お願い致します",
        "願います",
        "でしょうか",
        "ませんか",
        "してほしい",
        "して欲しい",
        "ではないか",
        "どうか",
        "要検討",
        "要確認",
        "要修正",
        "要調整",
        "要協議",
        "？",
        "?",
    ];
    const SIGNS: &[&str] = &[
        "【要",
        "（要確認",
        "(要確認",
        "要確認）",
        "【確認",
        "【修正",
        "を追記のこと",
        "を修正のこと",
    ];
    let sentences = text.split(['。', '\n']).map(|sentence| {
        sentence
            .trim()
            .trim_end_matches(['」', '）', ')', '】', '!', '！'])
    });
    let is_request = sentences
        .filter(|sentence| !TO_READERS.iter().any(|polite| sentence.ends_with(polite)))
        .any(|sentence| ENDINGS.iter().any(|ending| sentence.ends_with(ending)));
    is_request
        || SIGNS
            .iter()
            .any(|sign| text::lines(text).any(|line| line.contains(sign)))
}

#[cfg(test)]
mod tests {
    use super::asks_for_change;

    #[test]
    fn a_sentence_that_asks_for_a_change_is_a_remark() {
        for text in [
            "内容に「若手の登用」を入れてください。",
            "ここは削除願います",
            "担当課は合っているでしょうか。",
            "【要確認】数値",
            "目標値は必要ではないか？",
        ] {
            assert!(asks_for_change(text), "{text}");
        }
    }

    #[test]
    fn a_word_to_the_reader_of_the_plan_is_none() {
        for text in [
            "詳しくは方針をご覧ください。",
            "研修の充実を図ります。",
            "※令和５年３月時点",
            "制度の見直しを行う。",
            "",
        ] {
            assert!(!asks_for_change(text), "{text}");
        }
    }
}
