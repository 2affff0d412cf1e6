//! Stories of paper: what is printed, what is refused, and that it is always the same.

use crate::{Conformance, Fonts, PdfError, Template, render, set_geta};
use base::Date;
use serde_json::{Value, json};
use std::io::Write as _;
use std::process::{Command, Stdio};

const DAY: Date = Date::constant(2026, 4, 1);

const REGISTER: &str = r#"
#import "house.typ": *
#show: paper.with(title: data.title, edge: data.edge)
#title()
= 進み具合
#listing(
  columns: (auto, 3fr, 2fr, auto),
  head: ("番号", "施策", "担当", "着手"),
  rows: data.rows.map(row => (row.number, row.name, row.owner, status(row.kind, row.word))),
)
#note[令和8年4月1日現在。]
"#;

fn fonts() -> Fonts {
    Fonts::find(None).expect("fonts-noto-cjk is installed")
}

fn register(rows: usize) -> Value {
    let kinds = [
        ("done", "完了"),
        ("half", "取組中"),
        ("none", "未着手"),
        ("undecided", "未定"),
    ];
    let rows: Vec<Value> = (1..=rows)
        .map(|number| {
            let (kind, word) = kinds[number % kinds.len()];
            json!({
                "number": number.to_string(),
                "name": format!("研修の機会を広げ、職場で学び合う仕組みをつくる取組 その{number}"),
                "owner": "総務局人材育成課",
                "kind": kind,
                "word": word,
            })
        })
        .collect();
    json!({ "title": "汐見市 年次点検", "edge": "a1b2c3", "rows": rows })
}

fn draw(source: &str, data: &Value, conformance: Conformance) -> Result<Vec<u8>, PdfError> {
    let template = Template {
        source,
        data,
        files: &[],
    };
    render(&template, &fonts(), DAY, conformance)
}

/// Runs one of poppler's tools on a PDF; the tools come with the browser tests' packages.
fn poppler(tool: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    file.as_file().write_all(pdf).unwrap();
    let output = Command::new(tool)
        .arg(file.path())
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{tool} (package poppler-utils) does not start: {error}"));
    assert!(output.status.success(), "{tool} failed");
    String::from_utf8(output.stdout).unwrap()
}

fn text_of(pdf: &[u8]) -> String {
    poppler("pdftotext", &["-layout", "-"], pdf)
}

