//! Pasted and converted text: the same blocks as the document it came from.

mod common;
use common::{blocks, shown};
use documents::{Content, Limits, Place, read_blocks};
use proptest::prelude::*;

fn read(text: &str) -> Vec<String> {
    shown(&blocks(text.as_bytes()))
}

#[test]
fn the_same_text_is_read_in_every_encoding_of_the_office() {
    let text = "人事課の①計画\r\n髙﨑～表ソ能";
    let (cp932, _, has_loss) = encoding_rs::SHIFT_JIS.encode(text);
    assert!(!has_loss);
    let utf16 = |to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
    let files: [Vec<u8>; 6] = [
        text.into(),
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        cp932.into_owned(),
        [b"\xFF\xFE".to_vec(), utf16(u16::to_le_bytes)].concat(),
        [b"\xFE\xFF".to_vec(), utf16(u16::to_be_bytes)].concat(),
        utf16(u16::to_le_bytes),
    ];

    for file in files {
        assert_eq!(shown(&blocks(&file)), ["人事課の①計画", "髙﨑～表ソ能"]);
    }
}

#[test]
fn bookmarks_are_no_text_and_mark_headings() {
    let text = "[bookmark: _Toc1][bookmark: _Hlk2]第１章\tはじめに\n[bookmark: _Hlk3]本文\n1 [bookmark: _Toc4]人事\n[bookmark: _Toc5]採用\n1 番号のある本文\n";

    assert_eq!(
        read(text),
        [
            "1# 第１章\tはじめに",
            "本文",
            "2# 1 人事",
            "3# 採用",
            "1 番号のある本文"
        ]
    );
}

#[test]
fn without_marks_typed_numbers_make_headings() {
    let text = "はじめに\n第１章　総論\n１　目的\n（１）背景\n(2) 経過\n1. 号のある文です。\n第２章　各論\n2023年度\n";

    assert_eq!(
        read(text),
        [
            "はじめに",
            "1# 第１章　総論",
            "2# １　目的",
            "3# （１）背景",
            "3# (2) 経過",
            "1. 号のある文です。",
            "1# 第２章　各論",
            "2023年度"
        ]
    );
}

#[test]
fn a_sub_item_that_counts_from_one_is_narrower_than_an_item() {
    assert_eq!(
        read("1. 採用\n(1) 広報\n2. 育成"),
        ["1# 1. 採用", "2# (1) 広報", "1# 2. 育成"]
    );
    assert_eq!(read("1. 採用\n(4) 育成"), ["1# 1. 採用", "1# (4) 育成"]);
}

#[test]
fn an_unnumbered_heading_before_the_first_chapter_is_as_wide_as_it() {
    let text = "[bookmark: _Toc1]はじめに\n[bookmark: _Toc2]第１章 総論\n[bookmark: _Toc3]経緯\n";

    assert_eq!(read(text), ["1# はじめに", "1# 第１章 総論", "2# 経緯"]);
}

#[test]
fn cells_become_rows_where_blank_lines_stand_between_rows() {
    let text =
        "前\n\t\n\t一次\n（平成）\n\t二次\n\n\t計画\n\t49\n\t60\n\n\t率\n\t87.8%\n\t100%\n\n\n後";

    assert_eq!(
        read(text),
        [
            "前",
            "[|一次\n（平成）|二次 / 計画|49|60 / 率|87.8%|100%]",
            "後"
        ]
    );
}

#[test]
fn cells_become_rows_where_a_merged_first_column_leaves_empty_cells() {
    let text = "\t計画\n\t名\n\t所管\n\n\t\n\tA\n\t人事課\n\t\n\tB\n\n\t給与課\n\t\n\tC\n\t総務課";

    assert_eq!(
        read(text),
        ["[計画|名|所管 / ^|A|人事課 / ^|B|給与課 / ^|C|総務課]"]
    );
}

#[test]
fn a_small_table_above_does_not_disturb_the_large_one() {
    let text =
        "\t方向性\n\t文一\n文二\n\n\t名\n\t目的\n\t内容\n\n\tA\n\tB\n\tC\n\n\tD\n\tE\n\tF\n\n";

    assert_eq!(
        read(text),
        ["[方向性 / 文一\n文二]", "[名|目的|内容 / A|B|C / D|E|F]"]
    );
}

#[test]
fn a_row_with_a_missing_or_a_surplus_cell_loses_nothing() {
    let text = "\tNo\n\t名\n\t課\n\n\t1\n\tA\n\tX\n\n\t2\n\tB\n\tY\n\n\t3\n\tC\n\tZ\n\t余り\n\n\t4\n\tD\n\tW\n";

    assert_eq!(
        read(text),
        ["[No|名|課 / 1|A|X / 2|B|Y / 3|C|Z\n余り / 4|D|W]"]
    );
}

#[test]
fn a_line_after_a_blank_line_ends_the_table() {
    let text = "\ta\n\tb\n\n\tc\n\td\n\n講評の文\n\te\n";

    let blocks = blocks(text.as_bytes());

    assert_eq!(shown(&blocks), ["[a|b / c|d]", "講評の文", "[e]"]);
    assert_eq!(blocks[1].place, Place::Line(7));
}

#[test]
fn lines_with_equal_tabs_are_the_rows_of_a_pasted_table() {
    assert_eq!(
        read("名\t課\nA\t人事課\nB\t給与課\n一行\tだけ\t三つ\n"),
        ["[名|課 / A|人事課 / B|給与課]", "一行\tだけ\t三つ"]
    );
}

/// All characters but blanks, in the order of the blocks.
fn characters(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace()).collect()
}

proptest! {
    #[test]
    fn no_text_is_lost_whatever_the_lines_look_like(text in "[\ta1.（４）第章表\n\n\t ]{0,80}") {
        let blocks = read_blocks(text.as_bytes(), "file", &Limits::default()).map_or(Vec::new(), |it| it.blocks);
        let all: String = blocks.iter().map(|block| match &block.content {
            Content::Heading { text, .. } | Content::Paragraph { text } | Content::Comment { text } => text.clone(),
            Content::Table(table) => table.rows.iter().flatten().map(|cell| cell.text.as_str()).collect(),
        }).collect();
        prop_assert_eq!(characters(&all), characters(&text));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read_blocks(&bytes, "file", &Limits::default());
    }
}
