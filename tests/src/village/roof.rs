//! Low roofs of round tiles: two or four slopes, overhanging eaves, ridge tiles, chimneys.

use super::geom::{UP, V3, p3};
use super::material::Mat;
use super::mesh::Mesh;

/// A roof over the rectangle x ∈ [−w/2, w/2], z ∈ [−d, 0], ridge along x.
#[derive(Clone, Copy, Debug)]
pub struct Roof {
    pub w: f32,
    pub d: f32,
    /// Height of the walls' top.
    pub eaves: f32,
    /// Rise per metre.
    pub pitch: f32,
    /// Overhang at the front, back, and gable ends.
    pub front: f32,
    pub back: f32,
    pub side: f32,
    pub hip: bool,
    pub mat: Mat,
    pub under: Mat,
}

const THICK: f32 = 0.13;
const CELL_M: f32 = 2.2;

impl Roof {
    /// Height of the ridge's top.
    pub fn ridge(&self) -> f32 {
        self.eaves + self.pitch * self.d / 2.0 + THICK
    }

    /// Draws slopes, edges, ridge.
    pub fn build(&self, mesh: &mut Mesh) {
        if self.hip { self.hipped(mesh) } else { self.gabled(mesh) }
    }

    fn slab(&self, mesh: &mut Mesh, [a, b, c, d]: [V3; 4]) {
        let down = UP * -THICK;
        mesh.patch(self.mat, [a, b, c, d], CELL_M);
        mesh.patch(self.under, [b + down, a + down, d + down, c + down], 8.0);
        // The edge of the eaves, where tile ends show.
        mesh.quad(self.mat, [a + down, b + down, b, a]);
    }

    fn gabled(&self, mesh: &mut Mesh) {
        let (x, mid, top) = (self.w / 2.0 + self.side, -self.d / 2.0, self.ridge());
        let (fz, bz) = (self.front, -self.d - self.back);
        let (fy, by) = (top - self.pitch * (fz - mid), top - self.pitch * (mid - bz));
        self.slab(mesh, [p3(-x, fy, fz), p3(x, fy, fz), p3(x, top, mid), p3(-x, top, mid)]);
        self.slab(mesh, [p3(x, by, bz), p3(-x, by, bz), p3(-x, top, mid), p3(x, top, mid)]);
        let down = UP * -THICK;
        for sign in [-1.0, 1.0] {
            let (f, r, b) = (p3(sign * x, fy, fz), p3(sign * x, top, mid), p3(sign * x, by, bz));
            for (p, q) in if sign > 0.0 { [(f, r), (r, b)] } else { [(r, f), (b, r)] } {
                mesh.quad(self.mat, [p + down, q + down, q, p]);
            }
            // Verge tiles.
            let inward = p3(-sign * 0.06, 0.0, 0.0);
            mesh.tube(self.mat, r + inward, f + inward, [0.1, 0.1], 4, false);
            mesh.tube(self.mat, r + inward, b + inward, [0.1, 0.1], 4, false);
        }
        mesh.tube(self.mat, p3(-x, top, mid), p3(x, top, mid), [0.13, 0.13], 6, true);
    }

    fn hipped(&self, mesh: &mut Mesh) {
        let (x, mid, top) = (self.w / 2.0 + self.side, -self.d / 2.0, self.ridge());
        let (fz, bz) = (self.front, -self.d - self.back);
        let (fy, by) = (top - self.pitch * (fz - mid), top - self.pitch * (mid - bz));
        let run = (fz - mid).min(x - 0.2);
        let rx = x - run;
        let (fl, fr, br, bl) = (p3(-x, fy, fz), p3(x, fy, fz), p3(x, by, bz), p3(-x, by, bz));
        let (l, r) = (p3(-rx, top, mid), p3(rx, top, mid));
        self.slab(mesh, [fl, fr, r, l]);
        self.slab(mesh, [br, bl, l, r]);
        self.slab(mesh, [fr, br, r, r]);
        self.slab(mesh, [bl, fl, l, l]);
        for (p, q) in [(fl, l), (bl, l), (fr, r), (br, r)] {
            mesh.tube(self.mat, p, q, [0.12, 0.12], 6, true);
        }
        if rx > 0.1 {
            mesh.tube(self.mat, l, r, [0.13, 0.13], 6, false);
        }
    }
}

/// A chimney stack rising `height` above `foot`, which should lie inside the roof.
pub fn chimney(mesh: &mut Mesh, wall: Mat, foot: V3, height: f32) {
    let (hw, hd) = (0.42, 0.28);
    mesh.block(wall, foot + p3(-hw, 0.0, -hd), foot + p3(hw, height, hd), 2.0, false);
    let top = foot + UP * height;
    mesh.block(Mat::Ashlar, top + p3(-hw - 0.06, 0.0, -hd - 0.06), top + p3(hw + 0.06, 0.1, hd + 0.06), 2.0, true);
    for x in [-0.2, 0.2] {
        mesh.tube(Mat::Tile, top + p3(x, 0.1, 0.0), top + p3(x, 0.45, 0.0), [0.12, 0.1], 8, true);
    }
}
