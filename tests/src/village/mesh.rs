//! Building blocks: patches, boxes, tubes, lathes. Each face has its own normal and metre-based texture coordinates.
//! Knows nothing of the village.

use std::collections::BTreeMap;

use super::geom::{Frame, UP, V3, p3};
use super::material::{Colour, Mat};

/// The triangles of one material.
#[derive(Clone, Debug, Default)]
pub struct Part {
    pub positions: Vec<[f32; 3]>,
    pub normals: Vec<[f32; 3]>,
    pub uvs: Vec<[f32; 2]>,
    pub indices: Vec<u32>,
}

/// A mesh: one [`Part`] per material, in the order of the materials.
#[derive(Clone, Debug, Default)]
pub struct Mesh {
    pub parts: BTreeMap<Mat, Part>,
    /// Added to texture coordinates, so that two neighbours do not show the same stones.
    pub uv_shift: [f32; 2],
}

impl Part {
    /// Adds a vertex and returns its index.
    pub fn vertex(&mut self, p: V3, n: V3, uv: [f32; 2]) -> u32 {
        self.positions.push(p.array());
        self.normals.push(n.array());
        self.uvs.push(uv);
        self.positions.len() as u32 - 1
    }

    /// Adds a triangle unless it has no area.
    pub fn triangle(&mut self, a: u32, b: u32, c: u32) {
        let at = |i: u32| {
            let [x, y, z] = self.positions[i as usize];
            p3(x, y, z)
        };
        if (at(b) - at(a)).cross(at(c) - at(a)).length() > 1e-7 {
            self.indices.extend([a, b, c]);
        }
    }
}

impl Mesh {
    /// The part of a material.
    pub fn part(&mut self, mat: Mat) -> &mut Part {
        self.parts.entry(mat).or_default()
    }

    /// How many triangles it has.
    pub fn triangles(&self) -> usize {
        self.parts.values().map(|part| part.indices.len() / 3).sum()
    }

    /// A bilinear patch seen from its front as `a` bottom left, `b` bottom right, `c` top right, `d` top left,
    /// cut into cells of at most `cell` metres. Texture: u along `a`–`b`, v up the patch.
    pub fn patch(&mut self, mat: Mat, [a, b, c, d]: [V3; 4], cell: f32) {
        let longest = |p: f32, q: f32| ((p.max(q) / cell).ceil() as usize).clamp(1, 400);
        let nu = longest((b - a).length(), (c - d).length());
        let nv = longest((d - a).length(), (c - b).length());
        let normal = (c - a).cross(d - b).unit();
        let along = if (b - a).length() > 1e-4 { (b - a).unit() } else { (c - d).unit() };
        let up = normal.cross(along);
        let (size, shift) = (mat.tile_m(), self.uv_shift);
        let part = self.part(mat);
        let first = part.positions.len() as u32;
        for j in 0..=nv {
            for i in 0..=nu {
                let (s, t) = (i as f32 / nu as f32, j as f32 / nv as f32);
                let p = a.lerp(b, s).lerp(d.lerp(c, s), t);
                // Axes are anchored at the scene's own zero, so that patches meeting in a plane continue each other.
                let uv = [p.dot(along) / size + shift[0], -p.dot(up) / size + shift[1]];
                part.vertex(p, normal, uv);
            }
        }
        let row = nu as u32 + 1;
        for j in 0..nv as u32 {
            for i in 0..nu as u32 {
                let k = first + j * row + i;
                part.triangle(k, k + 1, k + row + 1);
                part.triangle(k, k + row + 1, k + row);
            }
        }
    }

    /// An uncut four-cornered face.
    pub fn quad(&mut self, mat: Mat, corners: [V3; 4]) {
        self.patch(mat, corners, 1e6);
    }

