//! What an attacker with pencil and paper can find out of a safe table: nothing.
use proptest::prelude::*;

use super::*;

/// The entries of a table with its totals in one grid.
fn grid(table: &SafeTable) -> Vec<Vec<Option<i64>>> {
    let mut rows: Vec<Vec<Option<i64>>> = table
        .cells
        .iter()
        .zip(&table.row_totals)
        .map(|(row, total)| [row.as_slice(), &[*total]].concat())
        .collect();
    rows.push([table.column_totals.as_slice(), &[table.total]].concat());
    rows
}

/// The counts with their totals, nothing hidden.
fn full(counts: &[Vec<i64>]) -> Vec<Vec<i64>> {
    Grid::of(counts).counts
}

/// The hidden entries whose value follows from the shown ones, by solving the sums of rows and columns.
fn derivable(shown: &[Vec<Option<i64>>]) -> Vec<(usize, usize)> {
    let (height, width) = (shown.len(), shown[0].len());
    let hidden: Vec<(usize, usize)> = (0..height)
        .flat_map(|row| (0..width).map(move |column| (row, column)))
        .filter(|(row, column)| shown[*row][*column].is_none())
        .collect();
    let mut sums: Vec<Vec<f64>> = Vec::new();
    for row in 0..height {
        sums.push(
            hidden
                .iter()
                .map(|it| if it.0 == row { sign(it.1, width) } else { 0.0 })
                .collect(),
        );
    }
    for column in 0..width {
        sums.push(
            hidden
                .iter()
                .map(|it| {
                    if it.1 == column {
                        sign(it.0, height)
                    } else {
                        0.0
                    }
                })
                .collect(),
        );
    }
    let known = rank(sums.clone());
    (0..hidden.len())
        .filter(|index| {
            let mut with = sums.clone();
            with.push(
                (0..hidden.len())
                    .map(|it| if it == *index { 1.0 } else { 0.0 })
                    .collect(),
            );
            rank(with) == known
        })
        .map(|index| hidden[index])
        .collect()
}

/// A total stands on the other side of its sum.
fn sign(place: usize, length: usize) -> f64 {
    if place + 1 == length { -1.0 } else { 1.0 }
}

fn rank(mut rows: Vec<Vec<f64>>) -> usize {
    let width = rows.first().map_or(0, Vec::len);
    let mut done = 0;
    for column in 0..width {
        let Some(pivot) = (done..rows.len()).find(|row| rows[*row][column].abs() > 1e-9) else {
            continue;
        };
        rows.swap(done, pivot);
        let head = rows[done].clone();
        for row in rows.iter_mut().skip(done + 1) {
            let factor = row[column] / head[column];
            row.iter_mut()
                .zip(&head)
                .for_each(|(it, from)| *it -= factor * from);
        }
        done += 1;
    }
    done
}

#[test]
fn a_table_of_large_groups_is_shown_whole() {
    let table = safe_table(&[vec![10, 20], vec![30, 0]]);
    assert_eq!(table.cells, [[Some(10), Some(20)], [Some(30), Some(0)]]);
    assert_eq!(
        (table.row_totals, table.total),
        (vec![Some(30), Some(30)], Some(60))
    );
}

#[test]
fn one_small_cell_takes_a_ring_of_four_with_it() {
    let table = safe_table(&[vec![3, 40, 50], vec![20, 60, 70], vec![30, 80, 90]]);
    let hidden = table
        .cells
        .iter()
        .flatten()
        .filter(|it| it.is_none())
        .count();
    assert_eq!(hidden, 4);
    assert_eq!(table.cells[0][0], None);
    assert!(table.total.is_some() && table.row_totals.iter().all(Option::is_some));
}

#[test]
fn the_only_group_of_a_row_hides_its_total() {
    let table = safe_table(&[vec![4, 0], vec![50, 60]]);
    assert_eq!((table.cells[0][0], table.row_totals[0]), (None, None));
    assert_eq!(table.cells[0][1], Some(0), "nobody is nobody");
}

#[test]
fn the_attacker_of_these_tests_finds_what_a_careless_table_tells() {
    let careless = vec![
        vec![None, Some(20), Some(24)],
        vec![Some(30), Some(40), Some(70)],
        vec![Some(34), Some(60), Some(94)],
    ];
    assert_eq!(derivable(&careless), [(0, 0)]);
}

proptest! {
    #[test]
    fn nothing_hidden_follows_from_the_totals(
        counts in (1_usize..5, 1_usize..5)
            .prop_flat_map(|(height, width)| prop::collection::vec(prop::collection::vec(0_i64..30, width), height))
    ) {
        let table = grid(&safe_table(&counts));
        let truth = full(&counts);

        prop_assert_eq!(derivable(&table), vec![]);
        for (shown, count) in table.iter().flatten().zip(truth.iter().flatten()) {
            prop_assert!(shown.is_none() || shown == &Some(*count));
            prop_assert!(!is_small(*count) || shown.is_none());
        }
    }

    #[test]
    fn what_a_shown_total_leaves_for_its_hidden_groups_is_never_few(
        counts in (1_usize..5, 1_usize..5)
            .prop_flat_map(|(height, width)| prop::collection::vec(prop::collection::vec(0_i64..30, width), height))
    ) {
        let table = grid(&safe_table(&counts));
        let truth = full(&counts);
        let (height, width) = (table.len(), table[0].len());
        let rows = (0..height).map(|row| (0..width).map(|column| (row, column)).collect::<Vec<_>>());
        let columns = (0..width).map(|column| (0..height).map(|row| (row, column)).collect::<Vec<_>>());
        for line in rows.chain(columns) {
            let (total, inside) = line.split_last().unwrap();
            let hidden: Vec<_> = inside.iter().filter(|it| table[it.0][it.1].is_none()).collect();
            if table[total.0][total.1].is_some() && !hidden.is_empty() {
                prop_assert!(hidden.iter().map(|it| truth[it.0][it.1]).sum::<i64>() >= LEAST_GROUP);
            }
        }
    }
}
