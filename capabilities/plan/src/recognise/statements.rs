//! The statement of a direction and its ○ points: what stands between a direction's heading and its first measure.

use super::{bullets, text};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Statement {
    /// Paragraphs separated by `\n`.
    pub(crate) text: Option<String>,
    pub(crate) points: Vec<String>,
}

/// Parts the lines into the statement and its points: every line with a bullet is a point.
pub(crate) fn read<'a>(lines: impl Iterator<Item = &'a str>) -> Statement {
    let mut paragraphs: Vec<&str> = Vec::new();
    let mut points = Vec::new();
    for line in lines.filter(|line| !is_label(line)) {
        match bullets::without_bullet(line) {
            (point, true) if !point.is_empty() => points.push(point.to_owned()),
            _ => paragraphs.push(line.trim()),
        }
    }
    Statement {
        text: (!paragraphs.is_empty()).then(|| paragraphs.join("\n")),
        points,
    }
}

/// A line that only names what follows: `施策の方向性（基本方針）`, `【現状と課題】`.
pub(crate) fn is_label(line: &str) -> bool {
    const LABELS: &[&str] = &[
        "施策の方向性",
        "方向性",
        "取組の方向性",
        "基本方針",
        "方針",
        "基本的な考え方",
        "現状と課題",
        "現状・課題",
        "アクションプラン",
        "施策一覧",
        "取組一覧",
        "具体的な取組",
        "主な取組",
    ];
    let line = line
        .trim()
        .trim_start_matches(['【', '■', '◆', '●', '〈', '＜', '<'])
        .trim_end_matches(['】', '〉', '＞', '>', '：', ':']);
    LABELS.contains(&text::key(&text::without_brackets(line)).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_a_circle_are_points_and_the_rest_is_the_statement() {
        let statement = read(
            [
                "施策の方向性（基本方針）",
                "人材は大切です。",
                "確保が必要です。",
                "○発信します。",
                "◯見直します。",
            ]
            .into_iter(),
        );

        assert_eq!(
            statement.text.as_deref(),
            Some("人材は大切です。\n確保が必要です。")
        );
        assert_eq!(statement.points, ["発信します。", "見直します。"]);
    }

    #[test]
    fn no_lines_make_no_statement() {
        assert_eq!(read(["【方針】"].into_iter()), Statement::default());
    }
}
