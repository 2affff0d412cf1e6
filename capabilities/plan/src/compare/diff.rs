//! Where two texts differ, word by word.

/// A stretch of text that stayed, went or came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    pub kind: SpanKind,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanKind {
    Same,
    Went,
    Came,
}

/// Beyond this many comparisons the texts are not lined up in their middle: it is shown as replaced.
const MOST_COMPARISONS: usize = 4_000_000;

/// The stretches that lead from `old` to `new`: all but those that came give `old`, all but those that went give `new`.
///
/// A word is a run of one script (kanji, hiragana, katakana, Latin, figures); kanji are compared one by one, for they carry meaning singly.
pub fn differences(old: &str, new: &str) -> Vec<Span> {
    let (old, new) = (words(old), words(new));
    let front = old
        .iter()
        .zip(&new)
        .take_while(|(one, other)| one == other)
        .count();
    let back = old[front..]
        .iter()
        .rev()
        .zip(new[front..].iter().rev())
        .take_while(|(one, other)| one == other)
        .count();
    let (old_middle, new_middle) = (&old[front..old.len() - back], &new[front..new.len() - back]);
    let mut spans = Spans::default();
    spans.push(SpanKind::Same, &old[..front]);
    spans.middle(old_middle, new_middle);
    spans.push(SpanKind::Same, &old[old.len() - back..]);
    spans.0
}

#[derive(Default)]
struct Spans(Vec<Span>);

impl Spans {
    fn push(&mut self, kind: SpanKind, words: &[&str]) {
        for word in words {
            match self.0.last_mut() {
                Some(last) if last.kind == kind => last.text.push_str(word),
                _ => self.0.push(Span {
                    kind,
                    text: (*word).to_owned(),
                }),
            }
        }
    }

    /// The longest common row of words, by the usual table; then back through it.
    fn middle(&mut self, old: &[&str], new: &[&str]) {
        if old.len().saturating_mul(new.len()) > MOST_COMPARISONS {
            self.push(SpanKind::Went, old);
            self.push(SpanKind::Came, new);
            return;
        }
        let width = new.len() + 1;
        let mut common = vec![0u32; (old.len() + 1) * width];
        for (row, before) in old.iter().enumerate().rev() {
            for (column, after) in new.iter().enumerate().rev() {
                let at = row * width + column;
                common[at] = if before == after {
                    common[at + width + 1] + 1
                } else {
                    common[at + width].max(common[at + 1])
                };
            }
        }
        let (mut row, mut column) = (0, 0);
        while row < old.len() && column < new.len() {
            let at = row * width + column;
            if old[row] == new[column] {
                self.push(SpanKind::Same, &old[row..=row]);
                (row, column) = (row + 1, column + 1);
            } else if common[at + width] >= common[at + 1] {
                self.push(SpanKind::Went, &old[row..=row]);
                row += 1;
            } else {
                self.push(SpanKind::Came, &new[column..=column]);
                column += 1;
            }
        }
        self.push(SpanKind::Went, &old[row..]);
        self.push(SpanKind::Came, &new[column..]);
    }
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Script {
    Hiragana,
    Katakana,
    Latin,
    Figure,
    /// Kanji, signs and all else: each for itself.
    Single,
}

fn script(letter: char) -> Script {
    match letter {
        'ぁ'..='ゖ' => Script::Hiragana,
        'ァ'..='ヺ' | 'ー' | 'ｦ'..='ﾟ' => Script::Katakana,
        '0'..='9' | '０'..='９' => Script::Figure,
        letter if letter.is_ascii_alphabetic() || matches!(letter, 'Ａ'..='Ｚ' | 'ａ'..='ｚ') => {
            Script::Latin
        }
        _ => Script::Single,
    }
}

fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut last = Script::Single;
    for (at, letter) in text.char_indices() {
        let script = script(letter);
        if at > start && (script != last || script == Script::Single) {
            words.push(&text[start..at]);
            start = at;
        }
        last = script;
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(old: &str, new: &str) -> String {
        let span = |span: Span| match span.kind {
            SpanKind::Same => span.text,
            SpanKind::Went => format!("[-{}]", span.text),
            SpanKind::Came => format!("[+{}]", span.text),
        };
        differences(old, new).into_iter().map(span).collect()
    }

    #[test]
    fn only_the_words_that_differ_are_marked() {
        assert_eq!(
            shown("研修を実施する。", "研修を年２回実施する。"),
            "研修を[+年２回]実施する。"
        );
        assert_eq!(
            shown("セルフケアの研修", "ラインケアの研修"),
            "[-セルフケア][+ラインケア]の研修"
        );
        assert_eq!(shown("同じ", "同じ"), "同じ");
        assert_eq!(shown("", "新"), "[+新]");
        assert_eq!(shown("", ""), "");
    }

    #[test]
    fn two_huge_texts_are_shown_as_replaced() {
        let spans = differences(&"甲乙".repeat(2000), &"丙丁".repeat(2000));

        assert_eq!(
            spans.iter().map(|span| span.kind).collect::<Vec<_>>(),
            [SpanKind::Went, SpanKind::Came]
        );
    }

    proptest! {
        #[test]
        fn the_spans_give_both_texts_back(old in "[甲乙あいアイa1。]{0,30}", new in "[甲乙あいアイa1。]{0,30}") {
            let without = |kind: SpanKind| -> String { differences(&old, &new).into_iter().filter(|span| span.kind != kind).map(|span| span.text).collect() };

            prop_assert_eq!(without(SpanKind::Came), old.clone());
            prop_assert_eq!(without(SpanKind::Went), new.clone());
        }
    }
}
