//! The far view: vine rows near the village, woods on the hills, the limestone prow to the west.

use std::f32::consts::TAU;

use super::super::geom::{UP, V2, V3, p2, p3, smoothstep};
use super::super::ground::{FieldKind, Ground};
use super::super::material::Mat;
use super::super::mesh::Mesh;
use super::super::plan::Plan;
use super::super::rng::{Rng, fbm};
use super::super::settlement::Settlement;
use super::super::terrain::base_height;

const ROW_GAP_M: f32 = 2.4;
const STEP_M: f32 = 6.5;

/// Trellised vines as low leafy strips, in the plots nearest to the village.
pub fn vine_rows(ground: &Ground, plan: &Plan, settlement: &Settlement, plots: &[(usize, V2, f32)]) -> Mesh {
    let mut mesh = Mesh::default();
    for &(plot, centre, turn) in plots {
        let (s, c) = turn.sin_cos();
        let (along, across) = (p2(s, c), p2(c, -s));
        for row in -40..=40_i32 {
            let line = centre + across * (ROW_GAP_M * row as f32);
            let mut run: Vec<V2> = Vec::new();
            for k in -20..=20_i32 {
                let p = line + along * (STEP_M * k as f32);
                if planted(ground, plan, settlement, plot, p) {
                    run.push(p);
                } else {
                    hedge(&mut mesh, ground, &run, across);
                    run.clear();
                }
            }
            hedge(&mut mesh, ground, &run, across);
        }
    }
    mesh
}

fn planted(ground: &Ground, plan: &Plan, settlement: &Settlement, plot: usize, p: V2) -> bool {
    p.length() < 168.0
        && [p, p + p2(2.0, 0.0), p - p2(2.0, 0.0), p + p2(0.0, 2.0), p - p2(0.0, 2.0)]
            .iter()
            .all(|&q| ground.grows(q) == Some((FieldKind::Vines, plot)))
        && plan.street_distances(p).0 > 3.0
        && !settlement.covers(p, 3.0)
}

fn hedge(mesh: &mut Mesh, ground: &Ground, run: &[V2], across: V2) {
    if run.len() < 3 {
        return;
    }
    let part = mesh.part(Mat::LeafDense);
    let first = part.positions.len() as u32;
    for (k, &p) in run.iter().enumerate() {
        let n = fbm(p.x * 0.7, p.z * 0.7, 0, 2, 601);
        let (w, h) = (0.22 + 0.18 * n, 0.95 + 0.4 * n);
        let foot = ground.point(p);
        let u = k as f32 * STEP_M / 1.6;
        for (side, y, out, v) in [
            (-1.0_f32, 0.22_f32, -0.6_f32, 0.0_f32),
            (-0.6, h, 0.5, -0.6),
            (0.6, h, 0.5, -0.85),
            (1.0, 0.22, -0.6, -1.45),
        ] {
            let off = across * (w * side);
            let normal = p3(across.x * side, out.max(0.25), across.z * side).unit();
            part.vertex(foot + p3(off.x, y, off.z), normal, [u, v]);
        }
    }
    for k in 0..run.len() as u32 - 1 {
        for i in 0..3 {
            let a = first + k * 4 + i;
            // Rows run along +`along`; `across` is to its left as seen from above.
            part.triangle(a, a + 5, a + 1);
            part.triangle(a, a + 4, a + 5);
        }
    }
}

/// Distant trees as leafy lumps, on wooded plots and along the ridges.
pub fn woods(ground: &Ground) -> Mesh {
    let mut rng = Rng::new(707);
    let mut mesh = Mesh::default();
    let mut count = 0;
    for _ in 0..6000 {
        let p = p2(rng.range(-600.0, 600.0), rng.range(-600.0, 600.0));
        let r = p.length();
        if !(125.0..600.0).contains(&r) || count > 150 {
            continue;
        }
        let wooded = matches!(ground.grows(p), Some((FieldKind::Woods, _)));
        if wooded || rng.chance(0.012) {
            let radius = rng.range(2.6, 5.2) * if wooded { 1.15 } else { 0.9 };
            lump(&mut mesh, ground.point(p) + UP * (radius * 0.55), radius, &mut rng);
            count += 1;
        }
    }
    mesh
}

