//! What pictures say, and what they do not.

use super::super::canvas::{EDGE, INK, KEY, QUIET};
use super::super::*;
use super::{boxes, date, frame, texts};

fn progress() -> StackedBars<'static> {
    let part = |name, fill| Part { name, fill };
    StackedBars {
        row_heading: "分野",
        parts: vec![
            part("完了", Fill::Solid),
            part("取組中", Fill::Stripes),
            part("未着手", Fill::Empty),
            part("未定", Fill::Dots),
        ],
        rows: vec![StackedRow {
            label: "人事施策<b>",
            note: "12／20",
            counts: vec![12, 7, 0, 1],
        }],
        scale: Scale::Share,
    }
}

#[test]
fn parts_are_as_long_as_their_share_and_nothing_draws_nothing() {
    let mut chart = progress();
    chart.rows[0].counts = vec![1, 3, 0, 0];

    let svg = chart.draw(&frame(360)).svg;

    let bars: Vec<f64> = boxes(&svg)
        .into_iter()
        .filter(|drawn| drawn.area.height == 19.0)
        .map(|drawn| drawn.area.width + 1.0)
        .collect();
    // Of 352 pixels each part has 4 for being there and its share of the other 344.
    assert_eq!(bars, [90.0, 262.0]);
}

#[test]
fn the_table_says_what_the_picture_shows() {
    let table = progress().draw(&frame(720)).table;

    assert_eq!(table.head, ["分野", "完了", "取組中", "未着手", "未定"]);
    assert_eq!(table.rows, [["人事施策<b>", "12", "7", "0", "1"]]);
}

#[test]
fn a_missing_value_breaks_the_line_and_is_not_zero() {
    let chart = Lines {
        period_heading: "年度",
        unit: "%",
        decimals: 1,
        missing: "不明",
        periods: vec![
            "令和5年度",
            "令和6年度",
            "令和7年度",
            "令和8年度",
            "令和9年度",
        ],
        series: vec![Series {
            name: "女性管理職",
            values: vec![Some(12.0), Some(13.5), None, Some(15.6), Some(16.0)],
        }],
    }
    .draw(&frame(720));

    let path = chart
        .svg
        .split("chart-line\" d=\"")
        .skip(1)
        .map(|rest| rest.split_once('"').unwrap().0);
    let line = path.filter(|path| path.contains('L')).last().unwrap();
    assert_eq!(line.matches('M').count(), 2, "{line}");
    assert_eq!(line.matches('L').count(), 2, "{line}");
    assert_eq!(chart.table.rows[2], ["令和7年度", "不明"]);
    assert_eq!(
        chart.svg.matches("chart-point").count(),
        1 + 4,
        "legend and points"
    );
}

#[test]
fn a_bar_of_zero_is_a_hair_and_an_unknown_one_is_none() {
    let bar = |value| Bar {
        label: "課",
        value,
        figure: "?",
    };
    let chart = Bars {
        label_heading: "組織",
        figure_heading: "人数",
        fill: Fill::Solid,
        rows: vec![
            bar(Some(0.0)),
            bar(None),
            bar(Some(f64::NAN)),
            bar(Some(-1.0)),
            bar(Some(4.0)),
        ],
    };

    assert_eq!(boxes(&chart.draw(&frame(360)).svg).len(), 2);
}

#[test]
fn what_goes_on_ends_in_an_arrow_and_what_lies_outside_is_in_the_table_only() {
    let span = |label, from_on, until_on| Span {
        label,
        period: "",
        kind: 0,
        from_on,
        until_on,
    };
    let chart = Timeline {
        headings: ["所属", "期間", "区分"],
        from: date(2020, 4, 1),
        until: date(2027, 4, 1),
        ticks: vec![],
        kinds: vec![],
        spans: vec![
            span("前", date(2015, 4, 1), Some(date(2020, 4, 1))),
            span("中", date(2020, 4, 1), Some(date(2023, 4, 1))),
            span("今", date(2023, 4, 1), None),
            span("先", date(2027, 4, 1), None),
        ],
    }
    .draw(&frame(720));

    let drawn: Vec<String> = texts(&chart.svg)
        .into_iter()
        .map(|drawn| drawn.what)
        .collect();
    assert_eq!(drawn, ["中", "今"]);
    assert_eq!(chart.svg.matches("chart-point").count(), 1);
    assert_eq!(chart.table.rows.len(), 4);
}

#[test]
fn a_picture_has_a_name_a_description_and_ids_of_its_own() {
    let chart = at_two_widths(
        &Frame {
            id: "plan \"progress",
            title: "分野ごとの<進み>",
            description: "4分野のうち…",
            width: 720,
        },
        |frame| progress().draw(frame),
    );

    let svg = &chart.svg;
    assert_eq!(svg.matches("role=\"img\"").count(), 2);
    assert!(svg.contains("aria-labelledby=\"plan--progress-wide-title plan--progress-wide-desc\""));
    assert!(
        svg.contains("<title id=\"plan--progress-narrow-title\">分野ごとの&lt;進み&gt;</title>")
    );
    assert!(svg.contains("<desc id=\"plan--progress-narrow-desc\">4分野のうち…</desc>"));
    let ids: Vec<&str> = svg
        .split(" id=\"")
        .skip(1)
        .map(|rest| rest.split_once('"').unwrap().0)
        .collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(ids.len(), unique.len());
    assert!(svg.contains("viewBox=\"0 0 360 ") && svg.contains("viewBox=\"0 0 720 "));
}

#[test]
fn nothing_in_a_picture_needs_a_style_or_a_script() {
    let svg = progress().draw(&frame(720)).svg;

    assert!(
        svg.contains("fill=\"url(#sample-stripes)\"")
            && svg.contains("<pattern id=\"sample-stripes\"")
    );
    assert!(!svg.contains("style") && !svg.contains("script") && !svg.contains("<b>"));
}

#[test]
fn only_paths_of_this_site_become_links() {
    let svg_of = |href| {
        let root = Unit {
            name: "総務局",
            code: "12",
            people: "23人",
            href,
            more: "",
            children: vec![],
        };
        OrganisationTree {
            headings: ["", "", ""],
            root,
        }
        .draw(&frame(360))
        .svg
    };

    assert!(svg_of("/units/12").contains("<a href=\"/units/12\">"));
    assert!(
        svg_of("/units/12").contains("role=\"group\""),
        "links inside an image cannot be reached"
    );
    for elsewhere in [
        "javascript:alert(1)",
        "//example.org/",
        "https://example.org/",
        "",
    ] {
        let svg = svg_of(elsewhere);
        assert!(!svg.contains("<a "), "{elsewhere}");
        assert!(svg.contains("role=\"img\""));
    }
}

#[test]
fn a_shortened_word_carries_the_whole_one() {
    let name = "人材育成・活用に関する庁内横断的な検討をおこなう組織の名前がとても長いときの課";
    let root = Unit {
        name,
        code: "",
        people: "",
        href: "",
        more: "",
        children: vec![],
    };

    let svg = OrganisationTree {
        headings: ["", "", ""],
        root,
    }
    .draw(&frame(720))
    .svg;

    assert!(svg.contains(&format!("<g><title>{name}</title>")));
}

#[test]
fn colours_stand_out_on_white() {
    fn contrast_on_white(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        1.05 / (0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) + 0.05)
    }
    for text in [INK, QUIET, KEY] {
        assert!(contrast_on_white(text) >= 4.5, "{text}");
    }
    for fill in Fill::ALL {
        assert!(contrast_on_white(fill.colour()) >= 3.0, "{fill:?}");
    }
    assert!(contrast_on_white(EDGE) >= 3.0);
}
