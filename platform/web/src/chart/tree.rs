//! Organisation units as boxes.

use super::canvas::{Anchor, Area, Canvas, EDGE, KEY, MARGIN, SIDE, STRONG, Type, height_of, px};
use super::text::{shorten, wrap};
use super::{Chart, Frame, Table};

const NAME: f64 = 14.0;
/// Inside a box, on each side.
const PADDING: f64 = 8.0;
/// Between boxes, and between a box and the one that hangs on it.
const GAP: f64 = 10.0;
/// Where lines leave and enter, below a box's top.
const JOINT: f64 = 18.0;
/// With less room for a column, units stand under each other instead.
const LEAST_COLUMN: f64 = 175.0;
const INDENT: f64 = 22.0;
const LEAST_BOX: f64 = 150.0;

/// The part of an organisation that the page has chosen to show.
#[derive(Debug, Clone)]
pub struct OrganisationTree<'a> {
    /// Heads the table: name, code, head count.
    pub headings: [&'a str; 3],
    pub root: Unit<'a>,
}

#[derive(Debug, Clone)]
pub struct Unit<'a> {
    pub name: &'a str,
    pub code: &'a str,
    /// The number of people in words, such as `23人`; may be empty where it is not known or not to be shown.
    pub people: &'a str,
    /// Where the box leads, a path of this site such as `/units/1203`; empty when the box is no link.
    pub href: &'a str,
    /// Stands in the box when units below are left out, such as 「ほか4班」; may be empty.
    pub more: &'a str,
    pub children: Vec<Unit<'a>>,
}

impl Unit<'_> {
    fn levels(&self) -> usize {
        1 + self.children.iter().map(Unit::levels).max().unwrap_or(0)
    }
}

impl OrganisationTree<'_> {
    /// Levels stand side by side where the width allows, else each unit under its parent, moved in. The table indents names by level
    /// with ideographic spaces.
    pub fn draw(&self, frame: &Frame<'_>) -> Chart {
        let mut canvas = Canvas::new(frame);
        let levels = self.root.levels() as f64;
        let room = canvas.right() - MARGIN;
        let column = (room + 2.0 * GAP) / levels;
        let shape = if column >= LEAST_COLUMN {
            let column = column.min(280.0);
            Shape::SideBySide {
                step: column,
                width: column - 2.0 * GAP,
            }
        } else {
            Shape::MovedIn {
                step: INDENT.min((room - LEAST_BOX) / levels).max(0.0),
            }
        };
        let height = draw_unit(&mut canvas, &self.root, &shape, MARGIN, MARGIN, true);
        Chart {
            svg: canvas.finish(MARGIN + height + MARGIN),
            table: self.table(),
        }
    }

    fn table(&self) -> Table {
        let mut rows = Vec::new();
        collect(&self.root, 0, &mut rows);
        Table {
            head: self
                .headings
                .iter()
                .map(|heading| (*heading).to_owned())
                .collect(),
            rows,
        }
    }
}

fn collect(unit: &Unit<'_>, level: usize, rows: &mut Vec<Vec<String>>) {
    let name = format!("{}{}", "\u{3000}".repeat(level), unit.name);
    rows.push(vec![name, unit.code.to_owned(), unit.people.to_owned()]);
    for child in &unit.children {
        collect(child, level + 1, rows);
    }
}

enum Shape {
    /// Columns of boxes `width` wide, `step` apart.
    SideBySide { step: f64, width: f64 },
    /// One column of boxes, each level `step` further in and so much narrower.
    MovedIn { step: f64 },
}

/// Draws a unit and all below it from (`x`, `y`) on; gives the height that they take together.
fn draw_unit(
    canvas: &mut Canvas<'_>,
    unit: &Unit<'_>,
    shape: &Shape,
    x: f64,
    y: f64,
    is_root: bool,
) -> f64 {
    let width = match shape {
        Shape::SideBySide { width, .. } => *width,
        Shape::MovedIn { .. } => canvas.right() - x,
    };
    let own = draw_box(canvas, unit, x, y, width, is_root);
    let (child_x, first_y) = match shape {
        Shape::SideBySide { step, .. } => (x + step, y),
        Shape::MovedIn { step } => (x + step, y + own + GAP),
    };
    let mut child_y = first_y;
    let mut last_joint = None;
    for child in &unit.children {
        let joint = child_y + JOINT;
        let branch = match shape {
            Shape::SideBySide { .. } => {
                format!("M{} {} H{}", px(child_x - GAP), px(joint), px(child_x))
            }
            Shape::MovedIn { step } => {
                format!("M{} {} H{}", px(x + step / 2.0), px(joint), px(child_x))
            }
        };
        canvas.path(&branch, EDGE, 1.5, "");
        last_joint = Some(joint);
        child_y += draw_unit(canvas, child, shape, child_x, child_y, false) + GAP;
    }
    let Some(joint) = last_joint else { return own };
    let trunk = match shape {
        Shape::SideBySide { .. } => {
            format!(
                "M{} {} H{} V{}",
                px(x + width),
                px(y + JOINT),
                px(child_x - GAP),
                px(joint)
            )
        }
        Shape::MovedIn { step } => {
            format!("M{} {} V{}", px(x + step / 2.0), px(y + own), px(joint))
        }
    };
    canvas.path(&trunk, EDGE, 1.5, "");
    own.max(child_y - GAP - y)
}

/// Draws one box; gives its height.
fn draw_box(
    canvas: &mut Canvas<'_>,
    unit: &Unit<'_>,
    x: f64,
    y: f64,
    width: f64,
    is_root: bool,
) -> f64 {
    let room = width - 2.0 * PADDING;
    let name = wrap(unit.name, NAME, room, 2);
    let facts: Vec<&str> = [unit.code, unit.people, unit.more]
        .into_iter()
        .filter(|fact| !fact.is_empty())
        .collect();
    let facts = shorten(&facts.join("　"), SIDE.size, room);
    let height =
        (6.0 + height_of(&name, NAME) + height_of(&facts, SIDE.size) + 5.0).max(2.0 * JOINT);
    let area = Area {
        x,
        y,
        width,
        height,
    };
    let href = Some(unit.href).filter(|href| !href.is_empty());
    canvas.link(href, |canvas| {
        if is_root {
            canvas.frame_box(area, KEY, 2.0);
        } else {
            canvas.frame_box(area, EDGE, 1.0);
        }
        let look = if href.is_some() {
            Type {
                colour: KEY,
                is_underlined: true,
                ..STRONG
            }
        } else {
            STRONG
        };
        let name_height = canvas.lines(x + PADDING, y + 6.0, Anchor::Start, look, &name);
        canvas.lines(
            x + PADDING,
            y + 6.0 + name_height,
            Anchor::Start,
            SIDE,
            &facts,
        );
    });
    height
}
