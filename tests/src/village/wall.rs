//! A wall with openings: stone frames flush with the plaster, reveals, windows, shutters, doors.

use super::geom::{UP, V3};
use super::material::{Colour, Mat};
use super::mesh::Mesh;

/// Rectangles of the joinery texture: a casement of six panes, a small light, a shop front, plain dark glass.
pub const CASEMENT: [f32; 4] = [0.0, 0.0, 0.5, 1.0];
const SMALL: [f32; 4] = [0.5, 0.0, 0.75, 0.4];
const SHOP: [f32; 4] = [0.5, 0.5, 1.0, 1.0];
pub const DARK: [f32; 4] = [0.8, 0.1, 0.95, 0.35];

/// What closes an opening.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fill {
    /// A casement with its shutters open against the wall.
    Window(Option<Mat>),
    /// A casement behind closed shutters.
    Closed(Mat),
    /// A small window without bars.
    Small,
    Door(Mat),
    /// A glazed shop front.
    Shop(Mat),
    /// Sloping boards of a belfry.
    Louvre,
}

/// An opening: left edge and sill measured from the wall's foot, clear width and height, in metres.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    pub x: f32,
    pub y: f32,
    pub w: f32,
    pub h: f32,
    pub arch: bool,
    pub fill: Fill,
    /// Width of the stone frame.
    pub frame: f32,
}

/// The top of a wall.
#[derive(Clone, Copy, Debug)]
pub enum Top {
    Flat(f32),
    /// Eaves and rise of a gable in the middle of the wall.
    Gable(f32, f32),
}

/// A wall's place: foot of its left end as seen from outside, direction to the right, width, depth of its foundation.
#[derive(Clone, Copy, Debug)]
pub struct Wall {
    pub foot: V3,
    pub right: V3,
    pub width: f32,
    pub buried: f32,
    pub mat: Mat,
    pub trim: Mat,
}

const CELL_M: f32 = 1.9;
const REVEAL_M: f32 = 0.18;

impl Wall {
    fn at(&self, x: f32, y: f32, out: f32) -> V3 {
        self.foot + self.right * x + UP * y + self.right.cross(UP) * out
    }

    fn rect(&self, mesh: &mut Mesh, mat: Mat, [x0, y0, x1, y1]: [f32; 4], out: f32, cell: f32) {
        mesh.patch(mat, [self.at(x0, y0, out), self.at(x1, y0, out), self.at(x1, y1, out), self.at(x0, y1, out)], cell);
    }

    /// Draws the wall and its openings.
    pub fn build(&self, mesh: &mut Mesh, top: Top, openings: &[Opening]) {
        let eaves = match top {
            Top::Flat(h) | Top::Gable(h, _) => h,
        };
        self.panel(mesh, eaves, openings);
        if let Top::Gable(h, rise) = top {
            self.gable(mesh, h, rise);
        }
        for opening in openings {
            self.opening(mesh, opening);
        }
    }

    fn panel(&self, mesh: &mut Mesh, eaves: f32, openings: &[Opening]) {
        let holes: Vec<[f32; 4]> = openings.iter().map(Opening::outer).collect();
        let xs = cuts(0.0, self.width, holes.iter().flat_map(|h| [h[0], h[2]]));
        let ys = cuts(-self.buried, eaves, holes.iter().flat_map(|h| [h[1], h[3]]));
        let normal = self.right.cross(UP);
        let (size, shift) = (self.mat.tile_m(), mesh.uv_shift);
        let part = mesh.part(self.mat);
        let first = part.positions.len() as u32;
        for &y in &ys {
            for &x in &xs {
                let p = self.foot + self.right * x + UP * y;
                part.vertex(p, normal, [p.dot(self.right) / size + shift[0], -p.y / size + shift[1]]);
            }
        }
        let row = xs.len() as u32;
        for j in 0..ys.len() - 1 {
            for i in 0..xs.len() - 1 {
                let (x, y) = ((xs[i] + xs[i + 1]) / 2.0, (ys[j] + ys[j + 1]) / 2.0);
                if !holes.iter().any(|h| x > h[0] && x < h[2] && y > h[1] && y < h[3]) {
                    let k = first + j as u32 * row + i as u32;
                    part.triangle(k, k + 1, k + row + 1);
                    part.triangle(k, k + row + 1, k + row);
                }
            }
        }
    }

