//! Today: a car park of tired asphalt, two old lime trees.

use std::f32::consts::{FRAC_PI_2, PI};

use super::super::furniture::{bench, bin, bollard, lamp_post, sign_post};
use super::super::geom::{Frame, V2, p2};
use super::super::material::{Colour, Mat};
use super::super::mesh::Mesh;
use super::super::rng::Rng;
use super::Builder;
use super::common::Layers;

const PLACE_W: f32 = 2.5;
const PLACE_L: f32 = 5.0;

/// Rows of parking places: first place's middle, direction along the row, how many, way the cars face.
const ROWS: [(V2, V2, usize, f32); 4] = [
    (p2(-22.5, -13.2), p2(1.0, -0.02), 7, PI),
    (p2(3.2, -14.8), p2(1.0, 0.03), 7, PI),
    (p2(-18.0, -2.2), p2(1.0, 0.0), 13, 0.0),
    (p2(-18.0, 2.85), p2(1.0, 0.0), 13, PI),
];

/// Adds today's square.
pub fn build(b: &mut Builder, layers: &Layers) {
    let mut rng = Rng::new(11);
    let markings = markings(b);
    b.scene.place(layers.square, "Marquage au sol", markings, Frame::default());
    let colours =
        [Colour::CarWhite, Colour::CarGrey, Colour::CarBlue, Colour::CarRed, Colour::CarGreen, Colour::CarGrey];
    for (first, along, count, turn) in ROWS {
        for k in 0..count {
            if rng.chance(0.62) {
                let at = first + along * (PLACE_W * k as f32) + p2(rng.range(-0.2, 0.2), rng.range(-0.3, 0.3));
                let turn = turn + rng.range(-0.04, 0.04) + if rng.chance(0.2) { PI } else { 0.0 };
                b.park(layers.furniture, rng.pick(&colours), at, turn);
            }
        }
    }
    b.park(layers.furniture, Colour::CarWhite, p2(-13.0, 15.9 - 0.6), -FRAC_PI_2 + PI);
    for (x, z) in [(-25.0, 6.5), (19.8, -0.6)] {
        b.plant_all(layers.trees, "Vieux tilleul", 21, &[(x, z)]);
        let ring = ring(b, p2(x, z));
        let name = b.numbered("Pied d’arbre");
        b.scene.place(layers.square, &name, ring, Frame::default());
    }
    for k in 0..7 {
        b.put(layers.furniture, "Borne", bollard, p2(-8.0 + 2.4 * k as f32, -19.6), 0.0, 1.0);
    }
    for (x, z) in [(-20.5, -19.4), (23.8, -19.0), (-27.0, 16.9), (12.0, 16.6)] {
        b.put(layers.furniture, "Réverbère", lamp_post, p2(x, z), 0.0, 1.0);
    }
    b.put(layers.furniture, "Banc", bench, p2(-14.0, -20.9), 0.0, 1.0);
    b.put(layers.furniture, "Corbeille", bin, p2(-12.2, -20.9), 0.0, 1.0);
    b.put(layers.furniture, "Panneau", || sign_post(15), p2(-26.2, 9.6), PI, 1.0);
}

/// White lines between places, lying a centimetre above the asphalt.
fn markings(b: &Builder) -> Mesh {
    let mut mesh = Mesh::default();
    for (first, along, count, turn) in ROWS {
        let out = p2(-turn.sin(), turn.cos());
        for k in 0..=count {
            let middle = first + along * (PLACE_W * (k as f32 - 0.5));
            line(b, &mut mesh, middle - out * (PLACE_L / 2.0), middle + out * (PLACE_L / 2.0), 0.11);
        }
    }
    for k in 0..6 {
        let x = -2.4 + 0.8 * k as f32;
        line(b, &mut mesh, p2(x, 10.6), p2(x, 15.8), 0.42);
    }
    mesh
}

fn line(b: &Builder, mesh: &mut Mesh, from: V2, to: V2, width: f32) {
    let steps = ((to - from).length() / 1.0).ceil() as usize;
    let side = (to - from).unit().right() * (width / 2.0);
    let at = |k: usize, s: f32| {
        let p = from + (to - from) * (k as f32 / steps as f32) + side * s;
        let mut point = b.ground.point(p);
        point.y += 0.014;
        point
    };
    mesh.painted(Colour::PaintWhite, |m| {
        for k in 0..steps {
            m.quad(Mat::Palette, [at(k, 1.0), at(k + 1, 1.0), at(k + 1, -1.0), at(k, -1.0)]);
        }
    });
}

/// A stone ring with soil around an old tree.
fn ring(b: &Builder, at: V2) -> Mesh {
    let mut mesh = Mesh::default();
    let foot = b.ground.point(at);
    mesh.lathe(Mat::Kerb, foot, &[(1.75, -0.2), (1.75, 0.16), (1.5, 0.17), (1.5, 0.05)], 18);
    mesh.lathe(Mat::Soil, foot, &[(1.52, 0.1), (0.2, 0.13)], 18);
    mesh
}