    /// A four-cornered face that shows the rectangle `[u0, v0, u1, v1]` of its texture.
    pub fn quad_uv(&mut self, mat: Mat, [a, b, c, d]: [V3; 4], [u0, v0, u1, v1]: [f32; 4]) {
        let normal = (c - a).cross(d - b).unit();
        let part = self.part(mat);
        let i = part.vertex(a, normal, [u0, v1]);
        part.vertex(b, normal, [u1, v1]);
        part.vertex(c, normal, [u1, v0]);
        part.vertex(d, normal, [u0, v0]);
        part.triangle(i, i + 1, i + 2);
        part.triangle(i, i + 2, i + 3);
    }

    /// A three-cornered face.
    pub fn face(&mut self, mat: Mat, a: V3, b: V3, c: V3) {
        self.quad(mat, [a, b, c, c]);
    }

    /// A box between two corners, in cells of at most `cell` metres, with its underside if `bottom`.
    pub fn block(&mut self, mat: Mat, lo: V3, hi: V3, cell: f32, bottom: bool) {
        let c = |x: u8, y: u8, z: u8| {
            p3(if x == 0 { lo.x } else { hi.x }, if y == 0 { lo.y } else { hi.y }, if z == 0 { lo.z } else { hi.z })
        };
        self.patch(mat, [c(0, 0, 1), c(1, 0, 1), c(1, 1, 1), c(0, 1, 1)], cell);
        self.patch(mat, [c(1, 0, 0), c(0, 0, 0), c(0, 1, 0), c(1, 1, 0)], cell);
        self.patch(mat, [c(1, 0, 1), c(1, 0, 0), c(1, 1, 0), c(1, 1, 1)], cell);
        self.patch(mat, [c(0, 0, 0), c(0, 0, 1), c(0, 1, 1), c(0, 1, 0)], cell);
        self.patch(mat, [c(0, 1, 1), c(1, 1, 1), c(1, 1, 0), c(0, 1, 0)], cell);
        if bottom {
            self.patch(mat, [c(0, 0, 0), c(1, 0, 0), c(1, 0, 1), c(0, 0, 1)], cell);
        }
    }

    /// A squared beam from `p` to `q`, `w` wide and high.
    pub fn beam(&mut self, mat: Mat, p: V3, q: V3, w: f32) {
        let along = (q - p).unit();
        let side = if along.y.abs() > 0.9 { along.cross(p3(0.0, 0.0, 1.0)).unit() } else { along.cross(UP).unit() };
        let top = side.cross(along).unit();
        let (s, t) = (side * (w * 0.5), top * (w * 0.5));
        for (m, n) in [(s, t), (t, -s), (-s, -t), (-t, s)] {
            self.quad(mat, [p + m - n, q + m - n, q + m + n, p + m + n]);
        }
        self.quad(mat, [p + s - t, p + s + t, p - s + t, p - s - t]);
        self.quad(mat, [q - s - t, q - s + t, q + s + t, q + s - t]);
    }

    /// A round tapered tube from `p` to `q` with smooth sides, closed at the far end if `cap`.
    pub fn tube(&mut self, mat: Mat, p: V3, q: V3, radii: [f32; 2], sides: u32, cap: bool) {
        let along = (q - p).unit();
        let side = if along.y.abs() > 0.9 { along.cross(p3(0.0, 0.0, 1.0)).unit() } else { UP.cross(along).unit() };
        let front = along.cross(side);
        let size = mat.tile_m();
        let length = (q - p).length();
        // Whole repeats around the tube: no seam in the bark.
        let around = (radii[0] * std::f32::consts::TAU / size).round().max(1.0);
        let part = self.part(mat);
        let first = part.positions.len() as u32;
        for i in 0..=sides {
            let t = i as f32 / sides as f32;
            let (s, c) = (t * std::f32::consts::TAU).sin_cos();
            let n = side * c + front * s;
            part.vertex(p + n * radii[0], n, [t * around, 0.0]);
            part.vertex(q + n * radii[1], n, [t * around, -length / size]);
        }
        for i in 0..sides {
            let k = first + i * 2;
            part.triangle(k, k + 2, k + 3);
            part.triangle(k, k + 3, k + 1);
        }
        if cap && radii[1] > 0.0 {
            let centre = part.vertex(q, along, [0.5, 0.5]);
            let ring: Vec<u32> = (0..=sides)
                .map(|i| {
                    let (s, c) = (i as f32 / sides as f32 * std::f32::consts::TAU).sin_cos();
                    let n = side * c + front * s;
                    part.vertex(q + n * radii[1], along, [n.x * radii[1] / size, n.z * radii[1] / size])
                })
                .collect();
            for pair in ring.windows(2) {
                part.triangle(centre, pair[0], pair[1]);
            }
        }
    }

