use unicode_normalization::UnicodeNormalization;

use super::era::Era;
use crate::text::is_dash;

/// A text read symbol by symbol, after folding what means the same: width, case, dashes, waves and one-character eras.
///
/// Spaces vanish, except between two digits, where they would join two numbers into one.
pub(crate) struct Cursor {
    symbols: Vec<Symbol>,
    at: usize,
}

struct Symbol {
    folded: char,
    /// Where the symbol ends in the text that was given, in bytes.
    end: usize,
    start: usize,
}

/// A number and how many digits it was written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) value: u16,
    pub(crate) digits: usize,
}

impl Cursor {
    pub(crate) fn new(text: &str) -> Self {
        let mut symbols: Vec<Symbol> = Vec::with_capacity(text.len());
        let mut space = None;
        for (start, original) in text.char_indices() {
            let end = start + original.len_utf8();
            for folded in std::iter::once(original).nfkc() {
                let folded = match folded {
                    dash if is_dash(dash) => '-',
                    '〜' | '∼' | '～' => '~',
                    other => other.to_ascii_uppercase(),
                };
                if folded.is_whitespace() {
                    space = Some((start, end));
                    continue;
                }
                let after_digit = symbols
                    .last()
                    .is_some_and(|last| last.folded.is_ascii_digit());
                if let Some((start, end)) = space.take()
                    && after_digit
                    && folded.is_ascii_digit()
                {
                    symbols.push(Symbol {
                        folded: ' ',
                        start,
                        end,
                    });
                }
                symbols.push(Symbol { folded, start, end });
            }
        }
        Self { symbols, at: 0 }
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.at == self.symbols.len()
    }

    pub(crate) fn position(&self) -> usize {
        self.at
    }

    pub(crate) fn go_to(&mut self, position: usize) {
        self.at = position;
    }

    pub(crate) fn peek(&self) -> Option<char> {
        self.symbols.get(self.at).map(|symbol| symbol.folded)
    }

    /// The symbol just before.
    pub(crate) fn before(&self) -> Option<char> {
        self.symbols
            .get(self.at.checked_sub(1)?)
            .map(|symbol| symbol.folded)
    }

    pub(crate) fn skip(&mut self) {
        self.at += 1;
    }

    /// The bytes of the given text from one position up to another.
    pub(crate) fn bytes(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        self.symbols[from].start..self.symbols[to - 1].end
    }

    /// Steps over `word` if it stands here.
    pub(crate) fn eat(&mut self, word: &str) -> bool {
        let mut at = self.at;
        for expected in word.chars() {
            if self.symbols.get(at).map(|symbol| symbol.folded) != Some(expected) {
                return false;
            }
            at += 1;
        }
        self.at = at;
        true
    }

    pub(crate) fn eat_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.eat(word))
    }

    /// `令和`, `令`, `R`, `㋿`
    pub(crate) fn era(&mut self) -> Option<Era> {
        Era::ALL.into_iter().find(|era| {
            let mut letter = [0; 4];
            let first = era.name().chars().next().map_or(0, char::len_utf8);
            self.eat(era.name())
                || self.eat(&era.name()[..first])
                || self.eat(era.letter().encode_utf8(&mut letter))
        })
    }

    /// Up to four digits, a kanji number below 100 or in digits (五, 十二, 二〇二三), or 元 for the first year.
    pub(crate) fn number(&mut self) -> Option<Number> {
        if self.eat("元") {
            return Some(Number {
                value: 1,
                digits: 1,
            });
        }
        let digits = self.run(|symbol| symbol.is_ascii_digit());
        if !digits.is_empty() {
            return plain_number(digits.chars());
        }
        let kanji = self.run(|symbol| kanji_digit(symbol).is_some() || symbol == '十');
        kanji_number(&kanji)
    }

    /// All that is left, if it is ASCII digits and nothing else.
    pub(crate) fn only_digits(&self) -> Option<String> {
        let rest = &self.symbols[self.at..];
        let is_digits =
            !rest.is_empty() && rest.iter().all(|symbol| symbol.folded.is_ascii_digit());
        is_digits.then(|| rest.iter().map(|symbol| symbol.folded).collect())
    }

    fn run(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let run: String = self.symbols[self.at..]
            .iter()
            .map(|symbol| symbol.folded)
            .take_while(|&s| belongs(s))
            .collect();
        self.at += run.chars().count();
        run
    }
}

fn plain_number(digits: impl Iterator<Item = char>) -> Option<Number> {
    let mut number = Number {
        value: 0,
        digits: 0,
    };
    for digit in digits {
        number.digits += 1;
        if number.digits > 4 {
            return None;
        }
        number.value = number.value * 10 + u16::try_from(digit.to_digit(10)?).ok()?;
    }
    (number.digits > 0).then_some(number)
}

fn kanji_number(text: &str) -> Option<Number> {
    let Some((tens, ones)) = text.split_once('十') else {
        return plain_number(text.chars().filter_map(kanji_digit));
    };
    let one_digit = |text: &str, empty: u32| match text.chars().collect::<Vec<_>>()[..] {
        [] => Some(empty),
        [digit] => kanji_digit(digit)?.to_digit(10),
        _ => None,
    };
    let value = one_digit(tens, 1)? * 10 + one_digit(ones, 0)?;
    Some(Number {
        value: u16::try_from(value).ok()?,
        digits: 2,
    })
}

fn kanji_digit(symbol: char) -> Option<char> {
    let value = "〇一二三四五六七八九"
        .chars()
        .position(|digit| digit == symbol)?;
    char::from_digit(u32::try_from(value).ok()?, 10)
}
