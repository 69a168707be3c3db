//! Stances as pages show them: a word, a shape with a sign, a colour. Never a colour alone.

use belvedere_domain::opinion::Stance;

use super::shell::Shell;

/// A stance in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StanceMark {
    /// 0 (strongly against) to 4 (strongly for): the class `s0` … `s4`.
    pub index: usize,
    /// The word.
    pub name: String,
    /// The outline, in a box of 24 by 24.
    pub path: &'static str,
    /// The sign within.
    pub sign: &'static str,
}

impl StanceMark {
    /// The mark of a stance.
    pub fn of(stance: Stance, s: &Shell) -> Self {
        let index = usize::try_from(stance.value() + 2).unwrap_or(2);
        Self { index, name: s.get(&format!("stance-{}", stance.name())), path: PATHS[index], sign: SIGNS[index] }
    }

    /// Every stance, from against to for.
    pub fn all(s: &Shell) -> Vec<Self> {
        Stance::ALL.iter().map(|stance| Self::of(*stance, s)).collect()
    }

    /// Whether the sign is white on the colour.
    pub fn is_dark(&self) -> bool {
        matches!(self.index, 0 | 4)
    }
}

/// Square, triangle down, circle, triangle up, diamond.
const PATHS: [&str; 5] = [
    "M3 3h18v18H3z",
    "M1 3h22L12 23z",
    "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20z",
    "M12 1L23 21H1z",
    "M12 0L24 12L12 24L0 12z",
];

/// The sign is told even where shape and colour cannot be.
const SIGNS: [&str; 5] = ["−−", "−", "±", "+", "++"];

/// The parts of a bar that shows stances: each with its left edge and width, in hundredths.
pub fn bar(counts: [u64; 5]) -> Vec<(usize, f64, f64)> {
    let total: u64 = counts.iter().sum();
    let mut left = 0.0;
    let mut parts = Vec::new();
    for (index, count) in counts.into_iter().enumerate() {
        let width = if total == 0 { 0.0 } else { 100.0 * count as f64 / total as f64 };
        if count > 0 {
            parts.push((index, left, width));
        }
        left += width;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_bar_fill_it() {
        let parts = bar([1, 0, 2, 1, 0]);
        assert_eq!(parts, vec![(0, 0.0, 25.0), (2, 25.0, 50.0), (3, 75.0, 25.0)]);
        assert_eq!(bar([0; 5]), vec![]);
    }
}
