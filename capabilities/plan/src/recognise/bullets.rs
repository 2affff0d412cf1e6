//! A cell of several lines becomes separate lines without their bullets.

use super::numbering::{self, Style};
use super::text;

const BULLETS: &str = "・･·•‧∙●○◯〇◎◇◆■□▪▫►▶➢✓☆★*＊";
const DASHES: &str = "-－‐–—−";

/// The separate lines of a cell.
///
/// A line with a bullet begins a new one. A line without goes on with the bulleted line above it, for people break lines by hand to fit a
/// narrow cell. In a cell without any bullet each line stands for itself, unless the one before it breaks off at a comma or in a bracket.
pub(crate) fn items(cell: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    let mut has_bullet_above = false;
    for line in text::lines(cell) {
        let (rest, has_bullet) = without_bullet(line);
        let goes_on = !has_bullet
            && items
                .last()
                .is_some_and(|above| has_bullet_above || breaks_off(above))
            && !line.starts_with('※');
        match items.last_mut() {
            Some(above) if goes_on => text::append(above, rest),
            _ if rest.is_empty() => {}
            _ => {
                items.push(rest.to_owned());
                has_bullet_above = has_bullet;
            }
        }
    }
    items
}

/// The line without its bullet or number, and whether it had one.
pub(crate) fn without_bullet(line: &str) -> (&str, bool) {
    let line = line.trim();
    let Some(first) = line.chars().next() else {
        return (line, false);
    };
    let rest = line[first.len_utf8()..].trim_start();
    if BULLETS.contains(first) {
        return (rest, true);
    }
    if DASHES.contains(first) {
        // A minus sign right before a figure is part of the words.
        let is_minus = line[first.len_utf8()..]
            .chars()
            .next()
            .and_then(numbering::digit)
            .is_some();
        return if is_minus {
            (line, false)
        } else {
            (rest, true)
        };
    }
    match numbering::split(line) {
        (Some(number), rest)
            if matches!(
                number.style,
                Style::Plain | Style::Bracketed | Style::Circled | Style::Kana
            ) =>
        {
            (rest, true)
        }
        _ => (line, false),
    }
}

fn breaks_off(line: &str) -> bool {
    let depth = line.chars().fold(0i32, |depth, letter| {
        depth + i32::from(text::is_opening(letter)) - i32::from(text::is_closing(letter))
    });
    depth > 0 || line.ends_with(['、', '，', ','])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bullet_is_a_line_of_its_own() {
        assert_eq!(
            items("・甲を行う。\n･乙を行う。\n- 丙を行う。\n①丁を行う。\n(2) 戊を行う。"),
            [
                "甲を行う。",
                "乙を行う。",
                "丙を行う。",
                "丁を行う。",
                "戊を行う。"
            ]
        );
    }

    #[test]
    fn a_middle_dot_inside_a_line_is_no_bullet() {
        assert_eq!(items("・SNS・就職サイトの活用"), ["SNS・就職サイトの活用"]);
    }

    #[test]
    fn a_line_broken_by_hand_goes_on() {
        assert_eq!(
            items("・長い文が続き、\n　ここで終わる。\n・次の文。"),
            ["長い文が続き、ここで終わる。", "次の文。"]
        );
        assert_eq!(
            items("長い文が続き、\nここで終わる。"),
            ["長い文が続き、ここで終わる。"]
        );
    }

    #[test]
    fn lines_without_bullets_stand_for_themselves() {
        assert_eq!(
            items("人材の確保\n能力の向上"),
            ["人材の確保", "能力の向上"]
        );
    }

    #[test]
    fn a_minus_sign_before_a_figure_is_no_bullet() {
        assert_eq!(items("-5%を目指す"), ["-5%を目指す"]);
        assert_eq!(items("- 5%を目指す"), ["5%を目指す"]);
    }

    #[test]
    fn a_bare_bullet_is_nothing() {
        assert!(items("・\n\n　").is_empty());
    }
}
