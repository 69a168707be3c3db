//! The mairie: a symmetrical front of dressed stone corners, a pediment with a clock, a flag.

use super::super::geom::{V3, p3};
use super::super::material::{Colour, Mat};
use super::super::mesh::Mesh;
use super::super::roof::{Roof, chimney};
use super::super::texture::sign_uv;
use super::super::wall::{Fill, Opening};
use super::{Box4, band};

const W: f32 = 14.0;
const D: f32 = 10.5;
const H: f32 = 7.8;

/// Draws the mairie.
pub fn mairie() -> Mesh {
    let mut mesh = Mesh { uv_shift: [0.1, 0.4], ..Mesh::default() };
    let (front, rear) = (front(), rear());
    let walls = Box4 {
        lo: p3(-W / 2.0, 0.0, -D),
        hi: p3(W / 2.0, H, 0.0),
        mat: Mat::PlasterCream,
        buried: 1.2,
        openings: [&front, &rear, &rear, &rear],
        gable: 0.0,
    };
    walls.build(&mut mesh);
    Roof {
        w: W,
        d: D,
        eaves: H + 0.1,
        pitch: 0.42,
        front: 0.55,
        back: 0.55,
        side: 0.55,
        hip: true,
        mat: Mat::Tile,
        under: Mat::Ashlar,
    }
    .build(&mut mesh);
    trim(&mut mesh);
    pediment(&mut mesh);
    flags(&mut mesh);
    for x in [-4.2, 4.2] {
        chimney(&mut mesh, Mat::PlasterCream, p3(x, H + 1.0, -D * 0.6), 2.1);
    }
    for k in 0..2 {
        let reach = 1.5 - 0.4 * k as f32;
        let half = 1.7 - 0.3 * k as f32;
        mesh.block(Mat::Ashlar, p3(-half, -0.6, 0.02), p3(half, 0.14 + 0.15 * k as f32, reach), 2.0, false);
    }
    mesh
}

fn shuttered(x: f32, y: f32, h: f32) -> Opening {
    Opening { frame: 0.2, ..Opening::new(x - 0.55, y, 1.1, h, Fill::Window(Some(Mat::ShutterGrey))) }
}

fn front() -> Vec<Opening> {
    let mut out = Vec::new();
    for x in [1.7, 4.35, 9.65, 12.3] {
        out.push(shuttered(x, 1.1, 1.9));
        out.push(shuttered(x, 4.75, 1.9));
    }
    out.push(Opening { frame: 0.3, ..Opening::new(W / 2.0 - 0.8, 0.28, 1.6, 2.9, Fill::Door(Mat::Oak)) }.arched());
    out.push(Opening { frame: 0.22, ..Opening::new(W / 2.0 - 0.65, 4.42, 1.3, 2.3, Fill::Window(None)) });
    out
}

fn rear() -> Vec<Opening> {
    [2.4, 7.6].iter().flat_map(|&x| [shuttered(x, 1.1, 1.8), shuttered(x, 4.75, 1.8)]).collect()
}

fn trim(mesh: &mut Mesh) {
    let (lo, hi) = (p3(-W / 2.0, 0.0, -D), p3(W / 2.0, 0.0, 0.0));
    let at = |v: V3, y: f32| p3(v.x, y, v.z);
    band(mesh, Mat::Ashlar, at(lo, 3.98), at(hi, 4.2), 0.08);
    band(mesh, Mat::Ashlar, at(lo, H - 0.2), at(hi, H + 0.1), 0.2);
    for sign in [-1.0, 1.0] {
        let x = sign * (W / 2.0 - 0.25);
        mesh.block(Mat::Ashlar, p3(x - 0.29, -1.0, -0.3), p3(x + 0.29, 3.98, 0.05), 2.0, false);
        mesh.block(Mat::Ashlar, p3(x - 0.29, 4.2, -0.3), p3(x + 0.29, H - 0.2, 0.05), 2.0, false);
    }
    // The balcony over the door.
    mesh.block(Mat::Ashlar, p3(-1.6, 4.2, 0.0), p3(1.6, 4.38, 0.9), 2.0, true);
    mesh.painted(Colour::Iron, |m| {
        let corners = [p3(-1.5, 4.38, 0.05), p3(-1.5, 4.38, 0.82), p3(1.5, 4.38, 0.82), p3(1.5, 4.38, 0.05)];
        for pair in corners.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            m.beam(Mat::Palette, a + p3(0.0, 0.95, 0.0), b + p3(0.0, 0.95, 0.0), 0.05);
            let count = ((b - a).length() / 0.15) as usize;
            for k in 0..=count {
                let foot = a.lerp(b, k as f32 / count as f32);
                m.beam(Mat::Palette, foot, foot + p3(0.0, 0.95, 0.0), 0.02);
            }
        }
    });
    sign(mesh, 0, 1.5, 3.55, 0.30);
    sign(mesh, 1, 4.6, H - 0.78, 0.36);
}

