//! The land around the village: vineyards, meadows, woods and ploughed plots, as Voronoi cells.

use super::super::geom::{V2, p2};
use super::super::material::Mat;
use super::super::rng::{Rng, fbm};

/// What grows on a plot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    Vines,
    Meadow,
    Woods,
    Soil,
}

impl FieldKind {
    pub fn mat(self) -> Mat {
        match self {
            FieldKind::Vines => Mat::Vines,
            FieldKind::Meadow => Mat::Meadow,
            FieldKind::Woods => Mat::Woods,
            FieldKind::Soil => Mat::Soil,
        }
    }
}

/// A plot: the point it grows around, what grows, and the direction of its rows (radians from +Z).
#[derive(Clone, Copy, Debug)]
pub struct Plot {
    pub at: V2,
    pub kind: FieldKind,
    pub turn: f32,
}

/// All plots.
pub struct Fields {
    pub plots: Vec<Plot>,
}

impl Fields {
    /// Plots drawn around the village, smaller near it.
    pub fn new() -> Self {
        let mut rng = Rng::new(77);
        let mut plots: Vec<Plot> = Vec::new();
        let mut tries = 0;
        while plots.len() < 110 && tries < 20_000 {
            tries += 1;
            let at = p2(rng.range(-620.0, 620.0), rng.range(-620.0, 620.0));
            let r = at.length();
            let apart = 34.0 + r * 0.11;
            if r < 108.0 || plots.iter().any(|p| (p.at - at).length() < apart) {
                continue;
            }
            let wooded = if r > 420.0 { 0.4 } else { 0.06 };
            let kind = match rng.weighted(&[0.68, 0.2, wooded, 0.06]) {
                0 => FieldKind::Vines,
                1 => FieldKind::Meadow,
                2 => FieldKind::Woods,
                _ => FieldKind::Soil,
            };
            // Rows go up the slope (north-west) or across it, never quite alike.
            let turn = 0.68 + if rng.chance(0.35) { 1.57 } else { 0.0 } + rng.range(-0.3, 0.3);
            plots.push(Plot { at, kind, turn });
        }
        Self { plots }
    }

    /// The plot that holds `p`.
    pub fn nearest(&self, p: V2) -> usize {
        let key = |i: &usize| self.square_to(*i, p);
        (0..self.plots.len()).min_by(|a, b| key(a).total_cmp(&key(b))).unwrap_or(0)
    }

    /// Square of the distance to a plot's point.
    pub fn square_to(&self, plot: usize, p: V2) -> f32 {
        let d = self.plots[plot].at - p;
        d.dot(d)
    }
}

impl Default for Fields {
    fn default() -> Self {
        Self::new()
    }
}

/// Signed distance to the edge of the gardens, negative in the village.
pub fn village_distance(p: V2) -> f32 {
    let angle = p.x.atan2(p.z);
    p.length() - 96.0 - 26.0 * (fbm(angle.sin() * 1.5 + 7.0, angle.cos() * 1.5 + 7.0, 0, 2, 351) - 0.5)
}
