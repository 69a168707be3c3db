//! Low walls of dry stone, following the ground.

use super::super::geom::{UP, V2, V3};
use super::super::ground::Ground;
use super::super::material::Mat;
use super::super::mesh::Mesh;
use super::super::plan::CHURCHYARD;
use super::super::settlement::Settlement;

/// A wall along a line, `height` above the ground and `thick` wide, with coping stones.
pub fn dry_wall(ground: &Ground, line: &[V2], height: f32, thick: f32) -> Mesh {
    let mut mesh = Mesh::default();
    for pair in line.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let steps = ((b - a).length() / 2.4).ceil().max(1.0) as usize;
        for k in 0..steps {
            let at = |k: usize| a + (b - a) * (k as f32 / steps as f32);
            segment(&mut mesh, ground, at(k), at(k + 1), height, thick);
        }
        for (end, out) in [(a, (a - b).unit()), (b, (b - a).unit())] {
            cap(&mut mesh, ground, end, out, height, thick);
        }
    }
    mesh
}

fn segment(mesh: &mut Mesh, ground: &Ground, p: V2, q: V2, height: f32, thick: f32) {
    let side = (q - p).unit().right() * (thick / 2.0);
    let corner = |v: V2, s: f32, lift: f32| {
        let foot: V3 = ground.point(v);
        let off = side * s;
        foot + V3 { x: off.x, y: lift, z: off.z }
    };
    let low = -0.4;
    // `right` of the walk is the +side face.
    mesh.patch(
        Mat::DryStone,
        [corner(q, 1.0, low), corner(p, 1.0, low), corner(p, 1.0, height), corner(q, 1.0, height)].map(|v| v),
        2.0,
    );
    mesh.patch(
        Mat::DryStone,
        [corner(p, -1.0, low), corner(q, -1.0, low), corner(q, -1.0, height), corner(p, -1.0, height)],
        2.0,
    );
    let (h, o) = (height + 0.07, 1.22);
    mesh.quad(Mat::Kerb, [corner(q, o, height), corner(p, o, height), corner(p, o, h), corner(q, o, h)]);
    mesh.quad(Mat::Kerb, [corner(p, -o, height), corner(q, -o, height), corner(q, -o, h), corner(p, -o, h)]);
    mesh.quad(Mat::Kerb, [corner(p, o, h), corner(p, -o, h), corner(q, -o, h), corner(q, o, h)].map(|v| v));
}

fn cap(mesh: &mut Mesh, ground: &Ground, end: V2, out: V2, height: f32, thick: f32) {
    let side = out.right() * (thick / 2.0);
    let foot = ground.point(end);
    let at = |s: f32, y: f32| foot + V3 { x: side.x * s, y: 0.0, z: side.z * s } + UP * y;
    mesh.patch(Mat::DryStone, [at(1.0, -0.4), at(-1.0, -0.4), at(-1.0, height), at(1.0, height)], 2.0);
    mesh.quad(Mat::Kerb, [at(1.22, height), at(-1.22, height), at(-1.22, height + 0.07), at(1.22, height + 0.07)]);
}

/// Walls between neighbouring houses on a street.
pub fn garden_walls(ground: &Ground, settlement: &Settlement) -> Vec<Mesh> {
    let mut out = Vec::new();
    for (k, &(a, b)) in settlement.gaps.iter().enumerate() {
        let height = [1.5, 1.1, 1.9, 0.9][k % 4];
        let middle = (a + b) * 0.5;
        if (b - a).length() < 14.0 && !settlement.covers(middle, 0.1) {
            // A hand's breadth behind the façades.
            let back = (b - a).unit().right() * -0.25;
            let line = [a + back, b + back];
            out.push(dry_wall(ground, &line, height, 0.42));
        }
    }
    out
}

/// The churchyard's wall, open in front of the church's door.
pub fn churchyard_wall(ground: &Ground) -> Mesh {
    let [a, b, c, d, e, f] = CHURCHYARD;
    let inset = |corner: V2, z: f32| corner + V2 { x: 2.4, z };
    dry_wall(ground, &[inset(a, 0.6), b, c, d, e, inset(f, -0.4)], 0.85, 0.45)
}
