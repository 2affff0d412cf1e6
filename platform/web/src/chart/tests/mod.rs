//! Reads the marks back from a drawn picture.

mod random;
mod stories;

use super::Frame;
use super::canvas::{Anchor, Area, area_of};
use base::Date;

/// A text or box of a picture.
#[derive(Debug)]
struct Drawn {
    area: Area,
    what: String,
}

fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = element.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

fn number(element: &str, name: &str) -> f64 {
    attribute(element, name)
        .unwrap_or_else(|| panic!("no {name} in {element}"))
        .parse()
        .unwrap()
}

fn unescape(text: &str) -> String {
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"");
    text.replace("&#39;", "'").replace("&amp;", "&")
}

fn texts(svg: &str) -> Vec<Drawn> {
    let found = svg.split("<text ").skip(1);
    found
        .map(|rest| {
            let (head, rest) = rest.split_once('>').unwrap();
            let head = format!(" {head}");
            let text = unescape(rest.split_once("</text>").unwrap().0);
            let anchor = match attribute(&head, "text-anchor").unwrap() {
                "start" => Anchor::Start,
                "middle" => Anchor::Middle,
                _ => Anchor::End,
            };
            let area = area_of(
                &text,
                number(&head, "font-size"),
                number(&head, "x"),
                number(&head, "y"),
                anchor,
            );
            Drawn { area, what: text }
        })
        .collect()
}

fn boxes(svg: &str) -> Vec<Drawn> {
    let body = svg.split_once("</defs>").map_or(svg, |(_, body)| body);
    let found = body.split("<rect ").skip(1);
    found
        .map(|rest| {
            let head = format!(" {}", rest.split_once('>').unwrap().0);
            let area = Area {
                x: number(&head, "x"),
                y: number(&head, "y"),
                width: number(&head, "width"),
                height: number(&head, "height"),
            };
            Drawn { area, what: head }
        })
        .collect()
}

/// Coordinates are written with one decimal, so marks may be that much off.
const ROUNDING: f64 = 0.11;

fn assert_is_tidy(svg: &str) {
    let view = attribute(svg, "viewBox").unwrap();
    let size: Vec<f64> = view.split(' ').map(|part| part.parse().unwrap()).collect();
    let (width, height) = (size[2], size[3]);
    let texts = texts(svg);
    for drawn in texts.iter().chain(&boxes(svg)) {
        let area = drawn.area;
        let is_inside = area.x >= -ROUNDING
            && area.y >= -ROUNDING
            && area.x + area.width <= width + ROUNDING
            && area.y + area.height <= height + ROUNDING;
        assert!(is_inside, "outside {view}: {drawn:?}\n{svg}");
    }
    for (index, one) in texts.iter().enumerate() {
        let smaller = Area {
            x: one.area.x + ROUNDING,
            y: one.area.y + ROUNDING,
            width: one.area.width - 2.0 * ROUNDING,
            height: one.area.height - 2.0 * ROUNDING,
        };
        for other in &texts[index + 1..] {
            assert!(
                !smaller.overlaps(&other.area),
                "{one:?} lies on {other:?}\n{svg}"
            );
        }
    }
}

fn frame(width: u32) -> Frame<'static> {
    Frame {
        id: "sample",
        title: "題",
        description: "説明",
        width,
    }
}

fn date(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}
