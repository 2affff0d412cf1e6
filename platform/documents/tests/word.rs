//! What a Word file shows is what its blocks say.

mod common;
use common::{blocks, document, shown, word_file};
use documents::{Limits, Place, read_blocks};

fn body(xml: &str) -> Vec<String> {
    shown(&blocks(&word_file(&document(xml), "", "")))
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn cell(properties: &str, text: &str) -> String {
    format!(
        "<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>",
        paragraph(text)
    )
}

fn table(rows: &[&[String]]) -> String {
    let rows: String = rows
        .iter()
        .map(|row| format!("<w:tr>{}</w:tr>", row.concat()))
        .collect();
    format!("<w:tbl>{rows}</w:tbl>")
}

#[test]
fn entities_in_names_and_in_numbers_are_characters() {
    assert_eq!(
        body(&paragraph(
            "A&amp;B &lt;1&gt; &#x4EBA;&#20107; &quot;&apos;"
        )),
        ["A&B <1> 人事 \"'"]
    );
}

#[test]
fn tabs_and_line_breaks_stay_and_page_breaks_do_not() {
    let xml = r#"<w:p><w:r><w:t>第１章</w:t><w:tab/><w:t>施策</w:t><w:br/><w:t>次</w:t><w:br w:type="page"/></w:r></w:p>"#;

    assert_eq!(body(xml), ["第１章\t施策\n次"]);
}

#[test]
fn a_heading_is_known_by_the_name_the_id_or_the_outline_of_its_style() {
    let styles = r#"
        <w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>
        <w:style w:styleId="a"><w:name w:val="見出し ２"/></w:style>
        <w:style w:styleId="b"><w:name w:val="課の見出し"/><w:basedOn w:val="c"/></w:style>
        <w:style w:styleId="c"><w:name w:val="親"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
        <w:style w:styleId="d"><w:name w:val="本文"/><w:basedOn w:val="d"/></w:style>
        <w:style w:styleId="e"><w:name w:val="Heading 1 Char"/></w:style>"#;
    let with_style = |id: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="{id}"/></w:pPr><w:r><w:t>{id}</w:t></w:r></w:p>"#)
    };
    let own = r#"<w:p><w:pPr><w:pStyle w:val="d"/><w:outlineLvl w:val="3"/></w:pPr><w:r><w:t>own</w:t></w:r></w:p>"#;
    let xml: String = ["1", "a", "b", "d", "e", "Heading5"]
        .map(with_style)
        .concat()
        + own;

    let shown = shown(&blocks(&word_file(&document(&xml), styles, "")));

    assert_eq!(
        shown,
        ["1# 1", "2# a", "3# b", "d", "e", "5# Heading5", "4# own"]
    );
}

#[test]
fn a_table_of_contents_is_left_out() {
    let styles = r#"<w:style w:styleId="11"><w:name w:val="toc 1"/></w:style>"#;
    let xml = r#"<w:sdt><w:sdtContent><w:p><w:pPr><w:pStyle w:val="11"/></w:pPr><w:r><w:t>第１章 1</w:t></w:r></w:p></w:sdtContent></w:sdt>"#;

    let shown = shown(&blocks(&word_file(
        &document(&(xml.to_owned() + &paragraph("本文"))),
        styles,
        "",
    )));

    assert_eq!(shown, ["本文"]);
}

