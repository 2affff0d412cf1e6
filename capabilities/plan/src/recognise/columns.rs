//! What the columns of a measure table hold, told by their headings.

use super::text;
use documents::Cell;

/// What a column of a measure table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Column {
    Field,
    Direction,
    Number,
    Name,
    Purpose,
    Content,
    Owner,
}

/// The columns of a table as its header row says. `None` for a column whose heading is unknown or empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(crate) kinds: Vec<Option<Column>>,
    /// The headings as written, one a column.
    pub(crate) headings: Vec<String>,
}

impl Columns {
    /// The positions of the columns of that kind, from left to right.
    pub(crate) fn of(&self, wanted: Column) -> impl Iterator<Item = usize> {
        self.kinds
            .iter()
            .enumerate()
            .filter(move |(_, kind)| **kind == Some(wanted))
            .map(|(index, _)| index)
    }

    pub(crate) fn first(&self, wanted: Column) -> Option<usize> {
        self.of(wanted).next()
    }

    /// Reads a row as a header: it must name the measures and say what they do or who carries them.
    pub(crate) fn read(row: &[Cell]) -> Option<Self> {
        Self::from_headings(row.iter().map(|cell| cell.text.trim().to_owned()).collect())
    }

    /// Reads two rows as one header, where the upper one brackets several columns of the lower one together: every column has a known heading
    /// in the lower row, or else in the upper one.
    pub(crate) fn read_two(upper: &[Cell], lower: &[Cell]) -> Option<Self> {
        let is_blank = |cell: &Cell| cell.text.trim().is_empty();
        let is_one_header = lower.iter().all(|cell| !is_blank(cell))
            || lower.iter().all(is_blank)
            || Self::read(lower).is_some();
        let headings = upper
            .iter()
            .zip(lower)
            .map(|(upper, lower)| if is_blank(lower) { upper } else { lower });
        let headings: Vec<String> = headings.map(|cell| cell.text.trim().to_owned()).collect();
        let are_known = headings
            .iter()
            .all(|heading| heading.is_empty() || kind_of(heading).is_some());
        if is_one_header || !are_known {
            None
        } else {
            Self::from_headings(headings)
        }
    }

    fn from_headings(headings: Vec<String>) -> Option<Self> {
        let mut kinds: Vec<Option<Column>> =
            headings.iter().map(|heading| kind_of(heading)).collect();
        let names: Vec<usize> = (0..kinds.len())
            .filter(|index| kinds[*index] == Some(Column::Name))
            .collect();
        let chosen = names
            .iter()
            .copied()
            .max_by_key(|index| (names_single_things(&headings[*index]), *index))?;
        // 分野 | 施策 | 取組名: what stands left of the measures and is also called a measure is wider than they are.
        let mut wider = [Column::Direction, Column::Field]
            .into_iter()
            .filter(|wide| !kinds.contains(&Some(*wide)))
            .collect::<Vec<_>>()
            .into_iter();
        for index in names.into_iter().rev().filter(|index| *index != chosen) {
            kinds[index] = if index < chosen { wider.next() } else { None };
        }
        let says_more = kinds
            .iter()
            .any(|kind| matches!(kind, Some(Column::Content | Column::Owner)));
        says_more.then_some(Self { kinds, headings })
    }
}

/// How surely a heading names single measures rather than groups of them.
fn names_single_things(heading: &str) -> u8 {
    let heading = words(heading);
    match () {
        () if heading.ends_with('名') || heading.ends_with("名称") => 3,
        () if heading.contains("取組") || heading.contains("事業") => 2,
        () if heading.contains("施策") => 1,
        () => 0,
    }
}

fn words(heading: &str) -> String {
    let words = text::key(&text::without_brackets(heading))
        .replace("取り組み", "取組")
        .replace("取組み", "取組");
    words
        .trim_start_matches(['◎', '○', '●', '■'])
        .trim_end_matches('等')
        .to_owned()
}

