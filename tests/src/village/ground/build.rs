//! Cuts the grid's triangles along every limit and makes meshes of the pieces, kerb faces included.

use std::collections::HashMap;

use super::super::geom::{V2, V3};
use super::super::material::Mat;
use super::super::mesh::Mesh;
use super::super::terrain;
use super::field::FieldKind;
use super::zone::{Zone, cuts, zone};
use super::{DISTANCES, Distances, Ground, is_near};

#[derive(Clone, Copy)]
struct Corner {
    at: V3,
    d: Distances,
}

type Piece = Vec<Corner>;

/// The meshes of the ground, split as the layers show them.
pub struct GroundMeshes {
    pub streets: Mesh,
    pub square: Mesh,
    pub land: Mesh,
}

/// Vertices already made, by material, plot and position in half millimetres (looked up, never iterated).
type Known = HashMap<(Mat, usize, [i32; 3]), u32>;

/// For each edge of the plan, the pieces beside it: their lifted ends and their zone.
type Edges = HashMap<[i32; 4], (V3, V3, Zone)>;

impl Ground<'_> {
    /// Builds the ground; `hidden` tells which cells lie wholly under a building.
    pub fn meshes(&self, hidden: &dyn Fn(V2) -> bool) -> GroundMeshes {
        let mut out = GroundMeshes { streets: Mesh::default(), square: Mesh::default(), land: Mesh::default() };
        let (mut known, mut edges) = ([Known::new(), Known::new(), Known::new()], Edges::new());
        for (grid, near) in [(&self.near, true), (&self.far, false)] {
            let width = grid.xs.len();
            let corners: Vec<Corner> = (0..grid.zs.len() * width)
                .map(|k| grid.at(k % width, k / width))
                .map(|at| Corner { at, d: self.distances(at.plan()) })
                .collect();
            for j in 0..grid.zs.len() - 1 {
                for i in 0..width - 1 {
                    let [a, b, c, d] = [j * width + i, j * width + i + 1, (j + 1) * width + i + 1, (j + 1) * width + i]
                        .map(|k| corners[k]);
                    let covered = !near && is_near((a.at + c.at).plan() * 0.5);
                    if covered || [a, b, c, d].iter().all(|k| hidden(k.at.plan())) {
                        continue;
                    }
                    // Anticlockwise seen from above (−Z is up on the page).
                    for triangle in [vec![a, c, b], vec![a, d, c]] {
                        for piece in self.cut(triangle) {
                            self.emit(&piece, &mut out, &mut known, &mut edges);
                        }
                    }
                }
            }
        }
        out
    }

    fn cut(&self, triangle: Piece) -> Vec<Piece> {
        let mut pieces = vec![triangle];
        let far = |p: &Piece| p.iter().all(|c| c.at.plan().length() > 190.0);
        if !far(&pieces[0]) {
            for (index, level) in cuts(self.variant) {
                pieces = split_all(pieces, &|c: &Corner| c.d[index] - level);
            }
        }
        let mut plots: Vec<usize> = pieces.iter().flatten().map(|c| self.fields.nearest(c.at.plan())).collect();
        plots.sort_unstable();
        plots.dedup();
        for (k, &m) in plots.iter().enumerate() {
            for &n in &plots[k + 1..] {
                pieces = split_all(pieces, &|c: &Corner| {
                    self.fields.square_to(m, c.at.plan()) - self.fields.square_to(n, c.at.plan())
                });
            }
        }
        pieces
    }

    fn emit(&self, piece: &Piece, out: &mut GroundMeshes, known: &mut [Known; 3], edges: &mut Edges) {
        let n = piece.len() as f32;
        let middle = piece.iter().fold(V3::default(), |sum, c| sum + c.at) * (1.0 / n);
        let mut d = [0.0; DISTANCES];
        for (k, slot) in d.iter_mut().enumerate() {
            *slot = piece.iter().map(|c| c.d[k]).sum::<f32>() / n;
        }
        let zone = zone(self.variant, &d, middle.plan());
        let (mat, plot) = self.cover(zone, middle.plan());
        let (mesh, known) = match zone {
            Zone::Land => (&mut out.land, &mut known[0]),
            z if z.in_square() => (&mut out.square, &mut known[1]),
            _ => (&mut out.streets, &mut known[2]),
        };
        let lifted: Vec<V3> = piece
            .iter()
            .map(|c| {
                let p = c.at.plan();
                p.at(c.at.y + zone.lift(self.variant, &c.d, p))
            })
            .collect();
        let turn = if mat == Mat::Vines { self.fields.plots[plot].turn } else { 0.0 };
        let indices: Vec<u32> = lifted.iter().map(|&v| vertex(mesh, known, mat, plot, turn, v)).collect();
        for k in 1..indices.len() - 1 {
            mesh.part(mat).triangle(indices[0], indices[k], indices[k + 1]);
        }
        for k in 0..lifted.len() {
            let (a, b) = (lifted[k], lifted[(k + 1) % lifted.len()]);
            self.face_edge(a, b, zone, out, edges);
        }
    }

    /// The material of a zone at `p` and, on the land, the plot.
    fn cover(&self, zone: Zone, p: V2) -> (Mat, usize) {
        if zone != Zone::Land {
            return (zone.mat(), usize::MAX);
        }
        let plot = self.fields.nearest(p);
        (self.fields.plots[plot].kind.mat(), plot)
    }

    /// Remembers an edge, or closes the step between it and the piece already met on its other side.
    fn face_edge(&self, a: V3, b: V3, zone: Zone, out: &mut GroundMeshes, edges: &mut Edges) {
        let key = |p: V3, q: V3| [p.x, p.z, q.x, q.z].map(|v| (v * 2000.0).round() as i32);
        let Some((other_b, other_a, other_zone)) = edges.remove(&key(b, a)) else {
            edges.insert(key(a, b), (a, b, zone));
            return;
        };
        // The other piece runs along the edge the other way round.
        let step = (a.y - other_a.y).abs().max((b.y - other_b.y).abs());
        if step < 0.004 {
            return;
        }
        let mesh = if zone.in_square() || other_zone.in_square() { &mut out.square } else { &mut out.streets };
        if a.y + b.y > other_a.y + other_b.y {
            mesh.quad(Mat::Kerb, [other_a, other_b, b, a]);
        } else {
            mesh.quad(Mat::Kerb, [b, a, other_a, other_b]);
        }
    }

    /// What grows at `p`, outside the village.
    pub fn grows(&self, p: V2) -> Option<(FieldKind, usize)> {
        (self.zone(p) == Zone::Land).then(|| {
            let plot = self.fields.nearest(p);
            (self.fields.plots[plot].kind, plot)
        })
    }
}

