//! The Romanesque church: nave, square belfry with twin bays, round apse, roofs of flat stones.
//! Its door is at z = 0 and looks along +Z; the apse is at the far end.

use super::super::geom::{UP, V3, p3};
use super::super::material::{Colour, Mat};
use super::super::mesh::Mesh;
use super::super::roof::Roof;
use super::super::wall::{DARK, Fill, Opening};
use super::{Box4, band};

const NAVE_W: f32 = 9.4;
const NAVE_L: f32 = 15.5;
const NAVE_H: f32 = 7.4;
const TOWER: f32 = 5.6;
const BURIED: f32 = 2.0;

/// Draws the church.
pub fn church() -> Mesh {
    let mut mesh = Mesh { uv_shift: [0.3, 0.7], ..Mesh::default() };
    nave(&mut mesh);
    tower(&mut mesh);
    apse(&mut mesh);
    steps(&mut mesh);
    mesh
}

fn bay(x: f32, y: f32, w: f32, h: f32, fill: Fill) -> Opening {
    Opening { frame: 0.22, ..Opening::new(x - w / 2.0, y, w, h, fill) }.arched()
}

fn nave(mesh: &mut Mesh) {
    let hw = NAVE_W / 2.0;
    let rise = 0.52 * hw;
    let door = Opening { frame: 0.55, ..Opening::new(hw - 1.05, 0.25, 2.1, 3.5, Fill::Door(Mat::Oak)) }.arched();
    let front = [door, bay(hw, 5.1, 0.8, 1.9, Fill::Small)];
    let windows: Vec<Opening> = [2.6, 6.4, 10.2, 13.6].iter().map(|&x| bay(x, 3.6, 0.7, 1.9, Fill::Small)).collect();
    let walls = Box4 {
        lo: p3(-hw, 0.0, -NAVE_L),
        hi: p3(hw, NAVE_H, 0.0),
        mat: Mat::Rubble,
        buried: BURIED,
        openings: [&front, &windows, &[], &windows],
        gable: rise,
    };
    walls.build(mesh);
    // The ridge runs along z: the roof is built in a turned frame.
    let mut cover = Mesh::default();
    Roof {
        w: NAVE_L,
        d: NAVE_W,
        eaves: NAVE_H,
        pitch: 0.52,
        front: 0.35,
        back: 0.35,
        side: 0.3,
        hip: false,
        mat: Mat::Lauze,
        under: Mat::Ashlar,
    }
    .build(&mut cover);
    let frame = super::super::geom::Frame { at: p3(-hw, 0.0, -NAVE_L / 2.0), turn: -std::f32::consts::FRAC_PI_2 };
    mesh.append(&cover, &frame, 1.0);
    buttresses(mesh, hw);
    cross(mesh, p3(0.0, NAVE_H + rise + 0.1, 0.1));
    // Two receding mouldings around the door.
    for (k, out) in [(0, 0.16), (1, 0.08)] {
        let (r, y) = (1.6 + 0.32 * (1 - k) as f32, 2.7);
        arch_moulding(mesh, r, y, out);
    }
}

fn arch_moulding(mesh: &mut Mesh, r: f32, y: f32, out: f32) {
    let at = |i: u32| {
        let (s, c) = (std::f32::consts::PI * i as f32 / 14.0).sin_cos();
        p3(-r * c, y + r * s, out * 0.5)
    };
    for i in 0..14 {
        mesh.tube(Mat::Ashlar, at(i), at(i + 1), [out, out], 6, false);
    }
    for sign in [-1.0, 1.0] {
        mesh.tube(Mat::Ashlar, p3(sign * r, -0.2, out * 0.5), p3(sign * r, y, out * 0.5), [out, out], 6, false);
    }
}

fn buttresses(mesh: &mut Mesh, hw: f32) {
    for z in [-0.55, -4.5, -8.3, -12.0] {
        for sign in [-1.0, 1.0] {
            let (a, b) = (sign * (hw - 0.02), sign * (hw + 0.5));
            mesh.block(Mat::Ashlar, p3(a.min(b), -BURIED, z - 0.4), p3(a.max(b), 5.6, z + 0.4), 2.2, false);
            let top = [
                p3(b, 5.6, z + 0.4 * sign),
                p3(b, 5.6, z - 0.4 * sign),
                p3(a, 6.3, z - 0.4 * sign),
                p3(a, 6.3, z + 0.4 * sign),
            ];
            mesh.quad(Mat::Lauze, top);
        }
    }
}

