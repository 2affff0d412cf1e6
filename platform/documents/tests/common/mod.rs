//! Files made for a test.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test file uses the makers that it needs"
)]

use documents::{Block, Cell, Content, Limits, ReadError, read_blocks};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub(crate) fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    packed_as(zip::CompressionMethod::Deflated, parts)
}

fn packed_as(method: zip::CompressionMethod, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The parts of a packed file by their names.
pub(crate) fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let part = |index| {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        (part.name().unwrap().into_owned(), bytes)
    };
    (0..count).map(part).collect()
}

/// Quickly, and therefore without making them smaller.
pub(crate) fn packed_again(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    packed_as(zip::CompressionMethod::Stored, &parts)
}

fn relationships(list: &[(&str, &str)]) -> String {
    let one = |(index, (kind, target)): (usize, &(&str, &str))| {
        format!(r#"<Relationship Id="r{index}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
    };
    let all: String = list.iter().enumerate().map(one).collect();
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}</Relationships>"#
    )
}

fn types(main: &str, kind: &str) -> String {
    format!(
        r#"<Types><Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>"#
    )
}

/// A Word file; `document` is its main part as a whole.
pub(crate) fn word_file(document: &str, styles: &str, comments: &str) -> Vec<u8> {
    let types = types("word/document.xml", "wordprocessingml.document");
    let package = relationships(&[("officeDocument", "word/document.xml")]);
    let parts = relationships(&[("styles", "styles.xml"), ("comments", "/word/comments.xml")]);
    packed(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", package.as_bytes()),
        ("word/_rels/document.xml.rels", parts.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        (
            "word/styles.xml",
            format!(r#"<w:styles xmlns:w="{WORD}">{styles}</w:styles>"#).as_bytes(),
        ),
        (
            "word/comments.xml",
            format!(r#"<w:comments xmlns:w="{WORD}">{comments}</w:comments>"#).as_bytes(),
        ),
    ])
}

pub(crate) fn document(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{WORD}" xmlns:mc="mc" xmlns:wps="wps" xmlns:v="v"><w:body>{body}</w:body></w:document>"#
    )
}

/// An Excel file with sheets by name and state; each has the inside of its `worksheet`.
pub(crate) fn excel_file(sheets: &[(&str, &str, &str)], styles: &str) -> Vec<u8> {
    let entry = |(index, (name, state, _)): (usize, &(&str, &str, &str))| {
        format!(
            r#"<sheet name="{name}" sheetId="{0}" state="{state}" r:id="r{index}"/>"#,
            index + 1
        )
    };
    let list: String = sheets.iter().enumerate().map(entry).collect();
    let workbook = format!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{OFFICE}"><sheets>{list}</sheets></workbook>"#
    );
    let names: Vec<String> = (1..=sheets.len())
        .map(|it| format!("worksheets/sheet{it}.xml"))
        .collect();
    let mut related: Vec<(&str, &str)> = names
        .iter()
        .map(|name| ("worksheet", name.as_str()))
        .collect();
    related.push(("styles", "styles.xml"));
    let mut parts: Vec<(String, String)> = vec![
        (
            "[Content_Types].xml".into(),
            types("xl/workbook.xml", "spreadsheetml.sheet"),
        ),
        (
            "_rels/.rels".into(),
            relationships(&[("officeDocument", "xl/workbook.xml")]),
        ),
        ("xl/workbook.xml".into(), workbook),
        ("xl/_rels/workbook.xml.rels".into(), relationships(&related)),
        (
            "xl/styles.xml".into(),
            format!(
                r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{styles}</styleSheet>"#
            ),
        ),
    ];
    for (name, (_, _, inside)) in names.iter().zip(sheets) {
        let sheet = format!(
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{inside}</worksheet>"#
        );
        parts.push((format!("xl/{name}"), sheet));
    }
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    packed(&parts)
}

/// Text cells at their places, such as `("B2", "text")`, in rows of their own order.
pub(crate) fn sheet_data(cells: &[(&str, &str)]) -> String {
    let row_of = |at: &str| {
        at.trim_start_matches(|it: char| it.is_ascii_alphabetic())
            .to_owned()
    };
    let mut data = String::new();
    for (index, (at, text)) in cells.iter().enumerate() {
        if index == 0 || row_of(cells[index - 1].0) != row_of(at) {
            data += if index == 0 { "" } else { "</row>" };
            data += &format!(r#"<row r="{}">"#, row_of(at));
        }
        data += &format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    }
    format!("<sheetData>{data}</row></sheetData>")
}

pub(crate) fn blocks(bytes: &[u8]) -> Vec<Block> {
    read_blocks(bytes, "file", &Limits::default())
        .expect("the file can be read")
        .blocks
}

pub(crate) fn refusal(bytes: &[u8]) -> ReadError {
    read_blocks(bytes, "file", &Limits::default()).expect_err("the file is refused")
}

/// Blocks as short lines: `1# heading`, `paragraph`, `[a|b / c|^]` for a table with a covered cell, `!comment`.
pub(crate) fn shown(blocks: &[Block]) -> Vec<String> {
    let cell = |cell: &Cell| {
        if cell.covered {
            "^".to_owned()
        } else {
            cell.text.clone()
        }
    };
    let row = |row: &Vec<Cell>| row.iter().map(cell).collect::<Vec<_>>().join("|");
    let block = |block: &Block| match &block.content {
        Content::Heading { level, text } => format!("{level}# {text}"),
        Content::Paragraph { text } => text.clone(),
        Content::Table(table) => {
            format!(
                "[{}]",
                table.rows.iter().map(row).collect::<Vec<_>>().join(" / ")
            )
        }
        Content::Comment { text } => format!("!{text}"),
    };
    blocks.iter().map(block).collect()
}