/// What a column with this heading holds. Longer than a heading can be, or unknown: nothing.
fn kind_of(heading: &str) -> Option<Column> {
    let words = words(heading);
    if words.is_empty() || words.chars().count() > 14 {
        return None;
    }
    let is = |known: &[&str]| known.contains(&words.as_str());
    let has = |known: &[&str]| known.iter().any(|part| words.contains(part));
    // The order decides: 施策の方向性 is no 施策, 取組内容 no 取組, 事業の目的 no 事業.
    let kind = if is(&[
        "no",
        "no.",
        "№",
        "#",
        "番号",
        "項番",
        "連番",
        "通番",
        "通し番号",
        "整理番号",
    ]) || words.ends_with("番号")
        || words.ends_with("no.")
        || words.ends_with("no")
    {
        Column::Number
    } else if has(&[
        "所管",
        "担当",
        "主管",
        "所属",
        "部署",
        "実施主体",
        "推進主体",
        "関係課",
    ]) || is(&["課", "課名", "実施課", "主務課", "関連課", "推進課"])
    {
        Column::Owner
    } else if has(&["目的", "ねらい", "狙い", "趣旨"]) || is(&["目標"]) {
        Column::Purpose
    } else if has(&["方向性"])
        || is(&[
            "方針",
            "基本方針",
            "基本施策",
            "中項目",
            "中分類",
            "施策の柱",
        ])
    {
        Column::Direction
    } else if has(&["分野"])
        || is(&[
            "柱",
            "基本目標",
            "大項目",
            "大分類",
            "体系",
            "区分",
            "領域",
            "重点目標",
            "視点",
        ])
    {
        Column::Field
    } else if has(&["内容", "概要"]) || is(&["説明", "取組の説明", "具体策", "実施事項"])
    {
        Column::Content
    } else if is(&[
        "施策",
        "取組",
        "事業",
        "項目",
        "小項目",
        "名称",
        "アクション",
        "プログラム",
        "メニュー",
        "実施項目",
        "取組項目",
        "主な取組",
        "具体的な取組",
        "具体的取組",
        "具体的な施策",
        "具体的施策",
        "個別施策",
        "個別事業",
    ]) || [
        "施策名",
        "取組名",
        "事業名",
        "施策名称",
        "取組名称",
        "事業名称",
        "項目名",
    ]
    .iter()
    .any(|ending| words.ends_with(ending))
    {
        Column::Name
    } else {
        return None;
    };
    Some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(texts: &[&str]) -> Vec<Cell> {
        texts
            .iter()
            .map(|text| Cell {
                text: (*text).to_owned(),
                covered: false,
            })
            .collect()
    }

    fn kinds(texts: &[&str]) -> Vec<Option<Column>> {
        Columns::read(&row(texts))
            .map(|columns| columns.kinds)
            .unwrap_or_default()
    }

    use Column::*;

    #[test]
    fn cities_call_the_same_columns_by_many_names() {
        for name in [
            "施策名",
            "取組",
            "取組名",
            "事業名",
            "施策",
            "取り組み",
            "取組項目",
            "具体的な取組",
        ] {
            for purpose in ["目的", "ねらい", "取組の目的"] {
                for content in ["内容", "取組内容", "概要", "事業概要"] {
                    for owner in [
                        "所管課",
                        "担当課",
                        "担当",
                        "所管",
                        "主管課",
                        "担当部署",
                        "所 管 課（◎主管）",
                    ] {
                        assert_eq!(
                            kinds(&["№", name, purpose, content, owner]),
                            [
                                Some(Number),
                                Some(Name),
                                Some(Purpose),
                                Some(Content),
                                Some(Owner)
                            ],
                            "{name} {purpose} {content} {owner}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_flat_table_names_fields_and_directions_in_columns() {
        assert_eq!(
            kinds(&["分野", "施策の方向性", "No.", "施策名", "内容"]),
            [
                Some(Field),
                Some(Direction),
                Some(Number),
                Some(Name),
                Some(Content)
            ]
        );
        assert_eq!(
            kinds(&["柱", "施策", "取組", "内容"]),
            [Some(Field), Some(Direction), Some(Name), Some(Content)]
        );
    }

    #[test]
    fn a_row_without_names_or_without_more_than_names_is_no_header() {
        assert!(kinds(&["計画", "49", "60"]).is_empty());
        assert!(kinds(&["施策名", "目標値"]).is_empty());
        assert!(kinds(&["内容", "担当課"]).is_empty());
    }

    #[test]
    fn a_header_may_take_two_rows() {
        let columns = Columns::read_two(
            &row(&["施策名", "取組の説明", "", "担当課"]),
            &row(&["", "ねらい", "内容", ""]),
        )
        .unwrap();

        assert_eq!(
            columns.kinds,
            [Some(Name), Some(Purpose), Some(Content), Some(Owner)]
        );
    }

    #[test]
    fn a_measure_whose_words_resemble_headings_is_no_header() {
        assert!(kinds(&["表彰制度の名称", "・周知", "・名称を改める。", "人事課"]).is_empty());
    }

    #[test]
    fn an_unknown_column_stays_unknown() {
        assert_eq!(
            kinds(&["施策名", "予算額", "内容"]),
            [Some(Name), None, Some(Content)]
        );
    }
}
