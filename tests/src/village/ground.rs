//! The ground of a variant: one grid of triangles, fine in the square and coarse at the horizon, cut exactly along
//! streets, kerbs, lawns and fields. Light is baked per vertex later, hence the density.

mod build;
mod field;
mod zone;

pub use field::{FieldKind, Fields};
pub use zone::{HALL_AT, Variant, Zone};

use super::geom::{V2, V3, p2, p3};
use super::plan::Plan;
use super::terrain::{EXTENT_M, base_height};

/// How many distances are carried by each vertex.
pub const DISTANCES: usize = 9;

/// Signed distances that delimit the zones, in the order given by `zone`.
pub type Distances = [f32; DISTANCES];

/// The ground and its grid.
pub struct Ground<'a> {
    pub variant: Variant,
    plan: &'a Plan,
    fields: &'a Fields,
    near: Grid,
    far: Grid,
}

/// Half the side of the finely modelled land.
const NEAR_M: f32 = 100.0;

/// Lines along both axes and the road-level height where they cross.
struct Grid {
    xs: Vec<f32>,
    zs: Vec<f32>,
    heights: Vec<f32>,
}

impl Grid {
    fn new(xs: Vec<f32>, zs: Vec<f32>, height: impl Fn(V2) -> f32) -> Self {
        let heights = zs.iter().flat_map(|&z| xs.iter().map(move |&x| p2(x, z))).map(height).collect();
        Self { xs, zs, heights }
    }

    fn at(&self, i: usize, j: usize) -> V3 {
        p3(self.xs[i], self.heights[j * self.xs.len() + i], self.zs[j])
    }

    /// The three corners of the triangle above `p`, with their weights. The diagonal goes from (0, 0) to (1, 1).
    fn triangle(&self, p: V2) -> [(V3, f32); 3] {
        let cell = |lines: &[f32], v: f32| lines.partition_point(|&l| l <= v).clamp(1, lines.len() - 1) - 1;
        let (i, j) = (cell(&self.xs, p.x), cell(&self.zs, p.z));
        let (s, t) =
            ((p.x - self.xs[i]) / (self.xs[i + 1] - self.xs[i]), (p.z - self.zs[j]) / (self.zs[j + 1] - self.zs[j]));
        let (low, high) = (self.at(i, j), self.at(i + 1, j + 1));
        if s > t {
            [(low, 1.0 - s), (self.at(i + 1, j), s - t), (high, t)]
        } else {
            [(low, 1.0 - t), (self.at(i, j + 1), t - s), (high, s)]
        }
    }

    fn height(&self, p: V2) -> f32 {
        self.triangle(p).iter().map(|(v, w)| v.y * w).sum()
    }
}

fn is_near(p: V2) -> bool {
    p.x.abs() < NEAR_M && p.z.abs() < NEAR_M
}

impl<'a> Ground<'a> {
    /// The ground of a variant.
    pub fn new(variant: Variant, plan: &'a Plan, fields: &'a Fields) -> Self {
        let far = Grid::new(far_lines(), far_lines(), base_height);
        // Along its rim the fine grid follows the coarse one: no crack between them.
        let near = Grid::new(near_lines([31.0, 67.0, NEAR_M]), near_lines([24.0, 60.0, NEAR_M]), |p| {
            if is_near(p) { base_height(p) } else { far.height(p) }
        });
        Self { variant, plan, fields, near, far }
    }

    fn distances(&self, p: V2) -> Distances {
        zone::distances(self.variant, self.plan, p)
    }

    /// The height of what one walks on at `p`, kerbs and beds included.
    pub fn height(&self, p: V2) -> f32 {
        let (y, d) = self.sample(p);
        y + zone::zone(self.variant, &d, p).lift(self.variant, &d, p)
    }

    /// The standing point at `p`.
    pub fn point(&self, p: V2) -> V3 {
        p.at(self.height(p))
    }

    /// The zone at `p`.
    pub fn zone(&self, p: V2) -> Zone {
        zone::zone(self.variant, &self.sample(p).1, p)
    }

    /// Road-level height and distances at `p`, interpolated as the triangle there interpolates them.
    fn sample(&self, p: V2) -> (f32, Distances) {
        let grid = if is_near(p) { &self.near } else { &self.far };
        let (mut y, mut d) = (0.0, [0.0; DISTANCES]);
        for (corner, w) in grid.triangle(p) {
            y += w * corner.y;
            let at_corner = self.distances(corner.plan());
            for k in 0..DISTANCES {
                d[k] += w * at_corner[k];
            }
        }
        (y, d)
    }
}

/// Lines of the fine grid along one axis: about 1.2 m to the first bound, 1.5 m to the second, 3.2 m to the third.
fn near_lines(bounds: [f32; 3]) -> Vec<f32> {
    let mut half = vec![0.0_f32];
    let mut at = 0.0;
    for (bound, wanted) in bounds.into_iter().zip([1.22, 1.5, 3.2]) {
        let steps = ((bound - at) / wanted).round();
        let step = (bound - at) / steps;
        for k in 1..=steps as usize {
            half.push(at + step * k as f32);
        }
        at = bound;
    }
    both_sides(&half)
}

/// Lines of the coarse grid: 10 m as far as the fine one reaches, then ever wider.
fn far_lines() -> Vec<f32> {
    let mut half: Vec<f32> = (0..=10).map(|k| k as f32 * NEAR_M / 10.0).collect();
    let (mut at, mut step) = (NEAR_M, 9.0);
    while at < EXTENT_M {
        step *= 1.2;
        at += step;
        half.push(at);
    }
    both_sides(&half)
}

fn both_sides(half: &[f32]) -> Vec<f32> {
    let negative: Vec<f32> = half[1..].iter().rev().map(|v| -v).collect();
    negative.into_iter().chain(half.iter().copied()).collect()
}
