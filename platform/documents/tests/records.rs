//! Tables of records: every row with the number that Excel shows, small files whole and large ones as a stream.

mod common;
use common::{excel_file, sheet_data};
use documents::{CsvStream, LimitKind, Limits, RaggedRow, ReadError, RecordTable, read_table};
use std::io::Read;

fn table(bytes: &[u8]) -> RecordTable {
    read_table(bytes, "名簿.csv", &Limits::default()).expect("the table can be read")
}

fn rows(table: &RecordTable) -> Vec<(u64, Vec<&str>)> {
    table
        .rows
        .iter()
        .map(|row| (row.number, row.fields.iter().map(String::as_str).collect()))
        .collect()
}

fn cp932(text: &str) -> Vec<u8> {
    let (bytes, _, has_loss) = encoding_rs::SHIFT_JIS.encode(text);
    assert!(!has_loss);
    bytes.into_owned()
}

/// What a stream gives: its heading row and the number and fields of each row.
type Streamed = (Vec<String>, Vec<(u64, Vec<String>)>, u64);

fn one_by_one(reader: impl Read, limits: &Limits) -> Result<Streamed, ReadError> {
    let stream = CsvStream::open(reader, "名簿.csv", limits)?;
    let header = stream.header().to_vec();
    let mut rows = Vec::new();
    let count = stream.for_each_record(|number, record| {
        rows.push((number, record.iter().map(str::to_owned).collect()));
        Ok::<_, ReadError>(())
    })?;
    Ok((header, rows, count))
}

fn in_parallel(reader: impl Read, limits: &Limits) -> Result<Streamed, ReadError> {
    let stream = CsvStream::open(reader, "名簿.csv", limits)?;
    let header = stream.header().to_vec();
    let mut rows = Vec::new();
    let count = stream.par_batches(
        3,
        |batch| {
            let mut records = batch.records();
            let mut part = Vec::new();
            while let Some(record) = records.next() {
                part.push((
                    record.row(),
                    record.iter().map(str::to_owned).collect::<Vec<_>>(),
                ));
            }
            part
        },
        |part| {
            rows.extend(part);
            Ok::<_, ReadError>(())
        },
    )?;
    Ok((header, rows, count))
}

/// A file of several pieces with blank rows, quoted line ends and kanji whose second byte is a backslash.
fn long_file() -> String {
    let mut text = String::from("職員番号,氏名,備考\r\n");
    for number in 0..90_000 {
        match number % 97 {
            0 => text.push_str("\r\n"),
            1 => text.push_str(&format!(
                "{number:08},\"予\"\"能\"\"表\",\"一行\r\n二行,三\"\r\n"
            )),
            _ => text.push_str(&format!("{number:08},山田 花子,ソ十申 5\" 管\r\n")),
        }
    }
    text
}

#[test]
fn csv_is_read_in_cp932_and_utf8_with_commas_or_tabs() {
    let text = "番号,氏名\r\n0012,髙橋\r\n";
    let files = [
        cp932(text),
        text.into(),
        format!("\u{feff}{text}").into(),
        cp932(&text.replace(',', "\t")),
    ];

    for file in files {
        let table = table(&file);
        assert_eq!(table.header, ["番号", "氏名"]);
        assert_eq!(rows(&table), [(2, vec!["0012", "髙橋"])]);
        assert_eq!(table.ragged, []);
    }
}

#[test]
fn excel_unicode_text_is_read() {
    let bytes: Vec<u8> = "\u{feff}番号\t氏名\r\n1\t花子\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();

    assert_eq!(rows(&table(&bytes)), [(2, vec!["1", "花子"])]);
    assert_eq!(
        one_by_one(&bytes[..], &Limits::default()).unwrap().1,
        [(2, vec!["1".to_owned(), "花子".to_owned()])]
    );
}

