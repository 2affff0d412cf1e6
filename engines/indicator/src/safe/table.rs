//! A table of counts with its totals, of which no small group can be worked out.
//!
//! Rows and columns with their totals are lines whose entries add up. Draw each line as a dot and each hidden entry as a string
//! between its row and its column: an entry follows from the shown ones exactly when its string is in no ring. So entries are
//! hidden until every string lies in a ring, and until the hidden entries of each line whose total is shown are ten people.
use super::{LEAST_GROUP, is_small};

/// Counts of groups by two marks; `None` is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeTable {
    pub cells: Vec<Vec<Option<i64>>>,
    pub row_totals: Vec<Option<i64>>,
    pub column_totals: Vec<Option<i64>>,
    pub total: Option<i64>,
}

/// Leaves out what is small and what it takes to keep it unknown: smallest groups first, inside before totals.
///
/// `counts` are rows of equal length, none negative; missing counts at a row's end are 0.
pub fn safe_table(counts: &[Vec<i64>]) -> SafeTable {
    let mut grid = Grid::of(counts);
    while let Some(spot) = grid.weak_spot() {
        grid.hide(spot);
    }
    grid.shown()
}

/// The table with its totals as a last row and a last column.
struct Grid {
    counts: Vec<Vec<i64>>,
    is_hidden: Vec<Vec<bool>>,
}

#[derive(Clone, Copy)]
struct Entry {
    row: usize,
    column: usize,
}

impl Grid {
    fn of(rows: &[Vec<i64>]) -> Self {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut counts: Vec<Vec<i64>> = rows
            .iter()
            .map(|row| {
                let mut row: Vec<i64> = row
                    .iter()
                    .copied()
                    .chain(std::iter::repeat(0))
                    .take(width)
                    .collect();
                row.push(row.iter().sum());
                row
            })
            .collect();
        counts.push(
            (0..=width)
                .map(|column| counts.iter().map(|row| row[column]).sum())
                .collect(),
        );
        let is_hidden = counts
            .iter()
            .map(|row| row.iter().map(|it| is_small(*it)).collect())
            .collect();
        Self { counts, is_hidden }
    }

    fn height(&self) -> usize {
        self.counts.len()
    }

    fn width(&self) -> usize {
        self.counts[0].len()
    }

    fn entries(&self) -> impl Iterator<Item = Entry> + '_ {
        (0..self.height())
            .flat_map(|row| (0..self.width()).map(move |column| Entry { row, column }))
    }

    /// The lines: every row, then every column, the total last in each.
    fn lines(&self) -> impl Iterator<Item = Vec<Entry>> + '_ {
        let rows = (0..self.height()).map(|row| {
            (0..self.width())
                .map(|column| Entry { row, column })
                .collect()
        });
        let columns = (0..self.width()).map(|column| {
            (0..self.height())
                .map(|row| Entry { row, column })
                .collect()
        });
        rows.chain(columns)
    }

    fn count(&self, at: Entry) -> i64 {
        self.counts[at.row][at.column]
    }

    fn hides(&self, at: Entry) -> bool {
        self.is_hidden[at.row][at.column]
    }

    fn hide(&mut self, at: Entry) {
        self.is_hidden[at.row][at.column] = true;
    }

    /// A shown entry that has to be hidden as well; `None` when nothing hidden can be worked out.
    fn weak_spot(&self) -> Option<Entry> {
        for line in self.lines() {
            let hidden: Vec<Entry> = line.iter().copied().filter(|it| self.hides(*it)).collect();
            let total = *line.last()?;
            let sum: i64 = hidden.iter().map(|it| self.count(*it)).sum();
            let is_weak = hidden.len() == 1
                || (!hidden.is_empty() && !self.hides(total) && sum < LEAST_GROUP);
            if is_weak {
                return self.best(&line).or_else(|| self.any());
            }
        }
        let bridge = self
            .entries()
            .find(|it| self.hides(*it) && self.is_bridge(*it))?;
        let beside: Vec<Entry> = self
            .entries()
            .filter(|it| it.row == bridge.row || it.column == bridge.column)
            .collect();
        self.best(&beside).or_else(|| self.any())
    }

    /// The smallest shown entry with somebody in it, inside before totals.
    fn best(&self, among: &[Entry]) -> Option<Entry> {
        let is_total = |it: &Entry| it.row + 1 == self.height() || it.column + 1 == self.width();
        among
            .iter()
            .copied()
            .filter(|it| !self.hides(*it) && 0 < self.count(*it))
            .min_by_key(|it| (is_total(it), self.count(*it)))
    }

    fn any(&self) -> Option<Entry> {
        let all: Vec<Entry> = self.entries().collect();
        self.best(&all)
            .or_else(|| all.into_iter().find(|it| !self.hides(*it)))
    }

    /// Whether the hidden entry is the only way between its row and its column over hidden entries.
    fn is_bridge(&self, entry: Entry) -> bool {
        let mut rows = vec![false; self.height()];
        let mut columns = vec![false; self.width()];
        let mut waiting = vec![(true, entry.row)];
        rows[entry.row] = true;
        while let Some((is_row, index)) = waiting.pop() {
            for it in self.entries().filter(|it| self.hides(*it)) {
                let is_entry = it.row == entry.row && it.column == entry.column;
                let (from, to) = if is_row {
                    (it.row, it.column)
                } else {
                    (it.column, it.row)
                };
                let seen = if is_row { &mut columns } else { &mut rows };
                if is_entry || from != index || seen[to] {
                    continue;
                }
                seen[to] = true;
                waiting.push((!is_row, to));
            }
        }
        !columns[entry.column]
    }

    fn shown(&self) -> SafeTable {
        let (last_row, last_column) = (self.height() - 1, self.width() - 1);
        let told = |row: usize, column: usize| {
            (!self.is_hidden[row][column]).then_some(self.counts[row][column])
        };
        SafeTable {
            cells: (0..last_row)
                .map(|row| (0..last_column).map(|column| told(row, column)).collect())
                .collect(),
            row_totals: (0..last_row).map(|row| told(row, last_column)).collect(),
            column_totals: (0..last_column)
                .map(|column| told(last_row, column))
                .collect(),
            total: told(last_row, last_column),
        }
    }
}

#[cfg(test)]
mod tests;
