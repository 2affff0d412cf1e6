//! The manners in which cities write plans, and a plan written in one of them.

use documents::{Block, Cell, Content, Place, Table};

use super::{Direction, Measure, Plan};

/// How a city writes its plans.
#[derive(Debug, Clone)]
pub(super) struct Manner {
    pub(super) layout: Layout,
    pub(super) names: &'static str,
    pub(super) purposes: &'static str,
    pub(super) contents: &'static str,
    pub(super) owners: &'static str,
    pub(super) bullet: &'static str,
    pub(super) between_owners: &'static str,
    pub(super) repeat_mark: &'static str,
    pub(super) field_numbers: fn(usize) -> String,
    pub(super) direction_numbers: fn(usize) -> String,
    pub(super) has_number_column: bool,
    /// Keys by which the columns are put in order.
    pub(super) order: [u8; 5],
    /// After how many rows a page ends, and whether the next page repeats the header.
    pub(super) page: Option<(usize, bool)>,
    pub(super) is_statement_boxed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// A heading for each field and direction, with levels.
    Chapters,
    /// Headings that are all of one level.
    OneLevel,
    /// Headings that are mere paragraphs.
    Paragraphs,
    /// One table, fields and directions in merged cells.
    FlatMerged,
    /// One table, fields and directions written once and blank below.
    FlatBlank,
    /// One table with fields and directions in rows across it.
    Banners,
}

pub(super) const TITLE: &str = "第２次汐見市人材育成プラン";

pub(super) fn render(plan: &Plan, manner: &Manner) -> Vec<Block> {
    let mut page = Page { blocks: Vec::new() };
    page.add(Content::Paragraph {
        text: TITLE.to_owned(),
    });
    page.add(Content::Paragraph {
        text: "計画期間は令和６年度から令和８年度までとします。".to_owned(),
    });
    match manner.layout {
        Layout::Chapters | Layout::OneLevel | Layout::Paragraphs => {
            chapters(plan, manner, &mut page)
        }
        Layout::FlatMerged | Layout::FlatBlank | Layout::Banners => {
            let table = flat_table(plan, manner);
            page.add(Content::Table(table));
        }
    }
    page.blocks
}

struct Page {
    blocks: Vec<Block>,
}

impl Page {
    fn add(&mut self, content: Content) {
        self.blocks.push(Block {
            place: Place::Body(self.blocks.len() + 1),
            content,
        });
    }

    fn heading(&mut self, manner: &Manner, level: u8, text: String) {
        self.add(match manner.layout {
            Layout::Paragraphs => Content::Paragraph { text },
            Layout::OneLevel => Content::Heading { level: 1, text },
            _ => Content::Heading { level, text },
        });
    }
}

fn chapters(plan: &Plan, manner: &Manner, page: &mut Page) {
    for (field_index, (field, directions)) in plan.0.iter().enumerate() {
        page.heading(
            manner,
            1,
            format!("{}{field}", (manner.field_numbers)(field_index + 1)),
        );
        for (index, direction) in directions.iter().enumerate() {
            page.heading(
                manner,
                2,
                format!(
                    "{}{}",
                    (manner.direction_numbers)(index + 1),
                    direction.name
                ),
            );
            statement(direction, manner, page);
            let mut rows = vec![header(manner)];
            rows.extend(
                direction
                    .measures
                    .iter()
                    .map(|measure| row(plan, measure, manner)),
            );
            cut(rows, manner, page);
        }
    }
}

fn statement(direction: &Direction, manner: &Manner, page: &mut Page) {
    let points = direction.points.iter().map(|point| format!("○{point}"));
    let lines: Vec<String> = direction.statement.iter().cloned().chain(points).collect();
    if lines.is_empty() {
        return;
    }
    if manner.is_statement_boxed {
        page.add(Content::Table(Table {
            rows: vec![
                vec![cell("施策の方向性（基本方針）")],
                vec![cell(&lines.join("\n"))],
            ],
        }));
    } else {
        for line in lines {
            page.add(Content::Paragraph { text: line });
        }
    }
}

