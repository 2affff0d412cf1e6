//! One real plan in the three forms in which a city may have it.

use documents::{Block, Content, Limits, Place, Table, read_blocks};

fn plan(ending: &str) -> Vec<Block> {
    let name = format!("chiba-first.{ending}");
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/plans")
        .join(&name);
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    read_blocks(&bytes, &name, &Limits::default())
        .expect("the plan can be read")
        .blocks
}

fn tables(blocks: &[Block]) -> Vec<&Table> {
    blocks
        .iter()
        .filter_map(|it| {
            if let Content::Table(table) = &it.content {
                Some(table)
            } else {
                None
            }
        })
        .collect()
}

fn headings(blocks: &[Block]) -> Vec<(u8, String)> {
    let heading = |block: &Block| match &block.content {
        Content::Heading { level, text } => Some((*level, text.clone())),
        _ => None,
    };
    blocks.iter().filter_map(heading).collect()
}

#[test]
fn every_cell_of_the_text_is_the_cell_of_the_word_file() {
    let (word, text) = (plan("docx"), plan("txt"));

    let (word, text) = (tables(&word), tables(&text));

    assert_eq!(word.len(), 36);
    assert_eq!(text.len(), word.len());
    for (index, (word, text)) in word.iter().zip(&text).enumerate() {
        assert_eq!(text.rows.len(), word.rows.len(), "rows of table {index}");
        for (row, (word, text)) in word.rows.iter().zip(&text.rows).enumerate() {
            let both = |cells: &[documents::Cell]| {
                cells
                    .iter()
                    .map(|it| (it.text.trim().to_owned(), it.covered))
                    .collect::<Vec<_>>()
            };
            assert_eq!(both(text), both(word), "row {row} of table {index}");
        }
    }
}

#[test]
fn the_headings_of_the_text_have_the_levels_of_the_word_file() {
    let (word, text) = (headings(&plan("docx")), headings(&plan("txt")));

    assert_eq!(word.len(), 29);
    assert_eq!(text.len(), word.len());
    for ((word_level, word), (text_level, text)) in word.iter().zip(&text) {
        assert_eq!(text_level, word_level, "{text}");
        // A converter types the first automatic number of a list.
        assert_eq!(text.strip_prefix("1. ").unwrap_or(text), word);
    }
}

#[test]
fn paragraphs_outside_tables_are_the_same_but_for_the_comment() {
    let lines = |blocks: &[Block]| {
        let text = |block: &Block| match &block.content {
            Content::Paragraph { text } | Content::Comment { text } => Some(text.trim().to_owned()),
            _ => None,
        };
        blocks.iter().filter_map(text).collect::<Vec<_>>()
    };

    assert_eq!(lines(&plan("txt")), lines(&plan("docx")));
}

#[test]
fn the_reviewers_sentence_is_a_comment_between_two_tables_of_the_word_file() {
    let blocks = plan("docx");

    let at = blocks
        .iter()
        .position(|it| matches!(it.content, Content::Comment { .. }))
        .expect("there is a comment");

    assert_eq!(
        blocks
            .iter()
            .filter(|it| matches!(it.content, Content::Comment { .. }))
            .count(),
        1
    );
    assert!(matches!(blocks[at - 1].content, Content::Table(_)));
    assert!(matches!(
        blocks[at + 1].content,
        Content::Heading { level: 3, .. }
    ));
}

#[test]
fn the_sheet_is_a_title_and_a_table_of_sixty_listings() {
    let blocks = plan("xlsx");

    assert_eq!(blocks.len(), 2);
    assert!(matches!(&blocks[0].content, Content::Paragraph { text } if text.contains("施策一覧")));
    assert_eq!(
        blocks[1].place,
        Place::Sheet {
            name: "施策一覧".into(),
            row: 3
        }
    );
    let rows = &tables(&blocks)[0].rows;
    assert_eq!((rows.len(), rows[0].len()), (61, 7));
    assert_eq!(rows[1][2].text, "1");
    assert!(rows[2][0].covered && rows[2][1].covered && !rows[2][2].covered);
}
