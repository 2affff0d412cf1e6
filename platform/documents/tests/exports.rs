//! What is written can be read again, in any program.

use documents::{
    CsvWriter, Encoding, Limits, RecordTable, Unmappable, Value, WRITE_TEXT_KEYS, Workbook,
    WriteError, read_table, write_csv,
};
use jiff::civil::date;
use proptest::prelude::*;

fn read(bytes: &[u8]) -> RecordTable {
    read_table(bytes, "export", &Limits::default()).expect("the export can be read")
}

fn fields(table: &RecordTable) -> Vec<Vec<String>> {
    table.rows.iter().map(|row| row.fields.clone()).collect()
}

fn workbook(header: &[&str], rows: &[Vec<Value<'_>>]) -> Vec<u8> {
    let mut workbook = Workbook::new("職員一覧").unwrap();
    let mut sheet = workbook.sheet("職員", header).unwrap();
    for row in rows {
        sheet.row(row.iter().copied()).unwrap();
    }
    sheet.finish().unwrap();
    workbook.into_bytes().unwrap()
}

#[test]
fn cp932_has_crlf_and_no_mark_and_utf8_has_its_mark() {
    let rows = [["番号", "氏名"], ["0012", "表, \"能\""]];

    let cp932 = write_csv(rows, Encoding::Cp932).unwrap();
    let utf8 = write_csv(rows, Encoding::Utf8Bom).unwrap();

    assert_eq!(
        cp932,
        b"\x94\xD4\x8D\x86,\x8E\x81\x96\xBC\r\n0012,\"\x95\x5C, \"\"\x94\x5C\"\"\"\r\n"
    );
    assert_eq!(
        utf8,
        "\u{feff}番号,氏名\r\n0012,\"表, \"\"能\"\"\"\r\n".as_bytes()
    );
}

#[test]
fn a_character_that_does_not_fit_stops_the_export_with_a_list() {
    let rows = [
        ["氏名", "かな"],
        ["𠮷田", "よしだ"],
        ["森鷗外", "—é"],
        ["\u{a5}100", "1\u{2212}2\u{203e}"],
    ];

    let error = write_csv(rows, Encoding::Cp932).expect_err("it does not fit");

    let WriteError::Unmappable { characters, total } = &error else {
        panic!("{error:?}")
    };
    let at = |row, column, character| Unmappable {
        row,
        column,
        character,
    };
    assert_eq!(
        characters[..],
        [
            at(2, 1, '𠮷'),
            at(3, 1, '鷗'),
            at(3, 2, '—'),
            at(3, 2, 'é'),
            at(4, 1, '¥'),
            at(4, 2, '−'),
            at(4, 2, '‾')
        ]
    );
    assert_eq!(*total, 7);
    assert_eq!(error.values(), [("total", "7".to_owned())]);
    assert!(WRITE_TEXT_KEYS.contains(&error.text_key()));
    assert!(write_csv(rows, Encoding::Utf8Bom).is_ok());
}

#[test]
fn nothing_is_written_after_a_character_that_does_not_fit() {
    let mut bytes = Vec::new();
    let mut writer = CsvWriter::new(&mut bytes, Encoding::Cp932).unwrap();
    for _ in 0..2_000 {
        writer.row(["𠮷"]).unwrap();
    }

    let error = writer.finish().expect_err("it does not fit");

    assert!(
        matches!(error, WriteError::Unmappable { characters, total: 2_000 } if characters.len() == WriteError::LISTED)
    );
    assert_eq!(bytes, b"");
}

#[test]
fn characters_of_the_users_own_keep_their_codes() {
    let bytes = write_csv(
        [["外字"], ["\u{e000}\u{e03e}\u{e03f}\u{e0bc}\u{e757}"]],
        Encoding::Cp932,
    )
    .unwrap();

    assert_eq!(&bytes[6..], b"\xF0\x40\xF0\x7E\xF0\x80\xF1\x40\xF9\xFC\r\n");
    assert_eq!(
        fields(&read(&bytes)),
        [["\u{e000}\u{e03e}\u{e03f}\u{e0bc}\u{e757}"]]
    );
}

#[test]
fn a_formula_is_made_safe_and_a_negative_number_is_not_touched() {
    let bytes = write_csv([["a", "b", "c"], ["=1+1", "-12", "@x"]], Encoding::Cp932).unwrap();

    assert_eq!(bytes, b"a,b,c\r\n'=1+1,-12,'@x\r\n");
    assert_eq!(fields(&read(&bytes)), [["=1+1", "-12", "@x"]]);
}

#[test]
fn a_workbook_keeps_zeros_numbers_dates_and_formula_signs() {
    let bytes = workbook(
        &["番号", "人数", "率", "日", "備考"],
        &[
            vec![
                Value::Text("0012"),
                Value::Whole(-3),
                Value::Decimal(0.5),
                Value::Date(date(2026, 4, 1)),
                Value::Text("=1+1"),
            ],
            vec![
                Value::Empty,
                Value::Whole(1_234_567_890_123_456),
                Value::Text(""),
                Value::Date(date(1868, 1, 25)),
                Value::Text("一\r\n二"),
            ],
        ],
    );

    let table = read(&bytes);

    assert_eq!(table.header, ["番号", "人数", "率", "日", "備考"]);
    assert_eq!(
        fields(&table),
        [
            ["0012", "-3", "0.5", "2026-04-01", "=1+1"],
            ["", "1234567890123456", "", "1868-01-25", "一\n二"]
        ]
    );
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    let make = || {
        workbook(
            &["a"],
            &[vec![Value::Text("x")], vec![Value::Decimal(1.25)]],
        )
    };

    let first = make();
    std::thread::sleep(std::time::Duration::from_millis(2_100));

    assert_eq!(first, make());
}

#[test]
fn several_sheets_and_forbidden_names_are_fine() {
    let mut workbook = Workbook::new("t").unwrap();
    for name in ["4/1: [案]*?", "", &"長".repeat(40)] {
        let mut sheet = workbook.sheet(name, &["列"]).unwrap();
        sheet.row([Value::Text("値")]).unwrap();
        sheet.finish().unwrap();
    }

    assert!(workbook.into_bytes().is_ok());
}

#[test]
fn a_text_too_long_for_a_cell_is_named() {
    let mut workbook = Workbook::new("t").unwrap();
    let mut sheet = workbook.sheet("t", &["a", "b"]).unwrap();
    let longest = "あ".repeat(32_767);

    sheet.row([Value::Empty, Value::Text(&longest)]).unwrap();
    let error = sheet
        .row([Value::Empty, Value::Text(&(longest.clone() + "あ"))])
        .expect_err("too long");

    assert!(matches!(
        error,
        WriteError::TooLong {
            row: 3,
            column: 2,
            allowed: 32_767
        }
    ));
}

/// Texts as people type them, with all that could be mistaken for the grammar of the file.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[ -~\u{3041}-\u{3093}\u{30a1}-\u{30f6}\u{ff61}-\u{ff9f}亜一髙﨑表ソ能予ー～－①㈱\u{3000}]{0,12}",
        1 => "['=+@\",0-9.\t\n-]{0,6}",
        1 => "-?[0-9]{1,6}",
        1 => "=\"[0-9]{1,4}\"",
    ]
}

