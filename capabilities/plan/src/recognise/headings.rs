//! The outline: which headings stand over a table.
//!
//! A word processor says how deep a heading is. A text file may not, and then the way of numbering tells it: a style of number that is
//! already open continues there, a new style opens one step below.

use super::numbering::{self, Numbering, Style};
use super::text;
use crate::model::Spot;

pub(crate) type HeadingId = usize;

#[derive(Debug)]
pub(crate) struct Heading {
    pub(crate) name: String,
    pub(crate) numbering: Option<Numbering>,
    pub(crate) spot: Spot,
    rank: Rank,
    /// Names what follows (施策一覧, アクションプラン) instead of a field or direction.
    is_label: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    /// As the word processor says, 1 the widest.
    Level(u8),
    /// As the number shows; `None` for a heading without number.
    Number(Option<Style>),
}

#[derive(Debug, Default)]
pub(crate) struct Outline {
    headings: Vec<Heading>,
    /// From the widest to the deepest that holds the place reached.
    open: Vec<HeadingId>,
    /// All headings of the document claim the same level, so that levels tell nothing.
    is_flat: bool,
}

/// The longest text that can be a heading, in characters.
const LONGEST: usize = 50;

impl Outline {
    pub(crate) fn new(levels: impl Iterator<Item = u8>) -> Self {
        let mut levels: Vec<u8> = levels.collect();
        levels.sort_unstable();
        levels.dedup();
        Self {
            is_flat: levels.len() == 1,
            ..Self::default()
        }
    }

    /// Enters a heading that the document marks as one.
    pub(crate) fn enter(&mut self, level: u8, text: &str, spot: Spot) {
        let (numbering, name) = numbering::split(text);
        let rank = if self.is_flat {
            Rank::Number(numbering.as_ref().map(|number| number.style))
        } else {
            Rank::Level(level)
        };
        self.place(name, numbering, spot, rank);
    }

    /// Enters a paragraph or a row across a table that reads like a heading.
    pub(crate) fn enter_unmarked(&mut self, text: &str, spot: Spot) {
        let (numbering, name) = numbering::split(text);
        let rank = Rank::Number(numbering.as_ref().map(|number| number.style));
        self.place(name, numbering, spot, rank);
    }

    fn place(&mut self, name: &str, numbering: Option<Numbering>, spot: Spot, rank: Rank) {
        let is_open_at = |wanted: &dyn Fn(Rank) -> bool| {
            self.open
                .iter()
                .position(|id| wanted(self.headings[*id].rank))
        };
        let depth = match rank {
            Rank::Level(level) => is_open_at(&|open| matches!(open, Rank::Level(other) if other >= level)),
            Rank::Number(style) => is_open_at(&|open| open == rank)
                .or_else(|| is_open_at(&|open| matches!((open, style), (Rank::Number(Some(open)), Some(new)) if new < open && new <= Style::Section))),
        };
        self.open.truncate(depth.unwrap_or(self.open.len()));
        self.open.push(self.headings.len());
        let name = text::lines(name).collect::<Vec<_>>().join(" ");
        self.headings.push(Heading {
            is_label: is_label(&name),
            name,
            numbering,
            spot,
            rank,
        });
    }

    pub(crate) fn heading(&self, id: HeadingId) -> &Heading {
        &self.headings[id]
    }

    /// The headings over the place reached, widest first.
    pub(crate) fn open(&self) -> &[HeadingId] {
        &self.open
    }

    pub(crate) fn leave_all(&mut self) {
        self.open.clear();
    }

    /// How many headings of the document's own marking stand over the place reached.
    pub(crate) fn marked_depth(&self) -> usize {
        self.open
            .iter()
            .filter(|id| {
                matches!(self.headings[**id].rank, Rank::Level(_)) && !self.headings[**id].is_label
            })
            .count()
    }

    pub(crate) fn all(&self) -> &[Heading] {
        &self.headings
    }

    /// The headings that can name a field and a direction here: the two deepest, field first. Headings that only say what follows
    /// (施策一覧) are passed over, and so are headings guessed from paragraphs if the document's own suffice.
    pub(crate) fn field_and_direction(&self) -> (Option<HeadingId>, Option<HeadingId>) {
        let named: Vec<HeadingId> = self
            .open
            .iter()
            .copied()
            .filter(|id| !self.headings[*id].is_label)
            .collect();
        let marked: Vec<HeadingId> = named
            .iter()
            .copied()
            .filter(|id| matches!(self.headings[*id].rank, Rank::Level(_)))
            .collect();
        let chosen = if marked.len() >= 2 { marked } else { named };
        match chosen[..] {
            [] => (None, None),
            [only] => (Some(only), None),
            [.., field, direction] => (Some(field), Some(direction)),
        }
    }
}