/// Without spaces, since readers guess them from the distance between letters.
fn folded(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn two_hundred_rows_repeat_their_header_on_each_page() {
    let pdf = draw(REGISTER, &register(200), Conformance::default()).unwrap();

    let text = text_of(&pdf);
    let pages: Vec<String> = text
        .split('\u{c}')
        .map(folded)
        .filter(|page| !page.is_empty())
        .collect();
    assert!(pages.len() > 3, "{} pages", pages.len());
    for (index, page) in pages.iter().enumerate() {
        assert!(page.contains("担当"), "page {} has no header", index + 1);
        assert!(page.contains(&format!("{}/{}", index + 1, pages.len())));
        assert!(page.contains("汐見市年次点検"));
    }
    assert!(pages[pages.len() - 1].contains("その200"));
}

#[test]
fn fonts_are_embedded_as_a_subset() {
    let pdf = draw(REGISTER, &register(20), Conformance::default()).unwrap();

    let fonts = poppler("pdffonts", &[], &pdf);
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert_eq!(rows.len(), 2, "regular and bold: {fonts}");
    for row in rows {
        let (name, rest) = row.split_once(' ').unwrap();
        assert_eq!(name.find('+'), Some(6), "no subset mark in {name}");
        assert!(
            rest.contains(" yes yes yes "),
            "embedded, subset, unicode: {row}"
        );
    }
    assert!(pdf.len() < 200_000, "{} bytes", pdf.len());
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let first = draw(REGISTER, &register(40), Conformance::default()).unwrap();
    let second = draw(REGISTER, &register(40), Conformance::default()).unwrap();

    assert!(first == second);
}

#[test]
fn another_day_or_another_word_gives_other_bytes() {
    let data = register(2);
    let template = Template {
        source: REGISTER,
        data: &data,
        files: &[],
    };
    let first = render(&template, &fonts(), DAY, Conformance::Plain).unwrap();

    let tomorrow = Date::constant(2026, 4, 2);
    assert!(first != render(&template, &fonts(), tomorrow, Conformance::Plain).unwrap());
    assert!(first != draw(REGISTER, &register(3), Conformance::Plain).unwrap());
}

#[test]
fn documents_drawn_at_the_same_time_do_not_disturb_each_other() {
    let fonts = fonts();
    let data = register(30);
    let template = Template {
        source: REGISTER,
        data: &data,
        files: &[],
    };
    let alone = render(&template, &fonts, DAY, Conformance::default()).unwrap();

    std::thread::scope(|threads| {
        let others: Vec<_> = (0..3)
            .map(|_| threads.spawn(|| render(&template, &fonts, DAY, Conformance::default())))
            .collect();
        for other in others {
            assert!(other.join().unwrap().unwrap() == alone);
        }
    });
}

#[test]
fn signs_in_the_data_print_as_they_were_typed() {
    let signs = r##"#panic() *太字* _斜体_ $x^2$ @参照 \ <札> = 見出し `c` [x] // 注 "##.trim();
    let data = json!({ "title": signs, "signs": signs, "rows": [[signs, null]] });
    let source = r#"
        #import "house.typ": *
        #show: paper.with(title: data.title)
        #data.signs
        #listing(head: (data.signs, "空"), rows: data.rows)
    "#;

    let pdf = draw(source, &data, Conformance::default()).unwrap();

    let text = folded(&text_of(&pdf));
    let wanted = folded(signs);
    assert_eq!(
        text.matches(&wanted).count(),
        4,
        "running head, text, table head and cell: {text}"
    );
}

#[test]
fn title_language_and_day_stand_in_the_file() {
    let pdf = draw(REGISTER, &register(1), Conformance::default()).unwrap();

    let info = poppler("pdfinfo", &[], &pdf);
    assert!(info.contains("汐見市 年次点検"), "{info}");
    assert!(info.contains("Hagukumi"), "{info}");
    assert!(info.contains("Tagged:          yes"), "{info}");
    assert!(info.contains("A4"), "{info}");
    let raw = String::from_utf8_lossy(&pdf);
    assert!(raw.contains("/Lang(ja-JP)") || raw.contains("/Lang (ja-JP)"));
    assert!(raw.contains("D:20260401000000+09'00"));
}

#[test]
fn an_archive_file_says_so() {
    let archive = draw(REGISTER, &register(1), Conformance::Archive).unwrap();
    let archive = String::from_utf8_lossy(&archive);
    assert!(archive.contains("<pdfaid:part>2</pdfaid:part>"));
    assert!(archive.contains("<pdfaid:conformance>B</pdfaid:conformance>"));

    let both = draw(REGISTER, &register(1), Conformance::ArchiveAndAccessible).unwrap();
    let both = String::from_utf8_lossy(&both);
    assert!(both.contains("<pdfaid:conformance>A</pdfaid:conformance>"));
    assert!(both.contains("<pdfuaid:part>1</pdfuaid:part>"));
}

#[test]
fn a_picture_without_words_is_refused_where_all_must_be_able_to_read() {
    let picture: &[u8] = br##"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10" fill="#0017c1"/></svg>"##;
    let data = json!({});
    let draw = |source| {
        let template = Template {
            source,
            data: &data,
            files: &[("bar.svg", picture)],
        };
        render(&template, &fonts(), DAY, Conformance::Accessible)
    };

    let silent =
        draw("#import \"house.typ\": *\n#show: paper.with(title: \"図\")\n#image(\"bar.svg\")");
    let spoken = draw(
        "#import \"house.typ\": *\n#show: paper.with(title: \"図\")\n#picture(\"bar.svg\", alt: \"青い棒\", caption: [棒])",
    );

    let Err(PdfError::Export(faults)) = silent else {
        panic!("{silent:?}")
    };
    assert_eq!(faults[0].place, Some(("main.typ".to_owned(), 3)));
    assert!(spoken.is_ok(), "{spoken:?}");
}

#[test]
fn a_picture_with_patterns_and_words_passes_for_the_archive() {
    let picture: &[u8] = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30" width="90" height="30"><defs>
        <pattern id="s" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M0 6 L6 0" stroke="#00707a"/></pattern></defs>
        <rect width="90" height="10" fill="url(#s)"/><text x="0" y="24" font-size="12" font-weight="700">取組中 7</text></svg>"##
        .as_bytes();
    let data = json!({});
    let template = Template {
        source: "#import \"house.typ\": *\n#show: paper.with(title: \"図\")\n#picture(\"bar.svg\", alt: \"縞\")",
        data: &data,
        files: &[("bar.svg", picture)],
    };

    let pdf = render(&template, &fonts(), DAY, Conformance::default()).unwrap();

    assert!(folded(&text_of(&pdf)).contains("取組中7"));
}

#[test]
fn characters_that_the_font_lacks_are_listed_once() {
    let data = json!({ "title": "絵文字😀と😀と🀄\u{fe0f}", "rows": ["𠮷野\n髙橋"] });

    let Err(PdfError::MissingCharacters { characters, .. }) =
        draw("#sys.inputs.data.title", &data, Conformance::Plain)
    else {
        panic!("drawn")
    };

    assert_eq!(characters, ['😀', '🀄']);
}

#[test]
fn a_geta_stands_for_each_character_that_the_font_lacks() {
    let mut data = json!({ "title": "絵文字😀と😀", "rows": ["𠮷野", 3, null, "🀄"] });

    let mut missing = set_geta(&mut data, &fonts());
    missing.sort_unstable();

    assert_eq!(missing, ['🀄', '😀']);
    assert_eq!(
        data,
        json!({ "title": "絵文字〓と〓", "rows": ["𠮷野", 3, null, "〓"] })
    );
    assert!(draw("#sys.inputs.data.title", &data, Conformance::Plain).is_ok());
}

#[test]
fn a_fault_in_a_template_names_its_line() {
    let result = draw("\n\n#let x = data.missing", &json!({}), Conformance::Plain);

    let Err(PdfError::Template(faults)) = result else {
        panic!("{result:?}")
    };
    assert_eq!(faults[0].place, Some(("main.typ".to_owned(), 3)));
}

#[test]
fn the_disk_and_the_network_are_out_of_reach() {
    for source in [
        "#read(\"/etc/hostname\")",
        "#image(\"other.png\")",
        "#import \"@preview/cetz:0.3.4\"",
    ] {
        let result = draw(source, &json!({}), Conformance::Plain);

        assert!(
            matches!(result, Err(PdfError::Template(_))),
            "{source}: {result:?}"
        );
    }
}

#[test]
fn english_pages_are_english() {
    let source = "#import \"house.typ\": *\n#show: paper.with(title: \"Yearly check\", lang: \"en\")\n= Progress\nText";

    let pdf = draw(source, &json!({}), Conformance::default()).unwrap();

    assert!(String::from_utf8_lossy(&pdf).contains("/Lang(en)"));
}

#[test]
fn missing_values_stay_empty_and_numbers_stay_numbers() {
    let data = json!({ "none": null, "whole": 43, "part": 87.8, "yes": true });
    let source = "#let d = sys.inputs.data\n#assert(d.none == none)\n#assert(d.whole == 43)\n#assert(d.part == 87.8)\n#assert(d.yes)\nOK";

    assert!(draw(source, &data, Conformance::Plain).is_ok());
}