fn sign(mesh: &mut Mesh, row: usize, half: f32, y: f32, h: f32) {
    let z = 0.03;
    mesh.block(Mat::Ashlar, p3(-half - 0.05, y - 0.04, 0.0), p3(half + 0.05, y + h + 0.04, z), 9.0, true);
    let q = [p3(-half, y, z + 0.005), p3(half, y, z + 0.005), p3(half, y + h, z + 0.005), p3(-half, y + h, z + 0.005)];
    mesh.quad_uv(Mat::Signs, q, sign_uv(row));
}

/// The clock's gable above the cornice.
fn pediment(mesh: &mut Mesh) {
    let (y, half, rise) = (H + 0.1, 2.3, 2.4);
    mesh.block(Mat::Ashlar, p3(-1.25, y, -0.75), p3(1.25, y + 1.9, 0.12), 2.0, false);
    let z = 0.22;
    let (l, r, t) = (p3(-half * 0.66, y + 1.9, z), p3(half * 0.66, y + 1.9, z), p3(0.0, y + rise + 0.2, z));
    let back = |v: V3| p3(v.x, v.y, -0.9);
    mesh.face(Mat::Ashlar, l, r, t);
    mesh.face(Mat::Ashlar, back(r), back(l), back(t));
    mesh.quad(Mat::Lauze, [r, back(r), back(t), t]);
    mesh.quad(Mat::Lauze, [back(l), l, t, back(t)]);
    mesh.quad(Mat::Ashlar, [back(l), back(r), r, l]);
    let dial = p3(0.0, y + 1.0, 0.12);
    mesh.painted(Colour::PaintWhite, |m| m.tube(Mat::Palette, dial, dial + p3(0.0, 0.0, 0.06), [0.68, 0.66], 24, true));
    mesh.painted(Colour::Iron, |m| {
        m.beam(Mat::Palette, dial + p3(0.0, -0.05, 0.08), dial + p3(0.28, 0.3, 0.08), 0.05);
        m.beam(Mat::Palette, dial + p3(0.02, -0.08, 0.075), dial + p3(-0.12, 0.52, 0.075), 0.035);
        for k in 0..12 {
            let (s, c) = (k as f32 * std::f32::consts::TAU / 12.0).sin_cos();
            let mark = dial + p3(0.56 * s, 0.56 * c, 0.07);
            m.block(Mat::Palette, mark - p3(0.025, 0.025, 0.01), mark + p3(0.025, 0.025, 0.01), 9.0, false);
        }
    });
}

fn flags(mesh: &mut Mesh) {
    for (turn, colours) in
        [(-0.35_f32, [Colour::FlagBlue, Colour::FlagWhite, Colour::FlagRed]), (0.35, [Colour::Number; 3])]
    {
        let (foot, tip) = (p3(turn * 0.8, 4.9, 0.85), p3(turn * 4.6, 7.1, 2.1));
        mesh.painted(Colour::Iron, |m| m.tube(Mat::Palette, foot, tip, [0.028, 0.022], 6, true));
        for (k, colour) in colours.into_iter().enumerate() {
            for part in 0..2 {
                let (t0, t1) = ((k * 2 + part) as f32 / 6.0, (k * 2 + part + 1) as f32 / 6.0);
                let top = |t: f32| tip.lerp(foot, t * 0.52) + p3(0.05 * (t * 9.0).sin(), -0.04, 0.03 * (t * 7.0).cos());
                let hang = |t: f32| top(t) + p3(0.1 * (t * 8.0 + 1.0).sin(), -1.0, -0.12);
                let q = [hang(t0), hang(t1), top(t1), top(t0)];
                mesh.painted(colour, |m| {
                    m.quad(Mat::Palette, q);
                    m.quad(Mat::Palette, [q[1], q[0], q[3], q[2]]);
                });
            }
        }
    }
}
