//! Trees and bushes: a trunk, a few limbs, and a crown of bent leaf sprays around a dark heart.
//! Normals point away from the crown's middle, so that it shades as one round volume.

use std::f32::consts::TAU;

use super::geom::{UP, V3, p3};
use super::material::Mat;
use super::mesh::Mesh;
use super::rng::Rng;

/// How a kind of tree grows; metres.
#[derive(Clone, Copy, Debug)]
pub struct Habit {
    pub leaf: Mat,
    pub bark: Mat,
    pub trunk_m: f32,
    pub trunk_radius_m: f32,
    pub crown_radius_m: f32,
    /// Crown height over crown width.
    pub aspect: f32,
    pub sprays: u32,
    pub spray_m: f32,
    pub seed: u64,
}

/// Lime tree: dense, egg-shaped.
pub const LIME: Habit = Habit {
    leaf: Mat::LeafLime,
    bark: Mat::Bark,
    trunk_m: 2.7,
    trunk_radius_m: 0.19,
    crown_radius_m: 2.9,
    aspect: 1.25,
    sprays: 170,
    spray_m: 1.35,
    seed: 1,
};
/// Old lime tree of the square.
pub const OLD_LIME: Habit = Habit {
    leaf: Mat::LeafLime,
    bark: Mat::Bark,
    trunk_m: 3.3,
    trunk_radius_m: 0.48,
    crown_radius_m: 5.4,
    aspect: 1.02,
    sprays: 400,
    spray_m: 1.7,
    seed: 2,
};
/// Plane tree: broad, on a tall pale trunk.
pub const PLANE: Habit = Habit {
    leaf: Mat::LeafPlane,
    bark: Mat::BarkPlane,
    trunk_m: 3.4,
    trunk_radius_m: 0.3,
    crown_radius_m: 3.9,
    aspect: 0.95,
    sprays: 220,
    spray_m: 1.6,
    seed: 3,
};
/// Fruit tree.
pub const FRUIT: Habit = Habit {
    leaf: Mat::LeafFruit,
    bark: Mat::Bark,
    trunk_m: 1.3,
    trunk_radius_m: 0.12,
    crown_radius_m: 1.9,
    aspect: 0.9,
    sprays: 110,
    spray_m: 1.05,
    seed: 4,
};
/// Young tree just planted.
pub const YOUNG: Habit = Habit {
    leaf: Mat::LeafLime,
    bark: Mat::Bark,
    trunk_m: 2.3,
    trunk_radius_m: 0.1,
    crown_radius_m: 1.75,
    aspect: 1.2,
    sprays: 100,
    spray_m: 1.05,
    seed: 5,
};
/// Bush.
pub const BUSH: Habit = Habit {
    leaf: Mat::LeafFruit,
    bark: Mat::Bark,
    trunk_m: 0.0,
    trunk_radius_m: 0.05,
    crown_radius_m: 0.75,
    aspect: 0.75,
    sprays: 34,
    spray_m: 0.75,
    seed: 6,
};

impl Habit {
    /// Draws one tree; trees with another `individual` differ.
    pub fn build(&self, individual: u64) -> Mesh {
        let mut rng = Rng::new(self.seed * 1000 + individual);
        let mut mesh = Mesh::default();
        let ry = self.crown_radius_m * self.aspect;
        let middle = p3(0.0, self.trunk_m + ry * 0.82, 0.0);
        if self.trunk_m > 0.0 {
            self.limbs(&mut mesh, &mut rng, middle);
        }
        self.heart(&mut mesh, &mut rng, middle, ry);
        for k in 0..self.sprays {
            self.spray(&mut mesh, &mut rng, middle, ry, k);
        }
        mesh
    }

    fn limbs(&self, mesh: &mut Mesh, rng: &mut Rng, middle: V3) {
        let (r, h) = (self.trunk_radius_m, self.trunk_m);
        let lean = p3(rng.range(-0.08, 0.08), h * 0.5, rng.range(-0.08, 0.08));
        let fork = p3(lean.x * 0.4, h, lean.z * 0.4);
        mesh.tube(self.bark, p3(0.0, -0.3, 0.0), p3(0.0, 0.25, 0.0), [r * 1.6, r * 1.12], 8, false);
        mesh.tube(self.bark, p3(0.0, 0.25, 0.0), lean, [r * 1.12, r * 0.92], 8, false);
        mesh.tube(self.bark, lean, fork, [r * 0.92, r * 0.8], 8, false);
        let limbs = 5;
        for k in 0..limbs {
            let angle = TAU * k as f32 / limbs as f32 + rng.range(-0.4, 0.4);
            let out = self.crown_radius_m * rng.range(0.4, 0.6);
            let tip = p3(out * angle.cos(), middle.y + rng.range(-0.2, 0.4) * self.crown_radius_m, out * angle.sin());
            let knee = fork.lerp(tip, 0.45) + UP * (0.12 * self.crown_radius_m);
            mesh.tube(self.bark, fork - UP * 0.15, knee, [r * 0.55, r * 0.38], 5, false);
            mesh.tube(self.bark, knee, tip, [r * 0.38, r * 0.12], 5, false);
        }
    }

