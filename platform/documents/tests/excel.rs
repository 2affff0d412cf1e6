//! What an Excel file shows is what its blocks say.

mod common;
use common::{blocks, excel_file, sheet_data, shown};
use documents::Place;

fn one_sheet(inside: &str) -> Vec<String> {
    shown(&blocks(&excel_file(&[("表", "visible", inside)], "")))
}

#[test]
fn titles_and_notes_are_paragraphs_and_blank_rows_part_tables() {
    let data = sheet_data(&[
        ("A1", "題"),
        ("A2", "a"),
        ("B2", "b"),
        ("A3", "c"),
        ("B3", "d"),
        ("A4", "※注"),
        ("B7", "e"),
        ("C7", "f"),
    ]);

    let blocks = blocks(&excel_file(&[("表", "visible", &data)], ""));

    assert_eq!(shown(&blocks), ["題", "[a|b / c|d]", "※注", "[e|f]"]);
    assert_eq!(
        blocks[3].place,
        Place::Sheet {
            name: "表".into(),
            row: 7
        }
    );
}

#[test]
fn a_last_row_with_text_further_right_belongs_to_the_table() {
    let data = sheet_data(&[("A1", "a"), ("B1", "b"), ("B2", "続き")]);

    assert_eq!(one_sheet(&data), ["[a|b / |続き]"]);
}

#[test]
fn merged_areas_cover_their_cells_and_hold_rows_together() {
    let data = sheet_data(&[
        ("A1", "分野"),
        ("B1", "名"),
        ("A2", "人事"),
        ("B2", "x"),
        ("B5", "z"),
    ]);
    let merges = r#"<mergeCells><mergeCell ref="A2:A5"/><mergeCell ref="B2:B3"/></mergeCells>"#;

    assert_eq!(
        one_sheet(&(data + merges)),
        ["[分野|名 / 人事|x / ^|^ / ^| / ^|z]"]
    );
}

#[test]
fn hidden_sheets_are_not_read() {
    let data = |text| sheet_data(&[("A1", text)]);
    let (a, b, c) = (data("見える"), data("隠し"), data("もっと隠し"));

    let file = excel_file(
        &[
            ("1", "hidden", &b),
            ("2", "visible", &a),
            ("3", "veryHidden", &c),
        ],
        "",
    );

    assert_eq!(shown(&blocks(&file)), ["見える"]);
}

#[test]
fn numbers_and_dates_are_what_a_person_sees() {
    let styles = r#"<numFmts count="3"><numFmt numFmtId="164" formatCode="00000"/><numFmt numFmtId="165" formatCode="0.0%"/><numFmt numFmtId="166" formatCode="yyyy/m/d"/></numFmts><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders><cellXfs><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="166" applyNumberFormat="1"/><xf numFmtId="9" applyNumberFormat="1"/></cellXfs>"#;
    let number =
        |at: &str, style: u8, value: &str| format!(r#"<c r="{at}" s="{style}"><v>{value}</v></c>"#);
    let cells = [
        number("A1", 0, "1"),
        number("B1", 0, "0.5"),
        number("C1", 1, "12"),
        number("D1", 2, "0.878"),
        number("E1", 3, "46113"),
        number("F1", 3, "46113.5"),
        number("G1", 4, "1"),
        r#"<c r="H1" t="b"><v>1</v></c>"#.to_owned(),
        r#"<c r="I1"><f>1/0</f><v></v></c>"#.to_owned(),
    ];
    let data = format!(
        "<sheetData><row r=\"1\">{}</row><row r=\"2\">{}{}</row></sheetData>",
        cells.concat(),
        number("A2", 0, "2"),
        number("B2", 0, "-1234567")
    );

    let file = excel_file(&[("表", "visible", &data)], styles);

    assert_eq!(
        shown(&blocks(&file)),
        ["[1|0.5|00012|87.8%|2026-04-01|2026-04-01T12:00:00|100%|TRUE / 2|-1234567||||||]"]
    );
}

#[test]
fn furigana_of_shared_texts_is_not_read() {
    let file = {
        let data = r#"<sheetData><row r="1"><c r="A1" t="inlineStr"><is><r><t>育</t></r><r><t>成</t></r><rPh sb="0" eb="2"><t>イクセイ</t></rPh></is></c></row></sheetData>"#;
        excel_file(&[("表", "visible", data)], "")
    };

    assert_eq!(shown(&blocks(&file)), ["育成"]);
}

#[test]
fn a_cell_in_the_last_row_of_excel_costs_no_memory() {
    let data = sheet_data(&[("A1", "a"), ("A1048576", "z")]);

    assert_eq!(one_sheet(&data), ["a", "z"]);
}