    fn gable(&self, mesh: &mut Mesh, h: f32, rise: f32) {
        let half = self.width / 2.0;
        let steps = (half / 2.0).ceil();
        for k in 0..steps as u32 {
            let (t0, t1) = (k as f32 / steps, (k + 1) as f32 / steps);
            for (a, b) in [(t0, t1), (2.0 - t1, 2.0 - t0)] {
                let height = |t: f32| h + rise * (1.0 - (t - 1.0).abs());
                let q = [
                    self.at(a * half, h, 0.0),
                    self.at(b * half, h, 0.0),
                    self.at(b * half, height(b), 0.0),
                    self.at(a * half, height(a), 0.0),
                ];
                mesh.patch(self.mat, q, 2.2);
            }
        }
    }

    fn opening(&self, mesh: &mut Mesh, o: &Opening) {
        let (x1, y1) = (o.x + o.w, o.y + o.h);
        if o.frame > 0.0 {
            self.surround(mesh, o);
        }
        if o.arch {
            self.arch(mesh, o)
        } else {
            self.reveal_top(mesh, o)
        }
        let spring = if o.arch { y1 - o.w / 2.0 } else { y1 };
        let depth = -REVEAL_M;
        let trim = if o.frame > 0.0 { self.trim } else { self.mat };
        let cheek = |mesh: &mut Mesh, x: f32, outer: f32, inner: f32| {
            mesh.quad(
                trim,
                [self.at(x, o.y, outer), self.at(x, o.y, inner), self.at(x, spring, inner), self.at(x, spring, outer)],
            );
        };
        cheek(mesh, o.x, 0.0, depth);
        cheek(mesh, x1, depth, 0.0);
        // A window's sill covers the bottom; see `house::extras`.
        if !matches!(o.fill, Fill::Window(_)) {
            mesh.quad(
                trim,
                [self.at(o.x, o.y, 0.0), self.at(x1, o.y, 0.0), self.at(x1, o.y, depth), self.at(o.x, o.y, depth)],
            );
        }
        self.fill(mesh, o);
    }

    /// The stone frame, flush with the wall: two jambs and a lintel sharing their corners.
    fn surround(&self, mesh: &mut Mesh, o: &Opening) {
        let [fx0, fy0, fx1, fy1] = o.outer();
        let (x1, y1) = (o.x + o.w, o.y + o.h);
        let normal = self.right.cross(UP);
        let (size, shift) = (self.trim.tile_m(), mesh.uv_shift);
        let part = mesh.part(self.trim);
        let k = [
            (fx0, fy0),
            (o.x, fy0),
            (x1, fy0),
            (fx1, fy0),
            (fx0, y1),
            (o.x, y1),
            (x1, y1),
            (fx1, y1),
            (fx0, fy1),
            (fx1, fy1),
        ]
        .map(|(x, y)| {
            let p = self.foot + self.right * x + UP * y;
            part.vertex(p, normal, [p.dot(self.right) / size + shift[0], -p.y / size + shift[1]])
        });
        for [a, b, c] in [[0, 1, 5], [0, 5, 4], [2, 3, 7], [2, 7, 6], [4, 5, 8], [5, 9, 8], [5, 6, 9], [6, 7, 9]] {
            part.triangle(k[a], k[b], k[c]);
        }
    }

    fn reveal_top(&self, mesh: &mut Mesh, o: &Opening) {
        let (x1, y1, depth) = (o.x + o.w, o.y + o.h, -REVEAL_M);
        let trim = if o.frame > 0.0 { self.trim } else { self.mat };
        mesh.quad(trim, [self.at(o.x, y1, depth), self.at(x1, y1, depth), self.at(x1, y1, 0.0), self.at(o.x, y1, 0.0)]);
    }

    /// The round head: spandrels in the wall's plane and the curved reveal.
    fn arch(&self, mesh: &mut Mesh, o: &Opening) {
        let (r, mid, top) = (o.w / 2.0, o.x + o.w / 2.0, o.y + o.h);
        let trim = if o.frame > 0.0 { self.trim } else { self.mat };
        let steps = 10;
        let point = |i: i32| {
            let (s, c) = (std::f32::consts::PI * i as f32 / steps as f32).sin_cos();
            (mid - r * c, top - r + r * s)
        };
        for i in 0..steps {
            let ((xa, ya), (xb, yb)) = (point(i), point(i + 1));
            let corner = if i < steps / 2 { o.x } else { o.x + o.w };
            let (a, b) = (self.at(xa, ya, 0.0), self.at(xb, yb, 0.0));
            mesh.face(trim, a, b, self.at(corner, top, 0.0));
            mesh.quad(trim, [self.at(xa, ya, -REVEAL_M), self.at(xb, yb, -REVEAL_M), b, a]);
        }
    }

