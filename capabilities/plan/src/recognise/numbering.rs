//! The number in front of a heading, a measure or a line: `第１章`, `1-2`, `（４）`, `①`, `Ⅱ`, `ア`, `基本目標１`.

/// How a number is written. The order is the usual one from wide to narrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Style {
    /// 第１部, 第１編
    Part,
    /// 第１章
    Chapter,
    /// 第１節
    Section,
    /// 基本目標１, 柱２: which word
    Worded(u8),
    /// Ⅰ
    Roman,
    /// １ or 1.
    Plain,
    /// 1-2, 1.2.3: the number of its parts
    Dotted(u8),
    /// （１）
    Bracketed,
    /// ア
    Kana,
    /// ①
    Circled,
    /// A.
    Letter,
    /// ■, 【…】: no number at all
    Mark,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Numbering {
    pub(crate) style: Style,
    /// The last part of the number: 3 in `1-2-3`. 0 for a mark.
    pub(crate) ordinal: u32,
    /// As it stands in the file, without blanks around it.
    pub(crate) written: String,
}

/// Words that stand before a number in a heading.
const WORDS: &[&str] = &[
    "基本目標",
    "基本方針",
    "基本施策",
    "施策の方向性",
    "施策の方向",
    "基本方向",
    "取組の方向性",
    "方向性",
    "施策の柱",
    "重点分野",
    "重点目標",
    "重点施策",
    "重点取組",
    "取組方針",
    "方針",
    "分野",
    "目標",
    "視点",
    "戦略",
    "テーマ",
    "施策",
    "取組",
    "柱",
];

const KANA: &str =
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";

/// Cuts the number off the front of `text`. A figure that is part of the wording (`360度評価`, `３つの柱`, `1on1`) is left in place:
/// a bare figure counts as a number only if something separates it from the words.
pub(crate) fn split(text: &str) -> (Option<Numbering>, &str) {
    let text = text.trim();
    let found = ordered(text)
        .or_else(|| worded(text))
        .or_else(|| marked(text));
    match found {
        // A number with nothing behind it names nothing.
        Some((_, _, "")) => (None, text),
        Some((style, ordinal, rest)) => {
            let written = match style {
                Style::Mark => String::new(),
                _ => trim_separators_end(&text[..text.len() - rest.len()]).to_owned(),
            };
            (
                Some(Numbering {
                    style,
                    ordinal,
                    written,
                }),
                rest,
            )
        }
        None => (None, text),
    }
}

type Found<'a> = Option<(Style, u32, &'a str)>;

fn ordered(text: &str) -> Found<'_> {
    let first = text.chars().next()?;
    let after_first = &text[first.len_utf8()..];
    if first == '第' {
        let (ordinal, rest) = figure(after_first).or_else(|| kanji_figure(after_first))?;
        let unit = rest.chars().next()?;
        let style = match unit {
            '部' | '編' => Style::Part,
            '章' => Style::Chapter,
            '節' | '項' => Style::Section,
            _ => return None,
        };
        return Some((style, ordinal, trim_separators(&rest[unit.len_utf8()..])));
    }
    if let Some(ordinal) = circled(first) {
        return Some((Style::Circled, ordinal, trim_separators(after_first)));
    }
    if let Some(ordinal) = roman(first) {
        return Some((Style::Roman, ordinal, trim_separators(after_first)));
    }
    if matches!(first, '（' | '(') {
        let (ordinal, rest) = figure(after_first)
            .or_else(|| single_kana(after_first))
            .or_else(|| kanji_figure(after_first))?;
        let rest = rest.strip_prefix(['）', ')'])?;
        return Some((Style::Bracketed, ordinal, trim_separators(rest)));
    }
    if let Some((ordinal, rest)) = single_kana(text) {
        return Some((Style::Kana, ordinal, separated(rest)?));
    }
    if first.is_ascii_uppercase() && after_first.starts_with(['.', '．', ')', '）']) {
        return Some((
            Style::Letter,
            first as u32 - 'A' as u32 + 1,
            separated(after_first)?,
        ));
    }
    let (ordinal, rest) = figure(text)?;
    dotted(ordinal, rest)
}

fn dotted(first: u32, rest: &str) -> Found<'_> {
    let (mut ordinal, mut rest, mut parts) = (first, rest, 1u8);
    let mut is_dashed = false;
    while let Some(joint) = rest.chars().next().filter(|joint| is_joint(*joint)) {
        let Some((next, after)) = figure(&rest[joint.len_utf8()..]) else {
            break;
        };
        is_dashed |= !matches!(joint, '.' | '．');
        (ordinal, rest, parts) = (next, after, parts.saturating_add(1));
    }
    match parts {
        1 => Some((Style::Plain, ordinal, separated(rest)?)),
        // `1-2採用` is a number, `1.5倍` is not.
        parts if is_dashed => Some((Style::Dotted(parts), ordinal, trim_separators(rest))),
        parts => Some((Style::Dotted(parts), ordinal, separated(rest)?)),
    }
}

fn worded(text: &str) -> Found<'_> {
    let (word, rest) = (0u8..)
        .zip(WORDS)
        .find_map(|(index, word)| Some((index, text.strip_prefix(word)?)))?;
    let (ordinal, rest) = figure(rest.trim_start()).or_else(|| roman_at(rest))?;
    Some((Style::Worded(word), ordinal, separated(rest)?))
}

fn marked(text: &str) -> Found<'_> {
    if let Some(inside) = text
        .strip_prefix('【')
        .and_then(|inside| inside.strip_suffix('】'))
    {
        return Some((Style::Mark, 0, inside.trim()));
    }
    let rest = text.strip_prefix(['■', '□', '◆', '◇', '▼', '▽', '▲', '△', '★', '☆'])?;
    Some((Style::Mark, 0, rest.trim_start()))
}

