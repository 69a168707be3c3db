//! The market hall of scenario B: oak posts on stone pads, braces, trusses, a hipped roof of round tiles, open sides.

use super::super::geom::{V3, p3};
use super::super::material::Mat;
use super::super::mesh::Mesh;
use super::super::roof::Roof;

const W: f32 = 18.0;
const D: f32 = 9.0;
const H: f32 = 3.7;

/// Draws the hall around its middle; y = 0 is its floor.
pub fn hall() -> Mesh {
    let mut mesh = Mesh::default();
    let mut cover = Mesh::default();
    Roof {
        w: W,
        d: D,
        eaves: H + 0.2,
        pitch: 0.5,
        front: 1.0,
        back: 1.0,
        side: 1.0,
        hip: true,
        mat: Mat::Tile,
        under: Mat::Oak,
    }
    .build(&mut cover);
    mesh.append(&cover, &super::super::geom::Frame { at: p3(0.0, 0.0, D / 2.0), turn: 0.0 }, 1.0);
    let xs: Vec<f32> = (0..6).map(|k| -W / 2.0 + W * k as f32 / 5.0).collect();
    let zs = [-D / 2.0, 0.0, D / 2.0];
    for &x in &xs {
        for &z in &zs {
            if z == 0.0 && x.abs() < W / 2.0 - 0.1 {
                continue;
            }
            post(&mut mesh, x, z);
            braces(&mut mesh, x, z);
        }
        truss(&mut mesh, x);
    }
    for z in [-D / 2.0, D / 2.0] {
        mesh.beam(Mat::Oak, p3(-W / 2.0 - 0.5, H, z), p3(W / 2.0 + 0.5, H, z), 0.26);
    }
    mesh
}

fn post(mesh: &mut Mesh, x: f32, z: f32) {
    mesh.block(Mat::Ashlar, p3(x - 0.28, -0.2, z - 0.28), p3(x + 0.28, 0.5, z + 0.28), 2.0, false);
    mesh.beam(Mat::Oak, p3(x, 0.5, z), p3(x, H, z), 0.28);
}

fn braces(mesh: &mut Mesh, x: f32, z: f32) {
    let inside = |v: V3| v.x.abs() <= W / 2.0 && v.z.abs() <= D / 2.0;
    for (dx, dz) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
        let to = p3(x + dx * 1.15, H - 0.08, z + dz * 1.15);
        let along_edge = dx == 0.0 || z != 0.0;
        if inside(to) && along_edge {
            mesh.beam(Mat::Oak, p3(x, H - 1.25, z), to, 0.15);
        }
    }
}

/// Tie beam, king post, rafters. The outer two carry the hips and stay low.
fn truss(mesh: &mut Mesh, x: f32) {
    mesh.beam(Mat::Oak, p3(x, H + 0.02, -D / 2.0 - 0.4), p3(x, H + 0.02, D / 2.0 + 0.4), 0.26);
    if x.abs() > W / 2.0 - 4.0 {
        return;
    }
    let top = H + 0.2 + 0.5 * D / 2.0 - 0.22;
    mesh.beam(Mat::Oak, p3(x, H, 0.0), p3(x, top, 0.0), 0.2);
    for sign in [-1.0, 1.0] {
        mesh.beam(Mat::Oak, p3(x, H + 0.14, sign * D / 2.0), p3(x, top, 0.0), 0.18);
        mesh.beam(Mat::Oak, p3(x, H + 0.5, 0.0), p3(x, H + 1.05, sign * 1.9), 0.13);
    }
}