#[test]
fn rows_that_are_too_short_or_too_long_are_named() {
    let table = table(b"a,b,c\r\n1,2\r\n\r\n1,2,3,4\r\n1,2,3,,\r\n1,2,3\r\n");

    assert_eq!(
        table.ragged,
        [
            RaggedRow {
                number: 2,
                expected: 3,
                found: 2
            },
            RaggedRow {
                number: 4,
                expected: 3,
                found: 4
            }
        ]
    );
    assert_eq!(rows(&table)[2], (5, vec!["1", "2", "3"]));
}

#[test]
fn a_table_without_any_text_has_no_heading_row() {
    for bytes in [&b"\r\n\r\n"[..], b",,\r\n", b"\xEF\xBB\xBF"] {
        assert!(matches!(
            read_table(bytes, "a", &Limits::default()),
            Err(ReadError::NoHeader)
        ));
        assert!(matches!(
            one_by_one(bytes, &Limits::default()),
            Err(ReadError::NoHeader)
        ));
    }
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_named_by_its_row() {
    let text = b"a,b\r\n1,2\r\n3,\"4\r\n5,6\r\n";

    assert!(matches!(
        read_table(text, "a", &Limits::default()),
        Err(ReadError::UnclosedQuote { row: 3 })
    ));
    assert!(matches!(
        one_by_one(&text[..], &Limits::default()),
        Err(ReadError::UnclosedQuote { row: 3 })
    ));
    let long = [&text[..], "9,9\r\n".repeat(500_000).as_bytes()].concat();
    assert!(matches!(
        in_parallel(&long[..], &Limits::default()),
        Err(ReadError::UnclosedQuote { row: 3 })
    ));
}

#[test]
fn a_sheet_begins_with_its_first_row_of_several_cells() {
    let data = sheet_data(&[
        ("B1", "職員名簿"),
        ("B3", "番号"),
        ("C3", "氏名"),
        ("D3", "課"),
        ("B4", "0012"),
        ("C4", "花子"),
        ("B6", "0013"),
        ("D6", "人事課"),
        ("E6", "余り"),
    ]);

    let table = table(&excel_file(&[("表", "visible", &data)], ""));

    assert_eq!(table.header, ["番号", "氏名", "課"]);
    assert_eq!(
        rows(&table),
        [
            (4, vec!["0012", "花子", ""]),
            (6, vec!["0013", "", "人事課", "余り"])
        ]
    );
    assert_eq!(
        table.ragged,
        [RaggedRow {
            number: 6,
            expected: 3,
            found: 4
        }]
    );
}

#[test]
fn a_stream_gives_what_reading_whole_gives() {
    let text = long_file();
    for bytes in [
        cp932(&text),
        text.clone().into(),
        format!("\u{feff}{text}").into(),
    ] {
        let limits = Limits::default();
        let whole = table(&bytes);
        let expected: Vec<(u64, Vec<String>)> = whole
            .rows
            .iter()
            .map(|it| (it.number, it.fields.clone()))
            .collect();

        let (header, rows, count) = one_by_one(&bytes[..], &limits).unwrap();
        let (other_header, other_rows, other_count) = in_parallel(&bytes[..], &limits).unwrap();

        assert!(2 << 20 < bytes.len(), "the file must have several pieces");
        assert_eq!((&header, &other_header), (&whole.header, &whole.header));
        assert_eq!((count, other_count), (90_001, 90_001));
        assert!(rows == expected && other_rows == expected);
        assert_eq!(rows.last().unwrap().0, 90_001);
    }
}

#[test]
fn a_stream_reads_the_same_however_few_bytes_come_at_a_time() {
    struct Drip<'a>(&'a [u8]);
    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let size = buffer.len().min(self.0.len()).min(3);
            buffer[..size].copy_from_slice(&self.0[..size]);
            self.0 = &self.0[size..];
            Ok(size)
        }
    }
    let bytes = cp932("番号,氏名\r\n1,\"花\r\n子\"\r\n\r\n2,表");

    let (_, rows, count) = one_by_one(Drip(&bytes), &Limits::default()).unwrap();

    assert_eq!(count, 5 - 1);
    assert_eq!(
        rows,
        [
            (2, vec!["1".to_owned(), "花\r\n子".to_owned()]),
            (4, vec!["2".to_owned(), "表".to_owned()])
        ]
    );
}