    /// An opaque lumpy heart, so that the sky does not show through the crown.
    fn heart(&self, mesh: &mut Mesh, rng: &mut Rng, middle: V3, ry: f32) {
        let (rings, sides) = if self.crown_radius_m < 1.0 { (4, 7) } else { (6, 10) };
        let bumps: Vec<f32> = (0..(rings + 1) * sides).map(|_| rng.range(0.86, 1.08)).collect();
        let part = mesh.part(Mat::LeafDense);
        let first = part.positions.len() as u32;
        for j in 0..=rings {
            let tilt = std::f32::consts::PI * (j as f32 / rings as f32 - 0.5);
            for i in 0..=sides {
                let turn = TAU * i as f32 / sides as f32;
                let n = p3(tilt.cos() * turn.cos(), tilt.sin(), -tilt.cos() * turn.sin());
                let k = 0.70 * bumps[j * sides + i % sides];
                let p = middle + p3(n.x * self.crown_radius_m, n.y * ry, n.z * self.crown_radius_m) * k;
                let across = (TAU * self.crown_radius_m / 1.6).round().max(2.0);
                part.vertex(p, n, [across * i as f32 / sides as f32, -across * 0.5 * j as f32 / rings as f32]);
            }
        }
        let row = sides as u32 + 1;
        for j in 0..rings as u32 {
            for i in 0..sides as u32 {
                let k = first + j * row + i;
                part.triangle(k, k + 1, k + row + 1);
                part.triangle(k, k + row + 1, k + row);
            }
        }
    }

    /// One leaf spray: two quads bent along their middle.
    fn spray(&self, mesh: &mut Mesh, rng: &mut Rng, middle: V3, ry: f32, k: u32) {
        // A spiral over the sphere, shaken: even cover without rows.
        let y = 1.0 - 2.0 * (k as f32 + 0.5) / self.sprays as f32;
        let turn = k as f32 * 2.399_963 + rng.range(-0.25, 0.25);
        let flat = (1.0 - y * y).sqrt();
        let n = p3(flat * turn.cos(), y, flat * turn.sin());
        let lumps = 1.0 + 0.10 * (turn * 3.0 + y * 4.0).sin() + 0.06 * (turn * 5.0 - y * 7.0).cos();
        let depth = rng.range(0.72, 1.0) * lumps;
        // The underside of a crown is flatter than its top.
        let squash = if y < 0.0 { 0.82 } else { 1.0 };
        let at = middle + p3(n.x * self.crown_radius_m, n.y * ry * squash, n.z * self.crown_radius_m) * depth;
        let facing = (n + p3(rng.range(-0.7, 0.7), rng.range(-0.35, 0.6), rng.range(-0.7, 0.7))).unit();
        let side = facing.cross(p3(rng.range(-1.0, 1.0), rng.range(-0.4, 0.4), rng.range(-1.0, 1.0)).unit()).unit();
        // Facing outwards: a renderer that turns the normals of back faces must not darken the crown.
        let long = facing.cross(side);
        let half = self.spray_m * rng.range(0.4, 0.62);
        let bend = facing * (-half * 0.42);
        let (s, l) = (side * half, long * half);
        let shade = |p: V3| ((p - middle).unit() * 0.8 + n * 0.3 + UP * 0.15).unit();
        let part = mesh.part(self.leaf);
        let rows: Vec<[u32; 2]> = [(-1.0, 0.0), (0.0, 0.5), (1.0, 1.0)]
            .into_iter()
            .map(|(across, u)| {
                let centre = at + s * across + if across == 0.0 { V3::default() } else { bend };
                let (low, high) = (centre - l, centre + l);
                [part.vertex(low, shade(low), [u, 1.0]), part.vertex(high, shade(high), [u, 0.0])]
            })
            .collect();
        for pair in rows.windows(2) {
            part.triangle(pair[0][0], pair[1][0], pair[1][1]);
            part.triangle(pair[0][0], pair[1][1], pair[0][1]);
        }
    }
}
