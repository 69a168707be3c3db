//! Suppression: which cells of a cross table are hidden before it is published, so that no small
//! group can be read from it, nor recomputed from what stays shown (invariant 6).
//!
//! A table with its totals is a circulation: from outside to each row (its total), from each row to
//! each column (a cell), from each column back outside (the column's total, always published). A
//! hidden number can differ from what it is exactly where a cycle of hidden numbers runs through it
//! along which one could be moved; where there is none, subtraction gives it away. So each small
//! cell is hidden, then the cheapest such cycle through it. This file only decides what is hidden; it
//! does not know what a row or a column means.

mod circulation;

use serde::{Deserialize, Serialize};

use circulation::Circulation;

/// The smallest number that a published cell may hold, 0 apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Threshold(u64);

/// The threshold would let a small group be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the threshold is {0}; it must be {min} or more", min = Threshold::MIN)]
pub struct ThresholdTooLow(u64);

impl Threshold {
    /// No setting goes below.
    pub const MIN: u64 = 5;

    /// The number.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// Whether a cell of that value is too small to be shown.
    pub const fn hides(self, value: u64) -> bool {
        0 < value && value < self.0
    }
}

impl Default for Threshold {
    fn default() -> Self {
        Self(11)
    }
}

impl TryFrom<u64> for Threshold {
    type Error = ThresholdTooLow;

    fn try_from(value: u64) -> Result<Self, ThresholdTooLow> {
        if value < Self::MIN { Err(ThresholdTooLow(value)) } else { Ok(Self(value)) }
    }
}

impl From<Threshold> for u64 {
    fn from(threshold: Threshold) -> Self {
        threshold.0
    }
}

/// A cross table as it may be published: none where a number is hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SafeTable<const COLUMNS: usize> {
    /// The rows, in the order given.
    pub rows: Vec<SafeRow<COLUMNS>>,
}

/// One row of a [`SafeTable`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SafeRow<const COLUMNS: usize> {
    /// The row's total; hidden only where it would give a cell away.
    pub total: Option<u64>,
    /// The cells.
    pub cells: [Option<u64>; COLUMNS],
}

impl<const COLUMNS: usize> SafeTable<COLUMNS> {
    /// How many cells are hidden, totals apart.
    pub fn hidden_cells(&self) -> usize {
        self.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.is_none()).count()
    }
}

/// Hides what must be hidden, the columns' totals being published beside the table. None where
/// nothing protects the small cells (a table of one row is its own totals): such a table is withheld.
pub fn publish<const COLUMNS: usize>(table: &[[u64; COLUMNS]], threshold: Threshold) -> Option<SafeTable<COLUMNS>> {
    let mut circulation = Circulation::of(table);
    circulation.hide_cells(|value| threshold.hides(value));
    circulation.protect()?;
    Some(circulation.into_table())
}

#[cfg(test)]
mod tests;