#[test]
fn merged_cells_cover_the_cells_below_and_beside() {
    let restart = r#"<w:vMerge w:val="restart"/>"#;
    let xml = table(&[
        &[cell(restart, "A"), cell(r#"<w:gridSpan w:val="2"/>"#, "B")],
        &[cell("<w:vMerge/>", "hidden"), cell("", "C"), cell("", "D")],
        &[
            cell(r#"<w:vMerge w:val="continue"/>"#, ""),
            cell("", "E"),
            cell("", "F"),
        ],
        &[cell(restart, "G"), cell("", "H"), cell("", "I")],
    ]);

    assert_eq!(body(&xml), ["[A|B|^ / ^|C|D / ^|E|F / G|H|I]"]);
}

#[test]
fn rows_of_unequal_length_become_a_rectangle() {
    let before = format!(
        r#"<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{}</w:tr>"#,
        cell("", "x")
    );
    let rows = table(&[
        &[cell("", "A"), cell("", "B"), cell("", "C")],
        &[cell("", "D")],
    ]);

    assert_eq!(
        body(&rows.replace("</w:tbl>", &(before + "</w:tbl>"))),
        ["[A|B|C / D|| / |x|]"]
    );
}

#[test]
fn a_table_inside_a_cell_becomes_its_text() {
    let inner = table(&[
        &[cell("", "1"), cell("", "2")],
        &[cell("", "3"), cell("", "4")],
    ]);
    let xml = format!(
        "<w:tbl><w:tr><w:tc>{}{inner}<w:p/></w:tc>{}</w:tr></w:tbl>",
        paragraph("前"),
        cell("", "後")
    );

    assert_eq!(body(&xml), ["[前\n1\t2\n3\t4|後]"]);
}

#[test]
fn paragraphs_of_a_cell_are_lines_without_blank_ends() {
    let xml = format!(
        "<w:tbl><w:tr><w:tc><w:p/>{}<w:p/>{}<w:p/></w:tc></w:tr></w:tbl>",
        paragraph("一"),
        paragraph("二")
    );

    assert_eq!(body(&xml), ["[一\n\n二]"]);
}

#[test]
fn deleted_text_is_gone_and_inserted_text_is_there() {
    let xml = r#"<w:p><w:r><w:t>前</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>元</w:t></w:r></w:moveFrom></w:p>"#;
    let row = r#"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>旧行</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:ins/></w:trPr><w:tc><w:p><w:r><w:t>新行</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#;

    assert_eq!(body(&(xml.to_owned() + row)), ["前新", "[新行]"]);
}

#[test]
fn a_deleted_paragraph_mark_joins_two_paragraphs() {
    let xml = r#"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>"#;

    assert_eq!(body(&(xml.to_owned() + &paragraph("後半"))), ["前半後半"]);
    assert_eq!(body(xml), ["前半"]);
}

#[test]
fn furigana_hidden_text_and_field_codes_are_not_read() {
    let xml = r#"<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>いくせい</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>育成</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隠し</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>見え</w:t></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>"#;

    assert_eq!(body(xml), ["育成見え"]);
}

#[test]
fn a_text_box_is_read_once_after_its_paragraph() {
    let inside = "<w:txbxContent><w:p><w:r><w:t>箱</w:t></w:r></w:p></w:txbxContent>";
    let xml = format!(
        "<w:p><w:r><w:t>本文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>続き</w:t></w:r></w:p>"
    );

    assert_eq!(body(&xml), ["本文続き", "箱"]);
}

#[test]
fn a_comment_stands_after_the_paragraph_or_table_it_hangs_on() {
    let mark = |id| format!(r#"<w:r><w:commentReference w:id="{id}"/></w:r>"#);
    let in_text = format!("<w:p><w:r><w:t>文</w:t></w:r>{}</w:p>", mark(7));
    let in_table = format!(
        "<w:tbl><w:tr><w:tc><w:p>{}<w:r><w:t>表</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        mark(8)
    );
    let comments = format!(
        r#"<w:comment w:id="7">{}{}</w:comment><w:comment w:id="8">{}</w:comment>"#,
        paragraph("直して"),
        paragraph("ください"),
        paragraph("確認")
    );

    let blocks = blocks(&word_file(&document(&(in_text + &in_table)), "", &comments));

    assert_eq!(shown(&blocks), ["文", "!直して\nください", "[表]", "!確認"]);
    assert_eq!(blocks[1].place, Place::Body(1));
    assert_eq!(blocks[3].place, Place::Body(2));
}

#[test]
fn a_file_with_the_wrong_ending_is_read_for_what_it_is() {
    let bytes = word_file(&document(&paragraph("文")), "", "");

    let document = read_blocks(&bytes, "計画.xlsx", &Limits::default()).unwrap();

    assert_eq!(document.kind, documents::DocumentKind::Word);
}
