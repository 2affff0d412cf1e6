//! Files that mean harm, or came to harm: each is refused with its own reason, quickly and before it fills the memory.

mod common;
use common::{blocks, document, excel_file, packed, refusal, sheet_data, word_file};
use documents::{FoundKind, LimitKind, Limits, READ_TEXT_KEYS, ReadError, read_blocks, read_table};
use std::time::Duration;

fn found(bytes: &[u8]) -> FoundKind {
    match refusal(bytes) {
        ReadError::WrongKind { found, file_name } if file_name == "file" => found,
        other => panic!("{other:?}"),
    }
}

fn limit(bytes: &[u8], limits: &Limits) -> LimitKind {
    match read_blocks(bytes, "file", limits) {
        Err(ReadError::OverLimit { limit, .. }) => limit,
        other => panic!("{other:?}"),
    }
}

/// A compound file of Microsoft with a stream of this name.
fn old_file(stream: &str) -> Vec<u8> {
    let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    bytes.resize(1024, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(2048, 0);
    bytes
}

fn small_word_file() -> Vec<u8> {
    word_file(&document("<w:p><w:r><w:t>文</w:t></w:r></w:p>"), "", "")
}

#[test]
fn a_renamed_file_is_named_for_what_it_is() {
    assert_eq!(found(b"%PDF-1.7 \x00\x01"), FoundKind::Pdf);
    assert_eq!(found(b"\x89PNG\r\n\x1a\n\x00"), FoundKind::Image);
    assert_eq!(found(b"\xFF\xD8\xFF\xE0\x00"), FoundKind::Image);
    assert_eq!(found(b"{\\rtf1\\ansi"), FoundKind::RichText);
    assert_eq!(found(b"\r\n<!DOCTYPE html><html>"), FoundKind::WebPage);
    assert_eq!(found(b"Rar!\x1a\x07\x00"), FoundKind::Archive);
    assert_eq!(found(b"MZ\x90\x00"), FoundKind::Program);
    assert_eq!(found(b"abc\x00\x01\x02def"), FoundKind::UnknownBinary);
    assert_eq!(found(&old_file("WordDocument")), FoundKind::OldWord);
    assert_eq!(found(&old_file("Workbook")), FoundKind::OldExcel);
    assert_eq!(
        found(&packed(&[("0.zip", &packed(&[("1.zip", b"PK")]))])),
        FoundKind::Archive
    );
    assert_eq!(
        found(&packed(&[(
            "mimetype",
            b"application/vnd.oasis.opendocument.text"
        )])),
        FoundKind::OpenDocument
    );
    let slides = b"<Types><Override ContentType=\"presentationml.presentation.main+xml\"/></Types>";
    assert_eq!(
        found(&packed(&[("[Content_Types].xml", slides)])),
        FoundKind::Presentation
    );
}

#[test]
fn an_empty_file_is_empty() {
    assert!(matches!(refusal(b""), ReadError::Empty));
}

#[test]
fn a_file_locked_with_a_password_is_encrypted() {
    assert!(matches!(
        refusal(&old_file("EncryptionInfo")),
        ReadError::Encrypted
    ));
    assert!(matches!(
        refusal(&old_file("EncryptedPackage")),
        ReadError::Encrypted
    ));
}

#[test]
fn a_zip_with_a_password_is_encrypted() {
    let mut bytes = small_word_file();
    for mark in [b"PK\x03\x04", b"PK\x01\x02"] {
        let flag = if mark[2] == 3 { 6 } else { 8 };
        let at: Vec<usize> = (0..bytes.len() - 4)
            .filter(|at| &bytes[*at..at + 4] == mark)
            .collect();
        for at in at {
            bytes[at + flag] |= 1;
        }
    }

    assert!(matches!(refusal(&bytes), ReadError::Encrypted));
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    for whole in [
        small_word_file(),
        excel_file(&[("表", "visible", &sheet_data(&[("A1", "文")]))], ""),
    ] {
        for length in (4..whole.len()).step_by(37) {
            assert!(
                matches!(refusal(&whole[..length]), ReadError::Truncated),
                "cut after {length}"
            );
        }
    }
}

#[test]
fn a_file_with_changed_bytes_never_panics() {
    let whole = excel_file(
        &[("表", "visible", &sheet_data(&[("A1", "文"), ("B1", "字")]))],
        "",
    );
    let word = small_word_file();
    for original in [&whole, &word] {
        for at in (0..original.len()).step_by(5) {
            let mut bytes = original.clone();
            bytes[at] ^= 0x55;
            let _ = read_blocks(&bytes, "file", &Limits::default());
        }
    }
}

#[test]
fn a_packed_file_that_expands_beyond_the_limit_is_refused() {
    let zeros = vec![b' '; 9 << 20];
    let bomb = word_file(&document(std::str::from_utf8(&zeros).unwrap()), "", "");
    let limits = Limits {
        expanded_bytes: 1 << 20,
        ..Limits::default()
    };

    assert_eq!(limit(&bomb, &limits), LimitKind::ExpandedBytes);
    assert_eq!(limit(&bomb, &Limits::default()), LimitKind::Ratio);
}

#[test]
fn a_packed_file_that_lies_about_its_size_is_refused() {
    let text = document(&" ".repeat(3 << 20));
    let mut bomb = word_file(&text, "", "");
    let honest = (text.len() as u32).to_le_bytes();
    for at in 0..bomb.len() - 4 {
        if bomb[at..at + 4] == honest {
            bomb[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
    }
    let limits = Limits {
        expanded_bytes: 1 << 20,
        ..Limits::default()
    };

    let refusal = read_blocks(&bomb, "file", &limits).expect_err("the file is refused");

    assert!(
        matches!(
            refusal,
            ReadError::OverLimit {
                limit: LimitKind::ExpandedBytes,
                ..
            } | ReadError::Damaged { .. }
        ),
        "{refusal:?}"
    );
}

#[test]
fn an_archive_inside_a_document_is_never_opened() {
    let inner = packed(&[("zeros", &vec![0; 4 << 20])]);
    let types = b"<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let text = document("<w:p><w:r><w:t>文</w:t></w:r></w:p>");
    let file = packed(&[
        ("[Content_Types].xml", types),
        ("word/document.xml", text.as_bytes()),
        ("word/embeddings/a.zip", &inner),
    ]);
    let limits = Limits {
        expanded_bytes: 1 << 20,
        ..Limits::default()
    };

    assert_eq!(read_blocks(&file, "file", &limits).unwrap().blocks.len(), 1);
}

#[test]
fn too_many_parts_are_refused() {
    let names: Vec<String> = (0..20).map(|it| format!("word/{it}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names
        .iter()
        .map(|it| (it.as_str(), b"".as_slice()))
        .collect();

    assert_eq!(
        limit(
            &packed(&parts),
            &Limits {
                parts: 19,
                ..Limits::default()
            }
        ),
        LimitKind::Parts
    );
}

#[test]
fn elements_nested_too_deep_are_refused() {
    let deep = |levels: usize| format!("{}{}", "<w:p>".repeat(levels), "</w:p>".repeat(levels));
    let limits = Limits {
        xml_depth: 50,
        ..Limits::default()
    };

    assert_eq!(
        limit(&word_file(&document(&deep(49)), "", ""), &limits),
        LimitKind::XmlDepth
    );
    assert!(read_blocks(&word_file(&document(&deep(48)), "", ""), "file", &limits).is_ok());
    let sheet = format!(
        "<sheetData>{}</sheetData>",
        "<x>".repeat(1000) + &"</x>".repeat(1000)
    );
    assert_eq!(
        limit(
            &excel_file(&[("表", "visible", &sheet)], ""),
            &Limits::default()
        ),
        LimitKind::XmlDepth
    );
}

#[test]
fn a_document_type_is_refused_wherever_it_stands() {
    let laughs = r#"<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>"#;
    let outside = r#"<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>"#;
    for declaration in [laughs, outside] {
        let word = word_file(&format!("{declaration}{}", document("<w:p/>")), "", "");
        assert!(
            matches!(refusal(&word), ReadError::ForbiddenDeclaration { part } if part == "word/document.xml")
        );
        let excel = excel_file(
            &[("表", "visible", &format!("{declaration}<sheetData/>"))],
            "",
        );
        assert!(
            matches!(refusal(&excel), ReadError::ForbiddenDeclaration { part } if part == "xl/worksheets/sheet1.xml")
        );
    }
}

#[test]
fn an_entity_nobody_declared_is_damage() {
    let word = word_file(
        &document("<w:p><w:r><w:t>&laugh;</w:t></w:r></w:p>"),
        "",
        "",
    );

    assert!(matches!(refusal(&word), ReadError::Damaged { .. }));
}

#[test]
fn the_same_part_twice_is_damage() {
    let mut bytes = packed(&[("word/a.xml", b"1"), ("word/b.xml", b"2")]);
    for at in 0..bytes.len() - 10 {
        if &bytes[at..at + 10] == b"word/b.xml" {
            bytes[at + 5] = b'A';
        }
    }

    assert!(matches!(refusal(&bytes), ReadError::Damaged { .. }));
}

#[test]
fn tables_beyond_the_limits_are_refused() {
    let excel = |cells: &[(&str, &str)], rest: &str| {
        excel_file(&[("表", "visible", &(sheet_data(cells) + rest))], "")
    };
    let limits = Limits {
        rows: 2,
        columns: 100,
        cells: 1000,
        ..Limits::default()
    };

    assert_eq!(
        limit(
            &excel(&[("A1", "a"), ("A2", "a"), ("A3", "a")], ""),
            &limits
        ),
        LimitKind::Rows
    );
    assert!(read_blocks(&excel(&[("A1", "a"), ("A2", "a")], ""), "file", &limits).is_ok());
    assert_eq!(
        limit(&excel(&[("CW1", "a")], ""), &limits),
        LimitKind::Columns
    );
    assert!(read_blocks(&excel(&[("CV1", "a")], ""), "file", &limits).is_ok());
    let merges = format!(
        "<mergeCells>{}</mergeCells>",
        "<mergeCell ref=\"A1:CV2\"/>".repeat(6)
    );
    assert_eq!(
        limit(&excel(&[("A1", "a"), ("CV2", "b")], &merges), &limits),
        LimitKind::Cells
    );
    let span = r#"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"#;
    assert_eq!(
        limit(&word_file(&document(span), "", ""), &limits),
        LimitKind::Columns
    );
    assert_eq!(limit(b"a\nb\nc\n", &limits), LimitKind::Rows);
}

#[test]
fn a_file_larger_than_allowed_is_not_looked_at() {
    let limits = Limits {
        file_bytes: 10,
        ..Limits::default()
    };

    assert_eq!(limit(&[b'a'; 11], &limits), LimitKind::FileBytes);
    assert!(read_blocks(&[b'a'; 10], "file", &limits).is_ok());
}

#[test]
fn reading_stops_when_the_time_is_over() {
    let limits = Limits {
        time: Duration::ZERO,
        ..Limits::default()
    };

    for file in [
        small_word_file(),
        b"text".to_vec(),
        excel_file(&[("表", "visible", "<sheetData/>")], ""),
    ] {
        assert!(matches!(
            read_blocks(&file, "file", &limits),
            Err(ReadError::TookTooLong { seconds: 0 })
        ));
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_line() {
    assert!(matches!(
        refusal(b"abc\n\x8a\x6c\n\x81\xff"),
        ReadError::NotText {
            row: 3,
            encoding: "CP932",
            ..
        }
    ));
    assert!(matches!(
        refusal(b"\xEF\xBB\xBFabc\n\xff"),
        ReadError::NotText {
            row: 2,
            encoding: "UTF-8",
            ..
        }
    ));
}

#[test]
fn a_word_file_is_no_table_of_records() {
    let refusal = read_table(&small_word_file(), "file", &Limits::default()).expect_err("refused");

    assert!(matches!(
        refusal,
        ReadError::WrongKind {
            found: FoundKind::Word,
            ..
        }
    ));
}

#[test]
fn every_refusal_has_a_listed_key_and_its_values() {
    let refusal = refusal(b"%PDF-1.7");

    assert!(READ_TEXT_KEYS.contains(&refusal.text_key()));
    assert_eq!(
        refusal.values(),
        [("found", "pdf".to_owned()), ("file", "file".to_owned())]
    );
    assert!(blocks(b"plain").len() == 1);
}
