//! Small things of streets and squares, each in its own local frame: foot at the origin, front along +Z.

mod car;
mod stalls;
mod water;

pub use car::car;
pub use stalls::{cafe_table, parasol, stall};
pub use water::fountain;

use super::geom::{UP, V3, p3};
use super::material::{Colour, Mat};
use super::mesh::Mesh;
use super::texture::sign_uv;

/// A bench of oak slats on iron legs; one sits looking along +Z.
pub fn bench() -> Mesh {
    let mut mesh = Mesh::default();
    for x in [-0.72, 0.72] {
        mesh.plain_block(Colour::Iron, p3(x - 0.03, -0.1, 0.0), p3(x + 0.03, 0.42, 0.06), false);
        mesh.plain_block(Colour::Iron, p3(x - 0.03, -0.1, -0.44), p3(x + 0.03, 0.84, -0.39), false);
        mesh.plain_block(Colour::Iron, p3(x - 0.03, 0.37, -0.39), p3(x + 0.03, 0.42, 0.0), false);
        mesh.plain_block(Colour::Iron, p3(x - 0.03, 0.62, -0.39), p3(x + 0.03, 0.66, 0.06), true);
    }
    for k in 0..4 {
        let z = -0.36 + 0.115 * k as f32;
        mesh.block(Mat::Oak, p3(-0.9, 0.425, z), p3(0.9, 0.46, z + 0.095), 2.0, true);
    }
    for k in 0..3 {
        let y = 0.54 + 0.11 * k as f32;
        mesh.block(Mat::Oak, p3(-0.9, y, -0.388), p3(0.9, y + 0.09, -0.355), 2.0, true);
    }
    mesh
}

/// A lantern on a cast-iron post.
pub fn lamp_post() -> Mesh {
    let mut mesh = Mesh::default();
    mesh.painted(Colour::Iron, |m| {
        let profile = [
            (0.16, -0.1),
            (0.16, 0.12),
            (0.1, 0.22),
            (0.09, 0.75),
            (0.055, 0.85),
            (0.045, 3.6),
            (0.08, 3.66),
            (0.04, 3.72),
        ];
        m.lathe(Mat::Palette, V3::default(), &profile, 8);
    });
    lantern(&mut mesh, p3(0.0, 3.7, 0.0));
    mesh
}

/// A lantern on a wall bracket; the wall is the plane z = 0.
pub fn wall_lamp() -> Mesh {
    let mut mesh = Mesh::default();
    mesh.painted(Colour::Iron, |m| {
        m.beam(Mat::Palette, p3(0.0, 0.35, 0.0), p3(0.0, 0.55, 0.6), 0.035);
        m.beam(Mat::Palette, p3(0.0, 0.0, 0.02), p3(0.0, 0.5, 0.35), 0.025);
    });
    lantern(&mut mesh, p3(0.0, 0.0, 0.6));
    mesh
}

fn lantern(mesh: &mut Mesh, foot: V3) {
    mesh.painted(Colour::LampGlass, |m| m.lathe(Mat::Palette, foot, &[(0.09, 0.0), (0.16, 0.36)], 4));
    mesh.painted(Colour::Iron, |m| {
        m.lathe(Mat::Palette, foot, &[(0.19, 0.36), (0.19, 0.385), (0.06, 0.5), (0.0, 0.56)], 4)
    });
}

/// A post that keeps cars out.
pub fn bollard() -> Mesh {
    let mut mesh = Mesh::default();
    mesh.painted(Colour::Iron, |m| {
        m.lathe(
            Mat::Palette,
            V3::default(),
            &[(0.07, -0.1), (0.06, 0.7), (0.085, 0.74), (0.085, 0.84), (0.05, 0.92), (0.0, 0.94)],
            8,
        );
    });
    mesh
}

/// The yellow letter box.
pub fn letter_box() -> Mesh {
    let mut mesh = Mesh::default();
    mesh.plain_block(Colour::Iron, p3(-0.05, -0.1, -0.05), p3(0.05, 0.75, 0.05), false);
    mesh.plain_block(Colour::PostYellow, p3(-0.24, 0.75, -0.17), p3(0.24, 1.45, 0.17), true);
    mesh.plain_block(Colour::FlagBlue, p3(-0.16, 1.28, 0.17), p3(0.16, 1.31, 0.176), true);
    let face = [p3(-0.2, 1.02, 0.176), p3(0.2, 1.02, 0.176), p3(0.2, 1.06, 0.176), p3(-0.2, 1.06, 0.176)];
    mesh.quad_uv(Mat::Signs, face, sign_uv(13));
    mesh
}

