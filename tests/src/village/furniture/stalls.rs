//! Market stalls, parasols, café tables.

use super::super::geom::{UP, V3, p3};
use super::super::material::{Colour, Mat};
use super::super::mesh::Mesh;
use super::super::rng::Rng;

/// A parasol 2.6 m across.
pub fn parasol(colour: Colour) -> Mesh {
    let mut mesh = Mesh::default();
    mesh.painted(Colour::Iron, |m| {
        m.lathe(Mat::Palette, V3::default(), &[(0.24, -0.05), (0.24, 0.06), (0.05, 0.08)], 8)
    });
    mesh.tube(Mat::Oak, p3(0.0, 0.05, 0.0), p3(0.0, 2.6, 0.0), [0.025, 0.025], 6, true);
    mesh.painted(colour, |m| {
        m.lathe(Mat::Palette, V3::default(), &[(1.32, 2.08), (1.35, 2.22), (0.7, 2.46), (0.0, 2.62)], 8);
        // Its underside.
        m.lathe(Mat::Palette, V3::default(), &[(0.0, 2.58), (0.7, 2.42), (1.33, 2.19)], 8);
        m.lathe(Mat::Palette, V3::default(), &[(1.34, 2.22), (1.31, 2.08)], 8);
    });
    mesh
}

/// A round table and four chairs.
pub fn cafe_table() -> Mesh {
    let mut mesh = Mesh::default();
    mesh.painted(Colour::Iron, |m| {
        m.lathe(Mat::Palette, V3::default(), &[(0.2, 0.0), (0.19, 0.03), (0.03, 0.06), (0.03, 0.7)], 8)
    });
    mesh.painted(Colour::ParasolEcru, |m| {
        m.lathe(Mat::Palette, V3::default(), &[(0.0, 0.7), (0.36, 0.7), (0.36, 0.73), (0.0, 0.735)], 14)
    });
    for k in 0..4 {
        let turn = k as f32 * std::f32::consts::FRAC_PI_2 + 0.35;
        let frame = super::super::geom::Frame {
            at: p3(turn.sin() * 0.72, 0.0, turn.cos() * 0.72),
            turn: turn + std::f32::consts::PI,
        };
        mesh.append(&chair(), &frame, 1.0);
    }
    mesh
}

fn chair() -> Mesh {
    let mut mesh = Mesh::default();
    for (x, z, top) in [(-0.18, 0.18, 0.45), (0.18, 0.18, 0.45), (-0.18, -0.18, 0.86), (0.18, -0.18, 0.86)] {
        mesh.plain_block(Colour::AwningGreen, p3(x - 0.015, 0.0, z - 0.015), p3(x + 0.015, top, z + 0.015), false);
    }
    mesh.plain_block(Colour::Rope, p3(-0.2, 0.43, -0.16), p3(0.2, 0.46, 0.2), true);
    mesh.plain_block(Colour::Rope, p3(-0.16, 0.62, -0.19), p3(0.16, 0.82, -0.17), true);
    mesh
}

/// A market stall under its awning, sold from +Z.
pub fn stall(colour: Colour, seed: u64) -> Mesh {
    let mut mesh = Mesh::default();
    let mut rng = Rng::new(seed);
    for x in [-1.25, 1.25] {
        mesh.beam(Mat::Oak, p3(x, 0.0, 0.7), p3(x, 2.1, 0.7), 0.06);
        mesh.beam(Mat::Oak, p3(x, 0.0, -0.8), p3(x, 2.5, -0.8), 0.06);
    }
    let roof = [p3(-1.45, 2.02, 1.05), p3(1.45, 2.02, 1.05), p3(1.45, 2.56, -0.95), p3(-1.45, 2.56, -0.95)];
    mesh.painted(colour, |m| m.patch(Mat::Palette, roof, 1.5));
    let under = [roof[1], roof[0], roof[3], roof[2]].map(|v| v - UP * 0.02);
    mesh.painted(Colour::Linen, |m| m.patch(Mat::Palette, under, 1.5));
    mesh.painted(colour, |m| m.quad(Mat::Palette, [roof[0] - UP * 0.2, roof[1] - UP * 0.2, roof[1], roof[0]]));
    let table = [p3(-1.2, 0.74, 0.62), p3(1.2, 0.74, 0.62), p3(1.2, 0.9, -0.35), p3(-1.2, 0.9, -0.35)];
    mesh.quad(Mat::Oak, table);
    mesh.painted(Colour::Linen, |m| {
        m.quad(Mat::Palette, [p3(-1.2, 0.1, 0.63), p3(1.2, 0.1, 0.63), p3(1.2, 0.74, 0.63), p3(-1.2, 0.74, 0.63)])
    });
    for x in [-1.15, 1.15] {
        mesh.beam(Mat::Oak, p3(x, 0.0, -0.3), p3(x, 0.86, -0.3), 0.05);
    }
    for row in 0..2 {
        for k in 0..5 {
            let (x, z) = (-0.96 + 0.48 * k as f32, 0.36 - 0.46 * row as f32);
            let y = 0.82 + 0.08 * row as f32;
            mesh.plain_block(Colour::Crate, p3(x - 0.2, y - 0.04, z - 0.18), p3(x + 0.2, y + 0.1, z + 0.18), false);
            let goods = rng.pick(&[
                Colour::Peach,
                Colour::Apple,
                Colour::Salad,
                Colour::Salad,
                Colour::Wine,
                Colour::PostYellow,
            ]);
            mesh.painted(goods, |m| {
                m.lathe(Mat::Palette, p3(x, y + 0.1, z), &[(0.19, 0.0), (0.16, 0.06), (0.08, 0.11), (0.0, 0.12)], 6)
            });
        }
    }
    mesh
}
