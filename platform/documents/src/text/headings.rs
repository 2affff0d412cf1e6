//! How wide a heading is, by the number typed before it.
//!
//! Japanese papers number from the widest to the narrowest: 第1編, 第1章, 第1節, 第1, 1, then 1. or (1). The levels of a text are the kinds that it
//! uses, in that order. A heading without a number stands with those of `1.`, for converters write only the first number of an automatic list;
//! before the first numbered one it is as wide as a chapter (はじめに). `(1)` is narrower than `1.` only if it counts from one below it:
//! a `(4)` from nowhere continues the list that it stands in.

use std::collections::BTreeSet;

/// The longest line without a mark that may be a heading, in characters.
const LONGEST_UNMARKED: usize = 40;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Part,
    Chapter,
    Section,
    Article,
    /// A number and a space, with the count of its parts: `1`, `1-2`, `1.2.3`.
    Number(usize),
    Item,
    SubItem,
}

/// The level of each line that is a heading, 1 for the widest; none for all others. Each line comes with whether it is marked as a heading.
pub(super) fn levels(lines: &[(&str, bool)]) -> Vec<Option<u8>> {
    let has_marks = lines.iter().any(|(_, is_marked)| *is_marked);
    let is_heading = |(text, is_marked): &(&str, bool)| {
        if has_marks {
            *is_marked
        } else {
            looks_like_heading(text)
        }
    };
    let numbers: Vec<Option<(Kind, u32)>> = lines
        .iter()
        .map(|line| typed_number(line.0).filter(|_| is_heading(line)))
        .collect();
    let first = |kind: Kind| {
        numbers
            .iter()
            .position(|it| it.is_some_and(|(found, _)| found == kind))
    };
    let has_sub_items = match (first(Kind::Item), first(Kind::SubItem)) {
        (Some(item), Some(sub)) => {
            item < sub && numbers[sub].is_some_and(|(_, number)| number == 1)
        }
        _ => false,
    };

    let mut is_before_numbers = true;
    let kinds: Vec<Option<Kind>> = lines
        .iter()
        .zip(&numbers)
        .map(|(line, number)| {
            is_before_numbers &= number.is_none();
            match number {
                _ if !is_heading(line) || (number.is_none() && is_before_numbers) => None,
                Some((Kind::SubItem, _)) if !has_sub_items => Some(Kind::Item),
                Some((kind, _)) => Some(*kind),
                None => Some(Kind::Item),
            }
        })
        .collect();
    let used: BTreeSet<Kind> = kinds.iter().flatten().copied().collect();
    let level = |kind: Kind| 1 + used.iter().filter(|other| **other < kind).count().min(8) as u8;
    lines
        .iter()
        .zip(kinds)
        .map(|(line, kind)| is_heading(line).then(|| kind.map_or(1, level)))
        .collect()
}

fn looks_like_heading(text: &str) -> bool {
    let text = text.trim();
    let is_short = text.chars().count() <= LONGEST_UNMARKED;
    is_short && !text.contains('。') && !text.ends_with('、') && typed_number(text).is_some()
}

/// The kind of number at the front of a heading, and the number (its last part). Full and half width are the same.
fn typed_number(text: &str) -> Option<(Kind, u32)> {
    let plain: String = text.trim_start().chars().take(16).map(half_width).collect();
    if let Some(rest) = plain.strip_prefix('第') {
        let (number, rest) = leading_number(rest)?;
        let mut after = rest.chars();
        let kind = match after.next() {
            Some('編' | '部') => Kind::Part,
            Some('章') => Kind::Chapter,
            Some('節') => Kind::Section,
            Some(' ' | '\t') => return Some((Kind::Article, number)),
            _ => return None,
        };
        return Some((kind, number));
    }
    if let Some(rest) = plain.strip_prefix('(') {
        let (number, rest) = leading_number(rest)?;
        return rest.starts_with(')').then_some((Kind::SubItem, number));
    }
    let (mut number, mut rest) = leading_digits(&plain)?;
    let mut parts = 1;
    while let Some((next, after)) = rest.strip_prefix(['.', '-']).and_then(leading_digits) {
        (number, rest) = (next, after);
        parts += 1;
    }
    match rest.chars().next() {
        Some(' ' | '\t') => Some((Kind::Number(parts), number)),
        Some('.' | ')') if parts == 1 => Some((Kind::Item, number)),
        _ => None,
    }
}

fn half_width(character: char) -> char {
    match character {
        '０'..='９' | '（' | '）' | '．' | '－' => {
            char::from_u32(character as u32 - 0xFEE0).unwrap_or(character)
        }
        '\u{3000}' => ' ',
        '‐' | '−' | '–' => '-',
        other => other,
    }
}

fn leading_digits(text: &str) -> Option<(u32, &str)> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    // Three digits are a year or an amount, no number of a heading.
    if !(1..=2).contains(&digits) {
        return None;
    }
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

/// Arabic digits, or one to ten (十) in kanji.
fn leading_number(text: &str) -> Option<(u32, &str)> {
    if let Some(found) = leading_digits(text) {
        return Some(found);
    }
    let first = text.chars().next()?;
    let position = "一二三四五六七八九十".chars().position(|it| it == first)?;
    Some((position as u32 + 1, &text[first.len_utf8()..]))
}