/// A street-name plate; the wall is the plane z = 0.
pub fn plate(sign: usize) -> Mesh {
    let mut mesh = Mesh::default();
    mesh.plain_block(Colour::FlagBlue, p3(-0.62, 0.0, 0.0), p3(0.62, 0.17, 0.02), true);
    let face = [p3(-0.6, 0.02, 0.024), p3(0.6, 0.02, 0.024), p3(0.6, 0.15, 0.024), p3(-0.6, 0.15, 0.024)];
    mesh.quad_uv(Mat::Signs, face, sign_uv(sign));
    mesh
}

/// A sign on a post.
pub fn sign_post(sign: usize) -> Mesh {
    let mut mesh = Mesh::default();
    mesh.painted(Colour::Zinc, |m| {
        m.tube(Mat::Palette, p3(0.0, -0.1, 0.0), p3(0.0, 2.6, 0.0), [0.035, 0.035], 8, true)
    });
    mesh.plain_block(Colour::CarWhite, p3(-0.7, 2.2, 0.036), p3(0.7, 2.42, 0.056), true);
    let face = [p3(-0.68, 2.22, 0.06), p3(0.68, 2.22, 0.06), p3(0.68, 2.4, 0.06), p3(-0.68, 2.4, 0.06)];
    mesh.quad_uv(Mat::Signs, face, sign_uv(sign));
    mesh
}

/// A litter bin.
pub fn bin() -> Mesh {
    let mut mesh = Mesh::default();
    mesh.painted(Colour::Bin, |m| {
        m.lathe(Mat::Palette, V3::default(), &[(0.2, 0.06), (0.25, 0.82), (0.27, 0.84), (0.27, 0.88), (0.0, 0.9)], 10);
        m.lathe(Mat::Palette, V3::default(), &[(0.14, -0.1), (0.14, 0.06), (0.2, 0.06)], 10);
    });
    mesh
}

/// Three hoops to lock bicycles to.
pub fn bike_rack() -> Mesh {
    let mut mesh = Mesh::default();
    mesh.painted(Colour::Zinc, |m| {
        for x in [-0.8, 0.0, 0.8] {
            for z in [-0.35, 0.35] {
                m.tube(Mat::Palette, p3(x, -0.1, z), p3(x, 0.78, z), [0.026, 0.026], 6, false);
            }
            m.tube(Mat::Palette, p3(x, 0.78, -0.376), p3(x, 0.78, 0.376), [0.026, 0.026], 6, true);
        }
    });
    mesh
}

/// An oak planter with a bush of perennials.
pub fn planter() -> Mesh {
    let mut mesh = Mesh::default();
    mesh.block(Mat::Oak, p3(-0.5, -0.05, -0.3), p3(0.5, 0.5, 0.3), 2.0, false);
    mesh.block(Mat::Soil, p3(-0.45, 0.4, -0.25), p3(0.45, 0.502, 0.25), 2.0, false);
    tufts(&mut mesh, &[(-0.28, 0.0), (0.0, 0.06), (0.28, -0.04)], 0.45, 0.46);
    mesh
}

/// A clump of perennials on the ground.
pub fn perennials() -> Mesh {
    let mut mesh = Mesh::default();
    tufts(&mut mesh, &[(-0.5, 0.1), (-0.15, -0.3), (0.2, 0.25), (0.5, -0.1), (0.0, 0.0)], -0.08, 0.6);
    mesh
}

fn tufts(mesh: &mut Mesh, at: &[(f32, f32)], y: f32, size: f32) {
    for (k, &(x, z)) in at.iter().enumerate() {
        for turn in [0.3, 1.35, 2.4] {
            let (s, c) = (turn + k as f32).sin_cos();
            let (side, foot) = (p3(c, 0.0, s) * (size * 0.55), p3(x, y, z));
            let up = UP * (size * (0.9 + 0.07 * k as f32)) + p3(s, 0.0, -c) * (size * 0.2);
            mesh.quad_uv(
                Mat::Flowers,
                [foot - side, foot + side, foot + side + up, foot - side + up],
                [0.0, 0.0, 1.0, 1.0],
            );
        }
    }
}
