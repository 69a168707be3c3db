//! A table as a circulation, and the search for the cheapest cycle that protects a hidden number.

use super::{SafeRow, SafeTable};

/// Hiding a row's total costs more than any cells: it is the last resort.
const TOTAL_COST: u64 = 1 << 40;

/// A number of the table: an arc from one node to another.
#[derive(Clone, Copy)]
struct Arc {
    from: usize,
    to: usize,
    value: u64,
    hidden: bool,
    /// What hiding it loses.
    cost: u64,
}

impl Arc {
    fn price(&self) -> u64 {
        if self.hidden { 0 } else { self.cost }
    }
}

/// The arcs that can be hidden. Node 0 is outside, then the rows, then the columns. Arc `row * (C + 1)`
/// is the row's total, the `C` after it its cells; the columns' totals are always shown, so they
/// are no arcs.
pub(super) struct Circulation<const COLUMNS: usize> {
    arcs: Vec<Arc>,
    nodes: usize,
}

impl<const COLUMNS: usize> Circulation<COLUMNS> {
    pub(super) fn of(table: &[[u64; COLUMNS]]) -> Self {
        let mut arcs = Vec::with_capacity(table.len() * (COLUMNS + 1));
        for (row, cells) in table.iter().enumerate() {
            let node = row + 1;
            let value: u64 = cells.iter().sum();
            arcs.push(Arc { from: 0, to: node, value, hidden: false, cost: TOTAL_COST + value });
            arcs.extend(cells.iter().enumerate().map(|(column, &value)| {
                let to = table.len() + 1 + column;
                Arc { from: node, to, value, hidden: false, cost: value + 1 }
            }));
        }
        Self { arcs, nodes: 1 + table.len() + COLUMNS }
    }

    /// Hides the cells, totals apart, that are to be hidden for their own sake.
    pub(super) fn hide_cells(&mut self, is_small: impl Fn(u64) -> bool) {
        for arc in self.arcs.iter_mut().filter(|arc| arc.from != 0) {
            arc.hidden = is_small(arc.value);
        }
    }

    /// Hides more until no hidden number can be recomputed. Largest first: their cycles often
    /// protect the others. None where no cycle protects one of them.
    pub(super) fn protect(&mut self) -> Option<()> {
        let mut hidden: Vec<usize> = (0..self.arcs.len()).filter(|&a| self.arcs[a].hidden).collect();
        hidden.sort_by_key(|&a| (std::cmp::Reverse(self.arcs[a].value), a));
        for arc in hidden {
            // Arcs on a cycle protect each other, so those it adds need no visit of their own.
            for other in self.cheapest_cycle(arc)? {
                self.arcs[other].hidden = true;
            }
        }
        Some(())
    }

    pub(super) fn into_table(self) -> SafeTable<COLUMNS> {
        let shown = |arc: &Arc| (!arc.hidden).then_some(arc.value);
        let row = |arcs: &[Arc]| SafeRow {
            total: shown(&arcs[0]),
            cells: std::array::from_fn(|column| shown(&arcs[column + 1])),
        };
        SafeTable { rows: self.arcs.chunks(COLUMNS + 1).map(row).collect() }
    }

    /// The other arcs of the cheapest cycle along which one could be added to or taken from the arc.
    fn cheapest_cycle(&self, arc: usize) -> Option<Vec<usize>> {
        let Arc { from, to, value, .. } = self.arcs[arc];
        let raised = self.cheapest_path(to, from, arc);
        let lowered = (value > 0).then(|| self.cheapest_path(from, to, arc)).flatten();
        let (_, path) = raised.into_iter().chain(lowered).min_by_key(|(cost, _)| *cost)?;
        Some(path)
    }

    /// Bellman-Ford, the graph being a few dozen arcs. Along an arc, its number rises; against it, it
    /// falls, which a 0 cannot.
    fn cheapest_path(&self, start: usize, end: usize, without: usize) -> Option<(u64, Vec<usize>)> {
        let mut best: Vec<Option<(u64, usize, usize)>> = vec![None; self.nodes];
        best[start] = Some((0, usize::MAX, start));
        for _ in 0..self.nodes {
            for (index, arc) in self.arcs.iter().enumerate().filter(|(index, _)| *index != without) {
                relax(&mut best, index, arc.from, arc.to, arc.price());
                if arc.value > 0 {
                    relax(&mut best, index, arc.to, arc.from, arc.price());
                }
            }
        }
        let (cost, ..) = best[end]?;
        let mut path = Vec::new();
        let mut node = end;
        while node != start {
            let (_, arc, before) = best[node]?;
            path.push(arc);
            node = before;
        }
        Some((cost, path))
    }
}

fn relax(best: &mut [Option<(u64, usize, usize)>], arc: usize, from: usize, to: usize, price: u64) {
    let Some((cost, ..)) = best[from] else { return };
    if best[to].is_none_or(|(known, ..)| cost + price < known) {
        best[to] = Some((cost + price, arc, from));
    }
}
