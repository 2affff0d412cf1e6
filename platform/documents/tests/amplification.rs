//! Small files that would become large or slow in memory: what a few bytes ask for is counted before it is given.

mod common;
use common::{
    blocks, document, excel_file, packed_again, refusal, sheet_data, shown, unpacked, word_file,
};
use documents::{LimitKind, Limits, ReadError, read_blocks, read_table};
use std::time::{Duration, Instant};

fn limit(outcome: Result<impl std::fmt::Debug, ReadError>) -> LimitKind {
    match outcome {
        Err(ReadError::OverLimit { limit, .. }) => limit,
        other => panic!("{other:?}"),
    }
}

fn limit_of(bytes: &[u8]) -> LimitKind {
    limit(read_blocks(bytes, "file", &Limits::default()))
}

fn word(body: &str) -> Vec<u8> {
    word_file(&document(body), "", "")
}

/// Columns that only a program would think of.
fn span(columns: &str) -> String {
    format!("<w:tc><w:tcPr><w:gridSpan w:val=\"{columns}\"/></w:tcPr></w:tc>")
}

#[test]
fn a_cell_that_spans_all_columns_there_can_be_is_refused() {
    let cell = span(&usize::MAX.to_string());
    let row = format!("<w:tbl><w:tr><w:tc/>{cell}</w:tr></w:tbl>");

    assert_eq!(limit_of(&word(&row)), LimitKind::Columns);
}

#[test]
fn rows_that_begin_far_to_the_right_count_what_they_leave_out() {
    let row = "<w:tr><w:trPr><w:gridBefore w:val=\"1000\"/></w:trPr></w:tr>";
    let table = format!("<w:tbl>{}</w:tbl>", row.repeat(5_001));

    assert_eq!(limit_of(&word(&table)), LimitKind::Cells);
}

#[test]
fn one_long_row_in_each_of_many_tables_counts_for_all_their_rows() {
    let short = "<w:tr><w:tc/></w:tr>".repeat(1_000);
    let table = format!("<w:tbl><w:tr>{}</w:tr>{short}</w:tbl><w:p/>", span("1000"));

    assert_eq!(limit_of(&word(&table.repeat(6))), LimitKind::Cells);
}

#[test]
fn a_comment_stands_once_however_often_it_is_pointed_to() {
    let points = r#"<w:r><w:commentReference w:id="1"/></w:r>"#.repeat(1_000);
    let body = format!("<w:p><w:r><w:t>文</w:t></w:r>{points}</w:p>");
    let comment = r#"<w:comment w:id="1"><w:p><w:r><w:t>確認</w:t></w:r></w:p></w:comment>"#;
    let file = word_file(&document(&body), "", comment);

    assert_eq!(shown(&blocks(&file)), ["文", "!確認"]);
}

