//! Chooses what the view from above covers: the whole model, or the 400 m around its densest part where nearly everything
//! stands there and the rest is bare ground.

use std::collections::BTreeMap;

use belvedere_domain::exhibit::PlanBounds;
use glam::Vec3;

use crate::convert::{join::Chunk, outcome::PlanExtent};

/// The longest side of the picture (px).
const SIDE_MAX_PX: f64 = 2_048.0;
/// The side of the square that a wide model is cut to (m).
const DENSE_M: f64 = 400.0;
/// The step by which the square is moved in search of the densest part (m).
const STEP_M: f64 = 25.0;
/// The share of the triangles that the square must hold.
const DENSE_SHARE: f64 = 0.6;
/// The finest ground sample (m): a small object needs no millimetres.
const SAMPLE_MIN_M: f64 = 0.02;

/// The rectangle to draw, with a margin of 2 %, and its size in pixels.
pub fn extent(chunks: &[Chunk]) -> PlanExtent {
    let all = chunks.iter().flat_map(|chunk| &chunk.positions);
    let (min, max) = all.fold((Vec3::INFINITY, Vec3::NEG_INFINITY), |(min, max), &p| (min.min(p), max.max(p)));
    let mut bounds = [min.x, max.x, min.z, max.z].map(f64::from);
    let is_wide = (bounds[1] - bounds[0]).max(bounds[3] - bounds[2]) > 1.25 * DENSE_M;
    if let Some([x, z]) = is_wide.then(|| densest(chunks)).flatten() {
        let half = DENSE_M / 2.0;
        let [west, east, north, south] = bounds;
        bounds = [west.max(x - half), east.min(x + half), north.max(z - half), south.min(z + half)];
    }
    sized(bounds)
}

fn sized([x_min, x_max, z_min, z_max]: [f64; 4]) -> PlanExtent {
    let long = (x_max - x_min).max(z_max - z_min).max(0.5) * 1.02;
    let sample = (long / SIDE_MAX_PX).max(SAMPLE_MIN_M);
    let side = |min: f64, max: f64| {
        let pixels = (((max - min) * 1.02) / sample).ceil().clamp(16.0, SIDE_MAX_PX);
        let (middle, half) = ((min + max) / 2.0, pixels * sample / 2.0);
        (middle - half, middle + half, pixels as u32)
    };
    let (x_min_m, x_max_m, width_px) = side(x_min, x_max);
    let (z_min_m, z_max_m, height_px) = side(z_min, z_max);
    PlanExtent { bounds: PlanBounds { x_min_m, x_max_m, z_min_m, z_max_m }, width_px, height_px }
}

/// The middle (x, z) of the square that holds the most triangles, if it holds nearly all.
fn densest(chunks: &[Chunk]) -> Option<[f64; 2]> {
    let mut tiles: BTreeMap<(i64, i64), u64> = BTreeMap::new();
    let mut total = 0u64;
    for chunk in chunks {
        for triangle in &chunk.triangles {
            let at = chunk.positions[triangle[0] as usize];
            let tile = |value: f32| (f64::from(value) / STEP_M).floor() as i64;
            *tiles.entry((tile(at.x), tile(at.z))).or_default() += 1;
            total += 1;
        }
    }
    let reach = (DENSE_M / STEP_M) as i64;
    let inside = |&(x, z): &(i64, i64)| -> u64 {
        let columns = (x..x + reach).flat_map(|x| (z..z + reach).map(move |z| (x, z)));
        columns.filter_map(|tile| tiles.get(&tile)).sum()
    };
    // Only tiles with triangles can be the corner of the best square along either axis; a coarser step is enough of those.
    let starts: Vec<(i64, i64)> = tiles.keys().map(|&(x, z)| (x - reach / 2, z - reach / 2)).collect();
    let every = starts.len().div_ceil(4_000).max(1);
    let best = starts.iter().step_by(every).max_by_key(|start| (inside(start), start.0, start.1))?;
    let middle = |tile: i64| (tile + reach / 2) as f64 * STEP_M;
    (inside(best) as f64 >= DENSE_SHARE * total as f64).then(|| [middle(best.0), middle(best.1)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(at: &[(f32, f32)]) -> Chunk {
        let positions = at.iter().map(|&(x, z)| Vec3::new(x, 0.0, z)).collect();
        Chunk { positions, triangles: (0..at.len() as u32).map(|i| [i; 3]).collect(), ..Chunk::default() }
    }

    #[test]
    fn a_house_is_covered_whole_and_finely() {
        let PlanExtent { bounds, width_px, .. } = extent(&[chunk(&[(0.0, 0.0), (10.0, -20.0)])]);
        assert!(bounds.x_min_m < 0.0 && bounds.x_max_m > 10.0 && bounds.z_min_m < -20.0 && bounds.z_max_m > 0.0);
        assert!((bounds.x_max_m - bounds.x_min_m) / f64::from(width_px) <= 0.0201);
    }

    #[test]
    fn a_village_in_wide_fields_fills_the_picture() {
        let mut at: Vec<(f32, f32)> = (0..90).map(|i| (1_000.0 + i as f32, 1_000.0)).collect();
        at.extend([(0.0, 0.0), (3_000.0, 3_000.0)]);
        let bounds = extent(&[chunk(&at)]).bounds;
        assert!(bounds.x_max_m - bounds.x_min_m < 1.1 * DENSE_M, "{bounds:?}");
        assert!(bounds.x_min_m < 1_000.0 && bounds.x_max_m > 1_089.0);
        assert!(bounds.z_min_m < 1_000.0 && bounds.z_max_m > 1_000.0);
    }

    #[test]
    fn a_town_without_a_middle_is_covered_whole() {
        let at: Vec<(f32, f32)> = (0..100).map(|i| (i as f32 * 20.0, (i % 10) as f32 * 100.0)).collect();
        let plan = extent(&[chunk(&at)]);
        assert!(plan.bounds.x_max_m - plan.bounds.x_min_m > 1_980.0);
        assert_eq!(plan.width_px, 2_048);
    }
}
