//! Stances: one distribution per row, with what may not be published hidden.

use belvedere_domain::id::Key;
use belvedere_domain::opinion::Stance;
use belvedere_domain::report::Report;
use belvedere_domain::suppression::publish;
use serde::Serialize;

use crate::report::words::Words;

/// What stands where a number is hidden.
const HIDDEN: &str = "–";

/// One bar from against to for, with its numbers.
#[derive(Clone, Debug, Serialize)]
pub struct Distribution {
    /// What it is of.
    pub label: String,
    /// How many opinions; none where that is hidden.
    pub total: Option<u64>,
    /// The total as it is written.
    pub total_text: String,
    /// The five numbers as they are written, from against to for.
    pub cells: Vec<String>,
    /// What the bar is made of, from left to right; what is hidden is one part at the end.
    pub parts: Vec<Part>,
    /// The bar in words.
    pub alt: String,
}

/// A part of a bar, in percents of its width.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Part {
    /// Which stance, 0 to 4; 5 for what is not shown in detail.
    pub stance: usize,
    /// Where it starts.
    pub start_percent: f64,
    /// How wide it is.
    pub width_percent: f64,
}

/// Stances by something.
#[derive(Clone, Debug, Serialize)]
pub struct StanceTable {
    /// One line per theme or variant; empty where the table is withheld.
    pub lines: Vec<Distribution>,
    /// All of them together.
    pub all: Distribution,
    /// Whether a number is hidden.
    pub has_hidden: bool,
    /// Whether the table as a whole is.
    pub withheld: bool,
}

impl StanceTable {
    pub(super) fn by_theme(report: &Report, words: Words) -> Self {
        let themes = &report.consultation.themes;
        let known = themes.iter().map(|theme| (&theme.key, theme.label.get(words.language())));
        let mut table = Self::of(report, words, &report.figures.by_theme, known, "theme-none");
        // Most spoken of first; where the number is hidden, last.
        table.lines.sort_by_key(|line| std::cmp::Reverse(line.total));
        table
    }

    pub(super) fn by_variant(report: &Report, words: Words) -> Self {
        let variants = report.exhibit.iter().flat_map(|exhibit| &exhibit.scene.variants);
        let known = variants.map(|variant| (&variant.key, variant.name.get(words.language())));
        Self::of(report, words, &report.figures.by_variant, known, "report-variant-none")
    }

    fn of<'a>(
        report: &Report,
        words: Words,
        counts: &std::collections::BTreeMap<String, [u64; 5]>,
        known: impl Iterator<Item = (&'a Key, &'a str)>,
        none: &str,
    ) -> Self {
        let mut left = counts.clone();
        let mut lines: Vec<(String, [u64; 5])> =
            known.map(|(key, label)| (label.to_owned(), left.remove(key.as_str()).unwrap_or_default())).collect();
        let named = |key: String| if key.is_empty() { words.get(none) } else { key };
        lines.extend(left.into_iter().map(|(key, counts)| (named(key), counts)));

        let all = Distribution::whole(words.get("report-total"), report.figures.by_stance, words);
        let table: Vec<[u64; 5]> = lines.iter().map(|(_, counts)| *counts).collect();
        let Some(safe) = publish(&table, report.threshold) else {
            return Self { lines: Vec::new(), all, has_hidden: false, withheld: true };
        };
        let has_hidden = safe.hidden_cells() > 0;
        let lines = lines.into_iter().zip(safe.rows);
        let lines = lines.map(|((label, _), row)| Distribution::of(label, row.total, row.cells, words)).collect();
        Self { lines, all, has_hidden, withheld: false }
    }
}

impl Distribution {
    fn whole(label: String, counts: [u64; 5], words: Words) -> Self {
        Self::of(label, Some(counts.iter().sum()), counts.map(Some), words)
    }

    fn of(label: String, total: Option<u64>, cells: [Option<u64>; 5], words: Words) -> Self {
        let text = |cell: Option<u64>| cell.map_or(HIDDEN.to_owned(), |count| words.count(count));
        let numbers: Vec<String> = Stance::ALL
            .iter()
            .zip(cells)
            .map(|(stance, cell)| format!("{} {}", words.get(&format!("stance-{}", stance.name())), text(cell)))
            .collect();
        Self {
            alt: words.with("report-bar-alt", &[("label", &label), ("numbers", &numbers.join(", "))]),
            total,
            total_text: text(total),
            parts: parts(total, cells),
            cells: cells.map(text).into(),
            label,
        }
    }
}

/// Nothing where the total is hidden: the bar would show it.
fn parts(total: Option<u64>, cells: [Option<u64>; 5]) -> Vec<Part> {
    let Some(total) = total.filter(|total| *total > 0) else {
        return Vec::new();
    };
    let hidden = total - cells.iter().flatten().sum::<u64>();
    let mut start_percent = 0.0;
    let all = cells.into_iter().map(Option::unwrap_or_default).chain([hidden]).enumerate();
    let part = |(stance, count): (usize, u64)| {
        let width_percent = 100.0 * count as f64 / total as f64;
        let part = Part { stance, start_percent, width_percent };
        start_percent += width_percent;
        part
    };
    all.map(part).filter(|part| part.width_percent > 0.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_is_one_part_at_the_end() {
        let parts = parts(Some(40), [None, Some(10), Some(0), None, Some(20)]);
        let seen: Vec<_> = parts.iter().map(|p| (p.stance, p.start_percent, p.width_percent)).collect();
        assert_eq!(seen, [(1, 0.0, 25.0), (4, 25.0, 50.0), (5, 75.0, 25.0)]);
    }

    #[test]
    fn a_hidden_total_has_no_bar() {
        assert_eq!(parts(None, [None; 5]), []);
        assert_eq!(super::parts(Some(0), [Some(0); 5]), []);
    }
}