fn tower(mesh: &mut Mesh) {
    let (h, z1) = (TOWER / 2.0, -NAVE_L + 0.6);
    let (z0, heights) = (z1 - TOWER, [9.9, 13.9, 18.2]);
    let plain = Box4 {
        lo: p3(-h, 0.0, z0),
        hi: p3(h, heights[0], z1),
        mat: Mat::Ashlar,
        buried: BURIED,
        openings: [&[]; 4],
        gable: 0.0,
    };
    plain.build(mesh);
    let mut low = heights[0];
    for (level, &high) in heights[1..].iter().enumerate() {
        band(mesh, Mat::Ashlar, p3(-h, low - 0.12, z0), p3(h, low + 0.1, z1), 0.16);
        let (w, tall) = if level == 0 { (0.85, 2.1) } else { (1.05, 2.7) };
        let bays: Vec<Opening> =
            [TOWER * 0.31, TOWER * 0.69].iter().map(|&x| bay(x, 0.75, w, tall, Fill::Louvre)).collect();
        let inset = 0.05 + 0.06 * level as f32;
        let stage = Box4 {
            lo: p3(-h + inset, low, z0 + inset),
            hi: p3(h - inset, high, z1 - inset),
            mat: Mat::Ashlar,
            buried: 0.0,
            openings: [&bays, &bays, &bays, &bays],
            gable: 0.0,
        };
        stage.build(mesh);
        low = high;
    }
    band(mesh, Mat::Ashlar, p3(-h, low - 0.1, z0), p3(h, low + 0.2, z1), 0.22);
    spire(mesh, low + 0.2, z0, z1);
}

fn spire(mesh: &mut Mesh, y: f32, z0: f32, z1: f32) {
    let h = TOWER / 2.0 + 0.4;
    let peak = p3(0.0, y + 4.6, (z0 + z1) / 2.0);
    let (a, b) = (p3(-h, y, z1 + 0.4), p3(h, y, z1 + 0.4));
    let (c, d) = (p3(h, y, z0 - 0.4), p3(-h, y, z0 - 0.4));
    for (p, q) in [(a, b), (b, c), (c, d), (d, a)] {
        mesh.patch(Mat::Lauze, [p, q, peak, peak], 1.8);
    }
    mesh.quad(Mat::Ashlar, [d, c, b, a]);
    cross(mesh, peak - UP * 0.1);
}

fn cross(mesh: &mut Mesh, foot: V3) {
    mesh.painted(Colour::Iron, |m| {
        m.beam(Mat::Palette, foot, foot + UP * 1.5, 0.07);
        m.beam(Mat::Palette, foot + p3(-0.4, 1.05, 0.0), foot + p3(0.4, 1.05, 0.0), 0.07);
    });
}

fn apse(mesh: &mut Mesh) {
    let z = -NAVE_L + 0.6 - TOWER;
    let foot = p3(0.0, 0.0, z + 0.1);
    let (from, to) = (0.0, std::f32::consts::PI);
    let profile = [(2.55, -BURIED), (2.55, 1.4), (2.55, 3.2), (2.55, 5.0), (2.7, 5.05), (2.7, 5.3)];
    mesh.arc_lathe(Mat::Rubble, foot, &profile, 16, from, to);
    mesh.arc_lathe(Mat::Lauze, foot, &[(2.95, 5.22), (1.5, 6.5), (0.0, 7.6)], 16, from, to);
    mesh.arc_lathe(Mat::Ashlar, foot, &[(2.7, 5.24), (2.95, 5.2)], 16, from, to);
    for angle in [0.6, 1.57, 2.54_f32] {
        let out = p3(angle.cos(), 0.0, -angle.sin());
        let side = p3(-angle.sin(), 0.0, -angle.cos());
        let at = |s: f32, y: f32| foot + out * 2.562 + side * s + UP * y;
        mesh.quad(Mat::Ashlar, [at(-0.4, 2.0), at(0.4, 2.0), at(0.4, 4.0), at(-0.4, 4.0)].map(|v| v + out * 0.03));
        mesh.quad_uv(
            Mat::Glass,
            [at(-0.22, 2.2), at(0.22, 2.2), at(0.22, 3.8), at(-0.22, 3.8)].map(|v| v + out * 0.05),
            DARK,
        );
    }
}

fn steps(mesh: &mut Mesh) {
    for (k, y) in [(0, 0.25), (1, 0.1)] {
        let reach = 0.9 + 0.45 * k as f32;
        mesh.block(Mat::Ashlar, p3(-1.4 - 0.4 * k as f32, -1.0, 0.02), p3(1.4 + 0.4 * k as f32, y, reach), 2.0, false);
    }
}
