//! What gives a house its life: steps, gutters, corner stones, signs, flower boxes, the wooden gallery.

use super::super::geom::{V3, p3};
use super::super::material::{Colour, Mat};
use super::super::mesh::Mesh;
use super::super::rng::Rng;
use super::super::texture::sign_uv;
use super::super::wall::{Fill, Opening};
use super::{FLOOR_M, House, Kind};

const GALLERY_M: f32 = 1.7;

impl House {
    pub(super) fn extras(&self, mesh: &mut Mesh, front: &[Opening], rng: &mut Rng) {
        self.thresholds(mesh, front);
        self.sills(mesh, front, rng);
        self.corners(mesh);
        self.downpipe(mesh, rng);
        match self.kind {
            Kind::Gallery => self.gallery(mesh),
            Kind::Shop(sign) => self.sign(mesh, sign),
            Kind::Plain | Kind::Barn => {}
        }
    }

    /// One stone step before each door, sunk where the street is higher.
    fn thresholds(&self, mesh: &mut Mesh, front: &[Opening]) {
        for o in front.iter().filter(|o| matches!(o.fill, Fill::Door(_)) && o.y < 0.1 && o.w < 1.5) {
            let x = o.x - self.w / 2.0;
            mesh.block(Mat::Kerb, p3(x - 0.15, -self.buried, 0.003), p3(x + o.w + 0.15, 0.01, 0.32), 3.0, false);
        }
    }

    fn sills(&self, mesh: &mut Mesh, front: &[Opening], rng: &mut Rng) {
        for o in front.iter().filter(|o| matches!(o.fill, Fill::Window(_))) {
            let x = o.x - self.w / 2.0;
            sill(mesh, x - 0.2, x + o.w + 0.2, o.y);
            if rng.chance(0.22) {
                let (lo, hi) = (p3(x + 0.05, o.y - 0.005, -0.05), p3(x + o.w - 0.05, o.y + 0.15, 0.14));
                mesh.plain_block(Colour::ParasolTerracotta, lo, hi, true);
                let top = [
                    p3(lo.x, hi.y, hi.z + 0.1),
                    p3(hi.x, hi.y, hi.z + 0.1),
                    p3(hi.x, hi.y + 0.3, hi.z),
                    p3(lo.x, hi.y + 0.3, hi.z),
                ];
                mesh.quad_uv(Mat::Flowers, top, [0.1, 0.3, 0.9, 0.7]);
                let top = [
                    p3(lo.x - 0.06, hi.y - 0.02, 0.0),
                    p3(hi.x + 0.06, hi.y - 0.02, 0.0),
                    p3(hi.x + 0.06, hi.y + 0.26, 0.16),
                    p3(lo.x - 0.06, hi.y + 0.26, 0.16),
                ];
                mesh.quad_uv(Mat::Flowers, top, [0.1, 0.25, 0.9, 0.75]);
            }
        }
    }

    /// Corner stones, a hand's breadth proud of plastered walls.
    fn corners(&self, mesh: &mut Mesh) {
        if self.wall == Mat::Rubble || self.seed.is_multiple_of(2) {
            return;
        }
        let (hw, proud, h) = (self.w / 2.0, 0.025, self.eaves() - 0.02);
        let rows = (h / 0.34) as i32;
        for k in 0..rows {
            let (y0, y1) = (0.34 * k as f32, 0.34 * (k + 1) as f32 - 0.02);
            let long = if k % 2 == 0 { 0.48 } else { 0.3 };
            for x in [-hw, hw - long] {
                let q = [p3(x, y0, proud), p3(x + long, y0, proud), p3(x + long, y1, proud), p3(x, y1, proud)];
                mesh.quad(Mat::Ashlar, q);
            }
        }
    }

    fn downpipe(&self, mesh: &mut Mesh, rng: &mut Rng) {
        if self.kind == Kind::Gallery {
            return;
        }
        let x = if rng.chance(0.5) { -self.w / 2.0 + 0.16 } else { self.w / 2.0 - 0.16 };
        let top = self.eaves() - 0.1;
        mesh.painted(Colour::Zinc, |m| {
            m.tube(Mat::Palette, p3(x, -self.buried, 0.1), p3(x, top - 0.3, 0.1), [0.05, 0.05], 5, false);
            m.tube(Mat::Palette, p3(x, top - 0.3, 0.1), p3(x, top - 0.02, 0.46), [0.05, 0.05], 5, false);
            let half = self.w / 2.0 + 0.1;
            m.tube(Mat::Palette, p3(-half, top - 0.02, 0.52), p3(half, top - 0.02, 0.52), [0.07, 0.07], 6, true);
        });
    }

