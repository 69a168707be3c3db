//! The attacker of these tests knows the published table, its columns' totals, and arithmetic. It
//! shares no code with the suppression: it tries every way of filling what is hidden.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

/// Every value that each hidden cell takes over all the tables that agree with what is published.
struct Attacker<'a, const C: usize> {
    safe: &'a SafeTable<C>,
    columns_left: [u64; C],
    filled: Vec<[u64; C]>,
    seen: Vec<[BTreeSet<u64>; C]>,
}

impl<'a, const C: usize> Attacker<'a, C> {
    fn attack(safe: &'a SafeTable<C>, table: &[[u64; C]]) -> Vec<[BTreeSet<u64>; C]> {
        let columns_left = std::array::from_fn(|c| table.iter().map(|row| row[c]).sum());
        let rows = safe.rows.len();
        let seen = vec![std::array::from_fn(|_| BTreeSet::new()); rows];
        let mut attacker = Self { safe, columns_left, filled: vec![[0; C]; rows], seen };
        attacker.fill(0, 0, 0);
        attacker.seen
    }

    fn fill(&mut self, row: usize, column: usize, sum: u64) {
        if row == self.safe.rows.len() {
            if self.columns_left.iter().all(|left| *left == 0) {
                for (seen, filled) in self.seen.iter_mut().zip(&self.filled) {
                    for (values, value) in seen.iter_mut().zip(filled) {
                        values.insert(*value);
                    }
                }
            }
            return;
        }
        if column == C {
            if self.safe.rows[row].total.is_none_or(|total| total == sum) {
                self.fill(row + 1, 0, 0);
            }
            return;
        }
        let left = self.columns_left[column];
        let tries = self.safe.rows[row].cells[column].map_or(0..=left, |value| value..=value);
        for value in tries.filter(|value| *value <= left) {
            self.columns_left[column] -= value;
            self.filled[row][column] = value;
            self.fill(row, column + 1, sum + value);
            self.columns_left[column] += value;
        }
    }
}

fn assert_safe<const C: usize>(table: &[[u64; C]], threshold: Threshold) {
    let Some(safe) = publish(table, threshold) else {
        return;
    };
    let seen = Attacker::attack(&safe, table);
    for (row, cells) in safe.rows.iter().enumerate() {
        for (column, cell) in cells.cells.iter().enumerate() {
            match cell {
                Some(value) => {
                    assert!(!threshold.hides(*value), "{value} is shown of {table:?}");
                    assert_eq!(*value, table[row][column]);
                }
                None => assert!(
                    seen[row][column].len() > 1,
                    "row {row} column {column} of {table:?} can be recomputed from {safe:?}"
                ),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_hidden_cell_can_be_recomputed(
        table in prop::collection::vec(prop::array::uniform3(prop_oneof![Just(0u64), 0u64..4, 5u64..7]), 2..4)
    ) {
        assert_safe(&table, Threshold::try_from(5).unwrap());
    }

    /// Too large to try every filling: an attacker who subtracts, over and over.
    #[test]
    fn subtraction_finds_nothing(
        table in prop::collection::vec(prop::array::uniform5(prop_oneof![Just(0u64), 0u64..20, 0u64..200]), 2..9)
    ) {
        let Some(safe) = publish(&table, Threshold::default()) else { return Ok(()) };
        for row in &safe.rows {
            let hidden = row.cells.iter().filter(|cell| cell.is_none()).count();
            prop_assert!(row.total.is_none() || hidden != 1, "{safe:?}");
        }
        for column in 0..5 {
            let hidden = safe.rows.iter().filter(|row| row.cells[column].is_none()).count();
            prop_assert!(hidden != 1, "{safe:?}");
        }
        for row in safe.rows.iter().flat_map(|row| row.cells).flatten() {
            prop_assert!(row == 0 || row >= 11);
        }
    }
}

#[test]
fn a_table_without_small_cells_is_shown_whole() {
    let table = [[20, 0, 30], [11, 400, 0]];
    let safe = publish(&table, Threshold::default()).unwrap();
    assert_eq!(safe.hidden_cells(), 0);
    assert_eq!(safe.rows[0].total, Some(50));
}

#[test]
fn a_lone_small_cell_takes_a_rectangle_with_it() {
    let table = [[3, 50, 90], [40, 20, 90], [40, 60, 90]];
    let safe = publish(&table, Threshold::default()).unwrap();
    assert_eq!(safe.hidden_cells(), 4, "{safe:?}");
    assert!(safe.rows[0].cells[0].is_none() && safe.rows[1].cells[1].is_none(), "{safe:?}");
}

#[test]
fn where_the_totals_give_a_cell_away_they_are_hidden_too() {
    // All who spoke of the first theme are for, and nobody who spoke of anything is against.
    let safe = publish(&[[0, 0, 3], [0, 0, 70]], Threshold::default()).unwrap();
    assert_eq!(safe.rows[0].total, None);
    assert_safe(&[[0, 0, 3], [0, 0, 4]], Threshold::try_from(5).unwrap());
}

#[test]
fn a_table_that_is_its_own_totals_is_withheld() {
    assert_eq!(publish(&[[3, 50]], Threshold::default()), None);
}

#[test]
fn no_threshold_is_below_five() {
    assert!(Threshold::try_from(4).is_err());
    assert!(serde_json::from_str::<Threshold>("1").is_err());
    assert_eq!(serde_json::from_str::<Threshold>("5").unwrap().get(), 5);
}