fn lump(mesh: &mut Mesh, middle: V3, radius: f32, rng: &mut Rng) {
    let (rings, sides) = (3_u32, 7_u32);
    let squash = rng.range(0.8, 1.25);
    let part = mesh.part(Mat::LeafDense);
    let first = part.positions.len() as u32;
    let shape: Vec<f32> = (0..(rings + 1) * sides).map(|_| rng.range(0.8, 1.1)).collect();
    for j in 0..=rings {
        let tilt = -0.9 + 2.47 * j as f32 / rings as f32;
        for i in 0..=sides {
            let turn = TAU * i as f32 / sides as f32;
            let n = p3(tilt.cos() * turn.cos(), tilt.sin(), -tilt.cos() * turn.sin());
            let k = if j == rings { 1.0 } else { shape[(j * sides + i % sides) as usize] };
            let p = middle + p3(n.x, n.y * squash, n.z) * (radius * k);
            part.vertex(p, n, [3.0 * i as f32 / sides as f32, -2.0 * j as f32 / rings as f32]);
        }
    }
    for j in 0..rings {
        for i in 0..sides {
            let k = first + j * (sides + 1) + i;
            part.triangle(k, k + 1, k + sides + 2);
            part.triangle(k, k + sides + 2, k + sides + 1);
        }
    }
}

/// The rock: a slope that climbs northwards to a prow and breaks off in a cliff.
pub fn rock() -> Mesh {
    let mut mesh = Mesh::default();
    let (centre, length, width) = (p2(-430.0, -215.0), 240.0, 190.0);
    let axis = p2(0.55, -0.835);
    let side = axis.right();
    let (nu, nv) = (48_u32, 28_u32);
    let point = |i: u32, j: u32| {
        let (a, b) = (i as f32 / nu as f32, j as f32 / nv as f32 * 2.0 - 1.0);
        let p = centre + axis * ((a - 0.6) * length) + side * (b * width / 2.0);
        p.at(base_height(p) - 3.0 + rise(a, b, p))
    };
    let normal = |i: u32, j: u32| {
        let (w, e) = (point(i.saturating_sub(1), j), point((i + 1).min(nu), j));
        let (s, n) = (point(i, j.saturating_sub(1)), point(i, (j + 1).min(nv)));
        let up = (e - w).cross(n - s).unit();
        if up.y < 0.0 { -up } else { up }
    };
    for (mat, steep) in [(Mat::Meadow, false), (Mat::Rock, true)] {
        let mut known = std::collections::BTreeMap::new();
        for j in 0..nv {
            for i in 0..nu {
                let corners = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)];
                let [a, b, c, d] = corners.map(|(i, j)| point(i, j));
                if ((c - a).cross(b - d).unit().y.abs() < 0.80) != steep {
                    continue;
                }
                let part = mesh.part(mat);
                let size = mat.tile_m();
                let uv = |p: V3| {
                    if steep { [(p.x * axis.x + p.z * axis.z) / size, -p.y / size] } else { [p.x / size, p.z / size] }
                };
                let k = corners.map(|(i, j)| {
                    *known.entry((i, j)).or_insert_with(|| part.vertex(point(i, j), normal(i, j), uv(point(i, j))))
                });
                let up = (b - a).cross(d - a).y > 0.0;
                for [x, y, z] in [[0, 1, 2], [0, 2, 3]] {
                    if up { part.triangle(k[x], k[y], k[z]) } else { part.triangle(k[x], k[z], k[y]) }
                }
            }
        }
    }
    mesh
}

fn rise(a: f32, b: f32, p: V2) -> f32 {
    let climb = smoothstep(0.0, 0.74, a).powf(1.4);
    let ragged = 0.03 * (fbm(p.x / 18.0, p.z / 18.0, 0, 3, 611) - 0.5);
    let prow = 1.0 - smoothstep(0.78, 0.83, a + ragged);
    let talus = 0.32 * (1.0 - smoothstep(0.80, 1.0, a));
    let crest = (1.0 - smoothstep(0.22, 1.0, b.abs())) * (1.0 - 0.5 * smoothstep(0.28, 0.36, b + ragged * 2.0));
    62.0 * climb * (prow * (1.0 - talus) + talus) * crest.max(0.0)
}