#[test]
fn bytes_that_are_no_text_are_named_by_their_row() {
    let mut bytes = cp932(&long_file());
    let at = bytes.len() - 2;
    bytes[at] = 0xff;

    for result in [
        one_by_one(&bytes[..], &Limits::default()),
        in_parallel(&bytes[..], &Limits::default()),
    ] {
        assert!(
            matches!(
                result,
                Err(ReadError::NotText {
                    row: 90_001,
                    encoding: "CP932",
                    ..
                })
            ),
            "{result:?}"
        );
    }
}

#[test]
fn a_broken_byte_is_named_with_row_and_column_in_the_encoding_of_the_file() {
    let text = "職員番号,氏名,所属\r\n1,\"山田,太郎\",人事課\r\n2,佐藤花子,税務課\r\n";
    let (cp932, _, _) = encoding_rs::SHIFT_JIS.encode(text);
    let at = |bytes: &[u8], part: &[u8]| {
        let found = bytes.windows(part.len()).position(|it| it == part);
        found.expect("it is there")
    };
    let (one, two) = (text.as_bytes().to_vec(), cp932.into_owned());
    let (in_utf8, in_cp932) = ("税".as_bytes(), encoding_rs::SHIFT_JIS.encode("税").0);
    for (mut bytes, part, name) in [(one, in_utf8, "UTF-8"), (two, &in_cp932[..], "CP932")] {
        let place = at(&bytes, part);
        bytes[place] = 0xff;

        let refused = in_parallel(&bytes[..], &Limits::default()).expect_err("a broken byte");

        let ReadError::NotText {
            row,
            column,
            encoding,
        } = refused
        else {
            panic!("{refused:?}");
        };
        assert_eq!((row, column, encoding), (3, Some(3), name));
    }
}

#[test]
fn a_failure_of_the_one_who_asks_stops_the_stream() {
    let bytes = cp932(&long_file());
    let limits = Limits::default();
    let mut seen = 0;

    let stream = CsvStream::open(&bytes[..], "a", &limits).unwrap();
    let result = stream.par_batches(
        2,
        |_| (),
        |()| {
            seen += 1;
            if seen == 2 {
                Err(ReadError::Empty)
            } else {
                Ok(())
            }
        },
    );

    assert!(matches!(result, Err(ReadError::Empty)));
    assert_eq!(seen, 2);
}

#[test]
fn a_stream_keeps_the_limits() {
    let limit = |bytes: &[u8], limits: &Limits| match in_parallel(bytes, limits) {
        Err(ReadError::OverLimit { limit, .. }) => limit,
        other => panic!("{other:?}"),
    };

    assert_eq!(
        limit(
            b"a\n1\n2\n",
            &Limits {
                rows: 2,
                ..Limits::default()
            }
        ),
        LimitKind::Rows
    );
    assert!(
        in_parallel(
            &b"a\n1\n2\n"[..],
            &Limits {
                rows: 3,
                ..Limits::default()
            }
        )
        .is_ok()
    );
    assert_eq!(
        limit(
            b"a,b,c\n",
            &Limits {
                columns: 2,
                ..Limits::default()
            }
        ),
        LimitKind::Columns
    );
    assert_eq!(
        limit(&[b'a'; 3 << 20], &Limits::default()),
        LimitKind::RecordBytes
    );
    assert_eq!(
        limit(
            b"a\n1\n",
            &Limits {
                file_bytes: 3,
                ..Limits::default()
            }
        ),
        LimitKind::FileBytes
    );
}

#[test]
fn a_workbook_is_no_stream_of_csv() {
    let file = excel_file(&[("表", "visible", "<sheetData/>")], "");

    assert!(matches!(
        one_by_one(&file[..], &Limits::default()),
        Err(ReadError::WrongKind { .. })
    ));
}