    /// A shape turned about the vertical through `foot`; `profile` is (radius, height) from bottom to top.
    pub fn lathe(&mut self, mat: Mat, foot: V3, profile: &[(f32, f32)], sides: u32) {
        self.arc_lathe(mat, foot, profile, sides, 0.0, std::f32::consts::TAU);
    }

    /// A [`Mesh::lathe`] over the angles `from` to `to` only (0 is +X, π/2 is −Z: anticlockwise from above).
    pub fn arc_lathe(&mut self, mat: Mat, foot: V3, profile: &[(f32, f32)], sides: u32, from: f32, to: f32) {
        let at = |i: u32, (r, y): (f32, f32)| {
            let (s, c) = (from + (to - from) * i as f32 / sides as f32).sin_cos();
            foot + p3(r * c, y, -r * s)
        };
        let size = mat.tile_m();
        for pair in profile.windows(2) {
            let ((r0, y0), (r1, y1)) = (pair[0], pair[1]);
            let slope = ((r1 - r0).powi(2) + (y1 - y0).powi(2)).sqrt().max(1e-6);
            let (nr, ny) = ((y1 - y0) / slope, -(r1 - r0) / slope);
            let part = self.part(mat);
            let first = part.positions.len() as u32;
            for i in 0..=sides {
                let angle = from + (to - from) * i as f32 / sides as f32;
                let n = p3(nr * angle.cos(), ny, -nr * angle.sin());
                let u = (angle - from) * r0.max(r1) / size;
                part.vertex(at(i, pair[0]), n, [u, -y0 / size]);
                part.vertex(at(i, pair[1]), n, [u, -(y0 + slope) / size]);
            }
            for i in 0..sides {
                let k = first + i * 2;
                part.triangle(k, k + 2, k + 3);
                part.triangle(k, k + 3, k + 1);
            }
        }
    }

    /// Adds a plain-coloured box, using the palette material.
    pub fn plain_block(&mut self, colour: Colour, lo: V3, hi: V3, bottom: bool) {
        self.painted(colour, |mesh| mesh.block(Mat::Palette, lo, hi, 1e6, bottom));
    }

    /// Runs `draw` (which must use [`Mat::Palette`]) and points what it added at one colour of the palette.
    pub fn painted(&mut self, colour: Colour, draw: impl FnOnce(&mut Mesh)) {
        let first = self.part(Mat::Palette).positions.len();
        draw(self);
        let uv = colour.uv();
        for slot in &mut self.part(Mat::Palette).uvs[first..] {
            *slot = uv;
        }
    }

    /// Copies `other` into this mesh, stood at `frame` and scaled.
    pub fn append(&mut self, other: &Mesh, frame: &Frame, scale: f32) {
        for (&mat, from) in &other.parts {
            let part = self.part(mat);
            let first = part.positions.len() as u32;
            for i in 0..from.positions.len() {
                let ([x, y, z], [nx, ny, nz]) = (from.positions[i], from.normals[i]);
                part.vertex(frame.to_scene(p3(x, y, z) * scale), frame.turn_v(p3(nx, ny, nz)), from.uvs[i]);
            }
            part.indices.extend(from.indices.iter().map(|i| i + first));
        }
    }
}