fn vertex(mesh: &mut Mesh, known: &mut Known, mat: Mat, plot: usize, turn: f32, v: V3) -> u32 {
    let key = (mat, plot, v.array().map(|k| (k * 2000.0).round() as i32));
    let part = mesh.part(mat);
    *known.entry(key).or_insert_with(|| {
        let reach = if v.plan().length() > 150.0 { 6.0 } else { 0.7 };
        let (s, c) = turn.sin_cos();
        let uv = [(v.x * c - v.z * s) / mat.tile_m(), (v.x * s + v.z * c) / mat.tile_m()];
        part.vertex(v, terrain::normal(v.plan(), reach), uv)
    })
}

fn split_all(pieces: Vec<Piece>, side: &dyn Fn(&Corner) -> f32) -> Vec<Piece> {
    let mut out = Vec::with_capacity(pieces.len());
    for piece in pieces {
        split(piece, side, &mut out);
    }
    out
}

fn split(piece: Piece, side: &dyn Fn(&Corner) -> f32, out: &mut Vec<Piece>) {
    let sides: Vec<f32> = piece.iter().map(side).collect();
    if sides.iter().all(|&s| s >= 0.0) || sides.iter().all(|&s| s <= 0.0) {
        out.push(piece);
        return;
    }
    let (mut negative, mut positive) = (Piece::new(), Piece::new());
    for k in 0..piece.len() {
        let next = (k + 1) % piece.len();
        let (s0, s1) = (sides[k], sides[next]);
        if s0 <= 0.0 {
            negative.push(piece[k]);
        }
        if s0 >= 0.0 {
            positive.push(piece[k]);
        }
        if s0 * s1 < 0.0 {
            let corner = crossing(&piece[k], s0, &piece[next], s1);
            negative.push(corner);
            positive.push(corner);
        }
    }
    out.extend([negative, positive].into_iter().filter(|p| p.len() >= 3));
}

/// Where an edge crosses zero; the same to the last bit whichever way the edge is walked.
fn crossing(a: &Corner, sa: f32, b: &Corner, sb: f32) -> Corner {
    let (a, sa, b, sb) = if (a.at.x, a.at.z) < (b.at.x, b.at.z) { (a, sa, b, sb) } else { (b, sb, a, sa) };
    let t = (sa / (sa - sb)).clamp(0.0, 1.0);
    let mut d = [0.0; DISTANCES];
    for (k, slot) in d.iter_mut().enumerate() {
        *slot = a.d[k] + (b.d[k] - a.d[k]) * t;
    }
    Corner { at: a.at.lerp(b.at, t), d }
}