/// Cuts a table where pages end.
fn cut(rows: Vec<Vec<Cell>>, manner: &Manner, page: &mut Page) {
    let Some((height, repeats_header)) = manner.page else {
        page.add(Content::Table(Table { rows }));
        return;
    };
    let (header, measures) = rows.split_first().expect("there is a header");
    for (index, part) in measures.chunks(height).enumerate() {
        let has_header = index == 0 || repeats_header;
        let rows = has_header
            .then(|| header.clone())
            .into_iter()
            .chain(part.iter().cloned())
            .collect();
        page.add(Content::Table(Table { rows }));
    }
}

fn cell(text: &str) -> Cell {
    Cell {
        text: text.to_owned(),
        covered: false,
    }
}

fn covered() -> Cell {
    Cell {
        text: String::new(),
        covered: true,
    }
}

fn in_order(cells: Vec<Cell>, manner: &Manner) -> Vec<Cell> {
    let mut ordered: Vec<(u8, Cell)> = manner.order.into_iter().zip(cells).collect();
    ordered.sort_by_key(|(key, _)| *key);
    ordered.into_iter().map(|(_, cell)| cell).collect()
}

fn header(manner: &Manner) -> Vec<Cell> {
    let number = if manner.has_number_column { "No." } else { "" };
    in_order(
        [
            manner.names,
            manner.purposes,
            manner.contents,
            manner.owners,
            number,
        ]
        .map(cell)
        .to_vec(),
        manner,
    )
}

fn row(plan: &Plan, measure: &Measure, manner: &Manner) -> Vec<Cell> {
    let bulleted = |lines: &[String]| {
        lines
            .iter()
            .map(|line| format!("{}{line}", manner.bullet))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let mark = if measure.repeats.is_some() {
        manner.repeat_mark
    } else {
        ""
    };
    let position = plan
        .measures()
        .position(|other| other == measure)
        .expect("the measure is of this plan")
        + 1;
    let number = if manner.has_number_column {
        position.to_string()
    } else {
        String::new()
    };
    let cells = [
        format!("{}{mark}", measure.name),
        bulleted(&measure.purposes),
        bulleted(&measure.contents),
        measure.owners.join(manner.between_owners),
        number,
    ];
    in_order(cells.iter().map(|text| cell(text)).collect(), manner)
}

fn flat_table(plan: &Plan, manner: &Manner) -> Table {
    let mut rows = Vec::new();
    let is_banner = manner.layout == Layout::Banners;
    let below = || {
        if manner.layout == Layout::FlatMerged {
            covered()
        } else {
            cell("")
        }
    };
    let with_groups = |field: Cell, direction: Cell, cells: Vec<Cell>| {
        if is_banner {
            cells
        } else {
            [vec![field, direction], cells].concat()
        }
    };
    rows.push(with_groups(
        cell("分野"),
        cell("施策の方向性"),
        header(manner),
    ));
    let banner = |text: String| [vec![cell(&text)], vec![covered(); 4]].concat();
    for (field_index, (field, directions)) in plan.0.iter().enumerate() {
        let field_text = format!("{}{field}", (manner.field_numbers)(field_index + 1));
        if is_banner {
            rows.push(banner(field_text.clone()));
        }
        for (index, direction) in directions.iter().enumerate() {
            let direction_text = format!(
                "{}{}",
                (manner.direction_numbers)(index + 1),
                direction.name
            );
            if is_banner {
                rows.push(banner(direction_text.clone()));
            }
            for (measure_index, measure) in direction.measures.iter().enumerate() {
                let field = if index == 0 && measure_index == 0 {
                    cell(&field_text)
                } else {
                    below()
                };
                let direction = if measure_index == 0 {
                    cell(&direction_text)
                } else {
                    below()
                };
                rows.push(with_groups(field, direction, row(plan, measure, manner)));
            }
        }
    }
    Table { rows }
}