    fn fill(&self, mesh: &mut Mesh, o: &Opening) {
        let (x1, y1) = (o.x + o.w, o.y + o.h);
        let back = -REVEAL_M;
        match o.fill {
            Fill::Window(shutter) => {
                self.glazing(mesh, o, back, CASEMENT);
                if let Some(mat) = shutter {
                    self.shutter(mesh, mat, o.x - o.w / 2.0 - 0.02, o);
                    self.shutter(mesh, mat, x1 + 0.02, o);
                }
            }
            Fill::Closed(mat) => self.rect(mesh, mat, [o.x, o.y, x1, y1], back * 0.4, 1e6),
            Fill::Small => self.glazing(mesh, o, back, SMALL),
            Fill::Door(mat) => {
                self.rect(mesh, mat, [o.x, o.y, x1, y1], back, 1e6);
                let knob = self.at(x1 - 0.14, o.y + 1.05, back + 0.03);
                mesh.painted(Colour::Iron, |m| {
                    m.block(
                        Mat::Palette,
                        knob - V3 { x: 0.03, y: 0.03, z: 0.03 },
                        knob + V3 { x: 0.03, y: 0.03, z: 0.03 },
                        1.0,
                        true,
                    );
                });
            }
            Fill::Shop(mat) => {
                self.rect(mesh, mat, [o.x, o.y, x1, o.y + 0.5], back + 0.05, 1e6);
                let lifted = Opening { y: o.y + 0.5, h: o.h - 0.5, ..*o };
                self.glazing(mesh, &lifted, back, SHOP);
            }
            Fill::Louvre => {
                self.glazing(mesh, o, back, DARK);
                let boards = (o.h / 0.42) as u32;
                for k in 0..boards {
                    let y = o.y + 0.42 * k as f32 + 0.1;
                    let inset = if o.arch && y + 0.3 > y1 - o.w / 2.0 { o.w * 0.2 } else { 0.0 };
                    let q = [
                        (o.x + inset, y, -0.03),
                        (x1 - inset, y, -0.03),
                        (x1 - inset, y + 0.3, back + 0.02),
                        (o.x + inset, y + 0.3, back + 0.02),
                    ];
                    mesh.quad(Mat::Oak, q.map(|(x, y, out)| self.at(x, y, out)));
                }
            }
        }
    }

    /// Glass and its bars, painted together: one rectangle of the joinery texture.
    fn glazing(&self, mesh: &mut Mesh, o: &Opening, back: f32, pane: [f32; 4]) {
        let (x1, y1) = (o.x + o.w, o.y + o.h);
        let q = [(o.x, o.y), (x1, o.y), (x1, y1), (o.x, y1)].map(|(x, y)| self.at(x, y, back));
        mesh.quad_uv(Mat::Glass, q, pane);
    }

    /// An open shutter: its face and its outer edge; the inner edge lies against the window.
    fn shutter(&self, mesh: &mut Mesh, mat: Mat, x: f32, o: &Opening) {
        let (x1, y0, y1, out) = (x + o.w / 2.0, o.y + 0.02, o.y + o.h - 0.02, 0.05);
        self.rect(mesh, mat, [x, y0, x1, y1], out, 1e6);
        let (edge, near, far) = if x < o.x { (x, 0.0, out) } else { (x1, out, 0.0) };
        let corners = [(y0, near), (y0, far), (y1, far), (y1, near)];
        mesh.quad(mat, corners.map(|(y, out)| self.at(edge, y, out)));
    }
}

impl Opening {
    /// A plain opening with a stone frame.
    pub fn new(x: f32, y: f32, w: f32, h: f32, fill: Fill) -> Self {
        Self { x, y, w, h, arch: false, fill, frame: 0.17 }
    }

    /// With a round head.
    pub fn arched(self) -> Self {
        Self { arch: true, ..self }
    }

    /// The hole in the wall, stone frame included: left, bottom, right, top.
    fn outer(&self) -> [f32; 4] {
        [self.x - self.frame, self.y, self.x + self.w + self.frame, self.y + self.h + self.frame]
    }
}

/// Sorted cut positions from `low` to `high` through `wanted`, no gap wider than a cell.
fn cuts(low: f32, high: f32, wanted: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut fixed: Vec<f32> = wanted.filter(|v| *v > low + 1e-3 && *v < high - 1e-3).collect();
    fixed.extend([low, high]);
    fixed.sort_by(f32::total_cmp);
    fixed.dedup_by(|a, b| (*a - *b).abs() < 1e-3);
    let mut out = vec![fixed[0]];
    for pair in fixed.windows(2) {
        let steps = ((pair[1] - pair[0]) / CELL_M).ceil().max(1.0) as usize;
        out.extend((1..=steps).map(|k| pair[0] + (pair[1] - pair[0]) * k as f32 / steps as f32));
    }
    out
}
