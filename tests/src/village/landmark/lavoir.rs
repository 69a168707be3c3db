//! The lavoir: a long stone basin under a tiled roof on oak posts, closed behind by a wall. Open towards +Z.

use super::super::geom::{V3, p3};
use super::super::material::Mat;
use super::super::mesh::Mesh;
use super::super::roof::Roof;
use super::super::wall::{Top, Wall};

const W: f32 = 9.0;
const D: f32 = 6.0;

/// Draws the lavoir; y = 0 is its floor.
pub fn lavoir() -> Mesh {
    let mut mesh = Mesh { uv_shift: [0.6, 0.2], ..Mesh::default() };
    let h = 2.6;
    let wall =
        |foot: V3, right: V3, width: f32| Wall { foot, right, width, buried: 1.2, mat: Mat::Rubble, trim: Mat::Ashlar };
    let (x, back) = (W / 2.0, -D);
    wall(p3(x, 0.0, back), p3(-1.0, 0.0, 0.0), W).build(&mut mesh, Top::Flat(h), &[]);
    wall(p3(-x + 0.4, 0.0, back + 0.4), p3(1.0, 0.0, 0.0), W - 0.8).build(&mut mesh, Top::Flat(h), &[]);
    for sign in [-1.0, 1.0] {
        let (a, b) = (sign * x, sign * (x - 0.4));
        mesh.block(Mat::Rubble, p3(a.min(b), -1.2, back + 0.001), p3(a.max(b), h, -D * 0.45), 1.9, false);
    }
    Roof {
        w: W,
        d: D,
        eaves: h,
        pitch: 0.36,
        front: 0.5,
        back: 0.4,
        side: 0.4,
        hip: false,
        mat: Mat::TileOld,
        under: Mat::Oak,
    }
    .build(&mut mesh);
    timber(&mut mesh, h);
    basin(&mut mesh);
    mesh
}

fn timber(mesh: &mut Mesh, h: f32) {
    let x = W / 2.0 - 0.2;
    for px in [-x, 0.0, x] {
        mesh.block(Mat::Ashlar, p3(px - 0.2, -0.8, -0.42), p3(px + 0.2, 0.4, -0.02), 2.0, false);
        mesh.beam(Mat::Oak, p3(px, 0.4, -0.22), p3(px, h + 0.02, -0.22), 0.2);
        mesh.beam(Mat::Oak, p3(px, h, -0.22), p3(px, h, -D + 0.2), 0.2);
        mesh.beam(Mat::Oak, p3(px, h, -D / 2.0), p3(px, h + 0.36 * D / 2.0 - 0.15, -D / 2.0), 0.16);
        for sign in [-1.0, 1.0] {
            if (px + sign * 0.7).abs() < x {
                mesh.beam(Mat::Oak, p3(px, h - 0.7, -0.22), p3(px + sign * 0.7, h - 0.05, -0.22), 0.12);
            }
        }
    }
    mesh.beam(Mat::Oak, p3(-x - 0.4, h + 0.02, -0.22), p3(x + 0.4, h + 0.02, -0.22), 0.2);
    let ridge = h + 0.36 * D / 2.0 - 0.12;
    mesh.beam(Mat::Oak, p3(-x - 0.4, ridge, -D / 2.0), p3(x + 0.4, ridge, -D / 2.0), 0.18);
}

fn basin(mesh: &mut Mesh) {
    let (x, z0, z1) = (W / 2.0 - 1.3, -D + 1.3, -1.5);
    let rim = |mesh: &mut Mesh, lo: V3, hi: V3| mesh.block(Mat::Ashlar, lo, hi, 1.8, false);
    rim(mesh, p3(-x, -0.6, z1 - 0.35), p3(x, 0.5, z1));
    rim(mesh, p3(-x, -0.6, z0), p3(x, 0.5, z0 + 0.35));
    rim(mesh, p3(-x, -0.6, z0 + 0.35), p3(-x + 0.35, 0.5, z1 - 0.35));
    rim(mesh, p3(x - 0.35, -0.6, z0 + 0.35), p3(x, 0.5, z1 - 0.35));
    let y = 0.32;
    let water = [
        p3(-x + 0.35, y, z1 - 0.35),
        p3(x - 0.35, y, z1 - 0.35),
        p3(x - 0.35, y, z0 + 0.35),
        p3(-x + 0.35, y, z0 + 0.35),
    ];
    mesh.patch(Mat::Water, water, 1.5);
    mesh.tube(Mat::Ashlar, p3(0.0, 0.95, -D + 0.4), p3(0.0, 0.85, -D + 1.5), [0.09, 0.07], 8, true);
    mesh.tube(Mat::Water, p3(0.0, 0.82, -D + 1.48), p3(0.0, 0.3, -D + 1.6), [0.03, 0.045], 6, false);
}