#[test]
fn styles_in_an_endless_chain_cost_no_time() {
    let styles: String = (0..20_000)
        .map(|it| {
            let below = it + 1;
            format!(
                r#"<w:style w:styleId="s{it}"><w:name w:val="x"/><w:basedOn w:val="s{below}"/></w:style>"#
            )
        })
        .collect();
    let paragraph = r#"<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>文</w:t></w:r></w:p>"#;
    let file = word_file(&document(&paragraph.repeat(2_000)), &styles, "");

    let begun_at = Instant::now();
    assert_eq!(blocks(&file).len(), 2_000);
    // Followed to its end for each paragraph, the chain takes minutes.
    assert!(begun_at.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_tag_with_hundreds_of_thousands_of_attributes_is_refused_at_once() {
    let attributes: String = (0..200_000).map(|it| format!(" a{it}=\"\"")).collect();
    let begun_at = Instant::now();

    let body = format!("<w:p><w:r><w:br{attributes}/></w:r></w:p>");
    assert!(matches!(refusal(&word(&body)), ReadError::Damaged { .. }));
    let sheet = format!("<sheetData><row{attributes}/></sheetData>");
    let file = excel_file(&[("表", "visible", &sheet)], "");
    assert!(matches!(refusal(&file), ReadError::Damaged { .. }));

    // Compared with each other, they take an hour.
    assert!(begun_at.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_text_that_every_cell_shows_is_counted_for_each() {
    let cells: String = (1..=400)
        .map(|row| format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>"#))
        .collect();
    let sheet = format!("<sheetData>{cells}</sheetData>");
    let mut parts = unpacked(&excel_file(&[("表", "visible", &sheet)], ""));
    let text = "長".repeat(1 << 18);
    parts.push((
        "xl/sharedStrings.xml".to_owned(),
        format!(
            r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{text}</t></si></sst>"#
        )
        .into_bytes(),
    ));
    let file = packed_again(&parts);

    assert_eq!(limit_of(&file), LimitKind::ExpandedBytes);
    assert_eq!(
        limit(read_table(&file, "file", &Limits::default())),
        LimitKind::ExpandedBytes
    );
}

#[test]
fn a_wide_heading_counts_for_every_row_of_a_list() {
    let rows: Vec<(String, &str)> = [("A1".to_owned(), "番号"), ("ALL1".to_owned(), "氏名")]
        .into_iter()
        .chain((2..5_100).map(|row| (format!("A{row}"), "1")))
        .collect();
    let cells: Vec<(&str, &str)> = rows.iter().map(|(at, text)| (at.as_str(), *text)).collect();
    let file = excel_file(&[("表", "visible", &sheet_data(&cells))], "");

    assert_eq!(
        limit(read_table(&file, "file", &Limits::default())),
        LimitKind::Cells
    );
}

#[test]
fn a_workbook_that_claims_to_have_a_trillion_texts_is_refused() {
    let sheet = sheet_data(&[("A1", "文")]);
    let with_texts = |claim: &str| {
        let mut parts = unpacked(&excel_file(&[("表", "visible", &sheet)], ""));
        let texts = format!(r#"<sst {claim}><si><t>文</t></si></sst>"#);
        parts.push(("xl/sharedStrings.xml".to_owned(), texts.into_bytes()));
        packed_again(&parts)
    };

    assert_eq!(
        blocks(&with_texts(r#"count="900" uniqueCount="1""#)).len(),
        1
    );
    for claim in [
        r#"uniqueCount="1000000000000""#,
        r#"x:uniqueCount="1" uniqueCount="1000000000000""#,
    ] {
        assert!(matches!(
            refusal(&with_texts(claim)),
            ReadError::Damaged { .. }
        ));
    }
}

#[test]
fn a_cell_or_an_area_beyond_all_sheets_is_refused() {
    let far = "<sheetData><row r=\"1\"><c r=\"AAAAAAAAAAAA1\"><v>1</v></c></row></sheetData>";
    let turned = format!(
        "{}<mergeCells><mergeCell ref=\"C3:A1\"/></mergeCells>",
        sheet_data(&[("A1", "文")])
    );
    for sheet in [far, &turned] {
        let file = excel_file(&[("表", "visible", sheet)], "");
        assert!(matches!(refusal(&file), ReadError::Damaged { .. }));
    }
}

#[test]
fn a_number_format_of_a_whole_page_is_refused() {
    let styles = format!(
        r#"<numFmts count="1"><numFmt numFmtId="164" formatCode="{}"/></numFmts>"#,
        "0".repeat(5_000)
    );
    let file = excel_file(&[("表", "visible", &sheet_data(&[("A1", "文")]))], &styles);

    assert!(matches!(refusal(&file), ReadError::Damaged { part, .. } if part == "xl/styles.xml"));
}

#[test]
fn a_text_of_nothing_but_tabs_is_refused() {
    assert_eq!(limit_of("\t".repeat(2_000).as_bytes()), LimitKind::Columns);
    let line = "\t".repeat(1_000) + "\n";
    assert_eq!(limit_of(line.repeat(5_001).as_bytes()), LimitKind::Cells);
}

#[test]
fn a_sheet_that_calls_itself_a_picture_is_looked_through_all_the_same() {
    let deep = "<x>".repeat(1_000) + &"</x>".repeat(1_000);
    let mut parts = unpacked(&excel_file(
        &[("表", "visible", &sheet_data(&[("A1", "文")]))],
        "",
    ));
    let doctype = "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x\">";
    parts.push((
        "xl/media/a.svg".to_owned(),
        format!("{doctype}<svg/>").into_bytes(),
    ));
    assert_eq!(blocks(&packed_again(&parts)).len(), 1);
    parts.push((
        "xl/media/b.svg".to_owned(),
        format!("{doctype}{deep}").into_bytes(),
    ));
    assert_eq!(limit_of(&packed_again(&parts)), LimitKind::XmlDepth);
}
