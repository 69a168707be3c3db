//! A small car of no make.

use super::super::geom::{V3, p3};
use super::super::material::{Colour, Mat};
use super::super::mesh::Mesh;

/// Side outline of the body, front at +Z: (z, y, half width).
const BODY: [(f32, f32, f32); 12] = [
    (1.95, 0.32, 0.74),
    (2.02, 0.55, 0.78),
    (1.92, 0.74, 0.80),
    (1.05, 0.92, 0.82),
    (0.98, 0.94, 0.80),
    (-1.55, 0.98, 0.80),
    (-1.90, 0.92, 0.80),
    (-1.98, 0.62, 0.79),
    (-1.92, 0.34, 0.75),
    (-1.90, 0.24, 0.72),
    (0.0, 0.22, 0.74),
    (1.90, 0.24, 0.72),
];

/// A car 4 m long; `colour` is that of its body.
pub fn car(colour: Colour) -> Mesh {
    let mut mesh = Mesh::default();
    mesh.painted(colour, |m| {
        strip(m, &BODY);
        for sign in [-1.0, 1.0] {
            flank(m, sign);
        }
    });
    cabin(&mut mesh, colour);
    for (x, z) in [(0.74, 1.28), (-0.74, 1.28), (0.74, -1.24), (-0.74, -1.24)] {
        wheel(&mut mesh, x, z);
    }
    for sign in [-1.0_f32, 1.0] {
        let x = sign * 0.58;
        mesh.plain_block(Colour::Lamp, p3(x - 0.17, 0.56, 1.9), p3(x + 0.17, 0.7, 2.015), true);
        mesh.plain_block(Colour::Tail, p3(x - 0.14, 0.64, -2.0), p3(x + 0.14, 0.84, -1.86), true);
        mesh.plain_block(colour, p3(sign * 0.9 - 0.09, 0.93, 0.62), p3(sign * 0.9 + 0.09, 1.04, 0.76), true);
    }
    mesh.plain_block(Colour::PaintWhite, p3(-0.26, 0.4, 2.0), p3(0.26, 0.5, 2.03), true);
    mesh.plain_block(Colour::PaintWhite, p3(-0.26, 0.46, -2.01), p3(0.26, 0.56, -1.97), true);
    mesh
}

fn strip(m: &mut Mesh, outline: &[(f32, f32, f32)]) {
    for k in 0..outline.len() {
        let ((z0, y0, w0), (z1, y1, w1)) = (outline[k], outline[(k + 1) % outline.len()]);
        m.quad(Mat::Palette, [p3(-w0, y0, z0), p3(w0, y0, z0), p3(w1, y1, z1), p3(-w1, y1, z1)]);
    }
}

fn flank(m: &mut Mesh, sign: f32) {
    let middle = p3(sign * 0.84, 0.6, 0.0);
    for k in 0..BODY.len() {
        let ((z0, y0, w0), (z1, y1, w1)) = (BODY[k], BODY[(k + 1) % BODY.len()]);
        let (a, b) = (p3(sign * w0, y0, z0), p3(sign * w1, y1, z1));
        if sign > 0.0 { m.face(Mat::Palette, middle, b, a) } else { m.face(Mat::Palette, middle, a, b) }
    }
}

fn cabin(mesh: &mut Mesh, colour: Colour) {
    let low = [p3(-0.76, 0.93, 1.0), p3(0.76, 0.93, 1.0), p3(0.76, 0.97, -1.75), p3(-0.76, 0.97, -1.75)];
    let high = [p3(-0.56, 1.46, 0.22), p3(0.56, 1.46, 0.22), p3(0.56, 1.44, -1.3), p3(-0.56, 1.44, -1.3)];
    mesh.painted(Colour::CarGlass, |m| {
        for k in 0..4 {
            let n = (k + 1) % 4;
            m.quad(Mat::Palette, [low[k], low[n], high[n], high[k]]);
        }
    });
    let roof: Vec<V3> = high.iter().map(|v| *v + p3(0.0, 0.05, 0.0)).collect();
    mesh.painted(colour, |m| {
        m.quad(Mat::Palette, [roof[0], roof[1], roof[2], roof[3]].map(|v| p3(v.x * 0.94, v.y, v.z * 0.98)));
        for k in 0..4 {
            let n = (k + 1) % 4;
            let shrink = |v: V3| p3(v.x * 0.94, v.y, v.z * 0.98);
            m.quad(Mat::Palette, [high[k], high[n], shrink(roof[n]), shrink(roof[k])]);
            // Pillars.
            m.beam(Mat::Palette, low[k], high[k], 0.075);
        }
        for x in [-0.665, 0.665] {
            m.beam(Mat::Palette, p3(x * 1.14, 0.96, -0.45), p3(x * 0.86, 1.45, -0.5), 0.07);
        }
    });
}

fn wheel(mesh: &mut Mesh, x: f32, z: f32) {
    let out = x.signum() * 0.1;
    let (inner, outer) = (p3(x - out, 0.31, z), p3(x + out * 1.02, 0.31, z));
    mesh.painted(Colour::Tyre, |m| m.tube(Mat::Palette, inner, outer, [0.31, 0.31], 14, true));
    let face = outer + p3(x.signum() * 0.006, 0.0, 0.0);
    mesh.painted(Colour::Zinc, |m| m.tube(Mat::Palette, outer, face, [0.19, 0.18], 10, true));
}
