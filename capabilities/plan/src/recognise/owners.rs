//! Who carries a measure: marks in the owner column, and the note that says what the marks stand for.

use super::text;
use crate::model::{OwnerNote, Spot};

/// The owner marks of a cell, each once, as written.
pub(crate) fn marks(cell: &str) -> Vec<String> {
    let mut marks: Vec<String> = Vec::new();
    for line in text::lines(cell) {
        for piece in text::split_outside_brackets(line, |letter| {
            matches!(letter, '／' | '/' | '、' | '，' | ',' | '；' | ';')
        }) {
            let mark = piece
                .trim()
                .trim_start_matches(['・', '･', '◎', '○', '●', '※'])
                .trim();
            let is_known = marks
                .iter()
                .any(|known| text::key(known) == text::key(mark));
            if !mark.is_empty() && !is_known && !is_blank_sign(mark) {
                marks.push(mark.to_owned());
            }
        }
    }
    marks
}

fn is_blank_sign(mark: &str) -> bool {
    mark.chars().all(|letter| "-－‐―—ー–".contains(letter))
}

/// Whether the text of a cell can name an office at all.
pub(crate) fn is_likely(cell: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "課",
        "室",
        "局",
        "部",
        "班",
        "係",
        "所",
        "署",
        "院",
        "校",
        "館",
        "会",
        "区",
        "団",
        "センター",
        "チーム",
        "職場",
        "所属",
    ];
    marks(cell).iter().any(|mark| {
        ENDINGS
            .iter()
            .any(|ending| text::without_brackets(mark).ends_with(ending))
    })
}

/// Whether the mark ends in an abbreviation in brackets, as `研修課（育）`, that a reader cannot know by himself.
pub(crate) fn is_abbreviated(mark: &str) -> bool {
    let Some(open) = mark.rfind(['（', '(']) else {
        return false;
    };
    let inside: Vec<char> = mark[open..].chars().skip(1).collect();
    matches!(inside.last(), Some('）' | ')')) && (2..=3).contains(&inside.len())
}

/// What the lines explain, if they are a note on owners: lines of `mark … full name` behind a label (注釈, 凡例, 【所管課】), or such lines
/// about marks that the plan uses.
pub(crate) fn notes(lines: &[(String, Spot)], used: &[String]) -> Vec<(usize, OwnerNote)> {
    let mut notes = Vec::new();
    let mut is_labelled = false;
    for (index, (line, spot)) in lines.iter().enumerate() {
        let (line, has_label) = without_label(line);
        is_labelled |= has_label;
        for pair in line.split(['、', '，', '；', ';']) {
            let Some((mark, full_name)) = pair_of(pair) else {
                continue;
            };
            let is_used = used.iter().any(|known| text::key(known) == text::key(mark));
            if is_used || (is_labelled && is_abbreviated(mark)) {
                notes.push((
                    index,
                    OwnerNote {
                        mark: mark.to_owned(),
                        full_name: full_name.to_owned(),
                        spot: spot.clone(),
                    },
                ));
            }
        }
    }
    notes
}

/// Whether this is nothing but the label of a note.
pub(crate) fn is_note_label(line: &str) -> bool {
    let (rest, has_label) = without_label(line);
    has_label && rest.is_empty()
}

fn without_label(line: &str) -> (&str, bool) {
    let mut rest = line.trim();
    let mut has_label = false;
    loop {
        let before = rest;
        rest = rest
            .trim_start_matches(['※', '＊', '*', '・', '：', ':'])
            .trim_start();
        for label in [
            "注釈",
            "（注）",
            "(注)",
            "【注】",
            "凡例",
            "略称",
            "注記",
            "注：",
        ] {
            if let Some(after) = rest.strip_prefix(label) {
                (rest, has_label) = (after.trim_start(), true);
            }
        }
        if let Some((inside, after)) = rest
            .strip_prefix('【')
            .and_then(|inside| inside.split_once('】'))
            && ["所管", "担当", "主管", "所属", "凡例", "略称"]
                .iter()
                .any(|word| inside.contains(word))
        {
            (rest, has_label) = (after.trim_start(), true);
        }
        if rest == before {
            return (rest, has_label);
        }
    }
}

/// What stands between a mark and its full name.
const BETWEEN: [char; 8] = ['…', '‥', '：', ':', '＝', '=', '→', '⇒'];

fn pair_of(text: &str) -> Option<(&str, &str)> {
    let (mark, full_name) = text.split_at(text.find(BETWEEN)?);
    let mark = mark.trim();
    let full_name = full_name
        .trim_start_matches(|letter: char| BETWEEN.contains(&letter) || letter.is_whitespace());
    let full_name = full_name.trim_end_matches(['。', ' ', '　']);
    (!mark.is_empty() && !full_name.is_empty()).then_some((mark, full_name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes_of(lines: &[&str], used: &[&str]) -> Vec<(String, String)> {
        let lines: Vec<_> = lines
            .iter()
            .map(|line| {
                (
                    (*line).to_owned(),
                    Spot::Line {
                        line: 1,
                        table_row: None,
                    },
                )
            })
            .collect();
        let used: Vec<String> = used.iter().map(|mark| (*mark).to_owned()).collect();
        notes(&lines, &used)
            .into_iter()
            .map(|(_, note)| (note.mark, note.full_name))
            .collect()
    }

    #[test]
    fn owners_part_at_slashes_of_both_widths_and_at_commas() {
        assert_eq!(
            marks("人事課／育成課（育）/給与課、総務課"),
            ["人事課", "育成課（育）", "給与課", "総務課"]
        );
        assert_eq!(marks("・人事課\n・給与課"), ["人事課", "給与課"]);
    }

    #[test]
    fn a_comma_or_dot_inside_a_name_parts_nothing() {
        assert_eq!(marks("育成課（育、健）"), ["育成課（育、健）"]);
        assert_eq!(marks("育成・活用課"), ["育成・活用課"]);
    }

    #[test]
    fn no_owner_twice_and_a_dash_is_nobody() {
        assert_eq!(marks("人事課／人事課"), ["人事課"]);
        assert!(marks("―").is_empty());
    }

    #[test]
    fn an_office_is_told_from_a_figure() {
        assert!(is_likely("育成課（育）／人事委員会事務局"));
        assert!(!is_likely("60"));
        assert!(!is_likely("目標値"));
    }

    #[test]
    fn only_a_short_bracket_at_the_end_is_an_abbreviation() {
        assert!(is_abbreviated("育成課（育）"));
        assert!(is_abbreviated("育成課(健)"));
        assert!(!is_abbreviated("育成課"));
        assert!(!is_abbreviated("育成課（育成研修班）"));
        assert!(!is_abbreviated("（育）課"));
    }

    #[test]
    fn the_note_says_what_a_mark_stands_for() {
        let expected = [
            ("育成課（育）".to_owned(), "育成課研修班".to_owned()),
            ("育成課（健）".to_owned(), "育成課健康班".to_owned()),
        ];
        assert_eq!(
            notes_of(
                &[
                    "注釈　【所管課】育成課（育）…育成課研修班",
                    "育成課（健）…育成課健康班"
                ],
                &[]
            ),
            expected
        );
        assert_eq!(
            notes_of(
                &["※育成課（育）：育成課研修班、育成課（健）：育成課健康班"],
                &["育成課（育）", "育成課(健)"]
            ),
            expected
        );
    }

    #[test]
    fn a_sentence_with_a_colon_is_no_note() {
        assert!(notes_of(&["目的：人材の確保", "期間：３年"], &["人事課"]).is_empty());
    }
}