/// At most three figures, of either width: a year is not a number of a heading.
fn figure(text: &str) -> Option<(u32, &str)> {
    let mut value = 0;
    let mut count = 0;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let Some(digit) = digit(letter) else { break };
        value = value * 10 + digit;
        count += 1;
        rest = &rest[letter.len_utf8()..];
        if count > 3 {
            return None;
        }
    }
    (count > 0).then_some((value, rest))
}

pub(crate) fn digit(letter: char) -> Option<u32> {
    match letter {
        '0'..='9' => Some(letter as u32 - '0' as u32),
        '０'..='９' => Some(letter as u32 - '０' as u32),
        _ => None,
    }
}

/// 一 to 九十九.
fn kanji_figure(text: &str) -> Option<(u32, &str)> {
    let (mut value, mut unit, mut end) = (0, 0, 0);
    for (at, letter) in text.char_indices().take(4) {
        match "一二三四五六七八九"
            .chars()
            .position(|known| known == letter)
        {
            Some(index) => unit = index as u32 + 1,
            None if letter == '十' => {
                value += unit.max(1) * 10;
                unit = 0;
            }
            None => break,
        }
        end = at + letter.len_utf8();
    }
    (end > 0).then_some((value + unit, &text[end..]))
}

fn single_kana(text: &str) -> Option<(u32, &str)> {
    let first = text.chars().next()?;
    let index = KANA.chars().position(|kana| kana == first)?;
    Some((index as u32 + 1, &text[first.len_utf8()..]))
}

pub(crate) fn circled(letter: char) -> Option<u32> {
    match letter {
        '①'..='⑳' => Some(letter as u32 - '①' as u32 + 1),
        '❶'..='❿' => Some(letter as u32 - '❶' as u32 + 1),
        '㉑'..='㉟' => Some(letter as u32 - '㉑' as u32 + 21),
        _ => None,
    }
}

fn roman(letter: char) -> Option<u32> {
    match letter {
        'Ⅰ'..='Ⅻ' => Some(letter as u32 - 'Ⅰ' as u32 + 1),
        'ⅰ'..='ⅻ' => Some(letter as u32 - 'ⅰ' as u32 + 1),
        _ => None,
    }
}

fn roman_at(text: &str) -> Option<(u32, &str)> {
    let first = text.chars().next()?;
    Some((roman(first)?, &text[first.len_utf8()..]))
}

fn is_joint(letter: char) -> bool {
    matches!(letter, '-' | '－' | '‐' | '–' | '−' | '.' | '．')
}

fn is_separator(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '.' | '．' | '、' | '，' | ')' | '）' | ':' | '：')
}

/// The rest behind at least one separator, or nothing if the words follow at once.
fn separated(rest: &str) -> Option<&str> {
    rest.starts_with(is_separator)
        .then(|| trim_separators(rest))
}

fn trim_separators(rest: &str) -> &str {
    rest.trim_start_matches(is_separator)
}

fn trim_separators_end(text: &str) -> &str {
    text.trim_end_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, '.' | '．' | '、' | '，' | ':' | '：')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<(Style, u32)>, &str) {
        let (numbering, rest) = split(text);
        (
            numbering.map(|numbering| (numbering.style, numbering.ordinal)),
            rest,
        )
    }

    #[test]
    fn every_way_of_numbering_a_heading_is_known() {
        assert_eq!(read("第１章\t施策"), (Some((Style::Chapter, 1)), "施策"));
        assert_eq!(read("第十二章　施策"), (Some((Style::Chapter, 12)), "施策"));
        assert_eq!(read("第2節 採用"), (Some((Style::Section, 2)), "採用"));
        assert_eq!(read("１　人事"), (Some((Style::Plain, 1)), "人事"));
        assert_eq!(read("1. 採用"), (Some((Style::Plain, 1)), "採用"));
        assert_eq!(read("１－２　採用"), (Some((Style::Dotted(2), 2)), "採用"));
        assert_eq!(read("1-2-3採用"), (Some((Style::Dotted(3), 3)), "採用"));
        assert_eq!(
            read("（４） からだ"),
            (Some((Style::Bracketed, 4)), "からだ")
        );
        assert_eq!(read("(ア)採用"), (Some((Style::Bracketed, 1)), "採用"));
        assert_eq!(read("③採用"), (Some((Style::Circled, 3)), "採用"));
        assert_eq!(read("Ⅱ　採用"), (Some((Style::Roman, 2)), "採用"));
        assert_eq!(read("イ　採用"), (Some((Style::Kana, 2)), "採用"));
        assert_eq!(
            read("基本目標３　採用"),
            (Some((Style::Worded(0), 3)), "採用")
        );
        assert_eq!(
            read("施策の方向性2：採用"),
            (Some((Style::Worded(3), 2)), "採用")
        );
        assert_eq!(read("【採用】"), (Some((Style::Mark, 0)), "採用"));
        assert_eq!(read("■採用"), (Some((Style::Mark, 0)), "採用"));
    }

    #[test]
    fn a_figure_that_belongs_to_the_words_is_no_number() {
        for name in [
            "360度評価の活用",
            "３つの柱",
            "1on1ミーティング",
            "第１次計画",
            "2040年を見据えた人材",
            "1.5倍の受験者",
            "イベント",
            "Ａ",
            "12",
            "【】",
            "",
        ] {
            assert_eq!(read(name), (None, name));
        }
    }

    #[test]
    fn the_number_is_kept_as_written() {
        assert_eq!(split("（４） からだ").0.unwrap().written, "（４）");
        assert_eq!(split("1. 採用").0.unwrap().written, "1");
    }
}