/// A heading row in Japanese, and rows that begin with a code: a row without any text is no record.
fn any_table() -> impl Strategy<Value = Vec<Vec<String>>> {
    let row = (0_u32..100_000, any_text(), any_text())
        .prop_map(|(code, a, b)| vec![format!("{code:06}"), a, b]);
    prop::collection::vec(row, 0..8).prop_map(|rows| {
        let header = ["職員番号", "氏名", "備考"].map(str::to_owned).to_vec();
        std::iter::once(header).chain(rows).collect()
    })
}

proptest! {
    #[test]
    fn csv_comes_back_as_it_was(table in any_table()) {
        for encoding in [Encoding::Cp932, Encoding::Utf8Bom] {
            let bytes = write_csv(&table, encoding).unwrap();
            let back = read(&bytes);
            prop_assert_eq!(&back.header, &table[0]);
            prop_assert_eq!(fields(&back), &table[1..]);
            prop_assert!(back.ragged.is_empty());
        }
    }

    #[test]
    fn a_workbook_comes_back_as_it_was(table in any_table()) {
        let header: Vec<&str> = table[0].iter().map(String::as_str).collect();
        let rows: Vec<Vec<Value<'_>>> = table[1..].iter().map(|row| row.iter().map(|it| Value::Text(it)).collect()).collect();
        let back = read(&workbook(&header, &rows));
        prop_assert_eq!(fields(&back), &table[1..]);
    }
}