/// Whether a paragraph reads like a heading: short, numbered or marked, no sentence. `next` is what follows it: a number of the same style
/// right behind makes it the first line of a list.
pub(crate) fn reads_like_a_heading(
    paragraph: &str,
    previous: Option<&str>,
    next: Option<&str>,
) -> bool {
    let paragraph = paragraph.trim();
    if paragraph.contains('\n')
        || paragraph.chars().count() > LONGEST
        || paragraph.ends_with(['。', '．', '、', '：', ':', '？', '?'])
    {
        return false;
    }
    let style = |text: &str| {
        numbering::split(text.lines().next().unwrap_or_default())
            .0
            .map(|number| number.style)
    };
    let Some(own) = style(paragraph) else {
        return false;
    };
    let is_in_a_list = |neighbour: Option<&str>| neighbour.and_then(style) == Some(own);
    !is_in_a_list(previous) && !is_in_a_list(next)
}

/// Whether a text without number could be the heading of the table that it stands before.
pub(crate) fn could_head_a_table(paragraph: &str) -> bool {
    let paragraph = paragraph.trim();
    let is_short = paragraph.chars().count() <= 30 && !paragraph.contains('\n');
    is_short
        && !paragraph.ends_with(['。', '．', '、', '：', ':', '？', '?', '）', ')'])
        && !paragraph.starts_with(['※', '・', '○', '（', '(', '注', '表', '図'])
        && !is_label(paragraph)
}

fn is_label(name: &str) -> bool {
    const LABELS: &[&str] = &[
        "施策",
        "施策一覧",
        "施策の一覧",
        "施策体系",
        "施策の体系",
        "取組",
        "取組一覧",
        "取組の一覧",
        "取組内容",
        "取組みの内容",
        "取組の内容",
        "主な取組",
        "具体的な取組",
        "具体的取組",
        "具体的な施策",
        "アクションプラン",
        "施策の方向性",
        "施策の内容",
        "施策の展開",
        "計画の内容",
        "事業一覧",
        "一覧",
        "一覧表",
        "アクションプラン一覧",
        "実施計画",
    ];
    let name = text::key(&text::without_brackets(name));
    LABELS.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot() -> Spot {
        Spot::Body {
            block: 1,
            table_row: None,
        }
    }

    fn names(outline: &Outline) -> (Option<&str>, Option<&str>) {
        let (field, direction) = outline.field_and_direction();
        (
            field.map(|id| outline.heading(id).name.as_str()),
            direction.map(|id| outline.heading(id).name.as_str()),
        )
    }

    #[test]
    fn the_two_deepest_headings_are_field_and_direction() {
        let mut outline = Outline::new([1, 2, 3].into_iter());

        outline.enter(1, "第２章\t施策", spot());
        outline.enter(2, "1 人事", spot());
        outline.enter(3, "採用", spot());
        assert_eq!(names(&outline), (Some("人事"), Some("採用")));

        outline.enter(3, "育成", spot());
        assert_eq!(names(&outline), (Some("人事"), Some("育成")));

        outline.enter(2, "2 研修", spot());
        assert_eq!(names(&outline), (Some("研修"), None));
    }

    #[test]
    fn without_levels_the_style_of_the_number_tells_the_depth() {
        let mut outline = Outline::default();
        for heading in [
            "第１章　総論",
            "１　人事",
            "（１）採用",
            "（２）育成",
            "２　研修",
            "（１）職場",
        ] {
            outline.enter_unmarked(heading, spot());
        }
        assert_eq!(names(&outline), (Some("研修"), Some("職場")));

        outline.enter_unmarked("第２章　各論", spot());
        assert_eq!(names(&outline), (Some("各論"), None));
    }

    #[test]
    fn two_words_before_numbers_are_two_depths() {
        let mut outline = Outline::default();
        for heading in [
            "基本目標１　人事",
            "施策の方向１　採用",
            "施策の方向２　育成",
        ] {
            outline.enter_unmarked(heading, spot());
        }

        assert_eq!(names(&outline), (Some("人事"), Some("育成")));
    }

    #[test]
    fn a_label_names_neither_field_nor_direction() {
        let mut outline = Outline::new([1, 2, 3].into_iter());
        outline.enter(1, "Ⅰ　人事", spot());
        outline.enter(2, "１　採用", spot());
        outline.enter(3, "（１）施策一覧", spot());

        assert_eq!(names(&outline), (Some("人事"), Some("採用")));
    }

    #[test]
    fn a_numbered_line_in_a_list_is_no_heading() {
        assert!(reads_like_a_heading("（１）採用", None, Some("１　別の形")));
        assert!(!reads_like_a_heading(
            "（１）採用",
            None,
            Some("（２）育成")
        ));
        assert!(!reads_like_a_heading(
            "（２）育成",
            Some("（１）採用"),
            None
        ));
        assert!(!reads_like_a_heading("（１）採用を進める。", None, None));
        assert!(!reads_like_a_heading("採用", None, None));
    }
}