    fn sign(&self, mesh: &mut Mesh, sign: usize) {
        let (half, y) = ((self.w * 0.36).min(2.4), 2.68);
        let (lo, hi) = (p3(-half, y, 0.0), p3(half, y + half * 0.11 + 0.1, 0.06));
        mesh.block(Mat::Oak, lo, hi, 9.0, true);
        let z = hi.z + 0.006;
        let face = [
            p3(lo.x + 0.03, lo.y + 0.03, z),
            p3(hi.x - 0.03, lo.y + 0.03, z),
            p3(hi.x - 0.03, hi.y - 0.03, z),
            p3(lo.x + 0.03, hi.y - 0.03, z),
        ];
        mesh.quad_uv(Mat::Signs, face, sign_uv(sign));
    }

    /// The "galerie mâconnaise": a stone stair, a balcony under the roof's overhang, oak posts and railing.
    fn gallery(&self, mesh: &mut Mesh) {
        let (hw, y) = (self.w / 2.0, FLOOR_M);
        let left = -hw + 0.15;
        let stair_x = left + 3.4;
        // The floor, carried by two stone piers and a beam; the stair fills the left end.
        mesh.block(Mat::Oak, p3(stair_x, y - 0.2, 0.003), p3(hw - 0.05, y - 0.02, GALLERY_M), 2.0, true);
        for x in [stair_x + 0.25, hw - 0.35] {
            mesh.block(
                self.wall,
                p3(x - 0.25, -self.buried, GALLERY_M - 0.5),
                p3(x + 0.25, y - 0.2, GALLERY_M - 0.02),
                2.0,
                false,
            );
        }
        self.stair(mesh, left, stair_x, y);
        let posts = ((hw - stair_x) / 1.7).ceil().max(1.0) as usize;
        let post_x = |k: usize| stair_x + 0.08 + (hw - 0.16 - stair_x) * k as f32 / posts as f32;
        // The eaves come down with the slope: posts stop just under them.
        let top = self.eaves() - 0.35 * GALLERY_M + 0.1;
        for k in 0..=posts {
            mesh.beam(Mat::Oak, p3(post_x(k), y - 0.02, GALLERY_M - 0.1), p3(post_x(k), top, GALLERY_M - 0.1), 0.15);
        }
        mesh.beam(Mat::Oak, p3(left, -self.buried, GALLERY_M - 0.1), p3(left, top, GALLERY_M - 0.1), 0.15);
        mesh.beam(Mat::Oak, p3(-hw, top, GALLERY_M - 0.1), p3(hw, top, GALLERY_M - 0.1), 0.17);
        rail(mesh, p3(stair_x, y, GALLERY_M - 0.1), p3(hw - 0.1, y, GALLERY_M - 0.1));
        rail(mesh, p3(hw - 0.1, y, 0.1), p3(hw - 0.1, y, GALLERY_M - 0.1));
    }

    fn stair(&self, mesh: &mut Mesh, x0: f32, x1: f32, top: f32) {
        let steps = 16;
        let (rise, run) = (top / steps as f32, (x1 - x0) / steps as f32);
        for k in 0..steps {
            let x = x0 + run * k as f32;
            let (lo, hi) = (p3(x, -self.buried, 0.004), p3(x + run, rise * (k + 1) as f32 - 0.01, 1.1));
            mesh.block(Mat::Ashlar, lo, hi, 4.0, false);
        }
    }
}

/// A stone sill: its face and its top.
fn sill(mesh: &mut Mesh, x0: f32, x1: f32, y: f32) {
    let (low, high, out) = (y - 0.11, y - 0.005, 0.09);
    mesh.quad(Mat::Ashlar, [p3(x0, low, out), p3(x1, low, out), p3(x1, high, out), p3(x0, high, out)]);
    mesh.quad(Mat::Ashlar, [p3(x0, high, out), p3(x1, high, out), p3(x1, high, -0.18), p3(x0, high, -0.18)]);
}

fn rail(mesh: &mut Mesh, a: V3, b: V3) {
    for y in [0.12, 0.98] {
        mesh.beam(Mat::Oak, a + p3(0.0, y, 0.0), b + p3(0.0, y, 0.0), 0.08);
    }
    let count = ((b - a).length() / 0.24).ceil() as usize;
    for k in 1..count {
        let foot = a.lerp(b, k as f32 / count as f32);
        let along = (b - a).unit() * 0.02;
        let (low, high) = (foot + p3(0.0, 0.12, 0.0), foot + p3(0.0, 0.98, 0.0));
        mesh.quad(Mat::Oak, [low - along, low + along, high + along, high - along]);
        mesh.quad(Mat::Oak, [low + along, low - along, high - along, high + along]);
    }
}
