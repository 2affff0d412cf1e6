//! The source as it stands beside the plan: its blocks with an anchor for each place that a doubt or a listing names.
use crate::{
    import::model::{StoredBlock, StoredContent},
    model::Spot,
};

/// A sign beside a place that leads to the doubt about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) href: String,
    pub(super) label: String,
}

pub(super) struct BlockView {
    pub(super) anchor: String,
    pub(super) is_heading: bool,
    pub(super) is_comment: bool,
    pub(super) text: String,
    /// Empty unless it is a table.
    pub(super) rows: Vec<RowView>,
    pub(super) marks: Vec<Mark>,
}

pub(super) struct RowView {
    pub(super) anchor: String,
    pub(super) cells: Vec<String>,
    pub(super) marks: Vec<Mark>,
}

/// Block and row of a place, counted from 0.
pub(super) fn find(source: &[StoredBlock], spot: &Spot) -> Option<(usize, usize)> {
    let at_row = |index: usize, row: Option<usize>| {
        let rows = match &source[index].content {
            StoredContent::Table(rows) => rows.len(),
            _ => 0,
        };
        let row = row.unwrap_or(1).saturating_sub(1);
        (index, row.min(rows.saturating_sub(1)))
    };
    let found = match spot {
        Spot::Line { line, table_row } => source
            .iter()
            .rposition(|it| matches!(&it.at, Spot::Line { line: at, .. } if at <= line))
            .map(|index| at_row(index, *table_row)),
        Spot::Body { block, table_row } => source
            .iter()
            .rposition(|it| matches!(&it.at, Spot::Body { block: at, .. } if at <= block))
            .map(|index| at_row(index, *table_row)),
        Spot::Sheet { name, row } => source
            .iter()
            .rposition(
                |it| matches!(&it.at, Spot::Sheet { name: on, row: at } if on == name && at <= row),
            )
            .map(|index| {
                let first = match &source[index].at {
                    Spot::Sheet { row, .. } => *row,
                    _ => 0,
                };
                at_row(index, Some(row - first + 1))
            }),
    };
    let (block, row) = found?;
    // A comment stands at the place of the paragraph that it is anchored to: the block with this very place wins.
    let exact = source
        .iter()
        .position(|it| it.at == Spot::of(&source[block].place()));
    match &source[block].content {
        StoredContent::Comment(_) => Some((block, row)),
        _ => Some((exact.unwrap_or(block), row)),
    }
}

/// The anchor of a place; of the whole source if the place is not in it.
pub(super) fn anchor(source: &[StoredBlock], spot: &Spot) -> String {
    match find(source, spot) {
        Some((block, row)) => match &source[block].content {
            StoredContent::Table(_) => format!("s-{block}-{row}"),
            _ => format!("s-{block}"),
        },
        None => "source".to_owned(),
    }
}

/// A block with its marks; `marks` are those of the whole source, each with its anchor.
pub(super) fn block_view(
    source: &[StoredBlock],
    index: usize,
    marks: &[(String, Mark)],
) -> BlockView {
    let marks_at = |anchor: &str| -> Vec<Mark> {
        marks
            .iter()
            .filter(|it| it.0 == anchor)
            .map(|it| it.1.clone())
            .collect()
    };
    let anchor = format!("s-{index}");
    let (text, rows) = match &source[index].content {
        StoredContent::Heading { text, .. }
        | StoredContent::Paragraph(text)
        | StoredContent::Comment(text) => (text.clone(), Vec::new()),
        StoredContent::Table(rows) => {
            let row_view = |(number, row): (usize, &Vec<Option<String>>)| {
                let anchor = format!("s-{index}-{number}");
                RowView {
                    marks: marks_at(&anchor),
                    anchor,
                    cells: row
                        .iter()
                        .map(|it| it.clone().unwrap_or_default())
                        .collect(),
                }
            };
            (
                String::new(),
                rows.iter().enumerate().map(row_view).collect(),
            )
        }
    };
    BlockView {
        marks: marks_at(&anchor),
        is_heading: matches!(source[index].content, StoredContent::Heading { .. }),
        is_comment: matches!(source[index].content, StoredContent::Comment(_)),
        anchor,
        text,
        rows,
    }
}

/// What stands at a place: the block, of a table only its first row and the row meant.
pub(super) fn excerpt(source: &[StoredBlock], spot: &Spot) -> Option<BlockView> {
    let (index, row) = find(source, spot)?;
    let mut view = block_view(source, index, &[]);
    if !view.rows.is_empty() {
        let mut number = 0;
        view.rows.retain(|_| {
            number += 1;
            number == 1 || number == row + 1
        });
    }
    Some(view)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(at: Spot, rows: usize) -> StoredBlock {
        let row = vec![Some("名".to_owned())];
        StoredBlock {
            at,
            content: StoredContent::Table(vec![row; rows]),
        }
    }

    #[test]
    fn a_row_of_a_sheet_is_found_in_the_table_that_holds_it() {
        let sheet = |row| Spot::Sheet {
            name: "施策".into(),
            row,
        };
        let source = [table(sheet(2), 3), table(sheet(10), 5)];

        assert_eq!(find(&source, &sheet(4)), Some((0, 2)));
        assert_eq!(find(&source, &sheet(12)), Some((1, 2)));
        assert_eq!(anchor(&source, &sheet(12)), "s-1-2");
    }

    #[test]
    fn a_comment_is_found_at_its_own_place() {
        let body = |block| Spot::Body {
            block,
            table_row: None,
        };
        let source = [
            table(body(7), 2),
            StoredBlock {
                at: body(8),
                content: StoredContent::Comment("入れる".into()),
            },
            table(body(9), 2),
        ];

        assert_eq!(anchor(&source, &body(8)), "s-1");
        let row = Spot::Body {
            block: 9,
            table_row: Some(2),
        };
        assert_eq!(anchor(&source, &row), "s-2-1");
        assert_eq!(excerpt(&source, &row).unwrap().rows.len(), 2);
    }
}
